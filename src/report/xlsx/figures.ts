import type { Workbook } from "exceljs";
import { QUANTITIES, type QuantityKey } from "../../model/quantity.ts";
import type { AuditResult, Input } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import { aside, countyText, inputValueText, NOTHING, quantityLabel, stageWord, unitWord } from "../wording.ts";
import { plainFormat } from "./formats.ts";
import type { Outline } from "./outline.ts";
import {
  addressOf,
  addSheet,
  type Column,
  type Entry,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
} from "./sheet.ts";

/** One column of the block of schools: a quantity, of one stage where it has one, or a weight of the split. */
export interface FigureColumn {
  readonly key: string;
  readonly quantity: string;
  readonly stage: Stage | null;
  readonly unit: string;
  readonly kind: "figure" | "weight";
}

interface SchoolFigures {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly figures: Map<string, Input>;
}

/** Where each school's figure stands on the sheet of figures. */
export interface FigureBlock {
  readonly columns: readonly FigureColumn[];
  readonly schools: readonly SchoolFigures[];
  readonly header: number;
}

const BLOCK_HEADER = 3;
/** Columns before the first figure of a school: name and code. */
const BEFORE = 2;
const LIST_COLUMNS = 6;

export const figureKey = (quantity: string, stage: Stage | null): string => JSON.stringify([quantity, stage]);
const weightKey = (stage: Stage | "senior"): string => JSON.stringify(["weight", stage]);

const order = new Map<string, number>(Object.keys(QUANTITIES).map((key, index) => [key, index]));
const isWeight = (key: string): boolean => key.startsWith('["weight"');

/** The figures of schools that can stand in one cell each. Lists (a school's classes, say) are not among them. */
export const figureBlock = (result: AuditResult): FigureBlock => {
  const schools = new Map<string, SchoolFigures>();
  const columns = new Map<string, FigureColumn>();
  const lists = new Set<string>();
  for (const { subject, working } of result.findings) {
    if (subject.kind !== "school") continue;
    let school = schools.get(subject.id);
    if (school === undefined) {
      school = { id: subject.id, name: subject.name, code: subject.code, figures: new Map() };
      schools.set(subject.id, school);
    }
    const add = (key: string, kind: FigureColumn["kind"], input: Input): void => {
      const known = school.figures.get(key);
      if (known === undefined) school.figures.set(key, input);
      else if (known.cell !== input.cell) lists.add(JSON.stringify([subject.id, key]));
      if (!columns.has(key)) {
        columns.set(key, { key, quantity: input.quantity, stage: input.stage, unit: input.unit, kind });
      }
    };
    for (const input of working.inputs) {
      if (QUANTITIES[input.quantity as QuantityKey]?.level === "county") continue;
      add(figureKey(input.quantity, input.stage), "figure", input);
    }
    for (const part of working.split?.parts ?? []) {
      const senior = part.stage === "senior";
      const quantity = senior ? "seniorPupils" : "pupils";
      const stage = part.stage === "senior" ? null : part.stage;
      add(figureKey(quantity, stage), "figure", { quantity, stage, value: part.pupils, unit: "人", cell: part.cell });
      const weight = { quantity: part.stage, stage, value: part.weight, unit: "", cell: null };
      add(weightKey(part.stage), "weight", weight);
    }
  }
  for (const list of lists) {
    const [id, key] = JSON.parse(list) as [string, string];
    schools.get(id)!.figures.delete(key);
  }
  const stageOrder = (stage: Stage | null): number => (stage === "primary" ? 0 : stage === "juniorSecondary" ? 1 : 2);
  const sorted = [...columns.values()].sort(
    (a, b) =>
      Number(isWeight(a.key)) - Number(isWeight(b.key)) ||
      (order.get(a.quantity) ?? order.size) - (order.get(b.quantity) ?? order.size) ||
      stageOrder(a.stage) - stageOrder(b.stage),
  );
  return { columns: sorted, schools: [...schools.values()], header: BLOCK_HEADER };
};

const columnTitle = (column: FigureColumn, outline: Outline): string => {
  const { lang, say } = outline;
  if (column.kind === "weight")
    return `${stageWord(column.quantity as Stage | "senior", lang)}${lang === "zh" ? "" : " "}${say("weight")}`;
  const unit = unitWord(column.unit, 2, lang);
  return quantityLabel(column.quantity, column.stage, lang) + (unit === "" ? "" : aside(unit, lang));
};

const figureEntry = (input: Input, outline: Outline): Entry => {
  if (typeof input.value === "number") {
    return { content: input.value, look: { align: "right", format: plainFormat(input.value) } };
  }
  if (input.value === null) return { content: null };
  return { content: inputValueText(input, outline.lang), look: { align: "center" } };
};

