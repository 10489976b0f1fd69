import type { Words } from "../report/wording/language.ts";

/** What was wrong with the command line. Options are written with their dashes. */
export type UsageDetail =
  | { code: "command-unknown"; command: string; nearest: string | null }
  | { code: "command-missing" }
  | { code: "option-unknown"; option: string; nearest: string | null }
  | { code: "option-value-missing"; option: string }
  | { code: "option-value-invalid"; option: string; value: string; expected: Words; nearest: string | null }
  | { code: "argument-missing"; argument: string }
  | { code: "arguments-excess"; found: string }
  | { code: "option-needs"; option: string; needs: Words }
  | { code: "options-exclude"; options: [string, string] }
  | { code: "outputs-same"; file: string }
  | { code: "stdin-terminal" }
  | { code: "terminal-needed"; workbook: string; map: string }
  /** An annotated copy was asked for of so many workbooks. */
  | { code: "copy-of-several"; found: number }
  /** A command that judges by one standard was given several. */
  | { code: "standards-several"; command: string }
  /** One standard was given twice. */
  | { code: "standard-twice"; id: string }
  /** A format that holds one result, for several standards. */
  | { code: "stdout-single"; format: string }
  | { code: "stdout-binary"; format: string }
  /** `-o -`: what is printed is asked for otherwise. */
  | { code: "output-dash"; format: string | null };

/** A command line that asks for nothing that can be done (exit code 4). Carries facts, never a ready sentence. */
export class UsageError extends Error {
  readonly detail: UsageDetail;
  /** Command whose help tells how to say it; null for the program's own. */
  readonly command: string | null;

  constructor(detail: UsageDetail, command: string | null = null) {
    super(`${detail.code}: ${JSON.stringify(detail)}`);
    this.name = "UsageError";
    this.detail = detail;
    this.command = command;
  }
}
