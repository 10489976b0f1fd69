import { measureRatio } from "../checks/ratio/evaluate.ts";
import { auditCounty } from "../engine/audit.ts";
import { applyChanges } from "../engine/changes.ts";
import type { Context } from "../engine/context.ts";
import { ceiling, divide, multiply, nearestDouble, rational, round } from "../engine/exact.ts";
import { levelUp } from "../engine/level-up.ts";
import { figureOf, read } from "../engine/measure.ts";
import { scopeOf } from "../engine/scope.ts";
import { groupBy } from "../groups.ts";
import type { Change } from "../model/changes.ts";
import type { UsedConfig } from "../model/config.ts";
import type { County } from "../model/county.ts";
import type { IndicatorName, Plan, PlannedAction, Reached } from "../model/plan.ts";
import type { Price, Prices } from "../model/prices.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import type { School, Stage } from "../model/school.ts";
import type { Standard } from "../model/standard.ts";
import { version } from "../version.ts";
import { most } from "./budget.ts";
import type { Run } from "./by-parts.ts";
import { constructive, raise, raising } from "./constructive.ts";
import { flipsOf } from "./flips.ts";
import { loadSolver } from "./highs.ts";
import { intakesOf } from "./intakes.ts";
import { type ItemAction, itemActions } from "./items.ts";
import { judge, ratioAfter, standingAfter } from "./judge.ts";
import type { Clock } from "./linear.ts";
import { marginsOf } from "./margins.ts";
import { nameOf, schoolRef, unitOf } from "./names.ts";
import { type PriceList, priceList } from "./price-list.ts";
import { costOf, netSteps, type Program, programOf, type SpreadRule } from "./program.ts";
import { everything, isProven } from "./proof.ts";
import { REFERENCE_PRICES } from "./reference-prices.ts";
import { leastCost, type Solution } from "./solve.ts";
import { unjudgedOf } from "./unjudged.ts";

export { unplannedOf } from "./program.ts";

export interface PlanRequest {
  readonly county: County;
  readonly standard: Standard;
  /** Where the county came from; see `AuditSource`. */
  readonly source: {
    readonly file: string | null;
    readonly sha256: string | null;
    /** The settings file of the run; null, as where left out, for none. */
    readonly config?: UsedConfig | null;
  };
  readonly prices: Prices;
  /** 元; null for as much as it takes. */
  readonly budget: number | null;
  /** What each year may cost, in the order of the years; empty for a plan without years. */
  readonly years: readonly { readonly year: number; readonly budget: number }[];
  /** Seconds. */
  readonly timeLimit: number;
  readonly now: Clock;
}

const SOLVER = "HiGHS";

/** Cells that count a teacher, beside the one that an action is about: who moves holds the certificate. */
const TEACHER_CELLS = ["staff", "teachers", "certifiedTeachers", "trainedTeachers"] as const;

/** How many teachers can leave a school at a stage: no cell that counts them may come under 0. */
const teachersOf = (school: School, stage: Stage): number =>
  TEACHER_CELLS.reduce(
    (least, quantity) => Math.min(least, figureOf(read<number>(school.stages[stage].values, quantity)) ?? least),
    Number.POSITIVE_INFINITY,
  );

const contextOf = (county: County, standard: Standard): Context => ({
  county,
  standard,
  scope: scopeOf(county.schools, standard),
  answerable: [],
  subjects: new Map(),
});

const counted = (findings: readonly Finding[]) => {
  const count = (status: Finding["status"]): number => findings.filter((each) => each.status === status).length;
  const [pass, fail, unknown] = [count("pass"), count("fail"), count("unknown")];
  return { total: pass + fail + unknown, pass, fail, unknown };
};

/** How a county stands, as far as a plan tells. */
export const reachedBy = ({ verdict, findings }: AuditResult): Reached => {
  const required = findings.filter((each) => each.required);
  return {
    verdict,
    units: counted(required.filter(({ check }) => check === "quorum")),
    spreads: counted(required.filter(({ check }) => check === "dispersion")),
    items: counted(required.filter(({ check }) => check !== "quorum" && check !== "dispersion")),
  };
};

