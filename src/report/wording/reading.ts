import { addTo } from "../../groups.ts";
import type { Reading, UnmatchedReason } from "../../model/county.ts";
import type { Stage } from "../../model/school.ts";
import { clauses, type Lang, listed, quoted, type Words } from "./language.ts";
import { numberText } from "./numbers.ts";
import type { Speaker } from "./speaker.ts";
import { quantityLabel } from "./words.ts";

const LAYOUTS: Readonly<Record<string, Words>> = {
  native: { zh: "模板格式", en: "the template's layout" },
  "long-list": { zh: "每个数一行", en: "a row for each figure" },
  "stage-rows": { zh: "每校每学段一行", en: "a row for each school and stage" },
  "stage-sheets": { zh: "小学、初中分表", en: "a sheet for each stage" },
  "national-form": { zh: "国家申报表格式", en: "the national application form" },
};

/** What a sheet was taken for. */
const ROLES: Readonly<Record<string, Words>> = {
  schools: { zh: "学校", en: "the schools" },
  profile: { zh: "县情", en: "the county's profile" },
  items: { zh: "县级指标", en: "the county's items" },
  monitoring: { zh: "质量监测", en: "the quality monitoring" },
  attestations: { zh: "佐证", en: "the attestations" },
  vetoes: { zh: "一票否决", en: "the vetoes" },
  rooms: { zh: "专用教室", en: "the list of rooms" },
  classes: { zh: "班级", en: "the list of classes" },
  progress: { zh: "年度进展", en: "the yearly progress" },
  guarantee: { zh: "政府保障程度（表Ⅳ）", en: "the government's guarantee (table IV)" },
  quality: { zh: "教育质量（表Ⅴ）", en: "the education quality (table V)" },
  recognition: { zh: "社会认可度（表Ⅵ）", en: "the social recognition (table VI)" },
  claims: { zh: "填报结论", en: "claims to be compared" },
};
/** What a sheet was taken for; a role without a word is given back as it is. */
export const roleWord = (role: string, lang: Lang): string => (Object.hasOwn(ROLES, role) ? ROLES[role]![lang] : role);

/** Sheets of our own that hold no figures: the template's instructions and the list of an annotated copy. */
const OWN_SHEETS: ReadonlySet<string> = new Set(["填写说明", "数据问题", "Data problems"]);

type SkipReason = Reading["skipped"][number]["reason"];
const SKIPS: Readonly<Record<SkipReason, Words>> = {
  title: { zh: "标题行", en: "title" },
  unit: { zh: "单位行", en: "units" },
  index: { zh: "序号行", en: "column index" },
  total: { zh: "合计行", en: "total" },
  remark: { zh: "备注行", en: "remark" },
  ellipsis: { zh: "省略行", en: "ellipsis" },
  "repeated-header": { zh: "重复的表头", en: "repeated header" },
  merged: { zh: "已并入他校", en: "merged into another school" },
  "other-county": { zh: "其他区县的行", en: "of another county" },
  "other-year": { zh: "其他年份的行", en: "of another year" },
  repeated: { zh: "别的表中已有的行", en: "there in another table too" },
};
/** Rows that every sheet has over and under its schools. */
const PLAIN: ReadonlySet<SkipReason> = new Set(["title", "unit", "index", "remark", "repeated-header"]);
/** Why a row was not read as a school. */
export const skipWord = (reason: SkipReason, lang: Lang): string => SKIPS[reason][lang];

