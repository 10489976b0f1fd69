import type { StandardDocument } from "../model/standard.ts";

/**
 * A standard to read a workbook by that is to be judged by two: the first, with the second's own columns, items, and
 * codes of documents as well. It is for reading only.
 */
export const bothBy = (first: StandardDocument, second: StandardDocument): StandardDocument => {
  const local = first.local ?? second.local;
  return {
    ...first,
    indicators: [...first.indicators, ...second.indicators],
    local:
      local === null
        ? null
        : { ...local, quantities: { ...(second.local?.quantities ?? {}), ...(first.local?.quantities ?? {}) } },
  };
};
