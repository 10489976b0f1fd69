/**
 * The zip container of a workbook, trusted in nothing: names, sizes, places and checksums are compared with what is
 * really there before a byte of a part is handed on.
 */
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { AuditError } from "../errors.ts";

export interface PackageLimits {
  /** Bytes unpacked, summed over all parts that are read. */
  readonly inflatedBytes: number;
  /** Bytes unpacked of one part. */
  readonly partBytes: number;
  /** Members of the zip, whether read or not. */
  readonly members: number;
}

/** One file inside the zip. */
export interface PackagePart {
  /** As the zip spells it, with forward slashes and without a leading one. */
  readonly name: string;
  /** Size once unpacked as the zip declares it; reading refuses a part that turns out otherwise. */
  readonly size: number;
  readonly compressed: Buffer;
  readonly deflated: boolean;
  readonly method: number;
  readonly crc32: number;
}

export interface WorkbookPackage {
  readonly file: string;
  readonly parts: readonly PackagePart[];
  /** The part of that name, whatever its case, leading slash, backslashes or dot segments; undefined when absent. */
  find(name: string): PackagePart | undefined;
  /**
   * Unpacks a part and calls `take` with its bytes in order: once for a part of ordinary size, piece by piece for a
   * large one. Size and CRC-32 hold for the whole part before the first call. An empty part gives one empty piece.
   * @throws AuditError `limit-exceeded`, `package-crc`, `package-damaged`, or what `take` throws.
   */
  read(part: PackagePart, take: (bytes: Buffer) => void): Promise<void>;
}

/** A part up to this size is unpacked in one piece; beyond it memory stays flat and the part is unpacked twice. */
const WHOLE_PART_BYTES = 16 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

const LOCAL_HEADER = 0x04034b50;
const END_OF_DIRECTORY = 0x06054b50;
const ZIP64_END_OF_DIRECTORY = 0x06064b50;
const DIGITAL_SIGNATURE = 0x05054b50;

const FLAG_ENCRYPTED = 0x0001;
const FLAG_DATA_DESCRIPTOR = 0x0008;
const SIZE_IN_ZIP64 = 0xffffffff;

