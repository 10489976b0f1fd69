/** A workbook with one cell blanked, for each of its cells in turn, and what no blank may do to its audit. */
import type { CountyRows, SchoolRow } from "../../../fixtures/county-rows.ts";
import { columnLetters } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import type { RawCell, RawSheet, RawWorkbook } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { withWindow } from "../../../src/workbook/tables/header.ts";
import { oneOf } from "../one-of.ts";
import { type BookSheet, bookBytes, type Rectangle, sheetOf } from "./book.ts";
import { countyOf, type SchoolDraw } from "./county.ts";
import { officeFiles } from "./office.ts";
import { type Answer, type Audited, auditBytes, auditRaw, findingKey } from "./oracle.ts";
import { PLAIN } from "./style.ts";

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

const rectangle = (reference: string): Rectangle => {
  const [from, to] = reference.split(":").map((place) => ({
    row: Number(place.replace(/\D/g, "")) - 1,
    column: columnNumber(place.replace(/\d/g, "")) - 1,
  }));
  return { top: from!.row, left: from!.column, bottom: to!.row, right: to!.column };
};

export const nativeBook = (county: CountyRows): BookSheet[] =>
  nativeSheets(county).map(({ name, rows, merges }) => sheetOf(name, { rows, merges: (merges ?? []).map(rectangle) }));

export interface Blanked {
  /** `佐证!C3 结论`, by the sheet, the cell and what stood there. */
  readonly place: string;
  readonly sheet: string;
  readonly cell: RawCell;
  readonly raw: RawWorkbook;
}

const textAt = ({ rows }: RawSheet, row: number, column: number): unknown =>
  rows.find(({ number }) => number === row)?.cells.find((cell) => cell.column === column)?.value;

/**
 * Whether a blank may turn an item green: 有效期至 says until when a document holds, and without it the document does not
 * expire; without 填报日期 another day is judged by.
 */
const mayTurn = (sheet: RawSheet, { row, column }: RawCell): boolean => {
  if (sheet.name === "佐证") return textAt(sheet, 1, column) === "有效期至";
  return sheet.name === "县情" && textAt(sheet, row, 1) === "填报日期";
};

const withoutCell = (sheet: RawSheet, blank: RawCell): RawSheet => ({
  ...sheet,
  rows: sheet.rows.flatMap((row) => {
    if (row.number !== blank.row) return [row];
    const cells = row.cells.filter((cell) => cell !== blank);
    return cells.length === 0 ? [] : [{ ...row, cells }];
  }),
});

/** The workbook with each cell of the named sheets blanked in turn; of all sheets where none is named. */
export function* blankings(raw: RawWorkbook, only: readonly string[] = []): Generator<Blanked> {
  // The sheets that keep their cells are searched for their headers once.
  const sheets = raw.sheets.map(withWindow);
  for (const [at, sheet] of raw.sheets.entries()) {
    if (only.length > 0 && !only.includes(sheet.name)) continue;
    for (const cell of sheet.rows.flatMap(({ cells }) => cells)) {
      if (mayTurn(sheet, cell)) continue;
      const blanked = withoutCell(sheet, cell);
      yield {
        place: `${sheet.name}!${columnLetters(cell.column)}${cell.row} ${cell.value}`,
        sheet: sheet.name,
        cell,
        raw: { ...raw, sheets: sheets.map((other, index) => (index === at ? blanked : other)) },
      };
    }
  }
}

/** Statuses by their findings, a school by its row: a name or a code may be what is blanked. */
const statuses = ({ reading, result }: Audited): Map<string, string> => {
  const cells = new Map(reading.county.schools.map(({ id, cell }) => [id, cell.replace(/![A-Z]+/, "!")]));
  return new Map(
    result.findings.map((finding) => [findingKey(finding, ({ id }) => cells.get(id) ?? id), finding.status]),
  );
};

/** A row for each school and stage; what a combined school shares stands on its first row. */
export const stageBook = (county: CountyRows): BookSheet[] =>
  officeFiles(county, { ...PLAIN, stages: "column", shared: "first", title: "year" }).flat();

const isOpen = (status: string | undefined): boolean => status === "fail" || status === "unknown";

/** So often is a blank tried, and so often is one of those read from bytes as well. */
const TRIED = 8;
const FROM_BYTES = 10;

