import type { Attestation } from "../../model/county.ts";
import type { CountyKey } from "../../model/quantity.ts";
import type { AuditResult, Finding } from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import {
  answerWord,
  DECIMALS,
  levelWord,
  listed,
  numberText,
  plainSpeaker,
  reasonText,
  relaxationText,
  roundedText,
  subjectWord,
  type Words,
} from "../wording.ts";
import {
  blankAt,
  type Figure,
  type FormBlank,
  type FormRemark,
  figureOf,
  known,
  missing,
  missingOf,
  openItemReason,
  openReason,
  percentText,
  sumOf,
} from "./blanks.ts";
import { roundingRemark } from "./county.ts";
import { type FormTable, HEAD, NOTE, rowOf, TITLE } from "./sheet.ts";
import { answerOf } from "./units.ts";
import { type FormItem, itemWords } from "./words.ts";

/** A blank of a sentence: its text, or why it stays blank, with what it is called in the list of blanks. */
interface Gap {
  readonly item: Words;
  readonly text: string | null;
  readonly reason: Words;
}

const NO_REASON: Words = { zh: "", en: "" };

/** What stands in the middle column: the sentence with its blanks filled, and those that could not be. */
interface Statement {
  readonly text: string | null;
  readonly open: readonly { readonly item: Words; readonly reason: Words }[];
}

const BLANK = "＿＿";

const gap = (item: FormItem | Words, figure: Figure, print: (value: number) => string = whole): Gap => {
  const words = typeof item === "string" ? itemWords(item) : item;
  return figure.value === null
    ? { item: words, text: null, reason: figure.reason }
    : { item: words, text: print(figure.value), reason: NO_REASON };
};

const whole = (value: number): string => roundedText(value, DECIMALS.whole);
const share = (value: number): string => roundedText(value, DECIMALS.share);

/** The form's sentence with its blanks filled in order. */
const complete = (sentence: string, gaps: readonly Gap[]): Statement => {
  const parts = sentence.split(BLANK);
  return {
    text: parts.map((part, index) => (index === 0 ? part : (gaps[index - 1]!.text ?? BLANK) + part)).join(""),
    open: gaps.filter(({ text }) => text === null),
  };
};

interface Item {
  readonly result: AuditResult;
  readonly findings: readonly Finding[];
  /** The finding that decides the item; null where the standard has no such indicator. */
  readonly required: Finding | null;
}

type Say = (item: Item) => Statement;

interface Line {
  readonly row: number;
  readonly code: string;
  readonly label: string | ((item: Item) => string);
  readonly say: Say;
}

const item =
  (key: CountyKey): ((of: Item) => Figure) =>
  ({ result: { county } }) =>
    figureOf(county.items[key], key);

/** The value of the county's share whose numerator begins with a quantity. */
const shareOf = ({ findings }: Item, quantity: string): Figure => {
  const found = findings.find(
    ({ working: { formula }, subject }) =>
      subject.kind === "county" && formula.kind === "share" && formula.numerator.plus[0] === quantity,
  );
  if (found === undefined) return missing({ zh: "没有这一比例的判定", en: "the share was not judged" });
  return found.value === null ? missing(openReason(found)) : known(found.value);
};

/** An input of every school to which the item applies, summed; a stage that has no column is not asked for. */
const sumOfInputs = ({ findings }: Item, quantity: string): Figure =>
  sumOf(
    findings.flatMap((finding): Figure[] => {
      if (finding.subject.kind !== "school" || finding.status === "notApplicable") return [];
      const own = finding.working.inputs.filter((input) => input.quantity === quantity);
      const asked = own.filter(({ cell, value }) => cell !== null || value !== null);
      return (asked.length === 0 ? own : asked).map(({ cell, value }) =>
        typeof value === "number"
          ? known(value)
          : missingOf(finding.subject.name, {
              zh: `${cell === null ? "" : `（${cell}）`}未填`,
              en: `${cell === null ? "" : `${cell} `}blank`,
            }),
      );
    }),
  );

/** n ÷ of in percent; unknown where either is, or where nothing is there to be a share of. */
const percentOf = (part: Figure, of: Figure): Gap["text"] =>
  part.value === null || of.value === null || of.value <= 0 || part.value > of.value
    ? null
    : percentText(part.value, of.value);

