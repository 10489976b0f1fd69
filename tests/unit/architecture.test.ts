import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands/index.ts";
import { Check } from "../../src/model/standard.ts";
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

const LAYERS = [
  "model",
  "package",
  "workbook",
  "standard",
  "engine",
  "plan",
  "report",
  "batch",
  "cycle",
  "cli",
  "page",
] as const;

/**
 * Files of `src/checks/KIND/`, four views of one kind of requirement, each with the layer to which it belongs: that layer
 * alone imports it, and it imports what the layer may. Words and formulas never see the arithmetic, nor it them.
 */
const VIEWS: Readonly<Record<string, string>> = {
  // What a document may say of it.
  "schema.ts": "model",
  // What it comes to for a county; the only one that computes.
  "evaluate.ts": "engine",
  // How its formula reads; it sees results, never the county.
  "words.ts": "report",
  // The same as a live formula of the workbook.
  "excel.ts": "report",
};

/** The layer of a file: its folder under src, or the file itself where it stands beside the folders. */
const layerOf = (path: string): string => {
  const [, first = "", , view = ""] = path.split("/");
  if (first === "checks") return VIEWS[view] ?? path;
  return (LAYERS as readonly string[]).includes(first) ? first : path;
};

/** Leaves: nouns and errors that everyone may import, and that import nothing of ours but each other's. */
const LEAVES = [
  "src/compatible.ts",
  "src/did-you-mean.ts",
  "src/error-sentences.ts",
  "src/errors.ts",
  "src/groups.ts",
  "src/language.ts",
  "src/nearest.ts",
  "src/safe-text.ts",
  "src/same-school.ts",
  "src/text-order.ts",
  "src/typed-name.ts",
  "src/text-buffer.ts",
  "src/version.ts",
  "src/zip-times.ts",
  "src/zip-writer.ts",
];
const COMPOSITIONS = ["src/audit-workbook.ts", "src/county-workbook.ts"];
const CORE = ["package", "workbook", "standard", "engine", "report"];

