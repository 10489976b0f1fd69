import { describe, expect, test } from "vitest";
import { openPool } from "../../../src/batch/pool.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";

const worker = { file: new URL("./dying-worker.mjs", import.meta.url), execArgv: [] };
const terms = { standard: NATIONAL_2017, asOf: null, options: [], limits: {}, lang: "zh", formats: [] } as const;

describe("a pool of workers", () => {
  test("loses one county to a worker that dies or takes too long, and no other", async () => {
    const pool = openPool({ jobs: 2, timeout: 4, terms, worker });
    const files = ["a", "exit", "b", "throw", "loop", "c", "d", "exit", "exit", "e", "f"];
    const outcomes: Record<string, string> = {};
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < files.length) {
        const file = files[next++]!;
        const outcome = await pool.run({ path: file, file, known: null });
        outcomes[file] = outcome.kind === "refused" ? outcome.detail.code : outcome.kind;
        if (outcome.kind === "refused" && outcome.detail.code === "audit-crashed")
          outcomes[file] += ` ${outcome.detail.reason}`;
      }
    };
    await Promise.all([lane(), lane()]);
    await pool.close();
    expect(outcomes).toEqual({
      ...Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((file) => [file, "audited"])),
      exit: "audit-crashed worker exited with code: 3",
      throw: "audit-crashed late",
      loop: "audit-timeout",
    });
  });

  test("waits as long as a timer can where it is to wait longer", async () => {
    const pool = openPool({ jobs: 1, timeout: 99_999_999, terms, worker });
    expect(await pool.run({ path: "a", file: "a", known: null })).toMatchObject({ kind: "audited" });
    await pool.close();
  });

  test("ends a worker that takes too much memory, and replaces it", async () => {
    const pool = openPool({ jobs: 1, timeout: 100, terms, worker, heap: 64 });
    const refused = await pool.run({ path: "memory", file: "memory", known: null });
    expect(refused).toMatchObject({ kind: "refused", detail: { code: "audit-crashed", reason: "memory" } });
    expect(await pool.run({ path: "a", file: "a", known: null })).toMatchObject({ kind: "audited" });
    await pool.close();
  });
});
