import type { AttestationRow, CountyRows, SchoolRow, StageRow, VetoRow } from "../../../fixtures/county-rows.ts";
import { auditCounty } from "../../../src/engine/audit.ts";
import type { Attestation, County, DataProblem, Monitoring, Reading, Veto } from "../../../src/model/county.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import type { Scalar, School, SchoolType, Sourced, Stage, StageRecord } from "../../../src/model/school.ts";
import type { StandardDocument } from "../../../src/model/standard.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";

/** Counties and results made in code, so that reports are tested without a workbook and without the reader. */

const sourced = <T>(value: T | null | undefined, cell: string): Sourced<T> =>
  value === undefined
    ? { value: null, cell: null, state: "absent" }
    : { value, cell, state: value === null ? "blank" : "given" };

const columnName = (column: number): string =>
  column <= 26
    ? String.fromCharCode(64 + column)
    : columnName(Math.floor((column - 1) / 26)) + columnName(((column - 1) % 26) + 1);

const BLANK_STAGE: StageRecord = { values: {}, stated: {}, classList: null };

/** Every column of the sheet 学校 gets its own letter, in the order in which keys are first seen. */
const addresses = () => {
  const columns = new Map<string, string>();
  return (key: string, row: number): string => {
    let column = columns.get(key);
    if (column === undefined) {
      column = columnName(columns.size + 3);
      columns.set(key, column);
    }
    return `学校!${column}${row}`;
  };
};

const sourcedAll = <T extends Scalar>(
  values: Readonly<Record<string, T | null | undefined>>,
  cellOf: (key: string) => string,
): Record<string, Sourced<T>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, sourced(value, cellOf(key))]));

const schoolOf = (row: SchoolRow, index: number, at: (key: string, row: number) => string): School => {
  const line = index + 3;
  const stageOf = (stage: Stage): StageRecord => {
    const values = row.stages[stage];
    if (values === undefined) return BLANK_STAGE;
    return {
      values: sourcedAll(values as Record<string, number | null>, (key) => at(`${stage}.${key}`, line)),
      stated: {},
      classList: null,
    };
  };
  return {
    id: row.code ?? row.name ?? `row ${line}`,
    code: row.code,
    name: row.name ?? `第${line}行`,
    cell: `学校!B${line}`,
    type: sourced(row.type, at("type", line)),
    sponsor: sourced(row.sponsor, at("sponsor", line)),
    location: sourced(row.location, at("location", line)),
    boarding: sourced(row.boarding, at("boarding", line)),
    foundedYear: sourced(row.foundedYear, at("foundedYear", line)),
    denseCentre: sourced(row.denseCentre, at("denseCentre", line)),
    remark: sourced(row.remark, at("remark", line)),
    values: sourcedAll(row.values as Record<string, Scalar | null>, (key) => at(key, line)),
    stages: { primary: stageOf("primary"), juniorSecondary: stageOf("juniorSecondary") },
    rooms:
      row.rooms === null
        ? null
        : row.rooms.map((room, at) => ({ kind: room.kind, area: sourced(room.area, `专用教室!C${at + 2}`) })),
  };
};

const CONCLUSIONS = { 符合: "met", 不符合: "unmet", 待定: "pending" } as const;
const ANSWERS = { 是: "yes", 否: "no", 待定: "pending" } as const;

const attestationOf = (row: AttestationRow, index: number): Attestation => {
  const line = index + 2;
  return {
    code: row.code,
    conclusion: sourced(row.conclusion === null ? null : CONCLUSIONS[row.conclusion], `佐证!C${line}`),
    evidence: sourced(row.evidence, `佐证!D${line}`),
    documentNumber: sourced(row.documentNumber, `佐证!E${line}`),
    date: sourced(row.date, `佐证!F${line}`),
    expires: sourced(row.expires, `佐证!G${line}`),
    confirmedBy: sourced(row.confirmedBy, `佐证!H${line}`),
    cell: `佐证!A${line}`,
  };
};