/** Whether the quantity counts teachers of a stage, who come as persons. */
const isTeachers = (school: School, stage: Stage | null): boolean =>
  stage !== null && (school.stages[stage].values.teachers?.state ?? "absent") !== "absent";

const figureChange = (program: Program, figure: number, steps: number, factor: 1 | -1): Change => {
  const { school, stage, quantity, stated, step } = program.figures[figure]!;
  const amount = multiply(rational(steps), rational(step));
  if (stated === null) return { school: school.id, stage, quantity, add: factor * nearestDouble(amount) };
  const measure = program.measures.find(({ terms }) => terms.some((term) => term.figure === figure))!;
  // Rounded up, so that what the steps reach is reached.
  const places = rational(10 ** STATED_DECIMALS);
  const ratio = divide(ceiling(multiply(multiply(amount, measure.perUnit), places)), places);
  return { school: school.id, stage, quantity: `stated:${stated}`, add: factor * nearestDouble(ratio) };
};

const personChanges = (school: School, stage: Stage, steps: number): Change[] =>
  TEACHER_CELLS.flatMap((quantity) =>
    school.stages[stage].values[quantity]?.state === "given"
      ? [{ school: school.id, stage, quantity, add: steps }]
      : [],
  );

/** What a figure's actions are for, by how its measures stand before and after. */
const servesOf = (program: Program, figure: number, net: readonly number[]): PlannedAction["serves"] => {
  const none = program.figures.map(() => 0);
  return program.measures.flatMap((measure, at) => {
    if (!measure.terms.some((term) => term.figure === figure)) return [];
    const inQuorum = program.quorums.some(({ measures }) => measures.includes(at));
    const before = standingAfter(program, measure, none);
    const after = standingAfter(program, measure, net);
    const reaches = inQuorum && before !== after ? (after === "met" ? "requirement" : "floor") : "spread";
    return [
      {
        indicator: nameOf(measure.indicator),
        stage: program.units[measure.unit]!.stage,
        reaches: reaches as "requirement" | "floor" | "spread",
        before: nearestDouble(multiply(measure.whole, measure.perUnit)),
        after: nearestDouble(ratioAfter(program, measure, net)),
      },
    ];
  });
};

/** Actions of a decision: who sends teachers to whom is settled in the order of the schools. */
const actionsOf = (program: Program, steps: readonly number[]): PlannedAction[] => {
  const net = netSteps(program, steps);
  const actions: PlannedAction[] = [];
  // Somebody who is of two kinds leaves once: no more leave a school than it has, however many of each kind do.
  const staying = new Map<string, number>();
  const leaving = (school: School, stage: Stage, amount: number): number => {
    const key = `${school.id}\n${stage}`;
    const left = staying.get(key) ?? teachersOf(school, stage);
    const taken = Math.min(left, amount);
    staying.set(key, left - taken);
    return taken;
  };
  const put = (lever: number, amount: number, from: School | null): void => {
    const { figure, kind, price } = program.levers[lever]!;
    const { school, stage, quantity, step } = program.figures[figure]!;
    const action = kind === "train" ? "train" : from === null ? "add" : "move";
    const teachers = stage !== null && isTeachers(school, stage) && program.figures[figure]!.stated === null;
    const changes = [figureChange(program, figure, amount, 1)];
    if (teachers && action !== "train") changes.push(...personChanges(school, stage, amount));
    if (from !== null && stage !== null) {
      const source = program.figures.findIndex(
        (each) => each.school === from && each.stage === stage && each.quantity === quantity,
      );
      changes.push(figureChange(program, source, amount, -1));
      const gone = teachers ? leaving(from, stage, amount) : 0;
      if (gone > 0) changes.push(...personChanges(from, stage, -gone));
    }
    actions.push({
      action,
      school: schoolRef(school),
      stage,
      from: from === null ? null : schoolRef(from),
      quantity,
      amount: nearestDouble(multiply(rational(amount), rational(step))),
      unit: unitOf(quantity),
      price: nearestDouble(divide(rational(price), rational(step))),
      cost: nearestDouble(multiply(rational(price), rational(amount))),
      serves: servesOf(program, figure, net),
      changes,
    });
  };
  const moved = new Set(program.flows.flatMap(({ release, receive }) => [...release, ...receive]));
  for (const lever of program.levers.keys())
    if (steps[lever]! > 0 && !moved.has(lever)) put(lever, steps[lever]!, null);
  for (const { release, receive } of program.flows) {
    const donors = release.flatMap((lever) =>
      steps[lever]! > 0
        ? [{ school: program.figures[program.levers[lever]!.figure]!.school, left: steps[lever]! }]
        : [],
    );
    for (const lever of receive) {
      let wanted = steps[lever]!;
      while (wanted > 0) {
        const donor = donors.find(({ left }) => left > 0);
        if (donor === undefined) break;
        const amount = Math.min(wanted, donor.left);
        put(lever, amount, donor.school);
        donor.left -= amount;
        wanted -= amount;
      }
    }
  }
  return actions;
};

