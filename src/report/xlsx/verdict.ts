import { PARTS, type Part } from "../../model/parts.ts";
import type { Finding, Status } from "../../model/result.ts";
import type { Told } from "../document.ts";
import { openingOf } from "../opening.ts";
import {
  clauses,
  countyText,
  indicatorText,
  listed,
  NOTHING,
  partWord,
  reasonText,
  reportTitle,
  settleText,
  severityWord,
  stageWord,
  stampText,
  statusWord,
  subjectText,
} from "../wording.ts";
import type { Book, Sheet } from "./book.ts";
import { CHART_ROWS, chartsOf } from "./charts.ts";
import { requiredCount } from "./county.ts";
import { changedCell } from "./figure-plan.ts";

import { togetherRange } from "./matrix.ts";
import type { Outline } from "./outline.ts";
import { openBesideFigures, unsettled } from "./problems.ts";
import {
  addressOf,
  addSheet,
  type Content,
  colourWords,
  columnName,
  fixedRange,
  fixedReference,
  heightOf,
  type Live,
  linkToMatch,
  nextPriority,
  put,
  putAcross,
  putLink,
  setPrintArea,
  setWidths,
  widthOf,
} from "./sheet.ts";
import { spreadStatusRange } from "./spread.ts";
import { INK, type Look, TONES } from "./style.ts";
import { lineCount, textLiteral } from "./text.ts";
import { type UnitRow, unitKey } from "./unit-rows.ts";
import { vetoStatusRange } from "./veto.ts";

const COLUMNS = 14;
/** The left half ends here; a narrow empty column parts it from the right half. */
const LEFT = 6;
const RIGHT = 8;
const MOST_SCHOOLS = 10;
const MOST_OPEN = 8;

const head: Look = { ground: "header", align: "center" };
const band: Look = { ground: "band" };
const section: Look = { bold: true, size: 12, colour: INK, framed: false };

/** Units that fall short, the worst first. */
const worstUnits = ({ ranked }: Outline): readonly UnitRow[] => ranked.filter((unit) => unit.quorum?.status === "fail");

const putIdentity = (sheet: Sheet, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  putAcross(
    sheet,
    { top: 1, left: 1, right: COLUMNS },
    result.standard.programme === undefined ? say("title") : reportTitle(result, lang),
    {
      bold: true,
      size: 20,
      colour: INK,
      align: "center",
      framed: false,
    },
  );
  sheet.getRow(1).height = 36;
  const pairs: readonly (readonly [left: number, middle: number, right: number, name: string, content: string])[] = [
    [1, 1, 3, say("countyName"), countyText(result, lang)],
    [4, 4, 6, say("dataYear"), result.source.dataYear === null ? NOTHING : String(result.source.dataYear)],
    [7, 8, 11, say("standard"), result.standard.title[lang]],
    [12, 12, 14, say("asOf"), result.standard.asOf],
  ];
  let lines = 1;
  for (const [left, middle, right, name, content] of pairs) {
    putAcross(sheet, { top: 2, left, right: middle }, name, { ...band, bold: true });
    putAcross(sheet, { top: 2, left: middle + 1, right }, content);
    lines = Math.max(lines, lineCount(content, widthOf(sheet, middle + 1, right)));
    lines = Math.max(lines, lineCount(name, widthOf(sheet, left, middle)));
  }
  sheet.getRow(2).height = heightOf(lines);
};

/** Row of the notice of changed figures, below the verdicts. */
const noticeRow = ({ result }: Outline): number => (result.national === null ? 5 : 6);

/** Row of the counts of units: below the titles and rows of the parts, an empty row, and its own titles. */
const unitsRow = (countsTop: number): number => countsTop + PARTS.length + 5;

/** `countsTop`: row of the title above the counts, which the verdict follows from. */
const putVerdict = (sheet: Sheet, outline: Outline, countsTop: number): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const units = fixedReference(unitsRow(countsTop), 1);
  const column = (at: number): string => `SUM(${fixedRange(countsTop + 2, countsTop + 1 + PARTS.length, at)})`;
  const { words } = outline;
  const formula = `IF(${column(4)}>0,${words.fail},IF(OR(${column(5)}>0,${units}=0),${words.unknown},${words.pass}))`;
  putAcross(
    sheet,
    { top: 4, left: 1, right: 3 },
    { formula, result: statusWord(result.verdict, lang) },
    {
      tone: result.verdict,
      bold: true,
      size: lang === "zh" ? 30 : 26,
      align: "center",
    },
  );
  const [own, national] = openingOf(result, speaker).verdicts;
  const sentence = own!.text;
  putAcross(sheet, { top: 4, left: 4, right: COLUMNS }, sentence, { size: 13, bold: true });
  sheet.getRow(4).height = Math.max(54, heightOf(Math.ceil(lineCount(sentence, widthOf(sheet, 4, COLUMNS)) * 1.5)));
  if (national === undefined) return;
  putAcross(sheet, { top: 5, left: 1, right: 2 }, say("national"), { ...band, bold: true });
  put(sheet, 5, 3, statusWord(national.status, lang), { tone: national.status, bold: true, align: "center" });
  putAcross(sheet, { top: 5, left: 4, right: COLUMNS }, national.text, { bold: true });
  sheet.getRow(5).height = heightOf(lineCount(national.text, widthOf(sheet, 4, COLUMNS)));
};

