import type { Finding } from "../../model/result.ts";
import type { Sourced } from "../../model/school.ts";
import { clauses, listed, openPartText, quantityLabel, reasonText, settleText } from "../wording.ts";

/** A place of the form that stays empty because the workbook does not say, and what would fill it. */
export interface FormBlank {
  /** Sheet of the form. */
  readonly table: string;
  /** Address on that sheet. */
  readonly cell: string;
  /** What the form asks there. */
  readonly item: string;
  /** What is missing in the workbook, and where. */
  readonly reason: string;
}

/** A figure for the form: a number, or why there is none. */
export type Figure = { readonly value: number } | { readonly value: null; readonly reason: string };

export const known = (value: number): Figure => ({ value });
export const missing = (reason: string): Figure => ({ value: null, reason });

const STATES = {
  given: "",
  blank: "未填",
  invalid: "填写有误，已搁置",
  absent: "工作簿没有这一项",
} as const;

/** The figure of one cell of the workbook. `key` is of the dictionary. */
export const figureOf = (source: Sourced<number> | undefined, key: string): Figure => {
  if (source !== undefined && source.value !== null) return known(source.value);
  const place = source?.cell == null ? "" : `（${source.cell}）`;
  return missing(`${quantityLabel(key, null, "zh")}${place}${STATES[source?.state ?? "absent"]}`);
};

/** Places that a reason names before it says how many there are. */
const PLACES_NAMED = 3;

/** The sum of figures, unknown as soon as one of them is. */
export const sumOf = (figures: readonly Figure[]): Figure => {
  const reasons = figures.flatMap((figure) => (figure.value === null ? [figure.reason] : []));
  if (reasons.length > 0) {
    const more = reasons.length > PLACES_NAMED ? `等 ${reasons.length} 处` : "";
    return missing(listed(reasons.slice(0, PLACES_NAMED), "zh") + more);
  }
  return known(figures.reduce((sum, figure) => sum + (figure.value ?? 0), 0));
};

/** Why a finding has no answer, and what would settle it. */
export const openReason = (finding: Finding): string =>
  clauses([reasonText(finding, "zh"), settleText(finding, "zh")], "zh");

/** Why an item has no answer: for one that sums others up, what is open in them. */
export const openItemReason = (required: Finding, all: readonly Finding[]): string => {
  if (required.check !== "rollup") return openReason(required);
  const open = all.filter((each) => each !== required && each.status === "unknown");
  const more = open.length > PLACES_NAMED ? `等 ${open.length} 处` : "";
  return (
    clauses(
      open.slice(0, PLACES_NAMED).map((each) => openPartText(each, "zh")),
      "zh",
    ) + more
  );
};

/** n ÷ of in percent with one decimal, halves away from zero; `of` is above 0. */
export const percentText = (part: number, of: number): string => {
  const tenths = (BigInt(part) * 2000n + BigInt(of)) / (2n * BigInt(of));
  return `${tenths / 10n}.${tenths % 10n}`;
};
