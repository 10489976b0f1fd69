import type { Lang, Words } from "../report/wording/language.ts";
import type { ExitCode } from "./exit-code.ts";
import type { ColorLevel, CommandIO } from "./io.ts";
import type { OptionDefinition, OptionValues } from "./options.ts";
import type { Print } from "./output.ts";

/** What a command is given to work with. */
export interface CommandContext {
  readonly io: CommandIO;
  readonly lang: Lang;
  /** To standard output: what was asked for. */
  readonly print: Print;
  /** To standard error, a line: what happened. */
  readonly tell: (line: Words) => Promise<void>;
  readonly color: ColorLevel;
  readonly columns: number;
  /** Gives the command the last word when it is interrupted: a line to standard error. */
  readonly onInterrupt: (farewell: () => Words) => void;
}

/**
 * A command as it is declared and run. Files of commands import types and words only, and load what they work with
 * when they run: every command pays for the start of all of them.
 */
export interface CommandDefinition {
  readonly name: string;
  readonly summary: Words;
  /** Paragraphs of its help. */
  readonly description: readonly Words[];
  readonly arguments: readonly { readonly name: string; readonly required: boolean; readonly words: Words }[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly { readonly line: string; readonly words: Words }[];
  /** Its own meanings of exit codes, where they are not those of an audit. */
  readonly exitCodes: readonly { readonly codes: string; readonly words: Words }[];
  run(context: CommandContext, args: readonly string[], values: OptionValues): Promise<ExitCode>;
}
