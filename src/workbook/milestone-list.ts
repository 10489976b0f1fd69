import type { AskedMilestone } from "../model/asked.ts";
import { FAR_ABOVE_PLAN, type Progress, type Reading } from "../model/county.ts";
import type { Unit } from "../model/quantity.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import { createListReader, type ListReader, saidBy } from "./attached-lists.ts";
import type { ListRows } from "./layouts/rows.ts";
import { joinTables, type Listed } from "./listed.ts";
import type { ProblemLog } from "./problems.ts";
import { LIST_SHEETS } from "./sheets.ts";
import type { DataRow, SkippedRow } from "./table.ts";
import { cleanText, createNearest, matchKey, shownText } from "./text.ts";
import { BASE_UNITS, fifteenDigits, findUnit, type WrittenUnit } from "./units.ts";
import { type Fault, foundText, parseNumber } from "./values.ts";

/** What a plan counts in tens of thousands is often reported one by one. */
const TEN_THOUSAND = "万";
const TEN_THOUSAND_FACTOR = 10_000;

const nameKey = (text: string): string => matchKey(text.replace(/\p{P}/gu, ""));

const factorOf = (unit: WrittenUnit, milestone: WrittenUnit): number | null =>
  unit.dimension === milestone.dimension ? fifteenDigits(unit.factor / milestone.factor) : null;

/** A fault whose number is told in the plan's unit, as everything else of the milestone. */
const rescaled = (fault: Fault, factor: number): Fault =>
  fault.code === "number-as-text" || fault.code === "percent-shown"
    ? { code: fault.code, facts: { taken: fifteenDigits(fault.facts.taken / factor) } }
    : fault;

const PLAIN_NAME = "milestone";
type Figure = "planned" | "done";

interface Entry {
  readonly entry: Progress;
  readonly row: DataRow;
  readonly reader: ListReader;
  /** The plan's milestone that the row is of; null where no plan is known that has it. */
  readonly milestone: AskedMilestone | null;
}

export interface ProgressReading {
  readonly progress: readonly Progress[];
  readonly converted: Reading["converted"];
  /** Rows that say what a row of another table says. */
  readonly repeated: readonly SkippedRow[];
}

/**
 * 年度进展, out of all its tables, one entry per row with a milestone, in the unit of the plan's milestone. A unit in the cell, the row or the
 * heading is converted; one that cannot be leaves the row without figures. A figure far above all that was planned is in
 * another unit: it is told, and no figure of its milestone but 0 counts, since the others were filled in by the same
 * hand. Of a milestone and year to which two tables give different figures, neither counts.
 */
