import type { Completed, CompletedCommand, CompletedOption, CompletedValue } from "./words.ts";

/** Text within single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** A description within a specification of `_arguments` or `_describe`, where colons and brackets have a meaning. */
const described = (text: string): string => text.replace(/[[\]:\\]/g, "\\$&");

const actionOf = ({ words, path }: CompletedValue): string => {
  const list = words.length === 0 ? null : `(${words.join(" ")})`;
  const files = path === "folder" ? "_files -/" : path === "file" ? "_files" : null;
  if (list === null) return files ?? " ";
  return files === null ? list : ` _alternative "words\\:word\\:${list}" "files\\:file\\:${files}"`;
};

const optionLines = ({ flags, description, value }: CompletedOption): string[] =>
  flags.map((flag) =>
    quoted(
      `*${flag}[${described(description)}]${value === null ? "" : `:${described(flag.replace(/^-+/, ""))}:${actionOf(value)}`}`,
    ),
  );

const argumentLines = ({ arguments: places, many }: CompletedCommand): string[] =>
  places.map((value, index) => {
    const isRest = many && index === places.length - 1;
    return quoted(`${isRest ? "*" : index + 1}::argument:${actionOf(value)}`);
  });

/** The script that has zsh complete the command: a file of `fpath`, or read by `source`. */
export const zshCompletion = ({ common, commands }: Completed): string =>
  [
    "#compdef qe-audit",
    "_qe_audit() {",
    "  local context state line",
    "  typeset -A opt_args",
    "  local -a commands common",
    "  commands=(",
    ...commands.map(({ name, description }) => `    ${quoted(`${name}:${described(description)}`)}`),
    "  )",
    "  common=(",
    ...common.flatMap(optionLines).map((line) => `    ${line}`),
    "  )",
    "  _arguments -C $common '1: :->command' '*:: :->rest'",
    "  case $state in",
    "    command) _describe command commands ;;",
    "    rest)",
    "      case $words[1] in",
    "        help) _describe command commands ;;",
    ...commands.flatMap((command) => [
      `        ${command.name})`,
      "          _arguments $common \\",
      ...[...command.options.flatMap(optionLines), ...argumentLines(command)].map(
        (line, index, all) => `            ${line}${index < all.length - 1 ? " \\" : " ;;"}`,
      ),
    ]),
    "      esac ;;",
    "  esac",
    "}",
    'if [ "$funcstack[1]" = "_qe_audit" ]; then _qe_audit "$@"; else compdef _qe_audit qe-audit; fi',
    "",
  ].join("\n");
