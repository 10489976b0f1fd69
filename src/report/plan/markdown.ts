import type { Plan } from "../../model/plan.ts";
import type { BodyTable, TextList } from "../body.ts";
import { markdownText } from "../markdown.ts";
import type { Lang } from "../wording/language.ts";
import { bodyOf, headingOf, openingOf } from "./body.ts";

const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;

/** Lists and tables under their titles. */
export const bodyMarkdown = (parts: readonly (TextList | BodyTable)[]): readonly string[] =>
  parts.flatMap((each) => [
    "",
    `## ${markdownText(each.title)}`,
    "",
    ...(each.kind === "list"
      ? each.texts.map((text) => `- ${markdownText(text)}`)
      : [
          line(each.columns.map(({ title }) => title)),
          `|${each.columns.map(({ kind }) => (kind === "number" ? " ---: |" : " --- |")).join("")}`,
          ...each.rows.map(line),
        ]),
  ]);

/** A plan as Markdown, for minutes and papers: every action, in the workbook's order. */
export const renderPlanMarkdown = (plan: Plan, { lang }: { readonly lang: Lang }): string => {
  const [sentence = "", ...others] = openingOf(plan, lang);
  const lines = [`# ${markdownText(headingOf(plan, lang))}`, "", `**${markdownText(sentence)}**`, ""];
  for (const text of others) lines.push(`- ${markdownText(text)}`);
  lines.push(...bodyMarkdown(bodyOf(plan, lang)));
  return `${lines.join("\n")}\n`;
};
