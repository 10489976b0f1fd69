import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import type { CountyRows } from "../../../fixtures/rows.ts";
import { type Sheet, workbookBytes } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { DEMO, inFolder, run } from "./run.ts";

const renamed = (sheets: readonly Sheet[], from: string, to: string): Sheet[] =>
  sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => row.map((cell) => (cell === from ? to : cell))),
  }));

/** The demo county with a column and an item under names that nobody else uses. */
const ODD = await workbookBytes(
  renamed(
    renamed(nativeSheets(DEMO_COUNTY), "网络多媒体教室数（间）", "班班通间数"),
    "交流轮岗教师数",
    "今年挪窝的老师",
  ),
);
const MAP = "columns:\n  班班通间数: multimediaRooms\nitems:\n  今年挪窝的老师: rotatedTeachers\n";

const verdictOf = (stdout: string): unknown => {
  const { findings } = JSON.parse(stdout) as { findings: { id: string; status: string }[] };
  return findings.map(({ id, status }) => [id, status]);
};

describe("--map", () => {
  test("makes odd names read as the dictionary's", async () => {
    await inFolder(async (path) => {
      await writeFile(path("county.yaml"), MAP);
      const usual = await run(["check", DEMO, "--format", "json"]);
      const mapped = await run(["check", "-", "--format", "json", "--map", path("county.yaml")], { stdin: ODD });
      expect(verdictOf(mapped.stdout)).toEqual(verdictOf(usual.stdout));
      const without = await run(["check", "-", "--format", "json"], { stdin: ODD });
      expect(verdictOf(without.stdout)).not.toEqual(verdictOf(usual.stdout));
    });
  });
  test("lets diff compare a workbook with odd names", async () => {
    await inFolder(async (path) => {
      await writeFile(path("county.yaml"), MAP);
      await writeFile(path("odd.xlsx"), ODD);
      const without = await run(["diff", DEMO, path("odd.xlsx"), "--format", "json", "--fail-on-regression"]);
      expect(without.code).toBe(1);
      const mapped = await run([
        ...["diff", DEMO, path("odd.xlsx"), "--format", "json", "--fail-on-regression"],
        ...["--map", path("county.yaml")],
      ]);
      expect([mapped.code, mapped.stderr]).toEqual([0, ""]);
      const over = await run(["diff", DEMO, path("odd.xlsx"), "--map", path("county.yaml"), "-o", path("county.yaml")]);
      expect(over.code).not.toBe(0);
    });
  });
  test("lets two standards be compared on a workbook with odd names", async () => {
    await inFolder(async (path) => {
      await writeFile(path("county.yaml"), MAP);
      await writeFile(path("odd.xlsx"), ODD);
      const compare = async (...rest: string[]): Promise<unknown> => {
        const argv = ["standards", "diff", "national-2017", "heilongjiang-sifangtai-2023", ...rest, "--format", "json"];
        const { code, stdout } = await run(argv);
        expect(code).toBe(0);
        return JSON.parse(stdout).verdicts;
      };
      const usual = await compare(DEMO);
      expect(await compare(path("odd.xlsx"), "--map", path("county.yaml"))).toEqual(usual);
      await writeFile(path("slip.yaml"), "columns:\n  班班通间数: multimediaRoms\n");
      const slip = await run([
        "standards",
        "diff",
        "national-2017",
        "heilongjiang-sifangtai-2023",
        path("odd.xlsx"),
        "--map",
        path("slip.yaml"),
      ]);
      expect(slip.code).toBe(3);
      expect(slip.stderr).toContain("multimediaRooms");
    });
  });
  test("is refused with the nearest key before the workbook is read", async () => {
    await inFolder(async (path) => {
      await writeFile(path("county.yaml"), "columns:\n  班班通间数: multimediaRoms\n");
      for (const command of ["check", "validate"]) {
        const { code, stderr } = await run([command, path("missing.xlsx"), "--map", path("county.yaml")]);
        expect(code).toBe(3);
        expect(stderr).toContain("multimediaRooms");
      }
    });
  });
  test.each(["check", "validate"])(
    "has %s tell the names that the workbook does not have, with the nearest",
    (command) =>
      inFolder(async (path) => {
        const slipped = `${MAP.replace("班班通间数", "班班同间数").replace("今年挪窝的老师", "今年挪动的老师")}  发出的: satisfied\nsheets:\n  学校们: schools\n`;
        await writeFile(path("county.yaml"), slipped);
        const zh = await run([command, "-", "--map", path("county.yaml")], { stdin: ODD });
        const of = `对照文件 ${path("county.yaml")} 中`;
        expect(zh.stderr.trim().split("\n")).toEqual([
          `${of} sheets 的“学校们”在工作簿里没有对应的工作表，没有用上；是否为“学校”`,
          `${of} columns 的“班班同间数”在工作簿里没有对应的列，没有用上；是否为“班班通间数”`,
          `${of} items 的“今年挪动的老师”在工作簿里没有对应的项目，没有用上；是否为“今年挪窝的老师”`,
          `${of} items 的“发出的”在工作簿里没有对应的项目，没有用上`,
        ]);
        const en = await run([command, "-", "--map", path("county.yaml"), "--lang", "en"], { stdin: ODD });
        expect(en.stderr).toContain(
          'columns names "班班同间数", and the workbook has no such column, so it was not used',
        );
        expect((await run([command, "-", "--map", path("county.yaml"), "--quiet"], { stdin: ODD })).stderr).toBe("");
      }),
  );
  test("counts a name as met that is to be left alone", () =>
    inFolder(async (path) => {
      await writeFile(path("county.yaml"), `${MAP}sheets:\n  佐证: null\n`);
      await writeFile(
        path("alone.yaml"),
        "columns:\n  班班通间数: null\nitems:\n  今年挪窝的老师: null\nsheets:\n  佐证: null\n",
      );
      for (const file of ["county.yaml", "alone.yaml"])
        expect((await run(["check", "-", "--map", path(file)], { stdin: ODD })).stderr).toBe("");
    }));
  test("is drafted by validate --suggest-map as a file that can be used", async () => {
    await inFolder(async (path) => {
      const { code, stdout } = await run(["validate", "-", "--suggest-map"], { stdin: ODD });
      expect(code).toBe(0);
      expect(stdout).toContain("班班通间数");
      expect(stdout).toContain("今年挪窝的老师");
      await writeFile(path("county.yaml"), stdout);
      expect((await run(["validate", "-", "--map", path("county.yaml")], { stdin: ODD })).stderr).toBe("");
    });
  });
});

