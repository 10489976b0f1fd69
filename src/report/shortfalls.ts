import { addTo, groupBy } from "../groups.ts";
import type { Part } from "../model/parts.ts";
import type { Addition, AuditResult, Finding, IndicatorRef, Input } from "../model/result.ts";
import type { Stage } from "../model/school.ts";

/** What is made of a result, made once for each: looking through all findings for every one takes the square of them. */
const oncePerResult = <T extends object>(make: (result: AuditResult) => T): ((result: AuditResult) => T) => {
  const known = new WeakMap<AuditResult, T>();
  return (result) => {
    let made = known.get(result);
    if (made === undefined) {
      made = make(result);
      known.set(result, made);
    }
    return made;
  };
};

/** How far a finding is from its requirement, as a part of it; 1 where there is no number to measure by. */
const relativeShortfall = ({ value, bound }: Finding): number =>
  value === null || bound === null || bound.value === 0 ? 1 : Math.abs(bound.value - value) / Math.abs(bound.value);

/** Whether a finding, or one that a quorum counts, lies under its floor. */
const isUnderFloor = ({ reachesFloor, reason }: Finding): boolean =>
  reachesFloor === false || (reason.code === "quorum" && reason.below.length > 0);

/** Worse first: what is required, then what lies under its floor, then the larger part that is missing. */
const byWeight = (left: Finding, right: Finding): number =>
  Number(right.required) - Number(left.required) ||
  Number(isUnderFloor(right)) - Number(isUnderFloor(left)) ||
  relativeShortfall(right) - relativeShortfall(left);

/** What closes a shortfall. `to` is where that takes the value: its floor, its requirement, or a spread's limit. */
export interface Need {
  readonly amount: number;
  readonly unit: string;
  readonly to: "floor" | "requirement" | "limit";
  readonly direction: "add" | "remove";
}

/** What shortfalls are counted by: the part of the standard, but for the spread between schools, which is counted apart. */
export type ShortfallKind = Part | "spread";

/** Something that falls short where it arises. Quorums and what sums up others repeat it, and are none themselves. */
export interface Shortfall {
  readonly finding: Finding;
  readonly kind: ShortfallKind;
  /** The least that closes what decides: `必须补`. Null where it does not decide, or where no amount closes it. */
  readonly must: Need | null;
  /** What closes all of it: `补足全部`. Null where no amount does. */
  readonly whole: Need | null;
  /**
   * Whether its amounts count in sums. What both stages of a combined school lack is added to one cell: the larger amount
   * serves both and counts once.
   */
  readonly counts: { readonly must: boolean; readonly whole: boolean };
  /** The shortfall of the other stage whose amount, the larger, serves this one too; null where it is this one's own. */
  readonly servedBy: Finding | null;
  /** The amount serves the other stage too. */
  readonly serves: boolean;
  /** Measures of its unit whose missing figures decide whether `must` is enough where it ends at the floor; else empty. */
  readonly open: readonly IndicatorRef[];
}

const kindOf = ({ check, indicator }: Finding): ShortfallKind =>
  check === "dispersion" || check === "composite-dispersion" ? "spread" : indicator.part;

const additionKey = (indicator: string, { id, stage }: Finding["subject"]): string => `${indicator}/${stage}/${id}`;

type SetAddition = Addition & { readonly to: "requirement" | "floor"; readonly open: readonly IndicatorRef[] };

/** What the smallest sets of failing units add, by indicator and unit. */
const setAdditions = ({ findings }: AuditResult): ReadonlyMap<string, SetAddition> =>
  new Map(
    findings.flatMap(({ enough, subject }) =>
      enough?.kind === "set"
        ? enough.additions.map((each): [string, SetAddition] => [
            additionKey(each.indicator.id, subject),
            { ...each, open: enough.open },
          ])
        : [],
    ),
  );

