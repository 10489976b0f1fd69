import { extname } from "node:path";
import { AuditError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { FORMAT_NAMES, type Reporter, reporterFor, reporterForFile } from "../report/index.ts";
import { UsageError } from "./usage.ts";

/** A report to be written: `-o gap.xlsx`, `-o json:result.txt`. */
export interface OutputRequest {
  readonly reporter: Reporter;
  readonly file: string;
}

/**
 * The reporter of a format name.
 *
 * @throws AuditError `output-format-unknown`.
 */
export const formatNamed = (name: string): Reporter => {
  const reporter = reporterFor(name.toLowerCase());
  if (reporter !== undefined) return reporter;
  const known = FORMAT_NAMES;
  throw new AuditError({
    code: "output-format-unknown",
    value: name,
    known: [...known],
    nearest: nearest(name, known),
  });
};

/** The format that standard output takes. @throws UsageError for one that is no text. */
export const printedFormat = (name: string): Reporter => {
  const reporter = formatNamed(name);
  if (reporter.binary) throw new UsageError({ code: "stdout-binary", format: reporter.id });
  return reporter;
};

/** A word before a colon names a format; one letter is a drive of Windows, and a path with a separator is a path. */
const NAMED = /^([A-Za-z][A-Za-z0-9-]+):(.*)$/s;

/**
 * What `-o` asks for: the extension says the format, or the word before a colon.
 *
 * @throws AuditError `output-format-unknown`, `output-exists-not-file`; UsageError when no file is named.
 */
export const outputRequest = (written: string): OutputRequest => {
  const named = NAMED.exec(written);
  if (named !== null) {
    const file = named[2]!;
    const reporter = formatNamed(named[1]!);
    if (file === "") throw new UsageError({ code: "option-value-missing", option: "--output" });
    return { reporter, file };
  }
  const reporter = reporterForFile(written);
  if (reporter !== undefined) return { reporter, file: written };
  if (written === "") throw new UsageError({ code: "option-value-missing", option: "--output" });
  if (/[\\/]$/.test(written)) throw new AuditError({ code: "output-exists-not-file", file: written });
  const extensions = FORMAT_NAMES.flatMap((name) => reporterFor(name)?.extensions ?? []);
  const found = extname(written);
  throw new AuditError({
    code: "output-format-unknown",
    value: found === "" ? written : found,
    known: [...extensions, ...FORMAT_NAMES.map((name) => `${name}:FILE`)],
    nearest: found === "" ? null : nearest(found.toLowerCase(), extensions),
  });
};
