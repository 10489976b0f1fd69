/**
 * Drawn offices and adversaries for `npm run fuzz`: each failure is shrunk to its least workbook, which
 * is written under out/offices with a line that says what is wrong with its audit.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adversaryWorkbook, drawAdversary } from "../unit/offices/adversaries.ts";
import { drawOffice, workbookOf } from "../unit/offices/algebra.ts";

export interface OfficeRun {
  readonly draws: number;
  readonly first: number;
  /** Folder into which the least failing workbooks are written. */
  readonly folder: string;
}

/** Number of failures. With `strict` what a reading only reports is one too. */
export const runOffices = async ({
  draws,
  first,
  folder,
  strict,
}: OfficeRun & { readonly strict: boolean }): Promise<number> => {
  const kinds = { equal: 0, reported: 0, refused: 0, wrong: 0 };
  const known = new Map<string, number>();
  for (let seed = first; seed < first + draws; seed++) {
    const { first: drawn, failure } = await drawOffice(seed, { shrink: true, strict });
    kinds[drawn.kind]++;
    if (failure === null) continue;
    // The same least office fails for the same cause, whatever its figures are.
    const cause = failure.text.replace(/:[^:]*$/, "");
    known.set(cause, (known.get(cause) ?? 0) + 1);
    if (known.get(cause) !== 1) continue;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `office-${seed}.xlsx`), workbookOf(failure.draw));
    writeFileSync(join(folder, `office-${seed}.txt`), `seed ${seed}: ${failure.text}\n`);
    console.log(`\noffice ${seed}: ${failure.text}`);
  }
  const failures = kinds.refused + kinds.wrong + (strict ? kinds.reported : 0);
  console.log(`\n${draws} offices, seeds ${first} to ${first + draws - 1}, ${failures} failures`);
  for (const [kind, count] of Object.entries(kinds)) {
    console.log(`  ${String(count).padStart(6)}  ${kind} (${((100 * count) / draws).toFixed(1)} %)`);
  }
  for (const [cause, count] of [...known].sort((left, right) => right[1] - left[1])) {
    console.log(`  ${String(count).padStart(6)}  ${cause}`);
  }
  return failures;
};

/** Number of adversaries by which a county turned green, or a figure was taken for another. */
export const runAdversaries = async ({ draws, first, folder }: OfficeRun): Promise<number> => {
  const tally = new Map<string, number>();
  const known = new Map<string, number>();
  let faults = 0;
  for (let seed = first; seed < first + draws; seed++) {
    const { first: drawn, kind, failure } = await drawAdversary(seed, { shrink: true });
    const line = `${kind}: ${drawn}`;
    tally.set(line, (tally.get(line) ?? 0) + 1);
    if (failure === null) continue;
    faults++;
    const cause = failure.text.replace(/:[^:]*$/, "");
    known.set(cause, (known.get(cause) ?? 0) + 1);
    if (known.get(cause) !== 1) continue;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `adversary-${seed}.xlsx`), adversaryWorkbook(failure.draw));
    writeFileSync(join(folder, `adversary-${seed}.txt`), `seed ${seed}: ${failure.text}\n`);
    console.log(`\nadversary ${seed}: ${failure.text}`);
  }
  console.log(`\n${draws} adversaries, seeds ${first} to ${first + draws - 1}, ${faults} faults`);
  for (const [line, count] of [...tally].sort()) console.log(`  ${String(count).padStart(6)}  ${line}`);
  return faults;
};
