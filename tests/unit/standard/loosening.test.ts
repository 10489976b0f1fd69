import { describe, expect, test } from "vitest";
import * as z from "zod";
import { AuditError, type SourceFault } from "../../../src/errors.ts";
import { Check, type CheckDifference, type Indicator, RegionalDocument } from "../../../src/model/standard.ts";
import { renderStandardDiff } from "../../../src/report/standard-page.ts";
import { fieldText } from "../../../src/report/wording.ts";
import { compareChecks, compareIndicators } from "../../../src/standard/compare.ts";
import { FIELDS, type Surroundings } from "../../../src/standard/fields.ts";
import { diffStandards, regions, resolveStandard, STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { parseStandard } from "../../../src/standard/parse.ts";

/** What no plan may loosen in silence: every field of every check, walked by the schemas of the model. */

type Schema = z.core.$ZodType;
type Tree = Record<string, unknown>;

/** The schema within its optional, nullable and default wrappings. */
const bare = (schema: Schema): Schema =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
    ? bare(schema.unwrap())
    : schema;
const wrapped = (schema: Schema, by: "optional" | "nullable"): boolean =>
  schema instanceof (by === "optional" ? z.ZodOptional : z.ZodNullable) ||
  ((schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) &&
    wrapped(schema.unwrap(), by));

const kindOf = (option: (typeof Check.options)[number]) => option.shape.kind.value;

/** Fields of a schema without a rule, and rules without a field. */
const uncovered = (schema: Schema, rules: Tree, at: string): string[] => {
  const shape = (schema as z.ZodObject).shape as Record<string, Schema>;
  return [
    ...Object.keys(rules).flatMap((name) => (name in shape ? [] : [`${at}.${name} is no field`])),
    ...Object.entries(shape).flatMap(([name, field]): string[] => {
      const rule = rules[name] as Tree | undefined;
      const place = `${at}.${name}`;
      if (rule === undefined) return [place];
      const inner = bare(field);
      const fields = (rule.fields ?? rule.together) as Tree | undefined;
      if (fields === undefined) return typeof rule.compare === "function" ? [] : [place];
      return rule.together === undefined || rule.fields !== undefined
        ? uncovered(inner instanceof z.ZodArray ? bare(inner.element) : inner, fields, place)
        : Object.keys((bare((inner as z.ZodArray).element) as z.ZodObject).shape).flatMap((each) =>
            each in fields ? [] : [`${place}.${each}`],
          );
    }),
  ];
};

describe("every field has a rule", () => {
  test.each(Check.options.map((option) => [kindOf(option), option] as const))("%s", (kind, option) => {
    expect(uncovered(option, FIELDS[kind] as unknown as Tree, kind)).toEqual([]);
  });

  test("a field that nobody compares is found, at any depth", () => {
    const fresh = z.strictObject({ fresh: z.string() });
    const ratio = Check.options.find((option) => kindOf(option) === "ratio")! as unknown as z.ZodObject;
    expect(uncovered(ratio.extend(fresh.shape), FIELDS.ratio as unknown as Tree, "ratio")).toEqual(["ratio.fresh"]);
    const deep = ratio.extend({ numerator: (ratio.shape.numerator as z.ZodObject).extend(fresh.shape) });
    expect(uncovered(deep, FIELDS.ratio as unknown as Tree, "ratio")).toEqual(["ratio.numerator.fresh"]);
    const elimination = Check.options.find((option) => kindOf(option) === "staged-elimination")!;
    const step = (elimination as unknown as z.ZodObject).shape.steps as z.ZodArray<z.ZodObject>;
    const staged = (elimination as unknown as z.ZodObject).extend({ steps: z.array(step.element.extend(fresh.shape)) });
    expect(uncovered(staged, FIELDS["staged-elimination"] as unknown as Tree, "x")).toEqual(["x.steps.fresh"]);
  });
});

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Other values for a field than the one it has, by its schema; undefined takes the field away. */
const others = (schema: Schema, value: unknown): unknown[] => {
  const inner = bare(schema);
  const taken = [
    ...(wrapped(schema, "optional") && value !== undefined ? [undefined] : []),
    ...(wrapped(schema, "nullable") && value !== null ? [null] : []),
  ];
  const present = value !== undefined && value !== null;
  const texts = (): unknown[] => (present ? [`${String(value)}x`] : ["x"]);
  if (inner instanceof z.ZodNumber) {
    return [...taken, ...(present ? [(value as number) + 1, (value as number) - 0.5] : [1])];
  }
  if (inner instanceof z.ZodBoolean) return [...taken, ...[true, false].filter((each) => each !== value)];
  if (inner instanceof z.ZodEnum) return [...taken, ...inner.options.filter((each) => each !== value)];
  if (inner instanceof z.ZodLiteral) return [...taken, ...(present ? [] : [...inner.values])];
  if (inner instanceof z.ZodUnion) {
    const values = inner.options.flatMap((each) => (each instanceof z.ZodLiteral ? [...each.values] : []));
    return [...taken, ...values.filter((each) => each !== value)];
  }
  if (inner instanceof z.ZodISODate)
    return [...taken, ...(present ? [-1, 1].map((by) => dayAfter(value as string, by)) : ["2099-12-31"])];
  if (inner instanceof z.ZodString) return [...taken, ...texts()];
  if (inner instanceof z.ZodArray) {
    const list = (value ?? []) as unknown[];
    const more = sample(inner.element);
    return [
      ...taken,
      [...list, more],
      ...(list.length > 1 ? [list.slice(1), [list[0], list[0], ...list.slice(1)]] : []),
      ...(list.length > 0 ? [[more, ...list.slice(1)]] : []),
    ];
  }
  return [...taken, ...(present ? [] : [sample(inner)])];
};

/** Some value that a schema takes. */
const sample = (schema: Schema): unknown => {
  const inner = bare(schema);
  if (inner instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(inner.shape).map(([name, each]) => [name, sample(each as Schema)]));
  }
  if (inner instanceof z.ZodArray) return [sample(inner.element)];
  if (inner instanceof z.ZodLiteral) return [...inner.values][0];
  if (inner instanceof z.ZodEnum) return inner.options.at(-1);
  return others(inner, undefined)[0];
};

