import type { Plan } from "../../model/plan.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, statusMark } from "../terminal/page.ts";
import { actionText, actionWord, amountText, firstActions, moneyText, planWord } from "../wording/plan.ts";
import { moreText, thingText } from "../wording.ts";
import { headingOf, listsAfter, listsBefore, openingOf, type TextList } from "./lists.ts";

const FIRST = 5;
const USUAL_ROWS = 10;
const ALL = "--all";

/** A plan for a terminal: what it costs and reaches, what to do first, totals, spreads, and on which prices it rests. */
export const renderPlanTerminal = (plan: Plan, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const page = newPage(options);
  const more = (left: number): void => {
    if (left > 0) page.text(moreText(left, ALL, lang), { paint: page.paints.faint });
  };
  const list = ({ title, texts }: TextList, most = rows): void => {
    if (texts.length === 0) return;
    page.section(title);
    for (const text of texts.slice(0, most)) page.item({ text: "·" }, text);
    more(texts.length - most);
  };
  page.text(headingOf(plan, lang), { paint: page.paints.strong });
  page.blank();
  const [sentence = "", ...others] = openingOf(plan, lang);
  const status = plan.promise !== "all" ? "fail" : plan.provisional ? "unknown" : "pass";
  page.item(statusMark(status, page), sentence, { paint: page.paints.strong });
  for (const text of others) page.item({ text: "·" }, text);
  for (const each of listsBefore(plan, lang)) list(each);
  list({ title: planWord("first", lang), texts: firstActions(plan, FIRST).map((each) => actionText(each, lang)) });
  if (rows === Number.POSITIVE_INFINITY) {
    list({ title: planWord("actions", lang), texts: plan.actions.map((each) => actionText(each, lang)) });
  }
  if (plan.totals.length > 0) {
    page.section(planWord("totals", lang));
    page.table(
      [
        { heading: planWord("action", lang) },
        { heading: planWord("thing", lang), least: 12 },
        { heading: planWord("amount", lang), align: "right" },
        { heading: planWord("money", lang), align: "right" },
        { heading: planWord("schoolCount", lang), align: "right" },
      ],
      plan.totals.map(({ action, quantity, amount, unit, cost, schools }) => [
        { text: actionWord(action, lang) },
        { text: thingText(quantity, lang) },
        { text: amountText(amount, unit, lang) },
        { text: moneyText(cost, lang) },
        { text: String(schools) },
      ]),
    );
    page.section(planWord("schools", lang));
    const schools = [...plan.schools].sort((one, other) => other.cost - one.cost);
    page.table(
      [
        { heading: planWord("school", lang), least: 12 },
        { heading: planWord("count", lang), align: "right" },
        { heading: planWord("money", lang), align: "right" },
      ],
      schools
        .slice(0, rows)
        .map(({ school, actions, cost }) => [
          { text: school.name },
          { text: String(actions) },
          { text: moneyText(cost, lang) },
        ]),
    );
    more(schools.length - rows);
  }
  for (const each of listsAfter(plan, lang)) list(each);
  return page.toString();
};
