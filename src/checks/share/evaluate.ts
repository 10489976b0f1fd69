import { type Context, countySubject, finding, schoolSubject } from "../../engine/context.ts";
import { compare, divide, multiply, nearestDouble, rational, sum, ZERO } from "../../engine/exact.ts";
import {
  additionGap,
  additionToReach,
  concluded,
  distanceGap,
  isRoundingSensitive,
  limitsOf,
  meets,
} from "../../engine/gaps.ts";
import {
  decidedOpen,
  figureAt,
  inconsistentInput,
  inputOf,
  isStageQuantity,
  type Lookup,
  lookUpSchool,
  missingInput,
  NONE_APPLICABLE,
  rangeOfTerms,
  read,
  sumTerms,
  type TermsSum,
  unitOf,
} from "../../engine/measure.ts";
import { isAsked } from "../../engine/quality-scope.ts";
import { compulsoryStages } from "../../engine/stages.ts";
import type { Bound, Finding, Gap, Place, Reason, Status } from "../../model/result.ts";
import { type School, STAGES, type Stage } from "../../model/school.ts";
import type { Indicator, ShareCheck } from "../../model/standard.ts";

/** Decimals with which the official form prints a share. */
const PRINTED_DECIMALS = 1;
const HUNDRED = rational(100);

interface Judged {
  readonly status: Status;
  readonly reason: Reason;
  readonly value: number | null;
  readonly gap: Gap | null;
  readonly roundingSensitive: boolean;
}

const none = (status: Status, reason: Reason): Judged => ({
  status,
  reason,
  value: null,
  gap: null,
  roundingSensitive: false,
});

const judge = (numerator: TermsSum, denominator: TermsSum, check: ShareCheck, bound: Bound): Judged => {
  const whole = denominator.total;
  if (whole !== null && compare(whole, ZERO) <= 0) {
    const first = denominator.lookups[0];
    const reason: Reason = {
      code: "zero-denominator",
      quantity: first?.quantity ?? "",
      cell: first?.source.cell ?? null,
    };
    if (compare(whole, ZERO) === 0 && check.whenNone === "notApplicable") {
      // Somebody counted in the part of nobody is a contradiction, not an exemption.
      if (numerator.total !== null && compare(numerator.total, ZERO) === 0)
        return none("notApplicable", NONE_APPLICABLE);
      if (numerator.total === null) return none("unknown", missingInput(numerator.missing));
    }
    return none("unknown", reason);
  }
  if (numerator.total === null || whole === null) {
    return (
      missedAnyway(numerator, denominator, check, bound) ??
      none("unknown", missingInput([...numerator.missing, ...denominator.missing]))
    );
  }
  if (
    compare(numerator.total, whole) > 0 ||
    compare(numerator.total, ZERO) < 0 ||
    exceedsAtStage(numerator, denominator)
  ) {
    // A part above its whole is somebody's mistake, and no evidence of anything.
    return none("unknown", inconsistentInput([...numerator.lookups, ...denominator.lookups]));
  }
  const perUnit = divide(HUNDRED, whole);
  const value = multiply(numerator.total, perUnit);
  const { required } = limitsOf(bound);
  const passes = meets(value, bound.operator, required);
  const { status, reason } = concluded(passes);
  const first = passes ? undefined : mostShort(numerator, denominator);
  const addition = additionToReach(numerator.total, perUnit, required, 1);
  return {
    status,
    reason,
    value: nearestDouble(value),
    roundingSensitive: isRoundingSensitive(value, bound, PRINTED_DECIMALS),
    gap: passes
      ? null
      : bound.operator === ">="
        ? {
            ...additionGap(addition, first === undefined ? "" : unitOf(first.quantity), first?.source.cell ?? null),
            ...placesOf(addition, numerator, denominator),
          }
        : distanceGap(value, required, "%"),
  };
};

/**
 * A share that is missed though what is missing of its part were the whole of it, each stage's for itself; for a bound
 * above, though it were nothing. None is met so: with all figures there, the part might be above its whole, which proves
 * nothing. Null where it is not decided.
 */
const missedAnyway = (numerator: TermsSum, denominator: TermsSum, check: ShareCheck, bound: Bound): Judged | null => {
  const whole = denominator.total;
  const range = rangeOfTerms(numerator);
  if (whole === null || range === null || exceedsAtStage(numerator, denominator)) return null;
  if (compare(range.least, whole) > 0) return null;
  const filled = numerator.lookups.slice(0, numerator.added).map((part) => {
    const figure = figureAt(part);
    if (figure !== null || part.stage === null) return figure;
    const of = denominator.lookups.find((each) => each.stage === part.stage);
    return of === undefined ? null : figureAt(of);
  });
  const isPair = [check.numerator, check.denominator].every(
    ({ plus, minus }) => plus.length === 1 && minus.length === 0,
  );
  const most =
    range.most ?? (isPair && !filled.includes(null) ? sum(filled.map((figure) => rational(figure ?? 0))) : null);
  const per = divide(HUNDRED, whole);
  const limits = { least: multiply(range.least, per), most: most === null ? null : multiply(most, per) };
  const { required } = limitsOf(bound);
  const best = bound.operator === ">=" || bound.operator === ">" ? limits.most : limits.least;
  if (best === null || meets(best, bound.operator, required)) return null;
  return none("fail", decidedOpen(numerator.missing, limits));
};