interface Changed {
  readonly path: string;
  readonly check: Check;
}

/** A check with each field of it, at every depth, changed to each other value. */
const changesOf = (schema: Schema, value: Tree, rebuild: (changed: Tree) => Check, at = ""): Changed[] =>
  Object.entries((bare(schema) as z.ZodObject).shape as Record<string, Schema>).flatMap(([name, field]): Changed[] => {
    const path = at === "" ? name : `${at}.${name}`;
    const set = (changed: unknown): Check => {
      const { [name]: _, ...rest } = value;
      return rebuild(changed === undefined ? rest : { ...rest, [name]: changed });
    };
    const own = value[name];
    const inner = bare(field);
    const changed = others(field, own).map((each) => ({ path, check: set(each) }));
    if (own === null || own === undefined) return changed;
    if (inner instanceof z.ZodObject) return [...changed, ...changesOf(inner, own as Tree, set, path)];
    const element = inner instanceof z.ZodArray ? bare(inner.element) : null;
    if (element instanceof z.ZodObject) {
      const list = own as Tree[];
      return [
        ...changed,
        ...list.flatMap((item, index) =>
          changesOf(
            element,
            item,
            (one) => set(list.map((each, place) => (place === index ? one : each))),
            `${path}.${index}`,
          ),
        ),
      ];
    }
    return changed;
  });

/** Where each quorum lets some stay below, the spread is another indicator's, and nothing is silent. */
const SURROUNDINGS: Surroundings = {
  days: { from: null, to: null },
  toleratesFloor: true,
  spread: false,
  silent: new Set(),
};

