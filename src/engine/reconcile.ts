import type { Claim } from "../model/county.ts";
import type { AuditResult, Dispersion, Finding, Reconciliation } from "../model/result.ts";
import { STAGE_LABELS, type Stage } from "../model/school.ts";
import { meanOf } from "./statistics.ts";

type Judged = Pick<AuditResult, "findings" | "dispersion" | "composite">;

/** What follows from the rows. `slack` is how far rounding in the rows themselves can move it. */
interface Computed {
  readonly value: number | boolean | null;
  readonly slack: number;
  /** The same by formulas that are commonly taken instead; null where there is none. */
  readonly unweighted: number | null;
  readonly sample: number | null;
}

const exactly = (value: number | boolean | null): Computed => ({ value, slack: 0, unweighted: null, sample: null });
const UNKNOWN = exactly(null);

/** The form gives each school's values with two decimals, so that each may be off by half a unit of the second. */
const ROW_SLACK = 0.005;

const met = (findings: readonly Finding[]): boolean | null => {
  const asked = findings.filter(({ status }) => status !== "notApplicable");
  if (asked.some(({ status }) => status === "fail")) return false;
  return asked.length === 0 || asked.some(({ status }) => status === "unknown") ? null : true;
};

/** Rounding of the rows moves mean and standard deviation by at most {@link ROW_SLACK} each. */
const coefficientSlack = ({ cv, mean }: Dispersion): number =>
  cv === null || mean === null || mean === 0 ? 0 : (ROW_SLACK * (1 + cv)) / mean;

const unitFindings = ({ findings }: Judged, indicator: string | null, stage: Stage | null): readonly Finding[] =>
  findings.filter(
    ({ check, indicator: own, subject }) =>
      subject.kind === "school" &&
      subject.stage === stage &&
      (indicator === null ? check === "quorum" : check === "ratio" && own.code === indicator),
  );

const computedOf = (claim: Claim, result: Judged): Computed => {
  const { indicator, stage, school } = claim;
  const spreads = result.dispersion.filter(
    (each) => each.stage === stage && (indicator === null || each.indicator.code === indicator),
  );
  const [spread] = spreads;
  switch (claim.kind) {
    case "unit-met":
      return exactly(
        met(
          unitFindings(result, null, stage).filter(
            ({ subject }) => subject.kind === "school" && subject.name === school,
          ),
        ),
      );
    case "units-met":
    case "units-met-share": {
      const units = unitFindings(result, indicator, stage);
      if (units.length === 0 || units.some(({ status }) => status === "unknown")) return UNKNOWN;
      const count = units.filter(({ status }) => status === "pass").length;
      return exactly(claim.kind === "units-met" ? count : (count / units.length) * 100);
    }
    case "mean":
      if (indicator === null || spread === undefined) return UNKNOWN;
      return {
        value: spread.mean,
        slack: ROW_SLACK,
        unweighted: meanOf(spread.influence.map(({ value }) => value)),
        sample: null,
      };
    case "dispersion":
      if (stage === null || spread === undefined) return UNKNOWN;
      if (indicator !== null) return { value: spread.cv, slack: coefficientSlack(spread), ...spread.alternatives };
      return {
        value: result.composite[stage],
        slack: Math.max(...spreads.map(coefficientSlack)),
        unweighted: meanOf(spreads.map(({ alternatives }) => alternatives.unweighted)),
        sample: meanOf(spreads.map(({ alternatives }) => alternatives.sample)),
      };
    case "item-met":
      return exactly(met(result.findings.filter((each) => each.required && each.indicator.code === indicator)));
    case "share": {
      const share = result.findings.find(
        ({ check, indicator: own, subject }) =>
          check === "share" && own.code === indicator && subject.kind === "county" && subject.stage === stage,
      );
      return exactly(share?.value ?? null);
    }
  }
};

/** Binary fractions: two equal decimals may differ in the last bits of their difference. */
const BITS = 1e-9;

const agree = (claimed: number, computed: number, decimals: number, slack: number): boolean =>
  Math.abs(claimed - computed) <= 0.5 * 10 ** -decimals + slack + BITS;

const KIND_WORDS: Readonly<Record<Claim["kind"], string>> = {
  "unit-met": "综合评估是否达标",
  "units-met": "达标学校数",
  "units-met-share": "达标学校比例",
  mean: "全县平均值",
  dispersion: "差异系数",
  "item-met": "是否达标",
  share: "比例",
};

/** What the form calls the claimed figure: stage or school, indicator, and what of it. */
const claimText = ({ kind, indicator, stage, school }: Claim, result: Judged): string => {
  const name = result.findings.find((each) => each.indicator.code === indicator)?.indicator.name.zh ?? indicator;
  const subject = school ?? "";
  const what = indicator === null ? (kind === "unit-met" ? "" : "综合") : `${indicator} ${name} `;
  return [subject, stage === null ? "" : STAGE_LABELS[stage], what === "" ? "" : ` ${what}`, KIND_WORDS[kind]]
    .join("")
    .replace(/\s+/g, " ")
    .trim();
};

const said = (value: number | boolean): number | string => (typeof value === "number" ? value : value ? "是" : "否");

/**
 * Every claim of the workbook beside what follows from its own rows, in the order of the claims. They agree where they
 * are equal at the decimals that the form prints, as far as the rounding of its rows lets one tell; `agrees` is null
 * where nothing follows. Of figures that disagree it is said whether a formula without weights gives the claimed one.
 */
export const reconcile = (claims: readonly Claim[], result: Judged): readonly Reconciliation[] =>
  claims.map((claim) => {
    const { value, slack, unweighted, sample } = computedOf(claim, result);
    const { value: claimed, decimals } = claim;
    const agrees =
      value === null
        ? null
        : typeof value === "number" && typeof claimed === "number"
          ? agree(claimed, value, decimals, slack)
          : value === claimed;
    const explains = (other: number | null): boolean =>
      agrees === false && other !== null && typeof claimed === "number" && agree(claimed, other, decimals, slack);
    return {
      claim: claimText(claim, result),
      cell: claim.cell,
      claimed: said(claimed),
      computed: value === null ? null : said(value),
      agrees,
      explainedBy: explains(unweighted) ? "unweighted" : explains(sample) ? "sample" : null,
    };
  });
