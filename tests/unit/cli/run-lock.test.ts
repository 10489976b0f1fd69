import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { takeLock } from "../../../src/cli/run-lock.ts";
import { AuditError } from "../../../src/errors.ts";
import { inFolder } from "./run.ts";

type Path = (name: string) => string;

/** Takes the lock of a folder; gives what was told and how to end the run. */
const take = async (path: Path) => {
  const told: string[] = [];
  const undoings: (() => void)[] = [];
  const lock = await takeLock("out", path("lock"), {
    tell: async ({ zh }) => void told.push(zh),
    onEnd: (undo) => void undoings.push(undo),
  });
  const end = (): void => {
    for (const undo of undoings) undo();
  };
  return { lock, told, end };
};
const outcomeOf = async (path: Path): Promise<string> => {
  try {
    const { told, end } = await take(path);
    end();
    return told.length === 0 ? "taken" : `taken over: ${told.length}`;
  } catch (error) {
    if (error instanceof AuditError) return error.detail.code;
    throw error;
  }
};

/** A lock as this process writes it, with other words in it. */
const lockSaying = async (path: Path, words: object, secondsAgo: number): Promise<void> => {
  const { end } = await take(path);
  const own = JSON.parse(await readFile(path("lock"), "utf8"));
  end();
  await writeFile(path("lock"), `${JSON.stringify({ ...own, ...words })}\n`);
  const then = new Date(Date.now() - secondsAgo * 1000);
  await utimes(path("lock"), then, then);
};

/** Number of a process that has ended. */
const ended = (): number => spawnSync(process.execPath, ["--version"]).pid;

describe("a lock", () => {
  test("is one run's at a time, and gone with the run", () =>
    inFolder(async (path) => {
      const first = await take(path);
      expect(await outcomeOf(path)).toBe("output-in-use");
      await first.lock.confirm();
      first.end();
      expect(await readdir(path("."))).toEqual([]);
      expect(await outcomeOf(path)).toBe("taken");
    }));

  const OTHER = { host: "another-machine", system: "another-boot pid:[1]" };
  const linux = process.platform === "linux";
  test.each<[string, boolean, () => object, number, string]>([
    ["of a process that has ended", true, () => ({ pid: ended() }), 0, "taken over: 1"],
    ["of a process whose number another one has now", linux, () => ({ began: "1" }), 0, "taken over: 1"],
    ["of a running process that was stopped for long", linux, () => ({}), 100_000, "output-in-use"],
    ["of a run on another machine that just gave a sign of life", true, () => OTHER, 0, "output-in-use"],
    ["of a run on another machine that gave one a while ago", true, () => OTHER, 55, "output-in-use"],
    ["of a run on another machine that has been silent for long", true, () => OTHER, 65, "taken over: 1"],
    [
      "of this machine before it was started anew, a moment ago",
      true,
      () => ({ system: OTHER.system }),
      0,
      "output-in-use",
    ],
    ["of this machine before it was started anew", true, () => ({ system: OTHER.system }), 65, "taken over: 1"],
    ["of a system that does not tell when a process began", true, () => ({ began: null }), 0, "output-in-use"],
    ["of such a system, silent for long", true, () => ({ began: null }), 65, "taken over: 1"],
    ["of such a system, ended", true, () => ({ began: null, pid: ended() }), 0, "taken over: 1"],
  ])("%s", (_name, here, words, secondsAgo, expected) =>
    inFolder(async (path) => {
      if (!here) return;
      await lockSaying(path, words(), secondsAgo);
      expect(await outcomeOf(path)).toBe(expected);
      expect(existsSync(path("lock"))).toBe(expected === "output-in-use");
    }),
  );

  test.each([
    ["", 0, "output-in-use"],
    ["", 65, "taken over: 1"],
    ["no lock of ours", 0, "output-in-use"],
    ["{}", 65, "taken over: 1"],
  ])("that says %j, %i seconds old: %s", (text, secondsAgo, expected) =>
    inFolder(async (path) => {
      await writeFile(path("lock"), text);
      const then = new Date(Date.now() - secondsAgo * 1000);
      await utimes(path("lock"), then, then);
      expect(await outcomeOf(path)).toBe(expected);
    }),
  );

  test("left behind is taken over by one of many", () =>
    inFolder(async (path) => {
      for (let round = 0; round < 20; round++) {
        await lockSaying(path, { pid: ended() }, 0);
        const runs = await Promise.allSettled(Array.from({ length: 12 }, () => take(path)));
        const won = runs.filter((run) => run.status === "fulfilled");
        const held = await Promise.allSettled(won.map(({ value }) => value.lock.confirm()));
        expect(held.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
        for (const { value } of won) value.end();
        expect(await readdir(path("."))).toEqual([]);
      }
    }));

  test("that another run has taken over is neither written by nor taken from it", () =>
    inFolder(async (path) => {
      const first = await take(path);
      await writeFile(path("lock"), (await readFile(path("lock"), "utf8")).replace(/"pid":\d+/, '"pid":1'));
      await expect(first.lock.confirm()).rejects.toMatchObject({ detail: { code: "output-in-use" } });
      first.end();
      expect(await readFile(path("lock"), "utf8")).toContain('"pid":1');
    }));

  test("in a folder that is not there is an output that cannot be written", () =>
    inFolder(async (path) => {
      expect(await outcomeOf((name) => path(`none/${name}`))).toBe("output-unwritable");
    }));
});
