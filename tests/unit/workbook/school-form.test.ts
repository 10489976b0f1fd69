import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { rosterOf, schoolForm } from "../../../src/county-workbook.ts";
import type { AuditError } from "../../../src/errors.ts";
import {
  IDENTITY_QUANTITIES,
  type Quantity,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../../../src/model/quantity.ts";
import { SCHOOL_TYPES, type School, type SchoolType, STAGE_LABELS, STAGES } from "../../../src/model/school.ts";
import { readRawWorkbook } from "../../../src/package/read.ts";
import { asked, standardOf } from "../../../src/standard/index.ts";
import { SCHOOL_TYPE_WORDS } from "../../../src/workbook/vocabularies.ts";
import { interpretWorkbook } from "./shared-dictionaries.ts";

const STANDARD = standardOf("national-2017");

const load = async (bytes: Uint8Array): Promise<ExcelJS.Worksheet> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  expect(book.worksheets.map(({ name }) => name)).toEqual(["学校填报表"]);
  return book.worksheets[0]!;
};

/** Item, unit, value and explanation of each row below the headings. */
const rowsOf = (sheet: ExcelJS.Worksheet) => {
  const rows: { row: number; item: string; unit: string; value: unknown; text: string; filled: boolean }[] = [];
  sheet.eachRow((row, number) => {
    if (number <= 4 || row.getCell(2).isMerged) return;
    const [item, unit, text] = [1, 2, 4].map((column) => String(row.getCell(column).value ?? ""));
    const { fill } = row.getCell(1);
    rows.push({
      row: number,
      item: item!,
      unit: unit!,
      value: row.getCell(3).value,
      text: text!,
      filled: fill?.type === "pattern" && fill.pattern === "solid",
    });
  });
  return rows;
};

const school = (type: SchoolType | null) => ({
  code: "3600000001",
  name: "城关学校",
  type,
  sponsor: "public" as const,
  location: "town" as const,
  cell: "名单!B2",
  cells: {},
});

/** What is put into a row, so that no part is above its whole, and what is read there. */
const answerFor = ({ kind }: Quantity, key: string, row: number): { put: string | number; read: unknown } => {
  const arts = ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers"].indexOf(key);
  if (arts >= 0) return { put: 9 - arts, read: 9 - arts };
  if (kind === "flag") return { put: "是", read: true };
  if (kind === "grade") return { put: "良", read: "good" };
  if (kind === "year") return { put: 1990, read: 1990 };
  if (kind === "text") return { put: "备注", read: "备注" };
  if (kind === "sponsor") return { put: "公办", read: "public" };
  if (kind === "location") return { put: "镇区", read: "town" };
  return { put: 900 - row, read: 900 - row };
};

const valueAt = ({ values, stages, ...own }: School, key: string, stage: (typeof STAGES)[number] | null): unknown => {
  if (stage !== null) return (stages[stage].values as Record<string, { value: unknown }>)[key]?.value;
  const held = (values as Record<string, { value: unknown }>)[key] ?? (own as unknown as Record<string, unknown>)[key];
  return held !== null && typeof held === "object" ? (held as { value: unknown }).value : held;
};

const FIELDS = [
  ...Object.entries<Quantity>(IDENTITY_QUANTITIES).map(([key, quantity]) => ({ key, quantity, stage: null })),
  ...STAGES.flatMap((stage) =>
    Object.entries<Quantity>(STAGE_QUANTITIES).map(([key, quantity]) => ({ key, quantity, stage })),
  ),
  ...Object.entries<Quantity>(SCHOOL_QUANTITIES).map(([key, quantity]) => ({ key, quantity, stage: null })),
];
const fieldOf = (item: string) =>
  FIELDS.find(({ quantity, stage }) => item === `${stage === null ? "" : STAGE_LABELS[stage]}${quantity.label}`)!;

