import type { Alignment, Border, Borders, Fill, Font, Style } from "exceljs";

/** What a cell's colour says; its words always say it too. */
export type Tone = "pass" | "floor" | "fail" | "unknown" | "notApplicable";

interface Colours {
  readonly fill: string;
  readonly text: string;
}

export const TONES: Readonly<Record<Tone, Colours>> = {
  pass: { fill: "FFE2EFDA", text: "FF375623" },
  floor: { fill: "FFFFE699", text: "FF7F6000" },
  fail: { fill: "FFF8CBAD", text: "FF9C0006" },
  unknown: { fill: "FFD9D9D9", text: "FF404040" },
  notApplicable: { fill: "FFF2F2F2", text: "FF7F7F7F" },
};

export const INK = "FF1F3864";
const HEADER_FILL = INK;
const BAND_FILL = "FFD9E2F3";
const INPUT_FILL = "FFFFF9E5";
const LINE = "FFBFBFBF";
const FONT = "等线";

/** How a cell looks. `band`: a light heading or label; `input`: a figure that people may change. */
export interface Look {
  readonly tone?: Tone | null;
  readonly ground?: "header" | "band" | "input" | "none";
  readonly bold?: boolean;
  readonly size?: number;
  readonly colour?: string;
  readonly link?: boolean;
  readonly align?: "left" | "center" | "right";
  readonly vertical?: "top" | "middle";
  readonly wrap?: boolean;
  readonly format?: string;
  readonly framed?: boolean;
}

export const solid = (argb: string): Fill => ({ type: "pattern", pattern: "solid", fgColor: { argb } });

const line: Partial<Border> = { style: "thin", color: { argb: LINE } };
const frame: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

const fillOf = (look: Look): Fill | null => {
  if (look.tone != null) return solid(TONES[look.tone].fill);
  switch (look.ground) {
    case "header":
      return solid(HEADER_FILL);
    case "band":
      return solid(BAND_FILL);
    case "input":
      return solid(INPUT_FILL);
    default:
      return null;
  }
};

const colourOf = (look: Look): string => {
  if (look.colour !== undefined) return look.colour;
  if (look.tone != null) return TONES[look.tone].text;
  if (look.link === true) return "FF0563C1";
  return look.ground === "header" ? "FFFFFFFF" : "FF000000";
};

/** Equal looks have equal keys. Spelled out, since JSON.stringify took a tenth of a report's time. */
const keyOf = (look: Look): string =>
  `${look.tone}|${look.ground}|${look.bold}|${look.size}|${look.colour}|${look.link}|${look.align}|${look.vertical}|${look.wrap}|${look.framed}|${look.format}`;

const made = (look: Look): Partial<Style> => {
  const font: Partial<Font> = {
    name: FONT,
    size: look.size ?? 10,
    bold: look.bold ?? look.ground === "header",
    color: { argb: colourOf(look) },
    ...(look.link === true ? { underline: true } : {}),
  };
  const alignment: Partial<Alignment> = {
    horizontal: look.align ?? "left",
    vertical: look.vertical ?? "middle",
    wrapText: look.wrap ?? true,
    ...(look.align === "center" || look.framed === false ? {} : { indent: 1 }),
  };
  const fill = fillOf(look);
  return {
    font,
    alignment,
    ...(fill === null ? {} : { fill }),
    ...(look.framed === false ? {} : { border: frame }),
    ...(look.format === undefined ? {} : { numFmt: look.format }),
  };
};

/** The style of a look. */
export type Styles = (look: Look) => Partial<Style>;

/** The styles of one workbook: equal looks share one object, which is then stored once. */
export const newStyles = (): Styles => {
  const styles = new Map<string, Partial<Style>>();
  return (look) => {
    const key = keyOf(look);
    const known = styles.get(key);
    if (known !== undefined) return known;
    const style = made(look);
    styles.set(key, style);
    return style;
  };
};

/** Number format with so many decimals; `unit` is printed after the figure. */
export const numberFormat = (decimals: number, unit = ""): string => {
  const digits = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  return unit === "" ? digits : `${digits}"${unit}"`;
};
