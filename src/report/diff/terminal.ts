import { CHANGES, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, type Page } from "../terminal/page.ts";
import { batchWord, changeMeaning, changeWord, indicatorText, type Lang, labelled } from "../wording.ts";
import {
  ambiguousSchools,
  changeRow,
  changesOf,
  countsLine,
  schoolLists,
  sidesText,
  standingTexts,
  unmatchedText,
  untoldSchools,
} from "./rows.ts";

const USUAL_ROWS = 20;

const paintOf = (kind: ChangeKind, page: Page): ((text: string) => string) => {
  if (kind === "new" || kind === "worse") return page.paints.fail;
  if (kind === "resolved" || kind === "better") return page.paints.pass;
  return kind === "lost" || kind === "gone" ? page.paints.unknown : page.paints.faint;
};

const table = (comparison: Comparison, kind: ChangeKind, page: Page, lang: Lang, rows: number): void => {
  const changes = changesOf(comparison, kind);
  if (changes.length === 0) return;
  page.section(`${changeWord(kind, lang)} ${changes.length} · ${changeMeaning(kind, lang)}`);
  const several = comparison.counties.length > 1;
  page.table(
    [
      ...(several ? [{ heading: batchWord("county", lang), least: 8 }] : []),
      { heading: batchWord("school", lang), least: 10 },
      { heading: batchWord("stage", lang), least: 4 },
      { heading: batchWord("indicator", lang), least: 12 },
      { heading: batchWord("before", lang), least: 10 },
      { heading: batchWord("after", lang), least: 10 },
      { heading: batchWord("delta", lang), align: "right" as const, least: 6 },
      { heading: batchWord("requirement", lang), least: 6 },
    ],
    changes.slice(0, rows).map((change) => {
      const row = changeRow(change, lang);
      return [
        ...(several ? [{ text: row.county }] : []),
        { text: row.school },
        { text: row.stage },
        { text: row.indicator },
        { text: row.before },
        { text: row.after, paint: paintOf(kind, page) },
        { text: row.delta },
        { text: row.requirement },
      ];
    }),
  );
  more(changes.length - rows, page, lang);
};

const more = (left: number, page: Page, lang: Lang): void => {
  if (left <= 0) return;
  page.text(lang === "zh" ? `另有 ${left} 条；--all 全部列出` : `${left} more; list all with --all`, {
    paint: page.paints.faint,
  });
};

const schools = (comparison: Comparison, page: Page, lang: Lang, limit: number): void => {
  const several = comparison.counties.length > 1;
  for (const { list, title, rows } of schoolLists(comparison, lang)) {
    page.section(`${title} ${rows.length}`);
    page.table(
      [
        ...(several ? [{ heading: batchWord("county", lang), least: 8 }] : []),
        { heading: batchWord("school", lang), least: 10 },
        { heading: batchWord("schoolCode", lang), least: 10 },
        { heading: batchWord("openThere", lang), least: 10 },
      ],
      rows
        .slice(0, limit)
        .map(({ county, school, code, open }) => [
          ...(several ? [{ text: county }] : []),
          list === "gone" ? { text: school, paint: page.paints.unknown } : { text: school },
          { text: code },
          { text: open },
        ]),
    );
    more(rows.length - limit, page, lang);
  }
  const unclear = ambiguousSchools(comparison, lang);
  if (unclear.length > 0) {
    page.section(`${batchWord("schoolsAmbiguous", lang)} ${unclear.length}`);
    for (const text of unclear.slice(0, limit)) page.item({ text: "·" }, text);
    more(unclear.length - limit, page, lang);
  }
  const [sentence, ...counties] = untoldSchools(comparison, lang);
  if (sentence === undefined) return;
  page.section(batchWord("onOneSide", lang));
  page.text(sentence);
  for (const text of counties.slice(0, limit)) page.item({ text: "·" }, text);
  more(counties.length - limit, page, lang);
};

const counts = (comparison: Comparison, page: Page, lang: Lang, rows: number): void => {
  const list = (title: string, lines: readonly { name: string; counts: Comparison["counts"] }[]): void => {
    const changed = lines.filter((line) => CHANGES.some((kind) => line.counts[kind] > 0));
    if (changed.length === 0) return;
    page.section(title);
    const kinds = CHANGES.filter((kind) => comparison.counts[kind] > 0);
    page.table(
      [
        { heading: title, least: 12 },
        ...kinds.map((kind) => ({ heading: changeWord(kind, lang), align: "right" as const, least: 4 })),
      ],
      changed
        .slice(0, rows)
        .map((line) => [
          { text: line.name },
          ...kinds.map((kind) => ({ text: line.counts[kind] === 0 ? "" : String(line.counts[kind]) })),
        ]),
    );
  };
  if (comparison.counties.length > 1) {
    list(
      batchWord("byCounty", lang),
      comparison.counties.map((line) => ({ name: line.county, counts: line.counts })),
    );
  }
  list(
    batchWord("byIndicator", lang),
    comparison.indicators.map((line) => ({
      name: line.name === null ? line.code : indicatorText({ code: line.code, name: line.name }, lang),
      counts: line.counts,
    })),
  );
};

/** A comparison for a terminal: a table for each kind of change, then counts by county and indicator. */
export const renderDiffTerminal = (comparison: Comparison, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const page = newPage(options);
  page.text(sidesText(comparison, lang));
  for (const text of standingTexts(comparison, lang).slice(0, rows)) page.text(text, { paint: page.paints.strong });
  more(comparison.counties.length - rows, page, lang);
  page.text(countsLine(comparison, lang), { paint: page.paints.strong });
  schools(comparison, page, lang, rows);
  for (const kind of CHANGES) table(comparison, kind, page, lang, rows);
  counts(comparison, page, lang, rows);
  if (comparison.unmatched.length > 0) {
    page.section(labelled(batchWord("unmatched", lang), String(comparison.unmatched.length), lang));
    for (const line of comparison.unmatched.slice(0, rows)) page.item({ text: "·" }, unmatchedText(line, lang));
  }
  return page.toString();
};
