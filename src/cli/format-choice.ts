import { extname } from "node:path";
import { AuditError } from "../errors.ts";
import { nearest } from "../nearest.ts";
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
