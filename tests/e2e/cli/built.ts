import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { packageIn } from "../package-folder.ts";

/** Builds the command into a folder of its own before a file's tests; gives the path of its `bin/qe-audit.js`. */
export const builtCommand = (): (() => string) => {
  let folder = "";
  let command = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "qe-audit-built-"));
    // Tests run it as another user too.
    await chmod(folder, 0o755);
    command = await packageIn(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => command;
};
