import { describe, expect, test } from "vitest";
import { lines, NATIONALLY, primary, readRows } from "./county-builder.ts";
import { sheet, type TestCell } from "./sheet-builder.ts";

/** The national notice's own words: 教督〔2017〕6号 第十条. */
const OWN_WORDS = [
  "（一）存在以考试方式招生",
  "（二）存在违规择校行为",
  "（三）存在重点学校或重点班",
  "（四）存在“有编不补”或长期聘用编外教师的情况",
  "（五）教育系统存在重大安全责任事故和严重违纪违规事件",
  "（六）有弄虚作假行为",
];
const HEADINGS = ["事项", "是否存在", "说明"];
const read = (rows: readonly (readonly TestCell[])[], name = "一票否决", headings: readonly string[] = HEADINGS) =>
  readRows([primary("1", "甲校")], [sheet(name, [headings, ...rows])]);
const answers = ({ county }: ReturnType<typeof read>) =>
  county.vetoes.map(({ code, present }) => `${code} ${present.value}`).sort();

describe("a list of vetoes without codes", () => {
  test("is read by the standard's own words", () => {
    const reading = read(OWN_WORDS.map((text, at) => [text, at === 1 ? "是" : "否", null]));
    expect(answers(reading)).toEqual(["V1 no", "V2 yes", "V3 no", "V4 no", "V5 no", "V6 no"]);
    expect(lines(reading.problems)).toEqual([]);
    expect(reading.county.unplacedAnswers).toBeUndefined();
  });
  test("is read by the items' names, numbered beside", () => {
    const reading = read(
      NATIONALLY.vetoes.map(({ name }, at) => [at + 1, name, "否"]),
      "一票否决",
      ["序号", "否决事项", "是否存在"],
    );
    expect(answers(reading)).toEqual(["V1 no", "V2 no", "V3 no", "V4 no", "V5 no", "V6 no"]);
  });
  test.each([
    ["half of an item", "重点学校"],
    ["two items", "以考试方式招生、违规择校"],
    ["the item denied", "不存在违规择校行为"],
    ["no item", "校园欺凌"],
  ])("is not read by a text that names %s, which is told", (_, text) => {
    const reading = read([[text, "否", null]]);
    expect(reading.county.vetoes.filter(({ code }) => code !== "")).toEqual([]);
    expect(lines(reading.problems)).toEqual(["code-unknown 一票否决!A2"]);
  });
  test("takes a case of an item that is half named for one", () => {
    expect(answers(read([["重点学校", "是", null]]))).toEqual(["V3 yes"]);
  });
  test("leaves all open by a case of no item", () => {
    const reading = read([["不存在违规择校行为", "是", null]]);
    expect(reading.county.vetoes).toEqual([]);
    expect(reading.county.unplacedAnswers).toMatchObject([{ list: "vetoes", code: null }]);
  });
  test("asks for an answer that is blank", () => {
    const { problems, county } = read([
      ["违规择校", null, null],
      ["弄虚作假", "否", null],
    ]);
    expect(county.vetoes.map(({ code, present }) => [code, present.value])).toEqual([
      ["V2", null],
      ["V6", "no"],
    ]);
    expect(lines(problems)).toEqual(["missing-required 一票否决!B2"]);
  });
  test("is none under another name", () => {
    expect(read([["违规择校", "否", null]], "检查清单").county.vetoes).toEqual([]);
  });
});
