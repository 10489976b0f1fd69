import { PARTS } from "../../model/parts.ts";
import type { Status } from "../../model/result.ts";
import type { Rollup, RollupCounty } from "../../model/rollup.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import {
  ambiguousText,
  baselineText,
  batchWord,
  configText,
  countsText,
  countyName,
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
import { newBook, type Sheet, type WrittenBook } from "../xlsx/book.ts";
import { countEntry, numberEntry, textEntry } from "../xlsx/entries.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  A3,
  addSheet,
  addTable,
  type Column,
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
} from "../xlsx/sheet.ts";
import type { Look } from "../xlsx/style.ts";
import { lineCount } from "../xlsx/text.ts";
import { indicatorsById, named, unitTotals } from "./views.ts";

interface Draft {
  readonly book: WrittenBook;
  readonly rollup: Rollup;
  readonly lang: Lang;
  readonly footer: string;
}

const TABS = { overview: "FF1F3864", counties: "FF2E75B6", heat: "FFC55A11", lists: "FF7F7F7F" } as const;

const word = (status: Status, lang: Lang): string => `${statusSymbol(status)} ${statusWord(status, lang)}`;

/** A sheet that is one table: title, remarks, frozen header, a filter over exactly the rows. */
const addList = (
  { book, footer }: Draft,
  title: string,
  tab: string,
  remarks: readonly string[],
  columns: readonly Column[],
  rows: readonly (readonly Entry[])[],
  frozenColumns = 0,
): Sheet => addTable(book, { title, tab, footer, remarks, columns, rows, frozenColumns }).sheet;

