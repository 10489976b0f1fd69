import { EVERY_COLUMN, flatHeading, SCHOOLS, SIDE, sideSheets } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

/** Columns are set apart by blank ones where a new group begins, and rows by blank ones after every fifth school. */
const APART = new Set(["pupils", "teachingArea", "charter"]);

/** Blank rows and columns, an index row, hidden rows and columns that count like the rest, sheets hidden and not. */
export const hiddenAndBlank = (): OfficeSheet[] => {
  const columns = EVERY_COLUMN.flatMap((column) => (APART.has(column.key) ? [null, column] : [column]));
  const rows: OfficeCell[][] = [
    [],
    [null, "学校基本情况表"],
    [],
    [null, null, ...columns.map((column) => (column === null ? null : flatHeading(column)))],
    [
      null,
      null,
      ...columns.map((column, index) =>
        column === null ? null : index < 2 ? "甲乙"[index]! : columns.slice(2, index + 1).filter(Boolean).length,
      ),
    ],
    [],
    ...SCHOOLS.flatMap((school, index): OfficeCell[][] => [
      [null, null, ...columns.map((column) => column?.cell(school) ?? null)],
      ...(index % 5 === 4 ? [[], []] : []),
    ]),
  ];
  const rowOf = (name: string) => rows.findIndex((row) => row.includes(name)) + 1;
  const columnOf = (key: string) => columns.findIndex((column) => column?.key === key) + 3;
  const [profile, items, ...others] = sideSheets();
  return [
    {
      ...profile!,
      rows: SIDE.县情!.rows.flatMap((row, index): OfficeCell[][] => (index % 6 === 5 ? [[], [...row]] : [[...row]])),
      merges: [],
    },
    {
      name: "学校",
      rows,
      hiddenRows: [rowOf("云溪县云河路小学"), rowOf("白塔镇初级中学")],
      hiddenColumns: [columnOf("indoorSportsArea"), columnOf("backboneTeachers"), 1],
    },
    { ...items!, hiddenRows: [5, 6] },
    ...others.map(
      (sheet): OfficeSheet =>
        sheet.name === "佐证"
          ? { ...sheet, state: "hidden" }
          : sheet.name === "班级"
            ? { ...sheet, state: "veryHidden" }
            : sheet,
    ),
    { name: "Sheet9", rows: [], state: "hidden" },
  ];
};
