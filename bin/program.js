import { readFileSync } from "node:fs";
import * as modules from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import vm from "node:vm";

/** The bundled program, and the code that V8 compiled from it, beside each other. */
export const PROGRAM = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
export const KEPT_CODE = `${PROGRAM}.cache`;

/**
 * How much code Node 20 runs before it looks for what to optimise, as it comes and for one county. One county is done
 * before the code that V8 optimises in the background has paid for itself: that is to wait longer.
 */
const LONGER_BUDGET = 500000;

const kept = () => {
  try {
    return readFileSync(KEPT_CODE);
  } catch {
    return undefined;
  }
};

/** As `require` does, but from the code that was kept, where this V8 takes it; flags are part of what it goes by. */
const loadKept = () => {
  setFlagsFromString(`--interrupt-budget=${LONGER_BUDGET}`);
  // Every letter of the program is ASCII.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(PROGRAM, "latin1")}\n})`;
  const script = new vm.Script(source, {
    filename: PROGRAM,
    cachedData: kept(),
  });
  const module = { exports: {} };
  const wrapped = script.runInThisContext();
  wrapped.call(module.exports, module.exports, modules.createRequire(PROGRAM), module, PROGRAM, dirname(PROGRAM));
  return { main: module.exports.main, keep: () => script.createCachedData() };
};

/**
 * Loads the program. Compiling it takes longer than auditing a small county: newer versions of Node keep what was
 * compiled by themselves; for Node 20 the build does, and `keep` gives what it is to keep, null for the others.
 */
export const loadProgram = () => {
  if (!modules.enableCompileCache) return loadKept();
  modules.enableCompileCache();
  return { main: modules.createRequire(import.meta.url)(PROGRAM).main, keep: null };
};
