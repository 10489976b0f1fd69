import { describe, expect, test } from "vitest";
import { allPass } from "../../../fixtures/generated.ts";
import type { AuditResult, Prerequisite } from "../../../src/model/result.ts";
import { REPORTERS } from "../../../src/report/index.ts";
import { type Lang, nationalSentence, prerequisiteText, verdictSentence } from "../../../src/report/wording.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { resultOf } from "./audited-counties.ts";
import { load, shownValue } from "./recalculation.ts";
import { fullResult } from "./result-builder.ts";

const prerequisite = (id: Prerequisite["id"], status: Prerequisite["status"]): Prerequisite => ({
  id,
  status,
  value: id === "basic-balance" ? 2024 : "良好",
  cell: "县情!B9",
});
const met = { ...resultOf(allPass(), { asOf: "2025-12-31" }), prerequisites: [] };
const withOpen: AuditResult = {
  ...met,
  prerequisites: [prerequisite("basic-balance", "fail"), prerequisite("annual-monitoring", "unknown")],
};

describe("a verdict that is met says which prerequisites are open", () => {
  test.each<[string, readonly Prerequisite[], Lang, string]>([
    ["none given", [], "zh", "达标：必须达到的要求全部达到。"],
    ["all met", [prerequisite("basic-balance", "pass")], "zh", "达标：必须达到的要求全部达到。"],
    [
      "one not met, one unknown",
      withOpen.prerequisites,
      "zh",
      "达标：必须达到的要求全部达到；但前置条件未达到（通过基本均衡认定三年以上）；前置条件尚不能判定（年度监测保持较高水平）。",
    ],
    [
      "one unknown, in English",
      [prerequisite("annual-monitoring", "unknown")],
      "en",
      "Met: everything required is met; prerequisites unknown (Annual monitoring stays at a high level).",
    ],
  ])("%s", (_, prerequisites, lang, sentence) => {
    expect(met.verdict).toBe("pass");
    expect(verdictSentence({ ...met, prerequisites }, lang)).toBe(sentence);
  });

  test("says nothing of them in a verdict that is not met, which names what is short", () => {
    const result = { ...fullResult(), prerequisites: withOpen.prerequisites };
    expect(result.verdict).toBe("fail");
    expect(verdictSentence(result, "zh")).toBe(verdictSentence({ ...result, prerequisites: [] }, "zh"));
  });

  test("says them of the national verdict too", () => {
    expect(nationalSentence(met, "zh")).toBeNull();
    const regional = { ...withOpen, national: { verdict: "pass", reasons: [] } } as const;
    expect(nationalSentence(regional, "zh")).toBe(verdictSentence(withOpen, "zh"));
  });
});

describe("every report's headline says it", () => {
  const squeezed = (text: string): string => text.replace(/\s+/g, "");
  const headline = squeezed(verdictSentence(withOpen, "zh"));

  test.each(["terminal", "markdown", "html", "github"] as const)("%s", async (format) => {
    expect(squeezed(String(await REPORTERS[format].render(withOpen, { lang: "zh", width: 200 })))).toContain(headline);
  });

  test("xlsx", async () => {
    const book = await load(await renderXlsx(withOpen, { lang: "zh" }));
    const sheet = book.getWorksheet("结论")!;
    expect(shownValue(sheet.getCell("A4"))).toBe("达标");
    expect(squeezed(String(shownValue(sheet.getCell("D4"))))).toBe(headline);
  });
});

describe("a prerequisite that is not met names its cell for who looks cells up", () => {
  const [open] = [{ ...prerequisite("basic-balance", "unknown"), value: null }];
  test.each<[string, Prerequisite, boolean, string]>([
    ["blank", open!, true, "通过基本均衡认定三年以上：无法判定（基本均衡认定年份（县情!B9）未填）"],
    ["blank, in a paper", open!, false, "通过基本均衡认定三年以上：无法判定（基本均衡认定年份 未填）"],
    ["no such row", { ...open!, cell: null }, true, "通过基本均衡认定三年以上：无法判定（基本均衡认定年份 未填）"],
    [
      "not met",
      prerequisite("annual-monitoring", "fail"),
      true,
      "年度监测保持较高水平：未达标（年度监测结论（县情!B9） 良好）",
    ],
    ["met", prerequisite("annual-monitoring", "pass"), true, "年度监测保持较高水平：达标（年度监测结论 良好）"],
  ])("%s", (_, each, cells, text) => {
    expect(prerequisiteText(each, { lang: "zh", cells })).toBe(text);
  });
});
