import type { Attestation, Claim, Monitoring, Reading } from "../../model/county.ts";
import { COUNTY_QUANTITIES, type CountyKey, STATED_QUANTITIES } from "../../model/quantity.ts";
import type { Sourced, Stage } from "../../model/school.ts";
import { cellReference, fullAddress } from "../../package/address.ts";
import type { RawCell, RawRow } from "../../package/raw.ts";
import type { Fields } from "../fields.ts";
import { cellAt } from "../table.ts";
import { findHeader } from "../tables/header.ts";
import { cleanText, matchKey } from "../text.ts";
import { fifteenDigits } from "../units.ts";
import { foundText, parseNumber, readListed } from "../values.ts";
import { CONCLUSION_WORDS, LEVEL_WORDS } from "../vocabularies.ts";
import type { ItemRow, PlacedSheet } from "./rows.ts";

/** What 表Ⅱ-1, Ⅲ, Ⅳ, Ⅴ and Ⅵ say. */
export interface FormTables {
  readonly items: readonly ItemRow[];
  readonly attestations: readonly Attestation[];
  readonly monitoring: readonly Monitoring[];
  readonly claims: readonly Claim[];
  readonly sheets: Reading["sheets"];
  readonly used: ReadonlySet<number>;
}

/** A number within a sentence, or where none was filled in the stroke that {@link sentenceOf} leaves of `＿＿` and the like. */
const FIGURE = "_?(?:([0-9][0-9,]*(?:\\.[0-9]+)?)_?)?";

interface Phrase {
  readonly key: CountyKey;
  readonly form: RegExp;
}

const phrase = (key: CountyKey, before: string, after: string): Phrase => ({
  key,
  form: new RegExp(`${before}为?${FIGURE}${after}`),
});

/** Figures inside the sentences of 表Ⅳ and 表Ⅴ, by the words around them; spaces are dropped before matching. */
const PHRASES: readonly Phrase[] = [
  phrase("specialEducationFunds", "特殊教育学校公用经费", "(万?元)"),
  phrase("specialEducationPupils", "特殊教育(?:学校)?学生数", "人"),
  phrase("teacherAveragePay", "教师年?平均工资收入", "(万?元)"),
  phrase("civilServantAveragePay", "公务员年?平均工资收入", "(万?元)"),
  phrase("rotationEligible", "符合交流轮岗条件教师总数", "[名人]"),
  phrase("rotatedTeachers", "上一年度交流轮岗教师", "[名人]"),
  phrase("rotatedBackbone", "交流轮岗的?骨干教师", "[名人]"),
  phrase("quotaTotal", "优质高中招生名额总数", "[人个]"),
  phrase("quotaAllocated", "[,，;；。]分配名额", "[人个]"),
  phrase("quotaRural", "分配农村(?:学校|初中)的?名额", "[人个]"),
  phrase("migrantEligible", "符合条件的?随迁子女数", "人"),
  phrase("migrantInPublic", "[,，;；。]在公办学校就读", "人"),
  phrase("migrantInPurchased", "在政府购买服务的?民办学校就读", "人"),
  phrase("juniorGraduates", "初中毕业班学生数", "人"),
  phrase("juniorEntrantsThreeYearsAgo", "三年前该年级入学学生数", "人"),
  phrase("juniorTransfersIn", "三年转入学生数", "人"),
  phrase("juniorDeaths", "死亡学生数", "人"),
  phrase("juniorTransfersOut", "转出学生数", "人"),
  phrase("disabledSchoolAge", "残疾儿童少年", "人"),
  phrase("disabledEnrolled", "[,，;；。]入学", "人"),
];

/** Percentages that the form works out itself, by item. */
const SHARES: readonly { readonly code: string; readonly stage: Stage | null; readonly form: RegExp }[] = [
  { code: "G9", stage: null, form: /培训完成率为?([0-9.]+)%/ },
  { code: "G11", stage: null, form: /占符合交流轮岗条件教师总数的?比例为?([0-9.]+)%/ },
  { code: "G12", stage: null, form: /持有教师资格证的?专任教师[0-9,]*人[,，]?占比为?([0-9.]+)%/ },
  { code: "G13", stage: "primary", form: /就近划片入学比例分别为?([0-9.]+)%/ },
  { code: "G13", stage: "juniorSecondary", form: /就近划片入学比例分别为?[0-9.]*%[、,，]([0-9.]+)%/ },
  { code: "G14", stage: null, form: /分配名额[0-9,]*人[,，]占比为?([0-9.]+)%/ },
  { code: "G15", stage: null, form: /合计[0-9,]*人[,，]占比为?([0-9.]+)%/ },
  { code: "Q1", stage: null, form: /巩固率为?([0-9.]+)%/ },
  { code: "Q2", stage: null, form: /入学率为?([0-9.]+)%/ },
];

