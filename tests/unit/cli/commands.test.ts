import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { COMMON_OPTIONS, longFlag } from "../../../src/cli/options.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { DEMO, inFolder, run } from "./run.ts";

describe("validate", () => {
  test("finds nothing wrong with the demo county", async () => {
    const { code, stdout, stderr } = await run(["validate", DEMO]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("没有发现数据问题");
  });

  test("ends with 1 and names the cell for an error, with 0 for a warning alone", async () => {
    const sheets = nativeSheets(DEMO_COUNTY);
    const changed = (cell: string) => {
      const rows = sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => [...row]) }));
      const schools = rows.find(({ name }) => name === "学校")!;
      const row = schools.rows.find((each) => each.includes("云溪县城东小学"))!;
      row[row.findIndex((value) => typeof value === "number" && value > 100)] = cell;
      return workbookBytes(rows);
    };
    const wrong = await run(["validate", "-"], { stdin: await changed("约三百") });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain("约三百");
    expect(wrong.stdout).toMatch(/学校!?\s?[A-Z]+\d+/);
    const odd = await run(["validate", "-"], { stdin: await changed("—") });
    expect(odd.code).toBe(0);
  });

  test("says nothing with --quiet", async () => {
    expect(await run(["validate", DEMO, "--quiet"])).toMatchObject({ code: 0, stdout: "", stderr: "" });
  });

  test("speaks English", async () => {
    expect((await run(["validate", DEMO, "--lang", "en"])).stdout).toContain("No data problems");
  });

  test("tells of a data year that is not the day's", async () => {
    const { code, stdout } = await run(["validate", DEMO, "--as-of", "2024-12-31"]);
    expect(code).toBe(0);
    expect(stdout).toContain("2024");
  });
});

describe("template", () => {
  test("writes a workbook that check takes, and concludes nothing from", () =>
    inFolder(async (path) => {
      const written = await run(["template", "-o", path("county.xlsx")]);
      expect(written).toMatchObject({ code: 0, stdout: "" });
      expect(written.stderr).toContain(path("county.xlsx"));
      const checked = await run(["check", path("county.xlsx"), "--as-of", "2025-12-31"]);
      expect(checked).toMatchObject({ code: 2, stderr: "" });
    }));

  test("never replaces a file: somebody may have filled it in", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), "filled in");
      expect((await run(["template", "-o", path("county.xlsx")])).code).toBe(3);
      expect(await readFile(path("county.xlsx"), "utf8")).toBe("filled in");
      expect(await readdir(path("."))).toEqual(["county.xlsx"]);
    }));

  test("goes to standard output for -, unless that is a terminal", async () => {
    const { code, bytes } = await run(["template", "-o", "-"]);
    expect(code).toBe(0);
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect((await run(["template", "-o", "-"], { isTTY: true })).code).toBe(4);
  });

  test("writes the form of one school", () =>
    inFolder(async (path) => {
      const { code, stderr } = await run(["template", "--school", "-o", path("form.xlsx")]);
      expect([code, stderr]).toEqual([0, `已写出学校填报表 ${path("form.xlsx")}\n`]);
      expect((await run(["template", "--school", "--schools", DEMO])).code).toBe(4);
      expect((await run(["template", "--schools", DEMO, "-o", "-"])).code).toBe(4);
    }));

  test("writes a form for each school of a roster, and leaves those that are there", () =>
    inFolder(async (path) => {
      const first = await run(["template", "--schools", DEMO, "-o", path("填报表")]);
      expect([first.code, first.stderr]).toEqual([0, `已在 ${path("填报表")} 写出 26 份填报表\n`]);
      const names = await readdir(path("填报表"));
      expect(names).toContain("2199000101-云溪县第一实验小学.xlsx");
      await writeFile(path("填报表/2199000101-云溪县第一实验小学.xlsx"), "filled in");
      await rm(path("填报表/2199000102-云溪县第二实验小学.xlsx"));
      const again = await run(["template", "--schools", DEMO, "-o", path("填报表"), "--lang", "en"]);
      expect(again.code).toBe(0);
      expect(again.stderr).toContain("Wrote 1 form to");
      expect(again.stderr).toContain("25 were there already");
      expect(await readFile(path("填报表/2199000101-云溪县第一实验小学.xlsx"), "utf8")).toBe("filled in");
      expect(await readdir(path("填报表"))).toEqual(names);
    }));
});