/** What is said of a column that was not used though it is known, and what to do. */
const UNUSED: Readonly<Record<UnmatchedReason, Words>> = {
  "no-stage": {
    zh: "没有写明学段，没有采用；请在标题前写明小学或初中",
    en: "does not say which stage it is of and was not used; put 小学 or 初中 before its heading",
  },
  "senior-stage": { zh: "是高中的数，不参加评估，没有采用", en: "is of 高中, which is not judged, and was not used" },
  "per-pupil": {
    zh: "是生均值或每百名学生的数，此处由总数计算，没有采用；请填写总数",
    en: "is a value per pupil or per hundred pupils, which is worked out here, and was not used; give the whole figure",
  },
  "other-layout": { zh: "是其他格式才有的列，没有采用", en: "is a column of another layout and was not used" },
  doubled: { zh: "与另一列重复，没有采用", en: "says the same as another column and was not used" },
  "other-meaning": {
    zh: "按标题或附注不是标准要求的数，没有采用；如确是此数，请改写标题或用对照文件指明",
    en: "is another figure than the standard asks for, by its group or note, and was not used; if it is the figure, reword its heading or name it in a map file",
  },
  "other-year": {
    zh: "所写年份不是本表的年份，没有采用；如确是本年的数，请改正年份",
    en: "is of another year than the table, by its heading, and was not used; if it is this year's, correct the year",
  },
};

type HiddenKind = Reading["hidden"][number]["kind"];
const HIDDEN: Readonly<Record<HiddenKind, Words>> = {
  sheet: { zh: "隐藏的工作表", en: "hidden sheet" },
  row: { zh: "隐藏的行", en: "hidden row" },
  column: { zh: "隐藏的列", en: "hidden column" },
};

/** The layout's name; one without a word is given back as its id. */
const layoutWord = (layout: string, lang: Lang): string =>
  Object.hasOwn(LAYOUTS, layout) ? LAYOUTS[layout]![lang] : layout;

/** One line of how the file was read. `guessed`: somebody should look whether it is right. */
export interface ReadingLine {
  readonly kind:
    | "layout"
    | "map"
    | "sheet"
    | "header"
    | "matched"
    | "unmatched"
    | "skipped"
    | "converted"
    | "understood"
    | "hidden";
  readonly guessed: boolean;
  /** Headers, titles and notes, which every sheet has: somebody looks at them last. */
  readonly plain: boolean;
  readonly text: string;
}

const label = (key: string, stage: Stage | null, speaker: Speaker): string => quantityLabel(key, stage, speaker);

