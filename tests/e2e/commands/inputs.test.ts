import { createHash } from "node:crypto";
import {
  copyFile,
  cp,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands/index.ts";
import { newInputs } from "../../../src/cli/inputs.ts";
import { longFlag, type OptionDefinition } from "../../../src/cli/options.ts";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { inFolder, run } from "../../unit/cli/run.ts";

const STANDARD = `
id: yunxi-2024
title: { zh: 云溪县实施方案, en: Plan of Yunxi }
edition: "2024-03-01"
reviewed: "2024-03-02"
citation: { document: 云溪县实施方案, number: null, clause: 全文, date: "2024-03-01", via: null, verified: true }
extends: national-2017
`;
const WAIVERS = `- indicator: G5
  school: null
  reason: 新校2026年秋季启用
  approver: 县教育局督导室主任
  granted: "2025-01-01"
  expires: "2026-08-31"
`;

/** Files that each case finds; those that people write are named so that every command may write files of such names. */
let prepared = "";
beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), "qe-audit-inputs-"));
  const path = (name: string): string => join(prepared, name);
  await mkdir(path("in"));
  await writeFile(path("county.xlsx"), countyWorkbook(3, 6));
  await copyFile(path("county.xlsx"), path("last.xlsx"));
  await writeFile(path("in/a.xlsx"), countyWorkbook(1, 4));
  await writeFile(path("in/rollup.xlsx"), countyWorkbook(2, 4));
  await writeFile(path("std.xlsx"), STANDARD);
  await writeFile(path("waivers.xlsx"), WAIVERS);
  await writeFile(path("map.xlsx"), "columns: {}\n");
  await writeFile(path("result.json"), (await run(["check", path("county.xlsx"), "--format", "json"])).stdout);
  const updated = ["--baseline", path("baseline.xlsx"), "--update-baseline"];
  await run(["batch", path("in"), "-o", path("b1"), "--quiet", "-f", "json", ...updated]);
  await cp(path("b1"), path("b2"), { recursive: true });
});
afterAll(() => rm(prepared, { recursive: true, force: true }));

/** Digests of all files in a folder, links followed, but for the reading rights of them. */
const digests = async (folder: string): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) continue;
    found[name] = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  }
  return found;
};

type Path = (name: string) => string;

/** Ways of naming the file that is read so that another name leads to it: gives the other name. */
const WAYS: Readonly<Record<string, (file: string) => Promise<string | null>>> = {
  "the same path": async (file) => file,
  "a path with ./": async (file) => `${dirname(file)}/./${basename(file)}`,
  "a path through another folder": async (file) => {
    await mkdir(join(dirname(file), "aside"));
    return `${dirname(file)}/aside/../${basename(file)}`;
  },
  "a symbolic link": async (file) => {
    await symlink(file, `${file}.link.xlsx`);
    return `${file}.link.xlsx`;
  },
  "a link to its folder": async (file) => {
    await symlink(dirname(file), `${dirname(file)}-link`);
    return join(`${dirname(file)}-link`, basename(file));
  },
  "a hard link": async (file) => {
    await link(file, `${file}.hard.xlsx`);
    return `${file}.hard.xlsx`;
  },
  // Only where the disk takes both for one.
  "other capitals": async (file) => {
    const other = join(dirname(file), basename(file).toUpperCase());
    return stat(other).then(
      () => other,
      () => null,
    );
  },
};

/** Runs and asserts that it is refused because of an input, and that not a byte of anything has changed. */
const refused = async (folder: string, argv: readonly string[]): Promise<void> => {
  const before = await digests(folder);
  const { code, stdout, stderr } = await run(argv);
  expect([code, stdout], stderr).toEqual([3, ""]);
  expect(stderr).toMatch(/就是要读的.*不能覆盖/);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(await digests(folder)).toEqual(before);
};

const inCopy = (work: (path: Path, folder: string) => Promise<void>): Promise<void> =>
  inFolder(async (path) => {
    await cp(prepared, path("files"), { recursive: true });
    await work((name) => path(`files/${name}`), path("files"));
  });

