import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import type { ResultJson } from "../../../src/model/report.ts";
import { DEMO, inFolder, type Run, run } from "../../unit/cli/run.ts";

type Place = (name: string) => string;

const NAME = "qe-audit.config.yaml";
const OPTION = "small-school-any";
const WAIVED = "云溪县云河路小学";
const waivers = (school: string | null): string =>
  JSON.stringify([
    {
      indicator: "R6",
      school,
      reason: "设备已招标",
      approver: "县教育局督导室主任",
      granted: "2025-01-01",
      expires: "2099-12-31",
    },
  ]);

/** The demo county in a folder of a folder, with what is to lie about it. */
const withFiles = <T>(files: Readonly<Record<string, string>>, work: (path: Place) => Promise<T>): Promise<T> =>
  inFolder(async (path) => {
    await mkdir(path("counties/yunxi"), { recursive: true });
    await copyFile(DEMO, path("counties/yunxi/county.xlsx"));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), text);
    }
    return work(path);
  });
const workbook = (path: Place): string => path("counties/yunxi/county.xlsx");
const json = async (argv: readonly string[]): Promise<{ result: ResultJson; ran: Run }> => {
  const ran = await run([...argv, "--format", "json"]);
  return { ran, result: JSON.parse(ran.stdout) };
};

describe("where it is looked for", () => {
  test("beside the workbook, before the folders above it", () =>
    withFiles({ [`counties/yunxi/${NAME}`]: "lang: en\n", [NAME]: `relax: [${OPTION}]\n` }, async (path) => {
      const { result } = await json(["check", workbook(path)]);
      expect(result.lang).toBe("en");
      expect(result.standard.options).toEqual([]);
      expect(result.source.config).toEqual({
        file: path(`counties/yunxi/${NAME}`),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        used: ["lang"],
        county: null,
      });
    }));

  test("in any folder above, the nearest first", () =>
    withFiles({ [`counties/${NAME}`]: `relax: [${OPTION}]\n`, [NAME]: "lang: en\n" }, async (path) => {
      const { result } = await json(["check", workbook(path)]);
      expect([result.lang, result.standard.options]).toEqual(["zh", [OPTION]]);
    }));

  test("not with --no-config, and a run without one says so by null", () =>
    withFiles({ [NAME]: `relax: [${OPTION}]\nlang: en\n` }, async (path) => {
      const { result, ran } = await json(["check", workbook(path), "--no-config"]);
      expect([result.lang, result.standard.options, result.source.config]).toEqual(["zh", [], null]);
      expect(ran.stderr).toBe("");
    }));

  test("not by commands that take nothing of it", () =>
    withFiles({ [NAME]: "no: such key\n" }, async (path) => {
      expect((await run(["completion", "bash"])).code).toBe(0);
      expect((await run(["check", workbook(path)])).code).toBe(3);
    }));
});

describe("what it says", () => {
  const refused = (text: string): Promise<Run> =>
    withFiles({ [NAME]: text }, async (path) => {
      const ran = await run(["check", workbook(path)]);
      expect(ran.code, ran.stderr).toBe(3);
      expect(ran.stdout).toBe("");
      expect(ran.stderr).toContain(path(NAME));
      return ran;
    });

  test.each([
    ["standrad: national-2017\n", "不认识的键 standrad；是不是 “standard”？"],
    ["counties: {云溪县: {relaxx: []}}\n", "counties.云溪县: 不认识的键 relaxx；是不是 “relax”？"],
    [
      "counties: {'990123': {standard: basic-balance-2012}}\n",
      "counties.990123: 各县只能写 relax、map、waivers、prices；standard 不能分县写，请写在文件最上层",
    ],
    ["counties: {云溪县: {standrad: national-2017}}\n", "counties.云溪县: 不认识的键 standrad；请删去"],
    [`relax: ${OPTION}\n`, "relax: 应为列表"],
    ["relax: [small-school-eny]\n", `relax[0]: 没有 small-school-eny；是不是 “${OPTION}”？`],
    ["counties: {云溪县: {relax: [nothing-like-it]}}\n", "counties.云溪县.relax[0]: 没有 nothing-like-it"],
    ["formats: [jsno]\n", "formats[0]: 没有 jsno；是不是 “json”？"],
    ["lang: english\n", "lang: 应为 zh | en"],
    ["relax: [\n", "不是正确的 YAML 或 JSON"],
  ])("%j is refused", async (text, sentence) => {
    expect((await refused(text)).stderr).toContain(sentence);
  });

  test("an empty file settles nothing", () =>
    withFiles({ [NAME]: "# nothing yet\n" }, async (path) => {
      const { result } = await json(["check", workbook(path)]);
      expect(result.source.config).toBeNull();
    }));

  test("its paths are relative to itself, and a file that is not there is named", () =>
    withFiles({ [NAME]: "waivers: terms/leave.json\n", "terms/leave.json": waivers(WAIVED) }, async (path) => {
      expect((await json(["check", workbook(path)])).result.summary.waived).toBe(1);
      await writeFile(path(NAME), "waivers: terms/no.json\n");
      const { code, stderr } = await run(["check", workbook(path)]);
      expect([code, stderr]).toEqual([3, expect.stringContaining(path("terms/no.json"))]);
    }));

  test("a standard of one's own, by its path", () =>
    withFiles({ [NAME]: "standard: own.yaml\n" }, async (path) => {
      const own = await run(["standards", "national-2017", "--format", "yaml"]);
      await writeFile(path("own.yaml"), own.stdout);
      const { result, ran } = await json(["check", workbook(path)]);
      expect(result.standard.id, ran.stderr).toBe("my-national-2017");
      expect(result.source.config?.used).toEqual(["standard"]);
    }));
});

