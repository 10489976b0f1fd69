import type { ConfigKey, CountyConfig, UsedConfig } from "../model/config.ts";
import type { Lang, Words } from "../report/wording/language.ts";
import type { AlreadyRead } from "./already-read.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Inputs } from "./inputs.ts";
import type { ColorLevel, CommandIO } from "./io.ts";
import type { Choices, OptionDefinition, OptionValues } from "./options.ts";
import type { Content, Print, Target } from "./output.ts";

/** What a command is given to work with. */
export interface CommandContext {
  /** All that there are, for what tells of them. */
  readonly commands: readonly CommandDefinition[];
  readonly io: CommandIO;
  readonly lang: Lang;
  /** To standard output: what was asked for. */
  readonly print: Print;
  /** To standard error, a line: what happened. */
  readonly tell: (line: Words) => Promise<void>;
  readonly color: ColorLevel;
  readonly columns: number;
  /** Register of all that the run reads; what the command line names is in it already. */
  readonly inputs: Inputs;
  /** The settings file that stands in for options, and what it settled; null for none. Reports name it. */
  readonly config: UsedConfig | null;
  /** The workbooks, where they were read to find the county whose settings apply; else null. */
  readonly alreadyRead: AlreadyRead | null;
  /** For a batch: what the settings file says of single counties. */
  readonly countyConfigs: readonly CountyConfig[];
  /** Writes files as `writeFiles` does; what an interrupt leaves half-written is removed. */
  readonly write: (files: readonly { readonly target: Target; readonly content: Content }[]) => Promise<void>;
  /**
   * Does work that an interrupt must not end before something is cleaned up or said. At all other times the system ends
   * the process by itself, at once, whatever it is busy with.
   */
  readonly held: <T>(work: () => Promise<T>) => Promise<T>;
  /** Has something undone when the run ends, in whatever way but by being killed. */
  readonly onEnd: (undo: () => void) => void;
  /** Gives the command the last word when it is interrupted from now on: a line to standard error. */
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
  readonly arguments: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly words: Words;
    readonly names?: "input";
    /** What can be written for it, for shells to complete; beside files, where it names one. */
    readonly choices?: Choices;
  }[];
  readonly options: readonly OptionDefinition[];
  /** Keys of a settings file that it takes, where they are not those of all its options. */
  readonly settings?: readonly ConfigKey[];
  readonly examples: readonly { readonly line: string; readonly words: Words }[];
  /** Its own meanings of exit codes, where they are not those of an audit. */
  readonly exitCodes: readonly { readonly codes: string; readonly words: Words }[];
  run(context: CommandContext, args: readonly string[], values: OptionValues): Promise<ExitCode>;
}