describe("the form of a school", () => {
  const types = [null, ...SCHOOL_TYPES.filter((type) => type !== "senior")];
  test.each(types)("filled in and read, the figures are those: %s", async (type) => {
    const sheet = await load(await schoolForm(STANDARD, type === null ? null : school(type)));
    const expected = new Map<string, unknown>();
    for (const { row, item, value } of rowsOf(sheet)) {
      const { key, quantity, stage } = fieldOf(item);
      const cell = sheet.getCell(row, 3);
      if (value !== null) {
        expected.set(item, { code: "3600000001", name: "城关学校", type, sponsor: "public", location: "town" }[key]);
        continue;
      }
      const known: Record<string, string> = { code: "3600000001", name: "城关学校", type: "九年一贯制" };
      const { put, read } = answerFor(quantity, key, row);
      cell.value = known[key] ?? put;
      expected.set(item, { code: known.code, name: known.name, type: "nineYear" }[key] ?? read);
      if (stage === null && key === "seniorPupils" && type === null) cell.value = null;
      if (cell.value === null) expected.set(item, null);
    }
    const bytes = Buffer.from(await sheet.workbook.xlsx.writeBuffer());
    const { county, problems, reading } = interpretWorkbook(await readRawWorkbook(bytes, { file: "填报表.xlsx" }));
    expect(county.schools).toHaveLength(1);
    const read = new Map(
      [...expected.keys()].map((item) => {
        const { key, stage } = fieldOf(item);
        return [item, valueAt(county.schools[0]!, key, stage)];
      }),
    );
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
    expect(reading.unmatched).toEqual([]);
    // A form that is not known by its beginning is read as any other upright table.
    sheet.getCell("A1").value = "情况填报表";
    const renamed = Buffer.from(await sheet.workbook.xlsx.writeBuffer());
    const other = interpretWorkbook(await readRawWorkbook(renamed, { file: "填报表.xlsx" }));
    expect(other.county).toEqual(county);
    expect(other.problems).toEqual(problems);
    expect(JSON.stringify(other.reading).replace("情况填报表", "学校填报表")).toBe(JSON.stringify(reading));
    expect(expected.size).toBeGreaterThan(20);
  });

  test("asks a school for its type's items only, and marks what cannot be left blank", async () => {
    const items = async (type: SchoolType) => rowsOf(await load(await schoolForm(STANDARD, school(type))));
    const primary = await items("primary");
    expect(primary.some(({ item }) => item.startsWith("初中") || item === "高中在校生数")).toBe(false);
    expect(primary.find(({ item }) => item === "小学在校生数")).toMatchObject({ unit: "人", filled: true });
    expect(primary.find(({ item }) => item === "小学在校生数")!.text).toMatch(/^【必填】.*学籍/);
    expect(primary.find(({ item }) => item === "小学教职工数")).toMatchObject({ filled: false });
    const secondary = await items("completeSecondary");
    expect(secondary.some(({ item }) => item.startsWith("小学"))).toBe(false);
    expect(secondary.some(({ item }) => item === "高中在校生数")).toBe(true);
    // At a teaching point what resources are judged from is asked from a size on.
    const point = await items("teachingPoint");
    const from = asked(STANDARD).teachingPointFrom;
    expect(point.find(({ item }) => item === "教学仪器设备值")!.text).toContain(`学生满 ${from} 人的教学点必填`);
    const special = await items("special");
    expect(special.find(({ item }) => item === "公用经费拨付")).toMatchObject({ filled: true });
    expect(special.find(({ item }) => item === "教学仪器设备值")).toMatchObject({ filled: false });
  });

  test("offers choices, lets only the values be changed, and is the same every time", async () => {
    const bytes = await schoolForm(STANDARD, school("junior"));
    expect(await schoolForm(STANDARD, school("junior"))).toEqual(bytes);
    const sheet = await load(bytes);
    const at = (item: string) => sheet.getCell(rowsOf(sheet).find((row) => row.item === item)!.row, 3);
    expect(at("寄宿制").dataValidation).toMatchObject({ type: "list", formulae: ['"是,否"'] });
    expect(at("办学类型").value).toBe(SCHOOL_TYPE_WORDS.word("junior"));
    expect(at("办学类型").protection?.locked ?? true).toBe(true);
    expect(at("初中在校生数").protection).toMatchObject({ locked: false });
    expect(at("初中在校生数").dataValidation).toMatchObject({ type: "whole", errorStyle: "warning" });
  });
});

