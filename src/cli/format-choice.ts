import { extname } from "node:path";
import { AuditError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { RenderOptions } from "../report/reporter.ts";
import type { Words } from "../report/wording/language.ts";
import type { CommandContext } from "./command.ts";
import type { OptionValues } from "./options.ts";
import { type Content, chooseTargets, type Target } from "./output.ts";
import { UsageError } from "./usage.ts";

/** Renderings by format name, as a command offers them. */
type Renderings<F extends string> = Readonly<
  Record<F, { readonly extensions: readonly string[]; readonly binary: boolean }>
>;

const unknown = (value: string, known: readonly string[]): AuditError =>
  new AuditError({ code: "output-format-unknown", value, known: [...known], nearest: nearest(value, known) });

/** The format that a name stands for, in any case. @throws AuditError `output-format-unknown`. */
export const formatOf = <F extends string>(renderings: Renderings<F>, name: string): F => {
  const formats = Object.keys(renderings) as F[];
  const found = formats.find((format) => format === name.toLowerCase());
  if (found === undefined) throw unknown(name, formats);
  return found;
};

/**
 * The format that is printed; `stem`: what its file might be called, without its extension.
 *
 * @throws AuditError `output-format-unknown`; UsageError for no text.
 */
export const printedOf = <F extends string>(renderings: Renderings<F>, name: string, stem: string): F => {
  const format = formatOf(renderings, name);
  if (renderings[format].binary) {
    throw new UsageError({ code: "stdout-binary", format, file: `${stem}${renderings[format].extensions[0] ?? ""}` });
  }
  return format;
};

/** A word before a colon names a format; one letter is a drive of Windows, and a path with a separator is a path. */
const NAMED = /^([A-Za-z][A-Za-z0-9-]+):(.*)$/s;

/** Ends of files that other programs open as what they say, and that no format is written to. */
const OTHER_DOCUMENTS: readonly string[] = [
  ...[".pdf", ".doc", ".xls", ".et", ".wps", ".ppt", ".pptx", ".odt", ".ods", ".png", ".jpg", ".jpeg", ".zip"],
];

/** Whether a file of a format would not open by its name: a text under the name of a document, or the other way round. */
const misleads = <F extends string>(renderings: Renderings<F>, format: F, extension: string): boolean => {
  const { binary, extensions } = renderings[format];
  if (extension === "" || extensions.includes(extension)) return false;
  const isDocument = Object.values<Renderings<F>[F]>(renderings).some(
    (each) => each.binary && each.extensions.includes(extension),
  );
  return binary || isDocument || OTHER_DOCUMENTS.includes(extension);
};

/**
 * What `-o` asks for: the extension says the format, whatever its case, or the word before a colon.
 *
 * @throws AuditError `output-format-unknown`, `output-extension`, `output-exists-not-file` for a folder; UsageError where no
 *   file is named.
 */
export const outputOf = <F extends string>(
  renderings: Renderings<F>,
  written: string,
): { readonly format: F; readonly file: string } => {
  const [, name, named] = NAMED.exec(written) ?? [];
  const file = named ?? written;
  if (name !== undefined) formatOf(renderings, name);
  if (file === "") throw new UsageError({ code: "option-value-missing", option: "--output" });
  const formats = Object.keys(renderings) as F[];
  if (file === "-") {
    const printable = formats.find((each) => each === name?.toLowerCase() && !renderings[each].binary) ?? null;
    throw new UsageError({ code: "output-dash", format: printable });
  }
  const extension = extname(file).toLowerCase();
  if (name !== undefined) {
    const format = formatOf(renderings, name);
    if (misleads(renderings, format, extension)) {
      const { extensions } = renderings[format];
      throw new AuditError({ code: "output-extension", file, format, extension, known: [...extensions] });
    }
    return { format, file };
  }
  const format = formats.find((each) => renderings[each].extensions.includes(extension));
  if (format !== undefined) return { format, file };
  if (/[\\/]$/.test(file)) throw new AuditError({ code: "output-exists-not-file", file });
  const extensions = formats.flatMap((each) => renderings[each].extensions);
  throw new AuditError({
    code: "output-format-unknown",
    value: extension === "" ? file : extname(file),
    known: [...extensions, ...formats.map((each) => `${each}:FILE`)],
    nearest: extension === "" ? null : nearest(extension, extensions),
  });
};

/** What a command is to print and to write. */
interface Requests<F extends string> {
  readonly printed: F;
  readonly files: readonly { readonly format: F; readonly target: Target }[];
}

/**
 * What `--format` and `-o` ask for, with the places looked at before any work is done.
 *
 * @throws as {@link printedOf}, {@link outputOf} and {@link chooseTargets} do.
 */
export const requestsOf = async <F extends string>(
  renderings: Renderings<F>,
  values: OptionValues,
  { inputs }: CommandContext,
  stem: string,
): Promise<Requests<F>> => {
  const printed = printedOf(renderings, values.format ?? "terminal", stem);
  const asked = (values.output ?? []).map((written) => outputOf(renderings, written));
  const targets = await chooseTargets(
    asked.map(({ file }) => file),
    inputs,
  );
  return { printed, files: asked.map(({ format }, index) => ({ format, target: targets[index]! })) };
};

/**
 * Writes all files, prints, and says what was written, in this order: nothing is printed of a run whose files could not be
 * written. `told`: what is said besides, of files that are too many to be named.
 */
export const handOver = async (
  files: readonly { readonly target: Target; readonly content: Content; readonly isNamed?: false }[],
  printed: () => Content | Promise<Content>,
  values: Pick<OptionValues, "quiet" | "format">,
  { print, tell, write }: Pick<CommandContext, "print" | "tell" | "write">,
  told: readonly Words[] = [],
): Promise<void> => {
  await write(files);
  if (values.quiet !== true || values.format !== undefined) await print(await printed());
  if (values.quiet === true) return;
  for (const { target, isNamed = true } of files) {
    if (isNamed) await tell({ zh: `已写出 ${target.file}`, en: `Wrote ${target.file}` });
  }
  for (const line of told) await tell(line);
};

/** Writes and prints a subject as it was asked for, and says which files were written. */
export const deliver = async <F extends string, S>(
  renderings: Readonly<
    Record<F, { readonly render: (subject: S, options: RenderOptions) => Promise<string | Uint8Array> }>
  >,
  subject: S,
  { printed, files }: Requests<F>,
  values: OptionValues,
  context: CommandContext,
): Promise<void> => {
  const { lang, color, columns } = context;
  const shown = values.all === true ? { limitRows: 0 } : {};
  const written = [];
  for (const { format, target } of files) {
    written.push({ target, content: await renderings[format].render(subject, { lang, ...shown }) });
  }
  const print = () => renderings[printed].render(subject, { lang, width: columns, color, ...shown });
  await handOver(written, print, values, context);
};
