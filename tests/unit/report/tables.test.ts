import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLUGINS } from "../../../src/build-plugins.ts";
import { type Cell, type Column, tableLines } from "../../../src/report/terminal/table.ts";

const plain = (text: string): string => text;
const options = { width: 60, heading: plain, rule: plain };
const columns: Column[] = [
  { heading: "学校", least: 8 },
  { heading: "差距", align: "right", least: 4 },
];
const row = (index: number): Cell[] => [{ text: `第${index}小学` }, { text: String(index) }];
const rows = (count: number): Cell[][] => Array.from({ length: count }, (_, index) => row(index + 1));

describe("a table that is drawn in pieces", () => {
  test.each([1, 7, 8, 9, 16, 17, 40])("of %i rows has one heading, one rule and every row once", (count) => {
    const lines = tableLines(columns, rows(count), options);
    expect(lines[0]).toMatch(/^学校 +差距$/);
    expect(lines.filter((line) => /^─+$/.test(line))).toHaveLength(1);
    expect(lines[1]).toMatch(/^─+$/);
    expect(lines.slice(2)).toEqual(
      rows(count).map(([name, gap]) => expect.stringMatching(`^${name!.text} +${gap!.text}$`)),
    );
  });

  test("of no rows is its heading", () => {
    expect(tableLines(columns, [], options)).toEqual([expect.stringMatching(/^学校 +差距$/)]);
  });

  test("keeps the lines of a wrapped cell together where a piece ends", () => {
    const long = "甲".repeat(70);
    const cells = rows(9).map((each, index) => (index === 7 || index === 8 ? [{ text: long }, { text: "1" }] : each));
    const lines = tableLines(columns, cells, options);
    expect(lines.join("").split("甲").length - 1).toBe(140);
    expect(lines.filter((line) => / 1$/.test(line) && line.startsWith("甲"))).toHaveLength(2);
  });

  test("of thousands of rows is drawn at all: looking at every cell for every other takes hours", () => {
    expect(tableLines(columns, rows(8_000), options)).toHaveLength(8_002);
  });
});

describe("the tables of the bundle, which do less than cli-table3 does", () => {
  let folder: string;
  let bundled: typeof tableLines;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "qe-audit-tables-"));
    const outfile = join(folder, "table.mjs");
    await build({
      entryPoints: [join(import.meta.dirname, "../../../src/report/terminal/table.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      banner: {
        js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
      },
      plugins: [...PLUGINS],
    });
    ({ tableLines: bundled } = await import(pathToFileURL(outfile).href));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("are the same, letter for letter", () => {
    const text = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc
        .array(fc.constantFrom("学", "校", "A", "1", " ", "，", "─", "…", "é", "👍", "\u001b[31m", "\n"))
        .map((parts) => parts.join("")),
    );
    const paint = fc.constantFrom(undefined, (each: string) => `\u001b[31m${each}\u001b[39m`);
    const cell = fc
      .record({ text, paint })
      .map(({ text, paint }): Cell => (paint === undefined ? { text } : { text, paint }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { maxLength: 20 }),
        fc.integer({ min: 20, max: 140 }),
        (cells, width) => {
          const given = { ...options, width };
          expect(bundled(columns, cells, given)).toEqual(tableLines(columns, cells, given));
        },
      ),
      { numRuns: 300 },
    );
  });
});
