import { type Context, finding, schoolSubject, typeUnknown } from "../../engine/context.ts";
import { multiply, nearestDouble, rational } from "../../engine/exact.ts";
import { additionGap, additionToReach, concluded, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import { figureAt, inputOf, type Lookup, lookUpSchool, missingInput, missingOf, read } from "../../engine/measure.ts";
import type { Bound, Finding, Reason } from "../../model/result.ts";
import type { Indicator, SmallSchoolFundingCheck } from "../../model/standard.ts";

/** Decimals with which the official form prints money. */
const PRINTED_DECIMALS = 0;
const ONE = rational(1);

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
