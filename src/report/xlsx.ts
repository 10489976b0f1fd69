import type { AuditResult } from "../model/result.ts";
import type { Lang } from "./wording.ts";
import { newBook } from "./xlsx/book.ts";
import { addCounty } from "./xlsx/county.ts";
import { addFigures } from "./xlsx/figures.ts";
import { addLedger } from "./xlsx/ledger.ts";
import { addMatrix } from "./xlsx/matrix.ts";
import { outlineOf } from "./xlsx/outline.ts";
import { bytesOf } from "./xlsx/package.ts";
import { addProblems } from "./xlsx/problems.ts";
import { addRun } from "./xlsx/run.ts";
import { addSources } from "./xlsx/sources.ts";
import { addSpread } from "./xlsx/spread.ts";
import { addVerdict } from "./xlsx/verdict.ts";
import { addVeto } from "./xlsx/veto.ts";

/**
 * The Excel gap report: the bytes of a workbook with ten sheets, from the verdict on one printed page to every figure
 * with its source. Equal results give equal bytes: dates are those of the result, never of the clock.
 */
export const renderXlsx = async (result: AuditResult, options: { readonly lang: Lang }): Promise<Uint8Array> => {
  const book = newBook();
  const outline = outlineOf(result, options.lang);
  for (const add of [
    addVerdict,
    addMatrix,
    addLedger,
    addSpread,
    addCounty,
    addVeto,
    addProblems,
    addSources,
    addFigures,
    addRun,
  ]) {
    add(book, outline);
  }
  return bytesOf(book, {
    creator: `${result.tool.name} ${result.tool.version}`,
    written: new Date(`${result.standard.asOf}T00:00:00Z`),
  });
};