/** Items that documents prove, by the form's item: the attestations that its conclusion answers. */
const ATTESTED: Readonly<Record<string, readonly string[]>> = {
  G1: ["G1"],
  G2: ["G2a", "G2b", "G2c", "G2d"],
  G10: ["G10"],
  Q5: ["Q5"],
};

/** A subject's level is a word of a few letters. */
const SUBJECT = /(语文|数学|科学|体育|艺术|德育)_?([^,，;；、。_]{0,12}?)_?级、校际差异率为?_?([0-9.]+)?/g;

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;
const textOf = (cell: RawCell | undefined): string => cleanText(foundText(cell) ?? "");
/** Without spaces, and with one stroke where the form leaves room for a figure. */
const sentenceOf = (cell: RawCell | undefined): string =>
  textOf(cell)
    .replace(/\s/g, "")
    .replace(/[_—-]+/g, "_");

/**
 * A figure out of a sentence, as an item row: it goes through the same reading as an item that stands in a list. Its
 * label and unit have no cell of their own, so they are given the sentence's.
 */
const itemFrom = (
  place: PlacedSheet,
  cell: RawCell,
  key: CountyKey,
  digits: string | undefined,
  unit: string | undefined,
): ItemRow => {
  const at = { row: cell.row, column: cell.column, format: "plain", formula: false } as const;
  const value = digits === undefined ? null : (parseNumber(digits)?.value ?? null);
  return {
    ...place,
    label: { ...at, kind: "text", value: COUNTY_QUANTITIES[key].label },
    row: cell.row,
    column: cell.column,
    value: value === null ? undefined : { ...at, kind: "number", value },
    unit: unit === undefined ? undefined : { ...at, kind: "text", value: unit },
  };
};

/** Number of the item that a row of 表Ⅳ or 表Ⅴ is about: `4. 所有小学…`. */
const itemNumber = (text: string): number | null => {
  const digits = /^(\d{1,2})[.、]/.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
};

interface Statements {
  readonly items: ItemRow[];
  readonly attestations: Attestation[];
  readonly monitoring: Monitoring[];
  readonly claims: Claim[];
}

const absent = <T>(): Sourced<T> => ({ value: null, cell: null, state: "absent" });

const readAttested = (
  code: string,
  address: string,
  text: string,
  met: boolean | null,
  conclusionCell: string,
): Attestation => ({
  code,
  conclusion: {
    value: met === null ? null : met ? "met" : "unmet",
    cell: conclusionCell,
    state: met === null ? "blank" : "given",
  },
  evidence:
    text === "" ? { value: null, cell: address, state: "blank" } : { value: text, cell: address, state: "given" },
  // The form has no place for these; what is dated only by them stays unproven until 佐证 says so.
  documentNumber: absent(),
  date: absent(),
  expires: absent(),
  confirmedBy: absent(),
  cell: address,
});

const readSubjects = (sentence: string, address: string): Monitoring[] =>
  [...sentence.matchAll(SUBJECT)].flatMap(([, subject, levelText, rateText]) => {
    const level = levelText === undefined || levelText === "" ? null : LEVEL_WORDS.find(levelText);
    const rate = rateText === undefined ? null : (parseNumber(rateText)?.value ?? null);
    if (subject === undefined || (level === null && rate === null)) return [];
    const sourced = (value: number | null): Sourced<number> => ({
      value,
      cell: address,
      state: value === null ? "blank" : "given",
    });
    const known = rate !== null && rate >= 0 && rate < 1 ? rate : null;
    return [
      {
        subject,
        level: sourced(level),
        rate: rate === null || known !== null ? sourced(known) : { value: null, cell: address, state: "invalid" },
        year: absent<number>(),
        cell: address,
      },
    ];
  });

