import type { ReadLimits } from "../package/read.ts";
import type { OptionValues } from "./options.ts";

const MEGABYTE = 1024 * 1024;

/** The limits that options set; those that they do not are the reader's own. */
export const limitsOf = (values: OptionValues): Partial<ReadLimits> => {
  const given: [keyof ReadLimits, number | undefined, number][] = [
    ["fileBytes", values.limitFile, MEGABYTE],
    ["inflatedBytes", values.limitInflated, MEGABYTE],
    ["partBytes", values.limitPart, MEGABYTE],
    ["members", values.limitMembers, 1],
    ["sheets", values.limitSheets, 1],
    ["rows", values.limitRows, 1],
    ["columns", values.limitColumns, 1],
    ["cells", values.limitCells, 1],
    ["strings", values.limitStrings, 1],
  ];
  return Object.fromEntries(
    given.flatMap(([limit, value, factor]) => (value === undefined ? [] : [[limit, value * factor]])),
  );
};