/** Fields by which nothing is judged: where a requirement comes from, whose it is, what is printed. */
const NOT_JUDGED =
  /(^|\.)citation(\.|$)|(^|\.)responsible$|(^|\.)statement\.en$|^(from|to|step|gapUnit|total)$|^fallback\.(id|from|to|due)$|^(later|sample)(\.|$)/;

const schemaOf = ({ kind }: Check): Schema => Check.options.find((option) => kindOf(option) === kind)!;

const CHECKS = Object.values(STANDARDS).flatMap(({ id, indicators }) =>
  indicators.flatMap((indicator) =>
    indicator.checks.map((check) => [`${id} ${indicator.id}/${check.id}`, check] as const),
  ),
);

/** Whether a witness says nothing: where nobody counted is open, or of each school's own figures. */
const mootWitness = (path: string, check: Check): boolean =>
  path.startsWith("witness") && check.kind === "share" && (check.whenNone === "unknown" || check.level === "school");

/** Whether a list of what is asked, or of steps, only says something twice. */
const repeats = (path: string, check: Check, changed: Check): boolean => {
  if (!/^(quantities|subjects|witness\.locations|steps)$/.test(path) || check.kind === "milestone") return false;
  const entriesOf = (of: Check): string[] => {
    const list = path.split(".").reduce<unknown>((at, key) => (at as Tree)[key], of);
    return [...new Set((list as unknown[] | null)?.map((each) => JSON.stringify(each)))].sort();
  };
  return entriesOf(check).join() === entriesOf(changed).join();
};

describe("a field that is changed is compared", () => {
  test.each(CHECKS)("%s", (_, check) => {
    const changes = changesOf(schemaOf(check), check as unknown as Tree, (changed) => changed as unknown as Check);
    expect(changes.length).toBeGreaterThan(10);
    for (const { path, check: changed } of changes) {
      const found = compareChecks(check, changed, SURROUNDINGS);
      const silent = NOT_JUDGED.test(path) || mootWitness(path, changed) || repeats(path, check, changed);
      expect([path, JSON.stringify(changed), found.length > 0]).toEqual([path, JSON.stringify(changed), !silent]);
    }
  });

  test("a check is no different from itself", () => {
    for (const [name, check] of CHECKS) expect([name, compareChecks(check, check, SURROUNDINGS)]).toEqual([name, []]);
  });

  /** What makes a change and its reverse both tighter is no proof of anything. */
  test.each(CHECKS)("%s is not tighter both ways", (_, check) => {
    const changes = changesOf(schemaOf(check), check as unknown as Tree, (changed) => changed as unknown as Check);
    for (const { path, check: changed } of changes) {
      const only = (found: readonly CheckDifference[]) =>
        found.length > 0 && found.every(({ standing }) => standing === "tighter");
      const there = only(compareChecks(check, changed, SURROUNDINGS));
      const back = only(compareChecks(changed, check, SURROUNDINGS));
      expect([path, JSON.stringify(changed), there && back]).toEqual([path, JSON.stringify(changed), false]);
    }
  });
});

const indicatorOf = (id: string): Indicator => NATIONAL_2017.indicators.find((each) => each.id === id)!;
const checkOf = <K extends Check["kind"]>(id: string, kind: K): Extract<Check, { kind: K }> =>
  indicatorOf(id).checks.find((each): each is Extract<Check, { kind: K }> => each.kind === kind)!;
const standings = (base: Check, changes: object, around: Partial<Surroundings> = {}) =>
  compareChecks(base, { ...base, ...changes } as Check, { ...SURROUNDINGS, ...around }).map(
    ({ field, standing }) => `${field} ${standing}`,
  );

