import { describe, expect, test } from "vitest";
import { soundCounty } from "./adversaries.ts";
import { nativeBook } from "./blanking.ts";
import { type BookSheet, bookBytes, type OfficeCell, sheetOf } from "./book.ts";
import { type Answer, auditBytes } from "./oracle.ts";

/** A county that passes, three schools with every figure, in which one small thing is written in an office's own way. */

type Rows = (readonly OfficeCell[])[];
type Edit = (book: readonly BookSheet[]) => readonly BookSheet[];

const HEADER = 3;
const FIRST = 4;

/** Another text of a sheet's rows. */
const on =
  (name: string, edit: (rows: Rows) => Rows): Edit =>
  (book) => {
    expect(book.map((sheet) => sheet.name)).toContain(name);
    return book.map((sheet) => (sheet.name === name ? { ...sheet, rows: edit([...sheet.rows]) } : sheet));
  };
const all =
  (...edits: readonly Edit[]): Edit =>
  (book) =>
    edits.reduce((edited, edit) => edit(edited), book);
const also =
  (name: string, rows: Rows): Edit =>
  (book) => [...book, sheetOf(name, { rows, merges: [] })];

const textsOf = (row: readonly OfficeCell[] | undefined): string[] =>
  (row ?? []).map((cell) => (typeof cell === "string" ? cell : ""));
/** The column of 学校 whose heading begins so. */
const columnOf = (rows: Rows, heading: string): number => {
  const at = textsOf(rows[HEADER]).findIndex((text) => text.startsWith(heading));
  expect(at, heading).toBeGreaterThanOrEqual(0);
  return at;
};
const withCell = (rows: Rows, row: number, column: number, cell: OfficeCell): Rows =>
  rows.map((cells, at) => (at === row ? Object.assign([...cells], { [column]: cell }) : cells));
/** 学校 with a heading written otherwise, in every column that begins so. */
const headed = (heading: string, written: (text: string) => string): Edit =>
  on("学校", (rows) => {
    columnOf(rows, heading);
    return rows.map((cells, at) =>
      at === HEADER
        ? cells.map((cell) => (typeof cell === "string" && cell.startsWith(heading) ? written(cell) : cell))
        : cells,
    );
  });
/** One school's figures, those of its columns that begin so. */
const schoolFigures = (rows: Rows, row: number, figures: Readonly<Record<string, OfficeCell>>): Rows =>
  rows.map((cells, at) =>
    at !== row
      ? cells
      : cells.map((cell, column) => {
          const heading = textsOf(rows[HEADER])[column] ?? "";
          const key = Object.keys(figures).find((start) => heading.startsWith(start));
          return key === undefined || cell === null ? cell : figures[key]!;
        }),
  );
/** Every row of a list from its second on. */
const eachRow = (
  name: string,
  from: number,
  edit: (cells: readonly OfficeCell[], at: number) => readonly OfficeCell[],
) => on(name, (rows) => rows.map((cells, at) => (at < from ? cells : edit(cells, at - from))));
/** The line of sums and the remark below the schools. */
const FOOT = 2;
const withSchool = (rows: Rows, cells: readonly OfficeCell[]): Rows => [
  ...rows.slice(0, rows.length - FOOT),
  cells,
  ...rows.slice(rows.length - FOOT),
];
const withoutFoot = (rows: Rows): Rows => rows.slice(0, rows.length - FOOT);

const itemsHeaded = (heading: string): Edit =>
  on("县级指标", (rows) => rows.map((cells) => cells.map((cell) => (cell === "数值" ? heading : cell))));

const audit = (edit: Edit): Promise<Answer> => auditBytes(bookBytes(edit(nativeBook(soundCounty(3)))));
const verdictOf = (answer: Answer): string => (answer.kind === "audited" ? answer.result.verdict : answer.code);
const unitsOf = (answer: Answer): number | null =>
  answer.kind === "audited" ? answer.result.summary.units.total : null;

const NO_EVIDENCE = [
  "《云溪县布局规划》（征求意见稿）",
  "《云溪县布局规划》（已废止）",
  "拟出台《关于…的通知》",
  "（填写文件名称和文号）",
  "略",
  "详见",
];

/** The schools of 学校 by themes, under headings that say their stage. */
const THEMES: Readonly<Record<string, (at: number) => boolean>> = {
  基本信息: (at) => at < 9,
  学生: (at) => (at >= 9 && at < 15) || (at >= 26 && at < 32) || at === 43,
  教师: (at) => (at >= 15 && at < 26) || (at >= 32 && at < 43),
  办学条件: (at) => at > 43,
};
const flatSchools = (): Rows => {
  const rows = withoutFoot([...nativeBook(soundCounty(3)).find(({ name }) => name === "学校")!.rows]);
  const heads = textsOf(rows[HEADER]).map((text, at) =>
    at < 9 || at > 42 ? text : `${at < 26 ? "小学" : "初中"}${text}`,
  );
  return [heads, ...rows.slice(FIRST)];
};
const insteadOfSchools =
  (...sheets: readonly (readonly [string, Rows])[]): Edit =>
  (book) => [
    ...book.filter(({ name }) => name !== "学校"),
    ...sheets.map(([name, rows]) => sheetOf(name, { rows, merges: [] })),
  ];

