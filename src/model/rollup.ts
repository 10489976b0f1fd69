import * as z from "zod";
import { UsedConfig } from "./config.ts";
import { PARTS } from "./parts.ts";
import { STATUSES } from "./result.ts";
import { STAGES } from "./school.ts";
import { Operator, PartName } from "./standard.ts";

/** What a batch leaves of each county, and what it makes of all of them. Ids and codes only; reports have the words. */

const VerdictName = z.enum(["pass", "fail", "unknown"]);
const StatusName = z.enum(STATUSES);
const StageName = z.enum(STAGES);
const Count = z.int().nonnegative();
const Text = z.string();
const PartCount = z.strictObject({ pass: Count, fail: Count, unknown: Count, notApplicable: Count });
const PartCounts = z.strictObject(
  Object.fromEntries(PARTS.map((part) => [part, PartCount])) as Record<(typeof PARTS)[number], typeof PartCount>,
);
const UnitCounts = z.strictObject({ total: Count, pass: Count, fail: Count, unknown: Count, excluded: Count });

const SummaryReason = z.strictObject({
  code: Text,
  status: z.enum(["fail", "unknown"]),
  kind: z.enum(["veto", "quorum", "dispersion", "indicator", "no-unit", "left-out"]),
  /** Id of the indicator; null where the line is of no single one. */
  indicator: Text.nullable(),
  count: Count,
});

/** A finding that falls short, or a required one that cannot be concluded. */
export const SummaryItem = z.strictObject({
  /** Id of the finding, the same in every run. */
  id: Text,
  indicator: Text,
  code: Text,
  check: Text,
  required: z.boolean(),
  status: z.enum(["fail", "unknown"]),
  /** Null for a county item. */
  school: z.strictObject({ id: Text, code: Text.nullable(), name: Text }).nullable(),
  stage: StageName.nullable(),
  value: z.number().nullable(),
  bound: z.strictObject({ operator: Operator, value: z.number(), unit: Text, floor: z.number().nullable() }).nullable(),
  gap: z.strictObject({ amount: z.number(), unit: Text, direction: z.enum(["add", "remove", "distance"]) }).nullable(),
  /** Figures that it is judged without; not there in a line of an earlier version. */
  missing: Count.optional(),
});
export type SummaryItem = z.infer<typeof SummaryItem>;

/** One indicator in one county. */
export const SummaryIndicator = z.strictObject({
  id: Text,
  /** The worst of its required findings; a resource indicator's are its spreads. */
  status: StatusName,
  /** Digest of the requirement as it was judged: two that differ are not the same rule. */
  rule: Text,
  /** Schools whose own finding falls short, is unknown, and that were judged at all. */
  short: Count,
  unknown: Count,
  judged: Count,
});
export type SummaryIndicator = z.infer<typeof SummaryIndicator>;

/** What closes a county's shortfalls of one indicator, all schools together: see `needTotals`. */
export const SummaryNeed = z.strictObject({
  indicator: Text,
  /** The stage of a spread between schools; null for what schools or the county lack themselves. */
  spread: StageName.nullable(),
  unit: Text,
  direction: z.enum(["add", "remove"]),
  /** 必须补: the least that closes what decides. */
  must: z.number().nonnegative(),
  /** 补足全部: what closes all of it. */
  whole: z.number().nonnegative(),
});
export type SummaryNeed = z.infer<typeof SummaryNeed>;

const SchoolName = z.strictObject({ id: Text, code: Text.nullable(), name: Text });

/**
 * Findings that pass or do not apply, of one check and stage: the id of each is `begin`, the school's, `end`. `schools`
 * are places in the roster, from 0, as ranges (`0-4 7`); null for the county's own finding.
 */
export const SettledFindings = z.strictObject({
  begin: Text,
  end: Text,
  status: z.enum(["pass", "notApplicable"]),
  schools: Text.nullable(),
});
export type SettledFindings = z.infer<typeof SettledFindings>;

/** What an audit lists beside its findings: a prerequisite, or what was done for a milestone in a year. */
export const BesideFinding = z.strictObject({
  /** `prerequisite/basic-balance/county`, `renovated-schools/progress/2024/county`. */
  id: Text,
  status: StatusName,
  value: z.number().nullable(),
});
export type BesideFinding = z.infer<typeof BesideFinding>;

