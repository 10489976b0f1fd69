import * as z from "zod";
import { PARTS } from "./parts.ts";
import { STATUSES } from "./result.ts";
import { ComparedResult } from "./rollup.ts";
import { STAGES } from "./school.ts";

const Text = z.string();
const Count = z.int().nonnegative();
const Named = z.strictObject({ zh: Text, en: Text });
const StatusName = z.enum(STATUSES);
const VerdictName = z.enum(["pass", "fail", "unknown"]);
const StageName = z.enum(STAGES);
const IndicatorName = z.strictObject({ id: Text, code: Text, name: Named, unit: Text });

/** What the years of a county take from a JSON result of `check`; whatever else it holds is left alone. */
export const YearResult = ComparedResult.extend({
  standard: ComparedResult.shape.standard.extend({ title: Text }),
  source: ComparedResult.shape.source.extend({ dataYear: z.int().nullable() }),
  summary: z.object({
    parts: z.record(z.enum(PARTS), z.object({ pass: Count, fail: Count, unknown: Count, notApplicable: Count })),
    units: z.object({ total: Count, pass: Count, fail: Count, unknown: Count }),
  }),
  dispersion: z.array(
    z.object({
      indicator: Text,
      code: Text,
      name: Text,
      stage: StageName,
      cv: z.number().nullable(),
      limit: z.number().nullable(),
      status: StatusName,
    }),
  ),
  findings: z.array(
    ComparedResult.shape.findings.element.extend({
      indicator: z.object({ id: Text, code: Text, name: Text, unit: Text }),
      reachesFloor: z.boolean().nullish(),
    }),
  ),
  /** Results of version 1 do not have it. */
  county: z.object({ profile: z.record(Text, z.object({ value: z.unknown() })) }).optional(),
});
export type YearResult = z.infer<typeof YearResult>;

const Tally = z.strictObject({ total: Count, pass: Count, fail: Count, unknown: Count });

/**
 * How a school at a stage fared from its first year that can be told to its last: more or fewer indicators of resources
 * met, or all together met or no longer. `missing`: a figure that was there is not, which is neither better nor worse.
 * `rule`: other standards or requirements. `open`: too few years can be told. `gone` and `new`: judged before and not in the
 * last year, or in the last year alone. `unclear`: either of them, or one of several schools of its name.
 */
export const UNIT_CHANGES = ["fall", "rise", "missing", "rule", "open", "same", "gone", "new", "unclear"] as const;

/** A county's years side by side. Years are data years; lists of `years` have one entry for each year, in its order. */
export const History = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal("history"),
  tool: z.strictObject({ name: z.literal("qe-audit"), version: Text }),
  county: Text.nullable(),
  years: z
    .array(
      z.strictObject({
        year: z.int(),
        file: Text,
        standard: z.strictObject({ id: Text, title: Named, edition: Text, asOf: Text, options: z.array(Text) }),
        verdict: VerdictName,
        /** Schools at a stage, as the resources of each are judged together. */
        units: Tally,
        /** Spreads that have a limit. */
        spreads: Tally,
        parts: z.record(
          z.enum(PARTS),
          z.strictObject({ pass: Count, fail: Count, unknown: Count, notApplicable: Count }),
        ),
        /** Schools judged. */
        schools: Count,
      }),
    )
    .min(2),
  /** Standard, edition and options are one in all years. */
  judgedAlike: z.boolean(),
  spreads: z.array(
    z.strictObject({
      indicator: IndicatorName.omit({ unit: true }),
      stage: StageName,
      /** Null where it was not measured; `cv` null where it is not known. */
      years: z.array(
        z.strictObject({ cv: z.number().nullable(), limit: z.number().nullable(), status: StatusName }).nullable(),
      ),
      /** Last year's coefficient less the first one's; null where one of them is not known. */
      change: z.number().nullable(),
    }),
  ),
  /** Items of the county that decide and have not the same status in all years. */
  items: z.array(
    z.strictObject({
      id: Text,
      indicator: IndicatorName,
      stage: StageName.nullable(),
      /** What it is about beside the indicator: a subject of the monitoring, say. */
      topic: Text.nullable(),
      years: z.array(z.strictObject({ status: StatusName, value: z.number().nullable() }).nullable()),
    }),
  ),
  units: z.array(
    z.strictObject({
      school: z.strictObject({ code: Text.nullable(), name: Text }),
      stage: StageName,
      /** Null where it is not judged that year. `met` of `of` indicators of resources; `unknown` of them cannot be told. */
      years: z.array(
        z.strictObject({ status: StatusName.nullable(), met: Count, of: Count, unknown: Count }).nullable(),
      ),
      change: z.enum(UNIT_CHANGES),
      /** Codes of indicators that came to be met, or are met no longer. */
      gained: z.array(Text),
      lost: z.array(Text),
      /** Codes of those that are not met in either year, and rose to their floor, or sank under it. */
      raised: z.array(Text),
      sunk: z.array(Text),
      /** Figures that were there in an earlier year and are not in the last. */
      missing: z.array(z.strictObject({ code: Text, since: z.int() })),
    }),
  ),
  /** Schools of one name that nothing tells apart between two years; they are followed from none to the next. */
  ambiguous: z.array(z.strictObject({ name: Text, year: z.int() })),
});
export type History = z.infer<typeof History>;
export type HistoryYear = History["years"][number];
export type HistoryUnit = History["units"][number];
export type UnitChange = HistoryUnit["change"];
