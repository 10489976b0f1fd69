/** A workbook as a value that transformations change, and its bytes, written fast. */
import { type Cell, columnLetters } from "../../../fixtures/sheets.ts";
import {
  DECLARATION,
  MAIN,
  type Member,
  RELATIONSHIPS,
  relationshipsXml,
  sharedStringsXml,
  workbookXml,
  worksheetXml,
  zip,
} from "../package/package-builder.ts";

/** A plain value, or a figure that is shown in a number format. */
export type OfficeCell = Cell | { readonly shown: number; readonly format: string };

/** Rows and columns count from 0; all four are inside. */
export interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Cells with their merges; null is blank, and a row may be shorter than others. */
export interface Grid {
  readonly rows: readonly (readonly OfficeCell[])[];
  readonly merges: readonly Rectangle[];
}

/** The rectangle of an Excel Table: one header row first, and one totals row last where `totals`. */
export interface ExcelTable extends Rectangle {
  readonly totals: boolean;
}

export interface BookSheet extends Grid {
  readonly name: string;
  readonly table: ExcelTable | null;
  /** Rows below the last header row, where a blank row changes nothing. */
  readonly data: readonly number[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  readonly hidden: boolean;
}

export const sheetOf = (name: string, grid: Grid, more: Partial<BookSheet> = {}): BookSheet => ({
  ...grid,
  table: null,
  data: [],
  hiddenRows: [],
  hiddenColumns: [],
  hidden: false,
  ...more,
  name,
});

export const widthOf = ({ rows }: Grid): number => rows.reduce((most, row) => Math.max(most, row.length), 0);

const shifted = (rectangle: Rectangle, down: number, right: number): Rectangle => ({
  top: rectangle.top + down,
  left: rectangle.left + right,
  bottom: rectangle.bottom + down,
  right: rectangle.right + right,
});

/** One under another. */
export const below = (...grids: readonly Grid[]): Grid => {
  let down = 0;
  const merges = grids.flatMap((grid) => {
    const moved = grid.merges.map((merge) => shifted(merge, down, 0));
    down += grid.rows.length;
    return moved;
  });
  return { rows: grids.flatMap(({ rows }) => rows), merges };
};

/** Side by side, with so many blank columns between. */
export const beside = (grids: readonly Grid[], gap: number): Grid => {
  const height = Math.max(0, ...grids.map(({ rows }) => rows.length));
  const rows: OfficeCell[][] = Array.from({ length: height }, () => []);
  const merges: Rectangle[] = [];
  let right = 0;
  for (const grid of grids) {
    const width = widthOf(grid);
    for (const [at, row] of rows.entries()) {
      while (row.length < right) row.push(null);
      row.push(...(grid.rows[at] ?? []));
    }
    merges.push(...grid.merges.map((merge) => shifted(merge, 0, right)));
    right += width + gap;
  }
  return { rows, merges };
};

/** Rows for columns. */
export const transposed = (grid: Grid): Grid => ({
  rows: Array.from({ length: widthOf(grid) }, (_, column) => grid.rows.map((row) => row[column] ?? null)),
  merges: grid.merges.map(({ top, left, bottom, right }) => ({ top: left, left: top, bottom: right, right: bottom })),
});

/** A blank row before row `at`; merges that reach over it grow. */
export const withBlankRow = (sheet: BookSheet, at: number): BookSheet => {
  const move = (row: number): number => (row >= at ? row + 1 : row);
  const grown = <T extends Rectangle>(rectangle: T): T => ({
    ...rectangle,
    top: move(rectangle.top),
    bottom: move(rectangle.bottom),
  });
  return {
    ...sheet,
    rows: [...sheet.rows.slice(0, at), [], ...sheet.rows.slice(at)],
    merges: sheet.merges.map(grown),
    table: sheet.table === null ? null : grown(sheet.table),
    data: sheet.data.map(move),
    hiddenRows: sheet.hiddenRows.map(move),
  };
};

/** A blank column before column `at`; merges that reach over it grow. */
export const withBlankColumn = (sheet: BookSheet, at: number): BookSheet => {
  const move = (column: number): number => (column >= at ? column + 1 : column);
  const grown = <T extends Rectangle>(rectangle: T): T => ({
    ...rectangle,
    left: move(rectangle.left),
    right: move(rectangle.right),
  });
  return {
    ...sheet,
    rows: sheet.rows.map((row) => (row.length < at ? row : [...row.slice(0, at), null, ...row.slice(at)])),
    merges: sheet.merges.map(grown),
    table: sheet.table === null ? null : grown(sheet.table),
    hiddenColumns: sheet.hiddenColumns.map(move),
  };
};

const escaped = (text: string): string => text.replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`);
const reference = ({ top, left, bottom, right }: Rectangle): string =>
  `${columnLetters(left + 1)}${top + 1}:${columnLetters(right + 1)}${bottom + 1}`;

/** Days since 1899-12-30, as workbooks count. */
const serial = (date: Date): number => Math.round(date.getTime() / 86_400_000) + 25_569;
const DATE_FORMAT = "yyyy-mm-dd";

const tableXml = (sheet: BookSheet, table: ExcelTable, id: number): string => {
  const header = sheet.rows[table.top] ?? [];
  const columns = Array.from({ length: table.right - table.left + 1 }, (_, at) => {
    const name = escaped(String(header[table.left + at] ?? `列${at + 1}`));
    return `<tableColumn id="${at + 1}" name="${name}"${table.totals && at === 0 ? ' totalsRowLabel="汇总"' : ""}/>`;
  });
  const filter = reference({ ...table, bottom: table.bottom - (table.totals ? 1 : 0) });
  const totals = table.totals ? ' totalsRowCount="1"' : ' totalsRowShown="0"';
  return `${DECLARATION}<table xmlns="${MAIN}" id="${id}" name="表${id}" displayName="表${id}" ref="${reference(table)}"${totals}><autoFilter ref="${filter}"/><tableColumns count="${columns.length}">${columns.join("")}</tableColumns></table>`;
};

/** The bytes of a workbook of these sheets: stored, with shared strings, formats, merges, Tables and hidden parts. */
export const bookBytes = (sheets: readonly BookSheet[]): Buffer => {
  const strings = new Map<string, number>();
  const formats = new Map<string, number>();
  const indexIn = (known: Map<string, number>, text: string): number => {
    const index = known.get(text) ?? known.size;
    known.set(text, index);
    return index;
  };
  const cellXml = (cell: OfficeCell, place: string): string => {
    if (cell === null) return "";
    if (typeof cell === "string") return `<c r="${place}" t="s"><v>${indexIn(strings, cell)}</v></c>`;
    if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
    if (cell instanceof Date) {
      return `<c r="${place}" s="${indexIn(formats, DATE_FORMAT) + 1}"><v>${serial(cell)}</v></c>`;
    }
    if ("formula" in cell) return `<c r="${place}"><f>${escaped(cell.formula)}</f><v>${cell.result}</v></c>`;
    return `<c r="${place}" s="${indexIn(formats, cell.format) + 1}"><v>${cell.shown}</v></c>`;
  };
  const members: Member[] = [];
  for (const [index, sheet] of sheets.entries()) {
    const hidden = new Set(sheet.hiddenRows);
    const rows = sheet.rows.map((row, at) => {
      const cells = row.map((cell, column) => cellXml(cell, `${columnLetters(column + 1)}${at + 1}`)).join("");
      return cells === "" ? "" : `<row r="${at + 1}"${hidden.has(at) ? ' hidden="1"' : ""}>${cells}</row>`;
    });
    const columns = sheet.hiddenColumns.map((at) => `<col min="${at + 1}" max="${at + 1}" width="9" hidden="1"/>`);
    const before = columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
    const merges = sheet.merges.map((merge) => `<mergeCell ref="${reference(merge)}"/>`).join("");
    const merged = merges === "" ? "" : `<mergeCells>${merges}</mergeCells>`;
    const parts = sheet.table === null ? "" : '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>';
    const xml = worksheetXml(rows.join(""), { before, after: merged + parts });
    members.push({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      data: xml.replace("<worksheet ", `<worksheet xmlns:r="${RELATIONSHIPS}" `),
    });
    if (sheet.table === null) continue;
    members.push(
      { name: `xl/tables/table${index + 1}.xml`, data: tableXml(sheet, sheet.table, index + 1) },
      {
        name: `xl/worksheets/_rels/sheet${index + 1}.xml.rels`,
        data: relationshipsXml([{ id: "rId1", kind: "table", target: `../tables/table${index + 1}.xml` }]),
      },
    );
  }
  const declared = sheets.map(({ name, hidden }, index) => ({
    name: escaped(name),
    id: `rId${index + 1}`,
    ...(hidden ? { state: "hidden" } : {}),
  }));
  const codes = [...formats.keys()].map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`);
  const cellFormats = ["0", ...codes.map((_, at) => String(164 + at))].map((id) => `<xf numFmtId="${id}"/>`);
  const styles = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="${codes.length}">${codes.join("")}</numFmts><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="${cellFormats.length}">${cellFormats.join("")}</cellXfs></styleSheet>`;
  const kinds = [
    ...sheets.map((_, index) => [`worksheets/sheet${index + 1}`, "worksheet"]),
    ...sheets.flatMap(({ table }, index) => (table === null ? [] : [[`tables/table${index + 1}`, "table"]])),
    ["workbook", "sheet.main"],
    ["sharedStrings", "sharedStrings"],
    ["styles", "styles"],
  ];
  const types = kinds.map(
    ([part, kind]) =>
      `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`,
  );
  const relations = sheets.map((_, index) => ({
    id: `rId${index + 1}`,
    kind: "worksheet",
    target: `worksheets/sheet${index + 1}.xml`,
  }));
  const all: Member[] = [
    {
      name: "[Content_Types].xml",
      data: `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join("")}</Types>`,
    },
    {
      name: "_rels/.rels",
      data: relationshipsXml([{ id: "rId1", kind: "officeDocument", target: "xl/workbook.xml" }]),
    },
    { name: "xl/workbook.xml", data: workbookXml(declared) },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: relationshipsXml([
        ...relations,
        { id: "rIdS", kind: "sharedStrings", target: "sharedStrings.xml" },
        { id: "rIdT", kind: "styles", target: "styles.xml" },
      ]),
    },
    { name: "xl/styles.xml", data: styles },
    ...members,
    {
      name: "xl/sharedStrings.xml",
      data: sharedStringsXml(
        [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join(""),
      ),
    },
  ];
  return zip(all.map((member) => ({ ...member, stored: true })));
};
