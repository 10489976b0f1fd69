import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass, countyOf, threeSchools } from "../../../fixtures/generated.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { DECIMALS, formatValue } from "../../../src/report/wording.ts";
import { ratioIndicators, unitRows } from "../../../src/report/xlsx/unit-rows.ts";
import { blankRows, PROBLEMS, resultOf } from "../../unit/report/audited-counties.ts";
import { emptyResult, finding, fullResult, school } from "../../unit/report/result-builder.ts";
import { browserForTests, hasBrowser, type View } from "./browser.ts";
import { present } from "./need.ts";

const demo = resultOf(DEMO_COUNTY, { problems: PROBLEMS });
const many = resultOf(countyOf(300));
const blank = resultOf(blankRows(DEMO_COUNTY));
const EVIL = "</script><img src=x onerror=alert(1)>\"'`&{a|b}{value}=1+1";
const hostile = fullResult({
  source: { ...fullResult().source, county: EVIL, file: EVIL },
  findings: fullResult().findings.map((each) =>
    each.subject.kind === "school" ? { ...each, subject: { ...each.subject, name: EVIL } } : each,
  ),
});

/** Right edge of whatever reaches farthest to the right. */
const WIDEST =
  'Math.max(0, ...[...document.querySelectorAll("table, svg, p")].map((each) => each.getBoundingClientRect().right))';

/** Whether what was printed can be read again, word by word. */
const hasPdfReader = present("pdftotext");

interface Printed {
  readonly width: number;
  readonly words: readonly { readonly right: number; readonly top: number; readonly text: string }[];
}

/** Each page with its width and the places of its words, in points; none where no reader is installed. */
const printedPages = (pdf: Buffer): readonly Printed[] => {
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  if (!hasPdfReader) return [];
  const { stdout } = spawnSync("pdftotext", ["-bbox", "-", "-"], { input: pdf, encoding: "utf8", maxBuffer: 1 << 28 });
  return stdout
    .split("<page ")
    .slice(1)
    .map((page) => ({
      width: Number(/width="([\d.]+)"/.exec(page)![1]),
      words: [...page.matchAll(/<word xMin="[^"]*" yMin="([^"]*)" xMax="([^"]*)" yMax="[^"]*">(.*?)<\/word>/g)].map(
        ([, top, right, text]) => ({ top: Math.round(Number(top)), right: Number(right), text: text! }),
      ),
    }));
};