const itemAction = ({
  finding,
  school,
  stage,
  action,
  quantity,
  amount,
  price,
  changes,
}: ItemAction): PlannedAction => ({
  action,
  school: schoolRef(school),
  stage,
  from: null,
  quantity,
  amount,
  unit: unitOf(quantity),
  price,
  cost: nearestDouble(multiply(rational(price), rational(amount))),
  serves: [
    {
      indicator: nameOf(finding.indicator),
      stage: finding.subject.stage,
      reaches: "requirement",
      before: finding.value,
      after: null,
    },
  ],
  changes: [...changes],
});

/** Kinds of requirement that money settles school by school: classes first, since rooms follow them. */
const ITEM_KINDS = [
  ["class-size"],
  ["arts-rooms", "share", "small-school-funding", "special-education-funding"],
] as const;

/** Items of the county that money would still settle. */
const openItems = (county: County, standard: Standard, result: AuditResult, offers: PriceList): IndicatorName[] => {
  const open = itemActions(county, standard, result, offers, ITEM_KINDS.flat());
  const ids = new Set(open.map(({ finding }) => finding.indicator.id));
  return standard.indicators.filter(({ id }) => ids.has(id)).map(nameOf);
};

interface Items {
  readonly county: County;
  readonly actions: readonly PlannedAction[];
  readonly cost: number;
  /** What is left of the money; null for as much as it takes. */
  readonly left: number | null;
  /** The county so settled, audited. */
  readonly result: AuditResult;
}

/**
 * Settles the items that stand by themselves, county item by county item, the least costly first where money is short: an
 * item counts only once every school has it.
 *
 * @param audit of the county as it is.
 */
const settleItems = (
  county: County,
  standard: Standard,
  audit: AuditResult,
  offers: PriceList,
  budget: number | null,
  allKinds: readonly (typeof ITEM_KINDS)[number][] = ITEM_KINDS,
): Items => {
  let now = county;
  let result = audit;
  let left = budget;
  const actions: PlannedAction[] = [];
  for (const kinds of allKinds) {
    const all = itemActions(now, standard, result, offers, kinds);
    const groups = groupBy(all, (each) => each.finding.indicator.id);
    const priced = [...groups.values()].map((group) => ({
      group,
      cost: group.reduce((sum, { price, amount }) => sum + price * amount, 0),
    }));
    priced.sort((one, other) => one.cost - other.cost);
    const chosen = new Set<ItemAction>();
    for (const { group, cost } of priced) {
      if (left !== null && cost > left) continue;
      if (left !== null) left -= cost;
      for (const each of group) chosen.add(each);
    }
    const done = all.filter((each) => chosen.has(each));
    if (done.length === 0) continue;
    now = applyChanges(
      now,
      done.flatMap(({ changes }) => changes),
      "plan",
    );
    result = auditCounty(now, standard);
    actions.push(...done.map(itemAction));
  }
  return { county: now, actions, cost: actions.reduce((sum, { cost }) => sum + cost, 0), left, result };
};

