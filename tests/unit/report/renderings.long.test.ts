import { beforeAll, describe, expect, test } from "vitest";
import { localSheets, withEdit } from "../../../fixtures/local-county.ts";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import type { StandardDocument } from "../../../src/model/standard.ts";
import { FORMAT_NAMES, REPORTERS, whole } from "../../../src/report/index.ts";
import { schoolBooks } from "../../../src/report/school-books.ts";
import { renderStandard, renderStandardDiff } from "../../../src/report/standard-page.ts";
import { LANGS } from "../../../src/report/wording.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";
import { resolveStandard } from "../../../src/standard/resolve.ts";
import { NINGHE } from "../standard/regions/tianjin-ninghe-2020.ts";

const NINGHE_2020 = STANDARDS["tianjin-ninghe-2020"]!;

/** The same plan, but that it calls each of its own columns and items otherwise in English. */
const renamed = (standard: StandardDocument, suffix: string): StandardDocument => ({
  ...standard,
  local: {
    ...standard.local!,
    quantities: Object.fromEntries(
      Object.entries(standard.local!.quantities).map(([key, quantity]) => [
        key,
        { ...quantity, labelEn: `${quantity.labelEn} ${suffix}` },
      ]),
    ),
  },
});

const audited = async (standard: StandardDocument): Promise<AuditResult> => {
  const sheets = localSheets(standard, NATIONAL_2017, NINGHE.figures, NINGHE.asOf);
  const short = withEdit(sheets, { subject: "数学", column: "水平等级", value: "Ⅱ" });
  const reading = await readWorkbook(await workbookBytes(short), { standard });
  return auditReading(reading, { standard, asOf: NINGHE.asOf });
};

const PLANS = [NINGHE_2020, renamed(NINGHE_2020, "as one plan says"), renamed(NINGHE_2020, "as another says")];

describe("renderings at one time", () => {
  let results: AuditResult[];
  beforeAll(async () => {
    results = await Promise.all(PLANS.map(audited));
  });

  const renderings = () =>
    FORMAT_NAMES.flatMap((format) =>
      LANGS.flatMap((lang) =>
        results.map(
          (result, plan) =>
            [
              `${format} ${lang} ${plan}`,
              // What is made in pieces is begun for all before the first piece of any is taken.
              async () => whole(await REPORTERS[format].render(result, { lang, width: 100 }), format),
            ] as const,
        ),
      ),
    );

  test("of three plans, in every format and both languages, are those of each alone", async () => {
    const together = await Promise.all(renderings().map(async ([name, render]) => [name, await render()] as const));
    const rendered = new Map<string, string | Uint8Array>(together);
    for (const [name, render] of renderings()) {
      const alone = await render();
      expect(Buffer.from(rendered.get(name)!).equals(Buffer.from(alone)), name).toBe(true);
    }
    // Unlike each other, or there would be nothing to mix.
    for (const format of ["json", "html", "xlsx"]) {
      expect(
        new Set([0, 1, 2].map((plan) => Buffer.from(rendered.get(`${format} en ${plan}`)!).toString("hex"))).size,
      ).toBe(3);
    }
  }, 120_000);

  test("say the words of their own plan, whichever was rendered before", async () => {
    const json = async (plan: number): Promise<string> =>
      String(whole(await REPORTERS.json.render(results[plan]!, { lang: "en" }), "json"));
    const [plain, one, another] = await Promise.all([json(0), json(1), json(2)]);
    expect(plain).not.toMatch(/as one plan says|as another says/);
    expect(one).toContain("as one plan says");
    expect(one).not.toContain("as another says");
    expect(another).toContain("as another says");
    expect(another).not.toContain("as one plan says");
  });

  test("of schools' books too", () => {
    const books = (plan: number) => schoolBooks(results[plan]!, "en").map(({ content }) => Buffer.from(content));
    const before = books(1);
    books(2);
    expect(books(1)).toEqual(before);
  });
});

test("a comparison of two plans says of each what it calls its own", () => {
  const [, one, another] = PLANS.map((standard) => resolveStandard(standard, { asOf: NINGHE.asOf }));
  expect(renderStandard(one!, [], "en")).not.toContain("as another says");
  const indicator = one!.indicators.findIndex((each) =>
    each.checks.some((check) => check.kind === "count" && Object.hasOwn(one!.local!.quantities, check.quantity)),
  );
  expect(indicator).toBeGreaterThanOrEqual(0);
  const page = renderStandardDiff(
    one!,
    another!,
    [
      {
        before: one!.indicators[indicator]!,
        after: another!.indicators[indicator]!,
        change: "tighter",
        differences: [],
      },
    ],
    "en",
  );
  expect(page).toContain("as one plan says");
  expect(page).toContain("as another says");
});
