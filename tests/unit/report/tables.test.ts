import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { AGREED, type Cell, type Column, tableLines } from "../../../src/report/terminal/table.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";

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

describe("characters whose width nobody disputes", () => {
  const itsOwn: (text: string) => number = createRequire(createRequire(import.meta.url).resolve("cli-table3"))(
    "string-width",
  );

  test("are taken for what cli-table3 takes them for", () => {
    const wrong: string[] = [];
    let agreed = 0;
    for (let code = 0x20; code <= 0xffff; code++) {
      const text = String.fromCharCode(code);
      if (!AGREED.test(text)) continue;
      agreed += 1;
      if (displayWidth(text) !== itsOwn(text)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
    expect(agreed).toBeGreaterThan(20_000);
  });

  test("and what stands in for the others takes one column there", () => {
    for (const text of ["\u{f0000}", "\u{f0123}", "\u{ffffd}", "\u{10fffd}"]) expect(itsOwn(text)).toBe(1);
  });
});
