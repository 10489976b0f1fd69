import type { Finding } from "../../model/result.ts";
import {
  inputCells,
  NOTHING,
  placeText,
  problemText,
  reasonText,
  settleText,
  severityWord,
  subjectText,
} from "../wording.ts";
import type { Book } from "./book.ts";
import { cellsText } from "./formats.ts";
import type { Outline } from "./outline.ts";
import {
  addSheet,
  type Column,
  heightOf,
  holdTable,
  put,
  putAcross,
  putHeading,
  putTable,
  rowsOf,
  setPrintArea,
  setWidths,
  widthOf,
} from "./sheet.ts";
import { lineCount } from "./text.ts";

const HEADER = 2;

/** What cannot be concluded where it arises: the conjunctions repeat it and are left out. */
export const unsettled = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    (finding) => finding.status === "unknown" && finding.check !== "quorum" && finding.check !== "rollup",
  );

/** 数据问题: what is wrong in the workbook, then what cannot be concluded and what would settle it. */
export const addProblems = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const sheet = addSheet(book, outline.titles.problems, outline.footer, "FFBF8F00");
  const columns: Column[] = [
    { title: say("number"), width: 6, look: { align: "center" } },
    { title: say("severity"), width: 8, look: { align: "center" } },
    { title: say("place"), width: 16 },
    { title: say("school"), width: 24 },
    { title: say("label"), width: 24 },
    { title: say("expected"), width: 34 },
    { title: say("found"), width: 30 },
    { title: say("hint"), width: 40 },
  ];
  setWidths(
    sheet,
    columns.map((column) => column.width),
  );
  putHeading(sheet, outline.titles.problems, [], columns.length);
  const extent = putTable(sheet, {
    top: HEADER,
    columns,
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
  holdTable(sheet, extent);
  let row = extent.last + 1;
  if (result.problems.length === 0) {
    putAcross(sheet, { top: row, left: 1, right: columns.length }, say("none"));
    row++;
  }

  const open = unsettled(result.findings);
  if (open.length > 0) {
    row++;
    putAcross(sheet, { top: row, left: 1, right: columns.length }, say("unsettled"), {
      bold: true,
      size: 12,
      framed: false,
    });
    sheet.getRow(row).height = 24;
    row++;
    const spans = [
      [1, 2],
      [3, 3],
      [4, 4],
      [5, 5],
      [6, 7],
      [8, 8],
    ] as const;
    const putLine = (row: number, texts: readonly string[], header: boolean): void => {
      let lines = 1;
      spans.forEach(([left, right], index) => {
        const text = texts[index] ?? "";
        const look = header ? ({ ground: "header", align: "center" } as const) : {};
        if (left === right) put(sheet, row, left, text, look);
        else putAcross(sheet, { top: row, left, right }, text, look);
        lines = Math.max(lines, lineCount(text, widthOf(sheet, left, right)));
      });
      sheet.getRow(row).height = heightOf(lines);
    };
    const heads = [say("code"), say("place"), say("school"), say("indicator"), say("reason"), say("hint")];
    putLine(row, heads, true);
    row++;
    sheet.deferRows(row, open.length, (at, index) => {
      const finding = open[index]!;
      putLine(
        at,
        [
          finding.indicator.code,
          cellsText(inputCells(finding)),
          subjectText(finding.subject, lang),
          finding.indicator.name[lang],
          reasonText(finding, speaker),
          settleText(finding, lang) ?? NOTHING,
        ],
        false,
      );
    });
    row += open.length;
  }
  setPrintArea(sheet, row - 1, columns.length);
};
