import { beforeAll, describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { allPass, countyOf, everyType, unfilled } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { auditCounty } from "../../../src/engine/audit.ts";
import type { County } from "../../../src/model/county.ts";
import type { Check, Indicator, Standard } from "../../../src/model/standard.ts";
import { compareIndicators, loosens } from "../../../src/standard/compare.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";

/**
 * What is called no looser is judged: numbers, days, answers and lists of every national check are moved, and where the
 * comparison of two of these versions finds nothing to declare, no county that falls short of the first meets the second.
 */

const AS_OF = "2026-11-22";
const NATIONAL = resolveStandard(NATIONAL_2017, { asOf: AS_OF });
const DAYS = { from: AS_OF, to: AS_OF };

type Tree = Record<string | number, unknown>;

/** Every field of a check but its citation, by its path. */
const fieldsOf = (value: object, path: readonly string[] = []): string[][] =>
  Object.entries(value).flatMap(([key, each]): string[][] => {
    if (key === "citation" || key === "statement" || key === "id" || key === "kind") return [];
    const at = [...path, key];
    return each !== null && typeof each === "object" ? [at, ...fieldsOf(each, at)] : [at];
  });

const movedTo = (value: unknown): unknown[] => {
  if (typeof value === "number") return [0.1, 0.5, 0.9, 1.1, 2, 5].map((factor) => Number((value * factor).toFixed(4)));
  if (typeof value === "boolean") return [!value];
  if (value === ">=") return [">", "<=", "<"];
  if (value === "each") return ["pooled"];
  if (value === "notApplicable") return ["unknown"];
  if (value === "unknown") return ["notApplicable"];
  if (value === "good") return ["excellent", "fair", "poor"];
  if (Array.isArray(value)) return value.length > 1 ? [value.slice(1), value.slice(0, -1), [...value, value[0]]] : [];
  return [];
};

const withField = (check: Check, path: readonly string[], value: unknown): Check => {
  const copy = structuredClone(check);
  let at = copy as unknown as Tree;
  for (const key of path.slice(0, -1)) at = at[key] as Tree;
  at[path.at(-1)!] = value;
  return copy;
};

const movesOf = (check: Check): Check[] => [
  ...fieldsOf(check).flatMap((path) => {
    const value = path.reduce<unknown>((at, key) => (at as Tree)[key], check);
    return movedTo(value).map((each) => withField(check, path, each));
  }),
  { ...check, due: "2026-11-22" } as Check,
  { ...check, due: "2026-11-23" } as Check,
  ...("witness" in check ? [{ ...check, witness: undefined } as unknown as Check] : []),
];

/**
 * Whether nothing that is required is short or open; null where the county's figures contradict each other, of which a
 * version that looks at fewer of them sees nothing.
 */
const isMet = (standard: Standard, county: County, ids: ReadonlySet<string>): boolean | null => {
  const indicators = standard.indicators.filter(({ id }) => ids.has(id));
  const { findings } = auditCounty(county, { ...standard, indicators });
  if (findings.some(({ reason }) => reason.code === "inconsistent")) return null;
  return findings
    .filter(({ required }) => required)
    .every(({ status }) => status === "pass" || status === "notApplicable");
};

const QUORUM = NATIONAL.indicators.find(({ checks }) => checks.some(({ kind }) => kind === "quorum"))!;
const neededBy = (indicator: Indicator): ReadonlySet<string> =>
  new Set(
    indicator === QUORUM || indicator.checks.some(({ kind }) => kind === "ratio")
      ? NATIONAL.indicators.flatMap(({ id, part }) => (part === "resource" ? [id] : []))
      : [indicator.id],
  );

describe("a moved requirement that is called no looser", () => {
  let counties: County[];
  beforeAll(async () => {
    const rows: CountyRows[] = [
      allPass(),
      everyType(),
      unfilled(AS_OF),
      ...[1, 2, 3, 4].map((seed) => countyOf(6, seed)),
    ];
    counties = await Promise.all(
      rows.map(
        async (each) =>
          (await readWorkbook(await workbookBytes(nativeSheets(each)), { standard: NATIONAL_2017 })).county,
      ),
    );
  });

  const shown = { proven: 0, held: 0 };
  test.each(NATIONAL.indicators.map((indicator) => [indicator.id, indicator] as const))("%s", (_, indicator) => {
    const ids = neededBy(indicator);
    for (const [index, check] of indicator.checks.entries()) {
      const versions = [check, ...movesOf(check)].map((moved) => {
        const own = { ...indicator, checks: indicator.checks.map((one, at) => (at === index ? moved : one)) };
        const indicators = NATIONAL.indicators.map((one) => (one === indicator ? own : one));
        return { moved, own, indicators, met: counties.map((each) => isMet({ ...NATIONAL, indicators }, each, ids)) };
      });
      for (const before of versions) {
        for (const after of versions) {
          const differences = compareIndicators(before.own, after.own, { days: DAYS, indicators: after.indicators });
          if (differences.some(({ difference }) => loosens(difference))) continue;
          shown.proven += 1;
          const loosened = counties.findIndex((_, at) => before.met[at] === false && after.met[at] === true);
          if (before.met.includes(false)) shown.held += 1;
          expect([loosened, ...(loosened < 0 ? [] : [before.moved, after.moved])]).toEqual([-1]);
        }
      }
    }
  });
  test("many were, and by counties that fall short", () => {
    expect(shown.proven).toBeGreaterThan(1000);
    expect(shown.held).toBeGreaterThan(500);
  });
});
