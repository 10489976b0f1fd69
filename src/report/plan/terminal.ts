import type { Plan } from "../../model/plan.ts";
import type { RenderOptions } from "../reporter.ts";
import { newPage, statusMark } from "../terminal/page.ts";
import {
  actionText,
  actionWord,
  amountText,
  blankText,
  firstActions,
  leverText,
  limitText,
  marginText,
  matterText,
  moneyText,
  planSentence,
  planWord,
  pricesNotice,
  priceText,
  proofText,
  reachText,
  thingText,
  yearText,
} from "../wording/plan.ts";
import { indicatorText, moreText, stageWord } from "../wording.ts";

const FIRST = 5;
const USUAL_ROWS = 10;

/** A plan for a terminal: what it costs and reaches, what to do first, totals, spreads, and why it is the cheapest. */
export const renderPlanTerminal = (plan: Plan, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const page = newPage(options);
  const all = "--all";
  const list = (title: string, texts: readonly string[], most = rows): void => {
    if (texts.length === 0) return;
    page.section(title);
    for (const text of texts.slice(0, most)) page.item({ text: "·" }, text);
    if (texts.length > most) page.text(moreText(texts.length - most, all, lang), { paint: page.paints.faint });
  };
  const heading = [plan.source.county, planWord("plan", lang), plan.standard.title[lang]].filter(
    (each) => each !== null,
  );
  page.text(heading.join(" · "), { paint: page.paints.strong });
  page.blank();
  const status = plan.promise !== "all" ? "fail" : plan.provisional ? "unknown" : "pass";
  page.item(statusMark(status, page), planSentence(plan, lang), { paint: page.paints.strong });
  page.item({ text: "·" }, reachText(plan, lang));
  page.item({ text: "·" }, proofText(plan, lang));
  list(
    planWord("blanksFirst", lang),
    plan.blanks.map((each) => blankText(each, lang)),
  );
  list(
    planWord("first", lang),
    firstActions(plan, FIRST).map((each) => actionText(each, lang)),
    FIRST,
  );
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
    if (schools.length > rows) page.text(moreText(schools.length - rows, all, lang), { paint: page.paints.faint });
  }
  list(
    planWord("byYear", lang),
    plan.years.map((each) => yearText(each, lang)),
    plan.years.length,
  );
  list(
    planWord("spreads", lang),
    plan.spreads.filter(({ lever, met }) => lever !== null || !met).map((each) => leverText(each, lang)),
  );
  list(planWord("notReached", lang), [
    ...plan.notReached.units.map(({ school, stage }) => `${school.name} ${stageWord(stage, lang)}`),
    ...plan.notReached.items.map((indicator) => indicatorText(indicator, lang)),
    ...plan.notReached.spreads.map(
      ({ indicator, stage }) => `${stageWord(stage, lang)} ${indicatorText(indicator, lang)}`,
    ),
  ]);
  list(
    planWord("limits", lang),
    plan.notReached.limits.map((each) => limitText(each, lang)),
  );
  list(
    planWord("matters", lang),
    plan.matters.map((each) => matterText(each, lang)),
  );
  list(
    planWord("margins", lang),
    plan.margins.map((each) => marginText(each, lang)),
    FIRST,
  );
  const notice = pricesNotice(plan, lang);
  list(
    planWord("prices", lang),
    [...plan.prices.map((each) => priceText(each, lang)), ...(notice === null ? [] : [notice])],
    Number.POSITIVE_INFINITY,
  );
  return page.toString();
};
