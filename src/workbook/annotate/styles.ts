/** Cell formats of the copy: those of the input with another ground, and those of the sheet of problems. */
import type { Severity } from "../../model/county.ts";
import {
  appendEdit,
  applyEdits,
  attributeEdit,
  attributeIn,
  DECLARATION,
  type Edit,
  type Element,
  elementsOf,
  tagEnd,
  tagPrefix,
  withPrefix,
} from "./markup.ts";

const SECTIONS = ["fonts", "fills", "borders", "cellXfs"] as const;
type Section = (typeof SECTIONS)[number];

/** Order of what may stand in a part of styles before each section, itself included. */
const ORDER = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"];

/** What formats with the number 0, and the first two fills, are for every program. */
const DEFAULTS: Readonly<Record<Section, readonly string[]>> = {
  fonts: ['<font><sz val="11"/><name val="Calibri"/></font>'],
  fills: ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
  borders: ["<border><left/><right/><top/><bottom/><diagonal/></border>"],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
};

const solid = (colour: string, behind = 'indexed="64"'): string =>
  `<fill><patternFill patternType="solid"><fgColor ${colour}/><bgColor ${behind}/></patternFill></fill>`;
const HEADER_GROUND = solid('rgb="FF1F3864"');

/**
 * The grounds of marks. What lies behind a solid ground is never seen, so that it can tell a later run that the ground is
 * a mark, and what stood there before: nothing, or the colour that is written behind, under a ground of its own.
 */
const GROUNDS: Readonly<Record<Severity, { readonly overNone: string; readonly overColour: string }>> = {
  error: { overNone: "FFFFC7CE", overColour: "FFFFC7CD" },
  warning: { overNone: "FFFFEB9C", overColour: "FFFFEB9B" },
};
const NOTHING_BEHIND = 'rgb="FFFEFFFE"';

const COLOUR_IN_FRONT = /<(?:[^\s:<>]+:)?fgColor\s([^<>]*)>/;
const COLOUR_BEHIND = /<(?:[^\s:<>]+:)?bgColor\s([^<>]*)>/;
/** The attributes of a colour in a fill. */
const colourIn = (fill: string, colour: RegExp): string | undefined =>
  colour.exec(fill)?.[1]?.replace(/\/$/, "").trimEnd();
