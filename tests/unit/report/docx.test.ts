import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { resultOf } from "./audited-counties.ts";

const demo = resultOf(DEMO_COUNTY);

describe("the paper", () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  test("is the same file whenever it is written", async () => {
    vi.setSystemTime(new Date("2031-03-04T05:06:07Z"));
    const first = await renderDocx(demo, { lang: "zh" });
    vi.setSystemTime(new Date("2032-01-02T03:04:05Z"));
    expect(Buffer.from(await renderDocx(demo, { lang: "zh" })).equals(Buffer.from(first))).toBe(true);
  });
});