const percentGap = (name: FormItem, part: Figure, of: Figure): Gap => {
  const reason = sumOf([part, of]);
  return {
    item: itemWords(name),
    text: percentOf(part, of),
    reason:
      reason.value === null
        ? reason.reason
        : { zh: "分母为 0，或部分大于整体", en: "the denominator is 0, or the part is above its whole" },
  };
};

const attested = (row: Attestation): string => {
  const conclusion = row.conclusion.value === null ? "" : answerWord(row.conclusion.value, "zh");
  const evidence = [row.evidence.value, row.documentNumber.value].filter((text) => text !== null && text !== "");
  return `${conclusion}${evidence.length === 0 ? "" : `（${evidence.join("，")}）`}`;
};

/** The conclusions of the item's documents, each with its evidence. */
const documents: Say = ({ result: { county }, findings }) => {
  const parts = findings.filter(({ working }) => working.formula.kind === "attestation");
  const open: { item: Words; reason: Words }[] = [];
  const texts = parts.flatMap((finding) => {
    const { formula } = finding.working;
    if (formula.kind !== "attestation") return [];
    const code = finding.subject.code;
    const rows = county.attestations.filter((row) => row.code === code && row.conclusion.value !== null);
    const name = formula.statement.zh;
    if (rows.length === 0) {
      open.push({ item: formula.statement, reason: openReason(finding) });
      return [];
    }
    const doubt = finding.status === "unknown" ? `；${reasonText(finding, plainSpeaker("zh"))}` : "";
    const conclusion = rows.map(attested).join("；") + doubt;
    return [parts.length === 1 ? conclusion : `${name}：${conclusion}`];
  });
  return { text: texts.length === 0 ? null : `${texts.join("。")}。`, open };
};

const SCHOOLS_NAMED = 5;

/** Whether every school meets it, and which do not. */
const everySchool: Say = (of) => {
  const { required, findings } = of;
  if (required === null) return { text: null, open: [] };
  if (findings.some(({ working, subject }) => subject.kind === "county" && working.formula.kind === "attestation")) {
    return documents(of);
  }
  const short = [
    ...new Set(
      findings.flatMap(({ status, subject }) => (subject.kind === "school" && status === "fail" ? [subject.name] : [])),
    ),
  ];
  if (short.length > 0) {
    const names = listed(short.slice(0, SCHOOLS_NAMED), "zh");
    return {
      text: `${short.length} 所学校不符合：${names}${short.length > SCHOOLS_NAMED ? "等" : ""}。`,
      open: [],
    };
  }
  if (required.status === "pass") return { text: "所有学校均符合。", open: [] };
  if (required.status === "notApplicable") return { text: "没有适用的学校。", open: [] };
  return {
    text: null,
    open: [{ item: required.indicator.name, reason: openItemReason(required, findings) }],
  };
};

const openIn = ({ subject: { name } }: Finding, { zh, en }: Words): Figure =>
  missing({ zh: `${name ?? ""}：${zh}`, en: `${name ?? ""}: ${en}` });

/** Schools whose pupils exceed a number that the form names; unknown while one's pupils are. */
const schoolsAbove = ({ findings }: Item, stage: Stage | null, cap: number): Figure =>
  sumOf(
    findings.flatMap((finding): Figure[] => {
      if (finding.check !== "school-size" || finding.subject.stage !== stage) return [];
      if (finding.status === "notApplicable") return [];
      if (finding.value !== null) return [known(finding.value > cap ? 1 : 0)];
      // What is known already exceeds the cap.
      return [finding.status === "fail" ? known(1) : openIn(finding, openReason(finding))];
    }),
  );

/** Classes over the cap; unknown where only the largest one is given. */
const classesOver = ({ findings }: Item, stage: Stage): Figure =>
  sumOf(
    findings.flatMap((finding): Figure[] => {
      if (finding.check !== "class-size" || finding.subject.stage !== stage) return [];
      if (finding.status === "pass") return [known(0)];
      if (finding.status === "notApplicable") return [];
      if (finding.status === "fail" && finding.gap?.unit === "个班") return [known(finding.gap.amount)];
      const why =
        finding.status === "fail"
          ? {
              zh: "有班级超过班额，但没有填超班额班级数",
              en: "a class is above the cap, and how many are is not filled in",
            }
          : openReason(finding);
      return [openIn(finding, why)];
    }),
  );

