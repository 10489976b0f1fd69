/** What shells complete, taken from the declarations of the commands. */
import type { Lang } from "../../report/wording/language.ts";
import type { CommandDefinition } from "../command.ts";
import { type Choices, COMMON_OPTIONS, type OptionDefinition, SELF } from "../options.ts";

/** What can stand where something is written: words of a list, a file, a folder, or what no shell knows. */
export interface CompletedValue {
  readonly words: readonly string[];
  readonly path: "file" | "folder" | null;
}

export interface CompletedOption {
  /** Of `-o, --output <FILE>`: `-o` and `--output`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null for an option that takes nothing. */
  readonly value: CompletedValue | null;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** By place; the last stands for all that follow where `many` is true. */
  readonly arguments: readonly CompletedValue[];
  readonly many: boolean;
}

export interface Completed {
  readonly common: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

const wordsOf = async (choices: Choices | undefined): Promise<readonly string[]> =>
  choices === undefined ? [] : typeof choices === "function" ? await choices() : choices;

/** The first clause of a description: what follows is for the help. */
const brief = (text: string): string => text.split(/[；;：:（(]|(?<=\S)[,，。.](?:\s|$)/u)[0]!.trim();

const optionOf = async ({ flags, words, names, choices }: OptionDefinition, lang: Lang): Promise<CompletedOption> => {
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1];
  const path = names === undefined ? null : placeholder === "DIR" ? "folder" : "file";
  return {
    flags: flags.match(/(?<![\w-])--?[a-z-]+/gi) ?? [],
    description: brief(words[lang]),
    value: placeholder === undefined ? null : { words: await wordsOf(choices), path },
  };
};

const optionsOf = async (options: readonly OptionDefinition[], lang: Lang): Promise<CompletedOption[]> =>
  Promise.all(options.map((option) => optionOf(option, lang)));

/** All that can be completed of these commands, descriptions in a language. */
export const completed = async (definitions: readonly CommandDefinition[], lang: Lang): Promise<Completed> => {
  const commands = await Promise.all(
    definitions.map(
      async ({ name, summary, options, arguments: declared }): Promise<CompletedCommand> => ({
        name,
        description: summary[lang],
        options: await optionsOf(options, lang),
        arguments: await Promise.all(
          declared.map(async ({ names, choices }) => ({
            words: await wordsOf(choices),
            path: names === "input" ? ("file" as const) : null,
          })),
        ),
        many: declared.at(-1)?.name.endsWith("...") === true,
      }),
    ),
  );
  return { common: await optionsOf([...SELF, ...COMMON_OPTIONS], lang), commands };
};
