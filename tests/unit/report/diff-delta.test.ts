import { describe, expect, test } from "vitest";
import type { Change } from "../../../src/model/rollup.ts";
import { valuesOf } from "../../../src/report/diff/change-rows.ts";

const bound = { operator: ">=", value: 6, unit: "项", floor: null } as const;
const side = (status: "pass" | "fail" | "unknown", value: number | null) => ({ status, value, bound });
const change = (before: unknown, after: unknown): Change => ({ before, after }) as Change;

describe("by how much a value moved", () => {
  test("is told of two values that are known", () => {
    expect(valuesOf(change(side("pass", 7), side("fail", 5)))).toEqual({ before: 7, after: 5 });
  });
  test.each([
    ["after", change(side("pass", 7), side("unknown", 0))],
    ["before", change(side("unknown", 0), side("pass", 7))],
  ])("is not told where blanks hold the value %s down", (_, each) => {
    expect(valuesOf(each)).toBeNull();
  });
});
