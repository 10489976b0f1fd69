import type { ProfileKey } from "../../model/quantity.ts";
import type { AuditResult, CountyFigures, CountySchool, FORM_FIGURES } from "../../model/result.ts";
import { COMPULSORY_STAGES, type SchoolType, STAGES, type Stage } from "../../model/school.ts";
import { roundedText, type Words } from "../wording.ts";
import { columnName } from "../xlsx/sheet.ts";
import { numberFormat } from "../xlsx/style.ts";
import {
  blankAt,
  type Figure,
  type FormBlank,
  figureOf,
  known,
  missing,
  missingOf,
  openReason,
  sumOf,
} from "./blanks.ts";
import { codesOf, type FormCell, type FormTable, HEAD, NOTE, rowOf, TITLE } from "./sheet.ts";
import { type FormItem, itemWords, ofStage } from "./words.ts";

const typeMissing = (schools: readonly CountySchool[]): Figure | null => {
  const unknown = schools.filter(({ type }) => type.value === null);
  return unknown.length === 0
    ? null
    : sumOf(
        unknown.map(({ name, type: { cell } }) =>
          missing({
            zh: `${name}的办学类型${cell === null ? "" : `（${cell}）`}未知`,
            en: `${name}: school type${cell === null ? "" : ` (${cell})`} not known`,
          }),
        ),
      );
};

/** How many schools a test holds for; unknown while the type of one is. */
export const countSchools = (
  county: CountyFigures,
  test: (school: CountySchool, type: SchoolType) => boolean,
): Figure =>
  typeMissing(county.schools) ??
  known(county.schools.filter((school) => school.type.value !== null && test(school, school.type.value)).length);

/** A figure of a stage summed over the schools that teach it; a stage with an explicit 0 pupils adds nothing. */
const sumStage = (county: CountyFigures, stage: Stage, key: (typeof FORM_FIGURES)[number]): Figure => {
  const doubtful = typeMissing(county.schools);
  if (doubtful !== null) return doubtful;
  const figures = county.schools.flatMap((school) => {
    const values = school.stages[stage];
    if (!COMPULSORY_STAGES[school.type.value!].includes(stage) || values.pupils?.value === 0) return [];
    const figure = figureOf(values[key], key);
    return [figure.value === null ? missingOf(school.name, figure.reason) : figure];
  });
  return figures.length === 0 && county.schools.length === 0
    ? missing({ zh: "学校表没有学校", en: "no school is listed" })
    : sumOf(figures);
};

const profile = (county: CountyFigures, key: ProfileKey): Figure => figureOf(county.profile[key] as never, key);

/** As the county states it, else as many as its table of schools lists. */
const specialSchools = (county: CountyFigures): Figure => {
  const stated = profile(county, "specialSchools");
  if (stated.value !== null) return stated;
  const listed = countSchools(county, (_, type) => type === "special");
  return listed.value !== null && listed.value > 0 ? listed : stated;
};

/** 教学点 whose pupils reach 50; unknown while the pupils of one are. */
const largeTeachingPoints = (county: CountyFigures): Figure =>
  typeMissing(county.schools) ??
  sumOf(
    county.schools.flatMap((school) => {
      if (school.type.value !== "teachingPoint") return [];
      const pupils = figureOf(school.stages.primary.pupils, "pupils");
      if (pupils.value === null) return [missingOf(school.name, pupils.reason)];
      return [known(pupils.value >= 50 ? 1 : 0)];
    }),
  );

