import { beforeAll, describe, expect, test } from "vitest";
import { localSheets, withEdit } from "../../../fixtures/local-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { renderExplanation } from "../../../src/report/explain.ts";
import { reporterFor, whole } from "../../../src/report/index.ts";
import { renderStandard } from "../../../src/report/standard-page.ts";
import { plainSpeaker, quantityLabel, subjectWord, unitWord } from "../../../src/report/wording.ts";
import { regions, STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";
import { NINGHE } from "../standard/regions/tianjin-ninghe-2020.ts";

const NINGHE_2020 = STANDARDS["tianjin-ninghe-2020"]!;
let result: AuditResult;
beforeAll(async () => {
  const sheets = localSheets(NINGHE_2020, NATIONAL_2017, NINGHE.figures, NINGHE.asOf);
  const short = withEdit(sheets, { subject: "数学", column: "水平等级", value: "Ⅱ" });
  const reading = await readWorkbook(await workbookBytes(short), { standard: NINGHE_2020 });
  result = auditReading(reading, { standard: NINGHE_2020, asOf: NINGHE.asOf });
});

const own = (text: string): string[] =>
  Object.keys(NINGHE_2020.local!.quantities).filter((label) => text.includes(label));

describe("a plan's own figures have their English names in English", () => {
  test("in the working of every finding, and their keys stay", async () => {
    const json = JSON.parse(String(whole(await reporterFor("json")!.render(result, { lang: "en" }), "json")));
    const inputs = json.findings.flatMap(
      (each: { working: { inputs: { label: string; quantity: string }[] } }) => each.working.inputs,
    );
    const known = inputs.filter(({ quantity }: { quantity: string }) => NINGHE_2020.local!.quantities[quantity]);
    expect(known.length).toBeGreaterThan(0);
    for (const { label, quantity } of known) expect(label).toBe(NINGHE_2020.local!.quantities[quantity]!.labelEn);
    const steps = inputs.filter(({ quantity }: { quantity: string }) => /年完成）$/.test(quantity));
    expect(steps.length).toBeGreaterThan(0);
    for (const { label } of steps) expect(label).not.toMatch(/\p{Script=Han}/u);
  });

  test.each(["terminal", "markdown", "html", "junit", "github", "csv"])("in %s", async (format) => {
    expect(own(String(whole(await reporterFor(format)!.render(result, { lang: "en" }), format)))).toEqual([]);
  });

  test("in the explanation and the standard's page, but for what the workbook is to hold", () => {
    const standard = resolveStandard(NINGHE_2020, { asOf: NINGHE.asOf });
    for (const indicator of standard.indicators) {
      const text = renderExplanation({ standard, indicator, options: [], result }, { lang: "en", limitRows: 0 });
      expect(own(text), indicator.id).toEqual([]);
    }
    const page = renderStandard(standard, [], "en");
    expect(own(page.slice(0, page.indexOf("## Its own columns and items")))).toEqual([]);
  });
});

test.each(regions().map(({ id }) => [id]))("%s: no sentence of the English page names a figure in Chinese", (id) => {
  const document = STANDARDS[id]!;
  const page = renderStandard(resolveStandard(document, { asOf: document.edition }), [], "en");
  const above = page.slice(0, page.indexOf("## Its own columns and items"));
  const names = Object.entries(document.local!.quantities).filter(([label, { labelEn }]) => !labelEn.includes(label));
  expect(names.filter(([label]) => above.includes(label)).map(([label]) => label)).toEqual([]);
  expect(above).not.toMatch(/（[^）|]*）$/m);
});

test("English has a word for every unit and every subject of the standards that ship", () => {
  const units = new Set<string>();
  const subjects = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (typeof value === "string" && (key === "unit" || key === "gapUnit")) units.add(value);
    else if (key === "subjects") for (const subject of value as string[]) subjects.add(subject);
    else if (typeof value === "object" && value !== null)
      for (const [name, each] of Object.entries(value)) walk(each, name);
  };
  walk([NATIONAL_2017, ...regions()], "");
  expect(units.size).toBeGreaterThan(10);
  for (const unit of units) expect(unitWord(unit, 2, "en"), unit).not.toMatch(/\p{Script=Han}|㎡/u);
  for (const subject of subjects) expect(subjectWord(subject, "en"), subject).not.toMatch(/\p{Script=Han}/u);
});

test("the same names stay Chinese in Chinese, and what nobody has taught stays as it is", () => {
  const [label = ""] = Object.keys(NINGHE_2020.local!.quantities);
  expect(quantityLabel(label, null, plainSpeaker("zh"))).toBe(label);
  expect(quantityLabel("没有人知道的数", null, plainSpeaker("en"))).toBe("没有人知道的数");
});
