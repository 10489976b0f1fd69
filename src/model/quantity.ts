import { DEFINITIONS, type Definition } from "./definitions.ts";

/**
 * The dictionary of quantities: every figure, word and date that a county workbook can hold. One source for the
 * template, the header matching, the row schemas, the messages, the reports and the documentation.
 */

export const UNITS = [
  "人",
  "所",
  "个",
  "间",
  "班",
  "㎡",
  "元",
  "%",
  "年",
  "项",
  "次",
  "台",
  "册",
  "小时",
  "万人",
  "",
] as const;
export type Unit = (typeof UNITS)[number];

/**
 * How a value is written and what it may be.
 * - `count`: a whole number, 0 or more. `area`, `money`, `amount`: 0 or more with the declared decimals; money is 元.
 * - `percent`: 0 to 100, written 98.5 for 98.5 %. `rate`: 0 or more and below 1. `number`: any finite number.
 * - `flag`: 是 or 否. `grade`: 优, 良, 中, 差. `level`: Ⅰ to Ⅳ, held as 1 to 4.
 * - `year`: four digits. `date`: ISO date. `text`, `code`: as written.
 * - `type`, `sponsor`, `location`: one of the school's closed lists.
 */
export type QuantityKind =
  | "count"
  | "area"
  | "money"
  | "amount"
  | "percent"
  | "rate"
  | "number"
  | "flag"
  | "grade"
  | "level"
  | "year"
  | "date"
  | "text"
  | "code"
  | "type"
  | "sponsor"
  | "location";

/** What a number of a kind may be: bounds that it may be at, and one that it must stay below. */
export interface NumberRange {
  readonly whole?: true;
  readonly min?: number;
  readonly max?: number;
  readonly below?: number;
}

/** Of the kinds that are reckoned with; null for the others. */
export const NUMBER_RANGES = {
  count: { whole: true, min: 0 },
  area: { min: 0 },
  money: { min: 0 },
  amount: { min: 0 },
  percent: { min: 0, max: 100 },
  rate: { min: 0, below: 1 },
  number: {},
  level: { whole: true, min: 1, max: 4 },
  flag: null,
  grade: null,
  year: null,
  date: null,
  text: null,
  code: null,
  type: null,
  sponsor: null,
  location: null,
} as const satisfies Record<QuantityKind, NumberRange | null>;

/**
 * Where a quantity stands: `school` once per school, `stage` once per school and stage (prefixed 小学 / 初中),
 * `county` in 县级指标, `profile` in 县情.
 */
export type QuantityLevel = "school" | "stage" | "county" | "profile";

export interface Quantity {
  /** Chinese label: the template's header, and the word in every message. */
  readonly label: string;
  readonly labelEn: string;
  /** Other headers by which it is known, before normalisation of spaces, brackets and widths. */
  readonly aliases: readonly string[];
  readonly unit: Unit;
  /** Decimals that the quantity is declared with; 0 for whole things. */
  readonly decimals: number;
  readonly kind: QuantityKind;
  readonly level: QuantityLevel;
  /** What it counts, what it leaves out and as of when, in one sentence; a plan's own quantity may have none. */
  readonly definition?: string;
  readonly definitionEn?: string;
}

const define = <const T extends Record<string, Quantity>>(
  quantities: T,
): { readonly [K in keyof T]: T[K] & Definition } =>
  Object.fromEntries(
    Object.entries(quantities).map(([key, quantity]) => [key, { ...quantity, ...DEFINITIONS[key as QuantityKey] }]),
  ) as { readonly [K in keyof T]: T[K] & Definition };

