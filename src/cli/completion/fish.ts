import type { Completed, CompletedOption, CompletedValue } from "./words.ts";

const quoted = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;

/** The flag of `complete` for an option's value: with `-x` it offers the words alone, with `-r` files as well. */
const takenBy = (value: CompletedValue | null): string => {
  if (value === null) return "";
  const words = value.words.length === 0 ? "" : ` -a ${quoted(value.words.join(" "))}`;
  if (value.path === "folder") return ` -x -a '(__fish_complete_directories)'`;
  return `${value.path === null ? " -x" : " -r -F"}${words}`;
};

const optionLine = ({ flags, description, value }: CompletedOption, condition: string): string => {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(" ");
  return `complete -c qe-audit${condition} ${names}${takenBy(value)} -d ${quoted(description)}`;
};

/** The script that has fish complete the command. */
export const fishCompletion = ({ common, commands }: Completed): string => {
  const names = commands.map(({ name }) => name).join(" ");
  return [
    "# fish completion of qe-audit",
    "complete -c qe-audit -f",
    ...common.map((option) => optionLine(option, "")),
    ...commands.map(
      ({ name, description }) => `complete -c qe-audit -n '__fish_use_subcommand' -a ${name} -d ${quoted(description)}`,
    ),
    `complete -c qe-audit -n '__fish_use_subcommand' -a help`,
    `complete -c qe-audit -n '__fish_seen_subcommand_from help' -a ${quoted(names)}`,
    ...commands.flatMap(({ name, options, arguments: places }) => {
      const condition = ` -n '__fish_seen_subcommand_from ${name}'`;
      const words = places.flatMap((value) => value.words);
      const isFile = places.some(({ path }) => path !== null);
      return [
        ...(words.length > 0 ? [`complete -c qe-audit${condition} -a ${quoted(words.join(" "))}`] : []),
        ...(isFile ? [`complete -c qe-audit${condition} -F`] : []),
        ...options.map((option) => optionLine(option, condition)),
      ];
    }),
    "",
  ].join("\n");
};