/** 表Ⅳ (`G`) or 表Ⅴ (`Q`): name, sentence and 是否达标 in each row, wherever the columns stand. */
const readStatements = (place: PlacedSheet, part: "G" | "Q", into: Statements): number => {
  let columns: { name: number; value: number; met: number | null } | null = null;
  let rows = 0;
  for (const row of place.sheet.rows) {
    const found = new Map(row.cells.map((cell) => [matchKey(textOf(cell)), cell.column]));
    const name = found.get("名称") ?? found.get("指标名称");
    const value = [...found].find(([key]) => key.startsWith("指标值"))?.[1];
    if (name !== undefined && value !== undefined) {
      columns = { name, value, met: found.get("是否达标") ?? null };
      continue;
    }
    if (columns === null) continue;
    const number = itemNumber(textOf(cellAt(row, columns.name)));
    if (number === null) continue;
    rows++;
    readStatement(place, row, columns, `${part}${number}`, into);
  }
  return rows;
};

const readStatement = (
  place: PlacedSheet,
  row: RawRow,
  columns: { value: number; met: number | null },
  code: string,
  into: Statements,
): void => {
  const cell = cellAt(row, columns.value);
  const sentence = sentenceOf(cell);
  const at = (column: number): string => fullAddress(place.sheet.name, cellReference(row.number, column));
  const address = at(columns.value);
  const metCell = at(columns.met ?? columns.value);
  const reading = readListed(columns.met === null ? undefined : cellAt(row, columns.met), CONCLUSION_WORDS);
  const met = reading.state === "given" && reading.value !== "pending" ? reading.value === "met" : null;
  if (met !== null) {
    into.claims.push({
      kind: "item-met",
      indicator: code,
      stage: null,
      school: null,
      value: met,
      decimals: 0,
      cell: metCell,
    });
  }
  for (const attested of ATTESTED[code] ?? [])
    into.attestations.push(readAttested(attested, address, textOf(cell), met, metCell));
  if (cell === undefined) return;
  for (const { key, form } of PHRASES) {
    const parts = form.exec(sentence);
    if (parts !== null) into.items.push(itemFrom(place, cell, key, parts[1], parts[2]));
  }
  for (const { code: own, stage, form } of SHARES) {
    const digits = own === code ? form.exec(sentence)?.[1] : undefined;
    const value = digits === undefined ? null : parseNumber(digits);
    if (digits === undefined || value === null) continue;
    into.claims.push({
      kind: "share",
      indicator: code,
      stage,
      school: null,
      value: value.value,
      decimals: decimalsOf(digits),
      cell: address,
    });
  }
  if (code === "Q9") into.monitoring.push(...readSubjects(sentence, address));
};

const STATED_KEYS = Object.keys(STATED_QUANTITIES);

/** 表Ⅱ-1 and 表Ⅲ: lines of a stage under the seven indicators and 综合. */
const readSummary = (place: PlacedSheet, fields: Fields, into: Statements): number => {
  const block = findHeader(place.sheet, fields.schools);
  if (block === null) return 0;
  const columns = new Map<number, string | null>();
  for (const { column, match, keys } of block.columns) {
    const number = match === null ? -1 : STATED_KEYS.indexOf(match.term.id);
    // The form numbers these columns itself.
    if (number >= 0) columns.set(column, `R${number + 1}`);
    else if (keys.some((key) => key === "综合" || key === "综合评估")) columns.set(column, null);
  }
  if (columns.size < 4) return 0;
  let stage: Stage | null = null;
  let rows = 0;
  for (const row of place.sheet.rows.slice(block.last + 1)) {
    const words = row.cells.filter(({ column }) => !columns.has(column)).map((cell) => matchKey(textOf(cell)));
    for (const word of words) {
      if (word === "小学") stage = "primary";
      if (word === "初中") stage = "juniorSecondary";
    }
    const kind = summaryKind(words);
    if (kind === null || stage === null) continue;
    rows++;
    for (const [column, indicator] of columns) {
      const cell = cellAt(row, column);
      const number = parseNumber(textOf(cell));
      if (cell === undefined || number === null) continue;
      into.claims.push({
        kind,
        indicator,
        stage,
        school: null,
        // 2.2% is the coefficient 0.022; shares are of a hundred whatever their cells show.
        value: kind === "dispersion" && isPercent(number) ? fifteenDigits(number.value / 100) : number.value,
        decimals: PRINTED[kind],
        cell: fullAddress(place.sheet.name, cellReference(row.number, column)),
      });
    }
  }
  return rows;
};

/** Decimals that the form's notes ask for; a number cell does not keep its trailing zeros. */
const PRINTED: Readonly<Record<Claim["kind"], number>> = {
  "unit-met": 0,
  "units-met": 0,
  "units-met-share": 1,
  mean: 2,
  dispersion: 3,
  "item-met": 0,
  share: 1,
};

/** A line's own heading is a word or two; what is longer is the note under the table. */
const LONGEST_HEADING = 14;