/** Additions of a level have the unit of what is added; the level itself has the value's. */
const levelNeed = ({ enough }: Finding): Need | null =>
  enough?.kind === "level"
    ? { amount: enough.amount, unit: enough.additions[0]?.unit ?? enough.unit, to: "limit", direction: "add" }
    : null;

const wholeOf = (finding: Finding): Need | null => {
  const { gap } = finding;
  if (gap === null) return null;
  if (gap.direction === "distance") return levelNeed(finding);
  return { amount: gap.amount, unit: gap.unit, to: "requirement", direction: gap.direction };
};

const mustOf = (finding: Finding, addition: SetAddition | undefined): Need | null => {
  if (!finding.decides) return null;
  if (finding.check !== "ratio") return wholeOf(finding);
  if (addition === undefined) return null;
  return { amount: addition.amount, unit: addition.unit, to: addition.to, direction: "add" };
};

/** Worse first: what decides, then what lies under its floor, then the larger part that is missing. */
const bySize = (left: Finding, right: Finding): number =>
  Number(right.decides) - Number(left.decides) ||
  Number(isUnderFloor(right)) - Number(isUnderFloor(left)) ||
  relativeShortfall(right) - relativeShortfall(left);

const largest = (group: readonly Shortfall[], of: "must" | "whole"): Shortfall =>
  group.reduce((one, other) => ((other[of]?.amount ?? 0) > (one[of]?.amount ?? 0) ? other : one));

/** Which of both stages' amounts count, for what a combined school shares between its stages. */
const withSharing = (all: readonly Shortfall[]): readonly Shortfall[] => {
  const groups = groupBy(
    all.filter(
      ({ finding: { working, gap, subject } }) =>
        working.split !== null && gap?.direction === "add" && subject.kind === "school",
    ),
    ({ finding: { subject, indicator } }) => JSON.stringify([subject.id, indicator.id]),
  );
  const shared = new Map<Shortfall, Shortfall>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const [must, whole] = [largest(group, "must"), largest(group, "whole")];
    for (const each of group) {
      shared.set(each, {
        ...each,
        counts: { must: each === must, whole: each === whole },
        servedBy: each === whole ? null : whole.finding,
        serves: each === whole,
      });
    }
  }
  return all.map((each) => shared.get(each) ?? each);
};

/** Everything that falls short, where it arises: what decides first, worse before better, then in the result's order. */
export const shortfalls = oncePerResult((result): readonly Shortfall[] => {
  const additions = setAdditions(result);
  const short = result.findings.filter(
    ({ status, check }) => status === "fail" && check !== "quorum" && check !== "rollup",
  );
  return withSharing(
    short.sort(bySize).map((finding) => {
      const addition = additions.get(additionKey(finding.indicator.id, finding.subject));
      const must = mustOf(finding, addition);
      return {
        finding,
        kind: kindOf(finding),
        must,
        whole: wholeOf(finding),
        counts: { must: true, whole: true },
        servedBy: null,
        serves: false,
        open: must?.to === "floor" ? (addition?.open ?? []) : [],
      };
    }),
  );
});

/** 影响认定的差距, and 达到 85% 或不影响认定的差距: two lists, never one. */
export const shortfallsThat = (decide: boolean, result: AuditResult): readonly Shortfall[] =>
  shortfalls(result).filter(({ finding }) => finding.decides === decide);

const byUnitAndIndicator = oncePerResult((result) => ({
  ofUnit: groupBy(
    shortfalls(result).filter(({ finding }) => finding.check === "ratio"),
    ({ finding }) => unitOf(finding),
  ),
  ofIndicator: groupBy(shortfalls(result), ({ finding }) => indicatorOf(finding)),
}));

/** The shortfalls that make a required finding fail: its unit's, those it sums up, or itself. */
export const shortfallsUnder = (finding: Finding, result: AuditResult): readonly Shortfall[] => {
  const { ofUnit, ofIndicator } = byUnitAndIndicator(result);
  if (finding.check === "quorum") return ofUnit.get(unitOf(finding)) ?? [];
  const own = ofIndicator.get(indicatorOf(finding)) ?? [];
  return finding.check === "rollup" ? own : own.filter((each) => each.finding === finding);
};

