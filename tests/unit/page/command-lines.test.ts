import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { longFlag } from "../../../src/cli/options.ts";
import {
  type Choices,
  checkLine,
  diffLine,
  draftMapLine,
  formLine,
  freeName,
  OWN_STANDARD,
  planLine,
  type Role,
  roleOf,
  templateLine,
  validateLine,
} from "../../../src/page/command-lines.ts";

const file = (name: string, role: Role) => ({ name, role });

const EVERYTHING: Choices = {
  files: [
    file("小学.xlsx", "workbook"),
    file("初中.xlsx", "workbook"),
    file("去年.xlsx", "previous"),
    file("a.map.yaml", "map"),
    file("own.yaml", "standard"),
    file("豁免.yaml", "waivers"),
    file("价格.yaml", "prices"),
  ],
  standard: OWN_STANDARD,
  asOf: "2025-12-31",
  county: "云溪县",
  relax: ["a-b", "c-d"],
};
const LITTLE: Choices = {
  files: [file("县.xlsx", "workbook")],
  standard: "national-2017",
  asOf: "",
  county: "",
  relax: [],
};

const LINES = {
  check: (choices: Choices) => checkLine(choices, "gap.xlsx"),
  plan: (choices: Choices) => planLine(choices, "plan.xlsx"),
  validate: (choices: Choices) => validateLine(choices, "退回.xlsx"),
  draft: draftMapLine,
  form: (choices: Choices) => formLine(choices, "申报表.xlsx"),
  diff: diffLine,
  template: (choices: Choices) => templateLine(choices, "空白.xlsx"),
};

describe("a command line of the page", () => {
  test.each(Object.entries(LINES))("%s has options that its command knows", (_, line) => {
    for (const choices of [EVERYTHING, LITTLE]) {
      const [name, ...words] = line(choices);
      const command = COMMANDS.find((each) => each.name === name)!;
      const known = command.options.flatMap(({ flags }) => [longFlag(flags), ...flags.split(/[ ,]+/)]);
      for (const flag of words.filter((each) => each.startsWith("-"))) expect(known).toContain(flag);
    }
  });

  test("says all that was chosen", () => {
    expect(checkLine(EVERYTHING, "gap.xlsx")).toEqual([
      ...["check", "小学.xlsx", "初中.xlsx", "-s", "own.yaml", "--map", "a.map.yaml", "--county", "云溪县"],
      ...["--as-of", "2025-12-31", "--relax", "a-b", "--relax", "c-d"],
      ...["--waivers", "豁免.yaml", "--previous", "去年.xlsx", "-o", "gap.xlsx"],
    ]);
    expect(diffLine(EVERYTHING)).toEqual(["diff", "去年.xlsx", "小学.xlsx", "-s", "own.yaml", "--map", "a.map.yaml"]);
  });

  test("says nothing of what was not", () => {
    expect(checkLine(LITTLE, "gap.xlsx")).toEqual(["check", "县.xlsx", "-s", "national-2017", "-o", "gap.xlsx"]);
    expect(planLine(LITTLE)).toEqual(["plan", "县.xlsx", "-s", "national-2017"]);
  });
});

describe("a file that is given", () => {
  test.each([
    ["县.xlsx", "workbook"],
    ["县.XLSM", "workbook"],
    // Refused by the program, which says what to do.
    ["县.xls", "workbook"],
    ["县.map.yaml", "map"],
    ["豁免.yaml", "waivers"],
    ["waivers.json", "waivers"],
    ["本地单价.yml", "prices"],
    ["plan.yaml", "standard"],
  ])("%s is taken for %s", (name, role) => {
    expect(roleOf(name)).toBe(role);
  });

  test.each([
    ["县.xlsx", [], "县.xlsx"],
    ["县.xlsx", ["县.xlsx"], "县(2).xlsx"],
    ["县.xlsx", ["县.xlsx", "县(2).xlsx"], "县(3).xlsx"],
    ["县.map.yaml", ["县.map.yaml"], "县(2).map.yaml"],
    ["县", ["县"], "县(2)"],
  ])("%s beside %j is called %s", (name, taken, free) => {
    expect(freeName(name, taken)).toBe(free);
  });
});
