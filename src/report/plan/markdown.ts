import type { Plan } from "../../model/plan.ts";
import { markdownText } from "../markdown.ts";
import type { Lang } from "../wording/language.ts";
import { bodyOf, headingOf, openingOf } from "./body.ts";

const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;

/** A plan as Markdown, for minutes and papers: every action, in the workbook's order. */
export const renderPlanMarkdown = (plan: Plan, { lang }: { readonly lang: Lang }): string => {
  const [sentence = "", ...others] = openingOf(plan, lang);
  const lines = [`# ${markdownText(headingOf(plan, lang))}`, "", `**${markdownText(sentence)}**`, ""];
  for (const text of others) lines.push(`- ${markdownText(text)}`);
  for (const each of bodyOf(plan, lang)) {
    lines.push("", `## ${markdownText(each.title)}`, "");
    if (each.kind === "list") for (const text of each.texts) lines.push(`- ${markdownText(text)}`);
    else {
      lines.push(line(each.columns.map(({ title }) => title)));
      lines.push(`|${each.columns.map(({ kind }) => (kind === "number" ? " ---: |" : " --- |")).join("")}`);
      for (const row of each.rows) lines.push(line(row));
    }
  }
  return `${lines.join("\n")}\n`;
};