/** 特殊教育: funds and pupils from the schools' rows where there are any, else from the county's. */
const specialEducation: Say = (of) => {
  const schools = of.findings.filter(
    ({ subject, working }) => subject.kind === "school" && working.formula.kind === "per-pupil",
  );
  const county = of.findings.find(
    ({ subject, working }) => subject.kind === "county" && working.formula.kind === "per-pupil",
  );
  const funds = schools.length > 0 ? sumOfInputs(of, "allocatedFunds") : item("specialEducationFunds")(of);
  const pupils = schools.length > 0 ? sumOfInputs(of, "pupils") : item("specialEducationPupils")(of);
  const perPupil: Figure =
    county?.value != null
      ? known(county.value)
      : funds.value !== null && pupils.value !== null && pupils.value > 0
        ? known(funds.value / pupils.value)
        : missing({ zh: "公用经费或学生数不全", en: "funds or pupils are incomplete" });
  return complete("特殊教育学校公用经费为＿＿万元，特殊教育学生数为＿＿人，特殊教育学校生均公用经费为＿＿元", [
    gap("特殊教育学校公用经费", funds, (value) => whole(value / 10_000)),
    gap("特殊教育学生数", pupils),
    gap("特殊教育学校生均公用经费", perPupil),
  ]);
};

const requirementOf = ({ findings }: Item, usual: number): string =>
  numberText(findings.find(({ bound }) => bound !== null)?.bound?.value ?? usual, null);

const SUBJECTS = ["语文", "数学", "科学", "体育", "艺术", "德育"] as const;

const monitoring: Say = ({ result: { county } }) => {
  const gaps = SUBJECTS.flatMap((subject): Gap[] => {
    const row = county.monitoring.find((each) => each.subject === subject);
    const inEnglish = subjectWord(subject, "en");
    const absent = missing({
      zh: `质量监测表没有${subject}`,
      en: `the sheet 质量监测 does not list ${inEnglish}`,
    });
    const figure = (value: number | null | undefined, cell: string | null | undefined): Figure =>
      row === undefined
        ? absent
        : value == null
          ? missing({
              zh: `质量监测${cell == null ? "" : `（${cell}）`}未填`,
              en: `monitoring${cell == null ? "" : ` (${cell})`}: blank`,
            })
          : known(value);
    return [
      gap(
        { zh: `${subject}学业水平`, en: `Level in ${inEnglish}` },
        figure(row?.level.value, row?.level.cell),
        levelWord,
      ),
      gap(
        { zh: `${subject}校际差异率`, en: `Difference between schools in ${inEnglish}` },
        figure(row?.rate.value, row?.rate.cell),
        (value) => numberText(value, null),
      ),
    ];
  });
  return complete(
    "语文＿＿级、校际差异率＿＿；数学＿＿级、校际差异率＿＿ ; 科学＿＿级、校际差异率＿＿；体育＿＿级、校际差异率＿＿ ; 艺术＿＿级、校际差异率＿＿；德育＿＿级、校际差异率＿＿。",
    gaps,
  );
};

