import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCHEMA_NAMES } from "../../src/schemas.ts";
import { example, type PackedPackage, packedPackage } from "./packed-package.ts";

/** What the documents show of the library, run by a program that has the packed package among its own. */

const root = join(import.meta.dirname, "../..");
const NAMES = ["validate", "plan", "diff", "ledger", "form", "batch", "errors"];
const LONGEST = 20;

let packed: PackedPackage;
let user = "";
beforeAll(async () => {
  packed = await packedPackage();
  user = join(packed.folder, "user");
  await mkdir(join(user, "node_modules"), { recursive: true });
  await symlink(join(packed.folder, "package"), join(user, "node_modules/qe-audit"));
  await symlink(join(root, "fixtures"), join(user, "fixtures"));
});
afterAll(() => rm(packed.folder, { recursive: true, force: true }));

const run = async (name: string, code: string) => {
  await writeFile(join(user, name), code);
  return spawnSync(process.execPath, [name], { cwd: user, encoding: "utf8" });
};

describe.each(["docs/library.md", "docs/library.zh-CN.md"])("%s", (document) => {
  test.each(NAMES)("the example %s runs and prints what it says", async (name) => {
    const text = await readFile(join(root, document), "utf8");
    const code = example(text, name);
    expect(code.split("\n").length).toBeLessThanOrEqual(LONGEST);
    const { status, stdout, stderr } = await run(`${name}.mjs`, code);
    expect([status, stderr]).toEqual([0, ""]);
    const said = /```text\n([\s\S]*?)\n```/.exec(text.slice(text.indexOf(`<!-- example: ${name} -->`)))![1];
    expect(stdout.trimEnd()).toBe(said);
  });
});

test("the command of the package makes a plan", () => {
  expect(packed.run(`qe-audit plan ${join(root, "fixtures/demo-county.xlsx")} --quiet`, user)).toBe(0);
});

test("every schema can be imported from the package", async () => {
  const code = SCHEMA_NAMES.map(
    (name) => `import ${name.replace("-", "")} from "qe-audit/${name}.schema.json" with { type: "json" };
console.log(${name.replace("-", "")}.$id);`,
  ).join("\n");
  const { status, stdout, stderr } = await run("schemas.mjs", code);
  expect(status, stderr).toBe(0);
  expect(
    stdout
      .trim()
      .split("\n")
      .map((id) => id.split(":")[3]),
  ).toEqual([...SCHEMA_NAMES]);
});

test("an error of the package is one of the class that it exports, with its sentence", async () => {
  const { stdout, stderr } = await run(
    "class.mjs",
    `import { AuditError, readWorkbook } from "qe-audit";
const error = await readWorkbook("package.json").catch((thrown) => thrown);
console.log(error instanceof AuditError, error.message.includes("AuditError"), /[。？]$/.test(error.message));`,
  );
  expect(stdout.trim(), stderr).toBe("true false true");
});