/** The workbook as it is read from bytes that were written with the cell blank. */
const writtenBlank = (sheets: readonly BookSheet[], { sheet, cell }: Blanked): Promise<Answer> =>
  auditBytes(
    bookBytes(
      sheets.map((other) => {
        if (other.name !== sheet) return other;
        const rows = [...other.rows];
        rows[cell.row - 1] = rows[cell.row - 1]!.map((value, at) => (at === cell.column - 1 ? null : value));
        return { ...other, rows };
      }),
    ),
  );

const statusText = (answer: Answer): string =>
  answer.kind === "refused" ? answer.code : JSON.stringify([answer.result.verdict, ...statuses(answer)]);

/**
 * What turns green by a blank, cell by cell; and how many cells there are, of which each run tries others. The sheets are read from bytes once and the
 * cells left out of what was read; some are read from bytes too, which must come to the same.
 */
export const greenByBlank = async (
  sheets: readonly BookSheet[],
  only: readonly string[] = [],
): Promise<{ readonly cells: number; readonly faults: readonly string[] }> => {
  const bytes = bookBytes(sheets);
  const whole = await auditBytes(bytes);
  if (whole.kind === "refused") throw new Error(`the workbook is refused: ${whole.code}`);
  const before = statuses(whole);
  const faults: string[] = [];
  const isTried = oneOf(TRIED);
  const isFromBytes = oneOf(FROM_BYTES);
  let cells = 0;
  for (const blanked of blankings(await readRawWorkbook(bytes, { file: "county.xlsx" }), only)) {
    cells++;
    if (!isTried()) continue;
    const answer = await auditRaw(blanked.raw);
    if (isFromBytes() && statusText(await writtenBlank(sheets, blanked)) !== statusText(answer)) {
      faults.push(`${blanked.place}: another audit where it is written blank`);
    }
    // Nothing is green by a refusal.
    if (answer.kind === "refused") continue;
    const turned = [...statuses(answer)].find(([key, status]) => status === "pass" && isOpen(before.get(key)));
    if (turned !== undefined) faults.push(`${blanked.place}: ${turned[0]} was ${before.get(turned[0])}, is pass`);
    if (answer.result.verdict === "pass" && whole.result.verdict !== "pass") {
      faults.push(`${blanked.place}: the verdict was ${whole.result.verdict}, is pass`);
    }
  }
  return { cells, faults };
};

const school = (type: SchoolDraw["type"], more: Partial<SchoolDraw> = {}): SchoolDraw => ({
  type,
  pupils: 240,
  level: 120,
  location: "town",
  isPrivate: false,
  roomList: false,
  classList: false,
  answers: [],
  figures: [],
  ...more,
});

const SOUND = { items: [], documents: [], vetoes: [], monitoring: "sound" } as const;
const TWO = [school("primary"), school("junior")];

/** One class more than the cap allows, taken from the other classes of its school. */
const withOversizedClass = (county: CountyRows): CountyRows => ({
  ...county,
  schools: county.schools.map((row, at): SchoolRow => {
    if (at !== 0 || row.classList === null) return row;
    return {
      ...row,
      classList: row.classList.map((entry, index) => ({
        ...entry,
        pupils: entry.pupils + (index === 0 ? 15 : index <= 3 ? -5 : 0),
      })),
    };
  }),
});

/** Everything falls short somewhere: items, documents, vetoes, monitoring, each school in another way. */
export const shortCounty = (): CountyRows => {
  const county = countyOf({
    schools: [
      school("nineYear", {
        level: 50,
        roomList: true,
        classList: true,
        answers: [
          ["charter", false],
          ["excessiveHomework", true],
          ["trainingFunds", 100],
          ["ictTeaching", false],
          ["moralEducationGrade", "fair"],
          ["curriculumComplete", false],
          ["adequateMusicRooms", 0],
        ],
      }),
      school("teachingPoint", {
        pupils: 60,
        location: "rural",
        answers: [["allocatedFunds", 1200.5]],
        figures: [["trainedTeachers", 1]],
      }),
      school("special", { pupils: 60, figures: [["certifiedTeachers", 1]], answers: [["allocatedFunds", 12_000]] }),
    ],
    items: [
      ["teacherAveragePay", 90_000],
      ["rotatedTeachers", 12],
      ["rotatedBackbone", 1],
      ["primaryInZone", 700],
      ["juniorInZone", 300],
      ["quotaAllocated", 120],
      ["migrantInPublic", 200],
      ["juniorGraduates", 500],
      ["disabledEnrolled", 90],
      ["satisfied", 900],
      ["specialEducationFunds", 12_000],
    ],
    documents: Array.from({ length: 9 }, (_, at) => [at, "不符合"] as const),
    vetoes: Array.from({ length: 6 }, (_, at) => [at, "是"] as const),
    monitoring: "low",
  });
  return withOversizedClass(county);
};

