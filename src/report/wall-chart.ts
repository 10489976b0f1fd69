import type { AuditResult } from "../model/result.ts";
import { STAGES } from "../model/school.ts";
import { shell } from "./html/document.ts";
import { type Content, html, type Markup } from "./html/markup.ts";
import type { RenderOptions } from "./reporter.ts";
import {
  isTask,
  NO_CELL,
  type WallCell,
  type WallChart,
  type WallChartSources,
  type WallRow,
  wallChartOf,
} from "./wall-chart/chart.ts";
import { GAP, layOut, type Paper, type PaperRow } from "./wall-chart/paper.ts";
import {
  daysHint,
  LEGEND,
  meaningText,
  moreExcludedText,
  moreTasksText,
  rowDayText,
  standingText,
  wallCounts,
  wallTitle,
  wallWord,
} from "./wording/wall-chart.ts";
import {
  indicatorText,
  type Lang,
  labelled,
  listed,
  NOTHING,
  numberText,
  paperStampText,
  stageWord,
  statusSymbol,
  statusWord,
  verdictSentence,
} from "./wording.ts";

/** So many days, county items and names have room beside the schools; the gap report has all. */
const MOST = { A3: { days: 6, tasks: 8, excluded: 8 }, A1: { days: 12, tasks: 20, excluded: 20 } } as const;

const lookOf = ({ width, height, margin, letters, sideLetters, panels, side, widths }: Paper, air: number): string => `
:root{color-scheme:light}
*{box-sizing:border-box}
html,body{margin:0;background:#fff;color:#111}
body{font:${letters}pt/1.22 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif;print-color-adjust:exact;-webkit-print-color-adjust:exact}
@page{size:${width}mm ${height}mm;margin:${margin}mm}
.sheet{width:${width - 2 * margin}mm;break-after:page}
.sheet:last-child{break-after:auto}
@media screen{body{padding:${margin}mm}.sheet+.sheet{margin-top:${2 * margin}mm}}
h1{font-size:2.2em;line-height:1.2;margin:0 0 1mm;text-align:center;letter-spacing:.05em}
h2{font-size:1.1em;margin:2.5mm 0 .8mm;border-bottom:.4mm solid #1f3864;color:#1f3864}
h2:first-child{margin-top:0}
p{margin:0 0 .8mm}
.verdict{font-weight:700;font-size:1.15em;text-align:center}
.counts{text-align:center}
.body{display:grid;grid-template-columns:repeat(${panels},minmax(0,1fr)) ${side}mm;gap:${GAP}mm;align-items:start;margin-top:1mm}
table{border-collapse:collapse;table-layout:fixed;width:100%}
th,td{border:.2mm solid #888;padding:.5mm .9mm;vertical-align:middle;overflow-wrap:anywhere;text-align:left}
thead th{background:#1f3864;color:#fff;text-align:center;font-weight:600}
.schools .number{width:${widths.number.toFixed(2)}mm;text-align:center}
.schools .day{width:${widths.day.toFixed(2)}mm;text-align:center}
.schools .item{width:${widths.item.toFixed(2)}mm;text-align:center}
.schools td{text-align:center}
.schools tbody th{font-weight:600}
.schools small,.side small{font-size:1em;font-weight:400;color:#333}
.overdue{background:#a11212;color:#fff;font-weight:700}
.short{background:#fbd0cb;color:#7d0d0d;font-weight:700}
.gone{background:#e8def8;color:#3b1f6b;font-weight:700}
.open{background:#dfe3e8;color:#222}
.spared{background:#fff0c2;color:#5c4000}
.closed{background:#bfe5ca;color:#0d4a20}
.met{background:#e8f5ec;color:#14532d}
.pass{color:#14532d}.fail{color:#a11212;font-weight:700}.unknown{color:#333}
.side{font-size:${sideLetters}pt}.side th,.side td{padding:.25mm .7mm}.side th:first-child{width:46%}
.side td.number{text-align:right;white-space:nowrap}
.legend td:first-child{width:38%;text-align:center}
footer{margin-top:1mm;color:#333}
.schools tbody td,.schools tbody th{padding-top:${(0.5 + air / 2).toFixed(2)}mm;padding-bottom:${(0.5 + air / 2).toFixed(2)}mm}
`;

