import type { Plan } from "../../model/plan.ts";
import type { AuditResult, Exclusion, Finding, IndicatorRef } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";

/** What the ledger says of a shortfall: the ISO days by which it is to be closed, and on which it was. */
export interface LedgerDays {
  readonly due: string | null;
  readonly closed: string | null;
}

/** By what days are told beside the standard's own; null where a run has none. */
export interface WallChartSources {
  readonly plan: Pick<Plan, "years"> | null;
  /** By id of the finding; null where there is no ledger. */
  readonly ledger: ReadonlyMap<string, LedgerDays> | null;
}

/**
 * What a school's item comes to, the worst first. `overdue`: short or unknown past its day. `spared`: short of its
 * requirement where the verdict does not ask for it. `closed`: met, as the ledger knows since when. `none`: not asked.
 */
export const STANDINGS = ["overdue", "short", "open", "spared", "closed", "met", "none"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Standings that are still to be seen to, each by a day. */
const isTask = (standing: Standing): boolean => standing === "overdue" || standing === "short" || standing === "open";

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

export interface WallSpread {
  readonly indicator: {
    readonly id: string;
    readonly code: string;
    readonly name: { readonly zh: string; readonly en: string };
  };
  readonly stages: ReadonlyMap<Stage, AuditResult["dispersion"][number]>;
}

/** An item of the county itself that is a task. */
export interface WallTask {
  readonly finding: Finding;
  readonly standing: Standing;
  readonly day: string | null;
}

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
  readonly excluded: readonly Exclusion[];
}

const TOGETHER = "together";

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
          put(JSON.stringify([school.id, TOGETHER, each]), year);
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
    return ledger?.get(finding.id)?.due ?? finding.deadline ?? local?.expires ?? null;
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
  const cellOf = (finding: Finding): WallCell => {
    const { status, decides, required, subject, id } = finding;
    const stage = subject.stage;
    if (status === "notApplicable") return { standing: "none", stage, day: null };
    const closed = sources.ledger?.get(id)?.closed ?? null;
    if (status === "pass") {
      return closed === null ? { standing: "met", stage, day: null } : { standing: "closed", stage, day: closed };
    }
    // What a unit may leave short is no task; a unit's own together always is.
    if (status === "fail" && !decides && !required) return { standing: "spared", stage, day: null };
    const day = dueOf(finding) ?? (finding.check === "quorum" ? lastOfRatios(finding) : null);
    if (day !== null && day < asOf) return { standing: "overdue", stage, day };
    return { standing: status === "fail" ? "short" : "open", stage, day };
  };

  const items = new Map<string, WallItem>();
  const schools = new Map<string, { school: WallRow["school"]; cells: Map<string, WallCell[]> }>();
  const tasks: WallTask[] = [];
  for (const finding of result.findings) {
    const { subject, check, indicator, required } = finding;
    const cell = cellOf(finding);
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
    row.cells.set(key, [...(row.cells.get(key) ?? []), cell]);
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

  const spreads = new Map<
    string,
    { indicator: WallSpread["indicator"]; stages: Map<Stage, AuditResult["dispersion"][number]> }
  >();
  for (const each of result.dispersion) {
    const known = spreads.get(each.indicator.id) ?? { indicator: each.indicator, stages: new Map() };
    spreads.set(each.indicator.id, known);
    known.stages.set(each.stage, each);
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
    excluded: result.excluded,
  };
};
