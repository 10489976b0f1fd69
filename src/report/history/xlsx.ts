import { type History, UNIT_CHANGES, type UnitChange } from "../../model/history.ts";
import { PARTS } from "../../model/parts.ts";
import {
  historyNotes,
  historyOpening,
  historyTitle,
  historyWord,
  itemYearText,
  partTitle,
  spreadChangeText,
  spreadLimit,
  spreadYearText,
  turnedText,
  unitChangeWord,
  unitYearText,
} from "../wording/history.ts";
import { indicatorText, type Lang, NOTHING, stageWord, statusWord, subjectWord } from "../wording.ts";
import { newBook } from "../xlsx/book.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  addSheet,
  type Column,
  type Content,
  type Entry,
  holdTable,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
} from "../xlsx/sheet.ts";
import type { Look, Tone } from "../xlsx/style.ts";

const TAB = "FF2E75B6";
/** No clock: equal histories are equal files. */
const WRITTEN = new Date("2017-04-19T00:00:00Z");
const COEFFICIENT: Look = { align: "right", format: "0.000" };
const SHARE: Look = { align: "center", format: "0.0%" };
const CENTRE: Look = { align: "center" };

const TONES: Readonly<Record<UnitChange, Tone>> = {
  fall: "fail",
  rise: "pass",
  missing: "unknown",
  rule: "notApplicable",
  open: "unknown",
  same: "notApplicable",
  gone: "unknown",
  new: "floor",
  unclear: "unknown",
};

const entry = (content: Content, look?: Look): Entry => (look === undefined ? { content } : { content, look });

/** Part of a whole; null where there is none. */
const share = (pass: number, total: number): number | null => (total === 0 ? null : pass / total);

/** The years of a county as a workbook: overview, schools, spreads, county items; numbers are numbers. */
export const renderHistoryXlsx = (history: History, { lang }: { readonly lang: Lang }): Uint8Array => {
  const book = newBook();
  const { years, tool } = history;
  const creator = `${tool.name} ${tool.version}`;
  const word = (name: Parameters<typeof historyWord>[0]): string => historyWord(name, lang);
  const yearColumns = (width: number, look: Look = CENTRE): readonly Column[] =>
    years.map(({ year }) => ({ title: String(year), width, look }));
  const sheetOf = (
    title: string,
    heading: string,
    remarks: readonly string[],
    columns: readonly Column[],
    rows: readonly (readonly Entry[])[],
  ): void => {
    const sheet = addSheet(book, title, creator, TAB);
    setWidths(
      sheet,
      columns.map(({ width }) => width),
    );
    const extent = putTable(sheet, { top: putHeading(sheet, heading, remarks, columns.length), columns, rows });
    holdTable(sheet, extent);
    setPrintArea(sheet, extent.last, columns.length);
  };

  const shares = (title: string, of: (year: History["years"][number]) => { pass: number; total: number }) => [
    [entry(title), ...years.map((year) => entry(of(year).pass))],
    [
      entry(`${title} ${word("share")}`),
      ...years.map((year) => {
        const { pass, total } = of(year);
        return entry(share(pass, total) ?? NOTHING, SHARE);
      }),
    ],
  ];
  sheetOf(
    word("overview"),
    historyTitle(history, lang),
    [...historyOpening(history, lang), ...historyNotes(history, lang)],
    [{ title: word("item"), width: 40 }, ...yearColumns(18)],
    [
      [entry(word("verdict")), ...years.map(({ verdict }) => entry(statusWord(verdict, lang), { tone: verdict }))],
      ...shares(word("units"), ({ units }) => units),
      ...shares(word("spreadsMet"), ({ spreads }) => spreads),
      ...PARTS.flatMap((part) =>
        shares(partTitle(part, lang), ({ parts }) => {
          const { pass, fail, unknown } = parts[part];
          return { pass, total: pass + fail + unknown };
        }),
      ),
      [entry(word("schools")), ...years.map(({ schools }) => entry(schools))],
      [entry(word("asOf")), ...years.map(({ standard }) => entry(standard.asOf))],
      [entry(word("standard")), ...years.map(({ standard }) => entry(standard.title[lang]))],
      [entry(word("file")), ...years.map(({ file }) => entry(file.replace(/^.*[\\/]/, "")))],
    ],
  );
  sheetOf(
    word("sheetSchools"),
    word("sheetSchools"),
    [],
    [
      { title: word("school"), width: 28 },
      { title: word("code"), width: 14, look: CENTRE },
      { title: word("stage"), width: 8, look: CENTRE },
      { title: word("change"), width: 14, look: CENTRE },
      ...yearColumns(14),
      { title: word("what"), width: 40 },
    ],
    [...history.units]
      .sort((one, other) => UNIT_CHANGES.indexOf(one.change) - UNIT_CHANGES.indexOf(other.change))
      .map((unit) => [
        entry(unit.school.name),
        entry(unit.school.code ?? NOTHING),
        entry(stageWord(unit.stage, lang)),
        entry(unitChangeWord(unit.change, lang), { tone: TONES[unit.change] }),
        ...unit.years.map((year) => {
          const status = year?.status ?? null;
          return entry(unitYearText(year, lang), status === null ? {} : { tone: status });
        }),
        entry(turnedText(unit, lang)),
      ]),
  );
  sheetOf(
    word("spreads"),
    word("spreads"),
    [],
    [
      { title: word("stage"), width: 8, look: CENTRE },
      { title: word("indicator"), width: 40 },
      ...yearColumns(12, COEFFICIENT),
      { title: word("limit"), width: 9, look: { align: "right", format: "0.00" } },
      { title: word("change"), width: 11, look: { align: "right", format: "+0.000;-0.000;0.000" } },
    ],
    history.spreads.map((spread) => [
      entry(stageWord(spread.stage, lang)),
      entry(indicatorText(spread.indicator, lang)),
      ...spread.years.map((year) =>
        entry(year?.cv ?? spreadYearText(year, lang), year === null ? {} : { tone: year.status }),
      ),
      entry(spreadLimit(spread) ?? NOTHING),
      entry(spread.change ?? spreadChangeText(spread, lang)),
    ]),
  );
  if (history.items.length > 0) {
    sheetOf(
      word("items"),
      word("items"),
      [],
      [{ title: word("item"), width: 44 }, { title: word("stage"), width: 8, look: CENTRE }, ...yearColumns(20, {})],
      history.items.map(({ indicator, stage, topic, years: own }) => [
        entry([indicatorText(indicator, lang), topic === null ? "" : subjectWord(topic, lang)].join(" ").trim()),
        entry(stage === null ? "" : stageWord(stage, lang)),
        ...own.map((year) =>
          entry(itemYearText(year, indicator.unit, lang), year === null ? {} : { tone: year.status }),
        ),
      ]),
    );
  }
  return bytesOf(book, { creator, written: WRITTEN });
};