/** What each layer may import besides itself; the reason stands beside it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // An error's message is its sentence, safe to print.
  "src/errors.ts": ["src/error-sentences.ts", "src/safe-text.ts"],
  "src/error-sentences.ts": ["src/did-you-mean.ts", "src/errors.ts", "src/language.ts"],
  "src/groups.ts": [],
  "src/language.ts": [],
  "src/safe-text.ts": [],
  "src/text-order.ts": [],
  "src/typed-name.ts": [],
  "src/compatible.ts": [],
  "src/did-you-mean.ts": ["src/language.ts", "src/nearest.ts"],
  // Compares words as people see them.
  "src/nearest.ts": ["src/compatible.ts"],
  // Which school is which of another time: for comparisons of all kinds.
  "src/same-school.ts": ["src/groups.ts"],
  "src/zip-times.ts": [],
  "src/text-buffer.ts": [],
  "src/zip-writer.ts": ["src/text-buffer.ts"],
  // The version is package.json's own.
  "src/version.ts": ["package.json"],
  model: [],
  // The four parts of the core meet only in compositions: each can be understood, tested and replaced alone.
  package: ["model", ...LEAVES],
  workbook: ["model", "package", ...LEAVES],
  standard: ["model", ...LEAVES],
  engine: ["model", ...LEAVES],
  // Decides by the engine's own exact tests, and has its plans audited by it.
  plan: ["model", "engine", ...LEAVES],
  report: ["model", ...LEAVES],
  // Paths that commands, batch and library share.
  "src/audit-workbook.ts": ["model", "package", "workbook", "standard", "engine", ...LEAVES],
  "src/county-workbook.ts": ["model", "package", "workbook", "standard", ...LEAVES],
  // What programs exchange, as schemas: of what the program writes, and of what people write for it.
  "src/schemas.ts": ["model", "workbook"],
  batch: ["model", ...CORE, ...COMPOSITIONS, ...LEAVES],
  // Workbooks over time; it sees results and files, never another layer's commands.
  cycle: ["model", ...CORE, "plan", ...COMPOSITIONS, ...LEAVES],
  // What commands and programs do alike.
  "src/library.ts": ["model", ...CORE, "plan", "batch", "cycle", ...COMPOSITIONS, ...LEAVES],
  cli: ["model", ...CORE, "plan", "batch", "cycle", ...COMPOSITIONS, "src/library.ts", ...LEAVES],
  "src/index.ts": ["model", ...CORE, "batch", ...COMPOSITIONS, "src/library.ts", ...LEAVES],
  // The program in a browser: it runs the commands over files in memory, and knows none of their parts.
  page: ["report", "cli"],
  // Run by developers, never by users.
  "src/build.ts": ["src/schemas.ts", "src/build-plugins.ts", "src/build-sizes.ts"],
  // Puts the page together, which lists the standards and lets the report's own script run.
  "src/build-page.ts": ["src/build-plugins.ts", "src/build-sizes.ts", "page", "report", "standard"],
  // Puts the documents of the standards into the bundles.
  "src/build-plugins.ts": ["standard"],
  "src/build-sizes.ts": [],
  "src/docs.ts": ["model", "package", "workbook", "report", "standard", "cli"],
};

/** Who may import a package or a module of Node, as the beginning of a path. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: ["src/model/", "src/checks/", "src/workbook/", "src/standard/", "src/schemas.ts"],
  // Slow to load and only for writing workbooks.
  exceljs: ["src/report/xlsx", "src/workbook/template.ts", "src/workbook/template/"],
  // Slow to load too, each for one kind of report.
  docx: ["src/report/"],
  echarts: ["src/report/"],
  // Megabytes of WebAssembly, for plans alone.
  highs: ["src/plan/highs.ts"],
  yauzl: ["src/package/"],
  commander: ["src/cli/main.ts"],
  "@clack/prompts": ["src/cli/prompts.ts"],
  chalk: ["src/report/terminal/"],
  "cli-table3": ["src/report/terminal/"],
  // Loads string-width for the first text that needs it.
  "node:module": ["src/report/string-width.ts"],
  // The standards that ship are read by it when run from the sources; the bundles hold what they say.
  yaml: ["src/cli/yaml.ts", "src/standard/documents.ts"],
  // Stand in for Node's own modules where there is no Node.
  memfs: ["src/page/ports/memory.ts"],
  pako: ["src/page/ports/zlib.ts"],
  "@noble/hashes": ["src/page/ports/crypto.ts"],
  buffer: ["src/page/ports/buffer.ts"],
  "highs-itself": ["src/page/ports/highs.ts"],
  esbuild: ["src/build"],
  "node:fs": [
    "src/package/read.ts",
    // What a file that is about to be replaced begins with.
    "src/package/own-report.ts",
    "src/cli/output.ts",
    // The register of all that is read, through which commands read.
    "src/cli/inputs.ts",
    "src/cli/run-lock.ts",
    // Of the sources alone: in the bundles the documents stand in its place.
    "src/standard/documents.ts",
    // Finds the workbooks of a batch; reading them is still the reader's.
    "src/batch/discover.ts",
    "src/build",
    "src/docs.ts",
  ],
  "node:path": ["src/cli/", "src/batch/", "src/build", "src/docs.ts"],
  "node:crypto": [
    "src/build-page.ts",
    "src/package/combine.ts",
    "src/package/read.ts",
    "src/cli/output.ts",
    "src/cli/batch-output.ts",
    // What a settings file said goes into the result, by its digest.
    "src/cli/config.ts",
    "src/cli/run-lock.ts",
    "src/batch/",
  ],
  "node:stream": ["src/cli/output.ts", "src/docs.ts"],
  "node:child_process": ["src/batch/pool.ts", "src/build.ts"],
  "node:os": ["src/batch/", "src/cli/run-lock.ts"],
  "node:timers": ["src/cli/run-lock.ts"],
  "node:net": ["src/batch/pool.ts"],
  // Ends a worker with the process that started it.
  "node:worker_threads": ["src/batch/worker.ts"],
  // Tells V8 what becomes of a county's objects.
  "node:v8": ["src/batch/worker.ts"],
  // Reports pack their own workbooks: exceljs takes seconds for that of a large county.
  "node:zlib": ["src/package/", "src/zip-writer.ts", "src/build-page.ts"],
  "node:buffer": ["src/package/"],
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
      for (const name of ["zod", "yauzl", "chalk", "yaml", "docx", "echarts", "highs"])
        expect(reached).not.toContain(name);
  });
});

describe("what is read", () => {
  const commandLine = files.filter((file) => layerOf(file) === "cli");

  test("is read through the register of inputs", () => {
    for (const file of commandLine.filter((each) => each !== "src/cli/inputs.ts")) {
      expect(code(file), file).not.toMatch(/\b(readFileBytes|openRawWorkbook|discover)\b/);
    }
  });

  test("and nothing is written but by what asks it", () => {
    const writers = ["src/cli/output.ts", "src/cli/main.ts"];
    for (const file of commandLine.filter((each) => !writers.includes(each))) {
      expect(code(file), file).not.toMatch(/\bwriteFiles\b/);
    }
  });

  const OPTIONS = COMMANDS.flatMap(({ name, options }) => options.map((option) => [name, option] as const));
  test.each(OPTIONS.filter(([, { flags }]) => /FILE|DIR/.test(flags)))("%s $flags says so", (_name, { names }) => {
    expect(names).toMatch(/^(input|output)$/);
  });
  test.each(COMMANDS.flatMap(({ name, arguments: declared }) => declared.map((each) => [name, each] as const)))(
    "%s $name says so",
    (_name, { name, names }) => {
      expect(names).toBe(["indicator", "shell"].includes(name) ? undefined : "input");
    },
  );
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

describe("the law", () => {
  /** Where the national form's own lines go by a code: its tables name them. */
  const FORM = "src/workbook/layouts/form-tables.ts";
  /** Codes in strings, as they stand; a template that puts one together would be found by its letter and number apart. */
  const CODE = /["'`][^"'`\n]*\b[RGQVS]\d+[a-z]?\b[^"'`\n]*["'`]|^\s*[RGQVS]\d+[a-z]?:/gm;
  /** Bounds that standards set; as plain numbers they have nothing to do with how a workbook is read. */
  const NUMBER = /(?<![\w.$#,])(?:45|50|90|96|360|2000|2400|2500)(?![\w.%])/g;
  /** What the numbers mean where they stand: plausibility of a figure and bounds of effort, no requirement of a school. */
  const OTHER: Readonly<Record<string, readonly string[]>> = {
    "src/workbook/plausible.ts": ["50", "50"],
    "src/workbook/attached-lists.ts": ["50"],
    "src/workbook/attached-rows.ts": ["50"],
    "src/workbook/layouts/filing-date.ts": ["50"],
  };
  const readers = files.filter((file) => file.startsWith("src/workbook/"));
  const withoutLabels = (file: string): string => code(file).replace(/"(?:[^"\\\n]|\\.)*"/g, '""');

  test.each([...readers.filter((file) => file !== FORM), "src/model/quantity.ts"])("%s has no code of it", (file) => {
    expect(code(file).match(CODE) ?? []).toEqual([]);
  });

  test.each(readers)("%s has no number of it", (file) => {
    expect(withoutLabels(file).match(NUMBER) ?? []).toEqual(OTHER[file] ?? []);
  });

  test("would be found", () => {
    expect('const CAP = ["G5", `R4`];\n  R5: 1,'.match(CODE)).toHaveLength(3);
    expect("const CAP = { primary: 45, juniorSecondary: 50 }; const area = 96.5".match(NUMBER)).toEqual(["45", "50"]);
  });
});

