import type { Check, CheckDifference, Indicator } from "../model/standard.ts";
import { type Days, earlierOf, laterOf, overlap } from "./days.ts";
import { FIELDS, type Pair, type Standing, type Surroundings } from "./fields.ts";

/** Kinds by which a whole indicator is judged unit by unit: a further check of such a kind stands in for what is there. */
const OF_UNITS: readonly Check["kind"][] = ["ratio", "dispersion", "composite-dispersion", "quorum"];

/** A rule of any field, as the walk over two checks sees it; `FIELDS` has them by their types. */
interface AnyRule {
  readonly compare?: (base: unknown, own: unknown, pair?: Pair<unknown>) => Standing;
  readonly fields?: Readonly<Record<string, AnyRule>>;
  readonly by?: string;
  readonly lost?: Standing;
  readonly gained?: Standing;
  readonly moot?: (pair: Pair<unknown>) => boolean;
}

type Value = Readonly<Record<string, unknown>>;
type Found = Omit<CheckDifference, "check">;

const none = (value: unknown): boolean => value === undefined || value === null;

const differing = (field: string, standing: Standing, before: unknown, after: unknown): Found[] =>
  standing === "equal" ? [] : [{ field, standing, before: before ?? null, after: after ?? null }];

const differencesIn = (
  rules: Readonly<Record<string, AnyRule>>,
  base: Value,
  own: Value,
  context: Surroundings & { readonly checks: Pair<unknown>["checks"] },
  at = "",
): Found[] => {
  const pair: Pair<unknown> = { ...context, base, own };
  return Object.entries(rules).flatMap(([name, rule]): Found[] => {
    const field = at === "" ? name : `${at}.${name}`;
    const [before, after] = [base[name], own[name]];
    const stands = (standing: Standing): Found[] => differing(field, standing, before, after);
    if (rule.by !== undefined) return differentItems(rule, before as Value[], after as Value[], context, field);
    if (rule.fields === undefined) return stands(rule.compare!(before, after, pair));
    if (rule.moot?.(pair) === true || (none(before) && none(after))) return [];
    if (none(after)) return stands(rule.lost ?? "unproven");
    if (none(before)) return stands(rule.gained ?? "unproven");
    return differencesIn(rule.fields, before as Value, after as Value, context, field);
  });
};

const differentItems = (
  { by = "", fields = {}, lost = "unproven", gained = "unproven" }: AnyRule,
  base: readonly Value[],
  own: readonly Value[],
  context: Parameters<typeof differencesIn>[3],
  field: string,
): Found[] => {
  const keys = [...new Set([...base, ...own].map((each) => String(each[by])))];
  return keys.flatMap((key): Found[] => {
    const before = base.filter((each) => String(each[by]) === key);
    const after = own.filter((each) => String(each[by]) === key);
    const [left, right] = [before[0], after[0]];
    if (before.length > 1 || after.length > 1) {
      return JSON.stringify(before) === JSON.stringify(after) ? [] : differing(field, "unproven", before, after);
    }
    if (right === undefined) return differing(field, lost, left, null);
    const at = `${field}[${own.indexOf(right)}]`;
    return left === undefined ? differing(at, gained, null, right) : differencesIn(fields, left, right, context, at);
  });
};

/** Every field in which `own` asks something else than `base`, a check of the same id. */
export const compareChecks = (base: Check, own: Check, context: Surroundings): readonly CheckDifference[] => {
  const found: Found[] =
    base.kind === own.kind
      ? differencesIn(
          FIELDS[base.kind] as unknown as Readonly<Record<string, AnyRule>>,
          { ...base },
          { ...own },
          {
            ...context,
            checks: { base, own },
          },
        )
      : [{ field: "kind", standing: "unproven", before: base.kind, after: own.kind }];
  return found.map((each) => ({ check: base.id, ...each }));
};

const first = (versions: readonly Days[]): string | null =>
  versions.some(({ from }) => from === null) ? null : (versions.map(({ from }) => from).sort()[0] ?? null);