describe("what a county's schools are written in reads as they are", () => {
  const rows = flatSchools();
  const themes = Object.entries(THEMES).map(
    ([name, isOf]) => [name, rows.map((row) => row.filter((_, at) => at === 2 || isOf(at)))] as const,
  );
  test.each<[string, Edit]>([
    ["a sheet for each theme, their types on one without figures", insteadOfSchools(...themes)],
    [
      "codes in place of names on a sheet of a theme",
      insteadOfSchools(
        ...themes.map(([name, of]): [string, Rows] =>
          name === "教师" ? [name, of.map((row, at) => [rows[at]![1]!, ...row.slice(1)])] : [name, [...of]],
        ),
      ),
    ],
    [
      "schools across under 项目",
      insteadOfSchools([
        "学校",
        [
          ["项目", ...rows.slice(1).map((row) => row[2]!)],
          ...rows[0]!
            .map((head, at) => [head, ...rows.slice(1).map((row) => row[at]!)])
            .filter((_, at) => at !== 0 && at !== 2),
        ],
      ]),
    ],
    [
      "sums without a word over the schools",
      on("学校", (all) => {
        const sums = all.at(-FOOT)!.map((cell, at) => (at === 0 ? null : cell));
        return [...all.slice(0, FIRST), sums, ...withoutFoot(all).slice(FIRST)];
      }),
    ],
  ])("%s", async (_, edit) => {
    const answer = await audit(edit);
    expect([verdictOf(answer), unitsOf(answer)]).toEqual(["pass", 4]);
  });

  test("traditional characters, in every heading and answer; names stay as they are written", async () => {
    const PAIRS =
      "學学數数師师專专類类辦办區区縣县鎮镇鄉乡舉举級级標标識识碼码稱称歷历證证時时設设備备積积動动場场網网絡络輔辅資资訓训預预撥拨達达儀仪間间單单項项額额隨随遷迁職职藝艺術术樂乐體体費费經经務务員员計计畫画習习業业綜综實实課课負负擔担過过開开齊齐優优";
    const written = new Map(Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS[2 * at + 1]!, PAIRS[2 * at]!]));
    const traditional = (cell: OfficeCell): OfficeCell =>
      typeof cell === "string" ? [...cell].map((letter) => written.get(letter) ?? letter).join("") : cell;
    const answer = await audit((book) =>
      book.map((sheet) => ({
        ...sheet,
        rows: sheet.name === "佐证" ? sheet.rows : sheet.rows.map((row) => row.map(traditional)),
      })),
    );
    expect([verdictOf(answer), unitsOf(answer)]).toEqual(["pass", 4]);
    if (answer.kind === "audited") expect(answer.reading.county.schools[0]?.name).toBe("清溪縣城关小學");
  });
});

