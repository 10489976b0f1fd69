import { expect, test } from "vitest";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { renderTerminal } from "../../../src/report/terminal.ts";
import { NATIONAL_2017 } from "../../../src/standard/national.ts";

test("no unit of the demo county's gaps is left in Chinese in the English report", async () => {
  const result = auditReading(await readWorkbook("fixtures/demo-county.xlsx"), { standard: NATIONAL_2017 });
  const text = renderTerminal(result, { lang: "en", width: 140, color: 0 });
  expect(text).not.toMatch(/\d [人所个间班项次台元]/);
});
