import { fileURLToPath } from "node:url";
import type { Highs } from "highs";
import { auditCounty } from "../../../src/engine/audit.ts";
import { applyChanges } from "../../../src/engine/changes.ts";
import { nearestDouble } from "../../../src/engine/exact.ts";
import { scopeOf } from "../../../src/engine/scope.ts";
import { readWorkbook, resolveStandard, standardOf } from "../../../src/index.ts";
import type { County } from "../../../src/model/county.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { Prices } from "../../../src/model/prices.ts";
import type { AuditResult } from "../../../src/model/result.ts";
import { constructive } from "../../../src/plan/constructive.ts";
import { type PlanRequest, planCounty } from "../../../src/plan/index.ts";
import { priceList } from "../../../src/plan/price-list.ts";
import { costOf, type Program, programOf } from "../../../src/plan/program.ts";
import { everything } from "../../../src/plan/proof.ts";
import { REFERENCE_PRICES } from "../../../src/plan/reference-prices.ts";
import { leastCost } from "../../../src/plan/solve.ts";
import { openingOf, planDocument, standingOf } from "../../../src/report/plan/document.ts";
import { LANGS } from "../../../src/report/wording/language.ts";
import { planSentence } from "../../../src/report/wording/plan-conclusion.ts";
import { scattered, withBlanks } from "./counties.ts";
import { random } from "./programs.ts";

const document = standardOf("national-2017");
const standard = resolveStandard(document, { asOf: "2025-12-31" });
const now = (): number => performance.now() / 1000;

export const demoCounty = async (): Promise<County> =>
  (
    await readWorkbook(fileURLToPath(new URL("../../../fixtures/demo-county.xlsx", import.meta.url)), {
      standard: document,
    })
  ).county;

/** A county of 2 to 6 schools with scattered figures. */
export const randomCounty = (model: County, seed: number): County => {
  const next = random(seed);
  const count = 2 + Math.floor(next() * 5);
  return scattered(model, count, seed, Math.floor(next() * model.schools.length));
};

export interface Checked {
  /** What is wrong with the plan of the county; empty where nothing is. */
  readonly faults: readonly string[];
  /** 元. */
  readonly cost: number;
  readonly proven: boolean;
  readonly provisional: boolean;
}

/** What a sentence may say only of a plan after which nothing that it is for is short or open. */
const CLAIMS = [
  /(?<!不允许|没有找到)全部达标/,
  /^已证明最省/,
  /用钱能解决的都已达标/,
  /every school meets its resources and every/,
];

/** Kinds of requirement that a plan is for beside resources and spreads, where they are asked of schools. */
const ITEMS = ["class-size", "arts-rooms", "share", "small-school-funding", "special-education-funding"];

/** What a plan says beyond what the audit of the planned county shows. */
export const claimFaults = (plan: Plan, { findings, reasons }: AuditResult): readonly string[] => {
  const open = findings.filter(
    ({ check, status, subject, required }) =>
      (status === "unknown" || status === "fail") &&
      ((required && (check === "quorum" || check === "dispersion")) ||
        (ITEMS.includes(check) && subject.kind === "school" && status === "unknown")),
  );
  const isWhole = open.length === 0 && reasons.every(({ kind }) => kind !== "left-out" && kind !== "no-unit");
  const said = LANGS.flatMap((lang) => [
    ...openingOf(plan, lang, "terminal"),
    planDocument(plan, { lang, medium: "page", whole: true }).verdict?.text ?? "",
  ]);
  const faults = said.flatMap((text) =>
    isWhole || plan.promise !== "all"
      ? []
      : CLAIMS.filter((claim) => claim.test(text)).map(() => `claims too much: ${text}`),
  );
  const first = planSentence(plan, "zh");
  if (isWhole && plan.promise === "all" && !/全部达标|用钱能解决的都已达标/.test(first))
    faults.push(`claims too little: ${first}`);
  if ((standingOf(plan) === "pass") !== (isWhole && plan.promise === "all"))
    faults.push(`stands as ${standingOf(plan)}`);
  if (plan.provisional && !first.endsWith("（暂定）")) faults.push(`not provisional: ${first}`);
  const countOf = (check: string): number => open.filter((each) => each.check === check).length;
  const { unjudged, notReached } = plan;
  for (const [check, told] of [
    ["quorum", unjudged.units.length + notReached.units.length],
    ["dispersion", unjudged.spreads.length + notReached.spreads.length],
  ] as const)
    if (countOf(check) !== told) faults.push(`${countOf(check)} of ${check} are open or short, ${told} are told`);
  return faults;
};

/** Plans the random county of a seed, with blanks where they are asked for, carries the plan out, and audits it. */
export const checkPlan = async (
  model: County,
  seed: number,
  timeLimit: number,
  {
    blanks = false,
    budget = null,
    years = [],
  }: Partial<Pick<PlanRequest, "budget" | "years">> & { blanks?: boolean } = {},
): Promise<Checked> => {
  const drawn = randomCounty(model, seed);
  const county = blanks ? withBlanks(drawn, seed) : drawn;
  const plan = await planCounty({
    county,
    standard,
    source: { file: null, sha256: null },
    prices: Prices.parse({}),
    budget,
    years,
    timeLimit,
    now,
  });
  const result = auditCounty(
    applyChanges(
      county,
      plan.actions.flatMap(({ changes }) => changes),
      "plan",
    ),
    standard,
  );
  const { findings } = result;
  const faults = [...claimFaults(plan, result)];
  for (const { id, check, status } of findings)
    if (
      plan.promise === "all" &&
      !plan.provisional &&
      (check === "quorum" || check === "dispersion") &&
      status === "fail"
    )
      faults.push(`${id} fails after the plan`);
  if (plan.proof.bound > plan.cost) faults.push(`bound ${plan.proof.bound} above cost ${plan.cost}`);
  return { faults, cost: plan.cost, proven: plan.proof.proven, provisional: plan.provisional };
};

/** The program of a county at the example prices. */
export const programOfCounty = (county: County): Program => {
  const scope = scopeOf(county.schools, standard);
  const context = { county, standard, scope, answerable: [], subjects: new Map() };
  return programOf(context, priceList(Prices.parse({}), REFERENCE_PRICES));
};

/** The least cost of the random county of a seed beside what levelling up costs; null where the one or other is not there. */
export const checkCost = (
  model: County,
  seed: number,
  highs: Highs,
  limit: number,
): { readonly cost: number; readonly bound: number; readonly plain: number | null } | null => {
  const program = programOfCounty(randomCounty(model, seed));
  const found = leastCost(program, everything(program), { highs, now, limit });
  if (found.kind !== "solved") return null;
  const plain = constructive(program);
  const { cost, bound } = found.solution;
  return { cost, bound, plain: plain === null ? null : nearestDouble(costOf(program, plain)) };
};
