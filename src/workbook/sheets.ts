import { PROFILE_QUANTITIES, type QuantityKind, type Unit } from "../model/quantity.ts";
import type { Scalar } from "../model/school.ts";
import { COUNTY_ALIASES, COUNTY_LABEL } from "./county-names.ts";
import { matchKey } from "./text.ts";
import { type CellReader, type ListOf, readExpiry, readPeriod } from "./values.ts";
import {
  CONCLUSION_WORDS,
  FLAG_WORDS,
  GRADE_WORDS,
  LEVEL_WORDS,
  LOCATION_WORDS,
  ROOM_WORDS,
  SCHOOL_TYPE_WORDS,
  SPONSOR_WORDS,
  STAGE_WORDS,
  VETO_WORDS,
} from "./vocabularies.ts";

/** A column of a list sheet. `list` is the closed list that its cells come from, where that is no kind of its own. */
export interface ListColumn {
  readonly label: string;
  readonly aliases: readonly string[];
  readonly kind: QuantityKind;
  readonly unit: Unit;
  readonly list: ListOf<Scalar> | null;
  /** How its cells are read where that is not as its kind is. */
  readonly reader: CellReader | null;
  /** Without this column the sheet is not this list. */
  readonly essential: boolean;
  /** Whether the template has the column. */
  readonly offered: boolean;
}

const column = (
  label: string,
  kind: QuantityKind,
  aliases: readonly string[],
  options: { unit?: Unit; list?: ListOf<Scalar>; reader?: CellReader; essential?: boolean; offered?: boolean } = {},
): ListColumn => ({
  label,
  aliases,
  kind,
  unit: options.unit ?? "",
  list: options.list ?? null,
  reader: options.reader ?? null,
  essential: options.essential ?? false,
  offered: options.offered ?? true,
});

/** Of which county a row is, in a workbook of several; no template has it. */
const COUNTY = column(COUNTY_LABEL, "text", COUNTY_ALIASES, { offered: false });

/** What a row says of itself, where somebody added a column for it: that its figures are not this year's, or its document not in force. */
const NOTE = column("备注", "text", ["说明", "情况说明", "备注说明"], { offered: false });

/** The list sheets of the native layout and their columns, in the template's order. */
export const LIST_SHEETS = {
  monitoring: {
    label: "质量监测",
    aliases: ["国家义务教育质量监测", "义务教育质量监测", "质量监测结果", "监测结果"],
    columns: {
      county: COUNTY,
      subject: column("学科", "text", ["监测学科", "科目", "学科名称"], { essential: true }),
      level: column("水平等级", "level", ["学业水平等级", "学业水平", "等级", "水平", "学生学业水平"], {
        essential: true,
      }),
      rate: column("校际差异率", "rate", ["差异率", "校际差异"]),
      year: column("监测年份", "year", ["年份", "年度", "监测年度"]),
      note: NOTE,
    },
  },
  attestations: {
    label: "佐证",
    aliases: ["佐证材料", "佐证清单", "佐证材料清单"],
    columns: {
      county: COUNTY,
      code: column("指标代码", "code", ["代码", "指标编码", "编码", "指标编号"], { essential: true }),
      title: column("指标名称", "text", ["指标", "名称", "指标内容", "内容"]),
      conclusion: column("结论", "text", ["是否符合", "自评结论", "结论意见"], {
        list: CONCLUSION_WORDS,
        essential: true,
      }),
      evidence: column("佐证材料", "text", ["材料", "证明材料", "佐证", "材料名称", "佐证材料名称"]),
      documentNumber: column("文号", "text", ["文件号", "发文字号", "文件文号"]),
      date: column("日期", "date", ["成文日期", "发文日期", "文件日期", "材料日期"], { reader: readPeriod }),
      expires: column("有效期至", "date", ["有效期", "失效日期", "有效期截止", "截止日期"], { reader: readExpiry }),
      confirmedBy: column("确认人职务", "text", ["确认人", "职务", "确认人(职务)"]),
      // The template asks for none; who adds one may write there that a document no longer holds.
      note: NOTE,
    },
  },
  vetoes: {
    label: "一票否决",
    aliases: ["一票否决项", "一票否决事项", "否决项"],
    columns: {
      county: COUNTY,
      code: column("代码", "code", ["指标代码", "编码", "事项代码", "编号"], { essential: true }),
      title: column("事项", "text", ["名称", "内容", "否决事项", "一票否决事项", "事项名称", "情形", "指标名称"]),
      present: column("是否存在", "text", ["存在", "是否有", "有无", "是否存在该情形"], {
        list: VETO_WORDS,
        essential: true,
      }),
      note: column("说明", "text", ["备注", "情况说明", "说明材料"]),
    },
  },
  rooms: {
    label: "专用教室",
    aliases: ["音美专用教室", "音乐美术专用教室", "专用教室明细", "专用教室清单"],
    columns: {
      county: COUNTY,
      school: column("学校名称", "text", ["学校", "校名"]),
      code: column("学校标识码", "code", ["标识码", "学校代码"]),
      kind: column(
        "教室类型",
        "text",
        ["类型", "类别", "专用教室类型", "教室类别", "功能室类型", "功能室类别", "功能教室类型", "功能室名称"],
        {
          list: ROOM_WORDS,
          essential: true,
        },
      ),
      area: column("面积", "area", ["使用面积", "教室面积", "建筑面积", "功能室面积", "专用教室面积"], {
        unit: "㎡",
        essential: true,
      }),
      note: NOTE,
    },
  },
  classes: {
    label: "班级",
    aliases: ["班级清单", "班级明细", "班额", "各校班额", "班额明细", "班级表", "班级人数", "班级学生数", "各班人数"],
    columns: {
      county: COUNTY,
      school: column("学校名称", "text", ["学校", "校名"]),
      code: column("学校标识码", "code", ["标识码", "学校代码"]),
      stage: column("学段", "text", ["学段名称"], { list: STAGE_WORDS }),
      // Where it has a column of its own, a class is named 1班 in every grade.
      grade: column("年级", "text", ["所在年级", "年级名称"], { offered: false }),
      name: column("班级", "text", ["班级名称", "班名", "班号"], { essential: true }),
      pupils: column("人数", "count", ["学生数", "班额", "学生人数", "班级人数", "在校生数"], {
        unit: "人",
        essential: true,
      }),
      note: NOTE,
    },
  },
  progress: {
    label: "年度进展",
    aliases: ["进展", "年度任务", "年度计划", "里程碑", "任务进展"],
    columns: {
      county: COUNTY,
      milestone: column("里程碑", "text", ["任务", "项目", "任务名称", "里程碑代码"], { essential: true }),
      year: column("年度", "year", ["年份", "计划年度"], { essential: true }),
      planned: column("计划", "number", ["计划数", "目标", "计划值", "年度目标"], { essential: true }),
      unit: column("单位", "text", ["计量单位", "计算单位"]),
      done: column("完成", "number", ["完成数", "实际完成", "完成值", "实际"], { essential: true }),
    },
  },
} as const satisfies Record<
  string,
  { label: string; aliases: readonly string[]; columns: Readonly<Record<string, ListColumn>> }