/** Decimals of what is added to a ratio that the workbook states itself. */
const STATED_DECIMALS = 6;

/** Required findings that passed before and do not any more: a plan that does that is none. */
const spoilt = (before: AuditResult, after: AuditResult): readonly Finding[] => {
  const passed = new Set(before.findings.filter((each) => each.required && each.status === "pass").map(({ id }) => id));
  return after.findings.filter(
    (each) => passed.has(each.id) && each.status !== "pass" && each.status !== "notApplicable",
  );
};

/** The county after a decision, and whether the engine's own audit passes all that is claimed of it. */
const audited = (
  before: AuditResult,
  county: County,
  standard: Standard,
  program: Program,
  steps: readonly number[],
): { readonly county: County; readonly result: AuditResult; readonly passes: boolean } => {
  const changes = actionsOf(program, steps).flatMap((action) => action.changes);
  const after = applyChanges(county, changes, "plan");
  const result = auditCounty(after, standard);
  const claimed = judge(program, steps);
  const passed = new Set(
    result.findings.flatMap(({ check, status, subject }) =>
      check === "quorum" && status === "pass" ? [`${subject.id}\n${subject.stage}`] : [],
    ),
  );
  const units = program.quorums.every(({ unit }, index) => {
    const { school, stage } = program.units[unit]!;
    return !claimed.quorums[index] || passed.has(`${school.id}\n${stage}`);
  });
  const spreads = program.spreads.every(({ indicator, stage, limit, open }, index) => {
    if (!claimed.spreads[index]) return true;
    const found = result.dispersion.find((each) => each.indicator.id === indicator.id && each.stage === stage);
    if (found === undefined) return false;
    return open ? found.provisional !== null && found.provisional <= limit + 1e-9 : found.status === "pass";
  });
  return { county: after, result, passes: units && spreads && spoilt(before, result).length === 0 };
};

/**
 * What levelling up alone takes, by the level that `check` names: to hundredths, so that people can use it. Null where the
 * user's limits, or whole things, keep it from being enough.
 */
const leverOf = (
  context: Context,
  program: Program,
  { indicator, stage, limit, measures }: SpreadRule,
): Plan["spreads"][number]["lever"] => {
  const { check } = program.measures[measures[0]!]!;
  const units = context.scope.units.filter((unit) => unit.stage === stage);
  const enough = levelUp(
    indicator,
    check,
    units.map((unit) => measureRatio(context, indicator, check, unit)),
    limit,
  );
  if (enough === null || enough.kind !== "level") return null;
  const steps = program.levers.map(() => 0);
  const levers = raising(program);
  let unit = "";
  for (const { school, amount } of enough.additions) {
    const measure = measures
      .map((at) => program.measures[at]!)
      .find((each) => program.units[each.unit]!.school.id === school);
    const figure = measure?.terms.find((term) => term.sign > 0)?.figure;
    if (figure === undefined) return null;
    const more = nearestDouble(divide(rational(amount), rational(program.figures[figure]!.step)));
    if (raise(program, levers[figure]!, steps, more) === null) return null;
    unit = unitOf(program.figures[figure]!.quantity);
  }
  const { level, additions, amount } = enough;
  return { level, units: additions.length, amount, unit, cost: nearestDouble(costOf(program, steps)) };
};

const spreadsOf = (context: Context, program: Program, steps: readonly number[]): Plan["spreads"] => {
  const none = judge(
    program,
    program.levers.map(() => 0),
  );
  const after = judge(program, steps);
  return program.spreads.map((spread, index) => ({
    indicator: nameOf(spread.indicator),
    stage: spread.stage,
    limit: spread.limit,
    before: none.coefficients[index]!,
    after: after.coefficients[index]!,
    met: after.spreads[index]!,
    provisional: spread.open,
    lever: none.spreads[index] ? null : leverOf(context, program, spread),
  }));
};

