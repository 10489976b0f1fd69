import type { History } from "../../model/history.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, statusMark } from "../terminal/page.ts";
import { historyOpening, historyTitle } from "../wording/history.ts";
import { moreText } from "../wording.ts";
import { historyBody, statusOfText } from "./body.ts";

const USUAL_ROWS = 20;
const ALL = "--all";
/** Columns that a name keeps where a terminal is narrow. */
const LEAST_NAME = 10;

/** The years of a county for a terminal: verdicts, units and spreads, then who rose and fell. */
export const renderHistoryTerminal = (history: History, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const page = newPage(options);
  page.text(historyTitle(history, lang), { paint: page.paints.strong });
  page.blank();
  const [verdicts = "", ...others] = historyOpening(history, lang);
  page.item(statusMark(history.years.at(-1)!.verdict, page), verdicts, { paint: page.paints.strong });
  for (const text of others) page.item({ text: "·" }, text);
  for (const each of historyBody(history, lang)) {
    page.section(each.title);
    const all = each.kind === "list" ? each.texts.length : each.rows.length;
    if (each.kind === "list") for (const text of each.texts.slice(0, rows)) page.item({ text: "!" }, text);
    else
      page.table(
        each.columns.map(({ title, kind }) => ({
          heading: title,
          ...(kind === "number" ? { align: "right" as const } : kind === "name" ? { least: LEAST_NAME } : {}),
        })),
        each.rows.slice(0, rows).map((row) =>
          row.map((text) => {
            const status = statusOfText(text);
            return status === null ? { text } : { text, paint: page.paints[status] };
          }),
        ),
      );
    if (all > rows) page.text(moreText(all - rows, ALL, lang), { paint: page.paints.faint });
  }
  return page.toString();
};
