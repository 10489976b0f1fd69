import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { yamlOf } from "../../../src/cli/standard-yaml.ts";
import { Citation, type RegionalDocument, type StandardDocument } from "../../../src/model/standard.ts";
import { PLANS, WHOLE } from "../../../src/standard/documents.ts";
import { expandStandard } from "../../../src/standard/expand.ts";
import { STANDARDS } from "../../../src/standard/index.ts";
import { parseDocument, parseStandard } from "../../../src/standard/parse.ts";
import { shortened } from "../../../src/standard/shorten.ts";

const DOCUMENTS: Readonly<Record<string, () => RegionalDocument | StandardDocument>> = { ...WHOLE, ...PLANS };

describe.each(Object.keys(DOCUMENTS))("%s", (id) => {
  const document = { ...DOCUMENTS[id]!(), id: `my-${id}` };
  const base = "extends" in document ? STANDARDS[document.extends]! : null;

  test("written as YAML and read again is the same", () => {
    const text = yamlOf(shortened(document, base));
    expect(parseDocument(parse(text), "my.yaml")).toEqual({ document, base });
    expect(parseStandard(parse(text), "my.yaml")).toEqual({ ...STANDARDS[id]!, id: document.id });
  });
  test("written as JSON without any short form too", () => {
    expect(parseStandard(JSON.parse(JSON.stringify(document)), "my.json")).toEqual({
      ...STANDARDS[id]!,
      id: document.id,
    });
  });
});

describe("short forms", () => {
  const citation = {
    document: "云溪县实施方案",
    number: null,
    clause: "全文",
    date: "2024-03-01",
    via: null,
    grade: "plan",
  };
  const head = { id: "yunxi-2024", title: { zh: "x", en: "x" }, edition: "2024-03-01" };
  const refined = (indicator: string, check: object, more: object = {}) => {
    const tree = { ...head, citation, extends: "national-2017", refine: [{ indicator, checks: [check] }], ...more };
    const { refine } = expandStandard(tree, STANDARDS["national-2017"]!) as unknown as RegionalDocument;
    return refine[0]!;
  };

  test("a clause is one of the document's own", () => {
    expect(refined("class-size", { clause: "二（一）" }).checks[0]!.citation).toEqual({
      ...citation,
      clause: "二（一）",
    });
  });
  test("a requirement takes from what it replaces how it is counted, and none of its bounds, dates or citation", () => {
    const [check] = refined("sports-venue-area", {
      kind: "ratio",
      clause: "二（一）",
      bounds: { primary: 8, juniorSecondary: 11 },
    }).checks;
    expect(check).toMatchObject({
      id: "ratio",
      from: null,
      numerator: { plus: ["sportsGroundArea", "indoorSportsArea"], minus: [] },
      split: true,
      bounds: {
        primary: { operator: ">=", value: 8, floor: null },
        juniorSecondary: { operator: ">=", value: 11, floor: null },
      },
    });
    const kept = refined("class-size", { clause: "二（一）" }).checks[0]!;
    expect(kept).toMatchObject({ id: "size", kind: "class-size" });
    expect(kept).not.toHaveProperty("caps");
  });
  test("a bound that is left out is a fault, not the national one", () => {
    const source = {
      ...head,
      citation,
      extends: "national-2017",
      refine: [{ indicator: "class-size", checks: [{ clause: "二" }] }],
    };
    expect(() => parseStandard(source, "my.yaml")).toThrow(
      expect.objectContaining({
        detail: expect.objectContaining({
          faults: [
            expect.objectContaining({ path: "refine[0].checks[0].caps", message: expect.stringContaining("缺少") }),
          ],
        }),
      }),
    );
  });
  test.each([
    ["≥ 20", { operator: ">=", value: 20 }],
    ["<= 0.5 %", { operator: "<=", value: 0.5, unit: "%" }],
    ["about 20", "about 20"],
  ])("the bound %s", (written, bound) => {
    expect(refined("teacher-rotation", { id: "backbone", clause: "二", bound: written }).checks[0]).toMatchObject({
      bound,
    });
  });
  test("the first day and the deadline are the document's where the entry has none of its own", () => {
    const dated = { from: "2024-03-01", deadline: "2026-12-31" };
    const caps = { primary: 40, juniorSecondary: 45 };
    expect(refined("class-size", { clause: "二", caps }, dated)).toMatchObject({
      deadline: "2026-12-31",
      checks: [{ from: "2024-03-01" }],
    });
    expect(refined("class-size", { clause: "二", caps, from: "2025-01-01" }, dated).checks[0]!.from).toBe("2025-01-01");
  });
  test.each([
    [{ grade: "press" }, "press"],
    [{}, "plan"],
    [{ verified: true }, "plan"],
    [{ verified: false }, "reading"],
  ])("a citation with %j is of the grade %s", (written, grade) => {
    const cited = { document: "某文件", clause: "一", ...written };
    const { checks } = refined("class-size", { citation: cited, caps: { primary: 40, juniorSecondary: 45 } });
    expect(checks[0]!.citation).toEqual({
      document: "某文件",
      number: null,
      clause: "一",
      date: null,
      via: null,
      grade,
    });
  });
  test.each(["2024", "2024-03", "2024-03-01"])("a document dated %s is taken", (date) => {
    const document = { ...STANDARDS["tianjin-wuqing-2020"]!.citation, date };
    expect(Citation.parse(document)).toEqual(document);
  });
  test.each(["2024-13", "24", "2024-3", "2024-02-30"])("a document dated %s is not", (date) => {
    expect(Citation.safeParse({ ...STANDARDS["tianjin-wuqing-2020"]!.citation, date }).success).toBe(false);
  });
});
