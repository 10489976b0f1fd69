import { GRADES, STAGES } from "../model/school.ts";
import type { Check, Indicator, Operator, Terms } from "../model/standard.ts";

/**
 * How one requirement stands to another of the same subject. `looser` and `tighter` are what numbers and scopes say;
 * `other` is a difference that only a reader of both texts can weigh. Empty when they ask the same.
 */
export type Difference = "looser" | "tighter" | "other";

type Differences = Set<Difference>;

const lower = (base: number, own: number, found: Differences): void => {
  if (own < base) found.add("looser");
  if (own > base) found.add("tighter");
};

const higher = (base: number, own: number, found: Differences): void => lower(own, base, found);

const bound = (
  base: { readonly operator: Operator; readonly value: number },
  own: { readonly operator: Operator; readonly value: number },
  found: Differences,
): void => {
  const upward = (operator: Operator) => operator === ">=" || operator === ">";
  if (upward(base.operator) !== upward(own.operator)) {
    found.add("other");
    return;
  }
  if (upward(base.operator)) lower(base.value, own.value, found);
  else higher(base.value, own.value, found);
  if (base.value === own.value && base.operator !== own.operator) {
    found.add(own.operator === ">" || own.operator === "<" ? "tighter" : "looser");
  }
};

/** More of what is asked is tighter, less is looser. */
const asked = (base: readonly string[], own: readonly string[], found: Differences): void => {
  if (base.some((each) => !own.includes(each))) found.add("looser");
  if (own.some((each) => !base.includes(each))) found.add("tighter");
};

/** A numerator that counts more is easier to reach. */
const counted = (base: Terms, own: Terms, found: Differences): void => {
  const shared = base.plus.some((key) => own.plus.includes(key));
  if (!shared) {
    found.add("other");
    return;
  }
  if (own.plus.some((key) => !base.plus.includes(key))) found.add("looser");
  if (base.plus.some((key) => !own.plus.includes(key))) found.add("tighter");
  if (own.minus.some((key) => !base.minus.includes(key))) found.add("other");
  if (base.minus.some((key) => !own.minus.includes(key))) found.add("looser");
};

const sameTerms = (base: Terms, own: Terms): boolean => JSON.stringify(base) === JSON.stringify(own);

/**
 * What `own` asks more or less of than `base`. `silent` are ids of indicators on which the plan of `own` is silent: a
 * quorum without them asks no less.
 */