/** Every figure used, once: the county's and each school's, in the order of the findings. */
const listed = (outline: Outline): Entry[][] => {
  const { result, lang } = outline;
  const seen = new Set<string>();
  const rows: Entry[][] = [];
  const add = (school: string | null, name: string, input: Input): void => {
    const key = JSON.stringify([
      input.cell ?? school,
      input.quantity,
      input.stage,
      input.cell === null ? input.value : null,
    ]);
    if (seen.has(key)) return;
    seen.add(key);
    const entry = figureEntry(input, outline);
    rows.push([
      { content: name },
      { content: input.stage === null ? NOTHING : stageWord(input.stage, lang), look: { align: "center" } },
      { content: quantityLabel(input.quantity, input.stage, lang) },
      input.value === null
        ? { content: inputValueText(input, lang), look: { tone: "unknown", align: "center" } }
        : entry,
      { content: unitWord(input.unit, 2, lang) || NOTHING, look: { align: "center" } },
      { content: input.cell ?? NOTHING },
    ]);
  };
  for (const { subject, working } of result.findings) {
    const name = subject.name ?? countyText(result, lang);
    for (const input of working.inputs) {
      const ofCounty = QUANTITIES[input.quantity as QuantityKey]?.level === "county";
      add(ofCounty ? null : subject.id, ofCounty ? countyText(result, lang) : name, input);
    }
    for (const part of working.split?.parts ?? []) {
      const senior = part.stage === "senior";
      add(subject.id, name, {
        quantity: senior ? "seniorPupils" : "pupils",
        stage: part.stage === "senior" ? null : part.stage,
        value: part.pupils,
        unit: "人",
        cell: part.cell,
      });
    }
  }
  return rows;
};

/** 数据: the schools' figures in one block, then every figure with the cell that it was read from. */
export const addFigures = (book: Workbook, outline: Outline): void => {
  const { say } = outline;
  const sheet = addSheet(book, outline.titles.figures, outline.footer, "FF2E75B6");
  const block = figureBlock(outline.result);
  const columns: Column[] = [
    { title: say("school"), width: 24 },
    { title: say("schoolCode"), width: 14 },
    ...block.columns.map((column, index) => ({
      title: columnTitle(column, outline),
      width: index === 0 ? 26 : index === 3 ? 18 : 12,
      look: { ground: "input", align: "right" } as const,
    })),
  ];
  while (columns.length < LIST_COLUMNS) columns.push({ title: "", width: 14 });
  setWidths(
    sheet,
    columns.map((column) => column.width),
  );
  putHeading(sheet, outline.titles.figures, [], Math.min(columns.length, 12));
  putAcross(sheet, { top: 2, left: 1, right: LIST_COLUMNS }, say("schoolFigures"), {
    bold: true,
    size: 12,
    framed: false,
  });
  const blockColumns = columns.slice(0, BEFORE + block.columns.length);
  const extent = putTable(sheet, {
    top: block.header,
    columns: blockColumns,
    rows: block.schools.map((school) => [
      { content: school.name },
      { content: school.code ?? NOTHING, look: { format: "@" } },
      ...block.columns.map((column): Entry => {
        const input = school.figures.get(column.key);
        return input === undefined ? { content: null, look: { ground: "none" } } : figureEntry(input, outline);
      }),
    ]),
  });

  const top = extent.last + 2;
  putAcross(sheet, { top, left: 1, right: LIST_COLUMNS }, say("otherFigures"), { bold: true, size: 12, framed: false });
  const list = putTable(sheet, {
    top: top + 1,
    columns: [
      { title: say("school"), width: columns[0]!.width },
      { title: say("stage"), width: columns[1]!.width },
      { title: say("quantity"), width: columns[2]!.width },
      { title: say("figure"), width: columns[3]!.width },
      { title: say("unit"), width: columns[4]!.width },
      { title: say("cell"), width: columns[5]!.width },
    ],
    rows: listed(outline),
  });
  if (list.last > list.header) sheet.autoFilter = `A${list.header}:${addressOf(list.last, LIST_COLUMNS)}`;
  sheet.views = [
    {
      state: "frozen",
      xSplit: BEFORE,
      ySplit: block.header,
      topLeftCell: addressOf(block.header + 1, BEFORE + 1),
      activeCell: addressOf(block.header + 1, BEFORE + 1),
      showGridLines: false,
    },
  ];
  sheet.pageSetup.printTitlesRow = `${list.header}:${list.header}`;
  // The block is for reckoning on the screen; the list prints, since it says the same with the sources.
  setPrintArea(sheet, list.last, LIST_COLUMNS, top);
};
