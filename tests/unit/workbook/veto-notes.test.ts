import { describe, expect, test } from "vitest";
import { vetoNote } from "../../../src/workbook/terms/veto-notes.ts";
import { lines, primary, readRows } from "./county-builder.ts";
import { sheet } from "./sheet-builder.ts";

describe("what the note beside 否 says", () => {
  test.each([
    "经查属实，已整改",
    "查实",
    "经查存在",
    "经查存在2起",
    "2023年被通报",
    "未发现考试招生，但2023年因补课被通报",
    "正在调查",
    "市级正在核查",
    "调查中",
    "整改中",
    "已整改到位",
    "已限期整改",
    "发现1起，已问责",
    "2023年曾有一起",
    "存在个别情形",
    "不规范办学行为被通报",
    "未落实减负规定被通报",
    "无证办学1起",
    "未批先建，已立案",
    "有",
    "有1例",
    "受到省厅通报",
    "待核实",
    "核实中",
    "尚待核实",
    "未排查",
    "没有统计",
    "不清楚",
    "去年有",
  ])("%s: a case", (note) => {
    expect(vetoNote(note)).toBe("case");
  });
  test.each([
    "有群众举报",
    "接到举报1起，经查不属实",
    "存在舆情，经查不属实",
    "一经发现严肃处理",
    "如发现将问责",
    "已建立违规问题查处机制",
    "招生问题",
    "发现线索1条，经查未发现违规",
  ])("%s: a mention", (note) => {
    expect(vetoNote(note)).toBe("mention");
  });
  test.each([
    "无",
    "未发现",
    "未发现此类情形",
    "经查未发现此类情形",
    "经查不存在",
    "不存在",
    "查无实据",
    "经查，查无实据",
    "举报不实",
    "举报不属实",
    "无被通报情形",
    "无因招生被通报的情形",
    "从未发生",
    "没有",
    "没有此类问题",
    "零举报",
    "近三年未受到通报",
    "未发现教师有偿补课行为被查实",
    "经市级核查，未发现违规问题",
    "0起",
    "未核查到相关问题",
    "排查未发现",
    "符合要求",
    "见佐证材料",
    "全县统一划片招生",
    "县教育局",
    "",
  ])("%s: nothing", (note) => {
    expect(vetoNote(note)).toBeNull();
  });
});

describe("否 beside a note", () => {
  const read = (note: string | null) =>
    readRows(
      [primary("1", "甲校")],
      [
        sheet("一票否决", [
          ["代码", "是否存在", "说明"],
          ["V1", "否", note],
          ["V2", "是", note],
        ]),
      ],
    );
  const told = (note: string | null): string[] =>
    lines(read(note).problems.filter(({ code }) => code.startsWith("veto-")));

  test("of a case is unknown and told; 是 stays 是", () => {
    const { county } = read("经查存在");
    expect(county.vetoes.map(({ present: { value, state } }) => [value, state])).toEqual([
      [null, "invalid"],
      ["yes", "given"],
    ]);
    expect(told("经查存在")).toEqual(["veto-contradicted 一票否决!C2"]);
  });
  test("that mentions one stands and is told", () => {
    expect(read("有群众举报").county.vetoes[0]?.present.value).toBe("no");
    expect(told("有群众举报")).toEqual(["veto-note 一票否决!C2"]);
  });
  test.each(["未发现", "经查不存在", "无", null])("that denies one stands: %s", (note) => {
    expect(read(note).county.vetoes[0]?.present.value).toBe("no");
    expect(told(note)).toEqual([]);
  });
});
