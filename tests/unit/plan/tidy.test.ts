import { expect, test } from "vitest";
import { judge } from "../../../src/plan/judge.ts";
import { everything } from "../../../src/plan/proof.ts";
import { tidied } from "../../../src/plan/tidy.ts";
import { draftOf, programFrom } from "./programs.ts";

/** Equal units and prices, and spreads within their limits. */
const draft = {
  ...draftOf(1, 3, false),
  pupils: [4, 4, 4],
  wholes: [
    [4, 4, 4],
    [4, 4, 4],
  ],
  prices: [
    [5, 5, 5],
    [5, 5, 5],
  ],
  limits: [9, 9],
  atLeast: 2,
  most: 4,
};

test("what is not needed is left out, to the last step", () => {
  const program = programFrom({
    ...draft,
    wholes: [
      [2, 4, 4],
      [4, 4, 4],
    ],
  });
  expect(tidied(program, everything(program), [4, 1, 0, 3, 0, 2])).toEqual([2, 0, 0, 0, 0, 0]);
});

test("a teacher who comes for nothing stays where she is", () => {
  const program = programFrom({
    ...draft,
    wholes: [
      [4, 6, 4],
      [4, 4, 4],
    ],
    move: 3,
  });
  const steps = program.levers.map(({ kind, figure }) =>
    (kind === "receive" && figure === 0) || kind === "release" ? 1 : 0,
  );
  expect(judge(program, steps).possible).toBe(true);
  expect(tidied(program, everything(program), steps)).toEqual(program.levers.map(() => 0));
});

test("of one cost: fewest schools, then the first", () => {
  // Only the spread of the first indicator is over: any of the low units may be raised.
  const program = programFrom({
    ...draft,
    pupils: [4, 4, 4, 4],
    wholes: [
      [4, 4, 4, 16],
      [9, 9, 9, 9],
    ],
    prices: [
      [5, 5, 5, 5],
      [5, 5, 5, 5],
    ],
    limits: [0.64, 9],
  });
  const expected = [3, 0, 0, 0, 0, 0, 0, 0];
  for (const before of [
    [1, 1, 1, 0, 0, 0, 0, 0],
    [0, 0, 3, 0, 0, 0, 0, 0],
    [0, 1, 2, 0, 0, 0, 0, 0],
  ]) {
    expect(judge(program, before).spreads).toEqual([true, true]);
    expect(tidied(program, everything(program), before)).toEqual(expected);
  }
});
