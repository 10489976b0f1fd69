import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { DEMO_COUNTY } from "../../../fixtures/demo-county.ts";
import { renderDocx } from "../../../src/report/docx.ts";
import { zipPart } from "../zip-part.ts";
import { resultOf } from "./audited-counties.ts";

const demo = resultOf(DEMO_COUNTY);

describe("the paper", () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  test("is the same file whenever it is written", async () => {
    vi.setSystemTime(new Date("2031-03-04T05:06:07Z"));
    const first = await renderDocx(demo, { lang: "zh" });
    vi.setSystemTime(new Date("2032-01-02T03:04:05Z"));
    expect(Buffer.from(await renderDocx(demo, { lang: "zh" })).equals(Buffer.from(first))).toBe(true);
  });
});

describe("an official paper by GB/T 9704", () => {
  test("numbers odd pages to the right and even ones to the left, in 宋体 四号", async () => {
    const bytes = await renderDocx(demo, { lang: "zh" });
    expect(zipPart(bytes, "word/settings.xml")).toContain("<w:evenAndOddHeaders/>");
    const document = zipPart(bytes, "word/document.xml");
    const types = [...document.matchAll(/<w:footerReference w:type="(\w+)"/g)].map(([, type]) => type);
    expect(types.sort()).toEqual(["default", "even"]);
    for (const [name, side] of [
      ["word/footer1.xml", "right"],
      ["word/footer2.xml", "left"],
    ] as const) {
      const footer = zipPart(bytes, name);
      expect(footer).toContain(`<w:jc w:val="${side}"/>`);
      expect(footer).toMatch(/w:eastAsia="宋体"/);
      expect(footer).toContain('<w:sz w:val="28"/>');
      expect(footer.replace(/<w:instrText[^>]*>.*?<\/w:instrText>|<[^>]*>/g, "")).toBe("—  —");
    }
  });

  test("writes days as papers do, and names no yuan where there are ten thousand", async () => {
    const document = zipPart(await renderDocx(demo, { lang: "zh" }), "word/document.xml");
    const paragraphs = document.match(/<w:p>[\s\S]*?<\/w:p>/g)!.map((each) => each.replace(/<[^>]*>/g, ""));
    const own = paragraphs.slice(0, paragraphs.indexOf("附件1"));
    expect(own).toContain("2024年12月31日");
    expect(own.join("")).not.toMatch(/\d{4}-\d{2}-\d{2}|![A-Z]+\d|\d{5} 元/);
    expect(own.join("")).toContain("R6 2.1 万元");
  });
});
