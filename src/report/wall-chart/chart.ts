import { addTo } from "../../groups.ts";
import type { Plan } from "../../model/plan.ts";
import type { AuditResult, Exclusion, Finding, IndicatorRef } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import { shortfalls } from "../shortfalls.ts";

/** What the ledger says of a shortfall: the ISO days by which it is to be closed, and on which it was. */
export interface LedgerDays {
  readonly due: string | null;
  readonly closed: string | null;
}

/** A shortfall in the ledger of a school that the workbook no longer has. */
export interface GoneRow {
  /** As the ledger knows it. */
  readonly school: { readonly id: string; readonly name: string };
  /** Id of the indicator. */
  readonly indicator: string;
  /** ISO; null for none. */
  readonly due: string | null;
}

/** By what days are told beside the standard's own; null where a run has none. */
export interface WallChartSources {
  readonly plan: Pick<Plan, "years"> | null;
  /** By id of the finding; null where there is no ledger. */
  readonly ledger: ReadonlyMap<string, LedgerDays> | null;
  readonly gone?: readonly GoneRow[];
}

/**
 * What a school's item comes to, the worst first. `overdue`: short past its day, which the ledger may set for what the
 * verdict does not ask for as well. `gone`: in the ledger, of a school that the workbook no longer has. `open`: not known.
 * `spared`: short of its requirement where the verdict does not ask for it. `closed`: met, as the ledger knows since when.
 * `none`: not asked.
 */
const STANDINGS = ["overdue", "short", "gone", "open", "spared", "closed", "met", "none"] as const;
export type Standing = (typeof STANDINGS)[number];

const TASKS: readonly Standing[] = ["overdue", "short", "gone", "open"];
/** Standings that are still to be seen to, each by a day. */
export const isTask = (standing: Standing): boolean => TASKS.includes(standing);

export interface WallCell {
  readonly standing: Standing;
  /** The stage that it is about, where the school's other stage stands otherwise; null for all of the school. */
  readonly stage: Stage | null;
  /** Of a task the ISO day by which it is to be met, null where nothing sets one; of a closed item the day of closing. */
  readonly day: string | null;
}

/** An item across all schools: an indicator, or a unit's resources together. */
export interface WallItem {
  /** Null for the resources together. */
  readonly indicator: IndicatorRef | null;
  readonly key: string;
}

export interface WallRow {
  readonly school: { readonly id: string; readonly code: string | null; readonly name: string };
  /** The worst of its items. */
  readonly standing: Standing;
  /** How many of its items are tasks, those without a day among them. */
  readonly tasks: number;
  readonly undated: number;
  /** The last of its tasks' days; null where it has none. */
  readonly day: string | null;
  /** By key of the item. */
  readonly cells: ReadonlyMap<string, WallCell>;
}

/** A spread of one stage, with its standing and its day. */
export type SpreadCell = AuditResult["dispersion"][number] & Pick<WallCell, "standing" | "day">;

export interface WallSpread {
  readonly indicator: {
    readonly id: string;
    readonly code: string;
    readonly name: { readonly zh: string; readonly en: string };
  };
  readonly stages: ReadonlyMap<Stage, SpreadCell>;
}

/** An item of the county itself that is a task. */
export interface WallTask {
  readonly finding: Finding;
  readonly standing: Standing;
  readonly day: string | null;
}

/** What is not asked. */
export const NO_CELL: WallCell = { standing: "none", stage: null, day: null };

export interface WallChart {
  /** Items in which a school has something other than met, in the standard's order; the resources together first. */
  readonly items: readonly WallItem[];
  /** Items that every school meets. */
  readonly met: readonly IndicatorRef[];
  /** Worst first, else in the workbook's order. */
  readonly rows: readonly WallRow[];
  readonly spreads: readonly WallSpread[];
  readonly tasks: readonly WallTask[];
  /** Tasks of schools and county by their day, the earliest first; those without one last, under null. */
  readonly days: readonly { readonly day: string | null; readonly items: number; readonly schools: number }[];
  /**
   * Shortfalls where they arise, by what they come to: as the ledger has a row for each, so that both count alike. What sums
   * up others is not among them.
   */
  readonly counts: Readonly<Record<Standing, number>>;
  /** Beside a ledger, which calls overdue what is past its 完成时限: those that are past the standard's day alone. */
  readonly pastDeadline: number;
  readonly excluded: readonly Exclusion[];
}

const TOGETHER = "together";

/** The resources together of a school's stage, or of all of it. */
const togetherOf = ({ id, stage }: { readonly id: string | null; readonly stage: Stage | null }): string =>
  JSON.stringify([id, TOGETHER, stage]);

/** The plan's years end with their last day. */
const yearEnd = (year: number): string => `${year}-12-31`;

