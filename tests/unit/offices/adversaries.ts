/**
 * Workbooks in which one thing means something else than its figures look like: another year, a target, a part, a plan,
 * a school beside the table. Nothing of it may make a county green, and no changed figure may count as the right one.
 */
import fc from "fast-check";
import type { CountyRows, SchoolRow } from "../../../fixtures/county-rows.ts";
import type { Cell, Sheet } from "../../../fixtures/sheets.ts";
import type { CountyKey } from "../../../src/model/quantity.ts";
import { type Scalar, type School, STAGES } from "../../../src/model/school.ts";
import { type BookSheet, bookBytes, type OfficeCell, widthOf } from "./book.ts";
import { type CountyDraw, countyOf } from "./county.ts";
import type { Field } from "./fields.ts";
import { type Changes, countyIn, officeFiles } from "./office.ts";
import { type Answer, type Audited, auditFiles, auditNative, plainName } from "./oracle.ts";
import { describeStyle, type Style, settled, styleDraws } from "./style.ts";

export interface AdversaryDraw {
  readonly kind: string;
  /** Which figure, item or row is changed, and by which word. */
  readonly at: number;
  readonly word: number;
  readonly schools: number;
  readonly style: Style;
}

interface Attack {
  readonly county: CountyRows;
  readonly style: Style;
  readonly changes: Changes;
  readonly what: string;
  /** Whether the county's own figures are all there, beside others that mean something else. */
  readonly isTrue?: boolean;
  /** What is wrong with an audit, besides that it may not be green; null for nothing. */
  readonly fault: (audited: Audited) => string | null;
}

/** A county that meets everything by a margin. */
const soundDraw = (schools: number): CountyDraw => ({
  schools: (["primary", "junior", "nineYear", "primary"] as const).slice(0, schools).map((type) => ({
    type,
    pupils: 240,
    level: 120,
    location: "town",
    isPrivate: false,
    roomList: false,
    classList: false,
    answers: [],
    figures: [],
  })),
  items: [],
  documents: [],
  vetoes: [],
  monitoring: "sound",
});

export const soundCounty = (schools: number): CountyRows => countyOf(soundDraw(schools));

const STAGE_TARGETS = [
  "pupils",
  "teachers",
  "backboneTeachers",
  "peTeachers",
  "certifiedTeachers",
  "trainedTeachers",
] as const;
const SCHOOL_TARGETS = [
  "teachingArea",
  "sportsGroundArea",
  "equipmentValue",
  "multimediaRooms",
  "adequateMusicRooms",
  "trainingFunds",
  "budgetedFunds",
] as const;
const TARGETS: readonly string[] = [...STAGE_TARGETS, ...SCHOOL_TARGETS];

interface Word {
  readonly place: "before" | "bracket" | "behind" | "over";
  readonly word: string;
}
const words = (place: Word["place"], ...all: readonly string[]): Word[] => all.map((word) => ({ place, word }));

/** Words that make a heading another figure, by what they make of it. */
const MEANINGS: Readonly<Record<string, readonly Word[]>> = {
  "another year": [
    ...words("before", "2019年", "上年", "上年度", "去年", "2024年"),
    ...words("bracket", "2019年", "上年", "2023学年", "2024年"),
    ...words("over", "2019年", "上年数", "2023年统计"),
  ],
  "a target": [
    ...words("before", "目标", "规划", "计划", "应达到", "拟新增"),
    ...words("bracket", "目标", "规划", "2027年目标", "计划数"),
    ...words("behind", "目标值", "规划数", "缺口", "标准"),
    ...words("over", "规划目标", "2027年目标", "标准要求"),
  ],
  "a part": [
    ...words("before", "其中：女", "其中：农村", "新增", "编外"),
    ...words("bracket", "女", "农村", "仅本部", "不含分校"),
    ...words("over", "其中：民办部分", "其中：分校区"),
  ],
  "a design": [
    ...words("before", "设计", "核定"),
    ...words("bracket", "设计", "核定"),
    ...words("over", "设计规模", "核定规模"),
  ],
  "a ratio": [
    ...words("before", "生均", "校均", "每百名学生"),
    ...words("bracket", "生均"),
    ...words("behind", "占比", "增长率"),
  ],
};

