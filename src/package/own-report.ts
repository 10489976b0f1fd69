import { open } from "node:fs/promises";
import { openPromise } from "yauzl";

/** Part of a workbook or document that says who wrote it. */
const PROPERTIES = "docProps/core.xml";
/** More than a program writes there. */
const LONGEST = 64 * 1024;
/** Reports name the version; a template, which somebody fills in, does not. */
const CREATOR = /<dc:creator>qe-audit \d[^<]*<\/dc:creator>/;
/** All that the program writes there. Whoever saves the file after it writes more, a name of its own or another moment. */
const UNTOUCHED =
  /^<\?xml[^>]*\?>\s*<cp:coreProperties[^>]*>(?:<dc:title>[^<]*<\/dc:title>)?<dc:creator>(qe-audit \d[^<]*)<\/dc:creator><cp:lastModifiedBy>\1<\/cp:lastModifiedBy><dcterms:created[^>]*>([^<]*)<\/dcterms:created><dcterms:modified[^>]*>\2<\/dcterms:modified><\/cp:coreProperties>\s*$/;

/** The text of one part of a workbook or document; null where it has none, or a longer one, or cannot be read. */
const partOf = async (path: string, part: string, longest: number): Promise<string | null> => {
  try {
    const zip = await openPromise(path);
    try {
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName !== part) continue;
        if (entry.uncompressedSize > longest) return null;
        const pieces: Buffer[] = [];
        for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
        return Buffer.concat(pieces).toString("utf8");
      }
      return null;
    } finally {
      zip.close();
    }
  } catch {
    return null;
  }
};

const propertiesOf = (path: string): Promise<string | null> => partOf(path, PROPERTIES, LONGEST);

const BOOK = "xl/workbook.xml";
/** More than the list of all sheets that a workbook may have. */
const LONGEST_BOOK = 1024 * 1024;

/** Whether a workbook has a sheet of one of these names, or of one with a number behind it; false where that cannot be told. */
export const hasSheetNamed = async (path: string, names: readonly string[]): Promise<boolean> => {
  const book = (await partOf(path, BOOK, LONGEST_BOOK)) ?? "";
  return [...book.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g)].some(([, name = ""]) =>
    names.includes(name.replace(/\d+$/, "")),
  );
};

/**
 * Whether a file is a report that this program wrote, by the properties of the workbook or document; false where that
 * cannot be told. Reads the directory of the zip and that one part of it.
 */
export const isOwnReport = async (path: string): Promise<boolean> => CREATOR.test((await propertiesOf(path)) ?? "");

/** Whether a file is such a report and nobody saved it since: there is nobody's work in it. */
export const isUntouchedReport = async (path: string): Promise<boolean> =>
  UNTOUCHED.test((await propertiesOf(path)) ?? "");

/** How workbooks and documents of Office begin: a zip, and the compound files of old. */
const BEGINNINGS: readonly (readonly number[])[] = [
  [0x50, 0x4b],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * Whether a file is a workbook or document, whole or not, that this program did not write or that somebody saved since; so may
 * be one it cannot read.
 */
export const isOthersDocument = async (path: string): Promise<boolean> => {
  const bytes = new Uint8Array(4);
  try {
    const file = await open(path);
    await file.read(bytes, 0, bytes.length, 0).finally(() => file.close());
  } catch {
    return true;
  }
  const isDocument = BEGINNINGS.some((beginning) => beginning.every((byte, at) => bytes[at] === byte));
  return isDocument && !(await isUntouchedReport(path));
};
