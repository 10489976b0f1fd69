/**
 * `npm run fuzz -- [--seconds N] [--cases N] [--offices N] [--strict] [--adversaries N]
 * [--plans N] [--seed N]`. Good workbooks,
 * mutated, must give a right audit or a clear refusal (`--cases`, for so many `--seconds`). Drawn offices must be audited
 * as the native workbook of their county, or say what they did not take, which is a failure too with `--strict`
 * (`--offices`). The plan of a random county must pass the audit, cost no more than levelling up and no less than its
 * bound (`--plans`). Nothing that changes what a figure means may make a county green (`--adversaries`). `--seed N --cases 1
 * --offices 0 --adversaries 0 --plans 0` runs one case again. Ends with 1 where something else came of any.
 */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Outcome } from "./case.ts";
import { runAdversaries, runOffices } from "./offices.ts";
import { runPlans } from "./plans.ts";

/** A case that takes longer hangs, whatever it does. */
const CASE_SECONDS = 20;
const HEAP_MEGABYTES = 1024;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "120" },
    cases: { type: "string", default: "1000000" },
    offices: { type: "string", default: "3000" },
    adversaries: { type: "string", default: "3000" },
    plans: { type: "string", default: "100" },
    strict: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
});
const deadline = performance.now() + Number(values.seconds) * 1000;
const first = Number(values.seed);
const last = first + Number(values.cases);

const start = (): ChildProcess =>
  fork(join(import.meta.dirname, "case.ts"), {
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MEGABYTES}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });

let child = start();

const ask = (seed: number): Promise<Outcome> =>
  new Promise((done) => {
    const failed = (detail: string): Outcome => ({
      seed,
      base: "?",
      mutation: "?",
      note: "",
      result: "fault",
      detail,
      milliseconds: 0,
    });
    let said = "";
    const listen = (piece: Buffer): void => {
      said = (said + piece.toString()).slice(-2000);
    };
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      child.off("message", answered);
      child.off("exit", ended);
      child.stderr?.off("data", listen);
      done(outcome);
    };
    const answered = (outcome: unknown): void => finish(outcome as Outcome);
    const ended = (code: number | null, signal: string | null): void => {
      child = start();
      finish(failed(`the process ended: ${code ?? signal} ${said}`));
    };
    const timer = setTimeout(() => {
      const stuck = child;
      child.off("exit", ended);
      stuck.kill("SIGKILL");
      child = start();
      stuck.off("message", answered);
      done(failed(`no answer within ${CASE_SECONDS} s`));
    }, CASE_SECONDS * 1000);
    child.on("message", answered);
    child.on("exit", ended);
    child.stderr?.on("data", listen);
    child.send(seed);
  });

const outcomes: Outcome[] = [];
for (let seed = first; seed < last && performance.now() < deadline; seed++) {
  const outcome = await ask(seed);
  outcomes.push(outcome);
  if (outcome.result !== "fault") continue;
  const { base, mutation, note, detail } = outcome;
  console.log(`\nseed ${seed}: ${base}, ${mutation} (${note})\n  ${detail.slice(0, 1500)}`);
}
child.removeAllListeners("exit");
child.disconnect();

const tally = (keys: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};
const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
const faults = outcomes.filter(({ result }) => result === "fault").length;
if (outcomes.length > 0) {
  console.log(`\n${outcomes.length} cases, seeds ${first} to ${first + outcomes.length - 1}, ${faults} faults`);
}
for (const [key, count] of tally(outcomes.map(({ mutation, result }) => `${mutation}: ${result}`)).sort()) {
  console.log(`  ${String(count).padStart(6)}  ${key}`);
}
if (outcomes.length > 0) console.log("refusals");
for (const [key, count] of tally(outcomes.flatMap(({ result, detail }) => (result === "refused" ? [detail] : [])))) {
  console.log(`  ${String(count).padStart(6)}  ${key}`);
}
if (times.length > 0) {
  console.log(
    `time of a case: median ${times[times.length >> 1]?.toFixed(0)} ms, longest ${times.at(-1)?.toFixed(0)} ms`,
  );
}
const folder = join(import.meta.dirname, "../../out/offices");
const failures =
  (await runOffices({ draws: Number(values.offices), first, folder, strict: values.strict })) +
  (await runAdversaries({ draws: Number(values.adversaries), first, folder })) +
  (await runPlans(first, Number(values.plans)));
process.exitCode = faults + failures > 0 ? 1 : 0;
