import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compareSides } from "../../../src/batch/compare.ts";
import { rollupStandard } from "../../../src/batch/rollup.ts";
import { comparedCounty, sideOfBatch, sideOfJson } from "../../../src/batch/side.ts";
import { rulesOf, summaryOf } from "../../../src/batch/summary.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { auditCounty } from "../../../src/engine/audit.ts";
import type { County } from "../../../src/model/county.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { ComparedResult, type Comparison, CountySummary } from "../../../src/model/rollup.ts";
import type { School, Sourced } from "../../../src/model/school.ts";
import { resultJson } from "../../../src/report/json.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";
import { DEMO } from "../cli/run.ts";

const STANDARD = resolveStandard(NATIONAL_2017, { asOf: "2025-12-31" });
const RULES = rulesOf(STANDARD);

let demo: County;
beforeAll(async () => {
  const { county } = await readWorkbook(await readFile(DEMO), { file: "demo.xlsx" });
  // Fewer schools, so that many runs are quick; some of each type.
  demo = { ...county, schools: county.schools.filter((_, index) => index % 3 === 0) };
});

type Values = Readonly<Record<string, Sourced<unknown>>>;
const blank = <S extends Sourced<unknown>>(source: S): S => ({ ...source, value: null, state: "blank" });

/** Every figure that says something, of a record. */
const given = (values: object): readonly string[] =>
  Object.entries(values as Values).flatMap(([key, { value }]) => (value === null ? [] : [key]));

const withValue = <T extends object>(values: T, key: string, change: (source: Sourced<unknown>) => unknown): T => ({
  ...values,
  [key]: change((values as Values)[key]!),
});

const withSchool = (county: County, at: number, change: (school: School) => School): County => ({
  ...county,
  schools: county.schools.map((school, index) => (index === at ? change(school) : school)),
});

/** Something of a county, by numbers that fast-check shrinks. */
interface Place {
  readonly kind: number;
  readonly row: number;
  readonly key: number;
}
const place = fc.record({ kind: fc.nat(9), row: fc.nat(999), key: fc.nat(999) });
const nth = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

/** Changes one figure of a school or an item; null where there is none. */
const changed = (county: County, { kind, row, key }: Place, change: (source: Sourced<unknown>) => unknown): County => {
  if (kind % 3 === 0) {
    const keys = given(county.items);
    return keys.length === 0 ? county : { ...county, items: withValue(county.items, nth(keys, key), change) };
  }
  if (county.schools.length === 0) return county;
  return withSchool(county, row % county.schools.length, (school) => {
    if (kind % 3 === 1) {
      const keys = given(school.values);
      return keys.length === 0 ? school : { ...school, values: withValue(school.values, nth(keys, key), change) };
    }
    const stage = key % 2 === 0 ? ("primary" as const) : ("juniorSecondary" as const);
    const record = school.stages[stage];
    const keys = given(record.values);
    if (keys.length === 0) return school;
    const values = withValue(record.values, nth(keys, key >> 1), change);
    return { ...school, stages: { ...school.stages, [stage]: { ...record, values } } };
  });
};

/** A county with something worse or stranger in it, so that there is something to be lost. */
const spoilt = (county: County, at: Place): County => {
  if (at.kind === 9) {
    return {
      ...county,
      monitoring: county.monitoring.map((row, index) =>
        index === at.row % county.monitoring.length ? { ...row, level: { ...row.level, value: 1 } } : row,
      ),
    };
  }
  return changed(county, at, (source) =>
    typeof source.value === "number"
      ? { ...source, value: Math.floor(source.value / 2) }
      : typeof source.value === "boolean"
        ? { ...source, value: !source.value }
        : source,
  );
};

const without = <T>(list: readonly T[], at: number): readonly T[] =>
  list.filter((_, index) => index !== at % list.length);

/** A county without one of its inputs: a row, a sheet or a cell. */
const deleted = (county: County, at: Place): County => {
  switch (at.kind) {
    case 3:
      return { ...county, monitoring: at.key % 4 === 0 ? [] : without(county.monitoring, at.row) };
    case 4:
      return { ...county, attestations: at.key % 4 === 0 ? [] : without(county.attestations, at.row) };
    case 5:
      return { ...county, vetoes: at.key % 4 === 0 ? [] : without(county.vetoes, at.row) };
    case 6:
      return { ...county, schools: without(county.schools, at.row) };
    case 7: {
      const keys = given(county.profile);
      return keys.length === 0 ? county : { ...county, profile: withValue(county.profile, nth(keys, at.key), blank) };
    }
    case 8: {
      const identity = nth(["type", "location", "sponsor"] as const, at.key);
      const place = at.row % Math.max(1, county.schools.length);
      return withSchool(county, place, (school) => ({ ...school, [identity]: blank(school[identity]) }));
    }
    default:
      return changed(county, at, blank);
  }
};

const audit = (county: County): AuditResult => auditCounty(county, STANDARD, { file: "demo.xlsx" });

/** The two compared as JSON results, and as lines of two batches. */
const comparisons = (before: AuditResult, after: AuditResult): readonly Comparison[] => {
  const json = (result: AuditResult) =>
    sideOfJson("a.json", ComparedResult.parse(JSON.parse(JSON.stringify(resultJson(result, { lang: "zh" })))), {
      rules: RULES,
      partOf: () => null,
    });
  const line = (result: AuditResult) => {
    const summary = CountySummary.parse(
      JSON.parse(JSON.stringify(summaryOf(result, { file: "demo.xlsx", key: "k", rules: RULES }))),
    );
    return sideOfBatch("out", rollupStandard(NATIONAL_2017, []), [comparedCounty(summary)], () => null);
  };
  return [compareSides(json(before), json(after)), compareSides(line(before), line(after))];
};

const FLATTERING = new Set(["resolved", "better", "appeared"]);

describe("a county with something deleted or blanked", () => {
  test("is nowhere better for it, and what went missing is a regression", { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 6 }),
        fc.array(place, { minLength: 1, maxLength: 3 }),
        (spoils, deletions) => {
          const county = spoils.reduce(spoilt, demo);
          const before = audit(county);
          const after = audit(deletions.reduce(deleted, county));
          const schools = new Set(after.findings.map(({ subject }) => subject.id));
          const now = new Map(after.findings.map(({ id, status }) => [id, status]));
          const missing = before.findings.filter(
            ({ id, status, subject }) =>
              (status === "pass" || status === "fail") &&
              (now.get(id) ?? "unknown") === "unknown" &&
              (subject.kind === "county" || schools.has(subject.id)),
          );
          for (const { changes, regression } of comparisons(before, after)) {
            expect(changes.filter(({ kind }) => FLATTERING.has(kind))).toEqual([]);
            const lost = new Set(changes.flatMap(({ kind, id }) => (kind === "lost" || kind === "gone" ? [id] : [])));
            expect(missing.filter(({ id }) => !lost.has(id)).map(({ id }) => id)).toEqual([]);
            if (missing.length > 0) expect(regression).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
