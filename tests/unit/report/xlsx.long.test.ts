import type { Workbook, Worksheet } from "exceljs";
import { describe, expect, test } from "vitest";
import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { statusWord } from "../../../src/report/wording.ts";
import { cellText, lineCount, looksLikeFormula } from "../../../src/report/xlsx/text.ts";
import { renderXlsx } from "../../../src/report/xlsx.ts";
import { blankRows, manyRows, PROBLEMS, resultOf } from "./audited-counties.ts";
import { load, membersOf, shownValue } from "./recalculation.ts";

const SHEETS_ZH = [
  "结论",
  "学校达标矩阵",
  "差距清单",
  "差异系数",
  "县级指标",
  "一票否决",
  "数据问题",
  "依据",
  "数据",
  "运行信息",
];
const SHEETS_EN = [
  "Verdict",
  "School matrix",
  "Gap ledger",
  "Dispersion",
  "County items",
  "Vetoes",
  "Data problems",
  "Sources",
  "Figures",
  "Run",
];

const AS_OF = "2025-12-31";
const DEMO = resultOf(DEMO_COUNTY, { asOf: AS_OF, problems: PROBLEMS });
const demo = (): AuditResult => DEMO;

const files = { zh: new Map<AuditResult, Promise<Uint8Array>>(), en: new Map<AuditResult, Promise<Uint8Array>>() };
const written = (result: AuditResult, lang: "zh" | "en" = "zh"): Promise<Uint8Array> => {
  const bytes = files[lang].get(result) ?? renderXlsx(result, { lang });
  files[lang].set(result, bytes);
  return bytes;
};
const books = { zh: new Map<AuditResult, Promise<Workbook>>(), en: new Map<AuditResult, Promise<Workbook>>() };
/** The report of a result, written and read once; tests only look at it. */
const rendered = (result: AuditResult, lang: "zh" | "en" = "zh"): Promise<Workbook> => {
  const book = books[lang].get(result) ?? written(result, lang).then(load);
  books[lang].set(result, book);
  return book;
};

const shown = (sheet: Worksheet, row: number, column: number): unknown => shownValue(sheet.getCell(row, column));
const rowTexts = (sheet: Worksheet, row: number): unknown[] => {
  const texts: unknown[] = [];
  for (let column = 1; column <= sheet.columnCount; column++) texts.push(shown(sheet, row, column));
  return texts;
};
const columnTexts = (sheet: Worksheet, column: number, from: number, to: number): unknown[] =>
  Array.from({ length: to - from + 1 }, (_, index) => shown(sheet, from + index, column));
const findRow = (sheet: Worksheet, matches: (texts: unknown[]) => boolean): number => {
  for (let row = 1; row <= sheet.rowCount; row++) if (matches(rowTexts(sheet, row))) return row;
  throw new Error(`no such row on ${sheet.name}`);
};
const everyCell = (book: Workbook, look: (sheet: Worksheet, value: unknown, address: string) => void): void => {
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        look(sheet, cell.value, cell.address);
      });
    });
  }
};

const COUNTIES: readonly (readonly [name: string, rows: CountyRows])[] = [
  ["the demo county", DEMO_COUNTY],
  ["a county of three schools", manyRows(DEMO_COUNTY, 3)],
  ["a county where all is well", manyRows(DEMO_COUNTY, 12, () => 1.3)],
  ["a county where all is blank", blankRows(DEMO_COUNTY)],
  ["a county without schools", { ...DEMO_COUNTY, schools: [] }],
];

