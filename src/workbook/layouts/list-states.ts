/** Columns beside a list that are none of its own and say of a row that it is of something else. */
import type { ListName } from "../sheets.ts";
import type { HeaderColumn } from "../tables/header.ts";
import { isOtherMonitoring } from "../terms/monitoring-remarks.ts";
import { yearsNamed } from "../terms/years.ts";
import { matchKey } from "../text.ts";
import type { StateColumn } from "./rows.ts";

/** Which monitoring a result is of, where a word says it: 县级. */
const KIND_OF_MONITORING = /^(?:监测|组织|测试|检测|评价)?(?:类型|类别|级别|层级|层次|性质)$/;
const OF_OTHER_LEVEL = /^(?:县区?|区县?|地?市|州|省|学?校)级?$/;
/** When a room was built: 建成年份, 竣工时间. */
const BUILT = /^(?:建成|建设|竣工|启用|投用|投入使用|交付)(?:使用)?(?:年份|年度|年月|年|时间|日期)$/;
/** How many rooms a row is of, whose area is that of all of them. */
const SEVERAL = /^(?:教室|房间|功能室|专用教室)?(?:间数|数量|个数)$/;

/** What the text under a heading says makes a row another thing than the list's; null for a heading that says nothing. */
const otherUnder = (list: ListName, heading: string, years: readonly number[]): ((text: string) => boolean) | null => {
  // Whose monitoring it was may stand under any heading: 监测类型, 监测级别, 组织方.
  const key = matchKey(heading);
  if (list === "monitoring") {
    const asksLevel = KIND_OF_MONITORING.test(key);
    return (text) => isOtherMonitoring(text) || (asksLevel && OF_OTHER_LEVEL.test(matchKey(text)));
  }
  if (list !== "rooms") return null;
  if (SEVERAL.test(key)) return (text) => Number(text) > 1;
  if (!BUILT.test(key) || years.length === 0) return null;
  return (text) => {
    const built = yearsNamed(text);
    return built.length > 0 && built.every((year) => year > Math.max(...years));
  };
};

/**
 * Those of a list's columns that it has no use for, by which a row is of something else: a monitoring that was the county's own,
 * a room that is not built yet, an area of several rooms. `years`: the workbook's.
 */
export const otherThingsIn = (
  list: ListName,
  columns: readonly Pick<HeaderColumn, "column" | "header">[],
  years: readonly number[],
): StateColumn[] =>
  columns.flatMap(({ column, header }) => {
    const isOther = otherUnder(list, header, years);
    return isOther === null ? [] : [{ column, header, says: () => "", ofYear: false, isOther }];
  });