describe("what is proven, at its edges", () => {
  const size = { ...checkOf("class-size", "class-size"), from: "2024-01-01" };
  test.each([
    ["2024-01-01", []],
    ["2024-01-02", ["due looser"]],
  ])("a check in force from 2024-01-01 and due on %s", (due, expected) => {
    expect(standings(size, { due })).toEqual(expected);
  });
  test.each([
    ["2024-06-30", ["due tighter"]],
    ["2024-07-01", []],
    ["2024-07-02", ["due looser"]],
    [undefined, ["due tighter"]],
  ])("due on 2024-07-01, and on %s", (due, expected) => {
    expect(standings({ ...size, due: "2024-07-01" }, { due })).toEqual(expected);
  });

  const ratio = checkOf("teaching-floor-area", "ratio");
  const floors = (floor: number | null) => ({
    bounds: { ...ratio.bounds, primary: { ...ratio.bounds!.primary, floor } },
  });
  test.each([
    [null, true, ["bounds.primary.floor looser"]],
    [3.824, true, ["bounds.primary.floor looser"]],
    [3.825, true, []],
    [3.826, true, ["bounds.primary.floor tighter"]],
    [null, false, []],
  ])("a floor of %s, where the quorum tolerates one: %s", (floor, toleratesFloor, expected) => {
    expect(standings(ratio, floors(floor), { toleratesFloor })).toEqual(expected);
  });

  test("a numerator that counts less may have a larger spread", () => {
    const numerator = { plus: ["teachingArea"], minus: ["indoorSportsArea", "convertedVenueArea"] };
    expect(standings(ratio, { numerator })).toEqual(["numerator.minus tighter"]);
    expect(standings(ratio, { numerator }, { spread: true })).toEqual(["numerator.minus unproven"]);
  });

  test.each([
    [["migrantInPublic"], ["numerator.plus tighter"]],
    [["migrantInPublic", "migrantInPurchased", "migrantInPublic"], ["numerator.plus looser"]],
    [["migrantInPublic", "disabledEnrolled"], ["numerator.plus unproven"]],
  ])("a share of %j", (plus, expected) => {
    expect(standings(checkOf("migrant-and-left-behind", "share"), { numerator: { plus, minus: [] } })).toEqual(
      expected,
    );
  });

  test.each([
    [{ operator: ">", value: 85 }, ["bound.operator tighter"]],
    [{ operator: ">", value: 84 }, ["bound.value looser"]],
    [{ operator: ">=", value: 86 }, ["bound.value tighter"]],
    [{ operator: "<=", value: 85 }, ["bound.operator unproven"]],
  ])("a bound of %j", (bound, expected) => {
    expect(standings(checkOf("public-recognition", "share"), { bound })).toEqual(expected);
  });

  const quorum = checkOf("resource-quorum", "quorum");
  test.each([
    [quorum.of, 7, ["atLeast tighter"]],
    [quorum.of, 5, ["atLeast looser"]],
    [quorum.of.slice(1), 5, ["of looser"]],
  ])("a quorum of %j, at least %d", (of, atLeast, expected) => {
    expect(standings(quorum, { of, atLeast })).toEqual(expected);
  });
  test("a quorum without an indicator on which the plan is silent asks no less", () => {
    const silent = new Set([quorum.of[0]!]);
    expect(standings(quorum, { of: quorum.of.slice(1), atLeast: 5 }, { silent })).toEqual(["of other"]);
  });

  const rooms = checkOf("arts-rooms", "arts-rooms");
  test.each([
    [rooms.rooms.slice(1), ["rooms looser"]],
    [[...rooms.rooms, { ...rooms.rooms[0]!, area: 1 }], ["rooms unproven"]],
    [[...rooms.rooms].reverse(), []],
    [[{ ...rooms.rooms[0]!, area: 95 }, rooms.rooms[1]!], ["rooms[0].area looser"]],
  ])("rooms %j", (list, expected) => {
    expect(standings(rooms, { rooms: list })).toEqual(expected);
  });

  const elimination = Object.values(STANDARDS)
    .flatMap(({ indicators }) => indicators)
    .flatMap(({ checks }) => checks)
    .find((each): each is Extract<Check, { kind: "staged-elimination" }> => each.kind === "staged-elimination")!;
  const step = (by: string, atMost: number) => ({ by, atMost, citation: elimination.citation });
  const staged = { ...elimination, steps: [step("2018-12-31", 5), step("2020-12-31", 0)] };
  test.each([
    [[step("2018-12-31", 0)], ["steps tighter"]],
    [[step("2018-12-31", 5)], ["steps looser"]],
    [[step("2019-01-01", 0)], ["steps looser"]],
    [[step("2018-12-31", 5), step("2019-12-31", 5), step("2020-12-31", 0)], []],
    [[step("2018-12-31", 5), step("2020-12-31", 0), step("2021-12-31", 1)], ["steps looser"]],
  ])("steps %j", (steps, expected) => {
    expect(standings(staged, { steps })).toEqual(expected);
  });

  test("another kind under the same id is not proven", () => {
    expect(compareChecks(rooms, { ...size, id: rooms.id }, SURROUNDINGS)).toEqual([
      { check: "rooms", field: "kind", standing: "unproven", before: "arts-rooms", after: "class-size" },
    ]);
  });
});