const TOP = 15;
const addOverview = ({ book, rollup, lang, footer }: Draft): void => {
  const sheet = addSheet(book, batchWord("overview", lang), footer, TABS.overview, 1);
  setWidths(sheet, [34, 14, 14, 14, 14, 14]);
  const { counts, standard } = rollup;
  let row = putHeading(
    sheet,
    batchWord("rollup", lang),
    [
      countsText(rollup, lang),
      unitTotalsText(unitTotals(rollup), lang),
      ...(rollup.config === null ? [] : [configText(rollup.config, lang)]),
    ],
    6,
  );
  const heads: readonly (readonly [string, number, Look])[] = [
    [batchWord("files", lang), counts.files, {}],
    [statusWord("pass", lang), counts.pass, { tone: "pass" }],
    [statusWord("fail", lang), counts.fail, counts.fail > 0 ? { tone: "fail" } : {}],
    [statusWord("unknown", lang), counts.unknown, counts.unknown > 0 ? { tone: "unknown" } : {}],
    [batchWord("unauditable", lang), counts.unauditable, counts.unauditable > 0 ? { tone: "floor" } : {}],
  ];
  row++;
  for (const [index, [label, count, look]] of heads.entries()) {
    put(sheet, row, index + 2, label, { ground: "header", align: "center" });
    put(sheet, row + 1, index + 2, count, { ...look, align: "center", bold: true, size: 16 });
  }
  put(sheet, row, 1, batchWord("counties", lang), { ground: "header", align: "center" });
  put(sheet, row + 1, 1, `${standard.title[lang]} (${standard.id} ${standard.edition})`, { align: "center" });
  sheet.getRow(row + 1).height = Math.max(34, heightOf(lineCount(standard.title[lang] + standard.id, 34)));
  row += 3;

  putAcross(sheet, { top: row, left: 1, right: 6 }, batchWord("shortfalls", lang), { ground: "band", bold: true });
  row++;
  const audited = counts.files - counts.unauditable;
  const columns: Column[] = [
    { title: batchWord("indicator", lang), width: 34 },
    { title: batchWord("part", lang), width: 14, look: { align: "center" } },
    { title: batchWord("countiesShort", lang), width: 14 },
    { title: batchWord("share", lang), width: 14, look: { align: "right", format: "0.0%" } },
    { title: batchWord("countiesUnknown", lang), width: 14 },
    { title: batchWord("schoolsOfIndicator", lang), width: 14 },
  ];
  const indicators = indicatorsById(rollup);
  const extent = putTable(sheet, {
    top: row,
    columns,
    rows: rollup.shortfalls.slice(0, TOP).map(({ indicator: id, fail, unknown, schools }) => {
      const indicator = indicators.get(id);
      return [
        textEntry(indicator === undefined ? id : indicatorText(indicator, lang)),
        textEntry(indicator === undefined ? null : partWord(indicator.part, lang)),
        countEntry(fail, "fail"),
        { content: audited === 0 ? null : fail / audited },
        countEntry(unknown, "unknown"),
        numberEntry(schools),
      ];
    }),
  });
  row = extent.last + 2;
  const lines: (readonly [string, string])[] = [
    [batchWord("standard", lang), `${standard.title[lang]} · ${standard.id} ${standard.edition}`],
    [
      batchWord("options", lang),
      standard.options.length === 0 ? batchWord("none", lang) : listed(standard.options, lang),
    ],
    ...(rollup.shard === null ? [] : [[batchWord("shard", lang), `${rollup.shard.index}/${rollup.shard.of}`] as const]),
    ...(rollup.baseline === null ? [] : [[batchWord("fresh", lang), baselineText(rollup.baseline, lang)] as const]),
    [batchWord("version", lang), `${rollup.tool.name} ${rollup.tool.version}`],
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
  return { content: `${word(status, lang)}${many}`, look: { tone: status, align: "center", wrap: false } };
};

const addCounties = (draft: Draft): void => {
  const { rollup, lang } = draft;
  const columns: Column[] = [
    { title: batchWord("rank", lang), width: 7, look: { align: "center" } },
    { title: batchWord("county", lang), width: 20, look: { bold: true } },
    { title: batchWord("verdict", lang), width: 13 },
    ...PARTS.map((part): Column => ({ title: partWord(part, lang), width: 14 })),
    { title: batchWord("itemsShort", lang), width: 10 },
    { title: batchWord("itemsUnknown", lang), width: 10 },
    { title: batchWord("units", lang), width: 11 },
    { title: batchWord("metShare", lang), width: 10, look: { align: "right", format: "0.0%" } },
    { title: batchWord("unitsShort", lang), width: 11 },
    { title: batchWord("unitsUnknown", lang), width: 11 },
    { title: batchWord("schoolsShort", lang), width: 10 },
    { title: batchWord("errors", lang), width: 8 },
    { title: batchWord("warnings", lang), width: 8 },
    { title: batchWord("dataYear", lang), width: 9, look: { align: "center" } },
    { title: batchWord("asOf", lang), width: 12, look: { align: "center" } },
    { title: batchWord("file", lang), width: 30 },
  ];
  addList(
    draft,
    batchWord("counties", lang),
    TABS.counties,
    [rankedText(lang)],
    columns,
    byRank(rollup.counties).map((county) => {
      const verdict = county.verdict!;
      return [
        { content: county.rank },
        textEntry(countyName(county)),
        { content: word(verdict, lang), look: { tone: verdict, align: "center", wrap: false } },
        ...PARTS.map((part) => partEntry(county, part, lang)),
        countEntry(required(county, "fail"), "fail"),
        countEntry(required(county, "unknown"), "unknown"),
        numberEntry(county.units?.total ?? null),
        {
          content: county.units === null || county.units.total === 0 ? NOTHING : county.units.pass / county.units.total,
        },
        countEntry(county.units?.fail ?? 0, "fail"),
        countEntry(county.units?.unknown ?? 0, "unknown"),
        countEntry(county.schools?.short ?? 0, "fail"),
        countEntry(county.problems.error, "floor"),
        numberEntry(county.problems.warning),
        { content: county.dataYear ?? NOTHING, look: { format: "0" } },
        textEntry(county.asOf),
        textEntry(county.file),
      ];
    }),
    2,
  );
};

const HEAT_WIDTH = 6;
/** Points that a turned heading takes before it wraps. */
const HEAT_HEADER = 170;

/** Cells by the hundred thousand, so they are written without measuring each; their looks are few. */
const addHeat = ({ book, rollup, lang, footer }: Draft): void => {
  const { indicators } = rollup.standard;
  const title = batchWord("heat", lang);
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
  put(sheet, top, 1, batchWord("rank", lang), header);
  put(sheet, top, 2, batchWord("county", lang), header);
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
  const { rollup, lang } = draft;
  const indicators = indicatorsById(rollup);
  const audited = rollup.counts.files - rollup.counts.unauditable;
  addList(
    draft,
    batchWord("shortfalls", lang),
    TABS.lists,
    [],
    [
      { title: batchWord("code", lang), width: 10, look: { align: "center" } },
      { title: batchWord("indicator", lang), width: 46 },
      { title: batchWord("part", lang), width: 16, look: { align: "center" } },
      { title: batchWord("countiesShort", lang), width: 14 },
      { title: batchWord("share", lang), width: 14, look: { align: "right", format: "0.0%" } },
      { title: batchWord("countiesUnknown", lang), width: 14 },
      { title: batchWord("schoolsOfIndicator", lang), width: 14 },
    ],
    rollup.shortfalls.map(({ indicator: id, fail, unknown, schools }) => {
      const indicator = indicators.get(id);
      return [
        textEntry(indicator?.code ?? id),
        textEntry(indicator?.name[lang] ?? null),
        textEntry(indicator === undefined ? null : partWord(indicator.part, lang)),
        countEntry(fail, "fail"),
        { content: audited === 0 ? null : fail / audited },
        countEntry(unknown, "unknown"),
        numberEntry(schools),
      ];
    }),
  );
};

/** What all counties need together, and each for itself: as numbers that can be filtered and added. */
const addNeeds = (draft: Draft): void => {
  const { rollup, lang } = draft;
  const indicators = indicatorsById(rollup);
  const all = [
    ...named(rollup.needs, indicators).map((need) => ({ ...need, county: batchWord("allCounties", lang), file: null })),
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
  addList(
    draft,
    batchWord("needs", lang),
    TABS.lists,
    [totalsRemark(lang)],
    [
      { title: batchWord("county", lang), width: 20, look: { bold: true } },
      { title: batchWord("indicator", lang), width: 52 },
      { title: batchWord("must", lang), width: 16 },
      { title: batchWord("whole", lang), width: 16 },
      { title: batchWord("unit", lang), width: 10, look: { align: "center" } },
      { title: batchWord("countiesInNeed", lang), width: 10 },
      { title: batchWord("file", lang), width: 30 },
    ],
    all.map((need) => [
      textEntry(need.county),
      textEntry(totalName(need, lang)),
      numberEntry(need.must),
      numberEntry(need.whole),
      textEntry(unitHeading(need.unit, lang)),
      numberEntry(need.counties),
      textEntry(need.file),
    ]),
    1,
  );
};

const addSchools = (draft: Draft): void => {
  const { rollup, lang } = draft;
  addList(
    draft,
    batchWord("schools", lang),
    TABS.lists,
    [],
    [
      { title: batchWord("county", lang), width: 20 },
      { title: batchWord("schoolCode", lang), width: 16 },
      { title: batchWord("school", lang), width: 32, look: { bold: true } },
      { title: batchWord("shortOf", lang), width: 44 },
      { title: batchWord("file", lang), width: 30 },
    ],
    rollup.schools.map(({ file, county, code, name, indicators }) => [
      textEntry(countyName({ county, file })),
      textEntry(code),
      textEntry(name),
      textEntry(listed(indicators, lang)),
      textEntry(file),
    ]),
    3,
  );
};

const addProblems = (draft: Draft): void => {
  const { rollup, lang } = draft;
  addList(
    draft,
    batchWord("problems", lang),
    TABS.lists,
    [],
    [
      { title: batchWord("severity", lang), width: 10, look: { align: "center" } },
      { title: batchWord("kind", lang), width: 40 },
      { title: batchWord("count", lang), width: 12 },
      { title: batchWord("inCounties", lang), width: 12 },
      { title: batchWord("code", lang), width: 32 },
    ],
    rollup.problems.map(({ code, severity, count, counties }) => [
      { content: severityWord(severity, lang), look: { tone: severity === "error" ? "fail" : "floor" } },
      textEntry(problemName(code, lang)),
      numberEntry(count),
      numberEntry(counties),
      textEntry(code),
    ]),
  );
};

const addUnauditable = (draft: Draft): void => {
  const { rollup, lang } = draft;
  const rows: (readonly Entry[])[] = [
    ...rollup.counties.flatMap(({ file, error }) =>
      error === null
        ? []
        : [
            [
              textEntry(file),
              { content: batchWord("unauditable", lang), look: { tone: "fail" as const } },
              textEntry(error.text),
            ],
          ],
    ),
    ...rollup.duplicates.flatMap(({ files }) =>
      files.map((file) => [
        textEntry(file),
        { content: batchWord("duplicates", lang), look: { tone: "floor" as const } },
        textEntry(listed(files.filter((other) => other !== file).slice(0, 10), lang)),
      ]),
    ),
    ...rollup.ignored.map(({ file, reason }) => [
      textEntry(file),
      { content: batchWord("ignored", lang), look: { tone: "notApplicable" as const } },
      textEntry(ignoredText(reason, lang)),
    ]),
  ];
  addList(
    draft,
    batchWord("unauditable", lang),
    TABS.lists,
    [],
    [
      { title: batchWord("file", lang), width: 44 },
      { title: batchWord("verdict", lang), width: 22, look: { align: "center" } },
      { title: batchWord("reason", lang), width: 70 },
    ],
    rows,
  );
};

const addBaseline = (draft: Draft): void => {
  const { rollup, lang } = draft;
  if (rollup.baseline === null) return;
  const { fresh, stale, ambiguous } = rollup.baseline;
  addList(
    draft,
    batchWord("fresh", lang),
    TABS.lists,
    [
      baselineText(rollup.baseline, lang),
      ...ambiguous.map((each) => ambiguousText(each, lang)),
      ...(stale.length === 0 ? [] : [staleHint(lang)]),
    ],
    [
      { title: batchWord("county", lang), width: 24 },
      { title: batchWord("code", lang), width: 10, look: { align: "center" } },
      { title: batchWord("verdict", lang), width: 26, look: { align: "center" } },
      { title: "ID", width: 48 },
      { title: batchWord("file", lang), width: 30 },
    ],
    [
      ...fresh.map(({ file, county, id, code, status }): Entry[] => [
        textEntry(countyName({ county, file })),
        textEntry(code),
        { content: word(status, lang), look: { tone: status } },
        textEntry(id),
        textEntry(file),
      ]),
      ...stale.map(({ file, id }): Entry[] => [
        textEntry(file),
        textEntry(null),
        { content: batchWord("stale", lang), look: { tone: "notApplicable" } },
        textEntry(id),
        textEntry(file),
      ]),
    ],
  );
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
    footer: `${rollup.standard.id} ${rollup.standard.edition} · ${rollup.tool.name} ${rollup.tool.version}`,
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
