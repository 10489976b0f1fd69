import { describe, expect, test } from "vitest";
import { stageSheets } from "../../../fixtures/write-by-stage.ts";
import { prerequisiteText } from "../../../src/report/wording.ts";
import { otherByRemark, otherByTitle, withoutOpinion } from "../../../src/workbook/terms/remarks.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { soundCounty } from "./adversaries.ts";
import { nativeBook } from "./blanking.ts";
import { type BookSheet, bookBytes, type OfficeCell, sheetOf } from "./book.ts";
import { type Answer, auditBytes } from "./oracle.ts";

/** Figures that are something else than they stand beside: by a title, a remark, a label, a line or a second opinion. */

type Rows = (readonly OfficeCell[])[];
type Edit = (book: readonly BookSheet[]) => readonly BookSheet[];

const on =
  (name: string, edit: (rows: Rows) => Rows): Edit =>
  (book) => {
    expect(book.map((sheet) => sheet.name)).toContain(name);
    return book.map((sheet) => (sheet.name === name ? { ...sheet, rows: edit([...sheet.rows]), merges: [] } : sheet));
  };
const also =
  (name: string, rows: Rows): Edit =>
  (book) => [...book, sheetOf(name, { rows, merges: [] })];

const BOOK = nativeBook(soundCounty(3));
const rowsOf = (name: string): Rows => [...BOOK.find((sheet) => sheet.name === name)!.rows];
const audit = (edit: Edit): Promise<Answer> => auditBytes(bookBytes(edit(BOOK)));
const verdictOf = (answer: Answer): string => (answer.kind === "audited" ? answer.result.verdict : answer.code);

const ITEMS = rowsOf("县级指标").slice(2);
const PAY = "义务教育学校教师平均工资收入";
const titled = (name: string, title: string): Edit =>
  on(name, (rows) => [[title], ...rows.slice(name === "县级指标" || name === "县情" ? 1 : 0)]);
const noted = (note: string): Edit =>
  on("县级指标", (rows) => rows.map((cells) => (cells[0] === PAY ? [...cells.slice(0, 3), note] : cells)));
const monitored = (note: string, heading = "备注"): Edit =>
  on("质量监测", (rows) => rows.map((cells, at) => [...cells, at === 0 ? heading : at === 1 ? note : null]));
/** Lines between the schools of 学校, over the last of them. */
const headed = (...lines: readonly string[]): Edit =>
  on("学校", (rows) => [...rows.slice(0, 6), ...lines.map((text) => [text]), ...rows.slice(6)]);
/** One school's rooms one by one, with a remark beside the only one for music. */
const roomed = (note: string, heading = "备注"): Edit =>
  also("专用教室", [
    ["学校名称", "教室类型", "面积（㎡）", heading],
    ["清溪县城关小学", "音乐", 98, note],
    ["清溪县城关小学", "美术", 98, null],
  ]);
const answered = (heading: string): Edit =>
  on("学校", (rows) => rows.map((cells) => cells.map((cell) => (cell === "课程开齐开足" ? heading : cell))));
/** The values of the items under a heading, and so many times them under another. */
const opined = (heading: string, other: string, times: number | null): Edit =>
  on("县级指标", (rows) =>
    rows.map((cells) => {
      const [item, value, ...rest] = cells;
      if (value === "数值") return [item!, heading, other, ...rest];
      return typeof value === "number" ? [item!, value, times === null ? null : value * times, ...rest] : cells;
    }),
  );
const itemsHeaded = (heading: string): Edit =>
  on("县级指标", (rows) => rows.map((cells) => cells.map((cell) => (cell === "数值" ? heading : cell))));
/** The same text in a column behind a list's own. */
const answersBeside = (name: string, heading: string | null, text: OfficeCell): Edit =>
  on(name, (rows) => {
    const width = Math.max(...rows.map((cells) => cells.length));
    return rows.map((cells, at) => [
      ...cells,
      ...Array.from({ length: width - cells.length }, () => null),
      at === 0 ? heading : at === 1 ? text : null,
    ]);
  });
/** 学校 with another word over what is of the whole school. */
const grouped = (text: string): Edit =>
  on("学校", (rows) =>
    rows.map((cells, at) => (at === HEADER - 1 ? cells.map((cell) => (cell === "全校" ? text : cell)) : cells)),
  );
/** Rows of schools without headings, as somebody adds them below a table. */
const BARE_SCHOOLS: Rows = [
  ["黑石小学", "小学", 700, 10, 500, 100],
  ["白岩教学点", "教学点", 60, 2, 60, 50],
];
/** 学校 in one row of headings, each with its stage and the workbook's year before it. */
const answeredYear = (): Edit =>
  on("学校", (rows) => {
    const from = rows[HEADER]!.findIndex((cell) => String(cell).startsWith("在校生数"));
    const senior = rows[HEADER]!.findIndex((cell) => String(cell).startsWith("高中"));
    const half = (from + senior) / 2;
    return rows
      .slice(HEADER)
      .map((cells, at) =>
        at > 0
          ? cells
          : cells.map((cell, column) =>
              column < from || column >= senior ? cell : `2025年${column < half ? "小学" : "初中"}${cell}`,
            ),
      );
  });
const footed = (text: string): Edit => on("学校", (rows) => [...rows, [text]]);
/** The only rooms for music and art of a school, in a list under a title, or with a heading over the second of them. */
const roomsUnder = (title: string, heading: string | null = null): Edit => {
  const listed = also("专用教室", [
    [title],
    ["学校名称", "教室类型", "面积（㎡）"],
    ["清溪县城关小学", "美术", 98],
    ...(heading === null ? [] : [[heading]]),
    ["清溪县城关小学", "音乐", 98],
  ]);
  const without = on("学校", (rows) =>
    rows.map((row) =>
      row.map((cell, at) =>
        row[0] === rows[FIRST]![0] && /^(?:音乐|美术).*(?:教室|达标)/.test(String(rows[HEADER]![at])) ? 0 : cell,
      ),
    ),
  );
  return (book) => without(listed(book));
};
/** Those rooms with a line under them. */
const roomsOver =
  (text: string): Edit =>
  (book) =>
    on("专用教室", (rows) => [...rows, [text]])(roomsUnder("专用教室")(book));
