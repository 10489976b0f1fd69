import { describe, expect, test } from "vitest";
import { compatible } from "../../../src/compatible.ts";
import { NOTHING_ASKED } from "../../../src/model/asked.ts";
import type { QuantityKind } from "../../../src/model/quantity.ts";
import { fullAddress, parseRange } from "../../../src/package/address.ts";
import { parseIsoDate, parseNumber as parseStoredNumber } from "../../../src/package/cell-values.ts";
import { numberFormatKind } from "../../../src/package/number-formats.ts";
import type { RawSheet } from "../../../src/package/raw.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { unescapeText } from "../../../src/package/strings.ts";
import { normalizePartName } from "../../../src/package/zip.ts";
import { clusters, displayWidth, elided, safeText, wrapped } from "../../../src/report/text-safety.ts";
import { withoutShapes } from "../../../src/workbook/annotate/comments.ts";
import { freeName, isEarlierListing } from "../../../src/workbook/annotate/listing.ts";
import {
  attributeIn,
  cellText,
  escaped,
  partBytes,
  tagEnd,
  tagName,
  tagPrefix,
  withPrefix,
} from "../../../src/workbook/annotate/markup.ts";
import { attachClasses, attachRooms, createSchoolFinder } from "../../../src/workbook/attached-lists.ts";
import { readAttestations, readItemValues, readMonitoring, readVetoes } from "../../../src/workbook/county-items.ts";
import { createFields } from "../../../src/workbook/fields.ts";
import { filingDateInLines } from "../../../src/workbook/layouts/filing-date.ts";
import { readFormTables } from "../../../src/workbook/layouts/form-tables.ts";
import { readProgress } from "../../../src/workbook/milestone-list.ts";
import { isPlainlyValid } from "../../../src/workbook/plain-values.ts";
import { createProblemLog } from "../../../src/workbook/problems.ts";
import { cleanText, createNearest, isBlankText, matchKey, shownText } from "../../../src/workbook/text.ts";
import { findUnit, looksLikeRate, suffixFactor, trailingUnit } from "../../../src/workbook/units.ts";
import {
  cleanCode,
  foundText,
  isPlaceholder,
  parseDate,
  parseNumber,
  readListed,
  readValue,
} from "../../../src/workbook/values.ts";
import * as vocabularies from "../../../src/workbook/vocabularies.ts";
import { MAIN, workbook } from "../package/package-builder.ts";
import { oneCell, sheet } from "./sheet-builder.ts";

/** In bytes of UTF-8; Excel keeps texts of 32 767 characters in a cell. */
const LENGTH = 100_000;
/** What none of the functions comes near, and what anything that takes time by the square of the length is far beyond. */
const MOST_MILLISECONDS = 500;

/** What texts are made of: each character class, and the mixtures over which expressions could be of two minds. */
const UNITS: readonly string[] = [
  ...["(", ")", "（", "）", "[", "]", "【", "】", "〔", "〕", "《", "》", "{", "}", "<", ">"],
  ...["(a", "（（", "()", "((a)", "（公办）", "(万元)", "[(", "〔2024〕1号", "〔2024〕", "《a》"],
  ...[
    "1",
    "0",
    "１",
    "1,",
    "1,1,1",
    "1,111",
    "1 ",
    "1 111",
    "1.",
    "1.1",
    "0.",
    "2024",
    "2024-",
    "2024-2024-",
    "12:30 ",
  ],
  ...[
    "2024年",
    "2024年1月",
    "2024/1/",
    "-1",
    "--",
    "-",
    "—",
    "－",
    "+",
    ".",
    "..",
    "…",
    ",",
    "，",
    "、",
    ";",
    "；",
    ":",
    "：",
  ],
  ...[
    "/",
    "\\",
    "元/",
    "元/人",
    "%",
    "％",
    "‰",
    "'",
    "’",
    '"',
    "?",
    "？",
    "~",
    "*",
    "_",
    "＿",
    "=",
    "|",
    "#",
    "&",
    "·",
  ],
  ...[
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u3000",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u2028",
    " a",
    "a ",
    "a\u3000",
    "_x000D_",
    "_x0041_",
  ],
  ...[
    "a",
    "A",
    "é",
    "aé",
    "Ⅲ",
    "ﷺ",
    "㎡",
    "㍿",
    "万",
    "元",
    "万元",
    "一",
    "一二",
    "十",
    "第1",
    "第",
    "号",
    "计",
    "合计",
    "小计",
  ],
  ...["\u0301", "\u0323\u0301", "a\u0301", "\u1100\u1161", "가", "👨‍👩‍👧", "🇨🇳", "\u{1F600}", "क्षि", "ก็"],
  ...[
    "小学",
    "初中",
    "小",
    "附小",
    "初",
    "公办",
    "民办",
    "学校",
    "211",
    "211小学",
    "是",
    "否",
    "符合",
    "年",
    "月",
    "日",
  ],
];

