import { describe, expect, test } from "vitest";
import { nearest } from "../../src/nearest.ts";

describe("the nearest of several words", () => {
  test.each<[string, string, string[], string | null]>([
    ["the same", "check", ["diff", "check"], "check"],
    ["in another case and width", "ＣＨＥＣＫ", ["check"], "check"],
    ["two letters swapped", "chekc", ["batch", "check"], "check"],
    ["one letter missing", "在校数", ["班级数", "在校生数"], "在校生数"],
    ["the letters in another order", "abcdef", ["fedcba"], null],
    ["the same letters, more of them", "aab", ["abbbbb", "aabb"], "aabb"],
    ["the first of two as near", "班数", ["班级数", "班额数"], "班级数"],
    ["nothing near", "体育馆", ["在校生数", "班级数"], null],
    ["one letter of one", "a", ["b"], "b"],
    ["nothing to choose from", "check", [], null],
  ])("%s", (_, written, candidates, expected) => {
    expect(nearest(written, candidates)).toBe(expected);
  });
});