/** How the file was read, in the order in which a reader takes it: layout, map, sheets, headers, columns, rows, units, words, hidden. */
export const readingText = (reading: Reading, speaker: Speaker): readonly ReadingLine[] => {
  const { lang } = speaker;
  const zh = lang === "zh";
  const line = (kind: ReadingLine["kind"], guessed: boolean, text: string, plain = kind === "header"): ReadingLine => ({
    ...{ kind, guessed, plain },
    text,
  });
  const skipped = new Map<string, string[]>();
  const plainKeys = new Set<string>();
  for (const row of reading.skipped) {
    const key = zh ? `${row.sheet} ${skipWord(row.reason, lang)}` : `${row.sheet}, ${skipWord(row.reason, lang)}`;
    if (PLAIN.has(row.reason)) plainKeys.add(key);
    addTo(skipped, key, String(row.row));
  }
  return [
    line(
      "layout",
      reading.layout !== "native",
      zh ? `按${quoted(layoutWord(reading.layout, lang), lang)}读取` : `read as ${layoutWord(reading.layout, lang)}`,
    ),
    ...(reading.map === undefined
      ? []
      : [
          line(
            "map",
            true,
            zh ? `采用了对照文件${quoted(reading.map, lang)}` : `the map file ${quoted(reading.map, lang)} was used`,
          ),
        ]),
    ...reading.sheets.map((sheet) => {
      const rows = zh ? `，${sheet.rows} 行` : `, ${sheet.rows} rows`;
      return sheet.role === null
        ? line(
            "sheet",
            !OWN_SHEETS.has(sheet.sheet),
            zh ? `工作表${quoted(sheet.sheet, lang)}没有采用` : `the sheet ${quoted(sheet.sheet, lang)} was not used`,
          )
        : line(
            "sheet",
            false,
            zh
              ? `工作表${quoted(sheet.sheet, lang)}作为${quoted(roleWord(sheet.role, lang), lang)}${rows}`
              : `the sheet ${quoted(sheet.sheet, lang)} read as ${roleWord(sheet.role, lang)}${rows}`,
          );
    }),
    ...reading.headerRows.map((header) =>
      line(
        "header",
        // Two rows at the top are the template's own.
        header.from !== header.to && !(reading.layout === "native" && header.from === 1),
        header.from === header.to
          ? zh
            ? `${header.sheet} 第 ${header.from} 行是表头`
            : `${header.sheet}: row ${header.from} is the header`
          : zh
            ? `${header.sheet} 第 ${header.from} 到 ${header.to} 行是表头`
            : `${header.sheet}: rows ${header.from} to ${header.to} are the header`,
      ),
    ),
    ...reading.matched
      .filter((column) => column.by !== "label")
      .map((column) => {
        const from = column.by === "map" ? (zh ? "按对照文件" : "by the map file") : zh ? "按别名" : "by an alias";
        const name = label(column.quantity, column.stage, speaker);
        return line(
          "matched",
          column.by === "alias",
          zh
            ? `${column.sheet}!${column.cell} ${quoted(column.header, lang)}${from}认作${quoted(name, lang)}`
            : `${column.sheet}!${column.cell} ${quoted(column.header, lang)} taken as ${quoted(name, lang)} ${from}`,
        );
      }),
    ...reading.unmatched.map((column) =>
      line(
        "unmatched",
        true,
        clauses(
          [
            column.why == null
              ? zh
                ? `${column.sheet}!${column.cell} ${quoted(column.header, lang)}不能识别，没有采用`
                : `${column.sheet}!${column.cell} ${quoted(column.header, lang)} is not known and was not used`
              : `${column.sheet}!${column.cell} ${quoted(column.header, lang)}${zh ? "" : " "}${UNUSED[column.why][lang]}`,
            column.nearest === null || column.why != null
              ? null
              : zh
                ? `最接近的是${quoted(column.nearest, lang)}`
                : `the nearest is ${quoted(column.nearest, lang)}`,
          ],
          lang,
        ),
      ),
    ),
    ...[...skipped].map(([key, rows]) =>
      line(
        "skipped",
        true,
        zh ? `${key}：第 ${listed(rows, lang)} 行，不作学校` : `${key}: rows ${listed(rows, lang)} are no schools`,
        plainKeys.has(key),
      ),
    ),
    ...reading.converted.map((column) =>
      line(
        "converted",
        true,
        zh
          ? `${column.sheet}!${column.cell} ${quoted(column.header, lang)}由${column.from}换算为${column.to}（× ${numberText(column.factor, null)}）`
          : `${column.sheet}!${column.cell} ${quoted(column.header, lang)} converted from ${column.from} to ${column.to} (× ${numberText(column.factor, null)})`,
      ),
    ),
    ...reading.understood.map((word) => {
      const more = word.count === 1 ? "" : zh ? ` 等 ${word.count} 处` : ` and ${word.count - 1} more`;
      return line(
        "understood",
        true,
        zh
          ? `${word.sheet}!${word.cell}${more} ${quoted(word.found, lang)}认作${quoted(word.taken, lang)}`
          : `${word.sheet}!${word.cell}${more}: ${quoted(word.found, lang)} taken as ${quoted(word.taken, lang)}`,
      );
    }),
    ...reading.hidden.map((hidden) =>
      line(
        "hidden",
        true,
        zh
          ? `${HIDDEN[hidden.kind].zh} ${hidden.kind === "sheet" ? hidden.sheet : `${hidden.sheet}!${hidden.ref}`} 也读取了`
          : `${HIDDEN[hidden.kind].en} ${hidden.kind === "sheet" ? hidden.sheet : `${hidden.sheet}!${hidden.ref}`} was read too`,
      ),
    ),
  ];
};
