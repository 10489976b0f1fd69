import type { Workbook, Worksheet } from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import type { CountyRows, SchoolRow } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { everyType } from "../../../fixtures/generated.ts";
import { auditCounty } from "../../../src/engine/audit.ts";
import type { County } from "../../../src/model/county.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import type { Sourced, Stage } from "../../../src/model/school.ts";
import { holds } from "../../../src/report/xlsx/expressions.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";
import { STATED_KEYS } from "../../unit/engine/county-builder.ts";
import { blankRows, countyOf, manyRows, PROBLEMS, resultOf } from "../../unit/report/audited-counties.ts";
import { type Changes, formulasOf, load, recalculateAll, shownValue } from "../../unit/report/recalculation.ts";
import { hasOffice } from "./office.ts";

const AS_OF = "2025-12-31";

const cellOf = (book: Workbook, sheet: string, address: string): unknown =>
  shownValue(book.getWorksheet(sheet)!.getCell(address));

const rowOf = (address: string): number => Number(/\d+$/.exec(address)![0]);

/**
 * What a cell is about, where rows stand by what they say: the matrix has its worst first, and the first sheet as many
 * lines as there is to say. Elsewhere its address.
 */
const meaningOf = (book: Workbook, sheet: string, address: string): string => {
  const row = rowOf(address);
  const column = address.replace(/\d+$/, "");
  const first = cellOf(book, sheet, `A${row}`);
  if (sheet === "学校达标矩阵") return `${first} ${cellOf(book, sheet, `B${row}`)} ${column}`;
  // The verdict's row is the same in all, and that of the units' counts begins with one.
  if (sheet === "结论" && row > 5) return `${typeof first === "number" ? "units" : first} ${column}`;
  return address;
};

/**
 * Every formula cell of `expected` that the predicate keeps, beside what was computed there; where another report was
 * computed, `written` is that as it was written, and cells are matched by their meaning.
 */
const differences = (
  expected: Workbook,
  computed: Workbook,
  keep: (sheet: string, row: number, formula: string) => boolean = () => true,
  written: Workbook | null = null,
): string[] => {
  const places = new Map(
    (written === null ? [] : formulasOf(written)).map(({ sheet, address }) => [
      `${sheet}!${meaningOf(written!, sheet, address)}`,
      address,
    ]),
  );
  const wrong: string[] = [];
  for (const { sheet, address, formula, result } of formulasOf(expected)) {
    if (!keep(sheet, rowOf(address), formula)) continue;
    const place = written === null ? address : places.get(`${sheet}!${meaningOf(expected, sheet, address)}`);
    const now = place === undefined ? "no such cell" : cellOf(computed, sheet, place);
    const equal =
      typeof result === "number" && typeof now === "number"
        ? Math.abs(now - result) <= 1e-9 * Math.max(1, Math.abs(result))
        : result === now;
    if (!equal) wrong.push(`${sheet}!${address}: ${JSON.stringify(result)}, computed ${JSON.stringify(now)}`);
  }
  return wrong;
};

const rural = (rows: CountyRows): CountyRows => ({
  ...rows,
  schools: rows.schools.map((school, index) => {
    const primary = school.stages.primary;
    if (school.type !== "primary" || primary === undefined || index % 2 === 0) return school;
    return {
      ...school,
      location: "rural",
      denseCentre: true,
      stages: { primary: { ...primary, pupils: 80, peTeachers: 0, musicTeachers: 0, sharedArtsPeTeachers: 2 } },
      values: { ...school.values, sportsGroundArea: 300, indoorSportsArea: 0, convertedVenueArea: 400 },
    };
  }),
});

/** No school to which enrolment in the zone applies, and nothing filled in for it. */
const allRural = (rows: CountyRows): CountyRows => ({
  ...rows,
  schools: rows.schools.map((school) => ({ ...school, location: "rural" })),
  items: { ...rows.items, primaryInZone: null, primaryEntrants: null, juniorInZone: null, juniorEntrants: null },
});

