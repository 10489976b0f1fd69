import { columnLetters } from "../../../../fixtures/sheets.ts";
import { EVERY_COLUMN, inWan, SCHOOLS, sideSheets, stageWord, total, townshipOf } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

const NUMBERS = "一二三四五六七八九十";

/** Words as this office writes them, each with something in brackets that changes nothing. */
const WRITTEN: Readonly<Record<string, string>> = {
  小学: "小学（六年制）",
  初级中学: "初级中学（公办）",
  公办: "县级教育部门办",
  民办: "民办（非营利）",
  城区: "城区（主城区）",
};

/** The sums of a township over its schools, codes kept as text by an apostrophe, and the table begun again half-way. */
export const sumsAbove = (): OfficeSheet[] => {
  const columns = EVERY_COLUMN.map(inWan);
  const written = (school: (typeof SCHOOLS)[number]): OfficeCell[] =>
    columns.map((column) => {
      const cell = column.cell(school);
      if (column.key === "code" && cell !== null) return `'${cell}`;
      return typeof cell === "string" ? (WRITTEN[cell] ?? cell) : cell;
    });
  const names = [...new Set(SCHOOLS.map(townshipOf))];
  const nameAt = columns.findIndex(({ key }) => key === "name");
  const header = ["序号", ...columns.map((column) => stageWord(column) + column.label)];
  const units = [null, ...columns.map(({ unit }) => (unit === "" ? null : `（${unit}）`))];
  const last = columnLetters(header.length);
  const rows: OfficeCell[][] = [];
  let number = 0;
  for (const [index, name] of names.entries()) {
    const schools = SCHOOLS.filter((school) => townshipOf(school) === name);
    if (index === 2) rows.push(["表1（续）"], header, units);
    const sums = columns.map((column): OfficeCell => total(column, schools));
    sums[nameAt] = `${name}（${schools.length}所）`;
    rows.push([NUMBERS[index] ?? null, ...sums]);
    for (const school of schools) rows.push([++number, ...written(school)]);
  }
  return [
    {
      name: "表1",
      merges: [`A1:${last}1`],
      rows: [
        ["表1 云溪县义务教育学校情况（2025年）"],
        ["填表单位：云溪县教育局", null, null, "填表日期：2025年12月10日"],
        header,
        units,
        ...rows,
        ["合计", null, `${SCHOOLS.length}所`],
      ],
    },
    ...sideSheets(),
  ];
};
