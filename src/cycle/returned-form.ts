/** A form that a school returned, and what its problems say of it as a whole. */
import type { WorkbookReading } from "../model/county.ts";
import type { Value } from "./cells.ts";
import type { DoubledItem } from "./doubled-items.ts";
import type { StatedYear } from "./form-year.ts";

/** A form that came back, as it was read. */
export interface Return {
  /** Its name within the folder of returns. */
  readonly file: string;
  readonly reading: WorkbookReading;
  /** What it says of the year of its figures. */
  readonly years: readonly StatedYear[];
  /** What it says otherwise in a second place. */
  readonly doubled: readonly DoubledItem[];
  /** What its cell at an address (`学校填报表!C5`) says, as it stands there; null for a blank. */
  readonly written: (address: string) => Value | null;
  /** When it was last saved, as it says of itself: an ISO time; null where it does not. */
  readonly saved: string | null;
}

/** Problems of a return that make a school's code one to join by no longer. */
export const codesLost = ({ problems }: WorkbookReading): ReadonlySet<string | null> =>
  new Set(problems.flatMap(({ code, school }) => (code === "code-digits-lost" ? [school] : [])));
export const unnamedIn = ({ problems }: WorkbookReading): ReadonlySet<string | null> =>
  new Set(problems.flatMap(({ code, school }) => (code === "missing-name" ? [school] : [])));

export const emptyIn = ({ problems }: WorkbookReading): ReadonlySet<string | null> =>
  new Set(problems.flatMap(({ code, school }) => (code === "blank-row" ? [school] : [])));
/** Whether a form has no school with any figure, and nothing else is wrong in it that would explain that. */
export const isEmptyForm = ({ problems }: WorkbookReading): boolean => {
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ code }) => code === "no-schools");
};
