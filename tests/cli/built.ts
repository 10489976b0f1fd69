import { chmod, copyFile, cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { bundle } from "../../src/build.ts";

const root = join(import.meta.dirname, "../..");

/** Builds the command into a folder of its own before a file's tests; gives the path of its `bin/qe-audit.js`. */
export const builtCommand = (): (() => string) => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "qe-audit-built-"));
    // Tests run it as another user too.
    await chmod(folder, 0o755);
    await bundle(join(folder, "dist"));
    await mkdir(join(folder, "bin"));
    await cp(join(root, "bin"), join(folder, "bin"), { recursive: true });
    await copyFile(join(root, "package.json"), join(folder, "package.json"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => join(folder, "bin/qe-audit.js");
};