/** Colours a count by whether it is 0, so that the colour follows when the count changes. */
const colourCount = (sheet: Sheet, address: string, tone: "fail" | "unknown"): void => {
  const first = nextPriority(sheet);
  const fill = (argb: string) => ({ type: "pattern", pattern: "solid", bgColor: { argb } }) as const;
  sheet.addConditionalFormatting({
    ref: address,
    rules: [
      {
        type: "cellIs",
        operator: "greaterThan",
        formulae: [0],
        priority: first,
        style: { fill: fill(TONES[tone].fill) },
      },
      { type: "cellIs", operator: "equal", formulae: [0], priority: first + 1, style: { fill: fill("FFFFFFFF") } },
    ],
  });
};

/** One row of counts: a name over two columns, then the counts. A count of what is wrong has its colour. */
const putCounts = (
  sheet: Sheet,
  row: number,
  name: Content,
  counts: readonly { readonly content: Content; readonly tone?: "fail" | "unknown" }[],
): void => {
  putAcross(
    sheet,
    { top: row, left: 1, right: 2 },
    name,
    typeof name === "string" ? band : { ...band, align: "center" },
  );
  counts.forEach(({ content, tone }, index) => {
    const look: Look = { align: "center" };
    const count = content !== null && typeof content === "object" ? content.result : content;
    put(sheet, row, 3 + index, content, tone !== undefined && count !== 0 ? { ...look, tone, bold: true } : look);
    if (tone !== undefined) colourCount(sheet, addressOf(row, 3 + index), tone);
  });
  sheet.getRow(row).height = heightOf(typeof name === "string" ? lineCount(name, widthOf(sheet, 1, 2)) : 1);
};

/** How many required findings of a part have a status, counted where they stand. */
const partCount = (part: Part, status: Status, outline: Outline): string => {
  const { result, speaker, words } = outline;
  // A spread without a limit is evidence, and counts nowhere.
  const holds = (check: "quorum" | "dispersion" | "absence"): boolean =>
    result.findings.some((finding) => finding.check === check && finding.indicator.part === part && finding.required);
  const ranges = [
    holds("quorum") ? togetherRange(outline) : null,
    holds("dispersion") ? spreadStatusRange(outline) : null,
    holds("absence") ? vetoStatusRange(outline) : null,
  ].filter((range) => range !== null);
  return [
    requiredCount(partWord(part, speaker.lang), words[status], outline),
    ...ranges.map((range) => `COUNTIF(${range},${words[status]})`),
  ].join("+");
};

const putParts = (sheet: Sheet, outline: Outline, top: number): number => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const { parts, units, problems } = result.summary;
  putAcross(sheet, { top, left: 1, right: LEFT }, say("parts"), section);
  let row = top + 1;
  putAcross(sheet, { top: row, left: 1, right: 2 }, say("part"), head);
  (["pass", "fail", "unknown", "notApplicable"] as const).forEach((status, index) => {
    put(sheet, row, 3 + index, statusWord(status, lang), head);
  });
  sheet.getRow(row).height = heightOf(lineCount(statusWord("notApplicable", lang), widthOf(sheet, LEFT, LEFT)));
  row++;
  for (const part of PARTS) {
    const count = (status: Status): Live => ({
      formula: partCount(part, status, outline),
      result: parts[part][status],
    });
    putCounts(sheet, row, partWord(part, lang), [
      { content: count("pass") },
      { content: count("fail"), tone: "fail" },
      { content: count("unknown"), tone: "unknown" },
      { content: count("notApplicable") },
    ]);
    row++;
  }
  row++;
  putAcross(sheet, { top: row, left: 1, right: LEFT }, say("units"), section);
  row++;
  putAcross(sheet, { top: row, left: 1, right: 2 }, say("total"), head);
  (["pass", "fail", "unknown"] as const).forEach((status, index) => {
    put(sheet, row, 3 + index, statusWord(status, lang), head);
  });
  put(sheet, row, 6, say("excluded"), head);
  row++;
  const together = togetherRange(outline);
  const unitCount = (status: "pass" | "fail" | "unknown"): Content =>
    together === null
      ? units[status]
      : { formula: `COUNTIF(${together},${outline.words[status]})`, result: units[status] };
  const total: Content =
    together === null
      ? units.total
      : { formula: `ROWS(${together})-COUNTIF(${together},${outline.words.notApplicable})`, result: units.total };
  putCounts(sheet, row, total, [
    { content: unitCount("pass") },
    { content: unitCount("fail"), tone: "fail" },
    { content: unitCount("unknown"), tone: "unknown" },
    { content: units.excluded },
  ]);
  row += 2;
  const pair = (name: string, text: string): void => {
    putAcross(sheet, { top: row, left: 1, right: 2 }, name, band);
    putAcross(sheet, { top: row, left: 3, right: LEFT }, text, { align: "center" });
    row++;
  };
  pair(
    say("problemCount"),
    `${severityWord("error", lang)} ${problems.error}${lang === "zh" ? "，" : ", "}${severityWord("warning", lang)} ${problems.warning}`,
  );
  pair(say("waivedCount"), `${result.summary.waived} / ${result.summary.relaxed}`);
  return row;
};

