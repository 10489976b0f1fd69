import { describe, expect, it } from "vitest";
import { baselineEntry, compareWithBaseline, gateOf, standingOf } from "../../src/batch/baseline.ts";
import { worstExit } from "../../src/batch/rollup.ts";
import { unauditableSummary } from "../../src/batch/summary.ts";
import type { Baseline, CountySummary, SummaryItem } from "../../src/model/rollup.ts";

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
const knows = (fail: string[], unknown: string[] = []) => ({ fail, unknown });
const baseline = (counties: Baseline["counties"]): Baseline => ({
  schemaVersion: 2,
  standard: { id: "s", edition: "2026-01-01" },
  counties,
});

describe("a baseline", () => {
  it.each<[string, CountySummary, ReturnType<typeof knows> | null, number, string[], string[]]>([
    ["forgives what it knows", county("fail", [item("x", "fail")]), knows(["x"]), 0, [], []],
    ["gates what it does not know", county("fail", [item("x", "fail"), item("y", "fail")]), knows(["x"]), 1, ["y"], []],
    ["gates a county that it does not know", county("fail", [item("x", "fail")]), null, 1, ["x"], []],
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
  ])("%s", (_, summary, entry, exitCode, fresh, stale) => {
    const gate = gateOf(standingOf(summary), entry);
    expect(gate.exitCode).toBe(exitCode);
    expect(gate.fresh.map(({ id }) => id)).toEqual(fresh);
    expect(gate.stale.map(({ id }) => id)).toEqual(stale);
  });

  const named = (file: string, code: string | null, name: string | null, fails: string[] = ["x"]): CountySummary => ({
    ...county(
      "fail",
      fails.map((id) => item(id, "fail")),
    ),
    file,
    county: name,
    countyCode: code,
  });
  const known = (file: string, code: string | null, name: string | null, fail = ["x"]) => {
    return { code, county: name, file, fail, unknown: [] };
  };
  const beside = (counties: readonly CountySummary[], entries: Baseline["counties"], belongs = true) =>
    compareWithBaseline(counties.map(standingOf), baseline(entries), () => belongs);
  const old = { "a.xlsx": known("a.xlsx", null, null) };

  it("reports the entries of counties that are gone, of its own shard only", () => {
    expect(beside([], old).rollup.stale).toEqual([{ file: "a.xlsx", id: "x" }]);
    expect(beside([], old).next).toEqual({});
    expect(beside([], old, false).rollup.stale).toEqual([]);
    expect(beside([], old, false).next).toEqual(old);
  });

  it.each<[string, CountySummary, Baseline["counties"], number]>([
    [
      "by its code, whatever its file and name",
      named("县032026.xlsx", "1", "云溪区"),
      { "1": known("县032025.xlsx", "1", "云溪县") },
      1,
    ],
    [
      "by its name where it has no code",
      named("b.xlsx", null, "云溪县"),
      { 云溪县: known("a.xlsx", null, "云溪县") },
      1,
    ],
    [
      "by its name where it has a code only now",
      named("b.xlsx", "1", "云溪县"),
      { 云溪县: known("a.xlsx", null, "云溪县") },
      1,
    ],
    ["by its file in a baseline of files alone", named("a.xlsx", "1", "云溪县"), old, 1],
    ["by its file where it has neither code nor name", named("a.xlsx", null, null), old, 1],
    [
      "not by a file that is another county's",
      named("a.xlsx", "2", "白石县"),
      { "1": known("a.xlsx", "1", "云溪县") },
      0,
    ],
    ["not by a name under another code", named("a.xlsx", "2", "云溪县"), { "1": known("b.xlsx", "1", "云溪县") }, 0],
  ])("finds a county %s", (_, summary, entries, found) => {
    const { rollup, gates } = beside([summary], entries);
    expect(rollup.known).toBe(found);
    expect(rollup.fresh).toHaveLength(1 - found);
    expect(gates[0]!.exitCode).toBe(1 - found);
  });

  it("is written by code, else by name, else by file", () => {
    const next = beside(
      [named("a.xlsx", "1", "甲县"), named("b.xlsx", null, "乙县"), named("c.xlsx", null, null)],
      {},
    ).next;
    expect(Object.keys(next)).toEqual(["1", "c.xlsx", "乙县"]);
    expect(beside([named("a.xlsx", "1", "甲县")], old).next).toEqual({ "1": known("a.xlsx", "1", "甲县") });
  });

  it("keeps what it knows of a file that could not be audited, found by where it was last", () => {
    const entries = { "1": known("a.xlsx", "1", "甲县") };
    expect(beside([EMPTY], entries)).toMatchObject({ next: entries, rollup: { stale: [] } });
  });

  it.each<[string, string | null]>([
    ["code", "1"],
    ["name without a code", null],
  ])("matches none of two counties of one %s, and says so", (_, code) => {
    const entries = { [code ?? "甲县"]: known("a.xlsx", code, "甲县") };
    const { rollup, next } = beside([named("a.xlsx", code, "甲县"), named("b.xlsx", code, "甲县")], entries);
    expect(rollup).toMatchObject({
      known: 0,
      stale: [],
      ambiguous: [{ file: "a.xlsx", school: null, of: 2 }, { file: "b.xlsx" }],
    });
    expect(rollup.fresh).toHaveLength(2);
    expect(next).toEqual(entries);
  });

  /** A shortfall of each of the schools. */
  const ofSchools = (...schools: { id: string; code: string | null; name: string }[]): CountySummary => ({
    ...county(
      "fail",
      schools.map((school) => ({ ...item(`r/ratio/${school.id}`, "fail"), school })),
    ),
    record: { schools, excluded: [], settled: [], beside: [] },
  });
  it("knows none of two schools of one name without codes, and writes neither", () => {
    const two = ofSchools(
      { id: "中心小学", code: null, name: "中心小学" },
      { id: "中心小学@3", code: null, name: "中心小学" },
    );
    const gate = gateOf(standingOf(two), knows(["r/ratio/中心小学", "r/ratio/中心小学@3"]));
    expect(gate).toMatchObject({ known: 0, exitCode: 1, stale: [], ambiguous: [{ school: "中心小学", of: 2 }] });
    expect(gate.fresh).toHaveLength(2);
    expect(baselineEntry(standingOf(two))).toBeNull();
  });
  it("knows a school that has its code only now by a name that no other has", () => {
    const school = { id: "7", code: "7", name: "中心小学" };
    const before = knows(["r/ratio/中心小学"]);
    expect(gateOf(standingOf(ofSchools(school)), before)).toMatchObject({ known: 1, exitCode: 0, stale: [] });
    const other = { id: "8", code: "8", name: "中心小学" };
    expect(gateOf(standingOf(ofSchools(school, other)), before)).toMatchObject({ known: 0, exitCode: 1 });
  });

  it("has no entry where there is nothing to forgive", () => {
    expect(baselineEntry(standingOf(county("pass", [])))).toBeNull();
    expect(baselineEntry(standingOf(county("fail", [item("x", "fail"), item("y", "unknown")])))).toEqual({
      code: null,
      county: null,
      file: "a.xlsx",
      fail: ["x"],
      unknown: ["y"],
    });
  });
});

describe("the exit code of many", () => {
  it.each<[CountySummary["exitCode"][], number]>([
    [[], 0],
    [[0, 2, 0], 2],
    [[2, 1, 0], 1],
    [[1, 3, 2], 3],
    [[3, 70, 1], 70],
  ])("%s gives %s", (codes, worst) => {
    expect(worstExit(codes)).toBe(worst);
  });
});
