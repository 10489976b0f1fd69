import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { BASIC_COUNTY } from "../../fixtures/basic-county.ts";
import type { CountyRows } from "../../fixtures/county-rows.ts";
import { allPass, countyOf, everyType, threeSchools, unfilled } from "../../fixtures/generated.ts";
import { planCounties } from "../../fixtures/plan-counties.ts";
import { rawWorkbook, workbookBytes } from "../../fixtures/sheets.ts";
import { nativeSheets } from "../../fixtures/write-native.ts";
import { auditReading } from "../../src/audit-workbook.ts";
import { readWorkbook } from "../../src/county-workbook.ts";
import type { ResultJson } from "../../src/model/report.ts";
import type { AuditResult } from "../../src/model/result.ts";
import type { Stage } from "../../src/model/school.ts";
import { openRawWorkbook, readRawWorkbook } from "../../src/package/read.ts";
import { renderJson } from "../../src/report/json.ts";
import { standardOf } from "../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../src/standard/national.ts";
import { interpretWorkbook } from "./workbook/shared-dictionaries.ts";

/** The figures of fixtures/README.md were worked out without the product; here the product is held to them. */

const path = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

interface Table {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const tablesOf = (markdown: string): Table[] => {
  const tables: { heading: string; columns: string[]; rows: string[][] }[] = [];
  let heading = "";
  let inTable = false;
  for (const line of markdown.split("\n")) {
    const title = /^#+ (.*)$/.exec(line)?.[1];
    if (title !== undefined) heading = title;
    if (!line.startsWith("|")) {
      inTable = false;
      continue;
    }
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (!inTable) tables.push({ heading, columns: cells, rows: [] });
    else if (!cells.every((cell) => /^-+$/.test(cell))) tables.at(-1)!.rows.push(cells);
    inTable = true;
  }
  return tables;
};

const TABLES = tablesOf(readFileSync(path("README.md"), "utf8"));

/** Rows of the table under a heading, as records by column; the first column tells tables of one heading apart. */
const rowsUnder = (heading: string, firstColumn: string, nth = 0): Record<string, string>[] => {
  const found = TABLES.filter((table) => table.heading.startsWith(heading) && table.columns[0] === firstColumn)[nth];
  if (found === undefined) throw new Error(`README.md has no table “${firstColumn} …” under “${heading}”`);
  return found.rows.map((row) => Object.fromEntries(found.columns.map((column, index) => [column, row[index] ?? ""])));
};

const STAGE: Readonly<Record<string, Stage>> = { 小学: "primary", 初中: "juniorSecondary" };
const STATUS: Readonly<Record<string, string>> = { 达标: "pass", 未达标: "fail" };

/** Equal to the digits that are printed. */
const expectPrinted = (actual: number | null | undefined, printed: string, what: string): void => {
  const plain = printed.replaceAll(" ", "");
  const decimals = plain.split(".")[1]?.length ?? 0;
  expect(actual, what).toBeTypeOf("number");
  expect(Math.abs(actual! - Number(plain)), `${what}: ${actual} is not ${printed}`).toBeLessThanOrEqual(
    0.5 * 10 ** -decimals + 1e-12,
  );
};

const audit = async (county: CountyRows, asOf?: string): Promise<AuditResult> => {
  return auditReading(interpretWorkbook(rawWorkbook(nativeSheets(county))), {
    standard: NATIONAL_2017,
    ...(asOf === undefined ? {} : { asOf }),
  });
};

const describeProblem = (
  problem: Pick<ResultJson["problems"][number], "severity" | "code" | "sheet" | "cell" | "found">,
): string => `${problem.severity} ${problem.code} ${problem.sheet}!${problem.cell ?? ""} ${problem.found ?? ""}`;

describe("the demo county", () => {
  let result: ResultJson;
  beforeAll(async () => {
    const raw = await openRawWorkbook(path("demo-county.xlsx"));
    const audited = auditReading(interpretWorkbook(raw), { standard: NATIONAL_2017 });
    result = JSON.parse([...renderJson(audited, { lang: "zh" })].join(""));
  });

  const find = (
    code: string,
    school: string | null,
    stage: Stage | null,
    check?: string,
  ): ResultJson["findings"][number] | undefined =>
    result.findings.find(
      (finding) =>
        finding.indicator.code === code &&
        (school === null ? finding.subject.kind === "county" : finding.subject.name === school) &&
        finding.subject.stage === stage &&
        (check === undefined || finding.check === check),
    );

  test("has no data problem that sets a value aside, and no more than two to look at", () => {
    const problems = result.problems.map(describeProblem);
    expect(problems.filter((text) => text.startsWith("error"))).toEqual([]);
    expect(problems.length, problems.join("\n")).toBeLessThanOrEqual(2);
    expect(result.source.county).toBe("云溪县");
    expect(result.source.reading?.unmatched).toEqual([]);
  });

  test("has the verdict and the reasons of the README, in that order", () => {
    expect(result.verdict).toBe("fail");
    expect(result.standard.asOf).toBe("2025-12-10");
    expect(result.reasons.map(({ code, status, kind }) => [kind === "quorum" ? "quorum" : code, status])).toEqual(
      rowsUnder("Verdict", "code").map((row) => [row.code, row.status]),
    );
  });

  test("counts the required findings of each part as the README does", () => {
    for (const row of rowsUnder("Verdict", "part")) {
      const { part, ...counts } = row;
      expect(result.summary.parts[part as keyof typeof result.summary.parts], part).toEqual(
        Object.fromEntries(Object.entries(counts).map(([status, count]) => [status, Number(count)])),
      );
    }
    expect(result.summary.units).toEqual({ total: 27, pass: 25, fail: 2, unknown: 0, excluded: 0 });
  });

  test("has each unit's seven values and its 综合 status", () => {
    const rows = rowsUnder("Values of every unit", "school");
    expect(rows).toHaveLength(27);
    for (const row of rows) {
      const stage = STAGE[row.stage!]!;
      for (let index = 1; index <= 7; index++) {
        const finding = find(`R${index}`, row.school!, stage, "ratio");
        expectPrinted(finding?.value, row[`R${index}`]!, `${row.school} ${row.stage} R${index}`);
      }
      expect(find("R1–R7", row.school!, stage)?.status, `${row.school} ${row.stage}`).toBe(STATUS[row.综合!]);
    }
  });

  test.each([
    ["An ordinary primary school", "云溪县城关小学", "primary"],
    ["An ordinary junior school", "云溪县第一初级中学", "juniorSecondary"],
  ] as const)("%s: to six decimals", (heading, school, stage) => {
    const rows = rowsUnder(heading, "code");
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      const finding = find(row.code!, school, stage, "ratio");
      expectPrinted(finding?.value, row.value!, `${school} ${row.code}`);
      expect(finding?.bound?.value).toBe(Number(row.requirement));
      expect(finding?.status).toBe("pass");
    }
  });

  test("splits the nine-year school's rooms, venues, equipment and multimedia rooms", () => {
    const school = "北岭九年一贯制学校";
    for (const row of rowsUnder("The nine-year school", "code")) {
      for (const [stage, part, perPupil, share] of [
        ["primary", row["primary part"], row["primary per pupil"], 198 / 402.6],
        ["juniorSecondary", row["junior part"], row["junior per pupil"], 204.6 / 402.6],
      ] as const) {
        const finding = find(row.code!, school, stage, "ratio");
        expectPrinted(finding?.value, perPupil!, `${row.code} ${stage} per pupil`);
        expectPrinted(finding?.working.split?.part, part!, `${row.code} ${stage} part`);
        expectPrinted(finding?.working.split?.whole, row["whole school"]!.split("= ").at(-1)!, `${row.code} whole`);
        expect(finding?.working.split?.share).toBeCloseTo(share, 12);
        expect(finding?.working.split?.parts.map(({ weight, pupils }) => [weight, pupils])).toEqual([
          [1, 198],
          [1.1, 186],
        ]);
      }
    }
    expect(find("R1", school, "primary", "ratio")?.working.split).toBeNull();
  });

  test("has each spread with its mean, deviation, limit and the other formulas", () => {
    const rows = rowsUnder("Spreads", "code");
    expect(rows).toHaveLength(14);
    for (const row of rows) {
      const name = `${row.code} ${row.stage}`;
      const entry = result.dispersion.find(({ code, stage }) => code === row.code && stage === STAGE[row.stage!]);
      expect(entry?.units, name).toBe(Number(row.units));
      expectPrinted(entry?.mean, row.X̄!, `${name} mean`);
      expectPrinted(entry?.standardDeviation, row.S!, `${name} S`);
      expectPrinted(entry?.cv, row.CV!, `${name} CV`);
      expect(entry?.limit, name).toBe(Number(row.limit));
      expect(entry?.status, name).toBe(STATUS[row.综合!]);
      expectPrinted(entry?.alternatives.unweighted, row.unweighted!, `${name} unweighted`);
      expectPrinted(entry?.alternatives.sample, row.sample!, `${name} sample`);
      const others = [row.unweighted!, row.sample!].map((cv) => (Number(cv) <= Number(row.limit) ? "pass" : "fail"));
      expect(entry?.formulaSensitive, name).toBe(others.some((status) => status !== entry?.status));
    }
    expectPrinted(result.composite.primary, "0.218325", "综合 primary");
    expectPrinted(result.composite.juniorSecondary, "0.156093", "综合 junior");
  });

  test.each([
    ["R5 at primary", "R5", "primary"],
    ["R1 at junior", "R1", "juniorSecondary"],
  ] as const)("%s: each unit's part in the spread", (heading, code, stage) => {
    const rows = rowsUnder(heading, "school");
    const sum = rows.reduce((total, row) => total + Number(row["Pᵢ (Xᵢ − X̄)²"]), 0);
    const entry = result.dispersion.find((each) => each.code === code && each.stage === stage);
    expect(entry?.influence.map(({ name }) => name)).toEqual(rows.map((row) => row.school));
    for (const [index, row] of rows.entries()) {
      const unit = entry!.influence[index]!;
      expect(unit.pupils).toBe(Number(row.Pᵢ));
      expectPrinted(unit.value, row.Xᵢ!, `${row.school} value`);
      expect(unit.share).toBeCloseTo(Number(row["Pᵢ (Xᵢ − X̄)²"]) / sum, 8);
    }
  });

  test("fails the findings of schools that the README lists, and no others", () => {
    const rows = rowsUnder("Findings that fail", "code");
    const key = (code: string, school: string, stage: Stage | null) => `${code} ${school} ${stage ?? ""}`;
    const failing = result.findings.filter(({ status, subject }) => status === "fail" && subject.kind === "school");
    expect(failing.map(({ indicator, subject }) => key(indicator.code, subject.name!, subject.stage)).sort()).toEqual(
      rows.map((row) => key(row.code!, row.school!, STAGE[row.stage!] ?? null)).sort(),
    );
    for (const row of rows) {
      const name = `${row.code} ${row.school}`;
      const finding = failing.find(
        ({ indicator, subject }) =>
          indicator.code === row.code && subject.name === row.school && subject.stage === (STAGE[row.stage!] ?? null),
      )!;
      expect(finding.required, name).toBe(row.decides === "yes");
      if (row.value === "") continue;
      expectPrinted(finding.value, row.value!, name);
      expect(finding.bound?.value, name).toBe(Number(row.requirement));
      expect(finding.gap?.amount, name).toBe(Number(row.gap));
    }
    expect(find("R6", "云溪县云河路小学", "primary")?.gap?.toFloor).toBe(21_000);
    expect(find("R4", "云溪县城西小学", "primary")).toMatchObject({ reachesFloor: true, gap: { toFloor: 0 } });
  });

  test("leaves unknown only what rests on the expired document", () => {
    const unknown = result.findings.filter(({ status }) => status === "unknown");
    expect(new Set(unknown.map(({ indicator }) => indicator.code))).toEqual(new Set(["G15"]));
    expect(unknown.find(({ check }) => check === "attestation")).toMatchObject({
      reasonCode: "attestation-expired",
      reason: expect.stringContaining("2025-08-14"),
    });
  });

  test("has the county items of the README", () => {
    for (const row of rowsUnder("County items", "code")) {
      const [code, part] = row.code!.split(" ");
      const stage = part === "primary" ? "primary" : part === "junior" ? "juniorSecondary" : null;
      const values = result.findings
        .filter(({ indicator, subject }) => indicator.code === code && (stage === null || subject.stage === stage))
        .map(({ value }) => value);
      const decimals = row.value!.split(".")[1]?.length ?? 0;
      expect(
        values.map((value) => (value === null ? null : Number(value.toFixed(decimals)))),
        row.code,
      ).toContain(Number(row.value));
    }
  });
});

