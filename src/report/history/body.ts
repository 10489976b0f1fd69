import type { History, UnitChange } from "../../model/history.ts";
import type { Status } from "../../model/result.ts";
import type { BodyColumn, BodyTable, TextList } from "../body.ts";
import {
  historyNotes,
  historyOverview,
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
  stageWord,
  statusSymbol,
  subjectWord,
} from "../wording.ts";

/** Changes that are listed school by school, what needs looking at first. */
const LISTED: readonly UnitChange[] = ["fall", "rise", "missing", "rule", "open", "gone", "new", "unclear"];

/** Of a table's width, what its years have together, in percent. */
const YEARS_WIDTH = 45;

const yearColumns = ({ years }: History, kind: BodyColumn["kind"]): readonly BodyColumn[] =>
  years.map(({ year }) => ({ title: String(year), kind, width: Math.floor(YEARS_WIDTH / years.length) }));

const spreadsTable = (history: History, lang: Lang): BodyTable => ({
  kind: "table",
  id: "spreads",
  title: historyWord("spreads", lang),
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
      ...spread.years.map((year) => spreadYearText(year, lang)),
      limit === null ? NOTHING : numberText(limit, null),
      spreadChangeText(spread, lang),
    ];
  }),
});

const itemsTable = (history: History, lang: Lang): BodyTable => ({
  kind: "table",
  id: "items",
  title: historyWord("items", lang),
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
    ...years.map((year) => itemYearText(year, indicator.unit, lang)),
  ]),
});

const unitsTable = (history: History, change: UnitChange, lang: Lang): BodyTable => {
  const units = history.units.filter((unit) => unit.change === change);
  const turned = units.some((unit) => turnedText(unit, lang) !== "");
  return {
    kind: "table",
    id: change,
    title: `${unitChangeTitle(change, lang)} ${units.length}`,
    columns: [
      { title: historyWord("school", lang), kind: "name", width: 24 },
      { title: historyWord("stage", lang), kind: "brief", width: 8 },
      ...yearColumns(history, "brief"),
      ...(turned ? [{ title: historyWord("what", lang), kind: "name" as const, width: 23 }] : []),
    ],
    rows: units.map((unit) => [
      unit.school.name,
      stageWord(unit.stage, lang),
      ...unit.years.map((year) => unitYearText(year, lang)),
      ...(turned ? [turnedText(unit, lang)] : []),
    ]),
  };
};

/** Lists and tables after the opening; those that would be empty are left out. */
export const historyBody = (history: History, lang: Lang): readonly (TextList | BodyTable)[] => {
  const parts: readonly (TextList | BodyTable)[] = [
    { kind: "list", id: "notes", title: historyWord("notes", lang), texts: historyNotes(history, lang) },
    {
      kind: "table",
      id: "years",
      title: historyWord("years", lang),
      columns: [{ title: historyWord("item", lang), kind: "name", width: 50 }, ...yearColumns(history, "brief")],
      rows: historyOverview(history, lang),
    },
    ...LISTED.map((change) => unitsTable(history, change, lang)),
    itemsTable(history, lang),
    spreadsTable(history, lang),
  ];
  return parts.filter((part) => (part.kind === "list" ? part.texts : part.rows).length > 0);
};

const SYMBOLS: readonly Status[] = ["pass", "fail", "unknown"];

/** The status that a text's symbol says, by which it is coloured; null where it has none. */
export const statusOfText = (text: string): Status | null =>
  SYMBOLS.find((status) => text.startsWith(`${statusSymbol(status)} `) || text.endsWith(` ${statusSymbol(status)}`)) ??
  null;
