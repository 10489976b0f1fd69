import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass } from "../../../fixtures/generated.ts";
import type { PlannedAction } from "../../../src/model/plan.ts";
import type { AuditResult, Finding } from "../../../src/model/result.ts";
import { isTask, type LedgerDays, type WallChart, wallChartOf } from "../../../src/report/wall-chart/chart.ts";
import { LEAST_LETTERS, layOut } from "../../../src/report/wall-chart/paper.ts";
import { renderWallChart } from "../../../src/report/wall-chart.ts";
import { blankRows, resultOf } from "./audited-counties.ts";

const demo = resultOf(DEMO_COUNTY);
const NONE = { plan: null, ledger: null };

const NORTH = "2199000303";
const RIVER = "2199000106";
const findingOf = (school: string, code: string, result: AuditResult = demo): Finding =>
  result.findings.find(({ subject, indicator }) => subject.id === school && indicator.code === code)!;
const cellOf = (chart: WallChart, school: string, indicator: string | null) => {
  const { key } = chart.items.find((item) => (item.indicator?.code ?? null) === indicator)!;
  return chart.rows.find((row) => row.school.id === school)!.cells.get(key)!;
};
const ledger = (...days: [Finding, Partial<LedgerDays>][]): ReadonlyMap<string, LedgerDays> =>
  new Map(days.map(([{ id }, own]) => [id, { due: null, closed: null, ...own }]));
/** A plan of one action for a school's indicator, in a year. */
const planFor = ({ indicator, subject }: Finding, year: number) => {
  const action = {
    school: { id: subject.id, code: subject.code, name: subject.name },
    serves: [{ indicator, stage: subject.stage, reaches: "requirement", before: null, after: null }],
  } as unknown as PlannedAction;
  return {
    years: [
      {
        year,
        budget: 0,
        carried: 0,
        reachCut: false,
        cost: 0,
        actions: [action],
        after: null as never,
      },
    ],
  };
};

describe("what a wall chart says", () => {
  const chart = wallChartOf(demo, NONE);

  test("has every school once, the worst first, and every item that some school does not meet", () => {
    expect(new Set(chart.rows.map(({ school }) => school.id)).size).toBe(DEMO_COUNTY.schools.length);
    const short = (row: WallChart["rows"][number]): number =>
      [...row.cells.values()].filter(({ standing }) => standing === "short").length;
    expect(chart.rows.slice(0, 2).map(({ school }) => school.id)).toEqual([NORTH, RIVER]);
    const tasks = chart.rows.map((row) => row.tasks > 0);
    expect(tasks.lastIndexOf(true)).toBeLessThan(tasks.indexOf(false));
    expect(short(chart.rows[0]!)).toBeGreaterThanOrEqual(short(chart.rows[1]!));
    const failing = new Set(
      demo.findings.flatMap(({ subject, status, indicator, check }) =>
        subject.kind === "school" && status === "fail" && check !== "quorum" ? [indicator.code] : [],
      ),
    );
    expect(new Set(chart.items.flatMap(({ indicator }) => indicator?.code ?? []))).toEqual(failing);
    for (const { code } of chart.met) expect(failing).not.toContain(code);
  });

  test("calls no task what the verdict does not ask for", () => {
    const spared = demo.findings.filter(
      ({ subject, status, decides, required }) =>
        subject.kind === "school" && status === "fail" && !decides && !required,
    );
    expect(spared.length).toBeGreaterThan(0);
    for (const { subject, indicator } of spared) {
      expect(cellOf(chart, subject.id!, indicator.code)).toMatchObject({ standing: "spared", day: null });
    }
  });

  test("takes the plan's year, else the ledger's day, else the standard's deadline, else none", () => {
    const finding = findingOf(RIVER, "R6");
    const day = (sources: Parameters<typeof wallChartOf>[1], result: AuditResult = demo) =>
      cellOf(wallChartOf(result, sources), RIVER, "R6").day;
    const own = ledger([finding, { due: "2026-08-31" }]);
    expect(day({ plan: planFor(finding, 2027), ledger: own })).toBe("2027-12-31");
    expect(day({ plan: null, ledger: own })).toBe("2026-08-31");
    expect(day(NONE)).toBeNull();
    const dated: AuditResult = {
      ...demo,
      findings: demo.findings.map((each) => (each.id === finding.id ? { ...each, deadline: "2028-12-31" } : each)),
    };
    expect(day(NONE, dated)).toBe("2028-12-31");
    expect(day({ plan: null, ledger: own }, dated)).toBe("2026-08-31");
    // The school's resources together are met when the last of its actions is done.
    expect(cellOf(wallChartOf(demo, { plan: planFor(finding, 2027), ledger: null }), RIVER, null).day).toBe(
      "2027-12-31",
    );
  });

  test.each([
    ["the day before", "2024-12-30", "overdue"],
    ["the day itself", "2024-12-31", "short"],
    ["the day after", "2025-01-01", "short"],
  ])("is overdue by its day: %s", (_name, due, standing) => {
    expect(demo.standard.asOf).toBe("2024-12-31");
    const overdue = wallChartOf(demo, { plan: null, ledger: ledger([findingOf(RIVER, "R6"), { due }]) });
    expect(cellOf(overdue, RIVER, "R6")).toMatchObject({ standing, day: due });
  });

  test("tells what the ledger closed, with its day, and counts tasks by their days", () => {
    const [closed, due] = [findingOf("2199000101", "R4"), findingOf(RIVER, "R6")];
    const dated = wallChartOf(demo, {
      plan: null,
      ledger: ledger([closed, { closed: "2025-06-30" }], [due, { due: "2026-08-31" }]),
    });
    expect(cellOf(dated, "2199000101", "R4")).toMatchObject({ standing: "closed", day: "2025-06-30" });
    expect(dated.days[0]).toEqual({ day: "2026-08-31", items: 2, schools: 1 });
    expect(dated.days.at(-1)!.day).toBeNull();
    // Its resources together are met with the last of their ratios.
    const rowIn = (chart: WallChart, id: string) => chart.rows.find(({ school }) => school.id === id)!;
    expect(rowIn(dated, RIVER)).toMatchObject({ day: "2026-08-31", tasks: 2, undated: 0 });
    // What has no day must not be hidden by what has.
    const [north] = ["R1", "R2"].map((code) => findingOf(NORTH, code));
    const partly = wallChartOf(resultOf(blankRows(DEMO_COUNTY)), {
      plan: null,
      ledger: ledger([north!, { due: "2026-08-31" }]),
    });
    expect(rowIn(partly, NORTH).undated).toBeGreaterThan(0);
    expect(cellOf(partly, NORTH, null).day).toBeNull();
    const all = dated.days.reduce((sum, { items }) => sum + items, 0);
    const spreads = dated.spreads
      .flatMap(({ stages }) => [...stages.values()])
      .filter(({ standing }) => isTask(standing));
    expect(spreads.length).toBeGreaterThan(0);
    const tasks = dated.rows.reduce((sum, row) => sum + row.tasks, 0);
    expect(all).toBe(tasks + dated.tasks.length + spreads.length);
  });

  test("dates a ratio that decides by what the plan does for its unit by another one", () => {
    const plan = planFor(findingOf(NORTH, "R2"), 2027);
    expect(cellOf(wallChartOf(demo, { plan, ledger: null }), NORTH, "R1")).toMatchObject({
      standing: "short",
      day: "2027-12-31",
    });
  });

  test("counts apart what is past the standard's day where the ledger sets none", () => {
    const finding = findingOf(RIVER, "R6");
    const late: AuditResult = {
      ...demo,
      findings: demo.findings.map((each) => (each.id === finding.id ? { ...each, deadline: "2020-12-31" } : each)),
    };
    expect(wallChartOf(late, NONE)).toMatchObject({ counts: { overdue: 1 }, pastDeadline: 0 });
    expect(wallChartOf(late, { plan: null, ledger: ledger() })).toMatchObject({
      counts: { overdue: 0 },
      pastDeadline: 1,
    });
    // People's day has passed, whatever year a plan names.
    const own = ledger([finding, { due: "2024-06-30" }]);
    expect(cellOf(wallChartOf(demo, { plan: planFor(finding, 2027), ledger: own }), RIVER, "R6")).toMatchObject({
      standing: "overdue",
      day: "2024-06-30",
    });
  });

  test("calls missing figures open, never met", () => {
    const blank = wallChartOf(resultOf(blankRows(DEMO_COUNTY)), NONE);
    expect(blank.rows).toHaveLength(DEMO_COUNTY.schools.length);
    const standings = blank.rows.flatMap((row) => [...row.cells.values()].map(({ standing }) => standing));
    expect(standings).toContain("open");
    for (const row of blank.rows) expect(row.tasks).toBeGreaterThan(0);
  });

  test("names the stage where a school's stages stand differently", () => {
    const NINE = "2199000501";
    const junior = demo.findings.find(
      ({ subject, check }) => subject.id === NINE && subject.stage === "juniorSecondary" && check === "ratio",
    )!;
    const result: AuditResult = {
      ...demo,
      findings: demo.findings.map((each) =>
        each.id === junior.id ? { ...each, status: "fail", decides: true } : each,
      ),
    };
    expect(cellOf(wallChartOf(result, NONE), NINE, junior.indicator.code)).toMatchObject({
      standing: "short",
      stage: "juniorSecondary",
    });
  });
});

