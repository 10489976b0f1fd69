/** `npm run bench`: what the command and its reader take, beside what they are compared with, in one run. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import exceljs from "exceljs";
import { countyOf } from "../../fixtures/generated.ts";
import { nativeSheets } from "../../fixtures/write-native.ts";
import { keepCode } from "../../src/build.ts";
import { readRawWorkbook } from "../../src/package/read.ts";
import { packageIn } from "../e2e/package-folder.ts";
import { measureLargeReports } from "./large-reports.ts";
import { benchReports } from "./reports.ts";
import { measureShapes } from "./shapes.ts";
import { writeWorkbook } from "./write-workbook.ts";

if (process.argv.includes("--national")) {
  await import("./national.ts");
  process.exit(0);
}

if (process.argv.includes("--plan")) {
  await import("./plan.ts");
  process.exit(0);
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

const rows: string[][] = [];
const report = (what: string, milliseconds: number, note = ""): void => {
  rows.push([what, `${milliseconds.toFixed(1)} ms`, note]);
};
const heading = (text: string): void => {
  rows.push([], [text, "median", ""]);
};

type Commands = Readonly<Record<string, readonly string[]>>;

/** Milliseconds of whole processes, taken in turns so that a busy moment falls on all of them alike. */
const processes = (commands: Commands, runs: number, env: NodeJS.ProcessEnv): Map<string, number> => {
  const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]));
  const inOrder = Object.entries(commands);
  for (let round = 0; round < runs; round++) {
    // There and back, so that none of them always follows the longest.
    for (const [name, [program, ...args]] of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
      const start = performance.now();
      const { error } = spawnSync(program!, args, { stdio: "ignore", env });
      if (error !== undefined) throw error;
      times.get(name)!.push(performance.now() - start);
    }
  }
  return new Map([...times].map(([name, taken]) => [name, median(taken)]));
};

/** Milliseconds of one call, hot. */
const calls = async (work: () => unknown, runs: number): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < runs + 5; round++) {
    const start = performance.now();
    await work();
    if (round >= 5) times.push(performance.now() - start);
  }
  return median(times);
};

/** The least that any reader must do: inflate every part and look at every value. */
const floor = (bytes: Buffer): number => {
  let values = 0;
  let at = 0;
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const packed = bytes.readUInt32LE(at + 18);
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const text = inflateRawSync(bytes.subarray(start, start + packed)).toString("latin1");
    for (let found = text.indexOf("<v>"); found >= 0; found = text.indexOf("<v>", found + 3)) {
      values += Number(text.slice(found + 3, text.indexOf("<", found + 3)));
    }
    at = start + packed;
  }
  return values;
};

const succeeds = (program: string, args: readonly string[]): boolean => spawnSync(program, args).status === 0;

