import { type Context, countySubject, finding, schoolSubject } from "../../engine/context.ts";
import { divide, multiply, nearestDouble, rational } from "../../engine/exact.ts";
import { additionGap, additionToReach, concluded, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import { figureAt, inputOf, type Lookup, lookUpSchool, missingInput, missingOf, read } from "../../engine/measure.ts";
import type { Bound, Finding, Note, Reason, Status } from "../../model/result.ts";
import { type School, STAGES } from "../../model/school.ts";
import type { Indicator, SmallSchoolFundingCheck, SpecialEducationFundingCheck } from "../../model/standard.ts";

/** Decimals with which the official form prints money. */
const PRINTED_DECIMALS = 0;
const ONE = rational(1);

const typeUnknown = (
  school: School,
  indicator: Indicator,
  check: SmallSchoolFundingCheck | SpecialEducationFundingCheck,
  subject: Finding["subject"],
  working: Finding["working"],
): Finding =>
  finding(indicator, check, false, {
    subject,
    status: "unknown",
    reason: { code: "type-unknown", cell: school.type.cell },
    working,
  });

/**
 * 教学点 and 乡村小学 with 1 to `pupils` − 1 pupils receive funds for `pupils` of them (G6). Of a 小学 whose pupils or
 * place are not known nobody can say whether it applies: unknown. So it is of a school of unknown type that may be one.
 */
export const evaluateSmallSchoolFunding = (
  context: Context,
  indicator: Indicator,
  check: SmallSchoolFundingCheck,
): readonly Finding[] =>
  context.county.schools.flatMap((school) => {
    const type = school.type.value;
    const location = school.location.value;
    if (type !== "teachingPoint" && type !== "primary" && type !== null) return [];
    if (type === "teachingPoint" && check.villageSchoolsOnly === true) return [];
    if (type === "primary" && location !== null && location !== "rural") return [];
    const pupils = lookUpSchool(school, "pupils", "primary");
    const count = figureAt(pupils);
    if (count !== null && (count === 0 || count >= check.pupils)) return [];
    if (type === null && (figureAt(lookUpSchool(school, "pupils", "juniorSecondary")) ?? 0) > 0) return [];
    const funds = lookUpSchool(school, check.funds, null);
    const quota: Lookup = { quantity: check.quota, stage: null, source: read(context.county.items, check.quota) };
    const place: Lookup = { quantity: "location", stage: null, source: school.location };
    const figures = [funds, quota, pupils];
    const missing = [...missingOf(figures), ...(type === "primary" && location === null ? [place] : [])];
    const working: Finding["working"] = {
      formula: { kind: "funding", funds: check.funds, pupils: check.pupils, quota: check.quota },
      inputs: [...figures, ...(type === "primary" ? [place] : [])].map(inputOf),
      split: null,
    };
    const subject = schoolSubject(context, school, null);
    if (type === null) return [typeUnknown(school, indicator, check, subject, working)];
    const given = figureAt(funds);
    const perPupil = figureAt(quota);
    if (missing.length > 0 || given === null || perPupil === null) {
      return [finding(indicator, check, false, { subject, status: "unknown", reason: missingInput(missing), working })];
    }
    if (perPupil === 0) {
      const reason: Reason = { code: "zero-denominator", quantity: check.quota, cell: quota.source.cell };
      return [finding(indicator, check, false, { subject, status: "unknown", reason, working })];
    }
    const required = multiply(rational(perPupil), rational(check.pupils));
    const bound: Bound = { operator: ">=", value: nearestDouble(required), unit: "元", floor: null };
    const passes = meets(rational(given), ">=", required);
    return [
      finding(indicator, check, false, {
        subject,
        ...concluded(passes),
        value: given,
        bound,
        gap: passes ? null : additionGap(additionToReach(rational(given), ONE, required, 1), "元", funds.source.cell),
        roundingSensitive: isRoundingSensitive(rational(given), bound, PRINTED_DECIMALS),
        working,
      }),
    ];
  });

/**
 * Funds ÷ pupils of every 特殊教育 school; where the workbook lists none, the county's figures (G7). An explicit 0 pupils
 * is nobody to apply to; a blank is unknown, since a county without such a school can say so with a 0. A school of unknown
 * type may be one of them, which leaves the item open unless a known one is short.
 */
export const evaluateSpecialEducationFunding = (
  context: Context,
  indicator: Indicator,
  check: SpecialEducationFundingCheck,
  required: boolean,
): readonly Finding[] => {
  const { county, standard } = context;
  const bound: Bound = { ...check.bound, unit: indicator.unit, floor: null };
  const others = [...standard.alternatives, ...standard.replaced].filter((each) => each.indicator === indicator.id);
  const judge = (funds: Lookup, pupils: readonly Lookup[], subject: Finding["subject"], decides: boolean): Finding => {
    const asked = pupils.filter(({ source }) => source.state !== "absent");
    const counted = asked.filter((lookup) => figureAt(lookup) !== null);
    const total = counted.reduce((left, lookup) => left + (figureAt(lookup) ?? 0), 0);
    const missingPupils = counted.length === 0 || counted.length < asked.length;
    const working: Finding["working"] = {
      formula: { kind: "per-pupil", funds: funds.quantity, pupils: pupils.map(({ quantity }) => quantity) },
      inputs: [funds, ...pupils].map(inputOf),
      split: null,
    };
    const given = figureAt(funds);
    let status: Status = "unknown";
    let reason: Reason;
    if (!missingPupils && total === 0) {
      status = (given ?? 0) === 0 ? "notApplicable" : "unknown";
      reason =
        status === "notApplicable"
          ? { code: "none-applicable" }
          : { code: "zero-denominator", quantity: pupils[0]!.quantity, cell: pupils[0]!.source.cell };
      return finding(indicator, check, decides, { subject, status, reason, bound, working });
    }
    if (given === null || missingPupils) {
      reason = missingInput([...missingOf([funds]), ...(missingPupils ? missingOf(pupils) : [])]);
      return finding(indicator, check, decides, { subject, status, reason, bound, working });
    }
    const perUnit = divide(ONE, rational(total));
    const value = multiply(rational(given), perUnit);
    const limit = rational(bound.value);
    const passes = meets(value, bound.operator, limit);
    const notes: Note[] = others.flatMap(({ option, check: other }) =>
      other.kind !== check.kind || passes === meets(value, other.bound.operator, rational(other.bound.value))
        ? []
        : [{ code: "between-options" as const, option, value: other.bound.value }],
    );
    return finding(indicator, check, decides, {
      subject,
      ...concluded(passes),
      value: nearestDouble(value),
      bound,
      gap: passes ? null : additionGap(additionToReach(rational(given), perUnit, limit, 1), "元", funds.source.cell),
      roundingSensitive: isRoundingSensitive(value, bound, PRINTED_DECIMALS),
      notes,
      working,
    });
  };

  const specials = county.schools.filter((school) => school.type.value === "special");
  const doubtful = county.schools
    .filter((school) => school.type.value === null)
    .map((school) => {
      const inputs = [lookUpSchool(school, check.funds, null), ...pupilsOf(school)].map(inputOf);
      const formula = { kind: "per-pupil", funds: check.funds, pupils: ["pupils"] } as const;
      return typeUnknown(school, indicator, check, schoolSubject(context, school, null), {
        formula,
        inputs,
        split: null,
      });
    });
  if (specials.length > 0) {
    const known = specials.map((school) =>
      judge(lookUpSchool(school, check.funds, null), pupilsOf(school), schoolSubject(context, school, null), false),
    );
    return [...known, ...doubtful];
  }
  const funds: Lookup = { quantity: check.countyFunds, stage: null, source: read(county.items, check.countyFunds) };
  const pupils: Lookup = { quantity: check.countyPupils, stage: null, source: read(county.items, check.countyPupils) };
  return [judge(funds, [pupils], countySubject(null), required && doubtful.length === 0), ...doubtful];
};

const pupilsOf = (school: School): Lookup[] => STAGES.map((stage) => lookUpSchool(school, "pupils", stage));