describe("what is not the figure, or not the whole of it, leaves the county short of green", () => {
  test.each<[string, Edit]>([
    [
      "items of 上年 beside 本年, which is blank",
      on("县级指标", (rows) =>
        rows.map((cells, at) =>
          at === 0 ? cells : at === 1 ? ["指标", "上年", "本年", "单位"] : [cells[0]!, cells[1]!, null, cells[2]!],
        ),
      ),
    ],
    ["items under a target's heading", itemsHeaded("数值（目标）")],
    [
      "vetoes of last year alone",
      on("一票否决", (rows) => rows.map((cells) => cells.map((cell) => (cell === "是否存在" ? "上年是否存在" : cell)))),
    ],
    [
      "vetoes of a year before",
      on("一票否决", (rows) =>
        rows.map((cells) => cells.map((cell) => (cell === "是否存在" ? "2023年是否存在" : cell))),
      ),
    ],
    [
      "conclusions of a year before",
      on("佐证", (rows) => rows.map((cells) => cells.map((cell) => (cell === "结论" ? "2023年结论" : cell)))),
    ],
    [
      "conclusions of last year alone",
      on("佐证", (rows) => rows.map((cells) => cells.map((cell) => (cell === "结论" ? "上年结论" : cell)))),
    ],
    [
      "monitored levels of last year alone",
      on("质量监测", (rows) => rows.map((cells) => cells.map((cell) => (cell === "水平等级" ? "去年水平等级" : cell)))),
    ],
    ["items labelled 上年", eachRow("县级指标", 2, ([label, ...rest]) => [`上年${label}`, ...rest])],
    [
      "pay of a year against pay of a month",
      eachRow("县级指标", 2, ([label, value, unit, ...rest]) => [
        label!,
        value!,
        label === "义务教育学校教师平均工资收入" ? "元/年" : label === "当地公务员平均工资收入" ? "元/月" : unit!,
        ...rest,
      ]),
    ],
    [
      "a second table of schools to the right",
      on("学校", (rows) => {
        const width = Math.max(...rows.map((cells) => cells.length)) + 2;
        const beside = (cells: readonly OfficeCell[], more: readonly OfficeCell[]): OfficeCell[] => [
          ...cells,
          ...Array.from({ length: width - cells.length }, () => null),
          ...more,
        ];
        const short = schoolFigures(rows, FIRST, {
          专任教师数: 5,
          学校名称: "清溪县西山小学",
          学校标识码: "2199000091",
        });
        return rows.map((cells, at) =>
          at === FIRST ? beside(cells, rows[HEADER]!) : at === FIRST + 1 ? beside(cells, short[FIRST]!) : cells,
        );
      }),
    ],
    [
      "a whole sheet of 上年新建学校",
      (book) => {
        const rows = [...book.find(({ name }) => name === "学校")!.rows];
        const short = schoolFigures(rows, FIRST, {
          专任教师数: 5,
          学校名称: "清溪县西山小学",
          学校标识码: "2199000091",
        });
        return also("上年新建学校", [rows[HEADER - 1]!, rows[HEADER]!, short[FIRST]!])(book);
      },
    ],
    ["骨干教师数（含校级）", headed("县级以上骨干教师数", () => "骨干教师数（含校级）")],
    [
      "教学及辅助用房（含学生宿舍、食堂）",
      headed("教学及辅助用房面积", () => "教学及辅助用房面积（含学生宿舍、食堂）（㎡）"),
    ],
    ["在校生数（不含插班生）", headed("在校生数", () => "在校生数（不含插班生）")],
    [
      "a group 设计规模 over a column",
      on("学校", (rows) => withCell(rows, HEADER - 1, columnOf(rows, "教学及辅助用房面积"), "设计规模")),
    ],
    [
      "headings of 2019年 in a workbook of 2025",
      on("学校", (rows) =>
        rows.map((cells, at) =>
          at === HEADER
            ? cells.map((cell, column) =>
                column > 8 && column < 41 && typeof cell === "string" ? `2019年${cell}` : cell,
              )
            : cells,
        ),
      ),
    ],
    [
      "evidence that names no document in force",
      eachRow("佐证", 1, (cells, at) =>
        cells.map((cell, column) => (column === 3 ? NO_EVIDENCE[at % NO_EVIDENCE.length]! : cell)),
      ),
    ],
    [
      "a second opinion, 市级复核结论",
      on("佐证", (rows) => rows.map((cells, at) => [...cells, at === 0 ? "市级复核结论" : "不符合"])),
    ],
    [
      "a room that is a subtotal",
      all(
        on("学校", (rows) => schoolFigures(rows, FIRST, { 美术专用教室达标间数: null, 美术专用教室数: null })),
        also("专用教室", [
          ["学校", "类型", "面积（㎡）", "教室名称"],
          ["清溪县城关小学", "音乐", 100, "音乐1"],
          ["清溪县城关小学", "美术", 60, "美术1"],
          ["清溪县城关小学", "美术", 92, "小计"],
        ]),
      ),
    ],
    [
      "a school without pupils that has teachers",
      on("学校", (rows) =>
        withSchool(
          rows,
          schoolFigures(rows, FIRST, { 在校生数: 0, 班级数: 0, 学校名称: "清溪县西山小学", 学校标识码: "2199000091" })[
            FIRST
          ]!,
        ),
      ),
    ],
    [
      "a veto without its code, beside a row of its own that denies it",
      on("一票否决", (rows) => [...rows, [null, "以考试方式招生", "是", null]]),
    ],
    [
      "a document that is 不符合 without its code",
      on("佐证", (rows) => [...rows, [null, "规划布局合理", "不符合", null, null, null, null, null]]),
    ],
    [
      "a list of classes that lacks a heading",
      also("班级", [
        ["学校", "学段", "年级", "班级", null],
        ["清溪县城关小学", "小学", "一年级", "1班", 46],
      ]),
    ],
    [
      "rooms of a school that is misspelt",
      all(
        on("学校", (rows) => schoolFigures(rows, FIRST, { 音乐专用教室达标间数: 0, 音乐专用教室数: 0 })),
        also("专用教室", [
          ["学校", "类型", "面积（㎡）", "教室名称"],
          ["清溪县城关小学校区", "音乐", 100, "音乐1"],
        ]),
      ),
    ],
  ])("%s", async (_, edit) => {
    expect(verdictOf(await audit((book) => book))).toBe("pass");
    const answer = await audit(edit);
    expect(answer.kind).toBe("audited");
    expect(verdictOf(answer)).not.toBe("pass");
  });

  test("one item 不符合 and 待定 is short", async () => {
    const twice = on("佐证", (rows) => [
      ...rows.map((cells, at) => (at === 1 ? cells.map((cell) => (cell === "符合" ? "不符合" : cell)) : cells)),
      rows[1]!.map((cell) => (cell === "符合" ? "待定" : cell)),
    ]);
    expect(verdictOf(await audit(twice))).toBe("fail");
  });
});