/** The same county in the layout that states the ratios themselves. */
const stated = (rows: CountyRows): AuditResult => {
  const county = countyOf(rows);
  const source = resultOf(rows, { asOf: AS_OF });
  const only = (stage: Stage, id: string, pupils: Sourced<number> | undefined) => ({
    values: pupils === undefined ? {} : { pupils },
    stated: Object.fromEntries(
      source.findings
        .filter((each) => each.check === "ratio" && each.subject.id === id && each.subject.stage === stage)
        .map((each, index): [string, Sourced<number>] => [
          STATED_KEYS[each.indicator.code]!,
          {
            value: each.value === null ? null : Number(each.value.toFixed(2)),
            cell: `表Ⅱ-2!${String.fromCharCode(71 + index)}5`,
            state: each.value === null ? "blank" : "given",
          },
        ]),
    ),
    classList: null,
  });
  const changed: County = {
    ...county,
    schools: county.schools.map((school) => ({
      ...school,
      values: {},
      rooms: null,
      stages: {
        primary: only("primary", school.id, school.stages.primary.values.pupils),
        juniorSecondary: only("juniorSecondary", school.id, school.stages.juniorSecondary.values.pupils),
      },
    })),
  };
  return auditCounty(changed, resolveStandard(NATIONAL_2017, { asOf: AS_OF }));
};

/** One school whose type nobody gave, and one 特殊教育 school. */
const oddTypes = (): AuditResult => {
  const county = countyOf(manyRows(DEMO_COUNTY, 9));
  const changed: County = {
    ...county,
    schools: county.schools.map((school, index) =>
      index === 2
        ? { ...school, type: { value: null, cell: school.type.cell, state: "blank" } }
        : index === 4
          ? { ...school, type: { value: "special", cell: school.type.cell, state: "given" } }
          : school,
    ),
  };
  return auditCounty(changed, resolveStandard(NATIONAL_2017, { asOf: AS_OF }));
};

const [combined] = manyRows(DEMO_COUNTY, 4, () => 1).schools.slice(3);

/** Schools whose areas stand exactly at a bound, or below it by a hundredth or ten millionth of a square metre. */
const atBounds = (): CountyRows => {
  const schools: SchoolRow[] = [];
  const written = (value: number): number => Number(value.toFixed(7));
  for (let step = 1; step <= 24; step++) {
    const primary = 440 * ((step % 5) + 1);
    const junior = 40 * step;
    const weighted = primary + (junior * 11) / 10;
    const exact = [3.825 * weighted, 4.5 * weighted, (5.8 * weighted) / 1.1, (4.93 * weighted) / 1.1][step % 4]!;
    for (const area of [exact, exact - 0.01, exact - 1e-7]) {
      schools.push({
        ...combined!,
        code: `${schools.length + 1000}`,
        name: `校${schools.length}`,
        stages: {
          primary: { ...combined!.stages.primary, pupils: primary },
          juniorSecondary: { ...combined!.stages.juniorSecondary, pupils: junior },
        },
        values: { ...combined!.values, teachingArea: written(area), indoorSportsArea: 0 },
      });
    }
  }
  const monitoring = DEMO_COUNTY.monitoring.map((row, index) => ({
    ...row,
    rate: [0.15, 0.149997, 0.1500001][index]!,
  }));
  return { ...DEMO_COUNTY, schools, monitoring };
};

/** Two schools with the same pupils and values of 3000 and 1000: a coefficient of exactly 0.5. */
const atLimit = (): CountyRows => {
  const [school] = DEMO_COUNTY.schools;
  const like = (code: string, equipmentValue: number): SchoolRow => ({
    ...school!,
    code,
    name: code,
    stages: { primary: { ...school!.stages.primary, pupils: 100 } },
    values: { ...school!.values, equipmentValue },
  });
  return { ...DEMO_COUNTY, schools: [like("1", 300_000), like("2", 100_000)] };
};

