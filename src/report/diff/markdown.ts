import { CHANGES, type Comparison } from "../../model/rollup.ts";
import { markdownText } from "../markdown.ts";
import type { RenderOptions } from "../reporter.ts";
import { batchWord, changeMeaning, changeWord } from "../wording.ts";
import {
  ambiguousSchools,
  changeRow,
  changesOf,
  countsLine,
  schoolLists,
  sidesText,
  unmatchedText,
  untoldSchools,
} from "./rows.ts";

const USUAL_ROWS = 200;

const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(" | ")} |`;

/** A comparison as Markdown, for merge requests and minutes: a table for each kind of change. */
export const renderDiffMarkdown = (comparison: Comparison, options: RenderOptions): string => {
  const { lang, limitRows } = options;
  const rows = limitRows === undefined ? USUAL_ROWS : limitRows <= 0 ? Number.POSITIVE_INFINITY : limitRows;
  const lines = [
    `# ${markdownText(batchWord("diff", lang))}`,
    "",
    markdownText(sidesText(comparison, lang)),
    "",
    `**${markdownText(countsLine(comparison, lang))}**`,
  ];
  const headings = (["county", "school", "stage", "indicator", "before", "after", "requirement"] as const).map((word) =>
    batchWord(word, lang),
  );
  const more = (left: number): void => {
    if (left > 0) lines.push("", lang === "zh" ? `另有 ${left} 条` : `${left} more`);
  };
  for (const { title, rows: schools } of schoolLists(comparison, lang)) {
    const columns = (["county", "school", "schoolCode", "openThere"] as const).map((word) => batchWord(word, lang));
    lines.push("", `## ${markdownText(`${title} ${schools.length}`)}`, "", line(columns), `|${" --- |".repeat(4)}`);
    for (const { county, school, code, open } of schools.slice(0, rows)) lines.push(line([county, school, code, open]));
    more(schools.length - rows);
  }
  const unclear = ambiguousSchools(comparison, lang);
  if (unclear.length > 0) {
    lines.push("", `## ${markdownText(`${batchWord("schoolsAmbiguous", lang)} ${unclear.length}`)}`, "");
    for (const each of unclear) lines.push(`- ${markdownText(each)}`);
  }
  const untold = untoldSchools(comparison, lang);
  if (untold.length > 0) {
    lines.push("", `## ${markdownText(batchWord("onOneSide", lang))}`, "");
    for (const each of untold) lines.push(`- ${markdownText(each)}`);
  }
  for (const kind of CHANGES) {
    const changes = changesOf(comparison, kind);
    if (changes.length === 0) continue;
    lines.push("", `## ${markdownText(`${changeWord(kind, lang)} ${changes.length}`)}`, "");
    lines.push(markdownText(changeMeaning(kind, lang)), "", line(headings), `|${" --- |".repeat(headings.length)}`);
    for (const change of changes.slice(0, rows)) {
      const { county, school, stage, indicator, before, after, requirement } = changeRow(change, lang);
      lines.push(line([county, school, stage, indicator, before, after, requirement]));
    }
    more(changes.length - rows);
  }
  if (comparison.unmatched.length > 0) {
    lines.push("", `## ${markdownText(batchWord("unmatched", lang))}`, "");
    for (const each of comparison.unmatched) lines.push(`- ${markdownText(unmatchedText(each, lang))}`);
  }
  return `${lines.join("\n")}\n`;
};
