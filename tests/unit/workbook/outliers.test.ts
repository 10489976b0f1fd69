import { describe, expect, test } from "vitest";
import { plainSpeaker, problemText } from "../../../src/report/wording.ts";
import { nineYear, primary, type Row, readRows } from "./county-builder.ts";

/** Schools that differ a little, of which a test changes the first. */
const county = (overrides: Row, make = primary): Row[] =>
  Array.from({ length: 12 }, (_, index) =>
    make(`${index + 1}`, `第${index + 1}小学`, {
      小学在校生数: 290 + index,
      "教学仪器设备值（元）": 690_000 + 1000 * index,
      ...(index === 0 ? overrides : {}),
    }),
  );

const warned = (rows: readonly Row[]) =>
  readRows(rows)
    .problems.filter(({ code }) => ["outlier", "pupils-unusual", "class-average", "unit-slip"].includes(code))
    .map(({ code, quantity, stage, school }) => `${code} ${stage === null ? "" : `${stage}.`}${quantity} ${school}`);

describe("figures that stand out", () => {
  test.each<[string, Row, readonly string[]]>([
    ["none", {}, []],
    ["one figure", { "运动场地面积（㎡）": 270_000 }, ["outlier sportsGroundArea 第1小学"]],
    ["ten times too few pupils", { 小学在校生数: 29 }, ["pupils-unusual primary.pupils 第1小学"]],
    ["eleven times too many pupils", { 小学在校生数: 3190 }, ["pupils-unusual primary.pupils 第1小学"]],
    ["too few to stand out", { 小学在校生数: 60 }, []],
    [
      "two figures apart, one up and one down",
      { "运动场地面积（㎡）": 270_000, "教学及辅助用房面积（㎡）": 20, "其中室内体育用房面积（㎡）": 0 },
      ["outlier teachingArea 第1小学", "outlier sportsGroundArea 第1小学"],
    ],
    [
      "two figures up, the others usual",
      { "运动场地面积（㎡）": 270_000, 网络多媒体教室数: 900 },
      ["outlier sportsGroundArea 第1小学", "outlier multimediaRooms 第1小学"],
    ],
  ])("%s", (_, overrides, expected) => {
    expect(warned(county(overrides))).toEqual(expected);
  });

  test("are blamed on the stage whose pupils explain them", () => {
    const rows = county({ 初中在校生数: 9000 }, nineYear);
    expect(warned(rows)).toEqual(["pupils-unusual juniorSecondary.pupils 第1小学"]);
  });

  test("say what the pupils would be, by what is usual, and that they are looked at first", () => {
    const [problem] = readRows(county({ 小学在校生数: 29 })).problems.filter(({ code }) => code === "pupils-unusual");
    expect(problem?.severity).toBe("warning");
    const { likely } = problem!.facts as { likely: number };
    expect(likely).toBeGreaterThan(280);
    expect(likely).toBeLessThan(310);
    expect(problemText(problem!, plainSpeaker("zh")).sentence).toMatch(
      /小学在校生数：应为 29\d 上下.*核对在校生数；其余各数先不必改$/,
    );
    expect(problemText(problem!, plainSpeaker("en")).sentence).toContain("check the pupils before any other figure");
  });
});
