import { type Context, finding, schoolSubject } from "../../engine/context.ts";
import type { SchoolAtStage } from "../../engine/scope.ts";
import type { Finding, Reason, Status } from "../../model/result.ts";
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
  const codes: Record<Standing, string[]> = { met: [], floor: [], below: [], unknown: [] };
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