/** The day by which a finding is to be met: the plan's year, else the ledger's day, else the standard's or the plan's own. */
const dueFinder = (
  { local }: AuditResult,
  { plan, ledger }: WallChartSources,
): ((finding: Finding) => string | null) => {
  const years = new Map<string, number>();
  const put = (key: string, year: number): void => {
    years.set(key, Math.max(year, years.get(key) ?? year));
  };
  for (const { year, actions } of plan?.years ?? []) {
    for (const { school, serves } of actions) {
      for (const { indicator, stage } of serves) {
        for (const each of [stage, null]) {
          put(JSON.stringify([school.id, indicator.id, each]), year);
          put(togetherOf({ id: school.id, stage: each }), year);
          put(JSON.stringify([null, indicator.id, each]), year);
        }
      }
    }
  }
  return (finding) => {
    const { subject, check, indicator } = finding;
    const key = (stage: Stage | null): string =>
      JSON.stringify([subject.id, check === "quorum" ? TOGETHER : indicator.id, stage]);
    const year = years.get(key(subject.stage)) ?? (subject.stage === null ? undefined : years.get(key(null)));
    if (year !== undefined) return yearEnd(year);
    const own = ledger?.get(finding.id)?.due;
    if (typeof own === "string") return own;
    // A unit may meet what is asked of its resources by another ratio than the one that decides today.
    const together = check === "ratio" && finding.decides ? years.get(togetherOf(subject)) : undefined;
    if (together !== undefined) return yearEnd(together);
    return finding.deadline ?? local?.expires ?? null;
  };
};

const latest = (days: readonly (string | null)[]): string | null =>
  days
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? null;

const worse = (one: Standing, other: Standing): number => STANDINGS.indexOf(one) - STANDINGS.indexOf(other);