/** Shortfalls of schools, a school's together, worst school first; equal ones in the workbook's order. */
export const bySchool = (list: readonly Shortfall[]): readonly (readonly Shortfall[])[] => {
  const schools = groupBy(
    list.filter(({ finding }) => finding.subject.kind === "school"),
    ({ finding }) => finding.subject.id ?? "",
  );
  // The list has the worst first, so that a school's first is its worst.
  return [...schools.values()].sort(([left], [right]) => bySize(left!.finding, right!.finding) || 0);
};

/** What shortfalls of one indicator need together. Each is computed for itself: a spread's sum may hold what schools need. */
export interface NeedTotal {
  readonly indicator: IndicatorRef;
  /** Of a spread, which is summed for each stage; null for what schools or the county lack themselves. */
  readonly spread: Stage | null;
  readonly unit: string;
  readonly direction: Need["direction"];
  /** How many shortfalls decide, and how many there are. */
  readonly decides: number;
  readonly all: number;
  readonly must: number;
  readonly whole: number;
}

/** Cents of a unit. */
const CENTS = 100;
/** A sum of amounts, which have two decimals at most, and so has it. */
export const added = (sum: number, amount: number): number => Math.round(sum * CENTS + amount * CENTS) / CENTS;

/** Totals by kind, in the order of the standard: indicators first, then spreads. Without what no amount closes. */
export const needTotals = oncePerResult((result): readonly NeedTotal[] => {
  const totals = new Map<string, NeedTotal>();
  const order = new Map<string, number>();
  for (const { indicator } of result.findings) {
    if (!order.has(indicator.id)) order.set(indicator.id, order.size);
  }
  for (const { finding, kind, must, whole, counts } of shortfalls(result)) {
    if (whole === null) continue;
    const { unit, direction } = whole;
    const spread = kind === "spread" ? finding.subject.stage : null;
    const key = JSON.stringify([finding.indicator.id, spread, unit, direction]);
    const sum = totals.get(key) ?? {
      ...{ indicator: finding.indicator, spread, unit, direction },
      ...{ decides: 0, all: 0, must: 0, whole: 0 },
    };
    totals.set(key, {
      ...sum,
      decides: sum.decides + (finding.decides ? 1 : 0),
      all: sum.all + 1,
      must: added(sum.must, counts.must ? (must?.amount ?? 0) : 0),
      whole: added(sum.whole, counts.whole ? whole.amount : 0),
    });
  }
  const place = ({ indicator, spread }: NeedTotal): number =>
    (spread === null ? 0 : order.size) + order.get(indicator.id)!;
  return [...totals.values()].sort((left, right) => place(left) - place(right));
});

/** How many schools at a stage fall short of what is asked of their resources together: 未达标学校. */
export const failingUnits = ({ findings }: AuditResult): readonly Finding[] =>
  findings.filter(({ check, status }) => check === "quorum" && status === "fail").sort(byWeight);

/** The cell to look at first: where the gap is closed, else the first that went into the finding. */
export const cellOf = (finding: Finding): string | null =>
  finding.gap?.cell ?? finding.working.inputs.find((input) => input.cell !== null)?.cell ?? null;

/** Ratios in the result's order, by indicator and stage, and by unit and indicator. */
interface Ratios {
  readonly ofStage: ReadonlyMap<string, readonly Finding[]>;
  readonly ofUnit: ReadonlyMap<string, readonly Finding[]>;
}

const stageKey = (code: string, { subject }: Finding): string => `${code}/${subject.stage}`;
const unitKey = (code: string, finding: Finding): string => `${code}/${unitOf(finding)}`;

