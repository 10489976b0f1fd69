import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepCode } from "../src/build.ts";
import { packageIn } from "./e2e/package-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the built `bin/qe-audit.js`. Tests may run it and read beside it; who changes the package builds another. */
    command: string;
  }
}

/** Builds the package once for all tests of a run; gives the path of its command. */
export const builtPackage = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "qe-audit-built-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  // Tests run it as another user too.
  chmodSync(folder, 0o755);
  const command = await packageIn(folder);
  // As the build does: hundreds of processes that compile the program anew take a third of a second more each.
  keepCode(folder);
  return command;
};
