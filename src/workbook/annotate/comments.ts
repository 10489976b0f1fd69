/** Comments of a sheet: the part of their texts, and the drawing that programs show them in. */
import { cellReference } from "../../package/address.ts";
import { applyEdits, cellText, DECLARATION, elementsOf } from "./markup.ts";

export interface Comment {
  readonly row: number;
  readonly column: number;
  readonly title: string;
  readonly text: string;
}

const AUTHOR = "qe-audit";

export const commentsPart = (comments: readonly Comment[], main: string): string => {
  const items = comments.map(({ row, column, title, text }) => {
    const heading = `<r><rPr><b/><sz val="10"/><color rgb="FF000000"/><rFont val="宋体"/></rPr><t xml:space="preserve">${cellText(title)}\n</t></r>`;
    const body = `<r><rPr><sz val="10"/><color rgb="FF000000"/><rFont val="宋体"/></rPr><t xml:space="preserve">${cellText(text)}</t></r>`;
    return `<comment ref="${cellReference(row, column)}" authorId="0"><text>${heading}${body}</text></comment>`;
  });
  return `${DECLARATION}<comments xmlns="${main}"><authors><author>${AUTHOR}</author></authors><commentList>${items.join("")}</commentList></comments>`;
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

/**
 * @param block number of the first block of shapes; those of one workbook must not share a block.
 */
export const commentDrawing = (comments: readonly Comment[], block: number): string => {
  const blocks = Array.from({ length: shapeBlocks(comments.length) }, (_, index) => block + index);
  const shapes = comments.map((comment, index) => {
    const height = (lineCount(comment) + 1) * LINE_HEIGHT;
    return `<v:shape id="_x0000_s${block * BLOCK + 1 + index}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:${WIDTH}pt;height:${height}pt;z-index:${index + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>${comment.row - 1}</x:Row><x:Column>${comment.column - 1}</x:Column></x:ClientData></v:shape>`;
  });
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(",")}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join("")}</xml>`;
};