const INCLUSIONS: Readonly<Record<string, readonly string[]>> = {
  pupils: ["含附属幼儿园", "不含插班生", "含借读生在籍不在校"],
  teachers: ["含代课", "含离退休", "含后勤"],
  backboneTeachers: ["含校级", "含乡镇级"],
  peTeachers: ["含教练员", "含兼职"],
  certifiedTeachers: ["含在考", "含过期"],
  trainedTeachers: ["含在训", "含未结业"],
  teachingArea: ["含学生宿舍、食堂", "含在建", "含行政办公用房"],
  sportsGroundArea: ["含校外公园", "含规划用地"],
  equipmentValue: ["含图书", "含房屋", "含待报废"],
  multimediaRooms: ["含待建", "含损坏"],
  adequateMusicRooms: ["含在建", "含改造中"],
  trainingFunds: ["含差旅", "含上级专项结转"],
  budgetedFunds: ["含人员经费", "含基建"],
};

const worded = (field: Field, { place, word }: Word): Field => {
  if (place === "over") return { ...field, over: [word, ...field.over] };
  const path = [...field.path];
  const last = path.length - 1;
  if (place === "before") path[0] = word + path[0];
  else path[last] += place === "bracket" ? `（${word}）` : word;
  return { ...field, path };
};

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length]!;

/** The figures of a key as a reading has them, school by school. */
const figuresOf = (schools: readonly School[], key: string): { name: string; value: Scalar | null }[] =>
  schools.flatMap(({ name, stages, values }) => {
    const whole = (values as Readonly<Record<string, { value: Scalar | null }>>)[key];
    return [
      ...STAGES.flatMap((stage) => {
        const figure = (stages[stage].values as Readonly<Record<string, { value: number | null }>>)[key];
        return figure === undefined ? [] : [{ name: `${name} ${stage}`, value: figure.value }];
      }),
      ...(whole === undefined ? [] : [{ name, value: whole.value }]),
    ];
  });

const notUsed =
  (key: string) =>
  (audited: Audited): string | null => {
    const used = figuresOf(audited.reading.county.schools, key).find(({ value }) => value !== null);
    return used === undefined ? null : `${key} of ${used.name} is ${used.value}`;
  };

/** A Table has one row of headings: what stands over one of its columns would be outside it. */
const withoutTable = (style: Style): Style => (style.totals === "Table" ? { ...style, totals: "none" } : style);

const inPlace = (draw: AdversaryDraw, key: string, word: Word): Attack => ({
  county: soundCounty(draw.schools),
  style: withoutTable(draw.style),
  changes: { fields: (fields) => fields.map((field) => (field.key === key ? worded(field, word) : field)) },
  what: `${key} ${word.place} ${word.word}`,
  fault: notUsed(key),
});

/** The county with a figure that falls short everywhere. */
const shortOf = (county: CountyRows, key: string): CountyRows => ({
  ...county,
  schools: county.schools.map((school): SchoolRow => {
    const lowered = <T extends object>(values: T): T => {
      const value = (values as Record<string, unknown>)[key];
      // Pupils fall short by being many.
      return typeof value === "number"
        ? { ...values, [key]: key === "pupils" ? value * 3 : Math.floor(value / 3) }
        : values;
    };
    return {
      ...school,
      values: lowered(school.values),
      stages: Object.fromEntries(Object.entries(school.stages).map(([stage, row]) => [stage, lowered(row)])),
    };
  }),
});

const beside = (draw: AdversaryDraw, key: string, word: Word): Attack => {
  const sound = soundCounty(draw.schools);
  const short = shortOf(sound, key);
  const soundOf = new Map(sound.schools.map((school) => [school.code, school]));
  const truth = new Map(figuresOfRows(short, key));
  return {
    county: short,
    style: withoutTable(draw.style),
    changes: {
      fields: (fields) =>
        fields.flatMap((field) => {
          if (field.key !== key) return [field];
          const other = worded(
            { ...field, cell: (school, stage) => field.cell(soundOf.get(school.code) ?? school, stage) },
            word,
          );
          return draw.at % 2 === 0 ? [other, field] : [field, other];
        }),
    },
    what: `${key} beside it ${word.place} ${word.word}`,
    isTrue: true,
    fault: ({ reading }) => {
      const used = figuresOf(reading.county.schools, key).find(
        ({ name, value }) => value !== null && truth.has(plainStage(name)) && truth.get(plainStage(name)) !== value,
      );
      return used === undefined
        ? null
        : `${key} of ${used.name} is ${used.value}, not ${truth.get(plainStage(used.name))}`;
    },
  };
};

