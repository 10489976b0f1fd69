import { beforeAll, describe, expect, test } from "vitest";
import { auditCounty } from "../../../src/engine/audit.ts";
import { applyChanges } from "../../../src/engine/changes.ts";
import { readWorkbook, resolveStandard, standardOf } from "../../../src/index.ts";
import type { County } from "../../../src/model/county.ts";
import { Plan } from "../../../src/model/plan.ts";
import { Prices } from "../../../src/model/prices.ts";
import { planCounty } from "../../../src/plan/index.ts";
import { yearText } from "../../../src/report/wording/plan.ts";
import { randomCounty } from "./checks.ts";

const document = standardOf("national-2017");
const AS_OF = "2025-12-31";
const standard = resolveStandard(document, { asOf: AS_OF });

let demo: County;
beforeAll(async () => {
  demo = (await readWorkbook("fixtures/demo-county.xlsx", { standard: document })).county;
});

const planOf = async (
  county: County,
  more: {
    prices?: unknown;
    budget?: number;
    timeLimit?: number;
    years?: [number, number][];
    id?: string;
    by?: typeof standard;
  } = {},
) =>
  planCounty({
    county,
    standard: more.id === undefined ? (more.by ?? standard) : resolveStandard(standardOf(more.id), { asOf: AS_OF }),
    source: { file: null, sha256: null },
    prices: Prices.parse(more.prices ?? {}),
    budget: more.budget ?? null,
    years: (more.years ?? []).map(([year, budget]) => ({ year, budget })),
    timeLimit: more.timeLimit ?? 60,
    now: () => performance.now() / 1000,
  });

const resources = ({ findings }: ReturnType<typeof auditCounty>) =>
  findings.filter(({ check, status }) => (check === "quorum" || check === "dispersion") && status !== "pass");

const carriedOut = (county: County, { actions }: Plan) =>
  auditCounty(
    applyChanges(
      county,
      actions.flatMap(({ changes }) => changes),
      "plan",
    ),
    standard,
  );

