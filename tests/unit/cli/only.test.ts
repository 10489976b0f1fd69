import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { DEMO, inFolder, run } from "./run.ts";

const flat = (text: string): string => text.replace(/\s+/g, "");
const verdictLine =
  "✗未达标：R5生均体育运动场馆面积：1个学段校际差异系数超过限值；2所学校（按学段计）资源配置综合评估未达标";

describe("check --only and --part", () => {
  test.each(["terminal", "markdown"])("%s shows those indicators, under the verdict of all", async (format) => {
    const { code, stdout } = await run(["check", DEMO, "--only", "R6,g3", "--format", format]);
    const text = flat(stdout).replaceAll("**", "");
    expect(code).toBe(1);
    expect(text).toContain(verdictLine);
    expect(text).toContain("只看部分：R6、G3；结论和退出码仍按全部指标");
    expect(text).toContain("云溪县第一实");
    // At 80 columns the terminal leaves what closes all of it to --all.
    expect(text).toMatch(format === "terminal" ? /R6.*1700.*2\.1万元/ : /R6.*2\.1万元.*13\.74万元/);
    // Amounts are those of the whole: what decides does not change with what is shown.
    for (const other of ["城北初级中学", "松岭镇", "先做这几件", "各部分"]) expect(text).not.toContain(other);
  });

  test("a letter stands for all whose codes begin with it, a part for all of the part", async () => {
    const [byLetter, byPart] = await Promise.all([
      run(["check", DEMO, "--only", "q"]),
      run(["check", DEMO, "--part", "quality"]),
    ]);
    expect(byLetter.stdout).toBe(byPart.stdout);
    expect(flat(byPart.stdout)).toContain("只看部分：Q1、Q2、Q3、Q4、Q5、Q6、Q7、Q8、Q9；");
  });

  test("says it where nothing of it is short or unknown, and never that of all nothing is", async () => {
    const { code, stdout } = await run(["check", DEMO, "--only", "Q1"]);
    expect([code, flat(stdout)]).toEqual([
      1,
      expect.stringContaining("只看部分：Q1；结论和退出码仍按全部指标。这部分没有未达标和无法判定的"),
    ]);
    expect(stdout).not.toMatch(/全部项目都能判定|没有发现数据问题|影响认定的差距/);
    const { stdout: markdown } = await run(["check", DEMO, "--only", "Q1", "--format", "markdown"]);
    expect(markdown).not.toMatch(/全部项目都能判定|没有发现数据问题|影响认定的差距/);
  });

  test("names relaxations and waivers all the same", async () => {
    const { stdout } = await run(["check", DEMO, "--only", "Q1", "--relax", "small-school-any"]);
    expect(stdout).toContain("small-school-any");
  });

  test.each([
    ["R44", "没有指标 “R44”。是不是 “R4”？"],
    ["R4,nothing", "没有指标 “nothing”"],
  ])("--only %s is refused", async (only, sentence) => {
    const { code, stdout, stderr } = await run(["check", DEMO, "--only", only]);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain(sentence);
  });

  test.each([
    ["--only", ","],
    ["--only", ""],
    ["--part", "、"],
  ])("%s %j narrows to nothing, and is refused", async (option, written) => {
    const { code, stdout, stderr } = await run(["check", DEMO, option, written]);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain(`选项 ${option} 应为`);
  });

  test("parts and figures are known by their Chinese names too", async () => {
    const [named, byId] = await Promise.all([
      run(["check", DEMO, "--part", "资源配置"]),
      run(["check", DEMO, "--part", "resource"]),
    ]);
    expect([named.code, named.stdout]).toEqual([1, byId.stdout]);
    expect((await run(["explain", "音乐专用教室达标间数"])).stdout).toContain("G3 音乐、美术专用教室");
  });

  test("--part resorce is refused with the nearest", async () => {
    const { code, stderr } = await run(["check", DEMO, "--part", "resorce", "--lang", "en"]);
    expect([code, stderr]).toEqual([4, expect.stringContaining("resource")]);
  });

  test.each([
    ["--format", "json"],
    ["--format", "csv"],
    ["--what-if", "第三小学.教学仪器设备值+=1"],
  ])("is not taken with %s %s", async (...words) => {
    const { code, stdout, stderr } = await run(["check", DEMO, "--only", "R4", ...words]);
    expect([code, stdout]).toEqual([4, ""]);
    expect(stderr).toContain("--only");
  });

  test("files are whole", () =>
    inFolder(async (path) => {
      await run(["check", DEMO, "--only", "Q1", "-o", path("part.md")]);
      await run(["check", DEMO, "-o", path("whole.md")]);
      expect(await readFile(path("part.md"), "utf8")).toBe(await readFile(path("whole.md"), "utf8"));
    }));
});
