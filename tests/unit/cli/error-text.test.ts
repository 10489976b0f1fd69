import { describe, expect, test } from "vitest";
import { auditErrorText, errorMessage, usageErrorText } from "../../../src/cli/error-text.ts";
import { type UsageDetail, UsageError } from "../../../src/cli/usage.ts";
import { AuditError, type AuditErrorCode, type AuditErrorDetail } from "../../../src/errors.ts";

/** One of each, so that a new code without an example does not compile. */
const EXAMPLES: { readonly [C in AuditErrorCode]: Extract<AuditErrorDetail, { code: C }> } = {
  "file-missing": { code: "file-missing", file: "a.xlsx" },
  "file-unreadable": { code: "file-unreadable", file: "a.xlsx", reason: "EACCES" },
  "file-not-regular": { code: "file-not-regular", file: "a", kind: "directory" },
  "file-empty": { code: "file-empty", file: "a.xlsx" },
  "file-twice": { code: "file-twice", files: ["a.xlsx", "b.xlsx"] },
  "file-too-large": { code: "file-too-large", file: "a.xlsx", size: 60 * 1024 * 1024, limit: 50 * 1024 * 1024 },
  "file-encrypted": { code: "file-encrypted", file: "a.xlsx" },
  "file-legacy-excel": { code: "file-legacy-excel", file: "a.xls" },
  "file-markup": { code: "file-markup", file: "a.xlsx" },
  "file-gap-report": { code: "file-gap-report", file: "gap.xlsx" },
  "file-text": { code: "file-text", file: "a.xlsx" },
  "file-open-document": { code: "file-open-document", file: "a.ods" },
  "file-other-office": { code: "file-other-office", file: "a.xlsx", kind: "docx" },
  "file-not-workbook": { code: "file-not-workbook", file: "a.xlsx" },
  "package-truncated": { code: "package-truncated", file: "a.xlsx", part: null },
  "package-damaged": {
    code: "package-damaged",
    file: "a.xlsx",
    part: "xl/workbook.xml",
    reason: "it declares no sheets",
  },
  "package-crc": { code: "package-crc", file: "a.xlsx", part: "xl/worksheets/sheet1.xml" },
  "package-part-missing": {
    code: "package-part-missing",
    file: "a.xlsx",
    part: "xl/worksheets/sheet1.xml",
    sheet: "s",
  },
  "package-doctype": { code: "package-doctype", file: "a.xlsx", part: "xl/workbook.xml" },
  "package-malformed-xml": { code: "package-malformed-xml", file: "a.xlsx", part: "xl/a.xml", line: 3, reason: "r" },
  "package-malformed-cell": { code: "package-malformed-cell", file: "a.xlsx", sheet: "s", cell: "B2", reason: "r" },
  "limit-exceeded": { code: "limit-exceeded", file: "a.xlsx", limit: "rows", allowed: 50_000, where: "s" },
  "no-school-sheet": {
    code: "no-school-sheet",
    file: "a.xlsx",
    sheets: ["s1", "s2"],
    nearest: { sheet: "s1", found: ["name"] },
  },
  "school-sheets-disagree": { code: "school-sheets-disagree", file: "a.xlsx", sheets: ["s1", "s2"] },
  "layout-ambiguous": { code: "layout-ambiguous", file: "a.xlsx", layouts: ["native", "form"] },
  "column-ambiguous": { code: "column-ambiguous", file: "a.xlsx", label: "l", cells: ["B2", "C2"] },
  "counties-several": {
    code: "counties-several",
    file: "a.xlsx",
    counties: [
      { name: "East", schools: 12 },
      { name: "West", schools: 9 },
    ],
  },
  "form-of-several": { code: "form-of-several", file: "a.xlsx", counties: ["East", "West"] },
  "counties-differ": { code: "counties-differ", files: ["a.xlsx", "b.xlsx"], counties: ["East", "West"] },
  "county-unknown": { code: "county-unknown", file: "a.xlsx", name: "Est", known: ["East"], nearest: "East" },
  "as-of-missing": { code: "as-of-missing", file: "a.xlsx", unused: null },
  "as-of-unreadable": { code: "as-of-unreadable", file: "a.xlsx", cell: "县情!B6" },
  "as-of-invalid": { code: "as-of-invalid", value: "2025-02-30" },
  "as-of-before-standard": {
    code: "as-of-before-standard",
    standard: "national-2017",
    asOf: "2010-01-01",
    from: "2017-04-19",
  },
  "standard-unknown": { code: "standard-unknown", id: "natonal", known: ["national-2017"], nearest: "national-2017" },
  "standard-invalid": { code: "standard-invalid", source: "s.yaml", faults: [{ path: "id", message: "m" }] },
  "option-unknown": { code: "option-unknown", id: "x", known: ["older-arts-rooms"], nearest: null },
  "relaxations-equal": { code: "relaxations-equal", indicator: "G4", school: "S", options: ["wide", "older"] },
  "indicator-unknown": { code: "indicator-unknown", name: "R9", known: ["R1", "G1"], near: ["R1"] },
  "indicator-ambiguous": {
    code: "indicator-ambiguous",
    name: "x",
    matches: [{ code: "L6", name: { zh: "优良率", en: "Good fitness" } }],
  },
  "school-ambiguous": { code: "school-ambiguous", name: "x", cells: ["学校!B3", "学校!B7"] },
  "school-unknown": { code: "school-unknown", name: "x", near: ["xy", "xz"] },
  "change-invalid": { code: "change-invalid", written: "x", faults: [{ path: "", message: "x" }] },
  "side-file-invalid": { code: "side-file-invalid", file: "m.yaml", faults: [{ path: "", message: "m" }] },
  "output-folder-is-input": { code: "output-folder-is-input", folder: "counties" },
  "no-workbooks": { code: "no-workbooks", given: ["counties"], ignored: 2 },
  "previous-unmatched": { code: "previous-unmatched", folder: "2024" },
  "audit-timeout": { code: "audit-timeout", file: "a.xlsx", seconds: 120 },
  "audit-crashed": { code: "audit-crashed", file: "a.xlsx", reason: "memory" },
  "audit-bug": { code: "audit-bug", file: "a.xlsx", message: "m" },
  "batch-folder-invalid": { code: "batch-folder-invalid", folder: "out", reason: "no-results" },
  "batch-folders-differ": { code: "batch-folders-differ", folders: ["out1", "out2"], what: "standard" },
  "batch-shard-missing": { code: "batch-shard-missing", missing: [2], of: 3 },
  "batch-file-twice": { code: "batch-file-twice", file: "a.xlsx", folders: ["out1", "out2"] },
  "comparison-input-invalid": { code: "comparison-input-invalid", file: "a.txt" },
  "history-year-missing": { code: "history-year-missing", file: "a.xlsx" },
  "history-year-twice": { code: "history-year-twice", files: ["a.xlsx", "b.xlsx"], year: 2024 },
  "history-one-year": { code: "history-one-year", files: ["a.xlsx"] },
  "diff-counties": { code: "diff-counties", files: ["a.xlsx", "b.xlsx"], counties: ["East 1", "West 2"] },
  "history-county": { code: "history-county", files: ["a.xlsx", "b.xlsx"], counties: ["East", "West"] },
  "output-is-input": { code: "output-is-input", file: "a.xlsx", input: "./a.xlsx" },
  "output-in-use": {
    code: "output-in-use",
    file: "out",
    host: "pc",
    pid: 12,
    since: "2026-01-05T01:02:03.000Z",
    lock: "out/.qe-audit.lock",
  },
  "output-exists": { code: "output-exists", file: "a.xlsx" },
  "output-open": { code: "output-open", file: "county.xlsx", lock: "~$county.xlsx" },
  "ledger-county": {
    code: "ledger-county",
    file: "ledger.xlsx",
    workbook: "county.xlsx",
    counties: ["Yunxi 990123", "Xiling 990456"],
  },
  "ledger-of-others": { code: "ledger-of-others", file: "ledger.xlsx", workbook: "county.xlsx" },
  "ledger-sheet-missing": { code: "ledger-sheet-missing", file: "ledger.xlsx", sheet: "已销号" },
  "ledger-columns": { code: "ledger-columns", file: "ledger.xlsx", sheet: "台账", missing: ["状态"], twice: ["学校"] },
  "output-not-own": { code: "output-not-own", file: "out/rollup.xlsx" },
  "output-read-only": { code: "output-read-only", file: "county.xlsx" },
  "output-folder-named-file": { code: "output-folder-named-file", folder: "forms.xlsx" },
  "output-extension": {
    code: "output-extension",
    file: "a.pdf",
    format: "json",
    extension: ".pdf",
    known: [".json"],
  },
  "output-exists-not-file": { code: "output-exists-not-file", file: "a" },
  "output-unwritable": { code: "output-unwritable", file: "a.xlsx", reason: "ENOSPC" },
  "output-too-large": { code: "output-too-large", format: "json" },
  "plan-of-composite": { code: "plan-of-composite", standard: "basic-balance-2012" },
  "plan-of-spread-alone": { code: "plan-of-spread-alone", standard: "my-standard", indicator: "books" },
  "output-format-unknown": { code: "output-format-unknown", value: ".xslx", known: [".xlsx"], nearest: ".xlsx" },
};

