import type { Plan } from "../../model/plan.ts";
import { markdownText } from "../markdown.ts";
import type { Lang } from "../wording/language.ts";
import { actionText, actionWord, amountText, firstActions, moneyText, planWord } from "../wording/plan.ts";
import { thingText } from "../wording.ts";
import { headingOf, listsAfter, listsBefore, openingOf, type TextList } from "./lists.ts";

const FIRST = 5;

const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;

/** A plan as Markdown, for minutes and papers: every action, in the workbook's order. */
export const renderPlanMarkdown = (plan: Plan, { lang }: { readonly lang: Lang }): string => {
  const [sentence = "", ...others] = openingOf(plan, lang);
  const lines = [`# ${markdownText(headingOf(plan, lang))}`, "", `**${markdownText(sentence)}**`, ""];
  for (const text of others) lines.push(`- ${markdownText(text)}`);
  const list = ({ title, texts }: TextList): void => {
    if (texts.length === 0) return;
    lines.push("", `## ${markdownText(title)}`, "");
    for (const text of texts) lines.push(`- ${markdownText(text)}`);
  };
  for (const each of listsBefore(plan, lang)) list(each);
  list({ title: planWord("first", lang), texts: firstActions(plan, FIRST).map((each) => actionText(each, lang)) });
  if (plan.totals.length > 0) {
    lines.push("", `## ${markdownText(planWord("totals", lang))}`, "");
    lines.push(
      line((["action", "thing", "amount", "money", "schoolCount"] as const).map((word) => planWord(word, lang))),
    );
    lines.push(`|${" --- |".repeat(5)}`);
    for (const { action, quantity, amount, unit, cost, schools } of plan.totals) {
      lines.push(
        line([
          actionWord(action, lang),
          thingText(quantity, lang),
          amountText(amount, unit, lang),
          moneyText(cost, lang),
          String(schools),
        ]),
      );
    }
  }
  list({ title: planWord("actions", lang), texts: plan.actions.map((each) => actionText(each, lang)) });
  for (const each of listsAfter(plan, lang)) list(each);
  return `${lines.join("\n")}\n`;
};
