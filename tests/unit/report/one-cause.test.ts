import { describe, expect, test } from "vitest";
import type { SchoolRow } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { REPORTERS } from "../../../src/report/index.ts";
import { zipPart } from "../zip-part.ts";
import { resultOf } from "./audited-counties.ts";

const NAME = "云溪县城东小学";
/** The demo county with a school of which nothing but name, type and whereabouts is filled in. */
const blank = (row: SchoolRow): SchoolRow => ({
  ...row,
  stages: Object.fromEntries(
    Object.entries(row.stages).map(([stage, values]) => [
      stage,
      Object.fromEntries(Object.keys(values).map((key) => [key, null])),
    ]),
  ),
  values: Object.fromEntries(Object.keys(row.values).map((key) => [key, null])),
});
const result = resultOf(
  { ...DEMO_COUNTY, schools: DEMO_COUNTY.schools.map((row) => (row.name === NAME ? blank(row) : row)) },
  { asOf: "2025-12-31" },
);
const spreads = result.findings.filter(({ check, status }) => check === "dispersion" && status === "unknown");

const plain = (text: string): string => text.replace(/<[^>]*>/g, "").replace(/\s+/g, "");
const SAID = `校际差异系数小学R1、R2、R3、R4、R5、R6、R7：20所中有1所的值未知：${NAME}；补齐这些学校的数据`;
const times = (text: string, part: string): number => text.split(part).length - 1;

describe("spreads that one empty school leaves open", () => {
  test("are all that are open, for the same cause", () => {
    expect(spreads.map(({ indicator, subject }) => `${indicator.code} ${subject.stage}`)).toEqual(
      ["R1", "R2", "R3", "R4", "R5", "R6", "R7"].map((code) => `${code} primary`),
    );
  });

  test.each(["terminal", "markdown", "html"] as const)("are one line of %s", async (format) => {
    const text = plain(String(await REPORTERS[format].render(result, { lang: "zh", width: 80 })));
    expect(times(text, SAID)).toBe(1);
    // With the cells to fill in, which the terminal and the page look up.
    expect(text).toMatch(/补齐这些学校的数据（学校![A-Z]+\d+、/);
    expect(times(text, "20所中有1所的值未知")).toBe(1);
  });

  test("are one line of the paper, without cells", async () => {
    const text = plain(zipPart(await renderDocx(result, { lang: "zh" }), "word/document.xml"));
    expect(times(text, `${SAID}`)).toBe(1);
    expect(text).not.toMatch(/补齐这些学校的数据（学校!/);
  });

  test("have no row each on a terminal, but with --all", async () => {
    const rendered = async (more: object): Promise<string> =>
      String(await REPORTERS.terminal.render(result, { lang: "zh", width: 140, ...more }));
    const rows = (text: string): string[] => text.split("\n").filter((line) => /≤ 0\.5.*\? 无法判定/.test(line));
    expect(rows(await rendered({}))).toEqual([]);
    expect(rows(await rendered({ limitRows: 0 }))).toHaveLength(7);
  });
});
