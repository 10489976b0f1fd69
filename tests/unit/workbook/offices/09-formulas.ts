import { EVERY_COLUMN, flatHeading, SCHOOLS, SIDE, sideSheets } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

const ZERO_WIDTH = "\u200b";

/** Figures come from formulas, words from other programs: rich text, `_x000D_`, zero-width spaces, dates for years. */
export const formulas = (): OfficeSheet[] => {
  const written = (cell: OfficeCell, at: number): OfficeCell => {
    if (typeof cell === "number") return at % 3 === 0 ? { formula: `ROUND(${cell},2)`, result: cell } : cell;
    if (typeof cell !== "string" || cell === "") return cell;
    const half = Math.ceil(cell.length / 2);
    return [
      { runs: [cell.slice(0, half), cell.slice(half)] },
      `${cell}_x000D_`,
      ZERO_WIDTH + cell.slice(0, half) + ZERO_WIDTH + cell.slice(half),
      `\ufeff${cell}\u00a0`,
      cell,
    ][at % 5]!;
  };
  return [
    {
      name: "学校",
      rows: [
        EVERY_COLUMN.map((column, index) => written(flatHeading(column), index)),
        ...SCHOOLS.map((school, row): OfficeCell[] =>
          EVERY_COLUMN.map((column, index) => {
            const cell = column.cell(school);
            return column.key === "foundedYear" && typeof cell === "number"
              ? { shown: new Date(Date.UTC(cell, 8, 1)), format: "yyyy" }
              : written(cell, index + row);
          }),
        ),
      ],
    },
    ...sideSheets((cell, { sheet, row, column }) => {
      const cells = SIDE[sheet]!.rows[row - 1]!;
      if (typeof cell !== "number") return written(cell, row + column);
      if (sheet === "质量监测" && column === 3) return { shown: cell, format: "0.0%" };
      if (cells[2] === "年" || sheet === "质量监测") {
        return { shown: new Date(Date.UTC(cell, 5, 30)), format: 'yyyy"年"' };
      }
      return written(cell, row + column);
    }),
  ];
};
