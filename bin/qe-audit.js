#!/usr/bin/env node
// A classic script, which Node starts sooner than a module. No optional chaining: an old Node is to print a sentence, not a
// syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);

const start = async () => {
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`qe-audit 需要 Node.js 20.19 或更高版本，当前是 ${process.versions.node}。`);
    console.error(`qe-audit needs Node.js 20.19 or later; this is ${process.versions.node}.`);
    return 3;
  }
  const { PROGRAM, loadProgram, processIO } = require("./program.js");
  if (!require("node:fs").existsSync(PROGRAM)) {
    console.error("缺少 dist/，请先运行 npm run build。");
    console.error("There is no dist/ yet: run npm run build first.");
    return 3;
  }
  return loadProgram().main(process.argv.slice(2), processIO);
};

start().then(
  // All that was printed has been taken, and no work is left: to take the process apart piece by piece takes longer.
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exitCode = 70;
  },
);
