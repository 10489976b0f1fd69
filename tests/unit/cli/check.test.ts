import { copyFile, link, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { everyType, unfilled } from "../../../fixtures/generated.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { DEMO, inFolder, run } from "./run.ts";

const PASSING = await workbookBytes(nativeSheets(everyType()));
const met = everyType();
const NAMELESS = await workbookBytes(
  nativeSheets({ ...met, schools: met.schools.map((row, index) => (index === 2 ? { ...row, name: null } : row)) }),
);
const UNFILLED = await workbookBytes(nativeSheets(unfilled()));
const SHORT = await readFile(DEMO);

describe("exit code of check", () => {
  test.each([
    ["everything met", PASSING, [], 0],
    ["everything met, but for a row without a name", NAMELESS, [], 2],
    ["something short", SHORT, [], 1],
    ["something unknown", UNFILLED, ["--as-of", "2025-12-31"], 2],
    ["something short, --fail-on fail", SHORT, ["--fail-on", "fail"], 1],
    ["something short, --fail-on never", SHORT, ["--fail-on", "never"], 0],
    ["something unknown, --fail-on fail", UNFILLED, ["--as-of", "2025-12-31", "--fail-on", "fail"], 0],
    ["no day to judge by", UNFILLED, [], 3],
    ["a day before the standard", PASSING, ["--as-of", "2010-01-01"], 3],
  ])("%s", async (_name, stdin, options, code) => {
    expect((await run(["check", "-", ...options], { stdin })).code).toBe(code);
  });
});

describe("standard output of check", () => {
  test("is the terminal report, with nothing on standard error", async () => {
    const { stdout, stderr } = await run(["check", DEMO]);
    expect(stdout).toContain("✗ 未达标");
    expect(stderr).toBe("");
  });

  test("fits the columns, 80 when nobody says how many", async () => {
    for (const [options, columns] of [
      [{}, 80],
      [{ columns: 100 }, 100],
      [{ env: { COLUMNS: "90" } }, 90],
      [{ columns: 10 }, 60],
      [{ env: { COLUMNS: "wide" } }, 80],
    ] as const) {
      const { stdout } = await run(["check", DEMO], options);
      const widest = Math.max(...stdout.split("\n").map(displayWidth));
      expect(widest).toBeLessThanOrEqual(columns);
      expect(widest).toBeGreaterThan(columns - 12);
    }
  });

  test.each([
    ["a terminal", {}, { isTTY: true, env: { TERM: "xterm-256color" } }, true],
    ["no terminal", {}, {}, false],
    ["a dumb terminal", {}, { isTTY: true, env: { TERM: "dumb" } }, false],
    ["NO_COLOR", {}, { isTTY: true, env: { TERM: "xterm", NO_COLOR: "1" } }, false],
    ["an empty NO_COLOR", {}, { isTTY: true, env: { TERM: "xterm", NO_COLOR: "" } }, true],
    ["FORCE_COLOR", {}, { env: { FORCE_COLOR: "1" } }, true],
    ["FORCE_COLOR=0", {}, { isTTY: true, env: { TERM: "xterm", FORCE_COLOR: "0" } }, false],
    ["--no-color", { flag: true }, { isTTY: true, env: { FORCE_COLOR: "1" } }, false],
  ] as const)("has colours or none: %s", async (_name, { flag = false }: { flag?: boolean }, options, coloured) => {
    const { stdout } = await run(["check", DEMO, ...(flag ? ["--no-color"] : [])], options);
    expect(stdout.includes("\u001b[")).toBe(coloured);
  });

  test("is JSON that a program can read, in either language", async () => {
    for (const lang of ["zh", "en"]) {
      const { stdout } = await run(["check", DEMO, "--format", "json", "--lang", lang]);
      expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 2, verdict: "fail", source: { file: DEMO } });
    }
  });

  test("is empty with --quiet, save for a format that was asked for", async () => {
    expect(await run(["check", DEMO, "--quiet"])).toMatchObject({ code: 1, stdout: "", stderr: "" });
    const { stdout } = await run(["check", DEMO, "--quiet", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "fail" });
  });

  test("ends quietly with the verdict's code when nobody reads it", async () => {
    expect(await run(["check", DEMO], { refusal: "EPIPE" })).toMatchObject({ code: 1, stderr: "" });
  });

  test("that cannot be written is an output that cannot be written", async () => {
    const { code, stderr } = await run(["check", DEMO], { refusal: "ENOSPC" });
    expect(code).toBe(3);
    expect(stderr).toContain("标准输出");
  });

  test("lists every row with --all", async () => {
    const { stdout } = await run(["check", DEMO, "--all", "--as-of", "2025-12-10"]);
    expect(stdout).not.toContain("--all");
  });
});

