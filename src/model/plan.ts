import * as z from "zod";
import { Change } from "./changes.ts";
import { UsedConfig } from "./config.ts";
import { Price } from "./prices.ts";
import { STAGES } from "./school.ts";

/**
 * A plan: what to do so that a county meets the standard, what it costs, and the proof. Money is in 元; texts are facts,
 * which `report/plan` words.
 */
const Named = z.strictObject({ zh: z.string(), en: z.string() });
const StageName = z.enum(STAGES);
const SchoolRef = z.strictObject({ id: z.string(), code: z.string().nullable(), name: z.string() });
export type SchoolRef = z.infer<typeof SchoolRef>;
const IndicatorName = z.strictObject({ id: z.string(), code: z.string(), name: Named, unit: z.string() });
export type IndicatorName = z.infer<typeof IndicatorName>;

/** One thing to do at one school. */
export const PlannedAction = z.strictObject({
  /** `add`: more of it. `train`: teachers whom the school has. `move`: teachers who come from `from`. */
  action: z.enum(["add", "train", "move"]),
  school: SchoolRef,
  stage: StageName.nullable(),
  from: SchoolRef.nullable(),
  /** Key of the dictionary. */
  quantity: z.string(),
  amount: z.number().positive(),
  unit: z.string(),
  /** Of one unit. */
  price: z.number().nonnegative(),
  cost: z.number().nonnegative(),
  /** What it is for. A unit's indicator reaches its requirement, or no more than its floor; or a spread is narrowed. */
  serves: z
    .array(
      z.strictObject({
        indicator: IndicatorName,
        stage: StageName.nullable(),
        reaches: z.enum(["requirement", "floor", "spread"]),
        /** Ratio before and after all actions; null where the item has none. */
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    )
    .min(1),
  /** What it changes in the workbook: what `check --what-if` applies. */
  changes: z.array(Change).min(1),
});
export type PlannedAction = z.infer<typeof PlannedAction>;

const Reached = z.strictObject({
  verdict: z.enum(["pass", "fail", "unknown"]),
  units: z.strictObject({ total: z.int(), pass: z.int(), fail: z.int(), unknown: z.int() }),
  spreads: z.strictObject({ total: z.int(), pass: z.int(), fail: z.int(), unknown: z.int() }),
  /** Other items that decide the verdict. */
  items: z.strictObject({ total: z.int(), pass: z.int(), fail: z.int(), unknown: z.int() }),
});
export type Reached = z.infer<typeof Reached>;

const UnitRef = z.strictObject({ school: SchoolRef, stage: StageName });

export const PlannedYear = z.strictObject({
  year: z.int(),
  budget: z.number().nonnegative(),
  /** What the years before left over. */
  carried: z.number().nonnegative(),
  cost: z.number().nonnegative(),
  actions: z.array(PlannedAction),
  after: Reached,
  /** The time limit ended the search for what this year's money reaches: more might be met in it. */
  reachCut: z.boolean().default(false),
});
export type PlannedYear = z.infer<typeof PlannedYear>;

/** A figure, and by how much it has to be otherwise for the county to fail. */
const Flip = z.strictObject({
  /** Null for a figure of the county. */
  school: SchoolRef.nullable(),
  stage: StageName.nullable(),
  quantity: z.string(),
  unit: z.string(),
  cell: z.string().nullable(),
  value: z.number(),
  /** The least change that turns it, in `unit`; with one step less it does not turn. */
  change: z.number(),
  /** |change| ÷ value; null of 0. */
  part: z.number().nullable(),
  /** What falls short then. */
  indicator: IndicatorName,
});

export const Plan = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("plan"),
  tool: z.strictObject({ name: z.literal("qe-audit"), version: z.string() }),
  standard: z.strictObject({ id: z.string(), title: Named, asOf: z.string(), options: z.array(z.string()) }),
  source: z.strictObject({
    file: z.string().nullable(),
    sha256: z.string().nullable(),
    /** The settings file of the run; null for none. */
    config: UsedConfig.nullable().default(null),
    county: z.string().nullable(),
    dataYear: z.number().nullable(),
  }),
  /**
   * `all`: everything that money can settle is met, but for what is `unjudged`. `nearest`: limits keep it from that, and
   * this is as near as they let it come. `undecided`: neither a way to all of it nor a proof that limits forbid it was
   * found. `budget`: as much as the money reaches.
   */
  promise: z.enum(["all", "nearest", "undecided", "budget"]),
  /** Something is `unjudged`. */
  provisional: z.boolean(),
  budget: z.number().nonnegative().nullable(),
  cost: z.number().nonnegative(),
  proof: z.strictObject({
    /** No plan that reaches the same costs less. */
    bound: z.number().nonnegative(),
    /** (cost − bound) ÷ cost. */
    distance: z.number().nonnegative(),
    /** The distance is no more than what rounding to whole 元 and to 0.01 ㎡ makes. */
    proven: z.boolean(),
    solver: z.string(),
    by: z.enum(["solver", "constructive"]),
    rounds: z.int(),
    cuts: z.int(),
    timedOut: z.boolean(),
    /** The time limit ended the search for what the money, or the limits, allow to be met: more might be. */
    reachCut: z.boolean().default(false),
  }),
  before: Reached,
  after: Reached,
  actions: z.array(PlannedAction),
  totals: z.array(
    z.strictObject({
      action: z.enum(["add", "train", "move"]),
      quantity: z.string(),
      amount: z.number(),
      unit: z.string(),
      cost: z.number(),
      schools: z.int(),
    }),
  ),
  schools: z.array(z.strictObject({ school: SchoolRef, actions: z.int(), cost: z.number() })),
  spreads: z.array(
    z.strictObject({
      indicator: IndicatorName,
      stage: StageName,
      limit: z.number(),
      before: z.number().nullable(),
      after: z.number().nullable(),
      met: z.boolean(),
      /** Units are missing, and it is a figure over the rest. */
      provisional: z.boolean(),
      /**
       * Raising all units below a level, to hundredths, to it brings the spread within its limit by itself, as `check`
       * says too; null where it is within, and where limits or whole things keep that from being enough.
       */
      lever: z
        .strictObject({ level: z.number(), units: z.int(), amount: z.number(), unit: z.string(), cost: z.number() })
        .nullable(),
    }),
  ),
  /** What is not reached, and which of the user's limits stand in the way there. */
  notReached: z.strictObject({
    units: z.array(UnitRef),
    spreads: z.array(z.strictObject({ indicator: IndicatorName, stage: StageName })),
    /** Other items of the county that money would settle. */
    items: z.array(IndicatorName),
    limits: z.array(
      z.strictObject({ school: SchoolRef, stage: StageName.nullable(), quantity: z.string(), most: z.number() }),
    ),
  }),
  /**
   * Of resources, spreads and what money settles: what the audit of the planned county does not conclude, and what is short
   * of its resources whatever its missing figures are. It is no part of what is promised.
   */
  unjudged: z.strictObject({
    units: z.array(UnitRef),
    spreads: z.array(z.strictObject({ indicator: IndicatorName, stage: StageName })),
    items: z.array(IndicatorName),
    /** Schools of the workbook that its sheet of schools does not have. */
    leftOut: z.int().nonnegative(),
    /** Stages without a single school to judge. */
    stages: z.array(StageName),
  }),
  /** What no money settles, with whose it is and by when. */
  matters: z.array(
    z.strictObject({
      indicator: IndicatorName,
      status: z.enum(["fail", "unknown"]),
      responsible: z.array(z.string()),
      deadline: z.string().nullable(),
    }),
  ),
  /** Cells to fill in first. */
  blanks: z.array(
    z.strictObject({
      school: SchoolRef,
      stage: StageName.nullable(),
      quantity: z.string(),
      cell: z.string().nullable(),
    }),
  ),
  /** What passes after the plan, and would not with one unit, or 5 %, less. */
  margins: z.array(
    z.strictObject({
      school: SchoolRef,
      stage: StageName,
      indicator: IndicatorName,
      value: z.number(),
      bound: z.number(),
      /** So much may be lost, in `unit`. */
      spare: z.number(),
      unit: z.string(),
    }),
  ),
  /**
   * Pupils that each unit can still take after the plan before a bound of its school tips: its resources together, class
   * size or school size. Null where figures are missing, something of the school falls short already, or nothing binds.
   */
  intakes: z.array(
    z.strictObject({
      school: SchoolRef,
      stage: StageName,
      pupils: z.int().nonnegative().nullable(),
      /** What tips with one pupil more. */
      indicator: IndicatorName.nullable(),
    }),
  ),
  /** Single figures that, if mistaken, turn a county that does not fail after the plan into one that does. */
  flips: z.strictObject({
    /** `fails`: it fails as it is. `near`: a plausible mistake turns it. `firm`: none does. */
    state: z.enum(["fails", "near", "firm"]),
    /** Plausible is a mistake of so much of a figure, or of one where things are counted. */
    within: z.number(),
    /** Those that a plausible mistake turns by itself, the nearest first. */
    figures: z.array(Flip),
    /** Where there is none: the figure whose mistake, though not plausible, is the smallest. */
    nearest: Flip.nullable(),
    /** Items that ask for all, or for yes or no: any school's answer to them turns it too. */
    items: z.array(IndicatorName),
  }),
  /** Prices that it rests on. */
  prices: z.array(Price),
  years: z.array(PlannedYear),
});
export type Plan = z.infer<typeof Plan>;
