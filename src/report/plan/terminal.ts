import type { Plan } from "../../model/plan.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, statusMark } from "../terminal/page.ts";
import { actionText } from "../wording/plan.ts";
import { moreText } from "../wording.ts";
import { bodyOf, headingOf, openingOf, standingOf } from "./body.ts";

const USUAL_ROWS = 10;
const ALL = "--all";

/** A plan for a terminal: what it costs and reaches, what to do first, totals, spreads, and on which prices it rests. */
export const renderPlanTerminal = (plan: Plan, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const page = newPage(options);
  page.text(headingOf(plan, lang), { paint: page.paints.strong });
  page.blank();
  const [sentence = "", ...others] = openingOf(plan, lang);
  page.item(statusMark(standingOf(plan), page), sentence, { paint: page.paints.strong });
  for (const text of others) page.item({ text: "·" }, text);
  for (const each of bodyOf(plan, lang)) {
    // The first of them are told already, and the table of all is too wide for a terminal.
    if (each.id === "actions") {
      if (rows !== Number.POSITIVE_INFINITY) continue;
      page.section(each.title);
      for (const action of plan.actions) page.item({ text: "·" }, actionText(action, lang));
      continue;
    }
    page.section(each.title);
    const most = each.id === "totals" ? Number.POSITIVE_INFINITY : rows;
    const all = each.kind === "list" ? each.texts.length : each.rows.length;
    if (each.kind === "list") for (const text of each.texts.slice(0, most)) page.item({ text: "·" }, text);
    else
      page.table(
        each.columns.map(({ title, kind }) => ({
          heading: title,
          ...(kind === "number" ? { align: "right" as const } : kind === "name" ? { least: 12 } : {}),
        })),
        each.rows.slice(0, most).map((row) => row.map((text) => ({ text }))),
      );
    if (all > most) page.text(moreText(all - most, ALL, lang), { paint: page.paints.faint });
  }
  return page.toString();
};