describe("the command line wins", () => {
  test("option by option", () =>
    withFiles(
      { [NAME]: `relax: [${OPTION}]\nwaivers: leave.json\nlang: en\n`, "leave.json": waivers(WAIVED) },
      (path) =>
        inFolder(async (other) => {
          await writeFile(other("none.json"), waivers("云溪县第一实验小学").replace("R6", "G3"));
          const { result } = await json(["check", workbook(path), "--waivers", other("none.json"), "--lang", "zh"]);
          expect(result.source.config?.used).toEqual(["relax"]);
          expect(result.lang).toBe("zh");
          expect(result.findings.filter((each) => each.waived !== null).map((each) => each.indicator.code)).toEqual([
            "G3",
          ]);
        }),
    ));

  test("another standard leaves relaxations and waivers of the file's own aside, and says so", () =>
    withFiles({ [NAME]: `relax: [${OPTION}]\nwaivers: leave.json\n`, "leave.json": waivers(WAIVED) }, async (path) => {
      const { result, ran } = await json(["check", workbook(path), "-s", "tianjin-jizhou-2018"]);
      expect([result.standard.options, result.summary.waived, result.source.config]).toEqual([[], 0, null]);
      expect(ran.stderr).toContain(`-s 另选了标准，${path(NAME)} 中的 relax、waivers 没有用`);
      const same = await json(["check", workbook(path), "-s", "national-2017"]);
      expect([same.result.standard.options, same.result.summary.waived]).toEqual([[OPTION], 1]);
    }));

  test("--no-map leaves its map out", () =>
    withFiles({ [NAME]: "map: names.yaml\n", "names.yaml": "columns: {没有这一列: 专任教师数}\n" }, async (path) => {
      expect((await run(["check", workbook(path)])).stderr).toContain(path("names.yaml"));
      expect((await run(["check", workbook(path), "--no-map"])).stderr).not.toContain("names.yaml");
    }));
});

describe("a county of its own", () => {
  const COUNTIES = `counties:
  云溪县: { relax: [${OPTION}], waivers: leave.json }
  别县: { relax: [] }
`;
  test("is known by its name, and its settings win over those of all", () =>
    withFiles({ [NAME]: `relax: []\n${COUNTIES}`, "leave.json": waivers(WAIVED) }, async (path) => {
      const { result } = await json(["check", workbook(path)]);
      expect([result.standard.options, result.summary.waived]).toEqual([[OPTION], 1]);
      expect(result.source.config).toMatchObject({ used: ["relax", "waivers"], county: "云溪县" });
    }));

  test("is known of a workbook that is piped in", () =>
    withFiles({ [NAME]: COUNTIES, "leave.json": waivers(WAIVED) }, async (path) => {
      const before = process.cwd();
      process.chdir(path("counties"));
      try {
        const ran = await run(["check", "-", "--format", "json"], { stdin: await readFile(DEMO) });
        expect(JSON.parse(ran.stdout)).toMatchObject({
          standard: { options: [OPTION] },
          source: { config: { file: `../${NAME}`, county: "云溪县" } },
        });
      } finally {
        process.chdir(before);
      }
    }));

  test("another county's are not used", () =>
    withFiles({ [NAME]: `counties: {别县: {relax: [${OPTION}]}}\n` }, async (path) => {
      const { result } = await json(["check", workbook(path)]);
      expect([result.standard.options, result.source.config]).toEqual([[], null]);
    }));
});