const FOUR: readonly Line[] = [
  { row: 3, code: "G1", label: "1. 县域内义务教育学校规划布局合理，符合国家规定要求", say: documents },
  {
    row: 4,
    code: "G2",
    label: "2. 县域内城乡义务教育学校建设标准统一、教师编制标准统一、生均公用经费基准定额统一、基本装备配置标准统一",
    say: documents,
  },
  {
    row: 5,
    code: "G3",
    label:
      "3. 所有小学、初中每 12 个班级配备音乐、美术专用教室 1 间以上；其中，每间音乐专用教室面积不小于 96 平方米，每间美术专用教室面积不小于 90 平方米",
    say: everySchool,
  },
  {
    row: 6,
    code: "G4",
    label: "4. 所有小学、初中学校规模不超过 2000 人，九年一贯制学校、十二年一贯制学校义务教育阶段规模不超过 2500 人",
    say: (of) =>
      complete("超过 2000 人的小学＿＿所，初中＿＿所，超过 2500 人的一贯制学校＿＿ 所", [
        gap("超过2000人的小学", schoolsAbove(of, "primary", 2000)),
        gap("超过2000人的初中", schoolsAbove(of, "juniorSecondary", 2000)),
        gap("超过2500人的一贯制学校", schoolsAbove(of, null, 2500)),
      ]),
  },
  {
    row: 7,
    code: "G5",
    label: "5. 小学、初中所有班级学生数分别不超过 45 人、50 人",
    say: (of) =>
      complete("超过 45 人的小学班级＿＿个，超过 50 人的初中班级＿＿个", [
        gap("超过45人的小学班级", classesOver(of, "primary")),
        gap("超过50人的初中班级", classesOver(of, "juniorSecondary")),
      ]),
  },
  {
    row: 8,
    code: "G6",
    label: "6. 不足 100 人的规模较小学校（包括乡镇中心校附设的村小）按不低于 100 人核定公用经费",
    say: (of) =>
      complete("不足 100 人的规模较小学校学生数＿＿人，公用经费＿＿元。", [
        gap("不足100人的学校学生数", sumOfInputs(of, "pupils")),
        gap("不足100人的学校公用经费", sumOfInputs(of, "allocatedFunds")),
      ]),
  },
  {
    row: 9,
    code: "G7",
    label: (of) => `7. 特殊教育学校生均公用经费不低于 ${requirementOf(of, 6000)} 元`,
    say: specialEducation,
  },
  {
    row: 10,
    code: "G8",
    label: "8. 全县义务教育学校教师平均工资收入水平不低于当地公务员平均工资收入水平，按规定足额核定教师绩效工资总量",
    say: (of) => {
      const pay = complete("全县义务教育学校教师年平均工资收入为＿＿元， 当地公务员年平均工资收入＿＿元", [
        gap("教师年平均工资收入", item("teacherAveragePay")(of)),
        gap("公务员年平均工资收入", item("civilServantAveragePay")(of)),
      ]);
      return withDocuments(pay, of);
    },
  },
  {
    row: 13,
    code: "G9",
    label: "9. 教师 5 年 360 学时培训完成率达到 100%",
    say: (of) => {
      const trained = sumOfInputs(of, "trainedTeachers");
      const teachers = sumOfInputs(of, "teachers");
      return complete("完成 360 学时培训的教师＿＿人，全县教师＿＿人，教师培训完成率＿＿%", [
        gap("完成360学时培训的教师", trained),
        gap("全县教师", teachers),
        percentGap("教师培训完成率", trained, teachers),
      ]);
    },
  },
  {
    row: 14,
    code: "G10",
    label: "10.县级教育行政部门在核定的教职工编制总额和岗位总量内，统筹分配各校教职工编制和岗位数量",
    say: documents,
  },
  {
    row: 15,
    code: "G11",
    label:
      "11.全县每年交流轮岗教师的比例不低于符合交流轮岗条件教师总数的 10%；其中，骨干教师不低于交流轮岗教师总数的 20%",
    say: (of) =>
      complete(
        "全县符合交流轮岗条件教师总数＿＿名，上一年度交流轮岗教师＿＿名， 交流轮岗教师占符合交流轮岗条件教师总数的比例＿＿%；交流轮岗的骨干教师＿＿名， 占交流轮岗教师总数的比例＿＿%",
        [
          gap("符合交流轮岗条件教师总数", item("rotationEligible")(of)),
          gap("交流轮岗教师", item("rotatedTeachers")(of)),
          gap("交流轮岗教师比例", shareOf(of, "rotatedTeachers"), share),
          gap("交流轮岗的骨干教师", item("rotatedBackbone")(of)),
          gap("骨干教师占交流轮岗教师的比例", shareOf(of, "rotatedBackbone"), share),
        ],
      ),
  },
  {
    row: 16,
    code: "G12",
    label: "12.专任教师持有教师资格证上岗率达到 100%",
    say: (of) => {
      const certified = sumOfInputs(of, "certifiedTeachers");
      const teachers = sumOfInputs(of, "teachers");
      return complete("全县在岗专任教师＿＿人，其中持有教师资格证的专任教师＿＿人， 占比＿＿%", [
        gap("在岗专任教师", teachers),
        gap("持有教师资格证的专任教师", certified),
        percentGap("持证上岗率", certified, teachers),
      ]);
    },
  },
  {
    row: 17,
    code: "G13",
    label: "13.城区和镇区公办小学、初中（均不含寄宿制学校）就近划片入学比例分别达到 100%、 95%以上",
    say: (of) =>
      complete("城区和镇区公办小学、初中（均不含寄宿制学校）就近划片入学比例分别 ＿＿% 、＿＿%。", [
        gap("小学就近划片入学比例", shareOf(of, "primaryInZone"), share),
        gap("初中就近划片入学比例", shareOf(of, "juniorInZone"), share),
      ]),
  },
  {
    row: 18,
    code: "G14",
    label: "14.全县优质高中招生名额分配比例不低于 50%，并向农村初中倾斜",
    say: (of) => {
      const allocated = item("quotaAllocated")(of);
      const rural = item("quotaRural")(of);
      return withDocuments(
        complete(
          "全县优质高中招生名额总数＿＿人，分配名额＿＿人， 占比＿＿%。其中分配农村学校的名额＿＿人， 占分配名额总数的＿＿%",
          [
            gap("优质高中招生名额总数", item("quotaTotal")(of)),
            gap("分配名额", allocated),
            gap("分配名额占比", shareOf(of, "quotaAllocated"), share),
            gap("分配农村学校的名额", rural),
            percentGap("农村学校占分配名额的比例", rural, allocated),
          ],
        ),
        of,
      );
    },
  },
  {
    row: 19,
    code: "G15",
    label: "15.留守儿童关爱体系健全，全县符合条件的随迁子女在公办学校和政府购买服务的民办学校就读的比例不低于 85%",
    say: (of) => {
      const inPublic = item("migrantInPublic")(of);
      const purchased = item("migrantInPurchased")(of);
      return withDocuments(
        complete(
          "全县符合条件的随迁子女数＿＿人，在公办学校就读＿＿人，在政府购买服务的民办学校就读＿＿人，合计＿＿人， 占比＿＿%",
          [
            gap("符合条件的随迁子女数", item("migrantEligible")(of)),
            gap("在公办学校就读的随迁子女", inPublic),
            gap("在政府购买服务的民办学校就读的随迁子女", purchased),
            gap("随迁子女就读合计", sumOf([inPublic, purchased])),
            gap("随迁子女就读比例", shareOf(of, "migrantInPublic"), share),
          ],
        ),
        of,
      );
    },
  },
];