const plainStage = (name: string): string => {
  const [school, stage] = name.split(/ (?=primary$|juniorSecondary$)/);
  return [plainName(school ?? ""), ...(stage === undefined ? [] : [stage])].join(" ");
};

const figuresOfRows = (county: CountyRows, key: string): [string, number][] =>
  county.schools.flatMap(({ name, stages, values }) => {
    const number = (of: object | undefined): number | null => {
      const value = (of as Record<string, unknown> | undefined)?.[key];
      return typeof value === "number" ? value : null;
    };
    const entries: [string, number | null][] = [
      ...STAGES.map((stage): [string, number | null] => [`${plainName(name ?? "")} ${stage}`, number(stages[stage])]),
      [plainName(name ?? ""), number(values)],
    ];
    return entries.filter((entry): entry is [string, number] => entry[1] !== null);
  });

type Change = (rows: Cell[][], header: number) => Cell[][];
/** One of the sheets beside the schools, its rows changed; `header` is the index of its row of headings. */
const onSide =
  (name: string, change: Change): NonNullable<Changes["side"]> =>
  (sheets) =>
    sheets.map(
      (sheet): Sheet =>
        sheet.name === name
          ? {
              ...sheet,
              rows: change(
                sheet.rows.map((row) => [...row]),
                (sheet.header?.[0] ?? 1) - 1,
              ),
            }
          : sheet,
    );

const side = (
  draw: AdversaryDraw,
  what: string,
  name: string,
  change: Change,
  more: { county?: CountyRows; fault?: Attack["fault"] } = {},
): Attack => ({
  county: more.county ?? soundCounty(draw.schools),
  // Other headings than the ones that are changed would be written over them.
  style: { ...draw.style, side: draw.style.side === "titles" ? "titles" : "plain", money: "元" },
  changes: { side: onSide(name, change) },
  what,
  fault: more.fault ?? (() => null),
});

const ITEMS: readonly CountyKey[] = [
  "teacherAveragePay",
  "rotatedTeachers",
  "rotatedBackbone",
  "primaryInZone",
  "juniorInZone",
  "quotaAllocated",
  "migrantInPublic",
  "juniorGraduates",
  "disabledEnrolled",
  "satisfied",
];
const LABELS: Readonly<Record<string, string>> = {
  teacherAveragePay: "义务教育学校教师平均工资收入",
  rotatedTeachers: "交流轮岗教师数",
  rotatedBackbone: "交流轮岗骨干教师数",
  primaryInZone: "小学就近划片入学人数",
  juniorInZone: "初中就近划片入学人数",
  quotaAllocated: "优质高中分配名额",
  migrantInPublic: "随迁子女公办学校就读人数",
  juniorGraduates: "初中毕业班学生数",
  disabledEnrolled: "残疾儿童少年入学人数",
  satisfied: "满意度调查满意份数",
};

const itemsNotUsed =
  (...keys: readonly CountyKey[]) =>
  ({ reading }: Audited): string | null => {
    const used = keys.find((key) => (reading.county.items[key]?.value ?? null) !== null);
    return used === undefined ? null : `${used} is ${reading.county.items[used]?.value}`;
  };

const withColumn = (
  rows: Cell[][],
  header: number,
  at: number,
  heading: string,
  value: (row: Cell[]) => Cell,
): Cell[][] =>
  rows.map((row, index) => {
    if (index < header) return row;
    const padded = [...row];
    while (padded.length < at) padded.push(null);
    padded.splice(at, 0, index === header ? heading : value(row));
    return padded;
  });

/** A school that falls short of everything, which a workbook has beside its table of schools. */
const WEAK = { code: "2199000777", name: "清溪县牛头山小学" } as const;

const withWeakSchool = (schools: number): CountyRows => {
  const draw = soundDraw(schools);
  const county = countyOf({ ...draw, schools: [...draw.schools, { ...draw.schools[0]!, level: 40 }] });
  return { ...county, schools: county.schools.map((row, at) => (at === schools ? { ...row, ...WEAK } : row)) };
};

