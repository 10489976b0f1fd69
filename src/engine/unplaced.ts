import type { County, UnplacedAnswer, UnreadList } from "../model/county.ts";
import type { Reason } from "../model/result.ts";

/** Why an item is unknown whose answer may stand in a row that does not say what it belongs to; null where none may. */
export const unplacedAnswer = (
  { unplacedAnswers = [] }: County,
  list: UnplacedAnswer["list"],
  code: string,
): Reason | null => {
  const open = unplacedAnswers.filter((each) => each.list === list && (each.code === null || each.code === code));
  return open.length === 0 ? null : { code: "answer-unplaced", cells: open.map(({ cell }) => cell) };
};

/** Why what is judged by a list is unknown: a sheet of its name could not be read; null where there is none. */
export const unreadList = ({ unreadLists = [] }: County, list: UnreadList["list"]): Reason | null => {
  const sheets = unreadLists.filter((each) => each.list === list).map(({ sheet }) => sheet);
  return sheets.length === 0 ? null : { code: "list-unread", sheets };
};
