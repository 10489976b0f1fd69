import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vitest/config";

/** Beside the packages that the bundle leaves out. */
const CACHE = resolve(import.meta.dirname, "../../node_modules/.cache");

/**
 * Has the worker processes of a batch run the sources bundled once, as users' do: loaded module by module, the sources take
 * each of them two seconds.
 */
export const bundledWorker: Plugin = {
  name: "bundled-worker",
  async load(id) {
    if (!id.endsWith("/src/batch/worker-file.ts")) return undefined;
    const { bundleLibrary } = await import("../../src/build.ts");
    mkdirSync(CACHE, { recursive: true });
    const folder = mkdtempSync(join(CACHE, "qe-audit-worker-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    await bundleLibrary(folder);
    const file = pathToFileURL(join(folder, "worker.js")).href;
    return `export const WORKER = { file: new URL(${JSON.stringify(file)}), execArgv: [] };`;
  },
};
