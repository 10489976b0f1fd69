import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { discover, globExpression } from "../../../src/batch/discover.ts";
import { inShard } from "../../../src/batch/shard.ts";
import { AuditError } from "../../../src/errors.ts";
import { memberOfText, zipOf } from "../../../src/zip-writer.ts";
import { inFolder } from "../cli/run.ts";

/** A workbook by its properties alone. */
const by = (creator: string): Uint8Array =>
  zipOf([memberOfText("docProps/core.xml", [`<p><dc:creator>${creator}</dc:creator></p>`])]);
const REPORT = by("qe-audit 0.1.0");
/** What offices fill in. */
const TEMPLATE = by("qe-audit");

const LONG = `${"长".repeat(80)}县.xlsx`;
const NAMES = [
  "b.xlsx",
  "A.XLSX",
  "-o.xlsx",
  "--help.xlsx",
  "two words.xlsx",
  "line\nend.xlsx",
  "[a].xlsx",
  LONG,
  "省/市/县.xlsm",
  "é.xlsx",
  "e\u0301.xlsx",
];
const OTHERS = {
  "~$b.xlsx": "lock",
  ".~lock.b.xlsx#": "lock",
  "._b.xlsx": "lock",
  "读我.txt": "format",
  "a.xls": "old-format",
};

const fill = async (path: (name: string) => string): Promise<void> => {
  for (const name of [...NAMES, ...Object.keys(OTHERS)]) {
    await mkdir(dirname(path(`in/${name}`)), { recursive: true });
    await writeFile(path(`in/${name}`), name);
  }
};

const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof AuditError ? error.detail.code : error;
};