/**
 * All that a comparison needs to tell what was met from what went missing: every school, in the workbook's order, those
 * that are left out of resources (`id/stage`, or `id` for all stages), and every finding that is not an item.
 */
export const AuditRecord = z.strictObject({
  schools: z.array(SchoolName),
  excluded: z.array(Text),
  settled: z.array(SettledFindings),
  beside: z.array(BesideFinding),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** One line of `results.ndjson`: one workbook, audited or not. */
export const CountySummary = z.strictObject({
  /** Path within what the batch was given, with `/` between its parts. */
  file: Text,
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal("qe-audit"), version: Text }),
  /** SHA-256 of the file, lower-case hexadecimal; null where it could not be read to its end. */
  sha256: Text.nullable(),
  /**
   * Digest of all that the outcome depends on (file, standard, options, version): while it is the same, the file need
   * not be audited again. Null where the outcome may differ next time: a file not read, a time limit, a crash.
   */
  key: Text.nullable(),
  county: Text.nullable(),
  /** 行政区划代码; null where the workbook has none, and not there in a line of an earlier version. */
  countyCode: Text.nullable().optional(),
  dataYear: z.int().nullable(),
  standard: z.strictObject({ id: Text, edition: Text, asOf: Text.nullable(), options: z.array(Text) }),
  /** The settings file, with the county's own settings in it; null for none, and not there in a line of an earlier version. */
  config: UsedConfig.nullable().optional(),
  /** Null where the file could not be audited. */
  verdict: VerdictName.nullable(),
  /** What `check` would have ended with. */
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(70)]),
  reasons: z.array(SummaryReason),
  /** The national verdict where a regional standard was chosen. */
  national: z.strictObject({ verdict: VerdictName, reasons: z.array(SummaryReason) }).nullable(),
  /** Required findings by part; null where there was no audit. */
  parts: PartCounts.nullable(),
  units: UnitCounts.nullable(),
  /** Schools judged, those that fall short of what is asked of their resources at a stage, those for which that is unknown. */
  schools: z.strictObject({ total: Count, short: Count, unknown: Count }).nullable(),
  waived: Count,
  /** Places in the batch's waivers, from 0, of those that match one of its findings, short or not. */
  waivers: z.array(Count),
  /** Those of the waivers that name a school by a name that several have. */
  ambiguousWaivers: z.array(Count).optional(),
  relaxed: Count,
  problems: z.strictObject({
    error: Count,
    warning: Count,
    codes: z.array(z.strictObject({ code: Text, severity: z.enum(["error", "warning"]), count: Count })),
  }),
  /** In the standard's order. */
  indicators: z.array(SummaryIndicator),
  /** Every finding that falls short and every required one that is unknown, in the standard's order. */
  items: z.array(SummaryItem),
  /** In the standard's order, spreads after the rest; not there in a line of an earlier version. */
  needs: z.array(SummaryNeed).optional(),
  /** Ids of the other findings that are unknown. */
  unknown: z.array(Text),
  /** Null where there was no audit; not there in a line of an earlier version. */
  record: AuditRecord.nullable().optional(),
  /** Why it could not be audited: the sentence of `check`; null where it was. */
  error: z.strictObject({ code: Text, text: Text }).nullable(),
});
export type CountySummary = z.infer<typeof CountySummary>;

export const RollupIndicator = z.strictObject({
  id: Text,
  code: Text,
  part: PartName,
  name: z.strictObject({ zh: Text, en: Text }),
});
export type RollupIndicator = z.infer<typeof RollupIndicator>;

/** One county of the roll-up. */
export const RollupCounty = z.strictObject({
  file: Text,
  /** 1 is the best; equal standing, equal rank. Null where there was no audit. */
  rank: z.int().positive().nullable(),
  county: Text.nullable(),
  dataYear: z.int().nullable(),
  asOf: Text.nullable(),
  verdict: VerdictName.nullable(),
  exitCode: CountySummary.shape.exitCode,
  parts: PartCounts.nullable(),
  units: UnitCounts.nullable(),
  schools: CountySummary.shape.schools,
  vetoes: Count,
  problems: z.strictObject({ error: Count, warning: Count }),
  /** Null where there was no audit, or one by an earlier version. */
  needs: z.array(SummaryNeed).nullable().default(null),
  /** In the order of {@link Rollup}'s `standard.indicators`; null where the county's standard does not have it. */
  indicators: z.array(z.strictObject({ status: StatusName, short: Count, unknown: Count }).nullable()),
  sha256: Text.nullable(),
  error: CountySummary.shape.error,
});
export type RollupCounty = z.infer<typeof RollupCounty>;

