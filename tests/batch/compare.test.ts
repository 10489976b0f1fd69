import { describe, expect, it } from "vitest";
import { compareLedgers } from "../../src/batch/compare.ts";
import type { Ledger, LedgerCounty, LedgerEntry } from "../../src/batch/ledger.ts";
import type { Status } from "../../src/model/result.ts";
import { changeRow } from "../../src/report/diff/rows.ts";

const BOUND = { operator: ">=", value: 4.5, unit: "㎡/人", floor: 3.825 } as const;
const ROOMS = { operator: ">=", value: 1, unit: "间", floor: null } as const;
const CAP = { operator: "<=", value: 45, unit: "人", floor: null } as const;
const ID = "teaching-floor-area/1/primary";

interface Plan {
  readonly status: Status;
  readonly value?: number;
  readonly bound?: LedgerEntry["bound"];
}

const county = (plan: Plan | null, options: Partial<LedgerCounty> = {}): LedgerCounty => ({
  file: "a.xlsx",
  county: "云溪县",
  verdict: "fail",
  error: null,
  complete: true,
  basis: "national-2017 2026-01-01 2025-12-31",
  rules: new Map([["teaching-floor-area", "rule-1"]]),
  entries: new Map(
    plan === null
      ? []
      : [
          [
            ID,
            {
              id: ID,
              indicator: "teaching-floor-area",
              code: "R4",
              required: false,
              school: "一小",
              stage: "primary",
              status: plan.status,
              value: plan.value ?? null,
              bound: plan.bound === undefined ? BOUND : plan.bound,
            },
          ],
        ],
  ),
  ...options,
});

const ledger = (...counties: LedgerCounty[]): Ledger => ({
  file: "side",
  standard: { id: "national-2017", edition: "2026-01-01", options: [] },
  counties,
  indicators: new Map([["teaching-floor-area", { code: "R4", name: { zh: "面积", en: "area" } }]]),
});

const short = (value: number, bound?: LedgerEntry["bound"]): Plan => ({
  status: "fail",
  value,
  ...(bound === undefined ? {} : { bound }),
});
const pass: Plan = { status: "pass", value: 5 };
const unknown: Plan = { status: "unknown" };
const batched: Partial<LedgerCounty> = { complete: false };
const otherRule: Partial<LedgerCounty> = { rules: new Map([["teaching-floor-area", "rule-2"]]) };
/** A JSON result of another program: the rules' digests are not known. */
const foreign: Partial<LedgerCounty> = { rules: new Map([["teaching-floor-area", null]]) };
const otherDay: Partial<LedgerCounty> = { ...foreign, basis: "national-2017 2026-01-01 2026-12-31" };
const MORE_ROOMS = { ...ROOMS, value: 2 } as const;
const HIGHER = { ...BOUND, value: 5 } as const;