/** Schools × items of an audit, with the day by which each is to be met. */
export const wallChartOf = (result: AuditResult, sources: WallChartSources): WallChart => {
  const { asOf } = result.standard;
  const dueOf = dueFinder(result, sources);
  /** The days of a unit's ratios that are to be met, by school and stage. */
  const ratioDays = new Map<string, (string | null)[]>();
  const unitOf = ({ subject }: Finding): string => JSON.stringify([subject.id, subject.stage]);
  /** Resources together are met with the last of their ratios: a ledger has a row for each of these alone. */
  const lastOfRatios = (finding: Finding): string | null => {
    const days = ratioDays.get(unitOf(finding)) ?? [];
    return days.includes(null) ? null : latest(days);
  };
  for (const finding of result.findings) {
    const { check, status, decides } = finding;
    if (check !== "ratio" || (status !== "unknown" && !(status === "fail" && decides))) continue;
    ratioDays.set(unitOf(finding), [...(ratioDays.get(unitOf(finding)) ?? []), dueOf(finding)]);
  }
  const isPast = (day: string | null): boolean => day !== null && day < asOf;
  /** By the ledger's 完成时限. */
  const isLate = ({ id }: Finding): boolean => isPast(sources.ledger?.get(id)?.due ?? null);
  const cellOf = (finding: Finding): WallCell => {
    const { status, decides, required, subject, id } = finding;
    const stage = subject.stage;
    if (status === "notApplicable") return { standing: "none", stage, day: null };
    const closed = sources.ledger?.get(id)?.closed ?? null;
    if (status === "pass") {
      return closed === null ? { standing: "met", stage, day: null } : { standing: "closed", stage, day: closed };
    }
    // A day that people set has passed, whatever a plan of later years says.
    if (status === "fail" && isLate(finding)) {
      return { standing: "overdue", stage, day: sources.ledger?.get(id)?.due ?? null };
    }
    // What a unit may leave short is no task; a unit's own together always is.
    if (status === "fail" && !decides && !required) return { standing: "spared", stage, day: null };
    const day = dueOf(finding) ?? (finding.check === "quorum" ? lastOfRatios(finding) : null);
    if (status === "unknown") return { standing: "open", stage, day };
    return { standing: isPast(day) ? "overdue" : "short", stage, day };
  };

  const items = new Map<string, WallItem>();
  const schools = new Map<string, { school: WallRow["school"]; cells: Map<string, WallCell[]> }>();
  const tasks: WallTask[] = [];
  const spreadCells = new Map<string, WallCell>();
  const counts = Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>;
  let pastDeadline = 0;
  const arising = new Set(shortfalls(result).map(({ finding }) => finding.id));
  for (const finding of result.findings) {
    const { subject, check, indicator, required, status } = finding;
    const cell = cellOf(finding);
    if (status === "fail" ? arising.has(finding.id) : check !== "quorum") {
      if (cell.standing === "overdue" && sources.ledger !== null && !isLate(finding)) pastDeadline += 1;
      else counts[cell.standing] += 1;
    }
    if (check === "dispersion") spreadCells.set(`${indicator.id}/${subject.stage}`, cell);
    if (subject.kind === "county") {
      const isOwn = required && check !== "dispersion" && check !== "composite-dispersion";
      if (isOwn && isTask(cell.standing)) tasks.push({ finding, standing: cell.standing, day: cell.day });
      continue;
    }
    const key = check === "quorum" ? TOGETHER : indicator.id;
    if (!items.has(key)) items.set(key, { indicator: check === "quorum" ? null : indicator, key });
    let row = schools.get(subject.id);
    if (row === undefined) {
      row = { school: { id: subject.id, code: subject.code, name: subject.name }, cells: new Map() };
      schools.set(subject.id, row);
    }
    addTo(row.cells, key, cell);
  }
  const indicators = new Map(result.findings.map(({ indicator }) => [indicator.id, indicator]));
  for (const { school, indicator: key, due } of sources.gone ?? []) {
    const indicator = indicators.get(key);
    const row = schools.get(school.id) ?? { school: { ...school, code: null }, cells: new Map<string, WallCell[]>() };
    schools.set(school.id, row);
    counts.gone += 1;
    if (indicator === undefined) continue;
    if (!items.has(key)) items.set(key, { indicator, key });
    addTo(row.cells, key, { standing: "gone", stage: null, day: due });
  }

  const merged = (cells: readonly WallCell[]): WallCell => {
    const worst = [...cells].sort((one, other) => worse(one.standing, other.standing))[0]!;
    const own = cells.filter(({ standing }) => standing === worst.standing);
    const stages = new Set(own.map(({ stage }) => stage));
    const isPart = cells.some(({ standing, stage }) => standing !== worst.standing && !stages.has(stage));
    const days = own.map(({ day }) => day);
    return {
      standing: worst.standing,
      stage: isPart && stages.size === 1 ? worst.stage : null,
      // One that has no day keeps the item without one.
      day: days.includes(null) ? null : latest(days),
    };
  };
  const rows = [...schools.values()].map(({ school, cells }): WallRow => {
    const own = new Map([...cells].map(([key, each]) => [key, merged(each)] as const));
    const all = [...own.values()];
    const due = all.filter(({ standing }) => isTask(standing));
    return {
      school,
      standing: all.map(({ standing }) => standing).sort(worse)[0] ?? "none",
      tasks: due.length,
      undated: due.filter(({ day }) => day === null).length,
      day: latest(due.map(({ day }) => day)),
      cells: own,
    };
  });
  const count = ({ cells }: WallRow, standing: Standing): number =>
    [...cells.values()].filter((cell) => cell.standing === standing).length;
  const isShortTogether = ({ cells }: WallRow): number => {
    const standing = cells.get(TOGETHER)?.standing;
    return standing === "overdue" || standing === "short" ? 1 : 0;
  };
  rows.sort(
    (one, other) =>
      isShortTogether(other) - isShortTogether(one) ||
      STANDINGS.slice(0, STANDINGS.indexOf("met")).reduce(
        (order, standing) => order || count(other, standing) - count(one, standing),
        0,
      ) ||
      0,
  );

  const isPlain = ({ key }: WallItem): boolean =>
    rows.every(({ cells }) => ["met", "none"].includes(cells.get(key)?.standing ?? "none"));
  const all = [...items.values()].sort(
    (one, other) => Number(one.indicator !== null) - Number(other.indicator !== null),
  );
  const shown = all.filter((item) => item.indicator === null || !isPlain(item));

  const days = new Map<string | null, { items: number; schools: Set<string> }>();
  const dated = (day: string | null, school: string | null): void => {
    const known = days.get(day) ?? { items: 0, schools: new Set<string>() };
    days.set(day, known);
    known.items += 1;
    if (school !== null) known.schools.add(school);
  };
  for (const { school, cells } of rows) {
    for (const { standing, day } of cells.values()) if (isTask(standing)) dated(day, school.id);
  }
  for (const { day } of tasks) dated(day, null);
  for (const { standing, day } of spreadCells.values()) if (isTask(standing)) dated(day, null);

  const spreads = new Map<string, { indicator: WallSpread["indicator"]; stages: Map<Stage, SpreadCell> }>();
  for (const each of result.dispersion) {
    const known = spreads.get(each.indicator.id) ?? { indicator: each.indicator, stages: new Map() };
    spreads.set(each.indicator.id, known);
    const { standing, day } = spreadCells.get(`${each.indicator.id}/${each.stage}`) ?? NO_CELL;
    known.stages.set(each.stage, { ...each, standing, day });
  }
  return {
    items: shown,
    met: all.flatMap((item) => (item.indicator === null || shown.includes(item) ? [] : [item.indicator])),
    rows,
    spreads: [...spreads.values()],
    tasks,
    days: [...days]
      .map(([day, { items: own, schools: of }]) => ({ day, items: own, schools: of.size }))
      // ISO days; what has none comes last.
      .sort((one, other) => ((one.day ?? "9") < (other.day ?? "9") ? -1 : 1)),
    counts,
    pastDeadline,
    excluded: result.excluded,
  };
};
