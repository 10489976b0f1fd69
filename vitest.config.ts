import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { builtPackage } from "./tests/built-package.ts";
import { compileSources } from "./tests/compiled-sources.ts";

/** What tries every cell, number or draw, or many schools, and takes seconds at a file: `npm run test:rest`, not `npm test`. */
const LONG = "**/*.long.test.ts";

/**
 * Tests of some folders that need no other program. They share a process, where modules are loaded once, as no test changes
 * them. Each part has a process of its own: in one for all of them, after a hundred files, texts were seen to take three to
 * seven times as long. Each of the three times that the runner itself failed, at the file that came next, the page's test had
 * run just before: it has a process to itself.
 */
const inOneProcess = (mode: string, name: string, include: readonly string[], exclude: readonly string[] = []) => ({
  test: {
    name,
    include: include.map((each) => `tests/unit/${each}`),
    exclude: exclude.map((each) => `tests/unit/${each}`),
    pool: "forks" as const,
    isolate: false,
    // Whether every case of the longest tests is tried, for `tests/unit/one-of.ts`.
    env: { CASES: mode === "all" ? "all" : "some" },
  },
});

const READING = ["offices/**/*.test.ts", "package/**/*.test.ts", "workbook/**/*.test.ts"];
const LONG_READING = READING.map((name) => name.replace("*.test.ts", "*.long.test.ts"));
const PAGE = "report/html.long.test.ts";
const REPORTS = ["cli/**/*.test.ts", "report/**/*.test.ts"];

/** One of each kind of the tests that play whole commands over files, or need another program. */
const SMOKE = ["tests/e2e/smoke.test.ts", "tests/e2e/commands/collect-story.test.ts"];

/** Of every project; each names it itself, as one that extended this file would run it again. */
const COMMON = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  execArgv: ["--interrupt-budget=1000000", "--no-flush-bytecode"],
};

export default defineConfig(async ({ mode }) => {
  const command = await builtPackage();
  const plugins = [await compileSources(command)];
  const projects = [
    inOneProcess(mode, "unit-reading", READING, [LONG]),
    inOneProcess(mode, "unit-reports", REPORTS, [LONG]),
    inOneProcess(mode, "unit-rules", ["**/*.test.ts"], [...READING, ...REPORTS, LONG]),
    inOneProcess(mode, "long-reading", LONG_READING),
    inOneProcess(mode, "long-page", [PAGE]),
    inOneProcess(mode, "long-rest", [LONG], [...LONG_READING, PAGE]),
    { test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], exclude: SMOKE, isolate: false } },
    // One of each kind of end-to-end test, beside the unit tests in `npm test`.
    { test: { name: "smoke", include: SMOKE } },
  ];
  return {
    test: {
      // Each waits for a disk or a program of its own now and then; so that two share two cores, less of what runs once is
      // compiled for speed (two processes of the same audits: 15 s each instead of 22 s).
      maxWorkers: Math.max(2, Math.min(4, availableParallelism())),
      projects: projects.map(({ test }) => ({ plugins, test: { ...COMMON, provide: { command }, ...test } })),
    },
  };
});
