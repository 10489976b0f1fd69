import type { AuditResult, Dispersion, Finding, FORM_FIGURES } from "../../model/result.ts";
import { STAGE_LABELS, STAGES, type Stage } from "../../model/school.ts";
import { DECIMALS, dispersionText, relaxationText, roundedText, stageWord, type Words } from "../wording.ts";
import { columnName } from "../xlsx/sheet.ts";
import { numberFormat } from "../xlsx/style.ts";
import { reachesFloorOnly, type UnitRow, unitRows } from "../xlsx/unit-rows.ts";
import { blankAt, type FormBlank, type FormRemark, figureOf, openReason, percentText } from "./blanks.ts";
import { countSchools, roundingRemark } from "./county.ts";
import { codesOf, type FormCell, type FormTable, HEAD, NOTE, rowOf, TITLE } from "./sheet.ts";
import { type FormItem, inBothLanguages, itemWords, ofStage } from "./words.ts";

/** The seven indicators, in the form's order, with the form's heading and a short name for remarks. */
const COLUMNS = [
  { id: "qualified-teachers", label: "每百名学生拥有高于规定学历教师数", short: "高于规定学历教师" },
  { id: "backbone-teachers", label: "每百名学生拥有县级及以上骨干教师数", short: "骨干教师" },
  { id: "arts-pe-teachers", label: "每百名学生拥有体育、艺术(美术、音乐)专任教师数", short: "体育艺术教师" },
  { id: "teaching-floor-area", label: "生均教学及辅助用房面积（ ㎡）", short: "教学及辅助用房" },
  { id: "sports-venue-area", label: "生均体育运动场馆面积（㎡）", short: "体育运动场馆" },
  { id: "equipment-value", label: "生均教学仪器设备值(元)", short: "教学仪器设备" },
  { id: "multimedia-classrooms", label: "每百名学生拥有网络多媒体教室数", short: "网络多媒体教室" },
] as const;

const LABELS = COLUMNS.map(({ label }) => label);
const NUMBER = { align: "right" } as const;

const tally = (
  findings: readonly (Finding | null | undefined)[],
): { readonly met: number; readonly open: number; readonly all: number } => ({
  met: findings.filter((finding) => finding?.status === "pass").length,
  open: findings.filter((finding) => finding == null || finding.status === "unknown").length,
  all: findings.length,
});

/** 表Ⅱ-1: how many units of each stage reach each requirement. */
export const tableTwoOne = (result: AuditResult): FormTable => {
  const table = "表2-1";
  const units = unitRows(result);
  const blanks: FormBlank[] = [];
  const cells: FormCell[] = [];
  const remarks: FormRemark[] = [];
  STAGES.forEach((stage, index) => {
    const row = 4 + index * 2;
    const own = units.filter((unit) => unit.stage === stage);
    cells.push(
      { row, column: 1, content: STAGE_LABELS[stage], look: HEAD },
      { row, column: 2, content: "达标学校总数" },
      { row: row + 1, column: 2, content: "达标学校比例（%）" },
    );
    const columns = [
      ...COLUMNS.map(({ id, short }) => ({ name: short, counts: tally(own.map((unit) => unit.ratios.get(id))) })),
      { name: "综合评估" as const, counts: tally(own.map(({ quorum }) => quorum)) },
    ];
    columns.forEach(({ name, counts }, at) => {
      const column = 3 + at;
      const cell = `${columnName(column)}${row}:${columnName(column)}${row + 1}`;
      const words = itemWords(name);
      const item = ofStage(stage, { zh: `${words.zh}达标学校`, en: `Schools that meet ${words.en}` });
      const blank = (reason: Words): void => {
        blanks.push(blankAt(table, cell, item, reason));
      };
      if (counts.all === 0) {
        blank({ zh: "本学段没有参评学校", en: "no school is judged at this stage" });
        return;
      }
      if (counts.open > 0) {
        const { all, open } = counts;
        blank({ zh: `${all} 所中有 ${open} 所无法判定`, en: `${open} of ${all} schools cannot be concluded` });
        return;
      }
      const share = percentText(counts.met, counts.all);
      if (Number(share) === 100 && counts.met < counts.all) {
        const text = `${item.zh}比例按一位小数为 100.0%，实际为 ${counts.all} 所中 ${counts.met} 所`;
        remarks.push({ table, cell: `${columnName(column)}${row + 1}`, text });
      }
      cells.push(
        { row, column, content: counts.met, look: { ...NUMBER, format: numberFormat(0) } },
        { row: row + 1, column, content: Number(share), look: { ...NUMBER, format: numberFormat(1) } },
      );
    });
  });
  return {
    name: table,
    widths: [8, 18, 14, 14, 16, 14, 14, 14, 14, 11],
    frame: [2, 7],
    merges: [],
    notes: [],
    blanks,
    remarks,
    cells: [
      { row: 1, column: 1, content: "表Ⅱ-1 小学、初中资源配置基本情况", look: TITLE },
      ...rowOf(2, [null, null, ...LABELS, "综合评估"], HEAD),
      ...codesOf(3, 8, 3),
      ...cells,
    ],
  };
};

