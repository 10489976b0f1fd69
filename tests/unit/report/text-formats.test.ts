import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { csvField, renderCsv } from "../../../src/report/csv.ts";
import { renderGithub } from "../../../src/report/github.ts";
import { renderJunit } from "../../../src/report/junit.ts";
import { renderMarkdown } from "../../../src/report/markdown.ts";
import { markdownText } from "../../../src/report/render/markdown.ts";
import { renderTerminal } from "../../../src/report/terminal.ts";
import { LANGS } from "../../../src/report/wording.ts";
import { hostileResult, hostileText, UNSAFE } from "./hostile.ts";
import { emptyResult, fullResult, quorumFinding, school, wideResult } from "./result-builder.ts";

test.each(LANGS)("the whole of each format in %s", async (lang) => {
  await expect(renderCsv(fullResult(), { lang })).toMatchFileSnapshot(`./snapshots/gaps.${lang}.csv`);
  await expect(renderMarkdown(fullResult(), { lang })).toMatchFileSnapshot(`./snapshots/summary.${lang}.md`);
  await expect(renderJunit(fullResult(), { lang })).toMatchFileSnapshot(`./snapshots/junit.${lang}.xml`);
  await expect(renderGithub(fullResult(), { lang })).toMatchFileSnapshot(`./snapshots/github.${lang}.txt`);
});

/** A reader of RFC 4180, so that the file is read as a spreadsheet reads it. */
const records = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (quoted) {
      if (character === '"' && text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else if (character === '"') quoted = false;
      else field += character;
    } else if (character === '"') quoted = true;
    else if (character === ",") {
      row.push(field);
      field = "";
    } else if (character === "\r" && text[index + 1] === "\n") {
      rows.push([...row, field]);
      row = [];
      field = "";
      index += 1;
    } else field += character;
  }
  return rows;
};

describe("csv", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["＝1+1", "'＝1+1"],
    ["＋1", "'＋1"],
    ["－1", "'－1"],
    ["＠SUM(1)", "'＠SUM(1)"],
    ["+1", "'+1"],
    ["@cmd", "'@cmd"],
    ["-cmd", "'-cmd"],
    [" =1", "' =1"],
    ["　=1", "'　=1"],
    ["-12.5", "-12.5"],
    ["plain", "plain"],
    ["a\tb", "a␉b"],
  ])("%j is written as %j", (text, expected) => {
    expect(records(`${csvField(text)}\r\n`)).toEqual([[expected]]);
  });

  test("has a byte order mark, CRLF only, and as many fields on each line", () => {
    const text = renderCsv(fullResult(), { lang: "zh" });
    expect(text.startsWith("\ufeff")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const rows = records(text.slice(1));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]!.length]));
    expect(rows.length).toBe(1 + fullResult().findings.filter((each) => each.status !== "pass").length);
  });

  test("no field of a hostile result opens as a formula", () => {
    fc.assert(
      fc.property(hostileResult, (result) => {
        const text = renderCsv(result, { lang: "zh" });
        expect(text.slice(1).replaceAll("\r\n", "")).not.toMatch(UNSAFE);
        for (const row of records(text.slice(1))) {
          for (const field of row) expect(field).not.toMatch(/^\s*[=+@＝＋－＠]|^\s*-(?!\d+(\.\d+)?$)/u);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("markdown", () => {
  test.each([
    ["a|b", "a\\|b"],
    ["[x](javascript:y)", "\\[x\\](javascript:y)"],
    ["<script>", "&lt;script&gt;"],
    ["a\nb", "a␊b"],
    ["1. x", "1\\. x"],
    ["3.49 人", "3.49 人"],
    ["- x", "\\- x"],
    ["https://x.y www.z.cn a@b.c", "https:&#47;&#47;x.y www&#46;z.cn a&#64;b.c"],
  ])("%j becomes %j", (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });

  test("hostile names break no table and open no tag", () => {
    fc.assert(
      fc.property(hostileResult, (result) => {
        const text = renderMarkdown(result, { lang: "zh" });
        expect(text).not.toMatch(UNSAFE);
        expect(text).not.toMatch(/(?<!\\)<[a-z/!]/i);
        const cells = (line: string): number => line.replace(/\\./g, "").split("|").length - 2;
        for (const table of text.split(/\n(?!\| )/)) {
          const [header, ...rows] = table.split("\n").filter((line) => line.startsWith("| "));
          if (header === undefined) continue;
          // Parts, milestones, the spread; schools by what decides, or not, with who is responsible and by when.
          expect([5, 6, 7, 8, 9, 10]).toContain(cells(header));
          for (const row of rows) expect(cells(row)).toBe(cells(header));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("who is responsible, and by when, stands beside every gap of a school", () => {
    const result = fullResult();
    const findings = result.findings.map((each) => ({ ...each, responsible: ["县教育局"], deadline: "2025-12-31" }));
    const text = renderMarkdown({ ...result, findings }, { lang: "zh" });
    expect(text).toContain("| 补足全部 | 单元格 | 责任单位 | 期限 |");
    const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.endsWith("| 县教育局 | 2025-12-31 |"));
    expect(rows.length).toBeGreaterThan(1);
  });

  test("many schools are shortened", () => {
    expect(renderMarkdown(wideResult(300), { lang: "zh" })).toContain("另有 200 条未列出");
    expect(renderMarkdown(wideResult(300), { lang: "zh", limitRows: 0 })).not.toContain("未列出");
  });
});

test.each([
  ["zh", "6 项达标，但 1 项低于 85%：R4"],
  ["en", "6 met, but 1 below 85 %: R4"],
] as const)("six of seven met and one under its floor does not read as a pass in %s", (lang, words) => {
  const reason = { code: "quorum", reached: 6, floorOnly: [], below: ["R4"], unknown: [], atLeast: 6 } as const;
  const result = {
    ...emptyResult(),
    findings: [quorumFinding({ status: "fail", value: 6, reason, subject: school("西山小学") })],
  };
  expect(renderCsv(result, { lang })).toContain(words);
  expect(renderMarkdown(result, { lang })).toContain(words);
  expect(renderTerminal(result, { lang, width: 200 })).toContain(words);
  expect(renderCsv(fullResult(), { lang })).not.toMatch(/5 (?:项达标，但|met, but)/);
});

test("junit is well-formed XML whatever the names", () => {
  fc.assert(
    fc.property(hostileResult, fc.constantFrom(...LANGS), (result, lang) => {
      const text = renderJunit(result, { lang });
      const parser = new SaxesParser();
      parser.on("error", (error) => {
        throw error;
      });
      expect(() => parser.write(text).close()).not.toThrow();
      expect(text).not.toMatch(UNSAFE);
    }),
    { numRuns: 60 },
  );
});

test("junit has a suite for each part and a case for each required finding", () => {
  const text = renderJunit(fullResult(), { lang: "zh" });
  expect(text.match(/<testsuite /g)?.length).toBe(5);
  expect(text.match(/<testcase /g)?.length).toBe(fullResult().findings.filter((each) => each.required).length);
});

test("a name cannot start a GitHub command or end a property", () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const lines = renderGithub(result, { lang: "zh" }).trimEnd().split("\n");
      for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) [^:]*::/u);
    }),
    { numRuns: 60 },
  );
});

test("markdown text has no control whatever it is given", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(markdownText(text)).not.toMatch(UNSAFE);
    }),
  );
});
