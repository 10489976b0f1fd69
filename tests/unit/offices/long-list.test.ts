import { describe, expect, test } from "vitest";
import { soundCounty } from "./adversaries.ts";
import { nativeBook } from "./blanking.ts";
import { type BookSheet, bookBytes, type OfficeCell } from "./book.ts";
import { type Answer, auditBytes, auditNative, compare } from "./oracle.ts";

/** Lists of schools with a figure in each row: 学校 | 学段 | 指标 | 数值. */

type Rows = readonly (readonly OfficeCell[])[];

const COUNTY = soundCounty(3);
const BOOK = nativeBook(COUNTY);
const SCHOOLS = BOOK.find(({ name }) => name === "学校")!;
const [GROUPS, HEADINGS, FIRST] = [SCHOOLS.rows[2]!, SCHOOLS.rows[3]!, 4];

interface Figure {
  readonly name: OfficeCell;
  readonly code: OfficeCell;
  /** 小学, 初中, or empty for what is the whole school's. */
  readonly stage: string;
  readonly item: string;
  readonly unit: string;
  readonly value: OfficeCell;
}

/** Every figure of the native list, one by one. */
const FIGURES: readonly Figure[] = SCHOOLS.rows.slice(FIRST, FIRST + 3).flatMap((row) => {
  let group = "";
  return HEADINGS.flatMap((heading, at): Figure[] => {
    group = String(GROUPS[at] ?? group);
    const [, item = "", unit = ""] = /^(.*?)(?:（(.*)）)?$/.exec(String(heading)) ?? [];
    if (at < 3 || row[at] == null) return [];
    const stage = group === "小学" || group === "初中" ? group : "";
    return [{ name: row[2]!, code: row[1]!, stage, item, unit, value: row[at]! }];
  });
});
const withUnit = ({ item, unit }: Figure): string => `${item}${unit === "" ? "" : `（${unit}）`}`;
const headed = (figure: Figure): string => `${figure.stage}${withUnit(figure)}`;

const withList = (rows: Rows): readonly BookSheet[] =>
  BOOK.map((sheet) => (sheet === SCHOOLS ? { ...sheet, name: "数据", rows, merges: [] } : sheet));
const listed = (headings: readonly string[], row: (figure: Figure, at: number) => readonly OfficeCell[]): Rows => [
  headings,
  ...FIGURES.map(row),
];
const audit = (rows: Rows): Promise<Answer> => auditBytes(bookBytes(withList(rows)));
const half = (value: OfficeCell): OfficeCell => (typeof value === "number" ? value / 2 : value);

describe("a list with a figure in each row", () => {
  test.each<[string, Rows]>([
    ["学校 | 指标 | 数值", listed(["学校", "指标", "数值"], (each) => [each.name, headed(each), each.value])],
    [
      "with a code, a stage, a unit and a number of its own",
      listed(["序号", "学校名称", "学校标识码", "学段", "指标名称", "计量单位", "数值"], (each, at) => [
        at + 1,
        each.name,
        each.code,
        each.stage,
        each.item,
        each.unit,
        each.value,
      ]),
    ],
    [
      "with the name on a school's first row alone",
      listed(["学校名称", "指标", "数值"], (each, at) => [
        FIGURES[at - 1]?.name === each.name ? null : each.name,
        headed(each),
        each.value,
      ]),
    ],
    [
      "sorted by item, with titles and a total",
      [
        ["清溪县义务教育学校数据（2025年）"],
        ["学校名称", "学段", "指标", "数值"],
        ...FIGURES.toSorted((one, other) => (one.item < other.item ? -1 : one.item > other.item ? 1 : 0)).map(
          (each) => [each.name, each.stage, withUnit(each), each.value],
        ),
        ["合计", "小学", "在校生数", 480],
      ],
    ],
    [
      "with rows of two years",
      [
        ["学校名称", "年份", "指标", "数值"],
        ...FIGURES.flatMap((each) => [
          [each.name, 2024, headed(each), half(each.value)],
          [each.name, 2025, headed(each), each.value],
        ]),
      ],
    ],
    [
      "with a column for each year",
      listed(["学校名称", "指标", "2024年", "2025年"], (each) => [
        each.name,
        headed(each),
        half(each.value),
        each.value,
      ]),
    ],
    [
      "with the target beside the figure",
      listed(["学校名称", "指标", "目标值", "实际值"], (each) => [
        each.name,
        headed(each),
        half(each.value),
        each.value,
      ]),
    ],
    [
      "with a column for each stage",
      [
        ["学校名称", "指标", "小学", "初中", "全校"],
        ...FIGURES.map((each) => [
          each.name,
          withUnit(each),
          each.stage === "小学" ? each.value : null,
          each.stage === "初中" ? each.value : null,
          each.stage === "" ? each.value : null,
        ]),
      ],
    ],
  ])("reads as the native one: %s", async (_, rows) => {
    expect(compare(await auditNative(COUNTY), await audit(rows))).toEqual({ kind: "equal" });
  });

  const plain = (edit: (figure: Figure) => readonly OfficeCell[]): Rows =>
    listed(["学校名称", "指标", "数值", "备注"], edit);
  const TEACHERS = "小学专任教师数（人）";
  test.each<[string, Rows, told: string]>([
    [
      "an item of another year",
      plain((each) => [each.name, headed(each) === TEACHERS ? `2024年${TEACHERS}` : headed(each), each.value]),
      "2024年小学专任教师数（人）",
    ],
    [
      "an item that takes in more",
      plain((each) => [each.name, headed(each) === TEACHERS ? "小学专任教师数（含代课）" : headed(each), each.value]),
      "小学专任教师数（含代课）",
    ],
    [
      "a remark beside it",
      plain((each) => [each.name, headed(each), each.value, headed(each) === TEACHERS ? "估算数" : null]),
      "估算数",
    ],
    [
      "a word that no item has",
      plain((each) => [each.name, headed(each) === TEACHERS ? "教学人员" : headed(each), each.value]),
      "教学人员",
    ],
  ])("what is not understood is open and told: %s", async (_, rows, told) => {
    const answer = await audit(rows);
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.result.verdict).toBe("unknown");
    expect(answer.reading.reading.unmatched.map(({ header }) => header)).toContain(told);
    expect(answer.reading.problems.map(({ code, quantity }) => `${code} ${quantity}`)).toContain(
      "missing-required teachers",
    );
  });

  test("a school of which there are only rows of the year before is there, and open", async () => {
    const last = FIGURES[0]!.name;
    const answer = await audit(
      listed(["学校名称", "年份", "指标", "数值"], (each) => [
        each.name,
        each.name === last ? 2024 : 2025,
        headed(each),
        each.value,
      ]),
    );
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.result.verdict).toBe("unknown");
    expect(answer.reading.county.schools.map(({ name }) => name)).toContain(last);
  });

  test("a wrong figure is told at its cell, and every cell is accounted for", async () => {
    const rows = listed(["学校名称", "指标", "数值"], (each, at) => [
      each.name,
      headed(each),
      at === 9 ? "约" : each.value,
    ]);
    const answer = await audit(rows);
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toMatchObject([{ code: "not-a-number", sheet: "数据", cell: "C11" }]);
    const account = answer.reading.reading.account.filter(({ sheet }) => sheet === "数据");
    expect(account.map(({ ref, became }) => `${ref} ${became}`)).toEqual([
      "A1:C1 header",
      `A2:C${FIGURES.length + 1} used`,
    ]);
  });
});
