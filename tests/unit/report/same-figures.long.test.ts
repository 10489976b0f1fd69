import { beforeAll, describe, expect, test } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { PARTS } from "../../../src/model/parts.ts";
import type { AuditResult, Finding } from "../../../src/model/result.ts";
import { renderCsv } from "../../../src/report/csv.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { renderHtml } from "../../../src/report/html.ts";
import { renderJunit } from "../../../src/report/junit.ts";
import { renderMarkdown } from "../../../src/report/markdown.ts";
import { renderTerminal } from "../../../src/report/terminal.ts";
import { gradeText, headingWord, paperWord, partWord } from "../../../src/report/wording.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { zipPart } from "../zip-part.ts";
import { manyRows, resultOf } from "./audited-counties.ts";
import { planResult } from "./plan-results.ts";
import { load, shownValue } from "./recalculation.ts";

/** What a report must say of a result, worked out from its findings alone. */
interface Figures {
  readonly parts: readonly (readonly number[])[];
  readonly unitsShort: number;
  readonly decides: number;
  readonly others: number;
  /** What is enough by code, a spread's by code and stage: what both stages of a school share counts once. */
  readonly enough: Readonly<Record<string, number>>;
}

const STAGES: Readonly<Record<string, string>> = { primary: "小学", juniorSecondary: "初中" };

/** The least of what closes a deciding shortfall; 0 where no amount does. */
const leastOf = (each: Finding, { findings }: AuditResult): number => {
  if (each.enough?.kind === "level") return each.enough.amount;
  if (each.check !== "ratio") return each.gap === null || each.gap.direction === "distance" ? 0 : each.gap.amount;
  const quorum = findings.find(
    ({ check, subject }) =>
      check === "quorum" && subject.id === each.subject.id && subject.stage === each.subject.stage,
  );
  if (quorum?.enough?.kind !== "set") return 0;
  return quorum.enough.additions.find(({ indicator }) => indicator.id === each.indicator.id)?.amount ?? 0;
};

const arising = ({ findings }: AuditResult): readonly Finding[] =>
  findings.filter(({ status, check }) => status === "fail" && check !== "quorum" && check !== "rollup");

const rounded = (value: number): number => Math.round(value * 100) / 100;

const figuresOf = (result: AuditResult): Figures => {
  const short = arising(result);
  const deciding = short.filter(({ decides }) => decides);
  const amounts = new Map<string, number[]>();
  for (const each of deciding) {
    const shared = each.working.split !== null && each.subject.kind === "school" ? each.subject.id : each.id;
    const name =
      each.check === "dispersion" ? `${each.indicator.code} ${STAGES[each.subject.stage!]}` : each.indicator.code;
    const key = JSON.stringify([name, shared]);
    amounts.set(key, [...(amounts.get(key) ?? []), leastOf(each, result)]);
  }
  const enough: Record<string, number> = {};
  for (const [key, list] of amounts) {
    const [name] = JSON.parse(key) as [string];
    enough[name] = rounded((enough[name] ?? 0) + Math.max(...list));
  }
  return {
    parts: PARTS.map((part) => {
      const { pass, fail, unknown, notApplicable } = result.summary.parts[part];
      return [pass, fail, unknown, notApplicable];
    }),
    unitsShort: result.findings.filter(({ check, status }) => check === "quorum" && status === "fail").length,
    decides: deciding.length,
    others: short.length - deciding.length,
    enough: Object.fromEntries(Object.entries(enough).filter(([, amount]) => amount > 0)),
  };
};

