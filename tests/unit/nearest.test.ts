import { describe, expect, test } from "vitest";
import { nearest, nearNames } from "../../src/nearest.ts";

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

describe("names that may be meant", () => {
  const schools = ["云溪县云河路小学", "云溪县城西小学", "云溪县城西初级中学", "青石镇中心小学"];
  test.each<[string, string, string[]]>([
    ["without its beginning", "城西小学", ["云溪县城西小学"]],
    ["shortened", "云河小学", ["云溪县云河路小学"]],
    ["a part of several", "城西", ["云溪县城西小学", "云溪县城西初级中学"]],
    ["mistyped", "云溪县城四小学", ["云溪县城西小学"]],
    ["spaced", "青石镇 中心小学", ["青石镇中心小学"]],
    ["nothing near", "体育馆", []],
    ["one letter", "县", []],
    ["nothing", "", []],
  ])("%s", (_, written, expected) => {
    expect(nearNames(written, schools)).toEqual(expected);
  });
  test("are none by chance: the letters of a Latin word stand in many a long name", () => {
    expect(nearNames("CV", ["Backbone teachers (county level or above)", "No excessive homework burden"])).toEqual([]);
  });
  test("are five at most", () => {
    expect(
      nearNames(
        "小学",
        Array.from({ length: 9 }, (_, at) => `第${at}小学`),
      ),
    ).toHaveLength(5);
  });
});