/** What each option and argument that names an input is given here. */
const GIVEN: Readonly<Record<string, string>> = {
  "--standard": "std.xlsx",
  "--waivers": "waivers.xlsx",
  "--map": "map.xlsx",
  "--previous": "last.xlsx",
  "--baseline": "baseline.xlsx",
  "--schools": "county.xlsx",
  workbook: "county.xlsx",
  "workbook...": "county.xlsx",
  before: "county.xlsx",
  after: "result.json",
};
/** The output as a format that a file of its extension can hold. */
const inItsFormat = (file: string): string => `${file.toLowerCase().endsWith(".xlsx") ? "xlsx" : "json"}:${file}`;
/** Commands whose outputs are files that the command line names, and how. */
const OUTPUT: Readonly<Record<string, (file: string) => string>> = {
  check: inItsFormat,
  diff: inItsFormat,
  validate: (file) => file,
  form: (file) => file,
  template: (file) => file,
};

const namesInput = ({ names }: Pick<OptionDefinition, "names">): boolean => names === "input";
const named = COMMANDS.filter(({ name }) => Object.hasOwn(OUTPUT, name)).flatMap(
  ({ name, arguments: given, options }) =>
    [...given.map((each) => each.name), ...options.filter(namesInput).map(({ flags }) => longFlag(flags))].map(
      (input) => ({ command: name, input }),
    ),
);

describe("an output that is an input by the command line", () => {
  test.each(named)("$command: $input", ({ command, input }) =>
    inCopy(async (path, folder) => {
      const { arguments: given, options } = COMMANDS.find(({ name }) => name === command)!;
      const file = path(GIVEN[input]!);
      const words = [
        command,
        ...given.map((each) => path(GIVEN[each.name]!)),
        ...options.filter(namesInput).flatMap(({ flags }) => [longFlag(flags), path(GIVEN[longFlag(flags)]!)]),
      ];
      for (const otherName of Object.values(WAYS)) {
        const other = await otherName(file);
        if (other === null) continue;
        await refused(folder, [...words, "-o", OUTPUT[command]!(other)]);
        // Read by the other name, written by its own.
        const swapped = words.map((word) => (word === file ? other : word));
        await refused(folder, [...swapped, "-o", OUTPUT[command]!(file)]);
      }
    }),
  );
});

describe("an output that is an input by what is found", () => {
  test.each([["check", ["check", "books/x.xlsx", "--one-per-school", "books"], "books/x.xlsx"]])(
    "%s into a folder in which its workbook has the name of a school",
    (_name, argv) =>
      inCopy(async (path, folder) => {
        await run(["check", path("county.xlsx"), "--one-per-school", path("books"), "--quiet"]);
        const [name] = await readdir(path("books"));
        await copyFile(path("county.xlsx"), path(`books/${name}`));
        const words = argv.map((word) => (word.startsWith("books") ? path(word.replace("x.xlsx", name!)) : word));
        await refused(folder, words);
      }),
  );

  test("standard input that was redirected", () =>
    inCopy(async (path) => {
      const inputs = newInputs();
      const { openSync, closeSync } = await import("node:fs");
      const fd = openSync(path("county.xlsx"), "r");
      inputs.addOpen(fd, "-");
      closeSync(fd);
      await symlink(path("county.xlsx"), path("link.xlsx"));
      expect(inputs.namesOf(path("link.xlsx"))).toEqual(["-"]);
      expect(inputs.namesOf(path("last.xlsx"))).toEqual([]);
    }));
});

/** Ways to give counties to a batch. */
const COUNTIES: Readonly<Record<string, (path: Path) => Promise<string[]>>> = {
  "a folder": async (path) => [path("in")],
  "a pattern": async (path) => [path("in/*.xlsx")],
  "a list": async (path) => {
    await writeFile(path("list.txt"), `${path("in/a.xlsx")}\n${path("in/rollup.xlsx")}\n`);
    return [path("list.txt")];
  },
  files: async (path) => [path("in/a.xlsx"), path("in/rollup.xlsx")],
  "a link to the folder": async (path) => {
    await symlink(path("in"), path("counties-link"));
    return [path("counties-link")];
  },
};

