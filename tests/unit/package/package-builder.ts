/**
 * Builds workbook packages byte by byte, so that every field of the zip and every part can be made to lie.
 * What is not overridden is honest.
 */
import { crc32, deflateRawSync } from "node:zlib";

export interface Member {
  name: string;
  data: string | Buffer;
  /** Name in the member's own header, when it is to differ. */
  localName?: string;
  stored?: boolean;
  method?: number;
  localMethod?: number;
  crc32?: number;
  localCrc32?: number;
  size?: number;
  localSize?: number;
  packedSize?: number;
  localPackedSize?: number;
  /** Replaces the packed bytes. */
  packed?: Buffer;
  flags?: number;
  localFlags?: number;
  dataDescriptor?: boolean;
  zip64?: boolean;
  /** Offset of the member's own header as the directory gives it. */
  offset?: number;
}

export interface ZipOptions {
  zip64?: boolean;
  entryCount?: number;
  comment?: string;
  trailing?: Buffer;
  directoryOffset?: number;
}

function u16(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    buffer.writeUInt16LE(value & 0xffff, index * 2);
  });
  return buffer;
}

function u32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    buffer.writeUInt32LE(value >>> 0, index * 4);
  });
  return buffer;
}

function u64(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => {
    buffer.writeBigUInt64LE(BigInt(value), index * 8);
  });
  return buffer;
}

export function zip(members: readonly Member[], options: ZipOptions = {}): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const data = typeof member.data === "string" ? Buffer.from(member.data, "utf8") : member.data;
    const packed = member.packed ?? (member.stored ? data : deflateRawSync(data));
    const method = member.method ?? (member.stored ? 0 : 8);
    const crc = member.crc32 ?? crc32(data);
    const size = member.size ?? data.length;
    const packedSize = member.packedSize ?? packed.length;
    const descriptor = member.dataDescriptor ?? false;
    const flags = (member.flags ?? 0x0800) | (descriptor ? 8 : 0);
    const name = Buffer.from(member.name, "utf8");
    const localName = Buffer.from(member.localName ?? member.name, "utf8");

    const localSizes: [number, number] = descriptor
      ? [0, 0]
      : [member.localPackedSize ?? packedSize, member.localSize ?? size];
    const localExtra = member.zip64 ? Buffer.concat([u16(1, 16), u64(localSizes[1], localSizes[0])]) : Buffer.alloc(0);
    const local = Buffer.concat([
      u32(0x04034b50),
      u16(member.zip64 ? 45 : 20, member.localFlags ?? flags, member.localMethod ?? method, 0, 0x21),
      u32(descriptor ? 0 : (member.localCrc32 ?? crc)),
      member.zip64 ? u32(0xffffffff, 0xffffffff) : u32(...localSizes),
      u16(localName.length, localExtra.length),
      localName,
      localExtra,
      packed,
      descriptor ? u32(0x08074b50, crc, packedSize, size) : Buffer.alloc(0),
    ]);

    const offset = member.offset ?? at;
    const extra = member.zip64 ? Buffer.concat([u16(1, 24), u64(size, packedSize, offset)]) : Buffer.alloc(0);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(20, member.zip64 ? 45 : 20, flags, method, 0, 0x21),
        u32(crc),
        member.zip64 ? u32(0xffffffff, 0xffffffff) : u32(packedSize, size),
        u16(name.length, extra.length, 0, 0, 0),
        u32(0),
        u32(member.zip64 ? 0xffffffff : offset),
        name,
        extra,
      ]),
    );
    pieces.push(local);
    at += local.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const count = options.entryCount ?? members.length;
  const start = options.directoryOffset ?? at;
  const comment = Buffer.from(options.comment ?? "", "latin1");
  if (options.zip64) {
    pieces.push(
      directoryBytes,
      u32(0x06064b50),
      u64(44),
      u16(45, 45),
      u32(0, 0),
      u64(count, count, directoryBytes.length, start),
      u32(0x07064b50, 0),
      u64(at + directoryBytes.length),
      u32(1),
      u32(0x06054b50),
      u16(0, 0, 0xffff, 0xffff),
      u32(0xffffffff, 0xffffffff),
      u16(comment.length),
      comment,
    );
  } else {
    pieces.push(
      directoryBytes,
      u32(0x06054b50),
      u16(0, 0, count, count),
      u32(directoryBytes.length, start),
      u16(comment.length),
      comment,
    );
  }
  if (options.trailing !== undefined) pieces.push(options.trailing);
  return Buffer.concat(pieces);
}

