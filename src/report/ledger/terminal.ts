import {
  type DueEntry,
  LEDGER_STATES,
  type LedgerAccount,
  type LedgerCalendar,
  type LedgerEntry,
  type LedgerState,
} from "../../model/ledger.ts";
import { STAGES } from "../../model/school.ts";
import { rowsOf } from "../document.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, type Page } from "../terminal/page.ts";
import type { Cell } from "../terminal/table.ts";
import { counted, type Lang, listed, type Words } from "../wording/language.ts";
import { moreText, stageWord, WHOLE_COUNTY } from "../wording.ts";

/** Rows of a long list; the ledger has them all. */
const ROWS = 20;

const STATES = Object.keys(LEDGER_STATES) as LedgerState[];
/** What is listed row by row, and what is to be done about it. */
const LISTED: readonly (readonly [state: LedgerState, heading: Words, advice: Words | null])[] = [
  ["new", { zh: "新增的差距", en: "New shortfalls" }, null],
  ["back", { zh: "销号后反弹", en: "Closed before, short again" }, null],
  ["overdue", { zh: "逾期", en: "Overdue" }, null],
  [
    "missing",
    { zh: "数据缺失，不销号", en: "Figures missing, so not closed" },
    { zh: "把数补进工作簿后再运行", en: "Fill them in and run again" },
  ],
  [
    "gone",
    { zh: "学校不在工作簿里", en: "Schools that the workbook no longer has" },
    {
      zh: "撤并的，请在“备注”写明；更名的，请在工作簿里填上学校标识码",
      en: "Note a merger in 备注; of a school that was renamed, enter its code in the workbook",
    },
  ],
  ["apart", { zh: "不在本次的标准里，没有判定", en: "Not of this run's standard, so not judged" }, null],
];

/** The ledger's own words, which are Chinese, in another language. */
const inWords = (text: string, lang: Lang): string => {
  if (text === WHOLE_COUNTY.zh) return WHOLE_COUNTY[lang];
  const stage = STAGES.find((each) => stageWord(each, "zh") === text);
  return stage === undefined ? text : stageWord(stage, lang);
};

const subjectOf = ({ school, stage }: Pick<LedgerEntry, "school" | "stage">, lang: Lang): string =>
  [school, stage]
    .filter((text) => text !== "")
    .map((text) => inWords(text, lang))
    .join(" ");

const entryText = (entry: LedgerEntry, lang: Lang): string => {
  const what = `${subjectOf(entry, lang)} ${entry.indicator[lang]}`;
  if (entry.remark === null) return what;
  return lang === "zh" ? `${what}：${entry.remark.zh}` : `${what}: ${entry.remark.en}`;
};

const remarks = (account: LedgerAccount): Words[] => {
  const { byHand, proposed, unreadDates, unjudged, columnsMissing, standardBefore, counts } = account;
  const lines: Words[] = [];
  if (unjudged > 0) {
    lines.push({
      zh: `另有 ${unjudged} 处无法判定，不在台账里，不能当作达标；缺什么、补哪一格：qe-audit check`,
      en: `${counted(unjudged, "finding", "findings")} beside the rows cannot be concluded, so nothing shows that they are met; qe-audit check says what is missing`,
    });
  }
  if (standardBefore !== null) {
    const kept = counts.apart;
    lines.push({
      zh: `上次运行按另一个标准“${standardBefore}”：${kept === 0 ? "" : `本标准没有的 ${kept} 行标为“${LEDGER_STATES.apart.zh}”，没有判定；`}各标准最好各用一份台账`,
      en: `the run before was by another standard (${standardBefore}): ${kept === 0 ? "" : `${counted(kept, "row", "rows")} that this one does not have ${kept === 1 ? "is" : "are"} kept apart and not judged; `}better keep a ledger for each`,
    });
  }
  if (proposed > 0) {
    lines.push({
      zh: `按方案在 ${proposed} 个空白的“措施”里写了建议`,
      en: `${counted(proposed, "blank 措施 was", "blank 措施 were")} filled with the plan's measures`,
    });
  }
  if (byHand > 0) {
    lines.push({
      zh: `手工加的 ${byHand} 行（没有编号）没有动`,
      en: `${counted(byHand, "row", "rows")} without an id, added by hand, left alone`,
    });
  }
  if (unreadDates.length > 0) {
    lines.push({
      zh: `读不出日期的完成时限，不判断逾期：${listed(unreadDates, "zh")}；请写成 2026-08-31 这样`,
      en: `no date can be read in 完成时限, so nothing is overdue there: ${listed(unreadDates, "en")}; write it like 2026-08-31`,
    });
  }
  for (const column of columnsMissing) {
    const lost = {
      完成时限: { zh: "不判断逾期", en: "nothing is called overdue" },
      责任单位: { zh: "日程不能按责任单位列出", en: "the calendar has no units" },
      措施: { zh: "不写建议", en: "no measures are proposed" },
    }[column as "完成时限" | "责任单位" | "措施"];
    lines.push({
      zh: `台账里没有“${column}”这一列（可能改了名）：${lost.zh}`,
      en: `the ledger has no column ${column} (it may have been renamed): ${lost.en}`,
    });
  }
  return lines;
};

