import type { RegionalDocument } from "../../model/standard.ts";
import { MIGRANT_PUPILS, PUPILS_OF_PUBLIC_SCHOOLS } from "../witnesses.ts";
import {
  artsRooms,
  asRead,
  attest,
  check,
  citing,
  dispersion,
  dueOn,
  figure,
  flags,
  own,
  quorum,
  type Resource,
  ratio,
  refine,
  share,
  shareOfEach,
} from "./clauses.ts";

/**
 * 四方台区's plan to 2027, clause by clause. Its published text was compared word for word with what stands here, but
 * for the retention of 98 % and 99 %, whose sentence is garbled. It says “15 items” of guarantee and lists twelve.
 */

const law = citing(
  "四方台区关于推进义务教育优质均衡发展工作规划（2023-2027）（试行）",
  "双四政发〔2023〕20号",
  "2023-07-30",
);

const RESOURCES = law("三（二）一");
const GUARANTEES = law("三（二）二");
const QUALITY = law("三（二）三");
const VETOES = law("三（二）五");

/** 第二阶段（2024年1月—2026年12月）: what its items are due by. */
const stageTwo = "2026-12-31";
const resources = { responsible: ["区教体局"], deadline: stageTwo };
const guarantees = {
  responsible: ["区教体局", "区委编办", "区委组织部", "区财政局", "区属小学"],
  deadline: stageTwo,
};
const quality = { responsible: ["区教体局", "区属小学"], deadline: stageTwo };
const vetoes = { responsible: ["区委编办", "区教体局", "区应急局", "区属小学"], deadline: stageTwo };
const facilities = {
  responsible: ["区教体局", "区财政局", "区应急局", "区卫健局", "区公安分局", "区交警大队", "区消防大队"],
  deadline: stageTwo,
};
/** 工作规划（2023—2027）: what its fourth part sets no date for is due by the end of its last year. */
const planEnd = "2027-12-31";
const special = {
  responsible: ["太保镇政府", "各街道办事处", "区教体局", "区残联", "区民政局", "区妇联"],
  deadline: planEnd,
};
const spending = { responsible: ["区委组织部", "区财政局", "区属小学"], deadline: planEnd };
const schooling = { responsible: ["区教体局", "区属小学"], deadline: planEnd };

const resource = (id: Resource, primary: readonly [number, number], juniorSecondary: readonly [number, number]) =>
  refine(id, [ratio(id, RESOURCES, { primary, juniorSecondary }), dispersion(RESOURCES, 0.5, 0.45)], resources);

const veto = (indicator: string, code: string) =>
  refine(indicator, [{ ...check("absence", VETOES, { kind: "absence" }), code }], vetoes);

const FACILITIES = [
  "校园达标",
  "校舍达标",
  "体育运动场馆达标",
  "安全设施达标",
  "卫生设施达标",
  "寄宿设施达标",
  "教学仪器设备达标",
  "信息技术设备达标",
] as const;

