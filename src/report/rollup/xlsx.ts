import { PARTS } from "../../model/parts.ts";
import type { Status } from "../../model/result.ts";
import type { Rollup, RollupCounty } from "../../model/rollup.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import {
  ambiguousText,
  aside,
  type BatchWord,
  baselineText,
  batchWord,
  configText,
  countsText,
  countyName,
  editionText,
  ignoredText,
  indicatorText,
  type Lang,
  listed,
  NOTHING,
  partWord,
  problemName,
  rankedText,
  severityWord,
  staleHint,
  statusSymbol,
  statusWord,
  totalName,
  totalsRemark,
  unitHeading,
  unitTotalsText,
} from "../wording.ts";
import { newBook, type WrittenBook } from "../xlsx/book.ts";
import { countEntry, entry, numberEntry, textEntry } from "../xlsx/entries.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  A3,
  addSheet,
  addTable,
  type ColumnOf,
  column,
  type Entry,
  type Extent,
  heightOf,
  holdTable,
  put,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
  tableOf,
} from "../xlsx/sheet.ts";
import type { Look } from "../xlsx/style.ts";
import { lineCount } from "../xlsx/text.ts";
import { indicatorName, indicatorsById, named, unitTotals } from "./views.ts";

interface Draft {
  readonly book: WrittenBook;
  readonly rollup: Rollup;
  readonly lang: Lang;
  readonly say: (name: BatchWord) => string;
  readonly footer: string;
}

const TABS = { overview: "FF1F3864", counties: "FF2E75B6", heat: "FFC55A11", lists: "FF7F7F7F" } as const;

const CENTRE: Look = { align: "center" };

const word = (status: Status, lang: Lang): string => `${statusSymbol(status)} ${statusWord(status, lang)}`;

/** A status on one line, in its colour; `many`: how many items have it. */
const statusEntry = (status: Status, lang: Lang, many = ""): Entry =>
  entry(word(status, lang) + many, { tone: status, align: "center", wrap: false });

/** What a sheet of one table is, besides its columns and items. */
interface List {
  readonly title: string;
  readonly tab?: string;
  readonly remarks?: readonly string[];
  readonly frozenColumns?: number;
}

/** A sheet that is one table: title, remarks, frozen header, a filter over exactly the rows. */
const addList = <Item>(
  { book, footer }: Draft,
  { tab = TABS.lists, remarks = [], frozenColumns = 0, ...list }: List,
  items: readonly Item[],
  columns: readonly ColumnOf<Item>[],
): void => {
  addTable(book, { ...list, tab, footer, remarks, frozenColumns, ...tableOf(items, columns) });
};

/** The columns of common shortfalls that follow the indicator's. */
const shortfallColumns = ({ rollup: { counts }, say }: Draft): readonly ColumnOf<Rollup["shortfalls"][number]>[] => {
  const audited = counts.files - counts.unauditable;
  const share: Look = { align: "right", format: "0.0%" };
  return [
    column(say("countiesShort"), 14, {}, ({ fail }) => countEntry(fail, "fail")),
    column(say("share"), 14, share, ({ fail }) => (audited === 0 ? null : fail / audited)),
    column(say("countiesUnknown"), 14, {}, ({ unknown }) => countEntry(unknown, "unknown")),
    column(say("schoolsOfIndicator"), 14, {}, ({ schools }) => numberEntry(schools)),
  ];
};

