/** What lines beside a table say of its columns: 注：专任教师数含代课教师, （2024年） under a heading. */
import { cellReference } from "../../package/address.ts";
import type { RawCell, RawRow, RawSheet } from "../../package/raw.ts";
import type { Match, Vocabulary } from "../terms/grammar.ts";
import { type OtherFigure, otherByRemark, otherByTitle } from "../terms/remarks.ts";
import { LEAVES_OUT, TAKES_IN } from "../terms/words.ts";
import { yearsNamed } from "../terms/years.ts";
import { cleanText, isBlankText } from "../text.ts";
import { foundText } from "../values.ts";
import { type HeaderBlock, type HeaderColumn, isFigure } from "./header.ts";

/** Notes stand in so many lines under a table. */
const LINES = 8;
const LONGEST_NOTE = 400;
const LONGEST_LINE = 60;
const BEGINS_NOTE = /^(?:\*\s*)?(?:注|备注|说明|附注)?(?:[\d一二三四五六七八九十]{1,2})?[:：.、]?\s*/;
const VERBS = [...LEAVES_OUT, ...TAKES_IN];
/** What may stand between the name of a figure and what it takes in: 均不含, 统计时包括. */
const BEFORE_VERB = /(?:均|都|中|里|应|统计|填报|数据|指标|口径)+$/;

const isFilled = (cell: RawCell): boolean => cell.kind !== "text" || !isBlankText(cell.value as string);

/** The line that a row is, where it holds nothing else; null for any other row. */
const lineIn = ({ cells }: RawRow): RawCell | null => {
  const [cell, ...others] = cells.length > LINES ? [] : cells.filter(isFilled);
  return cell?.kind === "text" && others.length === 0 && (cell.value as string).length <= LONGEST_NOTE ? cell : null;
};

/** Who signs under a table: 填表人： 审核人：. */
const isSigned = ({ cells }: RawRow): boolean =>
  cells.length <= LINES && cells.some(({ kind, value }) => kind === "text" && /[:：]/.test(value as string));

/** The lines under a table, below the last row that is none, without what they begin with: 注1：. */
export const linesUnder = ({ rows }: RawSheet): readonly { readonly cell: RawCell; readonly text: string }[] => {
  const found: { cell: RawCell; text: string }[] = [];
  for (const row of rows.slice(-LINES).reverse()) {
    const cell = lineIn(row);
    if (cell !== null) found.push({ cell, text: cleanText(cell.value as string).replace(BEGINS_NOTE, "") });
    else if (row.cells.some(isFilled) && !isSigned(row)) break;
  }
  return found.reverse();
};

/** The figure that a clause says something of, and what: 含代课教师 of 专任教师数. Null for a clause that says nothing of the kind. */
const inclusionIn = (clause: string): { readonly name: string; readonly says: string } | null => {
  let at = -1;
  for (const verb of VERBS) {
    const found = clause.indexOf(verb);
    if (found > 1 && (at < 0 || found < at)) at = found;
  }
  if (at < 0) return null;
  const [first = "", ...others] = clause.slice(at).split(",");
  const says = [first, ...others.filter((other) => VERBS.some((verb) => other.startsWith(verb)))].join(",");
  return { name: clause.slice(0, at).replace(BEFORE_VERB, ""), says };
};

/** What a line that stands under a heading, before the rows, says that the column is; null where nothing else. */
const saidUnder = (
  text: string,
  { header }: HeaderColumn,
  vocabulary: Vocabulary,
  years: readonly number[],
): OtherFigure | null => {
  const inner = cleanText(text).replace(/^\((.*)\)$/, "$1");
  const named = yearsNamed(inner);
  if (named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year)) && inner.length <= 12) {
    return "other-year";
  }
  const said = otherByRemark(inner, years, true) ?? otherByTitle(inner);
  if (said !== null || !VERBS.some((verb) => inner.startsWith(verb))) return said;
  const path = header.split(" / ");
  const leaf = path.pop() ?? "";
  return vocabulary.resolve([...path, `${leaf}（${inner}）`]).match === null ? "other-meaning" : null;
};

/** What a piece of a note says that a figure is, where it may name one: 其中教学仪器设备值为上年数. */
const figureSaid = (piece: string): readonly { readonly name: string; readonly says: string }[] => {
  const [, name = "", says = ""] =
    /^(?:其中:?)?([^为系按是采沿暂]{2,20})(?:均?为|系|按|是|采用|沿用|暂用)(.{2,})$/.exec(piece) ?? [];
  return name === "" ? [] : [{ name: name.replace(BEFORE_VERB, ""), says }];
};

const clausesIn = (text: string): readonly string[] =>
  text.split(/[;。]|(?<=[^\d])\d{1,2}[.、]/).map((clause) => clause.replace(/\s/g, ""));

/** The figures that the lines under a table name and say to be others than this year's: 注：平均工资收入为预算数. */
export const othersUnder = (
  sheet: RawSheet,
  years: readonly number[],
): readonly { readonly cell: RawCell; readonly name: string; readonly why: OtherFigure }[] =>
  linesUnder(sheet).flatMap(({ cell, text }) =>
    clausesIn(text)
      .flatMap((clause) => clause.split(",").flatMap(figureSaid))
      .flatMap(({ name, says }) => {
        const why = otherByRemark(says, years, true);
        return why === null ? [] : [{ cell, name, why }];
      }),
  );

