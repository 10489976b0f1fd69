import { PARTS } from "../../model/parts.ts";
import type { Rollup } from "../../model/rollup.ts";
import { rowsOf } from "../document.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, type Page, statusCell } from "../terminal/page.ts";
import { elided, safeText } from "../text-safety.ts";
import {
  ambiguousText,
  aside,
  baselineText,
  batchWord,
  configText,
  countsText,
  countyName,
  editionText,
  ignoredText,
  indicatorText,
  type Lang,
  labelled,
  listed,
  mustTotalsText,
  NOTHING,
  partWord,
  problemName,
  severityWord,
  staleHint,
  unitTotalsText,
} from "../wording.ts";
import {
  countyNamer,
  indicatorName,
  indicatorsById,
  named,
  openParts,
  partCell,
  sameNames,
  unitsMet,
  unitTotals,
  worstFirst,
} from "./views.ts";

/** Rows of each list unless all are asked for. */
const USUAL_ROWS = 20;
const MOST_COMMON = 10;

interface Report {
  readonly page: Page;
  readonly rollup: Rollup;
  readonly lang: Lang;
  readonly rows: number;
}

/** From this width on, each part has a column of its own. */
const WIDTH_FOR_PARTS = 110;
/** Columns of a county's name where space is short. */
const LEAST_NAME = 28;
/** The lists of names in {@link unauditable} stand under a mark of this width. */
const MARK_WIDTH = 2;

const more = ({ page, lang }: Report, left: number): void => {
  if (left <= 0) return;
  const text =
    lang === "zh"
      ? `另有 ${left} 条，见 rollup.xlsx；--all 全部列出`
      : `${left} more: see rollup.xlsx, or list all with --all`;
  page.text(text, { paint: page.paints.faint });
};

const counties = (report: Report): void => {
  const { page, rollup, lang, rows } = report;
  const all = worstFirst(rollup.counties);
  if (all.length === 0) return;
  page.section(batchWord("counties", lang) + aside(batchWord("worstFirst", lang), lang));
  const wide = page.width >= WIDTH_FOR_PARTS;
  const nameOf = countyNamer(rollup, lang);
  page.table(
    [
      { heading: batchWord("rank", lang), align: "right" },
      { heading: batchWord("county", lang), least: LEAST_NAME, elided: true },
      { heading: batchWord("verdict", lang) },
      ...(wide
        ? PARTS.map((part) => ({ heading: partWord(part, lang), least: 4 }))
        : [{ heading: batchWord("partsOpen", lang), least: 16 }]),
      { heading: batchWord("unitsMet", lang), align: "right" as const, least: 6 },
    ],
    all
      .slice(0, rows)
      .map((county) => [
        { text: String(county.rank ?? NOTHING) },
        { text: nameOf(county) },
        county.verdict === null ? { text: NOTHING } : statusCell(county.verdict, page, lang),
        ...(wide
          ? PARTS.map((part) => ({ text: partCell(county, part) }))
          : [{ text: openParts(county, lang) || NOTHING }]),
        { text: unitsMet(county) },
      ]),
  );
  const left = all.slice(rows);
  if (left.length === 0) return;
  const met = left.filter(({ verdict }) => verdict === "pass").length;
  page.text(
    lang === "zh"
      ? `另有 ${left.length} 个县（达标 ${met}），见 rollup.xlsx；--all 全部列出`
      : `${left.length} more ${left.length === 1 ? "county" : "counties"} (${met} met): see rollup.xlsx, or list all with --all`,
    { paint: page.paints.faint },
  );
};

const shortfalls = (report: Report): void => {
  const { page, rollup, lang } = report;
  page.section(batchWord("shortfalls", lang));
  if (rollup.shortfalls.length === 0) {
    page.text(batchWord("none", lang));
    return;
  }
  const indicators = indicatorsById(rollup);
  const shown = Math.min(
    rollup.shortfalls.length,
    report.rows === Number.POSITIVE_INFINITY ? report.rows : MOST_COMMON,
  );
  page.table(
    [
      { heading: batchWord("indicator", lang), least: 16 },
      { heading: batchWord("countiesShort", lang), align: "right", least: 6 },
      { heading: batchWord("countiesUnknown", lang), align: "right", least: 6 },
      { heading: batchWord("schoolsOfIndicator", lang), align: "right", least: 8 },
    ],
    rollup.shortfalls
      .slice(0, shown)
      .map(({ indicator, fail, unknown, schools }) =>
        [indicatorName(indicator, indicators, lang), fail, unknown, schools].map((text) => ({ text: String(text) })),
      ),
  );
  more(report, rollup.shortfalls.length - shown);
};

const needs = ({ page, rollup, lang }: Report): void => {
  const text = mustTotalsText(named(rollup.needs, indicatorsById(rollup)), lang);
  if (text === null) return;
  page.section(batchWord("needs", lang));
  page.text(text);
};