describe("counties that are not the workbook's", () => {
  const own = `{ relax: [${OPTION}] }`;
  test.each([
    ["one of another name", "云溪", "中没有这个工作簿的县 云溪县（990123），有：云溪；是不是 “云溪”？"],
    ["none where the key is its code", "'990123'", null],
    ["none where the key is its name", "云溪县", null],
  ])("%s is told", (_name, key, note) =>
    withFiles({ [NAME]: `counties: { ${key}: ${own} }\n` }, async (path) => {
      const { ran, result } = await json(["check", workbook(path)]);
      expect(result.standard.options).toEqual(note === null ? [OPTION] : []);
      if (note === null) expect(ran.stderr).not.toContain("中没有");
      else expect(ran.stderr).toContain(note);
      expect((await run(["check", workbook(path), "--quiet"])).stderr).toBe("");
    }),
  );

  test("what is said by code wins over what is said by name, which may be another county's", () =>
    withFiles({ [NAME]: `counties: { 云溪县: { relax: [] }, '990123': ${own} }\n` }, async (path) => {
      const { ran, result } = await json(["check", workbook(path)]);
      expect([result.standard.options, result.source.config?.county]).toEqual([[OPTION], "990123"]);
      expect(ran.stderr).toContain("counties 中，990123 就是云溪县，“云溪县”一项没有用");
    }));

  test("are not looked for where nothing of theirs is for the command", () =>
    withFiles({ [NAME]: "counties: { 别县: { prices: no.yaml } }\n" }, async (path) => {
      expect((await run(["check", workbook(path)])).stderr).toBe("");
    }));
});

test("a key that is there twice is told with its line", () =>
  withFiles({ [NAME]: "counties:\n  云溪县: {}\n  别县: {}\n  云溪县: {}\n" }, async (path) => {
    const { code, stderr } = await run(["check", workbook(path)]);
    expect([code, stderr]).toEqual([3, expect.stringContaining("第 4 行的键 云溪县 前面已经有了")]);
  }));

describe("commands beside check take of it what is for them", () => {
  const settings = "standard: tianjin-wuqing-2020\nlang: en\n";
  test("template writes for its standard", () =>
    withFiles({ [`counties/${NAME}`]: settings }, async (path) => {
      const { stderr } = await run(["template", "-o", path("counties/t.xlsx")]);
      expect(stderr).toMatch(/^Used .*（standard、lang）|^Used .*\(standard, lang\)/);
      await run(["template", "-o", path("u.xlsx"), "-s", "tianjin-wuqing-2020"]);
      expect((await readFile(path("counties/t.xlsx"))).equals(await readFile(path("u.xlsx")))).toBe(true);
      expect((await run(["template", "--no-config", "-o", path("counties/v.xlsx")])).stderr).toContain("已写出");
    }));

  test("collect reads returns by its map, and that of the county where it is known", () =>
    withFiles(
      { [NAME]: "counties: { 云溪县: { map: names.yaml } }\n", "names.yaml": "columns: {}\n" },
      async (path) => {
        await mkdir(path("returns"));
        const form = await run(["template", "--school", "-o", path("returns/a.xlsx")]);
        expect(form.code).toBe(0);
        const first = await run(["collect", path("returns"), "-o", path("counties/new.xlsx")]);
        expect(first.stderr).not.toContain("names.yaml");
        const { stderr } = await run(["collect", path("returns"), "-o", workbook(path)]);
        expect(stderr).toContain(`用了配置 ${path(NAME)}（map；counties 中的云溪县）`);
      },
    ));

  test("standards and merge take its language", () =>
    withFiles({ [NAME]: settings }, async (path) => {
      const { stdout } = await run(["standards", "diff", "national-2017", "tianjin-wuqing-2020", workbook(path)]);
      expect(stdout).toContain("national");
      await run(["batch", path("counties"), "-o", path("out"), "--jobs", "1", "--quiet"]);
      expect((await run(["merge", path("out"), "-o", path("whole")])).stderr).toContain("Wrote");
    }));

  test("history of a folder knows the county by its latest workbook", () =>
    withFiles({ [NAME]: `counties: { 云溪县: { relax: [${OPTION}] } }\n` }, async (path) => {
      const { stderr } = await run(["history", path("counties")]);
      expect(stderr).toContain("（relax；counties 中的云溪县）");
    }));
});

