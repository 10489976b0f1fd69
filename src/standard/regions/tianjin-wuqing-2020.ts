import type { RegionalDocument } from "../../model/standard.ts";
import { DAY_PUPILS_OF_PUBLIC_SCHOOLS, MIGRANT_PUPILS } from "../witnesses.ts";
import {
  artsRooms,
  asRead,
  attest,
  check,
  citing,
  count,
  dispersion,
  dueOn,
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
 * 武清区's three-year plan, clause by clause. Its published text was compared word for word with what stands here, so
 * its clauses are verified; the numbers that it repeats are its own, whatever the national text says.
 */

const law = citing("武清区推进义务教育优质均衡发展三年行动方案（2020—2022年）", null, "2020-11-02");

/** 三年行动方案（2020—2022年）: what it sets no earlier date for is due by the end of its last year. */
const due = { deadline: "2022-12-31" };
/** “到2022年”, said by the clause itself. */
const BY_2022 = "2022-12-31";
const LATER = {
  zh: "“到2022年”：此前不作要求，国家标准没有这样的期限",
  en: "“by 2022”: not asked before, while the national standard defers nothing",
};
const IN_2020 = "2020-12-31";
const SUBJECTS = ["科学", "物理", "化学", "生物", "地理"] as const;
const SUBJECT_IDS = {
  科学: "science",
  物理: "physics",
  化学: "chemistry",
  生物: "biology",
  地理: "geography",
} as const;

export const TIANJIN_WUQING_2020: RegionalDocument = {
  id: "tianjin-wuqing-2020",
  title: {
    zh: "天津市武清区三年行动方案（2020—2022年）",
    en: "Wuqing District, Tianjin: three-year plan 2020–2022",
  },
  edition: "2026-11-22",
  reviewed: "2026-11-22",
  citation: law("全文；依据津政办规〔2020〕5号"),
  extends: "national-2017",
  expires: "2022-12-31",

  refine: [
    refine(
      "qualified-teachers",
      [ratio("qualified-teachers", law("二（八）"), { primary: 4.2, juniorSecondary: 5.3 })],
      due,
    ),
    refine(
      "backbone-teachers",
      [
        ratio("backbone-teachers", law("二（八）"), { primary: 1, juniorSecondary: 1 }),
        dispersion(law("二（八）"), 0.5, 0.45),
      ],
      {
        ...due,
        name: {
          zh: "每百名学生拥有区级以上骨干教师数",
          en: "Backbone teachers (district level or above) per 100 pupils",
        },
      },
    ),
    refine(
      "arts-pe-teachers",
      [
        ratio("arts-pe-teachers", law("二（六）"), { primary: 0.9, juniorSecondary: 0.9 }, [
          "政府购买服务体育艺术教师数",
        ]),
      ],
      {
        ...due,
        looser: {
          zh: "政府购买服务的体育、艺术教育服务计入",
          en: "PE and arts education bought from society counts as well",
        },
      },
    ),
    refine(
      "teaching-floor-area",
      [ratio("teaching-floor-area", law("二（二）"), { primary: 4.5, juniorSecondary: 5.8 })],
      due,
    ),
    refine(
      "sports-venue-area",
      [
        ratio("sports-venue-area", law("二（三）"), { primary: 7.5, juniorSecondary: 10.2 }, [
          "convertedVenueArea",
          "校际共享场馆面积",
        ]),
      ],
      {
        ...due,
        looser: {
          zh: "地下室改建、步行10分钟内租赁、校际共享的场馆计入",
          en: "converted basements, venues rented within ten minutes' walk and venues shared between schools count",
        },
      },
    ),
    refine(
      "equipment-value",
      [ratio("equipment-value", law("二（四）"), { primary: 2000, juniorSecondary: 2500 })],
      due,
    ),
    refine(
      "multimedia-classrooms",
      [ratio("multimedia-classrooms", law("二（五）"), { primary: 2.3, juniorSecondary: 2.4 })],
      due,
    ),
    refine(
      "resource-quorum",
      [
        quorum(
          law("三（一）"),
          [
            "qualified-teachers",
            "backbone-teachers",
            "arts-pe-teachers",
            "teaching-floor-area",
            "sports-venue-area",
            "equipment-value",
            "multimedia-classrooms",
          ],
          7,
        ),
      ],
      {
        ...due,
        name: { zh: "七项资源配置全部达标", en: "All seven resource indicators met" },
        remark: {
          zh: "“校校达标、项项达标”：每所学校七项均须达标，没有85%的余项",
          en: "“every school and every item”: all seven at every school, none at 85 %",
        },
      },
    ),
    refine(
      "school-layout",
      [
        attest(
          "layout",
          "G1",
          law("二（二）"),
          "按照国家规定要求，合理规划布局义务教育学校",
          "Layout follows national rules",
        ),
      ],
      due,
    ),
    refine(
      "unified-standards",
      [
        attest("construction", "G2a", law("二（二）"), "统一标准建设义务教育学校", "One construction standard"),
        attest("staffing", "G2b", law("三（三）"), "按城乡统一的中小学教职工编制标准核定编制", "One staffing standard"),
        attest(
          "funding",
          "G2c",
          law("二（十三）"),
          "区域内所有义务教育学校生均公用经费基准定额统一",
          "One per-pupil funding quota",
        ),
      ],
      due,
    ),
    refine(
      "arts-rooms",
      [artsRooms(asRead(law("二（三）“音乐、美术专用教室1间以上”，按音乐、美术各1间理解")), 96, 90)],
      due,
    ),
    refine(
      "school-size",
      [
        dueOn(
          BY_2022,
          check("size", law("二（十）"), {
            kind: "school-size",
            caps: { primary: 2000, juniorSecondary: 2000 },
            combined: 2500,
          }),
        ),
      ],
      { ...due, looser: LATER },
    ),
    refine(
      "class-size",
      [
        dueOn(
          BY_2022,
          check("size", law("二（十）"), { kind: "class-size", caps: { primary: 45, juniorSecondary: 50 } }),
        ),
      ],
      { ...due, looser: LATER },
    ),
    refine(
      "small-school-funding",
      [
        check("funding", law("二（十三）"), {
          kind: "small-school-funding",
          pupils: 100,
          funds: "allocatedFunds",
          quota: "primaryFundingQuota",
          villageSchoolsOnly: true,
        }),
      ],
      { ...due, looser: { zh: "只写“村小学”，没有教学点", en: "names village schools only, not teaching points" } },
    ),
    refine(
      "special-education-funding",
      [
        check("funding", law("二（十三）"), {
          kind: "special-education-funding",
          funds: "allocatedFunds",
          countyFunds: "specialEducationFunds",
          countyPupils: "specialEducationPupils",
          bound: { operator: ">=", value: 6000 },
        }),
      ],
      due,
    ),
    refine(
      "teacher-pay",
      [
        check("average", law("二（九）"), {
          kind: "comparison",
          left: "teacherAveragePay",
          operator: ">=",
          right: "civilServantAveragePay",
          unit: "元",
        }),
        attest(
          "performance-pay",
          "G8b",
          law("二（九）"),
          "按规定足额核定教师绩效工资总量",
          "Performance pay is granted in full",
        ),
      ],
      due,
    ),
    refine(
      "teacher-training",
      [shareOfEach("completion", law("二（七）"), ["trainedTeachers"], ["teachers"], 100, { schools: "staffed" })],
      due,
    ),
    refine(
      "staffing-allocation",
      [
        attest(
          "allocation",
          "G10",
          law("三（三）"),
          "在机构编制总量调控的前提下，按照班额、生源等情况统筹分配各校教职工编制",
          "Posts are allocated to schools by classes and pupils within the approved total",
        ),
      ],
      due,
    ),
    refine(
      "teacher-rotation",
      [
        share("rotated", law("二（八）"), ["rotatedTeachers"], ["rotationEligible"], 10),
        share("backbone", law("二（八）"), ["rotatedBackbone"], ["rotatedTeachers"], 20),
      ],
      due,
    ),
    refine(
      "teacher-certificates",
      [shareOfEach("certified", law("二（八）"), ["certifiedTeachers"], ["teachers"], 100, { schools: "staffed" })],
      due,
    ),
    refine(
      "nearby-enrolment",
      [
        share(
          "primary",
          law("二（十）"),
          ["全区公办小学（不含寄宿制学校）就近划片入学人数"],
          ["全区公办小学（不含寄宿制学校）入学总数"],
          100,
          { witness: DAY_PUPILS_OF_PUBLIC_SCHOOLS, stage: "primary" },
        ),
        share(
          "junior-secondary",
          law("二（十）"),
          ["全区公办初中（不含寄宿制学校）就近划片入学人数"],
          ["全区公办初中（不含寄宿制学校）入学总数"],
          95,
          { witness: DAY_PUPILS_OF_PUBLIC_SCHOOLS, stage: "juniorSecondary" },
        ),
      ],
      {
        ...due,
        looser: {
          zh: "“所有公办小学、初中（均不含寄宿制学校）”：不限于城区和镇区，乡村学校也计入，范围宽于国家标准；合并计算时，城区和镇区未达到的比例可由乡村学校拉高",
          en: "“all public schools (boarding schools left out)”: rural ones too, wider than the national standard's urban and town schools; counted together, rural schools can make up for a share that those alone miss",
        },
      },
    ),
    refine(
      "quota-allocation",
      [
        share("allocated", law("二（十一）"), ["quotaAllocated"], ["quotaTotal"], 50, { whenNone: "unknown" }),
        attest(
          "rural",
          "G14b",
          law("二（十一）"),
          "优质高中招生名额向农村初中倾斜",
          "Places favour rural junior schools",
        ),
      ],
      due,
    ),
    refine(
      "migrant-and-left-behind",
      [
        share("places", law("二（十二）"), ["migrantInPublic", "migrantInPurchased"], ["migrantEligible"], 85, {
          witness: MIGRANT_PUPILS,
        }),
        attest(
          "left-behind",
          "G15b",
          law("二（十二）"),
          "健全留守、残疾儿童关爱体系",
          "A sound system of care for left-behind and disabled children",
        ),
      ],
      due,
    ),
    refine(
      "junior-retention",
      [
        share(
          "retention",
          law("二（十一）"),
          ["juniorGraduates", "juniorTransfersOut"],
          ["juniorEntrantsThreeYearsAgo"],
          95,
          { whenNone: "unknown", less: { numerator: ["juniorTransfersIn"], denominator: ["juniorDeaths"] } },
        ),
      ],
      due,
    ),
    refine(
      "disabled-enrolment",
      [share("enrolled", law("二（十二）"), ["disabledEnrolled"], ["disabledSchoolAge"], 95)],
      due,
    ),
    refine(
      "charter-and-informatization",
      [flags("answers", law("二（五）"), ["charter", "managementIct", "teachingIct"])],
      due,
    ),
    refine(
      "training-budget",
      [shareOfEach("training", law("二（十三）"), ["trainingFunds"], ["budgetedFunds"], 5, { whenNone: "unknown" })],
      due,
    ),
    refine(
      "ict-teaching",
      [
        {
          ...check("answers", law("二（五）"), { kind: "flags", expected: true }),
          quantities: ["ictTeaching"],
          fallback: attest(
            "county",
            "Q5",
            law("二（五）"),
            "每位教师能熟练运用信息化手段组织教学，设施设备利用率达到较高水平",
            "Every teacher uses ICT proficiently and equipment is well used",
          ),
        },
      ],
      due,
    ),
    refine(
      "moral-education-culture",
      [
        {
          ...check("grades", law("二（一）"), { kind: "grade", atLeast: "good" }),
          quantities: ["moralEducationGrade", "campusCultureGrade"],
        },
      ],
      due,
    ),
    refine(
      "curriculum",
      [flags("answers", law("二（一）"), ["curriculumComplete", "teachingOrder", "practiceActivities"])],
      due,
    ),
    refine("homework-burden", [flags("answers", law("二（一）"), ["excessiveHomework"], false)], due),
    refine(
      "academic-quality",
      [
        {
          ...check("monitoring", law("二（一）"), { kind: "monitoring", levelAtLeast: 3, rateBelow: 0.15 }),
          subjects: ["语文", "数学", "科学", "体育", "艺术", "德育"],
        },
      ],
      due,
    ),
  ],

  add: [
    own(
      "L1",
      "ideology-research",
      "quality",
      "思政课程教研活动",
      "Research sessions on ideology courses",
      "次",
      [count("per-term", law("二（一）"), "每学期思政课程教研活动次数", 4, "次")],
      due,
    ),
    own(
      "L2",
      "leaders-ideology-lessons",
      "quality",
      "书记、校长讲思政课",
      "Ideology lessons by school leaders",
      "次",
      [count("per-term", law("二（一）"), "书记校长每学期讲思政课次数", 2, "次", "school")],
      due,
    ),
    own(
      "L3",
      "moral-education-forum",
      "quality",
      "德育论坛",
      "Forum on moral education",
      "次",
      [count("per-year", law("二（一）"), "本学年德育论坛次数", 1, "次")],
      due,
    ),
    own(
      "L4",
      "class-teacher-contest",
      "quality",
      "班主任技能大赛",
      "Contest of class teachers",
      "次",
      [count("per-two-years", law("二（一）"), "近两年班主任技能大赛次数", 1, "次")],
      due,
    ),
    own(
      "L5",
      "school-sports",
      "quality",
      "学校体育活动",
      "Sports at school",
      "",
      [
        count("meeting", law("二（一）"), "本年综合性运动会或体育节次数", 1, "次", "school"),
        count("contests", law("二（一）"), "本年全校特色项目体育比赛项数", 5, "项", "school"),
        count("daily-hour", law("二（一）"), "每天校园体育活动时长", 1, "小时", "school"),
        attest(
          "entrance-exam",
          "L5d",
          law("二（一）"),
          "运动技能测试纳入体育中考",
          "Sports skills are part of the entrance examination",
        ),
      ],
      due,
    ),
    own(
      "L6",
      "fitness",
      "quality",
      "学生体质健康标准优良率",
      "Pupils with good fitness",
      "%",
      [share("good", law("二（一）"), ["体质健康测试优良学生数"], ["体质健康测试学生数"], 60, { whenNone: "unknown" })],
      due,
    ),
    own(
      "L7",
      "arts-skills",
      "quality",
      "每名学生掌握1至2项艺术技能",
      "Every pupil masters one or two arts skills",
      "%",
      [
        share("coverage", law("二（一）"), ["掌握1项以上艺术技能学生数"], ["义务教育在校学生总数"], 100, {
          whenNone: "unknown",
        }),
      ],
      due,
    ),
    own(
      "L8",
      "labour-base",
      "quality",
      "区级劳动教育实践基地",
      "District base for labour education",
      "个",
      [count("bases", law("二（一）"), "区级劳动教育实践基地数", 1, "个")],
      due,
    ),
    own(
      "L9",
      "building-appraisal",
      "guarantee",
      "校舍鉴定和改造方案",
      "Appraisal of buildings, and the plan for them",
      "%",
      [
        dueOn(
          IN_2020,
          share(
            "single-storey",
            law("二（二）"),
            ["已鉴定的2008年底前建成平房校舍栋数"],
            ["2008年底前建成平房校舍栋数"],
            100,
          ),
        ),
        dueOn(
          IN_2020,
          share(
            "multi-storey",
            law("二（二）"),
            ["已鉴定的1976年底前建成楼房校舍栋数"],
            ["1976年底前建成楼房校舍栋数"],
            100,
          ),
        ),
        dueOn(
          IN_2020,
          attest(
            "plan",
            "L9b",
            law("二（二）"),
            "2020年制定C级校舍改造方案",
            "The plan for grade C buildings was made in 2020",
          ),
        ),
      ],
      { deadline: IN_2020 },
    ),
    own(
      "L20",
      "new-grade-c-buildings",
      "guarantee",
      "新鉴定C级校舍改造",
      "Buildings newly found grade C",
      "",
      [
        attest(
          "improvement",
          "L20",
          law("二（二）"),
          "新鉴定为C级的校舍持续进行提升改造",
          "Buildings newly found grade C are being improved",
        ),
      ],
      due,
    ),
    own(
      "L10",
      "housing-schools",
      "guarantee",
      "配套学校三同步",
      "Schools planned, built and handed over with housing",
      "",
      [
        attest(
          "in-step",
          "L10",
          law("二（二）"),
          "住宅小区配套中小学与首期住宅项目同步规划、同步建设、同步移交",
          "Schools of new housing are planned, built and handed over with its first phase",
        ),
      ],
      due,
    ),
    own(
      "L11",
      "laboratory-lessons",
      "quality",
      "实验和实践调查开出率",
      "Experiments and field studies carried out",
      "%",
      SUBJECTS.map((subject) =>
        share(
          SUBJECT_IDS[subject],
          law("二（四）"),
          [`${subject}实验和实践调查开出数`],
          [`${subject}实验和实践调查应开数`],
          100,
          { whenNone: "unknown" },
        ),
      ),
      due,
    ),
    own(
      "L12",
      "school-network",
      "guarantee",
      "高速宽带接入和无线网络全覆盖",
      "Broadband and wireless network everywhere",
      "",
      [dueOn("2021-12-31", flags("answers", law("二（五）"), ["高速宽带接入", "无线网络全覆盖"]))],
      { deadline: "2021-12-31" },
    ),
    own(
      "L13",
      "personal-space",
      "quality",
      "一人一空间，人人用空间",
      "A learning space for everybody, used by everybody",
      "",
      [
        attest(
          "space",
          "L13",
          law("二（五）"),
          "做到“一人一空间，人人用空间”",
          "Everybody has and uses a learning space",
        ),
      ],
      due,
    ),
    own(
      "L14",
      "school-deadline",
      "guarantee",
      "每所学校达标的具体时间",
      "A date for every school",
      "",
      [
        {
          ...check("date", law("三（一）"), { kind: "nested-deadline", latest: "2022-12-31" }),
          quantity: "达标时限",
        },
      ],
      due,
    ),
    own(
      "L15",
      "education-spending",
      "guarantee",
      "教育经费两个只增不减",
      "Education spending does not fall",
      "元",
      [
        check("total", law("三（二）"), {
          kind: "year-on-year",
          current: "educationSpending",
          previous: "educationSpendingLastYear",
          operator: ">=",
          unit: "元",
        }),
        check("per-pupil", law("三（二）"), {
          kind: "year-on-year",
          current: "spendingPerPupil",
          previous: "spendingPerPupilLastYear",
          operator: ">=",
          unit: "元",
        }),
      ],
      due,
    ),
    own(
      "L16",
      "new-class-award",
      "guarantee",
      "新增义务教育资源奖补",
      "Award for new classes",
      "元",
      [
        {
          ...check("award", law("三（二）"), { kind: "rated-funding", funds: "新增教育资源奖补资金" }),
          rates: [
            { quantity: "新增小学教学班数", amount: 150_000 },
            { quantity: "新增中学教学班数", amount: 250_000 },
          ],
        },
      ],
      due,
    ),
    own(
      "L17",
      "supporting-teachers-award",
      "guarantee",
      "帮扶支教奖励性绩效工资",
      "Award for teachers who support others",
      "元",
      [
        {
          ...check("award", law("三（二）"), { kind: "rated-funding", funds: "帮扶支教奖励性绩效工资增量" }),
          rates: [{ quantity: "帮扶支教教师人年数", amount: 24_000 }],
        },
      ],
      due,
    ),
    own(
      "L18",
      "equipment-plan",
      "guarantee",
      "教学仪器改造方案",
      "Plan for new equipment",
      "",
      [
        dueOn(
          IN_2020,
          attest(
            "plan",
            "L18",
            law("二（四）"),
            "2020年制定教学仪器配置改造方案",
            "The plan for new equipment was made in 2020",
          ),
        ),
      ],
      { deadline: IN_2020 },
    ),
    own(
      "L19",
      "national-recognition",
      "guarantee",
      "通过国家督导评估认定",
      "National recognition",
      "",
      [
        dueOn(
          BY_2022,
          attest(
            "recognition",
            "L19",
            law("一"),
            "接受并通过县域义务教育优质均衡发展国家督导评估认定",
            "National recognition was granted",
          ),
        ),
      ],
      due,
    ),
    own(
      "L21",
      "expert-group",
      "guarantee",
      "专家评估指导组逐校指导",
      "A group of experts that guides every school",
      "",
      [
        attest(
          "group",
          "L21",
          law("三（四）"),
          "组建义务教育优质均衡发展专家评估指导组，逐校进行指导推动，并跟踪整改",
          "A group of experts is formed, guides every school and follows what is put right",
        ),
      ],
      due,
    ),
  ],

  silent: [
    "qualified-teachers/dispersion",
    "arts-pe-teachers/dispersion",
    "teaching-floor-area/dispersion",
    "sports-venue-area/dispersion",
    "equipment-value/dispersion",
    "multimedia-classrooms/dispersion",
    "unified-standards/equipment",
    "public-recognition",
    "exam-admission",
    "illegal-school-choice",
    "key-schools-or-classes",
    "unfilled-posts",
    "major-incident",
    "fraud",
  ],

  milestones: [
    milestone(
      "M1",
      "grade-c-buildings",
      "C级校舍提升改造",
      "Grade C buildings improved",
      "万㎡",
      8.64,
      [
        { year: 2021, planned: 6.64 },
        { year: 2022, planned: 2 },
      ],
      asRead(law("二（二）“约6.64万平方米”“约2万平方米”，按不少于理解")),
    ),
    milestone(
      "M2",
      "sports-venues",
      "体育运动场馆提升改造",
      "Sports venues added",
      "万㎡",
      2.58,
      [
        { year: 2020, planned: 0.198 },
        { year: 2021, planned: 2.022 },
        { year: 2022, planned: 0.36 },
      ],
      law("二（三）"),
    ),
    milestone(
      "M3",
      "teaching-equipment",
      "新增教学仪器",
      "Teaching equipment added",
      "万台（套件）",
      40.68,
      [
        { year: 2021, planned: 33.12 },
        { year: 2022, planned: 7.56 },
      ],
      law("二（四）"),
    ),
    milestone(
      "M4",
      "arts-pe-teachers-added",
      "补充体育、音乐、美术教师",
      "PE, music and art teachers added",
      "名",
      77,
      [
        { year: 2020, planned: 26 },
        { year: 2021, planned: 26 },
        { year: 2022, planned: 25 },
      ],
      law("二（六）"),
    ),
  ],

  phases: [],

  quantities: {
    每学期思政课程教研活动次数: figure("county", "count", "次", "Ideology research sessions in a term"),
    本学年德育论坛次数: figure("county", "count", "次", "Moral education forums this school year"),
    近两年班主任技能大赛次数: figure("county", "count", "次", "Class teachers' contests in two years"),
    书记校长每学期讲思政课次数: figure("school", "count", "次", "Ideology lessons by leaders in a term"),
    本年综合性运动会或体育节次数: figure("school", "count", "次", "Sports meetings this year"),
    本年全校特色项目体育比赛项数: figure("school", "count", "项", "Whole-school sports contests this year"),
    每天校园体育活动时长: figure("school", "amount", "小时", "Hours of sport a day"),
    体质健康测试优良学生数: figure("county", "count", "人", "Pupils with good fitness"),
    体质健康测试学生数: figure("county", "count", "人", "Pupils tested for fitness"),
    掌握1项以上艺术技能学生数: figure("county", "count", "人", "Pupils with an arts skill"),
    义务教育在校学生总数: figure("county", "count", "人", "Pupils in compulsory education", { rows: "pupils" }),
    区级劳动教育实践基地数: figure("county", "count", "个", "District labour bases"),
    已鉴定的2008年底前建成平房校舍栋数: figure(
      "county",
      "count",
      "个",
      "Single-storey buildings of before the end of 2008, appraised",
    ),
    "2008年底前建成平房校舍栋数": figure("county", "count", "个", "Single-storey buildings of before the end of 2008"),
    已鉴定的1976年底前建成楼房校舍栋数: figure(
      "county",
      "count",
      "个",
      "Multi-storey buildings of before the end of 1976, appraised",
    ),
    "1976年底前建成楼房校舍栋数": figure("county", "count", "个", "Multi-storey buildings of before the end of 1976"),
    ...Object.fromEntries(
      SUBJECTS.flatMap((subject) => [
        [
          `${subject}实验和实践调查开出数`,
          figure("county", "count", "个", `Experiments and field studies carried out, ${SUBJECT_IDS[subject]}`),
        ],
        [
          `${subject}实验和实践调查应开数`,
          figure("county", "count", "个", `Experiments and field studies to carry out, ${SUBJECT_IDS[subject]}`),
        ],
      ]),
    ),
    高速宽带接入: figure("school", "flag", "", "Broadband"),
    无线网络全覆盖: figure("school", "flag", "", "Wireless network everywhere"),
    校际共享场馆面积: figure("school", "area", "㎡", "Venues shared with other schools"),
    政府购买服务体育艺术教师数: figure("stage", "count", "人", "PE and arts teachers bought as a service"),
    达标时限: figure("school", "date", "", "Date by which the school is to meet the standard"),
    "全区公办小学（不含寄宿制学校）就近划片入学人数": figure(
      "county",
      "count",
      "人",
      "Entrants from the zone, public primary day schools",
    ),
    "全区公办小学（不含寄宿制学校）入学总数": figure("county", "count", "人", "Entrants, public primary day schools"),
    "全区公办初中（不含寄宿制学校）就近划片入学人数": figure(
      "county",
      "count",
      "人",
      "Entrants from the zone, public junior day schools",
    ),
    "全区公办初中（不含寄宿制学校）入学总数": figure("county", "count", "人", "Entrants, public junior day schools"),
    新增小学教学班数: figure("county", "count", "班", "New primary classes"),
    新增中学教学班数: figure("county", "count", "班", "New secondary classes"),
    新增教育资源奖补资金: figure("county", "money", "元", "Award for new classes"),
    帮扶支教教师人年数: figure("county", "amount", "人", "Person-years of supporting teachers"),
    帮扶支教奖励性绩效工资增量: figure("county", "money", "元", "Added performance pay for supporting teachers"),
  },
  options: [],
};
