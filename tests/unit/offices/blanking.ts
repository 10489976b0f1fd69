/** A workbook with one cell blanked, for each of its cells in turn, and what no blank may do to its audit. */
import type { CountyRows, SchoolRow } from "../../../fixtures/rows.ts";
import { columnLetters } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { type BookSheet, bookBytes, type OfficeCell, type Rectangle, sheetOf } from "./book.ts";
import { countyOf, type SchoolDraw } from "./county.ts";
import { officeFiles } from "./office.ts";
import { type Audited, auditBytes, findingKey } from "./oracle.ts";
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
  readonly sheets: readonly BookSheet[];
}

const textOf = (cell: OfficeCell): string => {
  if (cell === null || typeof cell !== "object") return String(cell);
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return "formula" in cell ? `=${cell.formula}` : String(cell.shown);
};

/**
 * Whether a blank may turn an item green: 有效期至 says until when a document holds, and without it the document does not
 * expire; without 填报日期 another day is judged by.
 */
const mayTurn = ({ name, rows }: BookSheet, row: number, column: number): boolean => {
  if (name === "佐证") return rows[0]?.[column] === "有效期至";
  return name === "县情" && rows[row]?.[0] === "填报日期";
};

/** The workbook with each cell of the named sheets blanked in turn; of all sheets where none is named. */
export function* blankings(sheets: readonly BookSheet[], only: readonly string[] = []): Generator<Blanked> {
  for (const [at, sheet] of sheets.entries()) {
    if (only.length > 0 && !only.includes(sheet.name)) continue;
    for (const [row, cells] of sheet.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell === null || mayTurn(sheet, row, column)) continue;
        const rows = [...sheet.rows];
        rows[row] = cells.map((other, index) => (index === column ? null : other));
        yield {
          place: `${sheet.name}!${columnLetters(column + 1)}${row + 1} ${textOf(cell)}`,
          sheets: sheets.map((other, index) => (index === at ? { ...other, rows } : other)),
        };
      }
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

/** What turns green by a blank, cell by cell; and how many cells were blanked. */
export const greenByBlank = async (
  sheets: readonly BookSheet[],
  only: readonly string[] = [],
): Promise<{ readonly cells: number; readonly faults: readonly string[] }> => {
  const whole = await auditBytes(bookBytes(sheets));
  if (whole.kind === "refused") throw new Error(`the workbook is refused: ${whole.code}`);
  const before = statuses(whole);
  const faults: string[] = [];
  let cells = 0;
  for (const blanked of blankings(sheets, only)) {
    cells++;
    const answer = await auditBytes(bookBytes(blanked.sheets));
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
const THREE = [school("primary"), school("junior"), school("nineYear")];

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
      school("primary", {
        level: 50,
        roomList: true,
        classList: true,
        answers: [
          ["charter", false],
          ["excessiveHomework", true],
          ["trainingFunds", 100],
        ],
      }),
      school("nineYear", {
        level: 80,
        answers: [
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
        ],
      }),
      school("junior", {
        figures: [["backboneTeachers", null]],
        answers: [
          ["equipmentValue", null],
          ["moralEducationGrade", null],
          ["adequateArtRooms", null],
        ],
      }),
      school("nineYear", {
        figures: [
          ["peTeachers", null],
          ["certifiedTeachers", null],
        ],
        answers: [
          ["multimediaRooms", null],
          ["trainingFunds", null],
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

/** Everything passes but for one class over the cap, and one 小学 whose rooms are too small. */
export const nearlyCounty = (): CountyRows =>
  withOversizedClass(
    countyOf({
      ...SOUND,
      schools: [
        school("primary", { classList: true }),
        school("junior", { roomList: true, answers: [["adequateMusicRooms", 0]] }),
        school("nineYear"),
      ],
    }),
  );

/** Counties that fall short of one thing alone, with the sheets on which it is said. */
export const ONE_THING: readonly (readonly [what: string, county: () => CountyRows, sheets: readonly string[]])[] = [
  ["a veto", () => countyOf({ ...SOUND, schools: THREE, vetoes: [[1, "是"]] }), ["一票否决"]],
  ["a veto that is pending", () => countyOf({ ...SOUND, schools: THREE, vetoes: [[1, "待定"]] }), ["一票否决"]],
  ["a document", () => countyOf({ ...SOUND, schools: THREE, documents: [[2, "不符合"]] }), ["佐证"]],
  [
    "a document without evidence",
    () => countyOf({ ...SOUND, schools: THREE, documents: [[2, "no evidence"]] }),
    ["佐证"],
  ],
  ["the monitoring's level", () => countyOf({ ...SOUND, schools: THREE, monitoring: "low" }), ["质量监测"]],
  ["the monitoring's spread", () => countyOf({ ...SOUND, schools: THREE, monitoring: "wide" }), ["质量监测"]],
  ["pay", () => countyOf({ ...SOUND, schools: THREE, items: [["teacherAveragePay", 90_000]] }), ["县级指标", "县情"]],
  ["entrants", () => countyOf({ ...SOUND, schools: THREE, items: [["primaryInZone", 600]] }), ["县级指标"]],
  [
    "rooms of a list",
    () =>
      countyOf({
        ...SOUND,
        schools: [school("primary", { roomList: true, answers: [["adequateArtRooms", 0]] }), ...THREE.slice(1)],
      }),
    ["专用教室"],
  ],
  [
    "a class of a list",
    () =>
      withOversizedClass(countyOf({ ...SOUND, schools: [school("primary", { classList: true }), ...THREE.slice(1)] })),
    ["班级"],
  ],
];