/** A part name without leading slash, backslashes and dot segments; segments above the root are dropped. */
export function normalizePartName(name: string): string {
  const segments: string[] = [];
  for (const segment of name.replaceAll("\\", "/").split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return segments.join("/");
}

/**
 * Reads the directory of a zip and checks every member's own header against it.
 * @throws AuditError `package-truncated`, `package-damaged`, `file-encrypted` or `limit-exceeded`.
 */
export async function openPackage(bytes: Buffer, file: string, limits: PackageLimits): Promise<WorkbookPackage> {
  const { entries, directoryStart } = await readDirectory(bytes, file, limits);
  const parts: PackagePart[] = [];
  const byName = new Map<string, PackagePart>();
  const extents: { start: number; end: number; name: string }[] = [];

  for (const entry of entries) {
    const decoded = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
    const name = normalizePartName(decoded);
    if (entry.isEncrypted()) throw new AuditError({ code: "file-encrypted", file });
    const damaged = (reason: string) => new AuditError({ code: "package-damaged", file, part: name, reason });

    const start = entry.relativeOffsetOfLocalHeader;
    const dataStart = checkLocalHeader(bytes, entry, file, name);
    const dataEnd = dataStart + entry.compressedSize;
    if (dataEnd > bytes.length) throw new AuditError({ code: "package-truncated", file, part: name });
    if (dataEnd > directoryStart) throw damaged("its data runs into the directory of the zip");
    extents.push({ start, end: dataEnd, name });

    if (decoded.endsWith("/")) continue;
    const key = name.toLowerCase();
    if (byName.has(key)) throw damaged("two members of the zip have this name");
    const part: PackagePart = {
      name,
      size: entry.uncompressedSize,
      compressed: bytes.subarray(dataStart, dataEnd),
      deflated: entry.compressionMethod === 8,
      method: entry.compressionMethod,
      crc32: entry.crc32,
    };
    byName.set(key, part);
    parts.push(part);
  }

  extents.sort((a, b) => a.start - b.start);
  for (let index = 1; index < extents.length; index++) {
    const { start, name } = extents[index]!;
    if (start < extents[index - 1]!.end) {
      throw new AuditError({ code: "package-damaged", file, part: name, reason: "it overlaps another member" });
    }
  }

  let unpacked = 0;
  return {
    file,
    parts,
    find: (name) => byName.get(normalizePartName(name).toLowerCase()),
    async read(part, take) {
      if (part.size > limits.partBytes) {
        throw new AuditError({
          code: "limit-exceeded",
          file,
          limit: "part",
          allowed: limits.partBytes,
          where: part.name,
        });
      }
      unpacked += part.size;
      if (unpacked > limits.inflatedBytes) {
        throw new AuditError({
          code: "limit-exceeded",
          file,
          limit: "inflated",
          allowed: limits.inflatedBytes,
          where: part.name,
        });
      }
      await readPart(part, file, take);
    },
  };
}

async function readDirectory(
  bytes: Buffer,
  file: string,
  limits: PackageLimits,
): Promise<{ entries: Entry[]; directoryStart: number }> {
  let zip: ZipFile;
  const entries: Entry[] = [];
  try {
    // Names are decoded here, not by yauzl, which refuses absolute and dot-dot names; nothing is ever extracted to them.
    zip = await fromBufferPromise(bytes, { decodeStrings: false });
  } catch (error) {
    throw zipFault(error, file);
  }
  if (zip.entryCount > limits.members) {
    throw new AuditError({
      code: "limit-exceeded",
      file,
      limit: "members",
      allowed: limits.members,
      where: null,
    });
  }
  const cursor = () => (zip as unknown as { readEntryCursor: number }).readEntryCursor;
  const directoryStart = cursor();
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    throw zipFault(error, file);
  }
  const end = cursor();
  const next = end + 4 <= bytes.length ? bytes.readUInt32LE(end) : 0;
  if (next !== END_OF_DIRECTORY && next !== ZIP64_END_OF_DIRECTORY && next !== DIGITAL_SIGNATURE) {
    const reason = "the number of members is not what the directory of the zip holds";
    throw new AuditError({ code: "package-damaged", file, part: null, reason });
  }
  return { entries, directoryStart };
}

/** Returns where the member's data begins. */
function checkLocalHeader(bytes: Buffer, entry: Entry, file: string, name: string): number {
  const start = entry.relativeOffsetOfLocalHeader;
  const damaged = (reason: string) => new AuditError({ code: "package-damaged", file, part: name, reason });
  if (!(start + 30 <= bytes.length)) throw new AuditError({ code: "package-truncated", file, part: name });
  if (bytes.readUInt32LE(start) !== LOCAL_HEADER) throw damaged("there is no member where the directory says");

  const flags = bytes.readUInt16LE(start + 6);
  const nameStart = start + 30;
  const nameEnd = nameStart + bytes.readUInt16LE(start + 26);
  const dataStart = nameEnd + bytes.readUInt16LE(start + 28);
  if (dataStart > bytes.length) throw new AuditError({ code: "package-truncated", file, part: name });

  if (!sameName(bytes.subarray(nameStart, nameEnd), entry.fileNameRaw)) {
    throw damaged("its own header gives another name than the directory of the zip");
  }
  if (flags & FLAG_ENCRYPTED) throw new AuditError({ code: "file-encrypted", file });
  if (bytes.readUInt16LE(start + 8) !== entry.compressionMethod) {
    throw damaged("its own header gives another compression than the directory of the zip");
  }
  // With a data descriptor the header was written before size and checksum were known.
  if (!(flags & FLAG_DATA_DESCRIPTOR)) {
    const packed = bytes.readUInt32LE(start + 18);
    const unpacked = bytes.readUInt32LE(start + 22);
    if (
      (packed !== SIZE_IN_ZIP64 && packed !== entry.compressedSize) ||
      (unpacked !== SIZE_IN_ZIP64 && unpacked !== entry.uncompressedSize)
    ) {
      throw damaged("its own header gives another size than the directory of the zip");
    }
    if (bytes.readUInt32LE(start + 14) !== entry.crc32) {
      throw damaged("its own header gives another checksum than the directory of the zip");
    }
  }
  return dataStart;
}