/** A text of a length that is asked for, in bytes of UTF-8, and a short one of its kind. */
interface Named {
  readonly name: string;
  readonly short: string;
  readonly long: () => string;
}
/** How many times longer the long one is. */
const LONGER = 5;

const named = (name: string, unit: string, bytes: number, of: (run: string) => string = (run) => run): Named => {
  const run = (length: number): string => of(unit.repeat(Math.ceil(length / Buffer.byteLength(unit))));
  return { name, short: run(bytes / LONGER), long: () => run(bytes) };
};

/** Of each unit: alone, and broken off behind a word. */
const textsOf = (bytes: number): readonly Named[] =>
  UNITS.flatMap((unit) => [
    named(JSON.stringify(unit), unit, bytes),
    named(`小学（${JSON.stringify(unit)}。1`, unit, bytes, (run) => `小学（${run}。1`),
  ]);
const TEXTS = textsOf(LENGTH);

/** A row has up to eight such cells. */
const MOST_FOR_A_ROW = 8 * MOST_MILLISECONDS;

/** Milliseconds of the processor since a reading: other work of the machine, however much, is not in them. */
const processorTime = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/**
 * The texts over which a function takes longer than `most` milliseconds, with the time taken. Where half of the square's
 * share of that is enough for the short text, the long one keeps within it: what takes time by the square of the length
 * takes {@link LONGER}² times as long, and by more than the square the short one would take minutes.
 */
const slow = (of: (text: string) => unknown, texts: readonly Named[] = TEXTS, most = MOST_MILLISECONDS): string[] =>
  texts.flatMap(({ name, short, long }) => {
    const before = process.cpuUsage();
    of(short);
    if (processorTime(before) <= most / LONGER ** 2 / 2) return [];
    // The least of three times: the runner's own work can only add to it. Each is of a text of its own, as the answer for
    // the last one is remembered.
    let least = Number.POSITIVE_INFINITY;
    for (const end of ["", "。", "。。"]) {
      const text = long() + end;
      const began = process.cpuUsage();
      of(text);
      least = Math.min(least, processorTime(began));
      if (least <= most) return [];
    }
    return [`${name}: ${Math.round(least)} ms`];
  });

const CONTEXT = { date1904: false, unit: null };
const textCell = (text: string) => oneCell(text);
const { STAGE_WORDS } = vocabularies;
/** A kind of each way to read a value. */
const KINDS = Object.keys({
  count: 0,
  percent: 0,
  rate: 0,
  flag: 0,
  grade: 0,
  level: 0,
  year: 0,
  date: 0,
  text: 0,
  code: 0,
  type: 0,
  sponsor: 0,
  location: 0,
} satisfies Partial<Record<QuantityKind, 0>>) as QuantityKind[];

