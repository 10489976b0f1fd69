/** Writes the zip of the copy: members that stay as they were keep their packed bytes. */
import { deflateRawSync } from "node:zlib";
import { crc32 } from "../zip.ts";

export interface Member {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  /** Size once unpacked. */
  readonly size: number;
  readonly packed: Buffer;
}

const DEFLATED = 8;
const NAME_IN_UTF8 = 0x0800;
const VERSION = 20;
/** 1 January 1980, the first day that a zip can name: equal copies are equal files. */
const DATE = 0x0021;

/** A member with this content. */
export const memberOf = (name: string, content: Buffer): Member => ({
  name,
  method: DEFLATED,
  crc32: crc32(content),
  size: content.length,
  packed: deflateRawSync(content),
});

const numbers = (fields: readonly (readonly [width: 2 | 4, value: number])[]): Buffer => {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) at = bytes.writeUIntLE(value, at, width);
  return bytes;
};

/** The zip of these members in their order. They are fewer than 65 535, and all together smaller than 4 GB. */
export const zipOf = (members: readonly Member[]): Buffer => {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const name = Buffer.from(member.name, "utf8");
    const shared = [
      [2, VERSION],
      [2, NAME_IN_UTF8],
      [2, member.method],
      [2, 0],
      [2, DATE],
      [4, member.crc32],
      [4, member.packed.length],
      [4, member.size],
      [2, name.length],
      [2, 0],
    ] as const;
    const header = numbers([[4, 0x04034b50], ...shared]);
    pieces.push(header, name, member.packed);
    directory.push(numbers([[4, 0x02014b50], [2, VERSION], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    at += header.length + name.length + member.packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = members.length;
  const end = numbers([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, at],
    [2, 0],
  ]);
  return Buffer.concat([...pieces, ...directory, end]);
};