describe("every report names it", () => {
  const files = { [NAME]: `relax: [${OPTION}]\nwaivers: leave.json\n`, "leave.json": waivers(WAIVED) };

  test("the same relaxations and waivers as by options, and the same result but for the file's name", () =>
    withFiles(files, async (path) => {
      const byFile = await json(["check", workbook(path)]);
      const byFlags = await json([
        ...["check", workbook(path), "--no-config", "--relax", OPTION, "--waivers", path("leave.json")],
      ]);
      expect(byFlags.result.source.config).toBeNull();
      expect({ ...byFile.result, source: { ...byFile.result.source, config: null } }).toEqual(byFlags.result);
      const shown = (text: string): string => text.replace(/\s+/g, "").replace(/·配置[^·]*/, "");
      const terminal = await run(["check", workbook(path)]);
      const flags = await run([
        ...["check", workbook(path), "--no-config", "--relax", OPTION, "--waivers", path("leave.json")],
      ]);
      expect(shown(terminal.stdout)).toBe(shown(flags.stdout));
      expect(terminal.code).toBe(flags.code);
    }));

  test.each(["terminal", "markdown", "junit", "github"])("%s", (format) =>
    withFiles(files, async (path) => {
      const { stdout } = await run(["check", workbook(path), "--format", format]);
      expect(stdout.replace(/\s+/g, "")).toContain(`配置${path(NAME)}（relax、waivers）`.replaceAll("&", "&amp;"));
    }),
  );

  test("html, docx and the workbook of the report", () =>
    withFiles(files, async (path) => {
      const outputs = ["a.html", "a.xlsx"].flatMap((name) => ["-o", path(name)]);
      await run(["check", workbook(path), ...outputs, "--quiet"]);
      expect(await readFile(path("a.html"), "utf8")).toContain(`（relax、waivers）`);
      const { default: exceljs } = await import("exceljs");
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path("a.xlsx"));
      const cells: string[] = [];
      book.getWorksheet("运行信息")!.eachRow((row) => row.eachCell((cell) => cells.push(String(cell.text))));
      expect(cells.join("\n")).toContain(`配置 ${path(NAME)}（relax、waivers）`);
    }));

  test.each([
    ["plan", ["plan"], `配置${NAME}（relax）`],
    ["explain", ["explain", "G6"], "（relax）"],
    ["diff", ["diff", "counties/yunxi/county.xlsx"], "（relax）"],
    ["validate", ["validate", "-s", "national-2017"], null],
  ])("%s", (_name, argv, text) =>
    withFiles(files, async (path) => {
      const given = argv.map((word) => (word.endsWith(".xlsx") ? path(word) : word));
      const { code, stdout, stderr } = await run([...given, workbook(path)]);
      expect(code, stderr).toBeLessThan(3);
      if (text === null) expect(stdout).not.toContain("配置");
      else expect(stdout.replace(/\s+/g, "")).toContain(text);
    }),
  );

  test("validate names the standard and map that it has from it", () =>
    withFiles({ [NAME]: "standard: national-2017\n" }, async (path) => {
      expect((await run(["validate", workbook(path)])).stdout).toContain(`配置 ${path(NAME)}（standard）`);
    }));

  test("the application form takes the national standard's options alone", () =>
    withFiles({ [NAME]: "standard: tianjin-wuqing-2020\n" }, async (path) => {
      const { code, stderr } = await run(["form", workbook(path), "-o", path("f.xlsx")]);
      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain("用了配置");
    }));
});

describe("it is an input", () => {
  test("that no output replaces, nor what it names", () =>
    withFiles({ [NAME]: "waivers: leave.json\n", "leave.json": waivers(WAIVED) }, async (path) => {
      for (const file of [NAME, "leave.json"]) {
        const { code, stderr } = await run(["check", workbook(path), "-o", `json:${path(file)}`]);
        expect([code, stderr]).toEqual([3, expect.stringContaining(path(file))]);
      }
      expect(await readFile(path(NAME), "utf8")).toBe("waivers: leave.json\n");
    }));
});