const isSolid = (fill: string): boolean => /\spatternType\s*=\s*["']solid["']/.test(fill);
const rgbOf = (colour: string | undefined): string | undefined =>
  /(?:^|\s)rgb\s*=\s*["']([^"']*)/.exec(colour ?? "")?.[1];

/** What a fill is: a mark of an earlier run over `colour`, or a colour of the workbook's own; null for nothing plain. */
const readFill = (fill: string): { readonly mark: "sure" | "likely" | null; readonly colour: string | null } => {
  const front = colourIn(fill, COLOUR_IN_FRONT);
  if (front === undefined || !isSolid(fill)) return { mark: null, colour: null };
  const behind = colourIn(fill, COLOUR_BEHIND);
  for (const { overNone, overColour } of Object.values(GROUNDS)) {
    if (rgbOf(front) === overNone) {
      return rgbOf(behind) === rgbOf(NOTHING_BEHIND)
        ? { mark: "sure", colour: null }
        : { mark: "likely", colour: front };
    }
    if (rgbOf(front) === overColour && behind !== undefined) return { mark: "sure", colour: behind };
  }
  return { mark: null, colour: front };
};

const font = (size: number, marks = "", color = "FF000000"): string =>
  `<font>${marks}<sz val="${size}"/><color rgb="${color}"/><name val="等线"/></font>`;
const FONTS = {
  title: font(14, "<b/>"),
  header: font(10, "<b/>", "FFFFFFFF"),
  body: font(10),
  link: font(10, "<u/>", "FF0563C1"),
};

const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
const FRAME = `<border>${["left", "right", "top", "bottom"].map(side).join("")}<diagonal/></border>`;

const EMPTY_PART = (main: string): string =>
  `${DECLARATION}<styleSheet xmlns="${main}"><fonts count="1">${DEFAULTS.fonts[0]}</fonts><fills count="2">${DEFAULTS.fills.join("")}</fills><borders count="1">${DEFAULTS.borders[0]}</borders><cellStyleXfs count="1">${DEFAULTS.cellXfs[0]}</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** Formats of the sheet of problems, as numbers of cell formats. */
export interface ListingStyles {
  readonly title: number;
  readonly note: number;
  readonly header: number;
  readonly text: number;
  readonly number: number;
  readonly link: number;
  readonly error: number;
  readonly warning: number;
}

export interface StylePatch {
  /** The cell format that is `base`, without an earlier run's mark, on the ground of a severity. */
  filled(base: number, severity: Severity, commented: boolean): number;
  /**
   * The cell format that is `base` without the ground of an earlier run's mark; `base` itself where it has none. A ground
   * of the same colour that other programs may have made is taken for one only where a `commented` cell has it.
   */
  plain(base: number, commented: boolean): number;
  readonly listing: ListingStyles;
  /** The part with all formats that were asked for. */
  text(): string;
}

/**
 * Adds formats to the part of styles `text`, or to a new one where it is null.
 *
 * @param main namespace of the workbook's vocabulary.
 * @param used numbers of formats that cells have. Those that no format stands behind must not get one, or a plain
 *   number would become a date.
 */
export const patchStyles = (
  origin: { readonly file: string; readonly part: string },
  source: string | null,
  main: string,
  used: ReadonlySet<number>,
): StylePatch => {
  const isEmpty = source === null || elementsOf(origin, source).children.length === 0;
  const text = isEmpty ? EMPTY_PART(main) : source;
  const root = elementsOf(origin, text);
  const added: Record<Section, string[]> = { fonts: [], fills: [], borders: [], cellXfs: [] };
  const sections = new Map<Section, Element>();
  for (const name of SECTIONS) {
    const element = root.children.find((child) => child.name === name);
    if (element !== undefined) sections.set(name, element);
    added[name].push(...DEFAULTS[name].slice(element?.children.length ?? 0));
  }
  const add = (section: Section, markup: string): number =>
    (sections.get(section)?.children.length ?? 0) + added[section].push(markup) - 1;

  const formats = sections.get("cellXfs")?.children ?? [];
  const fillElements = sections.get("fills")?.children ?? [];
  const newFills = new Map<string, number>();
  const addFill = (markup: string): number => {
    const known = newFills.get(markup);
    if (known !== undefined) return known;
    const number = add("fills", markup);
    newFills.set(markup, number);
    return number;
  };
  const fillsOf = new Map<number, ReturnType<typeof readFill>>();
  const fillOf = (base: number): ReturnType<typeof readFill> => {
    const known = fillsOf.get(base);
    if (known !== undefined) return known;
    const read = lookUpFill(base);
    fillsOf.set(base, read);
    return read;
  };
  const lookUpFill = (base: number): ReturnType<typeof readFill> => {
    const format = formats[base];
    const id = format === undefined ? null : attributeIn(text, format.start, format.inner, "fillId");
    const fill = fillElements[Number(id?.value ?? 0)];
    return fill === undefined ? { mark: null, colour: null } : readFill(text.slice(fill.start, fill.end));
  };
  /** Taken from the part itself, they have the prefix of their section already. */
  const clones = new Set<string>();

  const addFormat = (markup: string): number => {
    while (used.has(formats.length + added.cellXfs.length)) added.cellXfs.push(DEFAULTS.cellXfs[0]!);
    return add("cellXfs", markup);
  };

  const made = new Map<string, number>();
  const withFill = (base: number, fill: string | null): number => {
    const key = `${base} ${fill}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const format = formats[base];
    let markup = DEFAULTS.cellXfs[0]!;
    if (format !== undefined) markup = text.slice(format.start, format.end);
    for (const [name, value] of [
      ["fillId", String(fill === null ? 0 : addFill(fill))],
      ["applyFill", "1"],
    ] as const) {
      markup = applyEdits(markup, [attributeEdit(markup, 0, tagEnd(markup, 0), name, value)]);
    }
    if (format !== undefined) clones.add(markup);
    const number = addFormat(markup);
    made.set(key, number);
    return number;
  };
  const filled = (base: number, severity: Severity, commented: boolean): number => {
    const fill = fillOf(base);
    const colour = fill.mark === "likely" && commented ? null : fill.colour;
    const { overNone, overColour } = GROUNDS[severity];
    return withFill(
      base,
      colour === null ? solid(`rgb="${overNone}"`, NOTHING_BEHIND) : solid(`rgb="${overColour}"`, colour),
    );
  };
  const plain = (base: number, commented: boolean): number => {
    const { mark, colour } = fillOf(base);
    if (mark === null || (mark === "likely" && !commented)) return base;
    return withFill(base, mark === "likely" || colour === null ? null : solid(colour));
  };
  const errorGround = addFill(solid(`rgb="${GROUNDS.error.overNone}"`));
  const warningGround = addFill(solid(`rgb="${GROUNDS.warning.overNone}"`));

  const border = add("borders", FRAME);
  const look = (font: number, fill: number, alignment: string, framed = true): number =>
    addFormat(
      `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="${framed ? border : 0}" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${alignment}/></xf>`,
    );
  const body = add("fonts", FONTS.body);
  const middle = 'vertical="center" wrapText="1"';
  const centred = `horizontal="center" ${middle}`;
  const listing: ListingStyles = {
    title: look(add("fonts", FONTS.title), 0, 'vertical="center"', false),
    note: look(body, 0, 'vertical="center"', false),
    header: look(add("fonts", FONTS.header), addFill(HEADER_GROUND), centred),
    text: look(body, 0, `horizontal="left" indent="1" ${middle}`),
    number: look(body, 0, centred),
    link: look(add("fonts", FONTS.link), 0, centred),
    error: look(body, errorGround, centred),
    warning: look(body, warningGround, centred),
  };

  return {
    filled,
    plain,
    listing,
    text() {
      const edits: Edit[] = [];
      for (const name of SECTIONS) {
        const markups = added[name];
        const element = sections.get(name);
        const prefix = tagPrefix(text, element?.start ?? root.start);
        const inside = markups.map((markup) => (clones.has(markup) ? markup : withPrefix(markup, prefix))).join("");
        const count = String((element?.children.length ?? 0) + markups.length);
        if (element === undefined) {
          const before = root.children.filter((child) => ORDER.slice(0, ORDER.indexOf(name)).includes(child.name));
          const markup = `<${prefix}${name} count="${count}">${inside}</${prefix}${name}>`;
          const at = before.at(-1)?.end ?? root.inner;
          edits.push({ start: at, end: at, text: markup });
          continue;
        }
        edits.push(appendEdit(text, element, inside));
        if (attributeIn(text, element.start, element.inner, "count") !== null) {
          edits.push(attributeEdit(text, element.start, element.inner, "count", count));
        }
      }
      return applyEdits(text, edits);
    },
  };
};
