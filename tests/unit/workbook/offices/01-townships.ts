import { columnLetters } from "../../../../fixtures/sheets.ts";
import { EVERY_COLUMN, inWan, SCHOOLS, sideSheets, stageWord, total, townshipOf } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

/** Three title rows, units in a row of their own, money in 万元, a 小计 per township and a 总计. */
export const townships = (): OfficeSheet[] => {
  const columns = EVERY_COLUMN.map(inWan);
  const names = [...new Set(SCHOOLS.map(townshipOf))];
  const rows = names.flatMap((name): OfficeCell[][] => {
    const schools = SCHOOLS.filter((school) => townshipOf(school) === name);
    return [
      ...schools.map((school, index): OfficeCell[] => [
        name,
        index + 1,
        ...columns.map((column) => column.cell(school)),
      ]),
      [`${name}小计`, null, ...columns.map((column) => total(column, schools))],
    ];
  });
  const last = columnLetters(columns.length + 2);
  return [
    {
      name: "学校基本情况",
      merges: [`A1:${last}1`, `A2:${last}2`],
      rows: [
        ["云溪县2025年义务教育优质均衡发展"],
        ["学校基本情况统计表（分乡镇）"],
        ["填报单位（盖章）：云溪县教育局", null, null, null, "填报人：张三", null, null, "联系电话：0999-1234567"],
        ["乡镇", "序号", ...columns.map((column) => stageWord(column) + column.label)],
        ["单位", null, ...columns.map(({ unit }) => (unit === "" ? null : unit))],
        ...rows,
        ["总计", null, ...columns.map((column) => total(column, SCHOOLS))],
        [],
        ["审核人：李四", null, null, "局长（签字）：王五"],
      ],
    },
    ...sideSheets(),
  ];
};
