import { readFile, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import type { Sheet } from "../../../fixtures/sheets.ts";
import { stageRowSheets } from "../../../fixtures/write-by-stage.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { main } from "../../../src/cli/main.ts";
import type { Choice, Prompts } from "../../../src/cli/prompts.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { checkedDemo, DEMO, inFolder, run } from "../../unit/cli/run.ts";

const renamed = (sheets: readonly Sheet[], from: string, to: string): Sheet[] =>
  sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => row.map((cell) => (cell === from ? to : cell))),
  }));

/** The demo county with a column and an item under names that nobody else uses. */
const ODD = writeWorkbook(
  renamed(
    renamed(nativeSheets(DEMO_COUNTY), "网络多媒体教室数（间）", "班班通间数"),
    "交流轮岗教师数",
    "今年挪窝的老师",
  ),
);
const MAP = "columns:\n  班班通间数: multimediaRooms\nitems:\n  今年挪窝的老师: rotatedTeachers\n";

/** What is said of the demo county by itself. */
const validated = run(["validate", DEMO]);

const verdictOf = (stdout: string): unknown => {
  const { findings } = JSON.parse(stdout) as { findings: { id: string; status: string }[] };
  return findings.map(({ id, status }) => [id, status]);
};

describe("--map", () => {
  test("makes odd names read as the dictionary's", async () => {
    await inFolder(async (path) => {
      await writeFile(path("county.yaml"), MAP);
      const usual = await checkedDemo();
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
          `${of} sheets 的“学校们”在工作簿里没有对应的工作表，没有用上；是不是 “学校”？`,
          `${of} columns 的“班班同间数”在工作簿里没有对应的列，没有用上；是不是 “班班通间数”？`,
          `${of} items 的“今年挪动的老师”在工作簿里没有对应的项目，没有用上；是不是 “今年挪窝的老师”？`,
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

describe("the map beside a workbook", () => {
  const beside = (work: (path: (name: string) => string) => Promise<void>): Promise<void> =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), ODD);
      await writeFile(path("county.map.yaml"), MAP.replace("columns", "列").replace("items", "项目"));
      await work(path);
    });
  test("is used by itself and named in every report", () =>
    beside(async (path) => {
      const usual = await checkedDemo();
      const { stdout, stderr } = await run(["check", path("county.xlsx"), "--format", "json"]);
      expect(verdictOf(stdout)).toEqual(verdictOf(usual.stdout));
      expect(stderr).toBe("");
      expect(JSON.parse(stdout).source.reading.map).toBe("county.map.yaml");
      expect(JSON.parse(usual.stdout).source.reading.map).toBeNull();
      for (const format of ["terminal", "markdown", "html"]) {
        const report = await run(["check", path("county.xlsx"), "--format", format]);
        expect(report.stdout, format).toContain("county.map.yaml");
      }
      expect((await run(["validate", path("county.xlsx")])).stdout).toContain("采用了对照文件“county.map.yaml”");
    }));
  test("is used by diff, explain, form and last year's workbook too", () =>
    beside(async (path) => {
      const diff = await run(["diff", DEMO, path("county.xlsx"), "--format", "json", "--fail-on-regression"]);
      expect(diff.code).toBe(0);
      const explained = (file: string, ...more: string[]) => run(["explain", "G11", file, ...more]);
      const usual = await explained(DEMO);
      expect((await explained(path("county.xlsx"))).stdout).toBe(usual.stdout);
      expect((await explained(path("county.xlsx"), "--no-map")).stdout).not.toBe(usual.stdout);
      const blanks = async (...argv: string[]): Promise<string> => {
        const { stderr } = await run(["form", ...argv, "-o", path(`${argv.length}${argv[0] === DEMO}.xlsx`)]);
        return stderr.split("\n")[1]!;
      };
      expect(await blanks(path("county.xlsx"))).toBe(await blanks(DEMO));
      expect(await blanks(path("county.xlsx"), "--no-map")).not.toBe(await blanks(DEMO));
      const previous = await run(["validate", DEMO, "--previous", path("county.xlsx")]);
      expect(previous.stdout).toBe((await validated).stdout);
    }));
  test("gives way to --map, and is left alone with --no-map", () =>
    beside(async (path) => {
      await writeFile(path("other.yaml"), "columns:\n  班班通间数: null\n");
      const reading = async (...more: string[]) =>
        JSON.parse((await run(["check", path("county.xlsx"), "--format", "json", ...more])).stdout).source.reading;
      const other = await reading("--map", path("other.yaml"));
      expect(other.map).toBe("other.yaml");
      const without = await reading("--no-map");
      expect(without.map).toBeNull();
      for (const { unmatched } of [other, without]) {
        expect(unmatched.map(({ header }: { header: string }) => header)).toContain("全校 / 班班通间数");
      }
    }));
  test("is an input: no output is written over it, with --no-map either", () =>
    beside(async (path) => {
      const before = await readFile(path("county.map.yaml"), "utf8");
      for (const more of [[], ["--no-map"]]) {
        const over = await run(["check", path("county.xlsx"), "-o", `json:${path("county.map.yaml")}`, ...more]);
        expect(over.code).toBe(3);
      }
      expect(await readFile(path("county.map.yaml"), "utf8")).toBe(before);
    }));
  test("ends the run where it cannot be used", () =>
    beside(async (path) => {
      await writeFile(path("county.map.yaml"), "列:\n  班班通间数: 网络多媒体教师数\n列表: {}\n");
      const { code, stderr } = await run(["check", path("county.xlsx")]);
      expect(code).toBe(3);
      expect(stderr).toContain("county.map.yaml");
      expect(stderr).toContain("网络多媒体教室数");
      expect(stderr).toContain("列表");
    }));
  test("is each county's own in a batch, and one that cannot be used costs its own county only", () =>
    beside(async (path) => {
      await writeFile(path("bad.xlsx"), ODD);
      await writeFile(path("bad.map.yaml"), "列:\n  班班通间数: 什么\n");
      await writeFile(path("plain.xlsx"), ODD);
      const batch = (...more: string[]) =>
        run(["batch", path("."), "-o", path("out"), "-f", "json", "--jobs", "1", "--quiet", ...more]);
      expect((await batch()).code).toBe(3);
      const rollup = JSON.parse(await readFile(path("out/rollup.json"), "utf8"));
      expect(rollup.ignored).toEqual([]);
      const text = await readFile(path("out/results.ndjson"), "utf8");
      const lines = text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const bad = lines.find(({ file }) => file === "bad.xlsx");
      expect(bad.error).toMatchObject({ code: "side-file-invalid", text: expect.stringContaining("bad.map.yaml") });
      const readingOf = async (name: string) =>
        JSON.parse(await readFile(path(`out/counties/${name}.json`), "utf8")).source.reading;
      expect((await readingOf("county")).map).toBe("county.map.yaml");
      expect((await readingOf("plain")).map).toBeNull();
      // What the map says is part of what the outcome depends on.
      await writeFile(path("county.map.yaml"), "列:\n  班班通间数: null\n");
      await batch("--resume");
      expect((await readingOf("county")).matched.some(({ by }: { by: string }) => by === "map")).toBe(false);
    }));
});

describe("qe-audit map", () => {
  type Reply = (question: string, choices: readonly Choice<unknown>[]) => unknown;
  /** Answers one question after the other; a reply of undefined breaks off. */
  const asking = (replies: Reply[]): Prompts & { readonly asked: string[] } => {
    const asked: string[] = [];
    const next = (question: string, choices: readonly Choice<unknown>[] = []): unknown => {
      asked.push(question);
      return replies.shift()?.(question, choices);
    };
    return {
      asked,
      select: async <T>(question: string, choices: readonly Choice<T>[]) => {
        const label = next(question, choices);
        const found = choices.find((each) => each.label === label);
        if (label !== undefined && found === undefined)
          throw new Error(`no choice ${label}: ${choices.map((each) => each.label)}`);
        return found === undefined ? null : { value: found.value };
      },
      text: async (question) => (next(question) as string | undefined) ?? null,
      confirm: async (question) => (next(question) as boolean | undefined) ?? null,
    };
  };
  const mapped = async (argv: readonly string[], prompts?: Prompts, isTTY = true) => {
    let stderr = "";
    const sink = (keep: (text: string) => void) => ({
      isTTY,
      write: (chunk: string | Uint8Array, done: () => void) => {
        keep(String(chunk));
        done();
      },
    });
    const code = await main(["map", ...argv], {
      stdin: Object.assign(Readable.from([]), { isTTY }),
      stdout: sink(() => {}),
      stderr: sink((text) => {
        stderr += text;
      }),
      env: {},
      ...(prompts === undefined ? {} : { prompts }),
    });
    return { code, stderr };
  };
  const inOdd = (work: (path: (name: string) => string) => Promise<void>) => () =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), ODD);
      await work(path);
    });

  test(
    "asks about what is open, with its place, its values and what it would change, and keeps the answers",
    inOdd(async (path) => {
      let hints: readonly (string | undefined)[] = [];
      const searching = asking([
        () => "其他指标……",
        () => "多媒体",
        (_, choices) => {
          hints = choices.map(({ hint }) => hint);
          return "网络多媒体教室数";
        },
        () => "其他指标……",
        () => "rotatedteachers",
        () => "交流轮岗教师数",
      ]);
      const { code, stderr } = await mapped([path("county.xlsx")], searching);
      expect(code).toBe(0);
      expect(stderr).toContain("county.map.yaml");
      expect(searching.asked[0]).toMatch(/班班通间数.*\n学校![A-Z]+4 {2}值：\d+、\d+、\d+/);
      expect(searching.asked[3]).toMatch(/今年挪窝的老师.*\n县级指标!A\d+ {2}值：\d+/);
      expect(hints[0]).toContain("用于 R7");
      const text = await readFile(path("county.map.yaml"), "utf8");
      expect(text).toMatch(/^列:\n {2}# 学校!.*\n {2}班班通间数: 网络多媒体教室数$/m);
      expect(text).toMatch(/^项目:\n {2}# 县级指标!.*\n {2}今年挪窝的老师: 交流轮岗教师数$/m);
      const usual = await checkedDemo();
      expect(verdictOf((await run(["check", path("county.xlsx"), "--format", "json"])).stdout)).toEqual(
        verdictOf(usual.stdout),
      );
      const again = asking([]);
      expect((await mapped([path("county.xlsx")], again)).code).toBe(0);
      expect(again.asked).toEqual([]);
    }),
  );
  describe("a figure of the school that its stages give differently", () => {
    /** The demo county with a row for each stage, of which every other gives 10 ㎡ of grounds more. */
    const apart = writeWorkbook(
      stageRowSheets(DEMO_COUNTY).map((sheet): Sheet => {
        const head = sheet.rows.findIndex((row) => row.includes("学校名称"));
        const column = sheet.rows[head]?.findIndex((cell) => String(cell).startsWith("运动场地面积")) ?? -1;
        if (head < 0 || column < 0) return sheet;
        const more = (row: Sheet["rows"][number]): boolean => row.includes("初中");
        return {
          ...sheet,
          rows: sheet.rows.map((row, at) =>
            at > head && more(row) ? row.map((cell, each) => (each === column ? Number(cell) + 10 : cell)) : row,
          ),
        };
      }),
    );
    const open = async (file: string): Promise<number> => {
      const { stdout } = await run(["check", file, "--format", "json"]);
      const { problems } = JSON.parse(stdout) as { problems: { code: string }[] };
      return problems.filter(({ code }) => code === "shared-value-differs").length;
    };

    test.each([
      ["各学段分开填的，相加", "相加", 0],
      ["都是全校的同一个数", "同一个数", 1],
    ] as const)("is asked about, and kept: %s", async (answer, word, left) => {
      await inFolder(async (path) => {
        await writeFile(path("county.xlsx"), apart);
        const before = await open(path("county.xlsx"));
        expect(before).toBeGreaterThan(0);
        const asked = asking([() => answer]);
        expect((await mapped([path("county.xlsx")], asked)).code).toBe(0);
        expect(asked.asked).toEqual([expect.stringMatching(/运动场地面积.*怎样合成全校的数.*\n.*相加为 \d+/)]);
        const text = await readFile(path("county.map.yaml"), "utf8");
        expect(text).toMatch(new RegExp(`^  "?运动场地面积.*: \\{指标: 运动场地面积, 分学段: ${word}\\}$`, "m"));
        expect(await open(path("county.xlsx"))).toBe(left * before);
        const again = asking([]);
        await mapped([path("county.xlsx")], again);
        expect(again.asked).toEqual([]);
      });
    });
    test("is added to a map that is there", async () => {
      await inFolder(async (path) => {
        await writeFile(path("county.xlsx"), apart);
        await writeFile(path("county.map.yaml"), "列:\n  别的: null # 看过\n");
        expect((await mapped([path("county.xlsx")], asking([() => "各学段分开填的，相加", () => true]))).code).toBe(0);
        expect(await readFile(path("county.map.yaml"), "utf8")).toContain("别的: null # 看过");
        expect(await open(path("county.xlsx"))).toBe(0);
      });
    });
    test("is drafted as either, and decided by nobody", async () => {
      await inFolder(async (path) => {
        await writeFile(path("county.xlsx"), apart);
        const { stdout } = await run(["validate", path("county.xlsx"), "--suggest-map"]);
        const lines = stdout.split("\n").filter((line) => line.includes("{指标: 运动场地面积, 分学段: "));
        expect(lines.filter((line) => line.startsWith("  # "))).toEqual([
          expect.stringContaining("分学段: 相加}"),
          expect.stringContaining("分学段: 同一个数}"),
        ]);
      });
    });
  });
  test("asks which county is meant where the workbook holds several", async () => {
    const both = nativeSheets(DEMO_COUNTY).map((sheet): Sheet => {
      const head = sheet.rows.findIndex((row) => row.includes("学校名称"));
      if (sheet.name !== "学校" || head < 0) return sheet;
      return {
        ...sheet,
        rows: sheet.rows.map((row, at) => [
          ...row.map((cell) => (cell === "网络多媒体教室数（间）" ? "班班通间数" : cell)),
          at === head ? "区县" : at < head ? null : at % 2 === 0 ? "东山县" : "西河县",
        ]),
      };
    });
    await inFolder(async (path) => {
      await writeFile(path("both.xlsx"), writeWorkbook(both));
      const choosing = asking([
        (_, choices) => {
          expect(choices.map(({ label, hint }) => `${label} ${hint}`)).toEqual([
            expect.stringMatching(/^(东山|西河)县 \d+ 所学校$/),
            expect.stringMatching(/^(东山|西河)县 \d+ 所学校$/),
          ]);
          return "西河县";
        },
        () => "不用这一列",
        () => "就到这里",
      ]);
      expect((await mapped([path("both.xlsx")], choosing)).code).toBe(0);
      expect(choosing.asked[0]).toContain("2 个区县");
      expect(choosing.asked[1]).toContain("班班通间数");
      expect(await readFile(path("both.map.yaml"), "utf8")).toMatch(/^ {2}班班通间数: null$/m);
      const off = asking([() => undefined]);
      await writeFile(path("again.xlsx"), writeWorkbook(both));
      expect((await mapped([path("again.xlsx")], off)).code).toBe(130);
      const named = asking([() => "不用这一列", () => "就到这里"]);
      expect((await mapped([path("again.xlsx"), "--county", "西河县"], named)).code).toBe(0);
      expect(named.asked[0]).toContain("班班通间数");
    });
  });
  test(
    "adds to a map that is there, once it was asked, and keeps what it says",
    inOdd(async (path) => {
      const before = "# 我们的\n列:\n  班班通间数: multimediaRooms # 看过\n";
      await writeFile(path("county.map.yaml"), before);
      const refused = asking([() => "不用这一项", () => false]);
      expect((await mapped([path("county.xlsx")], refused)).code).toBe(0);
      expect(await readFile(path("county.map.yaml"), "utf8")).toBe(before);
      expect((await mapped([path("county.xlsx")], asking([() => "不用这一项", () => undefined]))).code).toBe(130);
      expect(await readFile(path("county.map.yaml"), "utf8")).toBe(before);
      expect((await mapped([path("county.xlsx")], asking([() => "不用这一项", () => true]))).code).toBe(0);
      expect(await readFile(path("county.map.yaml"), "utf8")).toBe(`${before}项目:\n  今年挪窝的老师: null\n`);
    }),
  );
  test.each([
    ["the first question is broken off", [() => undefined], 130, "什么也没有写"],
    ["the second question is broken off", [() => "不用这一列", () => undefined], 130, "什么也没有写"],
    ["all is put off", [() => "以后再定", () => "以后再定"], 0, "什么也没有写"],
  ] as [string, Reply[], number, string][])("writes nothing where %s", (_, replies, expected, said) =>
    inOdd(async (path) => {
      const { code, stderr } = await mapped([path("county.xlsx")], asking(replies));
      expect(code).toBe(expected);
      expect(stderr).toContain(said);
      await expect(readFile(path("county.map.yaml"))).rejects.toThrow("ENOENT");
    })(),
  );
  test(
    "keeps what was decided before it was told to stop",
    inOdd(async (path) => {
      expect((await mapped([path("county.xlsx")], asking([() => "不用这一列", () => "就到这里"]))).code).toBe(0);
      expect(await readFile(path("county.map.yaml"), "utf8")).toMatch(/班班通间数: null/);
    }),
  );
  test(
    "says in one sentence what to do without a terminal",
    inOdd(async (path) => {
      for (const argv of [[path("county.xlsx")], ["-"]]) {
        const { code, stderr } = await mapped(argv, asking([]), false);
        expect(code).toBe(4);
        expect(stderr).toContain("--suggest-map");
      }
      const { code, stderr } = await mapped([path("missing.xlsx")], asking([]));
      expect([code, stderr.includes("missing.xlsx")]).toEqual([3, true]);
    }),
  );
});