export const readProgress = (
  tables: readonly ListRows[],
  milestones: readonly AskedMilestone[],
  log: ProblemLog,
): ProgressReading => {
  const { columns } = LIST_SHEETS.progress;
  const converted: Reading["converted"][number][] = [];
  const nearest = createNearest(milestones.flatMap(({ names }) => names));
  const byName = new Map(milestones.flatMap((each) => each.names.map((name) => [nameKey(name), each] as const)));

  /** Reads one figure of a row into the milestone's unit. */
  const figure = (
    list: ListRows,
    plain: ListReader,
    row: DataRow,
    key: Figure,
    milestone: AskedMilestone,
    own: WrittenUnit | null,
  ) => {
    const column = list.columns.get(key);
    const typed = foundText(plain.cell(row, "unit"));
    const written = typed === null ? null : cleanText(typed);
    const same = written !== null && written === cleanText(milestone.unit);
    const stated = same ? own : written === null ? (column?.unit ?? own) : findUnit(written);
    const unknown = written !== null && !same && (stated === null || own === null || factorOf(stated, own) === null);
    if (unknown) return { value: plain.read<number>(row, key, columns[key], null), unit: null, unknown: written };
    if (own === null || stated === null) {
      const value = plain.read<number>(row, key, columns[key], null);
      // Of a unit that is not in the table, only itself can stand beside the number.
      const raw = plain.cell(row, key);
      const suffix = raw?.kind === "text" ? (parseNumber(raw.value as string)?.suffix ?? "") : "";
      return { value, unit: null, unknown: value.value !== null && suffix !== "" ? suffix : null };
    }
    const factor = own.factor;
    const scaled: ProblemLog = { ...log, add: (at, fault, concern) => log.add(at, rescaled(fault, factor), concern) };
    const inUnit =
      column === undefined ? list : { ...list, columns: new Map(list.columns).set(key, { ...column, unit: stated }) };
    const base: Unit = BASE_UNITS[own.dimension];
    const read = createListReader(inUnit, scaled).read<number>(row, key, { ...columns[key], unit: base }, null);
    const value = read.value === null ? read : { ...read, value: fifteenDigits(read.value / factor) };
    return { value, unit: stated, unknown: null };
  };

  const entriesIn = (list: ListRows, plain: ListReader, row: DataRow): Entry[] => {
    const name = shownText(foundText(plain.cell(row, PLAIN_NAME)) ?? "");
    if (name === "") return [];
    const cell = fullAddress(list.sheet.name, cellReference(row.row.number, list.columns.get(PLAIN_NAME)?.column ?? 1));
    const year = plain.read<number>(row, "year", columns.year, null);
    const milestone = byName.get(nameKey(name)) ?? null;
    if (milestone === null && milestones.length > 0) {
      plain.tell(row, PLAIN_NAME, { code: "item-unknown", facts: { nearest: nearest(name) } }, null);
    }
    const plainly = (key: Figure) => plain.read<number>(row, key, columns[key], null);
    if (milestone === null) {
      const entry: Progress = { milestone: name, year, planned: plainly("planned"), done: plainly("done"), cell };
      return [{ entry, row, reader: plain, milestone }];
    }
    const own = findUnit(milestone.unit);
    const read = {
      planned: figure(list, plain, row, "planned", milestone, own),
      done: figure(list, plain, row, "done", milestone, own),
    };
    const unknown = read.planned.unknown ?? read.done.unknown;
    const entry: Progress = { milestone: name, year, planned: read.planned.value, done: read.done.value, cell };
    if (unknown !== null) {
      const told = plain.cell(row, "unit") === undefined ? "done" : "unit";
      plain.tell(row, told, { code: "unit-unknown", facts: { unit: unknown, wanted: milestone.unit } }, null);
      const aside = { value: null, state: "invalid" } as const;
      return [
        {
          entry: { ...entry, planned: { ...entry.planned, ...aside }, done: { ...entry.done, ...aside } },
          row,
          reader: plain,
          milestone,
        },
      ];
    }
    const unit = read.done.unit;
    const factor = unit === null || own === null ? null : factorOf(unit, own);
    if (unit !== null && factor !== null && factor !== 1) {
      const at = plain.cell(row, "unit") === undefined ? "done" : "unit";
      const column = list.columns.get(at)?.column ?? 1;
      converted.push({
        sheet: list.sheet.name,
        cell: cellReference(row.row.number, column),
        header: name,
        from: foundText(plain.cell(row, "unit")) ?? unit.text,
        to: milestone.unit,
        factor,
      });
    }
    return [{ entry, row, reader: plain, milestone }];
  };

  const listed = tables.flatMap((list) => {
    const reader = createListReader(list, log);
    return list.rows.flatMap((row) =>
      entriesIn(list, reader, row).map((read): Listed<Entry> => {
        const { milestone, year, done } = read.entry;
        const about = `${read.milestone?.names[0] ?? nameKey(milestone)} ${saidBy(year)}`;
        return { list, row, entry: read, about, says: saidBy(done) };
      }),
    );
  });
  const { entries: joined, repeated } = joinTables(listed, {
    aside: (read): Entry => ({
      ...read,
      entry: { ...read.entry, done: { ...read.entry.done, value: null, state: "invalid" } },
    }),
    oneThing: true,
    report: ({ row, entry }, other) =>
      entry.reader.tell(
        row,
        "done",
        { code: "duplicate-item", facts: { otherCell: other.entry.entry.done.cell ?? other.entry.entry.cell } },
        null,
      ),
  });
  const entries = joined.map(({ entry }) => entry);

  const doubtful = new Set<AskedMilestone>();
  for (const { entry, row, reader, milestone } of entries) {
    const value = entry.done.value;
    if (milestone === null || value === null || value <= FAR_ABOVE_PLAN * milestone.total) continue;
    doubtful.add(milestone);
    const smaller = milestone.unit.startsWith(TEN_THOUSAND) ? milestone.unit.slice(TEN_THOUSAND.length) : null;
    const taken = fifteenDigits(value / TEN_THOUSAND_FACTOR);
    const likely = smaller !== null && smaller !== "" && taken <= FAR_ABOVE_PLAN * milestone.total;
    log.add(
      reader.place(row, "done"),
      {
        code: "progress-above-plan",
        facts: {
          total: milestone.total,
          unit: milestone.unit,
          likely: likely ? smaller : null,
          taken: likely ? taken : null,
        },
      },
      { school: null, quantity: null, stage: null, label: entry.milestone, found: foundText(reader.cell(row, "done")) },
    );
  }
  return {
    progress: entries.map(({ entry, milestone }) =>
      milestone !== null && doubtful.has(milestone) && entry.done.value !== null && entry.done.value !== 0
        ? { ...entry, done: { ...entry.done, value: null, state: "invalid" } }
        : entry,
    ),
    converted,
    repeated,
  };
};
