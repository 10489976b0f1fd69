import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { resolveStandard, standardOf } from "../../../src/index.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { Prices } from "../../../src/model/prices.ts";
import { planCounty } from "../../../src/plan/index.ts";
import { PLAN_REPORTERS } from "../../../src/report/plan/index.ts";
import { LANGS } from "../../../src/report/wording/language.ts";
import { yearText } from "../../../src/report/wording/plan.ts";
import { planSentence } from "../../../src/report/wording/plan-conclusion.ts";
import { demoCounty } from "../plan/checks.ts";
import { zipPart } from "../zip-part.ts";
import { hostileText, UNSAFE } from "./hostile.ts";

const renderPlanDocx = PLAN_REPORTERS.docx.render;
const renderPlanHtml = PLAN_REPORTERS.html.render;
const renderPlanMarkdown = PLAN_REPORTERS.markdown.render;

const standard = resolveStandard(standardOf("national-2017"), { asOf: "2025-12-31" });

const planOf = async (years: readonly (readonly [number, number])[] = []): Promise<Plan> =>
  planCounty({
    county: await demoCounty(),
    standard,
    source: { file: "/somewhere/county.xlsx", sha256: null },
    prices: Prices.parse({}),
    budget: null,
    years: years.map(([year, budget]) => ({ year, budget })),
    timeLimit: 60,
    now: () => performance.now() / 1000,
  });

/** Text of the paragraphs of a .docx, its tables' included, in their order. */
const paperText = (bytes: Uint8Array): string[] =>
  zipPart(bytes, "word/document.xml")
    .split("</w:p>")
    .map((each) => [...each.matchAll(/<w:t[ >][^<]*/g)].map(([text]) => text.replace(/^[^>]*>/, "")).join(""));

const visible = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&");

let plan: Plan;
let scheduled: Plan;
beforeAll(async () => {
  plan = await planOf();
  scheduled = await planOf([
    [2026, 500_000],
    [2027, 1_200_000],
  ]);
}, 120_000);

