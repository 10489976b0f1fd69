import { columnLetters } from "../../../../fixtures/sheets.ts";
import { STAGES } from "../../../../src/model/school.ts";
import {
  type Column,
  IDENTITY,
  REMARK,
  SCHOOLS,
  sideSheets,
  stageColumns,
  stageWord,
  total,
  WHOLE,
} from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

const TOP = 3;
const DEPTH = 6;

const PEOPLE = new Set(["pupils", "migrantPupils", "grades", "classes", "largestClass", "oversizedClasses"]);
const ARTS = new Set(["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers", "sharedArtsPeTeachers"]);

/** Headings from the top down; the last stands on all rows that are left. */
const pathOf = (column: Column): string[] => {
  const unit = column.unit === "" ? [] : [`（${column.unit}）`];
  if (column.stage !== null) {
    const label = [column.label, stageWord(column), ...unit];
    if (PEOPLE.has(column.key)) return ["一、学生和班级", ...label];
    return ["二、教师队伍", ARTS.has(column.key) ? "体育艺术教师" : "教师", ...label];
  }
  if (WHOLE.includes(column)) return ["三、办学条件与管理", "全校", column.label, ...unit];
  return ["学校基本情况", column.label];
};

/** Six header rows with everything merged that belongs together; the stage under the figure, the unit under the stage. */
export const sixHeaderRows = (): OfficeSheet[] => {
  const stages = STAGES.map(stageColumns);
  const byFigure = stages[0]!.flatMap((_, index) => stages.map((columns) => columns[index]!));
  const people = byFigure.filter(({ key }) => PEOPLE.has(key));
  const arts = byFigure.filter(({ key }) => ARTS.has(key));
  const teachers = byFigure.filter((column) => !people.includes(column) && !arts.includes(column));
  const columns = [...IDENTITY, ...people, ...teachers, ...arts, ...WHOLE, REMARK];
  const paths = [["序号"], ...columns.map(pathOf)];
  const header: OfficeCell[][] = Array.from({ length: DEPTH }, () => paths.map(() => null));
  const merges: string[] = [`A1:${columnLetters(paths.length)}1`];
  const same = (left: number, right: number, level: number): boolean =>
    paths[right] !== undefined &&
    paths[left]!.slice(0, level + 1).join("|") === paths[right]!.slice(0, level + 1).join("|");
  for (let level = 0; level < DEPTH; level++) {
    for (let from = 0; from < paths.length; ) {
      const path = paths[from]!;
      let to = from;
      while (path[level] !== undefined && path.length > level + 1 && same(from, to + 1, level)) to++;
      const heading = path[level];
      if (heading !== undefined) {
        header[level]![from] = heading;
        const down = path.length === level + 1 ? DEPTH - 1 : level;
        if (to > from || down > level) {
          merges.push(`${columnLetters(from + 1)}${TOP + level}:${columnLetters(to + 1)}${TOP + down}`);
        }
      }
      from = to + 1;
    }
  }
  return [
    ...sideSheets(),
    {
      name: "学校情况",
      merges,
      rows: [
        ["2025年云溪县义务教育学校办学条件一览表"],
        [],
        ...header,
        ...SCHOOLS.map((school, index): OfficeCell[] => [index + 1, ...columns.map((column) => column.cell(school))]),
        ["总计", ...columns.map((column) => total(column, SCHOOLS))],
      ],
    },
  ];
};
