import { expect, test } from "vitest";
import { addTo, groupBy } from "../../src/groups.ts";

test("values stand under their keys, keys and values in the order in which they were met", () => {
  const groups = groupBy(["初中", "小学甲", "初中乙", "小学"], (word) => word.slice(0, 2));
  expect([...groups]).toEqual([
    ["初中", ["初中", "初中乙"]],
    ["小学", ["小学甲", "小学"]],
  ]);
  addTo(groups, "高中", "高中丙");
  addTo(groups, "小学", "小学丁");
  expect([...groups.keys()]).toEqual(["初中", "小学", "高中"]);
  expect(groups.get("小学")).toEqual(["小学甲", "小学", "小学丁"]);
  expect(groupBy<string, string>([], (word) => word).size).toBe(0);
});
