import { GRADES } from "../model/school.ts";
import type { Check, CheckDifference, CheckKind, Operator, Terms } from "../model/standard.ts";
import { type Days, laterOf } from "./days.ts";

/**
 * How each field of each kind of check is compared. The types below ask for a rule for every field of the model, so that
 * a new field does not compile until somebody says what loosens it.
 */

/** How one value stands to the base's; `equal` where both ask the same, whatever they say. */
export type Standing = "equal" | CheckDifference["standing"];

/** What a comparison needs to know of the two standards beside the two checks. */
export interface Surroundings {
  /** First and last day on which the second standard applies; null is open. */
  readonly days: Days;
  /** Whether a quorum of the second standard lets the indicator stay under its value at some schools. */
  readonly toleratesFloor: boolean;
  /** The indicator's spread is judged from the same ratio. */
  readonly spread: boolean;
  /** Indicators on whose ratio the second standard is silent. */
  readonly silent: ReadonlySet<string>;
}

/** The objects that hold the two values, and the checks that hold those. */
export interface Pair<P> extends Surroundings {
  readonly base: P;
  readonly own: P;
  readonly checks: { readonly base: Check; readonly own: Check };
}

export interface Leaf<T, P> {
  readonly compare: (base: T, own: T, pair: Pair<P>) => Standing;
}

/** An object of which each field is compared. */
export interface Branch<T, P> {
  readonly fields: FieldRules<NonNullable<T>>;
  /** How it stands where only the base, or only the other, has such an object. */
  readonly lost?: Standing;
  readonly gained?: Standing;
  /** Whether nothing in it can change what is judged. */
  readonly moot?: (pair: Pair<P>) => boolean;
}

/** A list of objects, matched by one of their fields; a list that holds one twice is not proven to ask no less. */
export interface Items<E> {
  readonly by: keyof E & string;
  readonly fields: FieldRules<E>;
  readonly lost: Standing;
  readonly gained: Standing;
}

/** A list of objects that only mean something together. */
export interface Together<E> {
  readonly together: { readonly [F in keyof E]-?: string };
  readonly compare: (base: readonly E[], own: readonly E[]) => Standing;
}

export type Rule<T, P> =
  | Leaf<T, P>
  | (NonNullable<T> extends readonly (infer E)[]
      ? E extends object
        ? Items<E> | Together<E>
        : never
      : NonNullable<T> extends object
        ? Branch<T, P>
        : never);

export type FieldRules<P> = { readonly [F in keyof P]-?: Rule<P[F], P> };

type CheckOf<K extends CheckKind> = Extract<Check, { kind: K }>;

const EQUAL: Leaf<unknown, unknown> = { compare: () => "equal" };

/** Where a requirement comes from, whose it is, or how it is printed: nothing is judged by it. */
const notJudged = EQUAL;

/** Told beside the verdict, which nothing of it changes. */
const TOLD: Leaf<unknown, unknown> = EQUAL;

const sameJson = (base: unknown, own: unknown): boolean => JSON.stringify(base) === JSON.stringify(own);

/** A column, a code, a scope: another one is another requirement, of which nothing is proven. */
const fixed: Leaf<unknown, unknown> = {
  compare: (base, own) => (sameJson(base, own) ? "equal" : "unproven"),
};

/** The words for what the same row proves: for a reader of both texts. */
const words: Leaf<{ readonly zh: string }, unknown> = {
  compare: (base, own) => (base.zh === own.zh ? "equal" : "other"),
};

const byNumber = (base: number, own: number, tighter: "lower" | "higher"): Standing =>
  base === own ? "equal" : own < base === (tighter === "lower") ? "tighter" : "looser";

const lower: Leaf<number, unknown> = { compare: (base, own) => byNumber(base, own, "lower") };
const higher: Leaf<number, unknown> = { compare: (base, own) => byNumber(base, own, "higher") };

/** A day by which something is done. */
const earlier: Leaf<string, unknown> = {
  compare: (base, own) => (base === own ? "equal" : own < base ? "tighter" : "looser"),
};

