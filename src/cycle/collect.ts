/** Joins the forms that schools returned into one county workbook, with the file and cell of every figure. */
import type { CollectedDifference, CollectedSchool, Collection, ItemName, Stated } from "../model/collection.ts";
import type { Scalar, Sourced } from "../model/school.ts";
import { cellReference, fullAddress } from "../package/address.ts";
import type { Fields, SchoolField } from "../workbook/fields.ts";
import { schoolKey } from "../workbook/layouts/join.ts";
import type { CellWrite } from "../workbook/patch.ts";
import type { SourceRecord } from "../workbook/sources.ts";
import { newListCarrier } from "./carry-lists.ts";
import { cellsAt, placeOf, type Value } from "./cells.ts";
import { type CountyBook, columnsOf, factorsOf, formulasIn, heldIn } from "./county-book.ts";
import { type Candidate, decide, type Preference, STANDS } from "./decide-figure.ts";
import { carriedFields, isSame, itemOf, sourcedOf, writtenAs } from "./figures.ts";
import { joinedByName, joinSchools, type Reply, type Roster } from "./join-schools.ts";
import { isDisputed, ofOtherYear } from "./return-year.ts";
import { isEmptyForm, type Return } from "./returned-form.ts";

export interface CollectOptions {
  readonly fields: Fields;
  /** Null where nobody gave one. */
  readonly roster: Roster | null;
  readonly prefer: Preference;
}

export interface Collected {
  readonly account: Collection;
  /** By sheet of the county workbook. */
  readonly cells: ReadonlyMap<string, readonly CellWrite[]>;
  readonly sources: readonly SourceRecord[];
}

const sameSchool = ({ code, name }: CollectedSchool): string => code ?? ` ${schoolKey(name)}`;

/** What an earlier run said of each school's figures, by their labels. */
const bySchool = (sources: readonly SourceRecord[]): ReadonlyMap<string, ReadonlyMap<string, SourceRecord[]>> => {
  const records = new Map<string, Map<string, SourceRecord[]>>();
  for (const each of sources) {
    const own = records.get(sameSchool(each)) ?? new Map<string, SourceRecord[]>();
    own.set(each.item, [...(own.get(each.item) ?? []), each]);
    records.set(sameSchool(each), own);
  }
  return records;
};

/**
 * Forms that say that their figures are of another year than the county's 数据年份 or, where it has none, than other forms
 * say: by their file, with the text that says so.
 */
const ofOtherYears = (
  returns: readonly Return[],
  { reading }: CountyBook,
): ReadonlyMap<string, Collection["unplaced"][number]> => {
  const own = reading.county.profile.dataYear;
  const meant = own?.state === "given" && typeof own.value === "number" ? own.value : null;
  const disputed = meant === null && isDisputed(returns.map(({ years }) => years));
  return new Map(
    returns.flatMap(({ file, years }) => {
      const found = meant !== null ? ofOtherYear(years, meant) : disputed ? (years[0] ?? null) : null;
      if (found === null) return [];
      const other = meant === null ? null : String(meant);
      return [[file, { file, cell: found.cell, name: found.text, why: "other-year", other }] as const];
    }),
  );
};

/**
 * Joins returns into a county workbook: schools by code, else by name. Of a school with replies every figure that they
 * speak of is what they say: where they contradict each other none is taken. What a person wrote into the county workbook
 * stays, and so does what is known of schools without a reply; schools of the roster are there with or without one. Pure.
 */
