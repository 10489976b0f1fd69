import { SaxesParser } from "saxes";
import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { blankRows, resultOf } from "./audited-counties.ts";
import { load, membersOf, shownValue } from "./recalculation.ts";

/** The native charts: Excel opens none whose children stand in another order than the schema's. */

const AS_OF = "2025-12-31";

/** Children of elements in the order of ECMA-376, dml-chart.xsd and dml-spreadsheetDrawing.xsd. */
const ORDER: Readonly<Record<string, string>> = {
  "c:chartSpace":
    "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData printSettings",
  "c:chart":
    "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs showDLblsOverMax",
  "c:title": "tx layout overlay spPr txPr",
  "c:plotArea": "layout barChart lineChart catAx valAx dTable spPr",
  "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
  "c:lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
  "c:ser": "idx order tx spPr invertIfNegative marker pictureOptions dPt dLbls trendline errBars cat val smooth shape",
  "c:dLbls":
    "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator",
  "c:catAx":
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
  "c:valAx":
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit minorUnit",
  "c:scaling": "logBase orientation max min",
  "c:legend": "legendPos legendEntry layout overlay spPr txPr",
  "c:strRef": "f strCache",
  "c:numRef": "f numCache",
  "c:strCache": "ptCount pt",
  "c:numCache": "formatCode ptCount pt",
  "xdr:twoCellAnchor": "from to graphicFrame clientData",
  "xdr:graphicFrame": "nvGraphicFramePr xfrm graphic",
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const parsed = (xml: string): Element => {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return root.children[0]!;
};

const everyElement = function* (element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
};
const named = (element: Element, name: string): Element[] =>
  [...everyElement(element)].filter((each) => each.name === name);

/** Elements whose children do not stand in the schema's order. */
const misordered = (root: Element): string[] =>
  [...everyElement(root)].flatMap(({ name, children }) => {
    // The chart of a drawing has the name of a chart's own root, and no children.
    const order = ORDER[name]?.split(" ");
    if (order === undefined || children.length === 0) return [];
    const places = children.map((child) => order.indexOf(child.name.replace(/^\w+:/, "")));
    const sorted = places.every((place, index) => place >= 0 && (index === 0 || place >= places[index - 1]!));
    return sorted ? [] : [`${name}: ${children.map((child) => child.name).join(" ")}`];
  });

const COUNTIES = [
  ["the demo county", resultOf(DEMO_COUNTY, { asOf: AS_OF })],
  ["a county where all is blank", resultOf(blankRows(DEMO_COUNTY), { asOf: AS_OF })],
] as const;

describe.each(COUNTIES)("the charts of %s", (_, result) => {
  let bytes: Uint8Array;
  let parts: Map<string, string>;
  beforeAll(async () => {
    bytes = await renderXlsx(result, { lang: "zh" });
    parts = new Map(membersOf(bytes).map(({ name, text }) => [name, text]));
  });
  const chart = (number: number): Element => parsed(parts.get(`xl/charts/chart${number}.xml`)!);

  test("have every child in the schema's order", () => {
    for (const name of ["xl/charts/chart1.xml", "xl/charts/chart2.xml", "xl/drawings/drawing1.xml"]) {
      expect(misordered(parsed(parts.get(name)!)), name).toEqual([]);
    }
  });

  test("are named and led to: types, relations, and the sheet's last element", () => {
    const types = parts.get("[Content_Types].xml")!;
    for (const part of ["/xl/charts/chart1.xml", "/xl/charts/chart2.xml", "/xl/drawings/drawing1.xml"]) {
      expect(types).toContain(`PartName="${part}"`);
    }
    expect(parts.get("xl/worksheets/_rels/sheet1.xml.rels")).toContain('Target="../drawings/drawing1.xml"');
    expect(parts.get("xl/worksheets/sheet1.xml")).toMatch(/<drawing [^>]*r:id="rId1"\/><\/worksheet>$/);
    expect(
      named(parsed(parts.get("xl/drawings/drawing1.xml")!), "c:chart").map((each) => each.attributes["r:id"]),
    ).toEqual(["rId1", "rId2"]);
  });

  test("hold what the cells hold from which they are drawn", async () => {
    const book = await load(bytes);
    const shownIn = (reference: string): unknown[] => {
      const [, sheet, column, from, to = from] = /^'(.+)'!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?$/.exec(reference)!;
      const rows = Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
      return rows.map((row) => shownValue(book.getWorksheet(sheet!)!.getCell(`${column}${row}`)));
    };
    let compared = 0;
    for (const number of [1, 2]) {
      for (const kind of ["c:strRef", "c:numRef"]) {
        for (const reference of named(chart(number), kind)) {
          const held = new Map(
            named(reference, "c:pt").map((point) => [point.attributes.idx, named(point, "c:v")[0]!.text]),
          );
          shownIn(named(reference, "c:f")[0]!.text).forEach((value, index) => {
            const text = held.get(String(index)) ?? "—";
            expect(value).toBe(kind === "c:numRef" && text !== "—" ? Number(text) : text);
            compared++;
          });
        }
      }
    }
    expect(compared).toBeGreaterThan(60);
  });

  test("count each unit once for each indicator, and draw the limits", () => {
    const series = named(chart(1), "c:ser").map((each) => named(each, "c:val").flatMap((value) => named(value, "c:v")));
    expect(series).toHaveLength(4);
    for (let at = 0; at < 7; at++) {
      expect(series.reduce((sum, values) => sum + Number(values[at]!.text), 0)).toBe(result.summary.units.total);
    }
    const lines = named(chart(2), "c:lineChart").flatMap((each) => named(each, "c:val"));
    expect(lines.map((each) => new Set(named(each, "c:v").map(({ text }) => text)))).toEqual([
      new Set(["0.5"]),
      new Set(["0.45"]),
    ]);
  });
});

test("a county without schools has none", async () => {
  const bytes = await renderXlsx(resultOf({ ...DEMO_COUNTY, schools: [] }, { asOf: AS_OF }), { lang: "zh" });
  expect(membersOf(bytes).filter(({ name }) => /chart|drawing/.test(name))).toEqual([]);
});
