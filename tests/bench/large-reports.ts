/** What reports of large counties take of memory and time, against the limits that they keep. */
import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const REPORT_USAGE = `process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write("rss " + maxRSS + " cpu " + (userCPUTime + systemCPUTime));
});`;

interface Usage {
  /** Processor time in milliseconds, which other processes of the machine add little to. */
  readonly work: number;
  /** Peak, in megabytes. */
  readonly memory: number;
  readonly printed: number;
}

/** Takes what is printed piece by piece, as a pipe's reader does. */
const measure = (args: readonly string[]): Promise<Usage> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let printed = 0;
    let told = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.length;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      told += chunk.toString();
    });
    child.on("error", failed);
    child.on("close", (code) => {
      const [, memory = "", work = ""] = /rss (\d+) cpu (\d+)/.exec(told) ?? [];
      // 3 and more: nothing was written.
      if (code === null || code >= 3) failed(new Error(`ended with ${code}: ${told}`));
      else done({ work: Number(work) / 1000, memory: Number(memory) / 1024, printed });
    });
  });

const JSON_MEGABYTES = 700;
const XLSX_MEGABYTES = 500;
/** Twice the schools take at most so many times the work. */
const DOUBLED = 2;

const against = (figure: number, limit: number, unit: string): string =>
  `${figure.toFixed(unit === "MB" ? 0 : 2)} ${unit} of ${limit} ${figure <= limit ? "allowed" : "allowed: TOO MUCH"}`;

/**
 * Lines of the bench: what was written, processor time in milliseconds, and how far it stays below its limit. `county`
 * writes a workbook of so many schools and gives its path; `start` is the bundled command; files go to `folder`.
 */
export const measureLargeReports = async (
  start: string,
  county: (schools: number) => Promise<string>,
  folder: string,
): Promise<readonly (readonly [what: string, work: number, note: string])[]> => {
  const usage = join(folder, "large-usage.mjs");
  await writeFile(usage, REPORT_USAGE);
  const check = async (schools: number, ...options: readonly string[]): Promise<Usage> =>
    measure(["--import", usage, start, "check", await county(schools), ...options]);
  const lines: (readonly [string, number, string])[] = [];
  for (const schools of [5_000, 20_000]) {
    const printed = await check(schools, "--format", "json");
    const size = `${(printed.printed / 1024 / 1024).toFixed(0)} MB of JSON`;
    lines.push([
      `check --format json, ${schools} schools`,
      printed.work,
      `peak ${against(printed.memory, JSON_MEGABYTES, "MB")}, ${size}`,
    ]);
    const target = join(folder, "large.json");
    const written = await check(schools, "--quiet", "-o", target);
    await rm(target);
    lines.push([
      `check -o large.json, ${schools} schools`,
      written.work,
      `peak ${against(written.memory, JSON_MEGABYTES, "MB")}`,
    ]);
  }
  let half: number | null = null;
  for (const schools of [400, 800, 1_600, 3_000]) {
    const { work, memory } = await check(schools, "--quiet", "-o", join(folder, "large.xlsx"));
    const ratio = half === null || schools === 3_000 ? "" : `, ${against(work / half, DOUBLED, "× half the schools")}`;
    lines.push([
      `check -o large.xlsx, ${schools} schools`,
      work,
      `peak ${against(memory, XLSX_MEGABYTES, "MB")}${ratio}`,
    ]);
    half = work;
  }
  return lines;
};
