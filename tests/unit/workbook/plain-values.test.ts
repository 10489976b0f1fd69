import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { QuantityKind } from "../../../src/model/quantity.ts";
import { GRADES, SCHOOL_TYPES } from "../../../src/model/school.ts";
import { columnLetters, sheetPrefix } from "../../../src/package/address.ts";
import { createFields } from "../../../src/workbook/fields.ts";
import { isPlainlyValid } from "../../../src/workbook/plain-values.ts";
import { createRowSchema, quantitySchema } from "../../../src/workbook/schemas.ts";
import { simplified } from "../../../src/workbook/simplified.ts";
import { cleanText, matchKey } from "../../../src/workbook/text.ts";
import { draws } from "../one-of.ts";

const KINDS: readonly QuantityKind[] = [
  ...(["count", "area", "money", "amount", "percent", "rate", "number", "flag", "grade", "level"] as const),
  ...(["year", "date", "text", "code", "type", "sponsor", "location"] as const),
];

const value = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    -0,
    1,
    4,
    5,
    100,
    100.5,
    1799,
    1800,
    2200,
    2201,
    -1,
    0.5,
    1 - 2 ** -53,
    2 ** 53,
    2 ** 53 - 1,
    1e308,
  ),
  fc.constantFrom<unknown>(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE),
  fc.constantFrom<unknown>(
    "",
    "x",
    "2024-06-30",
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2024-13-01",
    "2024-1-1",
    "0000-01-01",
    "2024-06-31",
    "2024-06-30T00:00:00Z",
    "public",
    "private",
    "urban",
    "town",
    "rural",
    null,
    undefined,
    3n,
    {},
  ),
  fc.constantFrom<unknown>(...GRADES, ...SCHOOL_TYPES, true, false),
  fc.integer({ min: -5, max: 2300 }),
  fc.double(),
  fc.string({ maxLength: 5 }),
);

describe("values that need no schema", () => {
  test("are taken by the schema of their kind", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), value, (kind, given) => {
        if (isPlainlyValid({ kind }, given)) expect(quantitySchema({ kind }).safeParse(given).success).toBe(true);
      }),
      { numRuns: draws(20_000) },
    );
  });

  test("are all that the schema takes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), value, (kind, given) => {
        expect(isPlainlyValid({ kind }, given)).toBe(quantitySchema({ kind }).safeParse(given).success);
      }),
      { numRuns: draws(20_000) },
    );
  });

  test("make rows that the schema of rows takes as they are", () => {
    const fields = [...createFields({}).byId.values()];
    const schema = createRowSchema(fields);
    const entries = fc.uniqueArray(fc.tuple(fc.constantFrom(...fields), value), { selector: ([field]) => field.id });
    fc.assert(
      fc.property(entries, (cells) => {
        const row = cells.filter(([field, given]) => isPlainlyValid(field.quantity, given));
        expect(schema.safeParse(Object.fromEntries(row.map(([{ id }, given]) => [id, given]))).success).toBe(true);
      }),
      { numRuns: draws(500) },
    );
  });
});

test("a plain text is cleaned into what it is cleaned into by every step", () => {
  const stepwise = (text: string): string =>
    simplified(text.normalize("NFKC"))
      .replace(/[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|_x000[Dd]_/g, "")
      .replace(/\s+/g, " ")
      .trim();
  const ascii = fc.string({ unit: "binary-ascii", maxLength: 24 });
  const spaced = fc.string({ unit: fc.constantFrom("a", "7", ".", " ", "_", "x000D", "\t", "学", "７"), maxLength: 9 });
  const ideographs = fc.string({
    unit: fc.integer({ min: 0x4dfe, max: 0xa001 }).map((code) => String.fromCharCode(code)),
    maxLength: 9,
  });
  fc.assert(
    fc.property(fc.oneof(ascii, spaced, ideographs), (text) => {
      expect(cleanText(text)).toBe(stepwise(text));
    }),
    { numRuns: draws(20_000) },
  );
});

test("a name of plain letters is compared by what every step makes of it", () => {
  const unit = fc.constantFrom("小", "学", "和", "与", "的", "及", "及以上", "a", "Z", "7", " ", "（", ")", "_", "·");
  fc.assert(
    // What cannot be seen goes away in the first step, and is no plain letter.
    fc.property(fc.string({ unit, maxLength: 9 }), (text) => {
      expect(matchKey(text)).toBe(matchKey(`${text}\u200b`));
    }),
    { numRuns: draws(20_000) },
  );
});

test("columns and sheets are named alike in any order of asking", () => {
  expect([16_384, 1, 703, 702, 28, 27, 26, 0].map(columnLetters).join(" ")).toBe("XFD A AAA ZZ AB AA Z ");
  expect(["学校", "学校 1", "学校", "", "A1"].map(sheetPrefix).join(" ")).toBe("学校! '学校 1'! 学校! ''! 'A1'!");
});
