import { columnLetters } from "../../../../fixtures/sheets.ts";
import { STAGE_WORDS } from "../../../../fixtures/words.ts";
import { STAGES } from "../../../../src/model/school.ts";
import { flatHeading, IDENTITY, REMARK, SCHOOLS, sideSheets, stageColumns, total, WHOLE } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

/** 一、小学 and 二、初中, each numbered from 1 with its own 合计; a combined school is on both with its shared figures. */
export const sheetPerStage = (): OfficeSheet[] => {
  const stageSheets = STAGES.map((stage, place): OfficeSheet => {
    const columns = [...IDENTITY, ...stageColumns(stage), ...WHOLE, REMARK];
    const schools = SCHOOLS.filter(({ stages }) => stages[stage] !== undefined);
    const last = columnLetters(columns.length + 1);
    return {
      name: `${"一二"[place]}、${STAGE_WORDS[stage]}`,
      merges: [`A1:${last}1`],
      rows: [
        [`云溪县${STAGE_WORDS[stage]}办学情况统计表`],
        ["填报日期：2025年12月10日"],
        ["序号", ...columns.map((column) => flatHeading({ ...column, stage: null }, ["(", ")"]))],
        ["甲", ...columns.map((_, index) => index + 1)],
        ["合  计", ...columns.map((column) => total(column, schools))],
        ...schools.map((school, index): OfficeCell[] => [index + 1, ...columns.map((column) => column.cell(school))]),
      ],
    };
  });
  return [...sideSheets(), ...stageSheets];
};
