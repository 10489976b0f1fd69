import { describe, expect, test } from "vitest";
import { progressOn } from "../../../src/cli/progress.ts";

const shown = (...states: (readonly [done: number, unchanged: number])[]): string[] => {
  const lines: string[] = [];
  let clock = 0;
  const progress = progressOn(
    { write: (chunk) => lines.push(String(chunk)) },
    { lang: "zh", quiet: false, now: () => (clock += 500) },
  );
  for (const [done, unchanged] of states) {
    progress.show({ done, total: 10, unchanged, current: [], finished: { error: null } as never });
  }
  return lines;
};

describe("the progress of a batch", () => {
  test("has no rate while everything is taken over from before", () => {
    expect(shown([1, 1], [2, 2])).toEqual(["1/10（其中 1 个未变，沿用）\n", "2/10（其中 2 个未变，沿用）\n"]);
  });
  test("has one as soon as a county was audited", () => {
    expect(shown([1, 0], [2, 1])).toEqual([
      expect.stringMatching(/^1\/10 · \d\.\d 县\/秒 · 剩余 0:\d\d\n$/),
      expect.stringMatching(/^2\/10 · \d\.\d 县\/秒 · 剩余 0:\d\d（其中 1 个未变，沿用）\n$/),
    ]);
  });
});
