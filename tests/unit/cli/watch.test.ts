import { rename, rm, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/cli/commands/check.ts";
import type { ExitCode } from "../../../src/cli/exit-code.ts";
import { newInputs } from "../../../src/cli/inputs.ts";
import { watchRuns } from "../../../src/cli/watch.ts";
import { AuditError } from "../../../src/errors.ts";
import { DEMO, inFolder, run } from "./run.ts";

type Path = (name: string) => string;

/**
 * Watches a workbook and the map beside it while things happen, one between two looks each; gives how often it was run, the
 * first run included, and what it ended with.
 */
const watched = async (
  path: Path,
  happens: readonly ((path: Path) => Promise<void>)[],
  outcome: (time: number) => ExitCode | AuditError = () => 1,
): Promise<{ runs: number; code: ExitCode; said: number }> => {
  await writeFile(path("county.xlsx"), "first");
  let runs = 0;
  let said = 0;
  const left = [...happens];
  const code = await watchRuns({
    definition: check,
    args: [path("county.xlsx")],
    values: {},
    newRegister: newInputs,
    once: async (inputs) => {
      inputs.add(path("county.xlsx"));
      inputs.add(path("county.map.yaml"));
      runs++;
      const ended = outcome(runs);
      if (ended instanceof AuditError) throw ended;
      return ended;
    },
    refused: async () => {
      said++;
      return 3;
    },
    tell: async () => {},
    pause: async () => {
      const next = left.shift();
      if (next === undefined) return false;
      await next(path);
      return true;
    },
  });
  return { runs, code, said };
};

const quiet = async (): Promise<void> => {};
const save =
  (text: string) =>
  (path: Path): Promise<void> =>
    writeFile(path("county.xlsx"), text);

describe("watching", () => {
  test("runs once where nothing changes", () =>
    inFolder(async (path) => {
      expect(await watched(path, [quiet, quiet, quiet])).toEqual({ runs: 1, code: 1, said: 0 });
    }));

  test("runs again once a change is over, and not while it goes on", () =>
    inFolder(async (path) => {
      expect((await watched(path, [save("second"), quiet])).runs).toBe(2);
      expect((await watched(path, [save("a"), save("bb"), save("ccc")])).runs).toBe(1);
      expect((await watched(path, [save("a"), save("bb"), save("ccc"), quiet, quiet, quiet])).runs).toBe(2);
    }));

  test("sees a workbook that another is put in the place of, of the same length", () =>
    inFolder(async (path) => {
      const replaced = async (): Promise<void> => {
        await writeFile(path("temporary"), "fIrst");
        await rename(path("temporary"), path("county.xlsx"));
      };
      expect((await watched(path, [replaced, quiet, quiet])).runs).toBe(2);
    }));

  test("sees a map that was not there before", () =>
    inFolder(async (path) => {
      expect((await watched(path, [() => writeFile(path("county.map.yaml"), "{}"), quiet])).runs).toBe(2);
    }));

  test("is not set off by what else is written beside the workbook", () =>
    inFolder(async (path) => {
      const other = (name: string) => (): Promise<void> => writeFile(path(name), name);
      expect((await watched(path, [other("gap.xlsx"), other("~$county.xlsx"), quiet, quiet])).runs).toBe(1);
    }));

  test("says what a later run cannot read, and waits for it", () =>
    inFolder(async (path) => {
      const missing = new AuditError({ code: "file-missing", file: "county.xlsx" });
      const ran = await watched(path, [() => rm(path("county.xlsx")), quiet, save("again"), quiet, quiet], (time) =>
        time === 2 ? missing : 0,
      );
      expect(ran).toEqual({ runs: 3, code: 0, said: 1 });
    }));

  test("does not begin where the first run cannot be done", () =>
    inFolder(async (path) => {
      const missing = new AuditError({ code: "file-missing", file: "county.xlsx" });
      await expect(watched(path, [quiet], () => missing)).rejects.toBe(missing);
    }));
});

describe("--watch", () => {
  test("is not taken with standard input", async () => {
    const { code, stderr } = await run(["check", "-", "--watch"]);
    expect([code, stderr]).toEqual([4, expect.stringContaining("--watch")]);
  });

  test("is not taken by validate with forms that are never replaced", () =>
    inFolder(async (path) => {
      const { code, stderr } = await run(["validate", DEMO, "--watch", "--one-per-school", path("back")]);
      expect([code, stderr]).toEqual([4, expect.stringContaining("--one-per-school")]);
    }));

  test("ends with 3 where there is no workbook to wait for", () =>
    inFolder(async (path) => {
      expect((await run(["check", path("no.xlsx"), "--watch"])).code).toBe(3);
    }));
});