const ratiosOf = oncePerResult(({ findings }): Ratios => {
  const ratios = findings.filter(({ check }) => check === "ratio");
  return {
    ofStage: groupBy(ratios, (finding) => stageKey(finding.indicator.code, finding)),
    ofUnit: groupBy(ratios, (finding) => unitKey(finding.indicator.code, finding)),
  };
});

/** Pieces of columns that a place may name; more are only counted. */
const MOST_PIECES = 6;

/** Cells as pieces of columns, `学校!N5:N9`; empty where they lie scattered. */
const piecesOf = (cells: readonly string[]): readonly string[] => {
  const columns = new Map<string, number[]>();
  for (const cell of new Set(cells)) {
    const [, column = cell, row = "0"] = /^(.*![A-Z]+)(\d+)$/.exec(cell) ?? [];
    addTo(columns, column, Number(row));
  }
  const pieces: string[] = [];
  for (const [column, rows] of columns) {
    rows.sort((left, right) => left - right);
    let from = 0;
    for (let at = 1; at <= rows.length; at++) {
      if (rows[at] === rows[at - 1]! + 1) continue;
      const first = `${column}${rows[from]}`;
      pieces.push(at - from === 1 ? first : `${first}:${column.slice(column.indexOf("!") + 1)}${rows[at - 1]}`);
      from = at;
    }
  }
  return pieces.length > MOST_PIECES ? [] : pieces;
};

/** The cells of a ratio but for those of pupils, which are the same for every ratio. */
const numeratorCells = ({ working: { formula, inputs } }: Finding): string[] =>
  inputs.flatMap(({ quantity, cell }) =>
    cell === null || (formula.kind === "ratio" && ![...formula.plus, ...formula.minus].includes(quantity))
      ? []
      : [cell],
  );

/** Of how many schools a spread is, and the columns in which their figures stand. */
export const spreadSource = (
  finding: Finding,
  result: AuditResult,
): { readonly units: number; readonly cells: readonly string[] } => {
  const units = ratiosOf(result).ofStage.get(stageKey(finding.indicator.code, finding)) ?? [];
  return { units: finding.working.inputs.length, cells: piecesOf(units.flatMap(numeratorCells)) };
};

/** The finding from which a quorum or a spread takes one of its values; null where the input is a figure of its own. */
export const sourceFinding = (finding: Finding, input: Input, result: AuditResult): Finding | null => {
  if (finding.check === "quorum") return ratiosOf(result).ofUnit.get(unitKey(input.quantity, finding))?.[0] ?? null;
  if (finding.check !== "dispersion") return null;
  const { inputs } = finding.working;
  const units = ratiosOf(result).ofStage.get(stageKey(finding.indicator.code, finding)) ?? [];
  const unit = units.length === inputs.length ? units[inputs.indexOf(input)] : undefined;
  return unit !== undefined && unit.value === input.value ? unit : null;
};

/** Columns of 佐证 and 一票否决 that may be left blank. */
const MAY_BE_BLANK: readonly string[] = ["有效期至", "说明"];

/** The figures to tell of a finding: without the blanks that nobody asks to be filled in. */
export const toldInputs = ({ check, working: { inputs } }: Finding): readonly Input[] =>
  check === "attestation" || check === "absence"
    ? inputs.filter(({ value, quantity }) => value !== null || !MAY_BE_BLANK.includes(quantity))
    : inputs;

const ownCells = (finding: Finding): string[] => {
  const { reason } = finding;
  const cells =
    reason.code === "missing-input" || reason.code === "decided-open" || reason.code === "inconsistent"
      ? reason.inputs.map((input) => input.cell)
      : reason.code === "missing-units"
        ? reason.units.map((unit) => unit.cell)
        : reason.code === "type-unknown" || reason.code === "zero-denominator"
          ? [reason.cell]
          : reason.code === "attestation-disagrees"
            ? [...reason.cells]
            : toldInputs(finding)
                .filter((input) => input.value === null)
                .map((input) => input.cell);
  return cells.filter((cell): cell is string => cell !== null);
};