/** 表Ⅰ: the county in figures. */
export const tableOne = ({ county }: AuditResult): FormTable => {
  const table = "表1";
  const counts = (item: FormItem, decimals: number, figure: Figure) => ({ item: itemWords(item), decimals, figure });
  const staged = (stage: Stage, item: FormItem, key: (typeof FORM_FIGURES)[number]) => ({
    item: ofStage(stage, itemWords(item)),
    decimals: 0,
    figure: sumStage(county, stage, key),
  });
  const columns: readonly { readonly item: Words; readonly decimals: number; readonly figure: Figure }[] = [
    counts("人口总数", 2, profile(county, "population")),
    counts("农业人口数", 2, profile(county, "ruralPopulation")),
    counts("乡镇数", 0, profile(county, "townships")),
    counts("行政村数", 0, profile(county, "villages")),
    counts("年人均国内生产总值", 0, profile(county, "gdpPerPerson")),
    counts("年人均地方财政收入", 0, profile(county, "revenuePerPerson")),
    counts("农民年人均纯收入", 0, profile(county, "ruralIncome")),
    counts("城镇居民年人均可支配收入", 0, profile(county, "urbanIncome")),
    ...(
      [
        ["小学校数", "primary"],
        ["九年一贯制学校校数", "nineYear"],
        ["初中校数", "junior"],
        ["完全中学校数", "completeSecondary"],
        ["十二年一贯制学校校数", "twelveYear"],
      ] as const
    ).map(([item, type]) =>
      counts(
        item,
        0,
        countSchools(county, (_, each) => each === type),
      ),
    ),
    counts("特殊教育学校数", 0, specialSchools(county)),
    counts(
      "小学教学点数",
      0,
      countSchools(county, (_, type) => type === "teachingPoint"),
    ),
    counts("50人及以上教学点数", 0, largeTeachingPoints(county)),
    ...STAGES.map((stage) => staged(stage, "教学班数", "classes")),
    ...STAGES.map((stage) => staged(stage, "在校学生数", "pupils")),
    ...STAGES.flatMap((stage) => [staged(stage, "教职工数", "staff"), staged(stage, "专任教师数", "teachers")]),
  ];
  const row = 9;
  const blanks: FormBlank[] = [];
  const values = columns.map(({ item, decimals, figure }, index): FormCell => {
    if (figure.value === null) {
      blanks.push(blankAt(table, `${columnName(index + 1)}${row}`, item, figure.reason));
      return { row, column: index + 1, content: null };
    }
    const content = Number(roundedText(figure.value, decimals));
    return { row, column: index + 1, content, look: { align: "right", format: numberFormat(decimals) } };
  });
  return {
    name: table,
    widths: [8, 8, 6.5, 6.5, 9, 9, 9, 9, 6, 7, 6, 6, 7.5, 6.5, 6, 7, 7, 7, 9, 9, 8, 8, 8, 8],
    frame: [5, row],
    merges: [
      ...["A5:D5", "E5:H5", "I5:M5", "N5:N7", "O5:P5", "Q5:R5", "S5:T5", "U5:X5", "U6:V6", "W6:X6", "A11:X11"],
      // Headings that nothing stands under reach down to the codes.
      ...[..."ABCDEFGHIJKLMOPQRST"].map((column) => `${column}6:${column}7`),
    ],
    notes: [11],
    blanks,
    remarks: [],
    cells: [
      { row: 1, column: 1, content: "表 I 义务教育优质均衡发展县(市、区)基本情况", look: TITLE },
      ...rowOf(
        5,
        [
          ...["自然情况", null, null, null, "经济情况", null, null, null, "普通中小学校数(所)", null, null, null, null],
          ...["特殊教育学校(所)", "小学教学点数(个)", null, "教学班数(个)", null, "在校学生数(人)", null],
          ...["教职工数(人)", null, null, null],
        ],
        HEAD,
      ),
      ...rowOf(
        6,
        [
          ...["人口总数 (万人)", "农业人口数 (万人)", "乡镇数(个)", "行政村数(个)"],
          ...[
            "年人均国内生产总值(元)",
            "年人均地方财政收入(元)",
            "农民年人均纯收入(元)",
            "城镇居民年人均可支配收入(元)",
          ],
          ...["小学", "九年一贯制学校", "初中", "完全中学", "十二年一贯制学校", null, "计", "其中：50人及以上"],
          ...["小学", "初中", "小学", "初中", "小学", null, "初中", null],
        ],
        HEAD,
      ),
      ...rowOf(7, ["合计", "其中专任教师", "合计", "其中专任教师"], HEAD, 21),
      ...codesOf(8, 24, 1),
      ...values,
      {
        row: 11,
        column: 1,
        content: "注：“人口总数”和“农业人口数”按常住人口统计，数字保留两位小数。L5-L8 列数字保留整数。",
        look: NOTE,
      },
    ],
  };
};