/** A school that keeps its county from passing, with the codes of what it falls short of. */
export const RollupSchool = z.strictObject({
  file: Text,
  county: Text.nullable(),
  code: Text.nullable(),
  name: Text,
  /** Resource indicators by stage and other items, in the standard's order: `R4`, `G5`. */
  indicators: z.array(Text),
});
export type RollupSchool = z.infer<typeof RollupSchool>;

export const RollupBaseline = z.strictObject({
  /** Shortfalls and unknown items that the baseline does not know, by file. */
  fresh: z.array(
    z.strictObject({ file: Text, county: Text.nullable(), id: Text, code: Text, status: z.enum(["fail", "unknown"]) }),
  ),
  known: Count,
  /** Entries of the baseline that no longer apply. */
  stale: z.array(z.strictObject({ file: Text, id: Text })),
  /**
   * What a baseline cannot tell apart, so that it matches nothing: `of` schools of one name without a code each
   * (`school`), or counties of one code or name (`school` null).
   */
  ambiguous: z
    .array(z.strictObject({ file: Text, county: Text.nullable(), school: Text.nullable(), of: Count }))
    .default([]),
});
export type RollupBaseline = z.infer<typeof RollupBaseline>;

/** All counties of a batch together. Holds nothing of the machine or the time, so that equal inputs give equal bytes. */
export const Rollup = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal("qe-audit"), version: Text }),
  standard: z.strictObject({
    id: Text,
    edition: Text,
    title: z.strictObject({ zh: Text, en: Text }),
    options: z.array(Text),
    indicators: z.array(RollupIndicator),
  }),
  /** The settings file of the run; null for none. */
  config: UsedConfig.nullable().default(null),
  /** Which part of the whole this is, from 1; null for the whole. */
  shard: z.strictObject({ index: z.int().positive(), of: z.int().positive() }).nullable(),
  counts: z.strictObject({ files: Count, pass: Count, fail: Count, unknown: Count, unauditable: Count }),
  /** By path. */
  counties: z.array(RollupCounty),
  /** Most counties first. `schools`: schools whose own finding falls short, over all counties. */
  shortfalls: z.array(z.strictObject({ indicator: Text, fail: Count, unknown: Count, schools: Count })),
  /** What counties need together, in the standard's order, spreads after the rest, and how many counties need it. */
  needs: z.array(SummaryNeed.extend({ counties: Count })).default([]),
  schools: z.array(RollupSchool),
  problems: z.array(
    z.strictObject({ code: Text, severity: z.enum(["error", "warning"]), count: Count, counties: Count }),
  ),
  /**
   * The waivers of the run, in how many counties each matches a finding, and the files in which several schools have the
   * name that it gives; null where it had none.
   */
  waivers: z
    .array(
      z.strictObject({
        indicator: Text,
        school: Text.nullable(),
        county: Text.nullable(),
        /** The key under the settings file's `counties` that has it; null for one of all counties. */
        settings: Text.nullable().default(null),
        /** No county of the run goes by that key. */
        absent: z.boolean().default(false),
        counties: Count,
        ambiguous: z.array(Text).default([]),
      }),
    )
    .nullable(),
  /** Files with the same bytes. */
  duplicates: z.array(z.strictObject({ sha256: Text, files: z.array(Text).min(2) })),
  /** Files that were passed over. */
  ignored: z.array(
    z.strictObject({ file: Text, reason: z.enum(["lock", "format", "old-format", "batch-output", "output-folder"]) }),
  ),
  baseline: RollupBaseline.nullable(),
});
export type Rollup = z.infer<typeof Rollup>;

const KnownIds = { fail: z.array(Text), unknown: z.array(Text) };