/** Text of markup, a table's cell to a column. */
const plain = (markup: string): string =>
  markup
    .replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, "")
    .replace(/<\/(?:t[dh]|p|h\d|li|tr|w:p)>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&amp;", "&");

const numbersAfter = (text: string, name: string, count: number): number[] => {
  const found = new RegExp(`(?:^|\\n|\\| )\\s*${name}\\s*(?:\\|)?((?:[\\s|]+\\d+){${count}})`).exec(text);
  return (found?.[1]?.match(/\d+/g) ?? []).map(Number);
};

/** 必须补合计：R1 2 人、G5 超出 1 个班、R5 小学校际差异 1905.12 ㎡、R6 2.1 万元. */
const totalsIn = (text: string): Record<string, number> => {
  const sentence = /必须补合计：([^；\n]*)/.exec(text)?.[1] ?? "";
  return Object.fromEntries(
    sentence
      .split("、")
      .filter((each) => each !== "")
      .map((each) => {
        const [, code, stage = "", amount, unit] = /^(\S+) (?:(\S+)校际差异 )?(?:超出 )?([\d.]+) (\S+)/.exec(each)!;
        const number = unit === "万元" ? rounded(Number(amount) * 10_000) : Number(amount);
        return [stage === "" ? code! : `${code} ${stage}`, number];
      }),
  );
};

const countUnder = (text: string, title: string): number => {
  const at = text.lastIndexOf(title);
  return at < 0 ? 0 : Number(/共 (\d+) 处/.exec(text.slice(at))?.[1] ?? 0);
};

/** What a text says; its words may be wrapped. */
const readText = (text: string, deciding: string, others: string): Figures => {
  const whole = text.replace(/\\(?=[^\n])/g, "");
  return {
    parts: PARTS.map((part) => numbersAfter(whole, partWord(part, "zh"), 4)),
    unitsShort: Number(/学校（按学段计）\d+：达标 \d+，未达标 (\d+)/.exec(whole)?.[1]),
    decides: countUnder(whole, deciding),
    others: countUnder(whole, others),
    enough: totalsIn(whole),
  };
};

const readXlsx = async (
  bytes: Uint8Array,
): Promise<Figures & { readonly listed: Readonly<Record<string, number>> }> => {
  const book = await load(bytes);
  const rowsOf = (sheet: string): unknown[][] =>
    Array.from({ length: book.getWorksheet(sheet)!.rowCount }, (_, row) =>
      Array.from({ length: 21 }, (_, column) => shownValue(book.getWorksheet(sheet)!.getCell(row + 1, column + 1))),
    );
  const verdict = rowsOf("结论");
  const ledger = rowsOf("差距清单");
  const end = ledger.findIndex(([first]) => first === "按类合计");
  const rows = ledger.slice(4, end < 0 ? undefined : end).filter((row) => row[7] === "是" || row[7] === "否");
  const listed: Record<string, number> = {};
  for (const row of rows) {
    if (row[7] !== "是" || typeof row[8] !== "number") continue;
    const name = row[11] === "差值" ? `${row[2]} ${row[1]}` : String(row[2]);
    listed[name] = rounded((listed[name] ?? 0) + row[8]);
  }
  const totals = end < 0 ? [] : ledger.slice(end + 2).filter((row) => typeof row[8] === "number" && row[8] > 0);
  return {
    parts: PARTS.map((part) =>
      verdict
        .find(([first, , third]) => first === partWord(part, "zh") && typeof third === "number")!
        .slice(2, 6)
        .map(Number),
    ),
    unitsShort: Number(verdict[verdict.findIndex(([first]) => first === "合计") + 1]![3]),
    decides: rows.filter((row) => row[7] === "是").length,
    others: rows.filter((row) => row[7] === "否").length,
    enough: Object.fromEntries(
      totals.map((row) => {
        const [, code, stage] = /^(\S+) .*?(?:（(小学|初中)校际差异）)?$/.exec(String(row[0]))!;
        return [stage === undefined ? code! : `${code} ${stage}`, Number(row[8])];
      }),
    ),
    listed,
  };
};

const readCsv = (text: string): Record<string, string>[] => {
  const records = text
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
        (match[1] ?? match[2] ?? "").replaceAll('""', '"'),
      ),
    );
  const [titles, ...rows] = records;
  return rows.map((row) => Object.fromEntries(titles!.map((title, index) => [title, row[index]!])));
};

const COUNTIES: readonly (readonly [string, () => AuditResult | Promise<AuditResult>])[] = [
  ["the demo county", () => resultOf(DEMO_COUNTY, { asOf: "2025-12-10" })],
  ["a county of three schools", () => resultOf(manyRows(DEMO_COUNTY, 3), { asOf: "2025-12-10" })],
  ["a county of forty, combined schools among them", () => resultOf(manyRows(DEMO_COUNTY, 40), { asOf: "2025-12-10" })],
  ["a county of a regional plan", () => planResult("tianjin-wuqing-2020", "local")],
  ["one that misses what the plan does not ask", () => planResult("heilongjiang-sifangtai-2023", "national")],
];