describe.each(COUNTIES)("%s", (_, rows) => {
  const result = resultOf(rows, { asOf: AS_OF });

  test.each([
    ["zh", SHEETS_ZH],
    ["en", SHEETS_EN],
  ] as const)("has the sheets in order, in %s", async (lang, sheets) => {
    const book = await rendered(result, lang);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(sheets);
  });

  test("holds only text, finite numbers, links and formulas with a result", async () => {
    everyCell(await rendered(result), (sheet, value, address) => {
      const where = `${sheet.name}!${address}`;
      if (typeof value === "number") expect(Number.isFinite(value), where).toBe(true);
      else if (value !== null && typeof value === "object") {
        if ("formula" in value) expect(value.formula, where).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
        else throw new Error(`${where} holds ${JSON.stringify(value)}`);
      } else if (value !== null) expect(typeof value, where).toBe("string");
    });
  });

  test("is the same file each time", async () => {
    const once = await written(result);
    const again = await renderXlsx(result, { lang: "zh" });
    expect(Buffer.compare(Buffer.from(once), Buffer.from(again))).toBe(0);
  });

  test("prints on A4, every sheet within its area, with page numbers; upright what is narrow and long", async () => {
    for (const sheet of (await rendered(result)).worksheets) {
      const orientation = ["结论", "数据问题"].includes(sheet.name) ? "portrait" : "landscape";
      expect(sheet.pageSetup, sheet.name).toMatchObject({ paperSize: 9, orientation, fitToWidth: 1 });
      expect(sheet.pageSetup.printArea, sheet.name).toMatch(/^A\d+:[A-Z]+\d+$/);
      expect(sheet.headerFooter.oddFooter, sheet.name).toContain("&P / &N");
    }
  });

  test("says the verdict and the counts of the summary", async () => {
    const sheet = (await rendered(result)).getWorksheet("结论")!;
    expect(shown(sheet, 4, 1)).toBe(statusWord(result.verdict, "zh"));
    const { summary } = result;
    const parts = [
      ["资源配置", summary.parts.resource],
      ["政府保障程度", summary.parts.guarantee],
      ["教育质量", summary.parts.quality],
      ["社会认可度", summary.parts.recognition],
      ["一票否决", summary.parts.veto],
    ] as const;
    for (const [name, count] of parts) {
      const row = findRow(sheet, (texts) => texts[0] === name);
      expect(rowTexts(sheet, row).slice(2, 6), name).toEqual([
        count.pass,
        count.fail,
        count.unknown,
        count.notApplicable,
      ]);
    }
  });

  test("has a row for each unit, each spread, each veto and each shortfall", async () => {
    const book = await rendered(result);
    const matrix = book.getWorksheet("学校达标矩阵")!;
    for (const finding of result.findings.filter((each) => each.check === "quorum")) {
      const stage = finding.subject.stage === "primary" ? "小学" : "初中";
      const row = findRow(matrix, (texts) => texts[0] === finding.subject.name && texts[1] === stage);
      const texts = rowTexts(matrix, row);
      expect(texts[2]).toBe(statusWord(finding.status, "zh"));
      const ratios = result.findings.filter(
        (each) =>
          each.check === "ratio" &&
          each.subject.id === finding.subject.id &&
          each.subject.stage === finding.subject.stage,
      );
      expect(ratios).toHaveLength(7);
      ratios.forEach((ratio, index) => {
        const word = ratio.status === "fail" && ratio.reachesFloor ? "85%以上" : statusWord(ratio.status, "zh");
        expect(texts[4 + index]).toBe(ratio.value ?? word);
        expect(texts[14 + index]).toBe(word);
      });
    }
    // The worst first: what fails, what is open, what is met.
    const together = result.summary.units.total === 0 ? [] : columnTexts(matrix, 3, 9, 8 + result.summary.units.total);
    const order = ["未达标", "无法判定", "达标", "不适用"];
    const places = together.map((word) => order.indexOf(String(word)));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    const spread = book.getWorksheet("差异系数")!;
    result.dispersion.forEach((entry, index) => {
      expect(rowTexts(spread, 4 + index).slice(2, 9)).toEqual([
        entry.units,
        entry.known,
        entry.mean ?? "—",
        entry.standardDeviation ?? "—",
        entry.cv ?? "—",
        entry.limit,
        statusWord(entry.status, "zh"),
      ]);
    });
    const ledger = book.getWorksheet("差距清单")!;
    const short = result.findings.filter(
      (each) => each.status === "fail" && each.check !== "quorum" && each.check !== "rollup",
    );
    const codes = short.map((each) => each.indicator.code).sort();
    const written = Array.from({ length: short.length }, (_, index) => shown(ledger, 5 + index, 3)).sort();
    expect(written).toEqual(codes);
    const vetoes = book.getWorksheet("一票否决")!;
    expect(Array.from({ length: 7 }, (_, index) => shown(vetoes, 3 + index, 1))).toEqual([
      "S1",
      "V1",
      "V2",
      "V3",
      "V4",
      "V5",
      "V6",
    ]);
  });
});

test("public recognition stands among the vetoes with its value, and counts in its own part alone", async () => {
  for (const [satisfied, word] of [
    [849, "未达标"],
    [850, "达标"],
    [null, "无法判定"],
  ] as const) {
    const items = { ...DEMO_COUNTY.items, satisfied, surveyed: 1000 };
    const result = resultOf({ ...DEMO_COUNTY, items }, { asOf: AS_OF });
    const book = await rendered(result);
    const vetoes = book.getWorksheet("一票否决")!;
    expect([shown(vetoes, 3, 1), shown(vetoes, 3, 5)]).toEqual(["S1", word]);
    expect(shown(vetoes, 3, 3)).toBe(satisfied === null ? "—" : satisfied / 10);
    expect(vetoes.getCell(3, 5).formula).toContain("数据");
    const verdict = book.getWorksheet("结论")!;
    const row = findRow(verdict, (texts) => texts[0] === "一票否决");
    expect(verdict.getCell(row, 3).formula).toContain("'一票否决'!$E$4:$E$9");
    expect(rowTexts(verdict, row)[2]).toBe(result.summary.parts.veto.pass);
  }
});

