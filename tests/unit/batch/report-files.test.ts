import { describe, expect, test } from "vitest";
import { reportFiles } from "../../../src/batch/index.ts";

describe("reports of counties whose files have one name but for", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["the extension", ["a.xlsm", "a.xlsx", "b.xlsx"], ["a.xlsm", "a.xlsx", "b"]],
    [
      "an extension that is in the name of another",
      ["a.xlsm", "a.xlsx", "a.xlsx.xlsx"],
      ["a.xlsm", "a.xlsx (2)", "a.xlsx"],
    ],
    ["capitals", ["A.xlsx", "a.xlsx"], ["A.xlsx", "a.xlsx (2)"]],
    ["how an accent is written", ["e\u0301.xlsx", "é.xlsx"], ["e\u0301.xlsx", "é.xlsx (2)"]],
    [
      "how they were pointed at",
      ["../a.xlsx", "/x/b.xlsx", "__/a.xlsx", "x/b.xlsx"],
      ["__/a.xlsx", "x/b.xlsx", "__/a.xlsx (2)", "x/b.xlsx (2)"],
    ],
  ])("%s have names of their own", async (_name, files, expected) => {
    const found = files.map((file) => ({ path: file, file }));
    expect(await reportFiles(found, ["json"])).toEqual(expected.map((name) => `counties/${name}.json`));
  });
});
