const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

/** The bundled program, and the code that V8 compiled from it, beside each other. */
const PROGRAM = join(dirname(__dirname), "dist", "cli.cjs");
const KEPT_CODE = `${PROGRAM}.cache`;

/**
 * How much code Node 20 runs before it looks for what to optimise. One county is done before the code that V8 optimises
 * in the background has paid for itself: that is to wait longer than it usually does. Many counties are not.
 */
const LONGER_BUDGET = 1000000;
const USUAL_BUDGET = 67584;

/** Limits of the memory, which V8 takes at its start: it has them whatever is said afterwards. */
const LIMITS = /^--max-(?:old|semi)-space-size(?==)/;

/**
 * Flags for V8 by the size of the work. A county is over before a collection of old objects would have paid: none is to
 * begin beside the program, nor are young objects to be put among the old ones. What takes hundreds of megabytes is to
 * be collected when it has grown by so many per cent, and not when there is four times as much.
 */
const FLAGS = {
  little: ["--no-incremental-marking", "--no-allocation-site-pretenuring"],
  much: ["--heap-growing-percent=40"],
};

const kept = () => {
  try {
    return readFileSync(KEPT_CODE);
  } catch {
    return undefined;
  }
};

/**
 * As `require` does, but from the code that was kept, where this V8 takes it: that is where its flags are those with which
 * the code was kept. Once one is changed, Node's own kept code counts for nothing, so that what nearly every command needs
 * of Node is loaded before.
 */
const loadKept = (long) => {
  const { Script } = require("node:vm");
  const { setFlagsFromString } = require("node:v8");
  require("node:zlib");
  require("node:crypto");
  if (!long) process.stdout.isTTY;
  setFlagsFromString(`--interrupt-budget=${LONGER_BUDGET}`);
  for (const given of process.execArgv) {
    const limit = LIMITS.exec(given);
    if (limit !== null) setFlagsFromString(`${limit[0]}=0`);
  }
  // Every letter of the program is ASCII. As a script it is a function of what a module is given.
  const script = new Script(readFileSync(PROGRAM, "latin1"), {
    filename: PROGRAM,
    cachedData: kept(),
  });
  const loaded = { exports: {} };
  const run = script.runInThisContext();
  const folder = dirname(PROGRAM);
  // What the program requires are Node's own modules and files beside it.
  const requireThere = (name) => require(name.startsWith("./") ? join(folder, name) : name);
  run.call(loaded.exports, loaded.exports, requireThere, loaded, PROGRAM, folder);
  if (long) setFlagsFromString(`--interrupt-budget=${USUAL_BUDGET}`);
  return { ...loaded.exports, keep: () => script.createCachedData() };
};

/**
 * Loads the program. Compiling it takes longer than auditing a small county: newer versions of Node keep what was
 * compiled by themselves; for Node 20 the build does, and `keep` gives what it is to keep, null for the others. `long` says
 * that the process will run long enough for what V8 optimises to pay.
 */
const loadProgram = ({ long = false } = {}) => {
  // Asked for only where it may have it, since Node takes its time to load the module.
  const enableCompileCache =
    Number.parseInt(process.versions.node, 10) < 22 ? null : require("node:module").enableCompileCache;
  if (!enableCompileCache) return loadKept(long);
  enableCompileCache();
  return { ...require(PROGRAM), keep: null };
};

const expect = (work) => {
  const { setFlagsFromString } = require("node:v8");
  for (const flag of FLAGS[work]) setFlagsFromString(flag);
};

/** The process as the program sees it. Streams are asked for only where they are used: Node takes its time to open them. */
const processIO = {
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
  env: process.env,
  on: (event, listener) => process.on(event, listener),
  off: (event, listener) => process.off(event, listener),
  exit: (code) => process.exit(code),
  expect,
};

module.exports = { PROGRAM, KEPT_CODE, loadProgram, processIO };
