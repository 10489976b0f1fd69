#!/usr/bin/env node
// No optional chaining, no top-level await: an old Node is to print a sentence, not a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);

const start = async () => {
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`qe-audit 需要 Node.js 20.19 或更高版本，当前是 ${process.versions.node}。`);
    console.error(`qe-audit needs Node.js 20.19 or later; this is ${process.versions.node}.`);
    return 3;
  }
  const { existsSync } = await import("node:fs");
  const program = new URL("../dist/cli.js", import.meta.url);
  if (!existsSync(program)) {
    console.error("缺少 dist/，请先运行 npm run build。");
    console.error("There is no dist/ yet: run npm run build first.");
    return 3;
  }
  const { enableCompileCache } = await import("node:module");
  if (enableCompileCache) enableCompileCache();
  // One county is done before the code that V8 optimises in the background has paid for itself: that is to wait longer.
  // The name of the flag is no promise, and one that is not known prints a complaint.
  if (major === 20 && process.argv[2] !== "batch") {
    const { setFlagsFromString } = await import("node:v8");
    setFlagsFromString("--interrupt-budget=500000");
  }
  const { main } = await import(program.href);
  return main(process.argv.slice(2), process);
};

start().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    process.exitCode = 70;
  },
);
