/** `--watch`: the same run again, whenever something that it read has changed. */
import { AuditError } from "../errors.ts";
import type { CommandContext, CommandDefinition } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import { type Inputs, STDIN, stateOf } from "./inputs.ts";
import type { OptionValues } from "./options.ts";
import { UsageError } from "./usage.ts";

/** Milliseconds between two looks. Looking works on every disk, shared ones too, where nobody tells of changes. */
const LOOK = 250;

/** Told of beside the message that it waits. */
const NAMED = 3;

export interface Watched {
  readonly definition: CommandDefinition;
  readonly args: readonly string[];
  readonly values: OptionValues;
  readonly newRegister: () => Inputs;
  /** One run; it registers what it reads. */
  readonly once: (inputs: Inputs) => Promise<ExitCode>;
  /** Says why a run could not be done. */
  readonly refused: (error: unknown) => Promise<ExitCode>;
  readonly tell: CommandContext["tell"];
  /** Waits until the next look; false where there is to be none, which only tests say: an interrupt ends the process. */
  readonly pause?: () => Promise<boolean>;
}

const usualPause = async (): Promise<boolean> => {
  await new Promise((done) => setTimeout(done, LOOK));
  return true;
};

/** What a run read, as it is now, and whether that is another than when the run read it. */
const look = (inputs: Inputs): { readonly now: string; readonly isOther: boolean } => {
  const now = [...inputs.states].map(([file, state]) => ({ file, state, at: stateOf(file) }));
  return { now: now.map(({ at }) => at).join("\n"), isOther: now.some(({ state, at }) => state !== at) };
};

/**
 * Waits for a change, and then until nothing changes any more between two looks: programs write a workbook in several steps,
 * or put another in its place. False where waiting was ended.
 */
const changed = async (inputs: Inputs, pause: () => Promise<boolean>): Promise<boolean> => {
  let before = look(inputs);
  for (;;) {
    if (!(await pause())) return false;
    const after = look(inputs);
    if (after.isOther && after.now === before.now) return true;
    before = after;
  }
};

/**
 * Runs a command, and again after every change of what it read, until it is interrupted. What a later run cannot read is
 * said and waited for; where the first cannot be done, there is nothing to wait for.
 *
 * @returns the exit code of the last run, where `pause` ends it.
 * @throws what the first run throws; UsageError for standard input, which does not change.
 */
export const watchRuns = async (watched: Watched): Promise<ExitCode> => {
  const { definition, args, values, newRegister, once, refused, tell, pause = usualPause } = watched;
  if (args.includes(STDIN))
    throw new UsageError({ code: "options-exclude", options: ["--watch", STDIN] }, definition.name);
  if (values.onePerSchool !== undefined && definition.name === "validate") {
    throw new UsageError({ code: "options-exclude", options: ["--watch", "--one-per-school"] }, definition.name);
  }
  let inputs = newRegister();
  let code = await once(inputs);
  for (;;) {
    const names = args.slice(0, NAMED);
    await tell({
      zh: `正在等 ${names.join("、")}${args.length > NAMED ? " 等" : ""} 改动；按 Ctrl+C 结束`,
      en: `Waiting for ${names.join(", ")}${args.length > NAMED ? " and others" : ""} to change; Ctrl+C ends it`,
    });
    if (!(await changed(inputs, pause))) return code;
    inputs = newRegister();
    try {
      code = await once(inputs);
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
      code = await refused(error);
    }
  }
};