export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
export const STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main";
export const STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function relationshipsXml(
  items: readonly { id: string; kind: string; target: string; external?: boolean }[],
  base = RELATIONSHIPS,
): string {
  const rows = items.map(
    ({ id, kind, target, external }) =>
      `<Relationship Id="${id}" Type="${base}/${kind}" Target="${target}"${external ? ' TargetMode="External"' : ""}/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">${rows.join("")}</Relationships>`;
}

export function workbookXml(
  sheets: readonly { name: string; id: string; state?: string }[],
  { before = "", after = "", main = MAIN, relationships = RELATIONSHIPS } = {},
): string {
  const rows = sheets.map(
    ({ name, id, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="${id}"/>`,
  );
  return `${DECLARATION}<workbook xmlns="${main}" xmlns:r="${relationships}">${before}<sheets>${rows.join("")}</sheets>${after}</workbook>`;
}

export function worksheetXml(sheetData: string, { before = "", after = "", main = MAIN } = {}): string {
  return `${DECLARATION}<worksheet xmlns="${main}">${before}<sheetData>${sheetData}</sheetData>${after}</worksheet>`;
}

export function sharedStringsXml(items: string): string {
  return `${DECLARATION}<sst xmlns="${MAIN}">${items}</sst>`;
}

export function stylesXml(formats: readonly { id: number; code: string }[], cellFormatIds: readonly number[]): string {
  const codes = formats.map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`);
  const cells = cellFormatIds.map((id) => `<xf numFmtId="${id}"/>`);
  return `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells.join("")}</cellXfs></styleSheet>`;
}

const CONTENT_TYPES = `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`;

export interface WorkbookParts {
  /** Content of `sheetData` per sheet; the sheets are named 甲, 乙, 丙 … */
  sheets?: readonly string[];
  sharedStrings?: string;
  styles?: string;
  /** Parts to replace, to add, or to leave out (null); a Member to control how the zip holds it. */
  parts?: Readonly<Record<string, string | Buffer | Omit<Member, "name"> | null>>;
}

export const SHEET_NAMES = ["甲", "乙", "丙", "丁"];

/** The members of a small honest workbook with the given parts replaced, added or left out. */
export function workbookMembers({ sheets = [""], sharedStrings, styles, parts = {} }: WorkbookParts = {}): Member[] {
  const relations = sheets.map((_, index) => ({
    id: `rId${index + 1}`,
    kind: "worksheet",
    target: `worksheets/sheet${index + 1}.xml`,
  }));
  if (sharedStrings !== undefined) relations.push({ id: "rS", kind: "sharedStrings", target: "sharedStrings.xml" });
  if (styles !== undefined) relations.push({ id: "rF", kind: "styles", target: "styles.xml" });
  const all: Record<string, string | Buffer | Omit<Member, "name"> | null> = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": relationshipsXml([{ id: "rId1", kind: "officeDocument", target: "xl/workbook.xml" }]),
    "xl/workbook.xml": workbookXml(sheets.map((_, index) => ({ name: SHEET_NAMES[index]!, id: `rId${index + 1}` }))),
    "xl/_rels/workbook.xml.rels": relationshipsXml(relations),
  };
  sheets.forEach((content, index) => {
    all[`xl/worksheets/sheet${index + 1}.xml`] = worksheetXml(content);
  });
  if (sharedStrings !== undefined) all["xl/sharedStrings.xml"] = sharedStringsXml(sharedStrings);
  if (styles !== undefined) all["xl/styles.xml"] = styles;
  Object.assign(all, parts);
  return Object.entries(all).flatMap(([name, part]): Member[] => {
    if (part === null) return [];
    if (typeof part === "string" || Buffer.isBuffer(part)) return [{ name, data: part }];
    return [{ name, ...part }];
  });
}

export function workbook(parts: WorkbookParts = {}, options: ZipOptions = {}): Buffer {
  return zip(workbookMembers(parts), options);
}
