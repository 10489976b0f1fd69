import { mkdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { localSheets } from "../../../fixtures/local-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { ResultJson } from "../../../src/model/report.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { DEMO, inFolder, run } from "../../unit/cli/run.ts";
import { NINGHE } from "../../unit/standard/regions/tianjin-ninghe-2020.ts";

const OWN = `
id: yunxi-2024
title: { zh: 云溪县实施方案, en: Plan of Yunxi }
edition: "2024-03-01"
reviewed: "2024-03-02"
citation: &plan { document: 云溪县实施方案, number: null, clause: 全文, date: "2024-03-01", via: null, verified: true }
extends: national-2017
expires: "2026-12-31"
refine:
  - indicator: public-recognition
    responsible: [县教育局]
    checks:
      - id: satisfied
        citation: { <<: *plan, clause: 二（一） }
        kind: share
        level: county
        stage: null
        numerator: { plus: [satisfied], minus: [] }
        denominator: { plus: [surveyed], minus: [] }
        bound: { operator: ">=", value: 99 }
        whenNone: unknown
        schools: null
`;

describe("standards", () => {
  test("lists those that ship", async () => {
    const { code, stdout } = await run(["standards"]);
    expect(code).toBe(0);
    for (const id of Object.keys(STANDARDS)) expect(stdout).toContain(id);
    const json = JSON.parse((await run(["standards", "--format", "json"])).stdout);
    expect(json.map((each: { id: string }) => each.id)).toEqual(Object.keys(STANDARDS));
  });

  test("shows one, in both languages and as JSON", async () => {
    expect((await run(["standards", "shandong-wenshang-2022"])).stdout).toContain("师生比（初中1:13.5，小学1:19）");
    expect((await run(["standards", "shandong-wenshang-2022", "--lang", "en"])).stdout).toContain("asks less");
    const json = JSON.parse((await run(["standards", "tianjin-jizhou-2018", "--format", "json"])).stdout);
    expect(json).toMatchObject({ id: "tianjin-jizhou-2018", base: "national-2017" });
  });

  test.each([
    [["standards", "tianjin-wuqing-2021"], 3, "tianjin-wuqing-2020"],
    [["standards", "missing.yaml", "--check"], 3, "missing.yaml"],
    [["standards", "diff", "national-2017"], 4, "<B>"],
    [["standards", "national-2017", "tianjin-wuqing-2020"], 4, "tianjin-wuqing-2020"],
    [["standards", "--format", "xlsx"], 4, "markdown | json"],
    [["standards", "national-2017", "--as-of", "2025-02-30"], 4, "2025-02-30"],
  ])("%j ends with %d", async (argv, code, said) => {
    const result = await run(argv);
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toContain(said);
  });

  test("checks a file of one's own, and tells every fault of one that cannot be used", () =>
    inFolder(async (path) => {
      await writeFile(path("own.yaml"), OWN);
      expect(await run(["standards", path("own.yaml"), "--check"])).toMatchObject({ code: 0 });
      await writeFile(path("bad.yaml"), OWN.replace("99", '"many"').replace("public-recognition", "public-recogniton"));
      const bad = await run(["standards", path("bad.yaml"), "--check", "--lang", "en"]);
      expect(bad.code).toBe(3);
      expect(bad.stderr).toContain("refine[0].checks[0].bound.value");
      await writeFile(path("no.yaml"), "a: [1\nb: 2");
      expect((await run(["standards", path("no.yaml")])).stderr).toContain("YAML");
      await writeFile(path("own.json"), JSON.stringify({ extends: "national-2017" }));
      expect((await run(["standards", path("own.json")])).code).toBe(3);
    }));

  test("tells of a folder and of a large file what a standard is, not what a workbook is", () =>
    inFolder(async (path) => {
      await mkdir(path("dir.yaml"));
      await writeFile(path("big.yaml"), "#".repeat(2 * 1024 * 1024 + 1));
      for (const argv of [["standards"], ["check", DEMO, "-s"]]) {
        const folder = await run([...argv, path("dir.yaml")]);
        expect(folder.code).toBe(3);
        expect(folder.stderr).toMatch(/是文件夹，不是文件。请给出一个 YAML 或 JSON 文件。/);
        const large = await run([...argv, path("big.yaml")]);
        expect(large.code).toBe(3);
        expect(large.stderr).toMatch(/超过 2 MB 的上限/);
        expect(large.stderr).not.toContain("--limit-file");
      }
    }));

  test("counts apart what only one of two standards has, and lists it on request", async () => {
    const argv = ["standards", "diff", "national-2017", "tianjin-wuqing-2020", DEMO];
    const { stdout } = await run(argv);
    const verdicts = stdout.slice(stdout.indexOf("判定不同之处"));
    expect(verdicts).toMatch(/只有 tianjin-wuqing-2020 有的判定 \d+ 处（.*无法判定 \d+.*）/);
    expect(verdicts).toMatch(/只有 national-2017 有的判定 \d+ 处/);
    expect(verdicts).toContain("全部列出：--all");
    expect(verdicts).not.toMatch(/\| — \|/);
    const all = (await run([...argv, "--all"])).stdout;
    expect(all).toMatch(/\| — \|/);
    expect(all).not.toContain("全部列出：--all");
    const json = JSON.parse((await run([...argv, "--format", "json"])).stdout).verdicts;
    for (const each of json.changes) expect([each.before, each.after]).not.toContain(null);
    for (const each of json.onlyBefore) expect(each.after).toBeNull();
    for (const each of json.onlyAfter) expect(each.before).toBeNull();
    expect(json.onlyBefore.length).toBeGreaterThan(0);
    expect(json.onlyAfter.length).toBeGreaterThan(0);
  });

  test("compares two, and says what it means for a county", async () => {
    const { code, stdout } = await run(["standards", "diff", "national-2017", "heilongjiang-sifangtai-2023", DEMO]);
    expect(code).toBe(0);
    expect(stdout).toContain("national-2017 → heilongjiang-sifangtai-2023");
    expect(stdout).toMatch(/不低于 85%.*不低于 90%/);
    expect(stdout).toContain("判定不同之处");
  });
});

describe("a standard of one's own", () => {
  test("is judged by, with its duties, beside the national one", () =>
    inFolder(async (path) => {
      await writeFile(path("own.yaml"), OWN);
      const { code, stdout } = await run(["check", DEMO, "-s", path("own.yaml"), "--format", "json"]);
      expect(code).toBe(1);
      const result = ResultJson.parse(JSON.parse(stdout));
      expect(result.standard).toMatchObject({ id: "yunxi-2024", base: "national-2017" });
      expect(result.national?.verdict).toBe("fail");
      const recognition = result.findings.find((each) => each.indicator.id === "public-recognition")!;
      expect(recognition).toMatchObject({ status: "fail", responsible: ["县教育局"] });
    }));
});

describe("a regional standard", () => {
  const figures = { ...NINGHE.figures, items: { ...NINGHE.figures.items, 体质健康测试及格学生数: 900 } };
  const workbook = (asOf: string) =>
    workbookBytes(localSheets(STANDARDS["tianjin-ninghe-2020"]!, NATIONAL_2017, figures, asOf));

  test("stands beside the national verdict in the report, with milestones", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), await workbook("2022-12-31"));
      const { code, stdout } = await run(["check", path("county.xlsx"), "-s", "tianjin-ninghe-2020"]);
      expect(code).toBe(1);
      expect(stdout).toContain("L1 学生体质健康及格率");
      expect(stdout).toContain("国家标准");
      expect(stdout).toContain("城区新建小学");
      expect(stdout.replace(/\s+/g, "")).toContain("本方案要求低于国家的：Q9国家义务教育质量监测；");
    }));

  test("that has expired is told, loudly", () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), await workbook("2023-06-30"));
      const { stdout } = await run(["check", path("county.xlsx"), "-s", "tianjin-ninghe-2020"]);
      expect(stdout).toContain("已于 2022-12-31 到期");
    }));

  test("has a template of its own, that reads back", () =>
    inFolder(async (path) => {
      expect((await run(["template", "-s", "tianjin-ninghe-2020", "-o", path("t.xlsx")])).code).toBe(0);
      const read = await run([
        "check",
        path("t.xlsx"),
        "-s",
        "tianjin-ninghe-2020",
        "--as-of",
        "2022-12-31",
        "--format",
        "json",
      ]);
      expect(read.code).toBe(2);
      const { source } = ResultJson.parse(JSON.parse(read.stdout));
      const headers = new Set(source.reading.matched.map(({ quantity }) => quantity));
      for (const label of Object.keys(STANDARDS["tianjin-ninghe-2020"]!.local!.quantities))
        expect(headers).toContain(label);
      expect(headers).not.toContain("师生比");
      expect((await readFile(path("t.xlsx"))).length).toBeGreaterThan(1000);
    }));
});

