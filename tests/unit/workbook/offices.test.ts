import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import type { AuditResult, Finding } from "../../../src/model/result.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { townships } from "./offices/01-townships.ts";
import { sixHeaderRows } from "./offices/02-six-header-rows.ts";
import { rowPerStage } from "./offices/03-row-per-stage.ts";
import { sheetPerStage } from "./offices/04-sheet-per-stage.ts";
import { numbersAsText } from "./offices/05-numbers-as-text.ts";
import { hiddenAndBlank } from "./offices/06-hidden-and-blank.ts";
import { nationalForm } from "./offices/07-national-form.ts";
import { shuffled } from "./offices/08-shuffled.ts";
import { formulas } from "./offices/09-formulas.ts";
import { printedPages } from "./offices/10-printed-pages.ts";
import { sumsAbove } from "./offices/11-sums-above.ts";
import { type OfficeSheet, officeBytes } from "./offices/sheets.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";

/** One county, the demo's, as eleven offices would send it in: what is found must not depend on who laid out the sheets. */

const auditBytes = async (bytes: Uint8Array): Promise<AuditResult> => {
  const raw = await readRawWorkbook(Buffer.from(bytes), { file: "county.xlsx" });
  return auditReading(interpretWorkbook(raw), { standard: NATIONAL_2017 });
};

const auditOffice = async (sheets: readonly OfficeSheet[]): Promise<AuditResult> =>
  auditBytes(await officeBytes(sheets));

/** Sums over schools in another order differ in their last bit. */
const steady = (key: string, value: unknown): unknown =>
  key !== "" && typeof value === "number" ? Number(value.toPrecision(12)) : value;

/** A finding without the cells, which are where each office put them. */
const brief = ({ id, status, value, gap, reason }: Finding): string =>
  JSON.stringify([id, status, value, gap && { ...gap, cell: null }, reason.code], steady);

const spreads = ({ dispersion }: AuditResult) =>
  dispersion.map(({ indicator, stage, units, mean, cv, status }) =>
    JSON.stringify([indicator.code, stage, units, mean, cv, status], steady),
  );

const problemsOf = (result: AuditResult, severity: "error" | "warning"): string[] =>
  result.problems
    .filter((problem) => problem.severity === severity)
    .map(({ code, sheet, cell, found }) => `${code} ${sheet}!${cell ?? ""} ${found ?? ""}`);

const unmatched = ({ source }: AuditResult): string[] =>
  (source.reading?.unmatched ?? []).map(({ sheet, header }) => `${sheet} ${header}`);

let native: AuditResult;
beforeAll(async () => {
  native = await auditBytes(await workbookBytes(nativeSheets(DEMO_COUNTY)));
});

describe("the demo county as an office sends it", () => {
  test.each<[string, () => OfficeSheet[], readonly string[], string?]>([
    ["titles, a unit row, 万元 and a 小计 per township", townships, ["乡镇"]],
    ["headers over six merged rows", sixHeaderRows, []],
    ["a row per school and stage", rowPerStage, []],
    ["a sheet for 小学 and one for 初中", sheetPerStage, []],
    ["every number as text", numbersAsText, [], "number-as-text"],
    ["hidden and blank rows, columns and sheets", hiddenAndBlank, []],
    ["columns and sheets in no order, headings in other words", shuffled, []],
    ["formulas, rich text, leftovers of other programs, dates for years", formulas, []],
    ["printed pages with headers again", printedPages, []],
    ["sums of a township over its schools, words with brackets", sumsAbove, []],
  ])("%s", async (_, office, ownColumns, told) => {
    const result = await auditOffice(office());
    expect(problemsOf(result, "error")).toEqual([]);
    const warnings = problemsOf(result, "warning");
    expect(warnings.filter((text) => told === undefined || !text.startsWith(told))).toEqual(
      problemsOf(native, "warning"),
    );
    expect(warnings.length > problemsOf(native, "warning").length).toBe(told !== undefined);
    expect(unmatched(result).filter((text) => !ownColumns.some((own) => text.endsWith(own)))).toEqual([]);
    expect(result.findings.map(brief).sort()).toEqual(native.findings.map(brief).sort());
    expect(spreads(result)).toEqual(spreads(native));
    expect(result.verdict).toBe(native.verdict);
    expect(result.reasons).toEqual(native.reasons);
    if (office === hiddenAndBlank) {
      expect(new Set(result.source.reading?.hidden.map(({ kind }) => kind))).toEqual(
        new Set(["row", "column", "sheet"]),
      );
    }
    expect(result.standard.asOf).toBe(native.standard.asOf);
    expect(result.source).toMatchObject({ county: native.source.county, dataYear: native.source.dataYear });
    // Where an office writes a day for the year, the three years count by it.
    const years = ({ prerequisites }: AuditResult) =>
      prerequisites.map(({ id, status, value }) => [
        id,
        status,
        id === "basic-balance" ? Number(String(value).slice(0, 4)) : value,
      ]);
    expect(years(result)).toEqual(years(native));
  });
});

