import { defineConfig } from "vitest/config";
import { bundledWorker } from "./tests/unit/bundled-worker.ts";

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        plugins: [bundledWorker],
        // Needs no other program. Modules are loaded once for all files of a worker, as no test changes them. In a thread
        // beside vitest's own, imports began to fail now and then after some minutes; a process has no part in that.
        test: { name: "unit", include: ["tests/unit/**/*.test.ts"], pool: "forks", isolate: false },
      },
      {
        extends: true,
        // Most of the time these wait for programs of their own, which one core more can run.
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          exclude: ["tests/e2e/smoke.test.ts"],
          globalSetup: "tests/e2e/built-package.ts",
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        // One of each kind of end-to-end test, beside the unit tests in every run.
        test: { name: "smoke", include: ["tests/e2e/smoke.test.ts"], globalSetup: "tests/e2e/built-package.ts" },
      },
    ],
  },
});
