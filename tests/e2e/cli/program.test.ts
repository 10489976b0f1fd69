import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import * as modules from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { keepCode } from "../../../src/build.ts";
import { DEMO } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";

const command = builtCommand();

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command(), ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};

// Newer versions of Node keep compiled code by themselves.
describe.skipIf("enableCompileCache" in modules)("the code that the build keeps", () => {
  test("changes nothing of what a command says, whether it is there, is not, or cannot be used", async () => {
    const folder = join(dirname(command()), "..");
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
    const folder = join(dirname(command()), "..");
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
