import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { setTimeout as later } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { takeLock } from "../../../src/cli/run-lock.ts";
import { CountySummary } from "../../../src/model/rollup.ts";
import { countyWorkbook } from "../../bench/national-counties.ts";
import { DEMO, inFolder } from "../../unit/cli/run.ts";
import { builtCommand } from "./built.ts";

const command = builtCommand();

type Path = (name: string) => string;

/**
 * Has the process that reads a workbook never come back from it, and not to its event loop either: it leaves its number
 * in the file that `BUSY` names. `program` is the end of the path of what that process runs.
 */
const neverReads = (program: string): string => {
  const source = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    if (process.argv[1]?.endsWith(${JSON.stringify(program)})) {
      const { openSync, readSync } = fs;
      const workbooks = new Set();
      fs.openSync = (path, ...rest) => {
        const file = openSync(path, ...rest);
        if (String(path).endsWith(".xlsx")) workbooks.add(file);
        return file;
      };
      fs.readSync = (file, ...rest) => {
        if (!workbooks.has(file)) return readSync(file, ...rest);
        fs.writeFileSync(process.env.BUSY, String(process.pid));
        for (;;);
      };
      syncBuiltinESMExports();
    }
  `;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
};

interface Ended {
  /** As a shell tells it: 128 and the signal's number where a signal ended it. */
  readonly code: number;
  readonly stderr: string;
}

const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcess & { ended: Promise<Ended> } => {
  const child = spawn(process.execPath, [command(), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((done) => {
    // The pipe stays open for as long as anybody has it.
    child.on("exit", (code, signal) =>
      setImmediate(() => done({ code: code ?? 128 + constants.signals[signal!], stderr })),
    );
  });
  return Object.assign(child, { ended });
};
const audit = async (...args: string[]): Promise<Ended> => start(args).ended;

/** Starts a run that never comes back from reading its first workbook; gives the number of the process that reads. */
const busy = async (path: Path, program: string, ...args: string[]) => {
  const run = start(args, { NODE_OPTIONS: neverReads(program), BUSY: path("busy") });
  while (!existsSync(path("busy")) || readFileSync(path("busy"), "utf8") === "") {
    expect(run.exitCode).toBe(null);
    await later(20);
  }
  return { run, reader: Number(readFileSync(path("busy"), "utf8")) };
};

/** Whether a process still runs; one that has ended and that nobody has asked about does not. */
const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
};

/** At once, for machines that have much else to do. */
const AT_ONCE = 5_000;

/** A lock as a process of this machine writes it. */
const ownLock = async (path: Path): Promise<object> => {
  const undoings: (() => void)[] = [];
  await takeLock("", path("lock"), { tell: async () => {}, onEnd: (undo) => undoings.push(undo) });
  const written = JSON.parse(await readFile(path("lock"), "utf8"));
  for (const undo of undoings) undo();
  return written;
};

const fill = async (path: Path, counties: number): Promise<void> => {
  await mkdir(path("in"));
  for (let number = 1; number <= counties; number++)
    await writeFile(path(`in/${number}.xlsx`), countyWorkbook(number, 4));
};

describe.skipIf(process.platform === "win32")("a process that is busy", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("check ends at once on %s", (signal, code) =>
    inFolder(async (path) => {
      await copyFile(DEMO, path("county.xlsx"));
      await writeFile(path("gap.json"), "before");
      const { run } = await busy(path, "qe-audit.js", "check", path("county.xlsx"), "-o", path("gap.json"));
      const from = performance.now();
      run.kill(signal);
      expect((await run.ended).code).toBe(code);
      expect(performance.now() - from).toBeLessThan(AT_ONCE);
      expect((await readdir(path("."))).sort()).toEqual(["busy", "county.xlsx", "gap.json"]);
      expect(await readFile(path("gap.json"), "utf8")).toBe("before");
    }),
  );

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGKILL", 137],
    ["SIGHUP", 129],
  ] as const)("a worker ends at once with its batch: %s", (signal, code) =>
    inFolder(async (path) => {
      await fill(path, 2);
      const { run, reader } = await busy(path, "worker.js", "batch", path("in"), "-o", path("out"), "--jobs", "1");
      expect(runs(reader)).toBe(true);
      run.kill(signal);
      expect((await run.ended).code).toBe(code);
      const from = performance.now();
      while (runs(reader)) {
        expect(performance.now() - from).toBeLessThan(AT_ONCE);
        await later(20);
      }
    }),
  );
});

describe.skipIf(process.platform === "win32")("two runs in one folder", () => {
  test("the second is refused in a sentence, whatever it does there, until the first has ended", () =>
    inFolder(async (path) => {
      await fill(path, 2);
      await audit("batch", path("in"), "-o", path("part"), "--quiet");
      const args = ["batch", path("in"), "-o", path("out"), "--quiet"];
      const first = await busy(path, "worker.js", ...args, "--baseline", path("known.json"), "--update-baseline");
      const before = (await readdir(path("out"))).sort();
      for (const other of [
        args,
        [...args, "--resume"],
        ["merge", path("part"), "-o", path("out"), "--quiet"],
        ["batch", path("in"), "-o", path("out-2"), "--quiet", "--baseline", path("known.json"), "--update-baseline"],
        ["merge", path("part"), "-o", path("out-2"), "--quiet", "--baseline", path("known.json"), "--update-baseline"],
      ]) {
        const { code, stderr } = await audit(...other);
        expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(/另一次运行正在写 .*请等它结束/)]);
        expect(code).toBe(3);
      }
      expect((await readdir(path("out"))).sort()).toEqual(before);
      expect(existsSync(path("out-2/results.ndjson"))).toBe(false);

      first.run.kill("SIGKILL");
      await first.run.ended;
      const next = await audit(...args, "--resume");
      expect(next).toEqual({ code: 2, stderr: expect.stringMatching(/没有正常结束，已接管它留下的锁/) });
      expect(await readdir(path("out"))).not.toContain(".qe-audit.lock");

      // One that ends by itself or is interrupted leaves no lock.
      const third = await busy((name) => path(`out/${name}`), "worker.js", ...args);
      third.run.kill("SIGTERM");
      expect((await third.run.ended).code).toBe(143);
      expect(await audit(...args)).toEqual({ code: 2, stderr: "" });
    }));

  test("started at the same moment leave whole results", () =>
    inFolder(async (path) => {
      await fill(path, 6);
      await mkdir(path("out"));
      const { pid } = spawnSync(process.execPath, ["--version"]);
      await writeFile(path("out/.qe-audit.lock"), JSON.stringify({ ...(await ownLock(path)), pid }));
      const args = ["batch", path("in"), "-o", path("out"), "--quiet", "--jobs", "1"];
      const ended = await Promise.all([audit(...args), audit(...args), audit(...args)]);
      const codes = ended.map(({ code }) => code).sort();
      // A county falls short; who came too late was refused.
      expect(codes).toContain(1);
      for (const code of codes) expect([1, 3]).toContain(code);
      const lines = (await readFile(path("out/results.ndjson"), "utf8")).trimEnd().split("\n");
      expect(lines.map((line) => CountySummary.parse(JSON.parse(line)).file)).toHaveLength(6);
      expect((await readdir(path("out"))).sort()).toEqual([
        "junit.xml",
        "results.ndjson",
        "rollup.html",
        "rollup.json",
        "rollup.xlsx",
      ]);
    }));
});
