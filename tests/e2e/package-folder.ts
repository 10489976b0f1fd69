import { copyFile, cp } from "node:fs/promises";
import { join } from "node:path";
import { bundle, schemas } from "../../src/build.ts";

const root = join(import.meta.dirname, "../..");

/** Builds the package into a folder, where nothing else is; gives the path of its command. */
export const packageIn = async (folder: string): Promise<string> => {
  await bundle(join(folder, "dist"));
  await schemas(join(folder, "dist"));
  await cp(join(root, "bin"), join(folder, "bin"), { recursive: true });
  await copyFile(join(root, "package.json"), join(folder, "package.json"));
  return join(folder, "bin/qe-audit.js");
};
