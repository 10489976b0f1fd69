/** What an audit says apart from where its cells stand, and how the audits of two workbooks of one county compare. */

import type { CountyRows } from "../../../fixtures/county-rows.ts";
import { nativeSheets } from "../../../fixtures/write-native.ts";
import { auditReading } from "../../../src/audit-workbook.ts";
import { readWorkbook } from "../../../src/county-workbook.ts";
import { AuditError } from "../../../src/errors.ts";
import type { DataProblem, WorkbookReading } from "../../../src/model/county.ts";
import type { AuditResult, Finding, Subject } from "../../../src/model/result.ts";
import type { RawWorkbook } from "../../../src/package/raw.ts";
import { asked, attestedAnywhere, extraQuantities, standardOf } from "../../../src/standard/index.ts";
import type { InterpretOptions } from "../../../src/workbook/read-workbook.ts";
import { writeWorkbook } from "../../bench/write-workbook.ts";
import { DICTIONARIES, interpretWorkbook } from "../workbook/shared-dictionaries.ts";
import { type BookSheet, bookBytes } from "./book.ts";
import { EXTRA_HEADINGS } from "./fields.ts";

const standard = standardOf("national-2017");
const READ_BY: InterpretOptions = {
  asked: asked(standard),
  elsewhere: attestedAnywhere,
  extraQuantities: extraQuantities(standard),
};

export interface Audited {
  readonly kind: "audited";
  readonly reading: WorkbookReading;
  readonly result: AuditResult;
}
export type Answer = Audited | { readonly kind: "refused"; readonly code: string };

/** @throws whatever is no refusal. */
const answered = async (read: () => Promise<WorkbookReading>): Promise<Answer> => {
  try {
    const reading = await read();
    return { kind: "audited", reading, result: auditReading(reading, { standard }) };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return { kind: "refused", code: error.detail.code };
  }
};

export const auditBytes = (bytes: Uint8Array): Promise<Answer> =>
  answered(() => readWorkbook(bytes, { standard, dictionaries: DICTIONARIES, file: "county.xlsx" }));

/** A workbook whose sheets were read already, audited as {@link auditBytes} audits its bytes. */
export const auditRaw = (raw: RawWorkbook): Promise<Answer> => answered(async () => interpretWorkbook(raw, READ_BY));

/** The files of one county, audited together. */
export const auditFiles = (files: readonly (readonly BookSheet[])[]): Promise<Answer> => {
  if (files.length === 1) return auditBytes(bookBytes(files.flat()));
  return answered(() => readWorkbook(files.map(bookBytes), { standard, dictionaries: DICTIONARIES }));
};

/** @throws Error where the native workbook of a county is refused, as it never may be. */
export const auditNative = async (county: CountyRows): Promise<Audited> => {
  const answer = await auditBytes(writeWorkbook(nativeSheets(county)));
  if (answer.kind === "refused") throw new Error(`the native workbook is refused: ${answer.code}`);
  return answer;
};

/** A school's name without widths, spaces and the stage that a row of it is of. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/(?:\((?:小学|初中)部?\)|(?:小学|初中)部)$/, "");

/**
 * A finding's id with another name for its school than the code or name that the id has of it: what the finding is in any
 * workbook of the county.
 */
export const findingKey = (
  { id, subject }: Finding,
  nameOf: (school: Subject & { kind: "school" }) => string,
): string =>
  subject.kind === "county"
    ? id
    : id
        .split("/")
        .map((part) => (part === subject.id ? nameOf(subject) : part))
        .join("/");

/** Sums of a spread depend on the order of their terms in the last digits, which no report shows. */
const DIGITS = 12;

const said = ({ status, value, gap }: Finding): string =>
  JSON.stringify(
    [
      status,
      value,
      gap === null ? null : { ...gap, cell: null, places: gap.places?.map((place) => ({ ...place, cell: null })) },
    ],
    (_, part) => (typeof part === "number" ? Number(part.toPrecision(DIGITS)) : part),
  );

const byKey = ({ result }: Audited): Map<string, Finding> =>
  new Map(result.findings.map((finding) => [findingKey(finding, ({ name }) => plainName(name)), finding]));

const brief = ({ status, value }: Finding): string =>
  `${status}${value === null ? "" : ` ${Number(value.toPrecision(6))}`}`;

/**
 * - `equal`: every finding is the same, and so is the verdict.
 * - `reported`: what is not the same is unknown, and the reading says that it did not take something.
 * - `wrong`: a value or a status is another, a school is there that is not, something is silently unknown.
 */
export type Comparison =
  | { readonly kind: "equal" }
  | { readonly kind: "reported"; readonly unknown: readonly string[] }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "wrong"; readonly what: string };

/** How many things an office's reading says that the native one does not, and that may be why something is unknown. */
const reports = (native: Audited, { reading }: Audited): number => {
  const problemKey = ({ code, school, quantity, stage }: DataProblem): string =>
    [code, school === null ? "" : plainName(school), quantity, stage].join("/");
  const known = new Set(native.reading.problems.map(problemKey));
  return (
    reading.problems.filter((problem) => !known.has(problemKey(problem))).length +
    reading.reading.unmatched.filter(({ header }) => !EXTRA_HEADINGS.some((extra) => header.includes(extra))).length +
    reading.reading.sheets.filter(({ role }) => role === null).length
  );
};

export const compare = (native: Audited, office: Answer): Comparison => {
  if (office.kind === "refused") return office;
  const wrong = (what: string): Comparison => ({ kind: "wrong", what });
  const [expected, found] = [byKey(native), byKey(office)];
  const schools = new Set(native.reading.county.schools.map(({ name }) => plainName(name)));
  const stranger = office.reading.county.schools.find(({ name }) => !schools.has(plainName(name)));
  if (stranger !== undefined) return wrong(`a school that is none: ${stranger.name} (${stranger.cell})`);
  if (office.reading.county.schools.length > schools.size) return wrong("a school counts more than once");
  const unknown: string[] = [];
  for (const [key, finding] of expected) {
    const other = found.get(key);
    if (other === undefined) {
      if (finding.status !== "notApplicable") unknown.push(`${key}: ${brief(finding)} is gone`);
    } else if (said(other) !== said(finding)) {
      if (other.status !== "unknown") return wrong(`${key}: ${brief(finding)} is ${brief(other)}`);
      unknown.push(`${key}: ${brief(finding)} is unknown`);
    }
  }
  for (const [key, finding] of found) {
    if (expected.has(key)) continue;
    if (finding.status !== "unknown" && finding.status !== "notApplicable")
      return wrong(`${key}: ${brief(finding)} is of nobody`);
    unknown.push(`${key}: unknown, of nobody`);
  }
  const [was, is] = [native.result.verdict, office.result.verdict];
  if (is !== was && is !== "unknown") return wrong(`the verdict ${was} is ${is}`);
  if (unknown.length === 0 && is === was) return { kind: "equal" };
  if (unknown.some((text) => text.endsWith("is gone")) && is === "pass")
    return wrong(`${unknown[0]}, and the verdict is pass`);
  if (reports(native, office) === 0) return wrong(`nothing says why: ${unknown[0] ?? `the verdict ${was} is ${is}`}`);
  return { kind: "reported", unknown };
};
