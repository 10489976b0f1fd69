import { describe, expect, test } from "vitest";
import { baselineEntry, gateOf, orphans } from "../../../src/batch/baseline.ts";
import { worstExit } from "../../../src/batch/rollup.ts";
import { unauditableSummary } from "../../../src/batch/summary.ts";
import type { Baseline, CountySummary, SummaryItem } from "../../../src/model/rollup.ts";

const item = (id: string, status: "fail" | "unknown"): SummaryItem => ({
  id,
  indicator: id,
  code: id,
  check: "ratio",
  required: true,
  status,
  school: null,
  stage: null,
  value: null,
  bound: null,
  gap: null,
});

const EMPTY = unauditableSummary({
  file: "a.xlsx",
  sha256: null,
  key: null,
  standard: { id: "s", edition: "2026-01-01", options: [] },
  error: { code: "file-missing", text: "没有" },
  bug: false,
});
const county = (verdict: "pass" | "fail" | "unknown", items: SummaryItem[], unknown: string[] = []): CountySummary => ({
  ...EMPTY,
  verdict,
  exitCode: verdict === "pass" ? 0 : verdict === "fail" ? 1 : 2,
  items,
  unknown,
  error: null,
});
const knows = (fail: string[], unknown: string[] = []): Baseline => ({
  schemaVersion: 1,
  standard: { id: "s", edition: "2026-01-01" },
  counties: { "a.xlsx": { fail, unknown } },
});

describe("a baseline", () => {
  test.each<[string, CountySummary, Baseline, number, string[], string[]]>([
    ["forgives what it knows", county("fail", [item("x", "fail")]), knows(["x"]), 0, [], []],
    ["gates what it does not know", county("fail", [item("x", "fail"), item("y", "fail")]), knows(["x"]), 1, ["y"], []],
    [
      "gates a county that it does not know",
      county("fail", [item("x", "fail")]),
      { ...knows([]), counties: {} },
      1,
      ["x"],
      [],
    ],
    ["gates an unknown item that it does not know", county("unknown", [item("x", "unknown")]), knows([]), 2, ["x"], []],
    ["gates what was unknown and falls short", county("fail", [item("x", "fail")]), knows([], ["x"]), 1, ["x"], []],
    ["keeps what fell short and is unknown", county("unknown", [item("x", "unknown")]), knows(["x"]), 0, [], []],
    [
      "keeps evidence that is unknown",
      county("unknown", [item("y", "unknown")], ["x"]),
      knows(["x"], ["y"]),
      0,
      [],
      [],
    ],
    ["reports stale entries", county("pass", []), knows(["x"], ["y"]), 0, [], ["x", "y"]],
    ["does not gate a county that passes", county("pass", [item("x", "fail")]), knows([]), 0, [], []],
    ["never forgives a file that cannot be audited", EMPTY, knows(["x"]), 3, [], []],
  ])("%s", (_, summary, baseline, exitCode, fresh, stale) => {
    const gate = gateOf(summary, baseline);
    expect(gate.exitCode).toBe(exitCode);
    expect(gate.fresh.map(({ id }) => id)).toEqual(fresh);
    expect(gate.stale.map(({ id }) => id)).toEqual(stale);
  });

  test("reports the entries of counties that are gone, of its own shard only", () => {
    expect(orphans(knows(["x"]), new Set(), () => true)).toEqual([{ file: "a.xlsx", id: "x" }]);
    expect(orphans(knows(["x"]), new Set(), () => false)).toEqual([]);
    expect(orphans(knows(["x"]), new Set(["a.xlsx"]), () => true)).toEqual([]);
  });

  test("has no entry where there is nothing to forgive", () => {
    expect(baselineEntry(county("pass", []))).toBeNull();
    expect(baselineEntry(county("fail", [item("x", "fail"), item("y", "unknown")]))).toEqual({
      fail: ["x"],
      unknown: ["y"],
    });
  });
});

describe("the exit code of many", () => {
  test.each<[CountySummary["exitCode"][], number]>([
    [[], 0],
    [[0, 2, 0], 2],
    [[2, 1, 0], 1],
    [[1, 3, 2], 3],
    [[3, 70, 1], 70],
  ])("%s gives %s", (codes, worst) => {
    expect(worstExit(codes)).toBe(worst);
  });
});
