import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands/index.ts";
import { REPORTERS } from "../../src/report/index.ts";

const root = join(import.meta.dirname, "../..");

interface Import {
  /** Path from the root, with forward slashes. */
  readonly from: string;
  /** A path from the root, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** Loaded only when it is called for: `import("…")`. */
  readonly lazy: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\b)?[^;"'`]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

const files = (await readdir(join(root, "src"), { recursive: true }))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => posix.join("src", name.replaceAll("\\", "/")))
  .sort();
const sources = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), "utf8")] as const)),
);
/** Without comments, in which anything may be named. */
const code = (file: string): string =>
  sources
    .get(file)!
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*/g, "$1");

const imports: Import[] = files.flatMap((from) =>
  [...code(from).matchAll(IMPORT)].map((match) => {
    const to = match[2] ?? match[3] ?? match[4]!;
    const path = to.startsWith(".")
      ? posix.join(posix.dirname(from), to)
      : to
          .split("/")
          .slice(0, to.startsWith("@") ? 2 : 1)
          .join("/");
    return { from, to: path, typeOnly: match[1] !== undefined, lazy: match[4] !== undefined };
  }),
);

const LAYERS = ["model", "workbook", "standard", "engine", "report", "batch", "cli"] as const;

/** The layer of a file: its folder under src, or the file itself where it stands beside the folders. */
const layerOf = (path: string): string => {
  const [, first = ""] = path.split("/");
  return (LAYERS as readonly string[]).includes(first) ? first : path;
};

/** Leaves: nouns and errors that everyone may import, and that import nothing of ours but each other's. */
const LEAVES = ["src/errors.ts", "src/nearest.ts", "src/version.ts", "src/zip-times.ts", "src/zip-writer.ts"];
const COMPOSITIONS = ["src/audit-workbook.ts", "src/county-workbook.ts"];
const CORE = ["workbook", "standard", "engine", "report"];