/** How much a stage's figure is below that of its whole. */
const missingAt = (part: Lookup, denominator: TermsSum): number => {
  const whole = denominator.lookups.find((each) => each.stage === part.stage);
  return ((whole === undefined ? null : figureAt(whole)) ?? 0) - (figureAt(part) ?? 0);
};

/** What each stage takes of an addition, at most what is missing there; nothing where one of them takes it all. */
const placesOf = (addition: number, numerator: TermsSum, denominator: TermsSum): Pick<Gap, "places"> => {
  const staged = numerator.lookups.filter(({ stage }) => stage !== null);
  const short = staged
    .map((part) => ({ part, missing: missingAt(part, denominator) }))
    .sort((left, right) => right.missing - left.missing);
  if (short.length === 0 || short[0]!.missing >= addition) return {};
  const places: Place[] = [];
  let left = addition;
  for (const { part, missing } of short) {
    const amount = Math.min(left, Math.max(missing, 0));
    if (amount > 0) places.push({ quantity: part.quantity, stage: part.stage, cell: part.source.cell, amount });
    left -= amount;
  }
  return { places };
};

/** The added figure of which most is missing from its whole, each stage by itself: the place to add to. */
const mostShort = (numerator: TermsSum, denominator: TermsSum): Lookup | undefined => {
  const staged = numerator.lookups.filter(({ stage }) => stage !== null);
  return staged.length < 2
    ? numerator.lookups[0]
    : staged.reduce((left, right) => (missingAt(right, denominator) > missingAt(left, denominator) ? right : left));
};

/** Whether at some stage a part is above its whole, which another stage's shortfall would otherwise hide. */
const exceedsAtStage = (numerator: TermsSum, denominator: TermsSum): boolean => {
  // Where each of the two is one figure, they have been compared.
  if (numerator.lookups.length === 1 && denominator.lookups.length === 1) return false;
  return numerator.lookups.some((part) => {
    const whole = part.stage === null ? undefined : denominator.lookups.find((each) => each.stage === part.stage);
    return whole !== undefined && (figureAt(part) ?? 0) > (figureAt(whole) ?? 0);
  });
};

/**
 * The stages over which a school's stage figures are summed: those of its type, but for a stage without pupils whose
 * figures are left blank; for 特殊教育, 专门学校 and unknown types every stage that the workbook has columns for.
 */
const stagesToSum = (school: School, keys: readonly string[]): readonly Stage[] => {
  const type = school.type.value;
  const own = type === null ? [] : compulsoryStages(type);
  const states = (stage: Stage) => keys.map((key) => read(school.stages[stage].values, key).state);
  if (own.length === 0) return STAGES.filter((stage) => states(stage).some((state) => state !== "absent"));
  const isEmpty = (stage: Stage): boolean =>
    read<number>(school.stages[stage].values, "pupils").value === 0 &&
    !states(stage).some((state) => state === "given" || state === "invalid");
  return own.filter((stage) => !isEmpty(stage));
};

