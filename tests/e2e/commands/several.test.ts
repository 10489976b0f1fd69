import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { everyType } from "../../../fixtures/generated.ts";
import { type Sheet, workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { inFolder, run } from "../../unit/cli/run.ts";

type Path = (name: string) => string;

const SHEETS = nativeSheets(everyType());
const put = async (path: string, sheets: readonly Sheet[]): Promise<string> => {
  await writeFile(path, await workbookBytes(sheets));
  return path;
};
/** A passing county in two files: its schools, and all else. */
const twoFiles = async (path: Path): Promise<[string, string]> => [
  await put(
    path("学校.xlsx"),
    SHEETS.filter(({ name }) => name === "学校"),
  ),
  await put(
    path("县级.xlsx"),
    SHEETS.filter(({ name }) => name !== "学校"),
  ),
];

const COLUMNS = ["区县", "学校名称", "办学类型", "小学在校生数", "小学班级数", "小学专任教师数", "运动场地面积（㎡）"];
const TWO: Sheet[] = [
  {
    name: "学校",
    rows: [
      COLUMNS,
      ["东山县", "东一小学", "小学", 300, 8, 20, 4000],
      ["东山县", "中心小学", "小学", 310, 8, 20, 4000],
      ["西河/县", "中心小学", "小学", 320, 8, 20, 4000],
    ],
  },
];

describe("check of several files", () => {
  it("audits them as one county, and its result has both", () =>
    inFolder(async (path) => {
      const files = await twoFiles(path);
      const { code, stdout, stderr } = await run(["check", ...files, "--format", "json"]);
      expect([code, stderr]).toEqual([0, ""]);
      const { source, findings } = JSON.parse(stdout);
      expect(source.file).toBe(files.join(", "));
      expect(source.files.map(({ file }: { file: string }) => file)).toEqual(files);
      expect(JSON.stringify(findings)).toContain("'[学校.xlsx]学校'!");
      expect((await run(["check", ...files])).code).toBe(0);
      expect((await run(["validate", ...files])).code).toBe(0);
      expect((await run(["explain", "R4", ...files])).code).toBe(0);
      expect((await run(["form", ...files, "-o", path("申报表.xlsx")])).code).toBe(0);
    }));

  it("refuses a file that is given twice, and names one that cannot be read", () =>
    inFolder(async (path) => {
      const [schools, county] = await twoFiles(path);
      const twice = await run(["check", schools, county, schools]);
      expect([twice.code, twice.stdout]).toEqual([4, ""]);
      expect(twice.stderr).toContain("学校.xlsx");
      await writeFile(path("副本.xlsx"), await readFile(schools));
      expect(await run(["check", schools, path("副本.xlsx")])).toMatchObject({ code: 4 });
      const missing = await run(["check", schools, path("没有.xlsx")]);
      expect(missing.code).toBe(3);
      expect(missing.stderr).toContain("没有.xlsx");
    }));

  it("reads all of them by the map beside the first, and drafts one for all", () =>
    inFolder(async (path) => {
      const odd = SHEETS.map((sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row) => row.map((cell) => (cell === "交流轮岗教师数" ? "今年挪窝的老师" : cell))),
      }));
      const first = await put(
        path("学校.xlsx"),
        odd.filter(({ name }) => name === "学校"),
      );
      const second = await put(
        path("县级.xlsx"),
        odd.filter(({ name }) => name !== "学校"),
      );
      expect((await run(["check", first, second])).code).not.toBe(0);
      const draft = await run(["validate", first, second, "--suggest-map"]);
      expect([draft.code, draft.stderr]).toEqual([0, ""]);
      expect(draft.stdout).toContain("今年挪窝的老师");
      await writeFile(path("学校.map.yaml"), "items:\n  今年挪窝的老师: rotatedTeachers\n");
      const { code, stderr } = await run(["check", first, second]);
      expect([code, stderr]).toEqual([0, ""]);
      expect((await run(["check", first, second, "--no-map"])).code).not.toBe(0);
    }));

  it("never writes over any of them, and annotates one at a time", () =>
    inFolder(async (path) => {
      const files = await twoFiles(path);
      const before = await readFile(files[1]);
      const over = await run(["check", ...files, "-o", `json:${files[1]}`]);
      expect(over.code).toBe(3);
      expect(await readFile(files[1])).toEqual(before);
      const copy = await run(["validate", ...files, "-o", path("退回.xlsx")]);
      expect(copy.code).toBe(4);
      expect(copy.stderr).toContain("一次只写一个工作簿");
      expect(await readdir(path("."))).toHaveLength(2);
    }));
});

describe("a workbook of several counties", () => {
  it("is refused by check with their names, and read by --county", () =>
    inFolder(async (path) => {
      const file = await put(path("全市.xlsx"), TWO);
      const alone = await run(["check", file, "--as-of", "2025-12-31"]);
      expect([alone.code, alone.stdout]).toEqual([3, ""]);
      expect(alone.stderr).toContain("东山县");
      expect(alone.stderr).toContain("2 所学校");
      const options = ["--as-of", "2025-12-31", "--format", "json"];
      const { code, stdout } = await run(["check", file, "--county", "东山县", ...options]);
      expect(code).not.toBe(3);
      expect(JSON.parse(stdout).source.county).toBe("东山县");
      expect(JSON.parse(stdout).summary.units.total).toBe(2);
      const wrong = await run(["check", file, "--county", "东出县"]);
      expect(wrong.code).toBe(4);
      expect(wrong.stderr).toContain("东山县");
    }));

  it("is a county after the other to batch", () =>
    inFolder(async (path) => {
      await mkdir(path("in"));
      await put(path("in/全市.xlsx"), TWO);
      const argv = ["batch", path("in"), "-o", path("out"), "-f", "json", "--as-of", "2025-12-31", "--quiet"];
      const { code, stderr } = await run(argv);
      expect(stderr).toBe("");
      expect(code).toBeLessThan(3);
      const rollup = JSON.parse(await readFile(path("out/rollup.json"), "utf8"));
      expect(rollup.counties.map(({ file, county }: { file: string; county: string }) => [file, county])).toEqual([
        ["全市.xlsx（东山县）", "东山县"],
        ["全市.xlsx（西河/县）", "西河/县"],
      ]);
      // They are of one file, which is no copy of itself.
      expect(rollup.duplicates).toEqual([]);
      expect((await readdir(path("out/counties"))).sort()).toEqual(["全市（东山县）.json", "全市（西河_县）.json"]);
      const again = await run([...argv, "--resume"]);
      expect([again.code, again.stderr]).toEqual([code, ""]);
      expect(JSON.parse(await readFile(path("out/rollup.json"), "utf8"))).toEqual(rollup);
    }));
});