/** Identity of a school: one column each on 学校. */
export const IDENTITY_QUANTITIES = define({
  code: {
    label: "学校标识码",
    labelEn: "School code",
    aliases: [
      "标识码",
      "学校代码",
      "学校标识代码",
      "学校(机构)标识码",
      "机构标识码",
      "学校编码",
      "统一编码",
      "机构编码",
      "机构代码",
      "学校(机构)编码",
      "学校(机构)代码",
    ],
    unit: "",
    decimals: 0,
    kind: "code",
    level: "school",
  },
  name: {
    label: "学校名称",
    labelEn: "School name",
    aliases: ["学校", "校名", "名称", "学校(机构)名称", "机构名称", "单位名称", "学校全称"],
    unit: "",
    decimals: 0,
    kind: "text",
    level: "school",
  },
  type: {
    label: "办学类型",
    labelEn: "School type",
    aliases: ["学校类型", "学校类别", "办学类别", "学校办学类型", "类型", "学校(机构)办学类型"],
    unit: "",
    decimals: 0,
    kind: "type",
    level: "school",
  },
  sponsor: {
    label: "举办者",
    labelEn: "Sponsor",
    aliases: ["举办者类型", "办学性质", "举办者性质", "公办民办", "公办/民办", "学校性质", "学校举办者"],
    unit: "",
    decimals: 0,
    kind: "sponsor",
    level: "school",
  },
  location: {
    label: "城乡类型",
    labelEn: "Urban-rural type",
    aliases: ["城乡类别", "城乡分类", "城乡", "所在地城乡类型", "学校所在地城乡类型", "驻地城乡类型"],
    unit: "",
    decimals: 0,
    kind: "location",
    level: "school",
  },
  boarding: {
    label: "寄宿制",
    labelEn: "Boarding school",
    aliases: ["是否寄宿制", "寄宿制学校", "是否寄宿制学校", "是否寄宿"],
    unit: "",
    decimals: 0,
    kind: "flag",
    level: "school",
  },
  foundedYear: {
    label: "建校年份",
    labelEn: "Year founded",
    aliases: ["建校时间", "建校年", "建成年份", "建校年月"],
    unit: "年",
    decimals: 0,
    kind: "year",
    level: "school",
  },
  denseCentre: {
    label: "中心城区高密度",
    labelEn: "Dense city centre",
    aliases: ["是否中心城区高密度", "中心城区人口高密度", "人口密集中心城区"],
    unit: "",
    decimals: 0,
    kind: "flag",
    level: "school",
  },
  countsAsSchool: {
    label: "是否计校数",
    labelEn: "Counts as a school",
    aliases: ["计校数", "是否计入校数"],
    unit: "",
    decimals: 0,
    kind: "flag",
    level: "school",
  },
  remark: {
    label: "备注",
    labelEn: "Remark",
    aliases: ["说明", "备注说明", "附注", "办学状态", "学校状态", "办学情况", "运行状态", "情况说明"],
    unit: "",
    decimals: 0,
    kind: "text",
    level: "school",
  },
});

const stageCount = <const A extends readonly string[]>(label: string, labelEn: string, unit: Unit, aliases: A) =>
  ({ label, labelEn, aliases, unit, decimals: 0, kind: "count", level: "stage" }) as const;