describe("generated counties", () => {
  const brief = (result: AuditResult) => ({
    verdict: result.verdict,
    reasons: result.reasons.map(({ code }) => code),
    problems: result.problems.map(describeProblem),
  });
  const sound = { verdict: "pass", reasons: [], problems: [] };

  test("passes where everything is sound", async () => {
    expect(brief(await audit(allPass()))).toEqual(sound);
    expect(brief(await audit(threeSchools()))).toEqual(sound);
  });

  test("passes with every school type, and lists who is outside R1 to R7", async () => {
    const result = await audit(everyType());
    expect(brief(result)).toEqual(sound);
    expect(result.excluded.map(({ school, reason }) => [school.name, reason])).toEqual([
      ["下河教学点", "small-teaching-point"],
      ["百川县高级中学", "type"],
      ["百川县特殊教育学校", "type"],
      ["百川县专门学校", "type"],
      ["百川县职业学校", "type"],
    ]);
    expect(result.summary.units).toMatchObject({ total: 8, pass: 8 });
  });

  test("concludes nothing from an unfilled template", async () => {
    const result = await audit(unfilled("2025-12-10"));
    expect(result.verdict).toBe("unknown");
    expect(result.findings.filter(({ status }) => status === "fail")).toEqual([]);
  });

  test("audits a county of 300 schools without a data problem", async () => {
    const result = await audit(countyOf(300));
    expect(result.verdict).toBe("fail");
    expect(result.problems.map(describeProblem).filter((text) => text.startsWith("error"))).toEqual([]);
    expect(result.summary.units.fail).toBeGreaterThan(0);
    expect(result.summary.units.unknown).toBe(0);
  });
});

test("basic-county.xlsx is what its rows in code say", async () => {
  const committed = await openRawWorkbook(path("basic-county.xlsx"));
  const bytes = Buffer.from(await workbookBytes(nativeSheets(BASIC_COUNTY)));
  expect(committed.sheets).toEqual((await readRawWorkbook(bytes, { file: "basic-county.xlsx" })).sheets);
});

describe.each(planCounties().map((county) => [county.file, county] as const))(
  "%s",
  (file, { plan, misses, sheets }) => {
    test("is what its rows in code say", async () => {
      const committed = await openRawWorkbook(path(file));
      const written = await readRawWorkbook(Buffer.from(await workbookBytes(sheets)), { file });
      expect(committed.sheets).toEqual(written.sheets);
    });

    test(`misses the ${misses} standard and meets the other`, async () => {
      const standard = standardOf(plan);
      const result = auditReading(await readWorkbook(path(file), { standard }), { standard });
      expect(result.problems).toEqual([]);
      expect(result.verdict).toBe(misses === "local" ? "fail" : "pass");
      expect(result.national?.verdict).toBe(misses === "national" ? "fail" : "pass");
    });
  },
);