const named = (title: string, names: readonly string[]): string | null =>
  names.length === 0 ? null : `${names.length}项${title}：${names.join("、")}`;

/** Which indicators reach the requirement, which only 85 %, and where a printed figure says otherwise. */
const remarkOf = (unit: UnitRow): string => {
  const found = COLUMNS.map(({ id, short }) => ({ short, finding: unit.ratios.get(id) }));
  const namesOf = (test: (finding: Finding) => boolean): string[] =>
    found.flatMap(({ short, finding }) => (finding !== undefined && test(finding) ? [short] : []));
  const met = namesOf(({ status }) => status === "pass");
  const parts = [
    met.length === COLUMNS.length ? `${COLUMNS.length}项均达标` : named("达标", met),
    named("达到85%", namesOf(reachesFloorOnly)),
    named(
      "未达到85%",
      namesOf((finding) => finding.status === "fail" && !reachesFloorOnly(finding)),
    ),
    named(
      "无法判定",
      namesOf(({ status }) => status === "unknown"),
    ),
    ...found.flatMap(({ short, finding }) =>
      finding === undefined
        ? []
        : [
            ...(finding.roundingSensitive && finding.value !== null
              ? [
                  `${short}${roundingRemark(finding.value, DECIMALS.school, "", finding.status === "pass")}${floorRemark(finding)}`,
                ]
              : []),
            ...(finding.relaxation === null ? [] : [`${short}${relaxationText(finding.relaxation, "zh")}`]),
          ],
    ),
  ];
  return parts.filter((part) => part !== null).join("；");
};

/** A figure that rounds over its floor says on which side it lies. */
const floorRemark = (finding: Finding): string =>
  finding.status !== "fail" ? "" : finding.reachesFloor === true ? "，达到85%" : "，未达到85%";

const NOT_JUDGED: Words = { zh: "没有这一项的判定", en: "it was not judged" };

