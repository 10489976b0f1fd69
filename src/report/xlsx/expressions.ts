import type { Finding, Formula, Input } from "../../model/result.ts";
import type { Operator } from "../../model/standard.ts";
import { type Lang, NOTHING, statusWord } from "../wording.ts";
import type { FigureReferences } from "./figure-plan.ts";
import { textLiteral } from "./text.ts";

/**
 * Formulas for Excel 2013, WPS and LibreOffice 7.4 alike. Comparisons multiply out and round both sides to more
 * decimals than the declared figures can have, so that a value exactly at its bound passes as it does in the audit.
 */

/** Decimals that products of a figure, a weight and a bound can have, with one to spare; rounding at them is exact. */
const PRODUCT_DECIMALS = 5;

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

/** Rounded to as many decimals as it can have, which changes nothing but the noise of doubles. */
export const rounded = (expression: string): string => `ROUND(${expression},${PRODUCT_DECIMALS})`;

/** Every cell holds a figure that is not negative. */
export const allGiven = (references: readonly string[]): string =>
  `AND(COUNT(${references.join(",")})=${references.length},MIN(${references.join(",")})>=0)`;

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
  `IF(${rounded(left)}${operator}${rounded(right)},${words.pass},${words.fail})`;

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
