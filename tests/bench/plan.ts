/** `npm run bench -- --plan`: counties with scattered figures, at first with most spreads over their limits. */
import { fileURLToPath } from "node:url";
import { scopeOf } from "../../src/engine/scope.ts";
import { readWorkbook, resolveStandard, standardOf } from "../../src/index.ts";
import { Prices } from "../../src/model/prices.ts";
import { loadSolver } from "../../src/plan/highs.ts";
import { judge } from "../../src/plan/judge.ts";
import { priceList } from "../../src/plan/price-list.ts";
import { programOf } from "../../src/plan/program.ts";
import { everything } from "../../src/plan/proof.ts";
import { REFERENCE_PRICES } from "../../src/plan/reference-prices.ts";
import { leastCost } from "../../src/plan/solve.ts";
import { scattered } from "../unit/plan/counties.ts";

const LIMIT_SECONDS = 60;
const document = standardOf("national-2017");
const standard = resolveStandard(document, { asOf: "2025-12-31" });
const demo = fileURLToPath(new URL("../../fixtures/demo-county.xlsx", import.meta.url));
const { county: model } = await readWorkbook(demo, { standard: document });
const highs = await loadSolver();
for (const count of [30, 150, 500]) {
  const county = scattered(model, count);
  const scope = scopeOf(county.schools, standard);
  const context = { county, standard, scope, answerable: [], subjects: new Map() };
  const program = programOf(context, priceList(Prices.parse({}), REFERENCE_PRICES));
  const today = judge(
    program,
    program.levers.map(() => 0),
  );
  const began = performance.now();
  const processor = process.cpuUsage().user;
  const now = (): number => performance.now() / 1000;
  const found = leastCost(program, everything(program), { highs, now, limit: LIMIT_SECONDS });
  const seconds = (performance.now() - began) / 1000;
  const busy = (process.cpuUsage().user - processor) / 1e6;
  const memory = process.resourceUsage().maxRSS / 1024;
  const over = today.spreads.filter((met) => !met).length;
  const told =
    found.kind === "solved"
      ? `${found.solution.cost} yuan, bound ${Math.round(found.solution.bound)}, ${(100 * (1 - found.solution.bound / found.solution.cost)).toFixed(4)} % above at most, ${found.solution.cuts} tangents in ${found.solution.rounds} rounds`
      : found.kind;
  console.log(
    `${program.units.length} units, ${over} of ${program.spreads.length} spreads over: ${told}; ${seconds.toFixed(1)} s, ${busy.toFixed(1)} s of processor, peak ${memory.toFixed(0)} MB`,
  );
}
