import type { History } from "../../model/history.ts";
import { markdownText } from "../markdown.ts";
import { bodyMarkdown } from "../plan/markdown.ts";
import { historyOpening, historyTitle } from "../wording/history.ts";
import type { Lang } from "../wording.ts";
import { historyBody } from "./body.ts";

/** The years of a county as Markdown. */
export const renderHistoryMarkdown = (history: History, { lang }: { readonly lang: Lang }): string => {
  const [verdicts = "", ...others] = historyOpening(history, lang);
  const lines = [`# ${markdownText(historyTitle(history, lang))}`, "", `**${markdownText(verdicts)}**`, ""];
  for (const text of others) lines.push(`- ${markdownText(text)}`);
  lines.push(...bodyMarkdown(historyBody(history, lang)));
  return `${lines.join("\n")}\n`;
};