/** Once per school and stage. */
export const STAGE_QUANTITIES = define({
  pupils: stageCount("在校生数", "Pupils", "人", [
    "在校学生数",
    "学生数",
    "在校生",
    "学生人数",
    "在校生人数",
    "在校学生",
    "在校人数",
  ]),
  migrantPupils: stageCount("随迁子女数", "Migrant pupils", "人", ["随迁子女", "随迁子女在校生数", "随迁子女人数"]),
  grades: stageCount("年级数", "Grades", "个", ["年级"]),
  classes: stageCount("班级数", "Classes", "个", ["班数", "教学班数", "教学班", "班级", "教学班个数"]),
  largestClass: stageCount("最大班额", "Largest class", "人", [
    "最大班额人数",
    "最大班级人数",
    "最大班人数",
    "最大班学生数",
  ]),
  oversizedClasses: stageCount("超班额班级数", "Classes over the cap", "个", [
    "超班额班数",
    "超标班级数",
    "大班额班级数",
    "超额班级数",
  ]),
  staff: stageCount("教职工数", "Staff", "人", ["教职工", "教职工人数", "教职工总数"]),
  teachers: stageCount("专任教师数", "Full-time teachers", "人", [
    "专任教师",
    "专任教师人数",
    "专任教师总数",
    "其中专任教师",
  ]),
  qualifiedTeachers: stageCount("高于规定学历教师数", "Teachers above the required degree", "人", [
    "高于规定学历教师",
    "高于规定学历专任教师数",
    "高于规定学历的教师数",
    "高学历教师数",
    "高于规定学历人数",
  ]),
  backboneTeachers: stageCount("县级以上骨干教师数", "Backbone teachers (county level or above)", "人", [
    "县级及以上骨干教师数",
    "骨干教师数",
    "骨干教师",
    "县级以上骨干教师",
    "县级以上骨干",
    "骨干教师(县级以上)",
    "县级及以上骨干教师",
    "区级以上骨干教师数",
    "区级及以上骨干教师数",
  ]),
  peTeachers: stageCount("体育专任教师数", "PE teachers", "人", [
    "体育教师数",
    "专任体育教师数",
    "体育教师",
    "体育专任教师",
    "专任教师体育",
    "专任教师体育与健康",
    "体育与健康专任教师",
  ]),
  musicTeachers: stageCount("音乐专任教师数", "Music teachers", "人", [
    "音乐教师数",
    "专任音乐教师数",
    "音乐教师",
    "音乐专任教师",
    "专任教师音乐",
    "专任教师艺术音乐",
  ]),
  fineArtsTeachers: stageCount("美术专任教师数", "Fine-arts teachers", "人", [
    "美术教师数",
    "专任美术教师数",
    "美术教师",
    "美术专任教师",
    "专任教师美术",
    "专任教师艺术美术",
  ]),
  artsTeachers: stageCount("艺术专任教师数", "Arts teachers", "人", ["艺术教师数", "艺术教师", "艺术专任教师"]),
  sharedArtsPeTeachers: stageCount("兼职走教体艺教师数", "Part-time and rotating PE and arts teachers", "人", [
    "兼职走教体育艺术教师数",
    "兼职和走教体艺教师数",
    "走教体艺教师数",
    "兼职体艺教师数",
  ]),
  certifiedTeachers: stageCount("持教师资格证教师数", "Teachers holding the certificate", "人", [
    "持有教师资格证教师数",
    "持证教师数",
    "持教师资格证人数",
    "持有教师资格证的专任教师数",
    "持有教师资格证人数",
    "具有教师资格证的专任教师数",
    "具有教师资格证教师数",
    "持证专任教师数",
  ]),
  trainedTeachers: stageCount("完成360学时教师数", "Teachers who completed 360 hours", "人", [
    "完成360学时",
    "360学时",
    "360学时教师数",
    "完成360学时培训教师数",
    "完成360学时培训的教师数",
    "5年360学时完成教师数",
    "完成360学时人数",
    "360学时完成教师数",
  ]),
  midTitleTeachers: stageCount("中级及以上职称教师数", "Teachers with an intermediate or higher title", "人", [
    "中级及以上专业技术职务教师数",
    "中级及以上专业技术职务专任教师数",
    "中级以上专业技术职务教师数",
    "中级及以上职称专任教师数",
    "中级以上职称教师数",
    "具有中级及以上职称教师数",
    "具有中级及以上专业技术职务教师数",
    "中级及以上教师数",
    "中级及以上专任教师数",
  ]),
});

const schoolFlag = (label: string, labelEn: string, aliases: readonly string[]) =>
  ({ label, labelEn, aliases, unit: "", decimals: 0, kind: "flag", level: "school" }) as const;

const schoolNumber = (
  kind: "count" | "area" | "money",
  label: string,
  labelEn: string,
  aliases: readonly string[],
  unit: Unit = kind === "area" ? "㎡" : kind === "money" ? "元" : "间",
) => ({ label, labelEn, aliases, unit, decimals: kind === "count" ? 0 : 2, kind, level: "school" }) as const;

