import { type Context, finding, schoolSubject, typeUnknown } from "../../engine/context.ts";
import { multiply, nearestDouble, rational } from "../../engine/exact.ts";
import { additionGap, additionToReach, concluded, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import { figureAt, inputOf, type Lookup, lookUpSchool, missingInput, missingOf, read } from "../../engine/measure.ts";
import { compulsoryStages } from "../../engine/stages.ts";
import type { Bound, Finding, Reason } from "../../model/result.ts";
import { type School, STAGES } from "../../model/school.ts";
import type { Indicator, SmallSchoolFundingCheck } from "../../model/standard.ts";

/** Decimals with which the official form prints money. */
const PRINTED_DECIMALS = 0;
const ONE = rational(1);

/** Types of which the old wording may ask; a school of unknown type may be of one. */
const OLD_WORDING: readonly School["type"]["value"][] = ["teachingPoint", "primary", null];

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
