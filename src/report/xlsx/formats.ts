import { addTo } from "../../groups.ts";
import type { Finding, Gap } from "../../model/result.ts";
import { DECIMALS, decimalsOf, NOTHING, numberText, type Speaker, valueText } from "../wording.ts";
import type { Entry } from "./sheet.ts";
import { numberFormat } from "./style.ts";

/** More cells than this are found on the sheet of figures. */
const MOST_CELLS = 6;

/** Cells of the workbook in few words, the name of a sheet once: 学校!F12 G12. */
export const cellsText = (cells: readonly string[]): string => {
  if (cells.length === 0) return NOTHING;
  const sheets = new Map<string, string[]>();
  for (const cell of cells.slice(0, MOST_CELLS)) {
    const at = cell.lastIndexOf("!");
    const sheet = cell.slice(0, at + 1);
    addTo(sheets, sheet, cell.slice(at + 1));
  }
  const lines = [...sheets].map(([sheet, places]) => sheet + places.join(" "));
  return lines.join("\n") + (cells.length > MOST_CELLS ? " …" : "");
};

const decimalsIn = (text: string): number => text.split(".")[1]?.length ?? 0;

/** Most figures are whole, and known to be without being spelled out. */
const WHOLE = numberFormat(0);

/** Format of any number: the decimals that it has, six at most. */
export const plainFormat = (value: number): string =>
  Number.isInteger(value) ? WHOLE : numberFormat(decimalsIn(numberText(value, null)));

/** Format of an amount or a value in a list: whole numbers as such, others with two decimals, four where they have them. */
export const amountFormat = (value: number): string =>
  Number.isInteger(value) ? WHOLE : Number(value.toFixed(2)) === value ? numberFormat(2) : "#,##0.00##";

/** Format of a coefficient of variation: the form's decimals, more where rounding would contradict the limit. */
export const coefficientFormat = (value: number, limit: number | null): string =>
  numberFormat(
    decimalsIn(numberText(value, DECIMALS.coefficient, limit === null ? [] : [{ operator: "<=", value: limit }])),
  );

/** Format of a finding's value: the form's decimals, more where rounding would contradict its status. */
export const valueFormat = (finding: Finding): string => {
  const { value, bound } = finding;
  const limits =
    bound === null
      ? []
      : [bound.value, ...(bound.floor === null ? [] : [bound.floor])].map((limit) => ({
          operator: bound.operator,
          value: limit,
        }));
  const text = numberText(value ?? 0, decimalsOf(finding), limits);
  return numberFormat(decimalsIn(text), bound?.unit === "%" ? "%" : "");
};

/** Format of an amount to add or remove; a distance keeps the decimals of a coefficient. */
export const gapFormat = (gap: Gap, amount: number): string =>
  numberFormat(decimalsIn(numberText(amount, gap.direction === "distance" ? DECIMALS.coefficient : null)));

/** A finding's value as a cell: the number itself where it has one, else the answer in words. */
export const valueEntry = (finding: Finding, speaker: Speaker): Entry =>
  finding.value === null
    ? { content: valueText(finding, speaker) }
    : { content: finding.value, look: { align: "right", format: valueFormat(finding) } };