const vetoOf = (row: VetoRow, index: number): Veto => {
  const line = index + 2;
  return {
    code: row.code,
    present: sourced(row.present === null ? null : ANSWERS[row.present], `一票否决!C${line}`),
    note: sourced(row.note, `一票否决!D${line}`),
    cell: `一票否决!A${line}`,
  };
};

const LEVELS: Readonly<Record<string, number>> = { Ⅰ: 1, Ⅱ: 2, Ⅲ: 3, Ⅳ: 4 };

/** The county that rows describe, with a cell for each of its values. */
export const countyOf = (rows: CountyRows): County => {
  const at = addresses();
  return {
    profile: sourcedAll(rows.profile as Record<string, string | number | null>, (key) => `县情!B${key.length}`),
    schools: rows.schools.map((row, index) => schoolOf(row, index, at)),
    items: Object.fromEntries(
      Object.entries(rows.items).map(([key, value], index) => [key, sourced(value, `县级指标!B${index + 2}`)]),
    ),
    monitoring: rows.monitoring.map((row, index): Monitoring => {
      const line = index + 2;
      const level = typeof row.level === "number" ? row.level : (LEVELS[row.level] ?? Number(row.level));
      return {
        subject: row.subject,
        level: sourced(level, `质量监测!B${line}`),
        rate: sourced(row.rate, `质量监测!C${line}`),
        year: sourced(row.year, `质量监测!D${line}`),
        cell: `质量监测!A${line}`,
      };
    }),
    attestations: rows.attestations.map(attestationOf),
    vetoes: rows.vetoes.map(vetoOf),
    progress: [],
  };
};

export const READING: Reading = {
  account: [],
  layout: "native",
  sheets: [
    { sheet: "学校", role: "学校", rows: 26 },
    { sheet: "草稿", role: null, rows: 4 },
  ],
  headerRows: [{ sheet: "学校", from: 1, to: 2 }],
  matched: [{ sheet: "学校", cell: "F2", header: "小学学生数", quantity: "pupils", stage: "primary", by: "alias" }],
  unmatched: [{ sheet: "学校", cell: "BA2", header: "校长", nearest: null }],
  skipped: [{ sheet: "学校", row: 30, reason: "total", text: "合计" }],
  converted: [{ sheet: "学校", cell: "AK2", header: "教学仪器设备值（万元）", from: "万元", to: "元", factor: 10_000 }],
  understood: [],
  hidden: [{ sheet: "学校", kind: "row", ref: "12" }],
};

export const PROBLEMS: readonly DataProblem[] = [
  {
    code: "not-a-number",
    severity: "error",
    sheet: "学校",
    cell: "F12",
    school: "红星小学",
    quantity: "pupils",
    stage: "primary",
    label: null,
    found: "约三百",
    facts: {},
  },
  {
    code: "number-as-text",
    severity: "warning",
    sheet: "学校",
    cell: "G9",
    school: '=HYPERLINK("http://example.invalid")',
    quantity: "teachers",
    stage: "juniorSecondary",
    label: null,
    found: "+12",
    facts: { taken: 12 },
  },
];

/** The verdict on rows, by the national standard. */
export const resultOf = (
  rows: CountyRows,
  options: {
    readonly standard?: StandardDocument;
    readonly asOf?: string;
    readonly chosen?: readonly string[];
    readonly problems?: readonly DataProblem[];
  } = {},
): AuditResult =>
  auditCounty(
    countyOf(rows),
    resolveStandard(options.standard ?? NATIONAL_2017, {
      asOf: options.asOf ?? "2024-12-31",
      options: options.chosen ?? [],
    }),
    { file: "county.xlsx", sha256: "ab".repeat(32), reading: READING, problems: options.problems ?? [] },
  );

const TYPES: readonly SchoolType[] = [
  "primary",
  "primary",
  "junior",
  "nineYear",
  "primary",
  "completeSecondary",
  "twelveYear",
];

