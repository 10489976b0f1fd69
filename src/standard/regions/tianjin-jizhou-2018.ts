import type { RegionalDocument } from "../../model/standard.ts";
import { asRead, attest, check, citing, count, dueOn, dutyOf, figure, own, refine, share } from "./clauses.ts";

/**
 * 蓟州区's plan for the integration of town and country, clause by clause. Its published text was compared word for word
 * with what stands here. It says nothing of the seven resource indicators nor of their spread, and sets no end.
 */

const law = citing("蓟州区统筹推进区内城乡义务教育一体化改革发展实施方案", null, "2018-03-19");

/** “到2020年”. */
const BY_2020 = "2020-12-31";
const by2020 = { deadline: BY_2020 };

/**
 * The text counts no heads: 56 and 66 pupils are what 大班额 and 超大班额 commonly mean. “基本消除” has no number either;
 * five in a hundred is how it is commonly read.
 */
const LARGE = "大班额按56人以上理解";
const VERY_LARGE = "超大班额按66人以上理解";
const elimination = (reading: string) => [
  {
    by: "2018-12-31",
    atMost: 5,
    citation: asRead(law(`二（六）“到2018年，基本消除”，按不超过教学班总数的5%理解，${reading}`)),
  },
  { by: BY_2020, atMost: 0, citation: asRead(law(`二（六）“到2020年，全面消除”，${reading}`)) },
];

