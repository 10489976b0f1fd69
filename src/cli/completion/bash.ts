import type { Completed, CompletedCommand, CompletedOption, CompletedValue } from "./words.ts";

const flagsOf = (options: readonly CompletedOption[]): string => options.flatMap(({ flags }) => flags).join(" ");

/** A statement that offers what can stand at a place. */
const offer = ({ words, path }: CompletedValue): string => {
  const list = words.length === 0 ? "" : ` -W "${words.join(" ")}"`;
  if (path !== null) return `_qe_audit_files${path === "file" ? " -f" : " -d"}${list}`;
  return words.length === 0 ? "compopt +o default +o bashdefault 2>/dev/null" : `_qe_audit_offer${list}`;
};

/** A case for every value, options that take the same together. */
const valueCases = (options: readonly CompletedOption[], indent: string): string[] => {
  const flagsOfOffer = new Map<string, string[]>();
  for (const { flags, value } of options) {
    if (value === null) continue;
    const known = flagsOfOffer.get(offer(value)) ?? [];
    flagsOfOffer.set(offer(value), [...known, ...flags]);
  }
  return [...flagsOfOffer].map(([statement, flags]) => `${indent}${flags.join("|")}) ${statement}; return ;;`);
};

const commandCase = ({ name, options, arguments: places, many }: CompletedCommand): string[] => [
  `    ${name})`,
  "      case $prev in",
  ...valueCases(options, "        "),
  "      esac",
  `      if [[ $cur == -* ]]; then _qe_audit_offer -W "${flagsOf(options)} $common"; return; fi`,
  "      case $place in",
  ...places.map((value, index) => `        ${many && index === places.length - 1 ? "*" : index}) ${offer(value)} ;;`),
  "      esac ;;",
];

/**
 * The script that has bash complete the command, from version 3.2 on. `place` counts the arguments before the word that is
 * being written; the value of an option is none.
 */
export const bashCompletion = ({ common, commands }: Completed): string => {
  const all = [...common, ...commands.flatMap(({ options }) => options)];
  const taking = [...new Set(all.flatMap(({ flags, value }) => (value === null ? [] : flags)))];
  const names = commands.map(({ name }) => name).join(" ");
  return [
    "# bash completion of qe-audit",
    "_qe_audit_offer() {",
    "  local line",
    '  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$@" -- "$cur")',
    "}",
    "_qe_audit_files() {",
    "  compopt -o filenames 2>/dev/null",
    '  _qe_audit_offer "$@"',
    "}",
    "_qe_audit() {",
    "  local cur prev word command= place=0 taken= index",
    `  local common="${flagsOf(common)}"`,
    "  COMPREPLY=()",
    `  cur=\${COMP_WORDS[COMP_CWORD]}`,
    `  prev=\${COMP_WORDS[COMP_CWORD-1]}`,
    "  # bash takes the = of --option=value for a word of its own.",
    `  if [[ $cur == "=" ]]; then cur=; elif [[ $prev == "=" ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi`,
    "  for ((index = 1; index < COMP_CWORD; index++)); do",
    `    word=\${COMP_WORDS[index]}`,
    '    if [[ $word == "=" ]]; then taken=1; continue; fi',
    "    if [[ -n $taken ]]; then taken=; continue; fi",
    "    case $word in",
    `      ${taking.join("|")}) [[ \${COMP_WORDS[index+1]} == "=" ]] || taken=1 ;;`,
    "      -?*) ;;",
    "      *) if [[ -z $command ]]; then command=$word; else place=$((place + 1)); fi ;;",
    "    esac",
    "  done",
    "  case $prev in",
    ...valueCases(common, "    "),
    "  esac",
    "  case $command in",
    '    "")',
    '      if [[ $cur == -* ]]; then _qe_audit_offer -W "$common"; return; fi',
    `      _qe_audit_offer -W "${names} help" ;;`,
    `    help) _qe_audit_offer -W "${names}" ;;`,
    ...commands.flatMap(commandCase),
    "  esac",
    "}",
    "complete -o bashdefault -o default -F _qe_audit qe-audit",
    "",
  ].join("\n");
};
