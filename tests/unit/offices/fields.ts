/** The columns that an office has of its schools, each with the heading that the office gives it. */
import type { SchoolRow } from "../../../fixtures/county-rows.ts";
import type { Cell } from "../../../fixtures/sheets.ts";
import { identityCell, STAGE_WORDS, valueCell } from "../../../fixtures/words.ts";
import { IDENTITY_COLUMNS, inTenThousands, SCHOOL_COLUMNS, STAGE_COLUMNS } from "../../../fixtures/write-native.ts";
import { QUANTITIES, type QuantityKey, type SchoolKey, type StageKey } from "../../../src/model/quantity.ts";
import { STAGES, type Stage } from "../../../src/model/school.ts";
import type { Random } from "../../fuzz/random.ts";
import type { OfficeCell } from "./book.ts";
import type { Style } from "./style.ts";

export const THEMES = ["学生", "教师", "校舍", "装备", "经费", "管理"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_GROUPS: Readonly<Record<Theme, string>> = {
  学生: "学生情况",
  教师: "教师情况",
  校舍: "校舍情况",
  装备: "教学装备",
  经费: "经费情况",
  管理: "学校管理",
};

export interface Field {
  /** A key of the dictionary, or what the column is of where the dictionary has no such thing. */
  readonly key: string;
  readonly level: "identity" | "stage" | "school";
  /** The stage that the column itself is of; null where the table says it, or where it has none. */
  readonly stage: Stage | null;
  readonly theme: Theme | null;
  /** Its own heading, outermost first, without stage, theme and unit. */
  readonly path: readonly string[];
  /** Groups that stand over everything. */
  readonly over: readonly string[];
  readonly unit: string;
  readonly summed: boolean;
  readonly cell: (school: SchoolRow, stage: Stage | null) => OfficeCell;
}

const themeOf = (key: string): Theme => {
  if (
    ["pupils", "migrantPupils", "grades", "classes", "largestClass", "oversizedClasses", "seniorPupils"].includes(key)
  )
    return "学生";
  if (key === "staff" || /teachers$/i.test(key)) return "教师";
  if (/Area$|(?:music|art)Rooms$/i.test(key)) return "校舍";
  if (key === "equipmentValue" || key === "multimediaRooms") return "装备";
  return /Funds$/.test(key) ? "经费" : "管理";
};

/** Headings of the ministry's statistics export, over several rows. */
const STATISTICS: Readonly<Partial<Record<QuantityKey, readonly string[]>>> = {
  code: ["学校（机构）标识码"],
  name: ["机构名称"],
  sponsor: ["举办者类型"],
  pupils: ["在校生数", "合计"],
  classes: ["班数", "合计"],
  staff: ["教职工数", "合计"],
  teachers: ["专任教师", "合计"],
  peTeachers: ["专任教师", "按授课课程分", "体育与健康"],
  musicTeachers: ["专任教师", "按授课课程分", "艺术", "音乐"],
  fineArtsTeachers: ["专任教师", "按授课课程分", "艺术", "美术"],
  artsTeachers: ["专任教师", "按授课课程分", "艺术", "计"],
  backboneTeachers: ["县级以上骨干教师"],
  teachingArea: ["校舍建筑面积", "教学及辅助用房", "计"],
  indoorSportsArea: ["校舍建筑面积", "教学及辅助用房", "室内体育用房"],
  sportsGroundArea: ["占地面积", "运动场地面积"],
  equipmentValue: ["固定资产总值", "教学仪器设备资产值"],
  multimediaRooms: ["教室", "网络多媒体教室"],
};

const SUMMED = new Set(["count", "area", "money"]);
const NOT_SUMMED = new Set(["grades", "largestClass"]);

const pathOf = (key: QuantityKey, style: Style, random: Random): readonly string[] => {
  const { label, aliases } = QUANTITIES[key];
  if (style.words === "statistics") return STATISTICS[key] ?? [label];
  if (style.words === "aliases" && aliases.length > 0) return [random.pick([label, ...aliases])];
  return [label];
};

const figure = (school: SchoolRow, stage: Stage | null, key: StageKey): number | null =>
  stage === null ? null : (school.stages[stage]?.[key] ?? null);

/** 艺术/计 of the statistics holds its music and art teachers too. */
const artsInAll = (school: SchoolRow, stage: Stage | null): number | null => {
  const parts = (["musicTeachers", "fineArtsTeachers", "artsTeachers"] as const).map((key) =>
    figure(school, stage, key),
  );
  return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
};

const stageField = (key: StageKey, style: Style, path: readonly string[]): Field => ({
  key,
  level: "stage",
  stage: null,
  theme: themeOf(key),
  path,
  over: [],
  unit: QUANTITIES[key].unit,
  summed: !NOT_SUMMED.has(key),
  cell:
    key === "artsTeachers" && style.words === "statistics" ? artsInAll : (school, stage) => figure(school, stage, key),
});

/** Teachers by degree, as the statistics have them: what is above the required one is their sum. */
const degreeFields = (): Field[] => {
  const degree = (label: string, share: (above: number, all: number, stage: Stage | null) => number): Field => ({
    key: `degree ${label}`,
    level: "stage",
    stage: null,
    theme: "教师",
    path: ["专任教师", "按学历分", label],
    over: [],
    unit: "人",
    summed: true,
    cell: (school, stage) => {
      const above = figure(school, stage, "qualifiedTeachers");
      const all = figure(school, stage, "teachers");
      return above === null || all === null ? null : share(above, all, stage);
    },
  });
  const master = (above: number): number => Math.floor(above / 5);
  const college = (above: number): number => Math.floor(above / 4);
  return [
    degree("博士研究生", () => 0),
    degree("硕士研究生", master),
    degree("本科", (above, _, stage) => above - master(above) - (stage === "primary" ? college(above) : 0)),
    degree("专科", (above, all, stage) => (stage === "primary" ? college(above) : all - above)),
    degree("高中阶段及以下", (above, all, stage) => (stage === "primary" ? all - above : 0)),
  ];
};

const byName = ({ name }: SchoolRow): number =>
  [...(name ?? "")].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

const extra = (
  path: readonly string[],
  theme: Theme,
  unit: string,
  level: Field["level"],
  cell: Field["cell"],
): Field => ({
  key: `extra ${path.join("/")}`,
  level,
  stage: null,
  theme,
  path,
  over: [],
  unit,
  summed: false,
  cell,
});

/** Columns that no indicator asks for: other things, parts and other times of what is asked for, and words unknown. */
const EXTRAS: Readonly<Record<Exclude<Style["extras"], "none">, readonly Field[]>> = {
  others: [
    extra(["校长姓名"], "管理", "", "school", (school) => `张${"甲乙丙丁"[byName(school) % 4]}`),
    extra(["联系电话"], "管理", "", "school", (school) => `0433-555${1000 + (byName(school) % 9000)}`),
    extra(["占地面积"], "校舍", "㎡", "school", (school) => 9000 + (byName(school) % 500)),
    extra(["校车数"], "装备", "辆", "school", (school) => 1 + (byName(school) % 9)),
    extra(["学生用计算机数"], "装备", "台", "school", (school) => 60 + (byName(school) % 90)),
  ],
  parts: [
    extra(["其中：女生数"], "学生", "人", "stage", (school, stage) => {
      const pupils = figure(school, stage, "pupils");
      return pupils === null ? null : Math.floor(pupils / 2) - 3;
    }),
    extra(["上年在校生数"], "学生", "人", "stage", (school, stage) => {
      const pupils = figure(school, stage, "pupils");
      return pupils === null ? null : pupils + 11;
    }),
    extra(["其中：女专任教师数"], "教师", "人", "stage", (school, stage) => {
      const teachers = figure(school, stage, "teachers");
      return teachers === null ? null : Math.floor(teachers / 2);
    }),
    extra(["行政办公用房面积"], "校舍", "㎡", "school", (school) => 300 + (byName(school) % 50)),
    extra(["规划教学及辅助用房面积"], "校舍", "㎡", "school", (school) => 19_000 + (byName(school) % 50)),
  ],
  unknown: [
    extra(["填报状态"], "管理", "", "school", () => "已审核"),
    extra(["备用1"], "学生", "", "stage", (school) => byName(school) % 7),
    extra(["系统流水号"], "教师", "", "school", (school) => 100_000 + byName(school)),
  ],
};

/** Headings that say nothing of what an indicator asks for: left unused, they explain nothing that is unknown. */
export const EXTRA_HEADINGS: readonly string[] = Object.values(EXTRAS).flatMap((fields) =>
  fields.flatMap(({ path }) => path),
);

/** Columns of money are shown in 万元 where the style says so; `format` says the unit in the number format alone. */
const inUnit = (field: Field, style: Style): Field => {
  if (field.unit !== "元") return field;
  const wan = style.money === "万元";
  const format = style.units === "format" && style.words !== "statistics" ? `0.00"${style.money}"` : null;
  return {
    ...field,
    unit: style.money,
    cell: (school, stage) => {
      const value = field.cell(school, stage);
      if (typeof value !== "number") return value;
      const amount = wan ? inTenThousands(value) : value;
      return format === null ? amount : { shown: amount, format };
    },
  };
};

export const identityFields = (
  style: Style,
  random: Random,
  write: (school: SchoolRow, key: string) => Cell,
): Field[] =>
  IDENTITY_COLUMNS.filter((key) => key !== "code" || style.codes !== "none").map((key) => ({
    key,
    level: "identity",
    stage: null,
    theme: null,
    path: pathOf(key, style, random),
    over: [],
    unit: "",
    summed: false,
    cell: (school) =>
      key === "code" || key === "name" || key === "type" ? write(school, key) : identityCell(school, key),
  }));

/** Every figure and answer, in the order of the dictionary, and the columns that an office has besides. */
export const figureFields = (style: Style, random: Random): Field[] => {
  const stage = STAGE_COLUMNS.flatMap((key) =>
    key === "qualifiedTeachers" && style.words === "statistics"
      ? degreeFields()
      : [stageField(key, style, pathOf(key, style, random))],
  );
  const school = SCHOOL_COLUMNS.map((key: SchoolKey): Field => {
    const { unit, kind } = QUANTITIES[key];
    return {
      key,
      level: "school",
      stage: null,
      theme: themeOf(key),
      path: pathOf(key, style, random),
      over: [],
      unit,
      summed: SUMMED.has(kind),
      cell: (row) => valueCell(row.values[key]),
    };
  });
  const fields = [...stage, ...school];
  if (style.extras !== "none") {
    // Behind a column of the same theme, so that groups stay together.
    for (const column of EXTRAS[style.extras]) {
      const places = fields.flatMap(({ theme, level }, at) =>
        theme === column.theme && level === column.level ? [at] : [],
      );
      fields.splice(places.length === 0 ? fields.length : random.pick(places) + 1, 0, column);
    }
  }
  return fields.map((field) => inUnit(field, style));
};

/** The columns of a stage once per stage, each saying its own; the others as they are. */
export const perStage = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) =>
    field.level === "stage"
      ? STAGES.map((stage): Field => ({ ...field, stage, cell: (school) => field.cell(school, stage) }))
      : [field],
  );