describe("a batch whose reports would be its counties", () => {
  test.each(Object.keys(COUNTIES))("%s", (way) =>
    inCopy(async (path, folder) => {
      await rename(path("in"), path("counties"));
      await symlink("counties", path("in"));
      const given = await COUNTIES[way]!(path);
      // What a batch calls a county that was given among others begins with the path to it.
      const out = way === "files" || way === "a list" ? null : folder;
      if (out !== null) {
        await refused(folder, ["batch", ...given, "-o", out, "-f", "xlsx"]);
        await refused(folder, ["batch", ...given, "-o", `${out}/./`, "-f", "json,xlsx", "--resume"]);
      } else {
        const within = join(folder, "counties", folder);
        await mkdir(dirname(within), { recursive: true });
        await rename(path("counties"), path("moved"));
        await mkdir(join(within, "in"), { recursive: true });
        for (const name of ["a.xlsx", "rollup.xlsx"]) await link(path(`moved/${name}`), join(within, "in", name));
        await rm(path("in"));
        await symlink("moved", path("in"));
        await refused(folder, ["batch", ...given, "-o", folder, "-f", "xlsx"]);
      }
    }),
  );
});

describe("a batch whose own files would be what it reads", () => {
  const OWN = ["results.ndjson", "rollup.json", "rollup.xlsx", "rollup.html", "junit.xml", "batch-log.ndjson"];
  const OPTIONS = ["--standard", "--waivers", "--map", "--baseline"] as const;
  test.each(OWN)("%s is what an option names", (own) =>
    inCopy(async (path, folder) => {
      await mkdir(path("out"));
      for (const option of OPTIONS) {
        const file = path(GIVEN[option]!);
        await link(file, path(`out/${own}`));
        await refused(folder, ["batch", path("in"), option, file, "-o", path("out")]);
        await rm(path(`out/${own}`));
        await symlink(file, path(`out/${own}`));
        await refused(folder, ["batch", path("in"), option, `${path("out")}/./${own}`, "-o", path("out")]);
        await rm(path(`out/${own}`));
      }
    }),
  );

  test.each(["a list", "files"])("rollup.xlsx is a county of %s", (way) =>
    inCopy(async (path, folder) => {
      const given = await COUNTIES[way]!(path);
      await refused(folder, ["batch", ...given, "-o", path("in")]);
      await symlink(path("in"), path("out"));
      await refused(folder, ["batch", ...given, "-o", path("out")]);
    }),
  );

  test("rollup.xlsx is a county of last year", () =>
    inCopy(async (path, folder) => {
      await cp(path("in"), path("old"), { recursive: true });
      await refused(folder, ["batch", path("in"), "--previous", path("old"), "-o", path("old")]);
    }));

  test.each(["in", "in/*.xlsx"])("the folder is the one that is looked into: %s", (given) =>
    inCopy(async (path, folder) => {
      const before = await digests(folder);
      const { code, stderr } = await run(["batch", path(given), "-o", path("in")]);
      expect([code, stderr]).toEqual([3, expect.stringMatching(/既是要读的文件夹，又是写结果的文件夹/)]);
      expect(await digests(folder)).toEqual(before);
    }),
  );

  test("a baseline that is to be brought up to date is one of the run's own files", () =>
    inCopy(async (path, folder) => {
      await mkdir(path("out"));
      const before = await digests(folder);
      const args = ["batch", path("in"), "-o", path("out"), "--baseline", path("out/junit.xml"), "--update-baseline"];
      expect((await run(args)).code).toBe(4);
      expect(await digests(folder)).toEqual(before);
    }));
});

describe("a merge and a comparison of batches", () => {
  const BATCH_OUTPUTS = ["results.ndjson", "rollup.json", "rollup.xlsx", "rollup.html", "junit.xml"];
  test.each<[string, readonly (readonly string[])[]]>([
    [
      "merge into one of them",
      [
        ["merge", "b1", "b2", "-o", "b1"],
        ["merge", "b1", "-o", "./b1"],
        ["merge", "b1", "-o", "link"],
        ["merge", "link", "-o", "b1"],
      ],
    ],
    ["merge over the baseline", [["merge", "b1", "--baseline", "out/rollup.json", "-o", "out"]]],
    ...BATCH_OUTPUTS.map((name): [string, string[][]] => [
      `diff over ${name}`,
      ["b1", "b2", "./b1", "link"].map((folder) => [
        "diff",
        "b1",
        "b2",
        "-o",
        `${name.endsWith(".xlsx") ? "xlsx" : "json"}:${folder}/${name}`,
      ]),
    ]),
  ])("%s", (_name, lines) =>
    inCopy(async (path, folder) => {
      await symlink("b1", path("link"));
      await mkdir(path("out"));
      await copyFile(path("baseline.xlsx"), path("out/rollup.json"));
      const placed = (word: string): string => {
        const [, format, name] = /^(json:|xlsx:)(.*)$/.exec(word) ?? [];
        if (format !== undefined) return `${format}${folder}/${name}`;
        return word.startsWith("-") ? word : `${folder}/${word}`;
      };
      for (const [command, ...words] of lines) await refused(folder, [command!, ...words.map(placed)]);
    }),
  );
});