/** Once per school. */
export const SCHOOL_QUANTITIES = define({
  seniorPupils: schoolNumber(
    "count",
    "高中在校生数",
    "Senior secondary pupils",
    ["高中学生数", "高中在校学生数", "高中部在校生数", "普通高中在校生数", "高中段在校生数"],
    "人",
  ),
  teachingArea: schoolNumber("area", "教学及辅助用房面积", "Teaching and auxiliary floor area", [
    "教学及教学辅助用房面积",
    "教学及辅助用房",
    "教学辅助用房面积",
    "教学用房面积",
    "教学及辅助用房建筑面积",
    "教学及教学辅助用房建筑面积",
  ]),
  indoorSportsArea: schoolNumber("area", "其中室内体育用房面积", "Of which indoor sports area", [
    "室内体育用房面积",
    "室内体育用房",
    "其中体育用房面积",
    "体育馆面积",
    "室内体育场馆面积",
    "其中:室内体育用房面积",
  ]),
  sportsGroundArea: schoolNumber("area", "运动场地面积", "Sports ground area", [
    "体育运动场地面积",
    "运动场面积",
    "运动场(馆)地面积",
    "室外运动场地面积",
    "体育场地面积",
    "运动场地",
  ]),
  convertedVenueArea: schoolNumber("area", "改造及租赁场馆面积", "Converted and rented venue area", [
    "改造和租赁场馆面积",
    "租赁场馆面积",
    "改造租赁场馆面积",
    "改造及租赁体育场馆面积",
  ]),
  equipmentValue: schoolNumber("money", "教学仪器设备值", "Teaching equipment value", [
    "教学仪器设备资产值",
    "教学仪器设备总值",
    "仪器设备值",
    "教学仪器设备资产总值",
    "教学设备值",
    "教学、实习仪器设备资产值",
  ]),
  multimediaRooms: schoolNumber("count", "网络多媒体教室数", "Networked multimedia classrooms", [
    "网络多媒体教室间数",
    "网络多媒体教室",
    "多媒体教室数",
    "多媒体教室间数",
    "网络多媒体教室总数",
  ]),
  computers: schoolNumber(
    "count",
    "计算机台数",
    "Computers",
    ["教学用计算机台数", "教学用计算机数", "计算机数", "教学计算机台数", "教学用计算机", "拥有计算机台数"],
    "台",
  ),
  books: schoolNumber(
    "count",
    "图书册数",
    "Library books",
    ["图书数", "图书总册数", "纸质图书册数", "馆藏图书册数", "图书藏量", "藏书册数"],
    "册",
  ),
  musicRooms: schoolNumber("count", "音乐专用教室数", "Music rooms", ["音乐教室数", "音乐专用教室间数"]),
  adequateMusicRooms: schoolNumber("count", "音乐专用教室达标间数", "Music rooms that reach the area", [
    "音乐教室达标间数",
    "音乐教室达标数",
    "达标音乐教室数",
    "音乐专用教室达标数",
    "96平方米以上音乐教室数",
  ]),
  artRooms: schoolNumber("count", "美术专用教室数", "Art rooms", ["美术教室数", "美术专用教室间数"]),
  adequateArtRooms: schoolNumber("count", "美术专用教室达标间数", "Art rooms that reach the area", [
    "美术教室达标间数",
    "美术教室达标数",
    "达标美术教室数",
    "美术专用教室达标数",
    "90平方米以上美术教室数",
  ]),
  budgetedFunds: schoolNumber("money", "公用经费预算", "Budgeted public funds", [
    "公用经费预算总额",
    "年度公用经费预算总额",
    "公用经费预算数",
    "年度公用经费预算",
  ]),
  trainingFunds: schoolNumber("money", "教师培训经费", "Teacher training funds", [
    "培训经费",
    "教师培训费",
    "教师培训经费预算",
  ]),
  allocatedFunds: schoolNumber("money", "公用经费拨付", "Allocated public funds", [
    "公用经费拨付额",
    "拨付公用经费",
    "公用经费拨付数",
    "公用经费",
    "公用经费核定额",
    "公用经费拨款",
  ]),
  charter: schoolFlag("章程", "Charter", ["建立章程", "有章程", "是否建立章程", "学校章程", "有无章程"]),
  managementIct: schoolFlag("管理信息化", "Management by ICT", ["学校管理信息化", "是否实现管理信息化"]),
  teachingIct: schoolFlag("教学信息化", "Teaching by ICT", ["学校教学信息化", "是否实现教学信息化"]),
  ictTeaching: schoolFlag("信息化教学", "Teachers use ICT proficiently", [
    "教师熟练运用信息化手段",
    "信息化手段组织教学",
    "信息化教学应用",
    "教师信息化教学",
  ]),
  moralEducationGrade: {
    label: "德育等级",
    labelEn: "Moral education grade",
    aliases: ["德育工作等级", "德育工作", "德育评价", "德育评定", "德育工作评价等级"],
    unit: "",
    decimals: 0,
    kind: "grade",
    level: "school",
  },
  campusCultureGrade: {
    label: "校园文化等级",
    labelEn: "Campus culture grade",
    aliases: ["校园文化建设等级", "校园文化", "校园文化建设", "校园文化评价", "校园文化评定"],
    unit: "",
    decimals: 0,
    kind: "grade",
    level: "school",
  },
  curriculumComplete: schoolFlag("课程开齐开足", "Full curriculum taught", [
    "是否课程开齐开足",
    "开齐开足课程",
    "课程是否开齐开足",
  ]),
  teachingOrder: schoolFlag("教学秩序规范", "Orderly teaching", ["教学秩序", "教学秩序是否规范"]),
  practiceActivities: schoolFlag("综合实践有效", "Practical activities effective", [
    "综合实践活动有效开展",
    "综合实践活动",
    "综合实践",
    "综合实践活动有效",
  ]),
  excessiveHomework: schoolFlag("课业负担过重", "Excessive homework burden", [
    "过重课业负担",
    "是否课业负担过重",
    "课业负担是否过重",
    "有无过重课业负担",
  ]),
});