describe("explain", () => {
  test.each(NATIONAL_2017.indicators.map(({ code, id, name }) => [code, id, name.zh]))(
    "%s by its code in any case, its id and its name",
    async (code, id, name) => {
      const first = await run(["explain", code]);
      expect(first).toMatchObject({ code: 0, stderr: "" });
      expect(first.stdout).toContain(name);
      for (const other of [code.toLowerCase(), id, name, ` ${name} `]) {
        expect((await run(["explain", other])).stdout).toBe(first.stdout);
      }
      expect((await run(["explain", code, "--lang", "en"])).code).toBe(0);
    },
  );

  test("finds an indicator by the code of one of its documents", async () => {
    expect((await run(["explain", "G2a"])).stdout).toBe((await run(["explain", "G2"])).stdout);
  });

  test("explains by the base what a plan is silent on, and says so", async () => {
    const plan = ["-s", "tianjin-jizhou-2018"];
    const national = await run(["explain", "R1"]);
    const { code, stdout } = await run(["explain", "R1", ...plan]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^天津市蓟州区.*没有 R1 .*这一项，国家标准.*有。以下按国家标准.*说明。/);
    expect(stdout.endsWith(national.stdout)).toBe(true);
    expect((await run(["explain", "R1", ...plan, "--lang", "en"])).stdout).toMatch(/no such item as R1/);
    const school = await run(["explain", "R1", DEMO, "--school", "云溪县城西小学", ...plan]);
    expect(school.code).toBe(0);
    expect(school.stdout).toContain("云溪县城西小学");
    expect((await run(["explain", "G1", ...plan])).stdout).not.toContain("没有 G1");
  });

  test("takes the only name with a part, and lists several", async () => {
    const plan = ["-s", "tianjin-ninghe-2020"];
    const sight = await run(["explain", "近视率", ...plan]);
    expect(sight).toMatchObject({ code: 0, stderr: "" });
    expect(sight.stdout).toContain("近视率");
    const several = await run(["explain", "专任教师", ...plan]);
    expect([several.code, several.stdout]).toEqual([4, ""]);
    expect(several.stderr).toMatch(/“专任教师” 可以指多个指标：R\d .+、G\d+ .+。请写其中一个的代码。/);
    const absent = await run(["explain", "航天率", ...plan]);
    expect(absent.code).toBe(4);
    expect(absent.stderr).toContain("没有指标");
  });

  test("says why a school has its verdict, by name and by code", async () => {
    const { schools } = DEMO_COUNTY;
    const school = schools.find(({ name }) => name === "云溪县城西小学")!;
    const named = await run(["explain", "R4", DEMO, "--school", String(school.name)]);
    expect(named.code).toBe(0);
    expect(named.stdout).toContain("还差 272.7 ㎡");
    expect(named.stdout).toContain("学校!AS9");
    expect((await run(["explain", "R4", DEMO, "--school", String(school.code)])).stdout).toBe(named.stdout);
  });

  test("says of a county in at most 60 lines for whom, by which grade, and what lies behind it", async () => {
    const { stdout } = await run(["explain", "R5", DEMO]);
    expect(stdout.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
    expect(stdout).toMatch(/适用对象/);
    expect(stdout.replace(/\s/g, "")).toMatch(/资源配置第5项.*（媒体报道）/);
    expect(stdout).toMatch(/✗ 全县（小学） · 0\.531，未达到要求[^✓]*双井小学 R5 30\.47619/);
    expect(stdout).toContain("全部列出：--all");
  });

  test("says of what falls short which of several checks it is, and the figures with their cells", async () => {
    const rooms = (await run(["explain", "G3", DEMO])).stdout.replace(/\s+/g, " ");
    expect(rooms).toContain("云溪县第一实验小学 · 美术专用教室 · 1 间，未达到要求（不低于 2 间）");
    expect(rooms.replaceAll(" ", "")).toContain(
      "美术专用教室84㎡（专用教室!C5）、92.4㎡（专用教室!C4）、小学班级数14个（学校!M5）14个班级÷12，不足的按1间，须2间",
    );
    const classes = (await run(["explain", "G5", DEMO])).stdout.replace(/\s+/g, "");
    expect(classes).toContain("小学最大班额46人（班级!D10）");
    const school = await run(["explain", "G3", DEMO, "--school", "云溪县第一实验小学"]);
    expect(school.stdout).toContain("✗ 云溪县第一实验小学 · 美术专用教室 · 未达标");
    expect(school.stdout).toContain("✓ 云溪县第一实验小学 · 音乐专用教室 · 达标");
    expect(school.stdout).toMatch(/计算 +14 个班级 ÷ 12/);
  });

  test("explains every school without --school", async () => {
    const { stdout } = await run(["explain", "R4", DEMO, "--all"]);
    for (const name of ["云溪县城西小学", "云溪县城东小学"]) expect(stdout).toContain(name);
  });

  test("checks the day it is given", async () => {
    expect((await run(["explain", "R4", "--as-of", "soon"])).code).toBe(4);
    expect((await run(["explain", "R4", "--as-of", "2025-01-01"])).code).toBe(0);
  });
});

describe("words", () => {
  test("names in the help of a command no option that it does not take", async () => {
    for (const { name, options } of COMMANDS) {
      const { stdout } = await run([name, "--help"], { columns: 200 });
      const taken = new Set([...COMMON_OPTIONS, ...options].map(({ flags }) => longFlag(flags)));
      const [own = ""] = stdout.split(/^退出码/m);
      const named = [...own.matchAll(/(?<![a-z-] )(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag);
      const others = new Set(
        COMMANDS.map((each) => each.name).flatMap((other) =>
          [...own.matchAll(new RegExp(`${other} (--[a-z-]+)`, "g"))].map(([, flag]) => flag!),
        ),
      );
      expect([name, named.filter((flag) => !taken.has(flag) && !others.has(flag) && flag !== "--help")]).toEqual([
        name,
        [],
      ]);
    }
  });

  test("a file whose name begins with a dash: how to name it, and which command's help tells more", async () => {
    const { code, stderr } = await run(["batch", "-a.xlsx"]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/\.\/-a\.xlsx/);
    expect((await run(["batch", "in", "--fail-on", "x"])).stderr).toContain("用法见 qe-audit batch --help");
  });

  test.each([
    [["check", DEMO, "--fail-on", "x"], "选项 --fail-on 应为 fail | unknown | never，"],
    [["check", DEMO, "--limit-rows", "x"], "选项 --limit-rows 应为正整数，"],
  ])("%j: a space before Latin letters", async (argv, expected) => {
    expect((await run(argv)).stderr).toContain(expected);
  });

  test("explain says why a school is not judged", () =>
    inFolder(async (path) => {
      const sheets = nativeSheets(DEMO_COUNTY);
      const rows = sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => [...row]) }));
      const row = rows.find(({ name }) => name === "学校")!.rows.find((each) => each.includes("云溪县城东小学"))!;
      row[row.indexOf("小学")] = "特殊教育";
      await writeFile(path("a.xlsx"), await workbookBytes(rows));
      for (const [lang, expected] of [
        ["zh", /云溪县城东小学：.*特殊教育/],
        ["en", /云溪县城东小学: .*special/i],
      ] as const) {
        const { code, stdout } = await run([
          "explain",
          "R4",
          path("a.xlsx"),
          "--school",
          "云溪县城东小学",
          "--lang",
          lang,
        ]);
        expect(code).toBe(0);
        expect(stdout).toMatch(expected);
      }
    }));

  test("template in English says that its sheets are in Chinese", () =>
    inFolder(async (path) => {
      const { stderr } = await run(["template", "-o", path("t.xlsx"), "--lang", "en"]);
      expect(stderr).toMatch(/in Chinese/);
      expect((await run(["template", "--help", "--lang", "en"], { columns: 200 })).stdout).toMatch(/in Chinese/);
      expect((await run(["template", "-o", path("zh.xlsx")])).stderr).not.toMatch(/中文/);
    }));

  test("nothing of an empty template is guessed", () =>
    inFolder(async (path) => {
      await run(["template", "-o", path("t.xlsx")]);
      const { stdout } = await run(["validate", path("t.xlsx")]);
      expect(stdout).toMatch(/· 学校 第 1 到 2 行是表头/);
      expect(stdout).not.toMatch(/^\? /m);
    }));
});