/** What is known of one county; `file` is where it was seen last. */
export const BaselineCounty = z.strictObject({
  code: Text.nullable(),
  county: Text.nullable(),
  file: Text,
  ...KnownIds,
});
export type BaselineCounty = z.infer<typeof BaselineCounty>;

/**
 * Shortfalls that are known and do not count again: `batch --baseline`. Ids of findings by status, by the county's
 * 行政区划代码, else its name, else its file. Version 1 had them by file alone, and is still read.
 */
export const Baseline = z.strictObject({
  schemaVersion: z.literal(2),
  standard: z.strictObject({ id: Text, edition: Text }),
  counties: z.record(Text, BaselineCounty),
});
export type Baseline = z.infer<typeof Baseline>;

const FirstBaseline = z.strictObject({
  schemaVersion: z.literal(1),
  standard: Baseline.shape.standard,
  counties: z.record(Text, z.strictObject(KnownIds)),
});

/** A baseline of any version. */
export const ReadableBaseline = z.union([
  Baseline,
  FirstBaseline.transform(({ standard, counties }): Baseline => {
    return {
      schemaVersion: 2,
      standard,
      counties: Object.fromEntries(
        Object.entries(counties).map(([file, ids]) => [file, { code: null, county: null, file, ...ids }]),
      ),
    };
  }),
]);

/** Buckets of a comparison, in the order in which they are told. */
export const CHANGES = ["new", "worse", "lost", "gone", "resolved", "better", "appeared", "rule"] as const;
export type ChangeKind = (typeof CHANGES)[number];

const ChangeSide = z
  .strictObject({
    status: StatusName,
    value: z.number().nullable(),
    bound: SummaryItem.shape.bound,
  })
  .nullable();
export type ChangeSide = z.infer<typeof ChangeSide>;

/** One finding that is not what it was. */
export const Change = z.strictObject({
  /**
   * `new` 新增: falls short and did not · `worse` 恶化: falls short by more · `lost` 数据缺失: was concluded and no longer
   * is, is no longer there, or moved because a figure went missing · `gone` 学校已不在: fell short or was unknown, and its
   * school, or one that it was computed from, is not there or not judged any more · `resolved` 消除: fell short
   * and does not · `better` 改善: falls short by less · `appeared` 数据新增: could not be
   * concluded and now is · `rule` 标准变更: judged by another rule, so that the two are not comparable.
   */
  kind: z.enum(CHANGES),
  county: Text,
  id: Text,
  indicator: Text,
  code: Text,
  name: z.strictObject({ zh: Text, en: Text }).nullable(),
  /** What it is of its indicator, where that has several findings of one school or of the county; null elsewhere. */
  part: z.strictObject({ zh: Text, en: Text }).nullable(),
  /** Kind of its check; null where only the id of the finding was kept. */
  check: Text.nullable(),
  required: z.boolean(),
  school: Text.nullable(),
  stage: StageName.nullable(),
  /**
   * Null where the finding is not there; of a batch, which lists no others, where it passes, does not apply or is gone. A
   * status alone where no more was kept.
   */
  before: ChangeSide,
  after: ChangeSide,
});
export type Change = z.infer<typeof Change>;

const ChangeCounts = z.strictObject(
  Object.fromEntries(CHANGES.map((kind) => [kind, Count])) as Record<ChangeKind, typeof Count>,
);
export type ChangeCounts = z.infer<typeof ChangeCounts>;

/** A school that only one side has, with its own findings there that fall short and that are unknown. */
const SchoolOnOneSide = z.strictObject({
  id: Text,
  code: Text.nullable(),
  name: Text,
  fail: Count,
  unknown: Count,
  /** True where the other side lists it, but judges it for nothing. */
  listed: z.literal(true).optional(),
});
export type SchoolOnOneSide = z.infer<typeof SchoolOnOneSide>;

