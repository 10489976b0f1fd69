/** The empty county workbook. */
import type { Workbook } from "exceljs";
import type { Asked } from "../model/asked.ts";
import { COUNTY_QUANTITIES, PROFILE_QUANTITIES } from "../model/quantity.ts";
import { columnLetters } from "../package/address.ts";
import { fixZipTimes } from "../zip-times.ts";
import {
  choicesOf,
  ITEM_COLUMNS,
  ITEM_SHEETS,
  LIST_SHEETS,
  type ListColumn,
  type ListName,
  SCHOOL_SHEET,
} from "./sheets.ts";
import {
  type Entry,
  extrasAt,
  isRequired,
  noteOf,
  REQUIRED,
  schoolGroups,
  type TemplateOptions,
} from "./template/columns.ts";
import {
  A3,
  addChoices,
  addNote,
  addSheet,
  BORDER,
  EDGES,
  fitRows,
  GROUP_FILL,
  HEADER_FILL,
  headerOf,
  REQUIRED_FILL,
  setColumn,
  setHeader,
  setText,
  textWidth,
  WIDEST,
  WRITTEN,
  widthFor,
} from "./template/writing.ts";
import { FLAG_WORDS } from "./vocabularies.ts";

export type { TemplateOptions } from "./template/columns.ts";

/** Rows that the drop-downs reach: more schools or classes than a county has. */
const SCHOOL_ROWS = 1000;
const CLASS_ROWS = 10_000;

/** Per cent of their size at which the columns of 学校 are printed. */
const SCHOOLS_SCALE = 70;

const addSchools = (book: Workbook, options: TemplateOptions): void => {
  // Name and code stay in view while the figures scroll.
  const sheet = addSheet(book, SCHOOL_SHEET.label, { columns: 2, rows: 2 });
  // As wide as one page nobody could read it: several pages of A3 beside each other, each with the names.
  Object.assign(sheet.pageSetup, {
    paperSize: A3,
    fitToPage: false,
    fitToWidth: undefined,
    fitToHeight: undefined,
    scale: SCHOOLS_SCALE,
    pageOrder: "overThenDown",
    printTitlesColumn: "A:B",
  });
  let column = 1;
  const notes: { row: number; column: number; text: string }[] = [];
  for (const { heading, stage, quantities } of schoolGroups(options)) {
    const first = column;
    for (const [key, quantity] of quantities) {
      const required = isRequired(options.asked, key, stage);
      const header = headerOf(quantity, ...(required ? [REQUIRED] : []));
      setColumn(sheet, column, widthFor(quantity), quantity.kind);
      setHeader(sheet, 2, column, header, required ? REQUIRED_FILL : HEADER_FILL);
      notes.push({ row: 2, column, text: noteOf(key, quantity, required, options.asked) });
      setHeader(sheet, 1, column, heading, GROUP_FILL);
      const choices = choicesOf(quantity.kind);
      const letters = columnLetters(column);
      if (choices !== null) addChoices(sheet, `${letters}3:${letters}${SCHOOL_ROWS + 2}`, choices);
      column++;
    }
    if (column - first === 1) {
      sheet.mergeCells(1, first, 2, first);
      notes[notes.length - 1]!.row = 1;
    } else sheet.mergeCells(1, first, 1, column - 1);
  }
  sheet.getRow(1).height = 20;
  fitRows(sheet);
  // Their places depend on the sizes of the columns and rows beside them.
  for (const { row, column: at, text } of notes) addNote(sheet, row, at, text);
};

