import { type Context, countySubject, finding, schoolSubject, typeUnknown } from "../../engine/context.ts";
import { divide, multiply, nearestDouble, rational } from "../../engine/exact.ts";
import { additionGap, additionToReach, concluded, isRoundingSensitive, meets } from "../../engine/gaps.ts";
import {
  decidedOpen,
  figureAt,
  inputOf,
  type Lookup,
  lookUpSchool,
  missingInput,
  missingOf,
  read,
} from "../../engine/measure.ts";
import type { Bound, Finding, Note, Reason, Status } from "../../model/result.ts";
import { type School, STAGES } from "../../model/school.ts";
import type { Indicator, SpecialEducationFundingCheck } from "../../model/standard.ts";

/** Decimals with which the official form prints money. */
const PRINTED_DECIMALS = 0;
const ONE = rational(1);

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
    if (given !== null && missingPupils && total > 0) {
      // More pupils only lessen what each of them has.
      const most = divide(rational(given), rational(total));
      if (!meets(most, bound.operator, rational(bound.value))) {
        reason = decidedOpen(missingOf(pupils), { least: null, most });
        return finding(indicator, check, decides, { subject, status: "fail", reason, bound, working });
      }
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
