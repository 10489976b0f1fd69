import { auditErrorText } from "./error-sentences.ts";
import { safeText } from "./safe-text.ts";

/**
 * Why an audit cannot take place. Thrown as {@link AuditError}; turned into a sentence only by `error-sentences.ts`,
 * which holds one sentence per code and language, so that adding a code without its sentence does not compile.
 *
 * `file` is the path or name as the user gave it; sizes are in bytes; counts are whole numbers.
 */
/** What is wrong at one place of a file that a person wrote. `en` is `message` in English. */
export interface SourceFault {
  /** Place within the file: `refine[2].checks[0].bounds`; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
  readonly en?: string;
}

export type AuditErrorDetail =
  // The file itself
  | { code: "file-missing"; file: string }
  | { code: "file-unreadable"; file: string; reason: string }
  /** `side`: a standard, a map or waivers were wanted, not a workbook. */
  | {
      code: "file-not-regular";
      file: string;
      kind: "directory" | "fifo" | "device" | "socket" | "other";
      side?: true;
    }
  | { code: "file-empty"; file: string }
  | { code: "file-too-large"; file: string; size: number; limit: number; side?: true }
  /** The same path, or another with the same content. */
  | { code: "file-twice"; files: [string, string] }
  // What the first bytes say it is
  | { code: "file-encrypted"; file: string }
  | { code: "file-legacy-excel"; file: string }
  | { code: "file-markup"; file: string }
  | { code: "file-text"; file: string }
  | { code: "file-gap-report"; file: string }
  | { code: "file-open-document"; file: string }
  | { code: "file-other-office"; file: string; kind: "docx" | "pptx" | "xlsb" }
  | { code: "file-not-workbook"; file: string }
  // The package
  | { code: "package-truncated"; file: string; part: string | null }
  | { code: "package-damaged"; file: string; part: string | null; reason: string }
  | { code: "package-crc"; file: string; part: string }
  | { code: "package-part-missing"; file: string; part: string; sheet: string | null }
  | { code: "package-doctype"; file: string; part: string }
  | { code: "package-malformed-xml"; file: string; part: string; line: number; reason: string }
  | { code: "package-malformed-cell"; file: string; sheet: string; cell: string; reason: string }
  | {
      code: "limit-exceeded";
      file: string;
      limit:
        | "inflated"
        | "part"
        | "members"
        | "sheets"
        | "rows"
        | "columns"
        | "cells"
        | "strings"
        | "depth"
        | "attribute";
      allowed: number;
      where: string | null;
    }
  // What it holds
  | {
      code: "no-school-sheet";
      file: string;
      sheets: string[];
      nearest: { sheet: string; found: string[] } | null;
      other?: { cell: string; text: string };
    }
  | { code: "school-sheets-disagree"; file: string; sheets: [string, string] }
  | { code: "layout-ambiguous"; file: string; layouts: string[] }
  | { code: "column-ambiguous"; file: string; label: string; cells: [string, string] }
  /**
   * Schools of several counties; a county that only lists and items are of has 0. `forms`: each county's national form,
   * of which the schools were not counted.
   */
  | { code: "counties-several"; file: string; counties: { name: string; schools: number }[]; forms?: boolean }
  /** One 表Ⅱ-2 of the national form with schools of several counties. */
  | { code: "form-of-several"; file: string; counties: string[] }
  /** Two files that say of themselves that they are of different counties; or two cells of one, which `file` then names. */
  | { code: "counties-differ"; files: [string, string]; counties: [string, string]; file?: string }
  /** The county that was asked for is none of the workbook's; `known` is empty where it names none. */
  | { code: "county-unknown"; file: string; name: string; known: string[]; nearest: string | null }
  | { code: "as-of-missing"; file: string; unused: { readonly cell: string; readonly header: string } | null }
  | { code: "as-of-unreadable"; file: string; cell: string | null }
  | { code: "as-of-invalid"; value: string }
  | { code: "as-of-before-standard"; standard: string; asOf: string; from: string }
  // The standard and side files
  | { code: "standard-unknown"; id: string; known: string[]; nearest: string | null }
  | { code: "standard-invalid"; source: string; faults: readonly SourceFault[] }
  | { code: "option-unknown"; id: string; known: string[]; nearest: string | null }
  /** Relaxations of one indicator that both match a school. `indicator` is its code. */
  | { code: "relaxations-equal"; indicator: string; school: string; options: [string, string] }
  | { code: "indicator-unknown"; name: string; known: string[]; near: string[] }
  /** Part of the names of several indicators: `matches` are their codes and names. */
  | { code: "indicator-ambiguous"; name: string; matches: { code: string; name: { zh: string; en: string } }[] }
  | { code: "school-unknown"; name: string; near: string[] }
  /** Several schools have the name; `cells` are where they stand. */
  | { code: "school-ambiguous"; name: string; cells: string[] }
  | { code: "side-file-invalid"; file: string; faults: readonly SourceFault[] }
  /** A change that was written on the command line names what is not there, or cannot be made. */
  | { code: "change-invalid"; written: string; faults: readonly SourceFault[] }
  // A plan
  /** A plan was asked for of a standard that judges the mean of coefficients. */
  | { code: "plan-of-composite"; standard: string }
  /** A plan was asked for of a standard that limits an indicator's spread, and asks nothing of its ratio. */
  | { code: "plan-of-spread-alone"; standard: string; indicator: string }
  // A batch
  | { code: "no-workbooks"; given: string[]; ignored: number }
  | { code: "audit-timeout"; file: string; seconds: number }
  /** `reason`: `memory`, or what the system says of the end of the worker. */
  | { code: "audit-crashed"; file: string; reason: string }
  | { code: "previous-unmatched"; folder: string }
  | { code: "audit-bug"; file: string; message: string }
  | { code: "batch-folder-invalid"; folder: string; reason: "no-results" | "no-rollup" | "broken" }
  | {
      code: "batch-folders-differ";
      folders: [string, string];
      what: "standard" | "options" | "config" | "waivers" | "version" | "shards";
    }
  | { code: "batch-shard-missing"; missing: number[]; of: number }
  | { code: "batch-file-twice"; file: string; folders: [string, string] }
  | { code: "comparison-input-invalid"; file: string }
  // The years of a county
  /** What two sides call their counties, that share no school. */
  | { code: "diff-counties"; files: [string, string]; counties: [string, string] }
  | { code: "history-year-missing"; file: string }
  | { code: "history-year-twice"; files: [string, string]; year: number }
  | { code: "history-one-year"; files: string[] }
  /** `counties`: null where neither says its county and they share no school. */
  | { code: "history-county"; files: [string, string]; counties: [string, string] | null }
  // Outputs
  /** `known`: extensions of the format; none where it has no own. */
  | { code: "output-extension"; file: string; format: string; extension: string; known: string[] }
  /** `input` is the name under which the file is read. */
  | { code: "output-is-input"; file: string; input: string }
  /** Another run writes there: its host, process and start as it says them; `lock` is the file that says it. */
  | { code: "output-in-use"; file: string; host: string; pid: number; since: string; lock: string }
  | { code: "output-folder-is-input"; folder: string }
  /** Several files are to be written into it, and it is called as files are. */
  | { code: "output-folder-named-file"; folder: string }
  | { code: "output-exists"; file: string }
  /** It stands where the program would write, under a name that the program chose, and is no report of its own. */
  /** A program has it open, as the file `lock` beside it says. */
  | { code: "output-open"; file: string; lock: string }
  | { code: "output-not-own"; file: string }
  /** Ledger and workbook say of which county they are, and not of the same. */
  | { code: "ledger-county"; file: string; workbook: string; counties: [string, string] }
  /** Not one of its schools is in the county's workbook. */
  | { code: "ledger-of-others"; file: string; workbook: string }
  /** Sheets and columns of a ledger that the program keeps, which people renamed, removed or doubled. */
  | { code: "ledger-sheet-missing"; file: string; sheet: string }
  | { code: "ledger-columns"; file: string; sheet: string; missing: readonly string[]; twice: readonly string[] }
  | { code: "output-exists-not-file"; file: string }
  /** It is there, and its mode lets nobody write it. */
  | { code: "output-read-only"; file: string }
  | { code: "output-unwritable"; file: string; reason: string }
  /** More text than the program can hold at once. */
  | { code: "output-too-large"; format: string }
  | { code: "output-format-unknown"; value: string; known: string[]; nearest: string | null };

export type AuditErrorCode = AuditErrorDetail["code"];

/**
 * An input cannot be used or an output cannot be written (exit code 3). Carries facts; its message is the sentence that the
 * command prints, in Chinese, safe to print, and `describe` says it in English.
 */
export class AuditError extends Error {
  readonly detail: AuditErrorDetail;

  constructor(detail: AuditErrorDetail, options?: ErrorOptions) {
    super(safeText(auditErrorText(detail, "zh").trim()), options);
    this.name = "AuditError";
    this.detail = detail;
  }
}
