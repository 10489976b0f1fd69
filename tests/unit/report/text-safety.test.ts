import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { displayWidth, elided, padded, safeText, wrapped } from "../../../src/report/text-safety.ts";
import { draws } from "../one-of.ts";
import { hostileText, UNSAFE } from "./hostile.ts";

test.each([
  ["escape", "a\u001b[31mb", "a␛[31mb"],
  ["line feed and tab", "a\n\tb", "a␊␉b"],
  ["delete", "a\u007f", "a␡"],
  ["C1", "\u009b31m", "<U+009B>31m"],
  ["right-to-left override", "\u202egnp", "<U+202E>gnp"],
  ["byte order mark", "\ufeffx", "<U+FEFF>x"],
  ["lone surrogate", "\ud800x", "\ufffdx"],
  ["Chinese stays", "红星小学（初中部）", "红星小学（初中部）"],
])("%s is shown, not sent", (_, text, expected) => {
  expect(safeText(text)).toBe(expected);
});

test("no text keeps anything that a terminal would obey", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const safe = safeText(text);
      expect(safe).not.toMatch(UNSAFE);
      expect(safe).not.toContain("\n");
      expect(safeText(safe)).toBe(safe);
    }),
  );
});

describe("widths", () => {
  test.each([
    ["红星小学", 8],
    ["Ａ１", 4],
    ["≥ 4.5 ㎡", 8],
    ["“是”", 4],
    ["𠮷", 2],
    ["👨‍👩‍👧", 2],
    ["é", 1],
  ])("%s takes %d columns", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test("padding fills to the width and cuts nothing", () => {
    expect(padded("学校", 6)).toBe("学校  ");
    expect(padded("4.5", 6, "right")).toBe("   4.5");
    expect(padded("学校", 2)).toBe("学校");
  });
});

describe("widths of plain characters", () => {
  const characters = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(
    (character) => !/\p{Surrogate}/u.test(character),
  );

  test("are those of string-width", () => {
    expect(characters.filter((character) => displayWidth(character) !== stringWidth(character))).toEqual([]);
  });

  test("add up as string-width has it, whatever they stand beside", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 }), (text) => {
        expect(displayWidth(text)).toBe(stringWidth(text));
      }),
      { numRuns: draws(5000) },
    );
  });
});

describe("leaving out the middle", () => {
  test.each([
    ["short.xlsx", 20, "short.xlsx"],
    ["exactly-20-wide.xlsx", 20, "exactly-20-wide.xlsx"],
    ["地市甲/云溪县2025年度.xlsx", 20, "地市甲/云…年度.xlsx"],
    ["很长很长的县名", 9, "很长…县名"],
  ])("of %s within %i columns", (text, width, expected) => {
    expect(elided(text, width)).toBe(expected);
  });

  test("fits whatever the text, keeps both ends, and leaves what fits as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.integer({ min: 3, max: 40 }), (raw, width) => {
        const text = safeText(raw);
        const short = elided(text, width);
        expect(displayWidth(short)).toBeLessThanOrEqual(width);
        if (displayWidth(text) <= width) expect(short).toBe(text);
        else {
          const [head = "", tail = ""] = short.split("…", 2);
          expect(text.startsWith(head)).toBe(true);
          if (!text.includes("…")) expect(text.endsWith(tail)).toBe(true);
        }
      }),
    );
  });
});

describe("wrapping", () => {
  test("no line starts with closing punctuation or splits a word that fits", () => {
    expect(wrapped("甲乙丙丁，戊己", 8)).toEqual(["甲乙丙", "丁，戊己"]);
    expect(wrapped("see 学校!F12 now", 12)).toEqual(["see 学校!F12", "now"]);
  });

  test("never exceeds the width and loses nothing but spaces", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 2, max: 60 }), (text, width) => {
        const safe = safeText(text);
        const lines = wrapped(safe, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(safe.replaceAll(" ", ""));
      }),
      { numRuns: draws(500) },
    );
  });
});
