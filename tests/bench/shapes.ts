/** What a workbook's shape costs beside its cells, and what it costs to refuse a file made to cost much. */
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { countyOf } from "../../fixtures/generated.ts";
import { columnLetters } from "../../fixtures/sheets.ts";
import { nativeSheets } from "../../fixtures/write-native.ts";
import { readWorkbook } from "../../src/county-workbook.ts";
import { DEFAULT_LIMITS } from "../../src/package/read.ts";
import { openPackage } from "../../src/package/zip.ts";
import {
  DECLARATION,
  MAIN,
  type Member,
  relationshipsXml,
  type WorkbookParts,
  workbook,
  worksheetXml,
  zip,
} from "../unit/package/package-builder.ts";
import { writeWorkbook } from "./write-workbook.ts";

const membersOf = async (bytes: Buffer): Promise<Member[]> => {
  const from = await openPackage(bytes, "county.xlsx", DEFAULT_LIMITS);
  const members: Member[] = [];
  for (const part of from.parts) {
    const pieces: Buffer[] = [];
    await from.read(part, (piece) => pieces.push(Buffer.from(piece)));
    members.push({ name: part.name, data: Buffer.concat(pieces) });
  }
  return members;
};

const changed = (members: readonly Member[], ending: string, change: (text: string) => string): Member[] =>
  members.map((member) =>
    member.name.endsWith(ending) ? { ...member, data: change(member.data.toString()) } : member,
  );

const times = (count: number, markup: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => markup(index)).join("");

/** Of such words every label is made, so that none can be dismissed at a glance. */
const FIELD_WORDS = "小学 初中 教师 面积 在校生 学生 专任 班级 经费 教学 用房 运动 场地".split(" ");

/** The sheet of schools in the county's workbook. */
const SCHOOLS = "worksheets/sheet2.xml";

/** The same county in shapes that other readers choke on, by name. */
const shapesOf = (members: readonly Member[]): Readonly<Record<string, Member[]>> => {
  const sheets = members.filter(({ name }) => name.includes("worksheets/")).length;
  const more = Array.from({ length: 400 - sheets }, (_, index) => sheets + index + 1);
  const withSheets = changed(
    changed(members, "workbook.xml", (text) =>
      text.replace(
        "</sheets>",
        `${more.map((number) => `<sheet name="表${number}" sheetId="${number}" r:id="more${number}"/>`).join("")}</sheets>`,
      ),
    ),
    "workbook.xml.rels",
    (text) =>
      text.replace(
        "</Relationships>",
        `${more
          .map(
            (number) =>
              `<Relationship Id="more${number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/more${number}.xml"/>`,
          )
          .join("")}</Relationships>`,
      ),
  );
  const withJunk = (data: string): Member[] => [
    ...changed(
      changed(members, "workbook.xml", (text) =>
        text.replace("</sheets>", '<sheet name="杂表" sheetId="900" r:id="junk"/></sheets>'),
      ),
      "workbook.xml.rels",
      (text) =>
        text.replace(
          "</Relationships>",
          '<Relationship Id="junk" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/junk.xml"/></Relationships>',
        ),
    ),
    { name: "xl/worksheets/junk.xml", data },
  ];
  const junk = (cell: (place: string, index: number) => string): string =>
    worksheetXml(
      times(
        1000,
        (row) =>
          `<row r="${row + 1}">${times(100, (column) => cell(`${columnLetters(column + 1)}${row + 1}`, row * 100 + column))}</row>`,
      ),
    );
  return {
    "a sheet of 100 000 figures": withJunk(junk((place, index) => `<c r="${place}"><v>${index}</v></c>`)),
    "a sheet of 100 000 words, no two alike": withJunk(
      junk((place, index) => {
        const words = [index, index >> 3, index >> 5, index >> 7].map((at) => FIELD_WORDS[at % FIELD_WORDS.length]);
        return `<c r="${place}" t="inlineStr"><is><t>${words.join("")}${index}</t></is></c>`;
      }),
    ),
    "400 sheets": [
      ...withSheets,
      ...more.map((number) => ({
        name: `xl/worksheets/more${number}.xml`,
        data: worksheetXml('<row r="1"><c r="A1"><v>1</v></c></row>'),
      })),
    ],
    "100 000 formatted blank rows": changed(members, SCHOOLS, (text) =>
      text.replace(
        "</sheetData>",
        `${times(100_000, (index) => `<row r="${index + 1000}" s="1" customFormat="1"><c r="A${index + 1000}" s="1"/></row>`)}</sheetData>`,
      ),
    ),
    "100 000 merges": changed(members, SCHOOLS, (text) =>
      text
        .replace(/<mergeCells.*?<\/mergeCells>/s, "")
        .replace(
          "</sheetData>",
          `</sheetData><mergeCells>${times(100_000, (index) => `<mergeCell ref="A${index * 2 + 1000}:B${index * 2 + 1001}"/>`)}</mergeCells>`,
        ),
    ),
    "validation on every column": changed(members, SCHOOLS, (text) =>
      text.replace(
        "</worksheet>",
        `<dataValidations count="16384">${times(16_384, (index) => `<dataValidation type="list" sqref="${columnLetters(index + 1)}1:${columnLetters(index + 1)}1048576"><formula1>"是,否"</formula1></dataValidation>`)}</dataValidations></worksheet>`,
      ),
    ),
    "a merge and a name over the whole sheet": changed(
      changed(members, "worksheets/sheet3.xml", (text) =>
        text.replace(
          "<sheetData>",
          '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" style="1"/></cols><sheetData>',
        ),
      ),
      "workbook.xml",
      (text) =>
        text.replace(
          "</sheets>",
          '</sheets><definedNames><definedName name="x">学校!$A$1:$XFD$1048576</definedName></definedNames>',
        ),
    ),
  };
};