export const TIANJIN_JIZHOU_2018: RegionalDocument = {
  id: "tianjin-jizhou-2018",
  title: {
    zh: "天津市蓟州区城乡义务教育一体化改革发展实施方案（2018年）",
    en: "Jizhou District, Tianjin: plan for town-and-country integration, 2018",
  },
  edition: "2026-11-22",
  reviewed: "2026-11-22",
  citation: law("全文；依据津政办函〔2017〕130号"),
  extends: "national-2017",
  expires: null,

  refine: [
    refine(
      "school-layout",
      [
        attest(
          "layout",
          "G1",
          law("二（一）"),
          "优化义务教育空间布局，建立教育设施项目库，预留足够的义务教育学校用地",
          "The layout is improved, projects are listed and enough land is kept for schools",
        ),
      ],
      { responsible: ["发展改革部门", "国土部门"] },
    ),
    refine(
      "unified-standards",
      [
        dueOn(
          BY_2020,
          attest("construction", "G2a", law("一（三）"), "全区义务教育学校建设标准统一", "One construction standard"),
        ),
        dueOn(BY_2020, attest("staffing", "G2b", law("一（三）"), "区内教师编制标准统一", "One staffing standard")),
        dutyOf(
          ["财政部门", "教育部门"],
          dueOn(
            BY_2020,
            attest("funding", "G2c", law("一（三）"), "区内生均公用经费基准定额统一", "One per-pupil funding quota"),
          ),
        ),
        dueOn(BY_2020, attest("equipment", "G2d", law("一（三）"), "基本装备配置标准统一", "One equipment standard")),
      ],
      {
        ...by2020,
        looser: {
          zh: "“到2020年”：此前不作要求，国家标准没有这样的期限",
          en: "“by 2020”: not asked before, while the national standard defers nothing",
        },
      },
    ),
    refine(
      "teacher-pay",
      [
        check("average", law("二（七）"), {
          kind: "comparison",
          left: "乡村义务教育教师平均工资收入",
          operator: ">=",
          right: "civilServantAveragePay",
          unit: "元",
        }),
      ],
      {
        responsible: ["财政部门", "教育部门"],
        looser: {
          zh: "只写乡村教师的平均工资收入，没有全区教师，也没有足额核定绩效工资",
          en: "names the pay of rural teachers only, and says nothing of performance pay in full",
        },
      },
    ),
    refine(
      "staffing-allocation",
      [
        attest(
          "allocation",
          "G10",
          law("二（七）"),
          "教职工编制城乡、区域统筹和动态管理",
          "Posts are allocated across town and country and adjusted to need",
        ),
      ],
      { responsible: ["机构编制部门", "人力社保部门"] },
    ),
    refine(
      "migrant-and-left-behind",
      [
        attest(
          "public-schools",
          "G15a",
          law("二（五）"),
          "坚持以公办学校为主，妥善解决居住证持有人随迁子女义务教育问题",
          "Children of residence-permit holders are placed, in public schools above all",
        ),
        attest(
          "left-behind",
          "G15b",
          law("二（五）"),
          "落实属地责任，建立工作台账，完善农村留守儿童关爱保护工作体系",
          "A system of care for left-behind children with its registers",
        ),
      ],
      {
        responsible: ["公安部门", "教育部门"],
        remark: {
          zh: "“以公办学校为主”没有比例，凭佐证判定；85%的要求只在国家标准中",
          en: "“public schools above all” has no percentage and is attested; the 85 % is the national standard's",
        },
      },
    ),
    refine("unfilled-posts", [{ ...check("absence", law("二（七）"), { kind: "absence" }), code: "V4" }]),
  ],

  add: [
    own(
      "L1",
      "large-classes",
      "guarantee",
      "消除大班额（56人以上）",
      "No large classes (56 pupils or more)",
      "%",
      [
        {
          ...check("elimination", asRead(law(`二（六），${LARGE}`)), { kind: "staged-elimination" }),
          count: "56人以上大班额班级数",
          of: "义务教育教学班总数",
          steps: elimination(LARGE),
        },
      ],
      by2020,
    ),
    own(
      "L2",
      "very-large-classes",
      "guarantee",
      "消除超大班额（66人以上）",
      "No very large classes (66 pupils or more)",
      "%",
      [
        {
          ...check("elimination", asRead(law(`二（六），${VERY_LARGE}`)), { kind: "staged-elimination" }),
          count: "66人以上超大班额班级数",
          of: "义务教育教学班总数",
          steps: elimination(VERY_LARGE),
        },
      ],
      by2020,
    ),
    own("L3", "large-class-growth", "guarantee", "大班额零增量", "No more large classes than before", "班", [
      {
        ...check("growth", asRead(law(`二（六）“大班额零增量”，${LARGE}`)), {
          kind: "year-on-year",
          operator: "<=",
          unit: "班",
        }),
        current: "56人以上大班额班级数",
        previous: "上年56人以上大班额班级数",
      },
    ]),
    own(
      "L4",
      "daily-exercise",
      "quality",
      "学生每天锻炼1小时（雾霾、雨雪天气）",
      "An hour of exercise a day in any weather",
      "小时",
      [count("hour", law("二（二）"), "恶劣天气每天锻炼时长", 1, "小时", "school")],
    ),
    own(
      "L5",
      "disabled-placement",
      "quality",
      "未入学适龄残疾儿童少年一人一案",
      "A placement for every registered disabled child",
      "%",
      [share("placed", law("二（五）"), ["已按一人一案安置的未入学残疾儿童数"], ["实名登记未入学适龄残疾儿童数"], 100)],
    ),
    own(
      "L6",
      "housing-schools",
      "guarantee",
      "配套学校三同步",
      "Schools planned, built and handed over with housing",
      "",
      [
        attest(
          "in-step",
          "L6",
          law("二（一）"),
          "配套学校与住宅建设首期项目同步规划设计、同步建设验收、同步交付使用",
          "Schools of new housing are planned, built and handed over with its first phase",
        ),
      ],
    ),
    own(
      "L7",
      "backbone-rotation",
      "guarantee",
      "提高骨干教师交流轮岗比例",
      "A rising share of backbone teachers who rotate",
      "%",
      [
        {
          ...check("rising", law("二（七）"), { kind: "year-on-year", operator: ">", unit: "%" }),
          current: "本年骨干教师交流轮岗比例",
          previous: "上年骨干教师交流轮岗比例",
        },
      ],
    ),
    own(
      "L8",
      "rural-performance-pay",
      "guarantee",
      "乡村教师绩效工资总量增幅",
      "Increase of rural teachers' performance pay",
      "%",
      [
        share("increase", law("二（七）"), ["乡村教师绩效工资增加额"], ["乡村教师现行绩效工资总量"], 10, {
          bound: { operator: "<=", value: 10 },
        }),
      ],
      { responsible: ["财政部门", "教育部门"] },
    ),
    own(
      "L9",
      "class-teacher-allowance",
      "guarantee",
      "提高班主任津贴标准",
      "A rising allowance for class teachers",
      "元",
      [
        {
          ...check("rising", law("二（八）"), { kind: "year-on-year", operator: ">", unit: "元" }),
          current: "本年班主任津贴月标准",
          previous: "上年班主任津贴月标准",
        },
      ],
    ),
    own(
      "L10",
      "rural-posts-kept",
      "guarantee",
      "不占用乡村义务教育教师编制",
      "Posts of rural teachers are not taken for other uses",
      "",
      [
        attest(
          "kept",
          "L10",
          law("二（七）"),
          "没有任何部门和单位占用或变相占用乡村义务教育教师编制",
          "No department takes posts of rural teachers, openly or not",
        ),
      ],
      { responsible: ["机构编制部门"] },
    ),
    own(
      "L11",
      "dropout-prevention",
      "quality",
      "控辍保学责任制和联控联保机制",
      "Responsibility for keeping pupils at school",
      "",
      [
        attest(
          "mechanism",
          "L11",
          law("二（五）"),
          "建立控辍保学目标责任制和联控联保机制，适龄儿童少年入学并完成义务教育",
          "Targets and joint measures keep every child at school to the end of compulsory education",
        ),
      ],
    ),
    own(
      "L12",
      "modernisation-round",
      "guarantee",
      "第三轮义务教育学校现代化标准建设",
      "Third round of school modernisation",
      "",
      [
        attest(
          "completed",
          "L12",
          law("一（三）"),
          "高质量完成第三轮义务教育学校现代化标准建设任务",
          "The third round of school modernisation is completed",
        ),
      ],
    ),
    own("L13", "indoor-sports-rooms", "guarantee", "新建学校体育活动室", "Indoor sports rooms of new schools", "", [
      attest(
        "new-schools",
        "L13",
        law("二（二）"),
        "新建学校按照国家现行规范和标准设置体育活动室",
        "New schools have sports rooms by the national norm",
      ),
    ]),
    own(
      "L14",
      "plan-approval",
      "guarantee",
      "配套学校建设方案征得教育部门同意",
      "Plans of new schools agreed by the education office",
      "",
      [
        attest(
          "agreed",
          "L14",
          law("二（一）、三（三）"),
          "新建配套学校建设方案征得区教育部门同意，未按规划配套建设学校的不予验收",
          "Plans of new schools are agreed by the education office; what is built without its schools is not accepted",
        ),
      ],
      { responsible: ["规划部门", "国土部门"] },
    ),
  ],

  silent: [
    "qualified-teachers",
    "backbone-teachers",
    "arts-pe-teachers",
    "teaching-floor-area",
    "sports-venue-area",
    "equipment-value",
    "multimedia-classrooms",
    "resource-quorum",
    "arts-rooms",
    "school-size",
    "class-size",
    "small-school-funding",
    "special-education-funding",
    "teacher-training",
    "teacher-rotation",
    "teacher-certificates",
    "nearby-enrolment",
    "quota-allocation",
    "migrant-and-left-behind/places",
    "junior-retention",
    "disabled-enrolment",
    "charter-and-informatization",
    "training-budget",
    "ict-teaching",
    "moral-education-culture",
    "curriculum",
    "homework-burden",
    "academic-quality",
    "public-recognition",
    "exam-admission",
    "illegal-school-choice",
    "key-schools-or-classes",
    "major-incident",
    "fraud",
  ],

  milestones: [],
  phases: [],

  quantities: {
    乡村义务教育教师平均工资收入: figure("county", "money", "元", "Rural teachers' average pay"),
    "56人以上大班额班级数": figure("county", "count", "班", "Classes of 56 pupils or more", {
      rows: { classesFrom: 56 },
      within: "义务教育教学班总数",
    }),
    "66人以上超大班额班级数": figure("county", "count", "班", "Classes of 66 pupils or more", {
      rows: { classesFrom: 66 },
      within: "56人以上大班额班级数",
    }),
    上年56人以上大班额班级数: figure("county", "count", "班", "Classes of 56 pupils or more, last year"),
    义务教育教学班总数: figure("county", "count", "班", "Classes in compulsory education", { rows: "classes" }),
    恶劣天气每天锻炼时长: figure("school", "amount", "小时", "Hours of exercise a day in bad weather"),
    已按一人一案安置的未入学残疾儿童数: figure("county", "count", "人", "Registered disabled children placed"),
    实名登记未入学适龄残疾儿童数: figure("county", "count", "人", "Registered disabled children out of school"),
    本年骨干教师交流轮岗比例: figure("county", "percent", "%", "Share of backbone teachers who rotate"),
    上年骨干教师交流轮岗比例: figure("county", "percent", "%", "Share of backbone teachers who rotated last year"),
    乡村教师绩效工资增加额: figure("county", "money", "元", "Increase of rural performance pay"),
    乡村教师现行绩效工资总量: figure("county", "money", "元", "Rural performance pay before the increase"),
    本年班主任津贴月标准: figure("county", "money", "元", "Monthly allowance of class teachers"),
    上年班主任津贴月标准: figure("county", "money", "元", "Monthly allowance of class teachers, last year"),
  },
  options: [],
};