const USAGES: { readonly [C in UsageDetail["code"]]: Extract<UsageDetail, { code: C }> } = {
  "command-unknown": { code: "command-unknown", command: "chekc", nearest: "check" },
  "command-missing": { code: "command-missing" },
  "option-unknown": { code: "option-unknown", option: "--formt", nearest: "--format" },
  "option-value-missing": { code: "option-value-missing", option: "--format" },
  "option-value-invalid": {
    code: "option-value-invalid",
    option: "--lang",
    value: "fr",
    expected: { zh: "zh | en", en: "zh | en" },
    nearest: null,
  },
  "option-required": { code: "option-required", option: "--ledger", example: "qe-audit ledger a.xlsx --ledger b.xlsx" },
  "argument-missing": {
    code: "argument-missing",
    argument: "shell",
    words: { zh: "bash 或 zsh", en: "bash or zsh" },
    example: "source <(qe-audit completion bash)",
  },
  "arguments-excess": { code: "arguments-excess", found: "b.xlsx" },
  "option-needs": { code: "option-needs", option: "--school", needs: { zh: "工作簿", en: "a workbook" } },
  "options-exclude": { code: "options-exclude", options: ["--what-if", "--waivers"] },
  "outputs-same": { code: "outputs-same", file: "a.xlsx" },
  "stdin-terminal": { code: "stdin-terminal" },
  "terminal-needed": { code: "terminal-needed", workbook: "a.xlsx", map: "a.map.yaml" },
  "copy-of-several": { code: "copy-of-several", found: 2 },
  "standards-several": { code: "standards-several", command: "batch" },
  "standard-twice": { code: "standard-twice", id: "national-2017" },
  "stdout-single": { code: "stdout-single", format: "csv" },
  "stdout-binary": { code: "stdout-binary", format: "xlsx", file: "gap.xlsx" },
  "output-dash": { code: "output-dash", format: "json" },
};

