/** Comments of a sheet: the part of their texts, and the drawing that programs show them in. */
import { cellReference } from "../../package/address.ts";
import {
  appendEdit,
  applyEdits,
  attributeIn,
  cellText,
  DECLARATION,
  elementsOf,
  tagEnd,
  tagPrefix,
  withPrefix,
} from "./markup.ts";

export interface Comment {
  readonly row: number;
  readonly column: number;
  readonly title: string;
  readonly text: string;
}

const AUTHOR = "qe-audit";

const commentItems = (comments: readonly Comment[], author: number): string =>
  comments
    .map(({ row, column, title, text }) => {
      const heading = `<r><rPr><b/><sz val="10"/><color rgb="FF000000"/><rFont val="宋体"/></rPr><t xml:space="preserve">${cellText(title)}\n</t></r>`;
      const body = `<r><rPr><sz val="10"/><color rgb="FF000000"/><rFont val="宋体"/></rPr><t xml:space="preserve">${cellText(text)}</t></r>`;
      return `<comment ref="${cellReference(row, column)}" authorId="${author}"><text>${heading}${body}</text></comment>`;
    })
    .join("");

export const commentsPart = (comments: readonly Comment[], main: string): string =>
  `${DECLARATION}<comments xmlns="${main}"><authors><author>${AUTHOR}</author></authors><commentList>${commentItems(comments, 0)}</commentList></comments>`;

/**
 * A part of other people's comments and its drawing with comments put beside theirs, and the comments that found no place:
 * those of cells that have one. Null where the two are not made as programs make them.
 */
export const besideOthers = (
  origin: { readonly file: string; readonly part: string },
  text: string,
  drawing: string,
  comments: readonly Comment[],
  block: number,
): { readonly text: string; readonly drawing: string; readonly left: readonly Comment[] } | null => {
  const root = elementsOf(origin, text, ["ref"]);
  const authors = root.children.find(({ name }) => name === "authors");
  const list = root.children.find(({ name }) => name === "commentList");
  const end = drawing.lastIndexOf("</xml>");
  const map = drawing.search(/<o:idmap\b/);
  const blocks = map < 0 ? null : attributeIn(drawing, map, tagEnd(drawing, map), "data");
  if (authors === undefined || list === undefined || end < 0 || blocks === null) return null;
  const taken = new Set(list.children.map(({ attributes }) => attributes.get("ref")));
  const isTaken = ({ row, column }: Comment): boolean => taken.has(cellReference(row, column));
  const added = comments.filter((comment) => !isTaken(comment));
  const prefix = tagPrefix(text, root.start);
  const type = drawing.includes(`id="${SHAPE_TYPE}"`) ? "" : shapeType;
  return {
    text: applyEdits(text, [
      appendEdit(text, authors, withPrefix(`<author>${AUTHOR}</author>`, prefix)),
      appendEdit(text, list, withPrefix(commentItems(added, authors.children.length), prefix)),
    ]),
    drawing: applyEdits(drawing, [
      { ...blocks, text: `data="${[blocks.value, ...blocksFrom(block, added)].join(",")}"` },
      { start: end, end, text: type + shapesOf(added, block) },
    ]),
    left: comments.filter(isTaken),
  };
};

/**
 * What remains of a part of comments without those of an earlier run, known by their author or, where a program has
 * dropped it, by having all `words` of a language; null where it has none of them. `cells` are those that had one, `left`
 * is how many comments of other people there are.
 */