const COUNTIES: readonly (readonly [name: string, result: () => AuditResult])[] = [
  ["the demo county", () => resultOf(DEMO_COUNTY, { asOf: AS_OF, problems: PROBLEMS })],
  ["a county where all is blank", () => resultOf(blankRows(DEMO_COUNTY), { asOf: AS_OF })],
  [
    "a county where all is well",
    () =>
      resultOf(
        manyRows(DEMO_COUNTY, 12, () => 1.3),
        { asOf: AS_OF },
      ),
  ],
  ["a county of combined schools", () => resultOf(manyRows(DEMO_COUNTY, 40), { asOf: AS_OF })],
  ["a county that counts nobody where nobody is asked", () => resultOf(allRural(DEMO_COUNTY), { asOf: AS_OF })],
  // Some are judged by nothing but their classes.
  ["a county of every type of school", () => resultOf(everyType(), { asOf: AS_OF })],
  ["a county without schools", () => resultOf({ ...DEMO_COUNTY, schools: [] }, { asOf: AS_OF })],
  [
    "a county that relies on relaxations",
    () =>
      resultOf(rural(DEMO_COUNTY), {
        asOf: AS_OF,
        chosen: ["small-rural-shared-teachers", "dense-centre-venues"],
      }),
  ],
  ["a county that states its ratios", () => stated(manyRows(DEMO_COUNTY, 20))],
  ["a county with a school of unknown type and a special one", oddTypes],
  ["schools exactly at their bounds", () => resultOf(atBounds(), { asOf: AS_OF })],
  ...Object.entries(STANDARDS)
    .filter(([id]) => id !== NATIONAL_2017.id)
    .map(
      ([id, standard]) => [`the demo county by ${id}`, () => resultOf(DEMO_COUNTY, { standard, asOf: AS_OF })] as const,
    ),
  ["a spread exactly at its limit", () => resultOf(atLimit(), { asOf: AS_OF })],
];

/** What the formulas compare, computed here in the doubles in which a spreadsheet computes it. */
const computedMeets = (left: number, right: number): boolean => {
  const [, noise] = /^left>=right\*\(1-(\S+)\)$/.exec(holds("left", ">=", "right"))!;
  return left >= right * (1 - Number(noise));
};

test("products answer a bound as exact arithmetic does, at it, a hundredth and a ten millionth below it", () => {
  let byDoubles = 0;
  for (const [bound, milli] of [
    [3.825, 3825],
    [4.5, 4500],
    [6.375, 6375],
    [8.67, 8670],
    [1.955, 1955],
  ] as const) {
    for (let primary = 10; primary <= 2000; primary += 10) {
      for (const junior of [0, 30, 210, 770]) {
        // Of the whole: 1.1 × junior + primary weighted pupils, in tenths; areas in hundredths.
        const tenths = primary * 10 + junior * 11;
        const needed = Math.ceil((milli * tenths) / 100) * 1e5;
        for (const area of [needed, needed - 1e5, needed - 1]) {
          const exact = BigInt(area) >= BigInt(milli) * BigInt(tenths) * 1000n;
          const left = area / 1e7;
          const right = bound * (primary + 1.1 * junior);
          expect(computedMeets(left, right), `${area} of ${primary} + ${junior} at ${bound}`).toBe(exact);
          if (left >= right !== exact) byDoubles++;
        }
      }
    }
  }
  expect(byDoubles).toBeGreaterThan(0);
});

/** The row of a school and the column of a title in the schools' block of the sheet of figures. */
const figureCell = (sheet: Worksheet, school: string, title: string): string => {
  for (let row = 5; row <= sheet.rowCount; row++) {
    if (shownValue(sheet.getCell(row, 1)) !== school) continue;
    for (let column = 3; column <= sheet.columnCount; column++) {
      if (String(sheet.getCell(4, column).value).replace(/（.*/, "") === title)
        return sheet.getCell(row, column).address;
    }
  }
  throw new Error(`no ${title} of ${school}`);
};

/** The cell of a county figure: the value beside its label. */
const countyCell = (sheet: Worksheet, label: string): string => {
  for (let row = 1; row <= sheet.rowCount; row++) {
    if (sheet.getCell(row, 3).value === label && sheet.getCell(row, 1).value === "云溪县") return `D${row}`;
  }
  throw new Error(`no ${label}`);
};

const withSchool = (rows: CountyRows, name: string, change: (school: SchoolRow) => SchoolRow): CountyRows => ({
  ...rows,
  schools: rows.schools.map((school) => (school.name === name ? change(school) : school)),
});
const stageValue =
  (stage: Stage, key: string, value: number | null) =>
  (school: SchoolRow): SchoolRow => ({
    ...school,
    stages: { ...school.stages, [stage]: { ...school.stages[stage], [key]: value } },
  });
