import type { Workbook, Worksheet } from "exceljs";
import type { Asked, AskedOf } from "../model/asked.ts";
import {
  COUNTY_QUANTITIES,
  FURTHER_COLUMNS,
  IDENTITY_QUANTITIES,
  PROFILE_QUANTITIES,
  type Quantity,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../model/quantity.ts";
import { STAGES, type Stage } from "../model/school.ts";
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
import { FLAG_WORDS, STAGE_WORDS } from "./vocabularies.ts";

export interface TemplateOptions {
  /** What the standard asks: its rows are filled in, and what it cannot do without is marked 必填. */
  readonly asked: Asked;
  /** Quantities that a regional standard adds to the dictionary, by key. */
  readonly extraQuantities?: Readonly<Record<string, Quantity>>;
}

/** Rows that the drop-downs reach: more schools or classes than a county has. */
const SCHOOL_ROWS = 1000;
const CLASS_ROWS = 10_000;

/** Equal options give equal bytes, so the file names no day of writing. */
const WRITTEN = new Date("2020-01-01T00:00:00Z");

const GROUP_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFD9E2F3" } } as const;
/** Of what must be filled in. */
const REQUIRED_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFCE4D6" } } as const;
const HEADER_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEDEDED" } } as const;
const EDGE = { style: "thin", color: { argb: "FFBFBFBF" } } as const;
const BORDER = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE };
const CENTRED = { horizontal: "center", vertical: "middle", wrapText: true } as const;

/** A string that the file format can hold: without controls and lone surrogates, and nothing taken for an escape. */
const writable = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replace(/_x(?=[0-9a-fA-F]{4}_)/g, "_x005F_x")
    .slice(0, 32_767);

/** What stands in brackets has a line of its own: programs that show the header would break it between them. */
const headerOf = ({ label, unit, kind }: Pick<Quantity, "label" | "unit" | "kind">, ...marks: string[]): string => {
  const brackets = [...(unit === "" || kind === "year" ? [] : [unit]), ...marks].map((text) => `（${text}）`);
  return brackets.length === 0 ? label : `${label}\n${brackets.join("")}`;
};

/** Width in the units of a column: a Chinese character takes a little more than two digits. */
const textWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += character < "\u2000" ? 1 : 2.1;
  return width;
};

/** So many lines does a text take, in a width in which none of its own is cut. */
const linesOf = (text: string, room: number): number =>
  text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / room)), 0);

/** What the edges of a cell take of its width, and what a line leaves free that may not end where it is full. */
const EDGES = 3;
const LINE_HEIGHT = 16;
const ROW_PADDING = 4;

/** Rows of wrapped text get the height that it takes; those of one line are left to the program that shows them. */
const fitRows = (sheet: Worksheet): void => {
  sheet.eachRow((row) => {
    let lines = 1;
    row.eachCell((cell) => {
      if (cell.alignment?.wrapText !== true || typeof cell.value !== "string" || cell.isMerged) return;
      const room = (sheet.getColumn(Number(cell.col)).width ?? 9) - EDGES;
      lines = Math.max(lines, linesOf(cell.value, room));
    });
    if (lines > 1) row.height = lines * LINE_HEIGHT + ROW_PADDING;
  });
};

/** Longer texts of a list are wrapped. */
const WIDEST = 48;

const A4 = 9;
const A3 = 8;
/** Per cent of their size at which the columns of 学校 are printed. */
const SCHOOLS_SCALE = 70;

/** Landscape on A4, as wide as the paper, with the rows of headers and the number of the page on each page. */
const addSheet = (
  book: Workbook,
  name: string,
  frozen: { readonly columns?: number; readonly rows: number },
): Worksheet => {
  const { columns = 0, rows } = frozen;
  const sheet = book.addWorksheet(name, {
    pageSetup: {
      paperSize: A4,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.25, footer: 0.3 },
    },
    views: rows === 0 ? [] : [{ state: "frozen", ySplit: rows, ...(columns === 0 ? {} : { xSplit: columns }) }],
  });
  if (rows > 0) sheet.pageSetup.printTitlesRow = `1:${rows}`;
  sheet.headerFooter.oddFooter = `&C${name}&R&P / &N`;
  return sheet;
};

/** A code has ten digits, some have twelve; a school's name is seldom longer than a dozen characters. */
const CODE_WIDTH = 15;
const NAME_WIDTH = 26;

/** Column width: enough for a header of one line or two above its unit, and for the longest word that may be chosen. */
const widthFor = ({ label, kind }: Pick<Quantity, "label" | "kind">): number => {
  if (label === IDENTITY_QUANTITIES.name.label) return NAME_WIDTH;
  if (label === IDENTITY_QUANTITIES.code.label) return CODE_WIDTH;
  const longest = Math.max(0, ...(choicesOf(kind) ?? []).map(textWidth));
  return Math.min(24, Math.max(10, label.length + 6, Math.ceil(longest) + 2));
};

type Validations = { add: (range: string, validation: object) => void };

/** A drop-down over a range. The words are few and short: Excel takes 255 characters at most. */
const addChoices = (sheet: Worksheet, range: string, words: readonly string[]): void => {
  const { dataValidations } = sheet as Worksheet & { dataValidations: Validations };
  dataValidations.add(range, {
    type: "list",
    allowBlank: true,
    formulae: [`"${words.join(",")}"`],
    showErrorMessage: true,
    errorStyle: "warning",
    errorTitle: "请核对",
    error: `请从下拉列表中选择：${words.join("、")}`,
  });
};

const setColumn = (sheet: Worksheet, column: number, width: number, kind: Quantity["kind"]): void => {
  const settings = sheet.getColumn(column);
  settings.width = width;
  if (kind === "code" || kind === "text") settings.numFmt = "@";
  if (kind === "date") settings.numFmt = "yyyy-mm-dd";
};

