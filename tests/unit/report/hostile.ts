import fc from "fast-check";
import type { AuditResult } from "../../../src/model/result.ts";
import { county, finding, fullResult, problem, school } from "./result-builder.ts";

/** Names as a hostile or unlucky workbook may hold them. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "红星\u001b[31m小学\u001b[0m",
    "a\r\nb\tc",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\u009b31m",
    "\ud800",
    "𠮷野家小学",
    "👨‍👩‍👧‍👦学校",
    "Ǻ̂̃ẑ",
    "ｶﾞｷﾞｸﾞ",
    "한글학교",
    "𝅘𝅥𝅮𝅘𝅥𝅯",
    "நிர்வாகம்",
    "　全角　空格　",
    "x".repeat(300),
    "学".repeat(200),
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "@SUM(1)",
    "</script><img src=x onerror=alert(1)>",
    "]](javascript:x)|`a`",
    "__proto__",
    "%0A::error::x",
    "",
  ),
);

/** A full result in which every name and raw text of foreign origin is replaced. */
export const hostileResult: fc.Arbitrary<AuditResult> = fc
  .record({ names: fc.array(hostileText, { minLength: 3, maxLength: 3 }), text: hostileText, cell: hostileText })
  .map(({ names, text, cell }) => {
    const base = fullResult();
    return fullResult({
      source: { ...base.source, file: text, county: names[0]! },
      findings: [
        ...names.map((name, index) => finding({ id: String(index), subject: school(name, "primary", String(index)) })),
        ...base.findings.map((each) =>
          each.subject.kind === "school" ? { ...each, subject: { ...each.subject, name: names[0]! } } : each,
        ),
        finding({
          indicator: base.findings.at(-3)!.indicator,
          check: "absence",
          required: true,
          subject: { ...county, name: text },
          value: null,
          bound: null,
          gap: null,
          working: {
            formula: { kind: "absence" },
            inputs: [{ quantity: text, stage: null, value: text, unit: text, cell }],
            split: null,
          },
          reason: { code: "veto-present", note: text },
          responsible: [text],
        }),
      ],
      problems: [problem("not-a-number", { found: text, school: names[1]!, sheet: text, cell })],
      excluded: base.excluded.map((each) => ({ ...each, school: { ...each.school, name: names[2]! } })),
      reconciliation: [{ claim: text, cell, claimed: text, computed: null, agrees: false, explainedBy: null }],
    });
  });

/** Anything that could move a cursor, reorder a line or hide in it; a line feed is allowed between lines. */
export const UNSAFE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/u;
