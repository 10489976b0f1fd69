import { EVERY_COLUMN, flatHeading, SCHOOLS, sideSheets, stageWord } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

/** Other words that offices have for the same column. */
const OTHER: Readonly<Record<string, string>> = {
  code: "学校代码",
  name: "学校全称",
  type: "学校类型",
  sponsor: "办学性质",
  location: "城乡类别",
  boarding: "是否寄宿制",
  pupils: "在校学生数",
  classes: "教学班数",
  staff: "教职工人数",
  teachers: "专任教师",
  qualifiedTeachers: "高于规定学历的教师数",
  backboneTeachers: "县级及以上骨干教师数",
  equipmentValue: "教学仪器设备总值",
  multimediaRooms: "网络多媒体教室",
  teachingArea: "教学及教学辅助用房面积",
  sportsGroundArea: "体育运动场地面积",
};

const VARIANTS: readonly ((stage: string, label: string, unit: string) => string)[] = [
  (stage, label, unit) => `${stage}${label}${unit === "" ? "" : `（${unit}）`}`,
  (stage, label, unit) => `${stage}\n${label}${unit === "" ? "" : `(${unit})`}`,
  (stage, label, unit) => `${stage} ${[...label].join(" ")}${unit === "" ? "" : `［${unit}］`}`,
  (stage, label, unit) => `${stage}${label}：${unit === "" ? "" : `【 ${unit} 】`}`,
  (stage, label, unit) => `${stage === "" ? "" : `${stage}：`}${label}${unit === "" ? "" : `/${unit}`}`,
  (stage, label, unit) => `${stage === "" ? "" : `（${stage}）`}${label}\r\n${unit === "" ? "" : `（单位：${unit}）`}`,
];

const SHEET_NAMES: Readonly<Record<string, string>> = {
  县情: "附件1 县情表",
  县级指标: "3.县级指标（2025）",
  质量监测: "(四)质量监测 ",
  佐证: "5、佐证材料",
  一票否决: "附表6-一票否决",
  专用教室: "附件7：专用教室",
  班级: "08 班级情况",
};

/** Columns and sheets in no order, sheet names with what a folder of attachments adds, every heading in another spelling. */
export const shuffled = (): OfficeSheet[] => {
  const columns = EVERY_COLUMN.map((column, index) => ({ column, order: (index * 37) % EVERY_COLUMN.length }))
    .sort((left, right) => left.order - right.order)
    .map(({ column }) => column);
  const headings = columns.map((column, index) => {
    const label = OTHER[column.key];
    if (label !== undefined) return flatHeading({ ...column, label });
    return VARIANTS[index % VARIANTS.length]!(stageWord(column), column.label, column.unit.replace("㎡", "平方米"));
  });
  const side = sideSheets().map((sheet): OfficeSheet => ({ ...sheet, name: SHEET_NAMES[sheet.name]! }));
  return [
    ...side.slice(4).reverse(),
    {
      name: "附件2 学校情况表 ",
      rows: [
        headings,
        ...[...SCHOOLS].reverse().map((school): OfficeCell[] => columns.map((column) => column.cell(school))),
      ],
    },
    ...side.slice(0, 4).reverse(),
  ];
};
