import type { Plan, PlannedAction } from "../../model/plan.ts";
import type { Status } from "../../model/result.ts";
import type { BodyColumn, BodyTable, TextList } from "../body.ts";
import type { Lang } from "../wording/language.ts";
import {
  actionText,
  actionWord,
  amountText,
  blankText,
  firstActions,
  flipRemarks,
  flipText,
  fromText,
  intakeText,
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
  purposeText,
  reachText,
  tipText,
  yearText,
} from "../wording/plan.ts";
import { aside, bareName, configText, countyText, indicatorText, stageWord, thingText } from "../wording.ts";

const FIRST_ACTIONS = 5;

/** What a plan begins with: what it costs, what it reaches, why it is the cheapest. */
export const openingOf = (plan: Plan, lang: Lang): readonly string[] => [
  planSentence(plan, lang),
  reachText(plan, lang),
  proofText(plan, lang),
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

const listOf = (id: string, title: Parameters<typeof planWord>[0], texts: readonly string[], lang: Lang): TextList => ({
  kind: "list",
  id,
  title: planWord(title, lang),
  texts,
});

/** What is to be known before the actions. */
export const listsBefore = (plan: Plan, lang: Lang): readonly TextList[] => [
  listOf(
    "blanks",
    "blanksFirst",
    plan.blanks.map((each) => blankText(each, lang)),
    lang,
  ),
];

/** How many more pupils each unit can take, the fewest first, and those of whom it cannot be told. */
const intakesTable = ({ intakes }: Plan, lang: Lang): BodyTable => {
  const rank = ({ pupils }: Plan["intakes"][number]): number => pupils ?? Number.POSITIVE_INFINITY;
  return {
    kind: "table",
    id: "intakes",
    title: planWord("intakes", lang),
    columns: [
      { title: planWord("school", lang), kind: "name", width: 30 },
      { title: planWord("stage", lang), kind: "brief", width: 10 },
      { title: planWord("intake", lang), kind: "number", width: 18 },
      { title: planWord("tips", lang), kind: "name", width: 42 },
    ],
    rows: [...intakes]
      .sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)))
      .map((each) => [each.school.name, stageWord(each.stage, lang), intakeText(each, lang), tipText(each, lang)]),
  };
};

/** What follows the actions, in the order of what decides. */
export const listsAfter = (plan: Plan, lang: Lang): readonly TextList[] => {
  const { years, spreads, notReached, matters, margins, prices } = plan;
  const notice = pricesNotice(plan, lang);
  return [
    listOf(
      "years",
      "byYear",
      years.map((each) => yearText(each, lang)),
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
      [...flipRemarks(plan, lang), ...plan.flips.figures.map((each) => flipText(each, lang))],
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
export const firstOf = (plan: Plan, lang: Lang): TextList =>
  listOf(
    "first",
    "first",
    firstActions(plan, FIRST_ACTIONS).map((each) => actionText(each, lang)),
    lang,
  );

/** Totals by kind of action, then by school, the costliest first. */
export const totalsOf = ({ totals, schools }: Plan, lang: Lang): readonly BodyTable[] => [
  {
    kind: "table",
    id: "totals",
    title: planWord("totals", lang),
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
  },
  {
    kind: "table",
    id: "schools",
    title: planWord("schools", lang),
    columns: [
      { title: planWord("school", lang), kind: "name", width: 60 },
      { title: planWord("count", lang), kind: "number", width: 15 },
      { title: planWord("money", lang), kind: "number", width: 25 },
    ],
    rows: [...schools]
      .sort((one, other) => other.cost - one.cost)
      .map(({ school, actions, cost }) => [school.name, String(actions), moneyText(cost, lang)]),
  },
];

/** Every action, year by year where there are years, else in the workbook's order. */
export const actionsOf = ({ actions, years }: Plan, lang: Lang): BodyTable => {
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
  const year: readonly BodyColumn[] = isByYear ? [{ title: planWord("year", lang), kind: "brief", width: 8 }] : [];
  return {
    kind: "table",
    id: "actions",
    title: planWord("actions", lang),
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
  };
};

/** Everything under a plan's opening that has something to say, in the order in which every format gives it. */
export const bodyOf = (plan: Plan, lang: Lang): readonly (TextList | BodyTable)[] =>
  [
    ...listsBefore(plan, lang),
    firstOf(plan, lang),
    ...totalsOf(plan, lang),
    ...listsAfter(plan, lang).flatMap((each) => (each.id === "flips" ? [intakesTable(plan, lang), each] : [each])),
    actionsOf(plan, lang),
  ].filter((each) => (each.kind === "list" ? each.texts : each.rows).length > 0);
