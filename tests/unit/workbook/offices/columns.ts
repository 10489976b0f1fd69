import type { RowIdentityKey, SchoolRow } from "../../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../../fixtures/demo-county.ts";
import type { Cell } from "../../../../fixtures/sheets.ts";
import { identityCell, STAGE_WORDS, valueCell } from "../../../../fixtures/words.ts";
import {
  commonSheets,
  IDENTITY_COLUMNS,
  inTenThousands,
  SCHOOL_COLUMNS,
  STAGE_COLUMNS,
} from "../../../../fixtures/write-native.ts";
import { QUANTITIES, type SchoolKey, type StageKey } from "../../../../src/model/quantity.ts";
import { STAGES, type Stage } from "../../../../src/model/school.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

/** A column of figures about schools, before an office gives it a place and a heading. */
export interface Column {
  readonly key: RowIdentityKey | StageKey | SchoolKey;
  readonly stage: Stage | null;
  readonly label: string;
  readonly unit: string;
  readonly money: boolean;
  readonly summed: boolean;
  readonly cell: (school: SchoolRow) => Cell;
}

export const SCHOOLS = DEMO_COUNTY.schools;

const columnOf = (
  key: Column["key"],
  stage: Stage | null,
  summed: boolean,
  cell: (school: SchoolRow) => Cell,
): Column => {
  const { label, unit, kind } = QUANTITIES[key];
  return { key, stage, label, unit: unit === "年" ? "" : unit, money: kind === "money", summed, cell };
};

const SUMMED = new Set(["count", "area", "money"]);

export const IDENTITY: readonly Column[] = IDENTITY_COLUMNS.map((key) =>
  columnOf(key, null, false, (school) => identityCell(school, key)),
);

export const stageColumns = (stage: Stage): Column[] =>
  STAGE_COLUMNS.map((key) =>
    columnOf(key, stage, key !== "grades" && key !== "largestClass", (school) => school.stages[stage]?.[key] ?? null),
  );

export const WHOLE: readonly Column[] = SCHOOL_COLUMNS.map((key) =>
  columnOf(key, null, SUMMED.has(QUANTITIES[key].kind), (school) => valueCell(school.values[key])),
);

export const REMARK: Column = columnOf("remark", null, false, (school) => school.remark);

export const EVERY_COLUMN: readonly Column[] = [...IDENTITY, ...STAGES.flatMap(stageColumns), ...WHOLE, REMARK];

/** The column in 万元 where it is money in 元. */
export const inWan = (column: Column): Column =>
  column.money
    ? {
        ...column,
        unit: "万元",
        cell: (school) => {
          const value = column.cell(school);
          return typeof value === "number" ? inTenThousands(value) : value;
        },
      }
    : column;

export const stageWord = (column: Column): string => (column.stage === null ? "" : STAGE_WORDS[column.stage]);

/** `小学在校生数（人）`, as a heading of one row says it. */
export const flatHeading = (column: Column, brackets: readonly [string, string] = ["（", "）"]): string =>
  stageWord(column) + column.label + (column.unit === "" ? "" : brackets[0] + column.unit + brackets[1]);

/** The sum of what the schools have in a column; null where it is not summed. */
export const total = (column: Column, schools: readonly SchoolRow[]): Cell => {
  if (!column.summed) return null;
  const cells = schools.map(column.cell).filter((cell) => typeof cell === "number");
  return cells.length === 0 ? null : Number(cells.reduce((sum, cell) => sum + cell, 0).toFixed(4));
};

const TOWNSHIPS: Readonly<Record<string, string>> = {
  枫林小学: "竹园乡",
  双井小学: "石桥镇",
  高台小学: "南坪乡",
  北岭九年一贯制学校: "北岭乡",
};

export const townshipOf = ({ name }: SchoolRow): string =>
  TOWNSHIPS[name ?? ""] ?? /^(?!云溪县)..[镇乡]/.exec(name ?? "")?.[0] ?? "城关镇";

/** The sheets beside the schools by their names. */
export const SIDE: Readonly<Record<string, OfficeSheet>> = (() => {
  const { before, after } = commonSheets(DEMO_COUNTY);
  return Object.fromEntries([...before, ...after].map((sheet) => [sheet.name, sheet]));
})();

/** The sheets beside the schools, each cell as the office writes it. */
export const sideSheets = (
  write: (
    cell: OfficeCell,
    place: { readonly sheet: string; readonly row: number; readonly column: number },
  ) => OfficeCell = (cell) => cell,
): OfficeSheet[] =>
  Object.values(SIDE).map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row, at) =>
      row.map((cell, column) => write(cell, { sheet: sheet.name, row: at + 1, column: column + 1 })),
    ),
  }));

export const blanks = (length: number): null[] => Array.from({ length }, () => null);
