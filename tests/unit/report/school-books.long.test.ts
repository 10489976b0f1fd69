import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { allPass, threeSchools } from "../../../fixtures/generated.ts";
import { schoolBooks } from "../../../src/report/school-books.ts";
import { indicatorText, plainSpeaker, statusWord, valueText } from "../../../src/report/wording.ts";
import { draws } from "../one-of.ts";
import { blankRows, resultOf } from "./audited-counties.ts";
import { hostileText } from "./hostile.ts";
import { load } from "./recalculation.ts";
import { emptyResult, finding, fullResult, school } from "./result-builder.ts";

const demo = resultOf(DEMO_COUNTY);

const textsOf = async (content: Uint8Array): Promise<string[]> => {
  const [sheet] = (await load(content)).worksheets;
  const found: string[] = [];
  sheet!.eachRow((row) => {
    row.eachCell((cell) => {
      if (cell.value !== null) found.push(String(cell.value));
    });
  });
  return found;
};

describe("each school's page", () => {
  test("has one for each school, with its own values and gaps and nobody else's", async () => {
    const books = schoolBooks(demo, "zh");
    const schools = new Map(
      demo.findings.flatMap(({ subject }) => (subject.kind === "school" ? [[subject.id, subject] as const] : [])),
    );
    expect(books).toHaveLength(schools.size);
    const names = [...schools.values()].map(({ name }) => name!);
    for (const [index, { id, name }] of [...schools.values()].entries()) {
      if (index % 5 !== 0 && !demo.findings.some((each) => each.subject.id === id && each.status === "fail")) continue;
      const texts = await textsOf(books[index]!.content);
      const all = texts.join("\n");
      expect(books[index]!.file).toContain(name);
      for (const other of names) if (!name!.includes(other) && other !== name) expect(all).not.toContain(other);
      for (const each of demo.findings) {
        if (each.subject.id !== id || each.subject.kind !== "school") continue;
        if (each.check !== "ratio" && each.status !== "fail") continue;
        if (each.check === "quorum") continue;
        expect(texts).toContain(indicatorText(each.indicator, "zh"));
        expect(texts).toContain(valueText(each, plainSpeaker("zh")));
      }
    }
  });

  test("says what is enough before what closes all of it, and what does not decide at all", async () => {
    const pages = new Map(
      await Promise.all(
        schoolBooks(demo, "zh").map(async ({ file, content }) => [file, (await textsOf(content)).join("\n")] as const),
      ),
    );
    const page = (name: string): string => [...pages].find(([file]) => file.includes(name))![1];
    expect(page("云河路小学")).toContain("必须补：2.1 万元（到 85% 线）；补足全部：13.74 万元");
    expect(page("城西小学")).toContain("不影响认定；补足全部：272.7 ㎡");
    const junior = page("城北初级中学");
    expect(junior).toContain("必须补：2 人");
    expect(junior).toContain("不影响认定；补足全部：1 人");
    expect(junior.indexOf("必须补：2 人")).toBeLessThan(junior.indexOf("不影响认定；补足全部：1 人"));
    expect(page("云河路小学")).toMatch(/达标项数在全县同学段 \d+ 所中排第 \d+/);
  });

  test("is one page of one sheet", async () => {
    for (const { content } of schoolBooks(resultOf(threeSchools()), "zh")) {
      const [sheet, ...others] = (await load(content)).worksheets;
      expect(others).toEqual([]);
      expect(sheet!.pageSetup).toMatchObject({ fitToPage: true, fitToWidth: 1, fitToHeight: 1 });
    }
  });

  test("says what is missing, or that nothing is", async () => {
    const [blank] = schoolBooks(resultOf(blankRows(DEMO_COUNTY)), "zh");
    expect((await textsOf(blank!.content)).join("\n")).toContain(statusWord("unknown", "zh"));
    const [sound] = schoolBooks(resultOf(allPass()), "zh");
    const texts = await textsOf(sound!.content);
    expect(texts).toContain("没有未达标的项目。");
    expect(texts).toContain("没有需要补充的数据。");
    expect(schoolBooks(emptyResult(), "zh")).toEqual([]);
  });

  test("speaks English", async () => {
    const [first] = schoolBooks(demo, "en");
    expect((await textsOf(first!.content)).join("\n")).toContain("2. Gaps and measures");
  });
});

describe("names of files", () => {
  test("are safe and unlike each other, whatever schools are called", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (names) => {
        const findings = names.map((name, index) => ({
          ...finding({ id: String(index) }),
          subject: { ...school(name, "primary", String(index)), code: null },
        }));
        const files = schoolBooks(fullResult({ findings }), "zh").map(({ file }) => file);
        expect(files).toHaveLength(names.length);
        expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
        for (const file of files) {
          expect(file).toMatch(/^[^\p{C}\\/:*?"<>|]+\.xlsx$/u);
          expect(file).not.toMatch(/^[.\s~-]|^(con|nul|aux|prn|com\d|lpt\d)\.|\.\.$/i);
          expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
        }
      }),
      { numRuns: draws(60) },
    );
  });

  test.each([
    ["../../etc/passwd", "_.._etc_passwd.xlsx"],
    ["CON", "CON_.xlsx"],
    ["..", "_.xlsx"],
    ["甲/乙\u202e小学", "甲_乙_小学.xlsx"],
    ["红星小学. ", "红星小学.xlsx"],
  ])("%j", (name, expected) => {
    const subject = { ...school(name), code: null };
    const [book] = schoolBooks(fullResult({ findings: [finding({ subject })] }), "zh");
    expect(book!.file).toBe(expected);
  });
});