const stageText = ({ stage }: WallCell, lang: Lang): string | null => (stage === null ? null : stageWord(stage, lang));

/** What a cell says: its standing, and its day where that is not its school's. */
const cellTexts = (cell: WallCell, row: WallRow, lang: Lang): readonly string[] => {
  const text = standingText(cell.standing, stageText(cell, lang), lang);
  if (cell.standing === "closed") return cell.day === null ? [text] : [text, cell.day];
  if (!isTask(cell.standing) || cell.day === row.day) return [text];
  return [text, cell.day ?? wallWord("noDay", lang)];
};

/** Schools of one name are told apart by their codes. */
const namesOf = (rows: readonly WallRow[]): ((row: WallRow) => string) => {
  const count = new Map<string, number>();
  for (const { school } of rows) count.set(school.name, (count.get(school.name) ?? 0) + 1);
  return ({ school: { name, code } }) => (count.get(name)! > 1 && code !== null ? `${name}\n${code}` : name);
};

const itemTitle = ({ indicator }: WallChart["items"][number], lang: Lang): string =>
  indicator === null ? wallWord("together", lang) : indicatorText(indicator, lang);

const broken = (text: string): Content => {
  const [first = "", ...others] = text.split("\n");
  return [first, others.map((other) => html`<br>${other}`)];
};

const spreadsTable = ({ spreads }: WallChart, lang: Lang): Markup =>
  html`<h2>${wallWord("spreads", lang)}</h2><table><thead><tr><th>${wallWord("item", lang)}</th>${STAGES.map((stage) => html`<th>${stageWord(stage, lang)}</th>`)}</tr></thead><tbody>${spreads.map(
    ({ indicator, stages }) =>
      html`<tr><th>${indicatorText(indicator, lang)}</th>${STAGES.map((stage) => {
        const found = stages.get(stage);
        if (found === undefined) return html`<td>${NOTHING}</td>`;
        const { cv, limit, status } = found;
        const limits = limit === null ? [] : [{ operator: "<=", value: limit } as const];
        const value = cv === null ? statusWord("unknown", lang) : numberText(cv, 3, limits);
        const bound = limit === null ? null : html` <small>${wallWord("limit", lang)} ${numberText(limit, 2)}</small>`;
        const { standing, day } = found;
        const when = day ?? wallWord("noDay", lang);
        const due = isTask(standing)
          ? html`<br><span class="${standing}">${standing === "overdue" ? standingText(standing, null, lang) : null} ${when}</span>`
          : null;
        return html`<td><span class="${status}">${statusSymbol(status)} ${value}</span>${bound}${due}</td>`;
      })}</tr>`,
  )}</tbody></table>`;

const timetable = ({ days }: WallChart, most: number, lang: Lang): Markup | null => {
  if (days.length === 0) return null;
  const shown = days.length <= most ? days : [...days.slice(0, most - 1), days.at(-1)!];
  return html`<h2>${wallWord("timetable", lang)}</h2><table><thead><tr><th>${wallWord("day", lang)}</th><th>${wallWord("items", lang)}</th><th>${wallWord("schools", lang)}</th></tr></thead><tbody>${shown.map(
    ({ day, items, schools }) =>
      html`<tr><th>${day ?? wallWord("undated", lang)}</th><td class="number">${items}</td><td class="number">${schools}</td></tr>`,
  )}</tbody></table>`;
};

const tasksTable = ({ tasks }: WallChart, most: number, lang: Lang): Markup => {
  if (tasks.length === 0) return html`<h2>${wallWord("tasks", lang)}</h2><p>${wallWord("noTasks", lang)}</p>`;
  const more = tasks.length - most;
  return html`<h2>${wallWord("tasks", lang)} ${tasks.length}</h2><table><tbody>${tasks
    .slice(0, most)
    .map(
      ({ finding, standing, day }) =>
        html`<tr><th>${indicatorText(finding.indicator, lang)}</th><td class="${standing}">${standingText(standing, null, lang)}<br>${day ?? wallWord("noDay", lang)}</td></tr>`,
    )}</tbody></table>${more > 0 ? html`<p>${moreTasksText(more, lang)}</p>` : null}`;
};

