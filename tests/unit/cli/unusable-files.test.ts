import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { workbookBytes } from "../../../fixtures/sheets.ts";
import { workbook, zip } from "../package/package-builder.ts";
import { DEMO, inFolder, run } from "./run.ts";

const demo = await readFile(DEMO);

/** An OLE2 file in which a stream of this name can be found. */
const ole2 = (stream: string): Buffer =>
  Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(1016),
    Buffer.from(stream, "utf16le"),
    Buffer.alloc(512),
  ]);

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0xff;
  return copy;
};

const docx = zip([
  {
    name: "[Content_Types].xml",
    data: '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  },
  { name: "word/document.xml", data: "<w:document/>" },
]);
const ods = zip([
  { name: "mimetype", data: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
  { name: "content.xml", data: "<office:document-content/>" },
]);

const noSchools = await workbookBytes([
  {
    name: "预算",
    rows: [
      ["科目", "金额"],
      ["办公费", 12],
    ],
  },
]);

/** What the file holds, what must be said of it in each language. */
const FILES: readonly [name: string, bytes: Uint8Array, zh: string, en: string][] = [
  ["an old workbook (.xls, .et)", ole2("Workbook"), "旧版格式", "old format"],
  ["a workbook with a password", ole2("EncryptedPackage"), "有密码", "password"],
  ["comma-separated text", Buffer.from("学校名称,在校生数\r\n实验小学,100\r\n"), "文本文件", "text file"],
  ["text in GBK", Buffer.from("d1a7d0a3c3fbb3c609d4dad0a3c9fa0d0a", "hex"), "文本文件", "text file"],
  ["a web page", Buffer.from("<html><table></table></html>"), "网页或 XML", "web page"],
  ["a Word document", docx, "Word 文档", "Word document"],
  ["an OpenDocument spreadsheet", ods, "OpenDocument", "OpenDocument"],
  ["nothing", Buffer.alloc(0), "空的", "empty"],
  ["half of a workbook", demo.subarray(0, demo.length / 2), "不完整", "cut short"],
  ["all but the last bytes of a workbook", demo.subarray(0, -30), "不完整", "cut short"],
  ["a workbook with one byte changed", flipped(demo, Math.floor(demo.length / 2)), "损坏", "damaged"],
  ["an image", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), "不是 .xlsx 工作簿", "not an .xlsx workbook"],
  ["any zip", zip([{ name: "a.txt", data: "a" }]), "不是 .xlsx 工作簿", "not an .xlsx workbook"],
  [
    "a workbook whose sheet is missing",
    workbook({ parts: { "xl/worksheets/sheet1.xml": null } }),
    "缺少工作表 “甲”",
    'of the sheet "甲"',
  ],
  ["a workbook without a table of schools", noSchools, "没有像“学校”的工作表", "no sheet that looks like 学校"],
];

describe("a file that cannot be audited", () => {
  test.each(FILES)("%s: one clear sentence, exit code 3, nothing written", (_name, bytes, zh, en) =>
    inFolder(async (path) => {
      await writeFile(path("county.xlsx"), bytes);
      for (const command of [["check", "-o", path("gap.xlsx")], ["validate"], ["explain", "R4"]]) {
        const [name, ...rest] = command;
        const argv =
          name === "explain" ? ["explain", "R4", path("county.xlsx")] : [name!, path("county.xlsx"), ...rest];
        const chinese = await run(argv);
        expect([chinese.code, chinese.stdout]).toEqual([3, ""]);
        expect(chinese.stderr).toContain(zh);
        const english = await run([...argv, "--lang", "en"]);
        expect([english.code, english.stdout]).toEqual([3, ""]);
        expect(english.stderr).toContain(en);
        for (const { stderr } of [chinese, english]) {
          expect(stderr).toContain("county.xlsx");
          expect(stderr.trimEnd().split("\n")).toHaveLength(1);
          expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
        }
      }
      expect(await readdir(path("."))).toEqual(["county.xlsx"]);
      const piped = await run(["check", "-"], { stdin: bytes });
      expect(piped.code).toBe(3);
      expect(piped.stderr).toContain("标准输入");
    }),
  );

  test.each([
    ["missing", async () => {}, "找不到文件"],
    ["a folder", (path: string) => mkdir(path), "文件夹"],
    ["a named pipe", async (path: string) => void execFileSync("mkfifo", [path]), "管道"],
  ])("%s", (_name, make: (path: string) => Promise<unknown>, words) =>
    inFolder(async (path) => {
      await make(path("county.xlsx"));
      const { code, stderr } = await run(["check", path("county.xlsx")]);
      expect(code).toBe(3);
      expect(stderr).toContain(words);
    }),
  );

  test("a device", async () => {
    const { code, stderr } = await run(["check", "/dev/zero"]);
    expect(code).toBe(3);
    expect(stderr).toContain("设备");
  });

  test("has a name that is safe to print", async () => {
    const { code, stderr } = await run(["check", "none\u001b[2J\u202e\n.xlsx"]);
    expect(code).toBe(3);
    expect(stderr).not.toMatch(/[\u001b\u202e]/);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });
});
