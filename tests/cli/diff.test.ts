import { readFile, writeFile } from "node:fs/promises";
import exceljs from "exceljs";
import { describe, expect, it } from "vitest";
import { Comparison } from "../../src/model/rollup.ts";
import { DEMO, inFolder, run } from "./run.ts";

/** The demo county's JSON result, changed as somebody's earlier result would differ. */
const earlier = async (
  change: (finding: Record<string, unknown>) => Record<string, unknown> | null,
  standard: Record<string, unknown> = {},
): Promise<string> => {
  const { stdout } = await run(["check", DEMO, "--format", "json"]);
  const result = JSON.parse(stdout);
  Object.assign(result.standard, standard);
  result.findings = result.findings.map(change).filter((finding: unknown) => finding !== null);
  return JSON.stringify(result);
};

const compare = async (file: string, ...args: string[]): Promise<{ code: number; comparison: Comparison }> => {
  const { code, stdout, stderr } = await run(["diff", file, DEMO, "--format", "json", ...args]);
  expect(stderr).toBe("");
  return { code, comparison: Comparison.parse(JSON.parse(stdout)) };
};

describe("diff", () => {
  it("finds nothing between a workbook and its own result", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier((finding) => finding));
      const { code, comparison } = await compare(path("a.json"), "--fail-on-regression");
      expect(code).toBe(0);
      expect(comparison.changes).toEqual([]);
    }));

  it.each<[string, (finding: Record<string, unknown>) => Record<string, unknown> | null, string, number, object?]>([
    ["new", (finding) => (finding.status === "fail" ? { ...finding, status: "pass" } : finding), "new", 1],
    [
      "appeared",
      (finding) => (finding.status === "fail" ? { ...finding, status: "unknown", value: null } : finding),
      "appeared",
      0,
    ],
    [
      "resolved",
      (finding) => (finding.status === "pass" && finding.check === "ratio" ? { ...finding, status: "fail" } : finding),
      "resolved",
      0,
    ],
    [
      "rule",
      (finding) => {
        const bound = finding.bound as { value: number } | null;
        return finding.status === "fail" && bound !== null
          ? { ...finding, bound: { ...bound, value: bound.value + 1 } }
          : finding;
      },
      "rule",
      0,
      { edition: "2019-01-01" },
    ],
    [
      "a bound that moved with the school's own figures",
      (finding) => {
        const bound = finding.bound as { value: number } | null;
        return (finding.indicator as { code: string }).code === "G3" && finding.status === "fail"
          ? { ...finding, status: "pass", bound: bound === null ? null : { ...bound, value: 1 } }
          : finding;
      },
      "new",
      1,
    ],
  ])("tells %s apart", (_, change, kind, code, standard) =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier(change, { ...standard }));
      const found = await compare(path("a.json"), "--fail-on-regression");
      expect(new Set(found.comparison.changes.map((each) => each.kind))).toEqual(new Set([kind]));
      expect(found.code).toBe(code);
    }),
  );

  it("writes a table, Markdown, JSON and a workbook", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier((finding) => (finding.status === "fail" ? null : finding)));
      const outputs = ["d.json", "d.md", "d.xlsx"].flatMap((name) => ["-o", path(name)]);
      const { code, stdout } = await run(["diff", path("a.json"), DEMO, ...outputs]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^新增 \d+ · 原先达标或没有，现在未达标$/m);
      const { counts } = Comparison.parse(JSON.parse(await readFile(path("d.json"), "utf8")));
      expect(await readFile(path("d.md"), "utf8")).toContain(`## 新增 ${counts.new}`);
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(path("d.xlsx"));
      expect(book.worksheets.map(({ name }) => name)).toEqual(["汇总", "变化清单", "按县", "按指标"]);
      expect(String(book.getWorksheet("变化清单")!.autoFilter)).toBe(`A2:H${counts.new + 2}`);
    }));

  it.each([
    ["JSON that is no result", "a.json", "{}", 3],
    ["text", "a.xlsx", "text", 3],
  ])("refuses %s in one sentence", (_, name, content, expected) =>
    inFolder(async (path) => {
      await writeFile(path(name), content);
      const { code, stderr } = await run(["diff", path(name), DEMO]);
      expect(code).toBe(expected);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    }),
  );

  it("never writes over what it reads", () =>
    inFolder(async (path) => {
      await writeFile(path("a.json"), await earlier((finding) => finding));
      expect((await run(["diff", path("a.json"), DEMO, "-o", path("a.json")])).code).toBe(3);
    }));
});
