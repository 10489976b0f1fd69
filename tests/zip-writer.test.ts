import { crc32, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newTextBuffer } from "../src/text-buffer.ts";
import { memberOfText } from "../src/zip-writer.ts";

const gathered = (pieces: readonly string[], size: number): { readonly text: string; readonly sizes: number[] } => {
  const buffer = newTextBuffer(size);
  const parts: Buffer[] = [];
  for (const piece of pieces) for (const bytes of buffer.add(piece)) parts.push(Buffer.from(bytes));
  parts.push(Buffer.from(buffer.rest()));
  return { text: Buffer.concat(parts).toString(), sizes: parts.map(({ length }) => length) };
};

describe("a text buffer", () => {
  test("gives the texts again, never more bytes at once than it holds, and no character in two", () => {
    const piece = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(
      fc.property(fc.array(piece), fc.integer({ min: 4, max: 30 }), (pieces, size) => {
        const { text, sizes } = gathered(pieces, size);
        expect(text).toBe(pieces.join(""));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(size);
      }),
    );
  });

  test("is empty once its rest was taken", () => {
    const buffer = newTextBuffer(8);
    expect([...buffer.add("一")]).toEqual([]);
    expect(buffer.rest()).toHaveLength(3);
    expect(buffer.rest()).toHaveLength(0);
  });
});

describe("a member of text", () => {
  test.each([
    ["none", []],
    ["an empty text", [""]],
    ["a short text", ["学校"]],
    ["exactly one part", ["x".repeat(256 * 1024)]],
    ["many parts", Array.from({ length: 50_000 }, (_, row) => `<row r="${row}">云河路小学</row>`)],
  ])("of %s unpacks to it, and says its size and checksum", (_, pieces) => {
    const content = Buffer.from(pieces.join(""));
    const { packed, size, crc32: sum, method } = memberOfText("part.xml", pieces);
    expect(method).toBe(8);
    expect(size).toBe(content.length);
    expect(sum).toBe(crc32(content));
    expect(Buffer.compare(inflateRawSync(packed), content)).toBe(0);
  });
});
