import { Command, CommanderError, Option } from "commander";
import { nearest } from "../nearest.ts";
import type { Lang, Words } from "../report/wording/language.ts";
import { version } from "../version.ts";
import type { CommandContext, CommandDefinition } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { EXIT, type ExitCode, errorExitCode } from "./exit-code.ts";
import { configBeside, type Inputs, mapBeside, newInputs, STDIN } from "./inputs.ts";
import { type CommandIO, colorOf, columnsOf, type InterruptSignal } from "./io.ts";
import { COMMON_OPTIONS, longFlag, NO_CONFIG, type OptionDefinition, type OptionValues, valueKey } from "./options.ts";
import { printer, removeUnfinished, writeFiles } from "./output.ts";
import { configOf } from "./settings-place.ts";
import { argumentMissing, UsageError } from "./usage.ts";

/** The language that the command line asks for, found before it is parsed: wrong command lines are answered in it too. */
const languageOf = (argv: readonly string[]): Lang => {
  const end = argv.indexOf("--");
  const options = end < 0 ? argv : argv.slice(0, end);
  const last = options.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  if (last < 0) return "zh";
  const written = options[last] === "--lang" ? options[last + 1] : options[last]!.slice("--lang=".length);
  return written === "en" ? "en" : "zh";
};

const OPTION_ID = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/**
 * `--relax` takes several ids, yet not the workbook that may follow them: what is no id ends the list. Given as one
 * word per id, because commander's own lists take everything up to the next option.
 */
const separateLists = (argv: readonly string[]): string[] => {
  const words: string[] = [];
  let open = false;
  for (const [index, word] of argv.entries()) {
    if (word === "--") return [...words, ...argv.slice(index)];
    const before = argv[index - 1];
    if (before === "--relax" && !word.startsWith("-")) {
      words.pop();
      words.push(`--relax=${word}`);
      open = true;
    } else if (open && OPTION_ID.test(word)) words.push(`--relax=${word}`);
    else {
      words.push(word);
      open = false;
    }
  }
  return words;
};

/** What the command line asks for. `help` of the program itself where `of` is null. */
type Request =
  | {
      readonly kind: "run";
      readonly definition: CommandDefinition;
      readonly args: readonly string[];
      readonly values: OptionValues;
    }
  | { readonly kind: "help"; readonly of: CommandDefinition | null; readonly asked: boolean }
  | { readonly kind: "version" };

const optionOf = ({ flags, parse }: OptionDefinition): Option => {
  const option = new Option(flags.replace("...>", ">"));
  return parse === undefined ? option : option.argParser(parse);
};

/** The word that an English message of commander is about. */
const quotedWord = (message: string): string => /'(.*)'/s.exec(message)?.[1] ?? "";

const unknownCommand = (command: string): UsageError => {
  const names = COMMANDS.map(({ name }) => name);
  return new UsageError({ code: "command-unknown", command, nearest: nearest(command, names) });
};

/** What commander objects to, as a usage error; null for what is none. */
const usageErrorOf = (error: CommanderError, definition: CommandDefinition | null): UsageError | null => {
  const command = definition?.name ?? null;
  const written = quotedWord(error.message);
  switch (error.code) {
    case "commander.unknownOption": {
      const flags = [...(definition?.options ?? []), ...COMMON_OPTIONS].map((option) => longFlag(option.flags));
      const meant = nearest(written.replace(/=.*/s, ""), [...flags, "--help", "--version"]);
      return new UsageError({ code: "option-unknown", option: written, nearest: meant }, command);
    }
    case "commander.optionMissingArgument":
      return new UsageError({ code: "option-value-missing", option: longFlag(written) }, command);
    case "commander.missingArgument":
      return definition === null ? null : argumentMissing(definition, written.replace("...", ""));
    case "commander.unknownCommand":
      return unknownCommand(written);
    default:
      return null;
  }
};