/** What each layer may import besides itself; the reason stands beside it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "src/errors.ts": [],
  "src/nearest.ts": [],
  "src/zip-times.ts": [],
  "src/zip-writer.ts": [],
  // The version is package.json's own.
  "src/version.ts": ["package.json"],
  model: [],
  // The four parts of the core meet only in compositions: each can be understood, tested and replaced alone.
  workbook: ["model", ...LEAVES],
  standard: ["model", ...LEAVES],
  engine: ["model", ...LEAVES],
  report: ["model", ...LEAVES],
  // Paths that commands, batch and library share.
  "src/audit-workbook.ts": ["model", "workbook", "standard", "engine", ...LEAVES],
  "src/county-workbook.ts": ["model", "workbook", "standard", ...LEAVES],
  batch: ["model", ...CORE, ...COMPOSITIONS, ...LEAVES],
  cli: ["model", ...CORE, "batch", ...COMPOSITIONS, ...LEAVES],
  "src/index.ts": ["model", ...CORE, "batch", ...COMPOSITIONS, ...LEAVES],
  // Run by developers, never by users.
  "src/build.ts": ["model", "src/build-plugins.ts"],
  "src/build-plugins.ts": [],
  "src/docs.ts": ["model", "workbook", "report", "standard", "cli"],
};

/** Who may import a package or a module of Node, as the beginning of a path. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ["src/model/", "src/workbook/", "src/standard/", "src/cli/side-files.ts"],
  // Slow to load and only for writing workbooks.
  exceljs: ["src/report/xlsx", "src/workbook/template.ts", "src/workbook/template/"],
  // Slow to load too, each for one kind of report.
  docx: ["src/report/"],
  echarts: ["src/report/"],
  yauzl: ["src/workbook/"],
  commander: ["src/cli/main.ts"],
  chalk: ["src/report/terminal/"],
  "cli-table3": ["src/report/terminal/"],
  "string-width": ["src/report/text-safety.ts"],
  yaml: ["src/cli/yaml.ts"],
  esbuild: ["src/build"],
  "node:fs": [
    "src/workbook/read.ts",
    "src/cli/output.ts",
    "src/cli/input.ts",
    "src/cli/side-files.ts",
    // Finds the workbooks of a batch; reading them is still the reader's.
    "src/batch/discover.ts",
    "src/build",
    "src/docs.ts",
  ],
  "node:path": ["src/cli/", "src/batch/", "src/build", "src/docs.ts"],
  "node:crypto": ["src/workbook/read.ts", "src/cli/output.ts", "src/batch/"],
  "node:stream": ["src/cli/output.ts", "src/docs.ts"],
  "node:child_process": ["src/batch/pool.ts", "src/build.ts"],
  "node:os": ["src/batch/"],
  // Tells V8 what becomes of a county's objects.
  "node:v8": ["src/batch/worker.ts"],
  // Reports pack their own workbooks: exceljs takes seconds for that of a large county.
  "node:zlib": ["src/workbook/", "src/zip-writer.ts"],
  "node:buffer": ["src/workbook/"],
};

const isPath = (to: string): boolean => to.startsWith("src/") || to === "package.json";

describe("direction of imports", () => {
  test.each(files)("%s", (file) => {
    const layer = layerOf(file);
    const allowed = ALLOWED[layer];
    expect(allowed, `${layer} has no entry in the table of this test`).toBeDefined();
    const wrong = imports
      .filter(({ from, to }) => from === file && isPath(to))
      .map(({ to }) => to)
      .filter((to) => layerOf(to) !== layer && !allowed!.includes(layerOf(to)));
    expect(wrong).toEqual([]);
  });

  test("names no layer that is not there", () => {
    const layers = new Set([...files.map(layerOf), "batch", "package.json", "src/docs.ts"]);
    for (const allowed of Object.values(ALLOWED)) for (const layer of allowed) expect(layers).toContain(layer);
  });
});

describe("packages", () => {
  test.each([...new Set(imports.map(({ to }) => to).filter((to) => !isPath(to)))])("%s", (name) => {
    const allowed = PACKAGES[name];
    expect(allowed, `nobody may import ${name} yet: add it to the table of this test with a reason`).toBeDefined();
    const wrong = imports
      .filter(({ from, to, typeOnly }) => to === name && !typeOnly && !allowed!.some((start) => from.startsWith(start)))
      .map(({ from }) => from);
    expect(wrong).toEqual([]);
  });

  test.each(["src/cli/main.ts", "src/index.ts"])("%s starts without those that are slow to load", (entry) => {
    const reached = new Set([entry]);
    for (const file of reached) {
      for (const { from, to, typeOnly, lazy } of imports) if (from === file && !typeOnly && !lazy) reached.add(to);
    }
    expect(reached).not.toContain("exceljs");
    if (entry === "src/cli/main.ts")
      for (const name of ["zod", "yauzl", "chalk", "yaml", "docx", "echarts"]) expect(reached).not.toContain(name);
  });
});

describe("the core", () => {
  const core = files.filter((file) => CORE.includes(layerOf(file)) || layerOf(file) === "model");

  test.each(core)("%s has no clock, no console, no process", (file) => {
    expect(code(file)).not.toMatch(
      /\bconsole\.|\bprocess\.|\bnew Date\(\)|\bDate\.now\b|\bperformance\.|\bMath\.random\b|toLocale/,
    );
  });

  test("falls back on null and undefined only, where figures are concerned", () => {
    for (const file of core.filter((each) => ["engine", "workbook"].includes(layerOf(each)))) {
      expect(code(file), file).not.toMatch(/\|\|\s*(0|null|"")(?![\w.])/);
    }
  });
});

describe("registries", () => {
  test("every command has its file and its line", async () => {
    const names = (await readdir(join(root, "src/cli/commands"))).map((name) => name.replace(/\.ts$/, ""));
    expect(COMMANDS.map(({ name }) => name).sort()).toEqual(names.filter((name) => name !== "index").sort());
  });

  test("every reporter is listed under its own name", () => {
    for (const [name, { id }] of Object.entries(REPORTERS)) expect(id).toBe(name);
  });
});

describe("house rules", () => {
  test.each(files)("%s", (file) => {
    const source = sources.get(file)!;
    expect(source).not.toMatch(/\b(TODO|FIXME|XXX|HACK)\b/);
    expect(source).not.toMatch(/@ts-(ignore|nocheck)|biome-ignore-all/);
    expect(posix.basename(file)).not.toMatch(/manager|helper|util|handler|common|misc/i);
    for (const [, name] of code(file).matchAll(/^(?:export\s+)?class\s+(\w+)/gm)) expect(name).toMatch(/Error$|Fault$/);
    for (const { to } of imports.filter(({ from }) => from === file)) {
      if (to.startsWith("src/")) expect(to).toMatch(/\.ts$/);
    }
  });

  test("every test stands in a project, and the unit tests where their sources stand", async () => {
    const tests = (await readdir(join(root, "tests"), { recursive: true })).map((name) => name.replaceAll("\\", "/"));
    const outside = tests.filter((name) => name.endsWith(".test.ts") && !/^(unit|e2e)\//.test(name));
    expect(outside).toEqual([]);
    const folders = new Set(["", ...files.map((file) => posix.dirname(file).replace(/^src\/?/, ""))]);
    const unit = tests.filter((name) => name.startsWith("unit/") && name.endsWith(".test.ts"));
    expect(unit.length).toBeGreaterThan(0);
    for (const name of unit) expect(folders, name).toContain(posix.relative("unit", posix.dirname(name)));
  });
});
