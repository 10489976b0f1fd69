import { compatible } from "../../compatible.ts";
import { type Context, countySubject, finding } from "../../engine/context.ts";
import { add, compare, multiply, nearestDouble, type Rational, rational, subtract, ZERO } from "../../engine/exact.ts";
import { figureOf, missingInput } from "../../engine/measure.ts";
import { FAR_ABOVE_PLAN, type Progress } from "../../model/county.ts";
import type { Finding, Input, Milestone, Note, Reason, Status } from "../../model/result.ts";
import type { Indicator, MilestoneCheck } from "../../model/standard.ts";

type Step = MilestoneCheck["steps"][number];

/** What two writings of a milestone's name are compared by. */
const nameKey = (text: string): string => compatible(text).replace(/[\s\p{P}]/gu, "");

const rowsOf = (progress: readonly Progress[], indicator: Indicator): readonly Progress[] => {
  const names = new Set([indicator.id, indicator.code, indicator.name.zh, indicator.name.en].map(nameKey));
  return progress.filter((row) => names.has(nameKey(row.milestone)));
};

const figureName = (indicator: Indicator, row: Progress): string => `${indicator.name.zh}（${row.year.value}年完成）`;

const planOf = (steps: readonly Step[]): Rational =>
  steps.reduce((total, step) => add(total, rational(step.planned)), ZERO);

const FAR_ABOVE = rational(FAR_ABOVE_PLAN);

interface Standing {
  readonly status: Extract<Status, "pass" | "fail" | "unknown">;
  /** Done up to the year; what is known of it where a year is missing, null where nothing is. */
  readonly done: Rational | null;
  readonly reason: Reason;
  readonly rows: readonly Progress[];
}

/**
 * What was done up to a year against what was planned for `steps`. Work done ahead of its year counts. A step whose
 * year has no figure leaves it unknown, unless what is known is enough; so do two rows of one year, and a figure far
 * above the `whole` plan.
 */
const standing = (
  rows: readonly Progress[],
  steps: readonly Step[],
  year: number,
  { indicator, whole }: { readonly indicator: Indicator; readonly whole: Rational },
): Standing => {
  const counted = rows.filter((row) => row.year.value !== null && row.year.value <= year);
  const repeated = counted.filter(
    (row, index) => counted.findIndex((other) => other.year.value === row.year.value) !== index,
  );
  if (repeated.length > 0) {
    const inputs = repeated.map((row) => ({ quantity: row.milestone, cell: row.cell }));
    return { status: "unknown", done: null, reason: { code: "inconsistent", inputs }, rows: counted };
  }
  const doubtful = rows.filter((row) => {
    const figure = figureOf(row.done);
    return figure !== null && compare(rational(figure), multiply(FAR_ABOVE, whole)) > 0;
  });
  if (doubtful.length > 0) {
    const inputs = doubtful.map((row) => ({ quantity: row.milestone, cell: row.done.cell }));
    return { status: "unknown", done: null, reason: { code: "inconsistent", inputs }, rows: counted };
  }
  const figures = counted.map((row) => figureOf(row.done)).filter((figure) => figure !== null);
  const known = figures.reduce((total, figure) => add(total, rational(figure)), ZERO);
  const missing = steps.filter(
    (step) => !counted.some((row) => row.year.value === step.year && figureOf(row.done) !== null),
  );
  const done = figures.length === 0 ? null : known;
  if (compare(known, planOf(steps)) >= 0) return { status: "pass", done, reason: { code: "meets" }, rows: counted };
  const aside = counted.filter(({ done }) => done.state !== "blank" && figureOf(done) === null);
  if (missing.length > 0 && aside.length > 0) {
    const lookups = aside.map((row) => ({ quantity: figureName(indicator, row), stage: null, source: row.done }));
    return { status: "unknown", done, reason: missingInput(lookups), rows: counted };
  }
  return missing.length > 0
    ? {
        status: "unknown",
        done,
        reason: { code: "progress-missing", years: missing.map((step) => step.year) },
        rows: counted,
      }
    : { status: "fail", done, reason: { code: "short" }, rows: counted };
};

/** Milestones as the result lists them, one line for each step, cumulative to its year. */
export const milestonesOf = (
  { county, standard }: Context,
  indicator: Indicator,
  check: MilestoneCheck,
): readonly Milestone[] => {
  const rows = rowsOf(county.progress, indicator);
  return check.steps.map((step, index) => {
    const steps = check.steps.slice(0, index + 1);
    const { status, done } = standing(rows, steps, step.year, { indicator, whole: planOf(check.steps) });
    const own = rows.filter((row) => row.year.value === step.year);
    return {
      id: indicator.id,
      name: indicator.name,
      unit: check.unit,
      year: step.year,
      due: step.by,
      planned: nearestDouble(planOf(steps)),
      done: status === "unknown" || done === null ? null : nearestDouble(done),
      plannedInYear: step.planned,
      doneInYear: own.length === 1 ? figureOf(own[0]!.done) : null,
      cell: own[0]?.done.cell ?? null,
      status: status === "pass" || step.by <= standard.asOf ? status : "notApplicable",
      citation: check.citation,
    };
  });
};

/** Done against planned, both cumulative over the steps whose day has come. */
export const evaluateMilestone = (
  { county, standard }: Context,
  indicator: Indicator,
  check: MilestoneCheck,
  required: boolean,
): Finding => {
  const rows = rowsOf(county.progress, indicator);
  const due = check.steps.filter((step) => step.by <= standard.asOf);
  const subject = countySubject(null);
  const {
    status,
    done,
    reason,
    rows: counted,
  } = standing(rows, due, Number(standard.asOf.slice(0, 4)), {
    indicator,
    whole: planOf(check.steps),
  });
  const inputs: Input[] = counted.map((row) => ({
    quantity: figureName(indicator, row),
    stage: null,
    value: row.done.value,
    unit: check.unit,
    cell: row.done.cell,
  }));
  const notes: Note[] = check.steps.flatMap((step) => {
    const row = rows.find((each) => each.year.value === step.year);
    const stated = row === undefined ? null : figureOf(row.planned);
    return stated === null || stated === step.planned
      ? []
      : [{ code: "planned-differs" as const, year: step.year, planned: step.planned, stated }];
  });
  const working: Finding["working"] = {
    formula: { kind: "milestone", name: indicator.name, total: check.total },
    inputs,
    split: null,
  };
  if (due.length === 0) {
    const from: Reason = { code: "not-yet-due", from: check.steps[0]!.by };
    return finding(indicator, check, required, { subject, status: "notApplicable", reason: from, working, notes });
  }
  const planned = planOf(due);
  return finding(indicator, check, required, {
    subject,
    status,
    reason,
    value: status === "unknown" || done === null ? null : nearestDouble(done),
    bound: { operator: ">=", value: nearestDouble(planned), unit: check.unit, floor: null },
    gap:
      status === "fail" && done !== null
        ? {
            amount: nearestDouble(subtract(planned, done)),
            unit: check.unit,
            toFloor: null,
            direction: "add",
            cell: rows.find((row) => row.year.value === due.at(-1)!.year)?.done.cell ?? null,
            derived: false,
          }
        : null,
    working,
    notes,
  });
};
