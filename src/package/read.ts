/** From a file to its sheets: tells wrong files apart, finds the parts by their relationships, reads what is needed. */
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { AuditError } from "../errors.ts";
import { type CellContext, sheetHandler } from "./cells.ts";
import { type NumberFormat, stylesHandler } from "./number-formats.ts";
import type { RawSheet, RawWorkbook } from "./raw.ts";
import { sharedStringsHandler } from "./strings.ts";
import type { XmlAttributes, XmlHandler } from "./xml/elements.ts";
import { parsePart } from "./xml/encoding.ts";
import { XmlFault } from "./xml/scanner.ts";
import { normalizePartName, openPackage, type PackagePart, type WorkbookPackage } from "./zip.ts";

/** The most that is read; beyond each, `file-too-large` or `limit-exceeded` is thrown. */
export interface ReadLimits {
  /** Bytes of the file. */
  readonly fileBytes: number;
  /** Bytes unpacked, over all parts that are read. */
  readonly inflatedBytes: number;
  /** Bytes unpacked of one part. */
  readonly partBytes: number;
  /** Members of the zip. */
  readonly members: number;
  readonly sheets: number;
  /** Rows of one sheet that hold something. */
  readonly rows: number;
  /** Columns of one sheet that hold something. */
  readonly columns: number;
  /** Cells that hold something, over all sheets. */
  readonly cells: number;
  /** Entries of the table of shared strings. */
  readonly strings: number;
}

export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 50 * 1024 * 1024,
  inflatedBytes: 512 * 1024 * 1024,
  partBytes: 256 * 1024 * 1024,
  members: 10_000,
  sheets: 500,
  rows: 50_000,
  columns: 1_000,
  cells: 4_000_000,
  strings: 1_000_000,
};

/**
 * Reads the workbook file at `path`; `path` as given becomes the workbook's `file`. The file is opened once, and what
 * was opened is what is checked and read; a named pipe is refused without waiting for its writer.
 * @throws AuditError `file-missing`, `file-not-regular`, `file-unreadable`, `file-empty`, `file-too-large`, or what
 * {@link readRawWorkbook} throws.
 */
export async function openRawWorkbook(
  path: string,
  options: { limits?: Partial<ReadLimits> } = {},
): Promise<RawWorkbook> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const bytes = await readFileBytes(path, limits.fileBytes);
  return readRawWorkbook(bytes, { file: path, limits });
}

/**
 * Reads a workbook from its bytes. Sheets come in the order of the tabs; every worksheet that the workbook declares is
 * there, or the workbook is refused.
 * @throws AuditError of the codes `file-*`, `package-*` and `limit-exceeded`, and no other error whatever the bytes.
 */
export async function readRawWorkbook(
  bytes: Buffer,
  options: { file: string; limits?: Partial<ReadLimits> },
): Promise<RawWorkbook> {
  const { file } = options;
  const limits: ReadLimits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length === 0) throw new AuditError({ code: "file-empty", file });
  if (bytes.length > limits.fileBytes) {
    throw new AuditError({ code: "file-too-large", file, size: bytes.length, limit: limits.fileBytes });
  }
  refuseOtherFormats(bytes, file);

  const from = await openPackage(bytes, file, limits);
  const workbookPart = await findWorkbookPart(from);
  const workbook = await readWorkbookPart(from, workbookPart, limits.sheets);
  const relations = await readRelationships(from, workbookPart.name);

  const strings = await readSharedStrings(from, relations, limits);
  const context: CellContext = {
    file,
    limits,
    date1904: workbook.date1904,
    strings,
    formats: await readFormats(from, relations),
    cellCount: 0,
  };

  const sheets: RawSheet[] = [];
  const relationById = new Map(relations.map((relation) => [relation.id, relation]));
  const taken = new Set<PackagePart>();
  for (const declared of workbook.sheets) {
    const relation = relationById.get(declared.relation);
    const kind = relation?.kind ?? "";
    if (kind === "chartsheet" || kind === "dialogsheet" || /macrosheet$/i.test(kind)) continue;
    const part = relation?.part;
    if (part === undefined) {
      const missing = relation?.target ?? declared.relation;
      throw new AuditError({ code: "package-part-missing", file, part: missing, sheet: declared.name });
    }
    if (taken.has(part)) {
      const reason = "two sheets of the workbook are this one part";
      throw new AuditError({ code: "package-damaged", file, part: part.name, reason });
    }
    taken.add(part);
    const handler = sheetHandler(declared.name, context);
    await parsePart(from, part, handler);
    const content = handler.content();
    if (content !== null) {
      const dates = workbook.date1904 ? { date1904: true as const } : {};
      sheets.push({ name: declared.name, state: declared.state, ...dates, ...content });
    }
  }

  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file, sha256, files: [{ file, sha256 }], sheets };
}