export const compareChecks = (
  base: Check,
  own: Check,
  silent: ReadonlySet<string> = new Set(),
): ReadonlySet<Difference> => {
  const found: Differences = new Set();
  const pair = <K extends Check["kind"]>(kind: K) =>
    base.kind === kind && own.kind === kind
      ? ([base, own] as [Extract<Check, { kind: K }>, Extract<Check, { kind: K }>])
      : null;
  if (base.kind !== own.kind) {
    found.add("other");
    return found;
  }
  const ratio = pair("ratio");
  if (ratio !== null) {
    const [left, right] = ratio;
    counted(left.numerator, right.numerator, found);
    for (const stage of STAGES) {
      lower(left.bounds[stage].value, right.bounds[stage].value, found);
      const [floor, own] = [left.bounds[stage].floor, right.bounds[stage].floor];
      // Whether anything short of the value will do is the quorum's to say.
      if (floor !== null && own !== null) lower(floor, own, found);
    }
    if (left.per !== right.per || left.split !== right.split) found.add("other");
  }
  const dispersion = pair("dispersion");
  if (dispersion !== null) {
    for (const stage of STAGES) higher(dispersion[0].limits[stage], dispersion[1].limits[stage], found);
  }
  const quorum = pair("quorum");
  if (quorum !== null) {
    const [left, right] = quorum;
    asked(
      left.of.filter((id) => !silent.has(id)),
      right.of,
      found,
    );
    higher(left.of.length - left.atLeast, right.of.length - right.atLeast, found);
    if (left.of.some((id) => !right.of.includes(id))) found.add("other");
  }
  const attestation = pair("attestation");
  if (attestation !== null && attestation[0].statement.zh !== attestation[1].statement.zh) found.add("other");
  const rooms = pair("arts-rooms");
  if (rooms !== null) {
    const [left, right] = rooms;
    higher(left.classesPerRoom, right.classesPerRoom, found);
    asked(
      left.rooms.map((room) => room.kind),
      right.rooms.map((room) => room.kind),
      found,
    );
    for (const room of left.rooms) {
      const other = right.rooms.find((each) => each.kind === room.kind);
      if (other !== undefined) lower(room.area, other.area, found);
    }
    if (left.reading !== right.reading) found.add(right.reading === "pooled" ? "looser" : "tighter");
  }
  const size = pair("school-size");
  if (size !== null) {
    const [left, right] = size;
    for (const stage of STAGES) higher(left.caps[stage], right.caps[stage], found);
    higher(left.combined, right.combined, found);
    if (left.onlyWhere !== right.onlyWhere) found.add(left.onlyWhere === undefined ? "looser" : "other");
  }
  const classes = pair("class-size");
  if (classes !== null) for (const stage of STAGES) higher(classes[0].caps[stage], classes[1].caps[stage], found);
  const small = pair("small-school-funding");
  if (small !== null) {
    lower(small[0].pupils, small[1].pupils, found);
    if (small[0].villageSchoolsOnly !== small[1].villageSchoolsOnly) {
      found.add(small[1].villageSchoolsOnly === true ? "looser" : "tighter");
    }
  }
  const special = pair("special-education-funding");
  if (special !== null) bound(special[0].bound, special[1].bound, found);
  const comparison = pair("comparison");
  if (comparison !== null) {
    const [left, right] = comparison;
    if (left.left !== right.left || left.right !== right.right || left.operator !== right.operator) found.add("other");
  }
  const share = pair("share");
  if (share !== null) {
    const [left, right] = share;
    bound(left.bound, right.bound, found);
    if (!sameTerms(left.numerator, right.numerator)) {
      if (sameTerms(left.denominator, right.denominator)) counted(left.numerator, right.numerator, found);
      else found.add("other");
    } else if (!sameTerms(left.denominator, right.denominator)) found.add("other");
    if (left.level !== right.level || left.stage !== right.stage || left.schools !== right.schools) found.add("other");
  }
  const flags = pair("flags");
  if (flags !== null) {
    asked(flags[0].quantities, flags[1].quantities, found);
    if (flags[0].expected !== flags[1].expected) found.add("other");
  }
  const grade = pair("grade");
  if (grade !== null) {
    asked(grade[0].quantities, grade[1].quantities, found);
    higher(GRADES.indexOf(grade[0].atLeast), GRADES.indexOf(grade[1].atLeast), found);
  }
  const monitoring = pair("monitoring");
  if (monitoring !== null) {
    const [left, right] = monitoring;
    asked(left.subjects, right.subjects, found);
    lower(left.levelAtLeast, right.levelAtLeast, found);
    if (left.rateBelow !== null && right.rateBelow === null) found.add("looser");
    else if (left.rateBelow === null && right.rateBelow !== null) found.add("tighter");
    else if (left.rateBelow !== null && right.rateBelow !== null) higher(left.rateBelow, right.rateBelow, found);
  }
  const count = pair("count");
  if (count !== null) {
    bound(count[0].bound, count[1].bound, found);
    if (count[0].quantity !== count[1].quantity) found.add("other");
  }
  const trend = pair("trend");
  if (trend !== null) lower(trend[0].points, trend[1].points, found);
  const staff = pair("pupil-teacher-ratio");
  if (staff !== null) higher(staff[0].atMost, staff[1].atMost, found);
  const deadline = pair("nested-deadline");
  if (deadline !== null && deadline[0].latest !== deadline[1].latest) {
    found.add(deadline[1].latest > deadline[0].latest ? "looser" : "tighter");
  }
  for (const kind of ["year-on-year", "staged-elimination", "rated-funding", "milestone"] as const) {
    const both = pair(kind);
    if (both !== null && contentOf(both[0]) !== contentOf(both[1])) found.add("other");
  }
  return found;
};

/** What a check asks, without where it comes from. */
const contentOf = (check: Check): string =>
  JSON.stringify(check, (key, value: unknown) =>
    key === "citation" || key === "from" || key === "to" ? undefined : value,
  );

/**
 * The same over all checks of an indicator, matched by id: a check that falls away asks less, unless the plan says that
 * it is silent on it (`silentChecks`); a new one asks more.
 */
export const compareIndicators = (
  base: Indicator,
  own: Indicator,
  options: { readonly silentChecks?: ReadonlySet<string>; readonly silent?: ReadonlySet<string> } = {},
): ReadonlySet<Difference> => {
  const found: Differences = new Set();
  for (const check of base.checks) {
    const others = own.checks.filter((each) => each.id === check.id);
    if (others.length === 0 && !options.silentChecks?.has(check.id)) found.add("looser");
    for (const other of others) for (const each of compareChecks(check, other, options.silent)) found.add(each);
  }
  if (own.checks.some((check) => !base.checks.some((each) => each.id === check.id))) found.add("tighter");
  return found;
};