const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  compatible,
  cleanText,
  isBlankText,
  shownText,
  matchKey,
  createNearest: (text) => createNearest(["小学在校生数", "初中在校生数"])(text),
  "createNearest among texts": (text) => createNearest([text, "初中在校生数"])("小学在校生数"),
  findUnit,
  looksLikeRate,
  trailingUnit,
  suffixFactor: (text) => suffixFactor(text, "元"),
  isPlaceholder,
  parseNumber,
  parseDate,
  cleanCode,
  foundText: (text) => foundText(textCell(text)),
  "readListed stage": (text) => readListed(textCell(text), STAGE_WORDS),
  "isPlainlyValid date": (text) => isPlainlyValid({ kind: "date" }, text),
  "isPlainlyValid type": (text) => isPlainlyValid({ kind: "type" }, text),
  "package: parseNumber": parseStoredNumber,
  "package: parseIsoDate": (text) => parseIsoDate(text, false),
  "package: parseRange": parseRange,
  "package: fullAddress": (text) => fullAddress(text, "A1"),
  "package: numberFormatKind": numberFormatKind,
  "package: unescapeText": unescapeText,
  "package: normalizePartName": normalizePartName,
  "annotate: escaped": escaped,
  "annotate: cellText": cellText,
  "annotate: partBytes": partBytes,
  "annotate: tagEnd": (text) => tagEnd(`<a ${text}`, 0),
  "annotate: tagName": (text) => tagName(`<${text}`, 0),
  "annotate: tagPrefix": (text) => tagPrefix(`<${text}`, 0),
  "annotate: withPrefix": (text) => withPrefix(text, "x:"),
  "annotate: attributeIn": (text) => attributeIn(`<a ${text}>`, 0, text.length + 4, "b"),
  "annotate: withoutShapes": (text) => withoutShapes(text, new Set()),
  "annotate: freeName": (text) => freeName(text, [text]),
  "annotate: isEarlierListing": (text) => isEarlierListing(text, "FFB8312F", ["数据问题"]),
  "report: safeText": safeText,
};

describe("time in proportion to the text", { timeout: 300_000 }, () => {
  test.each(Object.entries(FUNCTIONS))("%s", (_, of) => {
    expect(slow(of)).toEqual([]);
  });

  test.each(KINDS)("readValue of kind %s", (kind) => {
    expect(slow((text) => readValue(textCell(text), { kind, unit: "元" }, CONTEXT))).toEqual([]);
  });

  const { FLAG_WORDS, LOCATION_WORDS, SCHOOL_TYPE_WORDS, SPONSOR_WORDS } = vocabularies;
  const lists: Readonly<Record<string, Pick<vocabularies.ClosedList<unknown>, "find" | "takenFor">>> = {
    FLAG_WORDS,
    LOCATION_WORDS,
    SCHOOL_TYPE_WORDS,
    SPONSOR_WORDS,
  };
  test.each(Object.entries(lists))("%s", (_, list) => {
    expect(slow((text) => [list.find(text), list.takenFor(text)])).toEqual([]);
  });

  // Where a character's width is not plain, Unicode's tables are asked, which takes long for each.
  const shown = textsOf(5_000);
  test.each(Object.entries({ displayWidth, clusters, elided: (text: string) => elided(text, 40) }))("%s", (_, of) => {
    expect(slow(of, shown)).toEqual([]);
  });

  test("wrapped", () => {
    expect(slow((text) => wrapped(text, 78), textsOf(2_000))).toEqual([]);
    expect(
      slow(
        (text) => wrapped(text, 78),
        [named("a word", "a", LENGTH), named("spaces", " ", LENGTH, (run) => `a${run}b`)],
      ),
    ).toEqual([]);
  });
});

