import { describe, expect, test } from "vitest";
import type { SchoolRow } from "../../../fixtures/county-rows.ts";
import { header, identityCell, STAGE_WORDS, valueCell } from "../../../fixtures/words.ts";
import { IDENTITY_COLUMNS, SCHOOL_COLUMNS, STAGE_COLUMNS } from "../../../fixtures/write-native.ts";
import { STAGES, type Stage } from "../../../src/model/school.ts";
import { soundCounty } from "./adversaries.ts";
import { nativeBook } from "./blanking.ts";
import { type BookSheet, type OfficeCell, sheetOf } from "./book.ts";
import { type Audited, auditFiles, auditNative, compare } from "./oracle.ts";

/** Schools in forms of their own and in tables that stand across, and the rows of a list that are no schools. */

type Row = readonly OfficeCell[];
type Pair = readonly [label: string, value: OfficeCell];

const COUNTY = soundCounty(4);
const BOOK = nativeBook(COUNTY);
const OTHERS = BOOK.filter(({ name }) => name !== "学校");
const SCHOOL_ROWS = BOOK.find(({ name }) => name === "学校")!.rows;
const HEADER = 3;
const FIRST = 4;
const LAST = FIRST + COUNTY.schools.length - 1;

const sheet = (name: string, rows: readonly Row[]): BookSheet => sheetOf(name, { rows, merges: [] });
const withSheets = (...sheets: readonly BookSheet[]): BookSheet[][] => [[OTHERS[0]!, ...sheets, ...OTHERS.slice(1)]];

const identityOf = (school: SchoolRow): Pair[] =>
  IDENTITY_COLUMNS.map((key): Pair => [header(key), identityCell(school, key)]);
const stageCell = (school: SchoolRow, stage: Stage, key: (typeof STAGE_COLUMNS)[number]): OfficeCell =>
  school.stages[stage]?.[key] ?? null;
const stagePairs = (school: SchoolRow, stages: readonly Stage[]): Pair[] =>
  stages.flatMap((stage) =>
    STAGE_COLUMNS.map((key): Pair => [STAGE_WORDS[stage] + header(key), stageCell(school, stage, key)]),
  );
const wholeOf = (school: SchoolRow): Pair[] =>
  SCHOOL_COLUMNS.map((key): Pair => [header(key), valueCell(school.values[key])]);
const pairsOf = (school: SchoolRow): Pair[] => [
  ...identityOf(school),
  ...stagePairs(
    school,
    STAGES.filter((stage) => school.stages[stage] !== undefined),
  ),
  ...wholeOf(school),
];

const bare = (label: string): string => label.replace(/（.*）$/, "");
const unitOf = (label: string): string | null => /（(.*)）$/.exec(label)?.[1] ?? null;

/** Pairs side by side, filled in row by row. */
const across = (pairs: readonly Pair[], many: number): Row[] =>
  Array.from({ length: Math.ceil(pairs.length / many) }, (_, at) => pairs.slice(at * many, (at + 1) * many).flat());
/** Pairs side by side, filled in column by column. */
const down = (pairs: readonly Pair[], many: number): Row[] => {
  const height = Math.ceil(pairs.length / many);
  return Array.from({ length: height }, (_, at) =>
    Array.from({ length: many }, (__, column): Row => pairs[column * height + at] ?? [null, null]).flat(),
  );
};
const heads = (many: number): Row => Array.from({ length: many }, () => ["项目", "值"]).flat();
const TITLE: Row = ["学校基本情况登记表"];
const perSchool = (form: (school: SchoolRow) => readonly Row[]): BookSheet[][] =>
  withSheets(...COUNTY.schools.map((school) => sheet(school.name ?? "", form(school))));

/** A school for each column. */
const inColumns = (pairs: (school: SchoolRow) => readonly Pair[]): Row[] =>
  [...pairs(COUNTY.schools[0]!)].map(([label], at) => [
    label,
    ...COUNTY.schools.map((school) => pairs(school)[at]![1]),
  ]);
const nameOf = (school: SchoolRow): Pair => [header("name"), school.name ?? null];

/** 学校 with its rows changed. */
const listed = (change: (rows: Row[]) => readonly Row[]): BookSheet[][] => [
  BOOK.map((each) => (each.name === "学校" ? { ...each, rows: change([...each.rows]), merges: [] } : each)),
];
const columnOf = (heading: string): number =>
  SCHOOL_ROWS[HEADER]!.findIndex((cell) => typeof cell === "string" && cell.startsWith(heading));