const FIVE: readonly Line[] = [
  {
    row: 4,
    code: "Q1",
    label: "1. 全县初中三年巩固率达到 95%以上",
    say: (of) =>
      complete(
        "全县初中毕业班学生数为＿＿人，三年前该年级入学学生数为＿＿人， 毕业年级三年转入学生数为＿＿人，死亡学生数为＿＿人，转出学生数为＿＿人，全县初中三年巩固率为＿＿%",
        [
          gap("初中毕业班学生数", item("juniorGraduates")(of)),
          gap("三年前该年级入学学生数", item("juniorEntrantsThreeYearsAgo")(of)),
          gap("三年转入学生数", item("juniorTransfersIn")(of)),
          gap("死亡学生数", item("juniorDeaths")(of)),
          gap("三年转出学生数", item("juniorTransfersOut")(of)),
          gap("初中三年巩固率", shareOf(of, "juniorGraduates"), share),
        ],
      ),
  },
  {
    row: 5,
    code: "Q2",
    label: "2. 全县残疾儿童少年入学率达到 95%以上",
    say: (of) => {
      const enrolled = item("disabledEnrolled")(of);
      const special = item("specialEducationPupils")(of);
      return complete(
        "全县残疾儿童少年为＿＿人，入学＿＿人，入学率为＿＿%。其中，在特殊教育学校就读＿＿人， 占比＿＿%。",
        [
          gap("残疾儿童少年", item("disabledSchoolAge")(of)),
          gap("残疾儿童少年入学", enrolled),
          gap("残疾儿童少年入学率", shareOf(of, "disabledEnrolled"), share),
          gap("在特殊教育学校就读", special),
          percentGap("在特殊教育学校就读占比", special, enrolled),
        ],
      );
    },
  },
  { row: 6, code: "Q3", label: "3. 所有学校建立章程，实现学校管理与教学信息化", say: everySchool },
  {
    row: 7,
    code: "Q4",
    label: "4. 全县所有学校按照不低于学校年度公用经费预算总额的 5%安排教师培训经费",
    say: everySchool,
  },
  { row: 8, code: "Q5", label: "5. 教师能熟练运用信息化手段组织教学，设施设备利用率达到较高水平", say: everySchool },
  { row: 9, code: "Q6", label: "6. 所有学校德育工作、校园文化建设达到良好以上", say: everySchool },
  { row: 10, code: "Q7", label: "7. 课程开齐开足，教学秩序规范，综合实践活动有效开展", say: everySchool },
  { row: 11, code: "Q8", label: "8. 无过重课业负担", say: everySchool },
  {
    row: 12,
    code: "Q9",
    label: "9. 在国家义务教育质量监测中，相关科目学生学业水平达到Ⅲ级以上，且校际差异率低于 0.15",
    say: monitoring,
  },
];