describe("the plan of the demo county", () => {
  test("settles both failing schools with 21 000 yuan and one backbone teacher, and the spread of venues", async () => {
    const plan = await planOf(demo);
    expect(Plan.safeParse(plan).success).toBe(true);
    const ofUnits = plan.actions.filter(({ serves }) =>
      serves.some(({ reaches, indicator }) => reaches !== "spread" && indicator.code.startsWith("R")),
    );
    expect(ofUnits.map(({ action, quantity, amount }) => [action, quantity, amount])).toEqual([
      ["add", "equipmentValue", 21000],
      ["train", "backboneTeachers", 1],
    ]);
    expect(plan).toMatchObject({
      promise: "all",
      provisional: false,
      proof: { proven: true },
      notReached: { units: [], spreads: [], items: [] },
    });
    expect(plan.spreads.filter(({ lever }) => lever !== null)).toMatchObject([
      { stage: "primary", met: true, lever: { units: 8, unit: "㎡" } },
    ]);
    expect(resources(carriedOut(demo, plan))).toEqual([]);
    expect(plan.after.items.fail).toBe(0);
    // Without any one of the actions that decide, something falls short again.
    for (const left of plan.actions) {
      const without = carriedOut(demo, { ...plan, actions: plan.actions.filter((each) => each !== left) });
      const required = without.findings.filter((each) => each.required && each.status === "fail");
      expect(required.length, left.school.name + left.quantity).toBeGreaterThan(0);
    }
  });

  test("names the lever of a failing spread as check does, to the last figure", async () => {
    const counties = [demo, ...[3, 5, 8, 11].map((seed) => randomCounty(demo, seed))];
    let compared = 0;
    for (const county of counties) {
      const { spreads } = await planOf(county, { prices: {}, timeLimit: 2 });
      const settled = auditCounty(county, standard);
      for (const { indicator, stage, lever } of spreads) {
        const { enough, status } = settled.findings.find(
          (each) => each.check === "dispersion" && each.indicator.id === indicator.id && each.subject.stage === stage,
        )!;
        if (status !== "fail" || enough === null || enough.kind !== "level") {
          expect(lever).toBeNull();
          continue;
        }
        if (lever === null) continue;
        compared++;
        expect(lever).toMatchObject({ level: enough.level, units: enough.additions.length, amount: enough.amount });
      }
    }
    expect(compared).toBeGreaterThan(3);
  }, 120_000);

  test("has no more teachers leave a school than it has, however many of each kind move", async () => {
    const moves = ["qualifiedTeachers", "backboneTeachers", "peTeachers"].map((quantity) => ({
      action: "move",
      quantity,
      price: 1,
    }));
    let exceeded = 0;
    for (const seed of [3, 4, 5, 8, 11]) {
      const drawn = randomCounty(demo, seed);
      const few = (record: (typeof drawn.schools)[number]["stages"]["primary"]) => ({
        ...record,
        values: Object.fromEntries(
          Object.entries(record.values).map(([key, source]) => [
            key,
            ["staff", "teachers", "certifiedTeachers", "trainedTeachers"].includes(key)
              ? { ...source, value: 4 }
              : source,
          ]),
        ),
      });
      const schools = drawn.schools.map((school) => ({
        ...school,
        stages: { primary: few(school.stages.primary), juniorSecondary: few(school.stages.juniorSecondary) },
      })) as typeof drawn.schools;
      const plan = await planOf({ ...drawn, schools }, { prices: { prices: moves }, timeLimit: 1 });
      const sent = new Map<string, number>();
      for (const { from, stage, amount } of plan.actions)
        if (from !== null) sent.set(`${from.id} ${stage}`, (sent.get(`${from.id} ${stage}`) ?? 0) + amount);
      exceeded += [...sent.values()].filter((amount) => amount > 4).length;
      expect(() => carriedOut({ ...drawn, schools }, plan)).not.toThrow();
    }
    expect(exceeded).toBeGreaterThan(0);
  }, 60_000);

  test("splits no class where that would ask for rooms that cannot be had", async () => {
    const [first] = demo.schools;
    const roomy = applyChanges(
      demo,
      [{ school: first!.id, stage: null, quantity: "adequateArtRooms", add: 1, area: 200 }],
      "test",
    );
    const status = (county: County) =>
      auditCounty(county, standard).findings.find(({ id }) => id === "arts-rooms/all/county")!.status;
    expect(status(roomy)).toBe("pass");
    const rooms = ["音乐专用教室达标间数", "美术专用教室达标间数"].map((quantity) => ({ quantity }));
    const plan = await planOf(roomy, { prices: { exclude: rooms } });
    expect(plan.actions.map(({ quantity }) => quantity)).not.toContain("classes");
    expect(plan.notReached.items.map(({ id }) => id)).toEqual(["class-size"]);
    expect(plan.after.items.pass).toBeGreaterThanOrEqual(plan.before.items.pass);
  });

  test("is the same whatever the order of the schools", async () => {
    const plan = await planOf(demo);
    const turned = await planOf({ ...demo, schools: [...demo.schools].reverse() });
    const told = ({ actions }: Plan) =>
      actions.map(({ school, quantity, amount }) => `${school.id} ${quantity} ${amount}`).sort();
    expect(told(turned)).toEqual(told(plan));
    expect(turned.cost).toBe(plan.cost);
  });

  test("within a limit that forbids it comes as near as it can, and says which limits", async () => {
    const plan = await planOf(demo, {
      prices: { limits: [{ quantity: "运动场地面积", max: 0 }], exclude: [{ quantity: "室内体育用房面积" }] },
    });
    expect(plan.promise).toBe("nearest");
    expect(plan.notReached.units).toEqual([]);
    expect(plan.notReached.spreads).toMatchObject([{ stage: "primary" }]);
    expect(plan.notReached.limits.length).toBeGreaterThan(0);
    expect(plan.after.units.fail).toBe(0);
  });

  test("reaches no less with more money, and never spends more than there is", async () => {
    let before = 0;
    for (const budget of [0, 31_000, 800_000, 2_000_000]) {
      const { cost, after } = await planOf(demo, { budget });
      const reached = after.units.pass + after.spreads.pass + after.items.pass;
      expect(cost).toBeLessThanOrEqual(budget);
      expect(reached).toBeGreaterThanOrEqual(before);
      before = reached;
    }
  });

  test("says where the time ended the search for what money reaches, in the plan and in its years, and only there", async () => {
    const years: [number, number][] = [
      [2026, 100_000],
      [2027, 1_600_000],
    ];
    const cuts = ({ proof, years: all }: Plan) => [proof.reachCut, ...all.map(({ reachCut }) => reachCut)];
    expect(cuts(await planOf(demo, { budget: 800_000, timeLimit: 0 }))).toEqual([true]);
    expect(cuts(await planOf(demo, { budget: 800_000 }))).toEqual([false]);
    const late = await planOf(demo, { years, timeLimit: 0 });
    expect(cuts(late).slice(1)).toEqual([true, false]);
    expect(yearText(late.years[0]!, late, "zh")).toContain("到了求解的时限");
    expect(cuts(await planOf(demo, { years }))).toEqual([false, false, false]);
  });

  test("spread over years does all of it by the last, each year within its money", async () => {
    const plan = await planOf(demo, {
      years: [
        [2026, 100_000],
        [2027, 800_000],
        [2028, 800_000],
      ],
    });
    expect(plan.promise).toBe("all");
    expect(plan.years.map(({ year }) => year)).toEqual([2026, 2027, 2028]);
    let reached = 0;
    for (const { budget, carried, cost, after } of plan.years) {
      expect(cost).toBeLessThanOrEqual(budget + carried);
      expect(after.units.pass + after.spreads.pass + after.items.pass).toBeGreaterThanOrEqual(reached);
      reached = after.units.pass + after.spreads.pass + after.items.pass;
    }
    expect(plan.years.at(-1)!.after).toEqual(plan.after);
    expect(plan.years.reduce((sum, { cost }) => sum + cost, 0)).toBe(plan.cost);
  });

  test("leaves out a school with a blank, says which cell, and is provisional", async () => {
    const [first, ...rest] = demo.schools;
    const values = { ...first!.values, multimediaRooms: { value: null, cell: "学校!AX5", state: "blank" as const } };
    const plan = await planOf({ ...demo, schools: [{ ...first!, values }, ...rest] });
    expect(plan.provisional).toBe(true);
    expect(plan.blanks).toMatchObject([{ school: { id: first!.id }, quantity: "multimediaRooms", cell: "学校!AX5" }]);
    expect(plan.after.units).toMatchObject({ fail: 0, unknown: 1 });
  });

  test("names a school's type, where it is blank or not understood, once", async () => {
    const [first, ...rest] = demo.schools;
    const type = { value: null, cell: "学校!D5", state: "invalid" as const };
    const plan = await planOf({ ...demo, schools: [{ ...first!, type }, ...rest] });
    expect(plan.provisional).toBe(true);
    expect(plan.blanks).toEqual([
      {
        school: { id: first!.id, code: first!.code, name: first!.name },
        stage: null,
        quantity: "type",
        cell: "学校!D5",
      },
    ]);
  });

  test("names a school's sponsor, where schools are left out by it and it is blank", async () => {
    const [first, ...rest] = demo.schools;
    const sponsor = { value: null, cell: "学校!E5", state: "blank" as const };
    const leftOut = [{ sponsors: ["private" as const], types: [], citation: standard.scope }];
    const plan = await planOf(
      { ...demo, schools: [{ ...first!, sponsor }, ...rest] },
      { by: { ...standard, leftOut } },
    );
    expect(plan.provisional).toBe(true);
    expect(plan.blanks).toMatchObject([{ school: { id: first!.id }, quantity: "sponsor", cell: "学校!E5" }]);
  });

  test("by a standard that asks for all seven, with figures of its own, meets all seven", async () => {
    const zero = (cell: string) => ({ value: 0, cell, state: "given" as const });
    const schools = demo.schools.map((school) => ({
      ...school,
      values: { ...school.values, convertedVenueArea: zero("X1"), 校际共享场馆面积: zero("X2") },
      stages: Object.fromEntries(
        Object.entries(school.stages).map(([stage, record]) => [
          stage,
          { ...record, values: { ...record.values, 政府购买服务体育艺术教师数: zero("X3") } },
        ]),
      ) as unknown as typeof school.stages,
    }));
    const plan = await planOf({ ...demo, schools }, { id: "tianjin-wuqing-2020" });
    expect(plan.before.units.fail).toBeGreaterThan(0);
    expect(plan.after.units).toMatchObject({ fail: 0, unknown: 0 });
    expect(plan.after.spreads.fail).toBe(0);
  });
});

