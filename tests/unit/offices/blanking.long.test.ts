import { describe, expect, test } from "vitest";
import { greenByBlank, nativeBook, nearlyCounty, ONE_THING, openCounty, shortCounty, stageBook } from "./blanking.ts";
import { bookBytes } from "./book.ts";
import { auditBytes, auditNative } from "./oracle.ts";

/** Hundreds of audits each, on however busy a machine. */
const TIMEOUT = 900_000;

describe("a blank cell", { timeout: TIMEOUT }, () => {
  test.each([
    ["that falls short of everything", () => nativeBook(shortCounty()), "fail"],
    ["of which nothing can be judged", () => nativeBook(openCounty()), "unknown"],
    ["that falls short of two things", () => nativeBook(nearlyCounty("junior")), "fail"],
    ["that falls short of two things, with a row for each stage", () => stageBook(nearlyCounty("nineYear")), "fail"],
  ] as const)("turns nothing green in a county %s", async (_, book, verdict) => {
    const whole = await auditBytes(bookBytes(book()));
    expect(whole.kind === "audited" ? whole.result.verdict : whole.code).toBe(verdict);
    const { cells, faults } = await greenByBlank(book());
    expect(cells).toBeGreaterThan(400);
    expect(faults).toEqual([]);
  });

  test.each(ONE_THING)(
    "of the sheets that say it hides nothing where a county falls short of %s alone",
    async (_, county, sheets) => {
      expect((await auditNative(county())).result.verdict).not.toBe("pass");
      const { cells, faults } = await greenByBlank(nativeBook(county()), sheets);
      expect(cells).toBeGreaterThan(5);
      expect(faults).toEqual([]);
    },
  );
});