/** 表Ⅵ: the survey. What the workbook has no item for stays to be filled in by hand. */
export const tableSix = (result: AuditResult): FormTable => {
  const { county } = result;
  const table = "表6";
  const row = 6;
  const finding = result.findings.find((each) => each.required && each.indicator.part === "recognition") ?? null;
  const surveyed = figureOf(county.items.surveyed, "surveyed");
  const satisfied = figureOf(county.items.satisfied, "satisfied");
  const none = (item: FormItem): Figure => {
    const { zh, en } = itemWords(item);
    return missing({ zh: `工作簿没有“${zh}”，请手工填写`, en: `the workbook has no "${en}"; fill it in by hand` });
  };
  const rate =
    finding === null || finding.value === null
      ? missing(
          finding === null
            ? { zh: "没有社会认可度的判定", en: "public recognition was not judged" }
            : openReason(finding),
        )
      : known(finding.value);
  const columns: readonly { readonly item: FormItem; readonly figure: Figure; readonly decimals: number }[] = [
    { item: "问卷总数", figure: none("问卷总数"), decimals: 0 },
    { item: "回收有效问卷数", figure: surveyed, decimals: 0 },
    { item: "满意问卷数", figure: satisfied, decimals: 0 },
    { item: "问卷调查综合满意度", figure: rate, decimals: 1 },
    { item: "实地走访人数", figure: none("实地走访人数"), decimals: 0 },
    { item: "实地走访满意人数", figure: none("实地走访满意人数"), decimals: 0 },
    { item: "实地走访满意度", figure: none("实地走访满意度"), decimals: 1 },
  ];
  const blanks: FormBlank[] = [];
  const cells = columns.map(({ item, figure, decimals }, index): FormCell => {
    const column = index + 2;
    if (figure.value === null) {
      blanks.push(blankAt(table, `${columnName(column)}${row}`, itemWords(item), figure.reason));
      return { row, column, content: null };
    }
    return {
      row,
      column,
      content: Number(roundedText(figure.value, decimals)),
      look: { align: "right", format: numberFormat(decimals) },
    };
  });
  const parents: Words = {
    zh: "工作簿没有家长问卷的分项，请手工填写",
    en: "the workbook does not tell parents' questionnaires apart; fill it in by hand",
  };
  blanks.push(blankAt(table, "B7:H7", itemWords("其中：家长"), parents));
  const remarks =
    finding?.roundingSensitive === true
      ? [{ table, cell: "E6", text: roundingRemark(finding.value!, 1, "%", finding.status === "pass") }]
      : [];
  return {
    name: table,
    widths: [12, 14, 14, 14, 18, 14, 14, 18],
    frame: [2, 7],
    merges: ["B2:D2", "F2:G2", "C3:D3"],
    notes: [],
    blanks,
    remarks,
    cells: [
      { row: 1, column: 1, content: "表Ⅵ 社会认可度调查情况", look: TITLE },
      ...rowOf(
        2,
        [null, "问卷总数", null, null, "问卷调查综合满意度（ %）", "实地走访人数", null, "实地走访满意度（ %）"],
        HEAD,
      ),
      ...rowOf(3, [null, "计", "其中： 回收有效问卷数", null, null, "计", "其中：满意人数"], HEAD),
      ...rowOf(4, [null, null, "计", "其中：满意问卷数"], HEAD),
      ...codesOf(5, 7, 2),
      { row, column: 1, content: "计", look: HEAD },
      ...cells,
      { row: 7, column: 1, content: "其中：家长", look: HEAD },
    ],
  };
};

/** Said where the printed figure would give the other answer. */
export const roundingRemark = (value: number, decimals: number, unit: string, passes: boolean): string =>
  `按要求保留位数为 ${roundedText(value, decimals)}${unit}，实际为 ${exactText(value, decimals)}${unit}，${passes ? "达标" : "未达标"}`;

/** As many digits as it takes to differ from the rounded figure. */
const exactText = (value: number, decimals: number): string => {
  const rounded = Number(roundedText(value, decimals));
  for (let places = decimals + 1; places < 12; places++) {
    const text = roundedText(value, places);
    if (Number(text) !== rounded) return text;
  }
  return String(value);
};
