import type { Bound, Finding, Note, Reason, Status } from "../../model/result.ts";
import { type School, STAGES } from "../../model/school.ts";
import type { Indicator, SmallSchoolFundingCheck, SpecialEducationFundingCheck } from "../../model/standard.ts";
import { type Context, countySubject, finding, schoolSubject } from "../context.ts";
import { divide, multiply, nearestDouble, rational } from "../exact.ts";
import { additionGap, additionToReach, concluded, isRoundingSensitive, meets } from "../gaps.ts";
import { figureAt, inputOf, type Lookup, lookUpSchool, missingInput, missingOf, read } from "../measure.ts";
import { compulsoryStages } from "../stages.ts";

/** Decimals with which the official form prints money. */
const PRINTED_DECIMALS = 0;
const ONE = rational(1);
/** Types of which the old wording may ask; a school of unknown type may be of one. */
const OLD_WORDING: readonly School["type"]["value"][] = ["teachingPoint", "primary", null];

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
    const every = check.everySchool === true;
    if (every ? type !== null && compulsoryStages(type).length === 0 : !OLD_WORDING.includes(type)) return [];
    if (type === "teachingPoint" && check.villageSchoolsOnly === true) return [];
    if (!every && type === "primary" && location !== null && location !== "rural") return [];
    const stages = every ? (type === null ? STAGES : compulsoryStages(type)) : (["primary"] as const);
    const pupils = stages.map((stage) => lookUpSchool(school, "pupils", stage));
    const known = pupils.reduce((total, each) => total + (figureAt(each) ?? 0), 0);
    const counted = pupils.every((each) => figureAt(each) !== null);
    if (known >= check.pupils || (counted && known === 0)) return [];
    if (!every && type === null && (figureAt(lookUpSchool(school, "pupils", "juniorSecondary")) ?? 0) > 0) return [];
    const funds = lookUpSchool(school, check.funds, null);
    // A school of both stages is funded by the quota of the higher: its own text does not say by which.
    const quotaKey = every && stages.includes("juniorSecondary") ? "juniorFundingQuota" : check.quota;
    const quota: Lookup = { quantity: quotaKey, stage: null, source: read(context.county.items, quotaKey) };
    const place: Lookup = { quantity: "location", stage: null, source: school.location };
    const figures = [funds, quota, ...pupils];
    const placed = !every && type === "primary";
    const missing = [...missingOf(figures), ...(placed && location === null ? [place] : [])];
    const working: Finding["working"] = {
      formula: { kind: "funding", funds: check.funds, pupils: check.pupils, quota: quotaKey },
      inputs: [...figures, ...(placed ? [place] : [])].map(inputOf),
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
      const reason: Reason = { code: "zero-denominator", quantity: quotaKey, cell: quota.source.cell };
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

  const countyFigure = (key: string): Lookup => ({ quantity: key, stage: null, source: read(county.items, key) });
  const countyPupils = [check.countyPupils, ...(check.inclusivePupils === undefined ? [] : [check.inclusivePupils])];
  const ofCounty = (decides: boolean): Finding =>
    judge(countyFigure(check.countyFunds), countyPupils.map(countyFigure), countySubject(null), decides);
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
    // Pupils of other schools stand in no row of a special school.
    return [...known, ...doubtful, ...(check.inclusivePupils === undefined ? [] : [ofCounty(false)])];
  }
  return [ofCounty(required && doubtful.length === 0), ...doubtful];
};

const pupilsOf = (school: School): Lookup[] => STAGES.map((stage) => lookUpSchool(school, "pupils", stage));