const isPercent = ({ suffix }: { readonly suffix: string }): boolean => /^[%％]/.test(suffix.trim());

const summaryKind = (texts: readonly string[]): Claim["kind"] | null => {
  const words = texts.filter((text) => text.length <= LONGEST_HEADING);
  if (words.some((word) => word.includes("达标学校比例"))) return "units-met-share";
  if (words.some((word) => word.includes("达标学校总数") || word.includes("达标学校数"))) return "units-met";
  if (words.some((word) => word.includes("平均值"))) return "mean";
  return words.some((word) => word.includes("差异系数")) ? "dispersion" : null;
};

/**
 * Where all answers that count stand: under the 计 below their heading, else under the heading itself; null where those that
 * are satisfied stand there.
 */
const columnOfTotal = ({ sheet }: PlacedSheet, heading: RawCell | null, part: RawCell | null): number | null => {
  if (heading === null) return null;
  const { row, column: left } = heading;
  const merge = sheet.merges.find((range) => range.top <= row && range.bottom >= row && range.left === left);
  const below = sheet.rows.find(({ number }) => number === (merge?.bottom ?? row) + 1);
  // Unmerged, the heading of two columns stands over the first, and nothing over the second.
  const beside = sheet.rows.find(({ number }) => number === row)?.cells.some(({ column }) => column === left + 1);
  const right = merge?.right ?? (beside === true ? left : left + 1);
  const total = below?.cells.find(
    (cell) => cell.column >= left && cell.column <= right && matchKey(textOf(cell)) === "计",
  );
  const column = total?.column ?? left;
  return column === part?.column ? null : column;
};

/** The first cell of the line of 表Ⅵ that holds its sums; 计 stands among the headings too. */
const SUM_LINE = /^(?:合|总)?计$/;

/** 表Ⅵ: answers that count and that are satisfied, in the line 计 under their headings. */
const readSurvey = (place: PlacedSheet, into: Statements): number => {
  const { rows } = place.sheet;
  const headingOf = (words: string): RawCell | null => {
    for (const row of rows) {
      const cell = row.cells.find((candidate) => matchKey(textOf(candidate)).includes(words));
      if (cell !== undefined) return cell;
    }
    return null;
  };
  const valid = headingOf("回收有效问卷数");
  const satisfied = headingOf("满意问卷数");
  if (valid === null) return 0;
  const columns: [CountyKey, number | null][] = [
    ["surveyed", columnOfTotal(place, valid, satisfied)],
    // One heading of both does not tell which of the two stands under it.
    ["satisfied", satisfied === valid ? null : (satisfied?.column ?? null)],
  ];
  const headed = Math.max(valid.row, satisfied?.row ?? 0);
  const lines = rows.filter((row) => row.number > headed && SUM_LINE.test(matchKey(textOf(row.cells[0]))));
  const line = lines.find(({ cells }) => cells.some(({ kind }) => kind === "number")) ?? lines.at(-1);
  if (line === undefined) return 0;
  for (const [key, column] of columns) {
    if (column === null) continue;
    const cell = cellAt(line, column);
    const at = { row: line.number, column, format: "plain", formula: false } as const;
    into.items.push({
      ...place,
      label: { ...at, kind: "text", value: COUNTY_QUANTITIES[key].label },
      row: line.number,
      column,
      value: cell,
      unit: undefined,
    });
  }
  return 1;
};

/** Reads the form's other tables, each known by its own title and headings. */
export const readFormTables = (sheets: readonly PlacedSheet[], fields: Fields): FormTables => {
  const into: Statements = { items: [], attestations: [], monitoring: [], claims: [] };
  const used = new Set<number>();
  const roles: Reading["sheets"][number][] = [];
  const take = (place: PlacedSheet, role: string, rows: number): void => {
    if (rows === 0) return;
    used.add(place.order);
    roles.push({ sheet: place.sheet.name, role, rows });
  };
  for (const place of sheets) {
    const title = place.sheet.rows
      .slice(0, 4)
      .flatMap((row) => row.cells.map((cell) => matchKey(textOf(cell))))
      .join(" ");
    if (/政府保障程度/.test(title)) take(place, "guarantee", readStatements(place, "G", into));
    else if (/教育质量/.test(title)) take(place, "quality", readStatements(place, "Q", into));
    else if (/社会认可度/.test(title)) take(place, "recognition", readSurvey(place, into));
    else if (/资源配置|校际均衡/.test(title)) take(place, "claims", readSummary(place, fields, into));
  }
  return { ...into, sheets: roles, used };
};
