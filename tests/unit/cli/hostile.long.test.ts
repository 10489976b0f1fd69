import { describe, expect, test } from "vitest";
import { everyType, threeSchools } from "../../../fixtures/generated.ts";
import type { Cell, Sheet } from "../../../fixtures/sheets.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { oneOf } from "../one-of.ts";
import { UNSAFE } from "../report/hostile.ts";
import { inFolder, run } from "./run.ts";

/** What a terminal would obey, or what would turn a line around. */
const COMMANDS_TO_TERMINALS: readonly [string, string][] = [
  ["colours and cursor", "\u001b[31m\u001b[2J\u001b[1;1H"],
  ["the window's title", "\u001b]0;owned\u0007"],
  ["a link", "\u001b]8;;http://x.example\u001b\\here\u001b]8;;\u001b\\"],
  ["one-byte sequences", "\u009b31m\u009d0;x\u009c"],
  ["line ends and backspaces", "a\r\nb\b\b\bc\td\u000bе\u0085f\u2028g"],
  ["right to left", "\u202egnp.exe\u202c\u2067x\u2069\u200f\u061c"],
  ["invisible marks", "x\u200b\ufeff\u00ad\u2060y"],
  ["null", "\u0000\u0001\u007f"],
];

/** Text as a workbook holds it: what XML cannot hold is written as an escape, as Excel does. */
const held = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000a-\u001f]/g,
    (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, "0")}_`,
  );

/** For the name of a sheet, which knows no escapes. */
const named = (text: string): string => text.replace(/[\u0000-\u001f]/g, "");

const isHeader = (sheet: Sheet, row: number): boolean => row < (sheet.header?.[1] ?? 1);

/** Every text that is a name, a remark or a document gets `text` added, and so do headers that nobody knows. */
const tainted = (sheets: readonly Sheet[], text: string): Sheet[] =>
  sheets.map((sheet) => ({
    ...sheet,
    name: `${sheet.name}${named(text)}`,
    rows: sheet.rows.map((row, at) => {
      const cells: Cell[] = row.map((cell) =>
        typeof cell === "string" && (/[校学园县关]/.test(cell) ? !isHeader(sheet, at) : false)
          ? held(`${cell}${text}`)
          : cell,
      );
      return isHeader(sheet, at) ? [...cells, held(`栏${text}`)] : [...cells, held(`值${text}`)];
    }),
  }));

/** Figures that are none, so that the raw text is told. */
const withBadFigures = (sheets: readonly Sheet[], text: string): Sheet[] =>
  sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row, at) =>
      isHeader(sheet, at)
        ? row
        : row.map((cell, column) => ((at + column) % 7 === 0 && typeof cell === "number" ? held(`${text}约`) : cell)),
    ),
  }));

const books = new Map<string, Buffer>();
const bookOf = (text: string): Buffer => {
  const book = books.get(text) ?? writeWorkbook(withBadFigures(tainted(nativeSheets(everyType()), text), text));
  books.set(text, book);
  return book;
};

/** Without the colours that the program itself prints. */
const plain = (printed: string): string => printed.replace(/\u001b\[[0-9;]*m/g, "");

describe("texts of a workbook never reach the terminal raw", () => {
  const lines: readonly (readonly string[])[] = [
    ["check", "-", "--as-of", "2025-12-10", "--all"],
    ["check", "-", "--as-of", "2025-12-10", "--lang", "en"],
    ["validate", "-"],
    ["validate", "-", "--lang", "en"],
    ["explain", "R4", "-", "--as-of", "2025-12-10", "--all"],
    ["explain", "G1", "-", "--as-of", "2025-12-10"],
  ];

  test.each(COMMANDS_TO_TERMINALS)("%s", async (_, text) => {
    const stdin = bookOf(text);
    const isTried = oneOf(4);
    for (const line of lines) {
      for (const isTTY of [false, true]) {
        if (!isTried()) continue;
        const { code, stdout, stderr } = await run(line, { stdin, isTTY, env: { TERM: "xterm-256color" } });
        expect([line, code]).not.toEqual([line, 70]);
        expect(stdout.length, line.join(" ")).toBeGreaterThan(100);
        const printed = isTTY ? plain(stdout) : stdout;
        expect([line, UNSAFE.exec(printed + stderr)?.[0]?.codePointAt(0)]).toEqual([line, undefined]);
      }
    }
  });

  test.each(COMMANDS_TO_TERMINALS)("%s, where the file is refused and where a name is asked for", async (_, text) => {
    const nothing = writeWorkbook([{ name: `表${named(text)}`, rows: [[held(`学校名称${text}`)], [held(text)]] }]);
    const asked: readonly [readonly string[], Buffer][] = [
      [["check", "-"], nothing],
      [["validate", "-"], nothing],
      [["explain", "R4", "-", "--school", `百川县${text}`, "--as-of", "2025-12-10"], bookOf(text)],
      [["explain", text], nothing],
      [["check", `no such ${text}.xlsx`], nothing],
      [["check", "-", `--${text}`], nothing],
      [["check", "-", "-s", text], nothing],
      [["check", "-", "--as-of", text], bookOf(text)],
      [["validate", "-", "-o", `no such folder/${text}.xlsx`], nothing],
    ];
    const isTried = oneOf(4);
    for (const [line, stdin] of asked) {
      for (const lang of ["zh", "en"]) {
        if (!isTried()) continue;
        const { code, stdout, stderr } = await run([...line, "--lang", lang], { stdin });
        expect([3, 4], line.join(" ")).toContain(code);
        expect([line, UNSAFE.exec(stdout + stderr)?.[0]?.codePointAt(0)]).toEqual([line, undefined]);
      }
    }
  });

  test("nor in the line that tells of a copy", () =>
    inFolder(async (path) => {
      const name = path("\u001b[31m\u202ex.xlsx");
      const { code, stderr } = await run(["validate", "-", "-o", name], { stdin: bookOf("\u001b[2J") });
      expect(code).toBe(1);
      expect(stderr).toContain("␛[31m");
      expect(UNSAFE.exec(stderr)).toBeNull();
    }));
});

describe("names that programs know", () => {
  const NAMES = ["__proto__", "constructor", "prototype", "hasOwnProperty", "toString", "valueOf", "then"];
  const audit = async (sheets: readonly Sheet[]) => {
    const { code, stdout } = await run(["check", "-", "--format", "json", "--as-of", "2025-12-10"], {
      stdin: writeWorkbook(sheets),
    });
    return { code, result: JSON.parse(stdout) };
  };
  const sheets = nativeSheets(threeSchools());
  const untouched = audit(sheets);

  test.each(NAMES)("as headers, items and codes change no figure: %s", async (name) => {
    const before = await untouched;
    const after = await audit(
      sheets.map((sheet) => ({
        ...sheet,
        rows: [
          ...sheet.rows.map((row, at) => (at === (sheet.header?.[1] ?? 1) - 1 ? [...row, null, name] : row)),
          ...(sheet.name === "县级指标" || sheet.name === "县情" ? [[name, 7]] : []),
        ],
      })),
    );
    expect(after.result.verdict).toBe(before.result.verdict);
    expect(
      after.result.findings.map(({ value, status }: { value: unknown; status: string }) => [value, status]),
    ).toEqual(before.result.findings.map(({ value, status }: { value: unknown; status: string }) => [value, status]));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each(NAMES)("as the names and codes of schools are names and codes: %s", async (name) => {
    const renamed = sheets.map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) =>
        row.map((cell) => (cell === "清溪县实验小学" ? name : cell === "2199000001" ? `${name}1` : cell)),
      ),
    }));
    const { code, result } = await audit(renamed);
    const before = await untouched;
    expect(code).toBe(before.code);
    const named = result.findings.filter(({ subject }: { subject: { name: string } }) => subject.name === name);
    expect(named.length).toBeGreaterThan(5);
    expect(result.summary.units).toEqual(before.result.summary.units);
  });

  test.each(NAMES)("as the name of a sheet beside the others is a sheet that is not used: %s", async (name) => {
    const { code, result } = await audit([
      ...sheets,
      {
        name,
        rows: [
          [name, name],
          [name, 1],
        ],
      },
    ]);
    expect(code).toBe((await untouched).code);
    expect(result.source.reading.sheets.at(-1)).toMatchObject({ sheet: name, role: null });
  });
});