describe.each(COUNTIES)("every report says the counts and amounts of %s", (_, make) => {
  let result: AuditResult;
  let figures: Figures;
  beforeAll(async () => {
    result = await make();
    figures = figuresOf(result);
  });
  const titles = [headingWord("deciding", "zh"), headingWord("notDeciding", "zh")] as const;

  test("the terminal", () => {
    expect(readText(renderTerminal(result, { lang: "zh", width: 400 }), ...titles)).toEqual(figures);
  });

  test("Markdown", () => {
    expect(readText(renderMarkdown(result, { lang: "zh" }), ...titles)).toEqual(figures);
  });

  test("HTML", async () => {
    expect(readText(plain(await renderHtml(result, { lang: "zh" })), ...titles)).toEqual(figures);
  });

  test("docx", async () => {
    const text = plain(zipPart(await renderDocx(result, { lang: "zh" }), "word/document.xml"));
    expect(readText(text, paperWord("deciding", "zh"), paperWord("notDeciding", "zh"))).toEqual(figures);
  });

  test("xlsx, and its rows have the sums of its totals", async () => {
    const { listed, ...own } = await readXlsx(await renderXlsx(result, { lang: "zh" }));
    expect(own).toEqual(figures);
    expect(listed).toEqual(figures.enough);
  });

  test("csv, with the grade of each source", () => {
    const rows = readCsv(renderCsv(result, { lang: "zh" }));
    const told = result.findings.filter(({ status }) => status === "fail" || status === "unknown");
    const failing = told.filter(({ status }) => status === "fail");
    expect(rows.filter((row) => row.判定 === "未达标")).toHaveLength(failing.length);
    expect(rows.filter((row) => row.是否影响认定 === "是")).toHaveLength(
      failing.filter(({ decides }) => decides).length,
    );
    expect(rows.map((row) => row.依据等级)).toEqual(told.map(({ citation }) => gradeText(citation.grade, "zh")));
    const sums: Record<string, number> = {};
    for (const row of rows) {
      if (row.必须补 !== "") sums[row.代码!] = rounded((sums[row.代码!] ?? 0) + Number(row.必须补));
    }
    const expected: Record<string, number> = {};
    for (const [name, amount] of Object.entries(figures.enough)) {
      const [code] = name.split(" ") as [string];
      expected[code] = rounded((expected[code] ?? 0) + amount);
    }
    expect(sums).toEqual(expected);
  });

  test("JUnit, with the grade of each source", () => {
    const xml = renderJunit(result, { lang: "zh" });
    const suites = [
      ...xml.matchAll(/<testsuite name="[^"]*" tests="\d+" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/g),
    ];
    expect(suites.map(([, ...counts]) => counts.map(Number))).toEqual(figures.parts.map(([, ...counts]) => counts));
    expect(xml.match(/是否影响认定：是/g) ?? []).toHaveLength(figures.decides);
    const amounts = [...xml.matchAll(/必须补：(?:超出 )?([\d.]+)( 万元)?/g)].map(([, amount, ten]) =>
      rounded(Number(amount) * (ten === undefined ? 1 : 10_000)),
    );
    const least = arising(result)
      .filter(({ decides }) => decides)
      .map((each) => leastOf(each, result))
      .filter((amount) => amount > 0);
    const inOrder = (list: readonly number[]): number[] => [...list].sort((left, right) => left - right);
    expect(inOrder(amounts)).toEqual(inOrder(least));
    const cited = [...xml.matchAll(/依据：.*（([^（）]*)）(?=<|$)/gm)].map(([, grade]) => grade);
    const told = result.findings.filter(({ required, status }) => required && ["fail", "unknown"].includes(status));
    expect(cited.sort()).toEqual(told.map(({ citation }) => gradeText(citation.grade, "zh")).sort());
  });
});
