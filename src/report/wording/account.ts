import { addTo } from "../../groups.ts";
import { type AccountEntry, FATES, type Reading } from "../../model/county.ts";
import { aside, clauses, type Lang, labelled, listed, quoted, type Words } from "./language.ts";
import { roleWord, skipWord } from "./reading.ts";

const BECAME: Readonly<Record<AccountEntry["became"], Words>> = {
  used: { zh: "采用", en: "used" },
  header: { zh: "表头", en: "header" },
  context: { zh: "标题和说明", en: "titles and notes" },
  "skipped-row": { zh: "跳过的行", en: "skipped rows" },
  "unused-column": { zh: "没有采用的列", en: "unused columns" },
  "unused-sheet": { zh: "没有采用的表", en: "unused tables" },
  "left-over": { zh: "遗漏", en: "left over" },
};

/** Why cells were not used. A reason without words is given as its code. */
const REASONS: Readonly<Record<string, Words>> = {
  unknown: { zh: "标题不能识别", en: "heading not known" },
  "no-heading": { zh: "没有标题", en: "no heading" },
  "no-stage": { zh: "没有写明小学或初中", en: "stage not given" },
  "senior-stage": { zh: "高中的数", en: "of 高中" },
  "per-pupil": { zh: "生均或每百名学生的数，请填总数", en: "per pupil; give the whole figure" },
  "other-layout": { zh: "其他格式才有的列", en: "a column of another layout" },
  doubled: { zh: "与另一列重复", en: "says the same as another column" },
  "other-meaning": {
    zh: "按标题或附注是另一个数；如确是此数，请改写标题或用对照文件指明",
    en: "another figure, by its group or note; if it is the figure, reword its heading or name it in a map file",
  },
  "other-year": {
    zh: "其他年份；如确是本年的数，请改正年份",
    en: "another year; if it is this year's, correct the year",
  },
  map: { zh: "对照文件指明不用", en: "left out by the map file" },
  explains: { zh: "填表说明之类", en: "instructions and the like" },
  "other-schools": { zh: "没有参加评估的学校", en: "no school that is judged" },
  "not-understood": { zh: "不能识别", en: "not understood" },
  school: { zh: "像是学校和它的数，不在所读的学校里", en: "looks like schools that are not among those read" },
  "code-unknown": { zh: "代码不能识别", en: "code not known" },
  "school-not-found": { zh: "所写学校找不到", en: "school not found" },
  "school-ambiguous": { zh: "分不清是哪一所学校", en: "more than one school of this name" },
  "item-unknown": { zh: "项目名称不能识别", en: "item not known" },
};
const reasonWord = (reason: string, lang: Lang): string =>
  Object.hasOwn(REASONS, reason) ? REASONS[reason]![lang] : reason;

/** So many ranges of a kind are listed; JSON has all of them. */
const MOST_RANGES = 6;

/** The account of one sheet's cells. */
export interface SheetAccount {
  /** What the sheet was taken for, and how many of its cells became what. */
  readonly summary: string;
  /** Whether somebody should look at it: it was used for nothing, or something of it was left over. */
  readonly guessed: boolean;
  /** Skipped rows, unused columns and tables, and what was left over: a line for each reason, with the places. */
  readonly details: readonly string[];
}

const lettersIn = (reference: string): string[] => reference.split(":").map((corner) => corner.replace(/\d/g, ""));

const rowsIn = (reference: string): number[] => {
  const [from = 0, to = from] = reference.split(":").map((corner) => Number(corner.replace(/\D/g, "")));
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
};

/** What became of every cell of a file, sheet by sheet. */
export const accountText = (reading: Reading, lang: Lang): readonly SheetAccount[] => {
  const zh = lang === "zh";
  const unusedWord = zh ? "没有采用" : "not used";
  const detail = (word: string, reason: string, places: readonly string[]): string =>
    labelled(`${word}${aside(reason, lang)}`, listed(places, lang), lang);
  return reading.sheets.map(({ sheet, role, rows }): SheetAccount => {
    const own = reading.account.filter((entry) => entry.sheet === sheet);
    const sums = FATES.flatMap((became) => {
      const cells = own.reduce((sum, entry) => sum + (entry.became === became ? entry.cells : 0), 0);
      return cells === 0 ? [] : [`${BECAME[became][lang]} ${cells}`];
    });
    const unused = own.find(({ became }) => became === "unused-sheet")?.reason ?? null;
    const took =
      role === null
        ? clauses([unusedWord, unused === null ? null : reasonWord(unused, lang)], lang)
        : zh
          ? `作为${quoted(roleWord(role, lang), lang)}，${rows} 行`
          : `read as ${roleWord(role, lang)}, ${rows} ${rows === 1 ? "row" : "rows"}`;

    // Titles over a table are context, and told by their number alone.
    const rowsSkipped = new Set(own.flatMap(({ became, ref }) => (became === "skipped-row" ? rowsIn(ref) : [])));
    const skipped = new Map<string, string[]>();
    for (const row of reading.skipped) {
      if (row.sheet === sheet && (row.reason === "merged" || rowsSkipped.has(row.row)))
        addTo(skipped, skipWord(row.reason, lang), String(row.row));
    }
    const columns = new Map<string, string[]>();
    const headings = new Set<string>();
    for (const column of reading.unmatched) {
      if (column.sheet !== sheet) continue;
      for (const letters of lettersIn(column.cell)) headings.add(letters);
      const near = column.why == null && column.nearest !== null ? column.nearest : null;
      const nearest =
        near === null ? "" : aside(zh ? `最接近${quoted(near, lang)}` : `nearest ${quoted(near, lang)}`, lang);
      addTo(columns, column.why ?? "unknown", `${column.cell} ${quoted(column.header, lang)}${nearest}`);
    }
    const ranges = new Map<string, string[]>();
    for (const { became, reason, ref } of own) {
      const isTold =
        became === "left-over" ||
        (became === "skipped-row" && reason === "not-understood") ||
        (became === "unused-sheet" && role !== null) ||
        // A column whose heading was not used is told by its heading.
        (became === "unused-column" && !lettersIn(ref).every((letters) => headings.has(letters)));
      if (isTold) addTo(ranges, `${became === "left-over" ? BECAME[became][lang] : unusedWord}\n${reason}`, ref);
    }
    return {
      summary: labelled(`${sheet}${aside(took, lang)}`, listed(sums, lang), lang),
      guessed:
        role === null
          ? unused !== null && unused !== "explains" && unused !== "map"
          : own.some(({ became }) => became === "left-over"),
      details: [
        ...[...skipped].map(([reason, numbers]) =>
          zh
            ? `跳过${aside(reason, lang)}：第 ${listed(numbers, lang)} 行`
            : detail("skipped", reason, [`${numbers.length === 1 ? "row" : "rows"} ${listed(numbers, lang)}`]),
        ),
        ...[...columns].map(([why, places]) => detail(unusedWord, reasonWord(why, lang), places)),
        ...[...ranges].map(([key, refs]) => {
          const [word = "", reason = ""] = key.split("\n");
          const more = refs.length - MOST_RANGES;
          const shown = refs.slice(0, MOST_RANGES);
          if (more > 0) shown.push(zh ? `另 ${more} 处` : `${more} more`);
          return detail(word, reasonWord(reason, lang), shown);
        }),
      ],
    };
  });
};
