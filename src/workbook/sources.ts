/** 来源: the sheet of a collected county workbook that says of every figure from which file and cell it came. */
import type { RawCell, RawSheet, RawWorkbook } from "../package/raw.ts";
import { cellAt } from "./table.ts";

export const SOURCES_SHEET = "来源";

/** Headings of the sheet. By all of them together it is known, whatever its tab is called. */
export const SOURCES_HEADINGS = [
  "学校标识码",
  "学校名称",
  "采集项目",
  "采集值",
  "来源文件",
  "来源单元格",
  "采用情况",
  "写入位置",
] as const;

export const SOURCES_NOTES = [
  "由 qe-audit collect 写出：各校每个数来自哪个文件的哪一格。请勿改动，下次汇总时整表重写。",
  "要改某个数，请让学校改正填报表后重新汇总，或直接改“学校”表：手工改动会保留，并在汇总时说明。",
] as const;

/**
 * What became of a figure.
 * - `taken`: it stands in the county workbook as the school returned it.
 * - `chosen`: several were returned, and a person put this one into the county workbook.
 * - `hand`: a person put another figure there than any that was returned; `value` is the person's.
 * - `differs`: one of several that contradict each other, so that none was taken.
 * - `set-aside`: what was returned cannot be used.
 * - `not-taken`: what a person's figure stands in place of.
 */
export const SOURCE_STATES = {
  taken: "采用",
  chosen: "人工选定",
  hand: "人工填写，保留",
  differs: "互相矛盾，未采用",
  "set-aside": "填写有误，未采用",
  "not-taken": "与人工填写不同，未采用",
} as const;
export type SourceState = keyof typeof SOURCE_STATES;

export interface SourceRecord {
  readonly code: string | null;
  readonly name: string;
  /** Label of the figure, with its stage: `小学在校生数`. */
  readonly item: string;
  /** As the county workbook writes it; null for none. */
  readonly value: string | number | null;
  /** Name of the file within the folder of returns; null for what a person wrote. */
  readonly file: string | null;
  /** `学校填报表!C14`. */
  readonly cell: string | null;
  readonly state: SourceState;
  /** Where it stands in the county workbook; null for what was not taken. */
  readonly place: string | null;
}

/** Rows under which the headings stand at most. */
const LAST_HEADING_ROW = 10;

const headingRow = ({ rows }: RawSheet): number | null =>
  rows.find(
    (row) =>
      row.number <= LAST_HEADING_ROW &&
      SOURCES_HEADINGS.every((heading, index) => cellAt(row, index + 1)?.value === heading),
  )?.number ?? null;

/** Whether a sheet is a 来源 sheet: it repeats what others say, and nothing is read from it. */
export const isSources = (sheet: RawSheet): boolean => headingRow(sheet) !== null;

const textOf = (cell: RawCell | undefined): string | null =>
  cell === undefined || cell.value === null ? null : String(cell.value);

const STATE_OF: ReadonlyMap<string, SourceState> = new Map(
  Object.entries(SOURCE_STATES).map(([state, words]) => [words, state as SourceState]),
);

/** What the 来源 sheet of a county workbook says, with its tab's name; null where there is none. */
export const readSources = (
  workbook: RawWorkbook,
): { readonly sheet: string; readonly records: readonly SourceRecord[] } | null => {
  const sheet = workbook.sheets.find(isSources);
  if (sheet === undefined) return null;
  const heading = headingRow(sheet)!;
  const records = sheet.rows.flatMap((row): SourceRecord[] => {
    if (row.number <= heading) return [];
    const [code, name, item, , file, cell, words, place] = SOURCES_HEADINGS.map((_, index) =>
      textOf(cellAt(row, index + 1)),
    );
    const value = cellAt(row, 4);
    const state = STATE_OF.get(words ?? "");
    if (name == null || item == null || state === undefined) return [];
    return [
      {
        code: code ?? null,
        name,
        item,
        value: value?.kind === "number" ? (value.value as number) : textOf(value),
        file: file ?? null,
        cell: cell ?? null,
        state,
        place: place ?? null,
      },
    ];
  });
  return { sheet: sheet.name, records };
};

const rowOf = ({ code, name, item, value, file, cell, state, place }: SourceRecord): string =>
  JSON.stringify([code, name, item, value, file, cell, state, place]);

/** Whether two 来源 sheets say the same. */
export const saySame = (left: readonly SourceRecord[], right: readonly SourceRecord[]): boolean =>
  left.length === right.length && left.every((record, at) => rowOf(record) === rowOf(right[at]!));