describe("the demo county through the national form", () => {
  /** The form has no codes: who a finding is about is told by name. */
  const about = ({ indicator, check, subject }: Finding): string =>
    [indicator.code, check, subject.kind === "school" ? subject.name : "", subject.stage ?? ""].join(" ");

  let form: AuditResult;
  let byNative: ReadonlyMap<string, Finding>;
  beforeAll(async () => {
    form = await auditOffice(nationalForm());
    byNative = new Map(native.findings.map((finding) => [about(finding), finding]));
  });

  test("has no data problem that sets a value aside, and understands every heading", () => {
    expect(problemsOf(form, "error")).toEqual([]);
    expect(unmatched(form)).toEqual([]);
    expect(form.source.county).toBe("云溪县");
  });

  test("has the R findings of the native workbook within the form's two decimals", () => {
    const resource = (result: AuditResult) => result.findings.filter(({ indicator }) => indicator.part === "resource");
    expect(resource(form).map(about).sort()).toEqual(resource(native).map(about).sort());
    for (const finding of resource(form)) {
      const other = byNative.get(about(finding))!;
      expect(finding.status, about(finding)).toBe(other.status);
      expect(finding.reachesFloor, about(finding)).toBe(other.reachesFloor);
      if (finding.check === "ratio") {
        expect(Math.abs(finding.value! - other.value!), about(finding)).toBeLessThanOrEqual(0.005 + 1e-9);
        expect(finding.gap === null, about(finding)).toBe(other.gap === null);
      }
    }
    for (const [index, { cv }] of form.dispersion.entries()) {
      expect(Math.abs(cv! - native.dispersion[index]!.cv!)).toBeLessThan(0.005);
    }
  });

  test("passes nothing that the native workbook does not", () => {
    expect(form.verdict).toBe("fail");
    const better = form.findings.filter(
      (finding) => finding.status === "pass" && byNative.get(about(finding))?.status !== "pass",
    );
    expect(better.map(about)).toEqual([]);
  });

  test("leaves unknown what it cannot carry, and lists it", () => {
    const decided = form.findings.filter(({ required, indicator }) => required && indicator.part !== "resource");
    const codes = (status: Finding["status"]) => [
      ...new Set(decided.filter((finding) => finding.status === status).map(({ indicator }) => indicator.code)),
    ];
    expect(codes("pass")).toEqual(["G4", "G7", "G11", "Q1", "Q2", "Q9", "S1"]);
    expect(codes("fail")).toEqual([]);
    expect(codes("unknown")).toEqual(
      "G1 G2 G3 G5 G6 G8 G9 G10 G12 G13 G14 G15 Q3 Q4 Q5 Q6 Q7 Q8 V1 V2 V3 V4 V5 V6".split(" "),
    );
    expect(form.reasons.filter(({ status }) => status === "unknown").map(({ code }) => code)).toEqual(codes("unknown"));
  });
});
