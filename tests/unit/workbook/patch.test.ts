import { describe, expect, test } from "vitest";
import { type CellWrite, patchWorkbook } from "../../../src/workbook/patch.ts";
import { MAIN, relationshipsXml, stylesXml, workbook } from "../package/package-builder.ts";
import { partsOf } from "./annotated-copies.ts";

const STYLES = stylesXml([], [0, 0, 0, 0]);
/** A heading, a row with formats and a formula, and a note under a blank row. */
const CELLS =
  '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>题</t></is></c></row>' +
  '<row r="2"><c r="A2" s="2"><f>1+1</f><v>2</v></c><c r="B2" s="3"><v>5</v></c></row>' +
  '<row r="4"><c r="A4"><v>9</v></c></row>';
const CHAIN = {
  "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A2" i="1"/></calcChain>`,
  "xl/_rels/workbook.xml.rels": relationshipsXml([
    { id: "rId1", kind: "worksheet", target: "worksheets/sheet1.xml" },
    { id: "rF", kind: "styles", target: "styles.xml" },
    { id: "rC", kind: "calcChain", target: "calcChain.xml" },
  ]),
};

const patched = async (writes: readonly CellWrite[], heights?: ReadonlyMap<number, number>) => {
  const parts = await partsOf(
    await patchWorkbook(
      workbook({ sheets: [CELLS], styles: STYLES, parts: CHAIN }),
      {
        cells: new Map([["甲", writes]]),
        sources: null,
        ...(heights === undefined ? {} : { heights: new Map([["甲", heights]]) }),
      },
      { file: "a.xlsx" },
    ),
  );
  return { parts, sheet: parts.get("xl/worksheets/sheet1.xml")!.toString("utf8") };
};

describe("a patched workbook", () => {
  test("has no sheet of sources where none is asked for, and rows that are added in the looks and height asked for", async () => {
    const writes = [
      { row: 5, column: 1, value: "新", like: 2 },
      { row: 5, column: 2, value: null, like: 2 },
    ];
    const { parts, sheet } = await patched(writes, new Map([[5, 33]]));
    expect(sheet).toContain(
      '<row r="5" ht="33" customHeight="1"><c r="A5" s="2" t="inlineStr"><is><t xml:space="preserve">新</t></is></c><c r="B5" s="3"/></row>',
    );
    expect(sheet).toContain(CELLS);
    expect([...parts.keys()].filter((name) => name.startsWith("xl/worksheets/"))).toEqual(["xl/worksheets/sheet1.xml"]);
    expect(parts.has("xl/calcChain.xml")).toBe(true);
  });

  test("gives a cell that a row lacks the looks of another row, and keeps those of one that it has", async () => {
    const { sheet } = await patched([
      { row: 4, column: 2, value: 1, like: 2 },
      { row: 2, column: 2, value: 6, like: 1 },
    ]);
    expect(sheet).toContain('<c r="B4" s="3"><v>1</v></c>');
    expect(sheet).toContain('<c r="B2" s="3"><v>6</v></c>');
  });

  test("names no formula in its chain of computation that it wrote over", async () => {
    const { parts, sheet } = await patched([{ row: 2, column: 1, value: "字" }]);
    expect(sheet).not.toContain("<f>");
    expect(parts.has("xl/calcChain.xml")).toBe(false);
    expect(parts.get("xl/_rels/workbook.xml.rels")!.toString("utf8")).not.toContain("calcChain");
  });
});
