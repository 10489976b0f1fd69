/** Carries the figures that schools returned over into the county workbook's rows of schools. */
import type { CollectedDifference, CollectedSchool, ItemName, Stated } from "../model/collection.ts";
import type { Scalar, Sourced } from "../model/school.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import type { Fields, SchoolField } from "../workbook/fields.ts";
import { schoolKey } from "../workbook/layouts/join.ts";
import type { CellWrite } from "../workbook/patch.ts";
import type { RosterSchool } from "../workbook/roster.ts";
import type { SourceRecord } from "../workbook/sources.ts";
import { placeOf, type Value } from "./cells.ts";
import { type CountyBook, columnsOf, countyCells, heldIn } from "./county-book.ts";
import { type Candidate, decide, type Preference, STANDING } from "./decide-figure.ts";
import { carriedFields, isSame, itemOf, sourcedOf, writtenAs } from "./figures.ts";
import { joinedByName, type Reply, type Roster, type Subject } from "./join-schools.ts";

/** A school of the county workbook, with the replies whose figures count. */
export interface SubjectToCarry {
  readonly subject: Subject;
  readonly school: CollectedSchool;
  /** Neither empty nor of another year. */
  readonly usable: readonly Reply[];
  /** Not empty. */
  readonly filled: readonly Reply[];
  /** What an earlier run said of each figure, by its label. */
  readonly known: ReadonlyMap<string, readonly SourceRecord[]>;
}

/** What became of a school's figures. */
export interface CarriedFigures {
  readonly sources: readonly SourceRecord[];
  readonly differences: readonly CollectedDifference[];
  /** Where its name stands; null where the workbook has no column for it. */
  readonly nameAt: string | null;
  /** The workbook had figures of it before. */
  readonly hadFigures: boolean;
}

/** What a reply says of a figure; nothing where its form does not have the item. */
const candidatesIn = ({ from, school }: Reply, field: SchoolField, isUsable: boolean): readonly Candidate[] => {
  const sourced = sourcedOf(school, field);
  if (sourced === null) return [];
  const { state, value: given, cell } = sourced;
  const { file, saved, doubled, written } = from;
  const candidate: Candidate = {
    file,
    cell,
    saved,
    value: state === "given" && given !== null && isUsable ? writtenAs(field.quantity.kind, given) : null,
    invalid: state === "invalid" || (state === "given" && !isUsable),
    text: state === "invalid" && cell !== null ? written(cell) : null,
  };
  if (!isUsable || doubled.length === 0) return [candidate];
  const again = doubled.filter((each) => each.school === school && each.field.id === field.id);
  return [
    candidate,
    ...again.map((each) => ({ file, cell: each.cell, saved, value: each.value, invalid: false, text: null })),
  ];
};

/** What the roster says of a figure; null where it says nothing. */
const listedIn = (
  roster: Roster | null,
  listed: RosterSchool | null,
  { scope, key, quantity }: SchoolField,
): { readonly file: string; readonly cell: string | null; readonly value: Value } | null => {
  if (roster === null || listed === null || scope !== "identity") return null;
  const value = (listed as unknown as Readonly<Record<string, Scalar | null | undefined>>)[key];
  if (value === null || value === undefined) return null;
  const cell = (listed.cells as Readonly<Record<string, string | undefined>>)[key] ?? null;
  return { file: roster.file, cell, value: writtenAs(quantity.kind, value) };
};

