import { loadSolver } from "../../src/plan/highs.ts";
import { checkCost, checkPlan, demoCounty } from "../unit/plan/checks.ts";

/** Time limit of a plan: what must hold does without a proof too. */
const SECONDS = 0.5;

/** Plans so many random counties from a seed on; how many of them have a fault. */
export const runPlans = async (first: number, count: number): Promise<number> => {
  if (count === 0) return 0;
  const model = await demoCounty();
  let highs = await loadSolver();
  let faulty = 0;
  let proven = 0;
  for (let seed = first; seed < first + count; seed++) {
    // The solver's memory grows and is given back with its instance only.
    if ((seed - first) % 100 === 99) highs = await loadSolver();
    const checked = await checkPlan(model, seed, SECONDS).catch((error: unknown) => ({
      faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      proven: false,
    }));
    const open = await checkPlan(model, seed, SECONDS, { blanks: true }).catch((error: unknown) => ({
      faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    const faults = [...checked.faults, ...open.faults];
    const found = checkCost(model, seed, highs, SECONDS);
    if (found !== null && found.bound > found.cost) faults.push(`bound ${found.bound} above cost ${found.cost}`);
    if (found !== null && found.plain !== null && found.cost > found.plain)
      faults.push(`cost ${found.cost} above ${found.plain} of levelling up`);
    if (checked.proven) proven++;
    if (faults.length === 0) continue;
    faulty++;
    console.log(`plan, seed ${seed}: ${faults.join("; ")}`);
  }
  console.log(`${count} plans: ${proven} proven cheapest, ${faulty} with faults`);
  return faulty;
};