export const evaluateShare = (
  context: Context,
  indicator: Indicator,
  check: ShareCheck,
  required: boolean,
): readonly Finding[] => {
  const bound: Bound = { ...check.bound, unit: "%", floor: null };
  const formula = { kind: "share", numerator: check.numerator, denominator: check.denominator } as const;
  if (check.level === "county") {
    const lookUp = (key: string): Lookup[] => [{ quantity: key, stage: null, source: read(context.county.items, key) }];
    const numerator = sumTerms(check.numerator, lookUp);
    const denominator = sumTerms(check.denominator, lookUp);
    const found = judge(numerator, denominator, check, bound);
    const blank = [...numerator.lookups, ...denominator.lookups].every(({ source }) => source.value === null);
    const judged =
      blank && found.reason.code === "missing-input" && asksNobody(context, check)
        ? none("notApplicable", NONE_APPLICABLE)
        : found;
    const against = judged.reason.code === "none-applicable" ? contradiction(context, check, denominator) : null;
    return [
      finding(indicator, check, required, {
        subject: countySubject(check.stage),
        bound,
        ...judged,
        ...(against === null ? {} : { status: "unknown" as const, reason: against }),
        working: { formula, inputs: [...numerator.lookups, ...denominator.lookups].map(inputOf), split: null },
      }),
    ];
  }
  const keys = [check.numerator, check.denominator].flatMap(({ plus, minus }) => [...plus, ...minus]);
  const stagedKeys = keys.filter((key) => isStageQuantity(key, context.standard));
  const staged = new Set(stagedKeys);
  return context.county.schools.map((school) => {
    const subject = schoolSubject(context, school, null);
    if (!isAsked(context, school, check.schools)) {
      return finding(indicator, check, false, {
        subject,
        bound,
        status: "notApplicable",
        reason: NONE_APPLICABLE,
        working: { formula, inputs: [], split: null },
      });
    }
    const stages = stagesToSum(school, stagedKeys);
    const lookUp = (key: string): Lookup | readonly Lookup[] =>
      staged.has(key) ? stages.map((stage) => lookUpSchool(school, key, stage)) : lookUpSchool(school, key, null);
    const numerator = sumTerms(check.numerator, lookUp);
    const denominator = sumTerms(check.denominator, lookUp);
    const judged = knownShortfall(numerator, denominator, check) ?? judge(numerator, denominator, check, bound);
    return finding(indicator, check, false, {
      subject,
      bound,
      status: judged.status,
      reason: judged.reason,
      value: judged.value,
      gap: judged.gap,
      roundingSensitive: judged.roundingSensitive,
      working: { formula, inputs: [...numerator.lookups, ...denominator.lookups].map(inputOf), split: null },
    });
  });
};

type Kind = readonly (readonly [key: "sponsor" | "location" | "boarding", wanted: readonly unknown[] | null])[];

/** What a witness asks of a school; what it asks nothing of is left out. */
const kindOf = ({ sponsor, locations, boarding }: NonNullable<ShareCheck["witness"]>): Kind =>
  (
    [
      ["sponsor", sponsor === null ? null : [sponsor]],
      ["location", locations],
      ["boarding", boarding === null ? null : [boarding]],
    ] as Kind
  ).filter(([, wanted]) => wanted !== null);

/** Known not to be of the kind. */
const isOther = (school: School, kind: Kind): boolean =>
  kind.some(([key, wanted]) => school[key].value !== null && !wanted!.includes(school[key].value));

/** Whether every school is known not to be one that the check is about: of another kind, or without the stage. */
const asksNobody = ({ county }: Context, { witness, stage }: ShareCheck): boolean => {
  if (witness === undefined) return false;
  const kind = kindOf(witness);
  if (kind.length === 0 || county.schools.length === 0) return false;
  return county.schools.every((school) => {
    const type = school.type.value;
    const own = type === null ? STAGES : compulsoryStages(type);
    const stages = own.filter((each) => stage === null || each === stage);
    return isOther(school, kind) || stages.every((each) => figureAt(lookUpSchool(school, "pupils", each)) === 0);
  });
};

/**
 * What the schools' own rows say against a county that counted nobody: a school of the kind with pupils contradicts it; one
 * that may be of the kind leaves it open. Null where no row speaks against it.
 */
const contradiction = ({ county }: Context, { witness, stage }: ShareCheck, counted: TermsSum): Reason | null => {
  if (witness === undefined) return null;
  const open: Lookup[] = [];
  for (const school of county.schools) {
    const known = kindOf(witness);
    if (isOther(school, known)) continue;
    const pupils = STAGES.filter((each) => stage === null || each === stage)
      .map((each) => lookUpSchool(school, witness.quantity, each))
      .find((each) => (figureAt(each) ?? 0) > 0);
    if (pupils === undefined) continue;
    const missing = known.filter(([key]) => school[key].value === null);
    if (missing.length === 0) return inconsistentInput([...counted.lookups, pupils]);
    open.push(...missing.map(([key]): Lookup => ({ quantity: key, stage: null, source: school[key] })));
  }
  return open.length === 0 ? null : missingInput(open);
};

/**
 * Where all must (100 %) and one stage of a school is already known to be short, the school is short whatever its
 * other stage says. Null where that cannot be told.
 */
const knownShortfall = (numerator: TermsSum, denominator: TermsSum, check: ShareCheck): Judged | null => {
  if (check.bound.operator !== ">=" || check.bound.value !== 100) return null;
  if (numerator.total !== null && denominator.total !== null) return null;
  // Of a sum or a difference one term says nothing.
  if ([check.numerator, check.denominator].some(({ plus, minus }) => plus.length > 1 || minus.length > 0)) return null;
  const short = numerator.lookups.some((part) => {
    const whole = denominator.lookups.find((each) => each.stage === part.stage);
    return (
      typeof part.source.value === "number" &&
      typeof whole?.source.value === "number" &&
      part.source.value < whole.source.value
    );
  });
  return short ? { status: "fail", reason: { code: "short" }, value: null, gap: null, roundingSensitive: false } : null;
};