const addItems = (
  book: Workbook,
  name: string,
  quantities: readonly Entry[],
  valueHeader: string,
  asked: Asked,
): void => {
  const sheet = addSheet(book, name, { rows: 1 });
  const { item, unit, note } = ITEM_COLUMNS;
  [item.label, valueHeader, unit.label, note.label].forEach((header, index) => {
    setHeader(sheet, 1, index + 1, header, HEADER_FILL);
  });
  [42, 24, 10, 36].forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  quantities.forEach(([key, quantity], index) => {
    const row = index + 2;
    setText(sheet, row, 1, quantity.label);
    setText(sheet, row, 3, quantity.unit);
    if (isRequired(asked, key, null)) {
      sheet.getCell(row, 1).fill = REQUIRED_FILL;
      setText(sheet, row, 4, REQUIRED);
    }
    const value = sheet.getCell(row, 2);
    if (quantity.kind === "code" || quantity.kind === "text") value.numFmt = "@";
    if (quantity.kind === "date") value.numFmt = "yyyy-mm-dd";
    value.border = BORDER;
    const choices = choicesOf(quantity.kind);
    if (choices !== null) addChoices(sheet, `B${row}`, choices);
  });
  fitRows(sheet);
  quantities.forEach(([key, quantity], index) => {
    addNote(sheet, index + 2, 1, noteOf(key, quantity, isRequired(asked, key, null), asked));
  });
};

/** A list sheet; `rows` holds what stands in it from the start, by column key. */
const addList = (
  book: Workbook,
  list: ListName,
  rows: readonly Readonly<Record<string, string | number>>[],
  reach: number,
): void => {
  const { label } = LIST_SHEETS[list];
  const columns: [string, ListColumn][] = Object.entries<ListColumn>(LIST_SHEETS[list].columns).filter(
    ([, { offered }]) => offered,
  );
  const sheet = addSheet(book, label, { rows: 1 });
  columns.forEach(([key, shape], index) => {
    const column = index + 1;
    const header = headerOf(shape);
    const longest = Math.max(...[header, ...rows.map((row) => String(row[key] ?? ""))].map(textWidth));
    const width = Math.max(12, widthFor(shape), Math.ceil(longest) + EDGES);
    setColumn(sheet, column, Math.min(WIDEST, width), shape.kind);
    setHeader(sheet, 1, column, header, shape.essential ? REQUIRED_FILL : HEADER_FILL);
    rows.forEach((row, at) => {
      const text = row[key];
      if (typeof text === "number") sheet.getCell(at + 2, column).value = text;
      else if (text !== undefined) setText(sheet, at + 2, column, text);
    });
    const choices = shape.list?.words ?? choicesOf(shape.kind);
    const letters = columnLetters(column);
    const last = Math.max(rows.length, reach) + 1;
    if (choices !== null) addChoices(sheet, `${letters}2:${letters}${last}`, choices);
  });
  fitRows(sheet);
};

const guidance = (options: TemplateOptions): string[] => [
  "本工作簿用于填报一个县（市、区）义务教育优质均衡发展的数据，一县一份。填好后用 qe-audit check 审核，用 qe-audit validate 先查数据问题。",
  "一、总的要求",
  "空白表示没有数据，不表示 0；确实为 0 的，请填 0。本校没有的学段，该学段各栏留空；特殊教育学校、专门学校和职业学校没有的学段，请填 0。",
  `底色为橙色、表头或备注标“${REQUIRED}”的，判定时必须用到，不能留空；其余选填，或只要求部分学校填。没有该学段、不属该类的学校不填。把鼠标移到表头或项目上，可看到它的含义、单位和用于哪些指标。`,
  "数字只填数，不带单位、文字或公式说明；单位见表头。表头的单位可以改（例如把“元”改为“万元”），系统按表头换算。",
  "列的先后、表的先后可以调整，可以插入标题行、合计行和备注行；列名请保留。不要合并数据行里的单元格。",
  "二、各表",
  `“${SCHOOL_SHEET.label}”表：一所学校一行，包括民办学校、教学点、特殊教育学校。一贯制学校和完全中学的小学、初中数据分别填在两个学段下，校舍、场馆、设备按全校填一次，并填高中在校生数。附设班、分校区单独一行，在备注中写明主校。`,
  "办学类型、举办者、城乡类型、是否类和等级类各栏，从下拉列表中选择。",
  "教学及辅助用房面积包括室内体育用房面积，“其中”一栏另行注明；运动场地面积不包括室内体育用房。",
  "专任教师不含兼职、代课教师；高于规定学历，小学指专科及以上，初中指本科及以上。",
  `“${ITEM_SHEETS.profile.label}”表和“${ITEM_SHEETS.items.label}”表：每项一行，只填数值一列。填报日期决定按哪一天的标准审核，请务必填写。`,
  `“${LIST_SHEETS.monitoring.label}”表：每个监测学科一行，没有监测的学科留空；校际差异率填 0 到 1 之间的小数。`,
  `“${LIST_SHEETS.attestations.label}”表：只能用文件证明的项目，每项一行；结论为“符合”的，须填佐证材料和日期。`,
  `“${LIST_SHEETS.vetoes.label}”表：逐项填写是否存在，不能留空。`,
  `“${LIST_SHEETS.rooms.label}”表和“${LIST_SHEETS.classes.label}”表可以不填；填了的学校以这两张表为准，须填全该校的所有教室或班级。`,
  ...(options.asked.milestones.length > 0
    ? [
        `“${LIST_SHEETS.progress.label}”表：每个里程碑每年一行，计划数和单位已按方案填好，只填当年（不是累计）的完成数；按别的单位填报的，请改单位一栏。`,
      ]
    : []),
  "三、常见问题",
  `填“${FLAG_WORDS.words.join("”“")}”的栏，不填“达标”“合格”。百分数填 98.5 或 98.5%，不要填 0.985。学校标识码按文本填写，重名学校靠它区分。`,
];