const TOP = 15;
const addOverview = (draft: Draft): void => {
  const { book, rollup, lang, say, footer } = draft;
  const sheet = addSheet(book, say("overview"), footer, TABS.overview, 1);
  setWidths(sheet, [34, 14, 14, 14, 14, 14]);
  const { counts, standard } = rollup;
  let row = putHeading(
    sheet,
    say("rollup"),
    [
      countsText(rollup, lang),
      unitTotalsText(unitTotals(rollup), lang),
      ...(rollup.config === null ? [] : [configText(rollup.config, lang)]),
    ],
    6,
  );
  const heads: readonly (readonly [string, number, Look])[] = [
    [say("files"), counts.files, {}],
    [statusWord("pass", lang), counts.pass, { tone: "pass" }],
    [statusWord("fail", lang), counts.fail, counts.fail > 0 ? { tone: "fail" } : {}],
    [statusWord("unknown", lang), counts.unknown, counts.unknown > 0 ? { tone: "unknown" } : {}],
    [say("unauditable"), counts.unauditable, counts.unauditable > 0 ? { tone: "floor" } : {}],
  ];
  row++;
  for (const [index, [label, count, look]] of heads.entries()) {
    put(sheet, row, index + 2, label, { ground: "header", align: "center" });
    put(sheet, row + 1, index + 2, count, { ...look, align: "center", bold: true, size: 16 });
  }
  put(sheet, row, 1, say("counties"), { ground: "header", align: "center" });
  put(sheet, row + 1, 1, standard.title[lang] + aside(editionText(standard, lang), lang), { align: "center" });
  sheet.getRow(row + 1).height = Math.max(
    34,
    heightOf(lineCount(standard.title[lang] + editionText(standard, lang), 34)),
  );
  row += 3;

  putAcross(sheet, { top: row, left: 1, right: 6 }, say("shortfalls"), { ground: "band", bold: true });
  row++;
  const indicators = indicatorsById(rollup);
  const partOf = (id: string): string | null => {
    const indicator = indicators.get(id);
    return indicator === undefined ? null : partWord(indicator.part, lang);
  };
  const extent = putTable(sheet, {
    top: row,
    ...tableOf(rollup.shortfalls.slice(0, TOP), [
      column(say("indicator"), 34, {}, ({ indicator }) => textEntry(indicatorName(indicator, indicators, lang))),
      column(say("part"), 14, CENTRE, ({ indicator }) => textEntry(partOf(indicator))),
      ...shortfallColumns(draft),
    ]),
  });
  row = extent.last + 2;
  const lines: (readonly [string, string])[] = [
    [say("standard"), `${standard.title[lang]} · ${editionText(standard, lang)}`],
    [say("options"), standard.options.length === 0 ? say("none") : listed(standard.options, lang)],
    ...(rollup.shard === null ? [] : [[say("shard"), `${rollup.shard.index}/${rollup.shard.of}`] as const]),
    ...(rollup.baseline === null ? [] : [[say("fresh"), baselineText(rollup.baseline, lang)] as const]),
    [say("version"), `${rollup.tool.name} ${rollup.tool.version}`],
  ];
  for (const [label, content] of lines) {
    put(sheet, row, 1, label, { ground: "band" });
    putAcross(sheet, { top: row, left: 2, right: 6 }, content);
    sheet.getRow(row).height = heightOf(lineCount(content, 70));
    row++;
  }
  setPrintArea(sheet, row - 1, 6);
};

const byRank = (counties: readonly RollupCounty[]): RollupCounty[] =>
  counties.filter(({ verdict }) => verdict !== null).sort((left, right) => left.rank! - right.rank!);

const required = (county: RollupCounty, status: "fail" | "unknown"): number =>
  county.parts === null ? 0 : PARTS.reduce((sum, part) => sum + county.parts![part][status], 0);

const partEntry = (county: RollupCounty, part: (typeof PARTS)[number], lang: Lang): Entry => {
  const count = county.parts?.[part];
  if (count === undefined) return textEntry(null);
  const status: Status =
    count.fail > 0 ? "fail" : count.unknown > 0 ? "unknown" : count.pass > 0 ? "pass" : "notApplicable";
  const many = status === "fail" ? ` ${count.fail}` : status === "unknown" ? ` ${count.unknown}` : "";
  return statusEntry(status, lang, many);
};

