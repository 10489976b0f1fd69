/** Writes `dist/`: the bundled command and library, the types, the JSON Schemas and the notices. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { PLUGINS } from "./build-plugins.ts";
import { sizesOf } from "./build-sizes.ts";

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

/**
 * What few commands need, as a file of its own below `apart/` that is read when it is first used: packages, and the module that
 * puts together the parts of ECharts that our charts are made of.
 */
const APART: Readonly<Record<string, string>> = {
  charts: "src/report/html/chart-library.ts",
  docx: "docx",
  exceljs: "exceljs",
  highs: "highs",
};

const apart: Plugin = {
  name: "apart",
  setup({ onResolve }) {
    for (const [name, from] of Object.entries(APART)) {
      const file = { path: `./apart/${name}.cjs`, external: true };
      onResolve({ filter: new RegExp(`(^|/)${basename(from)}$`) }, ({ kind }) =>
        kind === "dynamic-import" ? file : undefined,
      );
    }
  },
};

/** What both bundles are made with. */
const COMMON = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: false,
  legalComments: "none",
  metafile: true,
  plugins: [apart, ...PLUGINS],
  logLevel: "warning",
} satisfies BuildOptions;

/** A module in CommonJS knows its address in another way than an ES module that is bundled into it asks for. */
const OWN_ADDRESS = {
  define: { "import.meta.url": "__moduleUrl" },
  banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
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
    entryPoints: ["src/cli/program.ts"],
    outfile,
    format: "cjs",
    charset: "ascii",
    // A script from kept code cannot import; everything that it needs can be required.
    supported: { "dynamic-import": false },
    ...OWN_ADDRESS,
    write: false,
  });
  await writeFile(outfile, inAscii(asFunction(outputFiles[0]!.text)));
  return metafile;
};

/** Bundles the library (`index.js`), with what is loaded when it is needed in files beside it. */
const bundleModules = async (outdir: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: { index: "src/index.ts" },
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

/** The solver's program, which its loader looks for beside itself. */
const SOLVER = join(root, "node_modules/highs/build/highs.wasm");

/** Bundles what is read apart. */
const bundleApart = async (outdir: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: APART,
    outdir: join(outdir, "apart"),
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    minify: true,
    plugins: [],
    // The solver asks for it, to find its program and Node's own modules.
    ...OWN_ADDRESS,
    // What exceljs reads workbooks with could fetch them from a store of Amazon's; it is never asked to.
    external: ["@aws-sdk/client-s3"],
  });
  await copyFile(SOLVER, join(outdir, "apart", basename(SOLVER)));
  return metafile;
};

/** Bundles the library, what worker processes run, and what both read apart into a folder. */
export const bundleLibrary = (outdir: string): Promise<Metafile[]> =>
  Promise.all([bundleModules(outdir), bundleApart(outdir)]);

/** Bundles the command and the library into a folder. */
export const bundle = async (outdir: string): Promise<Metafile[]> => {
  await mkdir(outdir, { recursive: true });
  const [command, library] = await Promise.all([bundleCommand(outdir), bundleLibrary(outdir)]);
  return [command, ...library];
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

/** What a declaration imports from: `from "./x.ts"`, `import("./x.ts")`. */
const IMPORTED = /(from\s+|import\()(["'])([^"']+)\2/g;

/**
 * Copies a declaration and all that it imports into a folder; `place` says where a file goes below it. Imports name the files
 * that exist: `./x.js` beside `x.d.ts`, where the sources say `./x.ts`.
 */
const copyDeclarations = async (entry: string, to: string, place: (file: string) => string): Promise<void> => {
  const reached = new Set([entry]);
  for (const file of reached) {
    const target = join(to, place(file));
    const text = (await readFile(file, "utf8")).replace(IMPORTED, (_, word: string, quote: string, name: string) => {
      if (!name.startsWith(".") && name !== "zod") {
        throw new Error(`${file} names ${name}: what the library says of itself is to name no package but zod`);
      }
      const found = name === "zod" ? ZOD : resolve(dirname(file), name.replace(/\.[jt]s$/, ".d.ts"));
      reached.add(found);
      const path = relative(dirname(target), join(to, place(found))).replace(/\.d\.ts$/, ".js");
      return `${word}${quote}${path.startsWith(".") ? path : `./${path}`}${quote}`;
    });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
};

/** Types that the library's schemas are made of. */
const ZOD = join(root, "node_modules/zod/index.d.ts");

/** The declarations of the library and of the schemas that it names, so that they can be read with no other package there. */
const declarations = async (): Promise<void> => {
  const emitted = join(dist, "emitted");
  execFileSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), ...["--project", "tsconfig.build.json", "--outDir", emitted]],
    { cwd: root, stdio: "inherit" },
  );
  // The version comes from package.json, so that the root of what is emitted lies above src.
  const from = existsSync(join(emitted, "src")) ? join(emitted, "src") : emitted;
  await copyDeclarations(join(from, "index.d.ts"), join(dist, "types"), (file) =>
    file.startsWith(from) ? relative(from, file) : join("zod", relative(dirname(ZOD), file)),
  );
  await rm(emitted, { recursive: true });
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

/** The contracts of what programs in other languages read and write: `NAME.schema.json` in a folder. */
export const schemas = async (outdir: string): Promise<void> => {
  const { jsonSchema, SCHEMA_NAMES } = await import("./schemas.ts");
  for (const name of SCHEMA_NAMES) {
    await writeFile(join(outdir, `${name}.schema.json`), `${JSON.stringify(jsonSchema(name), null, 2)}\n`);
  }
};

if (process.argv[1] === import.meta.filename) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const metafiles = await bundle(dist);
  keepCode(root);
  await Promise.all([declarations(), notices(metafiles), schemas(dist)]);
  console.log(`dist/ before packing: ${sizesOf(metafiles)}`);
}
