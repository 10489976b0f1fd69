import type { Paragraph, Table } from "docx";
import type { GridCell, Typeset } from "../docx/typeset.ts";
import { roundedText } from "../wording.ts";
import { areaOf, type FormCell, type FormTable } from "./sheet.ts";

/** A figure as its format prints it: `#,##0.00` has two decimals. */
const textOf = ({ content, look }: FormCell): string =>
  typeof content === "number"
    ? roundedText(content, /\.(0+)/.exec(look?.format ?? "")?.[1]?.length ?? 0)
    : (content ?? "");

/** A table of the form as paragraphs and a table of a paper: its title, its frame with merged cells, its notes. */
export const addGrid = (table: FormTable, set: Typeset, isFirst: boolean): (Paragraph | Table)[] => {
  const [top, bottom] = table.frame;
  const cells = new Map(table.cells.map((each) => [`${each.row}/${each.column}`, each]));
  const areas = table.merges.map(areaOf).filter((area) => area.top >= top && area.bottom <= bottom);
  const covered = (row: number, column: number): boolean =>
    areas.some(
      (area) =>
        row >= area.top &&
        row <= area.bottom &&
        column >= area.left &&
        column <= area.right &&
        !(row === area.top && column === area.left),
    );
  const rows: GridCell[][] = [];
  for (let row = top; row <= bottom; row++) {
    const line: GridCell[] = [];
    for (let column = 1; column <= table.widths.length; column++) {
      if (covered(row, column)) continue;
      const cell = cells.get(`${row}/${column}`);
      const area = areas.find((each) => each.top === row && each.left === column);
      line.push({
        text: cell === undefined ? "" : textOf(cell),
        align: cell?.look?.align ?? "left",
        bold: cell?.look?.bold === true,
        columns: area === undefined ? 1 : area.right - area.left + 1,
        rows: area === undefined ? 1 : area.bottom - area.top + 1,
      });
    }
    rows.push(line);
  }
  // Headings and, where there is one, the row of codes stand again on each page.
  const heads = table.grows === true ? 2 : 1;
  const texts = table.cells.filter(({ row }) => row === 1 || table.notes.includes(row));
  return [
    ...texts.filter(({ row }) => row === 1).map((cell) => set.tableTitle(textOf(cell), !isFirst)),
    set.grid(table.widths, rows, heads),
    ...texts.filter(({ row }) => row !== 1).map((cell) => set.note(textOf(cell))),
  ];
};