const NAME = columnOf("学校名称");
const CODE = columnOf("学校标识码");
/** The line of sums, with other words in its first cell and for a name. */
const sumsNamed = (first: OfficeCell, name: OfficeCell): BookSheet[][] =>
  listed((rows) =>
    rows.map((cells) =>
      cells[0] === "合计" ? cells.map((cell, at) => (at === 0 ? first : at === NAME ? name : cell)) : cells,
    ),
  );
const withExample = (first: OfficeCell, name: string, code: string | null): BookSheet[][] =>
  listed((rows) => [
    ...rows.slice(0, FIRST),
    rows[FIRST]!.map((cell, at) => (at === 0 ? first : at === NAME ? name : at === CODE ? code : cell)),
    ...rows.slice(FIRST),
  ]);

const LAYOUTS: readonly (readonly [name: string, files: BookSheet[][]])[] = [
  ...[2, 3].flatMap((many): [string, BookSheet[][]][] => [
    [`cards of ${many} pairs, row by row`, perSchool((school) => [TITLE, ...across(pairsOf(school), many)])],
    [`cards of ${many} pairs, column by column`, perSchool((school) => [TITLE, ...down(pairsOf(school), many)])],
    [`cards of ${many} headed pairs`, perSchool((school) => [TITLE, heads(many), ...across(pairsOf(school), many)])],
  ]),
  [
    "cards one under another",
    withSheets(
      sheet(
        "学校",
        COUNTY.schools.flatMap((school) => [TITLE, ...across(pairsOf(school), 2), []]),
      ),
    ),
  ],
  [
    "a file for each card",
    [OTHERS, ...COUNTY.schools.map((school) => [sheet("登记表", [TITLE, ...across(pairsOf(school), 2)])])],
  ],
  [
    "forms with a column for each stage",
    perSchool((school) => [
      ...identityOf(school),
      ["项目", "小学", "初中"],
      ...STAGE_COLUMNS.map((key): Row => [header(key), ...STAGES.map((stage) => stageCell(school, stage, key))]),
      ...wholeOf(school),
    ]),
  ],
  [
    "forms whose rows are numbered and remarked on",
    perSchool((school) => [
      ["序号", "指标", "数值", "备注"],
      ...pairsOf(school).map(([label, value], at): Row => [at + 1, label, value, at === 9 ? "按学籍系统统计" : null]),
    ]),
  ],
  [
    "forms with last year's and the target's columns",
    perSchool((school) => [
      ["指标", "上年值", "现值", "目标值"],
      ...pairsOf(school).map(
        ([label, value]): Row => [
          label,
          typeof value === "number" ? value + 1 : null,
          value,
          typeof value === "number" ? 2 * value : null,
        ],
      ),
    ]),
  ],
  [
    "forms with units, a column of the whole school, and lines over and under them",
    perSchool((school) => [
      ["清溪县义务教育学校填报表"],
      [`填报单位：${school.name}`, null, "2025年12月"],
      ...identityOf(school),
      ["指标", "单位", "小学", "初中", "全校"],
      ...STAGE_COLUMNS.map(
        (key): Row => [
          bare(header(key)),
          unitOf(header(key)),
          ...STAGES.map((stage) => stageCell(school, stage, key)),
          null,
        ],
      ),
      ...wholeOf(school).map(([label, value]): Row => [bare(label), unitOf(label), null, null, value]),
      ["填表人：张三", null, "审核人：李四"],
    ]),
  ],
  [
    "numbered forms with units and lines over and under them",
    perSchool((school) => [
      ["清溪县义务教育学校填报表"],
      [`填报单位：${school.name}`, null, "2025年12月"],
      ["序号", "指标名称", "计量单位", "数值", "备注"],
      ...pairsOf(school).map(([label, value], at): Row => [at + 1, bare(label), unitOf(label), value]),
      ["填表人：张三", null, "审核人：李四"],
    ]),
  ],
  [
    "forms whose figures are texts",
    perSchool((school) =>
      pairsOf(school).map(([label, value]): Row => [label, typeof value === "number" ? String(value) : value]),
    ),
  ],
  [
    "cards in groups",
    perSchool((school) =>
      [
        ["基本情况", identityOf(school)] as const,
        ...STAGES.filter((stage) => school.stages[stage] !== undefined).map(
          (stage) =>
            [
              STAGE_WORDS[stage],
              STAGE_COLUMNS.map((key): Pair => [header(key), stageCell(school, stage, key)]),
            ] as const,
        ),
        ["全校", wholeOf(school)] as const,
      ].flatMap(([group, pairs]) => across(pairs, 2).map((row, at): Row => [at === 0 ? group : null, ...row])),
    ),
  ],
  [
    "two forms side by side",
    withSheets(
      ...[0, 2].map((at) => {
        const [left, right] = [pairsOf(COUNTY.schools[at]!), pairsOf(COUNTY.schools[at + 1]!)];
        const rows = Array.from(
          { length: Math.max(left.length, right.length) },
          (_, row): Row => [...(left[row] ?? [null, null]), null, ...(right[row] ?? [])],
        );
        return sheet(`表${at}`, rows);
      }),
    ),
  ],
  [
    "themes across, of two figures and more",
    withSheets(
      sheet(
        "学生情况",
        inColumns((school) => [...identityOf(school), ...stagePairs(school, STAGES)]),
      ),
      sheet(
        "装备",
        inColumns((school) => [nameOf(school), ...wholeOf(school).slice(4, 6)]),
      ),
      sheet(
        "办学条件",
        inColumns((school) => [nameOf(school), ...wholeOf(school).slice(0, 4), ...wholeOf(school).slice(6)]),
      ),
    ),
  ],
  ["a line of sums by the county's name", sumsNamed(null, "清溪县")],
  ["a line of sums by the number of schools", sumsNamed(null, "共4所")],
  [
    "sentences and signatures under the schools, in the columns of codes and names",
    listed((rows) => [
      ...rows.slice(0, LAST + 1).map((cells) => cells.slice(1)),
      ["2.规划新建学校未列入"],
      [null, "拟建学校：清溪县新城小学，2027年投用"],
      ["审核人（签字）：", null, "日期：2025年12月10日"],
    ]),
  ],
  ["an example over the schools", withExample("示例", "××县××小学", "0000000000")],
  ["an example that only its name tells", withExample(null, "××县××小学", "0000000000")],
  ["an example by its number", withExample("例", "示例小学", null)],
  [
    "a sheet of an example beside the schools",
    [
      [
        ...BOOK,
        sheet("示例", [
          ...SCHOOL_ROWS.slice(0, FIRST),
          SCHOOL_ROWS[FIRST]!.map((cell, at) => (at === NAME ? "××县××小学" : at === CODE ? "0000000000" : cell)),
        ]),
      ],
    ],
  ],
];