/** What a run of `ledger` came to, for a terminal. Ends with a line feed. */
export const renderLedger = (account: LedgerAccount, options: RenderOptions): string => {
  const { lang } = options;
  const page: Page = newPage(options);
  const most = rowsOf(options.limitRows, ROWS);
  const list = (heading: string, entries: readonly LedgerEntry[], mark: Cell): void => {
    if (entries.length === 0) return;
    page.section(heading);
    for (const entry of entries.slice(0, most)) page.item(mark, entryText(entry, lang));
    if (entries.length > most) {
      page.text(moreText(entries.length - most, "--all", lang), { paint: page.paints.faint });
    }
  };
  const open = account.rows.length;
  page.text(
    lang === "zh"
      ? `${account.workbook}，按 ${account.asOf} 判定${account.again ? "（与上次运行是同一个工作簿、同一天）" : ""}：${open} 处未销号，本次销号 ${account.closedNow.length} 处`
      : `${account.workbook}, judged by ${account.asOf}${account.again ? " (the workbook and day of the last run)" : ""}: ${counted(open, "row", "rows")} open, ${account.closedNow.length} closed now`,
    { paint: page.paints.strong },
  );
  const shown = STATES.filter((state) => account.counts[state] > 0);
  if (shown.length > 0) {
    page.text(
      listed(
        shown.map((state) => `${LEDGER_STATES[state][lang]} ${account.counts[state]}`),
        lang,
      ),
    );
  }
  list(lang === "zh" ? "本次销号" : "Closed now", account.closedNow, { text: "✓", paint: page.paints.pass });
  for (const [state, heading, advice] of LISTED) {
    // Of the first ledger everything is new, and nothing is the second time.
    if (state === "new" && (account.created || account.again)) continue;
    const entries = account.rows.filter((row) => row.state === state);
    const isOpen = state === "missing" || state === "gone" || state === "apart";
    const mark = isOpen ? { text: "?", paint: page.paints.warning } : { text: "✗", paint: page.paints.error };
    list(heading[lang], entries, mark);
    if (entries.length > 0 && advice !== null) page.text(advice[lang], { paint: page.paints.faint });
  }
  const others = remarks(account);
  if (others.length > 0) page.section(lang === "zh" ? "另外" : "Besides");
  for (const line of others) page.item({ text: "!", paint: page.paints.warning }, line[lang]);
  return page.toString();
};

const dueText = (entry: DueEntry, lang: Lang): string => {
  const { due, days, indicator, measure, post, progress, cell } = entry;
  const late = days < 0;
  const when =
    lang === "zh"
      ? `${due}（${late ? `逾期 ${-days} 天` : days === 0 ? "当天" : `还有 ${days} 天`}）`
      : `${due} (${late ? `${counted(-days, "day", "days")} overdue` : days === 0 ? "that day" : `in ${counted(days, "day", "days")}`})`;
  const rest = [subjectOf(entry, lang), indicator, measure, post, progress, cell].filter((text) => text.trim() !== "");
  return `${when} ${rest.join(lang === "zh" ? "，" : ", ")}`;
};

/** What is due soon and overdue, for a terminal. Ends with a line feed. */
export const renderCalendar = (calendar: LedgerCalendar, options: RenderOptions): string => {
  const { lang } = options;
  const { asOf, days, units, undated, undatedRows } = calendar;
  const page: Page = newPage(options);
  const all = units.flatMap(({ rows }) => rows);
  const late = all.filter((row) => row.days < 0).length;
  page.text(
    lang === "zh"
      ? `到 ${asOf}：逾期 ${late} 处，${days} 天内到期 ${all.length - late} 处`
      : `By ${asOf}: ${late} overdue, ${all.length - late} due within ${days} days`,
    { paint: page.paints.strong },
  );
  for (const { unit, rows } of units) {
    page.section(unit === "" ? (lang === "zh" ? "没有填责任单位" : "No responsible unit") : unit);
    for (const row of rows) {
      const mark = row.days < 0 ? { text: "✗", paint: page.paints.error } : { text: "·" };
      page.item(mark, dueText(row, lang));
    }
  }
  if (undated > 0) {
    page.section(
      lang === "zh"
        ? `${undated} 处未销号的没有完成时限，或读不出日期`
        : `${counted(undated, "open row has", "open rows have")} no date in 完成时限 that can be read`,
    );
    const most = rowsOf(options.limitRows, ROWS);
    for (const row of undatedRows.slice(0, most)) {
      const texts = [subjectOf(row, lang), row.indicator, row.unit, row.cell].filter((text) => text.trim() !== "");
      page.item({ text: "?", paint: page.paints.warning }, texts.join(lang === "zh" ? "，" : ", "));
    }
    if (undated > most) page.text(moreText(undated - most, "--all", lang), { paint: page.paints.faint });
  }
  return page.toString();
};
