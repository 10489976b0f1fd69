/** Columns beside a list that are none of its own and say of a row that it is of something else. */
import type { ListName } from "../sheets.ts";
import type { HeaderColumn } from "../tables/header.ts";
import { otherMonitoringUnder } from "../terms/monitoring-remarks.ts";
import { isBuiltAfter, isNotOneRoom } from "../terms/room-remarks.ts";
import { matchKey } from "../text.ts";
import type { StateColumn } from "./rows.ts";

/** When a room was built: 建成年份, 竣工时间. */
const BUILT =
  /^(?:预计|计划|拟)?(?:(?:建成|建设|建造|开工|竣工|完工|启用|投用|投入使用|交付|改造)(?:完成|验收|使用)?)+(?:年份|年度|年月|年|时间|日期)$/;
/** How many rooms a row is of, whose area is that of all of them. */
const SEVERAL =
  /^(?:音乐|美术|专用|功能|[、和])*(?:教室|房间|功能室)?(?:总|合计)?(?:间数|数量?|个数|数目)(?:[(/]?[间个][)]?)?$/;

/** What the text under a heading says makes a row another thing than the list's; null for a heading that says nothing. */
const otherUnder = (list: ListName, heading: string, last: number | null): ((text: string) => boolean) | null => {
  if (list === "monitoring") return otherMonitoringUnder(heading);
  const key = matchKey(heading);
  if (list !== "rooms") return null;
  if (SEVERAL.test(key)) return isNotOneRoom;
  return BUILT.test(key) ? (text) => isBuiltAfter(text, last) : null;
};

/**
 * Those of a list's columns that it has no use for, by which a row is of something else: a monitoring that was the county's own,
 * a room that is not built yet, an area of several rooms. `last`: the year in which what the workbook describes ends.
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