const MEGABYTE = 1024 * 1024;

/** Files made to cost much, by name; each must be refused. */
const bombs = (): Readonly<Record<string, Buffer>> => {
  const sheet = (content: string | Omit<Member, "name">): WorkbookParts => ({
    parts: { "xl/worksheets/sheet1.xml": content },
  });
  const spaces = deflateRawSync(Buffer.alloc(200 * MEGABYTE, " "));
  const row = worksheetXml(times(60_000, (index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`));
  const many = Array.from({ length: 12_000 }, (_, index): Member => ({ name: `x/${index}`, data: "", stored: true }));
  return {
    "a part of 1 GB that says so": workbook(
      sheet({ data: "", packed: spaces, size: 1024 * MEGABYTE, localSize: 1024 * MEGABYTE }),
    ),
    "a part of 200 MB that says 1 kB": workbook(sheet({ data: "", packed: spaces, size: 1024, localSize: 1024 })),
    "a part of 200 MB of spaces": workbook(sheet({ data: Buffer.alloc(200 * MEGABYTE, " "), packed: spaces })),
    "one attribute of 100 MB": workbook(
      sheet(`${DECLARATION}<worksheet xmlns="${MAIN}" x="${"y".repeat(100 * MEGABYTE)}"/>`),
    ),
    "elements one million deep": workbook(sheet(`<worksheet xmlns="${MAIN}">${"<a>".repeat(1_000_000)}`)),
    "entities within entities": workbook(
      sheet(
        `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet xmlns="${MAIN}">&b;</worksheet>`,
      ),
    ),
    "60 000 rows": workbook(sheet(row)),
    "12 000 members": zip(many),
    "501 sheets": workbook({
      parts: {
        "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${times(501, (index) => `<sheet name="s${index}" sheetId="${index + 1}" r:id="rId1"/>`)}</sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": relationshipsXml([
          { id: "rId1", kind: "worksheet", target: "worksheets/sheet1.xml" },
        ]),
      },
    }),
    "five million shared strings": workbook({ sharedStrings: "<si><t/></si>".repeat(5_000_000) }),
  };
};

export interface Measures {
  readonly heading: (text: string) => void;
  readonly report: (what: string, milliseconds: number, note?: string) => void;
  /** Median milliseconds of one call, hot. */
  readonly calls: (work: () => unknown, runs: number) => Promise<number>;
  /** A module that runs the command line, and a folder for files. */
  readonly start: string;
  readonly folder: string;
}

/** Reads one county in several shapes, and has the command refuse files made to cost much. */
export const measureShapes = async ({ heading, report, calls, start, folder }: Measures): Promise<void> => {
  heading("reading the county of 200 schools in other shapes, hot");
  const members = await membersOf(writeWorkbook(nativeSheets(countyOf(200))));
  const plain = zip(members);
  const usual = await calls(() => readWorkbook(plain), 10);
  report("as it is", usual);
  for (const [name, shape] of Object.entries(shapesOf(members))) {
    const bytes = zip(shape);
    const time = await calls(() => readWorkbook(bytes), 10);
    report(name, time, `${(time - usual).toFixed(1)} ms more, ${(bytes.length / 1024).toFixed(0)} kB`);
  }

  heading("whole process, work of refusing files made to cost much");
  const costs = join(folder, "costs.mjs");
  await writeFile(
    costs,
    `process.on("exit", () => {
      const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
      process.stderr.write("rss " + maxRSS + " cpu " + (userCPUTime + systemCPUTime));
    });`,
  );
  const file = join(folder, "bomb.xlsx");
  for (const [name, bytes] of Object.entries(bombs())) {
    await writeFile(file, bytes);
    const { status, stderr } = spawnSync(process.execPath, ["--import", costs, start, "check", file], {
      encoding: "utf8",
    });
    const [, memory = "", work = ""] = /rss (\d+) cpu (\d+)/.exec(stderr) ?? [];
    const end = status === 3 ? "" : `, ended with ${status}`;
    report(name, Number(work) / 1000, `${(Number(memory) / 1024).toFixed(0)} MB${end}`);
  }
};
