import type { Check, Citation, Indicator, ShareCheck, StandardDocument } from "../model/standard.ts";
import { DAY_PUPILS_IN_TOWN, MIGRANT_PUPILS } from "./witnesses.ts";

/**
 * 教督〔2017〕6号 as data. Its official text was not at hand: each value was taken from the document that `via` names,
 * which repeats it, so none is marked verified.
 */

const WUQING = "武清区推进义务教育优质均衡发展三年行动方案（2020—2022年）";
const SIFANGTAI = "四方台区关于推进义务教育优质均衡发展工作规划（2023-2027）（试行）";
const FORM = "县域义务教育优质均衡发展申报表";

/** The day on which the ministry's notice was issued. */
const ISSUED = "2017-04-19";

const law = (clause: string, via: string | null): Citation => ({
  document: "县域义务教育优质均衡发展督导评估办法",
  number: "教督〔2017〕6号",
  clause,
  date: ISSUED,
  via,
  verified: false,
});

const rules = (clause: string, via: string | null): Citation => ({
  document: "县域义务教育优质均衡发展督导评估工作规程",
  number: null,
  clause,
  date: null,
  via,
  verified: false,
});

const inForce = (id: string, citation: Citation) => ({ id, citation, from: ISSUED, to: null });

const resource = (
  index: number,
  entry: {
    id: string;
    zh: string;
    en: string;
    unit: string;
    plus: string[];
    minus?: string[];
    per: 1 | 100;
    split: boolean;
    primary: [value: number, floor: number];
    juniorSecondary: [value: number, floor: number];
    step: number;
    gapUnit: string;
    via: string;
  },
): Indicator => {
  const bound = ([value, floor]: [number, number]) => ({ operator: ">=" as const, value, floor });
  return {
    id: entry.id,
    code: `R${index}`,
    part: "resource",
    name: { zh: entry.zh, en: entry.en },
    unit: entry.unit,
    checks: [
      {
        ...inForce("ratio", law(`资源配置 第${index}项`, entry.via)),
        kind: "ratio",
        numerator: { plus: entry.plus, minus: entry.minus ?? [] },
        per: entry.per,
        split: entry.split,
        bounds: { primary: bound(entry.primary), juniorSecondary: bound(entry.juniorSecondary) },
        step: entry.step,
        gapUnit: entry.gapUnit,
      },
      {
        ...inForce("dispersion", law("资源配置 校际差异系数", `${SIFANGTAI} 三（二）一`)),
        kind: "dispersion",
        limits: { primary: 0.5, juniorSecondary: 0.45 },
      },
    ],
    responsible: [],
    deadline: null,
  };
};

const indicator = (
  code: string,
  id: string,
  part: Indicator["part"],
  zh: string,
  en: string,
  unit: string,
  checks: Check[],
): Indicator => ({ id, code, part, name: { zh, en }, unit, checks, responsible: [], deadline: null });

const attestation = (id: string, code: string, zh: string, en: string, citation: Citation) =>
  ({ ...inForce(id, citation), kind: "attestation", code, statement: { zh, en } }) as const;

const share = (
  id: string,
  citation: Citation,
  entry: Pick<ShareCheck, "bound"> &
    Partial<Pick<ShareCheck, "level" | "stage" | "whenNone" | "witness" | "schools">> & {
      numerator: [plus: string[], minus?: string[]];
      denominator: [plus: string[], minus?: string[]];
    },
): ShareCheck => ({
  ...inForce(id, citation),
  kind: "share",
  level: entry.level ?? "county",
  stage: entry.stage ?? null,
  numerator: { plus: entry.numerator[0], minus: entry.numerator[1] ?? [] },
  denominator: { plus: entry.denominator[0], minus: entry.denominator[1] ?? [] },
  bound: entry.bound,
  whenNone: entry.whenNone ?? "notApplicable",
  ...(entry.witness === undefined ? {} : { witness: entry.witness }),
  schools: entry.schools ?? null,
});