/** Of two, `loosest` asks least; every other value against another is not proven. */
const loosestIs = <T>(loosest: T): Leaf<T, unknown> => ({
  compare: (base, own) =>
    sameJson(base, own) ? "equal" : own === loosest ? "looser" : base === loosest ? "tighter" : "unproven",
});

/** A number or null, which asks nothing. */
const orNothing = (rule: Leaf<number, unknown>): Leaf<number | null, unknown> => ({
  compare: (base, own, pair) =>
    base === own ? "equal" : own === null ? "looser" : base === null ? "tighter" : rule.compare(base, own, pair),
});

/** Every one of these is asked: more of them is tighter, one less is looser. */
const asked: Leaf<readonly string[], unknown> = {
  compare: (base, own) =>
    base.some((each) => !own.includes(each))
      ? "looser"
      : own.some((each) => !base.includes(each))
        ? "tighter"
        : "equal",
};

/** A day that comes no later than the first on which the check applies defers nothing. */
const due: Leaf<string | undefined, { readonly from: string | null }> = {
  compare: (base, own, { own: check, days }) => {
    const first = laterOf(check.from, days.from);
    const deferredTo = (day: string | undefined): string | null =>
      day === undefined || (first !== null && day <= first) ? null : day;
    const [before, after] = [deferredTo(base), deferredTo(own)];
    if (before === after) return "equal";
    return after === null || (before !== null && after < before) ? "tighter" : "looser";
  },
};

/** What every check has. `from` and `to` are compared over all versions of a check, by `comparePeriods`. */
const common = {
  id: fixed,
  citation: notJudged,
  from: EQUAL,
  to: EQUAL,
  responsible: notJudged,
  due,
} as const;

const stages = <R>(rule: R) => ({ fields: { primary: rule, juniorSecondary: rule } });

/** The same of what a standard may leave out, which asks nothing. */
const bounded = <R>(rule: R) => ({ ...stages(rule), lost: "looser", gained: "tighter" }) as const;

const upward = (operator: Operator): boolean => operator === ">=" || operator === ">";
const strict = (operator: Operator): boolean => operator === ">" || operator === "<";

type Bound = { readonly operator: Operator; readonly value: number };

const operator: Leaf<Operator, Bound> = {
  compare: (before, after, { base, own }) => {
    if (before === after) return "equal";
    if (upward(before) !== upward(after)) return "unproven";
    // Between two values the number says which is tighter.
    if (base.value !== own.value) return "equal";
    return strict(after) ? "tighter" : "looser";
  },
};

const boundValue: Leaf<number, Bound> = {
  compare: (before, after, { base }) => byNumber(before, after, upward(base.operator) ? "higher" : "lower"),
};

/** What is left of a list once the other's entries are taken away, each as often as it stands there. */
const without = (list: readonly string[], other: readonly string[]): string[] => {
  const rest = [...other];
  return list.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
};

/**
 * Terms of a fraction, of figures that do not contradict each other: where a part is above its whole, a check that counts
 * less of it sees no contradiction. More of those that `raise` its value makes a bound below easier to reach, one above harder. */
const terms = (raises: boolean): Leaf<readonly string[], Terms> => ({
  compare: (before, after, { checks: { base, own }, spread }) => {
    const gained = without(after, before).length > 0;
    const lost = without(before, after).length > 0;
    if (!gained && !lost) return "equal";
    if (gained && lost) return "unproven";
    const from = base.kind === "share" ? upward(base.bound.operator) : true;
    const to = own.kind === "share" ? upward(own.bound.operator) : true;
    if (from !== to) return "unproven";
    // A spread over other figures may be smaller or larger.
    return (gained === raises) === to ? "looser" : spread ? "unproven" : "tighter";
  },
});
const numerator = { fields: { plus: terms(true), minus: terms(false) } } as const;
const denominator = { fields: { plus: terms(false), minus: terms(true) } } as const;