/** The row of the weak school taken from its table and put below everything, under a line of its own. */
const movedBelow =
  (line: string): NonNullable<Changes["sheets"]> =>
  (sheets) =>
    sheets.map((sheet): BookSheet => {
      const at = sheet.rows.findIndex((row) => row.includes(WEAK.name));
      if (at < 0 || sheet.rows.length < at) return sheet;
      const rows = sheet.rows.map((row, index) => (index === at ? [] : row));
      return { ...sheet, rows: [...rows, [], ...(line === "" ? [] : [[line]]), sheet.rows[at]!] };
    });

const weakTable = (): OfficeCell[][] => [
  ["学校名称", "办学类型", "小学在校生数", "小学班级数", "小学专任教师数", "小学县级以上骨干教师数"],
  [WEAK.name, "小学", 300, 5, 6, 0],
  ["清溪县黄泥岗小学", "小学", 260, 4, 5, 0],
];

/** A number of rooms that no school has. */
const MERGED_FIGURE = 7431;

const lying = (style: Style): Style => ({ ...style, direction: "lying" });

const KINDS: Readonly<Record<string, (draw: AdversaryDraw) => Attack>> = {
  ...Object.fromEntries(
    Object.entries(MEANINGS).flatMap(([name, all]) => [
      [name, (draw: AdversaryDraw) => inPlace(draw, pick(TARGETS, draw.at), pick(all, draw.word))] as const,
      [`${name} beside`, (draw: AdversaryDraw) => beside(draw, pick(TARGETS, draw.at), pick(all, draw.word))] as const,
    ]),
  ),
  "an inclusion": (draw) => {
    const key = pick(TARGETS, draw.at);
    return inPlace(draw, key, { place: "bracket", word: pick(INCLUSIONS[key]!, draw.word) });
  },
  "another unit of time": (draw) => {
    const key = pick(["trainingFunds", "budgetedFunds"], draw.at);
    const unit = pick(["元/月", "元/学期", "元/生", "月", "万元/月"], draw.word);
    return {
      ...inPlace(draw, key, { place: "bracket", word: unit }),
      style: { ...withoutTable(draw.style), units: "none", money: "元" },
    };
  },
  "every heading of another year": (draw) => ({
    county: soundCounty(draw.schools),
    style: withoutTable(draw.style),
    changes: {
      fields: (fields) =>
        fields.map((field) => worded(field, { place: pick(["before", "over"], draw.at), word: "2019年" })),
    },
    what: "every heading says 2019年",
    fault: (audited) => notUsed("pupils")(audited) ?? notUsed("teachingArea")(audited),
  }),
  "a title of another year": (draw) => ({
    county: soundCounty(draw.schools),
    style: { ...draw.style, title: pick(["year", "year first"], draw.at) },
    changes: { title: (title) => title.replace("2025", pick(["2019", "2023"], draw.word)) },
    what: "the titles of the schools say another year",
    fault: notUsed("pupils"),
  }),
  "a sheet name of another year": (draw) => ({
    county: soundCounty(draw.schools),
    style: { ...draw.style, title: "none", files: "schools and county" },
    changes: {
      sheets: (sheets) =>
        sheets.map((sheet) => ({
          ...sheet,
          name: `${sheet.name}${pick(["（2019年）", "2019", "_2023年"], draw.word)}`,
        })),
    },
    what: "the sheets of the schools are called by another year",
    fault: notUsed("pupils"),
  }),
  "items of another column": (draw) =>
    side(
      draw,
      "县级指标 headed by another word",
      "县级指标",
      (rows, header) =>
        rows.map((row, at) =>
          at === header
            ? [
                "指标",
                pick(["上年数", "目标值", "2019年", "2027年目标", "计划数", "上年", "全省平均"], draw.word),
                ...row.slice(2),
              ]
            : row,
        ),
      { fault: itemsNotUsed(...ITEMS) },
    ),
  "items of two columns": (draw) => {
    const key = pick(ITEMS, draw.at);
    const sound = soundCounty(draw.schools);
    const short = Math.floor((sound.items[key] ?? 0) / 3);
    const other = pick(["上年数", "目标数", "2024年", "上年", "计划数", "2027年目标"], draw.word);
    return side(
      draw,
      `${key} and a column ${other}`,
      "县级指标",
      (rows, header) =>
        withColumn(
          rows.map((row) => (row[0] === LABELS[key] ? [row[0]!, short, ...row.slice(2)] : row)),
          header,
          1 + (draw.at % 2),
          other,
          (row) => (row[0] === LABELS[key] ? (sound.items[key] ?? null) : (row[1] ?? null)),
        ),
      {
        fault: ({ reading }) => {
          const value = reading.county.items[key]?.value ?? null;
          return value === null || value === short ? null : `${key} is ${value}, not ${short}`;
        },
      },
    );
  },
  "an item of another meaning": (draw) => {
    const key = pick(ITEMS, draw.at);
    const [before, behind] = pick(
      [
        ["上年", ""],
        ["2019年", ""],
        ["", "（目标）"],
        ["计划", ""],
        ["", "（含临聘）"],
        ["其中：女", ""],
        ["", "（上年）"],
        ["全省", ""],
      ] as const,
      draw.word,
    );
    return side(
      draw,
      `${key} ${before}…${behind}`,
      "县级指标",
      (rows) => rows.map((row) => (row[0] === LABELS[key] ? [`${before}${row[0]}${behind}`, ...row.slice(1)] : row)),
      { fault: itemsNotUsed(key) },
    );
  },
  "a pay by the month": (draw) =>
    side(draw, "当地公务员平均工资收入 by the month", "县级指标", (rows) =>
      rows.map((row) => {
        if (row[0] !== "当地公务员平均工资收入") return row;
        return pick(
          [
            [row[0], 9000, "元/月"],
            ["当地公务员月平均工资收入", 9000, "元"],
            [`${row[0]}（元/月）`, 9000, null],
            [`${row[0]}（月）`, 9000, "元"],
          ],
          draw.word,
        );
      }),
    ),
  "an item twice": (draw) => {
    const key = pick(ITEMS, draw.at);
    return side(
      draw,
      `${key} twice`,
      "县级指标",
      (rows) =>
        rows.flatMap((row) =>
          row[0] === LABELS[key] ? [row, [row[0]!, Math.floor(Number(row[1]) / 3), ...row.slice(2)]] : [row],
        ),
      { fault: itemsNotUsed(key) },
    );
  },
  "a second opinion": (draw) =>
    side(draw, "自评结论 and a second conclusion", "佐证", (rows, header) => {
      const renamed = rows.map((row, at) =>
        at === header ? row.map((cell) => (cell === "结论" ? "自评结论" : cell)) : row,
      );
      const heading = pick(["市级复核结论", "复核结论", "市级结论", "省级核查是否符合", "督导组意见"], draw.word);
      return withColumn(renamed, header, 2 + (draw.at % 2), heading, () => "不符合");
    }),
  "a second answer to a veto": (draw) =>
    side(draw, "是否存在 and a second answer", "一票否决", (rows, header) =>
      withColumn(
        rows,
        header,
        2 + (draw.at % 2),
        pick(["市级核查是否存在", "市级核查", "复核是否存在"], draw.word),
        () => "是",
      ),
    ),
  "another level": (draw) => {
    const [label, key] = pick(
      [
        ["水平等级", "level"],
        ["校际差异率", "rate"],
      ] as const,
      draw.at,
    );
    const [before, behind] = pick(
      [
        ["目标", ""],
        ["市测", ""],
        ["上轮", ""],
        ["", "（目标）"],
        ["", "（预测）"],
      ] as const,
      draw.word,
    );
    return side(
      draw,
      `${before}${label}${behind} for ${label}`,
      "质量监测",
      (rows, header) =>
        rows.map((row, at) =>
          at === header ? row.map((cell) => (cell === label ? before + label + behind : cell)) : row,
        ),
      {
        fault: ({ reading }) => {
          const used = reading.county.monitoring.find((subject) => subject[key].value !== null);
          return used === undefined ? null : `${key} of ${used.subject} is ${used[key].value}`;
        },
      },
    );
  },
  "an answer without its code": (draw) =>
    draw.at % 2 === 0
      ? side(draw, "a veto 是 whose code says nothing", "一票否决", (rows, header) =>
          rows.map((row, at) =>
            at === header + 1 ? [pick([null, "V", "Ⅴ一", "v十"], draw.word), row[1]!, "是", null] : row,
          ),
        )
      : side(draw, "a 不符合 whose code says nothing", "佐证", (rows, header) =>
          rows.map((row, at) =>
            at === header + 1 ? [pick([null, "G", "指标一"], draw.word), row[1]!, "不符合", ...row.slice(3)] : row,
          ),
        ),
  "evidence that is none": (draw) =>
    side(draw, "evidence that is not in force", "佐证", (rows, header) =>
      rows.map((row, at) =>
        at === header + 1
          ? [
              ...row.slice(0, 3),
              pick(["待补", "《布局规划》（征求意见稿）", "拟制定", "后补", "无", "《布局规划》已废止"], draw.word),
              null,
              ...row.slice(5),
            ]
          : row,
      ),
    ),
  "a class of a school misspelt": (draw) => {
    const sound = soundDraw(draw.schools);
    const county = countyOf({ ...sound, schools: sound.schools.map((school) => ({ ...school, classList: true })) });
    return side(
      draw,
      "a class of 60 of no school",
      "班级",
      (rows) => [...rows, [pick(["清溪县城关小字", "城关", null], draw.word), "小学", "一年级（9）班", 60]],
      { county },
    );
  },
  "a school below the table": (draw) => ({
    county: withWeakSchool(draw.schools),
    style: {
      ...lying(draw.style),
      sections: false,
      totals: draw.style.totals === "Table" ? "word" : draw.style.totals,
    },
    changes: { sheets: movedBelow(pick(["", "补报学校", "注：以下学校漏报", "规划新建学校", "另有："], draw.word)) },
    what: "a school below the table",
    fault: () => null,
  }),
  "a table to the right": (draw) => ({
    county: soundCounty(draw.schools),
    style: lying(draw.style),
    changes: {
      sheets: (sheets) => {
        const chosen = sheets.findIndex(({ rows }) =>
          rows.some((row) => row.some((cell) => typeof cell === "string" && plainName(cell).includes("城关小学"))),
        );
        return sheets.map((sheet, index) => {
          if (index !== chosen) return sheet;
          const right = widthOf(sheet) + 1;
          const down = 2 + (draw.word % 3);
          const rows = sheet.rows.map((row) => [...row]);
          for (const [line, cells] of weakTable().entries()) {
            while (rows.length <= line + down) rows.push([]);
            const row = rows[line + down]!;
            while (row.length < right) row.push(null);
            row.push(...cells);
          }
          return { ...sheet, rows };
        });
      },
    },
    what: "a second table to the right",
    fault: () => null,
  }),
  "a figure merged over two schools": (draw) => ({
    county: soundCounty(draw.schools),
    style: {
      ...lying(draw.style),
      stages: "heading",
      blanks: "none",
      sections: false,
      repeated: "none",
      totals: "none",
    },
    changes: {
      sheets: (sheets) =>
        sheets.map((sheet): BookSheet => {
          const down = sheet.rows.findIndex((row) => row.includes(MERGED_FIGURE));
          const next = sheet.rows[down + 1]?.some((cell) => typeof cell === "number") === true;
          const right = sheet.rows[down]?.indexOf(MERGED_FIGURE) ?? -1;
          if (down < 0) return sheet;
          const [top, bottom] = next ? [down, down + 1] : [down - 1, down];
          const rows = sheet.rows.map((row, at) =>
            at === top ? row.with(right, MERGED_FIGURE) : at === bottom ? row.with(right, null) : row,
          );
          return { ...sheet, rows, merges: [...sheet.merges, { top, bottom, left: right, right }] };
        }),
      fields: (fields) =>
        fields.map((field) =>
          field.key === "multimediaRooms"
            ? {
                ...field,
                cell: (school, stage) => (school.code === "2199000001" ? MERGED_FIGURE : field.cell(school, stage)),
              }
            : field,
        ),
    },
    what: "multimediaRooms merged over two schools",
    fault: ({ reading }) => {
      const used = figuresOf(reading.county.schools, "multimediaRooms").find(({ value }) => value === MERGED_FIGURE);
      return used === undefined ? null : `multimediaRooms of ${used.name} is ${used.value}`;
    },
  }),
  "shared figures of each stage": (draw) => {
    const key = pick(["teachingArea", "sportsGroundArea", "equipmentValue", "multimediaRooms"] as const, draw.at);
    const school = soundCounty(3).schools[2]!;
    return {
      county: soundCounty(3),
      style: {
        ...lying(draw.style),
        stages: pick(["column", "sheets", "stacked"] as const, draw.word),
        // Apart from what is per stage, a table has no rows of stages.
        themes: 1,
        shared: "every",
        repeated: "none",
      },
      changes: {
        fields: (fields) =>
          fields.map((field) =>
            field.key === key
              ? {
                  ...field,
                  cell: (row, stage) => {
                    const cell = field.cell(row, stage);
                    if (row.code !== school.code || stage === null) return cell;
                    const part = (figure: number): number => Math.floor(figure / 2) + (stage === "primary" ? 1 : -1);
                    if (typeof cell === "number") return part(cell);
                    if (cell !== null && typeof cell === "object" && "shown" in cell)
                      return { ...cell, shown: part(cell.shown) };
                    return cell;
                  },
                }
              : field,
          ),
      },
      what: `${key} of each stage of a school`,
      fault: ({ reading }) => {
        const own = reading.county.schools.find(({ code }) => code === school.code);
        const value = own?.values[key]?.value ?? null;
        return value === null ? null : `${key} is ${value}`;
      },
    };
  },
  "a sheet of other schools": (draw) => ({
    county: soundCounty(draw.schools),
    style: draw.style,
    changes: {
      sheets: (sheets) => [
        ...sheets,
        {
          ...sheets[0]!,
          name: pick(["规划新建学校", "上年新建学校", "停办学校", "备用", "Sheet9", "说明"], draw.word),
          rows: weakTable(),
          merges: [],
          data: [],
          hidden: draw.at % 3 === 0,
          hiddenRows: [],
          hiddenColumns: [],
          table: null,
        },
      ],
    },
    what: "a sheet of other schools",
    fault: () => null,
  }),
};

