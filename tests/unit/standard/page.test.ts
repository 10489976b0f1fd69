import { expect, test } from "vitest";
import { renderStandard } from "../../../src/report/standard-page.ts";
import { diffStandards, regions, resolveStandard, STANDARDS } from "../../../src/standard/index.ts";

const resolved = (id: string) => resolveStandard(STANDARDS[id]!, { asOf: STANDARDS[id]!.edition });

test.each(regions().map(({ id }) => id))("%s as a page", async (id) => {
  const standard = resolved(id);
  const changes = diffStandards(resolved(standard.local!.base), standard);
  await expect(renderStandard(standard, changes, "zh")).toMatchFileSnapshot(`./snapshots/${id}.md`);
});

test.each(Object.keys(STANDARDS))("%s in English", (id) => {
  const page = renderStandard(resolved(id), [], "en");
  expect(page).not.toMatch(/undefined|NaN|\[object/);
});
