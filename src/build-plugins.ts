/** What stands in the bundles for modules of ours that are of use only where the sources lie. */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { PLANS, WHOLE } from "./standard/documents.ts";

const root = resolve(import.meta.dirname, "..");

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

/** Worker processes run the package's command from its kept code, by a file of their own. */
const packagedWorker: Plugin = {
  name: "packaged-worker",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]batch[\\/]worker-file\.ts$/ }, () => ({
      contents: 'export const WORKER = { file: new URL("../bin/worker.js", import.meta.url), execArgv: [] };',
      loader: "js",
    }));
  },
};

/** A package that few texts need is in the bundles, and run when it is asked for. */
const laterStringWidth: Plugin = {
  name: "later-string-width",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]report[\\/]string-width\.ts$/ }, () => ({
      contents: 'export const stringWidth = (text) => require("string-width").default(text);',
      resolveDir: root,
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

/** Of every bundle. */
export const PLUGINS: readonly Plugin[] = [versionOnly, packagedWorker, laterStringWidth, standardDocuments];
