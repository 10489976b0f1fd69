import type { History, UnitChange } from "../../model/history.ts";
import type { Status } from "../../model/result.ts";
import { type Cell, type Column, filled, type ReportDocument, type Section, sectionOf } from "../document.ts";
import type { Reading } from "../render/index.ts";
import {
  historyNotes,
  historyOpening,
  historyOverview,
  historyTitle,
  historyWord,
  itemYearText,
  spreadChangeText,
  spreadLimit,
  spreadYearText,
  turnedText,
  unitChangeTitle,
  unitYearText,
} from "../wording/history.ts";
import {
  clauses,
  indicatorText,
  type Lang,
  NOTHING,
  numberText,
  restInWorkbookText,
  stageWord,
  statusSymbol,
  subjectWord,
} from "../wording.ts";

/** Changes that are listed school by school, what needs looking at first. */
const LISTED: readonly UnitChange[] = ["fall", "rise", "missing", "rule", "open", "gone", "new", "unclear"];

/** Of a table's width, what its years have together, in percent. */
const YEARS_WIDTH = 45;

const yearColumns = ({ years }: History, kind: Column["kind"]): readonly Column[] =>
  years.map(({ year }) => ({ title: String(year), kind, width: Math.floor(YEARS_WIDTH / years.length) }));

const SYMBOLS: readonly Status[] = ["pass", "fail", "unknown"];

/** A text with the status that its symbol says, by which it is coloured. */
const marked = (text: string): Cell => {
  const status = SYMBOLS.find((each) => {
    const symbol = statusSymbol(each);
    return text.startsWith(`${symbol} `) || text.endsWith(` ${symbol}`);
  });
  return status === undefined ? text : { text, status };
};

/** Rows of a list on a terminal. */
const USUAL_ROWS = 20;

const spreadsTable = (history: History, lang: Lang): Section =>
  sectionOf("spreads", historyWord("spreads", lang), {
    kind: "table",
    columns: [
      { title: historyWord("indicator", lang), kind: "name", width: 28 },
      { title: historyWord("stage", lang), kind: "brief", width: 8 },
      ...yearColumns(history, "number"),
      { title: historyWord("limit", lang), kind: "number", width: 8 },
      { title: historyWord("change", lang), kind: "number", width: 11 },
    ],
    rows: history.spreads.map((spread) => {
      const limit = spreadLimit(spread);
      return [
        indicatorText(spread.indicator, lang),
        stageWord(spread.stage, lang),
        ...spread.years.map((year) => marked(spreadYearText(year, lang))),
        limit === null ? NOTHING : numberText(limit, null),
        spreadChangeText(spread, lang),
      ];
    }),
  });

const itemsTable = (history: History, lang: Lang): Section =>
  sectionOf("items", historyWord("items", lang), {
    kind: "table",
    columns: [{ title: historyWord("item", lang), kind: "name", width: 40 }, ...yearColumns(history, "name")],
    rows: history.items.map(({ indicator, stage, topic, years }) => [
      clauses(
        [
          indicatorText(indicator, lang),
          stage === null ? null : stageWord(stage, lang),
          topic === null ? null : subjectWord(topic, lang),
        ],
        lang,
      ),
      ...years.map((year) => marked(itemYearText(year, indicator.unit, lang))),
    ]),
  });

const unitsTable = (history: History, change: UnitChange, lang: Lang): Section => {
  const units = history.units.filter((unit) => unit.change === change);
  const turned = units.some((unit) => turnedText(unit, lang) !== "");
  return sectionOf(change, `${unitChangeTitle(change, lang)} ${units.length}`, {
    kind: "table",
    columns: [
      { title: historyWord("school", lang), kind: "name", width: 24 },
      { title: historyWord("stage", lang), kind: "brief", width: 8 },
      ...yearColumns(history, "brief"),
      ...(turned ? [{ title: historyWord("what", lang), kind: "name" as const, width: 23 }] : []),
    ],
    rows: units.map((unit) => [
      unit.school.name,
      stageWord(unit.stage, lang),
      ...unit.years.map((year) => marked(unitYearText(year, lang))),
      ...(turned ? [turnedText(unit, lang)] : []),
    ]),
  });
};

/** The years of a county: verdicts, units and spreads, then who rose and fell. */
export const historyDocument = (history: History, { lang, medium }: Reading): ReportDocument => {
  const { tool, years } = history;
  const [text = "", ...said] = historyOpening(history, lang);
  const last = years.at(-1)!;
  const isTitled = medium === "page" || medium === "paper";
  return {
    title: historyTitle(history, lang),
    subtitle: isTitled ? [last.standard.title[lang]] : [],
    conclusion: historyWord("conclusion", lang),
    verdict: { status: last.verdict, text },
    said,
    sections: filled([
      sectionOf("notes", historyWord("notes", lang), { kind: "list", items: historyNotes(history, lang), warns: true }),
      sectionOf("years", historyWord("years", lang), {
        kind: "table",
        columns: [{ title: historyWord("item", lang), kind: "name", width: 50 }, ...yearColumns(history, "brief")],
        rows: historyOverview(history, lang).map((row) => row.map(marked)),
      }),
      ...LISTED.map((change) => unitsTable(history, change, lang)),
      itemsTable(history, lang),
      spreadsTable(history, lang),
    ]),
    rows: medium === "terminal" ? USUAL_ROWS : Number.POSITIVE_INFINITY,
    rest: (left) => restInWorkbookText(left, lang),
    stamp: `${tool.name} ${tool.version}`,
    creator: `${tool.name} ${tool.version}`,
    written: `${last.standard.asOf}T00:00:00Z`,
  };
};