/**
 * The bytes of the file at `path`, `limit` at most. The file is opened once, and what was opened is what is read.
 * @throws AuditError `file-missing`, `file-not-regular`, `file-unreadable`, `file-empty`, `file-too-large`.
 */
export async function readFileBytes(path: string, limit: number): Promise<Buffer> {
  // At once and not in turns: what takes time is to make sense of the bytes, which nothing else can do in the meantime.
  let opened: number;
  try {
    // Opening a named pipe for reading would otherwise wait for a writer.
    opened = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  } catch (error) {
    throw openingFault(error, path);
  }
  try {
    const stats = fstatSync(opened);
    if (!stats.isFile()) {
      const kind = stats.isDirectory()
        ? "directory"
        : stats.isFIFO()
          ? "fifo"
          : stats.isSocket()
            ? "socket"
            : stats.isCharacterDevice() || stats.isBlockDevice()
              ? "device"
              : "other";
      throw new AuditError({ code: "file-not-regular", file: path, kind });
    }
    if (stats.size === 0) throw new AuditError({ code: "file-empty", file: path });
    if (stats.size > limit) throw new AuditError({ code: "file-too-large", file: path, size: stats.size, limit });
    const bytes = Buffer.allocUnsafe(stats.size);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(opened, bytes, length, bytes.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw openingFault(error, path);
  } finally {
    closeSync(opened);
  }
}

function openingFault(error: unknown, file: string): AuditError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  const cause = { cause: error };
  if (reason === "ENOENT" || reason === "ENOTDIR" || reason === "ERR_INVALID_ARG_VALUE") {
    return new AuditError({ code: "file-missing", file }, cause);
  }
  if (reason === "EISDIR") return new AuditError({ code: "file-not-regular", file, kind: "directory" }, cause);
  // A socket file cannot be opened; so it is with a device without a driver.
  if (reason === "ENXIO") return new AuditError({ code: "file-not-regular", file, kind: "socket" }, cause);
  return new AuditError({ code: "file-unreadable", file, reason }, cause);
}

const OLE2 = Buffer.from("d0cf11e0a1b11ae1", "hex");
/** Streams of a worksheet in the formats before OLE2 begin with one of these records. */
const BARE_EXCEL = ["0900", "0902", "0904", "0908"].map((record) => Buffer.from(record, "hex"));
const NOT_TEXT = ["%PDF", "{\\rtf", "Rar!", "7z\xbc\xaf", "\x1f\x8b", "\x89PNG", "\xff\xd8\xff", "GIF8"];

/** Throws what a file that is no zip is, told by its first bytes; returns for a zip. */
function refuseOtherFormats(bytes: Buffer, file: string): void {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2]! < 9 && (bytes[3] === bytes[2]! + 1 || bytes.length < 4)) {
    return;
  }
  if (bytes.subarray(0, 8).equals(OLE2)) {
    const holds = (stream: string) => bytes.includes(Buffer.from(stream, "utf16le"));
    if (holds("EncryptedPackage")) throw new AuditError({ code: "file-encrypted", file });
    if (!holds("Workbook") && (holds("WordDocument") || holds("PowerPoint Document"))) {
      throw new AuditError({ code: "file-not-workbook", file });
    }
    throw new AuditError({ code: "file-legacy-excel", file });
  }
  if (BARE_EXCEL.some((record) => bytes.subarray(0, 2).equals(record)) && bytes[3] === 0) {
    throw new AuditError({ code: "file-legacy-excel", file });
  }
  const start = bytes.subarray(0, 64 * 1024);
  if (NOT_TEXT.some((signature) => start.subarray(0, signature.length).equals(Buffer.from(signature, "latin1")))) {
    throw new AuditError({ code: "file-not-workbook", file });
  }
  const wide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const text = wide ? start.toString("latin1").slice(2).replaceAll("\0", "") : start.toString("latin1");
  if (/^(\xef\xbb\xbf)?[ \t\r\n]*</.test(text)) throw new AuditError({ code: "file-markup", file });
  // Text of any encoding, GBK included, holds no control characters but spaces, line ends and an end-of-file mark.
  if (wide || !/[\x00-\x08\x0e-\x19\x1b-\x1f]/.test(text)) throw new AuditError({ code: "file-text", file });
  throw new AuditError({ code: "file-not-workbook", file });
}

