import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import agreedWidth, { AGREED } from "../../../src/report/terminal/agreed-width.ts";

const itsOwn: (text: string) => number = createRequire(createRequire(import.meta.url).resolve("cli-table3"))(
  "string-width",
);

describe("the width that tables are laid out by", () => {
  const standIns = fc.constantFrom("\u{f0000}", "\u{f0123}", "\u{ffffd}", "\u{10fffd}");
  const agreed = fc
    .integer({ min: 0x20, max: 0xff5e })
    .map(String.fromCodePoint)
    .filter((text) => AGREED.test(text));
  const colour = fc.constantFrom("\u001b[1m", "\u001b[22m", "\u001b[31m", "\u001b[38;5;196m", "\u001b[0m");

  test("is what cli-table3 itself takes a text of agreed characters and stand-ins for", () => {
    const text = fc.array(fc.oneof(agreed, standIns, colour, fc.constant("─"), fc.constantFrom("a", "学", "，")));
    fc.assert(
      fc.property(
        text.map((parts) => parts.join("")),
        (whole) => {
          expect(agreedWidth(whole)).toBe(itsOwn(whole));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test("is its own of every agreed character", () => {
    const wrong: string[] = [];
    for (let code = 0x20; code <= 0xffff; code++) {
      const text = String.fromCharCode(code);
      if (AGREED.test(text) && agreedWidth(text) !== itsOwn(text)) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });
});
