/** What the bundles leave out, put off or do otherwise than the modules that they are made of. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { PLANS, WHOLE } from "./standard/documents.ts";

const root = resolve(import.meta.dirname, "..");

/** A piece of a module's source put in the place of another; a module that no longer has it must be looked at. */
const replaced = (source: string, piece: string | RegExp, by: string, path: string): string => {
  const changed = source.replace(piece, () => by);
  if (changed === source) throw new Error(`${path} is no longer as the build knows it`);
  return changed;
};

/** Of our own package.json the program reads its version; the rest of it is nobody's business at run time. */
const versionOnly: Plugin = {
  name: "version-only",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (dirname(path) !== root) return undefined;
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** Worker processes run the bundled worker, beside which every other bundled file lies. */
const bundledWorker: Plugin = {
  name: "bundled-worker",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]batch[\\/]worker-file\.ts$/ }, () => ({
      contents: 'export const WORKER = { file: new URL("./worker.js", import.meta.url), execArgv: [] };',
      loader: "js",
    }));
  },
};

/**
 * The standards that ship, as their schema takes them, in the place of the module that reads their YAML: a file for each, run
 * when it is asked for.
 */
const standardDocuments: Plugin = {
  name: "standard-documents",
  setup({ onLoad, onResolve }) {
    const documents = { ...WHOLE, ...PLANS };
    const listed = (part: object): string =>
      Object.keys(part)
        .map((id) => `${JSON.stringify(id)}: () => require("document:${id}")`)
        .join(", ");
    onLoad({ filter: /[\\/]src[\\/]standard[\\/]documents\.ts$/ }, () => ({
      contents: `export const WHOLE = { ${listed(WHOLE)} }; export const PLANS = { ${listed(PLANS)} };`,
      loader: "js",
    }));
    onResolve({ filter: /^document:/ }, ({ path }) => ({
      path: path.slice("document:".length),
      namespace: "documents",
    }));
    onLoad({ filter: /.*/, namespace: "documents" }, ({ path }) => ({
      contents: JSON.stringify(documents[path]!()),
      loader: "json",
    }));
  },
};

/** Messages of zod are never shown, so its forty languages need not be loaded. */
const oneLocale: Plugin = {
  name: "one-locale",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
      loader: "js",
    }));
  },
};

/**
 * Schemas of the model are made when somebody parses with them. Marked as free of side effects, those that the command
 * line never uses fall away with the time it takes to make them.
 */
const unusedSchemas: Plugin = {
  name: "unused-schemas",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]model[\\/][a-z]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/\bz\.(?=[a-z.]+\()|\bperStage\(/gi, "/* @__PURE__ */ $&"),
      loader: "ts",
    }));
  },
};

/**
 * Imports that few commands need, from modules that take as long to be made ready as a small county to be read. What is
 * imported is used in functions alone, and not before they are called.
 */
const READIED_WHEN_USED: Readonly<Record<string, readonly string[]>> = {
  "src/cli/output.ts": ["node:crypto"],
  "src/package/read.ts": ["node:crypto"],
  "src/report/terminal/page.ts": ["chalk"],
  "src/report/text-safety.ts": ["string-width"],
  "src/workbook/attached-lists.ts": ["./schemas.ts"],
  "src/workbook/county-items.ts": ["./schemas.ts"],
  "src/workbook/drafts.ts": ["./schemas.ts"],
  "src/workbook/read-workbook.ts": ["./column-map.ts"],
  "src/standard/registry.ts": ["./extend.ts"],
};