describe("waivers", () => {
  const file = (expires: string) =>
    `- indicator: G5\n  school: null\n  reason: 新校2026年秋季启用\n  approver: 县教育局督导室主任\n  granted: "2025-01-01"\n  expires: "${expires}"\n`;

  test("are shown and counted, and the county still falls short", () =>
    inFolder(async (path) => {
      await writeFile(path("waivers.yaml"), file("2026-08-31"));
      const { code, stdout } = await run(["check", DEMO, "--waivers", path("waivers.yaml")]);
      expect(code).toBe(1);
      expect(stdout).toContain("新校2026年秋季启用");
    }));

  test("that expired are loud, and those that match nothing are an error", () =>
    inFolder(async (path) => {
      await writeFile(path("waivers.yaml"), file("2025-06-30"));
      expect((await run(["check", DEMO, "--waivers", path("waivers.yaml")])).stdout).toContain("已于 2025-06-30 到期");
      await writeFile(path("waivers.yaml"), file("2026-08-31").replace("G5", "G55"));
      const { code, stderr } = await run(["check", DEMO, "--waivers", path("waivers.yaml")]);
      expect(code).toBe(3);
      expect(stderr).toContain("waivers[0].indicator");
      await writeFile(path("waivers.yaml"), file("2026-08-31").replace("approver", "aprover"));
      expect((await run(["check", DEMO, "--waivers", path("waivers.yaml")])).stderr).toContain("approver");
    }));
});

describe("standards on a terminal", () => {
  const look = { isTTY: true, columns: 100, env: { NO_COLOR: "1" } };
  test.each([
    ["the list", ["standards"], /^national-2017 {2}/m],
    ["one standard", ["standards", "tianjin-wuqing-2020"], /^资源配置$/m],
    ["a comparison", ["standards", "diff", "national-2017", "tianjin-wuqing-2020", DEMO], /^判定不同之处$/m],
  ])("%s is laid out, not Markdown", async (_, argv, expected) => {
    const { stdout } = await run(argv, look);
    expect(stdout).toMatch(expected);
    expect(stdout).not.toMatch(/^\||^#|<br>|\\[\\_|]/m);
    for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(100);
    const [markdown, piped] = [(await run([...argv, "--format", "markdown"], look)).stdout, (await run(argv)).stdout];
    expect(markdown).toMatch(/^\|/m);
    expect(piped).toBe(markdown);
    expect((await run([...argv, "--format", "terminal"])).stdout).toMatch(expected);
  });
});
