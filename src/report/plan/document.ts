import type { Plan, PlannedAction } from "../../model/plan.ts";
import type { Status } from "../../model/result.ts";
import {
  type Column,
  filled,
  type List,
  type Medium,
  type ReportDocument,
  type Section,
  sectionOf,
} from "../document.ts";
import type { Reading } from "../render/index.ts";
import type { Lang } from "../wording/language.ts";
import {
  actionText,
  actionWord,
  amountText,
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
  moneyText,
  planPaperTitle,
  planSentence,
  planStampText,
  planWord,
  pricesNotice,
  priceText,
  proofText,
  purposeText,
  reachText,
  tipText,
  yearText,
} from "../wording/plan.ts";
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

const listOf = (
  id: string,
  title: Parameters<typeof planWord>[0],
  items: readonly string[],
  lang: Lang,
): ListSection => ({
  id,
  title: planWord(title, lang),
  blocks: [{ kind: "list", items }],
});

/** What is to be known before the actions. */
export const listsBefore = (plan: Plan, lang: Lang): readonly ListSection[] => [
  listOf(
    "blanks",
    "blanksFirst",
    plan.blanks.map((each) => blankText(each, lang)),
    lang,
  ),
];

/** How many more pupils each unit can take, the fewest first, and those of whom it cannot be told. */
const intakesTable = ({ intakes }: Plan, lang: Lang): Section => {
  const rank = ({ pupils }: Plan["intakes"][number]): number => pupils ?? Number.POSITIVE_INFINITY;
  return sectionOf("intakes", planWord("intakes", lang), {
    kind: "table",
    columns: [
      { title: planWord("school", lang), kind: "name", width: 30 },
      { title: planWord("stage", lang), kind: "brief", width: 10 },
      { title: planWord("intake", lang), kind: "number", width: 18 },
      { title: planWord("tips", lang), kind: "name", width: 42 },
    ],
    rows: [...intakes]
      .sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)))
      .map((each) => [each.school.name, stageWord(each.stage, lang), intakeText(each, lang), tipText(each, lang)]),
  });
};

/** What follows the actions, in the order of what decides. */
export const listsAfter = (plan: Plan, lang: Lang, medium: Medium = "page"): readonly ListSection[] => {
  const { years, spreads, notReached, matters, margins, prices } = plan;
  const notice = pricesNotice(plan, lang, medium === "terminal");
  return [
    listOf(
      "years",
      "byYear",
      years.map((each) => yearText(each, plan, lang)),
      lang,
    ),
    listOf(
      "spreads",
      "spreads",
      spreads.filter(({ lever, met }) => lever !== null || !met).map((each) => leverText(each, lang)),
      lang,
    ),
    listOf(
      "lacking",
      "notReached",
      [
        ...notReached.units.map(({ school, stage }) => `${school.name} ${stageWord(stage, lang)}`),
        ...notReached.items.map((indicator) => indicatorText(indicator, lang)),
        ...notReached.spreads.map(
          ({ indicator, stage }) => `${stageWord(stage, lang)} ${indicatorText(indicator, lang)}`,
        ),
      ],
      lang,
    ),
    listOf(
      "limits",
      "limits",
      notReached.limits.map((each) => limitText(each, lang)),
      lang,
    ),
    listOf(
      "matters",
      "matters",
      matters.map((each) => matterText(each, lang)),
      lang,
    ),
    listOf(
      "margins",
      "margins",
      margins.map((each) => marginText(each, lang)),
      lang,
    ),
    listOf(
      "flips",
      "flips",
      [
        ...flipRemarks(plan, lang),
        ...(medium === "paper"
          ? flipGroupTexts(plan.flips.figures, lang)
          : plan.flips.figures.map((each) => flipText(each, lang))),
      ],
      lang,
    ),
    listOf(
      "prices",
      "prices",
      [...prices.map((each) => priceText(each, lang)), ...(notice === null ? [] : [notice])],
      lang,
    ),
  ];
};

/** What to do first, in words that can be read aloud. */
export const firstOf = (plan: Plan, lang: Lang): ListSection =>
  listOf(
    "first",
    "first",
    firstActions(plan, FIRST_ACTIONS).map((each) => actionText(each, lang)),
    lang,
  );

/** Totals by kind of action, then by school, the costliest first. */
export const totalsOf = ({ totals, schools }: Plan, lang: Lang): readonly Section[] => [
  sectionOf("totals", planWord("totals", lang), {
    kind: "table",
    whole: true,
    columns: [
      { title: planWord("action", lang), kind: "brief", width: 12 },
      { title: planWord("thing", lang), kind: "name", width: 38 },
      { title: planWord("amount", lang), kind: "number", width: 20 },
      { title: planWord("money", lang), kind: "number", width: 18 },
      { title: planWord("schoolCount", lang), kind: "number", width: 12 },
    ],
    rows: totals.map(({ action, quantity, amount, unit, cost, schools: count }) => [
      actionWord(action, lang),
      thingText(quantity, lang),
      amountText(amount, unit, lang),
      moneyText(cost, lang),
      String(count),
    ]),
  }),
  sectionOf("schools", planWord("schools", lang), {
    kind: "table",
    columns: [
      { title: planWord("school", lang), kind: "name", width: 60 },
      { title: planWord("count", lang), kind: "number", width: 15 },
      { title: planWord("money", lang), kind: "number", width: 25 },
    ],
    rows: [...schools]
      .sort((one, other) => other.cost - one.cost)
      .map(({ school, actions, cost }) => [school.name, String(actions), moneyText(cost, lang)]),
  }),
];

/** Every action, year by year where there are years, else in the workbook's order. */
export const actionsOf = ({ actions, years }: Plan, lang: Lang): Section => {
  const own = (action: PlannedAction): string[] => [
    action.school.name,
    action.stage === null ? "" : stageWord(action.stage, lang),
    actionWord(action.action, lang),
    action.from === null
      ? thingText(action.quantity, lang)
      : `${thingText(action.quantity, lang)}${aside(fromText(action.from, lang), lang)}`,
    amountText(action.amount, action.unit, lang),
    moneyText(action.cost, lang),
    purposeText(action, lang),
  ];
  // A row is named by its first cell: the school, with its year beside it.
  const isByYear = years.length > 0;
  const year: readonly Column[] = isByYear ? [{ title: planWord("year", lang), kind: "brief", width: 8 }] : [];
  return sectionOf("actions", planWord("actions", lang), {
    kind: "table",
    columns: [
      { title: planWord("school", lang), kind: "name", width: isByYear ? 15 : 18 },
      ...year,
      { title: planWord("stage", lang), kind: "brief", width: 9 },
      { title: planWord("action", lang), kind: "brief", width: 9 },
      { title: planWord("thing", lang), kind: "name", width: isByYear ? 14 : 16 },
      { title: planWord("amount", lang), kind: "number", width: 12 },
      { title: planWord("money", lang), kind: "number", width: 13 },
      { title: planWord("purpose", lang), kind: "name", width: isByYear ? 20 : 23 },
    ],
    rows: isByYear
      ? years.flatMap((each) =>
          each.actions.map((action) => {
            const [school = "", ...rest] = own(action);
            return [school, String(each.year), ...rest];
          }),
        )
      : actions.map(own),
  });
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