export interface Relationship {
  readonly id: string;
  /** Last segment of the type: `worksheet`, `styles` … the same in strict and transitional workbooks. */
  readonly kind: string;
  /** As written. */
  readonly target: string;
  /** Undefined when the target lies outside the package or is not in it. */
  readonly part: PackagePart | undefined;
}

/** Relationships of the part `source`, or of the package for an empty string; none when it has no such part. */
export async function readRelationships(from: WorkbookPackage, source: string): Promise<Relationship[]> {
  const slash = source.lastIndexOf("/");
  const folder = source.slice(0, slash + 1);
  const part = from.find(`${folder}_rels/${source.slice(slash + 1)}.rels`);
  if (part === undefined) return [];
  const relations: Relationship[] = [];
  const ids = new Set<string>();
  await parsePart(
    from,
    part,
    flatHandler("Relationships", "Relationship", (attributes) => {
      const id = attributes.get("Id") ?? "";
      const target = attributes.get("Target") ?? "";
      const type = attributes.get("Type") ?? "";
      if (ids.has(id)) throw new XmlFault(`the relationship ${JSON.stringify(id)} is there twice`);
      ids.add(id);
      const kind = type.slice(type.lastIndexOf("/") + 1);
      const external = attributes.get("TargetMode") === "External";
      relations.push({ id, kind, target, part: external ? undefined : findTarget(from, folder, target) });
    }),
  );
  return relations;
}