describe("discovery", () => {
  test("finds every workbook of a folder by path in code units, and says what it passed over", () =>
    inFolder(async (path) => {
      await fill(path);
      const { found, ignored, unreadable } = await discover([path("in")]);
      expect(found.map(({ file }) => file)).toEqual([...NAMES].sort());
      expect(Object.fromEntries(ignored.map(({ file, reason }) => [file, reason]))).toEqual(OTHERS);
      expect(unreadable).toEqual([]);
    }));

  test("leaves out what an earlier batch wrote, wherever it lies, and says so", () =>
    inFolder(async (path) => {
      for (const name of [
        "in/a.xlsx",
        "in/out-2024/counties/a.xlsx",
        "in/out-2024/rollup.xlsx",
        "in/half/counties/b.xlsx",
      ]) {
        await mkdir(dirname(path(name)), { recursive: true });
        await writeFile(path(name), REPORT);
      }
      for (const name of ["results.ndjson", "rollup.json"]) await writeFile(path(`in/out-2024/${name}`), "");
      await writeFile(path("in/half/batch-log.ndjson"), "");
      const { found, ignored } = await discover([path("in")]);
      expect(found.map(({ file }) => file)).toEqual(["a.xlsx"]);
      expect(ignored).toEqual([
        { file: "half/", reason: "batch-output" },
        { file: "out-2024/", reason: "batch-output" },
      ]);
      expect(await refusal(discover([path("in/out-2024")]))).toBe("no-workbooks");
      expect(await refusal(discover([path("in")], { except: [path("in")] }))).toBe("output-folder-is-input");
    }));

  test("names the workbooks among reports that are none: nobody audits them there", () =>
    inFolder(async (path) => {
      const files = {
        "a.xlsx": "",
        // The folder of this run, and one of an earlier one.
        "out/rollup.xlsx": REPORT,
        "out/counties/a.xlsx": REPORT,
        "out/counties/b.xlsx": "",
        "out/沙河县.xlsm": "",
        "out/notes.txt": "",
        "out/~$沙河县.xlsm": "",
        "last/batch-log.ndjson": "",
        "last/c.xlsx": TEMPLATE,
        "last/deep/d.xlsx": "",
      };
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(path(`in/${name}`)), { recursive: true });
        await writeFile(path(`in/${name}`), content);
      }
      const { found, ignored } = await discover([path("in")], { except: [path("in/out")] });
      expect(found.map(({ file }) => file)).toEqual(["a.xlsx"]);
      expect(ignored).toEqual([
        { file: "last/", reason: "batch-output" },
        ...["last/c.xlsx", "last/deep/d.xlsx", "out/counties/b.xlsx", "out/沙河县.xlsm"].map((file) => ({
          file,
          reason: "output-folder",
        })),
      ]);
      const named = await discover([path("in/{a.xlsx,out/*.xlsm}")], { except: [path("in/out")] });
      expect(named.ignored.filter(({ reason }) => reason === "output-folder").map(({ file }) => file)).toEqual([
        "out/沙河县.xlsm",
      ]);
    }));

  test("leaves the output folder out and follows no circle", () =>
    inFolder(async (path) => {
      await mkdir(path("in/out"), { recursive: true });
      await mkdir(path("in/sub"));
      await writeFile(path("in/out/rollup.xlsx"), REPORT);
      await writeFile(path("in/sub/a.xlsx"), "");
      await symlink(path("in"), path("in/sub/up"));
      const { found } = await discover([path("in")], { except: [path("in/out")] });
      expect(found.map(({ file }) => file)).toEqual(["sub/a.xlsx"]);
    }));

  test.each([
    [
      "a pattern",
      ["in/*.xlsx"],
      [
        "--help.xlsx",
        "-o.xlsx",
        "[a].xlsx",
        "b.xlsx",
        "e\u0301.xlsx",
        "line\nend.xlsx",
        "two words.xlsx",
        "é.xlsx",
        LONG,
      ],
    ],
    ["a pattern over folders", ["in/**/*.xlsm"], ["省/市/县.xlsm"]],
    ["a name that is also a pattern", ["in/[a].xlsx"], ["[a].xlsx"]],
    ["choices", ["in/{b,--help}.xlsx"], ["--help.xlsx", "b.xlsx"]],
  ])("takes %s", (_, given, expected) =>
    inFolder(async (path) => {
      await fill(path);
      const { found } = await discover(given.map(path));
      expect(found.map(({ file }) => file)).toEqual([...expected].sort());
    }),
  );

  test.each([
    ["lines", "\n"],
    ["lines of Windows", "\r\n"],
    ["NUL", "\0"],
  ])("takes a list file parted by %s, missing workbooks included", (_, mark) =>
    inFolder(async (path) => {
      await fill(path);
      await writeFile(
        path("list.txt"),
        [path("in/b.xlsx"), path("in/two words.xlsx"), path("in/gone.xlsx")].join(mark),
      );
      const { found } = await discover([path("list.txt")]);
      expect(found.map((each) => each.path)).toEqual(["b", "gone", "two words"].map((name) => path(`in/${name}.xlsx`)));
    }),
  );

  test("names workbooks as given where there are several arguments, each once", () =>
    inFolder(async (path) => {
      await fill(path);
      const { found } = await discover([path("in/b.xlsx"), path("in/省"), path("in/b.xlsx")]);
      expect(found.map(({ file }) => file)).toEqual([path("in/b.xlsx"), path("in/省/市/县.xlsm")].sort());
    }));

  test("refuses what names nothing, and folders without a workbook", () =>
    inFolder(async (path) => {
      await mkdir(path("empty"));
      expect(await refusal(discover([path("gone")]))).toBe("file-missing");
      expect(await refusal(discover([path("empty")]))).toBe("no-workbooks");
      expect(await refusal(discover([path("empty/*.xlsx")]))).toBe("no-workbooks");
    }));
});

describe("patterns", () => {
  test.each([
    ["*.xlsx", "a.xlsx", true],
    ["*.xlsx", "a/b.xlsx", false],
    ["**/*.xlsx", "a/b/c.xlsx", true],
    ["**/*.xlsx", "c.xlsx", true],
    ["?.xlsx", "县.xlsx", true],
    ["[a-c].xlsx", "b.xlsx", true],
    ["[!a-c].xlsx", "b.xlsx", false],
    ["a.b", "axb", false],
    ["{一,二}县.xlsx", "二县.xlsx", true],
    ["[open", "[open", true],
  ])("%s and %s: %s", (pattern, name, matches) => {
    expect(globExpression(pattern).test(name)).toBe(matches);
  });
});

describe("shards", () => {
  test("give every file to exactly one, about evenly", () => {
    const files = Array.from({ length: 2000 }, (_, index) => `第${index}县.xlsx`);
    const sizes = [1, 2, 3, 4].map((index) => files.filter((file) => inShard(file, { index, of: 4 })).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(files.length);
    for (const size of sizes) expect(size).toBeGreaterThan(400);
  });
});