/** Has such a module made ready when something of it is first used. */
const readiedWhenUsed: Plugin = {
  name: "readied-when-used",
  setup({ onLoad }) {
    const putOff = (source: string, module: string, path: string, index: number): string => {
      const quoted = module.replaceAll(".", "\\.");
      const found = new RegExp(`^import (\\w+|\\{[^}]*\\}) from ["']${quoted}["'];$`, "m").exec(source);
      if (found === null) throw new Error(`${path} no longer imports ${module} as it did`);
      const names = found[1]!.startsWith("{") ? found[1]!.match(/\w+/g)! : [found[1]!];
      const ready = `let ready${index}; const use${index} = () => (ready${index} ??= require(${JSON.stringify(module)}));`;
      const rest = names.reduce(
        (text, name) => {
          const exported = found[1]!.startsWith("{") ? name : "default";
          return replaced(
            text,
            new RegExp(`(?<![\\w.$]|typeof )${name}(?![\\w$])`, "g"),
            // In brackets, because it may stand behind `new`.
            `(use${index}().${exported})`,
            path,
          );
        },
        source.replace(found[0], ""),
      );
      return `${ready}\n${rest}`;
    };
    for (const [file, modules] of Object.entries(READIED_WHEN_USED)) {
      const filter = new RegExp(`[\\\\/]${file.replaceAll(".", "\\.").replaceAll("/", "[\\\\/]")}$`);
      onLoad({ filter }, async ({ path }) => ({
        contents: modules.reduce(
          (source, module, index) => putOff(source, module, path, index),
          await readFile(path, "utf8"),
        ),
        loader: "ts",
      }));
    }
  },
};

/** Measures what cli-table3 lays out by the few widths that occur there. */
const agreedWidths: Plugin = {
  name: "agreed-widths",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      /[\\/]cli-table3[\\/]/.test(importer) ? { path: "agreed-width", namespace: "tables" } : undefined,
    );
    onLoad({ filter: /^agreed-width$/, namespace: "tables" }, () => ({
      contents: 'module.exports = require("./src/report/terminal/agreed-width.ts").default;',
      resolveDir: root,
    }));
  },
};

/** For every cell anew, cli-table3 works out what is the same for all, and cuts its text for a message that nobody asked for. */
const CELLS: readonly (readonly [piece: RegExp, by: string])[] = [
  [
    /^ *CHAR_NAMES\.forEach\(function \(name\) \{\n.*\n *\}\);$/m,
    `if (this.options.chars === undefined && tableChars.ofCells !== undefined) this.chars = tableChars.ofCells;
     else {
       CHAR_NAMES.forEach((name) => setOption(optionsChars, tableChars, name, chars));
       if (this.options.chars === undefined) tableChars.ofCells = chars;
     }`,
  ],
  [
    /^ *let content = utils\.truncate\(this\.content, 10, this\.truncate\);\n *if \(!lineNum\) \{\n.*\n *\} else \{\n.*\n *\}\n/m,
    "",
  ],
];

/** Most texts have no colours and one line. */
const TEXTS: readonly (readonly [piece: RegExp, by: string])[] = [
  [
    /^function strlen\(str\) \{$/m,
    `function strlen(str) {
       if (typeof str === "string" && !str.includes("\\u001b") && !str.includes("\\n")) return stringWidth(str);`,
  ],
];

const quickTables: Plugin = {
  name: "quick-tables",
  setup({ onLoad }) {
    for (const [file, pieces] of [
      ["cell", CELLS],
      ["utils", TEXTS],
    ] as const) {
      onLoad({ filter: new RegExp(`[\\\\/]cli-table3[\\\\/]src[\\\\/]${file}\\.js$`) }, async ({ path }) => ({
        contents: pieces.reduce(
          (source, [piece, by]) => replaced(source, piece, by, path),
          await readFile(path, "utf8"),
        ),
        loader: "js",
      }));
    }
  },
};

/** Colours are used by the level that the command line and the terminal ask for; what chalk would choose takes Node's terminals. */
const colourLevelIsGiven: Plugin = {
  name: "colour-level-is-given",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]chalk[\\/]source[\\/]vendor[\\/]supports-color[\\/]index\.js$/ }, () => ({
      contents: "export default { stdout: false, stderr: false };",
      loader: "js",
    }));
  },
};

/** Of both bundles. */
export const PLUGINS: readonly Plugin[] = [
  versionOnly,
  oneLocale,
  unusedSchemas,
  bundledWorker,
  standardDocuments,
  readiedWhenUsed,
  agreedWidths,
  quickTables,
  colourLevelIsGiven,
];

/** commander loads what starts other programs, for commands that are programs of their own; there are none. */
export const noSubprograms: Plugin = {
  name: "no-subprograms",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, async ({ path }) => ({
      contents: replaced(
        await readFile(path, "utf8"),
        /^const childProcess = require\([^)]*\);$/m,
        "const childProcess = null;",
        path,
      ),
      loader: "js",
    }));
  },
};