/** Targets are relative to the folder of their source; some writers leave out the leading slash of absolute ones. */
function findTarget(from: WorkbookPackage, folder: string, target: string): PackagePart | undefined {
  const plain = target.split(/[?#]/, 1)[0] ?? "";
  const absolute = plain.startsWith("/") || plain.startsWith("\\");
  const candidates = absolute ? [plain] : [folder + plain, plain];
  for (const candidate of candidates) {
    const part = from.find(candidate) ?? from.find(decodePercent(candidate));
    if (part !== undefined) return part;
  }
  return undefined;
}

function decodePercent(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Calls `each` for every `item` directly inside the root element, which must be `root`. */
function flatHandler(root: string, item: string, each: (attributes: XmlAttributes) => void): XmlHandler {
  let depth = 0;
  return {
    open(name, attributes) {
      if (depth === 0 && name !== root) throw new XmlFault(`expected <${root}>, found <${name}>`);
      if (depth === 1 && name === item) each(attributes);
      depth++;
    },
    text() {},
    close() {
      depth--;
    },
  };
}

export interface ContentTypes {
  readonly byPart: ReadonlyMap<string, string>;
  readonly byExtension: ReadonlyMap<string, string>;
}

export async function readContentTypes(from: WorkbookPackage): Promise<ContentTypes> {
  const byPart = new Map<string, string>();
  const byExtension = new Map<string, string>();
  const part = from.find("[Content_Types].xml");
  if (part !== undefined) {
    let depth = 0;
    await parsePart(from, part, {
      open(name, attributes) {
        if (depth === 0 && name !== "Types") throw new XmlFault(`expected <Types>, found <${name}>`);
        const type = (attributes.get("ContentType") ?? "").toLowerCase();
        if (depth === 1 && name === "Override") {
          byPart.set(normalizePartName(attributes.get("PartName") ?? "").toLowerCase(), type);
        } else if (depth === 1 && name === "Default") {
          byExtension.set((attributes.get("Extension") ?? "").toLowerCase(), type);
        }
        depth++;
      },
      text() {},
      close() {
        depth--;
      },
    });
  }
  return { byPart, byExtension };
}

/** Which of the office formats a main part's content type names; null for none of them. */
function officeKind(contentType: string): "xlsx" | "xlsb" | "docx" | "pptx" | null {
  if (contentType.includes("wordprocessingml") || contentType.includes("ms-word.")) return "docx";
  if (contentType.includes("presentationml") || contentType.includes("ms-powerpoint.")) return "pptx";
  if (contentType.includes("sheet.binary")) return "xlsb";
  if (!contentType.includes("main+xml")) return null;
  return contentType.includes("spreadsheetml") || contentType.includes("ms-excel.") ? "xlsx" : null;
}

export async function findWorkbookPart(from: WorkbookPackage): Promise<PackagePart> {
  const { file } = from;
  const mimetype = from.find("mimetype");
  if (mimetype !== undefined && mimetype.size < 1024) {
    let text = "";
    await from.read(mimetype, (bytes) => {
      text += bytes.toString("latin1");
    });
    if (text.startsWith("application/vnd.oasis.opendocument"))
      throw new AuditError({ code: "file-open-document", file });
  }

  const types = await readContentTypes(from);
  const main = (await readRelationships(from, "")).find(({ kind }) => kind === "officeDocument");
  const part = main === undefined ? from.find("xl/workbook.xml") : main.part;
  const name = normalizePartName(part?.name ?? main?.target ?? "").toLowerCase();
  const declared = types.byPart.get(name) ?? types.byExtension.get(name.slice(name.lastIndexOf(".") + 1)) ?? "";
  const kind = officeKind(declared) ?? kindByName(name);
  if (kind === "docx" || kind === "pptx" || kind === "xlsb") {
    throw new AuditError({ code: "file-other-office", file, kind });
  }
  if (part !== undefined) return part;

  for (const type of types.byPart.values()) {
    const other = officeKind(type);
    if (other === "xlsx") {
      const missing = main?.target ?? "xl/workbook.xml";
      throw new AuditError({ code: "package-part-missing", file, part: missing, sheet: null });
    }
    if (other !== null) throw new AuditError({ code: "file-other-office", file, kind: other });
  }
  if (main !== undefined && kind === "xlsx") {
    throw new AuditError({ code: "package-part-missing", file, part: main.target, sheet: null });
  }
  throw new AuditError({ code: "file-not-workbook", file });
}

/** For packages without content types. */
function kindByName(name: string): ReturnType<typeof officeKind> {
  if (name === "word/document.xml") return "docx";
  if (name === "ppt/presentation.xml") return "pptx";
  if (name === "xl/workbook.bin") return "xlsb";
  return name === "xl/workbook.xml" ? "xlsx" : null;
}

export interface DeclaredSheet {
  readonly name: string;
  readonly state: RawSheet["state"];
  /** Id of the relationship that leads to its part. */
  readonly relation: string;
}

export async function readWorkbookPart(
  from: WorkbookPackage,
  part: PackagePart,
  limit: number,
): Promise<{ date1904: boolean; sheets: DeclaredSheet[] }> {
  const { file } = from;
  const sheets: DeclaredSheet[] = [];
  const names = new Set<string>();
  let date1904 = false;
  let isWorkbook = false;
  const path: string[] = [];

  function declare(attributes: XmlAttributes): void {
    const name = attributes.get("name");
    const relation = attributes.relationshipId();
    if (name === undefined || relation === undefined) throw new XmlFault("a sheet has no name or no part");
    if (names.has(name.toLowerCase())) throw new XmlFault(`the sheet ${JSON.stringify(name)} is there twice`);
    if (sheets.length === limit) {
      throw new AuditError({ code: "limit-exceeded", file, limit: "sheets", allowed: limit, where: null });
    }
    names.add(name.toLowerCase());
    const state = attributes.get("state");
    sheets.push({ name, relation, state: state === "hidden" || state === "veryHidden" ? state : "visible" });
  }

  await parsePart(from, part, {
    open(name, attributes) {
      if (path.length === 0) isWorkbook = name === "workbook";
      if (path.length === 1 && name === "workbookPr") {
        const flag = attributes.get("date1904");
        date1904 = flag === "1" || flag === "true";
      } else if (path.length === 2 && path[1] === "sheets" && name === "sheet") {
        declare(attributes);
      }
      path.push(name);
    },
    text() {},
    close() {
      path.pop();
    },
  });
  if (!isWorkbook) throw new AuditError({ code: "file-not-workbook", file });
  if (sheets.length === 0) {
    throw new AuditError({ code: "package-damaged", file, part: part.name, reason: "it declares no sheets" });
  }
  return { date1904, sheets };
}

/** Null when the workbook declares no table of shared strings, or when the one it declares is not there. */
async function readSharedStrings(
  from: WorkbookPackage,
  relations: readonly Relationship[],
  limits: ReadLimits,
): Promise<string[] | null> {
  const relation = relations.find(({ kind }) => kind === "sharedStrings");
  if (relation?.part === undefined) return null;
  const strings: string[] = [];
  await parsePart(from, relation.part, sharedStringsHandler(from.file, relation.part.name, limits, strings));
  return strings;
}

/** None where the workbook declares no styles, or where those that it declares are not there: numbers stand as they are. */
async function readFormats(from: WorkbookPackage, relations: readonly Relationship[]): Promise<NumberFormat[]> {
  const relation = relations.find(({ kind }) => kind === "styles");
  const formats: NumberFormat[] = [];
  if (relation?.part === undefined) return formats;
  await parsePart(from, relation.part, stylesHandler(formats));
  return formats;
}
