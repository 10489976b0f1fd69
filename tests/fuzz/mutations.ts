/** Ways in which a good workbook is changed, each with what may come of it. */
import type { Cell, Sheet } from "../../fixtures/sheets.ts";
import { DEFAULT_LIMITS } from "../../src/package/read.ts";
import { openPackage } from "../../src/package/zip.ts";
import { writeWorkbook } from "../bench/write-workbook.ts";
import {
  MAIN,
  type Member,
  STRICT_MAIN,
  STRICT_RELATIONSHIPS,
  type ZipOptions,
  zip,
} from "../unit/package/package-builder.ts";
import type { Random } from "./random.ts";

/**
 * What a mutation leaves to be found:
 * - `same`: the workbook says what it said, and must be audited;
 * - `same-or-refused`: whatever is audited is what it said;
 * - `same-or-missing`: every figure of a school is what it was, or is missing; or the file is refused;
 * - `others-same`: the schools that were not touched have the figures they had; or the file is refused;
 * - `any`: an audit of some kind or a refusal.
 */
export type Expectation = "same" | "same-or-refused" | "same-or-missing" | "others-same" | "any";

export interface Mutated {
  readonly bytes: Buffer;
  readonly expectation: Expectation;
  /** Names of schools that were touched. */
  readonly touched?: readonly string[];
  readonly note: string;
}

/** A good workbook before it is a file. */
export interface Base {
  readonly name: string;
  readonly sheets: readonly Sheet[];
  readonly bytes: Buffer;
  /** Whether the sheet 学校 has one row for each school, named in its third column. */
  readonly native: boolean;
}

export type Mutation = (base: Base, random: Random) => Mutated | Promise<Mutated>;

const membersOf = async (bytes: Buffer): Promise<Member[]> => {
  const from = await openPackage(bytes, "base", DEFAULT_LIMITS);
  const members: Member[] = [];
  for (const part of from.parts) {
    const pieces: Buffer[] = [];
    await from.read(part, (piece) => pieces.push(Buffer.from(piece)));
    members.push({ name: part.name, data: Buffer.concat(pieces) });
  }
  return members;
};

const isMarkup = ({ name }: Member): boolean => /\.(xml|rels)$/i.test(name);
const isSheet = ({ name }: Member): boolean => /worksheets\/[^/]+\.xml$/i.test(name);

const withMarkup = (members: readonly Member[], change: (text: string, member: Member) => string | Buffer): Member[] =>
  members.map((member) => (isMarkup(member) ? { ...member, data: change(member.data.toString(), member) } : member));

const TAG = /<[^>]*>/g;

/** Every element of the workbook's own vocabulary gets a prefix. */
const prefixed = (text: string, prefix: string): string =>
  text.includes(`xmlns="${MAIN}"`)
    ? text.replace(/<(\/?)(?![?!])/g, `<$1${prefix}:`).replace(`xmlns="${MAIN}"`, `xmlns:${prefix}="${MAIN}"`)
    : text;

const hostileTexts = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "红星\u001b[31m小学\u001b]0;x\u0007",
  "\u202e学小一第\u202c",
  "=HYPERLINK(1)",
  "#REF!",
  "NaN",
  "Infinity",
  "1e309",
  "-0",
  "１２３",
  "1,2,3",
  "98.5%",
  "约 300",
  "337（其中女160）",
  "_x000D_",
  "",
  " ",
  "—",
  "学".repeat(4000),
  "9".repeat(400),
  "0x1F",
  "1/2",
  "2024-02-30",
  "甲乙丙",
  "null",
  "\ufeff\u200b5",
];

type Copied = Omit<Sheet, "rows"> & { readonly rows: Cell[][] };

const copied = (sheets: readonly Sheet[]): Copied[] =>
  sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => [...row]) }));

const dataRows = (sheet: Pick<Sheet, "header">): number => sheet.header?.[1] ?? 1;