const RESOURCES: Indicator[] = [
  resource(1, {
    id: "qualified-teachers",
    zh: "每百名学生拥有高于规定学历教师数",
    en: "Teachers above the required degree per 100 pupils",
    unit: "人/百人",
    plus: ["qualifiedTeachers"],
    per: 100,
    split: false,
    primary: [4.2, 3.57],
    juniorSecondary: [5.3, 4.505],
    step: 1,
    gapUnit: "人",
    via: `${WUQING} 二（八）`,
  }),
  resource(2, {
    id: "backbone-teachers",
    zh: "每百名学生拥有县级以上骨干教师数",
    en: "Backbone teachers (county level or above) per 100 pupils",
    unit: "人/百人",
    plus: ["backboneTeachers"],
    per: 100,
    split: false,
    primary: [1, 0.85],
    juniorSecondary: [1, 0.85],
    step: 1,
    gapUnit: "人",
    via: `${WUQING} 二（八）`,
  }),
  resource(3, {
    id: "arts-pe-teachers",
    zh: "每百名学生拥有体育、艺术（美术、音乐）专任教师数",
    en: "PE and arts teachers per 100 pupils",
    unit: "人/百人",
    plus: ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"],
    per: 100,
    split: false,
    primary: [0.9, 0.765],
    juniorSecondary: [0.9, 0.765],
    step: 1,
    gapUnit: "人",
    via: `${WUQING} 二（六）`,
  }),
  resource(4, {
    id: "teaching-floor-area",
    zh: "生均教学及辅助用房面积",
    en: "Teaching and auxiliary floor area per pupil",
    unit: "㎡/人",
    plus: ["teachingArea"],
    minus: ["indoorSportsArea"],
    per: 1,
    split: true,
    primary: [4.5, 3.825],
    juniorSecondary: [5.8, 4.93],
    step: 0.01,
    gapUnit: "㎡",
    via: `${WUQING} 二（二）`,
  }),
  resource(5, {
    id: "sports-venue-area",
    zh: "生均体育运动场馆面积",
    en: "Sports venue area per pupil",
    unit: "㎡/人",
    plus: ["sportsGroundArea", "indoorSportsArea"],
    per: 1,
    split: true,
    primary: [7.5, 6.375],
    juniorSecondary: [10.2, 8.67],
    step: 0.01,
    gapUnit: "㎡",
    via: `${WUQING} 二（三）`,
  }),
  resource(6, {
    id: "equipment-value",
    zh: "生均教学仪器设备值",
    en: "Teaching equipment value per pupil",
    unit: "元/人",
    plus: ["equipmentValue"],
    per: 1,
    split: true,
    primary: [2000, 1700],
    juniorSecondary: [2500, 2125],
    step: 1,
    gapUnit: "元",
    via: `${WUQING} 二（四）`,
  }),
  resource(7, {
    id: "multimedia-classrooms",
    zh: "每百名学生拥有网络多媒体教室数",
    en: "Networked multimedia classrooms per 100 pupils",
    unit: "间/百人",
    plus: ["multimediaRooms"],
    per: 100,
    split: true,
    primary: [2.3, 1.955],
    juniorSecondary: [2.4, 2.04],
    step: 1,
    gapUnit: "间",
    via: `${WUQING} 二（五）`,
  }),
];

const QUORUM: Indicator = indicator(
  "R1–R7",
  "resource-quorum",
  "resource",
  "七项资源配置综合达标（至少6项达标，余项达到85%）",
  "Seven resource indicators together (6 of 7 met, the other at 85 %)",
  "项",
  [
    {
      ...inForce("quorum", law("资源配置 综合评估", `${FORM} 表Ⅱ-2`)),
      kind: "quorum",
      of: RESOURCES.map((entry) => entry.id),
      atLeast: 6,
    },
  ],
);

const guarantee = (number: number) => `政府保障程度 第${number}项`;
const quality = (number: number) => `教育质量 第${number}项`;

