import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { countyOf } from "../../../fixtures/generated.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { blankRows, PROBLEMS, resultOf } from "./audited-counties.ts";
import { hostileResult, hostileText, UNSAFE } from "./hostile.ts";
import { emptyResult, fullResult } from "./result-builder.ts";

const demo = resultOf(DEMO_COUNTY, { problems: PROBLEMS });
const many = resultOf(countyOf(300));
const blank = resultOf(blankRows(DEMO_COUNTY));

/** Characters of a page outside its own style and script. */
const bodyOf = (page: string): string =>
  page.replace(/<style>[\s\S]*?<\/style>/, "").replace(/<script>[\s\S]*?<\/script>\n<\/body>/, "");

describe("the page as text", () => {
  test("is the same each time, charts and their ids included", async () => {
    const first = await renderHtml(demo, { lang: "zh" });
    expect(await renderHtml(demo, { lang: "zh" })).toBe(first);
    const ids = [...first.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(first).not.toMatch(/ style="|zr\d|#0a000/);
  });

  test("links only to places of its own that exist", async () => {
    for (const result of [demo, blank, fullResult(), emptyResult()]) {
      const page = await renderHtml(result, { lang: "zh" });
      const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
      const targets = [...bodyOf(page).matchAll(/ (?:href|src)="([^"]*)"/g)].map((match) => match[1]!);
      for (const target of targets) {
        expect(target.startsWith("#")).toBe(true);
        expect(ids).toContain(target.slice(1));
      }
    }
  });

  test("explains each shortfall of a school with its cells, and sums up what passes", async () => {
    const page = await renderHtml(demo, { lang: "zh" });
    for (const each of demo.findings) {
      if (each.subject.kind !== "school" || each.status !== "fail") continue;
      for (const { cell } of each.working.inputs) if (cell !== null) expect(page).toContain(cell);
    }
    expect(page.length).toBeLessThan(400_000);
  });

  test("stays of a size for 300 schools, with figures or without any", { timeout: 60_000 }, async () => {
    expect((await renderHtml(many, { lang: "zh" })).length).toBeLessThan(800_000);
    expect((await renderHtml(resultOf(blankRows(countyOf(300))), { lang: "zh" })).length).toBeLessThan(2_000_000);
  });

  test("lets nothing foreign out of its place", async () => {
    await fc.assert(
      fc.asyncProperty(hostileResult, async (result) => {
        const page = bodyOf(await renderHtml(result, { lang: "zh" }));
        expect(page).not.toMatch(UNSAFE);
        expect(page).not.toContain("<img");
        expect(page.match(/<script/g)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  test("escapes names in the labels of charts", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const spread = { ...fullResult().dispersion[0]!, influence: [influence(name, 0.7), influence("乙", 0.3)] };
        const page = bodyOf(await renderHtml(fullResult({ dispersion: [spread] }), { lang: "zh" }));
        expect(page).not.toMatch(UNSAFE);
        expect(page).not.toContain("<img");
      }),
      { numRuns: 25 },
    );
  });

  const influence = (name: string, share: number) => ({
    school: name,
    name,
    value: 4,
    pupils: 100,
    share,
    without: 0.4,
  });
});
