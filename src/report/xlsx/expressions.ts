import type { Finding, Formula, Input } from "../../model/result.ts";
import type { Operator } from "../../model/standard.ts";
import { type Lang, NOTHING, statusWord } from "../wording.ts";
import type { FigureReferences } from "./figure-plan.ts";
import { textLiteral } from "./text.ts";

/**
 * Formulas for Excel 2013, WPS and LibreOffice 7.4 alike. Comparisons multiply out and leave a difference out of account
 * that is noise of doubles and no figure's, so that a value exactly at its bound passes as it does in the audit, and one
 * below it by the last decimal that anybody wrote does not. No decimals are rounded away.
 */

/** What a few sums and products of doubles may be off, as a part of the result; figures of 14 digits differ by more. */
const NOISE = "1E-14";

/** A dash, as a formula writes it. */
export const NOTHING_LITERAL = textLiteral(NOTHING);

/** The words that formulas put out. */
export interface FormulaWords {
  readonly pass: string;
  readonly fail: string;
  readonly unknown: string;
  readonly notApplicable: string;
  readonly floorOnly: string;
}
export const wordsFor = (lang: Lang, floorOnly: string): FormulaWords => ({
  pass: textLiteral(statusWord("pass", lang)),
  fail: textLiteral(statusWord("fail", lang)),
  unknown: textLiteral(statusWord("unknown", lang)),
  notApplicable: textLiteral(statusWord("notApplicable", lang)),
  floorOnly: textLiteral(floorOnly),
});

/** The figure itself, or a dash. */
export const shownOrDash = (reference: string): string => `IF(ISNUMBER(${reference}),${reference},${NOTHING_LITERAL})`;

/** Whether a comparison holds in exact arithmetic. `right` must not be negative: a bound, or one times a figure. */
export const holds = (left: string, operator: Operator, right: string, noise: string = NOISE): string => {
  const side = operator === ">=" || operator === "<" ? "-" : "+";
  return `${left}${operator}${right}*(1${side}${noise})`;
};

/** Every cell holds a figure. */
export const allGiven = (references: readonly string[]): string =>
  `COUNT(${references.join(",")})=${references.length}`;

/** Cells added and subtracted. */
export const sumOf = (plus: readonly string[], minus: readonly string[]): string =>
  plus.join("+") + minus.map((reference) => `-${reference}`).join("");

/** A finding's value (null where it has no number) and its status, as formulas over the cells of its inputs. */
export interface FindingFormulas {
  readonly value: string | null;
  readonly status: string;
}

/** The word for a comparison. */
export const compared = (left: string, operator: Operator, right: string, words: FormulaWords): string =>
  `IF(${holds(left, operator, right)},${words.pass},${words.fail})`;

/** Some cell holds one of the words. */
export const either = (references: readonly string[], wanted: readonly string[]): string =>
  `OR(${references.flatMap((reference) => wanted.map((word) => `${reference}=${textLiteral(word)}`)).join(",")})`;

/** Every cell holds one of the words. */
export const eachIn = (references: readonly string[], wanted: readonly string[]): string =>
  `AND(${references.map((reference) => either([reference], wanted)).join(",")})`;

/** What a kind's formulas are written from. */
export interface Cells {
  readonly finding: Finding;
  /** The cells of the finding's inputs, in their order. */
  readonly given: readonly string[];
  readonly cellOf: (input: Input) => string | null;
  readonly at: FigureReferences;
  readonly words: FormulaWords;
  readonly lang: Lang;
}

/** The formulas of one kind; null where the audit's own word stays. */
export type WriteFormulas<K extends Formula["kind"]> = (
  formula: Extract<Formula, { kind: K }>,
  cells: Cells,
) => FindingFormulas | null;