/** The sheet that tells how to fill in the others: whole sentences in one column, which no header can be found in. */
const addGuidance = (book: Workbook, options: TemplateOptions): void => {
  const sheet = addSheet(book, "填写说明", { rows: 0 });
  sheet.getColumn(1).width = 100;
  setText(sheet, 1, 1, "填写说明");
  sheet.getCell(1, 1).font = { bold: true, size: 16 };
  guidance(options).forEach((line, index) => {
    setText(sheet, index + 3, 1, line);
    if (/^[一二三]、/.test(line)) sheet.getCell(index + 3, 1).font = { bold: true };
  });
  fitRows(sheet);
};

/**
 * The empty county workbook, as the bytes of an .xlsx file: every sheet and column that the reader knows, from the same
 * dictionary, with drop-downs for closed lists and the codes of 佐证 and 一票否决 filled in. Equal options give equal
 * bytes.
 */
export const writeTemplate = async (options: TemplateOptions): Promise<Uint8Array> => {
  const exceljs = await import("exceljs");
  const book = new exceljs.default.Workbook();
  book.created = WRITTEN;
  book.modified = WRITTEN;
  book.creator = "qe-audit";
  book.lastModifiedBy = "qe-audit";

  addGuidance(book, options);
  addItems(
    book,
    ITEM_SHEETS.profile.label,
    [...Object.entries(PROFILE_QUANTITIES), ...extrasAt(options, "profile")],
    "填报内容",
    options.asked,
  );
  addSchools(book, options);
  addItems(
    book,
    ITEM_SHEETS.items.label,
    [...Object.entries(COUNTY_QUANTITIES), ...extrasAt(options, "county")],
    ITEM_COLUMNS.value.label,
    options.asked,
  );
  addList(
    book,
    "monitoring",
    options.asked.subjects.map((subject) => ({ subject })),
    20,
  );
  addList(
    book,
    "attestations",
    options.asked.attestations.map(({ code, name }) => ({ code, title: name })),
    100,
  );
  addList(
    book,
    "vetoes",
    options.asked.vetoes.map(({ code, name }) => ({ code, title: name })),
    20,
  );
  addList(book, "rooms", [], SCHOOL_ROWS);
  addList(book, "classes", [], CLASS_ROWS);
  const { milestones } = options.asked;
  if (milestones.length > 0)
    addList(
      book,
      "progress",
      milestones.flatMap(({ label, unit, steps }) =>
        steps.map(({ year, planned }) => ({ milestone: label, year, planned, unit })),
      ),
      100,
    );
  book.views = [{ x: 0, y: 0, width: 24_000, height: 14_000, firstSheet: 0, activeTab: 0, visibility: "visible" }];
  return fixZipTimes(new Uint8Array(await book.xlsx.writeBuffer()));
};