const last = (versions: readonly Days[]): string | null =>
  versions.some(({ to }) => to === null)
    ? null
    : (versions
        .map(({ to }) => to)
        .sort()
        .at(-1) ?? null);

/** Days of the second standard on which the base has a check and it has none: before its first version, after its last. */
const comparePeriods = (base: readonly Check[], own: readonly Check[], days: Days): [CheckDifference, Check][] => {
  const wanted: Days = { from: laterOf(first(base), days.from), to: earlierOf(last(base), days.to) };
  if (!overlap(wanted, wanted)) return [];
  const check = base[0]!.id;
  const [from, to] = [first(own), last(own)];
  const found: [CheckDifference, Check][] = [];
  if (from !== null && (wanted.from === null || from > wanted.from)) {
    const difference: CheckDifference = { check, field: "from", standing: "looser", before: first(base), after: from };
    found.push([difference, own.find((each) => each.from === from)!]);
  }
  if (to !== null && (wanted.to === null || to < wanted.to)) {
    const difference: CheckDifference = { check, field: "to", standing: "looser", before: last(base), after: to };
    found.push([difference, own.find((each) => each.to === to)!]);
  }
  return found;
};

/** A difference with its place: the index of the second indicator's check, null where it has none of that id. */
export interface PlacedDifference {
  readonly difference: CheckDifference;
  readonly at: number | null;
}

/** What is known of the standard that the second indicator belongs to. */
export interface Comparison {
  readonly days: Days;
  /** All its indicators: whether one may stay under its value is their quorums' to say. */
  readonly indicators: readonly Indicator[];
  /** Checks of this indicator on which it is silent. */
  readonly silentChecks?: ReadonlySet<string>;
  /** Indicators on whose ratio it is silent. */
  readonly silent?: ReadonlySet<string>;
}

/** What the rules of the fields need to know of an indicator and its standard. */
export const surroundingsOf = (own: Indicator, { days, indicators, silent }: Comparison): Surroundings => ({
  days,
  silent: silent ?? new Set(),
  spread: own.checks.some(({ kind }) => kind === "dispersion"),
  toleratesFloor: indicators.some(({ checks }) =>
    checks.some((check) => check.kind === "quorum" && check.of.includes(own.id) && check.of.length > check.atLeast),
  ),
});

/**
 * Every field of every check in which `own` asks something else than `base`. Checks are matched by id, and versions by
 * the days on which both are in force: one that falls away asks less, unless the plan says that it is silent on it; a
 * new one asks more.
 */
export const compareIndicators = (
  base: Indicator,
  own: Indicator,
  comparison: Comparison,
): readonly PlacedDifference[] => {
  const context = surroundingsOf(own, comparison);
  const { days, silentChecks } = comparison;
  const ids = [...new Set(base.checks.map(({ id }) => id))];
  const kept = ids.flatMap((id): readonly PlacedDifference[] => {
    const before = base.checks.filter((check) => check.id === id);
    const after = own.checks.filter((check) => check.id === id);
    if (after.length === 0) {
      if (silentChecks?.has(id) === true) return [];
      const difference = { check: id, field: null, standing: "looser" as const, before: before[0]!.kind, after: null };
      return [{ difference, at: null }];
    }
    const found = [
      ...comparePeriods(before, after, days),
      ...before.flatMap((left) =>
        after
          .filter((right) => overlap(left, right) && overlap(right, days))
          .flatMap((right) => compareChecks(left, right, context).map((each) => [each, right] as const)),
      ),
    ];
    return found.map(([difference, check]) => ({ difference, at: own.checks.indexOf(check) }));
  });
  const added = own.checks.flatMap(({ id, kind }, at): PlacedDifference[] => {
    if (ids.includes(id)) return [];
    const standing = OF_UNITS.includes(kind) ? "unproven" : "tighter";
    return [{ difference: { check: id, field: null, standing, before: null, after: kind }, at }];
  });
  return [...kept, ...added];
};

/** Whether a difference has to be declared: it asks less, or nobody can prove that it does not. */
export const loosens = ({ standing }: CheckDifference): boolean => standing === "looser" || standing === "unproven";
