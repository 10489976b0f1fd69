import { beforeAll, describe, expect, test } from "vitest";
import { type Edit, localSheets, withEdit } from "../../../fixtures/local-county.ts";
import { rawWorkbook, type Sheet } from "../../../fixtures/sheets.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { interpretCounty } from "../../../src/county-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { RegionalDocument } from "../../../src/model/standard.ts";
import { regions, STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { DICTIONARIES } from "../workbook/shared-dictionaries.ts";
import { PLANS } from "./regions/plans.ts";

const auditSheets = async (sheets: readonly Sheet[], id: string, asOf: string): Promise<AuditResult> => {
  const standard = STANDARDS[id]!;
  return auditReading(interpretCounty(rawWorkbook(sheets), { standard, dictionaries: DICTIONARIES }), {
    standard,
    asOf,
  });
};

test("every standard stands under its own id", () => {
  for (const [id, standard] of Object.entries(STANDARDS)) expect(standard.id).toBe(id);
});

test("every regional standard has its table of clauses", () => {
  expect(PLANS.map(({ id }) => id).sort()).toEqual(
    regions()
      .map(({ id }) => id)
      .sort(),
  );
});

describe.each(PLANS.map((plan) => [plan.id, plan] as const))("%s", (id, plan) => {
  const standard = STANDARDS[id]!;
  const region = regions().find((each) => each.id === id)!;
  let sheets: Sheet[];
  beforeAll(() => {
    sheets = localSheets(standard, NATIONAL_2017, plan.figures, plan.asOf);
  });
  const changed = (edits: readonly Edit[]): Sheet[] =>
    edits.reduce<Sheet[]>((current, edit) => withEdit(current, edit), sheets);

  test("is data that its schema takes", () => {
    expect(RegionalDocument.parse(JSON.parse(JSON.stringify(region)))).toEqual(region);
  });

  test("refines or is silent on every national indicator", () => {
    const named = new Set([...region.refine.map((each) => each.indicator), ...region.silent]);
    expect(NATIONAL_2017.indicators.map((each) => each.id).filter((each) => !named.has(each))).toEqual([]);
  });

  test("every requirement of its own stands in the table, and every row is one of them", () => {
    const own = new Set(
      standard.indicators
        .filter(
          (indicator) =>
            region.refine.some((each) => each.indicator === indicator.id) ||
            !NATIONAL_2017.indicators.some((each) => each.id === indicator.id),
        )
        .flatMap((indicator) => indicator.checks.map((check) => `${indicator.id}/${check.id}`)),
    );
    const rows = new Set(plan.clauses.flatMap(({ judged }) => (judged === null ? [] : [judged])));
    expect([...own].filter((each) => !rows.has(each))).toEqual([]);
    expect([...rows].filter((each) => !own.has(each))).toEqual([]);
  });

  test("what cannot be judged has its reason, and what can be has a cell that shows it", () => {
    for (const { text, judged, because, flips } of plan.clauses) {
      if (judged === null) expect(because, text).toBeTruthy();
      else expect(flips?.length, text).toBeGreaterThan(0);
    }
  });

  test("clauses are cited where the table has them", () => {
    for (const { clause, text, judged } of plan.clauses) {
      if (judged === null) continue;
      const [indicatorId, checkId] = judged.split("/");
      const check = standard.indicators
        .find((each) => each.id === indicatorId)!
        .checks.find((each) => each.id === checkId)!;
      expect(check.citation.clause, text).toContain(clause);
      expect(check.citation.via, text).toBeNull();
    }
  });

  test("a sound county meets the plan and the national standard", async () => {
    const result = await auditSheets(sheets, id, plan.asOf);
    const short = result.findings.filter((each) => each.status === "fail" || each.status === "unknown");
    expect(short.map((each) => `${each.id} ${each.status} ${JSON.stringify(each.reason)}`)).toEqual([]);
    expect(result.problems.filter((each) => each.severity === "error")).toEqual([]);
    expect(result.verdict).toBe("pass");
    expect(result.national?.reasons).toEqual([]);
    expect(result.national?.verdict).toBe("pass");
  });

  test("a county that meets the plan and misses the national standard", async () => {
    const result = await auditSheets(changed(plan.onlyNationalMissed), id, plan.asOf);
    expect(result.reasons).toEqual([]);
    expect(result.verdict).toBe("pass");
    expect(result.national?.verdict).toBe("fail");
  });

  test("a county that misses the plan and meets the national standard", async () => {
    const result = await auditSheets(changed(plan.onlyLocalMissed), id, plan.asOf);
    expect(result.verdict).toBe("fail");
    expect(result.national?.verdict).toBe("pass");
  });
});