describe.skipIf(!hasBrowser)("the page in a browser", { timeout: 180_000 }, () => {
  const inBrowser = browserForTests();
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-page-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const pages = new Map<AuditResult, string>();
  /** The address of the page of a result, which is written once. */
  const addressOf = async (result: AuditResult): Promise<string> => {
    const known = pages.get(result);
    if (known !== undefined) return known;
    const file = join(folder, `${pages.size}.html`);
    writeFileSync(file, await renderHtml(result, { lang: "zh" }));
    const address = pathToFileURL(file).href;
    pages.set(result, address);
    return address;
  };

  const printed = new Map<AuditResult, Promise<readonly Printed[]>>();
  /** The pages that a page on A4 prints, which is printed once. */
  const printedOnce = (result: AuditResult, page: Page): Promise<readonly Printed[]> => {
    const known = printed.get(result);
    if (known !== undefined) return known;
    const pages = page.pdf({ preferCSSPageSize: true }).then(printedPages);
    printed.set(result, pages);
    return pages;
  };

  /** Opens the page of a result; whatever it complains of or asks the network for is a failure. */
  const visit = async <T>(result: AuditResult, work: (page: Page) => Promise<T>, view: View = {}): Promise<T> => {
    const address = await addressOf(result);
    return inBrowser(async (context) => {
      const complaints: string[] = [];
      const page = await context.newPage();
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("dialog", (dialog) => complaints.push(`dialog ${dialog.message()}`));
      page.on("request", (request) => {
        if (request.url().split("#")[0] !== address) complaints.push(`request ${request.url()}`);
      });
      await page.goto(address);
      const answer = await work(page);
      expect(complaints).toEqual([]);
      return answer;
    }, view);
  };

  const names = (page: Page): Promise<string[]> =>
    page.locator("#matrix-table tbody:last-of-type tr:visible .name").allTextContents();

  test("sorts by a column, up and down, with what has no value last", async () => {
    const values = await visit(demo, async (page) => {
      const column = page.locator("#matrix-table tbody:last-of-type tr td:nth-child(7)");
      await page.click("#fold");
      const before = await names(page);
      const button = page.locator("#matrix-table thead th:nth-child(7) button");
      await button.focus();
      await page.keyboard.press("Enter");
      expect(await page.locator("#matrix-table thead th:nth-child(7)").getAttribute("aria-sort")).toBe("ascending");
      const up = (await column.allTextContents()).map(Number.parseFloat);
      await button.click();
      const down = (await column.allTextContents()).map(Number.parseFloat);
      expect((await names(page)).sort()).toEqual(before.sort());
      return { up, down };
    });
    const sorted = [...values.up].sort((left, right) => left - right);
    expect(values.up).toEqual(sorted);
    expect(values.down).toEqual(sorted.reverse());
    const expected = unitRows(demo).map((unit) => unit.ratios.get("teaching-floor-area")!.value!);
    expect(values.down[0]).toBeCloseTo(Math.max(...expected), 2);
  });

  test("has the worst first and folds what is met, until it is asked for", async () => {
    await visit(demo, async (page) => {
      const all = unitRows(demo);
      const open = await names(page);
      expect(open.length).toBeLessThan(all.length);
      const short = all.filter(({ quorum }) => quorum?.status === "fail").map(({ school }) => school.name);
      expect(open.slice(0, short.length).sort()).toEqual(short.sort());
      await page.click("#fold");
      expect((await names(page)).sort()).toEqual(all.map(({ school }) => school.name).sort());
      expect(await page.locator("#fold").isVisible()).toBe(false);
      for (const code of ["R7", "G3", "Q4"]) {
        expect(await page.locator("#matrix-table thead th", { hasText: new RegExp(`^${code}\\b`) }).count()).toBe(1);
      }
    });
  });

  test("computes what raising to another level needs as it is moved", async () => {
    const { enough } = demo.findings.find(({ check, status }) => check === "dispersion" && status === "fail")!;
    if (enough?.kind !== "level") throw new Error("the spread has no level that is enough");
    await visit(demo, async (page) => {
      const form = page.locator("form.level").first();
      const said = form.locator("p[role=status]");
      expect(await form.locator("output").textContent()).toBe(String(enough.level));
      expect(await said.textContent()).toContain(`共 ${enough.amount} ${enough.additions[0]!.unit}；`);
      expect(await said.textContent()).toMatch(/：达标$/);
      await form.locator("input").fill(String(Math.round((enough.level - 0.01) * 100) / 100));
      expect(await said.textContent()).toMatch(/：仍超过$/);
    });
  });

  test("150 schools with a tenth of their figures blank take eight thousand pixels at most", async () => {
    let at = 0;
    const county = countyOf(150);
    const schools = county.schools.map((row) => ({
      ...row,
      stages: Object.fromEntries(
        Object.entries(row.stages).map(([stage, values]) => [
          stage,
          Object.fromEntries(Object.entries(values).map(([key, value]) => [key, at++ % 10 === 3 ? null : value])),
        ]),
      ),
    }));
    const result = resultOf({ ...county, schools });
    await visit(
      result,
      async (page) => {
        expect(await page.evaluate<number>("document.documentElement.scrollHeight")).toBeLessThanOrEqual(8000);
      },
      { width: 1400 },
    );
    expect(Buffer.byteLength(await renderHtml(result, { lang: "zh" }))).toBeLessThanOrEqual(1_000_000);
  });

  test("filters by name, stage, status and indicator, and says how many are shown", async () => {
    await visit(demo, async (page) => {
      const all = unitRows(demo);
      await page.click("#fold");
      expect(await names(page)).toHaveLength(all.length);
      await page.selectOption("#filter-stage", "juniorSecondary");
      expect(await names(page)).toHaveLength(all.filter(({ stage }) => stage === "juniorSecondary").length);
      await page.click("#clear");
      await page.selectOption("#filter-status", "fail");
      expect(await names(page)).toHaveLength(demo.summary.units.fail);
      expect(await page.locator("#shown").textContent()).toBe(`${demo.summary.units.fail} / ${all.length}`);
      await page.click("#clear");
      await page.selectOption("#filter-indicator", { label: "R4" });
      const short = all.filter((unit) => unit.ratios.get("teaching-floor-area")?.status === "fail");
      expect(await names(page)).toHaveLength(short.length);
      await page.click("#clear");
      await page.fill("#filter-find", all[0]!.school.name);
      expect((await names(page)).every((name) => name.includes(all[0]!.school.name))).toBe(true);
    });
  });

  test("opens the working that a figure leads to", async () => {
    await visit(demo, async (page) => {
      const link = page.locator("#matrix-table .t.f a, #matrix-table .t.o a").first();
      const target = (await link.getAttribute("href"))!;
      await link.click();
      await page.locator(`${target}[open]`).waitFor();
      expect(await page.locator(`${target} .working`).isVisible()).toBe(true);
      await page.click("#workings");
      expect(await page.locator("main details:not([open])").count()).toBe(0);
      await page.click("#workings");
      expect(await page.locator("main details[open]").count()).toBe(0);
    });
  });

  test("shows everything without its script", async () => {
    await visit(
      demo,
      async (page) => {
        expect(await page.locator("#matrix-table tbody:last-of-type tr").count()).toBe(unitRows(demo).length);
        expect(await page.locator("#controls").isVisible()).toBe(false);
        expect(await page.locator("#workings").isVisible()).toBe(false);
      },
      { javaScriptEnabled: false },
    );
  });

  test("has charts with a name, a description and a table", async () => {
    await visit(demo, async (page) => {
      const figures = page.locator("figure");
      expect(await figures.count()).toBeGreaterThanOrEqual(4 + 14);
      for (const figure of await figures.all()) {
        expect(await figure.locator("svg[role=img] > title").textContent()).not.toBe("");
        expect(await figure.locator("svg[role=img] > desc").textContent()).not.toBe("");
        expect(await figure.locator("svg path").count()).toBeGreaterThan(0);
        expect(await figure.locator("details table tbody tr").count()).toBeGreaterThan(0);
      }
      const drawn = await page.locator("#spread figure svg").allTextContents();
      expect(drawn.filter((text) => text.includes("0.531 ✗"))).toHaveLength(1);
      // The axis of the schools around the mean reaches from the lowest to the highest value.
      const values = demo.dispersion.find(({ status }) => status === "fail")!.influence.map(({ value }) => value);
      const around = drawn.find((text) => text.includes("各校与平均值"))!;
      for (const value of [Math.min(...values), Math.max(...values)]) {
        expect(around).toContain(formatValue(value, { unit: "", decimals: DECIMALS.school, lang: "zh" }));
      }
    });
  });

  test.skipIf(!hasPdfReader)("prints each row of the matrix with all of its columns", async () => {
    const paper = await visit(many, (page) => printedOnce(many, page));
    const codes = ratioIndicators(many).map(({ code }) => code);
    const pages = paper.map(({ words }) => {
      const rows = new Map<number, string[]>();
      for (const { top, text } of words) rows.set(top, [...(rows.get(top) ?? []), text]);
      return { titles: new Set(words.map(({ text }) => text)), lines: [...rows.values()].map((row) => row.join(" ")) };
    });
    for (const unit of unitRows(many)) {
      const shown = [...unit.ratios.values()].map(({ value }) =>
        formatValue(value, { unit: "", decimals: DECIMALS.school, lang: "zh" }),
      );
      const page = pages.find(({ lines }) => lines.some((line) => shown.every((value) => line.includes(value))));
      expect(page, unit.school.name).toBeDefined();
      for (const code of codes) expect(page!.titles, `column titles above ${unit.school.name}`).toContain(code);
    }
  });

  test.each([
    ["a county of 27 units", demo],
    ["300 schools", many],
    ["three schools", resultOf(threeSchools())],
    ["nothing known", blank],
    ["all met", resultOf(allPass(), { asOf: "2025-12-31" })],
    ["every section", fullResult()],
    ["nothing at all", emptyResult()],
    ["hostile names", hostile],
    ["a long name", fullResult({ findings: [finding({ subject: school("长".repeat(120)) })] })],
  ])("is no wider than a phone or a sheet of paper: %s", async (_, result) => {
    await visit(
      result,
      async (page) => {
        for (const width of [360, 1200]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        }
        // A4 less its margins, at 96 dots an inch.
        await page.setViewportSize({ width: 703, height: 900 });
        await page.emulateMedia({ media: "print" });
        const paper = await page.evaluate<number>("document.documentElement.clientWidth");
        const widest = await page.evaluate<number>(WIDEST);
        expect(widest).toBeLessThanOrEqual(paper + 1);
        for (const { words, width } of await printedOnce(result, page)) {
          for (const { right, text } of words) expect(right, text).toBeLessThanOrEqual(width);
        }
      },
      { width: 360 },
    );
  });

  test.each([
    ["light", demo],
    ["dark", demo],
    ["light", blank],
    ["dark", fullResult()],
  ] as const)("has no serious fault for those who use it otherwise: %s", async (colorScheme, result) => {
    const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
    const faults = await visit(
      result,
      async (page) => {
        await page.click("#workings", { timeout: 1000 }).catch(() => undefined);
        // Playwright may put a script in by the page's debugger, which no policy of the page forbids.
        await page.evaluate((await import("node:fs")).readFileSync(axe, "utf8"));
        return page.evaluate(async () => {
          const { axe: checker } = globalThis as unknown as {
            axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await checker.run();
          return violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
        });
      },
      { colorScheme },
    );
    expect(faults).toEqual([]);
  });
});