describe("the days of a check", () => {
  const base = indicatorOf("class-size");
  const [size] = base.checks;
  const compared = (checks: readonly object[], days = { from: "2024-01-01", to: "2026-12-31" as string | null }) =>
    compareIndicators(
      base,
      { ...base, checks: checks.map((each) => ({ ...size!, ...each })) },
      { days, indicators: [] },
    ).map(({ difference: { field, standing }, at }) => `${at} ${field} ${standing}`);
  test.each([
    [[{ from: "2024-01-01" }], []],
    [[{ from: "2024-01-02" }], ["0 from looser"]],
    [[{ from: null, to: "2026-12-31" }], []],
    [[{ from: null, to: "2026-12-30" }], ["0 to looser"]],
    [
      [
        { from: "2024-01-01", to: "2025-06-30" },
        { from: "2025-07-01", to: "2026-12-31" },
      ],
      [],
    ],
    [
      [
        { from: "2024-01-01", to: "2025-06-30" },
        { from: "2025-07-01", to: null, caps: { primary: 46, juniorSecondary: 50 } },
      ],
      ["1 caps.primary looser"],
    ],
    // In force only before the plan is.
    [
      [
        { from: "2017-04-19", to: "2023-12-31", caps: { primary: 99, juniorSecondary: 99 } },
        { from: "2024-01-01", to: null },
      ],
      [],
    ],
  ])("versions %j", (checks, expected) => {
    expect(compared(checks)).toEqual(expected);
  });
  test("a plan without an end or a start of its own", () => {
    expect(compared([{ to: "2099-12-31" }], { from: "2024-01-01", to: null })).toEqual(["0 to looser"]);
  });
  test("a further check asks more, unless the whole indicator would be judged by it", () => {
    const own = (added: Check) => ({ ...base, checks: [...base.checks, added] });
    const stand = (added: Check) =>
      compareIndicators(base, own(added), { days: { from: null, to: null }, indicators: [] }).map(
        ({ difference }) => difference.standing,
      );
    expect(stand(checkOf("school-layout", "attestation"))).toEqual(["tighter"]);
    expect(stand(checkOf("teaching-floor-area", "ratio"))).toEqual(["unproven"]);
  });
});

const CITED = {
  document: "某县方案",
  number: null,
  clause: "一",
  date: "2024-01-01",
  via: null,
  grade: "plan" as const,
};
const plan = (more: object): Tree => ({
  extends: "national-2017",
  id: "my-plan",
  title: { zh: "某县方案", en: "plan" },
  edition: "2024-01-01",
  citation: CITED,
  expires: null,
  ...more,
});
const refined = (indicator: string, change: (check: Check, index: number) => object, more: object = {}): Tree =>
  plan({
    refine: [
      {
        indicator,
        checks: indicatorOf(indicator).checks.map((check, index) => ({
          ...check,
          citation: CITED,
          ...change(check, index),
        })),
        ...more,
      },
    ],
  });
