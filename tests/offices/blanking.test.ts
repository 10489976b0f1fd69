import { describe, expect, it } from "vitest";
import { greenByBlank, nearlyCounty, ONE_THING, openCounty, shortCounty } from "./blanking.ts";
import { auditNative } from "./oracle.ts";

/** Hundreds of audits each, on however busy a machine. */
const TIMEOUT = 900_000;

describe("a blank cell", { timeout: TIMEOUT }, () => {
  it.each([
    ["that falls short of everything", shortCounty, "fail"],
    ["of which nothing can be judged", openCounty, "unknown"],
    ["that falls short of two things", nearlyCounty, "fail"],
  ] as const)("turns nothing green in a county %s", async (_, county, verdict) => {
    expect((await auditNative(county())).result.verdict).toBe(verdict);
    const { cells, faults } = await greenByBlank(county());
    expect(cells).toBeGreaterThan(400);
    expect(faults).toEqual([]);
  });

  it.each(ONE_THING)(
    "of the sheets that say it hides nothing where a county falls short of %s alone",
    async (_, county, sheets) => {
      expect((await auditNative(county())).result.verdict).not.toBe("pass");
      const { cells, faults } = await greenByBlank(county(), sheets);
      expect(cells).toBeGreaterThan(5);
      expect(faults).toEqual([]);
    },
  );
});