/** Whether a column is of the figure that a note names, of all stages where it names none. */
const isMeant = (column: HeaderColumn, { term, stage }: Match): boolean =>
  column.match?.term === term && (stage === null || column.match.stage === stage);

const isSubject = (id: string | undefined): boolean => id === "name" || id === "code" || id === "type";
const inBrackets = ({ value }: RawCell): boolean =>
  isBlankText(value as string) || /^\(.*\)$/.test(cleanText(value as string));

/** Rows of notes under a header are so many. */
const ROWS_UNDER = 2;

/**
 * A header without the columns of which a line says that their figures are others: a note over or under the table that
 * names the figure and what it takes in or leaves out, or what stands under the heading before the first row.
 */
export const withoutNoted = (
  block: HeaderBlock,
  sheet: RawSheet,
  vocabulary: Vocabulary,
  years: readonly number[],
): HeaderBlock => {
  const columns = new Map<number, HeaderColumn>();
  const refuse = (column: HeaderColumn, refusal: OtherFigure, says: string): void => {
    const { match } = column;
    columns.set(column.column, {
      ...column,
      match: null,
      refusal,
      nearest: match?.term ?? null,
      ...(match === null ? {} : { noted: match }),
      header: `${column.header}（${says}）`,
    });
  };
  const figures = block.columns.filter(({ match }) => match !== null && isFigure(match.term) && match.by !== "map");
  const subjects = new Set(block.columns.flatMap(({ match, column }) => (isSubject(match?.term.id) ? [column] : [])));
  for (const row of sheet.rows.slice(block.last + 1, block.last + 1 + ROWS_UNDER)) {
    // A school's own row may be all of text.
    if (row.cells.some((cell) => cell.kind !== "text" || (subjects.has(cell.column) && !inBrackets(cell)))) break;
    for (const cell of row.cells) {
      const column = figures.find((each) => each.column === cell.column);
      const text = foundText(cell) ?? "";
      const why = column === undefined ? null : saidUnder(text, column, vocabulary, years);
      if (column !== undefined && why !== null) refuse(column, why, cleanText(text));
    }
  }
  const over = sheet.rows.slice(0, block.first).flatMap((row) => lineIn(row) ?? []);
  const notes = [
    ...over.map((cell) => ({ cell, text: cleanText(cell.value as string).replace(BEGINS_NOTE, "") })),
    ...linesUnder(sheet),
  ];
  const clauses = notes.flatMap(({ cell, text }) =>
    clausesIn(text).map((clause) => ({ clause, at: cellReference(cell.row, cell.column) })),
  );
  for (const { clause, at } of clauses) {
    for (const { name, says } of clause.split(",").flatMap(figureSaid)) {
      const why = otherByRemark(says, years, true);
      const match = why === null ? null : vocabulary.resolve([name]).match;
      if (why === null || match === null) continue;
      for (const column of figures) if (isMeant(column, match)) refuse(column, why, `${at}：${says}`);
    }
    const inclusion = inclusionIn(clause);
    if (inclusion === null) continue;
    const { match } = vocabulary.resolve([inclusion.name]);
    if (match === null) continue;
    for (const column of figures) {
      if (!isMeant(column, match)) continue;
      const meant = vocabulary.resolve([`${inclusion.name}（${inclusion.says}）`]).match;
      if (meant === null) refuse(column, "other-meaning", `${at}：${inclusion.says}`);
      else if (meant.without !== null && !columns.has(column.column)) {
        columns.set(column.column, { ...column, match: { ...column.match!, without: meant.without } });
      }
    }
  }
  if (columns.size === 0) return block;
  return { ...block, columns: block.columns.map((column) => columns.get(column.column) ?? column) };
};

/** When what a table says was so, not when somebody filed it: 统计时间：2023年12月, 数据截至2023年底. */
const OF_THE_DATA =
  /^(?!.*(?:填报|填表|上报|报送|制表|打印))(?:.{0,4}(?:数据|统计).{0,4}(?:时间|时点|日期|截[至止])|(?:数据|资料)来源|截[至止])/;
/** A school year's figures are taken as it begins, in the year before. */
const OF_SCHOOL_YEAR = /教育(?:事业)?统计|9月|[-./]0?9(?!\d)/;

/** Whether a line says that the figures are of years before the workbook's. */
export const isDatedBefore = (text: string, years: readonly number[]): boolean => {
  const plain = cleanText(text.slice(0, LONGEST_NOTE));
  if (years.length === 0 || plain.length > LONGEST_LINE) return false;
  // Several things may be said on one line: 填报单位：某局  统计时间：2019年9月.
  return plain.split(/[();]|\s+(?=[^\s:]{2,10}:)/).some((piece) => {
    if (!OF_THE_DATA.test(piece)) return false;
    const first = Math.min(...years) - (OF_SCHOOL_YEAR.test(piece) ? 1 : 0);
    const named = yearsNamed(piece);
    return named.length > 0 && named.every((year) => year < first);
  });
};