const faultsOf = (source: unknown): readonly SourceFault[] => {
  try {
    parseStandard(source, "my-plan.json");
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "standard-invalid") return error.detail.faults;
    throw error;
  }
  return [];
};

/** Plans that were looser in a field that nobody compared. */
const SILENT: readonly [
  name: string,
  indicator: string,
  change: (check: Check, index: number) => object,
  path: string,
  zh: RegExp,
][] = [
  [
    "due far off",
    "class-size",
    () => ({ due: "2099-12-31" }),
    "due",
    /national-2017 未规定，这里为 2099-12-31，要求低于/,
  ],
  ["a veto due far off", "exam-admission", () => ({ due: "2099-01-01" }), "due", /未规定，这里为 2099-01-01，要求低于/],
  [
    "in force far off",
    "teacher-pay",
    (_, index) => (index === 0 ? { from: "2099-01-01" } : {}),
    "from",
    /2017-04-19，这里为 2099-01-01，要求低于/,
  ],
  [
    "no floor",
    "teaching-floor-area",
    (check) =>
      check.kind === "ratio"
        ? {
            bounds: {
              primary: { ...check.bounds!.primary, floor: null },
              juniorSecondary: { ...check.bounds!.juniorSecondary, floor: null },
            },
          }
        : {},
    "bounds.primary.floor",
    /为 3\.825，这里未规定，要求低于/,
  ],
  [
    "another document's code",
    "school-layout",
    () => ({ code: "G10" }),
    "code",
    /为 G1，这里为 G10，不能证明要求不低于/,
  ],
  [
    "other columns",
    "arts-rooms",
    (check) =>
      check.kind === "arts-rooms"
        ? { rooms: check.rooms.map((room) => ({ ...room, all: "multimediaRooms", adequate: "multimediaRooms" })) }
        : {},
    "rooms[1].adequate",
    /为 adequateArtRooms，这里为 multimediaRooms，不能证明要求不低于/,
  ],
];

describe("a plan that loosens in a single field", () => {
  test.each(SILENT)("%s is refused, with its field", (_, indicator, change, path, zh) => {
    const faults = faultsOf(refined(indicator, change));
    const found = faults.find((each) => each.path === `refine[0].checks[0].${path}`);
    expect(found, JSON.stringify(faults)).toBeDefined();
    expect(found!.message).toMatch(zh);
    expect(found!.message).toMatch(/refine\[0\] 写 looser: true 和 remark/);
    expect(found!.en).toMatch(/without saying so; correct it/);
  });
  test.each(SILENT)(
    "%s is accepted where it is declared, and the comparison names it",
    (_, indicator, change, path) => {
      const remark = { zh: "过渡", en: "transition" };
      const standard = parseStandard(refined(indicator, change, { looser: true, remark }), "my-plan.json");
      const asOf = "2026-11-22";
      const [left, right] = [NATIONAL_2017, standard].map((each) => resolveStandard(each, { asOf }));
      const changes = diffStandards(left!, right!);
      const found = changes.find(({ after }) => after?.id === indicator)!;
      expect(found.change).toBe("looser");
      const page = renderStandardDiff(left!, right!, changes, "zh").replaceAll("\\", "");
      // On a day on which the check is not in force at all it is named as a whole.
      expect(page).toContain(path === "from" ? "整项：两个数相比 → 未规定" : `${fieldText(path, "zh")}：`);
    },
  );
  test("the same plan without the change is the same", () => {
    for (const [, indicator] of SILENT) expect(faultsOf(refined(indicator, () => ({})))).toEqual([]);
  });
  test("looser is not declared where every difference is tighter", () => {
    const tighter = refined("class-size", () => ({ caps: { primary: 44, juniorSecondary: 50 } }), {
      looser: true,
      remark: { zh: "无", en: "none" },
    });
    expect(faultsOf(tighter).map(({ path }) => path)).toEqual(["refine[0].looser"]);
  });
  test("a ratio without a floor is no looser where the plan's quorum lets none be short", () => {
    const floorless = refined("teaching-floor-area", SILENT[3]![2]).refine as object[];
    const all = refined("resource-quorum", () => ({ atLeast: 7 })).refine as object[];
    expect(faultsOf(plan({ refine: [...floorless, ...all] }))).toEqual([]);
  });
});