/** @throws UsageError for a command line that asks for nothing that can be done. */
const parse = (argv: readonly string[]): Request => {
  let request: Request | null = null;
  let failedIn: CommandDefinition | null = null;
  let helpOf: CommandDefinition | null = null;

  const program = new Command("qe-audit")
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .configureHelp({
      formatHelp: (command) => {
        helpOf = COMMANDS.find(({ name }) => name === command.name()) ?? null;
        return "";
      },
    })
    .showSuggestionAfterError(false)
    .helpCommand("help [command]")
    .version(version, "-V, --version");
  for (const option of COMMON_OPTIONS) program.addOption(optionOf(option));

  for (const definition of COMMANDS) {
    const command = program.command(definition.name).allowExcessArguments();
    command.exitOverride((error) => {
      failedIn = definition;
      throw error;
    });
    // Of a command that is not named, nothing but its name can be asked for.
    if (!argv.includes(definition.name)) continue;
    for (const { name, required } of definition.arguments) command.argument(required ? `<${name}>` : `[${name}]`);
    for (const option of definition.options) command.addOption(optionOf(option));
    command.action(() => {
      const many = definition.arguments.at(-1)?.name.endsWith("...") === true;
      const excess = many ? undefined : command.args[definition.arguments.length];
      if (excess !== undefined) throw new UsageError({ code: "arguments-excess", found: excess }, definition.name);
      request = { kind: "run", definition, args: command.args, values: command.optsWithGlobals() };
    });
  }

  try {
    program.parse(separateLists(argv), { from: "user" });
  } catch (error) {
    if (error instanceof UsageError && error.command === null) {
      const command = COMMANDS.find(({ name }) => name === argv.find((word) => !word.startsWith("-")))?.name ?? null;
      throw new UsageError(error.detail, command);
    }
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.version") return { kind: "version" };
    // Commander helps with everything where it is asked about a command that is none.
    const [about, command] = program.args;
    if (about === "help" && command !== undefined && helpOf === null) throw unknownCommand(command);
    if (error.code === "commander.helpDisplayed" || error.code === "commander.help") {
      return { kind: "help", of: helpOf, asked: error.exitCode === 0 };
    }
    throw usageErrorOf(error, failedIn) ?? error;
  }
  if (request === null) throw new Error("commander accepted a command line without running a command");
  return request;
};

/** The register of inputs with all that a command line names as one. */
const namedInputs = (
  { arguments: declared, options }: CommandDefinition,
  args: readonly string[],
  values: OptionValues,
  io: CommandIO,
): Inputs => {
  const inputs = newInputs();
  const addWithMap = (file: string): void => {
    inputs.add(file);
    inputs.add(mapBeside(file));
    inputs.add(configBeside(file));
  };
  args.forEach((written, index) => {
    if ((declared[index] ?? declared.at(-1))?.names !== "input") return;
    if (written !== STDIN) addWithMap(written);
    else if (io.stdin.fd !== undefined) inputs.addOpen(io.stdin.fd, STDIN);
  });
  for (const { flags, names } of options) {
    const written = values[valueKey(flags)];
    if (names !== "input") continue;
    for (const each of [written].flat()) if (typeof each === "string") addWithMap(each);
  }
  return inputs;
};

/**
 * Runs a command line (without the names of node and of the script) and gives the process's exit code. Whatever goes
 * wrong becomes a sentence on standard error; nothing is thrown.
 */
