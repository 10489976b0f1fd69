import type { DataProblem, ProblemCode, Severity } from "../model/county.ts";
import type { QuantityKey } from "../model/quantity.ts";
import type { Stage } from "../model/school.ts";
import { cellReference } from "../package/address.ts";
import type { Fault } from "./values.ts";

/** `error` sets the value aside; `warning` uses it. */
export const SEVERITIES: Readonly<Record<ProblemCode, Severity>> = {
  "not-a-number": "error",
  negative: "error",
  "not-whole": "error",
  "out-of-range": "error",
  "not-a-choice": "error",
  "not-a-date": "error",
  "not-a-year": "error",
  "error-cell": "error",
  uncached: "error",
  "merged-data": "error",
  "part-above-whole": "error",
  "type-unknown": "error",
  "type-missing": "error",
  "pupils-outside-type": "error",
  "missing-required": "error",
  "rows-missing": "error",
  "no-schools": "error",
  "county-differs": "error",
  "blank-row": "error",
  "same-code-different-values": "error",
  "same-name-without-code": "error",
  "shared-value-differs": "error",
  "largest-class-contradicts-count": "error",
  "largest-class-too-small": "error",
  "class-list-sum": "error",
  "stage-unproven": "error",
  "percent-ambiguous": "error",
  "missing-name": "error",
  "code-unknown": "error",
  "duplicate-item": "error",
  "evidence-none": "error",
  "answers-rival": "error",
  "figure-remarked": "error",
  "veto-contradicted": "error",
  "list-unread": "error",
  "school-ambiguous": "error",
  "school-not-found": "error",
  "parent-not-found": "error",
  "unit-unknown": "error",
  "schools-left-out": "error",
  "schools-noted": "error",
  "school-not-counted": "error",
  "progress-above-plan": "error",
  placeholder: "warning",
  "identical-row": "warning",
  "zero-school": "warning",
  "unit-slip": "warning",
  "unit-implausible": "warning",
  outlier: "warning",
  "pupils-unusual": "warning",
  "class-average": "warning",
  "year-on-year": "warning",
  "school-new": "warning",
  "school-vanished": "warning",
  "same-name-other-code": "warning",
  "arts-doubled": "warning",
  "similar-name": "warning",
  "list-overrides-summary": "warning",
  "class-repeated": "warning",
  "veto-note": "warning",
  "school-remark": "warning",
  "percent-assumed": "warning",
  "percent-shown": "warning",
  "data-year-differs": "warning",
  "county-named-otherwise": "warning",
  "merged-into-parent": "warning",
  "number-as-text": "warning",
  "name-not-text": "warning",
  "code-digits-lost": "warning",
  "special-schools-differ": "warning",
  "item-unknown": "warning",
  "type-inferred": "warning",
  "total-differs": "warning",
  "sheet-unused": "warning",
  "stages-apart": "warning",
};

const RANKS = Object.fromEntries(Object.keys(SEVERITIES).map((code, rank) => [code, rank])) as Record<
  ProblemCode,
  number
>;

/** Where a problem is: a cell, or with `column` null a whole sheet at the height of `row`. */
export interface Place {
  readonly sheet: string;
  /** Place of the sheet among the tabs, 0-based. */
  readonly order: number;
  /** 1-based. */
  readonly row: number;
  readonly column: number | null;
}

/** What a problem concerns. Keys of extra quantities are named by their label, as the dictionary does not know them. */
export interface Concern {
  readonly school: string | null;
  readonly quantity: QuantityKey | null;
  readonly stage: Stage | null;
  readonly label: string | null;
  readonly found: string | null;
}

export interface ProblemLog {
  readonly add: (place: Place, fault: Fault, concern: Concern) => void;
  /** By sheet, row and column; within a cell in the order of {@link SEVERITIES}, whoever found them first. */
  readonly sorted: () => DataProblem[];
}

export const createProblemLog = (): ProblemLog => {
  const entries: { place: Place; problem: DataProblem }[] = [];
  return {
    add: (place, fault, concern) => {
      const cell = place.column === null ? null : cellReference(place.row, place.column);
      const severity = SEVERITIES[fault.code];
      const { school, quantity, stage, label, found } = concern;
      const problem = {
        code: fault.code,
        severity,
        sheet: place.sheet,
        cell,
        school,
        quantity,
        stage,
        label,
        found,
        facts: fault.facts,
      };
      entries.push({ place, problem: problem as DataProblem });
    },
    sorted: () =>
      entries
        .sort(
          (a, b) =>
            a.place.order - b.place.order ||
            a.place.row - b.place.row ||
            (a.place.column ?? 0) - (b.place.column ?? 0) ||
            RANKS[a.problem.code] - RANKS[b.problem.code],
        )
        .map(({ problem }) => problem),
  };
};