/** A workbook of 2024 in which a school is founded in the year given. */
const foundedIn =
  (year: number, title: string): Edit =>
  (book) =>
    on("学校", ([, ...rows]) => {
      const at = rows[HEADER - 1]!.indexOf("建校年份");
      return [
        [title],
        ...rows.map((row, index) => (index === FIRST - 1 ? Object.assign([...row], { [at]: year }) : row)),
      ];
    })(on("县情", (rows) => rows.map((row) => (row[0] === "数据年份" ? [row[0], 2024, ...row.slice(2)] : row)))(book));
/** A column of 学校 before its types. */
const column = (heading: string, cells: readonly OfficeCell[]): Edit =>
  on("学校", (rows) =>
    rows.map((row, at) =>
      at < 2 ? row : [...row.slice(0, 3), [heading, ...cells][at - HEADER] ?? null, ...row.slice(3)],
    ),
  );
const underHeading = (text: string): Edit =>
  on("学校", (rows) => {
    const at = rows[HEADER]!.findIndex((cell) => typeof cell === "string" && cell.startsWith(AREA));
    return [
      ...rows.slice(0, FIRST),
      Array.from({ length: at + 1 }, (_, column) => (column === at ? text : null)),
      ...rows.slice(FIRST),
    ];
  });
/** A heading among the items. */
const parted = (text: string): Edit => on("县级指标", (rows) => [...rows.slice(0, 7), [text], ...rows.slice(7)]);
const yearBeside = (year: number): Edit =>
  on("县级指标", (rows) => rows.map((cells, at) => [...cells.slice(0, 3), at === 1 ? "年份" : at > 1 ? year : null]));
const labelled = (label: string): Edit =>
  on("县级指标", (rows) => rows.map((cells) => (cells[0] === PAY ? [label, ...cells.slice(1)] : cells)));
const lying = (...lines: ((item: readonly OfficeCell[]) => OfficeCell)[]): Edit =>
  on("县级指标", () => [
    ["", ...ITEMS.map(([label]) => label!)],
    ...lines.map((line) => [line([]) ?? null, ...ITEMS.map(line)]),
  ]);
const own = ([, value]: readonly OfficeCell[]): OfficeCell => value ?? null;
const line = (word: string, figure: (item: readonly OfficeCell[]) => OfficeCell) => (item: readonly OfficeCell[]) =>
  item.length === 0 ? word : figure(item);

const HEADER = 3;
const FIRST = 4;
const AREA = "教学及辅助用房面积";
/** 学校 with a column beside the area of teaching, each of its figures so much of the other. */
const beside = (heading: string, part: number): Edit =>
  on("学校", (rows) => {
    const at = rows[HEADER]!.findIndex((cell) => typeof cell === "string" && cell.startsWith(AREA));
    return rows.map((cells, row) => {
      const area = cells[at];
      const added = row === HEADER ? heading : row >= FIRST && typeof area === "number" ? area * part : null;
      return row < HEADER ? cells : [...cells.slice(0, at + 1), added, ...cells.slice(at + 1)];
    });
  });

