import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { renderTerminal } from "../../../src/report/terminal.ts";
import { displayWidth } from "../../../src/report/text-safety.ts";
import { headingWord, LANGS } from "../../../src/report/wording.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { draws } from "../one-of.ts";
import { hostileResult, UNSAFE } from "./hostile.ts";
import { emptyResult, finding, fullResult, school, wideResult } from "./result-builder.ts";

// biome-ignore lint/complexity/useRegexLiterals: the escape is easier to read as a string
const ANSI = new RegExp("\u001b\\[[0-9;]*m", "g");

describe.each(LANGS)("in %s", (lang) => {
  test.each([80, 140])("the whole report at %d columns", async (width) => {
    await expect(renderTerminal(fullResult(), { lang, width })).toMatchFileSnapshot(
      `./snapshots/terminal.${lang}.${width}.txt`,
    );
  });

  test("sections stand in the order of the contract", () => {
    const text = renderTerminal(fullResult(), { lang, width: 100 });
    const places = (
      ["parts", "deciding", "notDeciding", "spread", "unsettled", "problems", "exceptions", "reading"] as const
    ).map((key) => text.indexOf(`\n── ${headingWord(key, lang)}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(text.trimEnd().split("\n").at(-1)).toContain("qe-audit 0.1.0");
  });

  test("a county with nothing to say still says so", () => {
    const text = renderTerminal(emptyResult(), { lang, width: 80 });
    for (const key of ["noneDeciding", "allSettled", "noProblems"] as const) {
      expect(text).toContain(headingWord(key, lang));
    }
  });
});

test("every line fits, whatever the names and the width, and nothing in it obeys", () => {
  fc.assert(
    fc.property(hostileResult, fc.integer({ min: 20, max: 200 }), fc.constantFrom(...LANGS), (result, width, lang) => {
      const text = renderTerminal(result, { lang, width });
      expect(text).not.toMatch(UNSAFE);
      for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }),
    { numRuns: draws(150) },
  );
});

test("colour adds nothing but colour, at every level, and is never guessed", () => {
  const plain = renderTerminal(fullResult(), { lang: "zh", width: 80 });
  expect(plain).not.toContain("\u001b");
  for (const color of [1, 2, 3] as const) {
    const coloured = renderTerminal(fullResult(), { lang: "zh", width: 80, color });
    expect(coloured).toContain("\u001b[");
    const lines = (text: string): string[] => text.split("\n").map((line) => line.trimEnd());
    expect(lines(coloured.replace(ANSI, ""))).toEqual(lines(plain));
  }
});

test("a name of hundreds of characters takes no page", () => {
  const name = `${"云溪".repeat(200)}第九小学`;
  const result = fullResult();
  const renamed = {
    ...result,
    findings: result.findings.map((each) =>
      each.subject.kind === "school" ? { ...each, subject: { ...each.subject, name } } : each,
    ),
    problems: result.problems.map((each) => (each.school === null ? each : { ...each, school: name })),
    excluded: result.excluded.map((each) => ({ ...each, school: { ...each.school, name } })),
  };
  for (const lang of LANGS) {
    const [usual, long] = [result, renamed].map((each) => renderTerminal(each, { lang, width: 80 }).split("\n"));
    expect(long!.length).toBeLessThan(usual!.length * 2);
    expect(long!.join("")).toMatch(/云溪.*…/);
    expect(long!.join("")).toMatch(/第九小学/);
  }
});

describe("the demo county", () => {
  const demo = async (lang: "zh" | "en", more = {}) =>
    renderTerminal(auditReading(await readWorkbook("fixtures/demo-county.xlsx"), { standard: NATIONAL_2017 }), {
      lang,
      width: 80,
      ...more,
    });

  test("takes sixty lines of eighty columns, and says what they leave out", async () => {
    const text = await demo("zh");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
    const [left] = /--all 还列出：.*/.exec(text)!;
    for (const part of ["补足全部", "备注 2 条", "差异系数 13 个", "表头等"]) expect(left).toContain(part);
  });

  test.each(["zh", "en"] as const)("shows all that with --all: %s", async (lang) => {
    const text = await demo(lang, { limitRows: 0 });
    expect(text).not.toContain("--all");
    expect(text).toContain(headingWord("closeAll", lang));
    expect(text.match(/^R[1-7] .*(?:小学|初中|primary|junior) .*≤ 0\.(?:5|45)/gm)).toHaveLength(14);
    for (const composite of ["0.218", "0.156"]) expect(text).toContain(composite);
    expect(text).toMatch(/[“"]专用教室[”"]/);
  });
});

test("more space is used", () => {
  const widest = (width: number): number =>
    Math.max(
      ...renderTerminal(fullResult(), { lang: "zh", width })
        .split("\n")
        .map((line) => displayWidth(line)),
    );
  expect(widest(80)).toBeLessThanOrEqual(80);
  expect(widest(140)).toBeGreaterThan(120);
});

describe("three hundred schools", () => {
  const result = wideResult(300);
  const rows = (text: string): number => text.split("\n").filter((line) => /^第\d+小学 {2}/.test(line)).length;

  test("are shortened, saying how many are left and how to see them", () => {
    const text = renderTerminal(result, { lang: "zh", width: 80 });
    expect(rows(text)).toBe(30);
    expect(text).toContain("另有 270 条未列出；全部列出：qe-audit check demo-county.xlsx --all");
  });

  test("are all listed with a limit of 0", () => {
    const text = renderTerminal(result, { lang: "zh", width: 80, limitRows: 0 });
    expect(rows(text)).toBe(300);
    expect(text).not.toContain("未列出");
  });

  test("come worst first", () => {
    const text = renderTerminal(result, { lang: "zh", width: 80 });
    expect(text.indexOf("第1小学")).toBeLessThan(text.indexOf("第2小学"));
    expect(text).not.toContain("第300小学");
  });
});

test("a school under the floor comes before one that only misses the requirement, a failed quorum before both", () => {
  const of = (name: string, changes: Parameters<typeof finding>[0]) =>
    finding({ ...changes, id: name, subject: school(name, "primary", name) });
  const text = renderTerminal(
    emptyResult({
      findings: [
        of("甲校", { value: 4.4, reachesFloor: true }),
        of("乙校", { value: 3.8, reachesFloor: false }),
        of("丙校", { required: true }),
      ],
    }),
    { lang: "zh", width: 80 },
  );
  const order = ["丙校", "乙校", "甲校"].map((name) => text.indexOf(name));
  expect(order).toEqual([...order].sort((left, right) => left - right));
});

test("a printed value never contradicts its verdict", () => {
  fc.assert(
    fc.property(fc.integer({ min: 30_000, max: 60_000 }), (scaled) => {
      const value = scaled / 10_000;
      const fails = value < 4.5;
      const text = renderTerminal(
        emptyResult({ findings: [finding({ value, status: "fail", reachesFloor: value >= 3.825 })] }),
        { lang: "zh", width: 140 },
      );
      const printed = Number(/(\d+\.\d+) ㎡\/人/.exec(text)?.[1]);
      expect(printed < 4.5).toBe(fails);
    }),
  );
});

test("a long name is wrapped, not cut", () => {
  const name = "东方红镇第一中心小学附属九年一贯制实验学校（原东方红镇初级中学与第一中心小学合并）";
  const text = renderTerminal(emptyResult({ findings: [finding({ subject: school(name) })] }), {
    lang: "zh",
    width: 80,
  });
  const column = text
    .split("\n")
    .map((line) => /^[^\s·✗─]*/.exec(line)?.[0] ?? "")
    .join("");
  expect(column).toContain(name);
});

test("a file name that a shell would break is not put into a command", () => {
  const base = wideResult(300);
  const text = renderTerminal({ ...base, source: { ...base.source, file: "a b; rm -rf $HOME.xlsx" } }, { lang: "zh" });
  expect(text).toContain("qe-audit check <workbook> --all");
});