>;

export type ListName = keyof typeof LIST_SHEETS;
export const LIST_NAMES = Object.keys(LIST_SHEETS) as ListName[];

/** The item sheets (one row per item) and the school sheet: labels and the names they are also known by. */
export const SCHOOL_SHEET = {
  label: "学校",
  aliases: [
    "学校基本情况",
    "学校信息",
    "学校表",
    "学校情况",
    "分学校",
    "学校数据",
    "中小学校",
    "义务教育学校",
    "学校名单",
    "学校明细",
  ],
} as const;

export const ITEM_SHEETS = {
  profile: {
    label: "县情",
    aliases: ["县域情况", "基本情况", "县情况", "县域基本情况", "县基本情况", "区情", "区域情况", "市情"],
  },
  items: {
    label: "县级指标",
    aliases: ["县指标", "县级数据", "区级指标", "县域指标", "县级情况", "市级指标", "县级指标值"],
  },
} as const;

const NAMES_OF_ITEM: ReadonlySet<string> = new Set(
  [PROFILE_QUANTITIES.countyName.label, ...PROFILE_QUANTITIES.countyName.aliases].map(matchKey),
);

const namesOf = (times: readonly string[], verbs: readonly string[], nouns: readonly string[]): string[] =>
  times
    .flatMap((time) => verbs.flatMap((verb) => nouns.map((noun) => time + verb + noun)))
    .filter((name) => name !== "");

/**
 * What the column of an item's values may be called: when it is (this year's), how it came about (done, filled in) and
 * that it is a figure; each may be left out. What was planned, or is wanted, is none of these.
 */
const VALUE_NAMES = [
  ...["指标值", "内容值", "填写", "填报内容", "数量", "结果", "本县", "全县", "本区", "全区"],
  ...namesOf(
    ["", "本年", "本年度", "今年", "当年", "本学年", "本学年度"],
    [
      "",
      "实际",
      "完成",
      "实际完成",
      "达到",
      "实际达到",
      "达成",
      "现状",
      "目前",
      "现",
      "现有",
      "实有",
      "填报",
      "上报",
      "统计",
      "自报",
      "自评",
      "申报",
      "自查",
      "核查",
      "复查",
      "核定",
      "核实",
    ],
    ["", "数", "值", "数值", "数据", "情况"],
  ).filter((name) => name !== "数值" && name !== "情况" && name !== "统计" && name !== "统计情况"),
];

/** Columns of an item sheet. */
export const ITEM_COLUMNS = {
  item: column("项目", "text", ["指标", "指标名称", "项目名称", "名称", "内容", "指标项"], { essential: true }),
  value: column("数值", "text", VALUE_NAMES, { essential: true }),
  unit: column("单位", "text", ["计量单位", "计算单位"]),
  note: column("备注", "text", ["说明", "附注", "填写说明"]),
  // What an item may be called itself is no heading over items.
  county: column(
    COUNTY_LABEL,
    "text",
    COUNTY_ALIASES.filter((name) => !NAMES_OF_ITEM.has(matchKey(name))),
    {
      offered: false,
    },
  ),
  previous: column("上年数值", "text", ["上年", "上年值", "上年度", "去年"]),
} as const satisfies Record<string, ListColumn>;

/** What the template's drop-downs offer for a kind; null for kinds that are typed freely. */
export const choicesOf = (kind: QuantityKind): readonly string[] | null => {
  switch (kind) {
    case "flag":
      return FLAG_WORDS.words;
    case "grade":
      return GRADE_WORDS.words;
    case "level":
      return LEVEL_WORDS.words;
    case "type":
      return SCHOOL_TYPE_WORDS.words;
    case "sponsor":
      return SPONSOR_WORDS.words;
    case "location":
      return LOCATION_WORDS.words;
    default:
      return null;
  }
};
