import type { Plan, PlannedAction } from "../../model/plan.ts";
import type { Stage } from "../../model/school.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import type { Lang } from "../wording/language.ts";
import {
  actionWord,
  figureText,
  flipRemarks,
  type PlanWord,
  planWord,
  purposeOf,
  purposeWord,
  spreadRemarks,
  tipText,
} from "../wording/plan.ts";
import { indicatorText, NOTHING, stageWord, thingText, unitWord } from "../wording.ts";
import { newBook } from "../xlsx/book.ts";
import { entry } from "../xlsx/entries.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  addressOf,
  addSheet,
  addTable,
  type ColumnOf,
  column,
  fixedRange,
  fixedReference,
  holdTable,
  type Live,
  put,
  putChoices,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
  tableOf,
} from "../xlsx/sheet.ts";
import type { Look } from "../xlsx/style.ts";
import { textLiteral, textWidth } from "../xlsx/text.ts";
import { headingOf, listsAfter, listsBefore, openingOf } from "./document.ts";

const TAB = "FF2E75B6";
const CENTRE: Look = { align: "center" };
const RIGHT: Look = { align: "right" };
const MONEY: Look = { align: "right", format: "#,##0.00" };
const COEFFICIENT: Look = { align: "right", format: "0.000" };
const DECIMALS: Look = { align: "right", format: "0.00" };
/** Columns of the list of actions. */
const AT = { school: 2, action: 4, thing: 5, amount: 6, price: 8, cost: 9, done: 10 } as const;

const live = (formula: string, result: number | string): Live => ({ formula, result });

/**
 * A plan as a workbook for a meeting: prices and whether an action is done can be changed, and the totals and the
 * conclusion follow. Sheets: actions, demand, schools, years, spreads, basis and proof.
 */