const addCounties = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  addList(
    draft,
    { title: say("counties"), tab: TABS.counties, remarks: [rankedText(lang)], frozenColumns: 2 },
    byRank(rollup.counties),
    [
      column(say("rank"), 7, CENTRE, ({ rank }) => rank),
      column(say("county"), 20, { bold: true }, countyName),
      column(say("verdict"), 13, {}, ({ verdict }) => statusEntry(verdict!, lang)),
      ...PARTS.map((part): ColumnOf<RollupCounty> => {
        return column(partWord(part, lang), 14, {}, (county) => partEntry(county, part, lang));
      }),
      column(say("itemsShort"), 10, {}, (county) => countEntry(required(county, "fail"), "fail")),
      column(say("itemsUnknown"), 10, {}, (county) => countEntry(required(county, "unknown"), "unknown")),
      column(say("units"), 11, {}, ({ units }) => numberEntry(units?.total ?? null)),
      column(say("metShare"), 10, { align: "right", format: "0.0%" }, ({ units }) =>
        units === null || units.total === 0 ? NOTHING : units.pass / units.total,
      ),
      column(say("unitsShort"), 11, {}, ({ units }) => countEntry(units?.fail ?? 0, "fail")),
      column(say("unitsUnknown"), 11, {}, ({ units }) => countEntry(units?.unknown ?? 0, "unknown")),
      column(say("schoolsShort"), 10, {}, ({ schools }) => countEntry(schools?.short ?? 0, "fail")),
      column(say("errors"), 8, {}, ({ problems }) => countEntry(problems.error, "floor")),
      column(say("warnings"), 8, {}, ({ problems }) => numberEntry(problems.warning)),
      column(say("dataYear"), 9, { align: "center", format: "0" }, ({ dataYear }) => dataYear ?? NOTHING),
      column(say("asOf"), 12, CENTRE, ({ asOf }) => textEntry(asOf)),
      column(say("file"), 30, {}, ({ file }) => file),
    ],
  );
};

const HEAT_WIDTH = 6;
/** Points that a turned heading takes before it wraps. */
const HEAT_HEADER = 170;

/** Cells by the hundred thousand, so they are written without measuring each; their looks are few. */
const addHeat = ({ book, rollup, lang, say, footer }: Draft): void => {
  const { indicators } = rollup.standard;
  const title = say("heat");
  const sheet = addSheet(book, title, footer, TABS.heat);
  Object.assign(sheet.pageSetup, { paperSize: A3 });
  setWidths(sheet, [7, 20, ...indicators.map(() => HEAT_WIDTH)]);
  const legend = (["pass", "fail", "unknown", "notApplicable"] as const).map((status) => word(status, lang)).join("  ");
  const remark =
    lang === "zh"
      ? `${legend}　资源配置各指标判的是校际差异系数；数字是该指标自身未达标的学校数。`
      : `${legend}  Resource indicators are judged by their spread; the number counts schools short of the indicator itself.`;
  const top = putHeading(sheet, title, [remark], Math.min(16, indicators.length + 2));
  const header: Look = { ground: "header", align: "center" };
  put(sheet, top, 1, say("rank"), header);
  put(sheet, top, 2, say("county"), header);
  const upright = sheet.styleOf(header);
  const turned = { ...upright, alignment: { ...upright.alignment, textRotation: 90 as const } };
  indicators.forEach((indicator, index) => {
    put(sheet, top, index + 3, indicatorText(indicator, lang), header).style = turned;
  });
  sheet.getRow(top).height = HEAT_HEADER;
  const looks = Object.fromEntries(
    (["pass", "fail", "unknown", "notApplicable"] as const).map((status) => [
      status,
      {
        plain: sheet.styleOf({ tone: status, align: "center", wrap: false }),
        // Nothing is short of the spread, yet schools are short of the indicator.
        partly: sheet.styleOf({ tone: status === "pass" ? "floor" : status, align: "center", wrap: false }),
        symbol: statusSymbol(status),
      },
    ]),
  ) as Record<Status, { plain: object; partly: object; symbol: string }>;
  const name = sheet.styleOf({ bold: true });
  const rank = sheet.styleOf({ align: "center" });
  const none = sheet.styleOf({ align: "center" });
  const ranked = byRank(rollup.counties);
  for (const [at, county] of ranked.entries()) {
    const row = top + 1 + at;
    sheet.getRow(row).height = 19;
    put(sheet, row, 1, county.rank).style = rank;
    put(sheet, row, 2, countyName(county)).style = name;
    county.indicators.forEach((judged, index) => {
      const cell = sheet.getCell(row, index + 3);
      if (judged === null) {
        cell.style = none;
        cell.value = NOTHING;
        return;
      }
      const look = looks[judged.status];
      cell.style = judged.short > 0 ? look.partly : look.plain;
      cell.value = judged.short > 0 ? `${look.symbol} ${judged.short}` : look.symbol;
    });
  }
  const extent: Extent = { header: top, first: top + 1, last: top + ranked.length, columns: indicators.length + 2 };
  holdTable(sheet, extent, { frozenColumns: 2 });
  setPrintArea(sheet, extent.last, extent.columns);
};

