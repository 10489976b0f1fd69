import { inject } from "vitest";

/** The path of the command's `bin/qe-audit.js`, built once for all end-to-end tests (`tests/built-package.ts`). */
export const builtCommand = (): (() => string) => () => inject("command");
