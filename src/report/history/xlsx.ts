import { type History, UNIT_CHANGES, type UnitChange } from "../../model/history.ts";
import { PARTS } from "../../model/parts.ts";
import { STAGES } from "../../model/school.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import {
  historyNotes,
  historyOpening,
  historyTitle,
  historyWord,
  itemYearText,
  partTitle,
  spreadChangeText,
  spreadLimit,
  spreadSlopeTitle,
  spreadYearText,
  turnedText,
  unitChangeWord,
  unitYearText,
} from "../wording/history.ts";
import { bareName, indicatorText, type Lang, NOTHING, stageWord, statusWord, subjectWord } from "../wording.ts";
import { newBook, type Sheet } from "../xlsx/book.ts";
import { entry } from "../xlsx/entries.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  addSheet,
  addTable,
  type Column,
  type Entry,
  fixedReference,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
} from "../xlsx/sheet.ts";
import type { Look, Tone } from "../xlsx/style.ts";

const TAB = "FF2E75B6";
/** Rows and columns that a chart covers, and the colours of its lines, one after another. */
const CHART_ROWS = 16;
const CHART_COLUMNS = 7;
const COLOURS = ["1F4E79", "C55A11", "548235", "7030A0", "BF9000", "C00000", "2E75B6", "7F7F7F"] as const;
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

/** Part of a whole; null where there is none. */
const share = (pass: number, total: number): number | null => (total === 0 ? null : pass / total);

type Counted = readonly (readonly [
  title: string,
  of: (year: History["years"][number]) => { pass: number; total: number },
])[];

/**
 * Charts of lines over the years beside the figures that they are drawn from. A figure that is missing is a blank cell
 * there, which leaves a gap: a word would be drawn as 0.
 */
const putTrends = (sheet: Sheet, history: History, counted: Counted, lang: Lang): void => {
  const { years } = history;
  const word = (name: Parameters<typeof historyWord>[0]): string => historyWord(name, lang);
  const groups = [
    {
      title: word("shareOf"),
      format: "0%",
      lines: counted.map(([title, of]) => ({
        name: title,
        more: "",
        held: years.map((year) => share(of(year).pass, of(year).total)),
      })),
    },
    ...STAGES.map((stage) => ({
      title: spreadSlopeTitle(stageWord(stage, lang), lang),
      format: "0.000",
      lines: history.spreads
        .filter((spread) => spread.stage === stage)
        .map(({ indicator, years: own }) => ({
          name: indicator.code,
          more: `${stageWord(stage, lang)} ${indicator.name[lang]}`,
          held: own.map((year) => year?.cv ?? null),
        })),
    })),
  ]
    .map((group) => ({ ...group, lines: group.lines.filter(({ held }) => held.some((value) => value !== null)) }))
    .filter(({ lines }) => lines.length > 0);
  const columns: readonly Column[] = [
    { title: word("item"), width: 24 },
    { title: word("indicator"), width: 40 },
    ...years.map(({ year }): Column => ({ title: String(year), width: 10, look: { align: "right" } })),
  ];
  const beside = columns.length + 2;
  setWidths(sheet, [...columns.map(({ width }) => width), 2, ...Array.from({ length: CHART_COLUMNS }, () => 10)]);
  const top = putHeading(sheet, word("charts"), [], columns.length);
  const rows = groups.flatMap(({ format, lines }) =>
    lines.map(({ name, more, held }): readonly Entry[] => [
      entry(name),
      entry(more),
      ...held.map((value) => entry(value, { format })),
    ]),
  );
  const extent = putTable(sheet, { top, columns, rows });
  const across = (row: number): string =>
    `${fixedReference(row, 3, word("charts"))}:${fixedReference(row, 2 + years.length)}`;
  let first = extent.first;
  groups.forEach(({ title, format, lines }, index) => {
    const from = first;
    first += lines.length;
    sheet.addChart({
      title,
      area: {
        top: top + index * CHART_ROWS,
        bottom: top + (index + 1) * CHART_ROWS - 2,
        left: beside,
        right: beside + CHART_COLUMNS - 1,
      },
      format: format === "0%" ? format : "0.00",
      ...(format === "0%" ? { most: 1 } : {}),
      bars: null,
      categories: { cells: across(extent.header), held: years.map(({ year }) => String(year)) },
      lines: lines.map(({ name, held }, line) => ({
        name: { cells: fixedReference(from + line, 1, word("charts")), held: [name] },
        values: { cells: across(from + line), held },
        colour: COLOURS[line % COLOURS.length]!,
        points: true as const,
      })),
    });
  });
  setPrintArea(sheet, Math.max(extent.last, top + groups.length * CHART_ROWS), beside + CHART_COLUMNS - 1);
};

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
    addTable(book, { title, heading, tab: TAB, footer: creator, remarks, columns, rows });
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
  const ofParts = PARTS.map(
    (part) =>
      [
        partTitle(part, lang),
        ({ parts }: History["years"][number]) => {
          const { pass, fail, unknown } = parts[part];
          return { pass, total: pass + fail + unknown };
        },
      ] as const,
  );
  const counted = [
    [word("units"), ({ units }: History["years"][number]) => units] as const,
    [word("spreadsMet"), ({ spreads }: History["years"][number]) => spreads] as const,
    ...ofParts,
  ];
  sheetOf(
    word("overview"),
    historyTitle(history, lang),
    [...historyOpening(history, lang), ...historyNotes(history, lang)],
    [{ title: word("item"), width: 40 }, ...yearColumns(18)],
    [
      [entry(word("verdict")), ...years.map(({ verdict }) => entry(statusWord(verdict, lang), { tone: verdict }))],
      ...counted.flatMap(([title, of]) => shares(title, of)),
      [entry(word("schools")), ...years.map(({ schools }) => entry(schools))],
      [entry(word("asOf")), ...years.map(({ standard }) => entry(standard.asOf))],
      [entry(word("standard")), ...years.map(({ standard }) => entry(standard.title[lang]))],
      [entry(word("file")), ...years.map(({ file }) => entry(bareName(file)))],
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
  putTrends(addSheet(book, word("charts"), creator, TAB, 1), history, counted, lang);
  return bytesOf(book, { creator, written: new Date(FIXED_TIME) });
};
