import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether a program can be run by its name, or by its path. */
const runnable = (program: string): boolean =>
  ["", ...(process.env.PATH ?? "").split(delimiter)].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return program !== "" && (folder !== "" || program.includes("/"));
    } catch {
      return false;
    }
  });

/**
 * Whether tests that need a program of the machine can run. Without it they are skipped and say so; where `CI` is set,
 * a missing program is a failure, since nobody would see that they were skipped.
 */
export const present = (program: string, found: boolean = runnable(program)): boolean => {
  if (found) return true;
  if (process.env.CI !== undefined && process.env.CI !== "") throw new Error(`${program} is not installed`);
  console.warn(`${program} is not installed: tests that need it are skipped`);
  return false;
};