const schoolValue =
  (key: string, value: number | string | boolean | null) =>
  (school: SchoolRow): SchoolRow => ({ ...school, values: { ...school.values, [key]: value } });

const FIRST = "云溪县第一实验小学";
const JUNIOR = "云溪县城北初级中学";
const NINE = "北岭九年一贯制学校";

interface Change {
  readonly school: string | null;
  readonly title: string;
  readonly cell: string | number | null;
  readonly apply: (rows: CountyRows) => CountyRows;
}
const ofSchool = (
  school: string,
  title: string,
  cell: string | number | null,
  change: (school: SchoolRow) => SchoolRow,
): Change => ({ school, title, cell, apply: (rows) => withSchool(rows, school, change) });
const ofCounty = (title: string, key: string, value: number | null): Change => ({
  school: null,
  title,
  cell: value,
  apply: (rows) => ({ ...rows, items: { ...rows.items, [key]: value } }),
});

const CHANGES: readonly (readonly [name: string, changes: readonly Change[]])[] = [
  [
    "figures that fall and rise",
    [
      ofSchool(FIRST, "小学高于规定学历教师数", 5, stageValue("primary", "qualifiedTeachers", 5)),
      ofSchool(JUNIOR, "初中县级以上骨干教师数", 9, stageValue("juniorSecondary", "backboneTeachers", 9)),
      ofSchool(NINE, "教学仪器设备值", 300_000, schoolValue("equipmentValue", 300_000)),
      ofSchool(NINE, "小学在校生数", 2400, stageValue("primary", "pupils", 2400)),
    ],
  ],
  [
    "figures that vanish",
    [
      ofSchool(FIRST, "小学美术专任教师数", null, stageValue("primary", "fineArtsTeachers", null)),
      ofSchool(NINE, "初中在校生数", null, stageValue("juniorSecondary", "pupils", null)),
      ofSchool(JUNIOR, "网络多媒体教室数", null, schoolValue("multimediaRooms", null)),
      ofCounty("交流轮岗教师数", "rotatedTeachers", null),
    ],
  ],
  [
    "answers, grades, classes and money",
    [
      ofSchool(JUNIOR, "章程", "否", schoolValue("charter", false)),
      ofSchool(NINE, "德育等级", "中", schoolValue("moralEducationGrade", "fair")),
      ofSchool(NINE, "课业负担过重", null, schoolValue("excessiveHomework", null)),
      ofSchool(FIRST, "小学完成360学时教师数", 3, stageValue("primary", "trainedTeachers", 3)),
      ofSchool(JUNIOR, "教师培训经费", 1, schoolValue("trainingFunds", 1)),
      ofCounty("满意度调查满意份数", "satisfied", 10),
      ofCounty("适龄残疾儿童少年数", "disabledSchoolAge", 0),
    ],
  ],
];

const FIRST_SUBJECT = DEMO_COUNTY.monitoring[0]!.subject;
/** A result of a year to come says nothing, as one does that cannot be. */
const withoutFirstSubject = (rows: CountyRows): CountyRows => ({
  ...rows,
  monitoring: rows.monitoring.map((row) => (row.subject === FIRST_SUBJECT ? { ...row, year: 2099 } : row)),
});

/** What no audit would accept, beside the rows as the reader would leave them: it is set aside, or proves nothing. */
const IMPOSSIBLE: (typeof CHANGES)[number] = [
  "figures that cannot be",
  [
    ofSchool(FIRST, "小学高于规定学历教师数", 5000, stageValue("primary", "qualifiedTeachers", null)),
    ofSchool(JUNIOR, "初中县级以上骨干教师数", -1, stageValue("juniorSecondary", "backboneTeachers", null)),
    ofSchool(JUNIOR, "教学仪器设备值", "很多", schoolValue("equipmentValue", null)),
    ofSchool(JUNIOR, "网络多媒体教室数", 40.5, schoolValue("multimediaRooms", null)),
    ofSchool(NINE, "其中室内体育用房面积", 1_000_000, schoolValue("indoorSportsArea", null)),
    ofSchool("云溪县第二实验小学", "小学音乐专任教师数", 5000, (school) =>
      ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"].reduce(
        (each, key) => stageValue("primary", key, null)(each),
        school,
      ),
    ),
    ofSchool("云溪县第二实验小学", "小学最大班额", "很多", (school) =>
      ["largestClass", "oversizedClasses"].reduce((each, key) => stageValue("primary", key, null)(each), school),
    ),
    ofCounty("满意度调查满意份数", "satisfied", 1_000_000),
    { school: null, title: `${FIRST_SUBJECT} 水平等级`, cell: 5, apply: withoutFirstSubject },
    { school: null, title: `${FIRST_SUBJECT} 校际差异率`, cell: -0.1, apply: withoutFirstSubject },
  ],
];