describe("batch", () => {
  test("judges each county by its own settings, as check does alone", () =>
    withFiles(
      {
        [`counties/${NAME}`]: `formats: [json]
counties:
  云溪县: { relax: [${OPTION}], waivers: leave.json }
  没有的县: { relax: [] }
`,
        "counties/leave.json": waivers(WAIVED),
      },
      async (path) => {
        const { code, stderr } = await run(["batch", path("counties"), "-o", path("out"), "--jobs", "1"]);
        expect(code, stderr).toBe(1);
        expect(stderr).toContain("没有对上任何县：没有的县");
        const line = JSON.parse(await readFile(path("out/results.ndjson"), "utf8"));
        const used = { file: path(`counties/${NAME}`), used: ["relax", "waivers", "formats"], county: "云溪县" };
        expect(line).toMatchObject({ standard: { options: [OPTION] }, waived: 1, waivers: [0], config: used });
        const rollup = JSON.parse(await readFile(path("out/rollup.json"), "utf8"));
        expect(rollup.config).toMatchObject({ file: path(`counties/${NAME}`), used: ["formats"], county: null });
        for (const name of ["rollup.html", "junit.xml"]) {
          expect(await readFile(path(`out/${name}`), "utf8")).toContain(`配置 ${path(`counties/${NAME}`)}（formats）`);
        }
        expect(rollup.waivers).toEqual([expect.objectContaining({ indicator: "R6", counties: 1 })]);
        const report = JSON.parse(await readFile(path("out/counties/yunxi/county.json"), "utf8"));
        const { result } = await json(["check", workbook(path)]);
        expect(report.findings).toEqual(result.findings);
        expect(report.source.config.county).toBe("云溪县");
        // Joined again, they are what they were.
        expect((await run(["merge", path("out"), "-o", path("whole"), "--quiet"])).code).toBe(1);
        expect(await readFile(path("whole/rollup.json"), "utf8")).toBe(await readFile(path("out/rollup.json"), "utf8"));
      },
    ));

  test("nothing is wrong with the waivers of a county that is not among them", () =>
    withFiles(
      { [NAME]: "counties: {别县: {waivers: own.json}}\n", "own.json": waivers("没有的小学") },
      async (path) => {
        const { code, stderr } = await run(["batch", path("counties"), "-o", path("out"), "--jobs", "1"]);
        expect(code, stderr).toBe(1);
        expect(stderr).toContain("没有对上任何县：别县");
        expect(stderr).not.toContain("own.json");
        expect((await run(["merge", path("out"), "-o", path("whole"), "--quiet"])).code).toBe(1);
        expect(await readFile(path("whole/rollup.json"), "utf8")).toBe(await readFile(path("out/rollup.json"), "utf8"));
      },
    ));

  test("says which names under counties are those of several", () =>
    withFiles({ [NAME]: `counties: {云溪县: {relax: [${OPTION}]}}\n` }, async (path) => {
      await mkdir(path("counties/other"));
      await copyFile(DEMO, path("counties/other/county.xlsx"));
      const { stderr } = await run(["batch", path("counties"), "-o", path("out"), "--jobs", "2"]);
      expect(stderr).toContain("这些县名不止一个县有，都用了：云溪县");
    }));

  test("tells waivers of a county that match nothing, by their own file", () =>
    withFiles(
      {
        [NAME]: "waivers: all.json\ncounties: {云溪县: {waivers: own.json}}\n",
        "all.json": waivers(null),
        "own.json": waivers("没有的小学"),
      },
      async (path) => {
        const { code, stderr } = await run(["batch", path("counties"), "-o", path("out"), "--jobs", "1"]);
        expect(code).toBe(3);
        expect(stderr).toMatch(/own\.json” 不能用：waivers\[0\]/);
      },
    ));

  test("says which counties have a settings file nearer to them, which it does not use", () =>
    withFiles({ [`counties/yunxi/${NAME}`]: `relax: [${OPTION}]\n` }, async (path) => {
      const { stderr } = await run(["batch", path("counties"), "-o", path("out"), "--jobs", "1"]);
      expect(stderr).toContain("另有配置文件、这次没有用上的县：yunxi/county.xlsx");
      const line = JSON.parse(await readFile(path("out/results.ndjson"), "utf8"));
      expect([line.standard.options, line.config]).toEqual([[], null]);
    }));
});