describe("its paper", () => {
  const rows = (count: number, lines = 1) =>
    Array.from({ length: count }, (_, index) => ({
      name: `第${index + 1}小学`,
      day: "2026-12-31",
      items: Array.from({ length: 12 }, () => ["✗ 未达标", "2026-12-31"].slice(0, lines).join("\n")),
    }));
  const headings = Array.from({ length: 12 }, (_, index) => `R${index} 生均教学及辅助用房面积`);

  test.each([
    [30, 1, "A3", 1],
    [150, 1, "A1", 1],
    [150, 2, "A1", 2],
    [600, 1, "A1", 4],
  ] as const)("%i schools of %i lines: %s, %i sheets at most, and every school once", (count, lines, name, sheets) => {
    const laid = layOut(rows(count, lines), headings);
    expect(laid.paper.name).toBe(name);
    expect(laid.paper.letters).toBeGreaterThanOrEqual(LEAST_LETTERS[name]);
    expect(laid.sheets.length).toBeLessThanOrEqual(sheets);
    expect(laid.sheets.flat(2)).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  test("needs nothing but itself, escapes names, and is the same each time", async () => {
    const evil: AuditResult = {
      ...demo,
      source: { ...demo.source, county: `<script>alert("x")</script>` },
    };
    const page = await renderWallChart(evil, { lang: "zh" });
    expect(page).not.toMatch(/<script|https?:|<img|<link/);
    expect(page).toContain("&lt;script&gt;");
    expect(await renderWallChart(evil, { lang: "zh" })).toBe(page);
    expect(page).toContain("@page{size:420mm 297mm");
  });

  test("says in words that all is met where it is", async () => {
    const page = await renderWallChart(resultOf(allPass()), { lang: "zh" });
    expect(page).toContain("已达标");
    expect(page).not.toMatch(/<td class="(short|overdue|open)"><?[^<]*<\/td>(?!<td>)/);
    expect(await renderWallChart(resultOf(allPass()), { lang: "en" })).not.toMatch(/>\p{Script=Han}{2,}达标</u);
  });
});
