/** Writes a zip from packed members, for all that is written here without a library: reports and annotated copies. */
import { crc32, deflateRawSync } from "node:zlib";

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