const putWorst = (sheet: Sheet, outline: Outline, top: number): number => {
  const { speaker, say, titles } = outline;
  const { lang } = speaker;
  putAcross(sheet, { top, left: RIGHT, right: COLUMNS }, say("worst"), section);
  let row = top + 1;
  const line = (texts: readonly string[], look: Look): void => {
    putAcross(sheet, { top: row, left: RIGHT, right: RIGHT + 2 }, texts[0] ?? "", look);
    put(sheet, row, RIGHT + 3, texts[1] ?? "", { ...look, align: "center" });
    putAcross(sheet, { top: row, left: RIGHT + 4, right: RIGHT + 5 }, texts[2] ?? "", look);
    put(sheet, row, COLUMNS, texts[3] ?? "", look);
  };
  line([say("school"), say("stage"), say("below"), say("floorOnly")], head);
  row++;
  const worst = worstUnits(outline);
  for (const unit of worst.slice(0, MOST_SCHOOLS)) {
    const reason = unit.quorum?.reason;
    const [below, floorOnly] = reason?.code === "quorum" ? [reason.below, reason.floorOnly] : [[], []];
    const codes = (list: readonly string[]): string => (list.length === 0 ? NOTHING : listed(list, lang));
    line([unit.school.name, stageWord(unit.stage, lang), codes(below), codes(floorOnly)], {});
    const at = outline.matrixRows.get(unitKey(unit.school.id, unit.stage));
    if (at !== undefined) {
      const link = linkToMatch(titles.matrix, "$A:$A", `$${columnName(RIGHT)}${row}`, stageWord(unit.stage, lang));
      put(sheet, row, RIGHT + 3, link, { align: "center", link: true });
    }
    const lines = Math.max(
      lineCount(unit.school.name, widthOf(sheet, RIGHT, RIGHT + 2)),
      lineCount(codes(below), widthOf(sheet, RIGHT + 4, RIGHT + 5)),
      lineCount(codes(floorOnly), widthOf(sheet, COLUMNS, COLUMNS)),
    );
    sheet.getRow(row).height = Math.max(sheet.getRow(row).height ?? 0, heightOf(lines));
    row++;
  }
  if (worst.length === 0) {
    const none = outline.result.summary.units.unknown > 0 ? "noneJudged" : "none";
    putAcross(sheet, { top: row, left: RIGHT, right: COLUMNS }, say(none), { align: "center" });
    row++;
  }
  if (worst.length > MOST_SCHOOLS) {
    const text = `${say("more")} ${titles.matrix}`;
    putAcross(sheet, { top: row, left: RIGHT, right: COLUMNS }, text, { framed: false });
    putLink(sheet, row, RIGHT, text, `'${titles.matrix}'!A1`, { framed: false });
    row++;
  }
  return row;
};

/** A full-width section: a title, then lines, each with a label at the left. */
const putLines = (
  sheet: Sheet,
  top: number,
  title: string,
  lines: readonly { readonly label: string; readonly text: string; readonly look?: Look }[],
): number => {
  putAcross(sheet, { top, left: 1, right: COLUMNS }, title, section);
  let row = top + 1;
  for (const line of lines) {
    putAcross(sheet, { top: row, left: 1, right: 3 }, line.label, line.look ?? band);
    putAcross(sheet, { top: row, left: 4, right: COLUMNS }, line.text);
    sheet.getRow(row).height = heightOf(
      Math.max(lineCount(line.label, widthOf(sheet, 1, 3)), lineCount(line.text, widthOf(sheet, 4, COLUMNS))),
    );
    row++;
  }
  return row + 1;
};

/** The first finding of each indicator: one page has no room for what is unknown of every school. */
const firstOfEach = (findings: readonly Finding[]): readonly Finding[] => {
  const seen = new Set<string>();
  return findings.filter(({ indicator }) => !seen.has(indicator.id) && seen.add(indicator.id));
};

