import { describe, expect, it } from "vitest";
import { drawOffice } from "./algebra.ts";

const DRAWS = 150;
/** Failures that are shrunk; the others are told as they were drawn. */
const SHRUNK = 3;
/** Of all draws, at least so many must be taken in full: what is only reported is not wrong, but not read either. */
const EQUAL = 0.9;

describe("the workbooks of offices", { timeout: 600_000 }, () => {
  it("are audited as the native workbook of the same county is, or say what was not taken", async () => {
    const failures: string[] = [];
    const kinds = { equal: 0, reported: 0, refused: 0, wrong: 0 };
    for (let seed = 1; seed <= DRAWS; seed++) {
      const { first, failure } = await drawOffice(seed, { shrink: failures.length < SHRUNK });
      kinds[first.kind]++;
      if (failure !== null) failures.push(`seed ${seed}: ${failure.text}`);
    }
    expect(failures).toEqual([]);
    expect(kinds.equal / DRAWS, JSON.stringify(kinds)).toBeGreaterThanOrEqual(EQUAL);
  });
});
