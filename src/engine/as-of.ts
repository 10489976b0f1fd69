import { AuditError } from "../errors.ts";
import type { County, DataProblem, Reading, WorkbookReading } from "../model/county.ts";
import type { ProfileKey } from "../model/quantity.ts";
import { read } from "./measure.ts";

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day of the calendar in ISO form. */
export const isDay = (text: string): boolean => {
  if (!ISO_DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
};

/** What a problem of an item of 县情 says of its place. */
const aboutProfile = (quantity: ProfileKey, address: string | null, found: string | null) => {
  const separator = address?.lastIndexOf("!") ?? -1;
  return {
    sheet: address === null ? "" : address.slice(0, separator).replace(/^'|'$/g, "").replaceAll("''", "'"),
    cell: address === null ? null : address.slice(separator + 1),
    school: null,
    quantity,
    stage: null,
    label: null,
    found,
  };
};

/** The problem of a county that says no day to judge by: its 填报日期 is to be filled in. */
export const dateMissing = ({ profile }: Pick<County, "profile">): DataProblem => {
  const about = aboutProfile("filingDate", read<string>(profile, "filingDate").cell, null);
  const sheet = about.cell === null ? "县情" : about.sheet;
  return { ...about, sheet, code: "missing-required", severity: "error", facts: {} };
};

/** The first column beside the items of 县情 whose heading was not used; null where each was. */
const unusedOfProfile = (reading: Reading | undefined): { readonly cell: string; readonly header: string } | null => {
  const profiles = new Set(reading?.sheets.flatMap(({ sheet, role }) => (role === "profile" ? [sheet] : [])));
  const unused = reading?.unmatched.find(({ sheet, why }) => why != null && profiles.has(sheet));
  return unused === undefined ? null : { cell: `${unused.sheet}!${unused.cell}`, header: unused.header };
};

/**
 * The day by whose values is judged: the one given, else 填报日期, else 31 December of 数据年份; never today's clock.
 * `problem` is a warning when the data are of another year.
 *
 * @throws AuditError `as-of-invalid` for a day that does not exist, `as-of-missing` when nothing says the day,
 *   `as-of-unreadable` when 填报日期 is no date.
 */
export const asOfDate = (
  { county, file, reading }: Pick<WorkbookReading, "county" | "file"> & Partial<Pick<WorkbookReading, "reading">>,
  given?: string,
): { readonly asOf: string; readonly problem: DataProblem | null } => {
  if (given !== undefined && !isDay(given)) throw new AuditError({ code: "as-of-invalid", value: given });
  const filing = read<string>(county.profile, "filingDate");
  const year = read<number>(county.profile, "dataYear");
  // The end of the data year stands in for a day that nobody wrote, not for one that nobody can read.
  if (given === undefined && filing.state === "invalid") {
    throw new AuditError({ code: "as-of-unreadable", file, cell: filing.cell });
  }
  const asOf = given ?? filing.value ?? (year.value === null ? null : `${year.value}-12-31`);
  if (asOf === null) throw new AuditError({ code: "as-of-missing", file, unused: unusedOfProfile(reading) });
  if (year.value === null || String(year.value) === asOf.slice(0, 4)) return { asOf, problem: null };
  const found = String(year.value);
  const about = aboutProfile("dataYear", year.cell, found);
  return { asOf, problem: { ...about, code: "data-year-differs", severity: "warning", facts: { asOf } } };
};