const shiftedRange = (range: string, at: number, by: number): string =>
  range.replace(/\d+/g, (row) => String(Number(row) > at ? Number(row) + by : Number(row)));

const NATIVE_NAME_COLUMN = 2;
/** Columns of the sheet 学校 before its figures. */
const IDENTITY = 9;

const flip: Mutation = ({ bytes }, random) => {
  const changed = Buffer.from(bytes);
  const notes: string[] = [];
  for (let count = 1 + random.below(3); count > 0; count--) {
    const at = random.below(changed.length);
    changed[at] = changed[at]! ^ (1 << random.below(8));
    notes.push(String(at));
  }
  return { bytes: changed, expectation: "same-or-refused", note: notes.join(" ") };
};

const cut: Mutation = ({ bytes }, random) => {
  const from = random.below(bytes.length);
  const length = random.pick([1, 16, 512, 8192, bytes.length]);
  const gone = Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(bytes.length, from + length))]);
  return { bytes: gone, expectation: "same-or-refused", note: `${from} ${length}` };
};

const repeat: Mutation = ({ bytes }, random) => {
  const from = random.below(bytes.length);
  const piece = bytes.subarray(from, from + random.pick([4, 64, 4096]));
  const at = random.below(bytes.length);
  const changed = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  return { bytes: changed, expectation: "same-or-refused", note: `${from} ${at}` };
};

const rezip: Mutation = async ({ bytes }, random) => {
  const members = random.shuffled(await membersOf(bytes)).map(
    (member): Member => ({
      ...member,
      stored: random.below(2) === 0,
      dataDescriptor: random.below(3) === 0,
      zip64: random.below(3) === 0,
      name:
        random.below(8) === 0
          ? `/${member.name}`
          : random.below(8) === 0
            ? member.name.replaceAll("/", "\\")
            : member.name,
    }),
  );
  const options: ZipOptions = {
    zip64: random.below(2) === 0,
    comment: random.pick(["", "a comment", "PK\u0005\u0006"]),
  };
  // A comment that looks like the end of a zip may be taken for it, which is a reason to refuse.
  const expectation = options.comment?.startsWith("PK") ? "same-or-refused" : "same";
  return { bytes: zip(members, options), expectation, note: JSON.stringify(options) };
};

const lie: Mutation = async ({ bytes }, random) => {
  const members = await membersOf(bytes);
  const at = random.below(members.length);
  const member = members[at]!;
  const other = members[random.below(members.length)]!;
  const lies: Partial<Member>[] = [
    { crc32: random.below(2 ** 31) },
    { localCrc32: random.below(2 ** 31) },
    { size: random.below(2 ** 31) },
    { size: 0 },
    { localSize: random.below(5000) },
    { packedSize: random.below(5000) },
    { method: random.below(100) },
    { localMethod: 0 },
    { flags: 0x0801 },
    { offset: random.below(bytes.length) },
    { name: other.name },
    { name: other.name.toUpperCase(), localName: other.name.toUpperCase() },
    { localName: "xl/other.xml" },
    { packed: Buffer.alloc(random.below(200), random.below(256)) },
    { name: "../../etc/passwd" },
    { name: "__proto__" },
  ];
  const told = random.pick(lies);
  const dropped = random.below(3) === 0;
  members[at] = { ...member, ...told };
  if (dropped) members.splice(at, 1);
  const options: ZipOptions = random.below(6) === 0 ? { entryCount: random.below(70_000) } : {};
  if (random.below(8) === 0) options.directoryOffset = random.below(bytes.length);
  // Without its styles a percentage is a bare number, of which the reader can know nothing.
  const expectation = /styles/.test(member.name) ? "any" : "same-or-refused";
  return {
    bytes: zip(members, options),
    expectation,
    note: `${member.name} ${dropped ? "dropped" : Object.keys(told)}`,
  };
};

