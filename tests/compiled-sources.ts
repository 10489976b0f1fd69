import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin } from "vitest/config";

const root = resolve(import.meta.dirname, "..");

/** What tests import as it is, and do not change: the sources, what writes workbooks for them, and the figures of these. */
const FOLDERS = ["src", "fixtures", "tests/unit/standard/regions"];
/** What stands in for Node's modules in the page names packages as a bundler finds them, not as Node does. */
const FOR_BUNDLER = "src/page/ports/";

/** Where modules find packages, and whose files the runner leaves to Node. */
const CACHE = join(root, "node_modules/.cache");

const WORKER_FILE = join(root, "src/batch/worker-file.ts");

/** What a module asks of its own place is what its source would be told. */
const ownPlace = (path: string): string =>
  `const __url = ${JSON.stringify(pathToFileURL(path).href)}, __dirname = ${JSON.stringify(dirname(path))}, __filename = ${JSON.stringify(path)};\n`;

/** Each module by itself, beside the others, with what it imports of ours left to Node. */
const moduleByModule = (worker: string): EsbuildPlugin => ({
  name: "module-by-module",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: path.replace(/\.ts$/, ".js"), external: true },
    );
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path === WORKER_FILE) return { contents: worker, loader: "ts" };
      const text = await readFile(path, "utf8");
      return { contents: text.includes("import.meta.") ? ownPlace(path) + text : text, loader: "ts" };
    });
  },
});

/** A worker runs the package's program, as users' do: module by module the sources take three times as long to load. */
const packagedWorker = (command: string): string => {
  const file = pathToFileURL(join(dirname(command), "worker.js")).href;
  return `export const WORKER = { file: new URL(${JSON.stringify(file)}), execArgv: [] };`;
};

/**
 * Compiles the sources once for all projects of a run, and has tests import them as Node's own modules. The runner's modules
 * reach each other through getters, which V8 does not see through: tests took a fifth more time, and loading six times as
 * much (`npm test` before and after on two idle cores: docs/decisions/0009). `command` is the built package's, whose workers
 * the sources start.
 */
export const compileSources = async (command: string): Promise<Plugin> => {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "qe-audit-sources-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const listed = await Promise.all(
    FOLDERS.map(async (name) =>
      (await readdir(join(root, name), { recursive: true }))
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
        .map((file) => `${name}/${file.replaceAll(sep, "/")}`)
        .filter((file) => !file.startsWith(FOR_BUNDLER)),
    ),
  );
  await build({
    absWorkingDir: root,
    entryPoints: listed.flat(),
    outbase: ".",
    outdir: folder,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    define: { "import.meta.url": "__url", "import.meta.dirname": "__dirname", "import.meta.filename": "__filename" },
    plugins: [moduleByModule(packagedWorker(command))],
    logLevel: "warning",
  });
  const ours = new Set(listed.flat().map((file) => join(root, file)));
  return {
    name: "compiled-sources",
    enforce: "pre",
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith(".") || !source.endsWith(".ts")) return undefined;
      const file = resolve(dirname(importer), source);
      if (!ours.has(file)) return undefined;
      return join(folder, relative(root, file)).replace(/\.ts$/, ".js");
    },
  };
};