const stageGroup = (stage: Stage, style: Style): string =>
  style.stageWord === "suffix" ? STAGE_WORDS[stage] : style.stageWord.replace("小学", STAGE_WORDS[stage]);

const withUnit = (label: string, field: Field, style: Style): string => {
  const written =
    style.units === "heading" || (style.words === "statistics" && (field.unit === "元" || field.unit === "万元"));
  if (!written || field.unit === "" || field.unit === "年") return label;
  const [open, close] =
    style.unitBrackets === "（）" ? ["（", "）"] : style.unitBrackets === "()" ? ["(", ")"] : ["(单位：", ")"];
  return `${label}${open}${field.unit}${close}`;
};

/** What stands over a column, outermost first; the order of columns follows from `place`. */
export const headingOf = (field: Field, style: Style): string[] => {
  if (field.level === "identity") {
    return [...field.over, ...(style.identityGroup ? ["学校基本情况"] : []), ...field.path];
  }
  const theme = field.theme === null ? [] : [THEME_GROUPS[field.theme]];
  const whole = style.stages === "heading" ? ["全校"] : [];
  const stage = field.stage === null ? whole : [stageGroup(field.stage, style)];
  const own = [...field.path];
  own[own.length - 1] = withUnit(own.at(-1)!, field, style);
  let groups: string[] = [];
  if (style.depth > 1) {
    const ordered = style.groups === "stage first" ? [...stage, ...theme] : [...theme, ...stage];
    groups = style.depth === 2 ? ordered.slice(0, 1) : ordered;
    if (style.depth === 4) groups = ["义务教育学校情况", ...groups];
  }
  if (field.stage !== null && !groups.includes(stage[0]!)) {
    const word = stage[0]!;
    if (style.stageWord === "suffix") {
      own[own.length - 1] = withUnit(`${field.path.at(-1)}（${word}）`, field, style);
    } else own[0] = word + own[0];
  }
  return [...field.over, ...groups, ...own];
};

/** Columns whose groups stand together, in the order of the first of each. */
export const grouped = (fields: readonly Field[], style: Style): Field[] => {
  const stageRank = (field: Field): number => (field.stage === null ? STAGES.length : STAGES.indexOf(field.stage));
  const themeRank = (field: Field): number => (field.theme === null ? -1 : THEMES.indexOf(field.theme));
  const ranks = style.groups === "stage first" ? [stageRank, themeRank] : [themeRank, stageRank];
  return fields
    .map((field, at) => ({ field, at }))
    .sort((left, right) => {
      for (const rank of ranks) {
        const difference = rank(left.field) - rank(right.field);
        if (difference !== 0) return difference;
      }
      return left.at - right.at;
    })
    .map(({ field }) => field);
};
