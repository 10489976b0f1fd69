import { AuditError } from "../errors.ts";
import type { DataProblem, WorkbookReading } from "../model/county.ts";
import { read } from "./measure.ts";

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day of the calendar in ISO form. */
export const isDay = (text: string): boolean => {
  if (!ISO_DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
};

/**
 * The day by whose values is judged: the one given, else 填报日期, else 31 December of 数据年份; never today's clock.
 * `problem` is a warning when the data are of another year.
 *
 * @throws AuditError `as-of-invalid` for a day that does not exist, `as-of-missing` when nothing says the day.
 */
export const asOfDate = (
  { county, file }: Pick<WorkbookReading, "county" | "file">,
  given?: string,
): { readonly asOf: string; readonly problem: DataProblem | null } => {
  if (given !== undefined && !isDay(given)) throw new AuditError({ code: "as-of-invalid", value: given });
  const filing = read<string>(county.profile, "filingDate");
  const year = read<number>(county.profile, "dataYear");
  const asOf = given ?? filing.value ?? (year.value === null ? null : `${year.value}-12-31`);
  if (asOf === null) throw new AuditError({ code: "as-of-missing", file });
  if (year.value === null || String(year.value) === asOf.slice(0, 4)) return { asOf, problem: null };
  const separator = year.cell?.lastIndexOf("!") ?? -1;
  return {
    asOf,
    problem: {
      code: "data-year-differs",
      severity: "warning",
      sheet: year.cell === null ? "" : year.cell.slice(0, separator).replace(/^'|'$/g, "").replaceAll("''", "'"),
      cell: year.cell === null ? null : year.cell.slice(separator + 1),
      school: null,
      quantity: "dataYear",
      stage: null,
      label: null,
      found: String(year.value),
      facts: { asOf },
    },
  };
};
