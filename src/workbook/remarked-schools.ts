/** Schools whose row says that they are not in operation, or that its figures are none of this year's. */
import { concernOf, type Draft, placeOf, setAside } from "./drafts.ts";
import type { SchoolPart } from "./layouts/rows.ts";
import type { Place, ProblemLog } from "./problems.ts";
import type { Slot } from "./slots.ts";
import { cellAt } from "./table.ts";
import { type SchoolRemark, schoolByName, schoolByRemark } from "./terms/school-remarks.ts";
import { foundText } from "./values.ts";

const SAYING = ["name", "remark"] as const;

/** What one of a school's cells says of it. */
interface Said {
  readonly says: SchoolRemark;
  readonly part: SchoolPart;
  readonly at: Place;
  readonly field: Slot["field"];
  readonly raw: Slot["raw"];
}

const saidIn = (draft: Draft, part: SchoolPart, years: readonly number[]): Said[] =>
  SAYING.flatMap((id) =>
    part.table.columns.flatMap((column): Said[] => {
      const field = column.key === id ? column.fieldAt(part.stage) : null;
      const raw = field === null ? undefined : cellAt(part.row.row, column.column);
      if (field === null || raw?.kind !== "text") return [];
      const text = raw.value as string;
      const says = id === "name" ? schoolByName(text, years) : schoolByRemark(text, draft.name, years);
      if (says === null) return [];
      const { number } = part.row.row;
      const [row, at] = part.table.upright === true ? [column.column, number] : [number, column.column];
      return [{ says, part, field, raw, at: placeOf({ table: part.table, row, column: at }) }];
    }),
  );

const isOf = ({ table, row, column }: Slot, part: SchoolPart): boolean =>
  table === part.table && (table.upright === true ? column : row) === part.row.row.number;

/**
 * Sets the figures of a school aside whose name or 备注 says that it is planned or closed, and those of a row whose 备注
 * says that they are another year's, estimates or not checked; tells it at the cell that says so. The school stays: who
 * deletes its row, or the remark, says what is true. A row that joins its parent's (是否计校数 = 否) is judged alike.
 *
 * @param years those of the workbook's figures; empty where they are not known.
 */
export const setRemarkedAside = (drafts: readonly Draft[], years: readonly number[], log: ProblemLog): void => {
  for (const draft of drafts) {
    for (const { says, part, at, field, raw } of draft.entry.parts.flatMap((each) => saidIn(draft, each, years))) {
      const concern = concernOf(field, draft.name, raw);
      if (says === "unclear") {
        log.add(at, { code: "school-remark", facts: {} }, concern);
        continue;
      }
      log.add(at, { code: "school-not-counted", facts: { says } }, { ...concern, found: foundText(raw) });
      for (const slot of draft.slots.all) {
        if (slot.field.scope === "identity" || slot.field.previous) continue;
        if (says === "not-open" || isOf(slot, part)) setAside(slot);
      }
    }
  }
};
