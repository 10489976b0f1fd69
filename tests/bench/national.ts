/**
 * `npm run bench -- --national`: the whole country as one batch, from workbooks that a seeded generator writes. Beside it,
 * what reading the same files takes openpyxl, and the floor: inflating them and looking at every byte. On a machine that
 * others use too, the ratios say more than the seconds.
 *
 * `--counties N` and `--schools N` change its size; `--keep DIR` writes the workbooks once and uses them again.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { keepCode } from "../../src/build.ts";
import { packageIn } from "../e2e/package-folder.ts";
import { countyWorkbook } from "./national-counties.ts";

const option = (name: string, usual: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};
const counties = Number(option("--counties", "3000"));
const schools = Number(option("--schools", "70"));
const kept = option("--keep", "");

const work = await mkdtemp(join(tmpdir(), "qe-audit-national-"));

interface Taken {
  readonly seconds: number;
  /** Processor seconds, of all processes. */
  readonly cpu: number;
  /** Megabytes of all processes together; what they share counts once. */
  readonly peak: number;
}

/** A process and all that it started. */
const treeOf = async (pid: number): Promise<number[]> => {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const children = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, "utf8").catch(() => "")),
  );
  const pids = children.join(" ").split(/\s+/).filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(pids.map(treeOf))).flat()];
};

const megabytesOf = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
};

const secondsOf = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(ticks[11] ?? 0) + Number(ticks[12] ?? 0)) / 100;
};

/** A program, with its memory watched; the exit code of a batch says what it found, so any will do. */
const take = async (program: string, args: readonly string[]): Promise<Taken> => {
  const start = performance.now();
  const child = spawn(program, args, { stdio: "ignore" });
  const ended = new Promise<void>((done) => child.on("close", () => done()));
  let running = true;
  ended.then(() => {
    running = false;
  });
  let peak = 0;
  const cpu = new Map<number, number>();
  while (running) {
    const pids = await treeOf(child.pid!);
    const sizes = await Promise.all(pids.map(megabytesOf));
    peak = Math.max(
      peak,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    for (const pid of pids) cpu.set(pid, Math.max(cpu.get(pid) ?? 0, await secondsOf(pid)));
    await Promise.race([ended, new Promise((done) => setTimeout(done, 200))]);
  }
  return {
    seconds: (performance.now() - start) / 1000,
    cpu: [...cpu.values()].reduce((sum, each) => sum + each, 0),
    peak,
  };
};

/** Inflates every member of a zip and looks at every byte. */
const scan = (bytes: Buffer): number => {
  let seen = 0;
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const packed = bytes.readUInt32LE(at + 18);
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const data =
      bytes.readUInt16LE(at + 8) === 8
        ? inflateRawSync(bytes.subarray(from, from + packed))
        : bytes.subarray(from, from + packed);
    for (let place = data.indexOf(0x3c); place >= 0; place = data.indexOf(0x3c, place + 1)) seen++;
    at = from + packed;
  }
  return seen;
};

try {
  const all = kept === "" ? join(work, "all") : kept;
  await mkdir(all, { recursive: true });
  const name = (number: number): string => `${String(number).padStart(5, "0")}.xlsx`;
  console.log(`${counties} counties × ${schools} schools`);
  for (let number = 1; number <= counties; number++) {
    if (!existsSync(join(all, name(number)))) await writeFile(join(all, name(number)), countyWorkbook(number, schools));
  }
  const half = join(work, "half");
  await mkdir(half);
  for (const file of (await readdir(all)).sort().slice(0, Math.floor(counties / 2))) {
    await symlink(join(all, file), join(half, file));
  }
  const start = await packageIn(work);
  keepCode(work);
  const batch = (folder: string, jobs: number): Promise<Taken> =>
    take(process.execPath, [
      start,
      "batch",
      folder,
      "-o",
      join(work, `out-${jobs}`),
      "--jobs",
      String(jobs),
      "--quiet",
    ]);

  await batch(half, 2);
  const two = await batch(all, 2);
  const halved = await batch(half, 2);
  const one = await batch(half, 1);

  const before = process.cpuUsage();
  for (const file of await readdir(all)) scan(await readFile(join(all, file)));
  const floor = (process.cpuUsage(before).user + process.cpuUsage(before).system) / 1e6;

  const script = join(work, "read.py");
  await writeFile(
    script,
    "import sys, os, openpyxl\nfolder = sys.argv[1]\nfor name in sorted(os.listdir(folder))[:int(sys.argv[2])]:\n    book = openpyxl.load_workbook(os.path.join(folder, name), read_only=True, data_only=True)\n    for sheet in book:\n        for row in sheet.iter_rows(values_only=True):\n            pass\n",
  );
  const sample = Math.min(100, counties);
  const python =
    spawnSync("python3", ["-c", "import openpyxl"]).status === 0
      ? await take("python3", [script, all, String(sample)])
      : null;

  const line = (what: string, figure: string): void => console.log(`${what.padEnd(48)} ${figure}`);
  line(
    "whole country, two workers",
    `${two.seconds.toFixed(1)} s, ${two.cpu.toFixed(1)} s of processor, ${two.peak.toFixed(0)} MB`,
  );
  line("counties a second and worker", (counties / two.seconds / 2).toFixed(1));
  line("processor time a county", `${((two.cpu / counties) * 1000).toFixed(1)} ms`);
  line("floor (inflate and scan), processor time a county", `${((floor / counties) * 1000).toFixed(1)} ms`);
  line(
    "openpyxl, reading only, processor time a county",
    python === null ? "not installed" : `${((python.cpu / sample) * 1000).toFixed(1)} ms`,
  );
  line("twice the counties, times the time", (two.seconds / halved.seconds).toFixed(2));
  line("half the country, peak memory", `${halved.peak.toFixed(0)} MB`);
  line("two workers, times as fast as one", (one.seconds / halved.seconds).toFixed(2));
} finally {
  await rm(work, { recursive: true, force: true });
}
