import { describe, expect, test } from "vitest";
import { formatOf, outputOf, printedOf } from "../../../src/cli/format-choice.ts";
import { REPORTERS } from "../../../src/report/index.ts";

describe("-o", () => {
  test.each([
    ["out/result.json", "json", "out/result.json"],
    ["报告.XLSX", "xlsx", "报告.XLSX"],
    ["gaps.csv", "csv", "gaps.csv"],
    ["summary.md", "markdown", "summary.md"],
    ["junit.xml", "junit", "junit.xml"],
    ["old.htm", "html", "old.htm"],
    ["json:result.txt", "json", "result.txt"],
    ["JUnit:a b.txt", "junit", "a b.txt"],
    ["wallchart:挂图.html", "wallchart", "挂图.html"],
    ["xlsx:report", "xlsx", "report"],
    // A drive of Windows, and a path whose folder has a colon.
    ["C:\\a.json", "json", "C:\\a.json"],
    ["./json:a.csv", "csv", "./json:a.csv"],
  ])("%s is written as %s", (written, format, file) => {
    expect(outputOf(REPORTERS, written)).toEqual({ format, file });
  });

  test.each([
    ["report.pdf", { code: "output-format-unknown", value: ".pdf" }],
    ["report.xslx", { code: "output-format-unknown", value: ".xslx", nearest: ".xlsx" }],
    ["report", { code: "output-format-unknown", value: "report", nearest: null }],
    ["jsn:report", { code: "output-format-unknown", value: "jsn", nearest: "json" }],
    ["folder/", { code: "output-exists-not-file", file: "folder/" }],
    ["", { code: "option-value-missing", option: "--output" }],
    ["json:", { code: "option-value-missing", option: "--output" }],
    ["-", { code: "output-dash", format: null }],
    ["wallchart:-", { code: "output-dash", format: "wallchart" }],
    ["wallchart:a.pdf", { code: "output-extension", format: "wallchart", extension: ".pdf" }],
    ["json:a.xlsx", { code: "output-extension", format: "json", known: [".json"] }],
    ["xlsx:a.html", { code: "output-extension", format: "xlsx", known: [".xlsx"] }],
  ])("%j is refused", (written, detail) => {
    expect(() => outputOf(REPORTERS, written)).toThrow(
      expect.objectContaining({ detail: expect.objectContaining(detail) }),
    );
  });
});

describe("--format", () => {
  test("is known in any case, and only by its own name", () => {
    expect(formatOf(REPORTERS, "JSON")).toBe("json");
    for (const name of ["yaml", "constructor", "toString"]) {
      expect(() => formatOf(REPORTERS, name)).toThrow(
        expect.objectContaining({ detail: expect.objectContaining({ code: "output-format-unknown", value: name }) }),
      );
    }
  });

  test("cannot be binary", () => {
    expect(() => printedOf(REPORTERS, "xlsx", "gap")).toThrow(
      expect.objectContaining({ detail: { code: "stdout-binary", format: "xlsx", file: "gap.xlsx" } }),
    );
  });
});