/** 表Ⅱ-2: every unit with its values. The rows grow with the schools, so the note moves down. */
export const tableTwoTwo = (result: AuditResult): FormTable => {
  const table = "表2-2";
  const schools = new Map(result.county.schools.map((school) => [school.id, school]));
  const blanks: FormBlank[] = [];
  const cells: FormCell[] = [];
  let row = 3;
  let uncoded = false;
  for (const stage of STAGES) {
    unitRows(result)
      .filter((unit) => unit.stage === stage)
      .forEach((unit, index) => {
        row += 1;
        const school = schools.get(unit.school.id);
        const place = `${unit.school.name}（${STAGE_LABELS[stage]}）`;
        const blank = (column: number, item: FormItem, reason: Words): void => {
          const { zh, en } = itemWords(item);
          const of = { zh: `${place}${zh}`, en: `${unit.school.name} (${stageWord(stage, "en")}): ${en}` };
          blanks.push(blankAt(table, `${columnName(column)}${row}`, of, reason));
        };
        const figure = (column: number, key: (typeof FORM_FIGURES)[number], item: FormItem): FormCell => {
          const { value, ...rest } = figureOf(school?.stages[stage][key], key);
          if (value === null && "reason" in rest) blank(column, item, rest.reason);
          return { row, column, content: value, look: { ...NUMBER, format: numberFormat(0) } };
        };
        // The form wants which department, of which a workbook may say only 公办 and 民办.
        const sponsor = school?.sponsor.value === "private" ? 10 : (school?.sponsorCode ?? null);
        if (sponsor === null) uncoded = true;
        cells.push(
          { row, column: 1, content: index + 1, look: { align: "center" } },
          { row, column: 2, content: unit.school.name },
          { row, column: 3, content: sponsor, look: { align: "center" } },
          figure(4, "pupils", "在校生数"),
          figure(5, "grades", "年级数"),
          figure(6, "classes", "班级数"),
        );
        COLUMNS.forEach(({ id, short }, at) => {
          const finding = unit.ratios.get(id);
          const column = 7 + at;
          if (finding?.value == null) {
            blank(column, short, finding === undefined ? NOT_JUDGED : openReason(finding));
            return;
          }
          const content = Number(roundedText(finding.value, DECIMALS.school));
          cells.push({ row, column, content, look: { ...NUMBER, format: numberFormat(DECIMALS.school) } });
        });
        const status = unit.quorum?.status ?? "unknown";
        if (status === "unknown") {
          blank(14, "综合评估", unit.quorum === null ? NOT_JUDGED : openReason(unit.quorum));
        }
        cells.push(
          { row, column: 14, content: answerOf(status), look: { align: "center" } },
          { row, column: 15, content: remarkOf(unit) },
        );
      });
  }
  if (uncoded) {
    blanks.push(
      blankAt(table, "C", itemWords("举办者类型（公办学校）"), {
        zh: "工作簿只写明公办，没有写明是哪一级、哪一部门，空着的请按注2填写代码 1—9；没有填举办者的，一并填写",
        en: "the workbook says public and not by which level and department; where it is blank, write the code 1 to 9 by note 2, and that of schools whose sponsor is blank",
      }),
    );
  }
  const note = row + 1;
  return {
    name: table,
    widths: [6, 22, 8, 8, 6, 6, 11, 11, 12, 11, 11, 11, 11, 10, 46],
    frame: [2, row],
    merges: ["A1:O1"],
    grows: true,
    notes: [note],
    blanks,
    remarks: [],
    cells: [
      { row: 1, column: 1, content: "表Ⅱ-2 小学、初中资源配置基本情况（分学校）", look: { ...TITLE, align: "center" } },
      ...rowOf(
        2,
        [
          ...["序号", "学校名称", "举办者类型", "在校生数", "年级数", "班级数"],
          ...LABELS.map((label) => label.replace("艺术(", "艺术 (")),
          ...["该校综合评估是否达标", "备注（注明有哪几项指标达标，哪几项指标达到 85%）"],
        ],
        HEAD,
      ),
      ...codesOf(3, 14, 1),
      ...cells,
      { row: note, column: 1, content: noteText(result, note, blanks), look: NOTE },
    ],
  };
};

/** 是, 否, 不适用; null for what cannot be concluded. */
export const answerOf = (status: Finding["status"]): string | null =>
  ({ pass: "是", fail: "否", unknown: null, notApplicable: "不适用" })[status];

const CODES =
  "2.举办者类型处填写代码： 中央教育部门代码为 1、 中央其他部门为 2、省级教育部门为 3 、省级其他部门为 4 、地级教育部门为 5、" +
  "地级其他部门为 6、县级教育部门为 7、 县级其他部门为 8 、地方企业为 9、民办为 10。3. L7-L13 数值均保留两位小数。";

