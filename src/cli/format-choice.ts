import { extname } from "node:path";
import { AuditError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { RenderOptions } from "../report/reporter.ts";
import type { CommandContext } from "./command.ts";
import type { OptionValues } from "./options.ts";
import { chooseTargets, type Target } from "./output.ts";
import { UsageError } from "./usage.ts";

/** Renderings by format name, as a command offers them. */
type Renderings<F extends string> = Readonly<
  Record<F, { readonly extensions: readonly string[]; readonly binary: boolean }>
>;

const unknown = (value: string, known: readonly string[]): AuditError =>
  new AuditError({ code: "output-format-unknown", value, known: [...known], nearest: nearest(value, known) });

const named = <F extends string>(renderings: Renderings<F>, name: string): F => {
  const formats = Object.keys(renderings) as F[];
  const found = formats.find((format) => format === name.toLowerCase());
  if (found === undefined) throw unknown(name, formats);
  return found;
};

/** The format that is printed. @throws AuditError `output-format-unknown`; UsageError for no text. */
export const printedOf = <F extends string>(renderings: Renderings<F>, name: string): F => {
  const format = named(renderings, name);
  if (renderings[format].binary) throw new UsageError({ code: "stdout-binary", format });
  return format;
};

/** What `-o` asks for: the extension says the format, or the word before a colon. @throws AuditError `output-format-unknown`. */
export const outputOf = <F extends string>(
  renderings: Renderings<F>,
  written: string,
): { readonly format: F; readonly file: string } => {
  const prefixed = /^([A-Za-z][A-Za-z0-9-]+):(.+)$/s.exec(written);
  if (prefixed !== null) return { format: named(renderings, prefixed[1]!), file: prefixed[2]! };
  const formats = Object.keys(renderings) as F[];
  const extension = extname(written).toLowerCase();
  const format = formats.find((name) => renderings[name].extensions.includes(extension));
  if (format !== undefined) return { format, file: written };
  throw unknown(extension === "" ? written : extension, [
    ...formats.flatMap((name) => renderings[name].extensions),
    ...formats.map((name) => `${name}:FILE`),
  ]);
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
): Promise<Requests<F>> => {
  const printed = printedOf(renderings, values.format ?? "terminal");
  const asked = (values.output ?? []).map((written) => outputOf(renderings, written));
  const targets = await chooseTargets(
    asked.map(({ file }) => file),
    inputs,
  );
  return { printed, files: asked.map(({ format }, index) => ({ format, target: targets[index]! })) };
};

/** Writes and prints a subject as it was asked for, and says which files were written. */
export const deliver = async <F extends string, S>(
  renderings: Readonly<
    Record<F, { readonly render: (subject: S, options: RenderOptions) => Promise<string | Uint8Array> }>
  >,
  subject: S,
  { printed, files }: Requests<F>,
  values: OptionValues,
  { lang, print, tell, color, columns, write }: CommandContext,
): Promise<void> => {
  const shown = values.all === true ? { limitRows: 0 } : {};
  const written = [];
  for (const { format, target } of files) {
    written.push({ target, content: await renderings[format].render(subject, { lang, ...shown }) });
  }
  await write(written);
  if (values.quiet !== true || values.format !== undefined) {
    await print(await renderings[printed].render(subject, { lang, width: columns, color, ...shown }));
  }
  if (values.quiet !== true) {
    for (const { target } of files) await tell({ zh: `已写出 ${target.file}`, en: `Wrote ${target.file}` });
  }
};