/** Cells that settle a finding, and whether they are all it takes: documents and columns that are not there have none. */
export interface Settling {
  readonly cells: readonly string[];
  readonly complete: boolean;
}

/** What a finding that sums up others is open for: those that are open themselves and sum up nothing. */
export const openLeaves = (finding: Finding, result: AuditResult): readonly Finding[] => {
  const { ratios, unknown, spreads } = evidenceOf(result);
  const others = (list: readonly Finding[] | undefined): readonly Finding[] =>
    (list ?? []).filter((other) => other !== finding);
  switch (finding.check) {
    case "quorum":
      return others(ratios.get(unitOf(finding)));
    case "dispersion":
      // A value may be open though it is decided: the spread needs it all the same.
      return (ratiosOf(result).ofStage.get(stageKey(finding.indicator.code, finding)) ?? []).filter(
        ({ value }) => value === null,
      );
    case "composite-dispersion":
      return others(spreads.get(stageOf(finding))).flatMap((spread) => openLeaves(spread, result));
    case "rollup":
      return others(unknown.get(indicatorOf(finding)));
    default:
      return [finding];
  }
};

/** What settles an open finding that sums up no others. */
export const settlingCells = (finding: Finding): Settling => {
  const { reason } = finding;
  const cells = ownCells(finding);
  const lacks =
    (reason.code === "missing-input" || reason.code === "decided-open") &&
    reason.inputs.some(({ cell }) => cell === null);
  return { cells, complete: cells.length > 0 && !lacks };
};

/** Findings by what sums them up, each list in the result's order. */
interface Evidence {
  /** Unknown ratios, by unit. */
  readonly ratios: ReadonlyMap<string, readonly Finding[]>;
  /** Unknown findings, by indicator. */
  readonly unknown: ReadonlyMap<string, readonly Finding[]>;
  /** Unknown spreads, by stage. */
  readonly spreads: ReadonlyMap<string, readonly Finding[]>;
  /** Findings of the county that do not decide by themselves, by indicator. */
  readonly parts: ReadonlyMap<string, readonly Finding[]>;
}

const unitOf = ({ subject }: Finding): string => `${subject.stage}/${subject.kind}/${subject.id}`;
const indicatorOf = ({ indicator }: Finding): string => indicator.id;
const stageOf = ({ subject }: Finding): string => String(subject.stage);

const evidenceOf = oncePerResult(({ findings }): Evidence => {
  const open = findings.filter(({ status }) => status === "unknown");
  return {
    ratios: groupBy(
      open.filter(({ check }) => check === "ratio"),
      unitOf,
    ),
    unknown: groupBy(open, indicatorOf),
    spreads: groupBy(
      open.filter(({ check }) => check === "dispersion"),
      stageOf,
    ),
    parts: groupBy(
      findings.filter(({ required, subject }) => !required && subject.kind === "county"),
      indicatorOf,
    ),
  };
});

/** What a county finding sums up of its own county, with one status: the parts of an item that has several. */
export const countyEvidence = (finding: Finding, result: AuditResult): readonly Finding[] =>
  finding.check !== "rollup"
    ? []
    : (evidenceOf(result).parts.get(indicatorOf(finding)) ?? []).filter(({ status }) => status === finding.status);

/**
 * The cells that leave a finding open, each once: its own, and those of the evidence that it sums up (the unit's ratios
 * for a quorum, the indicator's schools or parts for a county item).
 */
export const openCells = (finding: Finding, result: AuditResult): readonly string[] => {
  const evidence =
    finding.check === "quorum"
      ? (evidenceOf(result).ratios.get(unitOf(finding)) ?? [])
      : finding.check === "rollup"
        ? (evidenceOf(result).unknown.get(indicatorOf(finding)) ?? []).filter((other) => other !== finding)
        : [finding];
  return [...new Set(evidence.flatMap(ownCells))];
};
