/** The form that one school fills in: upright, a figure in each row. */
import type { Worksheet } from "exceljs";
import type { Asked, AskedOf } from "../../model/asked.ts";
import { PROFILE_QUANTITIES, type Quantity } from "../../model/quantity.ts";
import { type SchoolType, STAGE_LABELS, type Stage } from "../../model/school.ts";
import { fixZipTimes } from "../../zip-times.ts";
import type { RosterSchool } from "../roster.ts";
import { mayHold, stagesTaught } from "../school-checks.ts";
import {
  SCHOOL_FORM_HEADING_ROW as HEADER_ROW,
  SCHOOL_FORM_HEADINGS as HEADERS,
  SCHOOL_FORM_SHEET,
} from "../school-form-sheet.ts";
import { choicesOf } from "../sheets.ts";
import { LOCATION_WORDS, SCHOOL_TYPE_WORDS, SPONSOR_WORDS } from "../vocabularies.ts";
import { isRequired, REQUIRED, schoolGroups, type TemplateOptions } from "./columns.ts";
import {
  addChoices,
  addSheet,
  BORDER,
  fitRows,
  GROUP_FILL,
  HEADER_FILL,
  REQUIRED_FILL,
  setHeader,
  setText,
  WRITTEN,
} from "./writing.ts";

const WIDTHS = [30, 8, 20, 64] as const;
/** Of a row of one line, in points, so that a list of forty can be followed. */
const LEAST_HEIGHT = 22;
const VALUE = 3;

/** What 特殊教育, 专门学校 and 职业 are asked for at the stages that they have, which their type does not say. */
const ASKED_OUTSIDE: Readonly<Partial<Record<SchoolType, readonly AskedOf[]>>> = {
  special: ["answering", "staffed", "special", "classes"],
  reform: ["answering", "staffed", "classes"],
  vocational: ["answering"],
};

/**
 * How a figure is asked of a school of a type: `always`, of a 教学点 only `large`, from the size at which it is judged
 * for resources, or `no`. Of a school whose type is not known what is asked of most schools is.
 */
const askedOf = (
  asked: Asked,
  type: SchoolType | null,
  key: string,
  stage: Stage | null,
): "always" | "large" | "no" => {
  if (!isRequired(asked, key, stage) && !(type === "special" && asked.figures.some((own) => own.key === key))) {
    return "no";
  }
  const ways = asked.figures.filter(
    (figure) => figure.key === key && (figure.stage === null || figure.stage === stage),
  );
  if (type === null || ways.length === 0) return isRequired(asked, key, stage) ? "always" : "no";
  const outside = ASKED_OUTSIDE[type];
  if (outside !== undefined) return ways.some(({ of }) => outside.includes(of)) ? "always" : "no";
  if (stagesTaught(type).length === 0) return "no";
  if (type !== "teachingPoint" || ways.some(({ of }) => of === "schools" || of === "staffed" || of === "classes")) {
    return "always";
  }
  return ways.some(({ of }) => of === "scope") ? "large" : "no";
};

const NOTHING_RETURNED: ReturnedFigures = { values: new Map(), faults: new Map(), others: [] };
/** Off the line of the border. */
const INDENTED = { horizontal: "left", vertical: "middle", wrapText: true, indent: 1 } as const;
const FAULT_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFC7CE" } } as const;

/** By this a form of another year is known; without digits of its own, which would be taken for a year. */
const YEAR_MEANING =
  "本表各项数据所属的年份，四位数字；不是填表的年份。填了的，与全县的数据年份不同时整份不采用，以免把往年的表当成今年的。";

/** What stands before the definition of a figure that a school must fill in. */
const markOf = (way: ReturnType<typeof askedOf>, { teachingPointFrom }: Asked): string => {
  if (way === "no") return "";
  return way === "always" ? `【${REQUIRED}】` : `【学生满 ${teachingPointFrom} 人的教学点${REQUIRED}】`;
};

/** Whole numbers and amounts: what cannot be one is asked about when it is typed, and may still be kept. */
const addLimits = (sheet: Worksheet, address: string, kind: Quantity["kind"]): void => {
  const whole = kind === "count";
  if (!whole && kind !== "area" && kind !== "money" && kind !== "amount") return;
  sheet.getCell(address).dataValidation = {
    type: whole ? "whole" : "decimal",
    operator: "greaterThanOrEqual",
    allowBlank: true,
    formulae: [0],
    showErrorMessage: true,
    errorStyle: "warning",
    errorTitle: "请核对",
    error: whole ? "请填 0 或正整数，不带单位" : "请填 0 或正数，不带单位",
  };
};

const guidance = (type: SchoolType | null): string => {
  const lines = [
    "只填“填报值”一栏：只填数，不带单位和文字。空白表示没有数据，不表示 0；确实为 0 的，请填 0。",
    `橙色的项目${REQUIRED}，其余选填。填好后保存，把这个文件交回。`,
  ];
  if (type === null) lines.push("没有的学段，该学段各项留空。");
  else if (ASKED_OUTSIDE[type] !== undefined) lines.push("没有的学段，该学段各项填 0。");
  return lines.join("");
};

/** What a form is given back with: the school's figures, and what is wrong with them. */
export interface ReturnedFigures {
  /** By the item's label, `小学在校生数`. */
  readonly values: ReadonlyMap<string, string | number>;
  readonly faults: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with no single item. */
  readonly others: readonly string[];
}

/**
 * One school's form, as the bytes of an .xlsx file: item, unit, value and what it means, with drop-downs for closed
 * lists; only the value can be changed. Of a school of the roster the code, name, type and what else the roster says are
 * filled in, and only what its type may have is asked; without one everything is. `returned` gives it back with the school's
 * figures, what is wrong in red beside them. Equal options give equal bytes.
 */