function sameName(local: Buffer, central: Buffer): boolean {
  if (local.equals(central)) return true;
  return local.toString("latin1").replaceAll("\\", "/") === central.toString("latin1").replaceAll("\\", "/");
}

async function readPart(part: PackagePart, file: string, take: (bytes: Buffer) => void): Promise<void> {
  const damaged = (reason: string) => new AuditError({ code: "package-damaged", file, part: part.name, reason });
  const wrongSize = () => damaged("it does not unpack to the size the zip declares");
  if (!part.deflated) {
    if (part.method !== 0) throw damaged(`it is packed by an unknown method (${part.method})`);
    if (part.compressed.length !== part.size) throw wrongSize();
    if (crc32(part.compressed) !== part.crc32) throw new AuditError({ code: "package-crc", file, part: part.name });
    take(part.compressed);
    return;
  }

  if (part.size <= WHOLE_PART_BYTES) {
    const bytes = inflateWhole(part, file);
    if (crc32(bytes) !== part.crc32) throw new AuditError({ code: "package-crc", file, part: part.name });
    take(bytes);
    return;
  }

  let sum = 0;
  await inflatePieces(part, file, (piece) => {
    sum = crc32(piece, sum);
  });
  if (sum !== part.crc32) throw new AuditError({ code: "package-crc", file, part: part.name });
  await inflatePieces(part, file, take);
}

function inflateWhole(part: PackagePart, file: string): Buffer {
  const damaged = (reason: string) => new AuditError({ code: "package-damaged", file, part: part.name, reason });
  let result: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    // One output buffer of the declared size: a member that unpacks to more is stopped at its first excess byte.
    result = inflateRawSync(part.compressed, {
      chunkSize: Math.max(64, part.size + 1),
      maxOutputLength: Math.max(1, part.size),
      info: true,
    }) as unknown as typeof result;
  } catch (error) {
    throw inflateFault(error, part, file);
  }
  if (result.buffer.length !== part.size) throw damaged("it does not unpack to the size the zip declares");
  if (result.engine.bytesWritten !== part.compressed.length) throw damaged("its packed data ends early");
  return result.buffer;
}

async function inflatePieces(part: PackagePart, file: string, take: (bytes: Buffer) => void): Promise<void> {
  const damaged = (reason: string) => new AuditError({ code: "package-damaged", file, part: part.name, reason });
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  let size = 0;
  let taking = false;
  try {
    inflate.end(part.compressed);
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > part.size) throw damaged("it does not unpack to the size the zip declares");
      taking = true;
      take(piece);
      taking = false;
    }
  } catch (error) {
    if (taking || error instanceof AuditError) throw error;
    throw inflateFault(error, part, file);
  } finally {
    inflate.destroy();
  }
  if (size !== part.size) throw damaged("it does not unpack to the size the zip declares");
  if (inflate.bytesWritten !== part.compressed.length) throw damaged("its packed data ends early");
}

function inflateFault(error: unknown, part: PackagePart, file: string): AuditError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "Z_BUF_ERROR") {
    return new AuditError({ code: "package-truncated", file, part: part.name }, { cause: error });
  }
  const reason =
    code === "ERR_BUFFER_TOO_LARGE" ? "it does not unpack to the size the zip declares" : "it cannot be unpacked";
  return new AuditError({ code: "package-damaged", file, part: part.name, reason }, { cause: error });
}

function zipFault(error: unknown, file: string): AuditError {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes("encryption")) return new AuditError({ code: "file-encrypted", file }, { cause: error });
  if (/signature not found|unexpected EOF|overflows file bounds/i.test(message)) {
    return new AuditError({ code: "package-truncated", file, part: null }, { cause: error });
  }
  return new AuditError({ code: "package-damaged", file, part: null, reason: message }, { cause: error });
}