const addShortfalls = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  const indicators = indicatorsById(rollup);
  addList(
    draft,
    { title: say("shortfalls") },
    rollup.shortfalls.map((each) => ({ ...each, known: indicators.get(each.indicator) })),
    [
      column(say("code"), 10, CENTRE, ({ indicator, known }) => known?.code ?? indicator),
      column(say("indicator"), 46, {}, ({ known }) => textEntry(known?.name[lang] ?? null)),
      column(say("part"), 16, CENTRE, ({ known }) =>
        textEntry(known === undefined ? null : partWord(known.part, lang)),
      ),
      ...shortfallColumns(draft),
    ],
  );
};

/** What all counties need together, and each for itself: as numbers that can be filtered and added. */
const addNeeds = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  const indicators = indicatorsById(rollup);
  const all = [
    ...named(rollup.needs, indicators).map((need) => ({ ...need, county: say("allCounties"), file: null })),
    ...byRank(rollup.counties)
      .reverse()
      .flatMap((county) =>
        named(county.needs ?? [], indicators).map((need) => ({
          ...need,
          ...{ county: countyName(county), file: county.file, counties: null },
        })),
      ),
  ];
  if (all.length === 0) return;
  addList(draft, { title: say("needs"), remarks: [totalsRemark(lang)], frozenColumns: 1 }, all, [
    column(say("county"), 20, { bold: true }, ({ county }) => county),
    column(say("indicator"), 52, {}, (need) => totalName(need, lang)),
    column(say("must"), 16, {}, ({ must }) => numberEntry(must)),
    column(say("whole"), 16, {}, ({ whole }) => numberEntry(whole)),
    column(say("unit"), 10, CENTRE, ({ unit }) => unitHeading(unit, lang)),
    column(say("countiesInNeed"), 10, {}, ({ counties }) => numberEntry(counties)),
    column(say("file"), 30, {}, ({ file }) => textEntry(file)),
  ]);
};

const addSchools = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  addList(draft, { title: say("schools"), frozenColumns: 3 }, rollup.schools, [
    column(say("county"), 20, {}, countyName),
    column(say("schoolCode"), 16, {}, ({ code }) => textEntry(code)),
    column(say("school"), 32, { bold: true }, ({ name }) => name),
    column(say("shortOf"), 44, {}, ({ indicators }) => listed(indicators, lang)),
    column(say("file"), 30, {}, ({ file }) => file),
  ]);
};