const native: Promise<Audited> = auditNative(COUNTY);

describe("the audit of the county is the native one's", () => {
  test.each(LAYOUTS)("%s", async (_, files) => {
    const answer = await auditFiles(files);
    expect(compare(await native, answer)).toEqual({ kind: "equal" });
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("what is no form and no example", () => {
  test("a column of targets alone is not used", async () => {
    const answer = await auditFiles(perSchool((school) => [["指标", "目标值"], ...pairsOf(school)]));
    expect(answer.kind === "audited" && answer.result.verdict).toBe("unknown");
  });

  test.each([
    ["under the same label", "教学及辅助用房面积（㎡）"],
    ["as somebody else found it", "教学及辅助用房面积（复核值）（㎡）"],
  ])("a figure that is there twice and differs is not used: %s", async (_, label) => {
    const answer = await auditFiles(
      perSchool((school) =>
        pairsOf(school).flatMap((pair): Row[] => (pair[0].startsWith("教学及辅助用房") ? [pair, [label, 1]] : [pair])),
      ),
    );
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.county.schools.map(({ values }) => values.teachingArea?.value)).toEqual(
      COUNTY.schools.map(() => null),
    );
    expect(answer.result.verdict).toBe("unknown");
  });

  test("schools whose names are hidden are all counted", async () => {
    const masked = listed((rows) =>
      rows.map((cells, row) =>
        row < FIRST || row > LAST ? cells : cells.map((cell, at) => (at === NAME ? `××县第${row}小学` : cell)),
      ),
    );
    const answer = await auditFiles(masked);
    expect(answer.kind === "audited" && answer.reading.county.schools.length).toBe(COUNTY.schools.length);
  });

  test("a form without a type asks for a row and not for a column", async () => {
    const answer = await auditFiles(
      perSchool((school) => pairsOf(school).filter(([label]) => label !== header("type"))),
    );
    if (answer.kind !== "audited") throw new Error(answer.code);
    const asked = answer.reading.problems.filter(
      ({ code, quantity }) => code === "missing-required" && quantity === "type",
    );
    expect(asked.map(({ facts }) => facts)).toEqual(
      COUNTY.schools.map(() => ({ column: { heading: "办学类型", mappable: true, upright: true } })),
    );
  });
});