/**
 * State of a module that its next user finds changed, by the name under which it is kept. A table in capitals that its
 * module never changes is a constant; one that others can reach must be readonly besides.
 */
const moduleState = (source: string): string[] => {
  const found: string[] = [];
  for (const [, name] of source.matchAll(/^(?:export\s+)?(?:let|var)\s+(\w+)/gm)) found.push(name!);
  const constants = source.matchAll(/^(export\s+)?const\s+(\w+)(?::([\s\S]*?))?\s=\s+([\s\S]*?);$/gm);
  for (const [, exported, name, type = "", value = ""] of constants) {
    const changed = new RegExp(
      `(?<![\\w.])${name}(?:(?:\\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)\\()|(?:\\.\\w+|\\[[^\\]]+\\])\\s(?:[-+*/?|&]*=)\\s)|Object\\.assign\\(${name}\\b`,
    );
    const isCollection = /^new (?:Map|Set|WeakMap|WeakSet|Array)\b/.test(value) && !/^\s*Readonly/.test(type);
    const isList =
      value.startsWith("[") && !/\]\s+as const\b/.test(value) && (type === "" || /^ (?!readonly).*\[\]$/.test(type));
    const isTable = exported === undefined && /^[A-Z]/.test(name!);
    if (((isCollection || isList) && !isTable) || changed.test(source)) found.push(name!);
  }
  return found;
};

