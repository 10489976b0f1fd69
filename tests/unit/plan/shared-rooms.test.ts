import type { Highs } from "highs";
import { expect, test } from "vitest";
import { loadSolver } from "../../../src/plan/highs.ts";
import { judge } from "../../../src/plan/judge.ts";
import { partsOf } from "../../../src/plan/parts.ts";
import { everything, isProven } from "../../../src/plan/proof.ts";
import { leastCost } from "../../../src/plan/solve.ts";
import { demoCounty, programOfCounty } from "./checks.ts";
import { scattered } from "./counties.ts";

const ROOMS = "multimedia-classrooms";

/** A solver that fails at every program with whole columns. */
const withoutIntegers = (highs: Highs): Highs =>
  new Proxy(highs, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (key !== "createModel") return value;
      return (description: Parameters<Highs["createModel"]>[0]) => {
        const model = target.createModel(description);
        if (description !== undefined && "integrality" in description)
          model.run = () => {
            throw new Error("run failed");
          };
        return model;
      };
    },
  });

test("rooms that a school has for both of its stages are proven by their totals, without an integer search", async () => {
  const whole = programOfCounty(scattered(await demoCounty(), 30, 6));
  const ofRooms = whole.quorums.flatMap(({ measures }) =>
    measures.filter((at) => whole.measures[at]!.indicator.id === ROOMS),
  );
  const part = partsOf(whole, new Set(ofRooms)).find(({ program }) =>
    program.spreads.some(({ indicator }) => indicator.id === ROOMS),
  );
  const { program } = part!;
  expect(program.spreads.map(({ stage }) => stage)).toEqual(["primary", "juniorSecondary"]);
  const rooms = (figure: number) =>
    program.measures.filter(({ terms }) => terms.some((term) => term.figure === figure));
  expect(program.levers.some(({ figure }) => rooms(figure).length === 2)).toBe(true);
  const highs = withoutIntegers(await loadSolver());
  const found = leastCost(program, everything(program), { highs, now: () => performance.now() / 1000, limit: 60 });
  expect(found.kind).toBe("solved");
  if (found.kind !== "solved") return;
  // 28 rooms of 50 000 yuan, though 27 would do if parts of rooms could be built.
  expect(found.solution.cost).toBe(28 * 50_000);
  expect(isProven(program, found.solution, found.solution.bound)).toBe(true);
  expect(judge(program, found.solution.steps).spreads).toEqual([true, true]);
});
