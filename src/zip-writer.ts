/** Writes a zip from packed members, for all that is written here without a library: reports and annotated copies. */
import { constants, crc32, deflateRawSync } from "node:zlib";
import { newTextBuffer } from "./text-buffer.ts";

export interface Member {
  readonly name: string;
  /** 8 for deflated, 0 for stored. */
  readonly method: number;
  /** Checksum of the content once unpacked. */
  readonly crc32: number;
  /** Size once unpacked, in bytes. */
  readonly size: number;
  readonly packed: Uint8Array;
}

const DEFLATED = 8;
const NAME_IN_UTF8 = 0x0800;
const VERSION = 20;
/** 1 January 1980, the first day that a zip can name: equal contents are equal files. */
const DATE = 0x0021;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_LENGTH = 30;
const CENTRAL_LENGTH = 46;
const END_LENGTH = 22;

const encoder = new TextEncoder();

/** A member with this content, deflated; `level` from 1, fast, to 9, small. */
export const memberOf = (name: string, content: Uint8Array, level = 6): Member => ({
  name,
  method: DEFLATED,
  crc32: crc32(content),
  size: content.length,
  packed: deflateRawSync(content, { level }),
});

/** Bytes that are packed at a time. */
const PACKED_AT_ONCE = 256 * 1024;
/** An empty block that says it is the last one. */
const LAST_BLOCK = Uint8Array.of(3, 0);

/** A member of text that comes in pieces, each packed before the next is asked for. */
export const memberOfText = (name: string, pieces: Iterable<string>, level = 6): Member => {
  const packed: Uint8Array[] = [];
  let sum = 0;
  let size = 0;
  const pack = (bytes: Uint8Array): void => {
    sum = crc32(bytes, sum);
    size += bytes.length;
    // Blocks that end at a byte can stand one after another.
    packed.push(deflateRawSync(bytes, { level, finishFlush: constants.Z_SYNC_FLUSH }));
  };
  const gathered = newTextBuffer(PACKED_AT_ONCE);
  for (const piece of pieces) for (const bytes of gathered.add(piece)) pack(bytes);
  pack(gathered.rest());
  return { name, method: DEFLATED, crc32: sum, size, packed: Buffer.concat([...packed, LAST_BLOCK]) };
};

/** The zip of these members in their order. They are fewer than 65 535, and all together smaller than 4 GB. */
export const zipOf = (members: readonly Member[]): Uint8Array => {
  const named = members.map((member) => ({ ...member, label: encoder.encode(member.name), start: 0 }));
  const length = named.reduce(
    (sum, { label, packed }) => sum + LOCAL_LENGTH + CENTRAL_LENGTH + 2 * label.length + packed.length,
    END_LENGTH,
  );
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const number = (size: 2 | 4, ...values: readonly number[]): void => {
    for (const value of values) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
  };
  const put = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  /** What a member says of itself, before its data and in the directory alike. */
  const description = ({ name, label, method, packed, size, crc32: sum }: (typeof named)[number]): void => {
    number(2, VERSION, label.length === name.length ? 0 : NAME_IN_UTF8, method, 0, DATE);
    number(4, sum, packed.length, size);
    number(2, label.length, 0);
  };
  for (const member of named) {
    member.start = at;
    number(4, LOCAL);
    description(member);
    put(member.label);
    put(member.packed);
  }
  const directory = at;
  for (const member of named) {
    number(4, CENTRAL);
    number(2, VERSION);
    description(member);
    number(2, 0, 0, 0);
    number(4, 0, member.start);
    put(member.label);
  }
  const end = at;
  number(4, END);
  number(2, 0, 0, named.length, named.length);
  number(4, end - directory, directory);
  number(2, 0);
  return bytes;
};