const GUARANTEES: Indicator[] = [
  indicator("G1", "school-layout", "guarantee", "规划布局合理", "School layout", "", [
    attestation(
      "layout",
      "G1",
      "县域内义务教育学校规划布局合理，符合国家规定要求",
      "The layout of schools is reasonable and follows national rules",
      law(guarantee(1), `${SIFANGTAI} 三（二）二`),
    ),
  ]),
  indicator("G2", "unified-standards", "guarantee", "城乡标准统一", "Unified standards for town and country", "", [
    attestation(
      "construction",
      "G2a",
      "城乡义务教育学校建设标准统一",
      "One construction standard",
      law(guarantee(2), `${SIFANGTAI} 三（二）二`),
    ),
    attestation(
      "staffing",
      "G2b",
      "城乡义务教育教师编制标准统一",
      "One staffing standard",
      law(guarantee(2), `${SIFANGTAI} 三（二）二`),
    ),
    attestation(
      "funding",
      "G2c",
      "生均公用经费基准定额统一",
      "One per-pupil funding quota",
      law(guarantee(2), `${SIFANGTAI} 三（二）二`),
    ),
    attestation(
      "equipment",
      "G2d",
      "基本装备配置标准统一",
      "One equipment standard",
      law(guarantee(2), `${SIFANGTAI} 三（二）二`),
    ),
  ]),
  indicator("G3", "arts-rooms", "guarantee", "音乐、美术专用教室", "Music and art rooms", "间", [
    {
      ...inForce("rooms", law(guarantee(3), `${WUQING} 二（三）`)),
      kind: "arts-rooms",
      classesPerRoom: 12,
      reading: "each",
      rooms: [
        { kind: "music", all: "musicRooms", adequate: "adequateMusicRooms", area: 96 },
        { kind: "art", all: "artRooms", adequate: "adequateArtRooms", area: 90 },
      ],
    },
  ]),
  indicator("G4", "school-size", "guarantee", "学校规模", "School size", "人", [
    {
      ...inForce("size", law(guarantee(4), `${WUQING} 二（十）`)),
      kind: "school-size",
      caps: { primary: 2000, juniorSecondary: 2000 },
      combined: 2500,
    },
  ]),
  indicator("G5", "class-size", "guarantee", "班级学生数", "Class size", "人", [
    {
      ...inForce("size", law(guarantee(5), `${WUQING} 二（十）`)),
      kind: "class-size",
      caps: { primary: 45, juniorSecondary: 50 },
    },
  ]),
  indicator("G6", "small-school-funding", "guarantee", "规模较小学校公用经费", "Funding of small schools", "元", [
    {
      ...inForce("funding", law(guarantee(6), `${SIFANGTAI} 三（二）二`)),
      kind: "small-school-funding",
      pupils: 100,
      funds: "allocatedFunds",
      quota: "primaryFundingQuota",
    },
  ]),
  indicator(
    "G7",
    "special-education-funding",
    "guarantee",
    "特殊教育学校生均公用经费",
    "Special education funding per pupil",
    "元/人",
    [
      {
        ...inForce("funding", law(guarantee(7), `${WUQING} 二（十三）`)),
        kind: "special-education-funding",
        funds: "allocatedFunds",
        countyFunds: "specialEducationFunds",
        countyPupils: "specialEducationPupils",
        bound: { operator: ">=", value: 6000 },
      },
    ],
  ),
  indicator("G8", "teacher-pay", "guarantee", "教师平均工资收入水平", "Teachers' pay", "元", [
    {
      ...inForce("average", law(guarantee(8), `${WUQING} 二（九）`)),
      kind: "comparison",
      left: "teacherAveragePay",
      operator: ">=",
      right: "civilServantAveragePay",
      unit: "元",
    },
    attestation(
      "performance-pay",
      "G8b",
      "按规定足额核定教师绩效工资总量",
      "Performance pay is granted in full",
      law(guarantee(8), `${WUQING} 二（九）`),
    ),
  ]),
  indicator("G9", "teacher-training", "guarantee", "教师5年360学时培训完成率", "360-hour training completed", "%", [
    share("completion", law(guarantee(9), `${WUQING} 二（七）`), {
      level: "school",
      schools: "staffed",
      numerator: [["trainedTeachers"]],
      denominator: [["teachers"]],
      bound: { operator: ">=", value: 100 },
    }),
  ]),
  indicator("G10", "staffing-allocation", "guarantee", "统筹分配编制和岗位", "Allocation of posts", "", [
    attestation(
      "allocation",
      "G10",
      "在核定的教职工编制总额和岗位总量内，统筹分配各校教职工编制和岗位数量",
      "Posts are allocated to schools within the approved total",
      law(guarantee(10), `${SIFANGTAI} 三（二）二`),
    ),
  ]),
  indicator("G11", "teacher-rotation", "guarantee", "教师交流轮岗", "Teacher rotation", "%", [
    share("rotated", law(guarantee(11), `${WUQING} 二（八）`), {
      numerator: [["rotatedTeachers"]],
      denominator: [["rotationEligible"]],
      bound: { operator: ">=", value: 10 },
    }),
    share("backbone", law(guarantee(11), `${WUQING} 二（八）`), {
      numerator: [["rotatedBackbone"]],
      denominator: [["rotatedTeachers"]],
      bound: { operator: ">=", value: 20 },
    }),
  ]),
  indicator("G12", "teacher-certificates", "guarantee", "专任教师持证上岗率", "Teachers holding the certificate", "%", [
    share("certified", law(guarantee(12), `${WUQING} 二（八）`), {
      level: "school",
      schools: "staffed",
      numerator: [["certifiedTeachers"]],
      denominator: [["teachers"]],
      bound: { operator: ">=", value: 100 },
    }),
  ]),
  indicator("G13", "nearby-enrolment", "guarantee", "就近划片入学比例", "Enrolment in the zone", "%", [
    share("primary", law(guarantee(13), `${FORM} 表Ⅳ 13`), {
      stage: "primary",
      numerator: [["primaryInZone"]],
      denominator: [["primaryEntrants"]],
      witness: DAY_PUPILS_IN_TOWN,
      bound: { operator: ">=", value: 100 },
    }),
    share("junior-secondary", law(guarantee(13), `${FORM} 表Ⅳ 13`), {
      stage: "juniorSecondary",
      numerator: [["juniorInZone"]],
      denominator: [["juniorEntrants"]],
      witness: DAY_PUPILS_IN_TOWN,
      bound: { operator: ">=", value: 95 },
    }),
  ]),
  indicator("G14", "quota-allocation", "guarantee", "优质高中招生名额分配比例", "Quota places", "%", [
    share("allocated", law(guarantee(14), `${WUQING} 二（十一）`), {
      numerator: [["quotaAllocated"]],
      denominator: [["quotaTotal"]],
      bound: { operator: ">=", value: 50 },
      whenNone: "unknown",
    }),
    attestation(
      "rural",
      "G14b",
      "优质高中招生名额分配向农村初中倾斜",
      "Quota places favour rural junior schools",
      law(guarantee(14), `${WUQING} 二（十一）`),
    ),
  ]),
  indicator(
    "G15",
    "migrant-and-left-behind",
    "guarantee",
    "随迁子女就读比例与留守儿童关爱",
    "Migrant and left-behind children",
    "%",
    [
      share("places", law(guarantee(15), `${WUQING} 二（十二）`), {
        numerator: [["migrantInPublic", "migrantInPurchased"]],
        denominator: [["migrantEligible"]],
        witness: MIGRANT_PUPILS,
        bound: { operator: ">=", value: 85 },
      }),
      attestation(
        "left-behind",
        "G15b",
        "留守儿童关爱体系健全",
        "A sound system of care for left-behind children",
        law(guarantee(15), `${SIFANGTAI} 三（二）二`),
      ),
    ],
  ),
];

