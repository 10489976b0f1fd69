import type { RegionalDocument } from "../../model/standard.ts";
import { DAY_PUPILS_OF_PUBLIC_SCHOOLS, MIGRANT_PUPILS } from "../witnesses.ts";
import {
  asRead,
  attest,
  check,
  citing,
  count,
  dueOn,
  dutyOf,
  figure,
  flags,
  milestone,
  own,
  quorum,
  ratio,
  refine,
  share,
  shareOfEach,
} from "./clauses.ts";

/**
 * 汶上县's plan to 2026, clause by clause. Its published text was compared word for word with what stands here. It
 * repeats three of the seven resource indicators and names the offices responsible for each of its tasks.
 */

const law = citing("汶上县创建义务教育优质均衡发展县实施方案", "汶政办字〔2022〕24号", "2022-09-01");

/** “2026年，全县义务教育优质均衡发展达到国家评估认定标准。” */
const goal = "2026-12-31";
/** “两年内” and “五年内”, read as from the day of issue. */
const IN_TWO_YEARS = { year: 2024, by: "2024-09-01" } as const;
const IN_FIVE_YEARS = { year: 2027, by: "2027-09-01" } as const;
const twoYears = (clause: string) => asRead(law(`${clause}“两年内”，自印发之日起算`));
const fiveYears = (clause: string) => asRead(law(`${clause}“五年内”，自印发之日起算`));
/** 组织实施（2022年10月—2026年7月）. */
const carriedOut = "2026-07-31";

const EDUCATION = "县教育和体育局";
const schools = {
  responsible: [
    EDUCATION,
    "县发展和改革局",
    "县财政局",
    "县自然资源和规划局",
    "县住房和城乡建设局",
    "县审计局",
    "县行政审批服务局",
    "县综合行政执法局",
    "县规划事务中心",
    "各乡镇、街道",
  ],
  deadline: goal,
};
const venues = { ...schools, deadline: carriedOut };
const network = { responsible: [EDUCATION, "县财政局", "县大数据中心", "县工业和信息化局"], deadline: goal };
const safety = {
  responsible: [
    "县委政法委",
    EDUCATION,
    "县公安局",
    "县司法局",
    "县财政局",
    "县住房和城乡建设局",
    "县卫生健康局",
    "县应急管理局",
    "县市场监督管理局",
    "县消防救援大队",
  ],
  deadline: goal,
};
const enrolment = {
  responsible: [
    EDUCATION,
    "县公安局",
    "县人力资源和社会保障局",
    "县住房和城乡建设局",
    "县行政审批服务局",
    "县自然资源和规划局",
  ],
  deadline: goal,
};
const staffing = {
  responsible: ["县委编办", EDUCATION, "县财政局", "县人力资源和社会保障局"],
  deadline: goal,
};
const pay = { responsible: [EDUCATION, "县财政局", "县人力资源和社会保障局"], deadline: goal };
const degrees = { responsible: [EDUCATION, "县财政局"], deadline: goal };
const training = {
  responsible: ["县委组织部", "县委编办", EDUCATION, "县财政局", "县人力资源和社会保障局"],
  deadline: goal,
};
const education = { responsible: [EDUCATION], deadline: goal };
const growth = { responsible: [EDUCATION, "团县委", "县卫生健康局", "县关工委"], deadline: goal };
const groups = { responsible: [EDUCATION, "县财政局", "县民政局", "县残联"], deadline: goal };

const pupilsPerStaff = (stage: "primary" | "juniorSecondary", atMost: number) =>
  check(
    stage === "primary" ? "primary" : "junior-secondary",
    asRead(law("三（二）1“师生比”，按公办学校教职工合计理解")),
    {
      kind: "pupil-teacher-ratio",
      stage,
      staff: "staff",
      sponsor: "public",
      atMost,
    } as const,
  );

