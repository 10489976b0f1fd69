/** Columns beside a list that are none of its own and say of a row that it is of something else. */
import type { ListName } from "../sheets.ts";
import { type DataRow, numberOfText } from "../table.ts";
import type { HeaderColumn } from "../tables/header.ts";
import { deniesCarriedOut, isFault } from "../terms/evidence-notes.ts";
import { otherMonitoringUnder } from "../terms/monitoring-remarks.ts";
import { isBuiltAfter, isNotOneRoom } from "../terms/room-remarks.ts";
import { vetoNote } from "../terms/veto-notes.ts";
import { isBlankText, matchKey } from "../text.ts";
import type { StateColumn } from "./rows.ts";

/** When a room was built: 建成年份, 竣工时间. */
const BUILT =
  /^(?:预计|计划|拟)?(?:(?:建成|建设|建造|开工|竣工|完工|启用|投用|投入使用|交付|改造)(?:完成|验收|使用)?)+(?:年份|年度|年月|年|时间|日期)$/;
/** How many rooms a row is of, whose area is that of all of them. */
const SEVERAL =
  /^(?:音乐|美术|专用|功能|[、和])*(?:教室|房间|功能室)?(?:总|合计)?(?:间数|数量?|个数|数目)(?:[(/]?[间个][)]?)?$/;

/** What is told of cases of a veto: 发生次数, 问题线索, 处理情况; a telephone for reports is none. */
const OF_CASES =
  /(?:次数?|[起件例]数|学校数|校数|案例|线索|举报|投诉|问题|通报|(?:处理|查处|处分|整改)(?:情况|结果|进展|状态)?)$/;
/** What is told of what a document leaves undone: 存在问题, 整改要求. */
const OF_FAULTS = /(?:问题|不足|短板|差距|整改(?:要求|意见|内容|情况)?)$/;
const OF_CARRYING_OUT = /(?:落实|执行|实施|贯彻)(?:情况|进展|效果)?$/;

const isCase = (text: string): boolean => (numberOfText(text) ?? 0) > 0 || vetoNote(text) !== null;

/** What the text under a heading says makes a row another thing than the list's; null for a heading that says nothing. */
const otherUnder = (list: ListName, heading: string, last: number | null): ((text: string) => boolean) | null => {
  if (list === "monitoring") return otherMonitoringUnder(heading);
  const key = matchKey(heading);
  if (list === "vetoes") return OF_CASES.test(key) ? isCase : null;
  if (list === "attestations") {
    return OF_FAULTS.test(key) ? isFault : OF_CARRYING_OUT.test(key) ? deniesCarriedOut : null;
  }
  if (list !== "rooms") return null;
  if (SEVERAL.test(key)) return isNotOneRoom;
  return BUILT.test(key) ? (text) => isBuiltAfter(text, last) : null;
};

/**
 * Those of a list's columns that it has no use for, by which a row is of something else: a monitoring that was the county's own,
 * a room that is not built yet, an area of several rooms, a case of what is
 * denied. `last`: the year in which what the workbook describes ends.
 */
export const otherThingsIn = (
  list: ListName,
  columns: readonly Pick<HeaderColumn, "column" | "header">[],
  last: number | null,
): StateColumn[] =>
  columns.flatMap(({ column, header }) => {
    const isOther = otherUnder(list, header, last);
    return isOther === null ? [] : [{ column, header, says: () => "", ofYear: false, isOther }];
  });

/** Columns without a heading in which a text stands beside a list's rows: whoever wrote it there remarks on the row. */
export const unheadedIn = (
  columns: readonly Pick<HeaderColumn, "column">[],
  rows: readonly DataRow[],
): StateColumn[] => {
  const headed = new Set(columns.map(({ column }) => column));
  const found = new Set<number>();
  for (const { row } of rows) {
    for (const { column, kind, value } of row.cells) {
      if (kind === "text" && !headed.has(column) && !isBlankText(value as string)) found.add(column);
    }
  }
  return [...found].map((column) => ({ column, header: "", says: (text) => text, ofYear: false }));
};