export const HEILONGJIANG_SIFANGTAI_2023: RegionalDocument = {
  id: "heilongjiang-sifangtai-2023",
  title: {
    zh: "黑龙江省双鸭山市四方台区工作规划（2023—2027）",
    en: "Sifangtai District, Shuangyashan, Heilongjiang: plan 2023–2027",
  },
  edition: "2026-11-22",
  reviewed: "2026-11-22",
  citation: law("全文；依据黑教基一函〔2019〕420号、双政教督办函〔2023〕2号"),
  extends: "national-2017",
  expires: "2027-12-31",

  refine: [
    resource("qualified-teachers", [4.2, 3.57], [5.3, 4.505]),
    resource("backbone-teachers", [1, 0.85], [1, 0.85]),
    resource("arts-pe-teachers", [0.9, 0.765], [0.9, 0.765]),
    resource("teaching-floor-area", [4.5, 3.825], [5.8, 4.93]),
    resource("sports-venue-area", [7.5, 6.375], [10.2, 8.67]),
    resource("equipment-value", [2000, 1700], [2500, 2125]),
    resource("multimedia-classrooms", [2.3, 1.955], [2.4, 2.04]),
    refine(
      "resource-quorum",
      [
        quorum(
          asRead(law("三（二）一“基本完成”，按7项中至少6项达标、余项达到85%理解")),
          [
            "qualified-teachers",
            "backbone-teachers",
            "arts-pe-teachers",
            "teaching-floor-area",
            "sports-venue-area",
            "equipment-value",
            "multimedia-classrooms",
          ],
          6,
        ),
      ],
      {
        ...resources,
        remark: {
          zh: "“基本完成‘资源配置’中7项指标”：按国家标准的至少6项达标、余项达到85%理解",
          en: "“basically complete the 7 items”: read as the national rule, 6 of 7 met and the other at 85 %",
        },
      },
    ),
    refine(
      "school-layout",
      [
        attest(
          "layout",
          "G1",
          GUARANTEES,
          "义务教育学校规划布局合理，符合国家规定要求",
          "The layout is reasonable and follows national rules",
        ),
      ],
      guarantees,
    ),
    refine(
      "unified-standards",
      [
        attest("construction", "G2a", GUARANTEES, "辖区城乡义务教育学校建设标准统一", "One construction standard"),
        attest("staffing", "G2b", GUARANTEES, "教师编制标准统一", "One staffing standard"),
        attest("funding", "G2c", GUARANTEES, "生均公用经费基准定额统一", "One per-pupil funding quota"),
        attest("equipment", "G2d", GUARANTEES, "基本装备配置标准统一", "One equipment standard"),
      ],
      guarantees,
    ),
    refine(
      "arts-rooms",
      [artsRooms(asRead(law("三（二）二“音乐、美术专用教室1间以上”，按音乐、美术各1间理解")), 96, 90)],
      guarantees,
    ),
    refine(
      "class-size",
      [check("size", GUARANTEES, { kind: "class-size", caps: { primary: 45, juniorSecondary: 50 } })],
      guarantees,
    ),
    refine(
      "small-school-funding",
      [
        check("funding", GUARANTEES, {
          kind: "small-school-funding",
          pupils: 100,
          funds: "allocatedFunds",
          quota: "primaryFundingQuota",
        }),
      ],
      guarantees,
    ),
    refine(
      "teacher-pay",
      [
        check("average", GUARANTEES, {
          kind: "comparison",
          left: "teacherAveragePay",
          operator: ">=",
          right: "civilServantAveragePay",
          unit: "元",
        }),
        attest(
          "performance-pay",
          "G8b",
          GUARANTEES,
          "按规定足额核定教师绩效工资总量",
          "Performance pay is granted in full",
        ),
      ],
      guarantees,
    ),
    refine(
      "teacher-training",
      [shareOfEach("completion", GUARANTEES, ["trainedTeachers"], ["teachers"], 100, { schools: "staffed" })],
      guarantees,
    ),
    refine(
      "staffing-allocation",
      [
        attest(
          "allocation",
          "G10",
          GUARANTEES,
          "区级教育行政部门在核定的教职工编制总额和岗位总量内，统筹分配各校教职工编制和岗位数量",
          "Posts are allocated to schools within the approved total",
        ),
      ],
      guarantees,
    ),
    refine(
      "teacher-rotation",
      [
        share("rotated", GUARANTEES, ["rotatedTeachers"], ["rotationEligible"], 10),
        share("backbone", GUARANTEES, ["rotatedBackbone"], ["rotatedTeachers"], 10),
      ],
      {
        ...guarantees,
        looser: {
          zh: "骨干教师占交流轮岗教师的10%，国家标准为20%",
          en: "10 % backbone teachers among those who rotate; the national standard has 20 %",
        },
      },
    ),
    refine(
      "teacher-certificates",
      [
        shareOfEach("certified", GUARANTEES, ["certifiedTeachers"], ["teachers"], 100, {
          schools: "staffed",
          less: { numerator: ["服务期内特岗教师持证人数"], denominator: ["服务期内特岗教师数"] },
        }),
      ],
      {
        ...guarantees,
        looser: { zh: "不含服务期内的特岗教师", en: "special-post teachers in their term of service are left out" },
      },
    ),
    refine(
      "nearby-enrolment",
      [
        share("primary", GUARANTEES, ["全区公办小学就近划片入学人数"], ["全区公办小学入学总数"], 100, {
          witness: PUPILS_OF_PUBLIC_SCHOOLS,
          stage: "primary",
        }),
        share("junior-secondary", GUARANTEES, ["全区公办初中就近划片入学人数"], ["全区公办初中入学总数"], 95, {
          witness: PUPILS_OF_PUBLIC_SCHOOLS,
          stage: "juniorSecondary",
        }),
      ],
      {
        ...guarantees,
        looser: {
          zh: "“公办学校”：不限于城区和镇区，也没有除去寄宿制学校，范围宽于国家标准；合并计算时，城区和镇区未达到的比例可由其他学校拉高",
          en: "“public schools”: wider than the national standard's urban and town schools without boarding; counted together, the others can make up for a share that those alone miss",
        },
      },
    ),
    refine(
      "migrant-and-left-behind",
      [
        share("places", GUARANTEES, ["migrantInPublic"], ["migrantEligible"], 85, { witness: MIGRANT_PUPILS }),
        attest(
          "left-behind",
          "G15b",
          GUARANTEES,
          "留守儿童关爱体系健全",
          "A sound system of care for left-behind children",
        ),
      ],
      {
        ...guarantees,
        remark: {
          zh: "只计公办学校，不计政府购买服务的民办学校，严于国家标准",
          en: "counts public schools only, not purchased private places: tighter than the national standard",
        },
      },
    ),
    refine(
      "junior-retention",
      [
        share("retention", QUALITY, ["juniorGraduates", "juniorTransfersOut"], ["juniorEntrantsThreeYearsAgo"], 95, {
          whenNone: "unknown",
          less: { numerator: ["juniorTransfersIn"], denominator: ["juniorDeaths"] },
        }),
      ],
      quality,
    ),
    refine(
      "disabled-enrolment",
      [share("enrolled", QUALITY, ["disabledEnrolled"], ["disabledSchoolAge"], 95)],
      quality,
    ),
    refine(
      "charter-and-informatization",
      [flags("answers", QUALITY, ["charter", "managementIct", "teachingIct"])],
      quality,
    ),
    refine(
      "training-budget",
      [shareOfEach("training", QUALITY, ["trainingFunds"], ["budgetedFunds"], 5, { whenNone: "unknown" })],
      quality,
    ),
    refine(
      "ict-teaching",
      [
        {
          ...check("answers", QUALITY, { kind: "flags", expected: true }),
          quantities: ["ictTeaching"],
          fallback: attest(
            "county",
            "Q5",
            QUALITY,
            "教师能熟练运用信息化手段组织教学，设施设备利用率达到较高水平",
            "Teachers use ICT proficiently and equipment is well used",
          ),
        },
      ],
      quality,
    ),
    refine(
      "moral-education-culture",
      [
        {
          ...check("grades", QUALITY, { kind: "grade", atLeast: "good" }),
          quantities: ["moralEducationGrade", "campusCultureGrade"],
        },
      ],
      quality,
    ),
    refine(
      "curriculum",
      [flags("answers", QUALITY, ["curriculumComplete", "teachingOrder", "practiceActivities"])],
      quality,
    ),
    refine("homework-burden", [flags("answers", QUALITY, ["excessiveHomework"], false)], quality),
    refine(
      "academic-quality",
      [
        {
          ...check("monitoring", QUALITY, { kind: "monitoring", levelAtLeast: 3, rateBelow: 0.15 }),
          subjects: ["语文", "数学", "科学", "体育", "艺术", "德育"],
        },
      ],
      quality,
    ),
    refine(
      "public-recognition",
      [share("satisfied", law("三（二）四"), ["satisfied"], ["surveyed"], 90, { whenNone: "unknown" })],
      quality,
    ),
    veto("exam-admission", "V1"),
    veto("illegal-school-choice", "V2"),
    veto("key-schools-or-classes", "V3"),
    veto("unfilled-posts", "V4"),
    veto("major-incident", "V5"),
    veto("fraud", "V6"),
  ],

  add: [
    own(
      "L1",
      "housing-schools",
      "guarantee",
      "配套学校三同步",
      "Schools planned, built and used with housing",
      "",
      [
        attest(
          "in-step",
          "L1",
          law("四（一）"),
          "居民区与配套的学校同步规划、同步建设、同步使用",
          "Schools of new housing are planned, built and used with it",
        ),
      ],
      { deadline: planEnd },
    ),
    own(
      "L2",
      "facilities",
      "guarantee",
      "办学条件全部达标",
      "All facilities up to standard",
      "",
      [dueOn(stageTwo, flags("answers", law("四（二）"), FACILITIES))],
      facilities,
    ),
    own(
      "L3",
      "education-spending",
      "guarantee",
      "教育经费两个只增不减",
      "Education spending does not fall",
      "元",
      [
        check("total", law("四（四）"), {
          kind: "year-on-year",
          current: "educationSpending",
          previous: "educationSpendingLastYear",
          operator: ">=",
          unit: "元",
        }),
        check("per-pupil", law("四（四）"), {
          kind: "year-on-year",
          current: "spendingPerPupil",
          previous: "spendingPerPupilLastYear",
          operator: ">=",
          unit: "元",
        }),
      ],
      spending,
    ),
    own(
      "L4",
      "sports-and-arts-skills",
      "quality",
      "每名学生掌握1-2项运动技能、1-2项艺术特长",
      "Every pupil has a sports skill and an artistic strength",
      "%",
      [
        share("sports", law("四（五）"), ["掌握1项以上运动技能学生数"], ["义务教育在校学生总数"], 100, {
          whenNone: "unknown",
        }),
        share("arts", law("四（五）"), ["掌握1项以上艺术特长学生数"], ["义务教育在校学生总数"], 100, {
          whenNone: "unknown",
        }),
      ],
      {
        ...schooling,
        remark: {
          zh: "运动技能原文为“推动”，艺术特长原文为“努力让”，是努力的目标；这里按达到与否判定",
          en: "the text says “promote” of sports and “strive” of arts: aims, judged here by whether they are reached",
        },
      },
    ),
    own(
      "L5",
      "stage-retention",
      "quality",
      "巩固率达到98%和99%以上",
      "Retention of 98 % and 99 %",
      "%",
      [
        share(
          "primary",
          asRead(law("四（六）“98%和99%以上”，按小学99%理解")),
          ["小学巩固学生数"],
          ["小学应巩固学生数"],
          99,
          {
            stage: "primary",
            whenNone: "unknown",
          },
        ),
        share(
          "junior-secondary",
          asRead(law("四（六）“98%和99%以上”，按初中98%理解")),
          ["初中巩固学生数"],
          ["初中应巩固学生数"],
          98,
          { stage: "juniorSecondary", whenNone: "unknown" },
        ),
      ],
      special,
    ),
    own(
      "L6",
      "full-inspection",
      "guarantee",
      "全覆盖专项督导",
      "Inspection of every school",
      "%",
      [
        dueOn(
          planEnd,
          share("inspected", law("三（三）一"), ["已专项督查学校数"], ["应专项督查学校数"], 100, {
            whenNone: "unknown",
          }),
        ),
      ],
      { deadline: planEnd },
    ),
    own(
      "L7",
      "national-recognition",
      "guarantee",
      "通过国家评估验收",
      "National recognition",
      "",
      [
        dueOn(
          planEnd,
          attest(
            "recognition",
            "L7",
            law("二；三（三）三"),
            "到2027年底前达到国家义务教育优质均衡发展县标准，并通过评估验收",
            "National recognition by the end of 2027",
          ),
        ),
      ],
      { deadline: planEnd },
    ),
    own(
      "L8",
      "proper-schooling",
      "quality",
      "规范办学行为",
      "Proper conduct of schools",
      "",
      [
        attest(
          "conduct",
          "L8",
          law("四（五）"),
          "没有擅自举办的实验班，没有违规补课和乱收费",
          "No experimental classes without leave, no forbidden lessons or fees",
        ),
      ],
      schooling,
    ),
    own(
      "L9",
      "financial-openness",
      "guarantee",
      "学校财务公开制度",
      "Openness of school finances",
      "",
      [attest("openness", "L9", law("四（四）"), "实行义务教育阶段学校财务公开制度", "Schools publish their finances")],
      spending,
    ),
  ],

  silent: ["school-size", "special-education-funding", "quota-allocation"],

  milestones: [],

  phases: [
    {
      name: { zh: "第一阶段：部署推进，夯实基础", en: "First: prepare and lay the base" },
      from: "2023-03-01",
      to: "2023-12-31",
      citation: law("三（一）"),
    },
    {
      name: { zh: "第二阶段：集中攻坚，跨越发展", en: "Second: tackle every item" },
      from: "2024-01-01",
      to: "2026-12-31",
      citation: law("三（二）"),
    },
    {
      name: { zh: "第三阶段：攻坚克难，通过验收", en: "Third: pass the acceptance" },
      from: "2026-01-01",
      to: "2027-12-31",
      citation: law("三（三）"),
    },
  ],

  quantities: {
    服务期内特岗教师数: figure("stage", "count", "人", "Special-post teachers in their term of service"),
    服务期内特岗教师持证人数: figure("stage", "count", "人", "Of which holding the certificate"),
    全区公办小学就近划片入学人数: figure("county", "count", "人", "Entrants from the zone, all public primary schools"),
    全区公办小学入学总数: figure("county", "count", "人", "Entrants, all public primary schools"),
    全区公办初中就近划片入学人数: figure("county", "count", "人", "Entrants from the zone, all public junior schools"),
    全区公办初中入学总数: figure("county", "count", "人", "Entrants, all public junior schools"),
    ...Object.fromEntries(FACILITIES.map((label) => [label, figure("school", "flag", "", `Up to standard: ${label}`)])),
    掌握1项以上运动技能学生数: figure("county", "count", "人", "Pupils with a sports skill"),
    掌握1项以上艺术特长学生数: figure("county", "count", "人", "Pupils with an artistic strength"),
    义务教育在校学生总数: figure("county", "count", "人", "Pupils in compulsory education", { rows: "pupils" }),
    小学巩固学生数: figure("county", "count", "人", "Primary pupils retained"),
    小学应巩固学生数: figure("county", "count", "人", "Primary pupils to be retained"),
    初中巩固学生数: figure("county", "count", "人", "Junior pupils retained"),
    初中应巩固学生数: figure("county", "count", "人", "Junior pupils to be retained"),
    已专项督查学校数: figure("county", "count", "所", "Schools inspected"),
    应专项督查学校数: figure("county", "count", "所", "Schools to inspect", { rows: "schools" }),
  },
  options: [],
};
