/**
 * The file that worker processes run, with what Node needs to load it: from the sources, the loader that they are run with.
 * In the bundles the package's own stands in its place.
 */
export const WORKER: { readonly file: URL; readonly execArgv: readonly string[] } = {
  file: new URL("./worker-main.ts", import.meta.url),
  execArgv: ["--import", "tsx"],
};
