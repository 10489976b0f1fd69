import { describe, expect, test } from "vitest";
import { resultJson } from "../../../src/report/json.ts";
import { renderTerminal } from "../../../src/report/terminal.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { renderValidateListing } from "../../../src/report/validate-listing.ts";
import { accountText } from "../../../src/report/wording.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { emptyResult, reading } from "./result-builder.ts";

const LEFT_OVER = {
  ...reading,
  account: [
    ...reading.account,
    { sheet: "学校", ref: "B40:D41", became: "left-over", reason: "school", cells: 6 },
    { sheet: "学校", ref: "AA5:AA6", became: "unused-column", reason: "no-heading", cells: 2 },
  ],
} as const;

describe("what became of every cell", () => {
  test("is said sheet by sheet, with places and reasons", () => {
    expect(accountText(LEFT_OVER, "zh")).toEqual([
      {
        summary: "学校（作为“学校”，12 行）：采用 280、表头 40、标题和说明 1、跳过的行 20、没有采用的列 14、遗漏 6",
        guessed: true,
        details: [
          "跳过（合计行）：第 17 行",
          "没有采用（标题不能识别）：Z4 “图书册数”",
          "遗漏（像是学校和它的数，不在所读的学校里）：B40:D41",
          "没有采用（没有标题）：AA5:AA6",
        ],
      },
      { summary: "Sheet3（没有采用；不能识别）：没有采用的表 7", guessed: true, details: [] },
    ]);
    expect(accountText(LEFT_OVER, "en").flatMap(({ summary, details }) => [summary, ...details])).toEqual([
      "学校 (read as 学校, 12 rows): used 280, header 40, titles and notes 1, skipped rows 20, unused columns 14, left over 6",
      "skipped (total): row 17",
      'not used (heading not known): Z4 "图书册数"',
      "left over (looks like schools that are not among those read): B40:D41",
      "not used (no heading): AA5:AA6",
      "Sheet3 (not used; not understood): unused tables 7",
    ]);
  });

  test("lists a few places of a kind and says how many more there are", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      sheet: "学校",
      ref: `B${40 + 2 * at}`,
      became: "left-over" as const,
      reason: "school",
      cells: 1,
    }));
    const [school] = accountText({ ...reading, account: many }, "zh");
    expect(school!.details.at(-1)).toMatch(/：B40、B42、B44、B46、B48、B50、另 3 处$/);
  });

  test.each(["zh", "en"] as const)("ends validate in 80 columns and repeats nothing: %s", (lang) => {
    const text = renderValidateListing(
      {
        file: "county.xlsx",
        problems: [],
        reading: LEFT_OVER,
        counts: { error: 0, warning: 0 },
        standard: NATIONAL_2017,
      },
      { lang, width: 80 },
    );
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(text.split("图书册数")).toHaveLength(2);
    expect(text.split("Sheet3")).toHaveLength(2);
    expect(text.trimEnd().split("\n").at(-1)).toContain("Sheet3");
  });

  test("ends check only where all is to be shown", () => {
    const result = emptyResult({
      source: {
        file: "county.xlsx",
        sha256: null,
        files: [],
        config: null,
        county: null,
        dataYear: null,
        reading: LEFT_OVER,
      },
    });
    expect(renderTerminal(result, { lang: "zh", limitRows: 0 })).toContain("每个单元格的去向");
    expect(renderTerminal(result, { lang: "zh" })).not.toContain("每个单元格的去向");
  });

  test("is in the JSON report as it is", () => {
    const result = emptyResult({
      source: {
        file: "county.xlsx",
        sha256: null,
        files: [],
        config: null,
        county: null,
        dataYear: null,
        reading: LEFT_OVER,
      },
    });
    expect(resultJson(result, { lang: "zh" }).source.reading.account).toEqual(LEFT_OVER.account);
  });
});
