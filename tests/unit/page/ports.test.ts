import * as nodeBuffer from "node:buffer";
import * as nodeCrypto from "node:crypto";
import * as nodeZlib from "node:zlib";
import { describe, expect, test } from "vitest";
import * as buffer from "../../../src/page/ports/buffer.ts";
import * as digests from "../../../src/page/ports/crypto.ts";
import * as zlib from "../../../src/page/ports/zlib.ts";

/** What stands in for Node's modules in a page does as they do. */

const SMALL = Buffer.from("学校,在校生数\n第一小学,420\n".repeat(40));
const LARGE = Buffer.alloc(400_000, SMALL);
const RANDOM = Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * 2_654_435_761) >>> 24));

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
};
const options = (size: number) => ({ chunkSize: Math.max(64, size + 1), maxOutputLength: size, info: true }) as const;

describe("zlib", () => {
  test.each([
    ["", 0],
    ["123456789", 0xcbf43926],
    ["学校", nodeZlib.crc32("学校")],
  ])("crc32 of %j", (text, expected) => {
    expect(zlib.crc32(Buffer.from(text))).toBe(expected);
  });

  test("goes on from a checksum", () => {
    expect(zlib.crc32(SMALL.subarray(100), zlib.crc32(SMALL.subarray(0, 100)))).toBe(nodeZlib.crc32(SMALL));
  });

  test.each([
    ["small", SMALL],
    ["large", LARGE],
    ["hardly packed", RANDOM],
    ["empty", Buffer.alloc(0)],
  ])("inflates %s, and says how much it took", (_, bytes) => {
    const packed = nodeZlib.deflateRawSync(bytes);
    const followed = Buffer.concat([packed, Buffer.from("behind")]);
    const found = zlib.inflateRawSync(followed, options(bytes.length));
    expect(Buffer.from(found.buffer).equals(bytes)).toBe(true);
    expect(found.engine.bytesWritten).toBe(packed.length);
  });

  test("says what is wrong by Node's codes", () => {
    const packed = nodeZlib.deflateRawSync(LARGE);
    expect(codeOf(() => zlib.inflateRawSync(packed.subarray(0, 40), options(LARGE.length)))).toBe("Z_BUF_ERROR");
    expect(codeOf(() => zlib.inflateRawSync(packed, options(LARGE.length - 1)))).toBe("ERR_BUFFER_TOO_LARGE");
    expect(codeOf(() => zlib.inflateRawSync(Buffer.alloc(40, 0xff), options(LARGE.length)))).toBe("Z_DATA_ERROR");
  });

  test("inflates in pieces, and refuses what ends early", async () => {
    const packed = nodeZlib.deflateRawSync(RANDOM);
    const pieces = async (bytes: Uint8Array): Promise<Buffer> => {
      const inflate = zlib.createInflateRaw({ chunkSize: 1024 });
      inflate.end(bytes);
      const found: Buffer[] = [];
      for await (const piece of inflate) found.push(Buffer.from(piece));
      expect(inflate.bytesWritten).toBe(bytes.length);
      return Buffer.concat(found);
    };
    expect((await pieces(packed)).equals(RANDOM)).toBe(true);
    await expect(pieces(packed.subarray(0, packed.length - 100))).rejects.toMatchObject({ code: "Z_BUF_ERROR" });
  });

  test("deflates what Node inflates, whole and in blocks that others follow", () => {
    expect(nodeZlib.inflateRawSync(zlib.deflateRawSync(LARGE, { level: 6 })).equals(LARGE)).toBe(true);
    const { Z_SYNC_FLUSH } = zlib.constants;
    const blocks = [SMALL, RANDOM].map((each) => zlib.deflateRawSync(each, { level: 1, finishFlush: Z_SYNC_FLUSH }));
    const whole = nodeZlib.inflateRawSync(Buffer.concat([...blocks, Uint8Array.of(3, 0)]));
    expect(whole.equals(Buffer.concat([SMALL, RANDOM]))).toBe(true);
  });
});

describe("crypto", () => {
  test.each([SMALL, Buffer.alloc(0), "一段文字"])("SHA-256", (content) => {
    const expected = nodeCrypto.createHash("sha256").update(content).digest("hex");
    expect(digests.createHash("sha256").update(content).digest("hex")).toBe(expected);
  });
});

describe("buffer", () => {
  test.each([
    ["ascii", Buffer.from("abc")],
    ["utf-8", SMALL],
    ["neither", Buffer.from([0x61, 0xff, 0x62])],
    ["cut within a character", Buffer.from("学").subarray(0, 2)],
  ])("tells %s", (_, bytes) => {
    expect(buffer.isAscii(bytes)).toBe(nodeBuffer.isAscii(bytes));
    expect(buffer.isUtf8(bytes)).toBe(nodeBuffer.isUtf8(bytes));
  });
});