const openLine = (finding: Finding, outline: Outline) => {
  const { speaker } = outline;
  const { lang } = speaker;
  const settle = settleText(finding, lang);
  const reason = `${indicatorText(finding.indicator, lang)}${lang === "zh" ? "：" : ": "}${reasonText(finding, speaker)}`;
  return {
    label: subjectText(finding.subject, lang),
    text: settle === null ? reason : `${reason} → ${settle}`,
  };
};

/** 结论: one printed page that says what the county's verdict is, why, and what to do next. */
export const addVerdict = (book: Book, outline: Outline): void => {
  const { result, speaker, say, titles } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, titles.verdict, outline.footer, INK, 1);
  sheet.pageSetup.orientation = "portrait";
  setWidths(sheet, [13, 10, 10, 10, 10, 10, 2, 14, 9, 9, 8, 10, 10, 17]);
  putIdentity(sheet, outline);
  const notice = `IF(${changedCell(outline.figures)}=0,"",${textLiteral(say("changedNotice"))}&${changedCell(outline.figures)})`;
  putAcross(
    sheet,
    { top: noticeRow(outline), left: 1, right: COLUMNS },
    { formula: notice, result: "" },
    {
      bold: true,
      colour: "FF9C0006",
      framed: false,
    },
  );
  colourWords(sheet, "A4", outline.statusWords);

  const opening = openingOf(result, speaker);
  const told = ({ status, text }: Told) => ({
    label: statusWord(status, lang),
    text,
    look: { tone: status, align: "center" } as const,
  });
  let row = noticeRow(outline) + 1;
  if (opening.facts.length > 0) {
    row = putLines(sheet, row, say("facts"), opening.facts.map(told));
    if (opening.moreFacts !== null) row = putMore(sheet, row - 1, outline, "ledger", opening.moreFacts);
  }
  if (opening.actions.length > 0) {
    row = putLines(sheet, row, say("actions"), [
      ...opening.actions.map((text, index) => ({ label: String(index + 1), text, look: { align: "center" } as const })),
      ...(opening.total === null ? [] : [{ label: say("totals"), text: opening.total }]),
      ...(opening.planWords === null
        ? []
        : [{ label: "→", text: opening.planWords, look: { align: "center" } as const }]),
    ]);
  }
  putVerdict(sheet, outline, row);
  row = Math.max(putParts(sheet, outline, row), putWorst(sheet, outline, row)) + 1;
  const charts = chartsOf(outline, row, [
    [1, LEFT],
    [RIGHT, COLUMNS],
  ]);
  for (const chart of charts) sheet.addChart(chart);
  if (charts.length > 0) row += CHART_ROWS + 1;
  row = putLines(sheet, row, say("conditions"), opening.conditions.map(told));
  const notices = [...(opening.local === null ? [] : [opening.local]), ...opening.notices];
  if (notices.length > 0) {
    row = putLines(
      sheet,
      row,
      say("notices"),
      notices.map((text) => ({ label: result.standard.title[lang], text })),
    );
  }
  if (opening.completeness !== null) {
    row = putLines(sheet, row, say("completeness"), [
      { label: statusWord("unknown", lang), text: opening.completeness, look: { tone: "unknown", align: "center" } },
      ...opening.cells.map((text, index) => ({ label: String(index + 1), text, look: { align: "center" } as const })),
    ]);
  }
  const open = unsettled(result.findings);
  // The figures that are missing stand above, those first that settle most.
  const shownOpen = firstOfEach(openBesideFigures(open)).slice(0, MOST_OPEN);
  if (shownOpen.length > 0) {
    row = putLines(
      sheet,
      row,
      say("unsettled"),
      shownOpen.map((finding) => openLine(finding, outline)),
    );
  }
  if (open.length > shownOpen.length) row = putMore(sheet, row - 1, outline, "problems");
  const stamp = stampText(result, lang);
  putAcross(sheet, { top: row, left: 1, right: COLUMNS }, stamp, { size: 9, colour: "FF7F7F7F", framed: false });
  sheet.getRow(row).height = heightOf(lineCount(stamp, widthOf(sheet, 1, COLUMNS)));
  setPrintArea(sheet, row, COLUMNS);
};

const putMore = (
  sheet: Sheet,
  row: number,
  outline: Outline,
  target: "ledger" | "problems",
  rest: string | null = null,
): number => {
  const title = outline.titles[target];
  const more = `${outline.say("more")} ${title}`;
  const text = rest === null ? more : clauses([rest, more], outline.speaker.lang);
  putAcross(sheet, { top: row, left: 1, right: COLUMNS }, text, { framed: false });
  putLink(sheet, row, 1, text, `'${title}'!A1`, { framed: false });
  return row + 2;
};