const CHINESE = /\p{Script=Han}/u;
/** Labels of the workbook stay as the workbook writes them. */
const LABELS = /学校名称|学校|办学类型|在校生数|填报日期|数据年份|县情|台账|已销号|状态|记录|县名|行政区划代码/g;

const texts = [
  ...Object.values(EXAMPLES).map(
    (detail) => [detail.code, (lang: "zh" | "en") => auditErrorText(detail, lang)] as const,
  ),
  ...Object.values(USAGES).map((detail) => [detail.code, (lang: "zh" | "en") => usageErrorText(detail, lang)] as const),
];

describe("sentences of errors", () => {
  test("joins faults without doubling what stands between them", () => {
    const faults = [
      { path: "a", message: "没有指标 x；", en: "there is no x" },
      { path: "b", message: "应为文字", en: "text is expected" },
    ];
    expect(auditErrorText({ code: "standard-invalid", source: "s.yaml", faults }, "zh")).toBe(
      "标准 “s.yaml” 不能用：a: 没有指标 x；b: 应为文字。",
    );
  });
  test.each(texts)("%s in both languages", (_code, text) => {
    expect(text("zh")).toMatch(CHINESE);
    expect(text("en").replace(LABELS, "")).not.toMatch(CHINESE);
    for (const lang of ["zh", "en"] as const) {
      expect(text(lang)).not.toMatch(/undefined|null|\[object|\n/);
      expect(text(lang).trim()).toMatch(/[。.？?]$/);
    }
  });

  test("name the nearest thing that exists", () => {
    const detail = EXAMPLES["output-format-unknown"];
    expect(auditErrorText(detail, "zh")).toContain(`是不是 “${detail.nearest}”？`);
    expect(auditErrorText(detail, "en")).toContain(`Did you mean "${detail.nearest}"?`);
    expect(auditErrorText(EXAMPLES["indicator-unknown"], "zh")).toContain("是不是 “R1”？");
    expect(auditErrorText(EXAMPLES["school-unknown"], "zh")).toContain("是不是 “xy” 或 “xz”？");
    expect(auditErrorText(EXAMPLES["school-unknown"], "en")).toContain('Did you mean "xy" or "xz"?');
  });

  test("say system refusals in words", () => {
    expect(auditErrorText(EXAMPLES["output-unwritable"], "zh")).toContain("磁盘已满");
    expect(auditErrorText(EXAMPLES["file-unreadable"], "en")).toContain("permission denied");
  });

  test("never name the limit as the size that exceeds it", () => {
    const detail = { code: "file-too-large", file: "a.xlsx", size: 52_428_801, limit: 52_428_800 } as const;
    expect(auditErrorText(detail, "en")).toContain("more than the limit of 50 MB");
    expect(auditErrorText(detail, "en")).not.toContain("has 50 MB");
    expect(auditErrorText(detail, "en")).not.toContain("has 50.0 MB");
  });
});

describe("message of an error", () => {
  test("is one line for an error of the user's files", () => {
    const message = errorMessage(new AuditError(EXAMPLES["file-missing"]), "zh", false);
    expect(message.split("\n")).toHaveLength(2);
  });

  test("names the help after wrong usage", () => {
    const error = new UsageError(USAGES["option-unknown"], "check");
    expect(errorMessage(error, "en", false)).toContain("qe-audit check --help");
  });

  test("makes names from the command line safe to print", () => {
    const message = errorMessage(
      new AuditError({ code: "file-missing", file: "a\u001b[31m\u202e\n.xlsx" }),
      "zh",
      false,
    );
    expect(message).not.toMatch(/[\u001b\u202e]/);
    expect(message.trimEnd()).not.toContain("\n");
  });

  test("has no stack trace unless asked", () => {
    for (const error of [new TypeError("boom"), new AuditError(EXAMPLES["file-missing"])]) {
      expect(errorMessage(error, "zh", false)).not.toMatch(/\.ts:\d+/);
      expect(errorMessage(error, "zh", true)).toMatch(/\.ts:\d+/);
    }
  });
});
