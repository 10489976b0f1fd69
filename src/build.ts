/** Writes `dist/`: the bundled command and library, the types, the JSON Schema and the notices. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { noSubprograms, PLUGINS } from "./build-plugins.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8"));

/** Loaded only by those who need them, and too big or too dynamic to bundle. */
const EXTERNAL = ["docx", "echarts", "exceljs", "highs"];

/** What both bundles are made with. */
const COMMON = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  external: EXTERNAL,
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  legalComments: "none",
  metafile: true,
  plugins: [...PLUGINS],
  logLevel: "warning",
} satisfies BuildOptions;

/** Names in ASCII alone, regular expressions included: half the memory, and no decoding when it is read. */
const inAscii = (code: string): string =>
  code.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * A module that runs itself where it is required; read as a script, it is the function that runs it, with nothing to be put
 * around its text, which would have to be copied for that.
 */
const asFunction = (code: string): string => {
  const names = "exports, require, module, __filename, __dirname";
  return `((run) => (this === globalThis ? run : run(${names})))(function (${names}) {${code}});\n`;
};

/**
 * Bundles the command (`cli.cjs`) into one file: V8 can keep the code that it compiles from a classic script, and one
 * file is read faster than forty. Modules that a command loads when it needs them run when it needs them.
 */
const bundleCommand = async (outdir: string): Promise<Metafile> => {
  const outfile = join(outdir, "cli.cjs");
  const { metafile, outputFiles } = await build({
    ...COMMON,
    entryPoints: ["src/cli/main.ts"],
    outfile,
    format: "cjs",
    charset: "ascii",
    // A script from kept code cannot import; everything that it needs can be required.
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "__moduleUrl" },
    banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [...PLUGINS, noSubprograms],
    write: false,
  });
  await writeFile(outfile, inAscii(asFunction(outputFiles[0]!.text)));
  return metafile;
};

/** Bundles the library (`index.js`) and what worker processes run (`worker.js`), with what they share in files beside them. */
const bundleLibrary = async (outdir: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: { index: "src/index.ts", worker: "src/batch/worker.ts" },
    outdir,
    splitting: true,
    format: "esm",
    // Packages in CommonJS require Node's own modules, which ES modules can only through this.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  return metafile;
};

/** Bundles the command, the library and what worker processes run into a folder. */
export const bundle = async (outdir: string): Promise<Metafile[]> => {
  await mkdir(outdir, { recursive: true });
  return Promise.all([bundleCommand(outdir), bundleLibrary(outdir)]);
};

/**
 * Has the command of a package folder audit the demo county, and keeps the code that V8 compiled for it where Node does
 * not by itself.
 */
export const keepCode = (folder: string): void => {
  const warmUp = `
    const { KEPT_CODE, loadProgram } = require("./bin/program.js");
    const { main, keep } = loadProgram();
    main(process.argv.slice(1), process).then(() => {
      process.exitCode = 0;
      if (keep !== null) require("node:fs").writeFileSync(KEPT_CODE, keep());
    });
  `;
  const args = ["--eval", warmUp, "check", join(root, "fixtures/demo-county.xlsx")];
  execFileSync(process.execPath, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
};

/** Declarations name the files that exist: `./x.js` beside `x.d.ts`, where the sources say `./x.ts`. */
const declarations = async (): Promise<void> => {
  const types = join(dist, "types");
  const emitted = join(dist, "emitted");
  execFileSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), ...["--project", "tsconfig.build.json", "--outDir", emitted]],
    { cwd: root, stdio: "inherit" },
  );
  // The version comes from package.json, so that the root of what is emitted lies above src.
  const from = existsSync(join(emitted, "src")) ? join(emitted, "src") : emitted;
  await cp(from, types, { recursive: true });
  await rm(emitted, { recursive: true });
  for (const name of await readdir(types, { recursive: true })) {
    if (!name.endsWith(".d.ts")) continue;
    const path = join(types, name);
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/(from\s+|import\()(["'])(\.[^"']*)\.ts\2/g, "$1$2$3.js$2"));
  }
};

/** Folder of the package that a bundled file belongs to; null for a file of ours. */
const packageFolder = (input: string): string | null => {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match === null ? null : match[1]!;
};

const notices = async (metafiles: readonly Metafile[]): Promise<void> => {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap((output) =>
      Object.entries(output.inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
    );
  const folders = [...new Set(inputs.map(packageFolder))].filter((folder) => folder !== null).sort();
  const texts: string[] = ["Packages bundled in dist/, with their licences."];
  for (const folder of folders) {
    const { name, version, license } = await manifestOf(join(root, folder));
    const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
    const text =
      file === undefined ? `Licence: ${license ?? "none stated"}` : await readFile(join(root, folder, file), "utf8");
    texts.push(`${name} ${version} (${license ?? "licence as below"})\n\n${text.trim()}`);
  }
  await writeFile(join(dist, "THIRD-PARTY-NOTICES.txt"), `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
};

/** The contracts of the JSON reports, for programs in other languages. */
const schema = async (): Promise<void> => {
  const [{ resultJsonSchema }, { planJsonSchema }] = await Promise.all([
    import("./model/report.ts"),
    import("./model/plan.ts"),
  ]);
  await writeFile(join(dist, "plan.schema.json"), `${JSON.stringify(planJsonSchema(), null, 2)}\n`);
  await writeFile(join(dist, "result.schema.json"), `${JSON.stringify(resultJsonSchema(), null, 2)}\n`);
};

if (process.argv[1] === import.meta.filename) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const metafiles = await bundle(dist);
  keepCode(root);
  await Promise.all([declarations(), notices(metafiles), schema()]);
}