const QUALITY: Indicator[] = [
  indicator("Q1", "junior-retention", "quality", "初中三年巩固率", "Junior retention over three years", "%", [
    share("retention", law(quality(1), `${WUQING} 二（十一）`), {
      numerator: [["juniorGraduates", "juniorTransfersOut"], ["juniorTransfersIn"]],
      denominator: [["juniorEntrantsThreeYearsAgo"], ["juniorDeaths"]],
      bound: { operator: ">=", value: 95 },
      whenNone: "unknown",
    }),
  ]),
  indicator("Q2", "disabled-enrolment", "quality", "残疾儿童少年入学率", "Disabled children enrolled", "%", [
    share("enrolled", law(quality(2), `${WUQING} 二（十二）`), {
      numerator: [["disabledEnrolled"]],
      denominator: [["disabledSchoolAge"]],
      bound: { operator: ">=", value: 95 },
    }),
  ]),
  indicator(
    "Q3",
    "charter-and-informatization",
    "quality",
    "学校章程、管理与教学信息化",
    "Charter, and management and teaching by ICT",
    "",
    [
      {
        ...inForce("answers", law(quality(3), `${WUQING} 二（五）`)),
        kind: "flags",
        quantities: ["charter", "managementIct", "teachingIct"],
        expected: true,
        fallback: null,
      },
    ],
  ),
  indicator("Q4", "training-budget", "quality", "教师培训经费占公用经费预算比例", "Training share of the budget", "%", [
    share("training", law(quality(4), `${WUQING} 二（十三）`), {
      level: "school",
      schools: "exceptTeachingPoints",
      numerator: [["trainingFunds"]],
      denominator: [["budgetedFunds"]],
      bound: { operator: ">=", value: 5 },
      whenNone: "unknown",
    }),
  ]),
  indicator("Q5", "ict-teaching", "quality", "教师熟练运用信息化手段组织教学", "Teachers use ICT proficiently", "", [
    {
      ...inForce("answers", law(quality(5), `${WUQING} 二（五）`)),
      kind: "flags",
      quantities: ["ictTeaching"],
      expected: true,
      fallback: attestation(
        "county",
        "Q5",
        "教师能熟练运用信息化手段组织教学，设施设备利用率达到较高水平",
        "Teachers use ICT proficiently and equipment is well used",
        law(quality(5), `${WUQING} 二（五）`),
      ),
    },
  ]),
  indicator(
    "Q6",
    "moral-education-culture",
    "quality",
    "德育工作、校园文化建设",
    "Moral education and campus culture",
    "",
    [
      {
        ...inForce("grades", law(quality(6), `${WUQING} 二（一）`)),
        kind: "grade",
        quantities: ["moralEducationGrade", "campusCultureGrade"],
        atLeast: "good",
      },
    ],
  ),
  indicator("Q7", "curriculum", "quality", "课程开齐开足、教学秩序、综合实践", "Curriculum, order and practice", "", [
    {
      ...inForce("answers", law(quality(7), `${WUQING} 二（一）`)),
      kind: "flags",
      quantities: ["curriculumComplete", "teachingOrder", "practiceActivities"],
      expected: true,
      fallback: null,
    },
  ]),
  indicator("Q8", "homework-burden", "quality", "无过重课业负担", "No excessive homework burden", "", [
    {
      ...inForce("answers", law(quality(8), `${WUQING} 二（一）`)),
      kind: "flags",
      quantities: ["excessiveHomework"],
      expected: false,
      fallback: null,
    },
  ]),
  indicator(
    "Q9",
    "academic-quality",
    "quality",
    "国家义务教育质量监测",
    "National monitoring of academic quality",
    "",
    [
      {
        ...inForce("monitoring", law(quality(9), `${WUQING} 二（一）`)),
        kind: "monitoring",
        subjects: ["语文", "数学", "科学", "体育", "艺术", "德育"],
        levelAtLeast: 3,
        rateBelow: 0.15,
      },
    ],
  ),
];

