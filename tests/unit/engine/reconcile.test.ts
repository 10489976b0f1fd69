import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nationalFormSheets } from "../../../fixtures/write-national-form.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import type { Claim, WorkbookReading } from "../../../src/model/county.ts";
import type { AuditResult, Reconciliation } from "../../../src/model/result.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";

let form: WorkbookReading;
const audit = (reading: WorkbookReading): AuditResult =>
  auditReading(reading, { standard: NATIONAL_2017, asOf: "2025-12-31" });

/** The line of the first claim that is chosen, with what the form says replaced. */
const changed = (choose: (claim: Claim) => boolean, value: Claim["value"]): Reconciliation => {
  const claims = form.claims ?? [];
  const index = claims.findIndex(choose);
  const result = audit({ ...form, claims: claims.map((claim, at) => (at === index ? { ...claim, value } : claim)) });
  return result.reconciliation[index]!;
};

beforeAll(async () => {
  form = await readWorkbook(await workbookBytes(nationalFormSheets(DEMO_COUNTY, ["G3", "G5", "Q4"])), {
    standard: NATIONAL_2017,
  });
});

describe("the claims of the form", () => {
  test("all agree where the form was worked out rightly", () => {
    const { reconciliation } = audit(form);
    expect(reconciliation).toHaveLength(form.claims?.length ?? 0);
    expect(reconciliation.filter(({ agrees }) => agrees === false)).toEqual([]);
    expect(reconciliation.filter(({ agrees }) => agrees === true).length).toBeGreaterThan(70);
  });

  const of = (kind: Claim["kind"], indicator: string | null) => (claim: Claim) =>
    claim.kind === kind && claim.indicator === indicator && claim.stage !== "juniorSecondary";
  const cases: [name: string, kind: Claim["kind"], indicator: string | null, value: Claim["value"], claim: RegExp][] = [
    ["a school's own verdict", "unit-met", null, false, /^云溪县第一实验小学小学 ?综合评估是否达标$/],
    ["how many schools", "units-met", null, 3, /^小学 综合达标学校数$/],
    ["how many of them", "units-met-share", "R1", 12.5, /^小学 R1 .*达标学校比例$/],
    ["a mean", "mean", "R4", 99, /^小学 R4 .*全县平均值$/],
    ["a coefficient", "dispersion", "R4", 0.999, /^小学 R4 .*差异系数$/],
    ["the mean of the coefficients", "dispersion", null, 0.999, /^小学 综合差异系数$/],
    ["an item", "item-met", "G7", false, /^G7 .*是否达标$/],
    ["a share", "share", "G14", 12.5, /^G14 .*比例$/],
  ];
  test.each(cases)("tells of %s that does not follow", (_name, kind, indicator, value, claim) => {
    const line = changed(of(kind, indicator), value);
    expect(line.claim).toMatch(claim);
    expect(line).toMatchObject({ agrees: false, explainedBy: null });
    expect(line.computed).not.toBeNull();
  });

  test.each(["unweighted", "sample"] as const)("knows a coefficient by the %s formula", (formula) => {
    const { dispersion } = audit(form);
    const spread = dispersion.find(
      ({ alternatives, cv }) => Math.abs((alternatives[formula] ?? 0) - (cv ?? 0)) > 0.02,
    )!;
    const value = Number(spread.alternatives[formula]?.toFixed(3));
    const line = changed(
      (claim) =>
        claim.kind === "dispersion" && claim.indicator === spread.indicator.code && claim.stage === spread.stage,
      value,
    );
    expect(line).toMatchObject({ claimed: value, agrees: false, explainedBy: formula });
  });

  test("leaves open what does not follow from the rows", () => {
    const line = audit(form).reconciliation.find(({ claim }) => /^G3 .*是否达标$/.test(claim));
    expect(line).toMatchObject({ computed: null, agrees: null });
  });
});