describe("files of check", () => {
  test("are written beside the report, each in its format, and named on standard error", () =>
    inFolder(async (path) => {
      const outputs = [path("gap.xlsx"), path("result.json"), path("GAP.CSV"), `markdown:${path("report.txt")}`];
      const { code, stdout, stderr } = await run(["check", DEMO, ...outputs.flatMap((output) => ["-o", output])]);
      expect(code).toBe(1);
      expect(stdout).toContain("✗ 未达标");
      expect((await readdir(path("."))).sort()).toEqual(["GAP.CSV", "gap.xlsx", "report.txt", "result.json"]);
      expect((await readFile(path("gap.xlsx"))).subarray(0, 2).toString()).toBe("PK");
      expect(JSON.parse(await readFile(path("result.json"), "utf8"))).toMatchObject({ verdict: "fail" });
      expect(await readFile(path("report.txt"), "utf8")).toMatch(/^#/);
      for (const name of ["gap.xlsx", "result.json", "GAP.CSV", "report.txt"]) expect(stderr).toContain(path(name));
    }));

  test("in English say so in English", () =>
    inFolder(async (path) => {
      const { stderr } = await run(["check", DEMO, "-o", path("r.json"), "--lang", "en"]);
      expect(stderr).toBe(`Wrote ${path("r.json")}\n`);
    }));

  test("are the same, whatever is printed", () =>
    inFolder(async (path) => {
      await run(["check", DEMO, "-o", path("a.json"), "--quiet"]);
      const { stdout } = await run(["check", DEMO, "-o", path("b.json"), "--format", "json"]);
      expect(await readFile(path("a.json"), "utf8")).toBe(stdout);
      expect(await readFile(path("b.json"), "utf8")).toBe(stdout);
    }));

  test.each([
    ["its own name", async () => {}],
    ["a link", symlink],
    ["a hard link", link],
  ])("never replace the workbook itself, named by %s", (_name, alias) =>
    inFolder(async (path) => {
      const input = path("county.xlsx");
      const output = alias.length === 0 ? input : path("alias.xlsx");
      await copyFile(DEMO, input);
      await alias(input, output);
      const { code, stdout } = await run(["check", input, "-o", path("first.json"), "-o", output]);
      expect([code, stdout]).toEqual([3, ""]);
      expect((await readFile(input)).equals(SHORT)).toBe(true);
      expect(await readdir(path("."))).not.toContain("first.json");
    }),
  );

  test("are not touched when the workbook cannot be audited", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), "not a workbook");
      await writeFile(path("gap.json"), "before");
      expect((await run(["check", path("county.xlsx"), "-o", path("gap.json")])).code).toBe(3);
      expect(await readFile(path("gap.json"), "utf8")).toBe("before");
    }));

  test("need a folder that is there", () =>
    inFolder(async (path) => {
      const { code, stderr } = await run(["check", DEMO, "-o", path("none/gap.json")]);
      expect(code).toBe(3);
      expect(stderr).toContain("文件夹不存在");
      expect(await readdir(path("."))).toEqual([]);
    }));

  test("are replaced as a whole", () =>
    inFolder(async (path) => {
      await writeFile(path("gap.json"), "x".repeat(10_000_000));
      const before = (await stat(path("gap.json"))).ino;
      await run(["check", DEMO, "-o", path("gap.json")]);
      expect((await stat(path("gap.json"))).ino).not.toBe(before);
      JSON.parse(await readFile(path("gap.json"), "utf8"));
    }));
});

describe("a workbook from standard input", () => {
  test("reads like a file, under the name -", async () => {
    const { code, stdout } = await run(["check", "-", "--format", "json"], { stdin: SHORT });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).source.file).toBe("-");
  });

  test("is wrong usage at a terminal", async () => {
    expect((await run(["check", "-"], { stdinIsTerminal: true })).code).toBe(4);
  });

  test("may be empty, and that is said", async () => {
    const { code, stderr } = await run(["check", "-"]);
    expect(code).toBe(3);
    expect(stderr).toContain("标准输入");
  });

  test("has a limit", async () => {
    const { code, stderr } = await run(["check", "-", "--limit-file", "1"], { stdin: Buffer.alloc(1024 * 1024 + 1) });
    expect(code).toBe(3);
    expect(stderr).toContain("--limit-file");
  });
});

describe("options of the standard", () => {
  test.each([
    ["one", ["--relax", "older-arts-rooms"], ["older-arts-rooms"]],
    [
      "two after one flag",
      ["--relax", "older-arts-rooms", "dense-centre-venues"],
      ["dense-centre-venues", "older-arts-rooms"],
    ],
    [
      "two flags",
      ["--relax", "older-arts-rooms", "--relax", "dense-centre-venues"],
      ["dense-centre-venues", "older-arts-rooms"],
    ],
    ["with a comma", ["--relax", "older-arts-rooms,dense-centre-venues"], ["dense-centre-venues", "older-arts-rooms"]],
    ["with an equals sign", ["--relax=older-arts-rooms"], ["older-arts-rooms"]],
  ])("%s", async (_name, flags, applied) => {
    for (const argv of [
      ["check", ...flags, DEMO, "--format", "json"],
      ["check", DEMO, ...flags, "--format", "json"],
    ]) {
      const { stdout } = await run(argv);
      expect([...JSON.parse(stdout).standard.options].sort()).toEqual(applied);
    }
  });
});

describe("limits", () => {
  test.each([
    ["--limit-rows", "5"],
    ["--limit-columns", "5"],
    ["--limit-cells", "50"],
    ["--limit-strings", "5"],
    ["--limit-sheets", "2"],
    ["--limit-members", "3"],
  ])("%s stops a workbook that is over it, and its message names the flag", async (flag, value) => {
    const { code, stderr } = await run(["check", DEMO, flag, value]);
    expect(code).toBe(3);
    expect(stderr).toContain(flag);
    expect((await run(["check", DEMO, flag, "1000000"])).code).toBe(1);
  });
});