const noteText = (result: AuditResult, row: number, blanks: FormBlank[]): string => {
  const types = new Map(result.county.schools.map((school) => [school.id, school.type.value]));
  const units = unitRows(result);
  const open = countSchools(result.county, () => true);
  const count = (stage: Stage, ...wanted: readonly string[]): string => {
    if (open.value === null) return "＿＿";
    const own = units.filter((unit) => unit.stage === stage);
    if (wanted.length === 0) return String(own.length);
    return String(own.filter(({ school }) => wanted.includes(types.get(school.id) ?? "")).length);
  };
  if (open.value === null) {
    blanks.push(blankAt("表2-2", `A${row}`, itemWords("注1 各类学校数"), open.reason));
  }
  return (
    `注： 1.小学学校总数${count("primary")}所（其中： 一贯制学校的小学部有${count("primary", "nineYear", "twelveYear")}所，` +
    `50 人及以上教学点有${count("primary", "teachingPoint")}个），初中学校总数${count("juniorSecondary")}所` +
    `（其中： 一贯制学校的初中部${count("juniorSecondary", "nineYear", "twelveYear")}所，` +
    `完全中学的初中部${count("juniorSecondary", "completeSecondary")}所）。${CODES}`
  );
};

/** 表Ⅲ: mean and coefficient of each indicator and stage. */
export const tableThree = (result: AuditResult): FormTable => {
  const table = "表3";
  const blanks: FormBlank[] = [];
  const cells: FormCell[] = [];
  const remarks: FormRemark[] = [];
  const put = (row: number, column: number, value: number | null, decimals: number, item: Words, reason: Words) => {
    if (value === null) blanks.push(blankAt(table, `${columnName(column)}${row}`, item, reason));
    else {
      const content = Number(roundedText(value, decimals));
      cells.push({ row, column, content, look: { ...NUMBER, format: numberFormat(decimals) } });
    }
  };
  STAGES.forEach((stage, index) => {
    const row = 4 + index * 2;
    cells.push(
      { row, column: 1, content: STAGE_LABELS[stage], look: HEAD },
      { row, column: 2, content: "全县平均值" },
      { row: row + 1, column: 2, content: "差异系数" },
      { row, column: 10, content: "——", look: { align: "center" } },
    );
    COLUMNS.forEach(({ id, short }, at) => {
      const spread = result.dispersion.find(
        (each): each is Dispersion => each.indicator.id === id && each.stage === stage,
      );
      const item = `${STAGE_LABELS[stage]}${short}`;
      const { zh, en } = ofStage(stage, itemWords(short));
      const reason: Words =
        spread === undefined
          ? { zh: "没有这项指标的差异系数", en: "there is no spread of it" }
          : inBothLanguages(({ lang }) => dispersionText(spread, lang));
      const mean = { zh: `${zh}全县平均值`, en: `${en}, county mean` };
      const cv = { zh: `${zh}差异系数`, en: `${en}, coefficient of variation` };
      put(row, 3 + at, spread?.mean ?? null, DECIMALS.school, mean, reason);
      put(row + 1, 3 + at, spread?.cv ?? null, DECIMALS.coefficient, cv, reason);
      if (spread?.cv != null && spread.roundingSensitive) {
        const text = `${item}差异系数${roundingRemark(spread.cv, DECIMALS.coefficient, "", spread.status === "pass")}`;
        remarks.push({ table, cell: `${columnName(3 + at)}${row + 1}`, text });
      }
    });
    put(row + 1, 10, result.composite[stage], DECIMALS.coefficient, ofStage(stage, itemWords("综合差异系数")), {
      zh: "七项差异系数不全",
      en: "not all seven coefficients are known",
    });
  });
  return {
    name: table,
    widths: [8, 14, 14, 14, 16, 14, 14, 14, 14, 10],
    frame: [2, 7],
    merges: ["A4:A5", "A6:A7", "A2:B3"],
    notes: [8],
    blanks,
    remarks,
    cells: [
      { row: 1, column: 1, content: "表Ⅲ 县域义务教育校际均衡情况", look: TITLE },
      ...rowOf(2, [...LABELS, "综合"], HEAD, 3),
      ...codesOf(3, 8, 3),
      ...cells,
      { row: 8, column: 1, content: "注： 全县平均值保留两位小数，差异系数保留三位小数。", look: NOTE },
    ],
  };
};
