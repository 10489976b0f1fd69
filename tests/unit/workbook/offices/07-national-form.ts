import { DEMO_COUNTY } from "../../../../fixtures/demo-county.ts";
import { nationalFormSheets } from "../../../../fixtures/write-national-form.ts";
import { blanks, SIDE } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

const NAMES: Readonly<Record<string, string>> = {
  表1: "表Ⅰ",
  "表2-1": "表Ⅱ-1",
  "表2-2": "表Ⅱ-2（分学校）",
  表3: "表Ⅲ",
  表4: "表Ⅳ政府保障程度",
  表5: "表Ⅴ教育质量",
  表6: "表Ⅵ",
};

/** The application form, 表Ⅱ-2 moved down and to the right, with more "…" rows, behind a sheet that says who and when. */
export const nationalForm = (): OfficeSheet[] => [
  { name: "0 县情", rows: (SIDE.县情?.rows ?? []).slice(0, 7) },
  ...nationalFormSheets(DEMO_COUNTY, ["G3", "G5", "Q4"]).map((sheet): OfficeSheet => {
    const name = NAMES[sheet.name] ?? sheet.name;
    if (sheet.name !== "表2-2") return { ...sheet, name };
    const moved = sheet.rows.map((row): OfficeCell[] => [null, ...row]);
    return { name, rows: [[], ["附件3"], ...moved.slice(0, -1), [...blanks(2), "……"], ...moved.slice(-1)] };
  }),
];
