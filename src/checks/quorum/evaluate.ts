import { type Context, finding, schoolSubject } from "../../engine/context.ts";
import { compare, divide, type Rational, subtract, ZERO } from "../../engine/exact.ts";
import { limitsOf } from "../../engine/gaps.ts";
import type { SchoolAtStage } from "../../engine/scope.ts";
import type { Enough, Finding, Reason, Status } from "../../model/result.ts";
import type { Indicator, QuorumCheck } from "../../model/standard.ts";
import type { RatioOutcome } from "../ratio/evaluate.ts";

type Standing = RatioOutcome["standing"];

/**
 * The rule of standard.md 2 (quorum): at least `atLeast` reach the requirement and the others their floor. Fails once
 * a known value is under its floor or more known values are under the requirement than the rule allows, whatever is
 * unknown; is unknown while anything is unknown.
 */
export const quorumStatus = (standings: readonly Standing[], atLeast: number): Status => {
  let floorOnly = 0;
  let unknown = false;
  for (let at = 0; at < standings.length; at++) {
    const standing = standings[at];
    if (standing === "below") return "fail";
    if (standing === "floor") floorOnly++;
    else if (standing === "unknown") unknown = true;
  }
  if (floorOnly > standings.length - atLeast) return "fail";
  return unknown ? "unknown" : "pass";
};

/** The relaxation without which a quorum would not stand as it does; the first, where each could stand in for the other. */
const relaxationNeeded = (outcomes: readonly RatioOutcome[], relaxed: Status, atLeast: number): string | null => {
  const ones = outcomes.filter((outcome) => outcome.standing !== outcome.base);
  const needed = ones.find(
    (one) =>
      quorumStatus(
        outcomes.map((outcome) => (outcome === one ? outcome.base : outcome.standing)),
        atLeast,
      ) !== relaxed,
  );
  return (needed ?? ones[0])?.finding.relaxation ?? null;
};

/** How far a value that is under its requirement is from it once it has reached its floor, as a part of the requirement. */
const remaining = ({ measurement, relaxed, finding: { bound } }: RatioOutcome): Rational => {
  const { required, floor } = limitsOf(bound!);
  const value = (relaxed ?? measurement).value ?? ZERO;
  const from = floor !== null && compare(value, floor) < 0 ? floor : value;
  return divide(subtract(required, from), required);
};

/**
 * The smallest set of additions with which a unit that fails reaches its quorum (standard.md 13), each the least of its
 * kind. Of two that are equally dear the first in the standard's order is spared.
 */
const enoughOf = (
  outcomes: readonly RatioOutcome[],
  standings: readonly Standing[],
  atLeast: number,
  unit: SchoolAtStage,
): Enough => {
  const isShort = (at: number): boolean => standings[at] === "below" || standings[at] === "floor";
  // One that is short whatever its missing figures are has no amount before they are filled in.
  const isOpen = ({ finding: { gap } }: RatioOutcome, at: number): boolean =>
    standings[at] === "unknown" || (isShort(at) && gap === null);
  const short = outcomes.filter((each, at) => isShort(at) && !isOpen(each, at));
  // What a whole teacher or room takes to the floor may reach the requirement with it.
  const reachesAll = ({ finding: { gap } }: RatioOutcome): boolean => gap !== null && gap.toFloor === gap.amount;
  const dear = short
    .filter((each) => !reachesAll(each))
    .map((each) => ({ each, remaining: remaining(each) }))
    .sort((left, right) => compare(right.remaining, left.remaining));
  const spared = new Set(dear.slice(0, Math.max(0, outcomes.length - atLeast)).map(({ each }) => each));
  return {
    kind: "set",
    measure: "relative-distance",
    additions: short.flatMap((each) => {
      const { gap, indicator } = each.finding;
      const to = spared.has(each) ? "floor" : "requirement";
      const amount = to === "floor" ? (gap?.toFloor ?? 0) : (gap?.amount ?? 0);
      if (gap === null || amount === 0) return [];
      const { id, name } = unit.school;
      return [{ school: id, name, indicator, amount, unit: gap.unit, cell: gap.cell, derived: gap.derived, to }];
    }),
    spared: [...spared].map(({ finding: { indicator } }) => indicator),
    open: outcomes.flatMap((each, at) => (isOpen(each, at) ? [each.finding.indicator] : [])),
  };
};

/** One required finding for a unit, from its ratio outcomes in the order of `check.of`. */
export const evaluateQuorum = (
  context: Context,
  indicator: Indicator,
  check: QuorumCheck,
  unit: SchoolAtStage,
  outcomes: readonly RatioOutcome[],
): Finding => {
  const base = outcomes.map((outcome) => outcome.base);
  const plain = quorumStatus(base, check.atLeast);
  const standings = plain === "fail" ? outcomes.map((outcome) => outcome.standing) : base;
  const status = plain === "fail" ? quorumStatus(standings, check.atLeast) : plain;
  const relaxation = status === plain ? null : relaxationNeeded(outcomes, status, check.atLeast);
  const codes: Record<Standing, string[]> = { met: [], measured: [], floor: [], below: [], unknown: [] };
  for (let at = 0; at < outcomes.length; at++) codes[standings[at]!].push(outcomes[at]!.finding.indicator.code);
  const reached = codes.met.length;
  const reason: Reason = {
    code: "quorum",
    reached,
    floorOnly: codes.floor,
    below: codes.below,
    unknown: codes.unknown,
    atLeast: check.atLeast,
  };
  return finding(indicator, check, true, {
    subject: schoolSubject(context, unit.school, unit.stage),
    status,
    reason,
    value: reached,
    bound: { operator: ">=", value: check.atLeast, unit: indicator.unit, floor: null },
    enough: status === "fail" ? enoughOf(outcomes, standings, check.atLeast, unit) : null,
    relaxation,
    notes: status === plain ? [] : outcomes.flatMap((outcome) => outcome.finding.notes),
    working: {
      formula: { kind: "quorum", atLeast: check.atLeast, of: outcomes.length },
      inputs: outcomes.map(({ finding: { indicator: of, value } }) => ({
        quantity: of.code,
        stage: unit.stage,
        value,
        unit: of.unit,
        cell: unit.school.cell,
      })),
      split: null,
    },
  });
};
