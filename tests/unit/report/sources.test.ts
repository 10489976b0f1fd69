import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { renderCsv } from "../../../src/report/csv.ts";
import { renderExplanation } from "../../../src/report/explain.ts";
import { sourceText } from "../../../src/report/wording.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resultOf } from "./audited-counties.ts";
import { load } from "./recalculation.ts";

const demo = resultOf(DEMO_COUNTY);
const spread = demo.findings.find(
  ({ check, indicator, subject }) => check === "dispersion" && indicator.code === "R5" && subject.stage === "primary",
)!;

const explained = (code: string): string => {
  const indicator = NATIONAL_2017.indicators.find((each) => each.code === code)!;
  const about = { standard: NATIONAL_2017, indicator, options: NATIONAL_2017.options, result: demo };
  return renderExplanation(about, { lang: "zh", width: 120, limitRows: 0 });
};

describe("where a figure stands that comes from many schools", () => {
  test("is told by their number, not by the cell of the first one's name", () => {
    const units = spread.working.inputs.length;
    expect(sourceText(spread, demo, "zh")).toMatch(new RegExp(`^各校（${units} 所）`));
    expect(sourceText(spread, demo, "en")).toMatch(new RegExp(`^${units} schools`));
    const name = spread.working.inputs[0]!.cell!;
    expect(renderCsv(demo, { lang: "zh" })).toContain(`各校（${units} 所）`);
    expect(sourceText(spread, demo, "zh")).not.toContain(name);
  });
  test("names the cells where they stand under each other", () => {
    const own = demo.findings
      .filter(
        ({ check, indicator, subject }) => check === "ratio" && indicator.code === "R5" && subject.stage === "primary",
      )
      .map(({ working }) => working.inputs.find(({ quantity }) => quantity === "sportsGroundArea")!.cell!);
    const rows = own.map((cell) => Number(/\d+$/.exec(cell)![0]));
    const column = /!([A-Z]+)/.exec(own[0]!)![1];
    expect(rows[1]).toBe(rows[0]! + 1);
    expect(sourceText(spread, demo, "zh")).toContain(`${column}${rows[0]}:${column}`);
  });
  test("stands in the ledger of the Excel report too", async () => {
    const book = await load(await renderXlsx(demo, { lang: "zh" }));
    const cells: string[] = [];
    book.getWorksheet("差距清单")!.eachRow((row) => {
      if (JSON.stringify(row.values).includes("0.5")) cells.push(String(row.getCell(14).value));
    });
    expect(cells.some((cell) => cell.startsWith("各校（"))).toBe(true);
  });
});

describe("explain", () => {
  test("gives each of a unit's seven the cells that it is computed from", () => {
    const ratio = demo.findings.find(
      ({ check, indicator, subject }) =>
        check === "ratio" && indicator.code === "R6" && subject.stage === "primary" && subject.kind === "school",
    )!;
    const text = explained("R1–R7");
    for (const { cell } of ratio.working.inputs) expect(text).toContain(cell!.split("!")[1]);
    const quorum = demo.findings.find(({ check }) => check === "quorum")!;
    expect(text).not.toContain(`（${quorum.working.inputs[0]!.cell}）`);
  });
  test("names the school of each value of a spread, and the cells of the value", () => {
    const text = explained("R5");
    const first = demo.findings.find(
      ({ check, indicator, subject }) => check === "ratio" && indicator.code === "R5" && subject.stage === "primary",
    )!;
    expect(text).not.toContain(`（${spread.working.inputs[0]!.cell}）`);
    expect(text).toMatch(new RegExp(`${first.subject.name} R5 [\\d.]+ ㎡/人（学校!`));
  });
});