/** The Python that has these modules, installed from Debian where that can be done; null where there is none. */
const pythonWith = (modules: string): string | null => {
  // Debian's packages are of Debian's Python, whichever comes first in the path.
  const find = (): string | undefined =>
    ["python3", "/usr/bin/python3"].find((python) => succeeds(python, ["-c", `import ${modules}`]));
  const found = find();
  if (found !== undefined || process.getuid?.() !== 0) return found ?? null;
  console.error(`installing ${modules} from Debian`);
  const packages = modules.split(", ").map((module) => `python3-${module}`);
  spawnSync("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], { stdio: "ignore" });
  return find() ?? null;
};

const EMPTY = "node, an empty module";
const reportProcesses = (commands: Commands, env: NodeJS.ProcessEnv): void => {
  const whole = processes(commands, 21, env);
  const least = whole.get(EMPTY)!;
  for (const [name, time] of whole) report(name, time, `${(time / least).toFixed(2)} × an empty node`);
};

const folder = await mkdtemp(join(tmpdir(), "qe-audit-bench-"));
try {
  const county = async (schools: number): Promise<string> => {
    const path = join(folder, `county-${schools}.xlsx`);
    await writeFile(path, writeWorkbook(nativeSheets(countyOf(schools))));
    return path;
  };
  const start = await packageIn(folder);
  keepCode(folder);
  const empty = join(folder, "empty.mjs");
  await writeFile(empty, "");

  heading("whole process, county of 200 schools");
  const small = await county(200);
  const node = process.execPath;
  const commands: Record<string, string[]> = {
    [EMPTY]: [node, empty],
    "qe-audit --version": [node, start, "--version"],
    "qe-audit check": [node, start, "check", small],
    "qe-audit check --format json": [node, start, "check", small, "--format", "json"],
    "qe-audit check --quiet": [node, start, "check", small, "--quiet"],
  };
  const python = {
    "python, pandas.read_excel of the same sheet": [
      "pandas, openpyxl",
      `import pandas; pandas.read_excel(${JSON.stringify(small)}, sheet_name="学校", header=[2, 3])`,
    ],
    "python, openpyxl read-only over the same sheet": [
      "openpyxl",
      `import openpyxl; sheet = openpyxl.load_workbook(${JSON.stringify(small)}, read_only=True, data_only=True)["学校"]; sum(1 for row in sheet.iter_rows(values_only=True))`,
    ],
  } as const;
  const absent: string[] = [];
  for (const [name, [modules, source]] of Object.entries(python)) {
    const interpreter = pythonWith(modules);
    if (interpreter !== null) commands[name] = [interpreter, "-c", source];
    else absent.push(`${name}: ${modules} not installed, so not measured`);
  }
  reportProcesses(commands, process.env);
  for (const line of absent) rows.push([line, "", ""]);
  const { NODE_EXTRA_CA_CERTS: certificates, ...bareEnv } = process.env;
  if (certificates !== undefined) {
    // Node reads the certificates whenever it starts, as long as a county takes; that hides what is ours.
    heading("the same without NODE_EXTRA_CA_CERTS, which this machine sets");
    reportProcesses(Object.fromEntries(Object.entries(commands).filter(([, [program]]) => program === node)), bareEnv);
  }

  heading("reading the workbook of 200 schools, hot, in this process");
  const bytes = writeWorkbook(nativeSheets(countyOf(200)));
  const bare = await calls(() => floor(bytes), 50);
  const reading = await calls(() => readRawWorkbook(bytes, { file: "county.xlsx" }), 50);
  const loading = await calls(() => new exceljs.Workbook().xlsx.load(bytes as never), 15);
  report("floor: inflate, find the values", bare, "1.00 ×");
  report("readRawWorkbook", reading, `${(reading / bare).toFixed(2)} × the floor`);
  report(
    "exceljs load",
    loading,
    `${(loading / bare).toFixed(2)} × the floor, ${(loading / reading).toFixed(1)} × ours`,
  );

  await measureShapes({ heading, report, calls, start, folder });

  heading("whole process, reports of 200 schools");
  for (const [what, time, note] of await benchReports(start, small, folder)) {
    if (time === null) rows.push([what, "", note]);
    else report(what, time, note);
  }

  heading("whole process, large counties");
  const measured: { schools: number; time: number; memory: number }[] = [];
  for (const schools of [200, 10_000, 20_000]) {
    const file = await county(schools);
    const memory = join(folder, "memory.mjs");
    await writeFile(memory, 'process.on("exit", () => process.stderr.write("rss " + process.resourceUsage().maxRSS));');
    const times: number[] = [];
    let peak = 0;
    for (let round = 0; round < 5; round++) {
      const began = performance.now();
      const { stderr } = spawnSync(node, ["--import", memory, start, "check", file, "--quiet"], { encoding: "utf8" });
      times.push(performance.now() - began);
      peak = Math.max(peak, Number(/rss (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024);
    }
    measured.push({ schools, time: median(times), memory: peak });
  }
  for (const { schools, time, memory } of measured) {
    report(
      `qe-audit check --quiet, ${schools} schools`,
      time,
      `${((time * 1000) / schools).toFixed(0)} µs a school, peak ${memory.toFixed(0)} MB`,
    );
  }
  const [, ten, twenty] = measured;
  rows.push([
    "20 000 schools against 10 000",
    `${(twenty!.time / ten!.time).toFixed(2)} × the time`,
    `${(twenty!.memory / ten!.memory).toFixed(2)} × the memory`,
  ]);

  heading("whole process, reports of large counties, against their limits");
  for (const [what, time, note] of await measureLargeReports(start, county, folder)) report(what, time, note);

  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`node ${process.versions.node}`);
  for (const row of rows) {
    console.log(
      row
        .map((text, column) => (column === 1 ? text.padStart(widths[1]!) : text.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