export const SHANDONG_WENSHANG_2022: RegionalDocument = {
  id: "shandong-wenshang-2022",
  title: {
    zh: "山东省济宁市汶上县创建实施方案（2022年）",
    en: "Wenshang County, Jining, Shandong: plan of 2022",
  },
  edition: "2026-11-22",
  reviewed: "2026-11-22",
  citation: law("全文；依据鲁政发〔2017〕24号、济政办字〔2022〕41号"),
  extends: "national-2017",
  // Its goal is 2026 and its longest task runs five years; it names no day on which it ends.
  expires: null,

  refine: [
    refine(
      "qualified-teachers",
      [ratio("qualified-teachers", law("三（二）3"), { primary: 4.2, juniorSecondary: 5.3 })],
      degrees,
    ),
    refine(
      "teaching-floor-area",
      [ratio("teaching-floor-area", law("三（一）1"), { primary: 4.5, juniorSecondary: 5.8 })],
      {
        ...venues,
        remark: {
          zh: "期限依四（二）：2022年10月—2026年7月完成教学及辅助用房配置",
          en: "due by 四（二）: teaching space is provided from October 2022 to July 2026",
        },
      },
    ),
    refine(
      "sports-venue-area",
      [ratio("sports-venue-area", law("三（一）1"), { primary: 7.5, juniorSecondary: 10.2 })],
      {
        ...venues,
        remark: {
          zh: "期限依四（二）：2022年10月—2026年7月完成学校体育运动场馆配置",
          en: "due by 四（二）: sports venues are provided from October 2022 to July 2026",
        },
      },
    ),
    refine(
      "resource-quorum",
      [
        quorum(
          asRead(law("三（一）1、（二）3“小学、初中”，按逐校理解")),
          ["qualified-teachers", "teaching-floor-area", "sports-venue-area"],
          3,
        ),
      ],
      {
        ...schools,
        name: { zh: "方案所列三项资源配置达标", en: "The three resource indicators of the plan met" },
        remark: {
          zh: "七项中列有三项，逐校判定，没有85%的余项",
          en: "it lists three of the seven; judged at every school, none at 85 %",
        },
      },
    ),
    refine(
      "school-layout",
      [
        attest(
          "layout",
          "G1",
          law("五（二）"),
          "全县中小学校布局规划科学合理，规划用地有保障",
          "The layout of schools is well planned and their land is secured",
        ),
      ],
      { responsible: ["县自然资源和规划局"], deadline: goal },
    ),
    refine(
      "school-size",
      [
        check("size", law("三（一）1"), {
          kind: "school-size",
          caps: { primary: 2000, juniorSecondary: 2000 },
          combined: 2500,
          onlyWhere: "新建或改扩建学校",
        }),
      ],
      {
        ...schools,
        looser: {
          zh: "只对新建、改扩建学校规定规模，也没有写十二年一贯制学校",
          en: "sets a size for new and rebuilt schools only, and does not name twelve-year schools",
        },
      },
    ),
    refine(
      "class-size",
      [check("size", law("三（一）1"), { kind: "class-size", caps: { primary: 45, juniorSecondary: 50 } })],
      schools,
    ),
    refine(
      "teacher-pay",
      [
        check("average", law("三（二）2"), {
          kind: "comparison",
          left: "teacherAveragePay",
          operator: ">=",
          right: "civilServantAveragePay",
          unit: "元",
        }),
      ],
      pay,
    ),
    refine(
      "staffing-allocation",
      [
        attest(
          "allocation",
          "G10",
          law("三（二）1"),
          "县教育和体育局在总量内统筹管理、自主调配教师",
          "The education office manages and places teachers within the approved total",
        ),
      ],
      staffing,
    ),
    refine(
      "nearby-enrolment",
      [
        share(
          "primary",
          law("三（一）4"),
          ["城区和乡镇公办小学（不含寄宿制学校）就近划片入学人数"],
          ["城区和乡镇公办小学（不含寄宿制学校）入学总数"],
          100,
          { stage: "primary", witness: DAY_PUPILS_OF_PUBLIC_SCHOOLS },
        ),
        share(
          "junior-secondary",
          law("三（一）4"),
          ["城区和乡镇公办初中（不含寄宿制学校）就近划片入学人数"],
          ["城区和乡镇公办初中（不含寄宿制学校）入学总数"],
          95,
          { stage: "juniorSecondary", witness: DAY_PUPILS_OF_PUBLIC_SCHOOLS },
        ),
      ],
      {
        ...enrolment,
        looser: {
          zh: "“城区和乡镇”：乡镇包括乡村，范围宽于国家标准的城区和镇区；合并计算时，城区和镇区未达到的比例可由乡村学校拉高",
          en: "“town and townships”: townships take in their villages, wider than the national standard's urban and town schools; counted together, rural schools can make up for a share that those alone miss",
        },
      },
    ),
    refine(
      "migrant-and-left-behind",
      [
        share("places", law("三（一）4"), ["migrantInPublic", "migrantInPurchased"], ["migrantEligible"], 85, {
          witness: MIGRANT_PUPILS,
        }),
        dutyOf(
          groups.responsible,
          attest(
            "left-behind",
            "G15b",
            law("三（三）6"),
            "建立健全以政府为主导、社会各方广泛参与的留守儿童关爱体系",
            "A system of care for left-behind children, led by the government and open to society",
          ),
        ),
      ],
      enrolment,
    ),
    refine(
      "disabled-enrolment",
      [share("enrolled", law("三（三）6"), ["disabledEnrolled"], ["disabledSchoolAge"], 95)],
      groups,
    ),
    refine("curriculum", [flags("answers", law("三（二）1"), ["curriculumComplete"])], {
      ...staffing,
      looser: {
        zh: "只写开齐开足国家规定课程，没有教学秩序和综合实践活动",
        en: "asks for the full curriculum only, not for order or practical activities",
      },
    }),
    refine(
      "academic-quality",
      [
        {
          ...check("monitoring", law("三（三）5"), { kind: "monitoring", levelAtLeast: 3, rateBelow: 0.15 }),
          subjects: ["语文", "数学", "科学", "体育", "艺术", "德育"],
        },
      ],
      {
        ...education,
        remark: {
          zh: "原文为“努力实现”，是努力的目标；这里按达到与否判定",
          en: "the text says “strive for”: an aim, judged here by whether it is reached",
        },
      },
    ),
    refine("exam-admission", [{ ...check("absence", law("三（一）4"), { kind: "absence" }), code: "V1" }], {
      ...enrolment,
      remark: { zh: "“免试入学制度”", en: "“admission without examination”" },
    }),
    refine("key-schools-or-classes", [{ ...check("absence", law("三（二）5"), { kind: "absence" }), code: "V3" }], {
      ...education,
      remark: { zh: "“严禁学校开设重点班”", en: "“schools must not open key classes”" },
    }),
  ],

  add: [
    own(
      "L1",
      "pupil-staff-ratio",
      "guarantee",
      "师生比（初中1:13.5，小学1:19）",
      "Pupils for each member of staff (junior 13.5, primary 19)",
      "人",
      [pupilsPerStaff("primary", 19), pupilsPerStaff("juniorSecondary", 13.5)],
      staffing,
    ),
    own(
      "L2",
      "scarce-subject-hires",
      "guarantee",
      "音体美等乡村紧缺学科教师招录比例",
      "New teachers of scarce rural subjects",
      "%",
      [share("share", law("三（二）1"), ["乡村紧缺学科教师招录数"], ["新招聘教师总数"], 20)],
      staffing,
    ),
    own(
      "L3",
      "pay-in-budget",
      "guarantee",
      "教师工资足额纳入预算",
      "Teachers' pay in full in the budget",
      "",
      [
        attest(
          "budget",
          "L3",
          law("三（二）2"),
          "中小学教师工资、津补贴、医疗保险、住房公积金等足额纳入县财政预算",
          "Pay, allowances, insurance and housing fund are in the county's budget in full",
        ),
      ],
      pay,
    ),
    own(
      "L4",
      "ethics-review",
      "guarantee",
      "师德师风评议活动",
      "Review of teachers' ethics",
      "次",
      [count("per-year", law("三（二）5"), "本年师德师风评议活动次数", 1, "次")],
      education,
    ),
    own(
      "L5",
      "fitness",
      "quality",
      "学生体质健康",
      "Pupils' fitness",
      "%",
      [
        share("good", law("三（三）2"), ["体质健康测试优良学生数"], ["体质健康测试学生数"], 55, {
          whenNone: "unknown",
        }),
        dutyOf(
          education.responsible,
          share("passing", law("三（三）5"), ["体质健康测试及格学生数"], ["体质健康测试学生数"], 98, {
            whenNone: "unknown",
          }),
        ),
      ],
      growth,
    ),
    own(
      "L6",
      "health-files",
      "quality",
      "儿童青少年健康档案建档率",
      "Children with a health file",
      "%",
      [share("filed", law("三（三）2"), ["已建健康档案学生数"], ["应建健康档案学生数"], 100, { whenNone: "unknown" })],
      growth,
    ),
    own(
      "L7",
      "myopia",
      "quality",
      "学生近视率逐年降低",
      "Falling short-sightedness",
      "个百分点",
      [
        {
          ...check("fall", law("三（三）2"), {
            kind: "trend",
            baselineYear: null,
            untilYear: null,
            direction: "down",
            points: 0.5,
          }),
          current: "本年学生近视率",
          baseline: "上年学生近视率",
        },
      ],
      growth,
    ),
    own(
      "L8",
      "daily-exercise",
      "quality",
      "每天校园阳光体育运动",
      "Sport at school every day",
      "小时",
      [count("hour", law("三（三）2"), "每天校园阳光体育运动时长", 1, "小时", "school")],
      growth,
    ),
    own(
      "L9",
      "mental-health-teachers",
      "quality",
      "心理健康教育教师",
      "Teachers of mental health",
      "人",
      [count("teacher", law("三（三）2"), "专兼职心理健康教育教师数", 1, "人", "school")],
      growth,
    ),
    own(
      "L10",
      "mental-health-centres",
      "quality",
      "青少年阳光心理中心",
      "Centres for young people's mental health",
      "个",
      [
        count("county", law("三（三）2"), "县级青少年阳光心理中心数", 1, "个"),
        count(
          "school",
          asRead(law("三（三）2“县、校两级各1处”，校级按每校1处理解")),
          "校级青少年阳光心理中心数",
          1,
          "个",
          "school",
        ),
        attest(
          "register",
          "L10c",
          law("三（三）2"),
          "对学生进行心理筛查、识别、干预、跟踪，实行台账化管理",
          "Pupils are screened and followed, with registers",
        ),
      ],
      growth,
    ),
    own(
      "L11",
      "labour-lists",
      "quality",
      "劳动清单和集体劳动周",
      "Lists of labour and a week of it",
      "",
      [
        attest(
          "lists",
          "L11",
          law("三（三）2"),
          "分学段分年级制定日常生活劳动清单和职业体验项目清单，设立集体劳动周",
          "Lists of labour and of trades by stage and grade, and a week of common labour",
        ),
      ],
      growth,
    ),
    own(
      "L12",
      "course-completeness",
      "quality",
      "课程开设完整率",
      "Courses offered",
      "%",
      [
        shareOfEach("offered", law("三（三）5"), ["实际开设课程门数"], ["应开设课程门数"], 100, {
          whenNone: "unknown",
        }),
      ],
      education,
    ),
    own(
      "L13",
      "curriculum-reform",
      "quality",
      "课程改革覆盖面",
      "Schools that reform their curriculum",
      "%",
      [share("covered", law("三（三）5"), ["实施课程改革学校数"], ["义务教育学校总数"], 100, { whenNone: "unknown" })],
      education,
    ),
    own(
      "L14",
      "interactive-classrooms",
      "guarantee",
      "普通教室交互式多媒体设备全覆盖",
      "Interactive equipment in every classroom",
      "%",
      [
        shareOfEach("covered", law("三（一）2"), ["配备交互式多媒体普通教室数"], ["普通教室总数"], 100, {
          whenNone: "unknown",
        }),
      ],
      network,
    ),
    own(
      "L15",
      "computer-rooms",
      "guarantee",
      "初中学校微机室升级改造",
      "Computer rooms of junior schools renewed",
      "%",
      [
        share("renewed", law("三（一）2"), ["完成微机室升级改造初中学校数"], ["应升级改造微机室初中学校数"], 100, {
          whenNone: "unknown",
        }),
      ],
      network,
    ),
    own(
      "L16",
      "network-deployment",
      "guarantee",
      "IPV6部署与同步课堂试点",
      "IPv6 and shared lessons",
      "",
      [
        attest("ipv6", "L16a", law("三（一）2"), "完成IPV6网络应用部署", "IPv6 is deployed"),
        attest(
          "shared-lessons",
          "L16b",
          law("三（一）2"),
          "全面建成“同步课堂”试点学校",
          "The pilot schools of shared lessons are complete",
        ),
      ],
      network,
    ),
    own(
      "L17",
      "school-guards",
      "guarantee",
      "按学校规模配齐专职保安",
      "Guards by the size of the school",
      "%",
      [
        shareOfEach("guards", law("三（一）3"), ["实有专职保安人数"], ["应配专职保安人数"], 100),
        attest(
          "monitoring",
          "L17b",
          law("三（一）3"),
          "校园安全监控总平台与公安部门安全监控平台联网运行",
          "School monitoring is linked with that of the police",
        ),
      ],
      safety,
    ),
    own(
      "L18",
      "private-schools",
      "guarantee",
      "规范民办义务教育",
      "Private compulsory education put in order",
      "",
      [
        attest(
          "order",
          "L18",
          law("三（三）7"),
          "完成规范民办义务教育专项工作任务，不再审批新的学科类校外培训机构",
          "The task on private compulsory education is done; no new tutoring institution is approved",
        ),
      ],
      {
        responsible: [
          EDUCATION,
          "县发展和改革局",
          "县行政审批服务局",
          "县科技局",
          "县文化和旅游局",
          "县体育事业发展中心",
        ],
        deadline: goal,
      },
    ),
    own(
      "L19",
      "national-recognition",
      "guarantee",
      "达到国家评估认定标准",
      "National recognition",
      "",
      [
        dueOn(goal, attest("self-assessment", "L19a", law("四（三）"), "开展县级自评", "The county assessed itself")),
        dueOn(goal, attest("city-review", "L19b", law("四（三）"), "通过市级复核", "The city reviewed it")),
        dueOn(
          goal,
          attest("province-assessment", "L19c", law("四（三）"), "通过省级督导评估", "The province assessed it"),
        ),
        dueOn(
          goal,
          attest("recognition", "L19d", law("二；四（三）"), "通过国家认定", "National recognition was granted"),
        ),
      ],
      { deadline: goal },
    ),
    own(
      "L20",
      "new-teacher-training",
      "guarantee",
      "新聘教师岗前集中培训",
      "Training before a new teacher starts",
      "%",
      [share("trained", law("三（二）4"), ["已完成岗前集中培训新聘教师数"], ["新招聘教师总数"], 100)],
      training,
    ),
    own(
      "L21",
      "documents-issued",
      "guarantee",
      "方案要求制定的制度文件",
      "Rules that the plan asks for",
      "",
      [
        dutyOf(
          safety.responsible,
          attest(
            "safe-campus",
            "L21a",
            law("三（一）3"),
            "出台《汶上县“平安校园”联合守护实施细则》",
            "Rules for the joint guard of safe schools",
          ),
        ),
        dutyOf(
          staffing.responsible,
          attest(
            "placement",
            "L21b",
            law("三（二）1"),
            "制定《汶上县教育系统师资调配工作实施方案》",
            "A plan for the placement of teachers",
          ),
        ),
        dutyOf(
          pay.responsible,
          attest(
            "performance",
            "L21c",
            law("三（二）2"),
            "制定《汶上县教育系统绩效考核评价细则》",
            "Rules for the assessment of performance",
          ),
        ),
        dutyOf(
          degrees.responsible,
          attest(
            "degrees",
            "L21d",
            law("三（二）3"),
            "制定中小学教师学历提升计划",
            "A plan for teachers' further degrees",
          ),
        ),
        attest(
          "teaching",
          "L21e",
          law("三（三）3"),
          "修订《汶上县中小学教学常规管理细则》和《新课堂达标量化评价标准》",
          "The rules for teaching and the measures of a good lesson are revised",
        ),
        attest(
          "principals",
          "L21f",
          law("三（四）2"),
          "制定《校长队伍动态管理实施方案》",
          "A plan for the management of principals",
        ),
        attest(
          "supervision",
          "L21g",
          law("三（四）6"),
          "出台《汶上县教育监管服务“应知应会”清单》和《汶上县教育监管服务实施细则》",
          "A list and rules for supervision and service",
        ),
      ],
      education,
    ),
    own(
      "L22",
      "timetable",
      "guarantee",
      "制定时间表和路线图",
      "Timetable and road map",
      "",
      [
        dueOn(
          "2022-09-30",
          attest(
            "timetable",
            "L22",
            law("四（一）"),
            "2022年9月底前制定推进义务教育优质均衡发展的时间表和路线图",
            "Timetable and road map were made by the end of September 2022",
          ),
        ),
      ],
      { deadline: "2022-09-30" },
    ),
    own(
      "L23",
      "provision",
      "guarantee",
      "场馆、用房、多媒体教室配置和专职教师配备",
      "Venues, rooms, multimedia rooms and specialist teachers",
      "",
      [
        dueOn(
          carriedOut,
          attest(
            "rooms",
            "L23a",
            law("四（二）"),
            "完成学校体育运动场馆、教学及辅助用房、网络多媒体教室等配置",
            "Venues, teaching space and multimedia rooms are provided",
          ),
        ),
        dueOn(
          carriedOut,
          attest(
            "teachers",
            "L23b",
            law("四（二）"),
            "配齐配足体育、艺术等学科专职教师",
            "Full-time teachers of sports, arts and the like are all in place",
          ),
        ),
      ],
      { deadline: carriedOut },
    ),
  ],

  silent: [
    "qualified-teachers/dispersion",
    "backbone-teachers",
    "arts-pe-teachers",
    "teaching-floor-area/dispersion",
    "sports-venue-area/dispersion",
    "equipment-value",
    "multimedia-classrooms",
    "unified-standards",
    "arts-rooms",
    "small-school-funding",
    "special-education-funding",
    "teacher-pay/performance-pay",
    "teacher-training",
    "teacher-rotation",
    "teacher-certificates",
    "quota-allocation",
    "junior-retention",
    "charter-and-informatization",
    "training-budget",
    "ict-teaching",
    "moral-education-culture",
    "homework-burden",
    "public-recognition",
    "illegal-school-choice",
    "unfilled-posts",
    "major-incident",
    "fraud",
  ],

  milestones: [
    milestone(
      "M1",
      "town-schools-rebuilt",
      "城区学校改扩建",
      "Town schools rebuilt",
      "所",
      4,
      [{ ...IN_TWO_YEARS, planned: 4 }],
      twoYears("三（一）1"),
      schools,
    ),
    milestone(
      "M2",
      "town-school-continued",
      "西和园中学续建",
      "Junior school completed",
      "所",
      1,
      [{ ...IN_TWO_YEARS, planned: 1 }],
      twoYears("三（一）1"),
      schools,
    ),
    milestone(
      "M3",
      "south-east-nine-year-school",
      "东南片区九年一贯制学校",
      "Nine-year school in the south-east",
      "所",
      1,
      [{ ...IN_TWO_YEARS, planned: 1 }],
      twoYears("三（一）1"),
      schools,
    ),
    milestone(
      "M4",
      "new-primary-schools",
      "再新建小学",
      "New primary schools",
      "所",
      2,
      [{ ...IN_FIVE_YEARS, planned: 2 }],
      fiveYears("三（一）1"),
      schools,
    ),
    milestone(
      "M5",
      "new-junior-school",
      "再新建初中",
      "New junior school",
      "所",
      1,
      [{ ...IN_FIVE_YEARS, planned: 1 }],
      fiveYears("三（一）1"),
      schools,
    ),
    milestone(
      "M6",
      "new-nine-year-school",
      "再新建九年一贯制学校",
      "New nine-year school",
      "所",
      1,
      [{ ...IN_FIVE_YEARS, planned: 1 }],
      fiveYears("三（一）1"),
      schools,
    ),
    milestone(
      "M7",
      "leading-principals",
      "培养名校长",
      "Leading principals trained",
      "名",
      10,
      [{ ...IN_TWO_YEARS, planned: 10 }],
      twoYears("三（二）4"),
      training,
    ),
    milestone(
      "M8",
      "leading-teachers",
      "培养教学骨干",
      "Leading teachers trained",
      "名",
      100,
      [{ ...IN_TWO_YEARS, planned: 100 }],
      twoYears("三（二）4"),
      training,
    ),
    milestone(
      "M9",
      "devoted-teachers",
      "培养爱岗敬业好教师",
      "Devoted teachers trained",
      "名",
      1000,
      [{ ...IN_TWO_YEARS, planned: 1000 }],
      twoYears("三（二）4"),
      training,
    ),
  ],

  phases: [
    {
      name: { zh: "制定规划", en: "Planning" },
      from: "2022-09-01",
      to: "2022-09-30",
      citation: law("四（一）"),
    },
    {
      name: { zh: "组织实施", en: "Carrying out" },
      from: "2022-10-01",
      to: "2026-07-31",
      citation: law("四（二）"),
    },
    {
      name: { zh: "评估整改", en: "Assessment and correction" },
      from: "2026-08-01",
      to: "2026-12-31",
      citation: law("四（三）"),
    },
  ],

  quantities: {
    新建或改扩建学校: figure("school", "flag", "", "New or rebuilt school"),
    "城区和乡镇公办小学（不含寄宿制学校）就近划片入学人数": figure(
      "county",
      "count",
      "人",
      "Entrants from the zone, public primary day schools",
    ),
    "城区和乡镇公办小学（不含寄宿制学校）入学总数": figure(
      "county",
      "count",
      "人",
      "Entrants, public primary day schools",
    ),
    "城区和乡镇公办初中（不含寄宿制学校）就近划片入学人数": figure(
      "county",
      "count",
      "人",
      "Entrants from the zone, public junior day schools",
    ),
    "城区和乡镇公办初中（不含寄宿制学校）入学总数": figure(
      "county",
      "count",
      "人",
      "Entrants, public junior day schools",
    ),
    乡村紧缺学科教师招录数: figure("county", "count", "人", "New teachers of scarce rural subjects"),
    新招聘教师总数: figure("county", "count", "人", "New teachers"),
    已完成岗前集中培训新聘教师数: figure("county", "count", "人", "New teachers trained before they started"),
    本年师德师风评议活动次数: figure("county", "count", "次", "Reviews of teachers' ethics this year"),
    体质健康测试优良学生数: figure("county", "count", "人", "Pupils with good fitness"),
    体质健康测试及格学生数: figure("county", "count", "人", "Pupils who pass in fitness"),
    体质健康测试学生数: figure("county", "count", "人", "Pupils tested for fitness"),
    已建健康档案学生数: figure("county", "count", "人", "Children with a health file"),
    应建健康档案学生数: figure("county", "count", "人", "Children who are to have a health file"),
    本年学生近视率: figure("county", "percent", "%", "Share of short-sighted pupils"),
    上年学生近视率: figure("county", "percent", "%", "Share of short-sighted pupils last year"),
    每天校园阳光体育运动时长: figure("school", "amount", "小时", "Hours of sport a day"),
    专兼职心理健康教育教师数: figure("school", "count", "人", "Full- and part-time teachers of mental health"),
    县级青少年阳光心理中心数: figure("county", "count", "个", "County centres for mental health"),
    校级青少年阳光心理中心数: figure("school", "count", "个", "School centres for mental health"),
    实际开设课程门数: figure("school", "count", "个", "Courses offered"),
    应开设课程门数: figure("school", "count", "个", "Courses to offer"),
    实施课程改革学校数: figure("county", "count", "所", "Schools that reform their curriculum"),
    义务教育学校总数: figure("county", "count", "所", "Schools of compulsory education", { rows: "schools" }),
    配备交互式多媒体普通教室数: figure("school", "count", "间", "Classrooms with interactive equipment"),
    普通教室总数: figure("school", "count", "间", "Classrooms"),
    完成微机室升级改造初中学校数: figure("county", "count", "所", "Junior schools with renewed computer rooms"),
    应升级改造微机室初中学校数: figure(
      "county",
      "count",
      "所",
      "Junior schools whose computer rooms are to be renewed",
    ),
    实有专职保安人数: figure("school", "count", "人", "Guards"),
    应配专职保安人数: figure("school", "count", "人", "Guards needed for its size"),
  },
  options: [],
};
