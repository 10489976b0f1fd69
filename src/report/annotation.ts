import type { DataProblem, Severity } from "../model/county.ts";
import type { Words } from "./wording/language.ts";
import { headingWord, problemCountText, problemText, type Speaker, severityWord } from "./wording.ts";

/** The words of an annotated copy: what is said at the cells, and the sheet that lists it all. */
export interface Annotation {
  readonly marks: readonly {
    readonly sheet: string;
    readonly cell: string | null;
    readonly severity: Severity;
    readonly title: string;
    readonly text: string;
  }[];
  readonly listing: {
    readonly name: string;
    readonly earlier: { readonly names: readonly string[]; readonly words: readonly (readonly string[])[] };
    readonly title: string;
    readonly notes: readonly string[];
    readonly columns: readonly {
      readonly title: string;
      readonly width: number;
      readonly shows?: "number" | "severity" | "link";
    }[];
    readonly rows: readonly {
      readonly severity: Severity;
      readonly texts: readonly string[];
      readonly target: { readonly sheet: string; readonly cell: string | null };
    }[];
  };
}

const COLUMNS: readonly {
  readonly title: Words;
  readonly width: number;
  readonly shows?: "number" | "severity" | "link";
}[] = [
  { title: { zh: "序号", en: "No." }, width: 6, shows: "number" },
  { title: { zh: "级别", en: "Severity" }, width: 9, shows: "severity" },
  { title: { zh: "工作表", en: "Sheet" }, width: 16 },
  { title: { zh: "单元格", en: "Cell" }, width: 10, shows: "link" },
  { title: { zh: "学校", en: "School" }, width: 26 },
  { title: { zh: "项目", en: "Item" }, width: 26 },
  { title: { zh: "应为", en: "Expected" }, width: 34 },
  { title: { zh: "现为", en: "Found" }, width: 26 },
  { title: { zh: "怎么改", en: "What to do" }, width: 40 },
];

const NAME: Words = { zh: "数据问题", en: "Data problems" };
const NOTE: Words = {
  zh: "红色单元格是错误，黄色单元格是警告；点“单元格”一列可跳到该处。请在原表中改正后，另存并重新报送。",
  en: "Red cells are errors, yellow ones warnings; click a cell's address to go to it. Correct the sheets themselves, save, and send the file again.",
};
const EXPECTED: Words = { zh: "应为：", en: "Expected: " };
const FOUND: Words = { zh: "现为：", en: "Found: " };
const HINT: Words = { zh: "怎么改：", en: "What to do: " };

/**
 * What an annotated copy says of these problems, in their order; `counts` are those that the command prints too. Texts
 * are as the workbook has them: who writes them escapes them.
 */
export const annotationOf = (
  problems: readonly DataProblem[],
  counts: { readonly error: number; readonly warning: number },
  speaker: Speaker,
): Annotation => {
  const { lang } = speaker;
  const said = problems.map((problem) => ({ problem, words: problemText(problem, speaker) }));
  return {
    marks: said.map(({ problem, words }) => ({
      sheet: problem.sheet,
      cell: problem.cell,
      severity: problem.severity,
      title: [severityWord(problem.severity, lang), words.label].filter((part) => part !== "").join(" · "),
      text: [EXPECTED[lang] + words.expected, FOUND[lang] + words.found, HINT[lang] + words.hint].join("\n"),
    })),
    listing: {
      name: NAME[lang],
      earlier: {
        names: Object.values(NAME),
        words: (["zh", "en"] as const).map((each) => [EXPECTED[each], FOUND[each], HINT[each]]),
      },
      title: NAME[lang],
      notes: [problems.length === 0 ? headingWord("noProblems", lang) : problemCountText(counts, lang), NOTE[lang]],
      columns: COLUMNS.map(({ title, ...rest }) => ({ ...rest, title: title[lang] })),
      rows: said.map(({ problem, words }, index) => ({
        severity: problem.severity,
        texts: [
          String(index + 1),
          severityWord(problem.severity, lang),
          problem.sheet,
          problem.cell ?? "",
          problem.school ?? "",
          words.label,
          words.expected,
          words.found,
          words.hint,
        ],
        target: { sheet: problem.sheet, cell: problem.cell },
      })),
    },
  };
};