test("the plans that ship declare where they are looser, and nothing else", () => {
  expect(
    Object.fromEntries(
      regions().map(({ id, refine }) => [id, refine.flatMap((each) => (each.looser ? [each.indicator] : []))]),
    ),
  ).toEqual({
    "tianjin-wuqing-2020": [
      "arts-pe-teachers",
      "sports-venue-area",
      "school-size",
      "class-size",
      "small-school-funding",
      "nearby-enrolment",
    ],
    "tianjin-jizhou-2018": ["unified-standards", "teacher-pay"],
    "tianjin-ninghe-2020": ["academic-quality"],
    "heilongjiang-sifangtai-2023": ["teacher-rotation", "teacher-certificates", "nearby-enrolment"],
    "shandong-wenshang-2022": ["school-size", "nearby-enrolment", "curriculum"],
  });
  for (const region of regions()) {
    const undeclared = { ...region, refine: region.refine.map((each) => ({ ...each, looser: false })) };
    const faults = faultsOf({ ...RegionalDocument.parse(undeclared), id: "my-plan" });
    expect(new Set(faults.map(({ path }) => Number(/^refine\[(\d+)\]/.exec(path)?.[1])))).toEqual(
      new Set(region.refine.flatMap((each, index) => (each.looser ? [index] : []))),
    );
  }
});