export const writeSchoolForm = async (
  options: TemplateOptions,
  school: RosterSchool | null,
  returned: ReturnedFigures = NOTHING_RETURNED,
): Promise<Uint8Array> => {
  const { values, faults, others } = returned;
  const exceljs = await import("exceljs");
  const book = new exceljs.default.Workbook();
  book.created = WRITTEN;
  book.modified = WRITTEN;
  book.creator = "qe-audit";
  book.lastModifiedBy = "qe-audit";

  const type = school?.type ?? null;
  const known: Readonly<Record<string, string | null>> = {
    code: school?.code ?? null,
    name: school?.name ?? null,
    type: type === null ? null : SCHOOL_TYPE_WORDS.word(type),
    sponsor: school?.sponsor == null ? null : SPONSOR_WORDS.word(school.sponsor),
    location: school?.location == null ? null : LOCATION_WORDS.word(school.location),
  };
  const sheet = addSheet(book, SCHOOL_FORM_SHEET, { rows: HEADER_ROW });
  Object.assign(sheet.pageSetup, { orientation: "portrait" });
  WIDTHS.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  sheet.mergeCells(1, 1, 1, HEADERS.length);
  setText(sheet, 1, 1, SCHOOL_FORM_SHEET);
  Object.assign(sheet.getCell(1, 1), {
    font: { bold: true, size: 16 },
    alignment: { horizontal: "center", vertical: "middle" },
  });
  sheet.getRow(1).height = 30;
  sheet.mergeCells(2, 1, 2, HEADERS.length);
  setText(sheet, 2, 1, guidance(type));
  sheet.getRow(2).height = 36;
  if (others.length > 0) {
    sheet.mergeCells(3, 1, 3, HEADERS.length);
    setText(sheet, 3, 1, others.join("\n"));
    sheet.getCell(3, 1).fill = FAULT_FILL;
    sheet.getRow(3).height = 18 * others.length;
  } else {
    const ofYear = PROFILE_QUANTITIES.dataYear.label;
    setText(sheet, 3, 1, ofYear);
    setText(sheet, 3, 4, YEAR_MEANING);
    for (const column of [1, 4]) sheet.getCell(3, column).alignment = INDENTED;
    const year = sheet.getCell(3, VALUE);
    year.value = values.get(ofYear) ?? null;
    year.alignment = INDENTED;
    year.protection = { locked: false };
    for (let column = 1; column <= HEADERS.length; column++) sheet.getCell(3, column).border = BORDER;
  }
  HEADERS.forEach((header, index) => {
    setHeader(sheet, HEADER_ROW, index + 1, header, HEADER_FILL);
  });

  let row = HEADER_ROW;
  for (const { heading, stage, quantities } of schoolGroups(options)) {
    const labelOf = (label: string): string => `${stage === null ? "" : STAGE_LABELS[stage]}${label}`;
    const own = quantities.filter(([key, { label }]) => {
      const item = labelOf(label);
      return mayHold(type, { key, stage }) || values.has(item) || faults.has(item);
    });
    if (own.length === 0) continue;
    if (own.length > 1) {
      row++;
      sheet.mergeCells(row, 1, row, HEADERS.length);
      // 小学 or 初中 alone in its row would be taken for the stage of all that follows.
      setHeader(sheet, row, 1, stage === null ? heading : `${heading}各项`, GROUP_FILL);
      sheet.getCell(row, 1).alignment = { horizontal: "left", vertical: "middle" };
    }
    for (const [key, quantity] of own) {
      row++;
      const way = askedOf(options.asked, type, key, stage);
      const item = labelOf(quantity.label);
      const wrong = faults.get(item) ?? [];
      setText(sheet, row, 1, item);
      sheet.getCell(row, 1).alignment = INDENTED;
      if (way === "always") sheet.getCell(row, 1).fill = REQUIRED_FILL;
      setText(sheet, row, 2, quantity.unit);
      sheet.getCell(row, 2).alignment = { horizontal: "center", vertical: "middle" };
      const meaning = `${markOf(way, options.asked)}${quantity.definition ?? ""}`;
      setText(sheet, row, 4, [...wrong.map((text) => `✗ ${text}`), meaning].join("\n"));
      sheet.getCell(row, 4).alignment = INDENTED;
      const value = sheet.getCell(row, VALUE);
      const text = values.get(item) ?? known[key] ?? null;
      if (text !== null) value.value = text;
      if (quantity.kind === "code" || quantity.kind === "text") value.numFmt = "@";
      if (quantity.kind === "date") value.numFmt = "yyyy-mm-dd";
      value.alignment = INDENTED;
      // What the roster says of a school is not for the school to change.
      if (wrong.length > 0) value.fill = FAULT_FILL;
      value.protection = {
        locked: text !== null && wrong.length === 0 && (key === "code" || key === "name" || key === "type"),
      };
      for (let column = 1; column <= HEADERS.length; column++) sheet.getCell(row, column).border = BORDER;
      const choices = choicesOf(quantity.kind);
      if (choices === null) addLimits(sheet, value.address, quantity.kind);
      else addChoices(sheet, value.address, choices);
    }
  }
  fitRows(sheet, LEAST_HEIGHT);
  await sheet.protect("", {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatColumns: true,
    formatRows: true,
  });
  book.views = [{ x: 0, y: 0, width: 16_000, height: 14_000, firstSheet: 0, activeTab: 0, visibility: "visible" }];
  return fixZipTimes(new Uint8Array(await book.xlsx.writeBuffer()));
};