const spelling: Mutation = async ({ bytes }, random) => {
  const members = await membersOf(bytes);
  const ways: Record<string, () => Member[]> = {
    prefix: () => withMarkup(members, (text) => prefixed(text, random.pick(["x", "ss", "名", "c"]))),
    "utf-16": () =>
      withMarkup(members, (text, member) =>
        isSheet(member) || random.below(2) === 0
          ? Buffer.from(`\ufeff${text.replace(/encoding="UTF-8"/, 'encoding="UTF-16"')}`, "utf16le")
          : text,
      ),
    "byte order mark": () => withMarkup(members, (text) => `\ufeff${text}`),
    comments: () =>
      withMarkup(members, (text) => {
        let count = 0;
        return text.replace(/<(row|sheet|fills|Relationship|si)\b/g, (tag) =>
          count++ < 50 ? `<!-- > --><?p <x?>${tag}` : tag,
        );
      }),
    quotes: () =>
      withMarkup(members, (text) => text.replace(/="([^"']*)"/g, "  =\n'$1'").replace(/^<\?xml[^>]*\?>/, "")),
    "strict names": () =>
      withMarkup(members, (text) =>
        text
          .replaceAll(MAIN, STRICT_MAIN)
          .replaceAll("http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT_RELATIONSHIPS),
      ),
    "cells without addresses": () =>
      withMarkup(members, (text, member) => (isSheet(member) ? withoutAddresses(text) : text)),
    "rows backwards": () =>
      withMarkup(members, (text, member) => {
        if (!isSheet(member)) return text;
        const rows = text.match(/<row .*?<\/row>/gs) ?? [];
        return rows.length < 2 ? text : text.replace(rows.join(""), () => [...rows].reverse().join(""));
      }),
    "inline strings": () => {
      const shared = members.find(({ name }) => name.endsWith("sharedStrings.xml"));
      const items = (shared?.data.toString().match(/<si>.*?<\/si>/gs) ?? []).map((item) => item.slice(4, -5));
      return withMarkup(members, (text, member) =>
        isSheet(member)
          ? text.replace(/ t="s"><v>(\d+)<\/v>/g, (_, index) => ` t="inlineStr"><is>${items[Number(index)]}</is>`)
          : text,
      );
    },
    "numbers in other forms": () =>
      withMarkup(members, (text, member) =>
        isSheet(member)
          ? text.replace(/(<c r="[A-Z]+\d+"(?: s="\d+")?>)<v>(\d+)<\/v>/g, (_, cell, digits) =>
              random.pick([
                `${cell}<v>${digits}.0</v>`,
                `${cell}<v> ${digits}E0 </v>`,
                `${cell}<f>SUM(1)</f><v>${digits}</v>`,
                `${cell}<v>0${digits}</v>`,
              ]),
            )
          : text,
      ),
    "formatted blanks": () =>
      withMarkup(members, (text, member) =>
        isSheet(member)
          ? text.replace("</sheetData>", '<row r="900000"><c r="A900000" s="1"/><c r="XFD900000"/></row></sheetData>')
          : text,
      ),
    extensions: () =>
      withMarkup(members, (text, member) =>
        isSheet(member)
          ? text.replace(/<sheetData>/, '<q:row xmlns:q="urn:q"><q:c r="A1"><q:v>7</q:v></q:c></q:row><sheetData>')
          : text,
      ),
  };
  const way = random.pick(Object.keys(ways));
  return { bytes: zip(ways[way]!()), expectation: "same", note: way };
};

/** Rows and cells without `r`, blanks put where it skips. */
const withoutAddresses = (text: string): string => {
  const columnOf = (letters: string): number =>
    [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
  let lastRow = 0;
  return text.replace(/<row r="(\d+)"([^>]*)>(.*?)<\/row>/gs, (_, r: string, rest: string, inside: string) => {
    const gap = "<row/>".repeat(Math.max(0, Number(r) - lastRow - 1));
    lastRow = Number(r);
    let last = 0;
    const cells = inside.replace(/<c r="([A-Z]+)\d+"/g, (__, letters: string) => {
      const column = columnOf(letters);
      const blanks = "<c/>".repeat(Math.max(0, column - last - 1));
      last = column;
      return `${blanks}<c`;
    });
    return `${gap}<row${rest}>${cells}</row>`;
  });
};

const tokens: Mutation = async ({ bytes }, random) => {
  const members = await membersOf(bytes);
  const candidates = members.filter(isMarkup);
  const notes: string[] = [];
  const changed = random.pick(candidates);
  const data = withMarkup([changed], (text) => {
    let result = text;
    for (let count = 1 + random.below(4); count > 0; count--) {
      const tags = [...result.matchAll(TAG)];
      if (tags.length === 0) break;
      const tag = random.pick(tags);
      const other = random.pick(tags);
      const garbage = [
        "<",
        ">",
        "&",
        "&amp;",
        "&#0;",
        "&lol;",
        "<!DOCTYPE x>",
        "<![CDATA[",
        "]]>",
        "\u0001",
        "\ufffe",
        "<a>",
        "</a>",
        "<!--",
        "xmlns:x=''",
      ];
      const kind = random.below(8);
      notes.push(`${changed.name} ${kind} at ${tag.index}`);
      const put = (at: number, end: number, by: string): void => {
        result = result.slice(0, at) + by + result.slice(end);
      };
      const end = tag.index + tag[0].length;
      if (kind === 0) put(tag.index, end, "");
      else if (kind === 1) put(tag.index, end, tag[0] + tag[0]);
      else if (kind === 2) put(tag.index, end, other[0]);
      else if (kind === 3) put(end, end, random.pick(garbage));
      else if (kind === 4)
        put(
          tag.index,
          end,
          tag[0].replace(
            /="[^"]*"/,
            `="${random.pick(["", "0", "-1", "99999999999", "A0", "ZZZZ1", "a b", "1e3", "__proto__", "é"])}"`,
          ),
        );
      else if (kind === 5) put(tag.index, end, tag[0].replace(/ [^ =]+="[^"]*"/, ""));
      else if (kind === 6)
        put(
          tag.index,
          end,
          tag[0].replace(/[A-Za-z]+/, random.pick(["c", "v", "row", "sheetData", "f", "is", "t", "x:c", "mergeCell"])),
        );
      else put(end, end, "<r>".repeat(random.pick([1, 10, 300])));
    }
    return result;
  });
  return {
    bytes: zip(members.map((member) => (member === changed ? data[0]! : member))),
    expectation: "any",
    note: notes.join("; "),
  };
};

const order: Mutation = ({ sheets }, random) => ({
  bytes: writeWorkbook(random.shuffled(sheets)),
  expectation: "same-or-missing",
  note: "",
});

const oneCell: Mutation = ({ sheets, native }, random) => {
  const all = copied(sheets);
  const sheet = native ? all.find(({ name }) => name === "学校")! : random.pick(all);
  const from = dataRows(sheet);
  if (sheet.rows.length <= from) return { bytes: writeWorkbook(all), expectation: "same", note: "no rows" };
  const row = from + random.below(sheet.rows.length - from);
  const cells = sheet.rows[row]!;
  const column = native
    ? IDENTITY + random.below(Math.max(1, cells.length - IDENTITY))
    : random.below(Math.max(1, cells.length));
  const value: Cell =
    random.below(4) === 0 ? random.pick([-1, -5, 0, 1, 0.5, 1e15, 1e-9, 2024, 99_999_999]) : random.pick(hostileTexts);
  cells[column] = value;
  const school = cells[NATIVE_NAME_COLUMN];
  return {
    bytes: writeWorkbook(all),
    expectation: native ? "others-same" : "any",
    touched: typeof school === "string" ? [school] : [],
    note: `${sheet.name} row ${row + 1} column ${column + 1} ${JSON.stringify(value).slice(0, 60)}`,
  };
};

const headers: Mutation = ({ sheets }, random) => {
  const all = copied(sheets);
  const notes: string[] = [];
  let nonsense = true;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const sheet = random.pick(all);
    const row = sheet.rows[random.below(dataRows(sheet))] ?? [];
    const column = random.below(Math.max(1, row.length));
    const text = random.pick([
      `填写栏${random.below(99)}`,
      "zzz",
      "￥￥",
      ...(random.below(3) === 0 ? hostileTexts : []),
    ]);
    if (hostileTexts.includes(text)) nonsense = false;
    row[column] = text;
    notes.push(`${sheet.name} column ${column + 1} ${JSON.stringify(text).slice(0, 40)}`);
  }
  return { bytes: writeWorkbook(all), expectation: nonsense ? "same-or-missing" : "any", note: notes.join("; ") };
};

const layout: Mutation = ({ sheets }, random) => {
  const all = copied(sheets);
  const notes: string[] = [];
  const index = random.below(all.length);
  const sheet = all[index]!;
  const kind = random.pick(["blank row", "blank column", "title row", "total row", "remark row", "spaces"]);
  notes.push(`${sheet.name} ${kind}`);
  const header = dataRows(sheet);
  const insertRow = (at: number, row: Cell[]): void => {
    sheet.rows.splice(at, 0, row);
    all[index] = { ...sheet, merges: (sheet.merges ?? []).map((range) => shiftedRange(range, at, 1)) };
  };
  if (kind === "blank row") insertRow(header + random.below(Math.max(1, sheet.rows.length - header)), []);
  else if (kind === "title row") insertRow(0, ["某某县义务教育统计表"]);
  else if (kind === "total row") sheet.rows.push(["合计", ...Array<Cell>(5).fill(null)]);
  else if (kind === "remark row") sheet.rows.push(["注：本表数据由各校填报。"]);
  else if (kind === "blank column") for (const row of sheet.rows) row.push(null, null);
  else {
    for (const row of sheet.rows.slice(0, header)) {
      for (const [at, cell] of row.entries()) {
        if (typeof cell === "string" && random.below(3) === 0)
          row[at] = `\u3000${[...cell].join(random.pick(["", " ", "\n"]))} \u200b`;
      }
    }
  }
  return { bytes: writeWorkbook(all), expectation: "same", note: notes.join("; ") };
};

const sheetGone: Mutation = ({ sheets }, random) => {
  const at = random.below(sheets.length);
  const twice = random.below(3) === 0;
  const kept = twice
    ? [...sheets, { ...sheets[at]!, name: `${sheets[at]!.name}2` }]
    : sheets.filter((_, index) => index !== at);
  return {
    bytes: writeWorkbook(kept),
    expectation: "same-or-missing",
    note: `${sheets[at]!.name}${twice ? " twice" : ""}`,
  };
};

const names: Mutation = ({ sheets }, random) => {
  const all = copied(sheets);
  const at = random.below(all.length);
  const name = random.pick([
    "__proto__",
    "constructor",
    "toString",
    "x\u001b[2Jy",
    "\u202exlsx",
    "a&b<c>'d'\"e\"",
    "表".repeat(31),
    " ",
    "数据问题",
  ]);
  all[at] = { ...all[at]!, name };
  return { bytes: writeWorkbook(all), expectation: "same-or-missing", note: JSON.stringify(name) };
};

/** By name, with how often each comes. */
export const MUTATIONS: Readonly<Record<string, { readonly weight: number; readonly mutate: Mutation }>> = {
  flip: { weight: 4, mutate: flip },
  cut: { weight: 2, mutate: cut },
  repeat: { weight: 1, mutate: repeat },
  rezip: { weight: 2, mutate: rezip },
  lie: { weight: 4, mutate: lie },
  spelling: { weight: 5, mutate: spelling },
  tokens: { weight: 6, mutate: tokens },
  order: { weight: 1, mutate: order },
  "one cell": { weight: 6, mutate: oneCell },
  headers: { weight: 4, mutate: headers },
  layout: { weight: 4, mutate: layout },
  "sheet gone": { weight: 1, mutate: sheetGone },
  "sheet names": { weight: 2, mutate: names },
};
