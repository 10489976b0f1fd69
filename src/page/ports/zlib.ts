/** What the core asks of Node's `zlib`, over pako: it behaves alike, errors' codes included. */
import { Deflate, Inflate, Z_BUF_ERROR, Z_FINISH, Z_OK, Z_SYNC_FLUSH } from "pako";

const CRC_TABLE = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of `bytes`, continued from `seed`. */
export const crc32 = (bytes: Uint8Array, seed = 0): number => {
  let value = ~seed;
  for (let index = 0; index < bytes.length; index++) value = CRC_TABLE[(value ^ bytes[index]!) & 0xff]! ^ (value >>> 8);
  return ~value >>> 0;
};

export const constants = { Z_SYNC_FLUSH, Z_FINISH };

const fault = (code: string): Error => Object.assign(new Error(code), { code });

const joined = (pieces: readonly Uint8Array[]): Buffer => Buffer.concat(pieces as Uint8Array[]);

/** How many bytes of its input an inflating has used. */
const used = (inflate: Inflate): number => (inflate as unknown as { strm: { total_in: number } }).strm.total_in;

/** Throws what Node throws where packed data are wrong, or `Z_BUF_ERROR` where they end early. */
const check = (inflate: Inflate): void => {
  if (inflate.err === Z_BUF_ERROR || (inflate.err === Z_OK && !inflate.ended)) throw fault("Z_BUF_ERROR");
  if (inflate.err !== Z_OK) throw fault("Z_DATA_ERROR");
};

interface InflateOptions {
  readonly chunkSize: number;
  readonly maxOutputLength: number;
  readonly info: true;
}

/**
 * The unpacked bytes, and how many packed ones they took.
 *
 * @throws Error with the code `Z_BUF_ERROR`, `Z_DATA_ERROR` or `ERR_BUFFER_TOO_LARGE`.
 */
export const inflateRawSync = (
  bytes: Uint8Array,
  { chunkSize, maxOutputLength }: InflateOptions,
): { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } } => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate({ raw: true, chunkSize });
  inflate.onData = (piece) => {
    size += piece.length;
    if (size > maxOutputLength) throw fault("ERR_BUFFER_TOO_LARGE");
    pieces.push(piece);
  };
  inflate.push(bytes, Z_FINISH);
  check(inflate);
  return { buffer: joined(pieces), engine: { bytesWritten: used(inflate) } };
};

/** Packed bytes that are unpacked before what came of them is handed on. */
const STEP = 64 * 1024;

/** As Node's stream of that name is used: `end` once, then its pieces in turn. */
export const createInflateRaw = ({ chunkSize }: { readonly chunkSize: number }) => {
  const inflate = new Inflate({ raw: true, chunkSize });
  let packed: Uint8Array = new Uint8Array();
  return {
    end: (bytes: Uint8Array): void => {
      packed = bytes;
    },
    destroy: (): void => {},
    get bytesWritten(): number {
      return used(inflate);
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
      let pieces: Uint8Array[] = [];
      inflate.onData = (piece) => {
        pieces.push(piece);
      };
      for (let at = 0; at < packed.length && !inflate.ended; at += STEP) {
        inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length ? Z_FINISH : Z_SYNC_FLUSH);
        for (const piece of pieces) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
        pieces = [];
        if (inflate.err !== Z_OK) break;
      }
      check(inflate);
    },
  };
};

/** Packed bytes; with `Z_SYNC_FLUSH` they end at a byte, so that others can stand behind them. */
export const deflateRawSync = (
  bytes: Uint8Array,
  { level, finishFlush = Z_FINISH }: { readonly level: number; readonly finishFlush?: 2 | 4 },
): Buffer => {
  const pieces: Uint8Array[] = [];
  const deflate = new Deflate({ raw: true, level: level as 6 });
  deflate.onData = (piece) => {
    pieces.push(piece);
  };
  deflate.push(bytes, finishFlush);
  return joined(pieces);
};