export const main = async (argv: readonly string[], io: CommandIO): Promise<ExitCode> => {
  let lang = languageOf(argv);
  const print = printer(io.stdout);
  const printMessage = printer(io.stderr);
  const tell = async (words: Words): Promise<void> => {
    const { safeText } = await import("../report/text-safety.ts");
    await printMessage(`${safeText(words[lang])}\n`);
  };
  const undoings: (() => void)[] = [];
  const cleanUp = (): void => {
    removeUnfinished();
    for (const undo of undoings.splice(0)) undo();
  };
  let farewell: (() => Words) | null = null;
  const interrupt = (signal: InterruptSignal): void => {
    const end = (): void => {
      cleanUp();
      io.exit?.(signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated);
    };
    if (farewell === null) end();
    else io.stderr.write(`${farewell()[lang]}\n`, end);
  };
  // A listener waits for the event loop, which a busy program does not come back to: there is one only while there is
  // something to clean up. Without one the system ends the process, and a shell sees the same 130 or 143.
  let holds = 0;
  const hold = (): void => {
    if (holds++ > 0) return;
    io.on?.("SIGINT", interrupt);
    io.on?.("SIGTERM", interrupt);
  };
  const letGo = (): void => {
    if (--holds > 0) return;
    io.off?.("SIGINT", interrupt);
    io.off?.("SIGTERM", interrupt);
  };
  const held = async <T>(work: () => Promise<T>): Promise<T> => {
    hold();
    try {
      return await work();
    } finally {
      // One that has come meanwhile is heard in the next round of the loop, and must not be lost.
      for (let round = 0; round < 2; round++) await new Promise((next) => setImmediate(next));
      letGo();
    }
  };
  // The system never ends the first process of a container by itself.
  if (process.pid === 1) hold();
  // What is thrown outside of every promise would end the process with 1, which means that something falls short.
  const crash = (error: unknown): void => {
    cleanUp();
    void import("./error-text.ts").then(({ errorMessage }) => {
      io.stderr.write(errorMessage(error, lang, argv.includes("--debug")), () => io.exit?.(EXIT.bug));
    });
  };
  io.on?.("uncaughtException", crash);
  let command: string | null = null;
  const refused = async (thrown: unknown): Promise<ExitCode> => {
    const { errorMessage } = await import("./error-text.ts");
    const error =
      thrown instanceof UsageError && thrown.command === null ? new UsageError(thrown.detail, command) : thrown;
    // A stream that refuses the message too leaves only the exit code to tell it.
    await printMessage(errorMessage(error, lang, argv.includes("--debug"))).catch(() => {});
    return errorExitCode(error);
  };
  try {
    const request = parse(argv);
    if (request.kind === "version") {
      await print(`${version}\n`);
      return EXIT.met;
    }
    const columns = columnsOf(io);
    if (request.kind === "help") {
      const { helpText } = await import("./help.ts");
      await (request.asked ? print : printMessage)(helpText(request.of, lang, columns));
      return request.asked ? EXIT.met : EXIT.usage;
    }
    const { definition, args, values } = request;
    command = definition.name;
    const color = colorOf(io, values.color !== false);
    const onEnd = (undo: () => void): void => {
      hold();
      undoings.push(undo);
    };
    const onInterrupt = (last: () => Words): void => {
      hold();
      farewell = last;
    };
    const write: CommandContext["write"] = (files) => held(() => writeFiles(files));
    const once = async (inputs: Inputs): Promise<ExitCode> => {
      const plain = { io, lang, print, tell, color, columns, inputs, write, held, onEnd, onInterrupt };
      const context = { ...plain, commands: COMMANDS, config: null, alreadyRead: null, countyConfigs: [] };
      const file =
        definition.options.includes(NO_CONFIG) && values.config !== false ? configOf(definition, args, values) : null;
      if (file === null) return await definition.run(context, args, values);
      const { applyConfig, tellConfig } = await import("./config.ts");
      const applied = await applyConfig(file, definition, args, values, context);
      lang = values.lang ?? applied.values.lang ?? lang;
      if (values.quiet !== true) await tellConfig(file, applied, tell);
      const { used: config, counties: countyConfigs, alreadyRead } = applied;
      return await definition.run({ ...context, lang, config, countyConfigs, alreadyRead }, args, applied.values);
    };
    const newRegister = (): Inputs => namedInputs(definition, args, values, io);
    if (values.watch !== true) return await once(newRegister());
    const { watchRuns } = await import("./watch.ts");
    hold();
    return await watchRuns({ args, definition, values, newRegister, once, tell, refused });
  } catch (error) {
    return refused(error);
  } finally {
    cleanUp();
    holds = 1;
    letGo();
    io.off?.("uncaughtException", crash);
  }
};