describe("an office's own way to write it passes as the native one does", () => {
  test.each<[string, Edit]>([
    [
      "money in the unit of a line that also holds the date",
      on("学校", (rows) => {
        const money = ["公用经费预算", "教师培训经费", "公用经费拨付"].map((heading) => columnOf(rows, heading));
        return rows.map((cells, at) =>
          at === 1
            ? ["单位：万元    填报日期：2025年12月10日"]
            : cells.map((cell, column) => {
                if (at === HEADER && typeof cell === "string") return cell.replace(/（(?:万?元)）$/, "");
                if (!money.includes(column) || at < FIRST) return cell;
                return typeof cell === "number" ? cell / 10_000 : at >= rows.length - FOOT ? null : cell;
              }),
        );
      }),
    ],
    [
      "an index row that holds a sum",
      on("学校", (rows) => [
        ...rows.slice(0, FIRST),
        rows[HEADER]!.map((_, at) => (at < 3 ? "甲乙丙"[at]! : at === 12 ? "10=11+12" : at - 2)),
        ...withoutFoot(rows).slice(FIRST),
      ]),
    ],
    [
      "groups 小学基本情况 and 初中基本情况",
      on("学校", (rows) =>
        rows.map((cells, at) =>
          at === HEADER - 1
            ? cells.map((cell) => (cell === "小学" || cell === "初中" ? `${cell}基本情况` : cell))
            : cells,
        ),
      ),
    ],
    ["有效期至 长期有效", eachRow("佐证", 1, (cells) => cells.map((cell, at) => (at === 6 ? "长期有效" : cell)))],
    [
      "items in two blocks side by side",
      on("县级指标", (rows) => {
        const items = rows.slice(2);
        const half = Math.ceil(items.length / 2);
        const block = (cells: readonly OfficeCell[] | undefined): OfficeCell[] =>
          [0, 1, 2].map((at) => cells?.[at] ?? null);
        const titles = ["指标", "数值", "单位"];
        return [
          rows[0]!,
          [...titles, ...titles],
          ...items.slice(0, half).map((cells, at) => [...block(cells), ...block(items[half + at])]),
        ];
      }),
    ],
    [
      "a footer with a telephone",
      on("学校", (rows) => [...rows, ["填表人：", "张", "联系人：", "李", "电话：", 84512367]]),
    ],
    [
      "an area that is without the gym already",
      all(
        headed("教学及辅助用房面积", () => "教学及辅助用房面积（不含室内体育用房）（㎡）"),
        on("学校", (rows) => {
          const [area, gym] = [columnOf(rows, "教学及辅助用房面积"), columnOf(rows, "其中室内体育用房面积")];
          return withoutFoot(rows).map((cells, at) =>
            at < FIRST
              ? cells
              : cells.map((cell, column) => (column === gym ? 300 : column === area ? cells[area]! : cell)),
          );
        }),
      ),
    ],
  ])("%s", async (_, edit) => {
    expect(verdictOf(await audit(edit))).toBe("pass");
  });
});

describe("schools are counted", () => {
  test("a teaching point that says it does not count stays a unit", async () => {
    const point = (counts: string | null): Edit =>
      on("学校", (rows) => {
        const small = { 在校生数: 60, 办学类型: "教学点", 学校名称: "清溪县西山教学点", 学校标识码: "2199000091" };
        const added = withSchool(rows, schoolFigures(rows, FIRST, small)[FIRST]!);
        return added.map((cells, at) =>
          at === HEADER
            ? [...cells, "是否计校数"]
            : at >= FIRST && at < added.length - FOOT
              ? [...cells, counts ?? "是"]
              : cells,
        );
      });
    const [counted, not] = [unitsOf(await audit(point(null))), unitsOf(await audit(point("否")))];
    expect(counted).toBeGreaterThan(unitsOf(await audit((book) => book))!);
    expect(not).toBe(counted);
  });

  test("a last row of sums without a word is none", async () => {
    const unlabelled = on("学校", (rows) =>
      rows.slice(0, -1).map((cells) => cells.map((cell) => (cell === "合计" ? null : cell))),
    );
    expect(unitsOf(await audit(unlabelled))).toBe(unitsOf(await audit((book) => book)));
  });
});
