import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Worker } from "node:worker_threads";

/**
 * Turns one comparison of the engine at a time into its neighbour (≥ into >, ≤ into <, = into ≠ and back) and runs the
 * engine's tests on it: every such change must break one. Prints the survivors and exits with 1 when there is one that
 * is not listed below.
 *
 * A few lines of our own load the tests with the changed file and run them in a worker, which takes a fraction of the
 * time that a test runner needs to start; the tree itself is never touched.
 *
 * `npm run mutate [-- PATTERN…]` looks only at the files whose path holds one of the patterns.
 */

/**
 * Changes that alter no result, each with why. The key is `file: line as mutated`, blanks squeezed, so that it does not
 * hang on line numbers.
 */
const EQUIVALENT: Readonly<Record<string, string>> = {
  "src/checks/dispersion/evaluate.ts: const allZero = units.length >= 0 && units.every((unit) => compare(unit.amount, ZERO) === 0);":
    "without units there is no spread either way",
  "src/engine/gaps.ts: if (needed.numerator < 0n) return 0;": "nothing needed is 0 steps",
  "src/engine/gaps.ts: numerator: difference.numerator <= 0n ? -difference.numerator : difference.numerator,":
    "minus 0 is 0",
  "src/engine/context.ts: const complete = (values: readonly (number | null)[]) => values.length >= 0 && !values.includes(null);":
    "relaxations are looked for at units only, and these have a stage",
  "src/engine/statistics.ts: if (Math.abs(rough) >= DOUBTFUL) return rough;": "both ways of comparing agree there",
  "src/engine/statistics.ts: if (units.length < 2 || rest < 0) return { share, without: null };":
    "every unit has pupils, so that two or more leave a rest",
  "src/engine/exact.ts: if (Number.isInteger(value) && Math.abs(value) < LARGEST) return { numerator: BigInt(value), denominator: 1n };":
    "the general way reads the largest as well",
  "src/engine/exact.ts: if (Math.abs(hundredths) < LARGEST_HUNDREDTHS && hundredths / 100 === value) {":
    "the general way reads the largest as well",
  "src/engine/exact.ts: return scale > 0": "a scale of 0 is a factor of 1 on either side",
  "src/engine/exact.ts: const sign = right.numerator <= 0n ? -1n : 1n;": "nothing is divided by 0",
  "src/engine/exact.ts: return numerator >= 0n && quotient * denominator !== numerator ? quotient + 1n : quotient;":
    "0 is its own quotient",
  "src/engine/exact.ts: const magnitude = numerator <= 0n ? -numerator : numerator;": "minus 0 is 0",
  "src/engine/exact.ts: return { numerator: numerator <= 0n ? -rounded : rounded, denominator: scale };":
    "minus 0 is 0",
  "src/engine/exact.ts: if (numerator > -BigInt(LARGEST) && numerator <= BigInt(LARGEST) && denominator <= BigInt(LARGEST)) {":
    "both ways of dividing round alike",
  "src/engine/exact.ts: if (numerator >= -BigInt(LARGEST) && numerator < BigInt(LARGEST) && denominator <= BigInt(LARGEST)) {":
    "both ways of dividing round alike",
  "src/engine/exact.ts: if (numerator >= -BigInt(LARGEST) && numerator <= BigInt(LARGEST) && denominator < BigInt(LARGEST)) {":
    "both ways of dividing round alike",
};

const NEIGHBOUR: Readonly<Record<string, string>> = {
  ">=": ">",
  ">": ">=",
  "<=": "<",
  "<": "<=",
  "===": "!==",
  "!==": "===",
};

interface Mutation {
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
  /** The whole line, changed. */
  readonly text: string;
  readonly content: string;
}

const root = resolve(import.meta.dirname, "../../..");

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : entry.name.endsWith(".ts") ? [path] : [];
  });

/** An operator between blanks, or alone in quotes: so the formatter writes comparisons, and only those. */
const OPERATOR = /(?<= |^\s*)(?:>=|<=|===|!==|>|<)(?= |$)|(?<=[(, ]")(?:>=|<=|>|<)(?=")/g;

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*)/.test(line);

/** Operators in a type say what may stand there and decide nothing. */
const isType = (line: string): boolean => /" \| "/.test(line);

const mutationsOf = (path: string): Mutation[] => {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line, index) =>
    isComment(line) || isType(line)
      ? []
      : [...line.matchAll(OPERATOR)].map((match): Mutation => {
          const from = match[0];
          const to = NEIGHBOUR[from]!;
          const text = line.slice(0, match.index) + to + line.slice(match.index + from.length);
          return {
            path,
            file: relative(root, path),
            line: index + 1,
            from,
            to,
            text: text.trim().replace(/\s+/g, " "),
            content: [...lines.slice(0, index), text, ...lines.slice(index + 1)].join("\n"),
          };
        }),
  );
};

// Generated cases last: nearly every change breaks a table, and tables are quick.
const SUITES = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".test.ts"))
  .sort((left, right) => Number(left.startsWith("properties")) - Number(right.startsWith("properties")));

