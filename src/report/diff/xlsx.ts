import { CHANGES, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import type { Lang } from "../wording/language.ts";
import { aside, batchWord, changeMeaning, changeWord, indicatorText, NOTHING, statusWord } from "../wording.ts";
import { newBook } from "../xlsx/book.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  addSheet,
  addTable,
  type Column,
  type Entry,
  put,
  putHeading,
  setPrintArea,
  setWidths,
} from "../xlsx/sheet.ts";
import type { Tone } from "../xlsx/style.ts";
import {
  ambiguousSchools,
  changeRow,
  countsLine,
  schoolLists,
  sidesText,
  standingTexts,
  unmatchedText,
  untoldSchools,
  valuesOf,
} from "./rows.ts";

const TONE_OF: Readonly<Record<ChangeKind, Tone>> = {
  new: "fail",
  worse: "fail",
  lost: "unknown",
  gone: "unknown",
  resolved: "pass",
  better: "pass",
  appeared: "floor",
  rule: "notApplicable",
};

const TAB = "FF2E75B6";
/** Counties whose standing the first sheet tells; the list by county has all. */
const MOST_TOLD = 10;
/** No clock: equal comparisons are equal files. */
const WRITTEN = new Date("2017-04-19T00:00:00Z");

const formatOf = (value: number | null): string => (value === null || Number.isInteger(value) ? "#,##0" : "#,##0.00##");

/** Both values and what lies between them, as numbers that can be sorted and added. */
const numbersOf = (change: Comparison["changes"][number]): readonly Entry[] => {
  const values = valuesOf(change);
  const sides = [change.before?.value ?? null, change.after?.value ?? null];
  return [...sides, values === null ? null : values.after - values.before].map((content) => ({
    content: content ?? NOTHING,
    look: { align: "right", format: formatOf(content) },
  }));
};

/** The ledger of changes as a workbook: overview, every change, counts by county and by indicator. */
export const renderDiffXlsx = (comparison: Comparison, { lang }: { readonly lang: Lang }): Uint8Array => {
  const book = newBook();
  const { tool } = comparison;
  const footer = `${tool.name} ${tool.version}`;

  const overview = addSheet(book, batchWord("overview", lang), footer, TAB, 1);
  setWidths(overview, [18, 12, 60]);
  let row = putHeading(
    overview,
    batchWord("diff", lang),
    [...standingTexts(comparison, lang).slice(0, MOST_TOLD), countsLine(comparison, lang), sidesText(comparison, lang)],
    3,
  );
  row++;
  for (const kind of CHANGES) {
    const count = comparison.counts[kind];
    put(overview, row, 1, changeWord(kind, lang), { ...(count > 0 ? { tone: TONE_OF[kind] } : {}), bold: true });
    put(overview, row, 2, count, { align: "right" });
    put(overview, row, 3, changeMeaning(kind, lang));
    row++;
  }
  const lists = schoolLists(comparison, lang);
  for (const { list, title, rows } of lists) {
    put(overview, row, 1, title, { ...(list === "gone" ? { tone: "unknown" } : {}), bold: true });
    put(overview, row, 2, rows.length, { align: "right" });
    row++;
  }
  for (const text of ambiguousSchools(comparison, lang)) {
    row++;
    put(overview, row, 1, batchWord("schoolsAmbiguous", lang), { ground: "band" });
    put(overview, row, 3, text);
  }
  for (const text of untoldSchools(comparison, lang)) {
    row++;
    put(overview, row, 1, batchWord("onOneSide", lang), { ground: "band" });
    put(overview, row, 3, text);
  }
  for (const line of comparison.unmatched) {
    row++;
    put(overview, row, 1, batchWord("unmatched", lang), { ground: "band" });
    put(overview, row, 3, unmatchedText(line, lang));
  }
  setPrintArea(overview, row, 3);

  const list = (title: string, columns: readonly Column[], rows: readonly (readonly Entry[])[]): void => {
    addTable(book, { title, tab: TAB, footer, columns, rows });
  };
  list(
    batchWord("changes", lang),
    [
      { title: batchWord("change", lang), width: 12, look: { align: "center" } },
      { title: batchWord("county", lang), width: 18 },
      { title: batchWord("school", lang), width: 28 },
      { title: batchWord("stage", lang), width: 8, look: { align: "center" } },
      { title: batchWord("indicator", lang), width: 36 },
      { title: batchWord("before", lang), width: 24 },
      { title: batchWord("after", lang), width: 24 },
      { title: batchWord("requirement", lang), width: 18 },
      { title: `${batchWord("before", lang)}${aside(batchWord("number", lang), lang)}`, width: 14 },
      { title: `${batchWord("after", lang)}${aside(batchWord("number", lang), lang)}`, width: 14 },
      { title: batchWord("delta", lang), width: 14 },
    ],
    comparison.changes.map((change) => {
      const cells = changeRow(change, lang);
      return [
        { content: cells.kind, look: { tone: TONE_OF[change.kind] } },
        ...[cells.county, cells.school, cells.stage, cells.indicator, cells.before, cells.after, cells.requirement].map(
          (content) => ({ content }),
        ),
        ...numbersOf(change),
      ];
    }),
  );
  if (lists.length > 0) {
    list(
      batchWord("onOneSide", lang),
      [
        { title: batchWord("change", lang), width: 16, look: { align: "center" } },
        { title: batchWord("county", lang), width: 18 },
        { title: batchWord("school", lang), width: 36 },
        { title: batchWord("schoolCode", lang), width: 16 },
        { title: batchWord("openThere", lang), width: 28 },
      ],
      lists.flatMap(({ list: side, title, rows }) =>
        rows.map(({ county, school, code, open }) => [
          { content: title, look: side === "gone" ? { tone: "unknown" as const } : {} },
          ...[county, school, code, open].map((content) => ({ content })),
        ]),
      ),
    );
  }
  const kinds = CHANGES.map((kind): Column => ({ title: changeWord(kind, lang), width: 11 }));
  const countEntries = (counts: Comparison["counts"]): Entry[] =>
    CHANGES.map((kind) => ({
      content: counts[kind],
      look: { align: "right", ...(counts[kind] > 0 ? { tone: TONE_OF[kind] } : {}) },
    }));
  list(
    batchWord("byCounty", lang),
    [
      { title: batchWord("county", lang), width: 24 },
      { title: batchWord("before", lang), width: 12, look: { align: "center" } },
      { title: batchWord("after", lang), width: 12, look: { align: "center" } },
      ...kinds,
    ],
    comparison.counties.map(({ county, before, after, counts }) => [
      { content: county },
      ...[before, after].map((verdict): Entry => {
        if (verdict === null) return { content: NOTHING };
        return { content: statusWord(verdict, lang), look: { tone: verdict } };
      }),
      ...countEntries(counts),
    ]),
  );
  list(
    batchWord("byIndicator", lang),
    [{ title: batchWord("indicator", lang), width: 40 }, ...kinds],
    comparison.indicators.map(({ code, name, counts }) => [
      { content: name === null ? code : indicatorText({ code, name }, lang) },
      ...countEntries(counts),
    ]),
  );
  return bytesOf(book, { creator: `${tool.name} ${tool.version}`, written: WRITTEN });
};
