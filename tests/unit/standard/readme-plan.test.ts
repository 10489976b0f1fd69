import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { Waivers } from "../../../src/model/waivers.ts";
import { parseStandard } from "../../../src/standard/parse.ts";

describe.each(["docs/own-standards.md", "docs/own-standards.zh-CN.md"])("%s", (file) => {
  const text = readFileSync(join(import.meta.dirname, "../../..", file), "utf8");
  const [plan, waivers] = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
    .map((match) => parseDocument(match[1]!, { merge: true }).toJS())
    .filter((each) => each.extends !== undefined || each.waivers !== undefined);

  test("has a plan that can be used", () => {
    expect(parseStandard(plan, file).local?.base).toBe("national-2017");
  });
  test("has waivers that can be used", () => {
    expect(Waivers.parse(waivers).waivers.map(({ county }) => county)).toEqual([null, "云溪县"]);
  });
});