const setHeader = (
  sheet: Worksheet,
  row: number,
  column: number,
  text: string,
  fill: typeof GROUP_FILL | typeof HEADER_FILL | typeof REQUIRED_FILL,
): void => {
  const cell = sheet.getCell(row, column);
  cell.value = writable(text);
  cell.font = { bold: true };
  cell.fill = fill;
  cell.alignment = CENTRED;
  cell.border = BORDER;
  cell.numFmt = "General";
};

const setText = (sheet: Worksheet, row: number, column: number, text: string): void => {
  const cell = sheet.getCell(row, column);
  cell.value = writable(text);
  cell.numFmt = "@";
  cell.alignment = { vertical: "middle", wrapText: true };
};

/** A quantity with its key, under which it may be asked for. */
type Entry = readonly [key: string, quantity: Quantity];
/** What follows a heading, or stands in the remark of an item, that cannot be left blank. */
const REQUIRED = "必填";
/** Asked of every school that has the stage; what only some schools are asked for is not marked. */
const ASKED_OF_MOST: ReadonlySet<AskedOf> = new Set(["schools", "scope", "staffed", "answering", "classes"]);
/** Without these there is no school, no county and no day to judge by, whatever the standard. */
const ALWAYS_REQUIRED: ReadonlySet<string> = new Set(["name", "type", "countyName", "dataYear", "filingDate"]);

/** Whether a column of 学校 or an item is to be filled in. Of 最大班额 and 超班额班级数 the first is enough. */
const isRequired = ({ figures, items }: Asked, key: string, stage: Stage | null): boolean =>
  ALWAYS_REQUIRED.has(key) ||
  items.some((item) => item.key === key && item.where === null) ||
  (key !== "oversizedClasses" &&
    figures.some(
      (figure) =>
        figure.key === key && ASKED_OF_MOST.has(figure.of) && (figure.stage === null || figure.stage === stage),
    ));

/** What a header or item means, whether it must be filled in and for which indicators, as a note at its cell. */
const noteOf = (key: string, { definition, unit }: Quantity, required: boolean, { neededBy }: Asked): string => {
  const codes = neededBy[key] ?? [];
  return [
    `【${required ? REQUIRED : "选填"}】${definition ?? ""}`,
    ...(unit === "" ? [] : [`单位：${unit}`]),
    ...(codes.length === 0 ? [] : [`用于：${codes.join("、")}`]),
  ].join("\n");
};

/** So wide is a note, and so much text fits on its line, as {@link textWidth} counts. */
const NOTE_PIXELS = 300;
const NOTE_LINE = 42;
const NOTE_LINE_PIXELS = 19;
/** Half-width characters of a column, and points of a row, in pixels. */
const COLUMN_PIXELS = 7;
const ROW_PIXELS = 4 / 3;

/**
 * A note large enough for its text: over the columns to the right and the rows below that it takes. exceljs gives the
 * place of a note in columns and rows, whatever their sizes, and shows it only where the pointer rests.
 */
const addNote = (sheet: Worksheet, row: number, column: number, text: string): void => {
  const lines = linesOf(text, NOTE_LINE) + 1;
  const reach = (from: number, pixels: number, size: (index: number) => number): number => {
    let left = pixels;
    let at = from;
    for (; left > size(at + 1); at++) left -= size(at + 1);
    return at + left / size(at + 1);
  };
  const widthAt = (index: number): number => (sheet.getColumn(index).width ?? 9) * COLUMN_PIXELS + 5;
  const heightAt = (index: number): number => (sheet.getRow(index).height ?? 15) * ROW_PIXELS;
  const anchor = {
    left: column + 0.1,
    top: row - 0.5,
    right: reach(column, NOTE_PIXELS, widthAt),
    bottom: reach(row, lines * NOTE_LINE_PIXELS, heightAt),
  };
  const cell = sheet.getCell(row, column);
  cell.note = { texts: [{ font: { size: 10, name: "宋体" }, text: writable(text) }] };
  // exceljs writes a note where `anchor` says, but its own setter takes none.
  const noted = cell as typeof cell & { _comment: { readonly model: object } };
  const { model } = noted._comment;
  noted._comment = { model: { ...model, anchor } };
};

/** Groups of columns on 学校, each under one merged heading. */
interface Group {
  readonly heading: string;
  readonly stage: Stage | null;
  readonly quantities: readonly Entry[];
}

const extrasAt = (options: TemplateOptions, level: Quantity["level"]): Entry[] =>
  Object.entries(options.extraQuantities ?? {}).filter(([, quantity]) => quantity.level === level);

/** What of the dictionary a template has columns for. */
const columnsOf = (quantities: Readonly<Record<string, Quantity>>, { asked }: TemplateOptions): Entry[] =>
  Object.entries(quantities).filter(
    ([key]) => !(FURTHER_COLUMNS as readonly string[]).includes(key) || asked.neededBy[key] !== undefined,
  );

const schoolGroups = (options: TemplateOptions): Group[] => {
  const { remark, countsAsSchool: _statisticsOnly, ...identity } = IDENTITY_QUANTITIES;
  const ofStage = (stage: Stage): Group => ({
    heading: STAGE_WORDS.word(stage),
    stage,
    quantities: [...columnsOf(STAGE_QUANTITIES, options), ...extrasAt(options, "stage")],
  });
  return [
    { heading: "学校基本情况", stage: null, quantities: Object.entries(identity) },
    ...STAGES.map(ofStage),
    {
      heading: "全校",
      stage: null,
      quantities: [...columnsOf(SCHOOL_QUANTITIES, options), ...extrasAt(options, "school")],
    },
    { heading: remark.label, stage: null, quantities: [["remark", remark]] },
  ];
};

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