describe("a finding goes to the bucket", () => {
  it.each<[string, LedgerCounty, LedgerCounty, string | null]>([
    ["new: passed, falls short", county(pass), county(short(4)), "new"],
    ["new: not there, falls short", county(null), county(short(4)), "new"],
    ["new: not listed by a batch, falls short", county(null, batched), county(short(4), batched), "new"],
    ["worse: further below", county(short(4)), county(short(3.9)), "worse"],
    ["worse: further above a cap", county(short(46, CAP)), county(short(50, CAP)), "worse"],
    ["better: less below", county(short(3.9)), county(short(4)), "better"],
    ["better: less above a cap", county(short(50, CAP)), county(short(46, CAP)), "better"],
    ["none: just as short", county(short(4)), county(short(4)), null],
    ["resolved: passes", county(short(4)), county(pass), "resolved"],
    ["resolved: no longer applies", county(short(4)), county({ status: "notApplicable" }), "resolved"],
    ["resolved: the school is gone", county(short(4)), county(null), "resolved"],
    ["resolved: no longer listed by a batch", county(short(4), batched), county(null, batched), "resolved"],
    ["lost, never resolved: the figures are gone", county(short(4)), county(unknown), "lost"],
    ["lost: passed, now unknown", county(pass), county(unknown), "lost"],
    ["lost: a new school without figures", county(null), county(unknown), "lost"],
    ["appeared: unknown, now passes", county(unknown), county(pass), "appeared"],
    ["appeared, not new: unknown, now falls short", county(unknown), county(short(4)), "appeared"],
    ["none: still unknown", county(unknown), county(unknown), null],
    ["none: unknown, and the school is gone", county(unknown), county(null), null],
    ["none: passes", county(pass), county(pass), null],
    ["rule: another bound", county(pass), county(short(4.6, HIGHER), otherRule), "rule"],
    ["rule: another floor", county(short(3.8)), county(short(3.8, { ...BOUND, floor: 3.7 }), otherRule), "rule"],
    ["rule: the option that let it pass is gone", county(pass), county(short(4.6, HIGHER), otherRule), "rule"],
    ["rule: the bound of another day", county(pass, foreign), county(short(4.6, HIGHER), otherDay), "rule"],
    ["rule: that of another day let it pass", county(short(4.6, HIGHER), foreign), county(pass, otherDay), "rule"],
    ["new: another day, but the same bound", county(pass, foreign), county(short(4), otherDay), "new"],
    [
      "new: its own bound rose with its classes",
      county({ status: "pass", value: 1, bound: ROOMS }),
      county(short(1, MORE_ROOMS)),
      "new",
    ],
    [
      "new: its own bound rose, and no digest is known",
      county({ status: "pass", value: 1, bound: ROOMS }, foreign),
      county(short(1, MORE_ROOMS)),
      "new",
    ],
    ["worse: its own bound rose", county(short(0, ROOMS)), county(short(0, MORE_ROOMS)), "worse"],
    [
      "worse: its own bound rose by more than it did",
      county(short(0, ROOMS)),
      county(short(1, { ...ROOMS, value: 3 })),
      "worse",
    ],
    ["better: its own bound fell", county(short(0, MORE_ROOMS)), county(short(0, ROOMS)), "better"],
    ["none: it rose as its own bound did", county(short(0, ROOMS)), county(short(1, MORE_ROOMS)), null],
    [
      "worse: under a cap of its own that fell",
      county(short(46, CAP)),
      county(short(46, { ...CAP, value: 40 })),
      "worse",
    ],
    [
      "resolved: its own bound fell with its classes",
      county(short(1, MORE_ROOMS)),
      county({ status: "pass", value: 1, bound: ROOMS }),
      "resolved",
    ],
    [
      "lost: its own bound is no longer known",
      county(short(1, MORE_ROOMS)),
      county({ status: "unknown", bound: null }),
      "lost",
    ],
    ["rule: another rule by its digest", county(null, batched), county(short(4), { ...batched, ...otherRule }), "rule"],
    [
      "rule: falls short by the old one only",
      county(short(4), batched),
      county(null, { ...batched, ...otherRule }),
      "rule",
    ],
    ["rule: the standard no longer has the indicator", county(short(4)), county(null, { rules: new Map() }), "rule"],
    ["new: another rule of the indicator, but the same bound", county(pass), county(short(4), otherRule), "new"],
    ["none: passes by both rules", county(pass), county(pass, otherRule), null],
  ])("%s", (_, before, after, kind) => {
    const { changes, counts, indicators } = compareLedgers(ledger(before), ledger(after));
    expect(changes.map((change) => change.kind)).toEqual(kind === null ? [] : [kind]);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(kind === null ? 0 : 1);
    expect(indicators).toHaveLength(kind === null ? 0 : 1);
  });
});

it("never says of what a batch does not list that it passes: it may be gone", () => {
  const { changes } = compareLedgers(ledger(county(short(4), batched)), ledger(county(null, batched)));
  expect(changes.map(({ kind, before, after }) => [kind, before?.status, after])).toEqual([["resolved", "fail", null]]);
  expect(changeRow(changes[0]!, "zh").after).toBe("未列出");
  expect(changeRow(changes[0]!, "en").after).toBe("not listed");
});

describe("counties", () => {
  const other = (plan: Plan | null, file: string, name: string | null): LedgerCounty =>
    county(plan, { file, county: name });
  it("are matched by file, then by a name that is one county's only", () => {
    const before = ledger(
      other(pass, "a.xlsx", "甲县"),
      other(pass, "2024/b.xlsx", "乙县"),
      other(pass, "c.xlsx", "丙县"),
    );
    const after = ledger(
      other(short(4), "a.xlsx", "甲县"),
      other(short(4), "2025/b.xlsx", "乙县"),
      other(pass, "d.xlsx", "丁县"),
    );
    const { changes, unmatched, regression } = compareLedgers(before, after);
    expect(changes.map((change) => change.county)).toEqual(["乙县", "甲县"]);
    expect(unmatched.map(({ county: name, side }) => [name, side])).toEqual([
      ["丙县", "before"],
      ["丁县", "after"],
    ]);
    expect(regression).toBe(true);
  });

  it.each<[string, LedgerCounty, LedgerCounty, boolean]>([
    ["nothing changed", county(pass), county(pass), false],
    ["resolved", county(short(4)), county(pass), false],
    ["another rule", county(pass), county(short(4.6, HIGHER), otherRule), false],
    ["a bound of its own that rose", county(pass), county(short(4.6, HIGHER)), true],
    ["new", county(pass), county(short(4)), true],
    ["lost", county(short(4)), county(unknown), true],
    ["no longer audited", county(pass), county(null, { verdict: null, error: "损坏" }), true],
  ])("regression with %s: %s", (_, before, after, regression) => {
    expect(compareLedgers(ledger(before), ledger(after)).regression).toBe(regression);
  });
});