describe("a plan as a paper and as a page", () => {
  test("says what the plan costs, what to do first, and each school, in every language", async () => {
    for (const lang of LANGS) {
      const paper = paperText(await renderPlanDocx(plan, { lang })).join("\n");
      const page = visible(await renderPlanHtml(plan, { lang }));
      const markdown = await renderPlanMarkdown(plan, { lang });
      for (const text of [paper, page, markdown]) {
        expect(text).toContain(lang === "zh" ? "投入 153.918 万元" : "1,539,180 yuan");
        for (const { school } of plan.schools) expect(text).toContain(school.name);
        expect(text).toContain("8.46");
        expect(text).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  test("gives the sections in one order", async () => {
    const titles = (await renderPlanHtml(plan, { lang: "zh" })).match(/(?<=<h2[^>]*>)[^<]+/g)!;
    const headings = (await renderPlanMarkdown(plan, { lang: "zh" })).match(/(?<=^## ).+/gm)!;
    expect(titles.slice(1)).toEqual(headings);
    const paper = paperText(await renderPlanDocx(plan, { lang: "zh" }));
    const numbered = paper.filter((text) => /^[一二三四五六七八九十]+、/.test(text));
    expect(numbered.map((text) => text.replace(/^[^、]+、/, ""))).toEqual(titles);
  });

  test("gives every action with its year", async () => {
    const page = await renderPlanHtml(scheduled, { lang: "zh" });
    const table = page.slice(page.indexOf('<section id="actions"'));
    for (const { year, actions } of scheduled.years) {
      expect(table.split(`<td class="brief">${year}</td>`).length - 1).toBe(actions.length);
    }
  });

  test("the paper names no cell, of a blank neither, and equal plans are equal files", async () => {
    const blank = { school: plan.schools[0]!.school, stage: null, quantity: "multimediaRooms", cell: "学校!AX5" };
    const open: Plan = { ...plan, blanks: [blank], provisional: true };
    const paper = paperText(await renderPlanDocx(open, { lang: "zh" })).join("\n");
    expect(paper).toContain(`${blank.school.name}的网络多媒体教室`);
    expect(paper).not.toMatch(/![A-Z]+\d/);
    expect(visible(await renderPlanHtml(open, { lang: "zh" }))).toContain(blank.cell);
    const again = await renderPlanDocx(open, { lang: "zh" });
    expect(Buffer.from(again).equals(Buffer.from(await renderPlanDocx(open, { lang: "zh" })))).toBe(true);
  });

  test("the page fetches and runs nothing, and lets nothing foreign out of its place", async () => {
    const page = await renderPlanHtml(plan, { lang: "zh" });
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; base-uri/);
    expect(page).not.toMatch(/<script| style="| (?:href|src)="[^#]/);
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const put = <T extends { school: Plan["schools"][number]["school"] }>(each: T): T => ({
          ...each,
          school: { ...each.school, name },
        });
        const hostile: Plan = {
          ...plan,
          source: { ...plan.source, county: name },
          actions: plan.actions.map(put),
          schools: plan.schools.map(put),
          margins: plan.margins.map(put),
        };
        const text = (await renderPlanHtml(hostile, { lang: "zh" })).replace(/<style>[\s\S]*?<\/style>/, "");
        expect(text).not.toMatch(UNSAFE);
        expect(text).not.toMatch(/<img|<script/);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a plan says", () => {
  const sentence = (changes: Partial<Plan>, lang: "zh" | "en"): string =>
    planSentence({ ...plan, promise: "budget", budget: 20, cost: 0, actions: [], ...changes }, lang);
  const nothing = (): Plan["notReached"] => ({ ...plan.notReached, units: [], spreads: [], items: [] });

  test("names the kinds alone of which something is left, and the money as it was understood", () => {
    const spread = { indicator: plan.spreads[0]!.indicator, stage: plan.spreads[0]!.stage };
    const notReached: Plan["notReached"] = { ...nothing(), spreads: [spread] };
    expect(sentence({ notReached }, "zh")).toBe("20 元以内不能使任何一处达标；还有 1 项差异系数没有达标");
    expect(sentence({ notReached }, "en")).toBe(
      "The 20 yuan available make nothing meet its requirement; 1 spread still falls short",
    );
    const { actions } = plan;
    expect(sentence({ notReached, actions, cost: 756, budget: 10_000 }, "zh")).toBe(
      "在 1 万元以内投入 756 元，还有 1 项差异系数没有达标",
    );
  });

  test.each([
    ["no money", { budget: 0, carried: 0 }, true, "没有安排资金"],
    ["too little", { budget: 500, carried: 20 }, true, "不够再做到一处达标，结转下年"],
    ["too little to the end", { budget: 500, carried: 20 }, false, "不够再做到一处达标"],
  ])("says why a year spends nothing: %s", (_, money, later, why) => {
    const [first, second] = scheduled.years;
    const idle = { ...first!, ...money, cost: 0, actions: [] };
    const notReached = later ? nothing() : { ...nothing(), items: [plan.spreads[0]!.indicator] };
    const years = [idle, ...(later ? [{ ...second!, actions: plan.actions }] : [])];
    expect(yearText(idle, { years, notReached }, "zh")).toContain(`投入 0 元（${why}）`);
  });

  test("says that all is done where it is", () => {
    const idle = { ...scheduled.years[0]!, budget: 500, cost: 0, actions: [] };
    expect(yearText(idle, { years: [idle], notReached: nothing() }, "zh")).toContain("投入 0 元（要做的都已做完）");
  });

  test("says once on paper what the same mistake at any of several schools does", async () => {
    const first = plan.flips.figures.find(({ school }) => school !== null)!;
    const schools = plan.schools.slice(0, 3).map(({ school }) => school);
    const figures = schools.map((school) => ({ ...first, school, cell: null, change: 2, part: 0.00001 }));
    const alike: Plan = { ...plan, flips: { ...plan.flips, figures } };
    const paper = paperText(await renderPlanDocx(alike, { lang: "zh" })).filter((text) => text.includes("就不达标："));
    expect(paper).toHaveLength(1);
    for (const { name } of schools) expect(paper[0]).toContain(name);
    const page = visible(await renderPlanHtml(alike, { lang: "zh" }));
    for (const { name } of schools) expect(page).toContain(`${name} `);
    expect(page).not.toContain("0.00%）");
  });

  test("gives no option of the command line to who reads a page, a paper or a workbook", async () => {
    for (const lang of LANGS) {
      const late: Plan = { ...plan, proof: { ...plan.proof, proven: false, timedOut: true } };
      const texts = [
        paperText(await renderPlanDocx(late, { lang })).join("\n"),
        visible(await renderPlanHtml(late, { lang })),
        zipPart((await PLAN_REPORTERS.xlsx.render(late, { lang })) as Uint8Array, "xl/sharedStrings.xml"),
      ];
      for (const text of texts) expect(text).not.toMatch(/--[a-z]|qe-audit [a-z]/);
      const terminal = await PLAN_REPORTERS.terminal.render(late, { lang, limitRows: 0 });
      for (const option of ["--time-limit", "--prices"]) expect(terminal).toContain(option);
    }
  });
});