const roster = async (rows: readonly (readonly (string | number | null)[])[]) => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("名单").addRows(rows.map((row) => [...row]));
  return rosterOf({ file: "名单.xlsx", bytes: new Uint8Array(await book.xlsx.writeBuffer()) });
};
const faultsOf = async (rows: Parameters<typeof roster>[0]): Promise<string> => {
  try {
    await roster(rows);
    return "";
  } catch (error) {
    const { detail } = error as AuditError;
    return detail.code === "side-file-invalid" ? detail.faults.map(({ path, message }) => path + message).join() : "";
  }
};

describe("the roster", () => {
  const HEAD = ["序号", "学校代码", "学校名称", "办学类型"];
  test("is read below any title, without its totals, each school once", async () => {
    const schools = await roster([
      ["某县学校名单"],
      HEAD,
      [1, "36001", "城关小学", "完小"],
      [2, 36002, "城关初中", "初级中学"],
      [3, "36001", "城关小学", "小学"],
      [null, null, "合计", 3],
    ]);
    expect(schools).toEqual([
      {
        code: "36001",
        name: "城关小学",
        type: "primary",
        sponsor: null,
        location: null,
        cell: "名单!C3",
        cells: { type: "名单!D3" },
      },
      {
        code: "36002",
        name: "城关初中",
        type: "junior",
        sponsor: null,
        location: null,
        cell: "名单!C4",
        cells: { type: "名单!D4" },
      },
    ]);
  });

  test("tells two schools of one name apart by their codes", async () => {
    const schools = await roster([HEAD, [1, "36001", "希望小学", "小学"], [2, "36002", "希望小学", "小学"]]);
    expect(schools.map(({ code }) => code)).toEqual(["36001", "36002"]);
  });

  test.each([
    [
      "no roster",
      [
        ["县名", "数据"],
        ["示范县", 1],
      ],
      "没有找到名单",
    ],
    ["a type that is none", [HEAD, [1, "1", "甲小学", "大学"]], "名单!D2“大学”不在可填的内容中"],
    ["lost digits", [HEAD, [1, 2_199_000_101_219_900_000, "甲小学", "小学"]], "名单!C2“甲小学”的学校标识码按数字存放"],
    [
      "one name, no codes",
      [HEAD, [1, null, "希望小学", "小学"], [2, null, "希望小学", "小学"]],
      "名单!C3与 名单!C2 都叫“希望小学”，而没有各自的学校标识码",
    ],
    ["one name, one code", [HEAD, [1, "1", "希望小学"], [2, null, "希望小学"]], "名单!C3与 名单!C2 都叫“希望小学”"],
    [
      "one name, two codes and none",
      [HEAD, [1, "1", "希望小学"], [2, "2", "希望小学"], [3, null, "希望小学"], [4, "3", "希望小学"]],
      "名单!C4与 名单!C2 都叫“希望小学”",
    ],
    [
      "a coded row below one without",
      [HEAD, [1, "1", "希望小学"], [2, null, "希望小学"], [3, "3", "希望小学"]],
      "名单!C4与 名单!C3 都叫“希望小学”",
    ],
    [
      "two schools of one code",
      [HEAD, [1, "36001", "甲小学"], [2, "36001", "乙小学"]],
      "“乙小学”与 名单!C2 的“甲小学”学校标识码都是 36001",
    ],
    ["two types", [HEAD, [1, "1", "甲小学", "小学"], [2, "1", "甲小学", "初中"]], "名单!C3“甲小学”与 名单!C2"],
  ] as const)("is refused with the place: %s", async (_name, rows, message) => {
    expect(await faultsOf(rows)).toContain(message);
  });
});