const countyNumber = (
  kind: "count" | "money" | "amount" | "number" | "percent",
  unit: Unit,
  label: string,
  labelEn: string,
  aliases: readonly string[],
) =>
  ({
    label,
    labelEn,
    aliases,
    unit,
    decimals: kind === "count" ? 0 : 2,
    kind,
    level: "county",
  }) as const;

/** One row each of 县级指标. */
export const COUNTY_QUANTITIES = define({
  primaryFundingQuota: countyNumber("money", "元", "小学生均公用经费基准定额", "Primary per-pupil funding quota", [
    "生均公用经费基准定额（小学）",
    "小学公用经费基准定额",
    "生均公用经费基准定额小学",
  ]),
  juniorFundingQuota: countyNumber("money", "元", "初中生均公用经费基准定额", "Junior per-pupil funding quota", [
    "生均公用经费基准定额（初中）",
    "初中公用经费基准定额",
    "生均公用经费基准定额初中",
  ]),
  specialEducationFunds: countyNumber("money", "元", "特殊教育学校公用经费", "Special schools' public funds", [
    "特教公用经费",
    "特教学校公用经费",
    "特殊教育公用经费",
  ]),
  specialEducationPupils: countyNumber("count", "人", "特殊教育学校学生数", "Special schools' pupils", [
    "特教学生数",
    "特殊教育学生数",
    "特教学校学生数",
    "特教在校生数",
  ]),
  inclusivePupils: countyNumber("count", "人", "随班就读学生数", "Disabled pupils of other schools", [
    "随班就读残疾学生数",
    "随班就读人数",
  ]),
  teacherAveragePay: countyNumber("money", "元", "义务教育学校教师平均工资收入", "Teachers' average pay", [
    "教师平均工资",
    "教师年平均工资收入",
    "教师平均工资收入",
    "义务教育教师平均工资收入水平",
    "义务教育学校教师年平均工资收入",
  ]),
  civilServantAveragePay: countyNumber("money", "元", "当地公务员平均工资收入", "Civil servants' average pay", [
    "公务员平均工资",
    "公务员年平均工资收入",
    "公务员平均工资收入",
    "当地公务员年平均工资收入",
  ]),
  rotationEligible: countyNumber("count", "人", "符合交流轮岗条件教师数", "Teachers eligible for rotation", [
    "符合交流轮岗条件教师总数",
    "符合交流条件教师数",
    "符合轮岗条件教师数",
  ]),
  rotatedTeachers: countyNumber("count", "人", "交流轮岗教师数", "Teachers rotated", [
    "实际交流轮岗教师数",
    "交流轮岗教师总数",
    "上一年度交流轮岗教师",
    "交流教师数",
  ]),
  rotatedBackbone: countyNumber("count", "人", "交流轮岗骨干教师数", "Backbone teachers rotated", [
    "交流轮岗的骨干教师",
    "骨干教师交流轮岗数",
    "交流骨干教师数",
    "其中骨干教师交流轮岗数",
  ]),
  primaryInZone: countyNumber("count", "人", "小学就近划片入学人数", "Primary entrants from the zone", [
    "小学划片入学人数",
    "小学就近入学人数",
    "就近划片入学人数（小学）",
  ]),
  primaryEntrants: countyNumber("count", "人", "小学入学总人数", "Primary entrants", [
    "小学招生人数",
    "小学入学人数",
    "小学一年级招生数",
    "入学总人数（小学）",
  ]),
  juniorInZone: countyNumber("count", "人", "初中就近划片入学人数", "Junior entrants from the zone", [
    "初中划片入学人数",
    "初中就近入学人数",
    "就近划片入学人数（初中）",
  ]),
  juniorEntrants: countyNumber("count", "人", "初中入学总人数", "Junior entrants", [
    "初中招生人数",
    "初中入学人数",
    "初中一年级招生数",
    "入学总人数（初中）",
  ]),
  quotaAllocated: countyNumber("count", "人", "优质高中分配名额", "Quota places allocated", [
    "优质高中招生分配名额",
    "分配名额",
    "优质高中名额分配数",
    "优质高中分配名额数",
  ]),
  quotaTotal: countyNumber("count", "人", "优质高中招生名额总数", "Quality senior secondary places", [
    "优质高中招生总数",
    "优质高中名额总数",
    "优质高中招生计划总数",
  ]),
  quotaRural: countyNumber("count", "人", "分配农村初中名额", "Quota places for rural junior schools", [
    "分配农村学校的名额",
    "分配到农村初中的名额",
    "农村初中分配名额",
  ]),
  migrantInPublic: countyNumber("count", "人", "随迁子女公办学校就读人数", "Migrant children in public schools", [
    "随迁子女在公办学校就读人数",
    "在公办学校就读随迁子女数",
    "随迁子女公办就读人数",
  ]),
  migrantInPurchased: countyNumber(
    "count",
    "人",
    "随迁子女政府购买服务民办学校就读人数",
    "Migrant children in purchased private places",
    ["随迁子女在政府购买服务的民办学校就读人数", "政府购买服务民办学校就读随迁子女数", "随迁子女购买学位就读人数"],
  ),
  migrantEligible: countyNumber("count", "人", "符合条件的随迁子女数", "Eligible migrant children", [
    "符合条件随迁子女数",
    "符合条件的随迁子女总数",
    "随迁子女总数",
  ]),
  juniorGraduates: countyNumber("count", "人", "初中毕业班学生数", "Junior graduating pupils", [
    "初中毕业生数",
    "初中毕业年级学生数",
    "毕业班学生数",
    "初三毕业学生数",
  ]),
  juniorEntrantsThreeYearsAgo: countyNumber(
    "count",
    "人",
    "三年前初一在校生数",
    "First-year junior pupils three years ago",
    ["三年前该年级入学学生数", "三年前初一学生数", "三年前初中一年级在校生数", "三年前入学学生数"],
  ),
  juniorTransfersIn: countyNumber("count", "人", "三年转入学生数", "Transfers in over three years", [
    "毕业年级三年转入学生数",
    "三年转入",
    "初中三年转入学生数",
  ]),
  juniorTransfersOut: countyNumber("count", "人", "三年转出学生数", "Transfers out over three years", [
    "毕业年级三年转出学生数",
    "三年转出",
    "初中三年转出学生数",
  ]),
  juniorDeaths: countyNumber("count", "人", "三年死亡学生数", "Deaths over three years", [
    "毕业年级三年死亡学生数",
    "三年死亡",
    "初中三年死亡学生数",
  ]),
  disabledEnrolled: countyNumber("count", "人", "残疾儿童少年入学人数", "Disabled children enrolled", [
    "残疾儿童入学人数",
    "残疾儿童少年入学数",
    "适龄残疾儿童少年入学人数",
  ]),
  disabledSchoolAge: countyNumber("count", "人", "适龄残疾儿童少年数", "School-age disabled children", [
    "残疾儿童少年总数",
    "适龄残疾儿童数",
    "残疾儿童少年数",
    "适龄残疾儿童少年总数",
  ]),
  surveyed: countyNumber("count", "人", "满意度调查有效份数", "Valid survey answers", [
    "有效问卷数",
    "回收有效问卷数",
    "社会认可度调查人数",
    "满意度调查人数",
    "调查有效份数",
  ]),
  satisfied: countyNumber("count", "人", "满意度调查满意份数", "Satisfied survey answers", [
    "满意问卷数",
    "社会认可度满意人数",
    "满意人数",
    "调查满意份数",
  ]),
});

