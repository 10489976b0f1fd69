import type { Reading } from "../../model/county.ts";
import { accountText, headingWord, type Lang, type ReadingLine, readingText, type Speaker } from "../wording.ts";
import type { Page } from "./page.ts";

/** Lines of the reading that the account has at their sheet. */
const IN_ACCOUNT: readonly ReadingLine["kind"][] = ["sheet", "unmatched", "skipped"];

/** How the file was read, but for what the account tells. */
export const linesBesideAccount = (reading: Reading, speaker: Speaker): readonly ReadingLine[] =>
  readingText(reading, speaker).filter(({ kind }) => !IN_ACCOUNT.includes(kind));

/** A section with what became of every cell, sheet by sheet. `explained`: whether its marks have been above. */
export const accountSection = (page: Page, reading: Reading, lang: Lang, explained = false): void => {
  const sheets = accountText(reading, lang);
  if (sheets.length === 0) return;
  page.section(headingWord("account", lang));
  const isMarked = sheets.some(({ guessed, details }) => guessed || details.length > 0);
  if (isMarked && !explained) page.text(headingWord("readingMarks", lang), { paint: page.paints.faint });
  for (const { summary, guessed, details } of sheets) {
    page.item({ text: guessed ? "?" : "·" }, summary);
    for (const text of details) page.item({ text: "?" }, text, { indent: 2 });
  }
};
