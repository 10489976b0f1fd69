import { type PlanCounty, planCounties } from "../../../fixtures/plan-counties.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { PLANS } from "../standard/regions/plans.ts";

/** The county that misses a plan, or only the national standard, as its workbook is read and judged by the plan. */
export const planResult = async (plan: string, misses: PlanCounty["misses"]): Promise<AuditResult> => {
  const standard = STANDARDS[plan]!;
  const { sheets } = planCounties().find((each) => each.plan === plan && each.misses === misses)!;
  const reading = await readWorkbook(await workbookBytes(sheets), { standard });
  return auditReading(reading, { standard, asOf: PLANS.find(({ id }) => id === plan)!.asOf });
};