describe("the sound county passes, and what is another figure than it stands beside leaves it open", () => {
  test("as it is", async () => {
    expect(verdictOf(await audit((book) => book))).toBe("pass");
  });

  test.each<[string, Edit]>([
    ["a title 目标值 over items", titled("县级指标", "县级指标目标值")],
    ["a title （2027年目标） over items", titled("县级指标", "县级指标（2027年目标）")],
    ["a title 规划表 over items", titled("县级指标", "县级指标规划表")],
    ["a title 全省平均 over items", titled("县级指标", "全省平均县级指标")],
    ["a title 示例 over items", titled("县级指标", "示例：县级指标填报表")],
    ["a title （上年度） over items", titled("县级指标", "县级指标填报表（上年度）")],
    ["a caption 目标值 under the title", on("县级指标", ([title, ...rows]) => [title!, ["以下为规划目标"], ...rows])],
    [
      "the name of the items' sheet",
      (book) => book.map((sheet) => (sheet.name === "县级指标" ? { ...sheet, name: "县级指标目标" } : sheet)),
    ],
    ["a title 示例 over vetoes", titled("一票否决", "一票否决填报示例")],
    ["a title of another year over vetoes", titled("一票否决", "2023年一票否决事项")],
    ["a title of last year over documents", titled("佐证", "上年度佐证材料")],
    ["a title 目标 over monitoring", titled("质量监测", "质量监测目标")],
    ...["本表为样表", "以上指标为目标值", "以上数据未经核实", "以上为全市数据", `注：${PAY}为预算数`].map(
      (text): [string, Edit] => [`a line ${text} under items`, on("县级指标", (rows) => [...rows, [text]])],
    ),
    ...["以上文件均未印发", "以上文件为征求意见稿", "以上为上年佐证"].map((text): [string, Edit] => [
      `a line ${text} under documents`,
      on("佐证", (rows) => [...rows, [text]]),
    ]),
    ...["以上尚未核查", "注：V3有1起举报正在核查", "以上为上年情况"].map((text): [string, Edit] => [
      `a line ${text} under vetoes`,
      on("一票否决", (rows) => [...rows, [text]]),
    ]),
    ...["学校基本情况表（不完全统计）", "清溪县部分义务教育学校基本情况表", "学校基本情况表（缺2所）"].map(
      (title): [string, Edit] => [`a title ${title} of some schools`, titled("学校", title)],
    ),
    [
      "a sheet's name that leaves schools out",
      (book) => book.map((sheet) => (sheet.name === "学校" ? { ...sheet, name: "学校（不含民办）" } : sheet)),
    ],
    [
      "a heading over names that leaves schools out",
      on("学校", (rows) =>
        rows.map((cells) => cells.map((cell) => (cell === "学校名称" ? "学校名称（不含教学点）" : cell))),
      ),
    ],
    ["a title of a sample over vetoes", titled("一票否决", "一票否决（样表）")],
    ["a title of a later year over items", titled("县级指标", "2027年县级指标")],
    ["a title that forecasts", titled("县级指标", "县级指标预测表")],
    ["a title of figures that were worked out", titled("县级指标", "县级指标测算数")],
    ["a title of what another year is worked out to be", titled("县级指标", "2027年县级指标测算表")],
    [
      "another figure in the table that is worked with",
      also("县级指标测算表", [["县级指标测算表"], ["指标", "数值", "单位"], [PAY, 1, "元"]]),
    ],
    ["a remark 上年结果 beside a monitored subject", monitored("上年结果")],
    ["a remark of another year than its own beside a monitored subject", monitored("2019年数据")],
    ["a heading 二、拟建学校 over a school", headed("二、拟建学校")],
    ["a heading 停办学校（1所） over a school", headed("停办学校（1所）")],
    ["a stage under 三、在建学校", headed("三、在建学校", "初中")],
    ["a line 以下学校2026年启用 over a school", headed("以下学校2026年启用")],
    ["a sheet called 撤并学校", (book) => book.map((s) => (s.name === "学校" ? { ...s, name: "撤并学校" } : s))],
    ["a remark 在建 beside a room", roomed("在建")],
    ["a remark that a room serves something else", roomed("已挪作他用")],
    ["a remark 现改作办公室 beside a room", roomed("现改作办公室")],
    ["a remark that a room is used by another", roomed("暂借给幼儿园使用")],
    ["a use 仓库 beside a room", roomed("仓库", "现用途")],
    ["a state 在建 beside a room", roomed("在建", "建设状态")],
    [
      "an area of another year in a list of rooms",
      also("专用教室", [
        ["学校名称", "教室类型", "2024年面积（㎡）"],
        ["清溪县城关小学", "音乐", 98],
      ]),
    ],
    ...[
      "注：另有某小学（120人）未列入本表",
      "注：东山教学点未统计在内。",
      "本表不含民办学校3所",
      "另有明德小学，在校生120人",
      "备注：1.面积按建筑面积填报；2.另有3所民办学校未纳入统计",
      "以上不包括教学点",
    ].map((text): [string, Edit] => [`a line ${text}`, footed(text)]),
    ["a title that leaves schools out", titled("学校", "清溪县义务教育学校基本情况表（不含民办学校）")],
    [
      "a line of 县情 on schools that are not listed",
      on("县情", (rows) => [...rows, ["注：另有2所教学点未列入学校表"]]),
    ],
    ["fewer schools left out than there are of the kind", also("填报说明", [["还有1所公办学校正在核实，未计入"]])],
    ["as many schools left out as there are of the kind", also("填报说明", [["尚有1所初中未报"]])],
    [
      "a sentence behind one on how to fill in",
      also("填报说明", [["公用经费：民办学校不填。另有3所民办学校未纳入统计。"]]),
    ],
    [
      "a numbered line",
      also("填报说明", [
        ["序号", "说明"],
        [1, "数据截至2025年9月"],
        [2, "另有2所学校未报"],
      ]),
    ],
    ["a line behind its heading", on("县情", (rows) => [...rows, ["备注", "另有2所教学点未列入学校表"]])],
    ...["统计口径：不含民办学校", "教学点数据未计入", "除教学点外均已统计"].map((text): [string, Edit] => [
      `a line ${text} under 县情`,
      on("县情", (rows) => [...rows, [text]]),
    ]),
    ["a remark of a part of a school", column("备注", [null, null, "小学部未统计"])],
    ["a sheet that explains what is not listed", also("填报说明", [["清溪县西山小学未纳入统计。"]])],
    ["a remark of a school that is not listed", column("备注", ["另有东山教学点（15人）未统计在内", null, null])],
    ...["拟建专用教室", "在建专用教室", "规划专用教室", "2026年拟新建音乐、美术教室"].map((title): [string, Edit] => [
      `a title ${title}`,
      roomsUnder(title),
    ]),
    ["a heading 二、在建专用教室 over a room", roomsUnder("专用教室", "二、在建专用教室")],
    ...["借用社区", "与他校共用", "租用", "兼用作普通教室", "与普通教室合用", "租用民房"].map(
      (note): [string, Edit] => [`a remark ${note} beside a room`, roomed(note)],
    ),
    ...["自测", "模拟测试", "非国家监测", "校内测试", "县级监测"].map((note): [string, Edit] => [
      `a remark ${note} beside a monitored subject`,
      monitored(note),
    ]),
    ["a column beside monitoring that says whose it was", monitored("县级自测", "监测类型")],
    ["a column beside monitoring that says on which level it was", monitored("省级", "监测级别")],
    ...(
      [
        ["县教研室", "组织单位"],
        ["县教育局", "组织单位"],
        ["省教育厅", "组织者"],
        ["省基础教育质量监测中心", "监测机构"],
        ["否", "是否国家监测"],
        ["未参加", "是否参加国家监测"],
        ["是", "是否县级监测"],
        ["否", "国家监测"],
        ["地方监测", "监测类型"],
        ["自主监测", "监测类型"],
        ["校级", "监测级别"],
        ["学校自报", "数据来源"],
        ["第三方机构测试", "数据来源"],
        ["县教研室测试", "数据来源"],
        ["清溪县学业质量监测", "监测名称"],
        ["参照国家监测标准自测", "备注"],
        ["省测", "备注"],
        ["本县组织的学业质量检测", "备注"],
      ] as const
    ).map(([text, heading]): [string, Edit] => [
      `${text} under ${heading} beside monitoring`,
      monitored(text, heading),
    ]),
    ...["以上为县级监测", "以上为期末统考成绩", "注：数学为国家监测，体育、德育为县级监测", "组织单位：县教育局"].map(
      (text): [string, Edit] => [`a line ${text} under monitoring`, on("质量监测", (rows) => [...rows, [text]])],
    ),
    ["a room that is built next year", roomed("2026年9月", "建成时间")],
    ["the area of two rooms", roomed("2", "间数")],
    ...["2间", "两间", "若干"].map((count): [string, Edit] => [`the area of ${count}`, roomed(count, "数量（间）")]),
    ...["共2间", "两间合计", "合计面积", "漏水无法使用", "借给社区"].map((note): [string, Edit] => [
      `a remark ${note} beside a room`,
      roomed(note),
    ]),
    ...["在建", "二〇二六年", "202609", "明年", "26年9月", "2023年开工，在建", "预计年底"].map(
      (built): [string, Edit] => [`a room that was built ${built}`, roomed(built, "建成年份")],
    ),
    ...["以上教室均在建", "上述音乐教室暂未启用", "以上面积为设计面积"].map((text): [string, Edit] => [
      `a line ${text} under rooms`,
      roomsOver(text),
    ]),
    ["a title of a test of one's own over monitoring", titled("质量监测", "质量监测（自测）")],
    ["a remark 设计面积 beside a room", roomed("设计面积")],
    ["否 under 是否启用 beside a room", roomed("否", "是否启用")],
    ["a school founded after the school year", foundedIn(2026, "学校基本情况表（2024—2025学年）")],
    ["a school founded after the data year, which is no school year", foundedIn(2025, "学校基本情况表（2024年）")],
    ["an answer under a year to come", answered("2026年课程开齐开足")],
    ["a title that says until when", titled("县级指标", "县级指标（截至2023年12月）")],
    ["a remark 2026年底前达到", noted("2026年底前达到")],
    ["a remark of another year's mean", noted("2024年平均工资")],
    ["a remark that is another year", noted("2023年")],
    ["a remark 预算数", noted("预算数")],
    ["a heading 三、2026年计划 over a school", headed("三、2026年计划")],
    ["a heading 附：2024年学校情况 over a school", headed("附：2024年学校情况")],
    ["a note that one figure is last year's", footed("注：本表为2025年数据，其中教学仪器设备值为上年数")],
    ["a note that one figure is planned", footed("注：班级数为计划数")],
    ["a note that one figure is forecast", footed("注：在校生数按2026年秋季预测")],
    ["a column 使用状态", column("使用状态", ["正常", "停用", "正常"])],
    ["a column 填报年度 before the data year", column("填报年度", [2024, 2024, 2024])],
    ["a remark 拟投入", noted("拟投入")],
    ["a remark of a month's mean over the year", noted("月均，全年12个月平均")],
    ["a remark 待批复后执行", noted("待批复后执行")],
    ["a note that the area takes in what it does not", footed("注：教学及辅助用房面积含学生宿舍")],
    ["a note that teachers take in what they do not", footed("注：1.面积按建筑面积填报。2.专任教师数均含代课教师")],
    ["（含学生宿舍） under a heading", underHeading("（含学生宿舍）")],
    ["（2024年） under a heading", underHeading("（2024年）")],
    ["目标 under a heading", underHeading("目标")],
    ["a column 是否启用", column("是否启用", ["是", "否", "是"])],
    ["a column 是否撤并", column("是否撤并", ["否", "是", "否"])],
    ["a column of the state of schools", column("建设情况", ["已建成", "在建", "已建成"])],
    ["a column of what the figures are", column("数据性质", ["实际", "预测", "实际"])],
    ["a column of years", column("年度", [2025, 2024, 2025])],
    ["a column 年份 of the data year and the one before", column("年份", [2025, 2024, 2025])],
    ["a column 年份 of another year alone", column("年份", [2024, 2024, 2024])],
    ["a column of school years", column("学年", ["2023-2024", "2023-2024", "2023-2024"])],
    ["a heading 二、2026年计划 over items", parted("二、2026年计划")],
    ["a heading of last year over items", parted("二、上年情况")],
    ["a column of years beside items", yearBeside(2024)],
    [
      "a column of years beside vetoes",
      on("一票否决", (rows) => rows.map((cells, at) => [...cells, at === 0 ? "年度" : 2023])),
    ],
    ["a note under items", on("县级指标", (rows) => [...rows, ["注：以上数据为预测数"]])],
    [
      "a remark 计划2026年落实 beside a document",
      on("佐证", (rows) => rows.map((cells, at) => [...cells, at === 0 ? "备注" : at === 1 ? "计划2026年落实" : null])),
    ],
    [
      "a school in a table right of 县情",
      on("县情", (rows) =>
        rows.map((cells, at) => [
          ...cells,
          ...((at === 1
            ? [null, "学校名称", "办学类型", "在校生数", "专任教师数"]
            : at === 2
              ? [null, "清溪县西山小学", "小学", 300, 5]
              : []) as OfficeCell[]),
        ]),
      ),
    ],
    [
      "a school in a table right of the schools, under the same row of headings",
      on("学校", (rows) =>
        rows.map((cells, at) => [
          ...cells,
          ...Array.from({ length: rows[HEADER]!.length - cells.length + 1 }, () => null),
          ...((at === HEADER
            ? ["学校名称", "办学类型", "在校生数", "班级数"]
            : at === FIRST
              ? ["清溪县西山小学", "小学", 300, 5]
              : []) as OfficeCell[]),
        ]),
      ),
    ],
    ["a remark 目标值", noted("目标值")],
    ["a remark that it is last year's", noted("暂用上年数据")],
    ["a remark of another year", noted("沿用2023年数")],
    ["a remark that it is estimated", noted("据估计，供参考")],
    ["a remark that it is pending", noted("初步数，待核实")],
    ["a remark that it is another county's", noted("参照邻县")],
    ["an item of the whole city", labelled(`全市${PAY}`)],
    ["an item of one stage", labelled(`小学${PAY}`)],
    ["a line of last year's items alone", lying(line("上年", own))],
    ["a line of targets alone", lying(line("2027年目标", own))],
    [
      "the county's line below the province's",
      lying(
        line("全省平均", own),
        line("清溪县", () => 1),
      ),
    ],
    ["a second opinion that differs", beside(`${AREA}（复核值）（㎡）`, 0.5)],
    ["a corrected figure that differs", beside(`更正后${AREA}（㎡）`, 0.5)],
    ["another's figures beside 自评", opined("自评", "市级复核", 0.5)],
    ["the inspectors' figures beside the values", opined("数值", "督导组核查值", 0.5)],
    ["values once more that differ", opined("数值", "数值2", 0.5)],
    ["an area as the city found it", beside(`市核${AREA}（㎡）`, 0.5)],
    ["an area as measured", beside(`${AREA}（实测）（㎡）`, 0.5)],
    ["an area once more that differs", beside(`${AREA}2`, 0.5)],
    ["values of the whole city", itemsHeaded("全市数值")],
    ["cases counted beside vetoes", answersBeside("一票否决", "发生次数", 2)],
    ["a case told beside vetoes", answersBeside("一票否决", "典型案例", "某校违规招生")],
    ["how cases were dealt with", answersBeside("一票否决", "处理情况", "已处分2人")],
    ["a case told beside vetoes under no heading", answersBeside("一票否决", null, "2025年3月发生1起")],
    ["what a document leaves undone", answersBeside("佐证", "存在问题", "部分学校未落实")],
    ["a document that is not carried out", answersBeside("佐证", "落实情况", "尚未落实到位")],
    ["a remark that a document is not carried out", answersBeside("佐证", "备注", "文件未执行")],
    ["a room out of use, under no heading", roomed("D级危房停用", "")],
    ["a room still to come, under no heading", roomed("2026年建成", "")],
    ["a title of another year in numerals", titled("县级指标", "清溪县县级指标（二〇二三年）")],
    [
      "when it was counted, behind who filled it in",
      titled("县级指标", "填报单位：清溪县教育局    统计时间：2019年12月"),
    ],
    ["schools without headings under 县情", on("县情", (rows) => [...rows, [], ...BARE_SCHOOLS])],
    ["schools without headings under items", on("县级指标", (rows) => [...rows, [], ...BARE_SCHOOLS])],
  ])("by %s", async (_, edit) => {
    const answer = await audit(edit);
    expect(answer.kind).toBe("audited");
    expect(verdictOf(answer)).not.toBe("pass");
  });

  test.each<[string, Edit]>([
    [
      "what an area takes in by its definition",
      footed("注：教学及辅助用房面积包括教室、实验室、图书室等，不含办公用房、生活用房"),
    ],
    ["what grounds leave out by their definition", footed("注：运动场地面积包括篮球场等，不含绿化用地")],
    ["what multimedia rooms take in", footed("注：网络多媒体教室数包括录播教室、计算机教室")],
    ["a group 硬件设施", grouped("硬件设施")],
    ["a group of when it was counted", grouped("截至2025年12月")],
    ["a group that says how combined schools fill it in", grouped("办学条件（一贯制学校按全校填报）")],
    ["another's figures that are the same", opined("自评", "市级复核", 1)],
    ["another's figures not given yet", opined("自评", "市级核查", null)],
    ["no cases beside vetoes", answersBeside("一票否决", "发生次数", 0)],
    ["no case told beside vetoes", answersBeside("一票否决", "问题线索", "无")],
    ["nothing to deal with", answersBeside("一票否决", "整改情况", "无需整改")],
    ["where to report", answersBeside("一票否决", "举报电话", "0531-12345678")],
    ["what is asked of vetoes", answersBeside("一票否决", "评估要求", "不得存在")],
    ["a document with nothing left undone", answersBeside("佐证", "存在问题", "无")],
    ["a document that is carried out", answersBeside("佐证", "落实情况", "全面落实")],
    ["a title of the year in numerals", titled("县级指标", "清溪县县级指标（二〇二五年）")],
    ["when it was counted, of the year", titled("县级指标", "填报单位：清溪县教育局    统计时间：2025年12月")],
    ["a heading 2025年 before 初中", answeredYear()],
    ["a note of what is left out anyway", footed("注：专任教师数不含代课教师")],
    ["a note of how it is counted", footed("注：教学及辅助用房面积含室内体育用房，按建筑面积填报，精确到0.01平方米")],
    ["when it was filled in", footed("填表日期：2026年1月5日")],
    ["（填整数） under a heading", underHeading("（填整数）")],
    ["a column of the data year", column("年度", [2025, 2025, 2025])],
    ["a column of years of something else", column("更名年份", [2019, 2018, 2010])],
    ["a column 年份 in which the schools were founded", column("年份", [1952, 1998, 2024])],
    ["a column 是否新建", column("是否新建", ["否", "是", "否"])],
    ["a column 填报年度 after the data year", column("填报年度", [2026, 2026, 2026])],
    ["a heading 二、待撤并学校 over a school", headed("二、待撤并学校")],
    ["a remark 计划内", noted("计划内")],
    ["a title of the table that is worked with", titled("学校", "义务教育优质均衡指标测算基础表")],
    ["a title of items that are worked with", titled("县级指标", "县级指标测算表")],
    ["a title of what is to be assessed", titled("学校", "清溪县拟于2026年申报国家验收学校基本情况表")],
    ["a title with words before the county's name", titled("学校", "全面做好清溪县学校基本情况表")],
    ["a title that says 规划 of a paper", titled("学校", "清溪县“十四五”规划学校布局现状表")],
    [
      "a sheet called 2025年规划学校",
      (book) => book.map((s) => (s.name === "学校" ? { ...s, name: "2025年规划学校" } : s)),
    ],
    ["a heading over items", parted("二、教师队伍")],
    ["the data year beside items", yearBeside(2025)],
    [
      "labels numbered ①",
      on("县级指标", (rows) => rows.map((cells, at) => (at < 2 ? cells : [`①${cells[0]}`, ...cells.slice(1)]))),
    ],
    [
      "a unit of money in a line over items",
      on("县级指标", (rows) => [
        rows[0]!,
        ["单位：万元"],
        ...rows.slice(1).map(([label, value, unit]) => [label!, unit === "元" ? Number(value) / 10_000 : value!]),
      ]),
    ],
    ["a title of an assessment that is rehearsed", titled("县级指标", "2025年模拟督导评估 县级指标")],
    ["a title that says the school year's beginning", titled("县级指标", "县级指标（截至2024年9月）")],
    ["an answer under the data year", answered("2025年课程开齐开足")],
    ["a heading of a township over a school", headed("二、城关镇")],
    ["a heading 二、新建学校 over a school", headed("二、新建学校")],
    ["a remark 国家监测 beside a monitored subject", monitored("2024年国家监测结果")],
    ["a remark beside a room", roomed("三楼东")],
    ...["与美术教室共用", "兼作书法教室", "小学部与初中部共用", "借用钢琴1台"].map((note): [string, Edit] => [
      `a remark ${note} beside a room`,
      roomed(note),
    ]),
    ...[
      "注：民办学校3所已列入本表",
      "注：不含学前班",
      "本表不含高中部",
      "注：不含幼儿园、中等职业学校和特殊教育学校",
      "注：已停办的东山教学点未列入本表",
      "教学点不计入校数",
      "注：各学校未聘用代课教师，学生宿舍未统计在内",
      "全县共有学校3所，另有幼儿园5所",
      "如有学校未列入，请联系县教育局",
      "另有1所教学点已并入清溪县城关小学",
      "没有一所学校未列入",
      "法律另有规定的学校除外",
      "初中班额超过50人的，不含寄宿制学校",
      "以上学校均未统计学前班",
    ].map((text): [string, Edit] => [`a line ${text}`, footed(text)]),
    [
      "a sheet that explains how a column is filled in",
      also("填报说明", [["公用经费预算：民办学校不填"], ["教学点不单独填报"]]),
    ],
    [
      "a line under the county's items that says who fills in what",
      on("县情", (rows) => [...rows, ["公用经费预算：民办学校不填"]]),
    ],
    [
      "what stands beside an item",
      on("县级指标", (rows) => rows.map((row, at) => (at === 2 ? [...row.slice(0, 3), "不含民办学校"] : row))),
    ],
    ["a title of what was planned and came of it", roomsUnder("规划专用教室完成情况")],
    ["a column beside monitoring that says that it was the state's", monitored("国家监测", "监测类型")],
    ...(
      [
        ["教育部监测中心", "组织单位"],
        ["国务院教育督导委员会办公室", "组织单位"],
        ["中国基础教育质量监测协同创新中心", "组织单位"],
        ["县教研室", "填报人"],
        ["县教研室", "责任单位"],
        ["县教育局", "实施单位"],
        ["国家监测，县教研室报送", "备注"],
        ["县级监测报告（国家监测）", "备注"],
        ["是", "是否国家监测"],
        ["是", "是否为样本校"],
        ["否", "是否自测"],
        ["国家义务教育质量监测（县教研室提供）", "数据来源"],
        ["校级", "差异类别"],
        ["四年级", "监测对象"],
      ] as const
    ).map(([text, heading]): [string, Edit] => [
      `${text} under ${heading} beside monitoring`,
      monitored(text, heading),
    ]),
    ...["填报单位：县教研室", "注：县级自测结果另附", "数据来源：国家义务教育质量监测结果报告"].map(
      (text): [string, Edit] => [`a line ${text} under monitoring`, on("质量监测", (rows) => [...rows, [text]])],
    ),
    ...["按月发放，为全年合计", "按季度拨付，全年累计"].map((note): [string, Edit] => [
      `a remark ${note} beside pay`,
      noted(note),
    ]),
    ["a room that was built long ago", roomed("2015", "建成年份")],
    ["one room in each row", roomed("1", "间数")],
    ["one room, with its unit", roomed("1间", "数量（间）")],
    ...["201509", "一九九八年", "2008年（2020年改造）", "2015年（校安工程规划项目）", "不详"].map(
      (built): [string, Edit] => [`a room that was built ${built}`, roomed(built, "建成年份")],
    ),
    ...["以上教室均已投入使用", "在建教室未列入", "以上教室面积为实测"].map((text): [string, Edit] => [
      `a line ${text} under rooms`,
      roomsOver(text),
    ]),
    [
      "a school founded within the school year that the workbook says it describes",
      foundedIn(2025, "清溪县义务教育学校基本情况表（2024—2025学年）"),
    ],
    ...["国家义务教育质量监测县级监测报告", "国家监测，非自测"].map((note): [string, Edit] => [
      `a remark ${note} beside a monitored subject`,
      monitored(note),
    ]),
    [
      "a list of classes with 学生数",
      also("班额", [
        ["学校名称", "年级", "班级", "学生数"],
        ...["一", "二", "三", "四", "五", "六"].map((grade) => ["清溪县城关小学", `${grade}年级`, "1班", 40]),
      ]),
    ],
    [
      "a unit 人/班",
      on("学校", (rows) =>
        rows.map((row) => row.map((cell) => (cell === "最大班额（人）" ? "最大班额（人/班）" : cell))),
      ),
    ],
    ...["以上指标均达到目标", "以上数据经核实无误", "以上为县级数据", `注：${PAY}为全年数`].map(
      (text): [string, Edit] => [`a line ${text} under items`, on("县级指标", (rows) => [...rows, [text]])],
    ),
    ...["以上文件均已印发", "以上结论为自评结论"].map((text): [string, Edit] => [
      `a line ${text} under documents`,
      on("佐证", (rows) => [...rows, [text]]),
    ]),
    ...["以上情况均不存在", "注：V1—V6均无"].map((text): [string, Edit] => [
      `a line ${text} under vetoes`,
      on("一票否决", (rows) => [...rows, [text]]),
    ]),
    ...["学校基本情况表（公办、民办）", "义务教育学校达标情况表", "各级各类学校基本情况表（义务教育部分）"].map(
      (title): [string, Edit] => [`a title ${title}`, titled("学校", title)],
    ),
    ["a remark of what a room was", roomed("2018年由仓库改建为音乐教室")],
    ["a remark of what a room is besides", roomed("兼作会议室")],
    ["a remark that the plan was carried out", noted("已按计划完成")],
    ["a remark of when it was reported", noted("2026年1月填报")],
    ["a title of the year of the application", titled("县级指标", "2026年申报县级指标")],
    ["a title of the data year", titled("县级指标", "县级指标填报表（2025年）")],
    ["a title that has the words and is of what was reached", titled("县级指标", "年度目标完成情况表")],
    ["a remark that only compares", noted("较上年增长5%，目标值90000元，已达标")],
    ["a remark of the data year", noted("2025年数据")],
    ["an item of the whole county", labelled(`全县${PAY}`)],
    ["an item with the county's own name", labelled(`清溪县${PAY}`)],
    [
      "last year's line over this year's",
      lying(
        line("2024年", () => 1),
        line("2025年", own),
      ),
    ],
    [
      "the province's line over the county's",
      lying(
        line("全省平均", () => 1),
        line("清溪县", own),
      ),
    ],
    [
      "units before figures, without a header",
      on("县级指标", () => ITEMS.map(([label, value, unit]) => [label!, unit!, value!])),
    ],
    ["a second opinion that is the same", beside(`${AREA}（复核值）（㎡）`, 1)],
    ["who checked the figure", beside("复核人", 1)],
    ["a sheet of targets beside the items", also("县级指标目标", [["县级指标目标值"], ["指标", "数值"], [PAY, 1]])],
    [
      "a sheet of examples beside the documents",
      also("佐证（示例）", [
        ["填报示例"],
        ...rowsOf("佐证").map((cells) => cells.map((cell) => (cell === "符合" ? "不符合" : cell))),
      ]),
    ],
  ])("but not by %s", async (_, edit) => {
    expect(verdictOf(await audit(edit))).toBe("pass");
  });

  test("which is told at what says so", async () => {
    const answer = await audit(noted("暂用上年数据"));
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems.map(({ code, facts }) => ({ code, facts }))).toContainEqual({
      code: "rows-missing",
      facts: {
        rows: [PAY],
        sheetMissing: false,
        unused: { cell: expect.stringMatching(/^D\d+$/), header: "暂用上年数据", alone: true },
      },
    });
  });

  const besideProfile = (label: string, ...cells: readonly OfficeCell[]): Edit =>
    on("县情", (rows) => rows.map((row) => (row[0] === label ? [...row.slice(0, 2), ...cells] : row)));
  test.each<[string, Edit, cell: string, found: string]>([
    ["under no heading", besideProfile("基本均衡认定年份", "年", "待公布"), "D8", "待公布"],
    ["for a unit", besideProfile("基本均衡认定年份", "拟认定"), "C8", "拟认定"],
    ["of a conclusion", besideProfile("年度监测结论", null, "预计通过"), "D9", "预计通过"],
  ])("a remark beside an item of 县情 that nothing is judged by, %s", async (_, edit, cell, found) => {
    const answer = await audit(edit);
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toMatchObject([{ code: "rows-missing", sheet: "县情", cell, found }]);
    const open = answer.result.prerequisites.filter(({ status }) => status === "unknown");
    expect(open).toMatchObject([{ value: null, cell: `县情!${cell}`, dropped: true }]);
    expect(prerequisiteText(open[0]!, { lang: "zh", cells: true })).toContain(`没有采用，见数据问题 县情!${cell}`);
  });

  test.each([
    besideProfile("基本均衡认定年份", "年", "2016年省政府认定"),
    besideProfile("基本均衡认定年份", "年", "2016年"),
    besideProfile("年度监测结论", null, "上年度监测"),
    besideProfile("县名", null, "拟撤县设区"),
  ])("but a remark of its own year, or beside what names the county, drops nothing", async (edit) => {
    const answer = await audit(edit);
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toEqual([]);
  });

  /** The schools of 学校 again, as they were the year before: less of everything. */
  const withLastYear = (heading: string, last: OfficeCell, now: OfficeCell, isFirst: boolean): Edit =>
    on("学校", (rows) => {
      const dated = (row: readonly OfficeCell[], cell: OfficeCell): readonly OfficeCell[] => [
        row[0]!,
        cell,
        ...row.slice(1),
      ];
      const schools = rows.slice(FIRST, FIRST + 3);
      const before = schools.map((row) =>
        dated(
          row.map((cell, at) => (typeof cell === "number" && at > 8 ? cell * 2 : cell)),
          last,
        ),
      );
      const own = schools.map((row) => dated(row, now));
      const head = rows.slice(0, FIRST).map((row, at) => (at === HEADER ? dated(row, heading) : dated(row, null)));
      return [...head, ...(isFirst ? [...before, ...own] : [...own, ...before])];
    });
  test.each([
    ["年份", 2024, 2025, true],
    ["年度", "2024年", "2025年", false],
    ["学年", "2023-2024", "2024-2025", false],
  ] as const)("rows of the year before under %s are no schools, and are told", async (heading, last, now, isFirst) => {
    const answer = await audit(withLastYear(heading, last, now, isFirst));
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.result.verdict).toBe("pass");
    expect(answer.reading.county.schools).toHaveLength(3);
    const skipped = answer.reading.reading.skipped
      .filter(({ reason }) => reason === "other-year")
      .map(({ row }) => row);
    expect(skipped).toEqual(isFirst ? [5, 6, 7] : [8, 9, 10]);
    expect(answer.reading.problems).toEqual([]);
  });

  test.each<[sheet: string, text: string, verdict: string]>([
    ["初中", "注：九年一贯制学校小学部另表填报", "pass"],
    ["小学", "注：初中部见另表", "pass"],
    ["初中", "不含小学", "pass"],
    ["小学", "小学部未统计", "unknown"],
    ["初中", "另有1所初中未报", "unknown"],
  ])("a note under the sheet of %s that what stands on the other is not here: %s", async (name, text, verdict) => {
    const sheets = stageSheets(soundCounty(3)).map((sheet) =>
      sheet.name === name ? { ...sheet, rows: [...sheet.rows, [text]] } : sheet,
    );
    expect(verdictOf(await auditBytes(writeWorkbook(sheets)))).toBe(verdict);
  });

  test("schools that a note leaves out are told at it, and are counted among those that were not judged", async () => {
    const answer = await audit(footed("注：另有明德小学、树人小学等3所学校未列入本表"));
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toMatchObject([{ code: "schools-noted", cell: "A10", facts: { missing: 3 } }]);
    expect(answer.reading.county.schoolsLeftOut).toBe(3);
    expect(answer.result.reasons).toMatchObject([{ code: "schools-left-out", count: 3 }]);
    expect(answer.reading.reading.account).toContainEqual(
      expect.objectContaining({ sheet: "学校", ref: "A10", became: "left-over", reason: "school" }),
    );
  });

  test("a school under a heading that says it is not open stays and is told there", async () => {
    const answer = await audit(headed("二、拟建学校"));
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.county.schools).toHaveLength(3);
    expect(answer.reading.problems).toMatchObject([
      { code: "school-not-counted", cell: "A7", school: "清溪县石桥九年一贯制学校", found: "二、拟建学校" },
    ]);
  });

  const profile = (label: string, value: OfficeCell): Edit =>
    on("县情", (rows) => rows.map((cells) => (cells[0] === label ? [label, value, ...cells.slice(2)] : cells)));

  test("two counties in one workbook's titles and 县情 are refused, with the cells that name them", async () => {
    const detail = await auditBytes(bookBytes(profile("县名", "白云县")(BOOK)));
    expect(detail).toEqual({ kind: "refused", code: "counties-differ" });
    const titles = on("学校", ([, ...rows]) => [["白云县义务教育学校基本情况表"], ...rows]);
    expect(await audit(titles)).toEqual({ kind: "refused", code: "counties-differ" });
    const listed = column("区县", ["清溪县", "清溪县", "清溪县"]);
    const untitled = on("学校", (rows) => [["学校情况表"], [], ...rows.slice(2)]);
    const renamed: Edit = (book) => profile("县名", "白云县")(listed(untitled(book)));
    const answer = await audit(renamed);
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toContainEqual(
      expect.objectContaining({ code: "county-differs", sheet: "县情", cell: "B3", found: "白云县" }),
    );
  });

  test.each<[what: string, edit: Edit, cell: string, found: string]>([
    ["填报单位", profile("填报单位", "白云县教育局督导室"), "B6", "白云县教育局督导室"],
    ["the title of 县情", titled("县情", "东江市白云县县域基本情况"), "A1", "东江市白云县县域基本情况"],
  ])("%s that names clearly another county than 县名 is told, and takes nothing away", async (_, edit, cell, found) => {
    const answer = await audit(edit);
    if (answer.kind !== "audited") throw new Error(answer.code);
    const facts = { otherCell: "县情!B3", other: "清溪县" };
    expect(answer.reading.problems).toMatchObject([
      { code: "county-named-otherwise", sheet: "县情", cell, found, facts },
    ]);
    expect(answer.result.verdict).toBe("pass");
  });

  test.each([
    "东江市清溪县教育局",
    "清溪教育体育局",
    "东江市教育局",
    "清溪区教育局",
    "清溪土家族自治县教育局",
    "县教育局",
    "某县教育局",
    "高新区教育局",
    "清溪县石桥镇中心学校",
  ])("填报单位 %s may be the same county's", async (unit) => {
    const answer = await audit(profile("填报单位", unit));
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toEqual([]);
  });

  test.each<[listed: string, pupils: number, told: boolean]>([
    ["none, and the county's own figures", 65, false],
    ["none, and nobody there", 0, true],
  ])("special schools that 县情 counts: %s", async (_, pupils, told) => {
    const counted: Edit = on("县级指标", (rows) =>
      rows.map((cells) =>
        cells[0] === "特殊教育学校学生数"
          ? [cells[0], pupils, "人"]
          : cells[0] === "特殊教育学校公用经费"
            ? [cells[0], pupils * 7200, "元"]
            : cells,
      ),
    );
    const answer = await audit(counted);
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems.map(({ code, cell }) => `${code} ${cell}`)).toEqual(
      told ? ["special-schools-differ B18"] : [],
    );
  });

  test("funds may be those of the year that is closed, and no older", async () => {
    const fundsNoted = (note: string): Edit =>
      on("县级指标", (rows) =>
        rows.map((cells) => (cells[0] === "特殊教育学校公用经费" ? [...cells.slice(0, 3), note] : cells)),
      );
    expect(verdictOf(await audit(fundsNoted("2024年决算数")))).toBe("pass");
    expect(verdictOf(await audit(fundsNoted("2023年决算数")))).toBe("unknown");
  });

  test("a column that a note under the table puts aside is told with the note", async () => {
    const answer = await audit(footed("注：专任教师数含代课教师"));
    if (answer.kind !== "audited") throw new Error(answer.code);
    const unused = { cell: expect.stringMatching(/^[A-Z]+4$/), header: expect.stringMatching(/（A10：含代课教师）$/) };
    const told = { code: "missing-required", facts: { column: { unused } } };
    expect(answer.reading.problems).toMatchObject([told, told]);
  });

  test("which names the number that says so", async () => {
    const answer = await audit(yearBeside(2022));
    if (answer.kind !== "audited") throw new Error(answer.code);
    expect(answer.reading.problems).toMatchObject([{ facts: { unused: { cell: "D3", header: "2022" } } }]);
  });

  test.each(["注：本表数据为预测数。", "注：以上为2024年数据", "数据截止时间：2024年12月31日"])(
    "a line under the schools that says it of all of them: %s",
    async (text) => {
      expect(await audit(footed(text))).toEqual({ kind: "refused", code: "no-school-sheet" });
    },
  );

  test.each([
    "清溪县义务教育学校2027年规划目标表",
    "2027年规划目标学校基本情况表",
    "学校基本情况表（截至2023年9月）",
    "2027年学校基本情况表",
    "学校基本情况表（2026—2027学年）",
    "义务教育学校基本情况表（样表）",
    "模拟数据 学校基本情况表",
    "义务教育学校基本情况预测表",
  ])("which a refusal names where no figure of the schools is left: %s", async (title) => {
    const answer = await audit(on("学校", ([, ...rows]) => [[title], ...rows]));
    expect(answer).toEqual({ kind: "refused", code: "no-school-sheet" });
  });
});

