import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { keepCode } from "../../src/build.ts";
import { packageIn } from "./package-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the built `bin/qe-audit.js`. Tests may run it and read beside it; who changes the package builds another. */
    command: string;
  }
}

/** Builds the package once for all end-to-end tests of a run. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "qe-audit-built-"));
  // Tests run it as another user too.
  await chmod(folder, 0o755);
  const command = await packageIn(folder);
  // As the build does: hundreds of processes that compile the program anew take a third of a second more each.
  keepCode(folder);
  project.provide("command", command);
  return () => rm(folder, { recursive: true, force: true });
};
