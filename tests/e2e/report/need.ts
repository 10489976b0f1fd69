/**
 * Whether tests that need a program of the machine can run. Without it they are skipped and say so; where `CI` is set,
 * a missing program is a failure, since nobody would see that they were skipped.
 */
export const present = (program: string, found: boolean): boolean => {
  if (found) return true;
  if (process.env.CI !== undefined && process.env.CI !== "") throw new Error(`${program} is not installed`);
  console.warn(`${program} is not installed: tests that need it are skipped`);
  return false;
};
