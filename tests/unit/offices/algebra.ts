/** The property that every office's workbook must have, drawn and shrunk by fast-check. */
import fc from "fast-check";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { bookBytes } from "./book.ts";
import { type CountyDraw, countyDraws, countyOf } from "./county.ts";
import { countyIn, officeFiles } from "./office.ts";
import { type Audited, auditFiles, auditNative, type Comparison, compare } from "./oracle.ts";
import { describeStyle, type Style, styleDraws } from "./style.ts";

export interface Draw {
  readonly county: CountyDraw;
  readonly style: Style;
}

export const draws: fc.Arbitrary<Draw> = fc.record({ county: countyDraws, style: styleDraws });

/** Native audits by their county: while a draw shrinks, its county is asked for again and again. */
export type Natives = Map<string, Promise<Audited>>;

export const nativeOf = (county: CountyRows, natives: Natives): Promise<Audited> => {
  const key = JSON.stringify(county);
  let audit = natives.get(key);
  if (audit === undefined) {
    audit = auditNative(county);
    natives.set(key, audit);
  }
  return audit;
};

/** How the audit of a draw's workbook compares with that of the same county's native one. */
export const outcomeOf = async ({ county, style }: Draw, natives: Natives): Promise<Comparison> => {
  const rows = countyIn(countyOf(county), style);
  return compare(await nativeOf(rows, natives), await auditFiles(officeFiles(rows, style)));
};

export const describeComparison = (comparison: Comparison): string => {
  if (comparison.kind === "wrong") return `wrong: ${comparison.what}`;
  if (comparison.kind === "refused") return `refused: ${comparison.code}`;
  return comparison.kind === "reported"
    ? `reported: ${comparison.unknown[0]} (${comparison.unknown.length} in all)`
    : "equal";
};

/** The workbook of a draw, all its files in one. */
export const workbookOf = ({ county, style }: Draw): Buffer => {
  const rows = countyIn(countyOf(county), style);
  return bookBytes(officeFiles(rows, style).flat());
};

export interface Failure {
  readonly draw: Draw;
  /** One line: the transformations that are left of it, and what is wrong. */
  readonly text: string;
}

/** A reader's failure: a wrong audit, or an ordinary office's workbook refused. */
const fails = ({ kind }: Comparison): boolean => kind === "wrong" || kind === "refused";

/**
 * Draws one office by its seed: how it compared as it was drawn, and the failure, null where it does not fail. With
 * `shrink` the failing draw is shrunk until nothing can be left out of it; with `strict` what is only reported fails too.
 */
export const drawOffice = async (
  seed: number,
  { shrink, strict = false }: { readonly shrink: boolean; readonly strict?: boolean },
): Promise<{ readonly first: Comparison; readonly failure: Failure | null }> => {
  const natives: Natives = new Map();
  let first: Comparison | null = null;
  const property = fc.asyncProperty(draws, async (draw) => {
    const comparison = await outcomeOf(draw, natives);
    first ??= comparison;
    return strict ? comparison.kind === "equal" : !fails(comparison);
  });
  const details = await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink });
  if (first === null) throw details.errorInstance ?? new Error("nothing was drawn");
  const draw = details.counterexample?.[0];
  if (!details.failed || draw === undefined) return { first, failure: null };
  const text = `${describeStyle(draw.style)}: ${describeComparison(await outcomeOf(draw, natives))}`;
  return { first, failure: { draw, text } };
};