const profile = (
  kind: QuantityKind,
  unit: Unit,
  label: string,
  labelEn: string,
  aliases: readonly string[] = [],
  decimals = 0,
) => ({ label, labelEn, aliases, unit, decimals, kind, level: "profile" }) as const;

/** One row each of 县情: who reports, for when, and the figures of 表Ⅰ. Context; only the dates decide anything. */
export const PROFILE_QUANTITIES = define({
  countyName: profile("text", "", "县名", "County", [
    "县(市、区)名称",
    "县区名称",
    "县（市、区）",
    "区县名称",
    "县市区",
  ]),
  countyCode: profile("code", "", "行政区划代码", "Administrative division code", ["区划代码", "行政区划码"]),
  dataYear: profile("year", "年", "数据年份", "Data year", ["数据年度", "统计年度", "统计年份", "年度"]),
  reportingUnit: profile("text", "", "填报单位", "Reporting unit", ["填报部门", "填表单位", "上报单位"]),
  filingDate: profile("date", "", "填报日期", "Filing date", ["填报时间", "填表日期", "上报日期"]),
  basicBalanceYear: profile("year", "年", "基本均衡认定年份", "Year of the basic-balance recognition", [
    "基本均衡认定年度",
    "通过基本均衡认定年份",
    "基本均衡认定日期",
    "通过基本均衡认定日期",
    "基本均衡认定时间",
  ]),
  monitoringConclusion: profile("text", "", "年度监测结论", "Annual monitoring conclusion", [
    "年度监测结果",
    "基本均衡年度监测结论",
  ]),
  population: profile("amount", "万人", "人口总数", "Population", ["总人口"], 2),
  ruralPopulation: profile("amount", "万人", "农业人口数", "Rural population", ["农业人口"], 2),
  townships: profile("count", "个", "乡镇数", "Townships", ["乡镇个数", "乡（镇）数"]),
  villages: profile("count", "个", "行政村数", "Administrative villages", ["行政村个数"]),
  gdpPerPerson: profile("money", "元", "年人均国内生产总值", "GDP per person", ["人均国内生产总值", "人均GDP"], 2),
  revenuePerPerson: profile("money", "元", "年人均地方财政收入", "Local revenue per person", ["人均地方财政收入"], 2),
  ruralIncome: profile("money", "元", "农民年人均纯收入", "Rural net income per person", ["农民人均纯收入"], 2),
  urbanIncome: profile(
    "money",
    "元",
    "城镇居民年人均可支配收入",
    "Urban disposable income per person",
    ["城镇居民人均可支配收入"],
    2,
  ),
  specialSchools: profile("count", "所", "特殊教育学校数", "Special schools", ["特殊教育学校"]),
  educationSpendingLastYear: profile(
    "money",
    "元",
    "上年一般公共预算教育经费",
    "Public education spending, last year",
    ["上年教育经费", "上年度一般公共预算教育经费"],
    2,
  ),
  educationSpending: profile(
    "money",
    "元",
    "本年一般公共预算教育经费",
    "Public education spending, this year",
    ["本年教育经费", "本年度一般公共预算教育经费"],
    2,
  ),
  spendingPerPupilLastYear: profile(
    "money",
    "元",
    "上年生均一般公共预算教育经费",
    "Public education spending per pupil, last year",
    ["上年按在校学生平均的一般公共预算教育经费"],
    2,
  ),
  spendingPerPupil: profile(
    "money",
    "元",
    "本年生均一般公共预算教育经费",
    "Public education spending per pupil, this year",
    ["本年按在校学生平均的一般公共预算教育经费"],
    2,
  ),
});