describe("what a text says of figures", () => {
  test.each<[string, ReturnType<typeof otherByTitle>]>([
    ["县级指标规划目标", "other-meaning"],
    ["义务教育学校设计规模表", "other-meaning"],
    ["县 级 指 标 目 标 表", "other-meaning"],
    ["全省县级指标平均值", "other-meaning"],
    ["县级指标上年数", "other-year"],
    ["规划目标学校基本情况表", "other-meaning"],
    ["学校基本情况样表", "other-meaning"],
    ["预计县级指标", "other-meaning"],
    ["拟上报县级指标", "other-meaning"],
    ["发展目标落实情况表", null],
    ["拟申报优质均衡县学校基本情况表", null],
    ["目标责任考核县级指标完成情况", null],
    ["学校规划布局情况", null],
    ["优质均衡三年行动计划（2023—2025年）学校情况表", null],
    ["学校情况表（不含规划）", null],
    ["上年新建学校", null],
    ["附件2 县级指标", null],
  ])("a title %s", (text, said) => {
    expect(otherByTitle(text)).toBe(said);
  });

  test.each<[string, ReturnType<typeof otherByRemark>]>([
    ["估算值", "other-meaning"],
    ["拟于2026年落实", "other-meaning"],
    ["尚未达到", "other-meaning"],
    ["2026年起执行", "other-meaning"],
    ["已列入2026年预算", "other-meaning"],
    ["原计划2026年完成", null],
    ["2026年达100000元", null],
    ["2023年达到", null],
    ["尚未完成统计", "other-meaning"],
    ["全省平均", "other-meaning"],
    ["去年数据，今年未统计", "other-year"],
    ["2024年数据", "other-year"],
    ["2025年数据", null],
    ["月平均", "other-meaning"],
    ["按学期填报", "other-meaning"],
    ["9月统计", null],
    ["2024—2025学年", null],
    ["上年为88000元", null],
    ["全省平均为88000元", null],
    ["按计划完成", null],
    ["省定标准", null],
    ["已核实", null],
  ])("a remark %s", (text, said) => {
    expect(otherByRemark(text, [2025], true)).toBe(said);
  });

  test.each<[string, string | null]>([
    ["在校生数（复核值）", "在校生数"],
    ["更正后在校生数", "在校生数"],
    ["市级核查数", ""],
    ["复核人", null],
    ["在校生数", null],
  ])("a heading %s without a second opinion's word", (heading, bare) => {
    expect(withoutOpinion(heading)).toBe(bare);
  });
});