const RECOGNITION: Indicator[] = [
  indicator("S1", "public-recognition", "recognition", "社会认可度", "Public recognition", "%", [
    share("satisfied", law("社会认可度", `${FORM} 表Ⅵ`), {
      numerator: [["satisfied"]],
      denominator: [["surveyed"]],
      bound: { operator: ">=", value: 85 },
      whenNone: "unknown",
    }),
  ]),
];

const veto = (number: number, id: string, zh: string, en: string): Indicator =>
  indicator(`V${number}`, id, "veto", zh, en, "", [
    {
      ...inForce("absence", law("一票否决", `${SIFANGTAI} 三（二）五`)),
      kind: "absence",
      code: `V${number}`,
    },
  ]);

const VETOES: Indicator[] = [
  veto(1, "exam-admission", "以考试方式招生", "Admission by examination"),
  veto(2, "illegal-school-choice", "违规择校", "School choice against the rules"),
  veto(3, "key-schools-or-classes", "重点学校或重点班", "Key schools or key classes"),
  veto(4, "unfilled-posts", "“有编不补”或长期聘用编外教师", "Posts left unfilled, or long-term staff without posts"),
  veto(5, "major-incident", "重大安全责任事故和严重违纪违规", "Major safety incidents or grave breaches of discipline"),
  veto(6, "fraud", "弄虚作假", "Fraud"),
];

/** Last day of the three years after the rules' issue in 2019, to which the transitional rules are limited. */
const TRANSITION_ENDS = "2022-12-31";