const legend = (chart: WallChart, most: number, lang: Lang): Markup => {
  const names = [...new Set(chart.excluded.map(({ school }) => school.name))];
  return html`<h2>${wallWord("legend", lang)}</h2><table class="legend"><tbody>${LEGEND.map(
    (standing) =>
      html`<tr><td class="${standing}">${standingText(standing, null, lang)}</td><td>${meaningText(standing, lang)}</td></tr>`,
  )}</tbody></table><p>${daysHint(lang)}</p>${
    names.length === 0
      ? null
      : html`<p>${labelled(wallWord("excluded", lang), moreExcludedText(names.slice(0, most), names.length, lang), lang)}</p>`
  }`;
};

/**
 * 挂图: one sheet for the wall, schools × items with the day by which each is to be met. A page that needs nothing but
 * itself; its print style is A3, or A1 where A3 has no room for its schools.
 */
export const renderWallChart = async (
  result: AuditResult,
  { lang }: RenderOptions,
  sources: WallChartSources = { plan: null, ledger: null },
): Promise<string> => {
  const chart = wallChartOf(result, sources);
  const nameOf = namesOf(chart.rows);
  const titles = chart.items.map((item) => itemTitle(item, lang));
  const texts = chart.rows.map((row) =>
    chart.items.map(({ key }) => cellTexts(row.cells.get(key) ?? NO_CELL, row, lang)),
  );
  const { paper, sheets, air } = layOut(
    chart.rows.map(
      (row, index): PaperRow => ({
        name: nameOf(row),
        day: rowDayText(row, lang),
        items: texts[index]!.map((each) => each.join("\n")),
      }),
    ),
    titles,
  );
  const title = wallTitle(result, lang);
  const rowOf = (index: number): Markup => {
    const row = chart.rows[index]!;
    const cells = chart.items.map(({ key }, place) => {
      const { standing } = row.cells.get(key) ?? NO_CELL;
      return html`<td class="${standing}">${broken(texts[index]![place]!.join("\n"))}</td>`;
    });
    return html`<tr><td class="number">${index + 1}</td><th scope="row">${broken(nameOf(row))}</th><td class="day ${row.tasks === 0 ? "met" : row.standing}">${broken(rowDayText(row, lang))}</td>${cells}</tr>`;
  };
  const panel = (rows: readonly number[]): Markup =>
    html`<table class="schools"><thead><tr><th class="number">#</th><th>${wallWord("school", lang)}</th><th class="day">${wallWord("due", lang)}</th>${titles.map((text) => html`<th class="item">${text}</th>`)}</tr></thead><tbody>${rows.map(rowOf)}</tbody></table>`;
  const most = MOST[paper.name];
  const side = html`<div class="side">${spreadsTable(chart, lang)}${timetable(chart, most.days, lang)}${tasksTable(chart, most.tasks, lang)}${legend(chart, most.excluded, lang)}</div>`;
  const met =
    chart.met.length === 0
      ? null
      : html`<p>${labelled(
          wallWord("met", lang),
          listed(
            chart.met.map((indicator) => indicatorText(indicator, lang)),
            lang,
          ),
          lang,
        )}</p>`;
  const body = sheets.map(
    (panels, index) =>
      html`<section class="sheet"><h1>${title}${sheets.length > 1 ? ` ${index + 1}/${sheets.length}` : ""}</h1><p class="verdict ${result.verdict}">${statusSymbol(result.verdict)} ${verdictSentence(result, lang)}</p><p class="counts">${wallCounts(chart, result.standard.asOf, lang)}</p><div class="body">${panels.map(panel)}${side}</div>${met}<footer>${paperStampText(result, lang)}</footer></section>`,
  );
  return shell({ lang, title, look: lookOf(paper, air), script: null, body: html`${body}` });
};