const partCount = (label: string, labelEn: string, aliases: readonly string[]) =>
  ({ label, labelEn, aliases, unit: "人", decimals: 0, kind: "count", level: "stage" }) as const;

/**
 * Columns of the ministry's statistics that are no quantity by themselves, and of which quantities are made. The degree
 * that a stage asks of its teachers, above which 高于规定学历 begins, is that of 教师法 第十一条.
 */
export const PART_QUANTITIES = define({
  teachersDoctor: partCount("专任教师博士研究生", "Full-time teachers: doctor", ["专任教师博士", "博士研究生专任教师"]),
  teachersMaster: partCount("专任教师硕士研究生", "Full-time teachers: master", ["专任教师硕士", "硕士研究生专任教师"]),
  teachersGraduate: partCount("专任教师研究生", "Full-time teachers: graduate degrees", [
    "专任教师研究生毕业",
    "研究生专任教师",
  ]),
  teachersBachelor: partCount("专任教师本科", "Full-time teachers: bachelor", [
    "专任教师大学本科",
    "专任教师本科毕业",
    "本科专任教师",
  ]),
  teachersCollege: partCount("专任教师专科", "Full-time teachers: college", [
    "专任教师大专",
    "专任教师大学专科",
    "专任教师专科毕业",
    "专科专任教师",
  ]),
  artsTeachersInAll: partCount("专任教师艺术", "Full-time teachers of all arts", ["专任教师艺术类"]),
});
export type PartKey = keyof typeof PART_QUANTITIES;

