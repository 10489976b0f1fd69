import { artsRoomsCells } from "../../checks/arts-rooms/excel.ts";
import { classSizeCells } from "../../checks/class-size/excel.ts";
import { comparisonCells } from "../../checks/comparison/excel.ts";
import { flagsCells } from "../../checks/flags/excel.ts";
import { gradeCells } from "../../checks/grade/excel.ts";
import { monitoringCells } from "../../checks/monitoring/excel.ts";
import { schoolSizeCells } from "../../checks/school-size/excel.ts";
import { shareCells } from "../../checks/share/excel.ts";
import { smallSchoolFundingCells } from "../../checks/small-school-funding/excel.ts";
import { specialEducationFundingCells } from "../../checks/special-education-funding/excel.ts";
import type { Finding, Formula, Input } from "../../model/result.ts";
import type { Lang } from "../wording.ts";
import type { FindingFormulas, FormulaWords, WriteFormulas } from "./expressions.ts";
import { type FigureReferences, figureKey } from "./figure-plan.ts";

/** The kinds whose findings are judged from single cells, one line for each; the others keep the audit's word. */
const WRITERS: { readonly [K in Formula["kind"]]?: WriteFormulas<K> } = {
  share: shareCells,
  rooms: artsRoomsCells,
  comparison: comparisonCells,
  monitoring: monitoringCells,
  sum: schoolSizeCells,
  largest: classSizeCells,
  funding: smallSchoolFundingCells,
  "per-pupil": specialEducationFundingCells,
  flags: flagsCells,
  grade: gradeCells,
};

/**
 * What is concluded from the finding's own cells alone. The rest comes from the type, from other rows and lists, from the
 * day, and a formula over the cells would say less than the audit knows.
 */
const FROM_CELLS: ReadonlySet<Finding["reason"]["code"]> = new Set([
  "meets",
  "short",
  "missing-input",
  "zero-denominator",
  "none-applicable",
  "rooms-uncounted",
  "rooms-too-few",
  "answer-unwanted",
]);

/** Kinds whose formulas know of nobody to apply to; of another kind that was concluded from elsewhere. */
const KNOWS_NOBODY: ReadonlySet<Formula["kind"]> = new Set(["share", "funding", "per-pupil"]);

/**
 * Formulas for a finding that is judged from single cells; null for one that is not (documents, lists), which keeps the
 * word that the audit gave it.
 */
export const findingFormulas = (
  finding: Finding,
  at: FigureReferences,
  words: FormulaWords,
  lang: Lang,
): FindingFormulas | null => {
  const { subject, working, reason } = finding;
  const { formula, inputs } = working;
  if (inputs.length === 0 || !FROM_CELLS.has(reason.code)) return null;
  if (reason.code === "none-applicable" && !KNOWS_NOBODY.has(formula.kind)) return null;
  const cellOf = (input: Input): string | null =>
    (subject.kind === "school" ? at.figure(subject.id, figureKey(input.quantity, input.stage)) : null) ??
    at.county(input);
  const cells = inputs.map(cellOf);
  if (cells.includes(null)) return null;
  // The record gives the writer of the formula's own kind, which the compiler cannot follow.
  const write = WRITERS[formula.kind] as WriteFormulas<Formula["kind"]> | undefined;
  return write?.(formula, { finding, given: cells as string[], cellOf, at, words, lang }) ?? null;
};