const notReachedOf = (program: Program, steps: readonly number[], items: IndicatorName[]): Plan["notReached"] => {
  const { quorums, spreads } = judge(program, steps);
  const missed = program.quorums.filter((_, index) => !quorums[index]);
  const units = missed.map(({ unit }) => program.units[unit]!);
  const open = program.spreads.filter((_, index) => !spreads[index]);
  const measures = new Set([...missed, ...open].flatMap((each) => each.measures));
  const figures = new Set([...measures].flatMap((at) => program.measures[at]!.terms.map(({ figure }) => figure)));
  return {
    units: units.map(({ school, stage }) => ({ school: schoolRef(school), stage })),
    spreads: open.map(({ indicator, stage }) => ({ indicator: nameOf(indicator), stage })),
    items,
    limits: program.levers.flatMap(({ figure, limited, most: top }) => {
      if (!limited || !figures.has(figure)) return [];
      const { school, stage, quantity, step } = program.figures[figure]!;
      return [
        { school: schoolRef(school), stage, quantity, most: nearestDouble(multiply(rational(top), rational(step))) },
      ];
    }),
  };
};

const blanksOf = ({ findings }: AuditResult): Plan["blanks"] => {
  const seen = new Set<string>();
  return findings.flatMap(({ check, status, subject, reason }) => {
    if (check !== "ratio" || status !== "unknown" || subject.kind !== "school") return [];
    const inputs =
      reason.code === "missing-input"
        ? reason.inputs
        : reason.code === "type-unknown"
          ? [{ quantity: "type", stage: null, cell: reason.cell }]
          : reason.code === "sponsor-unknown"
            ? [{ quantity: "sponsor", stage: null, cell: reason.cell }]
            : [];
    return inputs.flatMap(({ quantity, stage, cell }) => {
      const key = `${subject.id}\n${stage ?? ""}\n${quantity}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ school: { id: subject.id, code: subject.code, name: subject.name }, stage, quantity, cell }];
    });
  });
};

const mattersOf = ({ findings }: AuditResult): Plan["matters"] =>
  findings.flatMap(({ required, status, check, indicator, responsible, deadline }) =>
    required && check !== "quorum" && check !== "dispersion" && (status === "fail" || status === "unknown")
      ? [{ indicator: nameOf(indicator), status, responsible: [...responsible], deadline }]
      : [],
  );

const totalsOf = (actions: readonly PlannedAction[]): Plan["totals"] => {
  const totals = new Map<string, { total: Plan["totals"][number]; schools: Set<string> }>();
  for (const { action, quantity, amount, unit, cost, school } of actions) {
    const key = `${action}\n${quantity}`;
    const known = totals.get(key) ?? {
      total: { action, quantity, amount: 0, unit, cost: 0, schools: 0 },
      schools: new Set(),
    };
    known.schools.add(school.id);
    const sum = nearestDouble(round(rational(known.total.amount + amount), 2));
    totals.set(key, {
      total: { ...known.total, amount: sum, cost: known.total.cost + cost, schools: known.schools.size },
      schools: known.schools,
    });
  }
  return [...totals.values()].map(({ total }) => total).sort((one, other) => other.cost - one.cost);
};

const bySchool = (county: County, actions: readonly PlannedAction[]): Plan["schools"] =>
  county.schools.flatMap((school) => {
    const own = actions.filter((each) => each.school.id === school.id);
    if (own.length === 0) return [];
    return [{ school: schoolRef(school), actions: own.length, cost: own.reduce((sum, { cost }) => sum + cost, 0) }];
  });

const usedPrices = (offers: PriceList, county: County, actions: readonly PlannedAction[]): Price[] => {
  const schools = new Map(county.schools.map((school) => [school.id, school]));
  const used = new Set(
    actions.flatMap(({ action, quantity, school, stage }) => {
      const offer = offers.offer(action, quantity, schools.get(school.id)!, stage);
      return offer === null ? [] : [offer.price];
    }),
  );
  return offers.prices.filter((price) => used.has(price));
};

/** In the order of the workbook's schools, what decides the most first within a school by the order of indicators. */
const inOrder = (county: County, actions: readonly PlannedAction[]): PlannedAction[] => {
  const place = new Map(county.schools.map(({ id }, index) => [id, index]));
  return [...actions].sort((one, other) => place.get(one.school.id)! - place.get(other.school.id)!);
};

const leverKey = ({ figures }: Program, { figure, kind }: Program["levers"][number]): string => {
  const { school, stage, quantity } = figures[figure]!;
  return [school.id, stage ?? "", quantity, kind].join("\n");
};

/** What is still to be done of a plan, by lever. */
type Remaining = Map<string, number>;

/** A program in which nothing but what remains of a plan can be done. */
const within = (program: Program, remaining: Remaining): Program => ({
  ...program,
  levers: program.levers.map((lever) => ({ ...lever, most: remaining.get(leverKey(program, lever)) ?? 0 })),
});

interface Schedule {
  readonly request: PlanRequest;
  readonly offers: PriceList;
  readonly items: readonly PlannedAction[];
  readonly program: Program;
  readonly steps: readonly number[];
  readonly run: Run;
}

/**
 * A plan spread over years: each year's money, with what the years before left, settles items first and then reaches the
 * most of what the plan does; the last year does the rest. Each year's county is audited.
 */
const scheduled = ({ request, offers, items, program, steps, run }: Schedule): Plan["years"] => {
  const { standard, years } = request;
  const remaining: Remaining = new Map(program.levers.map((lever, at) => [leverKey(program, lever), steps[at]!]));
  let { county } = request;
  let waiting = [...items];
  let carried = 0;
  return years.map(({ year, budget }, index): Plan["years"][number] => {
    const isLast = index === years.length - 1;
    let left = budget + carried;
    const groups = groupBy(waiting, (each) => each.serves[0]!.indicator.id);
    const costOfAll = (group: readonly PlannedAction[]): number => group.reduce((sum, { cost }) => sum + cost, 0);
    const done: PlannedAction[] = [];
    for (const group of [...groups.values()].sort((one, other) => costOfAll(one) - costOfAll(other))) {
      if (costOfAll(group) > left) continue;
      left -= costOfAll(group);
      done.push(...group);
    }
    waiting = waiting.filter((each) => !done.includes(each));
    const settled = applyChanges(
      county,
      done.flatMap(({ changes }) => changes),
      "plan",
    );
    const own = within(programOf(contextOf(settled, standard), offers), remaining);
    const reached = isLast ? null : most(own, left, { ...run, limit: run.limit / years.length });
    const taken = reached?.steps ?? own.levers.map(({ most: rest }) => rest);
    for (const [at, lever] of own.levers.entries()) {
      const key = leverKey(own, lever);
      remaining.set(key, (remaining.get(key) ?? 0) - taken[at]!);
    }
    const actions = inOrder(county, [...done, ...actionsOf(own, taken)]);
    county = applyChanges(
      county,
      actions.flatMap(({ changes }) => changes),
      "plan",
    );
    const cost = costOfAll(actions);
    const after = reachedBy(auditCounty(county, standard));
    const line = { year, budget, carried, cost, actions, after, reachCut: reached?.isCut ?? false };
    carried = Math.max(0, budget + carried - cost);
    return line;
  });
};

interface Decision {
  readonly promise: Plan["promise"];
  readonly solution: Solution;
  readonly reachCut: boolean;
}

/** The cheapest decision for all of it; where limits forbid that, or none is found, the nearest; where money is short, the most it reaches. */
const decide = (program: Program, budget: number | null, run: Run): Decision => {
  const until = run.now() + run.limit;
  const all = leastCost(program, everything(program), { ...run, limit: budget === null ? run.limit : run.limit / 2 });
  if (all.kind === "solved" && (budget === null || all.solution.cost <= budget))
    return { promise: "all", solution: all.solution, reachCut: false };
  const rest = { ...run, limit: Math.max(0, until - run.now()) };
  const without = all.kind === "infeasible" ? "nearest" : "undecided";
  const solution = most(program, budget, rest);
  return { promise: budget === null ? without : "budget", solution, reachCut: solution.isCut };
};

/**
 * The cheapest plan for a county, applied to it and passed by the engine's own audit; what the audit does not pass gives
 * way to levelling up from the bottom.
 *
 * @throws Error where that does not pass either, which is an error of the program.
 */
export const planCounty = async (request: PlanRequest): Promise<Plan> => {
  const { county, standard, source, prices, years, timeLimit, now } = request;
  const budget = years.length === 0 ? request.budget : years.reduce((sum, each) => sum + each.budget, 0);
  const offers = priceList(prices, REFERENCE_PRICES);
  const before = auditCounty(county, standard);
  let items = settleItems(county, standard, before, offers, budget);
  if (spoilt(before, items.result).length > 0) {
    // More classes ask for more rooms: where these cannot be had, what is met today is not given up for the classes.
    items = settleItems(county, standard, before, offers, budget, ITEM_KINDS.slice(1));
  }
  const context = contextOf(items.county, standard);
  const program = programOf(context, offers);
  const until = now() + timeLimit;
  const highs = await loadSolver();
  // The years take what the plan leaves of the time, and half of it at least.
  const forPlan = years.length === 0 ? until - now() : (until - now()) / 2;
  const decided = decide(program, items.left, { highs, now, limit: forPlan });
  let { solution } = decided;
  let proof = audited(items.result, items.county, standard, program, solution.steps);
  const plain = proof.passes || decided.promise !== "all" ? null : constructive(program);
  if (plain !== null) {
    solution = { ...solution, steps: plain, cost: nearestDouble(costOf(program, plain)), by: "constructive" };
    proof = audited(items.result, items.county, standard, program, plain);
  }
  if (!proof.passes) throw new Error("The engine does not pass the county after its plan");
  const blanks = blanksOf(before);
  const actions = inOrder(county, [...items.actions, ...actionsOf(program, solution.steps)]);
  const cost = items.cost + solution.cost;
  const bound = items.cost + solution.bound;
  const after = programOf(contextOf(proof.county, standard), offers);
  const openOnes = openItems(proof.county, standard, proof.result, offers);
  // Items that are left are short for the money, or for what limits keep from being had.
  const promise =
    decided.promise !== "all" || openOnes.length === 0 ? decided.promise : budget === null ? "nearest" : "budget";
  const notReached = notReachedOf(program, solution.steps, openOnes);
  const unjudged = unjudgedOf(proof.result, notReached, ITEM_KINDS.flat());
  const matters = mattersOf(proof.result).filter(({ indicator }) => openOnes.every(({ id }) => id !== indicator.id));
  return {
    schemaVersion: 1,
    kind: "plan",
    tool: { name: "qe-audit", version },
    standard: { id: standard.id, title: standard.title, asOf: standard.asOf, options: [...standard.options] },
    source: {
      file: source.file,
      sha256: source.sha256,
      config: source.config ?? null,
      county: before.source.county,
      dataYear: before.source.dataYear,
    },
    promise,
    provisional: Object.values(unjudged).some((each) => (typeof each === "number" ? each : each.length) > 0),
    budget,
    cost,
    proof: {
      bound,
      distance: cost > 0 ? (cost - bound) / cost : 0,
      proven: isProven(program, solution, solution.bound),
      solver: SOLVER,
      by: solution.by,
      rounds: solution.rounds,
      cuts: solution.cuts,
      timedOut: solution.timedOut,
      reachCut: decided.reachCut,
    },
    before: reachedBy(before),
    after: reachedBy(proof.result),
    actions,
    totals: totalsOf(actions),
    schools: bySchool(county, actions),
    spreads: spreadsOf(context, program, solution.steps),
    notReached,
    unjudged,
    matters,
    blanks,
    margins: marginsOf(program, solution.steps),
    intakes: intakesOf(after, proof.county, standard),
    flips: flipsOf(after, standard, proof.result),
    prices: usedPrices(offers, county, actions),
    years: scheduled({
      request,
      offers,
      items: items.actions,
      program,
      steps: solution.steps,
      run: { highs, now, limit: Math.max(0, until - now()) },
    }),
  };
};