/** A sentence of figures, and the conclusions of the documents that the item rests on as well. */
const withDocuments = (figures: Statement, of: Item): Statement => {
  const words = documents(of);
  return {
    text: words.text === null ? figures.text : `${figures.text}。${words.text}`,
    open: [...figures.open, ...words.open],
  };
};

/** What must be said so that no figure of the line speaks against its answer. */
const remarksOf = ({ findings, required }: Item, text: string | null): string[] => {
  const remarks = findings.flatMap((finding) => [
    ...(finding.subject.kind === "county" && finding.roundingSensitive && finding.value !== null
      ? [
          roundingRemark(
            finding.value,
            finding.working.formula.kind === "share" ? DECIMALS.share : DECIMALS.whole,
            finding.bound?.unit ?? "",
            finding.status === "pass",
          ),
        ]
      : []),
    ...(finding.relaxation !== null && finding.status === "pass"
      ? [`${finding.subject.name ?? ""}${relaxationText(finding.relaxation, "zh")}`]
      : []),
  ]);
  const allOfAll = findings.some(
    ({ bound, subject, working }) =>
      subject.kind === "school" && working.formula.kind === "share" && bound?.value === 100,
  );
  if (allOfAll && required?.status === "fail" && text?.includes("100.0%") === true) {
    remarks.push("有学校未达到 100%，全县按一位小数为 100.0%，未达标");
  }
  return remarks;
};

const linesOf = (
  table: string,
  lines: readonly Line[],
  result: AuditResult,
): Pick<FormTable, "cells" | "blanks" | "remarks"> => {
  const remarks: FormRemark[] = [];
  const blanks: FormBlank[] = [];
  const cells = lines.flatMap(({ row, code, label, say }) => {
    const all = result.findings.filter(({ indicator }) => indicator.code === code);
    const required = all.find((finding) => finding.required) ?? null;
    const of: Item = {
      result,
      required,
      findings: all.filter((finding) => finding.check !== "rollup"),
    };
    const statement = say(of);
    for (const { item: name, reason } of statement.open) blanks.push(blankAt(table, `B${row}`, name, reason));
    const answer = required === null ? null : answerOf(required.status);
    const name = typeof label === "string" ? label : label(of);
    if (answer === null) {
      const reason =
        required === null
          ? { zh: "所用标准没有这一项", en: "the standard has no such item" }
          : openItemReason(required, all);
      const asked = {
        zh: `${name.slice(0, 24)}…是否达标`,
        en: `Whether ${code}${required === null ? "" : ` ${required.indicator.name.en}`} is met`,
      };
      blanks.push(blankAt(table, `C${row}`, asked, reason));
    }
    const own = remarksOf(of, statement.text);
    if (own.length > 0) remarks.push({ table, cell: `B${row}`, text: own.join("；") });
    return rowOf(row, [name, statement.text === "" ? null : statement.text]).concat({
      row,
      column: 3,
      content: answer,
      look: { align: "center" },
    });
  });
  return { cells, blanks, remarks };
};

const WIDTHS = [52, 72, 10] as const;

/** 表Ⅳ: the fifteen items of government guarantee. */
export const tableFour = (result: AuditResult): FormTable => {
  const { cells, blanks, remarks } = linesOf("表4", FOUR, result);
  return {
    name: "表4",
    widths: WIDTHS,
    frame: [2, 19],
    merges: [],
    notes: [20],
    blanks,
    remarks,
    cells: [
      { row: 1, column: 1, content: "表Ⅳ 政府保障程度评估指标指标", look: TITLE },
      ...rowOf(2, ["名称", "指标值或简要结论", "是否达标"], HEAD),
      ...rowOf(12, ["指标名称", "指标值或简要结论", "是否达标"], HEAD),
      ...cells,
      { row: 20, column: 1, content: "注：表中所有比例数值保留一位小数，其余保留整数。", look: NOTE },
    ],
  };
};

/** 表Ⅴ: the nine items of education quality. */
export const tableFive = (result: AuditResult): FormTable => {
  const { cells, blanks, remarks } = linesOf("表5", FIVE, result);
  return {
    name: "表5",
    widths: WIDTHS,
    frame: [2, 12],
    merges: ["A2:A3", "B2:B3", "C2:C3"],
    notes: [],
    blanks,
    remarks,
    cells: [
      { row: 1, column: 1, content: "表Ⅴ 教育质量评估指标指标", look: TITLE },
      ...rowOf(2, ["名称", "指标值或简要结论", "是否达标"], HEAD),
      ...cells,
    ],
  };
};