const stageRow = (pupils: number, factor: number, junior: boolean): StageRow => {
  const classes = Math.max(1, Math.ceil(pupils / 42));
  const teachers = Math.ceil(pupils / 12);
  return {
    pupils,
    migrantPupils: 0,
    grades: junior ? 3 : 6,
    classes,
    largestClass: 43,
    oversizedClasses: 0,
    staff: teachers + 4,
    teachers,
    qualifiedTeachers: Math.round(pupils * 0.065 * factor),
    backboneTeachers: Math.round(pupils * 0.015 * factor),
    peTeachers: Math.round(pupils * 0.006 * factor),
    musicTeachers: Math.round(pupils * 0.004 * factor),
    fineArtsTeachers: Math.round(pupils * 0.004 * factor),
    artsTeachers: 0,
    sharedArtsPeTeachers: 0,
    certifiedTeachers: teachers,
    trainedTeachers: teachers,
  };
};

/** A school among many; `factor` 1 is comfortably above every requirement. */
const schoolRow = (index: number, factor: number): SchoolRow => {
  const type = TYPES[index % TYPES.length]!;
  const primary = type === "primary" || type === "nineYear" || type === "twelveYear" ? 300 + ((index * 37) % 500) : 0;
  const junior = type === "primary" ? 0 : 350 + ((index * 53) % 600);
  const senior = type === "completeSecondary" || type === "twelveYear" ? 400 : null;
  const whole = primary * 1 + junior * 1.4 + (senior ?? 0) * 1.4;
  return {
    code: `21${String(index).padStart(8, "0")}`,
    name: `第${index + 1}${type === "primary" ? "小学" : type === "junior" ? "初级中学" : "学校"}`,
    type,
    sponsor: index % 9 === 4 ? "private" : "public",
    location: (["urban", "town", "rural"] as const)[index % 3]!,
    boarding: false,
    foundedYear: 1980 + (index % 40),
    denseCentre: false,
    remark: null,
    stages: {
      ...(primary > 0 ? { primary: stageRow(primary, factor, false) } : {}),
      ...(junior > 0 ? { juniorSecondary: stageRow(junior, factor, true) } : {}),
    },
    values: {
      seniorPupils: senior,
      teachingArea: Math.round(whole * 6.3 * factor * 100) / 100,
      indoorSportsArea: 200,
      sportsGroundArea: Math.round(whole * 11 * factor * 100) / 100,
      convertedVenueArea: 0,
      equipmentValue: Math.round(whole * 2900 * factor),
      multimediaRooms: Math.ceil(whole * 0.028 * factor),
      musicRooms: 8,
      adequateMusicRooms: 8,
      artRooms: 8,
      adequateArtRooms: 8,
      budgetedFunds: 800_000,
      trainingFunds: 48_000,
      allocatedFunds: 800_000,
      charter: true,
      managementIct: true,
      teachingIct: true,
      ictTeaching: true,
      moralEducationGrade: "good",
      campusCultureGrade: "excellent",
      curriculumComplete: true,
      teachingOrder: true,
      practiceActivities: true,
      excessiveHomework: false,
    },
    rooms: null,
    classList: null,
  };
};

/** Rows of a county of so many schools. `factorOf` scales a school's resources: 1 passes, 0.9 is short of most requirements. */
export const manyRows = (
  like: CountyRows,
  schools: number,
  factorOf: (index: number) => number = (index) => (index % 5 === 3 ? 0.75 : 1 + (index % 4) * 0.1),
): CountyRows => ({
  ...like,
  schools: Array.from({ length: schools }, (_, index) => schoolRow(index, factorOf(index))),
});

/** The same rows with every figure, answer and conclusion left blank. */
export const blankRows = (rows: CountyRows): CountyRows => {
  const blank = <T extends object>(values: T): T =>
    Object.fromEntries(Object.keys(values).map((key) => [key, null])) as T;
  return {
    profile: rows.profile,
    schools: rows.schools.map((school) => ({
      ...school,
      stages: Object.fromEntries(Object.entries(school.stages).map(([stage, row]) => [stage, blank(row)])),
      values: blank(school.values),
      rooms: null,
      classList: null,
    })),
    items: blank(rows.items),
    monitoring: [],
    attestations: rows.attestations.map((row) => ({ ...row, conclusion: null, evidence: null, date: null })),
    vetoes: rows.vetoes.map((row) => ({ ...row, present: null })),
  };
};
