import type { Verdict } from "../../model/result.ts";
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
import { addTable, type ColumnOf, column, type Entry, type TableSheet, tableOf } from "../xlsx/sheet.ts";
import type { Look, Tone } from "../xlsx/style.ts";
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
const CENTRE: Look = { align: "center" };
/** Counties whose standing the first sheet tells; the list by county has all. */
const MOST_TOLD = 10;
/** A line of the first sheet. */
interface Line {
  readonly title: string;
  readonly count: number | null;
  readonly meaning: string;
  readonly tone?: Tone;
}

/** The ledger of changes as a workbook: overview, every change, counts by county and by indicator. */
export const renderDiffXlsx = (comparison: Comparison, { lang }: { readonly lang: Lang }): Uint8Array => {
  const book = newBook();
  const { counts, tool } = comparison;
  const footer = `${tool.name} ${tool.version}`;
  const say = (name: BatchWord): string => batchWord(name, lang);

  const list = <Item>(
    title: string,
    items: readonly Item[],
    columns: readonly ColumnOf<Item>[],
    held: Partial<TableSheet> = {},
  ): void => {
    addTable(book, { title, tab: TAB, footer, ...tableOf(items, columns), ...held });
  };
  const toned = (content: string, tone: Tone | undefined): Entry => entry(content, tone === undefined ? {} : { tone });
  const lists = schoolLists(comparison, lang);
  const remarked = (title: BatchWord, texts: readonly string[]): readonly Line[] =>
    texts.map((meaning) => ({ title: say(title), count: null, meaning }));
  const lines: readonly Line[] = [
    ...CHANGES.map((kind) => ({
      ...{ title: changeWord(kind, lang), count: counts[kind], meaning: changeMeaning(kind, lang) },
      ...(counts[kind] > 0 ? { tone: TONE_OF[kind] } : {}),
    })),
    ...lists.map(({ list: side, title, rows }) => ({
      ...{ title, count: rows.length, meaning: "" },
      ...(side === "gone" ? { tone: "unknown" as const } : {}),
    })),
    ...remarked("schoolsAmbiguous", ambiguousSchools(comparison, lang)),
    ...remarked("onOneSide", untoldSchools(comparison, lang)),
    ...remarked(
      "unmatched",
      comparison.unmatched.map((line) => unmatchedText(line, lang)),
    ),
  ];
  list(
    say("overview"),
    lines,
    [
      column(say("change"), 18, { bold: true }, ({ title, tone }) => toned(title, tone)),
      column(say("count"), 12, { align: "right" }, ({ count }) => count),
      column(say("meaning"), 84, {}, ({ meaning }) => meaning),
    ],
    {
      heading: say("diff"),
      remarks: [
        ...standingTexts(comparison, lang).slice(0, MOST_TOLD),
        countsLine(comparison, lang),
        sidesText(comparison, lang),
      ],
      filter: false,
    },
  );
  const changes = comparison.changes.map((change) => ({
    ...{ change, cells: changeRow(change, lang), values: valuesOf(change) },
  }));
  const numberOf = (side: "before" | "after"): string => say(side) + aside(say("number"), lang);
  list(say("changes"), changes, [
    column(say("change"), 10, CENTRE, ({ change, cells }) => entry(cells.kind, { tone: TONE_OF[change.kind] })),
    column(say("county"), 12, {}, ({ cells }) => cells.county),
    column(say("school"), 22, {}, ({ cells }) => cells.school),
    column(say("stage"), 7, CENTRE, ({ cells }) => cells.stage),
    column(say("indicator"), 30, {}, ({ cells }) => cells.indicator),
    column(say("before"), 16, {}, ({ cells }) => cells.before),
    column(say("after"), 16, {}, ({ cells }) => cells.after),
    column(say("requirement"), 11, {}, ({ cells }) => cells.requirement),
    // Both values and what lies between them, as numbers that can be sorted and added.
    column(numberOf("before"), 11, {}, ({ change }) => numberEntry(change.before?.value ?? null)),
    column(numberOf("after"), 11, {}, ({ change }) => numberEntry(change.after?.value ?? null)),
    column(say("delta"), 11, {}, ({ values }) => numberEntry(values === null ? null : values.after - values.before)),
  ]);
  if (lists.length > 0) {
    const schools = lists.flatMap(({ list: side, title, rows }) => rows.map((row) => ({ ...row, side, title })));
    list(say("onOneSide"), schools, [
      column(say("change"), 16, CENTRE, ({ side, title }) => toned(title, side === "gone" ? "unknown" : undefined)),
      column(say("county"), 18, {}, ({ county }) => county),
      column(say("school"), 36, {}, ({ school }) => school),
      column(say("schoolCode"), 16, {}, ({ code }) => code),
      column(say("openThere"), 28, {}, ({ open }) => open),
    ]);
  }
  const kinds = CHANGES.map((kind): ColumnOf<Pick<Comparison, "counts">> => {
    return column(changeWord(kind, lang), 11, {}, (each) => countEntry(each.counts[kind], TONE_OF[kind]));
  });
  const verdictEntry = (verdict: Verdict | null): Entry =>
    verdict === null ? entry(NOTHING) : entry(statusWord(verdict, lang), { tone: verdict });
  list(say("byCounty"), comparison.counties, [
    column(say("county"), 24, {}, ({ county }) => county),
    column(say("before"), 12, CENTRE, ({ before }) => verdictEntry(before)),
    column(say("after"), 12, CENTRE, ({ after }) => verdictEntry(after)),
    ...kinds,
  ]);
  list(say("byIndicator"), comparison.indicators, [
    column(say("indicator"), 40, {}, ({ code, name }) => (name === null ? code : indicatorText({ code, name }, lang))),
    ...kinds,
  ]);
  return bytesOf(book, { creator: footer, written: new Date(FIXED_TIME) });
};