/** Runs and asserts that it is refused because a file is no report, and that not a byte of anything has changed. */
const keptForeign = async (folder: string, argv: readonly string[], foreign: string): Promise<void> => {
  const before = await digests(folder);
  const { code, stdout, stderr } = await run(argv);
  expect([code, stdout], stderr).toEqual([3, ""]);
  expect(stderr).toContain(foreign);
  expect(stderr).toMatch(/不是 qe-audit 写出的/);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(await digests(folder)).toEqual(before);
};

describe("a file that no run wrote", () => {
  const OWN = ["results.ndjson", "rollup.json", "rollup.xlsx", "rollup.html", "junit.xml", "batch-log.ndjson"];
  const REPORTS = ["counties/a.xlsx", "counties/a.json"];

  test.each([...OWN, ...REPORTS])("%s is not replaced by a batch or a merge", (name) =>
    inCopy(async (path, folder) => {
      await mkdir(dirname(path(`out/${name}`)), { recursive: true });
      await writeFile(path(`out/${name}`), name.endsWith(".xlsx") ? countyWorkbook(3, 4) : "theirs\n");
      await keptForeign(folder, ["batch", path("in"), "-o", path("out"), "-f", "xlsx,json"], name);
      await keptForeign(folder, ["batch", path("in"), "-o", path("out"), "-f", "xlsx,json", "--resume"], name);
      if (OWN.includes(name)) await keptForeign(folder, ["merge", path("b1"), "-o", path("out")], name);
    }),
  );

  test.each(["rollup.xlsx", "counties/a.xlsx"])("%s is not replaced among the files of an earlier batch", (name) =>
    inCopy(async (path, folder) => {
      await mkdir(path("b1/counties"), { recursive: true });
      await writeFile(path(`b1/${name}`), countyWorkbook(3, 4));
      await keptForeign(folder, ["batch", path("in"), "-o", path("b1"), "-f", "xlsx"], name);
    }),
  );

  test.each([
    ["check", "gap.xlsx"],
    ["check", "gap.docx"],
    ["check", "gap.json"],
    ["form", "form.xlsx"],
    ["plan", "plan.xlsx"],
    ["validate", "marked.xlsx"],
  ])("is not replaced by %s -o %s where it is a workbook", (command, name) =>
    inCopy(async (path, folder) => {
      await writeFile(path(name), countyWorkbook(3, 4));
      await keptForeign(folder, [command, path("county.xlsx"), "-o", path(name)], name);
      // What is cut short is somebody's too; what the program wrote, or what is empty, is replaced.
      await writeFile(path(name), countyWorkbook(3, 4).subarray(0, 100));
      await keptForeign(folder, [command, path("county.xlsx"), "-o", path(name)], name);
      await writeFile(path(name), "");
      for (const before of ["", "PK", "PK"]) {
        expect((await readFile(path(name))).toString("latin1").slice(0, 2)).toBe(
          name.endsWith(".json") && before ? "{\n" : before,
        );
        expect((await run([command, path("county.xlsx"), "-o", path(name)])).stderr).not.toContain("已经存在");
      }
    }),
  );

  test("is not replaced by a school's workbook", () =>
    inCopy(async (path, folder) => {
      await run(["check", path("county.xlsx"), "--one-per-school", path("books"), "--quiet"]);
      const [name] = await readdir(path("books"));
      // The program's own are.
      const again = ["check", path("county.xlsx"), "--one-per-school", path("books")];
      expect((await run(again)).stderr).toMatch(/一校一策/);
      await writeFile(path(`books/${name}`), countyWorkbook(3, 4));
      await keptForeign(folder, [...again, "-o", path("gap.xlsx")], name!);
    }));
});