const ComparedSchools = z.strictObject({
  /** Schools judged on each side; null where that was not kept. */
  before: Count.nullable(),
  after: Count.nullable(),
  /** Only before, and only after; null where the side that would lack them does not name every school, as a batch's. */
  gone: z.array(SchoolOnOneSide).nullable(),
  new: z.array(SchoolOnOneSide).nullable(),
  /**
   * Names that schools on a side cannot be told apart by, for want of codes, with how many have them on each side and what
   * these fell short of before. None is matched: what falls short after is new, and nothing before is resolved.
   */
  ambiguous: z.array(z.strictObject({ name: Text, before: Count, after: Count, fail: Count, unknown: Count })),
  /** Both sides name every school. Otherwise the lists hold no school without a shortfall or an unknown item. */
  whole: z.boolean(),
});
export type ComparedSchools = z.infer<typeof ComparedSchools>;

/** Units of a county that meet what is asked of their resources, of those judged; null where that was not kept. */
const UnitsMet = z.strictObject({ pass: Count, total: Count }).nullable();

const ComparedSide = z.strictObject({
  file: Text,
  standard: z.strictObject({ id: Text, edition: Text, options: z.array(Text) }),
  counties: Count,
});

/** Two audits, or two batches, beside each other. */
export const Comparison = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal("qe-audit"), version: Text }),
  before: ComparedSide,
  after: ComparedSide,
  /** The settings file of the run; null for none. */
  config: UsedConfig.nullable().default(null),
  counts: ChangeCounts,
  counties: z.array(
    z.strictObject({
      county: Text,
      before: VerdictName.nullable(),
      after: VerdictName.nullable(),
      units: z.strictObject({ before: UnitsMet, after: UnitsMet }).default({ before: null, after: null }),
      counts: ChangeCounts,
      schools: ComparedSchools,
    }),
  ),
  indicators: z.array(
    z.strictObject({
      indicator: Text,
      code: Text,
      name: z.strictObject({ zh: Text, en: Text }).nullable(),
      counts: ChangeCounts,
    }),
  ),
  /** County by county, each in the order of the later standard. */
  changes: z.array(Change),
  /** Counties that only one side has, or that could not be audited on one side or on both, with the later's error. */
  unmatched: z.array(
    z.strictObject({ county: Text, side: z.enum(["before", "after", "both"]), error: Text.nullable() }),
  ),
  /** Something is worse: `new`, `worse`, `lost` or `gone`, or a county that was audited no longer is. */
  regression: z.boolean(),
});
export type Comparison = z.infer<typeof Comparison>;

/** What a comparison takes from a JSON result of `check`; whatever else it holds is left alone. */
export const ComparedResult = z.object({
  /** Version 2 adds to version 1 and changes nothing of what is compared. */
  schemaVersion: z.union([z.literal(1), z.literal(2)]),
  lang: z.enum(["zh", "en"]).optional(),
  standard: z.object({ id: Text, edition: Text, asOf: Text, options: z.array(Text) }),
  source: z.object({ file: Text.nullable(), county: Text.nullable() }),
  /** Results of version 1 do not have it. */
  county: z.object({ profile: z.record(Text, z.object({ value: z.unknown() })) }).optional(),
  verdict: VerdictName,
  findings: z.array(
    z.object({
      id: Text,
      indicator: z.object({ id: Text, code: Text, name: Text }),
      check: Text.optional(),
      required: z.boolean(),
      status: StatusName,
      subject: z.object({
        kind: z.enum(["school", "county"]),
        id: Text.nullish(),
        code: Text.nullish(),
        name: Text.nullable(),
        stage: StageName.nullable(),
      }),
      value: z.number().nullable(),
      bound: SummaryItem.shape.bound,
      working: z
        .object({
          inputs: z.array(
            z.object({ quantity: Text, value: z.union([z.number(), z.string(), z.boolean()]).nullable() }),
          ),
        })
        .optional(),
    }),
  ),
  /** Schools that are not judged, or not at every stage. */
  excluded: z
    .array(
      z.object({
        school: Text,
        schoolCode: Text.nullable(),
        schoolId: Text.optional(),
        stage: StageName.nullable().optional(),
      }),
    )
    .optional(),
  prerequisites: z
    .array(z.object({ id: z.enum(["basic-balance", "annual-monitoring", "basic-balance-held"]), status: VerdictName }))
    .optional(),
  milestones: z
    .array(z.object({ id: Text, year: z.int(), status: StatusName, doneInYear: z.number().nullable() }))
    .optional(),
});
export type ComparedResult = z.infer<typeof ComparedResult>;