/** What a witness asks of a school: null asks nothing, so that more schools speak against nobody. */
const witnessOf = <T>(): Leaf<T | null, unknown> => ({
  compare: (base, own) =>
    sameJson(base, own) ? "equal" : own === null ? "tighter" : base === null ? "looser" : "unproven",
});

type Quorum = CheckOf<"quorum">;

const STATEMENT: FieldRules<CheckOf<"attestation">> = {
  ...common,
  kind: fixed,
  code: fixed,
  statement: words,
};

type Steps = CheckOf<"staged-elimination">["steps"];

/** Percent of all that a list of steps lets stand on a day; all of it before the first. */
const allowedOn = (steps: Steps, day: string): number =>
  steps.filter(({ by }) => by <= day).at(-1)?.atMost ?? Number.POSITIVE_INFINITY;

/** The rules of every kind. */
export const FIELDS: { readonly [K in CheckKind]: FieldRules<CheckOf<K>> } = {
  ratio: {
    ...common,
    kind: fixed,
    numerator,
    per: lower,
    split: {
      compare: (base, own, { spread }) => (base === own ? "equal" : !own ? "looser" : spread ? "unproven" : "tighter"),
    },
    bounds: bounded({
      fields: {
        operator: fixed,
        value: higher,
        // Whether anything short of the value will do is the quorum's to say.
        floor: {
          compare: (base: number | null, own: number | null, pair: Pair<unknown>): Standing =>
            pair.toleratesFloor ? orNothing(higher).compare(base, own, pair) : "equal",
        },
      },
    } as const),
    step: notJudged,
    gapUnit: notJudged,
  },
  dispersion: { ...common, kind: fixed, limits: bounded(lower) },
  // The mean of others may be smaller or larger.
  "composite-dispersion": { ...common, kind: fixed, of: fixed, limits: stages(lower) },
  quorum: {
    ...common,
    kind: fixed,
    of: {
      compare: (base, own, { silent }) => {
        const standing = asked.compare(
          base.filter((id) => !silent.has(id)),
          own,
          {} as Pair<unknown>,
        );
        return standing === "equal" && base.some((id) => !own.includes(id)) ? "other" : standing;
      },
    },
    // What may be short counts, not what is reached: a plan that is silent on one of seven lets no more be short.
    atLeast: {
      compare: (_, __, { base, own }: Pair<Quorum>) =>
        byNumber(base.of.length - base.atLeast, own.of.length - own.atLeast, "lower"),
    },
  },
  attestation: STATEMENT,
  "arts-rooms": {
    ...common,
    kind: fixed,
    classesPerRoom: lower,
    reading: loosestIs<"each" | "pooled">("pooled"),
    rooms: {
      by: "kind",
      fields: { kind: fixed, all: fixed, adequate: fixed, area: higher },
      lost: "looser",
      // Counted together, the rooms of a further kind stand in for the others.
      gained: "unproven",
    },
  },
  "school-size": {
    ...common,
    kind: fixed,
    caps: stages(lower),
    combined: lower,
    onlyWhere: {
      compare: (base, own) =>
        base === own ? "equal" : base === undefined ? "looser" : own === undefined ? "tighter" : "unproven",
    },
  },
  "class-size": { ...common, kind: fixed, caps: stages(lower) },
  "small-school-funding": {
    ...common,
    kind: fixed,
    pupils: higher,
    funds: fixed,
    quota: fixed,
    villageSchoolsOnly: loosestIs<true | undefined>(true),
    everySchool: loosestIs<true | undefined>(undefined),
  },
  "special-education-funding": {
    ...common,
    kind: fixed,
    funds: fixed,
    countyFunds: fixed,
    countyPupils: fixed,
    // Theirs need not be counted where the standard does not say so.
    inclusivePupils: loosestIs<string | undefined>(undefined),
    bound: { fields: { operator: fixed, value: higher } },
    later: TOLD,
  },
  comparison: { ...common, kind: fixed, left: fixed, operator: fixed, right: fixed, unit: fixed },
  share: {
    ...common,
    kind: fixed,
    level: fixed,
    stage: fixed,
    numerator,
    denominator,
    bound: { fields: { operator, value: boundValue } },
    whenNone: loosestIs<"notApplicable" | "unknown">("notApplicable"),
    witness: {
      lost: "looser",
      gained: "tighter",
      // Where nobody counted is open, nothing needs to contradict it.
      moot: ({ own }) => own.whenNone === "unknown" || own.level === "school",
      fields: {
        quantity: fixed,
        sponsor: witnessOf(),
        locations: {
          compare: (base, own, pair) =>
            base === null || own === null
              ? witnessOf<readonly string[]>().compare(base, own, pair)
              : asked.compare(base, own, pair),
        },
        boarding: witnessOf(),
      },
    },
    schools: fixed,
    sample: TOLD,
  },
  flags: {
    ...common,
    kind: fixed,
    quantities: asked,
    expected: fixed,
    fallback: {
      // A document that stands in for the columns is an easier way to the same.
      lost: "tighter",
      gained: "looser",
      // Its own dates and day are never looked at: it stands in for the check as long as that is in force.
      fields: { ...STATEMENT, id: notJudged, due: notJudged },
    },
  },
  grade: {
    ...common,
    kind: fixed,
    quantities: asked,
    atLeast: { compare: (base, own) => byNumber(GRADES.indexOf(base), GRADES.indexOf(own), "lower") },
  },
  monitoring: {
    ...common,
    kind: fixed,
    subjects: asked,
    levelAtLeast: higher,
    rateBelow: orNothing(lower),
  },
  absence: { ...common, kind: fixed, code: fixed },
  count: {
    ...common,
    kind: fixed,
    level: fixed,
    quantity: fixed,
    bound: { fields: { operator, value: boundValue, unit: fixed } },
    schools: fixed,
  },
  trend: {
    ...common,
    kind: fixed,
    current: fixed,
    baseline: fixed,
    baselineYear: fixed,
    // Every further year adds to the change asked for; null never stops adding.
    untilYear: {
      compare: (base, own) => byNumber(base ?? Number.POSITIVE_INFINITY, own ?? Number.POSITIVE_INFINITY, "higher"),
    },
    direction: fixed,
    points: higher,
  },
  "year-on-year": {
    ...common,
    kind: fixed,
    current: fixed,
    previous: fixed,
    operator: {
      compare: (base, own) =>
        base === own
          ? "equal"
          : base === ">=" && own === ">"
            ? "tighter"
            : base === ">" && own === ">="
              ? "looser"
              : "unproven",
    },
    unit: fixed,
  },
  "pupil-teacher-ratio": {
    ...common,
    kind: fixed,
    stage: fixed,
    staff: fixed,
    sponsor: fixed,
    atMost: lower,
  },
  "staged-elimination": {
    ...common,
    kind: fixed,
    count: fixed,
    of: fixed,
    steps: {
      together: { by: "compared", atMost: "compared", citation: "where it comes from" },
      compare: (base: Steps, own: Steps): Standing => {
        const days = [...base, ...own].map(({ by }) => by);
        const standings = days.map((day) => byNumber(allowedOn(base, day), allowedOn(own, day), "lower"));
        return standings.includes("looser") ? "looser" : standings.includes("tighter") ? "tighter" : "equal";
      },
    },
  },
  "nested-deadline": {
    ...common,
    kind: fixed,
    quantity: fixed,
    latest: earlier,
  },
  "rated-funding": {
    ...common,
    kind: fixed,
    funds: fixed,
    rates: {
      by: "quantity",
      fields: { quantity: fixed, amount: higher },
      lost: "looser",
      gained: "tighter",
    },
  },
  milestone: {
    ...common,
    kind: fixed,
    unit: fixed,
    // The sum of its steps, which is checked.
    total: notJudged,
    steps: {
      by: "year",
      fields: {
        year: fixed,
        by: earlier,
        planned: higher,
      },
      lost: "looser",
      gained: "tighter",
    },
  },
};