export const adversaryDraws: fc.Arbitrary<AdversaryDraw> = fc.record({
  kind: fc.constantFrom(...Object.keys(KINDS)),
  at: fc.nat(20),
  word: fc.nat(20),
  schools: fc.constantFrom(3, 2, 4),
  style: styleDraws,
});

const attackOf = (draw: AdversaryDraw): Attack => KINDS[draw.kind]!(draw);

const filesOf = ({ county, style, changes }: Attack): BookSheet[][] =>
  officeFiles(countyIn(county, style), style, changes);

const passesNatively = async (county: CountyRows): Promise<boolean> =>
  (await auditNative(county)).result.verdict === "pass";

/** What a draw makes of the audit: a fault where it is green, or takes the changed figure for the right one. */
export const outcomeOfAdversary = async (
  draw: AdversaryDraw,
): Promise<{ readonly kind: Answer["kind"] | "fault"; readonly text: string }> => {
  const attack = attackOf(draw);
  const answer = await auditFiles(filesOf(attack));
  if (answer.kind === "refused") return { kind: "refused", text: answer.code };
  // A figure that falls short of nothing else may leave its county green by its margin: then green is the truth.
  const isGreen =
    answer.result.verdict === "pass" && !(attack.isTrue === true && (await passesNatively(attack.county)));
  const fault = isGreen ? "the verdict is pass" : attack.fault(answer);
  if (fault === null) return { kind: "audited", text: answer.result.verdict };
  const style = describeStyle(settled(attack.style));
  return { kind: "fault", text: `${draw.kind} (${attack.what}), ${style}: ${fault}` };
};