export const withoutOwnComments = (
  origin: { readonly file: string; readonly part: string },
  text: string,
  words: readonly (readonly string[])[],
): { readonly text: string; readonly cells: ReadonlySet<string>; readonly left: number } | null => {
  const root = elementsOf(origin, text, ["authorId", "ref"]);
  const child = (name: string) => root.children.find((element) => element.name === name)?.children ?? [];
  const authors = child("authors").map(({ inner, close }) => text.slice(inner, close).trim());
  const comments = child("commentList");
  const removed = comments.filter(({ attributes, start, end }) => {
    const author = authors[Number(attributes.get("authorId") ?? -1)] ?? "";
    return (
      author === AUTHOR ||
      (author === "" && words.some((all) => all.every((word) => text.slice(start, end).includes(word.trim()))))
    );
  });
  if (removed.length === 0) return null;
  return {
    text: applyEdits(
      text,
      removed.map(({ start, end }) => ({ start, end, text: "" })),
    ),
    cells: new Set(removed.map(({ attributes }) => attributes.get("ref") ?? "")),
    left: comments.length - removed.length,
  };
};

const SHAPE_END = "</v:shape>";

/** A drawing without the shapes of comments at these cells, and how many other shapes there are. */
export const withoutShapes = (drawing: string, cells: ReadonlySet<string>): { text: string; left: number } => {
  let left = 0;
  const kept = (shape: string): string => {
    const row = /<x:Row>\s*(\d+)/.exec(shape)?.[1];
    const column = /<x:Column>\s*(\d+)/.exec(shape)?.[1];
    const note = /ObjectType\s*=\s*["']Note["']/.test(shape) && row !== undefined && column !== undefined;
    if (note && cells.has(cellReference(Number(row) + 1, Number(column) + 1))) return "";
    left++;
    return shape;
  };
  const pieces: string[] = [];
  let at = 0;
  for (const { index: start } of drawing.matchAll(/<v:shape\s/g)) {
    if (start < at) continue;
    const end = drawing.indexOf(SHAPE_END, start);
    if (end < 0) break;
    pieces.push(drawing.slice(at, start), kept(drawing.slice(start, end + SHAPE_END.length)));
    at = end + SHAPE_END.length;
  }
  return { text: pieces.join("") + drawing.slice(at), left };
};

const WIDTH = 240;
const LINE_HEIGHT = 14;
const MOST_LINES = 24;
/** Half-width characters that fit on a line of a comment. */
const LINE_LENGTH = 42;

const lineCount = ({ title, text }: Comment): number => {
  let lines = 0;
  for (const line of `${title}\n${text.slice(0, MOST_LINES * LINE_LENGTH)}`.split("\n")) {
    let width = 0;
    for (const character of line) width += character < "\u1100" ? 1 : 2;
    lines += Math.max(1, Math.ceil(width / LINE_LENGTH));
  }
  return Math.min(MOST_LINES, lines);
};

/** Shapes are numbered in blocks of this size, each belonging to one drawing. */
const BLOCK = 1024;

/** How many blocks the shapes of so many comments take. */
export const shapeBlocks = (comments: number): number => Math.max(1, Math.ceil((comments + 1) / BLOCK));

const blocksFrom = (block: number, comments: readonly Comment[]): number[] =>
  Array.from({ length: shapeBlocks(comments.length) }, (_, index) => block + index);

const shapesOf = (comments: readonly Comment[], block: number): string =>
  comments
    .map((comment, index) => {
      const height = (lineCount(comment) + 1) * LINE_HEIGHT;
      return `<v:shape id="_x0000_s${block * BLOCK + 1 + index}" type="#${SHAPE_TYPE}" style="position:absolute;margin-left:60pt;margin-top:2pt;width:${WIDTH}pt;height:${height}pt;z-index:${index + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>${comment.row - 1}</x:Row><x:Column>${comment.column - 1}</x:Column></x:ClientData></v:shape>`;
    })
    .join("");

const SHAPE_TYPE = "_x0000_t202";
const shapeType = `<v:shapetype id="${SHAPE_TYPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`;

/**
 * @param block number of the first block of shapes; those of one workbook must not share a block.
 */
export const commentDrawing = (comments: readonly Comment[], block: number): string =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocksFrom(block, comments).join(",")}"/></o:shapelayout>${shapeType}${shapesOf(comments, block)}</xml>`;
