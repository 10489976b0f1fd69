import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import exceljs from "exceljs";
import { describe, expect, test } from "vitest";
import { emptyWorkbook } from "../../src/county-workbook.ts";
import { generatedParts, READMES, withParts } from "../../src/docs.ts";
import { standardOf } from "../../src/standard/index.ts";
import { inFolder, run } from "./cli/run.ts";
import { documentsIn, writtenIn } from "./documents.ts";

const root = join(import.meta.dirname, "../..");

const LANGS = ["en", "zh"] as const;
const documents = (await Promise.all(LANGS.map(documentsIn))).flat();
const readmes = documents.filter(({ lang, name }) => name === READMES[lang]);
const written = await Promise.all(LANGS.map(async (lang) => ({ lang, text: await writtenIn(lang) })));
const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, "gm"))].map((match) =>
    match[1]!.replace(/^ +/gm, "").trim(),
  );

const inChinese = (name: string): string => name.replace(/\.md$/, ".zh-CN.md");

/** Where a heading is linked to. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .replaceAll(" ", "-"),
  );

describe.each(documents)("$name", ({ lang, name, text }) => {
  test("holds what the program generates", async () => {
    expect(text, "run npm run docs").toBe(withParts(text, await generatedParts(lang)));
  });

  test("links to places that are there", async () => {
    for (const [, target] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = "", anchor] = target!.split("#");
      const path = file === "" ? join(root, name) : join(root, dirname(name), file);
      await access(path);
      if (anchor !== undefined) expect(anchorsOf(await readFile(path, "utf8"))).toContain(anchor);
    }
  });

  test.each(
    blocks(text, "sh")
      .filter((line) => line.startsWith("qe-audit "))
      .map((line) => [line]),
  )("%s", (line) =>
    inFolder(async (path) => {
      const words = line.split(" ").slice(1);
      const argv = words.map((word, index) =>
        word.startsWith("fixtures/") ? join(root, word) : words[index - 1] === "-o" ? path(word) : word,
      );
      const { code, stderr } = await run(argv);
      const fallsShort = words[0] === "check" || words.includes("fixtures/flawed-county.xlsx");
      expect(code, stderr).toBe(fallsShort ? 1 : 0);
    }),
  );
});

describe.each(readmes)("$name", ({ text }) => {
  test("is read in ten minutes", () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10 * 1024);
  });

  test("begins with the command that installs, builds and audits, and then the one that tests", () => {
    const [first, second] = blocks(text, "sh");
    expect(first).toBe("npm ci && npm run build && node bin/qe-audit.js check fixtures/demo-county.xlsx -o gap.xlsx");
    expect(second).toBe("npm ci && npm test");
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["build", "test"]));
  });
});

describe.each(written)("what is written in $lang", ({ lang, text }) => {
  test("holds every part that is generated", async () => {
    for (const name of Object.keys(await generatedParts(lang))) expect(text).toContain(`<!-- generated: ${name} -->`);
  });

  test("lists no header as the template's that the template lacks", async () => {
    const headers = new Set<string>();
    for (const id of ["national-2017", "basic-balance-2012"]) {
      const book = new exceljs.Workbook();
      await book.xlsx.load((await emptyWorkbook(standardOf(id))).buffer as ArrayBuffer);
      for (const sheet of book.worksheets) {
        for (let row = 1; row <= sheet.rowCount; row++) {
          sheet.getRow(row).eachCell((cell) => headers.add(String(cell.value).replace(/\s*（.*）$/, "")));
        }
      }
    }
    const dictionary = (await generatedParts(lang)).dictionary!;
    const rows = dictionary.split("\n").filter((line) => /^\| (?!---|列名|Header)/.test(line));
    const lacking = rows.filter((line) => !headers.has(line.split(" | ")[0]!.slice(2)));
    expect(lacking).toEqual([expect.stringMatching(/^\| 是否计校数 .*(模板没有这一列|not in the template)/)]);
  });

  test("says which schools are judged, and by what", () => {
    for (const word of lang === "zh"
      ? ["不足 50 人的教学点", "高级中学", "专门学校"]
      : ["under 50 pupils", "高级中学", "专门学校"]) {
      expect(text.slice(0, text.indexOf("<!-- generated: standard -->"))).toContain(word);
    }
  });
});

test("the same is said in both languages", async () => {
  const [english, chinese] = await Promise.all(LANGS.map(documentsIn));
  const translated = english!.filter(({ name }) => chinese!.some((other) => other.name === inChinese(name)));
  expect(translated).toHaveLength(chinese!.length);
  for (const { name, text } of translated) {
    const other = chinese!.find((each) => each.name === inChinese(name))!;
    for (const pattern of [/<!-- generated: ([a-z-]+) -->/g, /^#+ /gm]) {
      const found = (content: string) => [...content.matchAll(pattern)].map(([match]) => match);
      expect(found(other.text), name).toEqual(found(text));
    }
  }
});
