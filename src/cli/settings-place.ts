import type { CommandDefinition } from "./command.ts";
import { configFor, STDIN } from "./inputs.ts";
import type { OptionValues } from "./options.ts";

/** The inputs among a command's arguments. */
export const inputArguments = (
  { arguments: declared }: Pick<CommandDefinition, "arguments">,
  args: readonly string[],
): readonly string[] => args.filter((_, index) => (declared[index] ?? declared.at(-1))?.names === "input");

/** What a command line is about: what it writes, where it makes a workbook; the last that it compares; else the first input. */
const subjectOf = (
  definition: CommandDefinition,
  args: readonly string[],
  { output, schools, ledger }: OptionValues,
): string | undefined => {
  const inputs = inputArguments(definition, args);
  const written = output?.at(-1);
  switch (definition.name) {
    case "collect":
    case "template":
      return written === undefined || written === STDIN ? (schools ?? inputs[0]) : written;
    case "ledger":
      return inputs[0] ?? ledger;
    case "diff":
    case "standards":
      return inputs.at(-1);
    default:
      return inputs[0];
  }
};

/** The settings file of a command line; null for none. */
export const configOf = (definition: CommandDefinition, args: readonly string[], values: OptionValues): string | null =>
  configFor(subjectOf(definition, args, values));
