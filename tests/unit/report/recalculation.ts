import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import exceljs, { type Cell, type Workbook } from "exceljs";
import { zip } from "../package/package-builder.ts";

/** Recalculation by LibreOffice, which stands in for the spreadsheet in which people open a report. */

const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

export const load = async (bytes: Uint8Array): Promise<Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
};

/** What a cell shows: a formula's result (exceljs hides one of 0 in the value), a link's text; an empty text is nothing. */
export const shownValue = (cell: Cell): unknown => {
  if (cell.type === exceljs.ValueType.Formula)
    return cell.result === undefined || (cell.result as unknown) === "" ? null : cell.result;
  const { value } = cell;
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "object" && "text" in value ? value.text : value;
};

/** The address, the formula and the saved result of every formula of a workbook. */
export const formulasOf = (book: Workbook): { sheet: string; address: string; formula: string; result: unknown }[] => {
  const found: { sheet: string; address: string; formula: string; result: unknown }[] = [];
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        const { value } = cell;
        if (value !== null && typeof value === "object" && "formula" in value && cell.master === cell) {
          found.push({ sheet: sheet.name, address: cell.address, formula: cell.formula, result: shownValue(cell) });
        }
      });
    });
  }
  return found;
};

/** The members of a zip that says their sizes ahead of them, as ours do. */
export const membersOf = (bytes: Uint8Array): { name: string; text: string }[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members: { name: string; text: string }[] = [];
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const nameEnd = at + 30 + view.getUint16(at + 26, true);
    const start = nameEnd + view.getUint16(at + 28, true);
    const end = start + view.getUint32(at + 18, true);
    const decoder = new TextDecoder();
    const name = decoder.decode(bytes.subarray(at + 30, nameEnd));
    members.push({ name, text: decoder.decode(inflateRawSync(bytes.subarray(start, end))) });
    at = end;
  }
  return members;
};

/** New values of cells, by `sheet!address`; null empties the cell. */
export type Changes = Readonly<Record<string, string | number | null>>;

const cellXml = (start: string, value: string | number | null): string => {
  if (value === null) return `${start}/>`;
  if (typeof value === "number") return `${start}><v>${value}</v></c>`;
  return `${start} t="inlineStr"><is><t>${value}</t></is></c>`;
};

/**
 * The file itself, byte for byte but for its results, which are all spoilt, and the changed cells: what LibreOffice
 * computes is computed from the report as it was written.
 */
const spoilt = (bytes: Uint8Array, changes: Changes): Buffer => {
  const written = membersOf(bytes);
  const workbook = written.find(({ name }) => name === "xl/workbook.xml")?.text ?? "";
  const names = [...workbook.matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1]);
  let formulas = 0;
  let changed = 0;
  const members = written.map(({ name, text }) => {
    const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1];
    if (number === undefined) return { name, data: text };
    let data = text.replace(
      /(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="str")?>(<f>[^<]*<\/f>)<v>[^<]*<\/v><\/c>/g,
      (_, start: string, formula: string) => {
        formulas++;
        return `${start} t="str">${formula}<v>spoilt</v></c>`;
      },
    );
    for (const [place, value] of Object.entries(changes)) {
      const at = place.lastIndexOf("!");
      if (place.slice(0, at) !== names[Number(number) - 1]) continue;
      const cell = new RegExp(`(<c r="${place.slice(at + 1)}"(?: s="\\d+")?)(?: t="\\w+")?(?:/>|>.*?</c>)`);
      data = data.replace(cell, (_, start: string) => {
        changed++;
        return cellXml(start, value);
      });
    }
    return { name, data };
  });
  const all = members.reduce((sum, { data }) => sum + data.split("<f>").length - 1, 0);
  if (formulas === 0 || formulas !== all) throw new Error(`spoilt ${formulas} of ${all} results`);
  if (changed !== Object.keys(changes).length) throw new Error(`changed ${changed} cells`);
  return zip(members);
};

/** What one call of LibreOffice may take, with other tests beside it on two cores. */
const PATIENCE = 400_000;

/**
 * The workbooks after every saved result was spoilt, the given cells changed, and LibreOffice computed all of it anew; by
 * the same names. One process computes them all, since its start takes longer than a workbook does, with a profile of its
 * own, since two processes cannot share one.
 */
export const recalculateAll = async (
  books: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly changes?: Changes }>,
): Promise<Map<string, Workbook>> => {
  const folder = mkdtempSync(join(tmpdir(), "qe-recalculate-"));
  try {
    const profile = join(folder, "profile", "user");
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, "registrymodifications.xcu"), SETTINGS);
    const files = new Map<string, string>();
    for (const [name, { bytes, changes = {} }] of books) {
      const file = `report-${files.size}.xlsx`;
      files.set(name, file);
      writeFileSync(join(folder, file), spoilt(bytes, changes));
    }
    const out = join(folder, "out");
    // Not spawnSync: it would keep the test runner from hearing of this file for as long as it takes.
    const { stdout, stderr } = await promisify(execFile)(
      "soffice",
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        out,
        ...[...files.values()].map((file) => join(folder, file)),
      ],
      { timeout: PATIENCE },
    );
    const computed = new Map<string, Workbook>();
    for (const [name, file] of files) {
      const result = join(out, file);
      if (!existsSync(result)) throw new Error(`LibreOffice wrote nothing for ${name}: ${stdout}${stderr}`);
      computed.set(name, await load(readFileSync(result)));
    }
    return computed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
