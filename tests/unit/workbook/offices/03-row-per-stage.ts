import { STAGE_WORDS } from "../../../../fixtures/words.ts";
import { STAGES } from "../../../../src/model/school.ts";
import { flatHeading, IDENTITY, inWan, REMARK, SCHOOLS, sideSheets, stageColumns, WHOLE } from "./columns.ts";
import type { OfficeCell, OfficeSheet } from "./sheets.ts";

/**
 * A row per school and stage, 学段 after the name, all 初中 rows below all 小学 rows; what a combined school shares
 * stands on its first row only.
 */
export const rowPerStage = (): OfficeSheet[] => {
  const [code, name, ...identity] = IDENTITY;
  const whole = WHOLE.map(inWan);
  const rows = STAGES.flatMap((stage): OfficeCell[][] =>
    SCHOOLS.filter(({ stages }) => stages[stage] !== undefined).map((school): OfficeCell[] => {
      const first = STAGES.find((each) => school.stages[each] !== undefined) === stage;
      return [
        code!.cell(school),
        name!.cell(school),
        STAGE_WORDS[stage],
        ...identity.map((column) => column.cell(school)),
        ...stageColumns(stage).map((column) => column.cell(school)),
        ...whole.map((column) => (first ? column.cell(school) : null)),
        REMARK.cell(school),
      ];
    }),
  );
  return [
    {
      name: "学校（分学段）",
      rows: [
        ["义务教育学校分学段情况表", null, null, null, "2025年"],
        [
          ...["学校标识码", "学校名称", "学段"],
          ...identity.map((column) => flatHeading(column)),
          ...stageColumns("primary").map((column) => flatHeading({ ...column, stage: null })),
          ...whole.map((column) => flatHeading(column)),
          "备注",
        ],
        ...rows,
      ],
    },
    ...sideSheets(),
  ];
};