describe("a standard by which nothing could be judged is refused", () => {
  const size = (more: object): object => ({ ...indicatorOf("class-size").checks[0]!, citation: CITED, ...more });
  const refine = (...checks: object[]): object => ({
    refine: [{ indicator: "class-size", checks, looser: true, remark: { zh: "x", en: "x" } }],
  });
  const whole = (...checks: object[]): Tree => ({
    ...NATIONAL_2017,
    id: "mine",
    options: [],
    indicators: [{ ...indicatorOf("class-size"), checks }, indicatorOf("school-size")],
  });
  const option = (more: object, check: object = {}): object => ({
    options: [
      {
        kind: "requirement",
        id: "small",
        title: { zh: "x", en: "x" },
        indicator: "class-size",
        check: size({ caps: { primary: 40, juniorSecondary: 45 }, ...check }),
        from: null,
        to: null,
        citation: CITED,
        ...more,
      },
    ],
  });
  test.each<[string, unknown, string, RegExp]>([
    [
      "a check over before the plan begins",
      plan(refine(size({ to: "2023-12-31" }))),
      "refine[0].checks[0]",
      /没有一天相同，永远不会判定/,
    ],
    [
      "a check that begins after the plan",
      plan({ ...refine(size({ from: "2026-01-01" })), expires: "2025-12-31" }),
      "refine[0].checks[0]",
      /没有一天相同/,
    ],
    [
      "an indicator without a check on any day",
      plan({ ...refine(size({ from: "2026-01-01" })), expires: "2025-12-31" }),
      "expires",
      /没有一天各项指标.*没有 class-size/,
    ],
    [
      "due after the plan",
      plan({ ...refine(size({ due: "2026-01-01" })), expires: "2025-12-31" }),
      "refine[0].checks[0].due",
      /到 2026-01-01 才作要求.*到 2025-12-31 为止/,
    ],
    [
      "due after its own end",
      plan(refine(size({ due: "2026-01-01", to: "2025-12-31" }))),
      "refine[0].checks[0].due",
      /永远不会判定/,
    ],
    [
      "a start after its end",
      plan(refine(size({ from: "2026-01-01", to: "2025-12-31" }))),
      "refine[0].checks[0]",
      /晚于失效日期/,
    ],
    [
      "a plan that ends before its base begins",
      plan({ citation: { ...CITED, date: null }, expires: "2017-04-18" }),
      "expires",
      /没有一天各项指标/,
    ],
    [
      "a whole standard whose indicators never meet",
      whole(size({ from: null, to: "2017-04-18" })),
      "indicators",
      /没有一天各项指标/,
    ],
    [
      "an option that ends before it starts",
      plan(option({ from: "2026-01-01", to: "2025-12-31" })),
      "options[0]",
      /晚于结束日期/,
    ],
    [
      "an option due after its end",
      plan(option({ to: "2025-12-31", looser: true, remark: { zh: "x", en: "x" } }, { due: "2026-01-01" })),
      "options[0].check.due",
      /永远不会判定/,
    ],
    [
      "a check beside a ratio",
      plan({
        refine: [
          {
            indicator: "class-size",
            checks: [size({}), { ...checkOf("teaching-floor-area", "ratio"), citation: CITED }],
            looser: true,
            remark: { zh: "x", en: "x" },
          },
        ],
      }),
      "refine[0].checks[0]",
      /按 ratio（ratio）判定，要求 size（class-size）永远不会判定/,
    ],
    [
      "a spread without a ratio",
      plan({
        ...refine(size({ id: "spread", kind: undefined })),
        refine: [
          {
            indicator: "teaching-floor-area",
            checks: [{ ...checkOf("teaching-floor-area", "dispersion"), citation: CITED }],
            looser: true,
            remark: { zh: "x", en: "x" },
          },
        ],
      }),
      "refine[0].checks[0]",
      /没有 ratio 类的要求/,
    ],
    [
      "a milestone after the plan",
      plan({
        expires: "2025-12-31",
        milestones: [
          {
            id: "new-schools",
            code: "M1",
            part: "guarantee",
            name: { zh: "新建", en: "x" },
            unit: "所",
            total: 1,
            steps: [{ year: 2026, planned: 1 }],
            citation: CITED,
          },
        ],
      }),
      "milestones[0]",
      /到 2026-12-31 才作要求/,
    ],
  ])("%s", (_, source, path, message) => {
    const faults = faultsOf(source);
    const found = faults.find((each) => each.path === path && message.test(each.message));
    expect(found, JSON.stringify(faults, null, 1)).toBeDefined();
    expect(found!.en).toMatch(/\S/);
  });
  test.each<[string, unknown]>([
    ["due on the plan's last day", plan({ ...refine(size({ due: "2025-12-31" })), expires: "2025-12-31" })],
    ["in force on one day", plan({ ...refine(size({ from: "2025-12-31" })), expires: "2025-12-31" })],
    ["a whole standard whose indicators meet on one day", whole(size({ from: null, to: "2017-04-19" }))],
  ])("%s is taken", (_, source) => {
    expect(faultsOf(source)).toEqual([]);
  });
  test("one fault of a plan's head does not bring others about its days", () => {
    const faults = faultsOf(refined("class-size", () => ({}), {}));
    expect(faults).toEqual([]);
    const broken = {
      ...refined("class-size", () => ({ from: "2024-01-01" })),
      citation: { ...CITED, date: "2024-13" },
    };
    expect(faultsOf(broken).map(({ path }) => path)).toEqual(["citation.date"]);
  });
  test("a looser that is no yes or no has no further fault", () => {
    const broken = refined("class-size", () => ({ due: "2099-12-31" }), {
      looser: "yes",
      remark: { zh: "x", en: "x" },
    });
    expect(faultsOf(broken).map(({ path }) => path)).toEqual(["refine[0].looser"]);
  });
});