describe("--suggest-map", () => {
  test("never takes a part for the whole, and lists what may be filled in", () =>
    inFolder(async (path) => {
      const other = writeWorkbook(
        renamed(nativeSheets(DEMO_COUNTY), "网络多媒体教室数（间）", "其中：网络多媒体教室（在用）"),
      );
      await writeFile(path("county.xlsx"), other);
      const { stdout } = await run(["validate", path("county.xlsx"), "--suggest-map"]);
      const holding = stdout.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
      expect(holding).toEqual([]);
      expect(stdout).toMatch(
        /# 学校!\S+ {2}值：.*\n {2}# 候选：网络多媒体教室数.*\n {2}# "其中：网络多媒体教室（在用）": $/m,
      );
      expect(stdout).toContain("工作表：表名: 下列之一");
      expect(stdout).toContain("存为 county.map.yaml");
      await writeFile(path("county.map.yaml"), stdout);
      expect((await run(["validate", path("county.xlsx")])).stderr).toBe("");
    }));
});

describe("explain", () => {
  test("defines the quantities that an indicator takes", async () => {
    expect((await run(["explain", "R3"], { columns: 200 })).stdout).toContain(
      "艺术专任教师数：只计教综合“艺术”课程的专任教师",
    );
    expect((await run(["explain", "R3", "--lang", "en"], { columns: 200 })).stdout).toContain(
      "Arts teachers: Teachers of the combined 艺术 course only",
    );
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
      await writeFile(path("2024.xlsx"), writeWorkbook(nativeSheets(lastYear)));
      const before = await validated;
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
    expect(stdout).toBe((await validated).stdout);
  });
});