export const adversaryWorkbook = (draw: AdversaryDraw): Buffer => bookBytes(filesOf(attackOf(draw)).flat());

/** Draws one adversary by its seed; a fault is shrunk where `shrink`. */
export const drawAdversary = async (
  seed: number,
  { shrink }: { readonly shrink: boolean },
): Promise<{
  readonly first: string;
  readonly kind: string;
  readonly failure: { readonly draw: AdversaryDraw; readonly text: string } | null;
}> => {
  let first: { kind: string; text: string; of: string } | null = null;
  // A fault of one kind shrinks within its kind: another kind is another fault.
  const property = fc.asyncProperty(adversaryDraws, async (draw) => {
    if (first !== null && first.of !== draw.kind) return true;
    const outcome = await outcomeOfAdversary(draw);
    first ??= { ...outcome, of: draw.kind };
    return outcome.kind !== "fault";
  });
  const details = await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink });
  if (first === null) throw details.errorInstance ?? new Error("nothing was drawn");
  const { kind, text, of } = first as { kind: string; text: string; of: string };
  const draw = details.counterexample?.[0];
  if (!details.failed || draw === undefined)
    return { first: kind === "audited" ? text : kind, kind: of, failure: null };
  return { first: "fault", kind: of, failure: { draw, text: (await outcomeOfAdversary(draw)).text } };
};
