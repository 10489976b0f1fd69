import { extname } from "node:path";
import { AuditError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { DIFF_FORMATS, DIFF_REPORTERS, type DiffFormat } from "../report/diff/index.ts";
import { UsageError } from "./usage.ts";

const unknown = (value: string, known: readonly string[]): AuditError =>
  new AuditError({ code: "output-format-unknown", value, known: [...known], nearest: nearest(value, known) });

const named = (name: string): DiffFormat => {
  const found = DIFF_FORMATS.find((format) => format === name.toLowerCase());
  if (found === undefined) throw unknown(name, DIFF_FORMATS);
  return found;
};

/** The format in which a comparison is printed. @throws AuditError `output-format-unknown`; UsageError for no text. */
export const diffPrinted = (name: string | undefined): DiffFormat => {
  const format = named(name ?? "terminal");
  if (DIFF_REPORTERS[format].binary) throw new UsageError({ code: "stdout-binary", format });
  return format;
};

/** What `-o` asks for: the extension says the format, or the word before a colon. @throws AuditError `output-format-unknown`. */
export const diffOutput = (written: string): { readonly format: DiffFormat; readonly file: string } => {
  const prefixed = /^([A-Za-z][A-Za-z0-9-]+):(.+)$/s.exec(written);
  if (prefixed !== null) return { format: named(prefixed[1]!), file: prefixed[2]! };
  const extension = extname(written).toLowerCase();
  const format = DIFF_FORMATS.find((name) =>
    (DIFF_REPORTERS[name].extensions as readonly string[]).includes(extension),
  );
  if (format !== undefined) return { format, file: written };
  throw unknown(extension === "" ? written : extension, [
    ...DIFF_FORMATS.flatMap((name) => DIFF_REPORTERS[name].extensions),
    ...DIFF_FORMATS.map((name) => `${name}:FILE`),
  ]);
};
