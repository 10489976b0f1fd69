/** Schools whose row says that they are not in operation, or that its figures are none of this year's. */
import { type RawCell, titleOf } from "../package/raw.ts";
import { concernOf, type Draft, placeOf, setAside } from "./drafts.ts";
import { isExampleName } from "./heading-rows.ts";
import type { SchoolColumn, SchoolPart, SchoolTable } from "./layouts/rows.ts";
import type { Concern, Place, ProblemLog } from "./problems.ts";
import type { Slot } from "./slots.ts";
import { cellAt } from "./table.ts";
import {
  isOfSchoolsNotOpen,
  type SchoolRemark,
  schoolByName,
  schoolByRemark,
  schoolsByHeading,
} from "./terms/school-remarks.ts";
import { cleanText } from "./text.ts";
import { foundText } from "./values.ts";

const SAYING = ["name", "remark"] as const;

/** What one of a school's cells, or a line over it, says of it. */
interface Said {
  readonly says: SchoolRemark;
  readonly part: SchoolPart;
  readonly at: Place;
  readonly concern: Concern;
}

/** So many lines over a table may be its titles. */
const LINES = 10;

/** The line that says something of the schools of a table, or of a part of it, and where it stands. */
interface Line {
  readonly says: SchoolRemark;
  readonly text: string;
  readonly row: number;
  readonly column: number | null;
}

type SaidBy = (text: string) => SchoolRemark | null;

const lineIn = (cells: readonly (RawCell | undefined)[], saidBy: SaidBy): Line | null => {
  for (const cell of cells) {
    const says = cell?.kind === "text" ? saidBy(cell.value as string) : null;
    if (cell !== undefined && says !== null) {
      return { says, text: foundText(cell) ?? "", row: cell.row, column: cell.column };
    }
  }
  return null;
};

const lineOver = ({ sheet, headerRow, above = [] }: SchoolTable, years: readonly number[]): Line | null => {
  const titles = sheet.rows.slice(0, LINES).filter(({ number }) => number < headerRow);
  const saidBy: SaidBy = (text) => (isOfSchoolsNotOpen(text, years, true) ? "not-open" : null);
  const own = lineIn(
    titles.map(({ cells }) => cells[0]),
    saidBy,
  );
  const text = [...above, titleOf(sheet)].find((each) => saidBy(each) !== null);
  return own ?? (text === undefined ? null : { says: "not-open", text, row: headerRow, column: null });
};

/** What the columns beside its figures say of a row: 年度 2024, 是否启用 否. */
const saidBeside = (draft: Draft, part: SchoolPart, years: readonly number[]): Said[] =>
  part.table.states.flatMap(({ column, header, says: remark }): Said[] => {
    const found = foundText(cellAt(part.row.row, column));
    const says = found === null ? null : schoolByRemark(remark(found), null, years);
    if (says === null) return [];
    const at = placeOf({ table: part.table, row: part.row.row.number, column });
    return [{ says, part, at, concern: { school: draft.name, quantity: null, stage: null, label: header, found } }];
  });

/** The columns of a table that may say something of a row: its names, then its remarks. */
const sayingColumns = ({ columns }: SchoolTable): readonly SchoolColumn[] =>
  SAYING.flatMap((id) => columns.filter(({ key }) => key === id));

const saidIn = (
  draft: Draft,
  part: SchoolPart,
  saying: readonly SchoolColumn[],
  years: readonly number[],
): readonly Said[] =>
  saying.flatMap((column): Said[] => {
    const field = column.fieldAt(part.stage);
    const raw = field === null ? undefined : cellAt(part.row.row, column.column);
    if (field === null || raw?.kind !== "text") return [];
    const text = raw.value as string;
    const says = column.key === "name" ? schoolByName(text, years) : schoolByRemark(text, draft.name, years);
    if (says === null) return [];
    const { number } = part.row.row;
    const [row, at] = part.table.upright === true ? [column.column, number] : [number, column.column];
    const concern = concernOf(field, draft.name, raw);
    return [{ says, part, concern, at: placeOf({ table: part.table, row, column: at }) }];
  });

/** That a school is founded after what the workbook describes, so that its figures are planned. */
const saidByFounding = (draft: Draft, last: number | null): Said[] => {
  const slot = draft.slots.get("foundedYear");
  const part = draft.entry.parts.find((each) => slot !== undefined && isOf(slot, each));
  if (slot === undefined || part === undefined || typeof slot.value !== "number" || last === null) return [];
  if (slot.value <= last) return [];
  return [{ says: "not-open", part, at: placeOf(slot), concern: concernOf(slot.field, draft.name, slot.raw) }];
};

const isOf = ({ table, row, column }: Slot, part: SchoolPart): boolean =>
  table === part.table && (table.upright === true ? column : row) === part.row.row.number;

/**
 * Sets the figures of a school aside whose name or 备注, a heading over it, or 建校年份 says that it is planned or closed, and those of a row whose 备注
 * says that they are another year's, estimates or not checked; tells it at the cell that says so. The school stays: who
 * deletes its row, or the remark, says what is true. A row that joins its parent's (是否计校数 = 否) is judged alike.
 *
 * @param years those of the workbook's figures; empty where they are not known.
 * @param last the year in which what the workbook describes ends.
 */
export const setRemarkedAside = (
  drafts: readonly Draft[],
  years: readonly number[],
  last: number | null,
  log: ProblemLog,
): void => {
  const lines = new Map<SchoolTable | readonly RawCell[], Line | null>();
  const once = (over: SchoolTable | readonly RawCell[], find: () => Line | null): Line | null => {
    const known = lines.get(over);
    const line = known === undefined ? find() : known;
    if (known === undefined) lines.set(over, line);
    return line;
  };
  const saidOver = (draft: Draft, part: SchoolPart): Said[] => {
    const { table, row } = part;
    const line =
      once(row.headings, () =>
        // A row that is an example stands over the schools, and is none of them.
        lineIn(row.headings, (text) => (isExampleName(cleanText(text)) ? null : schoolsByHeading(text, years))),
      ) ?? once(table, () => lineOver(table, years));
    if (line === null) return [];
    const at = { sheet: table.sheet.name, order: table.order, row: line.row, column: line.column };
    const concern = { school: draft.name, quantity: null, stage: null, label: null, found: line.text };
    return [{ says: line.says, part, at, concern }];
  };
  const saying = new Map<SchoolTable, readonly SchoolColumn[]>();
  const sayingIn = (table: SchoolTable): readonly SchoolColumn[] => {
    const columns = saying.get(table) ?? sayingColumns(table);
    saying.set(table, columns);
    return columns;
  };
  for (const draft of drafts) {
    const said = [
      ...saidByFounding(draft, last),
      ...draft.entry.parts.flatMap((part) => [
        ...saidIn(draft, part, sayingIn(part.table), years),
        ...saidBeside(draft, part, years),
        ...saidOver(draft, part),
      ]),
    ];
    for (const { says, part, at, concern } of said) {
      if (says === "unclear") {
        log.add(at, { code: "school-remark", facts: {} }, concern);
        continue;
      }
      log.add(at, { code: "school-not-counted", facts: { says } }, concern);
      for (const slot of draft.slots.all) {
        if (slot.field.scope === "identity" || slot.field.previous) continue;
        if (says === "not-open" || isOf(slot, part)) setAside(slot);
      }
    }
  }
};
