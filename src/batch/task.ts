import type { AuditErrorDetail } from "../errors.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { UsedConfig } from "../model/config.ts";
import type { StandardDocument } from "../model/standard.ts";
import type { Waiver, Waivers } from "../model/waivers.ts";
import type { ReadLimits } from "../package/read.ts";
import type { FormatName } from "../report/index.ts";
import type { Lang } from "../report/wording/language.ts";

/** What all counties of a batch are audited by; travels to each worker process once. */
export interface Terms {
  readonly standard: StandardDocument;
  /** ISO date; null where each workbook's own decides. */
  readonly asOf: string | null;
  /** Ids of the standard's options opted in to. */
  readonly options: readonly string[];
  /** What the counties' own names of sheets, columns and items mean. */
  readonly map?: ColumnMap;
  /** Leave given for what falls short, in whatever county. */
  readonly waivers?: Waivers;
  /** The settings file of the run. */
  readonly config?: UsedConfig;
  /** What is otherwise for single counties. */
  readonly counties?: readonly CountyTerms[];
  readonly limits: Partial<ReadLimits>;
  readonly lang: Lang;
  /** Reports written for each county. */
  readonly formats: readonly FormatName[];
}

/** What a county is audited by instead, each where it is there. */
export interface CountyTerms {
  /** Its 行政区划代码, or its name as its workbook has it. */
  readonly named: string;
  readonly options?: readonly string[];
  readonly map?: ColumnMap;
  readonly waivers?: Waivers;
  /** The settings file, with this county named. */
  readonly config: UsedConfig;
}

/** A waiver of a batch, with the key under the settings file's `counties` that has it; null for one of all counties. */
export interface BatchWaiver extends Waiver {
  readonly settings: string | null;
}

/**
 * All waivers of a batch, those of single counties after those of all; null for none. A county's matches are told by their
 * places here.
 */
export const waiversOf = ({ waivers, counties = [] }: Terms): readonly BatchWaiver[] | null => {
  const all = [{ waivers, named: null }, ...counties].flatMap(({ waivers: own, named: settings }) =>
    (own?.waivers ?? []).map((waiver) => ({ ...waiver, settings })),
  );
  return all.length === 0 ? null : all;
};

/** One county's work. */
export interface Task {
  readonly path: string;
  readonly file: string;
  /** What the county's own names mean, where it has a map of its own; it wins over that of all. */
  readonly map?: ColumnMap;
  /** The county that is meant, of a workbook of several. */
  readonly county?: string;
  /** Where last year's workbook of the county is read from. */
  readonly previous?: string;
  /** Key of the outcome that is at hand already; null for none. */
  readonly known: string | null;
}

/** File descriptor of a worker process that closes when the process which started it ends, in whatever way. */
export const LIFELINE = 4;

/** Messages to a worker process: first what to audit by, then one county after the other, each answered by its outcome. */
export type Order = { readonly terms: Terms } | Task;

export interface CountyReport {
  /** With its dot. */
  readonly extension: string;
  readonly content: string | Uint8Array;
}

/** What became of a county. */
export type Outcome =
  /** The outcome at hand still holds. */
  | { readonly kind: "unchanged" }
  /** `line`: its summary as JSON, without a line end. */
  | { readonly kind: "audited"; readonly line: string; readonly reports: readonly CountyReport[] }
  /** The workbook holds several counties, each to be audited by a task of its own. */
  | { readonly kind: "several"; readonly counties: readonly string[] }
  | {
      readonly kind: "refused";
      readonly detail: AuditErrorDetail;
      readonly sha256: string | null;
      readonly key: string | null;
    };
