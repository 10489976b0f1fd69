import type { Plan, PlannedAction } from "../../model/plan.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import type { Lang } from "../wording/language.ts";
import { actionWord, figureText, flipRemarks, planWord, purposeOf, purposeWord, tipText } from "../wording/plan.ts";
import { indicatorText, stageWord, thingText, unitWord } from "../wording.ts";
import { newBook } from "../xlsx/book.ts";
import { entry } from "../xlsx/entries.ts";
import { bytesOf } from "../xlsx/package.ts";
import {
  addressOf,
  addSheet,
  addTable,
  type Column,
  type Entry,
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
} from "../xlsx/sheet.ts";
import { textLiteral } from "../xlsx/text.ts";
import { headingOf, listsAfter, listsBefore, openingOf } from "./document.ts";

const TAB = "FF2E75B6";
const MONEY = "#,##0.00";
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
  const word = (name: Parameters<typeof planWord>[0]): string => planWord(name, lang);
  const sheetOf = (title: string, columns: readonly Column[], remarks: readonly string[] = []) => {
    const sheet = addSheet(book, title, footer, TAB);
    setWidths(
      sheet,
      columns.map(({ width }) => width),
    );
    return { sheet, top: putHeading(sheet, title, remarks, columns.length) };
  };

  const columns: readonly Column[] = [
    { title: "#", width: 5, look: { align: "center" } },
    { title: word("school"), width: 26 },
    { title: word("stage"), width: 8, look: { align: "center" } },
    { title: word("action"), width: 8, look: { align: "center" } },
    { title: word("thing"), width: 24 },
    { title: word("amount"), width: 12, look: { align: "right" } },
    { title: word("unit"), width: 6, look: { align: "center" } },
    { title: word("price"), width: 13, look: { align: "right", format: MONEY, ground: "input" } },
    { title: word("cost"), width: 16, look: { align: "right", format: MONEY } },
    { title: word("done"), width: 9, look: { align: "center", ground: "input" } },
    { title: word("from"), width: 22 },
    { title: word("purpose"), width: 44 },
  ];
  const actions = sheetOf(word("actions"), columns, [headingOf(plan, lang), ...openingOf(plan, lang)]);
  const sheet = actions.sheet;
  const first = actions.top + 3;
  const last = first + plan.actions.length;
  const range = (column: number, from?: string): string =>
    fixedRange(first + 1, Math.max(first + 1, last), column, from);
  const total = plan.actions.reduce((sum, { cost }) => sum + cost, 0);
  put(sheet, actions.top, 2, word("total"), { bold: true });
  put(sheet, actions.top, AT.cost, live(`SUM(${range(AT.cost)})`, total), {
    bold: true,
    align: "right",
    format: MONEY,
  });
  put(sheet, actions.top + 1, 2, word("conclusion"), { bold: true });
  const whole = plan.promise === "all" && !plan.provisional;
  const full = whole ? word("full") : (openingOf(plan, lang)[0] ?? "");
  put(
    sheet,
    actions.top + 1,
    5,
    live(
      `IF(COUNTIF(${range(AT.done)},${textLiteral(word("no"))})=0,${textLiteral(full)},${textLiteral(word("lacking"))})`,
      full,
    ),
    { bold: true, framed: false },
  );
  const rowOf = (action: PlannedAction, index: number): readonly Entry[] => {
    const row = first + 1 + index;
    const [amount, price, done] = [AT.amount, AT.price, AT.done].map((column) => addressOf(row, column));
    return [
      entry(index + 1),
      entry(action.school.name),
      entry(action.stage === null ? "" : stageWord(action.stage, lang)),
      entry(actionWord(action.action, lang)),
      entry(thingText(action.quantity, lang)),
      entry(action.amount),
      entry(unitWord(action.unit, action.amount, lang)),
      entry(action.price),
      entry(live(`IF(${done}=${textLiteral(word("no"))},0,${amount}*${price})`, action.cost)),
      entry(word("yes")),
      entry(action.from?.name ?? ""),
      entry(`${indicatorText(purposeOf(action).indicator, lang)} ${purposeWord(purposeOf(action).reaches, lang)}`),
    ];
  };
  const extent = putTable(sheet, { top: first, columns, rows: plan.actions.map(rowOf) });
  holdTable(sheet, extent);
  putChoices(sheet, AT.done, extent.first, extent.last, [word("yes"), word("no")], `${word("yes")} / ${word("no")}`);
  setPrintArea(sheet, extent.last, columns.length);

  const source = word("actions");
  const list = (
    title: string,
    own: readonly Column[],
    rows: readonly (readonly Entry[])[],
    remarks: readonly string[] = [],
  ): number => {
    return addTable(book, { title, tab: TAB, footer, remarks, columns: own, rows }).extent.header;
  };
  const notDone = textLiteral(`<>${word("no")}`);
  const kinds: readonly Column[] = [
    { title: word("action"), width: 10, look: { align: "center" } },
    { title: word("thing"), width: 32 },
    { title: word("amount"), width: 14, look: { align: "right" } },
    { title: word("unit"), width: 8, look: { align: "center" } },
    { title: word("cost"), width: 18, look: { align: "right", format: MONEY } },
    { title: word("schoolCount"), width: 10, look: { align: "right" } },
  ];
  const demandTop = 2;
  list(
    word("demand"),
    kinds,
    plan.totals.map(({ action, quantity, amount, unit, cost, schools }, index) => {
      const row = demandTop + 1 + index;
      const criteria = `${range(AT.action, source)},${fixedReference(row, 1)},${range(AT.thing, source)},${fixedReference(row, 2)},${range(AT.done, source)},${notDone}`;
      return [
        entry(actionWord(action, lang)),
        entry(thingText(quantity, lang)),
        entry(live(`SUMIFS(${range(AT.amount, source)},${criteria})`, amount)),
        entry(unitWord(unit, amount, lang)),
        entry(live(`SUMIFS(${range(AT.cost, source)},${criteria})`, cost)),
        entry(schools),
      ];
    }),
  );
  list(
    word("bySchool"),
    [
      { title: word("school"), width: 36 },
      { title: word("count"), width: 10, look: { align: "right" } },
      { title: word("cost"), width: 18, look: { align: "right", format: MONEY } },
    ],
    plan.schools.map(({ school, actions: count, cost }, index) => {
      const row = demandTop + 1 + index;
      const criteria = `${range(AT.school, source)},${fixedReference(row, 1)},${range(AT.done, source)},${notDone}`;
      return [
        entry(school.name),
        entry(live(`COUNTIFS(${criteria})`, count)),
        entry(live(`SUMIFS(${range(AT.cost, source)},${criteria})`, cost)),
      ];
    }),
  );
  if (plan.years.length > 0) {
    list(
      word("byYear"),
      [
        { title: word("year"), width: 8, look: { align: "center" } },
        { title: word("school"), width: 26 },
        { title: word("stage"), width: 8, look: { align: "center" } },
        { title: word("action"), width: 8, look: { align: "center" } },
        { title: word("thing"), width: 26 },
        { title: word("amount"), width: 12, look: { align: "right" } },
        { title: word("unit"), width: 6, look: { align: "center" } },
        { title: word("cost"), width: 16, look: { align: "right", format: MONEY } },
      ],
      plan.years.flatMap(({ year, actions: own }) =>
        own.map(({ school, stage, action, quantity, amount, unit, cost }) => [
          entry(String(year)),
          entry(school.name),
          entry(stage === null ? "" : stageWord(stage, lang)),
          entry(actionWord(action, lang)),
          entry(thingText(quantity, lang)),
          entry(amount),
          entry(unitWord(unit, amount, lang)),
          entry(cost),
        ]),
      ),
      listsAfter(plan, lang)[0]!.blocks[0].items,
    );
  }
  list(
    word("spreads"),
    [
      { title: word("stage"), width: 8, look: { align: "center" } },
      { title: word("indicator"), width: 40 },
      { title: word("before"), width: 12, look: { align: "right", format: "0.000" } },
      { title: word("after"), width: 12, look: { align: "right", format: "0.000" } },
      { title: word("limit"), width: 8, look: { align: "right", format: "0.00" } },
    ],
    plan.spreads.map(({ indicator, stage, before, after, limit, met }) => [
      entry(stageWord(stage, lang)),
      entry(indicatorText(indicator, lang)),
      entry(before),
      entry(after, { tone: met ? "pass" : "fail" }),
      entry(limit),
    ]),
  );
  const margins: readonly Column[] = [
    { title: word("school"), width: 30 },
    { title: word("stage"), width: 8, look: { align: "center" } },
    { title: word("indicator"), width: 44 },
    { title: word("value"), width: 12, look: { align: "right", format: "0.00" } },
    { title: word("required"), width: 10, look: { align: "right" } },
    { title: word("spare"), width: 12, look: { align: "right", format: "0.00" } },
    { title: word("unit"), width: 6, look: { align: "center" } },
  ];
  if (plan.margins.length > 0)
    list(
      word("margins"),
      margins,
      plan.margins.map(({ school, stage, indicator, value, bound, spare, unit }) => [
        entry(school.name),
        entry(stageWord(stage, lang)),
        entry(indicatorText(indicator, lang)),
        entry(value),
        entry(bound),
        entry(spare),
        entry(unitWord(unit, spare, lang)),
      ]),
    );
  if (plan.intakes.length > 0)
    list(
      word("intakes"),
      [
        { title: word("school"), width: 30 },
        { title: word("stage"), width: 8, look: { align: "center" } },
        { title: word("intake"), width: 14, look: { align: "right" } },
        { title: word("tips"), width: 60 },
      ],
      plan.intakes.map((each) => [
        entry(each.school.name),
        entry(stageWord(each.stage, lang)),
        entry(each.pupils ?? "—"),
        entry(tipText(each, lang)),
      ]),
    );
  list(
    word("flips"),
    [
      { title: word("school"), width: 30 },
      { title: word("stage"), width: 8, look: { align: "center" } },
      { title: word("figure"), width: 36 },
      { title: word("value"), width: 14, look: { align: "right" } },
      { title: word("change"), width: 16, look: { align: "right" } },
      { title: word("unit"), width: 6, look: { align: "center" } },
      { title: word("part"), width: 10, look: { align: "right", format: "0.00%" } },
      { title: word("indicator"), width: 44 },
      { title: word("cell"), width: 14 },
    ],
    plan.flips.figures.map(({ school, stage, quantity, unit, cell, value, change, part, indicator }) => [
      entry(school?.name ?? ""),
      entry(stage === null ? "" : stageWord(stage, lang)),
      entry(figureText(quantity, lang)),
      entry(value),
      entry(change),
      entry(unitWord(unit, change, lang)),
      entry(part ?? "—"),
      entry(indicatorText(indicator, lang)),
      entry(cell ?? ""),
    ]),
    flipRemarks(plan, lang),
  );
  const basis = [
    { title: word("plan"), items: openingOf(plan, lang) },
    // Margins and flips have sheets of their own.
    ...[...listsBefore(plan, lang), ...listsAfter(plan, lang)]
      .filter(({ id }) => id !== "margins" && id !== "flips")
      .map(({ title, blocks: [{ items }] }) => ({ title, items })),
  ];
  list(
    word("basis"),
    [
      { title: word("thing"), width: 26 },
      { title: word("plan"), width: 110 },
    ],
    basis.flatMap(({ title, items }) => items.map((text) => [entry(title), entry(text)])),
  );
  return bytesOf(book, { creator: footer, written: new Date(FIXED_TIME) });
};