/** Nothing can be judged: figures, answers, documents and vetoes are blank or pending. */
export const openCounty = (): CountyRows =>
  countyOf({
    schools: [
      school("primary", {
        figures: [
          ["qualifiedTeachers", null],
          ["trainedTeachers", null],
        ],
        answers: [
          ["charter", null],
          ["teachingArea", null],
          ["multimediaRooms", null],
          ["trainingFunds", null],
        ],
      }),
      school("junior", {
        figures: [
          ["backboneTeachers", null],
          ["peTeachers", null],
          ["certifiedTeachers", null],
        ],
        answers: [
          ["equipmentValue", null],
          ["moralEducationGrade", null],
          ["adequateArtRooms", null],
          ["excessiveHomework", null],
        ],
      }),
    ],
    items: [
      ["civilServantAveragePay", null],
      ["rotatedBackbone", null],
      ["juniorEntrants", null],
      ["quotaTotal", null],
      ["migrantEligible", null],
      ["juniorTransfersIn", null],
      ["disabledSchoolAge", null],
      ["surveyed", null],
    ],
    documents: Array.from({ length: 9 }, (_, at) => [at, at % 2 === 0 ? "待定" : "no evidence"] as const),
    vetoes: Array.from({ length: 6 }, (_, at) => [at, at % 2 === 0 ? "待定" : null] as const),
    monitoring: "none",
  });

/** Everything passes but for one class over the cap, and a second school whose rooms are too small. */
export const nearlyCounty = (second: "junior" | "nineYear"): CountyRows =>
  withOversizedClass(
    countyOf({
      ...SOUND,
      schools: [
        school("primary", { classList: true }),
        school(second, { roomList: true, answers: [["adequateMusicRooms", 0]] }),
      ],
    }),
  );

/** Counties that fall short of one thing alone, with the sheets on which it is said. */
export const ONE_THING: readonly (readonly [what: string, county: () => CountyRows, sheets: readonly string[]])[] = [
  ["a veto", () => countyOf({ ...SOUND, schools: TWO, vetoes: [[1, "是"]] }), ["一票否决"]],
  ["a veto that is pending", () => countyOf({ ...SOUND, schools: TWO, vetoes: [[1, "待定"]] }), ["一票否决"]],
  ["a document", () => countyOf({ ...SOUND, schools: TWO, documents: [[2, "不符合"]] }), ["佐证"]],
  [
    "a document without evidence",
    () => countyOf({ ...SOUND, schools: TWO, documents: [[2, "no evidence"]] }),
    ["佐证"],
  ],
  ["the monitoring's level", () => countyOf({ ...SOUND, schools: TWO, monitoring: "low" }), ["质量监测"]],
  ["the monitoring's spread", () => countyOf({ ...SOUND, schools: TWO, monitoring: "wide" }), ["质量监测"]],
  ["pay", () => countyOf({ ...SOUND, schools: TWO, items: [["teacherAveragePay", 90_000]] }), ["县级指标", "县情"]],
  ["entrants", () => countyOf({ ...SOUND, schools: TWO, items: [["primaryInZone", 600]] }), ["县级指标"]],
  [
    "rooms of a list",
    () =>
      countyOf({
        ...SOUND,
        schools: [school("primary", { roomList: true, answers: [["adequateArtRooms", 0]] }), ...TWO.slice(1)],
      }),
    ["专用教室"],
  ],
  [
    "a class of a list",
    () =>
      withOversizedClass(countyOf({ ...SOUND, schools: [school("primary", { classList: true }), ...TWO.slice(1)] })),
    ["班级"],
  ],
];
