import { beforeAll, describe, expect, test } from "vitest";
import { auditReading } from "../../../src/audit-workbook.ts";
import { auditErrorText } from "../../../src/cli/error-text.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { AuditError, type AuditErrorDetail } from "../../../src/errors.ts";
import { problemText } from "../../../src/report/wording/problems.ts";
import { standardSpeaker } from "../../../src/report/wording/speaker.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { soundCounty } from "../offices/adversaries.ts";
import { nativeBook } from "../offices/blanking.ts";
import { type BookSheet, bookBytes } from "../offices/book.ts";
import { type Answer, auditBytes } from "../offices/oracle.ts";

/** A county that passes, whose sheets of items have the values under this heading, and further columns at the right. */
const headed = (heading: string, further: Readonly<Record<string, string | number>> = {}): BookSheet[] =>
  nativeBook(soundCounty(3)).map((sheet) => {
    if (sheet.name !== "县情" && sheet.name !== "县级指标") return sheet;
    const at = sheet.rows.findIndex((row) => row.some((cell) => cell === "数值" || cell === "填报内容"));
    expect(at).toBeGreaterThanOrEqual(0);
    return {
      ...sheet,
      rows: sheet.rows.map((row, index) => [
        ...row.map((cell) => (index === at && (cell === "数值" || cell === "填报内容") ? heading : cell)),
        ...Object.entries(further).map(([name, value]) => (index < at ? null : index === at ? name : value)),
      ]),
    };
  });

const audited = (sheets: readonly BookSheet[]): Promise<Answer> => auditBytes(bookBytes(sheets));
const shown = (answer: Answer): unknown =>
  answer.kind === "refused"
    ? answer.code
    : [answer.result.verdict, answer.result.findings.map(({ id, status, value }) => [id, status, value])];

describe("the column of an item's values", () => {
  let usual: unknown;
  beforeAll(async () => {
    usual = shown(await audited(headed("数值")));
    expect((usual as unknown[])[0]).toBe("pass");
  });

  test.each([
    "今年数",
    "实际数",
    "完成",
    "完成值",
    "实际完成",
    "本学年",
    "现状值",
    "本年完成情况",
    "2025年实际完成数",
    "数量",
    "全县",
    "核定数",
  ])("is known beside a target by %s", async (heading) => {
    expect(shown(await audited(headed(heading, { 目标: 1 })))).toEqual(usual);
  });

  test("is that of the figures, where another tells in words how things stand", async () => {
    expect(shown(await audited(headed("数值", { 完成情况: "已完成" })))).toEqual(usual);
  });

  test.each([
    "目标值",
    "计划完成数",
    "应达到",
    "规划值",
    "上年数",
    "去年完成值",
    "2024年实际数",
    "全市",
    "全市平均",
    "应核定数",
  ])("is not what is headed %s", async (heading) => {
    expect(shown(await audited(headed(heading)))).toBe("as-of-missing");
  });

  test.each([{ 数值: "目标值" }, { 数值: "目标值", 指标: "事项" }, { 数值: "上年数", 指标: "事项" }])(
    "is not the next one to items under %s",
    async (names: Readonly<Record<string, string>>) => {
      const sheets = nativeBook(soundCounty(3)).map((sheet) =>
        sheet.name === "县级指标"
          ? { ...sheet, rows: sheet.rows.map((row) => row.map((cell) => names[String(cell)] ?? cell)) }
          : sheet,
      );
      const answer = await audited(sheets);
      expect(answer.kind === "audited" ? answer.result.verdict : answer.code).toBe("unknown");
    },
  );

  test("is named among the problems too, where no row was taken for it", async () => {
    const sheets = nativeBook(soundCounty(3)).map((sheet) =>
      sheet.name === "县级指标"
        ? { ...sheet, rows: sheet.rows.map((row) => row.map((cell) => (cell === "数值" ? "合计" : cell))) }
        : sheet,
    );
    const { problems } = await readWorkbook(bookBytes(sheets), { standard: NATIONAL_2017 });
    const missing = problems.find(({ code }) => code === "rows-missing")!;
    expect(missing.facts).toMatchObject({ sheetMissing: false, unused: { cell: "B2", header: "合计" } });
    expect(problemText(missing, standardSpeaker(NATIONAL_2017, "zh")).found).toBe(
      "B2 写的是“合计”，按它没有采用任何一行",
    );
  });

  test.each([
    ["上报数", "核查数"],
    ["自报数", "核定数"],
  ])("is neither the one reported, %s, nor the one checked, %s", async (reported, checked) => {
    expect(shown(await audited(headed(reported, { [checked]: 1 })))).toBe("as-of-missing");
  });

  test("is neither of two that say so", async () => {
    expect(shown(await audited(headed("实际数", { 本年数: 1 })))).toBe("as-of-missing");
  });

  test("is named by the refusal where its heading says another thing", async () => {
    const refused = await readWorkbook(bookBytes(headed("目标值")), { standard: NATIONAL_2017 }).then((reading) => {
      try {
        auditReading(reading, { standard: NATIONAL_2017 });
      } catch (error) {
        return error instanceof AuditError ? error.detail : error;
      }
      return null;
    });
    expect(refused).toMatchObject({ code: "as-of-missing", unused: { cell: "县情!B2", header: "目标值" } });
    expect(auditErrorText(refused as AuditErrorDetail, "zh")).toContain("县情!B2 的标题是“目标值”");
  });

  test.each([
    ["2024年度县级指标填报表", "unknown"],
    ["上年县级指标填报表", "unknown"],
    ["2025年度县级指标填报表", "pass"],
    ["2026年优质均衡评估县级指标表", "pass"],
    ["县级指标填报表（填报时间：2024年）", "pass"],
  ])("is of the year that the title over it says: %s", async (title, verdict) => {
    const sheets = nativeBook(soundCounty(3)).map((sheet) =>
      sheet.name === "县级指标" ? { ...sheet, rows: [[title], ...sheet.rows.slice(1)] } : sheet,
    );
    const answer = await audited(sheets);
    expect(answer.kind === "audited" ? answer.result.verdict : answer.code).toBe(verdict);
  });
});