/** Carries figures over, school by school. A school that the workbook has no row of gets one under all others. */
export const newFigureCarrier = (
  county: CountyBook,
  { fields, roster, prefer }: { readonly fields: Fields; readonly roster: Roster | null; readonly prefer: Preference },
) => {
  const carried = carriedFields(fields).map((field) => ({ field, item: itemOf(field) }));
  const nameItem = itemOf(fields.byId.get("name")!);
  const columns = columnsOf(county);
  const cellAt = countyCells(county);
  const cells = new Map<string, CellWrite[]>();
  const withoutColumn = new Map<string, { readonly item: ItemName; readonly schools: number }>();
  let nextRow = columns?.next ?? 0;

  const put = (address: string, value: Value | null): void => {
    const cell = cellAt(address);
    if (cell === null) return;
    const { sheet, row, column, factor } = cell;
    const inUnit = typeof value === "number" && factor !== 1 ? Number((value / factor).toPrecision(15)) : value;
    const own = cells.get(sheet) ?? [];
    own.push({ row, column, value: inUnit });
    cells.set(sheet, own);
  };

  /** The names that the workbook, the roster and the replies give the school; the first is its own. */
  const namesOf = ({ row, listed, replies, otherNames }: Subject): readonly Stated[] => [
    ...(row === null ? [] : [{ file: null, cell: row.cell, value: row.name }]),
    ...(listed === null ? [] : [{ file: roster!.file, cell: listed.cell, value: listed.name }]),
    ...(row === null && listed === null
      ? replies.slice(0, 1).map(({ from, school: { cell, name } }) => ({ file: from.file, cell, value: name }))
      : []),
    ...otherNames,
  ];

  return {
    cells,
    /** Items that schools state and that the workbook has no column for, by their labels. */
    withoutColumn,
    /** Whether the workbook has a row of a school that was not read. */
    hasRow: (school: CollectedSchool): boolean => columns?.hasRow(school) === true,
    /** The files that figures of a school stand from. */
    filesOf: (known: SubjectToCarry["known"]): ReadonlySet<string> =>
      new Set(
        carried
          .filter(({ field }) => field.scope !== "identity")
          .flatMap(({ item }) => known.get(item.zh) ?? [])
          .flatMap(({ file, state }) => (file !== null && STANDING.has(state) ? [file] : [])),
      ),
    carry({ subject, school, usable, filled, known }: SubjectToCarry): CarriedFigures {
      const { listed, row } = subject;
      const sources: SourceRecord[] = [];
      const differences: CollectedDifference[] = [];
      const tell = (difference: Omit<CollectedDifference, "school" | "undated" | "byName">): void => {
        differences.push({ school, ...difference, undated: false, byName: false });
      };
      const rowNumber = row === null ? nextRow++ : (placeOf(row.cell)?.row ?? null);
      /** Where a figure of the school stands, or is to stand; null where there is no column. */
      const placeFor = (key: string, stage: SchoolField["stage"], own: Sourced<Scalar> | null): string | null => {
        if (own?.cell != null) return own.cell;
        const column = columns?.columnAt(key, stage) ?? null;
        return column === null || rowNumber === null || columns === null
          ? null
          : fullAddress(columns.sheet, cellReference(rowNumber, column));
      };
      const nameAt = row?.cell ?? placeFor("name", null, null);
      if (row === null && nameAt !== null) put(nameAt, school.name);
      const codeAt = placeFor("code", null, null);
      const needsCode = school.code !== null && row?.code !== school.code;
      if (needsCode && codeAt !== null && cellAt(codeAt)?.raw === undefined) put(codeAt, school.code);
      const names = namesOf(subject);
      const [firstName] = names;
      if (names.some(({ value }) => schoolKey(String(value)) !== schoolKey(String(firstName!.value)))) {
        tell({ item: nameItem, kind: "name", stated: names, taken: firstName!.value, place: nameAt });
      }

      const byName = joinedByName(subject);
      let hadFigures = false;
      for (const { field, item } of carried) {
        const own = row === null ? null : sourcedOf(row, field);
        const place = placeFor(field.key, field.stage, own);
        const cell = row === null || place === null ? null : cellAt(place);
        const holds = heldIn(cell, own, field.quantity.kind);
        if (holds !== null && field.scope !== "identity") hadFigures = true;
        const before = known.get(item.zh) ?? [];
        const last = before.find(({ state }) => STANDING.has(state));
        const said = usable.flatMap((reply) => candidatesIn(reply, field, true));
        const candidates = said.length > 0 ? said : filled.flatMap((reply) => candidatesIn(reply, field, false));
        const official = listedIn(roster, listed, field);
        if (candidates.length === 0 && official === null) {
          if (usable.length > 0 && last?.state !== "hand" && last?.value != null) {
            // Its replies have the item no more. Emptied by hand it is forgotten.
            if (holds === null) continue;
            if (place !== null && last.file !== null && isSame(holds, last.value)) {
              const stated = [{ file: null, cell: null, value: holds }];
              tell({ item, kind: "kept", stated, taken: holds, place });
            }
          }
          sources.push(...before.map((each) => ({ ...each, ...school, place: each.place === null ? null : place })));
          continue;
        }
        const decision = decide(
          official === null ? candidates : [{ ...official, saved: null, invalid: false, text: null }],
          { value: holds, formula: cell?.raw?.formula === true, isNewRow: row === null },
          last,
          prefer,
          byName,
        );
        if (place === null) {
          if ((decision.write ?? null) !== null)
            withoutColumn.set(item.zh, { item, schools: (withoutColumn.get(item.zh)?.schools ?? 0) + 1 });
          continue;
        }
        if (decision.write !== undefined) put(place, decision.write);
        for (const { file, cell: statedAt, value, state } of decision.records) {
          const { code, name } = school;
          const stands = STANDING.has(state) ? place : null;
          sources.push({ code, name, item: item.zh, file, cell: statedAt, value, state, place: stands });
        }
        if (decision.difference !== null) differences.push({ school, item, place, ...decision.difference });
        const others =
          official === null ? [] : candidates.filter(({ value }) => value !== null && !isSame(value, official.value));
        if (official !== null && others.length > 0) {
          const stated = [official, ...others.map(({ file, cell: at, value }) => ({ file, cell: at, value: value! }))];
          tell({ item, kind: "roster", stated, taken: decision.write ?? holds, place });
        }
      }
      return { sources, differences, nameAt, hadFigures };
    },
  };
};
