import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { version } from "../../../src/version.ts";
import { DEMO, run } from "./run.ts";

const CHINESE = /\p{Script=Han}/u;
/** Names and labels stay as the workbook writes them, whatever the language. */
const FROM_WORKBOOK = /优质均衡|云溪县\S*|填报日期|数据年份|^ {2}qe-audit .*$/gm;

describe("wrong usage", () => {
  test.each([
    ["no command", [], null],
    ["a misspelt command", ["chekc", DEMO], "check"],
    ["a misspelt option", ["check", DEMO, "--formt", "json"], "--format"],
    ["a misspelt option with its value", ["check", DEMO, "--formt=json"], "--format"],
    ["an option of another command", ["validate", DEMO, "--school", "x"], null],
    ["a misspelt format", ["check", DEMO, "--format", "jsno"], "json"],
    ["a misspelt format of an output", ["check", DEMO, "-o", "jsno:out.txt"], "json"],
    ["a misspelt extension", ["check", DEMO, "-o", "gap.xslx"], ".xlsx"],
    ["no extension", ["check", DEMO, "-o", "gap"], null],
    ["a format that is no text", ["check", DEMO, "--format", "xlsx"], null],
    ["a misspelt --fail-on", ["check", DEMO, "--fail-on", "nevr"], "never"],
    ["a misspelt option of the standard", ["check", DEMO, "--relax", "older-art-rooms"], "older-arts-rooms"],
    ["a misspelt indicator", ["explain", "teaching-flor-area"], "teaching-floor-area"],
    ["a misspelt school", ["explain", "R4", DEMO, "--school", "云溪县城东小雪"], "云溪县城东小学"],
    ["a language that is none", ["check", DEMO, "--lang", "fr"], null],
    ["a day that is none", ["check", DEMO, "--as-of", "2025-02-30"], null],
    ["a limit that is no number", ["check", DEMO, "--limit-rows", "many"], null],
    ["a limit of 0", ["check", DEMO, "--limit-rows", "0"], null],
    ["an option without its value", ["check", DEMO, "--format"], null],
    ["an argument missing", ["check"], null],
    ["a school without a workbook", ["explain", "R4", "--school", "x"], null],
    ["the same output twice", ["check", DEMO, "-o", "/tmp/a.json", "-o", "json:/tmp/a.json"], null],
  ] as const)("%s ends with 4, in the language asked for", async (_name, argv, suggestion) => {
    const chinese = await run(argv);
    const english = await run(["--lang", "en", ...argv]);
    expect(chinese.code).toBe(4);
    expect(chinese.stderr).toMatch(CHINESE);
    expect(chinese.stderr).not.toMatch(/\.ts:\d+/);
    if (suggestion !== null) expect(chinese.stderr).toContain(`是不是 “${suggestion}”？`);
    // The language that is none is the last word on it, and so the answer comes in Chinese.
    if (argv.at(-1) === "fr") return;
    expect(english.code).toBe(4);
    if (suggestion !== null) expect(english.stderr).toContain(`Did you mean "${suggestion}"?`);
    else expect(english.stderr.replaceAll(FROM_WORKBOOK, "")).not.toMatch(CHINESE);
  });

  test.each([
    ["no ledger", ["ledger", DEMO], "要用 --ledger 写明文件，例如 qe-audit ledger county.xlsx --ledger 台账.xlsx。"],
    [
      "no ledger for its calendar",
      ["ledger", "--calendar"],
      "要用 --ledger 写明文件，例如 qe-audit ledger --calendar --ledger 台账.xlsx",
    ],
    [
      "no workbook to collect into",
      ["collect", "forms/"],
      "要用 -o 写明文件，例如 qe-audit collect 填报表/ -o county.xlsx",
    ],
    ["no file for the form", ["form", DEMO], "要用 -o 写明文件，例如 qe-audit form county.xlsx -o 申报表.xlsx。"],
    [
      "no shell",
      ["completion"],
      "缺少参数 <shell>：bash、zsh、fish 或 powershell。例如 source <(qe-audit completion bash)",
    ],
    ["a shell that is none", ["completion", "csh"], "参数 <shell> 应为 bash | zsh | fish | powershell"],
    ["no workbook", ["check"], "缺少参数 <workbook>：县级工作簿"],
    ["one standard to compare", ["standards", "diff", "a"], "例如 qe-audit standards diff national-2017"],
    ["two standards without diff", ["standards", "A", "B"], "是不是 qe-audit standards diff A B？"],
    ["two standards and a workbook", ["standards", "A", "B", "a b.xlsx"], "用不上。是不是 qe-audit standards diff A B"],
    ["help with what is no command", ["help", "nope"], "没有命令 “nope”"],
    ["help with a misspelt command", ["help", "chekc"], "是不是 “check”？"],
    [
      "a format that is no text",
      ["check", DEMO, "--format", "xlsx"],
      "例如 -o gap.xlsx。\n用法见 qe-audit check --help",
    ],
    ["an indicator near others", ["explain", "R9"], "是不是 “R1”、“R2”、“R3”、“R4”、“R5”、“R6” 或 “R7”？"],
    ["a school by a part of its name", ["explain", "R4", DEMO, "--school", "云河小学"], "是不是 “云溪县云河路小学”？"],
    [
      "a folder called as a file is",
      ["template", "--schools", DEMO, "-o", "/tmp/none/forms.xlsx"],
      "例如 “/tmp/none/forms/”",
    ],
  ] as const)("%s: says what to do", async (_name, argv, expected) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain(expected);
    expect((await run(["--lang", "en", ...argv])).code).toBe(4);
  });

  test("a standard that does not exist cannot be used", async () => {
    const { code, stderr } = await run(["check", DEMO, "-s", "natonal-2017"]);
    expect(code).toBe(3);
    expect(stderr).toContain("是不是 “national-2017”？");
  });

  test("prints nothing to standard output", async () => {
    for (const argv of [[], ["chekc"], ["check", "none.xlsx"], ["check", DEMO, "--formt"]]) {
      expect((await run(argv)).stdout).toBe("");
    }
  });
});

