import { CHANGES, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import type { Lang } from "../wording/language.ts";
import {
  aside,
  type BatchWord,
  batchWord,
  changeMeaning,
  changeWord,
  indicatorText,
  NOTHING,
  statusWord,
} from "../wording.ts";
import { newBook } from "../xlsx/book.ts";
import { countEntry, entry, numberEntry } from "../xlsx/entries.ts";
import { bytesOf } from "../xlsx/package.ts";
import { addTable, type Column, type Entry, type TableSheet } from "../xlsx/sheet.ts";
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
} from "./change-rows.ts";

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
/** Both values and what lies between them, as numbers that can be sorted and added. */
const numbersOf = (change: Comparison["changes"][number]): readonly Entry[] => {
  const values = valuesOf(change);
  const sides = [change.before?.value ?? null, change.after?.value ?? null];
  return [...sides, values === null ? null : values.after - values.before].map(numberEntry);
};

/** The ledger of changes as a workbook: overview, every change, counts by county and by indicator. */
export const renderDiffXlsx = (comparison: Comparison, { lang }: { readonly lang: Lang }): Uint8Array => {
  const book = newBook();
  const { tool } = comparison;
  const footer = `${tool.name} ${tool.version}`;

  const list = (
    title: string,
    columns: readonly Column[],
    rows: readonly (readonly Entry[])[],
    held: Partial<TableSheet> = {},
  ): void => {
    addTable(book, { title, tab: TAB, footer, columns, rows, ...held });
  };
  const lists = schoolLists(comparison, lang);
  const remarked = (title: BatchWord, texts: readonly string[]): readonly (readonly Entry[])[] =>
    texts.map((text) => [entry(batchWord(title, lang)), entry(null), entry(text)]);
  list(
    batchWord("overview", lang),
    [
      { title: batchWord("change", lang), width: 18, look: { bold: true } },
      { title: batchWord("count", lang), width: 12, look: { align: "right" } },
      { title: batchWord("meaning", lang), width: 84 },
    ],
    [
      ...CHANGES.map((kind) => {
        const count = comparison.counts[kind];
        const look = count > 0 ? { tone: TONE_OF[kind] } : {};
        return [entry(changeWord(kind, lang), look), entry(count), entry(changeMeaning(kind, lang))];
      }),
      ...lists.map(({ list: side, title, rows }) => [
        entry(title, side === "gone" ? { tone: "unknown" } : {}),
        entry(rows.length),
        entry(""),
      ]),
      ...remarked("schoolsAmbiguous", ambiguousSchools(comparison, lang)),
      ...remarked("onOneSide", untoldSchools(comparison, lang)),
      ...remarked(
        "unmatched",
        comparison.unmatched.map((line) => unmatchedText(line, lang)),
      ),
    ],
    {
      heading: batchWord("diff", lang),
      remarks: [
        ...standingTexts(comparison, lang).slice(0, MOST_TOLD),
        countsLine(comparison, lang),
        sidesText(comparison, lang),
      ],
      filter: false,
    },
  );
  list(
    batchWord("changes", lang),
    [
      { title: batchWord("change", lang), width: 10, look: { align: "center" } },
      { title: batchWord("county", lang), width: 12 },
      { title: batchWord("school", lang), width: 22 },
      { title: batchWord("stage", lang), width: 7, look: { align: "center" } },
      { title: batchWord("indicator", lang), width: 30 },
      { title: batchWord("before", lang), width: 16 },
      { title: batchWord("after", lang), width: 16 },
      { title: batchWord("requirement", lang), width: 11 },
      { title: `${batchWord("before", lang)}${aside(batchWord("number", lang), lang)}`, width: 11 },
      { title: `${batchWord("after", lang)}${aside(batchWord("number", lang), lang)}`, width: 11 },
      { title: batchWord("delta", lang), width: 11 },
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
    CHANGES.map((kind) => countEntry(counts[kind], TONE_OF[kind]));
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
  return bytesOf(book, { creator: `${tool.name} ${tool.version}`, written: new Date(FIXED_TIME) });
};
