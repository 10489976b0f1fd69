import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** A line of the bench: what was measured, how long it took, and what there is to say about it. */
export type Line = readonly [what: string, milliseconds: number | null, note: string];

/** Debian's python, which has its own openpyxl whatever else is installed. */
const PYTHON = "/usr/bin/python3";
const RUNS = 5;

/**
 * Writes a workbook of the same cells, with formulas, each in a font, a frame and wrapped. The first argument holds the
 * cells as JSON. Prints the peak of memory in KB.
 */
const OPENPYXL = `
import json, resource, sys, openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
book = openpyxl.Workbook()
book.remove(book.active)
side = Side(style="thin", color="FFBFBFBF")
font, border, alignment = Font(size=10), Border(side, side, side, side), Alignment(wrap_text=True)
for name, cells in json.load(open(sys.argv[1])).items():
    sheet = book.create_sheet(name)
    for row, column, value in cells:
        cell = sheet.cell(row, column, value)
        cell.font, cell.border, cell.alignment = font, border, alignment
book.save(sys.argv[2])
print("rss", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
`;

/** The cells of a gap report by sheet: row, column, and a text, a number or a formula; null for one that is only framed. */
const cellsOf = (bytes: Buffer): Record<string, [number, number, string | number | null][]> => {
  const parts = new Map<string, string>();
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const nameEnd = at + 30 + bytes.readUInt16LE(at + 26);
    const end = nameEnd + bytes.readUInt16LE(at + 28) + bytes.readUInt32LE(at + 18);
    parts.set(bytes.toString("latin1", at + 30, nameEnd), inflateRawSync(bytes.subarray(nameEnd, end)).toString());
    at = end;
  }
  const plain = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const texts = [...parts.get("xl/sharedStrings.xml")!.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((match) =>
    plain(match[1]!),
  );
  const names = [...parts.get("xl/workbook.xml")!.matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1]!);
  const cell = /<c r="([A-Z]+)(\d+)"[^>]*?(t="\w+")?(?:\/>|>(?:<f>([^<]*)<\/f>)?<v>([^<]*)<\/v><\/c>)/g;
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      [...parts.get(`xl/worksheets/sheet${index + 1}.xml`)!.matchAll(cell)].map(
        ([, letters, row, type, formula, value]) => {
          const column = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
          const content =
            formula !== undefined
              ? `=${plain(formula)}`
              : value === undefined
                ? null
                : type === 't="s"'
                  ? texts[Number(value)]!
                  : Number(value);
          return [Number(row), column, content];
        },
      ),
    ]),
  );
};

interface Measured {
  readonly time: number;
  /** Processor time, which other processes of the machine do not add to. */
  readonly work: number;
  readonly memory: number;
}

const REPORT_USAGE = `process.on("exit", () => {
  const { maxRSS, userCPUTime } = process.resourceUsage();
  process.stderr.write("rss " + maxRSS + " user " + userCPUTime);
});`;

const measure = (program: string, args: readonly string[]): Measured => {
  const began = performance.now();
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (error !== undefined) throw error;
  const time = performance.now() - began;
  const said = stdout + stderr;
  return {
    time,
    work: Number(/user (\d+)/.exec(said)?.[1] ?? Number.NaN) / 1000,
    memory: Number(/rss (\d+)/.exec(said)?.[1] ?? Number.NaN) / 1024,
  };
};

const medianOf = (runs: readonly Measured[]): Measured => {
  const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
  return {
    time: middle(runs.map(({ time }) => time)),
    work: middle(runs.map(({ work }) => work)),
    memory: Math.max(...runs.map(({ memory }) => memory)),
  };
};

/**
 * Whole processes that write a report of one workbook, beside openpyxl writing the cells of the Excel report and beside
 * the same command without a report. `start` is the bundled command; files are left in `folder`.
 */
export const benchReports = async (start: string, workbook: string, folder: string): Promise<readonly Line[]> => {
  const usage = join(folder, "usage.mjs");
  await writeFile(usage, REPORT_USAGE);
  const target = (name: string): string => join(folder, name);
  const check = ["--import", usage, start, "check", workbook, "--quiet"];
  const page = existsSync(join(import.meta.dirname, "../../src/report/html.ts"));
  const ours = new Map<string, readonly string[]>([
    ["qe-audit check --quiet, no report", check],
    ["qe-audit check -o gap.xlsx", [...check, "-o", target("gap.xlsx")]],
    ...(page ? [["qe-audit check -o gap.html", [...check, "-o", target("gap.html")]] as const] : []),
  ]);
  const taken = new Map<string, Measured[]>([...ours.keys()].map((name) => [name, []]));
  for (let round = 0; round < RUNS; round++) {
    for (const [name, args] of ours) taken.get(name)!.push(measure(process.execPath, args));
  }
  const least = medianOf([...taken.values()][0]!);
  const lines: Line[] = [...taken].map(([name, runs]) => {
    const { time, work, memory } = medianOf(runs);
    const more = `${(work - least.work).toFixed(0)} ms of processor more than without`;
    return [name, time, `${more}, peak ${memory.toFixed(0)} MB`];
  });
  if (spawnSync(PYTHON, ["-c", "import openpyxl"]).status !== 0) {
    return [...lines, ["python, openpyxl writing the same cells: not installed, so not measured", null, ""]];
  }
  const cells = target("cells.json");
  const script = target("same-cells.py");
  await writeFile(cells, JSON.stringify(cellsOf(await readFile(target("gap.xlsx")))));
  await writeFile(script, OPENPYXL);
  const theirs = medianOf(
    Array.from({ length: RUNS }, () => measure(PYTHON, [script, cells, target("openpyxl.xlsx")])),
  );
  await rm(cells);
  const own = medianOf(taken.get("qe-audit check -o gap.xlsx")!);
  const ratio = `${(theirs.time / own.time).toFixed(1)} × our whole process, reading and audit included`;
  return [
    ...lines,
    ["python, openpyxl writing the same cells", theirs.time, `${ratio}, peak ${theirs.memory.toFixed(0)} MB`],
  ];
};