describe("help", () => {
  test.each([["--help"], ["-h"], ["help"]])("of the program: %s", async (flag) => {
    const { code, stdout, stderr } = await run([flag]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name}`);
    for (const exit of ["0", "1", "2", "3", "4", "70", "130/143"])
      expect(stdout).toMatch(new RegExp(`^  ${exit} `, "m"));
    expect(stdout).toContain("退出码");
  });

  test.each(COMMANDS.map(({ name }) => name))("of %s, in both languages and within the columns", async (name) => {
    for (const argv of [
      [name, "--help"],
      ["help", name],
    ]) {
      for (const columns of [60, 80, 120]) {
        const chinese = await run(argv, { columns });
        expect(chinese.code).toBe(0);
        expect(chinese.stdout).toContain("示例：");
        expect(chinese.stdout).toContain("退出码：");
        const english = await run([...argv, "--lang", "en"], { columns });
        expect(english.stdout).toContain("Exit codes:");
        expect(english.stdout.replaceAll(FROM_WORKBOOK, "")).not.toMatch(CHINESE);
        for (const line of chinese.stdout.split("\n")) {
          // Lines to copy are never broken.
          if (!line.startsWith("  qe-audit ")) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        }
      }
    }
  });

  test("shows every option of a command, and no other", async () => {
    for (const definition of COMMANDS) {
      const { stdout } = await run([definition.name, "--help"]);
      for (const { flags } of definition.options) expect(stdout).toContain(flags);
    }
  });

  test("without a command goes to standard error and ends with 4", async () => {
    const { code, stdout, stderr } = await run([]);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain("用法：");
  });
});

test("prints its version", async () => {
  expect(await run(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
});

describe("common options", () => {
  test.each([
    ["before the command", ["--lang", "en", "check", DEMO]],
    ["after it", ["check", DEMO, "--lang", "en"]],
    ["with an equals sign", ["check", "--lang=en", DEMO]],
  ])("stand %s", async (_name, argv) => {
    const { stdout } = await run(argv);
    expect(stdout).toContain("Shortfalls that decide");
  });
});

describe("a bug", () => {
  const broken = (argv: readonly string[]) =>
    run(argv, {
      get columns(): number {
        throw new TypeError("nobody thought of this");
      },
    });

  test("ends with 70 and one line", async () => {
    const { code, stdout, stderr } = await broken(["check", DEMO]);
    expect([code, stdout]).toEqual([70, ""]);
    expect(stderr).toContain("nobody thought of this");
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("shows its trace with --debug", async () => {
    expect((await broken(["check", DEMO, "--debug"])).stderr).toMatch(/\.ts:\d+:\d+/);
  });
});

test("an indicator is found by the name of a column that it is judged by", async () => {
  const { code, stdout } = await run(["explain", "最大班额"]);
  expect([code, stdout.includes("班额")]).toEqual([0, true]);
});
