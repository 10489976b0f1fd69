/** Carries the lists of rooms and of classes that schools returned over into the county workbook's own. */
import type { Collection } from "../model/collection.ts";
import { type School, type Sourced, STAGES } from "../model/school.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import type { CellWrite } from "../workbook/patch.ts";
import { LIST_SHEETS } from "../workbook/sheets.ts";
import type { SourceRecord } from "../workbook/sources.ts";
import { matchKey } from "../workbook/text.ts";
import { findUnit } from "../workbook/units.ts";
import { ROOM_WORDS, STAGE_WORDS } from "../workbook/vocabularies.ts";
import { type Value, writtenAt } from "./cells.ts";
import type { CountyBook } from "./county-book.ts";
import type { Return } from "./returned-form.ts";

const LISTS = ["rooms", "classes"] as const;
type List = (typeof LISTS)[number];

/** A line of a list without its school, by the key of the column: a room or a class. `cell`: where its figure stands. */
interface Line {
  readonly cells: Readonly<Record<string, Value | null>>;
  readonly cell: string | null;
}

/** One school's lists in a file. */
interface ListsOf {
  readonly from: Pick<Return, "file" | "written">;
  readonly school: School;
}

/** What a figure says, or as it was written where it cannot be used: that is for the county workbook to say again. */
const writtenIn = ({ value, cell, state }: Sourced<number>, { written }: ListsOf["from"]): Value | null =>
  state === "given" || cell === null ? value : written(cell);

const linesOf = (list: List, { from, school }: ListsOf): readonly Line[] =>
  list === "rooms"
    ? (school.rooms ?? []).map(({ kind, area }) => ({
        cells: { kind: ROOM_WORDS.word(kind), area: writtenIn(area, from) },
        cell: area.cell,
      }))
    : STAGES.flatMap((stage) =>
        (school.stages[stage].classList ?? []).map(({ name, pupils }) => ({
          cells: { stage: STAGE_WORDS.word(stage), name, pupils: writtenIn(pupils, from) },
          cell: pupils.cell,
        })),
      );

const sameLines = (one: readonly Line[], other: readonly Line[]): boolean => {
  const texts = (lines: readonly Line[]): string =>
    JSON.stringify(lines.map(({ cells }) => JSON.stringify(cells)).sort());
  return texts(one) === texts(other);
};

/** A heading without its unit; null where the unit is another than the list's own. */
const plainHeading = (text: string, unit: string): string | null => {
  const bracketed = /[(（]([^)）]*)[)）]/.exec(text)?.[1];
  const said = bracketed === undefined ? null : findUnit(bracketed);
  const own = findUnit(unit);
  if (said !== null && (said.dimension !== own?.dimension || said.factor !== own.factor)) return null;
  return matchKey(text.replace(/[(（][^)）]*[)）]/g, ""));
};

/** The county workbook's sheet for a list with its columns; null where it has none that every part of a line fits into. */
const sheetFor = (list: List, { raw, reading }: CountyBook) => {
  const name = reading.reading.sheets.find(({ role }) => role === list)?.sheet;
  const sheet = raw.sheets.find((each) => each.name === name);
  const heading = reading.reading.headerRows.find((each) => each.sheet === name)?.to;
  const row = sheet?.rows.find(({ number }) => number === heading);
  if (sheet === undefined || heading === undefined || row === undefined) return null;
  const columns = new Map<string, number>();
  for (const [key, { label, aliases, unit, offered }] of Object.entries(LIST_SHEETS[list].columns)) {
    const names = [label, ...aliases].map(matchKey);
    const found = row.cells.find(({ value }) => names.includes(plainHeading(String(value), unit) ?? ""));
    if (found !== undefined) columns.set(key, found.column);
    else if (offered && key !== "county") return null;
  }
  return { name: sheet.name, columns, first: heading + 1, next: Math.max(heading, sheet.rows.at(-1)?.number ?? 0) + 1 };
};

/** What became of a school's lists. */
export interface CarriedLists {
  readonly sources: readonly SourceRecord[];
  readonly carried: Collection["listsCarried"];
  /** Files with a list that was not carried over. */
  readonly left: readonly string[];
}

/**
 * Carries lists over, school by school. A school of which the county workbook has no such list gets its return's lines under
 * all others; one that has another list there keeps it, whoever wrote that.
 */
export const newListCarrier = (county: CountyBook) => {
  const sheets = Object.fromEntries(LISTS.map((list) => [list, sheetFor(list, county)])) as Record<
    List,
    ReturnType<typeof sheetFor>
  >;
  const from = { file: county.raw.file, written: writtenAt(county.raw) };
  const next: Record<List, number> = { rooms: sheets.rooms?.next ?? 0, classes: sheets.classes?.next ?? 0 };
  const cells = new Map<string, CellWrite[]>();
  return {
    cells,
    carry(
      { code, name }: Pick<SourceRecord, "code" | "name">,
      row: School | null,
      replies: readonly ListsOf[],
      /** What an earlier run said of each figure. */
      before: ReadonlyMap<string, readonly SourceRecord[]>,
    ): CarriedLists {
      const sources: SourceRecord[] = [];
      const carried: Collection["listsCarried"][number][] = [];
      const left = new Set<string>();
      for (const list of LISTS) {
        const item = LIST_SHEETS[list].label;
        const stated = replies
          .map((reply) => ({ reply, lines: linesOf(list, reply) }))
          .filter(({ lines }) => lines.length > 0);
        const [first, ...others] = stated;
        if (first === undefined) {
          sources.push(...(before.get(item) ?? []).map((each) => ({ ...each, code, name })));
          continue;
        }
        const sheet = sheets[list];
        const holds = row === null ? [] : linesOf(list, { from, school: row });
        const isSame = sameLines(holds, first.lines);
        const fits = holds.length === 0 || isSame;
        if (sheet === null || !fits || others.some(({ lines }) => !sameLines(lines, first.lines))) {
          for (const { reply } of stated) left.add(reply.from.file);
          continue;
        }
        const { file } = first.reply.from;
        const record = { code, name, item, value: first.lines.length, file, cell: first.lines[0]!.cell } as const;
        if (isSame) {
          sources.push({ ...record, state: "taken", place: before.get(item)?.[0]?.place ?? null });
          continue;
        }
        const at = next[list];
        for (const line of first.lines) {
          for (const [key, value] of Object.entries({ school: name, code, ...line.cells })) {
            const column = sheet.columns.get(key);
            if (column === undefined || value === null) continue;
            const own = cells.get(sheet.name) ?? [];
            own.push({ row: next[list], column, value, like: sheet.first });
            cells.set(sheet.name, own);
          }
          next[list] += 1;
        }
        sources.push({ ...record, state: "taken", place: fullAddress(sheet.name, cellReference(at, 1)) });
        carried.push({ code, name, file, list, lines: first.lines.length });
      }
      return { sources, carried, left: [...left] };
    },
  };
};
