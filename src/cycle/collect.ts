/** Joins the forms that schools returned into one county workbook, with the file and cell of every figure. */
import { addTo } from "../groups.ts";
import type { CollectedDifference, CollectedSchool, Collection } from "../model/collection.ts";
import type { Fields } from "../workbook/fields.ts";
import { schoolKey } from "../workbook/layouts/join.ts";
import type { CellWrite } from "../workbook/patch.ts";
import type { SourceRecord } from "../workbook/sources.ts";
import { newFigureCarrier } from "./carry-figures.ts";
import { newListCarrier } from "./carry-lists.ts";
import { type CountyBook, formulasIn } from "./county-book.ts";
import type { Preference } from "./decide-figure.ts";
import { isDisputed, ofOtherYear } from "./form-year.ts";
import { joinSchools, type Roster } from "./join-schools.ts";
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
    addTo(own, each.item, each);
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
  const figureCarrier = newFigureCarrier(county, { fields, roster, prefer });
  const listCarrier = newListCarrier(county);
  const records = bySchool(county.sources);

  const sources: SourceRecord[] = [];
  const differences: CollectedDifference[] = [];
  const missing: CollectedSchool[] = [];
  const unfilled: Collection["unfilled"][number][] = [];
  const rejected: Collection["rejected"][number][] = [];
  const notListed: Collection["notListed"][number][] = [];
  const twice: Collection["twice"][number][] = [];
  const namesakes: Collection["namesakes"][number][] = [];
  const filesGone: Collection["filesGone"][number][] = [];
  const listsCarried: Collection["listsCarried"][number][] = [];
  const listsLeft = new Set<string>();
  const withoutReturn: CollectedSchool[] = [];
  let replied = 0;

  for (const subject of sorted) {
    const { listed, row, replies, apart: isApart = false } = subject;
    const school: CollectedSchool = { code: subject.code, name: listed?.name ?? subject.name };
    const known =
      records.get(sameSchool(school)) ?? records.get(` ${schoolKey(school.name)}`) ?? new Map<string, SourceRecord[]>();
    // A form of another year, or an empty one, is known for its school's, and none of its figures is taken.
    const usable = isApart ? [] : replies.filter(({ from, isEmpty }) => !isEmpty && !otherYears.has(from.file));
    // An empty form takes nothing back of what an earlier one said.
    const filled = replies.filter(({ isEmpty }) => !isEmpty);
    const files = [...new Set(usable.map(({ from }) => from.file))];
    if (row === null && figureCarrier.hasRow(school)) {
      for (const { from, school: reply } of replies) {
        unplaced.push({ file: from.file, cell: reply.cell, name: school.name, why: "row-joined", other: null });
      }
      sources.push(...[...known.values()].flat());
      continue;
    }
    const figures = figureCarrier.carry({ subject, school, usable, filled, known });
    sources.push(...figures.sources);
    differences.push(...figures.differences);
    const { nameAt, hadFigures } = figures;
    const lists = listCarrier.carry(school, row, usable, known);
    sources.push(...lists.sources);
    listsCarried.push(...lists.carried);
    for (const file of lists.left) listsLeft.add(file);
    const gone = figureCarrier.filesOf(known);
    if (replies.length > 0 ? usable.length > 0 : hadFigures && gone.size > 0) replied++;
    else if (replies.length === 0 && hadFigures) withoutReturn.push(school);
    else {
      missing.push(school);
      const empty = new Set(replies.flatMap(({ from, isEmpty }) => (isEmpty ? [from.file] : [])));
      if (empty.size > 0) unfilled.push({ ...school, files: [...empty] });
      const refused = new Set(filled.map(({ from }) => from.file));
      if (refused.size > 0) rejected.push({ ...school, files: [...refused] });
    }
    if (files.length > 1) {
      const differing = figures.differences.filter(({ kind }) => kind === "replies").length;
      twice.push({ ...school, files, differing });
    }
    const isStray = listed === null && row !== null && replies.length === 0;
    const others = isStray
      ? sorted.filter((each) => each !== subject && schoolKey(each.name) === schoolKey(school.name))
      : [];
    if (others.length > 0) namesakes.push({ ...school, place: nameAt!, others: others.map(({ code }) => code) });
    if (roster !== null && listed === null)
      notListed.push({ ...school, files, place: files.length > 0 && row === null ? null : nameAt });
    if (filled.length === 0 && hadFigures && gone.size > 0) filesGone.push({ ...school, files: [...gone] });
  }

  const cells = new Map<string, readonly CellWrite[]>();
  for (const carrier of [figureCarrier, listCarrier]) {
    for (const [sheet, writes] of carrier.cells) cells.set(sheet, [...(cells.get(sheet) ?? []), ...writes]);
  }
  const changed = [...cells.values()].reduce((sum, writes) => sum + writes.length, 0);
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
      rejected,
      hasRoster: roster !== null,
      notListed,
      namesakes,
      filesGone,
      twice,
      differences,
      problems: returns.flatMap(({ file, reading }) => {
        // An empty form is reported as such, not by these.
        const problems = reading.problems.filter(
          ({ code }) => code !== "blank-row" && !(code === "no-schools" && isEmptyForm(reading)),
        );
        return problems.length === 0 ? [] : [{ file, problems }];
      }),
      unplaced,
      withoutColumn: [...figureCarrier.withoutColumn.values()],
      listsCarried,
      lists: [...listsLeft],
      changed,
      formulas,
    },
  };
};