/** How a quantity follows from other columns where it has none of its own; `less` is taken off. */
export interface Sum {
  readonly key: StageKey;
  readonly stages: readonly ("primary" | "juniorSecondary")[];
  readonly of: readonly PartKey[];
  readonly less: readonly StageKey[];
}

/** The first of each key whose columns are all there holds. */
export const SUMS: readonly Sum[] = [
  {
    key: "qualifiedTeachers",
    stages: ["primary"],
    of: ["teachersDoctor", "teachersMaster", "teachersBachelor", "teachersCollege"],
    less: [],
  },
  {
    key: "qualifiedTeachers",
    stages: ["juniorSecondary"],
    of: ["teachersDoctor", "teachersMaster", "teachersBachelor"],
    less: [],
  },
  {
    key: "qualifiedTeachers",
    stages: ["primary"],
    of: ["teachersGraduate", "teachersBachelor", "teachersCollege"],
    less: [],
  },
  { key: "qualifiedTeachers", stages: ["juniorSecondary"], of: ["teachersGraduate", "teachersBachelor"], less: [] },
  {
    key: "artsTeachers",
    stages: ["primary", "juniorSecondary"],
    of: ["artsTeachersInAll"],
    less: ["musicTeachers", "fineArtsTeachers"],
  },
];
const stated = (label: string, labelEn: string, unit: Unit, aliases: readonly string[] = []): Quantity => ({
  label,
  labelEn,
  aliases,
  unit,
  decimals: 2,
  kind: "amount",
  level: "stage",
});

/** A ratio to a stage's pupils: what is added and subtracted, and per how many pupils. */
export const statedKey = (
  { plus, minus }: { readonly plus: readonly string[]; readonly minus: readonly string[] },
  per: number,
): string => `${[plus.join("+"), ...minus].join("-")}/${per}`;

/** Columns of the national form that hold a value per pupil or per hundred pupils, in its order, by {@link statedKey}. */
export const STATED_QUANTITIES: Readonly<Record<string, Quantity>> = {
  "qualifiedTeachers/100": stated(
    "每百名学生拥有高于规定学历教师数",
    "Teachers above the required degree per 100 pupils",
    "人",
  ),
  "backboneTeachers/100": stated("每百名学生拥有县级以上骨干教师数", "Backbone teachers per 100 pupils", "人", [
    "每百名学生拥有骨干教师数",
  ]),
  "peTeachers+musicTeachers+fineArtsTeachers+artsTeachers/100": stated(
    "每百名学生拥有体育、艺术(美术、音乐)专任教师数",
    "PE and arts teachers per 100 pupils",
    "人",
    ["每百名学生拥有体育艺术专任教师数", "每百名学生拥有体育、艺术(音乐、美术)专任教师数"],
  ),
  "teachingArea-indoorSportsArea/1": stated("生均教学及辅助用房面积", "Teaching floor area per pupil", "㎡", [
    "生均教学及教学辅助用房面积",
  ]),
  "sportsGroundArea+indoorSportsArea/1": stated("生均体育运动场馆面积", "Sports venue area per pupil", "㎡"),
  "equipmentValue/1": stated("生均教学仪器设备值", "Equipment value per pupil", "元", ["生均教学仪器设备资产值"]),
  "multimediaRooms/100": stated("每百名学生拥有网络多媒体教室数", "Multimedia classrooms per 100 pupils", "间"),
};

export type IdentityKey = keyof typeof IDENTITY_QUANTITIES;
export type StageKey = keyof typeof STAGE_QUANTITIES;
export type SchoolKey = keyof typeof SCHOOL_QUANTITIES;
export type CountyKey = keyof typeof COUNTY_QUANTITIES;
export type ProfileKey = keyof typeof PROFILE_QUANTITIES;
export type QuantityKey = IdentityKey | StageKey | SchoolKey | CountyKey | ProfileKey;

/** Columns that are asked by other standards than the national one, whose template leaves them out; read wherever they stand. */
export const FURTHER_COLUMNS: readonly QuantityKey[] = ["midTitleTeachers", "computers", "books"];

/** The whole dictionary, in the order in which the template writes it. */
export const QUANTITIES: Readonly<Record<QuantityKey, Quantity>> = {
  ...IDENTITY_QUANTITIES,
  ...STAGE_QUANTITIES,
  ...SCHOOL_QUANTITIES,
  ...COUNTY_QUANTITIES,
  ...PROFILE_QUANTITIES,
};
