import type { RegionalDocument } from "../../model/standard.ts";
import {
  asRead,
  attest,
  check,
  citing,
  count,
  dueOn,
  figure,
  flags,
  milestone,
  own,
  quorum,
  ratio,
  refine,
  share,
} from "./clauses.ts";

/**
 * 宁河区's three-year plan, clause by clause. Its published text was compared word for word with what stands here. Of
 * the seven resource indicators it has a number for one only, and names no responsible units.
 */

const law = citing("天津市宁河区义务教育均衡发展三年行动计划（2020-2022年）", null, "2020-11-30");

/** “到2022年”, and what the plan of 2020 to 2022 sets no earlier date for. */
const due = { deadline: "2022-12-31" };
/** “到2022年”, said by the clause itself. */
const BY_2022 = "2022-12-31";
const SUBJECTS = { 科学: "science", 物理: "physics", 生物: "biology", 地理: "geography" } as const;

export const TIANJIN_NINGHE_2020: RegionalDocument = {
  id: "tianjin-ninghe-2020",
  title: {
    zh: "天津市宁河区义务教育均衡发展三年行动计划（2020-2022年）",
    en: "Ninghe District, Tianjin: three-year plan 2020–2022",
  },
  edition: "2026-11-22",
  reviewed: "2026-11-22",
  citation: law("全文"),
  extends: "national-2017",
  expires: "2022-12-31",

  refine: [
    refine(
      "sports-venue-area",
      [ratio("sports-venue-area", law("二（三）2"), { primary: 7.5, juniorSecondary: 10.2 })],
      due,
    ),
    refine(
      "equipment-value",
      [
        attest(
          "municipal-standard",
          "R6",
          law("二（三）2"),
          "小学、初中生均教学仪器值达到市级标准",
          "Equipment value per pupil reaches the municipal standard",
        ),
      ],
      {
        ...due,
        remark: {
          zh: "“市级标准”没有写出数值，凭佐证判定；数值要求只在国家标准中",
          en: "“the municipal standard” is given without a number and is attested; the number is the national standard's",
        },
      },
    ),
    refine(
      "resource-quorum",
      [quorum(asRead(law("二（三）2“全区小学、初中”，按逐校理解")), ["sports-venue-area"], 1)],
      {
        ...due,
        name: { zh: "生均体育运动场馆面积达标", en: "Sports venue area met" },
        remark: {
          zh: "七项中只有体育运动场馆面积一项有数值，逐校判定，没有85%的余项",
          en: "of the seven only sports venues have a number; judged at every school, none at 85 %",
        },
      },
    ),
    refine(
      "staffing-allocation",
      [
        attest(
          "allocation",
          "G10",
          law("二（五）3"),
          "建立完善教职工编制统筹配置机制和调整机制",
          "Posts are allocated and adjusted across schools",
        ),
      ],
      due,
    ),
    refine(
      "academic-quality",
      [
        {
          ...check("monitoring", law("二（三）3"), { kind: "monitoring", levelAtLeast: 3, rateBelow: null }),
          subjects: ["语文", "数学", "科学", "体育", "艺术", "德育"],
        },
      ],
      {
        ...due,
        looser: { zh: "只写Ⅲ级以上，没有校际差异率", en: "asks for level Ⅲ only, not for the spread between schools" },
      },
    ),
  ],

  add: [
    own(
      "L1",
      "fitness",
      "quality",
      "学生体质健康及格率",
      "Pupils who pass in fitness",
      "%",
      [
        dueOn(
          BY_2022,
          share("passing", law("二（二）5"), ["体质健康测试及格学生数"], ["体质健康测试学生数"], 93, {
            whenNone: "unknown",
          }),
        ),
        attest(
          "files",
          "L1b",
          law("二（二）5"),
          "完善学生体质健康档案，测试成绩纳入学校年终绩效评估标准",
          "Fitness files are kept, and results count in the schools' yearly assessment",
        ),
      ],
      due,
    ),
    own(
      "L2",
      "myopia",
      "quality",
      "儿童青少年总体近视率逐年下降",
      "Falling short-sightedness",
      "个百分点",
      [
        {
          ...check("fall", law("二（二）6"), {
            kind: "trend",
            baselineYear: 2019,
            untilYear: 2022,
            direction: "down",
            points: 1,
          }),
          current: "本年儿童青少年总体近视率",
          baseline: "2019年儿童青少年总体近视率",
        },
      ],
      {
        ...due,
        remark: {
          zh: "原文为“力争实现”，是努力的目标；这里按达到与否判定",
          en: "the text says “strive for”: an aim, judged here by whether it is reached",
        },
      },
    ),
    own(
      "L3",
      "daily-exercise",
      "quality",
      "每天锻炼一小时",
      "An hour of exercise a day",
      "小时",
      [count("hour", law("二（二）2"), "每天阳光体育活动时长", 1, "小时", "school")],
      due,
    ),
    own(
      "L4",
      "eye-exercises",
      "quality",
      "每天做两次眼保健操",
      "Eye exercises twice a day",
      "次",
      [count("per-day", law("二（二）3"), "每天眼保健操次数", 2, "次", "school")],
      due,
    ),
    own(
      "L5",
      "sports-lessons",
      "quality",
      "开足开好体育课程",
      "Sports lessons in full",
      "",
      [flags("answers", law("二（二）1"), ["体育课程开足开好"])],
      due,
    ),
    own(
      "L6",
      "laboratory-lessons",
      "quality",
      "实验和实践调查开出率",
      "Experiments and field studies carried out",
      "%",
      [
        ...Object.entries(SUBJECTS).map(([subject, id]) =>
          share(id, law("二（三）2"), [`${subject}实验和实践调查开出数`], [`${subject}实验和实践调查应开数`], 100, {
            whenNone: "unknown",
          }),
        ),
        attest(
          "guidance",
          "L6b",
          law("二（三）2"),
          "制定实施加强中小学实验教育的指导意见",
          "Guidance on better laboratory lessons is issued and carried out",
        ),
      ],
      due,
    ),
    own(
      "L7",
      "compulsory-retention",
      "quality",
      "义务教育巩固率",
      "Retention in compulsory education",
      "%",
      [
        share("retention", law("二（三）3"), ["义务教育巩固学生数"], ["义务教育应巩固学生数"], 99.5, {
          whenNone: "unknown",
        }),
      ],
      due,
    ),
    own(
      "L8",
      "young-cadres",
      "guarantee",
      "35岁以下科级干部占中层干部比例",
      "Young heads of section among middle cadres",
      "%",
      [
        dueOn(
          BY_2022,
          share(
            "share",
            asRead(law("二（四）3“3年内”，按计划期末（2022年底）理解")),
            ["35岁以下科级干部数"],
            ["中层干部总数"],
            20,
            { whenNone: "unknown" },
          ),
        ),
      ],
      {
        ...due,
        remark: {
          zh: "原文为“力争达到”，是努力的目标；这里按达到与否判定",
          en: "the text says “strive for”: an aim, judged here by whether it is reached",
        },
      },
    ),
    own(
      "L9",
      "cadre-pool",
      "guarantee",
      "干部人才库",
      "Pools of future cadres",
      "人",
      [
        count("heads", law("二（四）3"), "正职后备干部数", 80, "人"),
        count("deputies", law("二（四）3"), "副职后备干部数", 150, "人"),
        count("young", law("二（四）3"), "优秀年轻干部数", 200, "人"),
      ],
      due,
    ),
    own(
      "L10",
      "new-grade-c-buildings",
      "guarantee",
      "新鉴定C级校舍改造",
      "Buildings newly found grade C",
      "",
      [
        attest(
          "improvement",
          "L10",
          law("二（三）2"),
          "对新鉴定的中小学C级校舍持续进行提升改造",
          "Buildings newly found grade C are being improved",
        ),
      ],
      due,
    ),
    own(
      "L11",
      "continuing-education",
      "guarantee",
      "中小学教师第六周期全员继续教育",
      "Sixth cycle of teachers' continuing education",
      "",
      [
        attest(
          "cycle",
          "L11",
          law("二（五）2"),
          "完成中小学教师第六周期全员继续教育工作，启动第七周期",
          "The sixth cycle is completed and the seventh has begun",
        ),
      ],
      due,
    ),
    own(
      "L12",
      "pay-linkage",
      "guarantee",
      "教师工资随公务员待遇调整的联动机制",
      "Teachers' pay follows civil servants'",
      "",
      [
        attest(
          "linkage",
          "L12",
          law("二（五）4"),
          "建立健全中小学教师工资随本区公务员待遇调整的联动机制",
          "Teachers' pay is adjusted with that of the district's civil servants",
        ),
      ],
      due,
    ),
    own(
      "L13",
      "national-recognition",
      "guarantee",
      "通过国家评估认定",
      "National recognition",
      "",
      [
        dueOn(
          BY_2022,
          attest(
            "recognition",
            "L13",
            law("二（三）3"),
            "到2022年顺利通过第二批县域义务教育优质均衡发展国家评估认定",
            "National recognition in the second batch by 2022",
          ),
        ),
      ],
      due,
    ),
    own(
      "L14",
      "sports-lessons-double-break",
      "quality",
      "“双课间”体育活动制度",
      "Two sports breaks a day",
      "",
      [
        attest(
          "double-break",
          "L14",
          law("二（二）3"),
          "全面实施“双课间”体育活动制度",
          "Two sports breaks are the rule everywhere",
        ),
      ],
      due,
    ),
    own(
      "L15",
      "principal-grades",
      "guarantee",
      "校长职级制改革",
      "Grades for principals",
      "",
      [
        attest(
          "grades",
          "L15",
          law("二（四）2"),
          "推行校长职级制改革，校长职级分为特级、高级、一级、二级四级，设置独立的职级序列",
          "Principals have four grades of their own: special, senior, first and second",
        ),
      ],
      due,
    ),
    own(
      "L16",
      "teachers-ethics-files",
      "guarantee",
      "师德档案随转和师德宣讲团",
      "Files and speakers on teachers' ethics",
      "",
      [
        attest(
          "files",
          "L16a",
          law("二（五）1"),
          "落实调动人员师德档案随转制度",
          "A teacher's ethics file moves with the teacher",
        ),
        attest(
          "speakers",
          "L16b",
          law("二（五）1"),
          "组建师德宣讲团，开展师德巡讲",
          "Speakers on ethics tour the schools",
        ),
      ],
      due,
    ),
    own(
      "L17",
      "school-meals",
      "guarantee",
      "食材采购制度和明厨亮灶",
      "Buying and cooking of school meals",
      "",
      [
        attest(
          "purchasing",
          "L17a",
          law("二（八）"),
          "建立大宗食品及原辅料招标制度和供应商准入制度",
          "Food is bought by tender, from admitted suppliers",
        ),
        attest(
          "open-kitchens",
          "L17b",
          law("二（八）"),
          "完善“明厨亮灶”的安装使用和学校校长在校陪餐工作",
          "Open kitchens are in use, and principals eat with the pupils",
        ),
      ],
      due,
    ),
  ],

  silent: [
    "qualified-teachers",
    "backbone-teachers",
    "arts-pe-teachers",
    "teaching-floor-area",
    "sports-venue-area/dispersion",
    "equipment-value/ratio",
    "equipment-value/dispersion",
    "multimedia-classrooms",
    "school-layout",
    "unified-standards",
    "arts-rooms",
    "school-size",
    "class-size",
    "small-school-funding",
    "special-education-funding",
    "teacher-pay",
    "teacher-training",
    "teacher-rotation",
    "teacher-certificates",
    "nearby-enrolment",
    "quota-allocation",
    "migrant-and-left-behind",
    "junior-retention",
    "disabled-enrolment",
    "charter-and-informatization",
    "training-budget",
    "ict-teaching",
    "moral-education-culture",
    "curriculum",
    "homework-burden",
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
      "new-primary-school",
      "城区新建小学",
      "New primary school in town",
      "所",
      1,
      [{ year: 2022, planned: 1 }],
      law("二（三）1"),
    ),
    milestone(
      "M2",
      "new-primary-classes",
      "城区新建小学班级",
      "Classes of the new primary school",
      "个班",
      24,
      [{ year: 2022, planned: 24 }],
      law("二（三）1"),
    ),
  ],
  phases: [],

  quantities: {
    体质健康测试及格学生数: figure("county", "count", "人", "Pupils who pass in fitness"),
    体质健康测试学生数: figure("county", "count", "人", "Pupils tested for fitness"),
    本年儿童青少年总体近视率: figure("county", "percent", "%", "Share of short-sighted children and youth"),
    "2019年儿童青少年总体近视率": figure("county", "percent", "%", "Share of short-sighted children and youth in 2019"),
    每天阳光体育活动时长: figure("school", "amount", "小时", "Hours of sport a day"),
    每天眼保健操次数: figure("school", "count", "次", "Eye exercises a day"),
    体育课程开足开好: figure("school", "flag", "", "Sports lessons in full"),
    ...Object.fromEntries(
      Object.entries(SUBJECTS).flatMap(([subject, id]) => [
        [
          `${subject}实验和实践调查开出数`,
          figure("county", "count", "个", `Experiments and field studies carried out, ${id}`),
        ],
        [
          `${subject}实验和实践调查应开数`,
          figure("county", "count", "个", `Experiments and field studies to carry out, ${id}`),
        ],
      ]),
    ),
    义务教育巩固学生数: figure("county", "count", "人", "Pupils retained in compulsory education"),
    义务教育应巩固学生数: figure("county", "count", "人", "Pupils to be retained in compulsory education"),
    "35岁以下科级干部数": figure("county", "count", "人", "Heads of section under 35"),
    中层干部总数: figure("county", "count", "人", "Middle cadres"),
    正职后备干部数: figure("county", "count", "人", "Pool of future heads"),
    副职后备干部数: figure("county", "count", "人", "Pool of future deputies"),
    优秀年轻干部数: figure("county", "count", "人", "Pool of young cadres"),
  },
  options: [],
};
