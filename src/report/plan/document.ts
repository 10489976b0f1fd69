import type { Plan, PlannedAction } from "../../model/plan.ts";
import type { Status } from "../../model/result.ts";
import {
  column,
  filled,
  type List,
  type Medium,
  type ReportDocument,
  type Section,
  sectionOf,
  tableOf,
} from "../document.ts";
import type { Reading } from "../render/index.ts";
import type { Lang } from "../wording/language.ts";
import { amountText, moneyText } from "../wording/numbers.ts";
import {
  actionText,
  actionWord,
  blankText,
  firstActions,
  flipGroupTexts,
  flipRemarks,
  flipText,
  fromText,
  intakeText,
  leverText,
  limitText,
  marginText,
  matterText,
  type PlanWord,
  planPaperTitle,
  planStampText,
  planWord,
  pricesNotice,
  priceText,
  purposeText,
  tipText,
  yearText,
} from "../wording/plan.ts";
import { planSentence, proofText, reachText } from "../wording/plan-conclusion.ts";
import {
  aside,
  bareName,
  configText,
  countyText,
  indicatorText,
  paperSubtitle,
  restInWorkbookText,
  stageWord,
  thingText,
} from "../wording.ts";

const FIRST_ACTIONS = 5;

/** What a plan begins with: what it costs, what it reaches, why it is the cheapest. */
export const openingOf = (plan: Plan, lang: Lang, medium: Medium = "page"): readonly string[] => [
  planSentence(plan, lang),
  reachText(plan, lang),
  proofText(plan, lang, medium === "terminal"),
  ...(plan.source.config === null
    ? []
    : [configText({ ...plan.source.config, file: bareName(plan.source.config.file) }, lang)]),
];

/** How what a plan reaches is marked. */
export const standingOf = ({ promise, provisional }: Plan): Status =>
  promise !== "all" ? "fail" : provisional ? "unknown" : "pass";

/** The name of a plan: its county and its standard. */
export const headingOf = (plan: Plan, lang: Lang): string =>
  [countyText(plan, lang), planWord("plan", lang), plan.standard.title[lang]].join(" · ");

/** Sentences under a title. */
interface ListSection extends Section {
  readonly blocks: readonly [List & { readonly items: readonly string[] }];
}

const listOf = (id: string, title: PlanWord, items: readonly string[], lang: Lang): ListSection => ({
  id,
  title: planWord(title, lang),
  blocks: [{ kind: "list", items }],
});

/** What is to be known before the actions. */
export const listsBefore = (plan: Plan, lang: Lang): readonly ListSection[] => {
  const blanks = plan.blanks.map((each) => blankText(each, lang));
  return [listOf("blanks", "blanksFirst", blanks, lang)];
};

/** How many more pupils each unit can take, the fewest first, and those of whom it cannot be told. */
const intakesTable = ({ intakes }: Plan, lang: Lang): Section => {
  const rank = ({ pupils }: Plan["intakes"][number]): number => pupils ?? Number.POSITIVE_INFINITY;
  const sorted = [...intakes].sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)));
  const table = tableOf(sorted, [
    column(planWord("school", lang), "name", 30, ({ school }) => school.name),
    column(planWord("stage", lang), "brief", 10, ({ stage }) => stageWord(stage, lang)),
    column(planWord("intake", lang), "number", 18, (each) => intakeText(each, lang)),
    column(planWord("tips", lang), "name", 42, (each) => tipText(each, lang)),
  ]);
  return sectionOf("intakes", planWord("intakes", lang), table);
};

/** What follows the actions, in the order of what decides. */
export const listsAfter = (plan: Plan, lang: Lang, medium: Medium = "page"): readonly ListSection[] => {
  const { flips, margins, matters, notReached, prices, spreads, years } = plan;
  const notice = pricesNotice(plan, lang, medium === "terminal");
  const told = <Item>(items: readonly Item[], text: (item: Item, lang: Lang) => string): readonly string[] =>
    items.map((item) => text(item, lang));
  const judged = spreads.filter(({ lever, met }) => lever !== null || !met);
  const flipTexts = medium === "paper" ? flipGroupTexts(flips.figures, lang) : told(flips.figures, flipText);
  const lacking = [
    ...notReached.units.map(({ school, stage }) => `${school.name} ${stageWord(stage, lang)}`),
    ...told(notReached.items, indicatorText),
    ...notReached.spreads.map(({ indicator, stage }) => `${stageWord(stage, lang)} ${indicatorText(indicator, lang)}`),
  ];
  const byYear = years.map((each) => yearText(each, plan, lang));
  return [
    listOf("years", "byYear", byYear, lang),
    listOf("spreads", "spreads", told(judged, leverText), lang),
    listOf("lacking", "notReached", lacking, lang),
    listOf("limits", "limits", told(notReached.limits, limitText), lang),
    listOf("matters", "matters", told(matters, matterText), lang),
    listOf("margins", "margins", told(margins, marginText), lang),
    listOf("flips", "flips", [...flipRemarks(plan, lang), ...flipTexts], lang),
    listOf("prices", "prices", [...told(prices, priceText), ...(notice === null ? [] : [notice])], lang),
  ];
};

/** What to do first, in words that can be read aloud. */
export const firstOf = (plan: Plan, lang: Lang): ListSection => {
  const actions = firstActions(plan, FIRST_ACTIONS).map((each) => actionText(each, lang));
  return listOf("first", "first", actions, lang);
};