export const NATIONAL_2017: StandardDocument = {
  id: "national-2017",
  local: null,
  title: { zh: "国家标准（教督〔2017〕6号）", en: "National standard, 教督〔2017〕6号" },
  edition: "2026-11-22",
  reviewed: "2026-11-22",
  citation: law("全文", `${WUQING}；${SIFANGTAI}；${FORM}`),
  indicators: [...RESOURCES, QUORUM, ...GUARANTEES, ...QUALITY, ...RECOGNITION, ...VETOES],
  split: {
    nineYear: { primary: 1, juniorSecondary: 1.1, senior: null },
    completeSecondary: { primary: null, juniorSecondary: 1, senior: 1.2 },
    twelveYear: { primary: 1, juniorSecondary: 1.1, senior: 1.32 },
    citation: rules("资源配置指标 按学段拆分", FORM),
  },
  teachingPointFrom: 50,
  scope: rules("资源配置指标 评估范围", `${FORM} 表Ⅱ-2 注`),
  options: [
    {
      kind: "requirement",
      id: "special-education-8000",
      title: {
        zh: "特殊教育学校生均公用经费不低于8000元",
        en: "Special education funding of at least 8000 yuan per pupil",
      },
      indicator: "special-education-funding",
      check: {
        ...inForce("funding", law(guarantee(7), `${FORM} 表Ⅳ 7（较新版本，施行日期不详）`)),
        from: null,
        kind: "special-education-funding",
        funds: "allocatedFunds",
        countyFunds: "specialEducationFunds",
        countyPupils: "specialEducationPupils",
        bound: { operator: ">=", value: 8000 },
      },
      from: null,
      to: null,
      citation: law(guarantee(7), `${FORM} 表Ⅳ 7（较新版本，施行日期不详）`),
    },
    {
      kind: "requirement",
      id: "pooled-arts-rooms",
      title: {
        zh: "音乐、美术专用教室合并计算（每12个班共1间以上）",
        en: "Music and art rooms counted together (one for every 12 classes)",
      },
      indicator: "arts-rooms",
      check: {
        ...inForce("rooms", law(guarantee(3), `${WUQING} 二（三）（宽口径理解）`)),
        kind: "arts-rooms",
        classesPerRoom: 12,
        reading: "pooled",
        rooms: [
          { kind: "music", all: "musicRooms", adequate: "adequateMusicRooms", area: 96 },
          { kind: "art", all: "artRooms", adequate: "adequateArtRooms", area: 90 },
        ],
      },
      from: null,
      to: null,
      citation: law(guarantee(3), `${WUQING} 二（三）（宽口径理解）`),
    },
    {
      kind: "relaxation",
      id: "small-rural-shared-teachers",
      title: {
        zh: "乡村50—99人学校兼职、走教体艺教师计入",
        en: "Rural schools of 50 to 99 pupils: part-time and rotating PE and arts teachers count",
      },
      indicator: "arts-pe-teachers",
      rules: [
        {
          when: [{ location: "rural", pupilsFrom: 50, pupilsTo: 99 }],
          change: { kind: "add-to-numerator", quantities: ["sharedArtsPeTeachers"] },
        },
      ],
      from: null,
      to: TRANSITION_ENDS,
      citation: rules("过渡期规定 体育、艺术教师", FORM),
    },
    {
      kind: "relaxation",
      id: "dense-centre-venues",
      title: {
        zh: "中心城区高密度学校改造及租赁场馆计入",
        en: "Dense city centre: converted space and rented venues count",
      },
      indicator: "sports-venue-area",
      rules: [
        {
          when: [{ denseCentre: true }],
          change: { kind: "add-to-numerator", quantities: ["convertedVenueArea"] },
        },
      ],
      from: null,
      to: TRANSITION_ENDS,
      citation: rules("过渡期规定 体育运动场馆", FORM),
    },
    {
      kind: "relaxation",
      id: "older-arts-rooms",
      title: { zh: "老校舍音乐、美术专用教室面积放宽", en: "Older schools: smaller music and art rooms count" },
      indicator: "arts-rooms",
      rules: [
        {
          when: [{ location: "rural", largestClassUnder: 30 }],
          change: {
            kind: "room-area",
            areas: { primary: { music: 54, art: 54 }, juniorSecondary: { music: 61, art: 61 } },
          },
        },
        {
          when: [{ builtBy: 2016 }],
          change: {
            kind: "room-area",
            areas: { primary: { music: 73, art: 67 }, juniorSecondary: { music: 73, art: 67 } },
          },
        },
      ],
      from: null,
      to: TRANSITION_ENDS,
      citation: rules("过渡期规定 音乐、美术专用教室", FORM),
    },
    {
      kind: "relaxation",
      id: "older-or-migrant-size",
      title: {
        zh: "2010年底前建成或随迁子女过半的学校规模放宽",
        en: "Schools built by 2010, or with mostly migrant pupils: larger sizes allowed",
      },
      indicator: "school-size",
      rules: [
        {
          when: [{ builtBy: 2010 }, { migrantShareAbove: 50 }],
          change: { kind: "size-cap", caps: { primary: 2400, juniorSecondary: 2400 }, combined: 3000 },
        },
      ],
      from: null,
      to: TRANSITION_ENDS,
      citation: rules("过渡期规定 学校规模", FORM),
    },
  ],
};
