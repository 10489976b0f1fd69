import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import * as modules from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepCode } from "../../../src/build.ts";
import { DEMO } from "../../unit/cli/run.ts";
import { packageIn } from "../package-folder.ts";

/** A package of its own, since the code that is kept stands in it. */
let folder = "";
let command = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qe-audit-kept-"));
  command = await packageIn(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};

// Newer versions of Node keep compiled code by themselves.
describe.skipIf("enableCompileCache" in modules)("the code that the build keeps", () => {
  test("changes nothing of what a command says, whether it is there, is not, or cannot be used", async () => {
    const cache = join(folder, "dist/cli.cjs.cache");
    const without = run("check", DEMO);
    expect(without.status).toBe(1);
    keepCode(folder);
    const kept = await readFile(cache);
    expect(run("check", DEMO)).toEqual(without);
    for (const content of [Buffer.from("no code at all"), kept.subarray(0, kept.length / 2), Buffer.alloc(0)]) {
      await writeFile(cache, content);
      expect(run("check", DEMO)).toEqual(without);
    }
    await rm(cache);
    expect(existsSync(cache)).toBe(false);
  });

  test("finds the packages that are loaded when they are needed", async () => {
    keepCode(folder);
    for (const file of ["report.html", "paper.docx", "gap.xlsx"]) {
      const { stderr } = run("check", DEMO, "-o", join(folder, file));
      expect(stderr).toContain(file);
      expect(existsSync(join(folder, file))).toBe(true);
    }
    const { status, stderr } = run("template", "-o", join(folder, "county.xlsx"));
    expect(status, stderr).toBe(0);
  });
});
