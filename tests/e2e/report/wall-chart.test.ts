import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { countyOf } from "../../../fixtures/generated.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { renderWallChart } from "../../../src/report/wall-chart.ts";
import { resultOf } from "../../unit/report/audited-counties.ts";
import { browserForTests, hasBrowser } from "./browser.ts";

const A3 = { width: 420, height: 297 };
const A1 = { width: 841, height: 594 };

/** Of many schools, a third lack something; every third of those lacks much. */
const troubled = (count: number): CountyRows => {
  const county = countyOf(count);
  return {
    ...county,
    schools: county.schools.map((school, index) => ({
      ...school,
      values: {
        ...school.values,
        ...(index % 3 === 0 ? { teachingArea: 100 } : {}),
        ...(index % 9 === 0 ? { equipmentValue: 1, multimediaRooms: 0, sportsArea: null } : {}),
      },
    })),
  };
};

/** Days for some of what is short, so that cells have a second line. */
const daysOf = (result: AuditResult) =>
  new Map(
    result.findings
      .filter(({ status, indicator }) => status === "fail" && indicator.code === "R4")
      .map(({ id }, index) => [id, { due: index % 2 === 0 ? "2025-06-30" : "2026-08-31", closed: null }]),
  );

const MILLIMETRE = 72 / 25.4;

describe.skipIf(!hasBrowser)("a wall chart on paper", { timeout: 180_000 }, () => {
  const inBrowser = browserForTests();
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-wall-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ["the demo county", DEMO_COUNTY, A3, 8, "zh"],
    ["the demo county in English", DEMO_COUNTY, A3, 8, "en"],
    ["30 schools", troubled(30), A3, 8, "zh"],
    ["150 schools", troubled(150), A1, 9, "zh"],
  ] as const)("%s: one sheet, its letters legible, nothing cut off", (_name, county, size, letters, lang) =>
    inBrowser(async (context) => {
      const result = resultOf(county);
      const file = join(folder, `${result.units.length}-${lang}.html`);
      writeFileSync(file, await renderWallChart(result, { lang }, { plan: null, ledger: daysOf(result) }));
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.emulateMedia({ media: "print" });
      expect(asked).toEqual([pathToFileURL(file).href]);

      const found = (await page.evaluate(`(() => {
        const texts = [...document.querySelectorAll("body *")].filter((each) =>
          [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""));
        return {
          least: Math.min(...texts.map((each) => parseFloat(getComputedStyle(each).fontSize))) * 0.75,
          cut: texts.filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
            .map((each) => each.textContent),
          schools: document.querySelectorAll(".schools tbody tr").length,
        };
      })()`)) as { least: number; cut: string[]; schools: number };
      expect(found.least).toBeGreaterThan(letters - 0.01);
      expect(found.cut).toEqual([]);
      expect(found.schools).toBe(new Set(result.units.map(({ school }) => school.id)).size);

      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      const pages = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
      expect(pages).toHaveLength(1);
      expect(Number(pages[0]![1])).toBeCloseTo(size.width * MILLIMETRE, -1);
      expect(Number(pages[0]![2])).toBeCloseTo(size.height * MILLIMETRE, -1);
    }),
  );
});