export const renderPlanXlsx = (plan: Plan, { lang }: { readonly lang: Lang }): Uint8Array => {
  const book = newBook();
  const footer = `${plan.tool.name} ${plan.tool.version}`;
  const word = (name: PlanWord): string => planWord(name, lang);
  const schoolOf = ({ school }: { readonly school: { readonly name: string } | null }): string => school?.name ?? "";
  const stageOf = ({ stage }: { readonly stage: Stage | null }): string =>
    stage === null ? "" : stageWord(stage, lang);
  const indicatorOf = ({ indicator }: { readonly indicator: Parameters<typeof indicatorText>[0] }): string =>
    indicatorText(indicator, lang);
  const actionOf = ({ action }: Pick<PlannedAction, "action">): string => actionWord(action, lang);
  const thingOf = ({ quantity }: Pick<PlannedAction, "quantity">): string => thingText(quantity, lang);
  const unitOf = ({ unit, amount }: Pick<PlannedAction, "unit" | "amount">): string => unitWord(unit, amount, lang);

  const sheet = addSheet(book, word("actions"), footer, TAB);
  // Two rows of totals and an empty one part the remarks from the table.
  const remarks = [headingOf(plan, lang), ...openingOf(plan, lang)];
  const totals = 2 + remarks.length;
  const first = totals + 3;
  const at = (index: number, column: number): string => addressOf(first + 1 + index, column);
  const costOf = ({ cost }: PlannedAction, index: number): Live =>
    live(`IF(${at(index, AT.done)}=${textLiteral(word("no"))},0,${at(index, AT.amount)}*${at(index, AT.price)})`, cost);
  // No wider than it must be: as wide as the paper, what is narrower is printed larger.
  const names = plan.actions.flatMap(({ school, from }) => [school.name, from?.name ?? ""]);
  const schoolWidth = Math.min(26, Math.max(14, ...names.map((name) => textWidth(name) + 3)));
  const table = tableOf(plan.actions, [
    column("#", 4, CENTRE, (_, index) => index + 1),
    column(word("school"), schoolWidth, {}, schoolOf),
    column(word("stage"), 8, CENTRE, stageOf),
    column(word("action"), 8, CENTRE, actionOf),
    column(word("thing"), 18, {}, thingOf),
    column(word("amount"), 10, RIGHT, ({ amount }) => amount),
    column(word("unit"), 6, CENTRE, unitOf),
    column(word("price"), 12, { ...MONEY, ground: "input" }, ({ price }) => price),
    column(word("cost"), 14, MONEY, costOf),
    column(word("done"), 8, { ...CENTRE, ground: "input" }, () => word("yes")),
    ...(plan.actions.every(({ from }) => from === null)
      ? []
      : [column<PlannedAction>(word("from"), schoolWidth, {}, ({ from }) => from?.name ?? "")]),
    column(
      word("purpose"),
      32,
      {},
      (action) => `${indicatorOf(purposeOf(action))} ${purposeWord(purposeOf(action).reaches, lang)}`,
    ),
  ]);
  const { columns } = table;
  setWidths(
    sheet,
    columns.map(({ width }) => width),
  );
  putHeading(sheet, word("actions"), remarks, columns.length);
  const range = (column: number, from?: string): string =>
    fixedRange(first + 1, first + Math.max(1, plan.actions.length), column, from);
  const total = plan.actions.reduce((sum, { cost }) => sum + cost, 0);
  put(sheet, totals, 2, word("total"), { bold: true });
  put(sheet, totals, AT.cost, live(`SUM(${range(AT.cost)})`, total), { bold: true, ...MONEY });
  put(sheet, totals + 1, 2, word("conclusion"), { bold: true });
  const full = word("full");
  const allDone = `COUNTIF(${range(AT.done)},${textLiteral(word("no"))})=0`;
  const conclusion = live(`IF(${allDone},${textLiteral(full)},${textLiteral(word("lacking"))})`, full);
  put(sheet, totals + 1, 3, conclusion, { bold: true, framed: false, wrap: false });
  const extent = putTable(sheet, { top: first, ...table });
  holdTable(sheet, extent);
  putChoices(sheet, AT.done, extent.first, extent.last, [word("yes"), word("no")], `${word("yes")} / ${word("no")}`);
  setPrintArea(sheet, extent.last, columns.length);

  const list = <Item>(
    title: string,
    items: readonly Item[],
    own: readonly ColumnOf<Item>[],
    listRemarks: readonly string[] = [],
  ): void => {
    addTable(book, { title, tab: TAB, footer, remarks: listRemarks, ...tableOf(items, own) });
  };
  /** A formula over the actions that are done and that the cells of a row name by these columns. */
  const summed = (name: "COUNTIFS" | "SUMIFS", column: number | null, by: readonly number[], index: number): string => {
    const source = word("actions");
    const criteria = [
      // The titles of these lists stand in row 2.
      ...by.flatMap((each, place) => [range(each, source), fixedReference(3 + index, place + 1)]),
      range(AT.done, source),
      textLiteral(`<>${word("no")}`),
    ];
    return `${name}(${[...(column === null ? [] : [range(column, source)]), ...criteria].join(",")})`;
  };
  const ofKind = [AT.action, AT.thing];
  list(word("demand"), plan.totals, [
    column(word("action"), 10, CENTRE, actionOf),
    column(word("thing"), 32, {}, thingOf),
    column(word("amount"), 14, RIGHT, ({ amount }, index) => live(summed("SUMIFS", AT.amount, ofKind, index), amount)),
    column(word("unit"), 8, CENTRE, unitOf),
    column(word("cost"), 18, MONEY, ({ cost }, index) => live(summed("SUMIFS", AT.cost, ofKind, index), cost)),
    column(word("schoolCount"), 10, RIGHT, ({ schools }) => schools),
  ]);
  list(word("bySchool"), plan.schools, [
    column(word("school"), 36, {}, schoolOf),
    column(word("count"), 10, RIGHT, ({ actions }, index) =>
      live(summed("COUNTIFS", null, [AT.school], index), actions),
    ),
    column(word("cost"), 18, MONEY, ({ cost }, index) => live(summed("SUMIFS", AT.cost, [AT.school], index), cost)),
  ]);
  const byYear = plan.years.flatMap(({ year, actions }) => actions.map((action) => ({ ...action, year })));
  if (plan.years.length > 0)
    list(
      word("byYear"),
      byYear,
      [
        column(word("year"), 8, CENTRE, ({ year }) => String(year)),
        column(word("school"), 26, {}, schoolOf),
        column(word("stage"), 8, CENTRE, stageOf),
        column(word("action"), 8, CENTRE, actionOf),
        column(word("thing"), 26, {}, thingOf),
        column(word("amount"), 12, RIGHT, ({ amount }) => amount),
        column(word("unit"), 6, CENTRE, unitOf),
        column(word("cost"), 16, MONEY, ({ cost }) => cost),
      ],
      listsAfter(plan, lang)[0]!.blocks[0].items,
    );
  list(
    word("spreads"),
    plan.spreads,
    [
      column(word("stage"), 8, CENTRE, stageOf),
      column(word("indicator"), 40, {}, indicatorOf),
      column(word("before"), 12, COEFFICIENT, ({ before }) => before),
      column(word("after"), 12, COEFFICIENT, ({ after, met, provisional }) =>
        entry(after, { tone: provisional ? "unknown" : met ? "pass" : "fail" }),
      ),
      column(word("limit"), 8, DECIMALS, ({ limit }) => limit),
    ],
    spreadRemarks(plan, lang),
  );
  if (plan.margins.length > 0)
    list(word("margins"), plan.margins, [
      column(word("school"), 30, {}, schoolOf),
      column(word("stage"), 8, CENTRE, stageOf),
      column(word("indicator"), 44, {}, indicatorOf),
      column(word("value"), 12, DECIMALS, ({ value }) => value),
      column(word("required"), 10, RIGHT, ({ bound }) => bound),
      column(word("spare"), 12, DECIMALS, ({ spare }) => spare),
      column(word("unit"), 6, CENTRE, ({ unit, spare }) => unitWord(unit, spare, lang)),
    ]);
  if (plan.intakes.length > 0)
    list(word("intakes"), plan.intakes, [
      column(word("school"), 30, {}, schoolOf),
      column(word("stage"), 8, CENTRE, stageOf),
      column(word("intake"), 14, RIGHT, ({ pupils }) => pupils ?? NOTHING),
      column(word("tips"), 60, {}, (each) => tipText(each, lang)),
    ]);
  list(
    word("flips"),
    plan.flips.figures,
    [
      column(word("school"), 30, {}, schoolOf),
      column(word("stage"), 8, CENTRE, stageOf),
      column(word("figure"), 36, {}, ({ quantity }) => figureText(quantity, lang)),
      column(word("value"), 14, RIGHT, ({ value }) => value),
      column(word("change"), 16, RIGHT, ({ change }) => change),
      column(word("unit"), 6, CENTRE, ({ unit, change }) => unitWord(unit, change, lang)),
      column(word("part"), 10, { ...RIGHT, format: "0.00%" }, ({ part }) => part ?? NOTHING),
      column(word("indicator"), 44, {}, indicatorOf),
      column(word("cell"), 14, {}, ({ cell }) => cell ?? ""),
    ],
    flipRemarks(plan, lang),
  );
  const basis = [
    { title: word("plan"), items: openingOf(plan, lang) },
    // Margins and flips have sheets of their own.
    ...[...listsBefore(plan, lang), ...listsAfter(plan, lang)]
      .filter(({ id }) => id !== "margins" && id !== "flips")
      .map(({ title, blocks: [{ items }] }) => ({ title, items })),
  ];
  const told = basis.flatMap(({ title, items }) => items.map((text) => ({ title, text })));
  list(word("basis"), told, [
    column(word("thing"), 26, {}, ({ title }) => title),
    column(word("plan"), 110, {}, ({ text }) => text),
  ]);
  return bytesOf(book, { creator: footer, written: new Date(FIXED_TIME) });
};
