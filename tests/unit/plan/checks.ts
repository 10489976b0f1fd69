import { fileURLToPath } from "node:url";
import type { Highs } from "highs";
import { auditCounty } from "../../../src/engine/audit.ts";
import { applyChanges } from "../../../src/engine/changes.ts";
import { nearestDouble } from "../../../src/engine/exact.ts";
import { scopeOf } from "../../../src/engine/scope.ts";
import { readWorkbook, resolveStandard, standardOf } from "../../../src/index.ts";
import type { County } from "../../../src/model/county.ts";
import { Prices } from "../../../src/model/prices.ts";
import { constructive } from "../../../src/plan/constructive.ts";
import { planCounty } from "../../../src/plan/index.ts";
import { priceList } from "../../../src/plan/price-list.ts";
import { costOf, type Program, programOf } from "../../../src/plan/program.ts";
import { everything } from "../../../src/plan/proof.ts";
import { REFERENCE_PRICES } from "../../../src/plan/reference-prices.ts";
import { leastCost } from "../../../src/plan/solve.ts";
import { scattered } from "./counties.ts";
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
}

/** Plans the random county of a seed, carries the plan out, and audits it. */
export const checkPlan = async (model: County, seed: number, timeLimit: number): Promise<Checked> => {
  const county = randomCounty(model, seed);
  const plan = await planCounty({
    county,
    standard,
    source: { file: null, sha256: null },
    prices: Prices.parse({}),
    budget: null,
    years: [],
    timeLimit,
    now,
  });
  const faults: string[] = [];
  const { findings } = auditCounty(
    applyChanges(
      county,
      plan.actions.flatMap(({ changes }) => changes),
      "plan",
    ),
    standard,
  );
  for (const { id, check, status } of findings)
    if (plan.promise === "all" && (check === "quorum" || check === "dispersion") && status === "fail")
      faults.push(`${id} fails after the plan`);
  if (plan.proof.bound > plan.cost) faults.push(`bound ${plan.proof.bound} above cost ${plan.cost}`);
  return { faults, cost: plan.cost, proven: plan.proof.proven };
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
