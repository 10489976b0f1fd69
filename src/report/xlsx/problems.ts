import type { Finding } from "../../model/result.ts";
import {
  inputCells,
  listed,
  NOTHING,
  placeText,
  problemText,
  quantityLabel,
  reasonText,
  settleText,
  severityWord,
  subjectText,
} from "../wording.ts";
import type { Book } from "./book.ts";
import { cellsText } from "./formats.ts";
import type { Outline } from "./outline.ts";
import { addTable, type Column, heightOf, putAcross, putSpans, rowsOf, setPrintArea, widthOf } from "./sheet.ts";
import type { Look } from "./style.ts";
import { lineCount } from "./text.ts";

/** What cannot be concluded where it arises: the conjunctions repeat it and are left out. */
export const unsettled = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    (finding) => finding.status === "unknown" && finding.check !== "quorum" && finding.check !== "rollup",
  );

/** A line of what is open, by the columns of its table. */
type OpenLine = readonly string[];

/** A figure that is missing, wherever it is: the findings that wait for it, and the cells with their schools. */
interface Missing {
  readonly label: string;
  readonly findings: Finding[];
  /** Whose each cell is; by the subject's name where there is no cell. */
  readonly cells: Map<string, string>;
}

/** More cells than this go on in the next line, which would be higher than a row can be. */
const MOST_CELLS = 60;

/** The figures that findings wait for, those first for which most wait: one line for all schools that lack the same. */
const missingLines = (open: readonly Finding[], { speaker, say }: Outline): OpenLine[] => {
  const { lang } = speaker;
  const groups = new Map<string, Missing>();
  for (const finding of open) {
    const { reason, subject } = finding;
    if (reason.code !== "missing-input") continue;
    for (const { quantity, stage, cell } of reason.inputs) {
      const label = quantityLabel(quantity, stage, speaker);
      const key = JSON.stringify([label, cell?.slice(0, cell.lastIndexOf("!")) ?? null]);
      const group = groups.get(key) ?? { label, findings: [], cells: new Map<string, string>() };
      groups.set(key, group);
      group.findings.push(finding);
      group.cells.set(cell ?? subject.name ?? "", subjectText({ ...subject, stage: null }, lang));
    }
  }
  return [...groups.values()]
    .sort((left, right) => right.findings.length - left.findings.length)
    .flatMap(({ label, findings, cells }) => {
      const codes = [...new Set(findings.map(({ indicator }) => indicator.code))];
      const all = [...cells];
      return Array.from({ length: Math.ceil(all.length / MOST_CELLS) }, (_, chunk): OpenLine => {
        const own = all.slice(chunk * MOST_CELLS, (chunk + 1) * MOST_CELLS);
        const [first = ""] = own[0]!;
        const inCells = first.includes("!");
        const at = (cell: string): string => (inCells ? cell.slice(cell.lastIndexOf("!") + 1) : "");
        const places = own.map(([cell, school]) => [school, at(cell)].filter((text) => text !== "").join(" "));
        return [
          listed(codes, lang),
          inCells ? first.replace(/\d+$/, "") : NOTHING,
          `${own.length} ${say(inCells ? "cellsOpen" : "noColumn")}`,
          label,
          listed([...new Set(places)], lang),
          `${say("settles")} ${findings.length}`,
        ];
      });
    });
};

/** What waits for documents, answers and lists. Spreads repeat what their schools lack. */
export const openBesideFigures = (open: readonly Finding[]): readonly Finding[] =>
  open.filter(({ reason: { code } }) => !["missing-input", "missing-units", "composite-open"].includes(code));

const otherLines = (open: readonly Finding[], { speaker }: Outline): OpenLine[] =>
  openBesideFigures(open).map((finding) => [
    finding.indicator.code,
    cellsText(inputCells(finding)),
    subjectText(finding.subject, speaker.lang),
    finding.indicator.name[speaker.lang],
    reasonText(finding, speaker),
    settleText(finding, speaker.lang) ?? NOTHING,
  ]);

/** 数据问题: what is wrong in the workbook, then what cannot be concluded and what would settle it. */
export const addProblems = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const columns: Column[] = [
    { title: say("number"), width: 6, look: { align: "center" } },
    { title: say("severity"), width: 8, look: { align: "center" } },
    { title: say("place"), width: 14 },
    { title: say("school"), width: 24 },
    { title: say("label"), width: 27 },
    { title: say("expected"), width: 20 },
    { title: say("found"), width: 18 },
    { title: say("hint"), width: 27 },
  ];
  const { sheet, extent } = addTable(book, {
    title: outline.titles.problems,
    tab: "FFBF8F00",
    footer: outline.footer,
    columns,
    upright: true,
    rows: rowsOf(result.problems, (problem, index) => {
      const words = problemText(problem, speaker);
      return [
        { content: index + 1 },
        {
          content: severityWord(problem.severity, lang),
          look: { tone: problem.severity === "error" ? "fail" : "floor" },
        },
        { content: placeText(problem) },
        { content: problem.school ?? NOTHING },
        { content: words.label === "" ? NOTHING : words.label },
        { content: words.expected },
        { content: words.found },
        { content: words.hint },
      ];
    }),
  });
  let row = extent.last + 1;
  if (result.problems.length === 0) {
    putAcross(sheet, { top: row, left: 1, right: columns.length }, say("none"));
    row++;
  }

  const open = unsettled(result.findings);
  const lines = [...missingLines(open, outline), ...otherLines(open, outline)];
  if (lines.length > 0) {
    row++;
    putAcross(sheet, { top: row, left: 1, right: columns.length }, say("unsettled"), {
      bold: true,
      size: 12,
      framed: false,
    });
    sheet.getRow(row).height = 24;
    row++;
    const edges = [1, 3, 4, 5, 6, 8, columns.length + 1];
    const putLine = (at: number, texts: OpenLine, look: Look = {}): void => {
      putSpans(sheet, at, edges, texts, look);
      const lines = texts.map((text, index) => lineCount(text, widthOf(sheet, edges[index]!, edges[index + 1]! - 1)));
      sheet.getRow(at).height = heightOf(Math.max(1, ...lines));
    };
    const titles = (["code", "place", "school", "indicator", "reason", "hint"] as const).map(say);
    putLine(row, titles, { ground: "header", align: "center" });
    row++;
    sheet.deferRows(row, lines.length, (at, index) => putLine(at, lines[index]!));
    row += lines.length;
  }
  setPrintArea(sheet, row - 1, columns.length);
};
