/** The bytes of a part as text: UTF-8 and UTF-16, told by byte order mark or first character. */
import { isAscii, isUtf8 } from "node:buffer";
import { AuditError } from "../../errors.ts";
import type { PackagePart, WorkbookPackage } from "../zip.ts";
import { createSink, type XmlHandler } from "./elements.ts";
import { XmlFault } from "./scanner.ts";

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function encodingOf(bytes: Buffer): { encoding: Encoding; mark: number } {
  const [a, b, c] = [bytes[0], bytes[1], bytes[2]];
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", mark: 2 };
  if (a === 0x3c && b === 0) return { encoding: "utf-16le", mark: 0 };
  if (a === 0 && b === 0x3c) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}

const DECLARED_ENCODING = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']*)["']/;
const READABLE_ENCODING = /^(utf-?8|utf-?16(le|be)?|us-ascii|ascii)$/i;

/**
 * Parses one part and hands its elements to `handler`. UTF-8 and UTF-16 are read, by byte order mark or first
 * character. Namespaces need not be declared; strict and transitional names are the same to the handler.
 * @throws AuditError `package-doctype`, `package-malformed-xml`, `limit-exceeded`, what {@link WorkbookPackage.read}
 * throws, or an AuditError of the handler.
 */
export async function parsePart(from: WorkbookPackage, part: PackagePart, handler: XmlHandler): Promise<void> {
  const origin = { file: from.file, part: part.name };
  const sink = createSink(origin, handler);
  let decoder: { encoding: Encoding; decode: (bytes: Buffer, last: boolean) => string } | undefined;
  let line = 1;
  const malformed = (reason: string) =>
    new AuditError({ code: "package-malformed-xml", file: from.file, part: part.name, line, reason });

  function decode(bytes: Buffer, last: boolean): string {
    try {
      return decoder!.decode(bytes, last);
    } catch (error) {
      if (error instanceof AuditError) throw error;
      const lenient = new TextDecoder(decoder!.encoding).decode(bytes);
      const fault = lenient.indexOf("\ufffd");
      line += lenient.slice(0, Math.max(0, fault)).split("\n").length - 1;
      throw malformed(`its text is not ${decoder!.encoding.toUpperCase()}`);
    }
  }

  await from.read(part, (bytes) => {
    let piece = bytes;
    if (decoder === undefined) {
      const { encoding, mark } = encodingOf(bytes);
      piece = bytes.subarray(mark);
      decoder = { encoding, decode: decoderFor(encoding, bytes.length === part.size) };
      const text = decode(piece, bytes.length === part.size);
      const declared = DECLARED_ENCODING.exec(text)?.[1];
      if (declared !== undefined && !READABLE_ENCODING.test(declared) && !(encoding === "utf-8" && isAscii(piece))) {
        throw malformed(`its text is in ${declared}, not in UTF-8 or UTF-16`);
      }
      sink.write(text);
      return;
    }
    sink.write(decode(piece, false));
  });
  decode(Buffer.alloc(0), true);
  sink.end();
}

/**
 * The whole text of a part without its byte order mark.
 * @throws AuditError as {@link parsePart}, which must have accepted the part before, except for its XML.
 */
export async function readPartText(from: WorkbookPackage, part: PackagePart): Promise<string> {
  const pieces: Buffer[] = [];
  // What a large part is unpacked into is used again for its next piece.
  await from.read(part, (bytes) => pieces.push(bytes.length === part.size ? bytes : Buffer.from(bytes)));
  const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  const { encoding, mark } = encodingOf(bytes);
  try {
    return decoderFor(encoding, true)(bytes.subarray(mark), true);
  } catch (error) {
    const reason = `its text is not ${encoding.toUpperCase()}`;
    throw new AuditError(
      { code: "package-malformed-xml", file: from.file, part: part.name, line: 1, reason },
      { cause: error },
    );
  }
}

function decoderFor(encoding: Encoding, whole: boolean): (bytes: Buffer, last: boolean) => string {
  if (encoding === "utf-8" && whole) {
    // Pure ASCII, which most sheets are, stays one byte per character and is several times faster to scan.
    return (bytes) => {
      if (isAscii(bytes)) return bytes.toString("latin1");
      if (!isUtf8(bytes)) throw new XmlFault("not UTF-8");
      return bytes.toString("utf8");
    };
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}