const addProblems = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  addList(draft, { title: say("problems") }, rollup.problems, [
    column(say("severity"), 10, CENTRE, ({ severity }) =>
      entry(severityWord(severity, lang), { tone: severity === "error" ? "fail" : "floor" }),
    ),
    column(say("kind"), 40, {}, ({ code }) => problemName(code, lang)),
    column(say("count"), 12, {}, ({ count }) => numberEntry(count)),
    column(say("inCounties"), 12, {}, ({ counties }) => numberEntry(counties)),
    column(say("code"), 32, {}, ({ code }) => code),
  ]);
};

const addUnauditable = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  const unread = rollup.counties.flatMap(({ file, error }) =>
    error === null ? [] : [{ file, why: "unauditable", tone: "fail", text: error.text } as const],
  );
  const copies = rollup.duplicates.flatMap(({ files }) =>
    files.map((file) => {
      const others = files.filter((other) => other !== file).slice(0, 10);
      return { file, why: "duplicates", tone: "floor", text: listed(others, lang) } as const;
    }),
  );
  const ignored = rollup.ignored.map(
    ({ file, reason }) => ({ file, why: "ignored", tone: "notApplicable", text: ignoredText(reason, lang) }) as const,
  );
  addList(
    draft,
    { title: say("unauditable") },
    [...unread, ...copies, ...ignored],
    [
      column(say("file"), 44, {}, ({ file }) => file),
      column(say("verdict"), 22, CENTRE, ({ why, tone }) => entry(say(why), { tone })),
      column(say("reason"), 70, {}, ({ text }) => text),
    ],
  );
};

const addBaseline = (draft: Draft): void => {
  const { rollup, lang, say } = draft;
  if (rollup.baseline === null) return;
  const { fresh, stale, ambiguous } = rollup.baseline;
  const remarks = [
    baselineText(rollup.baseline, lang),
    ...ambiguous.map((each) => ambiguousText(each, lang)),
    ...(stale.length === 0 ? [] : [staleHint(lang)]),
  ];
  const all = [
    ...fresh.map((each) => ({ ...each, county: countyName(each) })),
    ...stale.map(({ file, id }) => ({ county: file, code: null, status: null, id, file })),
  ];
  addList(draft, { title: say("fresh"), remarks }, all, [
    column(say("county"), 24, {}, ({ county }) => county),
    column(say("code"), 10, CENTRE, ({ code }) => textEntry(code)),
    column(say("verdict"), 26, CENTRE, ({ status }) =>
      status === null ? entry(say("stale"), { tone: "notApplicable" }) : entry(word(status, lang), { tone: status }),
    ),
    column("ID", 48, {}, ({ id }) => id),
    column(say("file"), 30, {}, ({ file }) => file),
  ]);
};

/** The latest day by which a county was judged; a fixed one where none was. */
const writtenOn = ({ counties }: Rollup): Date => {
  const latest = counties.reduce((most, { asOf }) => (asOf !== null && asOf > most ? asOf : most), "");
  return new Date(latest === "" ? FIXED_TIME : `${latest}T00:00:00Z`);
};

/**
 * `rollup.xlsx`: overview, counties by rank, heat map of indicators by county, common shortfalls, schools short, data
 * problems, what was not audited. Equal roll-ups give equal bytes.
 */
export const renderRollupXlsx = (rollup: Rollup, options: { readonly lang: Lang }): Uint8Array => {
  const book = newBook();
  const { lang } = options;
  const draft: Draft = {
    book,
    rollup,
    lang,
    say: (name) => batchWord(name, lang),
    footer: `${editionText(rollup.standard, lang)} · ${rollup.tool.name} ${rollup.tool.version}`,
  };
  for (const add of [
    addOverview,
    addCounties,
    addHeat,
    addShortfalls,
    addNeeds,
    addSchools,
    addProblems,
    addUnauditable,
    addBaseline,
  ]) {
    add(draft);
  }
  return bytesOf(book, { creator: `${rollup.tool.name} ${rollup.tool.version}`, written: writtenOn(rollup) });
};