/** What modules outside the reports still keep, by layer: each is to be given to an owner, and nothing may be added. */
const STATE_LEFT: Readonly<Record<string, readonly string[]>> = {
  // What a standard or a check comes to, remembered for as long as that object lives.
  engine: ["commons", "limits", "shared"],
  standard: ["extras", "latest"],
  // A process's own: what is taken away again when it is stopped.
  cli: ["unfinished"],
};

describe("no state in modules", () => {
  test("is found in each of its forms", () => {
    const kept = [
      "const ROWS = [];\nconst put = (): void => {\n  ROWS.push(1);\n};",
      "export const ROWS = new Map();",
      "let last = 1;",
      "export var count = 0;",
      "const made = new Map<string, number>();",
      "export const seen: Set<string> = new Set();",
      "const byFile = new WeakMap<object, number>();",
      "const rows: string[] = [];",
      'const names = [\n  "a",\n];',
      "const table: Readonly<Record<string, number>> = {};\nconst put = (): void => {\n  table[key] = 1;\n};",
      "const cache = make();\nconst put = (): void => {\n  cache.set(1, 2);\n};",
    ];
    for (const source of kept) expect(moduleState(source), source).toHaveLength(1);
    const constant = [
      'const UNITS = new Map([["a", "b"]]);',
      'const UNITS: ReadonlyMap<string, string> = new Map([["a", "b"]]);',
      "const NAMES: ReadonlySet<string> = new Set();",
      'export const LANGS = ["zh", "en"] as const;',
      "const ROWS: readonly string[] = [];",
      "const draw = (): void => {\n  let at = 0;\n  const seen = new Set<string>();\n  seen.add(String(at));\n};",
    ];
    for (const source of constant) expect(moduleState(source), source).toEqual([]);
  });

  test.each(files)("%s", (file) => {
    const left = STATE_LEFT[layerOf(file)] ?? [];
    expect(moduleState(code(file)).filter((name) => !left.includes(name))).toEqual([]);
  });

  test("has no exceptions for reports and what they use, nor any that are not needed", () => {
    const used = new Set(files.filter((file) => layerOf(file) === "report"));
    for (const file of used)
      for (const { from, to, typeOnly } of imports)
        if (from === file && !typeOnly && to.startsWith("src/")) used.add(to);
    expect([...used].map(layerOf).filter((layer) => layer in STATE_LEFT)).toEqual([]);
    for (const [layer, left] of Object.entries(STATE_LEFT)) {
      const found = files.filter((file) => layerOf(file) === layer).flatMap((file) => moduleState(code(file)));
      expect([...left].filter((name) => !found.includes(name))).toEqual([]);
    }
  });
});

describe("registries", () => {
  test("every kind of requirement has its folder, with what it says and what it comes to", async () => {
    const kinds = Check.options.map((option) => option.shape.kind.value);
    expect((await readdir(join(root, "src/checks"))).sort()).toEqual([...kinds].sort());
    for (const kind of kinds) {
      for (const view of ["schema.ts", "evaluate.ts"]) expect(files).toContain(`src/checks/${kind}/${view}`);
    }
  });

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
    // Workbooks as offices write them go through the program as a whole.
    const folders = new Set(["", "offices", ...files.map((file) => posix.dirname(file).replace(/^src\/?/, ""))]);
    const unit = tests.filter((name) => name.startsWith("unit/") && name.endsWith(".test.ts"));
    expect(unit.length).toBeGreaterThan(0);
    for (const name of unit) expect(folders, name).toContain(posix.relative("unit", posix.dirname(name)));
  });
});