describe("time in proportion to the texts of a sheet", { timeout: 300_000 }, () => {
  const fields = createFields();
  const place = (own: RawSheet) => ({ sheet: own, order: 0 });
  const list = (columns: readonly string[], text: string) => {
    const own = sheet("表", [[...columns], columns.map(() => text)]);
    const table = {
      ...place(own),
      rows: [{ row: own.rows[1]!, merged: null }],
      columns: new Map(
        columns.map((key, at) => [
          key,
          { column: at + 1, cell: `A${at + 1}`, header: key, unit: null, unknownUnit: null },
        ]),
      ),
      headerRow: 1,
    };
    return [table] as unknown as Parameters<typeof attachRooms>[0];
  };
  const log = () => createProblemLog();
  const finder = createSchoolFinder([]);

  test.each<[string, (text: string) => unknown]>([
    ["专用教室", (text) => attachRooms(list(["school", "code", "kind", "area", "note"], text), finder, [2025], log())],
    [
      "班级",
      (text) =>
        attachClasses(
          list(["school", "code", "stage", "grade", "name", "pupils", "note"], text),
          finder,
          [2025],
          log(),
        ),
    ],
    ["质量监测", (text) => readMonitoring(list(["subject", "level", "rate", "year", "note"], text), [2025], log())],
    [
      "佐证",
      (text) =>
        readAttestations(
          list(["code", "conclusion", "evidence", "documentNumber", "date", "expires", "confirmedBy"], text),
          log(),
          [{ code: "G1", name: "" }],
          () => [],
          () => true,
          [2025],
        ),
    ],
    ["一票否决", (text) => readVetoes(list(["code", "present", "note"], text), log(), null, [2025])],
    ["年度进展", (text) => readProgress(list(["milestone", "year", "planned", "done", "unit"], text), [], log())],
    [
      "县级指标",
      (text) => {
        const own = sheet("县级指标", [["教师总数", text, text]]);
        const [label, value, unit] = own.rows[0]!.cells;
        const named = { ...label!, value: "人口" };
        const item = { ...place(own), label: named, row: 1, column: 2, value, unit };
        return readItemValues({ items: [item], county: null }, [], fields, NOTHING_ASKED, log());
      },
    ],
    ["填报日期", (text) => filingDateInLines([place(sheet("学校", [[text, `填报日期：${text}`]]))], [], fields)],
  ])("%s", (_, of) => {
    expect(slow(of, TEXTS, MOST_FOR_A_ROW)).toEqual([]);
  });

  const SAID = [
    ["特殊教育学校公用经费为", "_"],
    ["", "特殊教育学校公用经费为_"],
    ["特殊教育学校公用经费为", "1,"],
    ["特殊教育学校公用经费", "1.1"],
    ["", "特殊教育学校公用经费"],
    ["", "语文"],
    ["语文", "_"],
    ["语文", "—-"],
    ["", "语文_"],
    ["", "语文Ⅲ级、校际差异率为0."],
    ["培训完成率为", "1"],
    ["合计", "1"],
    ["分配名额", "1,"],
    ["", "分配名额"],
    ["", "就近划片入学比例分别为1.1%、"],
  ] as const;
  const sentences = [
    ...TEXTS,
    ...SAID.flatMap(([before, unit]) =>
      ["", "。"].map((after) =>
        named(`${before}${JSON.stringify(unit)}${after}`, unit, LENGTH, (run) => before + run + after),
      ),
    ),
  ];
  test.each(["政府保障程度", "教育质量", "社会认可度"])("the form's %s", (title) => {
    const form = (text: string) =>
      sheet(title, [
        [title],
        ["指标名称", "指标值", "是否达标", "回收有效问卷数"],
        ["9. 质量", text, text],
        [text, "计", 1],
      ]);
    expect(slow((text) => readFormTables([place(form(text))], fields), sentences, MOST_FOR_A_ROW)).toEqual([]);
  });
});

describe("time in proportion to a part", { timeout: 120_000 }, () => {
  const cpu = async (bytes: Buffer): Promise<number> => {
    const before = process.cpuUsage();
    await readRawWorkbook(bytes, { file: "县.xlsx" }).catch(() => null);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const many = (count: number, markup: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => markup(index)).join("");

  test("20 000 namespaces and 20 000 elements that declare one of their own", async () => {
    const prefixes = many(20_000, (index) => ` xmlns:p${index}="urn:${index}"`);
    const cells = many(20_000, (index) => `<row r="${index + 1}" xmlns:q="urn:q"/>`);
    const part = `<worksheet xmlns="${MAIN}"${prefixes}><sheetData>${cells}</sheetData></worksheet>`;
    expect(await cpu(workbook({ parts: { "xl/worksheets/sheet1.xml": part } }))).toBeLessThan(5_000);
  });

  test("a target of question marks", async () => {
    const target = `${"?".repeat(300_000)}&#10;`;
    const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="${target}"/></Relationships>`;
    expect(await cpu(workbook({ parts: { "_rels/.rels": relations } }))).toBeLessThan(2_000);
  });
});