test("every formula has a saved result, 0 too", async () => {
  const sheets = membersOf(await written(demo())).flatMap(({ name, text }) =>
    name.startsWith("xl/worksheets/sheet") ? [text] : [],
  );
  expect(sheets).toHaveLength(10);
  const formulas = sheets.flatMap((part) => part.match(/<f>.*?<\/c>/g) ?? []);
  expect(formulas.length).toBeGreaterThan(3000);
  expect(formulas.filter((formula) => !/<\/f><v/.test(formula))).toEqual([]);
  expect(formulas.filter((formula) => formula.endsWith("<v>0</v></c>")).length).toBeGreaterThan(0);
});

test("formulas use only functions that Excel 2013, WPS and LibreOffice have", async () => {
  const used = new Set<string>();
  everyCell(await rendered(demo()), (_, value) => {
    if (value !== null && typeof value === "object" && "formula" in value) {
      const formula = String(value.formula).replace(/"[^"]*"|'[^']*'/g, "");
      expect(formula.length).toBeLessThan(8192);
      for (const [name] of formula.matchAll(/[A-Z]+(?=\()/g)) used.add(name);
    }
  });
  expect([...used].sort()).toEqual([
    "ABS",
    "AND",
    "AVERAGE",
    "COUNT",
    "COUNTIF",
    "COUNTIFS",
    "HYPERLINK",
    "IF",
    "IFERROR",
    "INT",
    "ISERROR",
    "ISLOGICAL",
    "ISNUMBER",
    "MATCH",
    "MAX",
    "N",
    "NOT",
    "OR",
    "ROUNDUP",
    "ROWS",
    "SQRT",
    "STDEV",
    "STDEVP",
    "SUM",
    "SUMPRODUCT",
  ]);
});

describe("the frame of the sheets", () => {
  test("freezes the titles and filters exactly the rows", async () => {
    const result = demo();
    const book = await rendered(result);
    const units = result.summary.units.total;
    const matrix = book.getWorksheet("学校达标矩阵")!;
    expect(matrix.views[0]).toMatchObject({ state: "frozen", xSplit: 3, ySplit: 8 });
    expect(matrix.autoFilter).toBe(`A8:U${8 + units}`);
    expect(matrix.pageSetup.printArea).toBe(`A1:N${8 + units}`);
    expect(matrix.pageSetup.printTitlesRow).toBe("7:8");
    const spread = book.getWorksheet("差异系数")!;
    // The table of the schools' parts is for the screen, as the sheet of figures is.
    const influence = findRow(spread, (texts) => texts[0] === "各校对差异的影响");
    expect(Number(/\d+$/.exec(spread.pageSetup.printArea!)![0])).toBe(influence - 2);
    expect(book.getWorksheet("数据")!.pageSetup.printArea).toMatch(/^A1:[A-Z]+2$/);
    const ledger = book.getWorksheet("差距清单")!;
    expect(ledger.views[0]).toMatchObject({ state: "frozen", ySplit: 4 });
    expect(ledger.autoFilter).toBe("A4:U13");
    const problems = book.getWorksheet("数据问题")!;
    expect(problems.autoFilter).toBe("A2:H4");
    expect(book.getWorksheet("结论")!.pageSetup).toMatchObject({ fitToHeight: 1 });
  });

  test("offers the choices of the ledger and starts with the first", async () => {
    const ledger = (await rendered(demo())).getWorksheet("差距清单")!;
    expect(ledger.getCell("T5").dataValidation).toMatchObject({ type: "list", formulae: ['"未开始,进行中,已完成"'] });
    expect(ledger.getCell("U13").dataValidation).toMatchObject({ type: "list", formulae: ['"是,否"'] });
    expect(ledger.getCell("U14").dataValidation).toBeUndefined();
    expect([shown(ledger, 5, 20), shown(ledger, 5, 21)]).toEqual(["未开始", "否"]);
  });

  test("links a school to its shortfalls and back", async () => {
    const book = await rendered(demo());
    const matrix = book.getWorksheet("学校达标矩阵")!;
    const ledger = book.getWorksheet("差距清单")!;
    const row = findRow(matrix, (texts) => texts[0] === "云溪县第二实验小学");
    const at = findRow(ledger, (texts) => texts[0] === "云溪县第二实验小学");
    expect(matrix.getCell(row, 14).formula).toBe(
      `IFERROR(HYPERLINK("#'差距清单'!A"&MATCH($A${row},'差距清单'!$A:$A,0),"查看"),"查看")`,
    );
    expect(shown(matrix, row, 14)).toBe("查看");
    expect(ledger.getCell(at, 3).formula).toBe(
      `IFERROR(HYPERLINK("#'学校达标矩阵'!A"&MATCH($A${at},'学校达标矩阵'!$A:$A,0),"R7"),"R7")`,
    );
    const spread = findRow(ledger, (texts) => texts[2] === "R5");
    expect(ledger.getCell(spread, 3).formula).toBe(`HYPERLINK("#'差异系数'!A12","R5")`);
  });

  test("says each status by a word and by a colour", async () => {
    const matrix = (await rendered(demo())).getWorksheet("学校达标矩阵")!;
    const fills = new Map<unknown, Set<string>>();
    for (let row = 9; row <= matrix.rowCount; row++) {
      for (let column = 5; column <= 11; column++) {
        const word = matrix.getCell(row, column + 10).text;
        const argb = (matrix.getCell(row, column).fill as { fgColor?: { argb?: string } }).fgColor?.argb ?? "";
        fills.set(word, (fills.get(word) ?? new Set()).add(argb));
      }
    }
    expect(matrix.getColumn(14).hidden).toBe(false);
    expect([15, 21].map((column) => matrix.getColumn(column).hidden)).toEqual([true, true]);
    expect([...fills.values()].every((colours) => colours.size === 1)).toBe(true);
    expect(new Set([...fills.values()].flatMap((colours) => [...colours])).size).toBe(fills.size);
  });

  test("shows as many decimals as it takes not to contradict the word", async () => {
    const school = DEMO_COUNTY.schools[0]!;
    const rows: CountyRows = {
      ...DEMO_COUNTY,
      schools: [
        {
          ...school,
          stages: { primary: { ...school.stages.primary, pupils: 1000 } },
          // 4.4999 ㎡ each: printed with two decimals it would be 4.50.
          values: { ...school.values, teachingArea: 4499.9, indoorSportsArea: 0 },
        },
      ],
    };
    const matrix = (await rendered(resultOf(rows, { asOf: AS_OF }))).getWorksheet("学校达标矩阵")!;
    expect(matrix.getCell("R9").text).toBe("85%以上");
    expect(matrix.getCell("H9").numFmt).toBe("#,##0.0000");
  });
});

describe("a combined school short at both stages", () => {
  test("is to add the larger amount once", async () => {
    const [school] = manyRows(DEMO_COUNTY, 4, () => 1).schools.slice(3);
    const rows: CountyRows = {
      ...DEMO_COUNTY,
      schools: [{ ...school!, values: { ...school!.values, equipmentValue: 100_000 } }],
    };
    const result = resultOf(rows, { asOf: AS_OF });
    const short = result.findings.filter((each) => each.check === "ratio" && each.indicator.code === "R6");
    expect(short.map((each) => each.status)).toEqual(["fail", "fail"]);
    const ledger = (await rendered(result)).getWorksheet("差距清单")!;
    const amounts = short.map((each) => each.gap!.amount);
    const [first, second] = [1, 2].map((nth) => {
      let seen = 0;
      return rowTexts(
        ledger,
        findRow(ledger, (texts) => texts[2] === "R6" && ++seen === nth),
      );
    });
    const numbers = (column: number): unknown[] =>
      [first![column], second![column]].filter((each) => typeof each === "number").sort();
    expect(numbers(6)).toEqual([...amounts].sort());
    const needed = result.findings.flatMap(({ enough }) =>
      enough?.kind === "set" ? enough.additions.filter(({ indicator }) => indicator.code === "R6") : [],
    );
    expect(needed.map(({ to }) => to)).toEqual(["floor", "floor"]);
    expect(numbers(8)).toEqual([Math.max(...needed.map(({ amount }) => amount))]);
    expect(numbers(9)).toEqual([Math.max(...amounts)]);
    expect([first![12], second![12]].join()).toContain("较大");
  });
});

test("shows what only some audits have: national verdict, waivers, milestones, claims, exclusions", async () => {
  const plain = resultOf(
    {
      ...DEMO_COUNTY,
      schools: [
        ...DEMO_COUNTY.schools,
        { ...DEMO_COUNTY.schools[0]!, code: "9", name: "职业学校", type: "vocational", stages: {} },
      ],
    },
    { asOf: AS_OF },
  );
  const { citation } = plain.standard;
  const waived = { reason: "校舍在建", approver: "县教育局", granted: "2025-01-01", expires: "2026-12-31" };
  const result: AuditResult = {
    ...plain,
    national: { verdict: "unknown", reasons: [] },
    findings: plain.findings.map((each) =>
      each.indicator.code === "R6" && each.status === "fail" ? { ...each, waived } : each,
    ),
    summary: { ...plain.summary, waived: 1 },
    milestones: [
      {
        id: "venues",
        name: { zh: "体育场馆", en: "Venues" },
        unit: "㎡",
        year: 2021,
        due: "2021-12-31",
        planned: 2.022,
        done: null,
        plannedInYear: 2.022,
        doneInYear: null,
        cell: null,
        status: "unknown",
        citation,
      },
    ],
    reconciliation: [
      {
        claim: "小学差异系数",
        cell: "表Ⅲ!C5",
        claimed: 0.489,
        computed: 0.515257,
        agrees: false,
        explainedBy: "unweighted",
      },
    ],
  };
  const book = await rendered(result);
  const verdict = book.getWorksheet("结论")!;
  expect(rowTexts(verdict, 5).slice(0, 3)).toContain("无法判定");
  expect(
    rowTexts(
      verdict,
      findRow(verdict, (texts) => texts[0] === "资源配置"),
    )[3],
  ).toBe(result.summary.parts.resource.fail);
  const ledger = book.getWorksheet("差距清单")!;
  expect(
    String(
      rowTexts(
        ledger,
        findRow(ledger, (texts) => texts[2] === "R6"),
      )[12],
    ),
  ).toContain("校舍在建");
  const county = book.getWorksheet("县级指标")!;
  findRow(county, (texts) => texts[0] === "体育场馆");
  expect(
    rowTexts(
      county,
      findRow(county, (texts) => texts[0] === "小学差异系数"),
    ),
  ).toContain("0.515257");
  const matrix = book.getWorksheet("学校达标矩阵")!;
  const units = result.summary.units.total;
  expect(shown(matrix, 8 + units + 4, 1)).toBe("职业学校");
  expect(matrix.autoFilter).toBe(`A8:U${8 + units}`);
  expect(matrix.pageSetup.printArea).toBe(`A1:N${8 + units + 4}`);
});

const HOSTILE = [
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "＝1+1",
  "'quoted",
  "_x0041_ school",
  "\u0000\u0007\ufffe\uffff校",
  "\ud800半\udc00",
  "<script>&amp;]]>",
  "\u202eabc",
  "a\nb",
  "校".repeat(400),
];

describe("foreign text", () => {
  const rows = (name: string): CountyRows => ({
    ...DEMO_COUNTY,
    profile: { ...DEMO_COUNTY.profile, countyName: name },
    schools: DEMO_COUNTY.schools.slice(0, 2).map((school) => ({ ...school, name, code: name })),
  });

  test.each(HOSTILE)("%j stays text", async (name) => {
    const problems = PROBLEMS.map((problem) => ({ ...problem, school: name, found: name }));
    const bytes = await renderXlsx(resultOf(rows(name), { asOf: AS_OF, problems }), { lang: "zh" });
    const book = await load(bytes);
    const matrix = book.getWorksheet("学校达标矩阵")!;
    const cell = matrix.getCell("A9");
    expect(typeof cell.value).toBe("string");
    expect(cell.value).toBe(cellText(name).replaceAll("_x005F_", "_"));
    if (looksLikeFormula(cellText(name))) expect(cell.numFmt).toBe("@");
    everyCell(book, (sheet, value, address) => {
      if (value !== null && typeof value === "object" && "formula" in value) {
        expect(value.formula, `${sheet.name}!${address}`).not.toContain("cmd");
        expect(value.formula, `${sheet.name}!${address}`).not.toContain("SUM(A1)");
      }
    });
  });

  test("is cut at the longest that a cell may hold", () => {
    expect(cellText("校".repeat(40_000))).toHaveLength(32_767);
    expect(cellText(`${"a".repeat(32_765)}😀😀`)).toBe(`${"a".repeat(32_765)}…`);
  });

  test("knows how many lines Chinese text takes", () => {
    expect(lineCount("一二三四五六七八九十", 12.2)).toBe(2);
    expect(lineCount("abc\ndef", 20)).toBe(2);
  });
});