const problems = (report: Report): void => {
  const { page, rollup, lang } = report;
  if (rollup.problems.length === 0) return;
  page.section(batchWord("problems", lang));
  const shown = Math.min(rollup.problems.length, report.rows === Number.POSITIVE_INFINITY ? report.rows : MOST_COMMON);
  for (const { code, severity, count, counties: inCounties } of rollup.problems.slice(0, shown)) {
    const text =
      lang === "zh"
        ? `${problemName(code, lang)}：${count} 处，涉及 ${inCounties} 个县`
        : `${problemName(code, lang)}: ${count} in ${inCounties} counties`;
    page.item({ text: severityWord(severity, lang), paint: page.paints[severity] }, text);
  }
  more(report, rollup.problems.length - shown);
};

const fileCount = (files: number, lang: Lang): string => (lang === "zh" ? `${files} 个文件` : `${files} files`);

const unauditable = (report: Report): void => {
  const { page, rollup, lang, rows } = report;
  const files = rollup.counties.filter(({ error }) => error !== null);
  if (files.length > 0) {
    page.section(batchWord("unauditable", lang));
    for (const { error } of files.slice(0, rows)) {
      page.item({ text: "✗", paint: page.paints.fail }, error!.text.trim());
    }
    more(report, files.length - rows);
  }
  const { duplicates, ignored } = rollup;
  if (duplicates.length > 0) {
    page.section(batchWord("duplicates", lang));
    for (const { files: same } of duplicates.slice(0, rows)) {
      for (const [index, file] of same.entries()) {
        page.item({ text: index === 0 ? "=" : " " }, elided(safeText(file), page.width - MARK_WIDTH));
      }
    }
    more(report, duplicates.length - rows);
  }
  const repeated = sameNames(rollup);
  if (repeated.length > 0) {
    page.section(batchWord("sameName", lang));
    for (const { county, files: same } of repeated.slice(0, rows)) {
      page.item({ text: "!", paint: page.paints.warning }, labelled(county, fileCount(same.length, lang), lang));
      for (const file of same) {
        page.text(elided(safeText(file), page.width - MARK_WIDTH), { indent: MARK_WIDTH });
      }
    }
    more(report, repeated.length - rows);
  }
  // A file that only looks like no county may be one; what Excel left behind is worth a number.
  const doubtful = ignored.filter(({ reason }) => !["lock", "format"].includes(reason));
  if (ignored.length === 0) return;
  page.section(`${batchWord("ignored", lang)} ${ignored.length}`);
  for (const { file, reason } of doubtful.slice(0, rows)) {
    page.item(
      { text: "?", paint: page.paints.unknown },
      labelled(elided(safeText(file), page.width - MARK_WIDTH), ignoredText(reason, lang), lang),
    );
  }
  more(report, doubtful.length - rows);
  const others = ignored.length - doubtful.length;
  if (doubtful.length === 0 || others === 0) return;
  page.text(
    lang === "zh"
      ? `其余 ${others} 个是临时文件、锁文件或不是工作簿的文件`
      : `The other ${others}: temporary files, lock files and files that are no workbooks`,
    { paint: page.paints.faint },
  );
};

const baseline = (report: Report): void => {
  const { page, rollup, lang, rows } = report;
  if (rollup.baseline === null) return;
  const { fresh, stale, ambiguous } = rollup.baseline;
  page.section(baselineText(rollup.baseline, lang));
  for (const each of ambiguous.slice(0, rows)) page.item({ text: "!" }, ambiguousText(each, lang));
  more(report, ambiguous.length - rows);
  const byCode = new Map(rollup.standard.indicators.map((indicator) => [indicator.code, indicator]));
  for (const { file, county, code, id, status } of fresh.slice(0, rows)) {
    const indicator = byCode.get(code);
    const what = indicator === undefined ? code : indicatorText(indicator, lang);
    page.item(statusCell(status, page, lang), `${countyName({ county, file })} ${what} (${id})`);
  }
  more(report, fresh.length - rows);
  if (stale.length === 0) return;
  page.text(labelled(batchWord("stale", lang), staleHint(lang), lang));
  for (const { file, id } of stale.slice(0, rows)) page.item({ text: "-" }, `${file} ${id}`, { indent: 2 });
  more(report, stale.length - rows);
};

/** The roll-up for a terminal: counts, the counties that need a look, common shortfalls, problems, what was not audited. */
export const renderRollupTerminal = (rollup: Rollup, options: RenderOptions): string => {
  const page = newPage(options);
  const { lang, limitRows } = options;
  const rows = rowsOf(limitRows, USUAL_ROWS);
  const report: Report = { page, rollup, lang, rows };
  page.text(countsText(rollup, lang), { paint: page.paints.strong });
  if (rollup.counts.files > rollup.counts.unauditable) page.text(unitTotalsText(unitTotals(rollup), lang));
  for (const section of [counties, shortfalls, needs, problems, unauditable, baseline]) section(report);
  page.blank();
  const { standard, tool, shard } = rollup;
  page.text(
    [
      editionText(standard, lang),
      ...(standard.options.length === 0
        ? []
        : [labelled(batchWord("options", lang), listed(standard.options, lang), lang)]),
      ...(shard === null ? [] : [`${batchWord("shard", lang)} ${shard.index}/${shard.of}`]),
      ...(rollup.config === null ? [] : [configText(rollup.config, lang)]),
      `${tool.name} ${tool.version}`,
    ].join(" · "),
    { paint: page.paints.faint },
  );
  return page.toString();
};
