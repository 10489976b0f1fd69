import type { Words } from "../report/wording/language.ts";

/** What was wrong with the command line. Options are written with their dashes. */
export type UsageDetail =
  | { code: "command-unknown"; command: string; nearest: string | null }
  | { code: "command-missing" }
  | { code: "option-unknown"; option: string; nearest: string | null }
  | { code: "option-value-missing"; option: string }
  /** An option without which the command does nothing; `example` is a whole command line. */
  | { code: "option-required"; option: string; example: string }
  | { code: "option-value-invalid"; option: string; value: string; expected: Words; nearest: string | null }
  | { code: "argument-missing"; argument: string; words: Words; example: string }
  /** `meant`: the command line that may have been meant. */
  | { code: "arguments-excess"; found: string; meant?: string }
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
  | { code: "stdout-binary"; format: string; file: string }
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

/** What a message says of a command besides its name. */
interface Told {
  readonly name: string;
  readonly arguments: readonly { readonly name: string; readonly words: Words }[];
  readonly examples: readonly { readonly line: string }[];
}

/** The command line among its examples that has some words, or else the first. */
const exampleWith = ({ name, examples }: Told, words: string): string =>
  (examples.find(({ line }) => ` ${line} `.includes(` ${words} `)) ?? examples[0])?.line ?? `qe-audit ${name}`;

/** The error of a command that was given no `argument`, with the example that has `words`. */
export const argumentMissing = (told: Told, argument: string, words = ""): UsageError => {
  const known = told.arguments.find((each) => each.name.replace("...", "") === argument);
  const example = exampleWith(told, words);
  const of = known?.words ?? { zh: argument, en: argument };
  return new UsageError({ code: "argument-missing", argument, words: of, example }, told.name);
};

/** The error of a command that was not told what it cannot do without, with the example that has `words`. */
export const optionRequired = (told: Told, option: string, words = option): UsageError =>
  new UsageError({ code: "option-required", option, example: exampleWith(told, words) }, told.name);