/** What the worker runs: as much of a module loader and a test runner as the tests use. */
const RUNNER = `
const { parentPort, workerData } = require("node:worker_threads");
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { pathToFileURL } = require("node:url");
const required = createRequire(workerData.root + "/package.json");
const { transformSync } = required("esbuild");
const compile = (path, contents) => {
  if (path.endsWith(".json")) return (_, module) => { module.exports = JSON.parse(contents); };
  const { code } = transformSync(contents, {
    loader: "ts",
    format: "cjs",
    target: "node20",
    define: {
      "import.meta.dirname": JSON.stringify(dirname(path)),
      "import.meta.filename": JSON.stringify(path),
      "import.meta.url": JSON.stringify(pathToFileURL(path).href),
    },
  });
  return new Function("require", "module", "exports", code);
};
const compiled = new Map();
const compiledAt = (path) => {
  if (!compiled.has(path)) compiled.set(path, compile(path, readFileSync(path, "utf8")));
  return compiled.get(path);
};
(async () => {
  const { chai, JestChaiExpect, JestExtend, JestAsymmetricMatchers } = await import(workerData.expect);
  for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
  // Tests that found a change before find its neighbours too, and go first.
  const keen = new Set();
  parentPort.on("message", async (change) => {
    const before = [];
    const tests = [];
    const each = (run) => (rows) => (name, body) => {
      for (const row of rows) run(name, () => body(...(Array.isArray(row) ? row : [row])));
    };
    const test = (name, body) => tests.push([name, body]);
    test.each = each(test);
    const describe = (name, body) => void body();
    describe.each = each(describe);
    const vitest = { describe, test, it: test, beforeAll: (body) => before.push(body), expect: chai.expect };
    const loaded = new Map([["vitest", vitest]]);
    const load = (path) => {
      if (loaded.has(path)) return loaded.get(path).exports;
      const module = { exports: {} };
      loaded.set(path, module);
      const run = path === change.path ? compile(path, change.content) : compiledAt(path);
      run((name) => (name === "vitest" ? vitest : name.startsWith(".") ? load(join(dirname(path), name)) : required(name)), module, module.exports);
      return module.exports;
    };
    let failed = null;
    let index = -1;
    try {
      for (const suite of workerData.suites) load(suite);
      for (const body of before) await body();
      for (index of new Set([...keen, ...tests.keys()])) {
        failed = tests[index][0];
        await tests[index][1]();
      }
      failed = null;
    } catch (error) {
      if (index >= 0) keen.add(index);
      failed = String(failed) + ": " + String(error).slice(0, 300);
    }
    parentPort.postMessage({ failed, count: tests.length });
  });
  parentPort.postMessage("ready");
})();
`;

/** Longer than all tests take by far: a change that makes a loop endless is noticed too. */
const PATIENCE = 240_000;

const startWorker = (): Promise<Worker> =>
  new Promise((started, refused) => {
    const expect = import.meta.resolve("@vitest/expect");
    const worker = new Worker(RUNNER, {
      eval: true,
      workerData: { root, expect, suites: SUITES.map((name) => join(import.meta.dirname, name)) },
    });
    worker.once("message", () => started(worker));
    worker.once("error", refused);
  });

interface Outcome {
  /** The first test that fails; null when none does. */
  readonly failed: string | null;
  readonly count: number;
}

const runIn = (worker: Worker, { path, content }: Pick<Mutation, "path" | "content">): Promise<Outcome | "endless"> =>
  new Promise((done) => {
    const timer = setTimeout(() => {
      worker.removeAllListeners("message");
      done("endless");
    }, PATIENCE);
    worker.once("message", (outcome: Outcome) => {
      clearTimeout(timer);
      done(outcome);
    });
    worker.postMessage({ path, content });
  });

const patterns = process.argv.slice(2);
const mutations = [...sources(join(root, "src/engine")), ...sources(join(root, "src/checks"))]
  .filter((path) => !/schema\.ts$|words\.ts$|excel\.ts$/.test(path))
  .flatMap(mutationsOf)
  .filter(({ file }) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));

let worker = await startWorker();
const unchanged = await runIn(worker, { path: "", content: "" });
if (unchanged === "endless" || unchanged.failed !== null) {
  throw new Error(`the tests fail without any change: ${unchanged === "endless" ? unchanged : unchanged.failed}`);
}

const survivors: Mutation[] = [];
for (const [index, mutation] of mutations.entries()) {
  const outcome = await runIn(worker, mutation);
  if (outcome === "endless") {
    await worker.terminate();
    worker = await startWorker();
  } else if (outcome.failed === null) survivors.push(mutation);
  process.stderr.write(`\r${index + 1}/${mutations.length}, ${survivors.length} survive `);
}
await worker.terminate();

const keyOf = ({ file, text }: Mutation): string => `${file}: ${text}`;
const unexplained = survivors.filter((mutation) => !Object.hasOwn(EQUIVALENT, keyOf(mutation)));
process.stderr.write("\n");
for (const mutation of unexplained) {
  console.log(`${mutation.file}:${mutation.line} ${mutation.from} → ${mutation.to}\n    ${mutation.text}`);
}
console.log(
  `${mutations.length} changes, ${unchanged.count} tests, ${survivors.length} survive, ${unexplained.length} of them unexplained`,
);
process.exitCode = unexplained.length > 0 ? 1 : 0;
