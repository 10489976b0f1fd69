import { columnLetters } from "../../../../fixtures/sheets.ts";
import { STAGE_WORDS } from "../../../../fixtures/words.ts";
import { STAGES } from "../../../../src/model/school.ts";
import { blanks, IDENTITY, REMARK, SCHOOLS, sideSheets, stageColumns, total, WHOLE } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

const PER_PAGE = 9;

/** Pages as printed: headers again on each, 小计, numbering from 1, remarks at the foot; "—" for a stage that is not there. */
export const printedPages = (): OfficeSheet[] => {
  const groups = [
    { title: "学校基本情况", columns: IDENTITY },
    ...STAGES.map((stage) => ({ title: STAGE_WORDS[stage], columns: stageColumns(stage) })),
    { title: "全校", columns: [...WHOLE, REMARK] },
  ];
  const columns = groups.flatMap((group) => group.columns);
  const rows: OfficeCell[][] = [["云溪县义务教育学校基本情况表"]];
  const merges: string[] = [];
  for (let from = 0, page = 1; from < SCHOOLS.length; from += PER_PAGE, page++) {
    const top = rows.length + 1;
    let column = 2;
    merges.push(`A${top}:A${top + 1}`);
    for (const group of groups) {
      merges.push(`${columnLetters(column)}${top}:${columnLetters(column + group.columns.length - 1)}${top}`);
      column += group.columns.length;
    }
    const schools = SCHOOLS.slice(from, from + PER_PAGE);
    rows.push(
      ["序号", ...groups.flatMap((group): OfficeCell[] => [group.title, ...blanks(group.columns.length - 1)])],
      [null, ...columns.map(({ label, unit }) => (unit === "" ? label : `${label}（${unit}）`))],
      ...schools.map((school, index): OfficeCell[] => [
        index + 1,
        ...columns.map((each) =>
          each.stage !== null && school.stages[each.stage] === undefined ? "—" : each.cell(school),
        ),
      ]),
      ["小计", ...columns.map((each) => total(each, schools))],
      [`第${page}页`],
    );
  }
  rows.push(
    ["合计", ...columns.map((each) => total(each, SCHOOLS))],
    ["备注：1.本表由各校填报，县教育局审核。"],
    ["2.班额以2025年9月学籍系统为准。"],
    ["说明：没有该学段的填“—”。"],
  );
  return [...sideSheets(), { name: "学校", rows, merges }];
};