/** Totals by kind of action, then by school, the costliest first. */
export const totalsOf = ({ totals, schools }: Plan, lang: Lang): readonly Section[] => {
  const word = (name: PlanWord): string => planWord(name, lang);
  const byKind = tableOf(
    totals,
    [
      column(word("action"), "brief", 12, ({ action }) => actionWord(action, lang)),
      column(word("thing"), "name", 38, ({ quantity }) => thingText(quantity, lang)),
      column(word("amount"), "number", 20, ({ amount, unit }) => amountText(amount, unit, lang)),
      column(word("money"), "number", 18, ({ cost }) => moneyText(cost, lang)),
      column(word("schoolCount"), "number", 12, ({ schools: count }) => String(count)),
    ],
    { whole: true },
  );
  const bySchool = tableOf(
    [...schools].sort((one, other) => other.cost - one.cost),
    [
      column(word("school"), "name", 60, ({ school }) => school.name),
      column(word("count"), "number", 15, ({ actions }) => String(actions)),
      column(word("money"), "number", 25, ({ cost }) => moneyText(cost, lang)),
    ],
  );
  return [sectionOf("totals", word("totals"), byKind), sectionOf("schools", word("schools"), bySchool)];
};

/** Every action, year by year where there are years, else in the workbook's order. */
export const actionsOf = ({ actions, years }: Plan, lang: Lang): Section => {
  const word = (name: PlanWord): string => planWord(name, lang);
  const isByYear = years.length > 0;
  const items = isByYear
    ? years.flatMap(({ year, actions: own }) => own.map((action) => ({ ...action, year: String(year) })))
    : actions.map((action) => ({ ...action, year: "" }));
  const things = ({ quantity, from }: PlannedAction): string =>
    thingText(quantity, lang) + (from === null ? "" : aside(fromText(from, lang), lang));
  const table = tableOf(items, [
    // A row is named by its first cell: the school, with its year beside it.
    column(word("school"), "name", isByYear ? 15 : 18, ({ school }) => school.name),
    ...(isByYear ? [column<(typeof items)[number]>(word("year"), "brief", 8, ({ year }) => year)] : []),
    column(word("stage"), "brief", 9, ({ stage }) => (stage === null ? "" : stageWord(stage, lang))),
    column(word("action"), "brief", 9, ({ action }) => actionWord(action, lang)),
    column(word("thing"), "name", isByYear ? 14 : 16, things),
    column(word("amount"), "number", 12, ({ amount, unit }) => amountText(amount, unit, lang)),
    column(word("money"), "number", 13, ({ cost }) => moneyText(cost, lang)),
    column(word("purpose"), "name", isByYear ? 20 : 23, (action) => purposeText(action, lang)),
  ]);
  return sectionOf("actions", word("actions"), table);
};

const withoutCells = (plan: Plan): Plan => {
  const bare = <T extends { readonly cell: string | null }>(each: T): T => ({ ...each, cell: null });
  const { figures, nearest } = plan.flips;
  const flips = { ...plan.flips, figures: figures.map(bare), nearest: nearest === null ? null : bare(nearest) };
  return { ...plan, blanks: plan.blanks.map(bare), flips };
};

/** The actions where they are read: the table of all is too wide for a terminal, which has the first of them already. */
const actionsFor = (plan: Plan, { lang, medium, whole }: Reading): readonly Section[] => {
  if (medium !== "terminal") return [actionsOf(plan, lang)];
  const texts = plan.actions.map((each) => actionText(each, lang));
  return whole ? [listOf("actions", "actions", texts, lang)] : [];
};

/** Rows of a list on a terminal. */
const USUAL_ROWS = 10;

/** A plan: what it costs and reaches, what to do first, totals, what is close to its bound, and on which prices it rests. */
export const planDocument = (given: Plan, reading: Reading): ReportDocument => {
  const { lang, medium } = reading;
  const plan = medium === "paper" ? withoutCells(given) : given;
  const [sentence = "", ...said] = openingOf(plan, lang, medium);
  const standard = plan.standard.title[lang];
  const titles = {
    terminal: [headingOf(plan, lang)],
    markdown: [headingOf(plan, lang)],
    page: [`${countyText(plan, lang)} · ${planWord("plan", lang)}`, standard],
    paper: [planPaperTitle(plan, lang), ...paperSubtitle(plan.source.dataYear, plan.standard.asOf, standard, lang)],
  } as const;
  const [title, ...subtitle] = titles[medium];
  return {
    title,
    subtitle,
    conclusion: planWord("conclusion", lang),
    verdict: { status: standingOf(plan), text: sentence },
    said,
    sections: filled([
      ...listsBefore(plan, lang),
      firstOf(plan, lang),
      ...totalsOf(plan, lang),
      ...listsAfter(plan, lang, medium).flatMap((each) =>
        each.id === "flips" ? [intakesTable(plan, lang), each] : [each],
      ),
      ...actionsFor(plan, reading),
    ]),
    rows: medium === "terminal" ? USUAL_ROWS : Number.POSITIVE_INFINITY,
    rest: (left) => restInWorkbookText(left, lang),
    stamp: planStampText(plan, lang),
    creator: `${plan.tool.name} ${plan.tool.version}`,
    written: `${plan.standard.asOf}T00:00:00Z`,
  };
};