describe("changes", () => {
  const school = () => demo.schools[0]!;
  const change = (quantity: string, more: { add?: number; set?: number }, name = school().name) =>
    applyChanges(demo, [{ school: name, stage: null, quantity, ...more }], "test");

  test("add to a figure exactly, by its label or its key", () => {
    for (const quantity of ["教学及辅助用房面积", "teachingArea"]) {
      const before = school().values.teachingArea!.value as number;
      const after = change(quantity, { add: 0.1 }).schools[0]!.values.teachingArea!;
      expect(after.value).toBe(Math.round((before + 0.1) * 100) / 100);
      expect(after.cell).toBe(school().values.teachingArea!.cell);
    }
  });

  test("know the stage by the label", () => {
    const after = change("小学县级以上骨干教师数", { set: 99 }).schools[0]!;
    expect(after.stages.primary.values.backboneTeachers!.value).toBe(99);
  });

  test.each([
    ["教学用房面积吧", { add: 1 }, school, "side-file-invalid"],
    ["教学及辅助用房面积", { add: -1e9 }, school, "side-file-invalid"],
    ["教学及辅助用房面积", { add: 1 }, () => ({ name: "没有的学校" }), "side-file-invalid"],
  ])("refuse %s %o", (quantity, more, of, code) => {
    expect(() => change(quantity, more, of().name)).toThrowError(
      expect.objectContaining({ detail: expect.objectContaining({ code }) }),
    );
  });
});
