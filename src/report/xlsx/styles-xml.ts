import type { Alignment, Borders, Fill, Font, Style } from "exceljs";
import { attribute, DECLARATION, MAIN } from "./xml.ts";

/** Number formats that every reader knows by number; the first that a workbook brings itself has number 164. */
const KNOWN_FORMATS: ReadonlyMap<string, number> = new Map([
  ["0", 1],
  ["0.00", 2],
  ["#,##0", 3],
  ["#,##0.00", 4],
  ["@", 49],
]);
const FIRST_FORMAT = 164;

/** The first two fills are the format's own, whatever stands there. */
const FORCED_FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
];
/** Widths of columns count the digits of this font. */
const DEFAULT_FONT = '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>';
const NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>";

const colourXml = (name: string, colour: { readonly argb?: string } | undefined): string =>
  colour?.argb === undefined ? "" : `<${name} rgb="${colour.argb}"/>`;

const fontXml = ({ bold, underline, size, color, name }: Partial<Font>): string => {
  const parts = [
    bold === true ? "<b/>" : "",
    underline === true ? "<u/>" : "",
    size === undefined ? "" : `<sz val="${size}"/>`,
    colourXml("color", color),
    name === undefined ? "" : `<name${attribute("val", name)}/>`,
  ];
  return `<font>${parts.join("")}</font>`;
};

const fillXml = (fill: Fill): string =>
  fill.type === "pattern"
    ? `<fill><patternFill patternType="${fill.pattern}">${colourXml("fgColor", fill.fgColor)}${colourXml("bgColor", fill.bgColor)}</patternFill></fill>`
    : FORCED_FILLS[0]!;

const borderXml = (border: Partial<Borders>): string => {
  const sides = (["left", "right", "top", "bottom"] as const).map((side) => {
    const line = border[side];
    return line?.style === undefined
      ? `<${side}/>`
      : `<${side} style="${line.style}">${colourXml("color", line.color)}</${side}>`;
  });
  return `<border>${sides.join("")}<diagonal/></border>`;
};

const alignmentXml = ({ horizontal, vertical, textRotation, wrapText, indent }: Partial<Alignment>): string =>
  `<alignment${attribute("horizontal", horizontal)}${attribute("vertical", vertical === "middle" ? "center" : vertical)}${attribute("textRotation", textRotation)}${wrapText === true ? ' wrapText="1"' : ""}${attribute("indent", indent)}/>`;

/** Texts in the order in which they came, each once. */
const collection = (first: readonly string[]) => {
  const places = new Map(first.map((text, index) => [text, index]));
  return {
    place: (text: string): number => {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    xml: (name: string): string => `<${name} count="${places.size}">${[...places.keys()].join("")}</${name}>`,
  };
};

/** The styles of a workbook: a number for each that is asked for, then the part that defines them all. */
export interface StyleTable {
  readonly cell: (style: Partial<Style>) => number;
  /** Of a rule that colours cells. */
  readonly difference: (style: Partial<Style>) => number;
  readonly part: () => string;
}

export const newStyleTable = (): StyleTable => {
  const fonts = collection([DEFAULT_FONT]);
  const fills = collection(FORCED_FILLS);
  const borders = collection([NO_BORDER]);
  const formats = new Map<string, number>();
  const cells = collection(['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']);
  const differences = collection([]);
  // Looks share their style objects, so that few of them have to be spelled out.
  const numbers = new Map<Partial<Style>, number>();
  const formatOf = (format: string): number => {
    const known = KNOWN_FORMATS.get(format) ?? formats.get(format);
    if (known !== undefined) return known;
    formats.set(format, FIRST_FORMAT + formats.size);
    return FIRST_FORMAT + formats.size - 1;
  };
  const cellXml = ({ font, fill, border, numFmt, alignment }: Partial<Style>): string => {
    if (Object.keys({ ...font, ...fill, ...border, ...alignment }).length === 0 && numFmt === undefined) {
      return '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
    }
    const given = [
      attribute("numFmtId", numFmt === undefined ? 0 : formatOf(numFmt)),
      attribute("fontId", font === undefined ? 0 : fonts.place(fontXml(font))),
      attribute("fillId", fill === undefined ? 0 : fills.place(fillXml(fill))),
      attribute("borderId", border === undefined ? 0 : borders.place(borderXml(border))),
      ' xfId="0"',
      numFmt === undefined ? "" : ' applyNumberFormat="1"',
      font === undefined ? "" : ' applyFont="1"',
      fill === undefined ? "" : ' applyFill="1"',
      border === undefined ? "" : ' applyBorder="1"',
    ].join("");
    return alignment === undefined ? `<xf${given}/>` : `<xf${given} applyAlignment="1">${alignmentXml(alignment)}</xf>`;
  };
  return {
    cell: (style) => {
      const known = numbers.get(style);
      if (known !== undefined) return known;
      const number = cells.place(cellXml(style));
      numbers.set(style, number);
      return number;
    },
    difference: ({ font, fill }) =>
      differences.place(
        `<dxf>${font === undefined ? "" : fontXml(font)}${fill === undefined ? "" : fillXml(fill)}</dxf>`,
      ),
    part: () => {
      const own = [...formats].map(([format, id]) => `<numFmt numFmtId="${id}"${attribute("formatCode", format)}/>`);
      return [
        `${DECLARATION}<styleSheet xmlns="${MAIN}">`,
        own.length === 0 ? "" : `<numFmts count="${own.length}">${own.join("")}</numFmts>`,
        fonts.xml("fonts"),
        fills.xml("fills"),
        borders.xml("borders"),
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        cells.xml("cellXfs"),
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
        differences.xml("dxfs"),
        '<tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/></styleSheet>',
      ].join("");
    },
  };
};
