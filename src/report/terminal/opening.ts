import { narrowedText } from "../narrowed.ts";
import type { View } from "../sections/view.ts";
import { aside, clauses, countyText, type Heading, headingWord, reportTitle } from "../wording.ts";
import { type Page, statusMark } from "./page.ts";
import type { Cell } from "./table.ts";

const cell = (text: string): Cell => ({ text });

/** What every report says first. */
export const putOpening = (page: Page, { result, speaker, first, only }: View): void => {
  const { lang } = speaker;
  const { verdicts, local, notices, facts, moreFacts, actions, total, plan, completeness, cells, conditions } = first;
  page.text(`${countyText(result, lang)} · ${reportTitle(result, lang)} · ${result.standard.title[lang]}`, {
    paint: page.paints.strong,
  });
  for (const { status, text } of verdicts) {
    page.item(statusMark(status, page), text, { paint: (line) => page.paints.strong(page.paints[status](line)) });
  }
  if (local !== null) page.item(cell("·"), local);
  for (const notice of notices) page.item({ text: "!", paint: page.paints.warning }, notice);
  const narrowing = narrowedText(result, only, lang);
  if (narrowing !== null) {
    page.item({ text: "!", paint: page.paints.warning }, narrowing);
    return;
  }
  const title = (heading: Heading, text: string | null = null): void => {
    page.bar(headingWord(heading, lang), text === null ? undefined : { text, lang });
  };
  if (facts.length > 0) {
    page.bar(headingWord("facts", lang) + (moreFacts === null ? "" : aside(moreFacts, lang)));
    for (const { status, text } of facts) page.item(statusMark(status, page), text);
  }
  if (actions.length > 0) {
    title("actions");
    actions.forEach((text, index) => {
      page.item(cell(`${index + 1}.`), text);
    });
    if (total !== null) page.item(cell("+"), total);
    if (plan !== null) page.item(cell("→"), plan);
  }
  if (completeness !== null) {
    title("completeness", completeness);
    for (const text of cells) page.item(cell("-"), text);
  }
  if (conditions.length > 0) title("conditions");
  for (const { status, text } of conditions.filter((each) => each.status !== "pass")) {
    page.item(statusMark(status, page), text);
  }
  // What is met needs no line of its own.
  const met = conditions.filter(({ status }) => status === "pass").map(({ text }) => text);
  if (met.length > 0) page.item(statusMark("pass", page), clauses(met, lang));
};