const CHANGED_SHEETS = ["结论", "学校达标矩阵", "差异系数", "县级指标", "一票否决", "数据"];

/** The demo county's report, the changes as cells of it, and the report of a county that has them from the start. */
const changedReport = async (changes: readonly Change[]) => {
  const bytes = await renderXlsx(resultOf(DEMO_COUNTY, { asOf: AS_OF }), { lang: "zh" });
  const figures = (await load(bytes)).getWorksheet("数据")!;
  const cells = Object.fromEntries(
    changes.map(({ school, title, cell }) => [
      `数据!${school === null ? countyCell(figures, title) : figureCell(figures, school, title)}`,
      cell,
    ]),
  );
  const rows = changes.reduce((each, change) => change.apply(each), DEMO_COUNTY);
  const expected = await load(await renderXlsx(resultOf(rows, { asOf: AS_OF }), { lang: "zh" }));
  return { bytes, changes: cells, expected };
};

const reports = new Map<string, { bytes: Uint8Array; changes?: Changes }>();
const expectedOf = new Map<string, Workbook>();
let computedOf = new Map<string, Workbook>();

beforeAll(async () => {
  if (!hasOffice) return;
  for (const [name, result] of COUNTIES) reports.set(name, { bytes: await renderXlsx(result(), { lang: "zh" }) });
  for (const [name, changes] of [...CHANGES, IMPOSSIBLE]) {
    const { expected, ...report } = await changedReport(changes);
    reports.set(name, report);
    expectedOf.set(name, expected);
  }
  computedOf = await recalculateAll(reports);
}, 500_000);

test.skipIf(!hasOffice).for(COUNTIES)("%s: computed anew, every formula gives what the audit gave", async ([name]) => {
  expect(differences(await load(reports.get(name)!.bytes), computedOf.get(name)!)).toEqual([]);
});

/** The notice of changes and their count are what a fresh report does not have; links stay as they were written. */
const follows = (sheet: string, row: number, formula: string): boolean =>
  CHANGED_SHEETS.includes(sheet) &&
  !formula.includes("HYPERLINK(") &&
  !(sheet === "结论" && row === 5) &&
  !(sheet === "数据" && row === 2);

test.skipIf(!hasOffice)("a change that no audit would accept leaves open what needs the figure", async () => {
  const [name] = IMPOSSIBLE;
  const expected = expectedOf.get(name)!;
  const judged = (sheet: string, row: number, formula: string): boolean =>
    sheet !== "数据" && follows(sheet, row, formula);
  const written = await load(reports.get(name)!.bytes);
  expect(differences(expected, written, judged, written)).not.toEqual([]);
  expect(differences(expected, computedOf.get(name)!, judged, written)).toEqual([]);
});

describe("a figure changed on the sheet of figures", () => {
  test.skipIf(!hasOffice).for(CHANGES)(
    "%s: everything follows as an audit of them would give it",
    async ([name, changes]) => {
      const expected = expectedOf.get(name)!;
      const computed = computedOf.get(name)!;
      const written = await load(reports.get(name)!.bytes);
      expect(differences(expected, written, follows, written)).not.toEqual([]);
      expect(differences(expected, computed, follows, written)).toEqual([]);
      expect(cellOf(computed, "数据", "D2")).toBe(changes.length);
      expect(String(cellOf(computed, "结论", "A5"))).toContain(String(changes.length));
      expect(cellOf(computed, "差距清单", "A3")).toContain("不一致");
    },
  );
});
