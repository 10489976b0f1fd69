/** Writes `dist/qe-audit.html`: the whole program in one page, which works from a file with no network and nothing installed. */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { PLUGINS } from "./build-plugins.ts";
import { megabytes, sizesOf } from "./build-sizes.ts";
import { WORDS, type WordKey } from "./page/words.ts";
import { BEHAVIOUR } from "./report/html/behaviour.ts";
import { STANDARDS } from "./standard/index.ts";

const root = resolve(import.meta.dirname, "..");
const page = resolve(root, "src/page");

/**
 * What stands in for Node's modules: a file of `page/ports`, a package, or a module in so many words. A browser has no other
 * programs, threads, sockets and terminals, which commands that are offered there do without.
 */
const STAND_INS: Readonly<
  Record<string, { readonly file: string } | { readonly text: string } | { readonly of: string }>
> = {
  buffer: { file: "ports/buffer.ts" },
  child_process: { text: "module.exports = {};" },
  crypto: { file: "ports/crypto.ts" },
  events: { of: "events/" },
  fs: { text: 'module.exports = require("./src/page/ports/memory.ts").fs;' },
  "fs/promises": { text: 'module.exports = require("./src/page/ports/memory.ts").fs.promises;' },
  module: { text: "module.exports = {};" },
  net: { text: "module.exports = {};" },
  os: { text: 'module.exports = { availableParallelism: () => 1, hostname: () => "page", tmpdir: () => "/tmp" };' },
  path: { of: "path-browserify" },
  process: { text: "module.exports = process;" },
  stream: { of: "readable-stream" },
  "timers/promises": { text: "module.exports = {};" },
  url: { text: "module.exports = { fileURLToPath: (url) => decodeURIComponent(new URL(url).pathname) };" },
  util: { of: "util/" },
  worker_threads: { text: "module.exports = {};" },
  zlib: { file: "ports/zlib.ts" },
  "@clack/prompts": { text: "module.exports = {};" },
};

const STOOD_IN = new RegExp(`^(?:node:)?(${Object.keys(STAND_INS).join("|")})$`);

/** The solver comes with its program, which its package would look for beside itself. */
const SOLVER = resolve(root, "node_modules/highs/build");

const standIns: Plugin = {
  name: "stand-ins",
  setup({ onLoad, onResolve, resolve: find }) {
    onResolve({ filter: STOOD_IN }, ({ path, kind }) => {
      const name = STOOD_IN.exec(path)![1]!;
      const standIn = STAND_INS[name]!;
      if ("file" in standIn) return { path: resolve(page, standIn.file) };
      if ("of" in standIn) return find(standIn.of, { resolveDir: root, kind });
      return { path: name, namespace: "stand-in" };
    });
    onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({
      contents: (STAND_INS[path] as { readonly text: string }).text,
      loader: "js",
      resolveDir: root,
    }));
    onResolve({ filter: /^highs$/ }, () => ({ path: resolve(page, "ports/highs.ts") }));
    onResolve({ filter: /^highs-itself(\/wasm)?$/ }, ({ path }) => ({
      path: resolve(SOLVER, path.endsWith("wasm") ? "highs.wasm" : "highs.mjs"),
    }));
  },
};

const COMMON = {
  absWorkingDir: root,
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  write: false,
  metafile: true,
  logLevel: "warning",
} satisfies BuildOptions;

const worker = () =>
  build({
    ...COMMON,
    entryPoints: ["src/page/worker.ts"],
    outdir: "dist",
    inject: ["src/page/ports/globals.ts"],
    define: { "import.meta.url": '"file:///files/qe-audit.html"', global: "globalThis" },
    loader: { ".wasm": "binary" },
    plugins: [standIns, ...PLUGINS],
  });

const script = () =>
  build({ ...COMMON, entryPoints: ["src/page/page.ts"], outdir: "dist" }).then(
    ({ outputFiles }) => outputFiles[0]!.text,
  );

const digest = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Nothing is fetched from anywhere. The scripts that run are the page's own and that of the report which it shows; the worker
 * comes from the page's memory.
 */
const policyOf = (ownScript: string): string =>
  [
    "default-src 'none'",
    `script-src ${digest(ownScript)} ${digest(BEHAVIOUR)} blob: 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");

const choices = (): string =>
  JSON.stringify(
    Object.values(STANDARDS).map(({ id, title, options }) => ({
      id,
      title,
      options: options.map((option) => ({ id: option.id, title: option.title })),
    })),
  ).replaceAll("<", "\\u003c");

/** The page, and what its program is made of. */
export const pageOf = async (): Promise<{ readonly html: string; readonly metafile: Metafile }> => {
  const [program, own, template, style, demo] = await Promise.all([
    worker(),
    script(),
    readFile(resolve(page, "page.html"), "utf8"),
    readFile(resolve(page, "page.css"), "utf8"),
    readFile(resolve(root, "fixtures/demo-county.xlsx")),
  ]);
  const packed = gzipSync(program.outputFiles[0]!.contents, { level: 9 });
  const parts: Readonly<Record<string, string>> = {
    policy: policyOf(own),
    style,
    program: packed.toString("base64"),
    demo: demo.toString("base64"),
    standards: choices(),
    script: own,
  };
  // Chinese until another language is asked for, and before anything runs.
  const spoken = template.replace(/data-word="(\w+)"([^>]*)>/g, (found, key: WordKey) => found + WORDS[key].zh);
  return { html: spoken.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!), metafile: program.metafile };
};

if (process.argv[1] === import.meta.filename) {
  const { html, metafile } = await pageOf();
  await mkdir(resolve(root, "dist"), { recursive: true });
  await writeFile(resolve(root, "dist/qe-audit.html"), html);
  console.log(`dist/qe-audit.html ${megabytes(html.length)}; before packing: ${sizesOf([metafile])}`);
}