export const collectReturns = (
  returns: readonly Return[],
  county: CountyBook,
  { fields, roster, prefer }: CollectOptions,
): Collected => {
  const { schools: sorted, unplaced } = joinSchools(returns, county, roster);
  const otherYears = ofOtherYears(returns, county);
  unplaced.push(...otherYears.values());
  const carried = carriedFields(fields);
  const columns = columnsOf(county);
  const factorAt = factorsOf(county);
  const rawAt = cellsAt(county.raw);
  const sheetOf = new Map(county.raw.sheets.map(({ name }) => [fullAddress(name, ""), name]));
  const records = bySchool(county.sources);

  const cells = new Map<string, CellWrite[]>();
  let changed = 0;
  const put = (address: string, value: Value | null): void => {
    const at = placeOf(address);
    const sheet = at === null ? undefined : sheetOf.get(at.prefix);
    if (at === null || sheet === undefined) return;
    const factor = factorAt(sheet, at.column);
    const inUnit = typeof value === "number" && factor !== 1 ? Number((value / factor).toPrecision(15)) : value;
    const own = cells.get(sheet) ?? [];
    own.push({ row: at.row, column: at.column, value: inUnit });
    cells.set(sheet, own);
    changed++;
  };
  const factorOf = (address: string): number => {
    const at = placeOf(address);
    const sheet = at === null ? undefined : sheetOf.get(at.prefix);
    return at === null || sheet === undefined ? 1 : factorAt(sheet, at.column);
  };
  let next = columns?.next ?? 0;
  const sources: SourceRecord[] = [];
  const differences: CollectedDifference[] = [];
  const withoutColumn = new Map<string, { readonly item: ItemName; readonly schools: number }>();
  const missing: CollectedSchool[] = [];
  const unfilled: Collection["unfilled"][number][] = [];
  const notListed: Collection["notListed"][number][] = [];
  const twice: Collection["twice"][number][] = [];
  const namesakes: Collection["namesakes"][number][] = [];
  const filesGone: Collection["filesGone"][number][] = [];
  const carrier = newListCarrier(county);
  const listsCarried: Collection["listsCarried"][number][] = [];
  const listsLeft = new Set<string>();
  const withoutReturn: CollectedSchool[] = [];
  let replied = 0;

  for (const subject of sorted) {
    const { listed, row, replies, otherNames, apart: isApart = false } = subject;
    const school: CollectedSchool = { code: subject.code, name: listed?.name ?? subject.name };
    const known =
      records.get(sameSchool(school)) ?? records.get(` ${schoolKey(school.name)}`) ?? new Map<string, SourceRecord[]>();
    // A form of another year, or an empty one, is known for its school's, and none of its figures is taken.
    const usable = isApart ? [] : replies.filter(({ from, isEmpty }) => !isEmpty && !otherYears.has(from.file));
    // An empty form takes nothing back of what an earlier one said.
    const filled = replies.filter(({ isEmpty }) => !isEmpty);
    const files = [...new Set(usable.map(({ from }) => from.file))];
    if (row === null && columns?.hasRow(school) === true) {
      for (const { from, school: reply } of replies) {
        unplaced.push({ file: from.file, cell: reply.cell, name: school.name, why: "row-joined", other: null });
      }
      sources.push(...[...known.values()].flat());
      continue;
    }
    const newRow = row === null ? next++ : null;
    /** Where a figure of the school stands, or is to stand; null where there is no column. */
    const placeFor = (key: string, stage: SchoolField["stage"], sourced: Sourced<Scalar> | null): string | null => {
      if (sourced?.cell != null) return sourced.cell;
      const column = columns?.columnAt(key, stage) ?? null;
      const at = newRow ?? (row === null ? null : placeOf(row.cell)?.row) ?? null;
      return column === null || at === null || columns === null
        ? null
        : fullAddress(columns.sheet, cellReference(at, column));
    };
    const nameAt = row?.cell ?? placeFor("name", null, null);
    if (row === null && nameAt !== null) put(nameAt, school.name);
    const codeAt = placeFor("code", null, null);
    if (school.code !== null && row?.code !== school.code && codeAt !== null && rawAt(codeAt) === undefined) {
      put(codeAt, school.code);
    }
    const names: readonly Stated[] = [
      ...(row === null ? [] : [{ file: null, cell: row.cell, value: row.name }]),
      ...(listed === null ? [] : [{ file: roster!.file, cell: listed.cell, value: listed.name }]),
      ...(row === null && listed === null
        ? replies.slice(0, 1).map(({ from, school: { cell, name } }) => ({ file: from.file, cell, value: name }))
        : []),
      ...otherNames,
    ];
    const [firstName] = names;
    if (names.some(({ value }) => schoolKey(String(value)) !== schoolKey(String(firstName!.value)))) {
      differences.push({
        school,
        item: itemOf(fields.byId.get("name")!),
        kind: "name",
        stated: names,
        taken: firstName!.value,
        place: nameAt,
        undated: false,
        byName: false,
      });
    }

    let differing = 0;
    let hasFigures = false;
    for (const field of carried) {
      const { key, quantity } = field;
      const item = itemOf(field);
      const own = row === null ? null : sourcedOf(row, field);
      const place = placeFor(key, field.stage, own);
      const raw = place === null || newRow !== null ? undefined : rawAt(place);
      const holds = heldIn(raw, own, quantity.kind, place === null ? 1 : factorOf(place));
      if (holds !== null && field.scope !== "identity") hasFigures = true;
      const before = known.get(item.zh) ?? [];
      const last = before.find(({ state }) => STANDS.has(state));
      const candidatesOf = (list: readonly Reply[], isUsable: boolean): Candidate[] =>
        list.flatMap(({ from, school: reply }): Candidate[] => {
          const sourced = sourcedOf(reply, field);
          if (sourced === null) return [];
          const { state, value: given, cell } = sourced;
          const value = state === "given" && given !== null && isUsable ? writtenAs(quantity.kind, given) : null;
          const { file, saved } = from;
          const text = state === "invalid" && cell !== null ? from.written(cell) : null;
          const again = from.doubled.filter((each) => isUsable && each.school === reply && each.field.id === field.id);
          return [
            { file, cell, saved, value, invalid: state === "invalid" || (state === "given" && !isUsable), text },
            ...again.map((each) => ({ file, cell: each.cell, saved, value: each.value, invalid: false, text: null })),
          ];
        });
      const said = candidatesOf(usable, true);
      const candidates = said.length > 0 ? said : candidatesOf(filled, false);
      const listedValue = (listed as Readonly<Record<string, unknown>> | null)?.[key] as Scalar | null | undefined;
      const listedAt = (listed?.cells as Readonly<Record<string, string>> | undefined)?.[key] ?? null;
      const isListed = field.scope === "identity" && listedValue != null && roster !== null;
      const official = isListed ? writtenAs(quantity.kind, listedValue) : null;
      if (candidates.length === 0 && official === null) {
        if (usable.length > 0 && last?.state !== "hand" && last?.value != null) {
          // Its replies have the item no more. Emptied by hand it is forgotten.
          if (holds === null) continue;
          if (place !== null && last.file !== null && isSame(holds, last.value)) {
            const stated = [{ file: null, cell: null, value: holds }];
            differences.push({
              school,
              item,
              kind: "kept",
              stated,
              taken: holds,
              place,
              undated: false,
              byName: false,
            });
          }
        }
        sources.push(...before.map((each) => ({ ...each, ...school, place: each.place === null ? null : place })));
        continue;
      }
      const decision = decide(
        official === null
          ? candidates
          : [{ file: roster!.file, cell: listedAt, saved: null, value: official, invalid: false, text: null }],
        { value: holds, formula: raw?.formula === true, isNewRow: newRow !== null },
        last,
        prefer,
        joinedByName(subject),
      );
      if (place === null) {
        const value = decision.write ?? null;
        if (value !== null)
          withoutColumn.set(item.zh, { item, schools: (withoutColumn.get(item.zh)?.schools ?? 0) + 1 });
        continue;
      }
      if (decision.write !== undefined) put(place, decision.write);
      for (const { file, cell, value, state } of decision.records) {
        const { code, name } = school;
        const stands = STANDS.has(state) ? place : null;
        sources.push({ code, name, item: item.zh, file, cell, value, state, place: stands });
      }
      if (decision.difference !== null) {
        differences.push({ school, item, place, ...decision.difference });
        if (decision.difference.kind === "replies") differing++;
      }
      const others =
        official === null ? [] : candidates.filter(({ value }) => value !== null && !isSame(value, official));
      if (official !== null && others.length > 0) {
        const stated = [
          { file: roster!.file, cell: listedAt, value: official },
          ...others.map(({ file, cell, value }) => ({ file, cell, value: value! })),
        ];
        const taken = decision.write ?? holds;
        differences.push({ school, item, kind: "roster", stated, taken, place, undated: false, byName: false });
      }
    }
    const lists = carrier.carry(
      school,
      row,
      usable.map((reply) => ({ from: reply.from, school: reply.school })),
      known,
    );
    sources.push(...lists.sources);
    listsCarried.push(...lists.carried);
    for (const file of lists.left) listsLeft.add(file);
    const gone = new Set(
      carried
        .filter(({ scope }) => scope !== "identity")
        .flatMap((field) => known.get(itemOf(field).zh) ?? [])
        .flatMap(({ file, state }) => (file !== null && STANDS.has(state) ? [file] : [])),
    );
    if (replies.length > 0 ? usable.length > 0 : hasFigures && gone.size > 0) replied++;
    else if (replies.length === 0 && hasFigures) withoutReturn.push(school);
    else {
      missing.push(school);
      const empty = new Set(replies.flatMap(({ from, isEmpty }) => (isEmpty ? [from.file] : [])));
      if (empty.size > 0) unfilled.push({ ...school, files: [...empty] });
    }
    if (files.length > 1) twice.push({ ...school, files, differing });
    const isStray = listed === null && row !== null && replies.length === 0;
    const others = isStray
      ? sorted.filter((each) => each !== subject && schoolKey(each.name) === schoolKey(school.name))
      : [];
    if (others.length > 0) namesakes.push({ ...school, place: nameAt!, others: others.map(({ code }) => code) });
    if (roster !== null && listed === null)
      notListed.push({ ...school, files, place: files.length > 0 && row === null ? null : nameAt });
    if (filled.length === 0 && hasFigures && gone.size > 0) filesGone.push({ ...school, files: [...gone] });
  }

  for (const [sheet, writes] of carrier.cells) {
    cells.set(sheet, [...(cells.get(sheet) ?? []), ...writes]);
    changed += writes.length;
  }
  const formulas = formulasIn(county.raw);
  return {
    cells,
    sources,
    account: {
      returns: returns.length,
      schools: sorted.length,
      replied,
      withoutReturn,
      missing,
      unfilled,
      hasRoster: roster !== null,
      notListed,
      namesakes,
      filesGone,
      twice,
      differences,
      problems: returns.flatMap(({ file, reading }) => {
        // That a form is empty is told of the form.
        const problems = reading.problems.filter(
          ({ code }) => code !== "blank-row" && !(code === "no-schools" && isEmptyForm(reading)),
        );
        return problems.length === 0 ? [] : [{ file, problems }];
      }),
      unplaced,
      withoutColumn: [...withoutColumn.values()],
      listsCarried,
      lists: [...listsLeft],
      changed,
      formulas,
    },
  };
};
