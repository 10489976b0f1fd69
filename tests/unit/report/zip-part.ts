import { inflateRawSync } from "node:zlib";

/** A part of a zip, by its central directory. */
export const partOf = (bytes: Uint8Array, name: string): string => {
  const data = Buffer.from(bytes);
  let at = data.readUInt32LE(data.lastIndexOf("PK\u0005\u0006", undefined, "latin1") + 16);
  for (; data.readUInt32LE(at) === 0x02014b50; ) {
    const [length, extra, comment] = [28, 30, 32].map((place) => data.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    if (data.toString("utf8", at + 46, at + 46 + length) === name) {
      const local = data.readUInt32LE(at + 42);
      const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
      return inflateRawSync(data.subarray(start, start + data.readUInt32LE(at + 20))).toString("utf8");
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`no part ${name}`);
};
