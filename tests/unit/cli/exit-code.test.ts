import { describe, expect, test } from "vitest";
import {
  EXIT_CODE_WORDS,
  errorExitCode,
  FAIL_ON,
  problemsExitCode,
  verdictExitCode,
} from "../../../src/cli/exit-code.ts";
import { UsageError } from "../../../src/cli/usage.ts";
import { AuditError } from "../../../src/errors.ts";

describe("exit code of a verdict", () => {
  test.each([
    ["pass", "unknown", 0],
    ["fail", "unknown", 1],
    ["unknown", "unknown", 2],
    ["pass", "fail", 0],
    ["fail", "fail", 1],
    ["unknown", "fail", 0],
    ["pass", "never", 0],
    ["fail", "never", 0],
    ["unknown", "never", 0],
  ] as const)("%s with --fail-on %s is %i", (verdict, failOn, code) => {
    expect(verdictExitCode(verdict, failOn)).toBe(code);
  });

  test("covers every --fail-on", () => {
    for (const failOn of FAIL_ON) expect(verdictExitCode("pass", failOn)).toBe(0);
  });
});

describe("exit code of data problems", () => {
  test.each([
    [0, 0],
    [1, 1],
    [300, 1],
  ])("%i errors is %i", (errors, code) => {
    expect(problemsExitCode(errors)).toBe(code);
  });
});

describe("exit code of an error", () => {
  test.each([
    ["an input that cannot be used", new AuditError({ code: "file-missing", file: "a.xlsx" }), 3],
    [
      "an output that cannot be written",
      new AuditError({ code: "output-is-input", file: "a.xlsx", input: "a.xlsx" }),
      3,
    ],
    ["a standard that is none", new AuditError({ code: "standard-unknown", id: "x", known: [], nearest: null }), 3],
    ["an indicator that is none", new AuditError({ code: "indicator-unknown", name: "x", known: [], near: [] }), 4],
    ["a day that is none", new AuditError({ code: "as-of-invalid", value: "x" }), 4],
    ["wrong usage", new UsageError({ code: "command-missing" }), 4],
    ["a bug", new TypeError("x"), 70],
    ["something thrown that is no error", "x", 70],
  ])("%s", (_name, error, code) => {
    expect(errorExitCode(error)).toBe(code);
  });
});

test("has words for every code that it gives", () => {
  expect(EXIT_CODE_WORDS.map(({ codes }) => codes)).toEqual(["0", "1", "2", "3", "4", "70", "130/143"]);
});