describe("--previous", () => {
  const lastYear: CountyRows = {
    ...DEMO_COUNTY,
    schools: DEMO_COUNTY.schools.flatMap((school, index) => {
      if (index === 1) return [];
      if (index === 2) return [{ ...school, code: null }];
      if (index !== 0) return [school];
      const { primary } = school.stages;
      return [
        { ...school, stages: { primary: { ...primary, pupils: 274 } } },
        { ...school, code: "9", name: "旧桥小学" },
      ];
    }),
  };
  test("warns of what changed by more than half, of schools new and of schools gone", async () => {
    await inFolder(async (path) => {
      await writeFile(path("2024.xlsx"), await workbookBytes(nativeSheets(lastYear)));
      const before = await run(["validate", DEMO]);
      const { code, stdout } = await run(["validate", DEMO, "--previous", path("2024.xlsx")], { columns: 300 });
      expect(code).toBe(before.code);
      const added = stdout.split("\n").filter((line) => /上年/.test(line));
      expect(added).toHaveLength(3);
      expect(added.find((line) => line.includes("在校生数"))).toMatch(/云溪县第一实验小学.*274.*100%/);
      expect(added.find((line) => line.includes("上年没有"))).toContain("云溪县第二实验小学");
      expect(added.find((line) => line.includes("今年没有"))).toContain("旧桥小学");
    });
  });
  test("changes nothing beside last year's own workbook", async () => {
    const { stdout } = await run(["validate", DEMO, "--previous", DEMO]);
    expect(stdout).toBe((await run(["validate", DEMO])).stdout);
  });
});
