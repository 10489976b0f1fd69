import * as z from "zod";
import { UsedConfig } from "./config.ts";
import { FATES, UNMATCHED_REASONS } from "./county.ts";
import { GRADES_OF_EVIDENCE } from "./grades.ts";
import { STATUSES } from "./result.ts";
import { STAGES } from "./school.ts";
import { Citation, Operator, PartName } from "./standard.ts";

/**
 * The JSON report, schemaVersion 2: the contract with programs. Every key is present, null or [] where there is nothing.
 * Later versions add keys and never change one; version 2 added `units`, `totals` and `county` to version 1, and
 * `decides` and `enough` to its findings. A run by several standards prints an array of them, one for each standard in the
 * order in which they were named; a file holds one. Texts are in the language asked for; ids and codes are not.
 */

const Verdict = z.enum(["pass", "fail", "unknown"]);
const StatusName = z.enum(STATUSES);
const StageName = z.enum(STAGES);
const Count = z.int().nonnegative();
const Text = z.string();

const ReasonLine = z.strictObject({
  /** The indicator's code, `R4-dispersion` for its spread, `quorum` for the units. */
  code: Text,
  count: Count,
  text: Text,
  status: z.enum(["fail", "unknown"]),
  kind: z.enum(["veto", "quorum", "dispersion", "indicator", "no-unit", "left-out"]),
  /** Id of the indicator; null where the line is of no single one. */
  indicator: Text.nullable(),
});

const PartCount = z.strictObject({ pass: Count, fail: Count, unknown: Count, notApplicable: Count });

const InputValue = z.union([z.number(), z.string(), z.boolean()]).nullable();

const SplitPart = z.strictObject({
  stage: z.enum([...STAGES, "senior"]),
  weight: z.number(),
  pupils: z.number().nullable(),
  cell: Text.nullable(),
});

const Addition = z.strictObject({
  /** Id of the school. */
  school: Text,
  name: Text,
  /** Code of the indicator. */
  indicator: Text,
  amount: z.number(),
  unit: Text,
  cell: Text.nullable(),
  derived: z.boolean(),
});

const FindingJson = z.strictObject({
  id: Text,
  indicator: z.strictObject({ id: Text, code: Text, name: Text, unit: Text, part: PartName }),
  check: Text,
  required: z.boolean(),
  status: StatusName,
  subject: z.strictObject({
    kind: z.enum(["school", "county"]),
    id: Text.nullable(),
    code: Text.nullable(),
    name: Text.nullable(),
    stage: StageName.nullable(),
  }),
  value: z.number().nullable(),
  bound: z.strictObject({ operator: Operator, value: z.number(), unit: Text, floor: z.number().nullable() }).nullable(),
  reachesFloor: z.boolean().nullable(),
  gap: z
    .strictObject({
      amount: z.number(),
      unit: Text,
      toFloor: z.number().nullable(),
      direction: z.enum(["add", "remove", "distance"]),
      cell: Text.nullable(),
      /** Where several cells have to change, each with its own amount. */
      places: z
        .array(
          z.strictObject({
            quantity: Text,
            stage: z.enum(STAGES).nullable(),
            cell: Text.nullable(),
            amount: z.number(),
          }),
        )
        .optional(),
      derived: z.boolean(),
      text: Text,
    })
    .nullable(),
  /** Whether this shortfall has to be closed for the verdict; false too for what is no shortfall. */
  decides: z.boolean(),
  /** What closes it at least, by itself: the smallest set of a unit, the level of a spread. */
  enough: z
    .discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("set"),
        /** By what the dearest is told: its distance from the requirement, as a part of that. */
        measure: z.literal("relative-distance"),
        additions: z.array(Addition.extend({ to: z.enum(["requirement", "floor"]) })),
        /** Codes of the indicators that may stay short. */
        spared: z.array(Text),
        /** Codes of those whose value is not known. */
        open: z.array(Text),
        text: Text,
      }),
      z.strictObject({
        kind: z.literal("level"),
        level: z.number(),
        unit: Text,
        coefficient: z.number(),
        amount: z.number(),
        additions: z.array(Addition),
        text: Text,
      }),
    ])
    .nullable(),
  working: z.strictObject({
    formula: Text,
    inputs: z.array(
      z.strictObject({
        quantity: Text,
        label: Text,
        stage: StageName.nullable(),
        value: InputValue,
        unit: Text,
        cell: Text.nullable(),
      }),
    ),
    split: z
      .strictObject({
        parts: z.array(SplitPart),
        share: z.number().nullable(),
        whole: z.number().nullable(),
        part: z.number().nullable(),
        citation: Citation,
      })
      .nullable(),
  }),
  roundingSensitive: z.boolean(),
  waived: z.strictObject({ reason: Text, approver: Text, granted: Text, expires: Text }).nullable(),
  relaxation: Text.nullable(),
  reason: Text,
  reasonCode: Text,
  notes: z.array(z.strictObject({ code: Text, text: Text })),
  responsible: z.array(Text),
  deadline: Text.nullable(),
  citation: Citation,
});

/** A school at a stage: the unit judged for resources. */
const UnitJson = z.strictObject({
  school: z.strictObject({ id: Text, code: Text.nullable(), name: Text, cell: Text }),
  stage: StageName,
  /** False where the type is missing or contradicted by the pupils. */
  typeKnown: z.boolean(),
  pupils: z.number().nullable(),
  pupilsCell: Text.nullable(),
  /** By what a combined school's shared figures are split; `weighted` is Σ(weight × pupils). */
  split: z
    .strictObject({ parts: z.array(SplitPart), share: z.number().nullable(), weighted: z.number().nullable() })
    .nullable(),
  /** value = amount × per ÷ pupils, without any relaxation; null where a figure is missing. */
  figures: z.array(
    z.strictObject({
      /** Id of the indicator. */
      indicator: Text,
      code: Text,
      /** The numerator as the workbook has it for the whole school; null too where the ratio itself is stated. */
      whole: z.number().nullable(),
      /** The part of it that is this stage's. */
      amount: z.number().nullable(),
      value: z.number().nullable(),
      unit: Text,
      /** Null where nothing is asked of a school's value by itself. */
      requirement: z.number().nullable(),
      floor: z.number().nullable(),
      per: z.number(),
      cell: Text.nullable(),
      shared: z.boolean(),
      stated: z.boolean(),
      relaxed: z.strictObject({ option: Text, whole: z.number().nullable(), value: z.number().nullable() }).nullable(),
    }),
  ),
});

/** Sums over the units of a stage whose value is known; `squares` is Σ pupils × (value − mean)². */
const StageTotalJson = z.strictObject({
  indicator: Text,
  stage: StageName,
  units: Count,
  known: Count,
  pupils: z.number().nullable(),
  amount: z.number(),
  mean: z.number().nullable(),
  squares: z.number().nullable(),
});

/** A value of the workbook with its cell; `state` says why it is null. */
const SourcedJson = z.strictObject({
  value: InputValue,
  cell: Text.nullable(),
  state: z.enum(["given", "blank", "invalid", "absent"]),
});
const FiguresByKey = z.record(Text, SourcedJson);

/** What the county states of itself and of its schools. */
const CountyJson = z.strictObject({
  /** 县情, by key of the dictionary. */
  profile: FiguresByKey,
  /** 县级指标, by key. */
  items: FiguresByKey,
  monitoring: z.array(
    z.strictObject({ subject: Text, cell: Text, level: SourcedJson, rate: SourcedJson, year: SourcedJson }),
  ),
  attestations: z.array(
    z.strictObject({
      code: Text,
      cell: Text,
      conclusion: SourcedJson,
      evidence: SourcedJson,
      documentNumber: SourcedJson,
      date: SourcedJson,
      expires: SourcedJson,
      confirmedBy: SourcedJson,
    }),
  ),
  /** Every school of the workbook, judged or not. */
  schools: z.array(
    z.strictObject({
      id: Text,
      code: Text.nullable(),
      name: Text,
      cell: Text,
      type: SourcedJson,
      sponsor: SourcedJson,
      /** By key of the dictionary. */
      stages: z.strictObject({ primary: FiguresByKey, juniorSecondary: FiguresByKey }),
    }),
  ),
});

const DispersionJson = z.strictObject({
  indicator: Text,
  code: Text,
  name: Text,
  stage: StageName,
  units: Count,
  known: Count,
  mean: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  cv: z.number().nullable(),
  /** Null where it is part of a mean that is judged. */
  limit: z.number().nullable(),
  status: StatusName,
  provisional: z.number().nullable(),
  alternatives: z.strictObject({ unweighted: z.number().nullable(), sample: z.number().nullable() }),
  formulaSensitive: z.boolean(),
  roundingSensitive: z.boolean(),
  influence: z.array(
    z.strictObject({
      school: Text,
      name: Text,
      value: z.number(),
      pupils: z.number(),
      share: z.number().nullable(),
      without: z.number().nullable(),
    }),
  ),
  text: Text,
});

const ReadingJson = z.strictObject({
  /** Name of the file of the county's own names that it was read by. */
  map: Text.nullable(),
  sheets: z.array(z.strictObject({ sheet: Text, role: Text.nullable(), rows: Count })),
  headerRows: z.array(z.strictObject({ sheet: Text, from: Count, to: Count })),
  matched: z.array(
    z.strictObject({
      sheet: Text,
      cell: Text,
      header: Text,
      quantity: Text,
      stage: StageName.nullable(),
      by: z.enum(["label", "alias", "map"]),
    }),
  ),
  unmatched: z.array(
    z.strictObject({
      sheet: Text,
      cell: Text,
      header: Text,
      nearest: Text.nullable(),
      /** Why a column was not used though it is known; null where it is not known. */
      why: z.enum(UNMATCHED_REASONS).nullable(),
    }),
  ),
  skipped: z.array(z.strictObject({ sheet: Text, row: Count, reason: Text, text: Text })),
  converted: z.array(
    z.strictObject({ sheet: Text, cell: Text, header: Text, from: Text, to: Text, factor: z.number() }),
  ),
  understood: z.array(
    z.strictObject({ sheet: Text, cell: Text, header: Text, found: Text, taken: Text, count: Count }),
  ),
  hidden: z.array(z.strictObject({ sheet: Text, kind: z.enum(["sheet", "row", "column"]), ref: Text })),
  /** What became of every cell that holds something; each is in exactly one entry. */
  account: z.array(
    z.strictObject({
      sheet: Text,
      /** A rectangle of cells, `B4:H203`. */
      ref: Text,
      became: z.enum(FATES),
      /** Why; null where nothing is to be said. Later versions may add reasons. */
      reason: Text.nullable(),
      /** How many of its cells hold something. */
      cells: Count,
    }),
  ),
});

export const ResultJson = z.strictObject({
  schemaVersion: z.literal(2),
  tool: z.strictObject({ name: z.literal("qe-audit"), version: Text }),
  /** Moment of the run, ISO; null unless it was asked for. */
  stamp: Text.nullable(),
  lang: z.enum(["zh", "en"]),
  standard: z.strictObject({
    id: Text,
    title: Text,
    edition: Text,
    /** The lowest grade of evidence among all that was judged by. */
    lowestGrade: z.enum(GRADES_OF_EVIDENCE),
    asOf: Text,
    base: Text.nullable(),
    options: z.array(Text),
    citation: Citation,
  }),
  source: z.strictObject({
    file: Text.nullable(),
    sha256: Text.nullable(),
    /** The file, or each of several of one county, whose names are joined in `file`. */
    files: z.array(z.strictObject({ file: Text, sha256: Text })),
    /** The settings file of the run; null for none. */
    config: UsedConfig.nullable(),
    county: Text.nullable(),
    dataYear: z.number().nullable(),
    layout: Text.nullable(),
    reading: ReadingJson,
  }),
  verdict: Verdict,
  reasons: z.array(ReasonLine),
  /** The national verdict, when a regional standard was chosen. */
  national: z.strictObject({ verdict: Verdict, reasons: z.array(ReasonLine) }).nullable(),
  /** How a local standard stands to the national one; null when the national one was chosen. */
  local: z
    .strictObject({
      expires: Text.nullable(),
      phases: z.array(z.strictObject({ name: Text, to: Text })),
      looser: z.array(z.strictObject({ indicator: Text, code: Text, name: Text, remark: Text })),
      silent: z.array(z.strictObject({ indicator: Text, code: Text, name: Text, check: Text.nullable() })),
    })
    .nullable(),
  notices: z.array(z.strictObject({ code: Text, text: Text })),
  prerequisites: z.array(
    z.strictObject({
      id: z.enum(["basic-balance", "annual-monitoring", "basic-balance-held"]),
      status: Verdict,
      value: z.union([z.number(), z.string()]).nullable(),
      cell: Text.nullable(),
      dropped: z.literal(true).optional(),
      text: Text,
    }),
  ),
  summary: z.strictObject({
    parts: z.strictObject({
      resource: PartCount,
      guarantee: PartCount,
      quality: PartCount,
      recognition: PartCount,
      veto: PartCount,
    }),
    units: z.strictObject({ total: Count, pass: Count, fail: Count, unknown: Count, excluded: Count }),
    waived: Count,
    relaxed: Count,
    problems: z.strictObject({ error: Count, warning: Count }),
  }),
  findings: z.array(FindingJson),
  units: z.array(UnitJson),
  totals: z.array(StageTotalJson),
  county: CountyJson,
  dispersion: z.array(DispersionJson),
  composite: z.strictObject({ primary: z.number().nullable(), juniorSecondary: z.number().nullable() }),
  milestones: z.array(
    z.strictObject({
      id: Text,
      name: Text,
      unit: Text,
      year: z.number(),
      due: Text,
      planned: z.number(),
      done: z.number().nullable(),
      plannedInYear: z.number(),
      doneInYear: z.number().nullable(),
      cell: Text.nullable(),
      status: StatusName,
      citation: Citation,
      text: Text,
    }),
  ),
  reconciliation: z.array(
    z.strictObject({
      claim: Text,
      cell: Text,
      claimed: z.union([z.number(), z.string()]),
      computed: z.union([z.number(), z.string()]).nullable(),
      agrees: z.boolean().nullable(),
      explainedBy: z.enum(["unweighted", "sample"]).nullable(),
      text: Text,
    }),
  ),
  problems: z.array(
    z.strictObject({
      code: Text,
      severity: z.enum(["error", "warning"]),
      sheet: Text,
      cell: Text.nullable(),
      school: Text.nullable(),
      /** Key of the dictionary; null where the problem is the row's or of a column outside the dictionary. */
      quantity: Text.nullable(),
      stage: StageName.nullable(),
      label: Text,
      expected: Text,
      /** The raw text; null when nothing was there. */
      found: Text.nullable(),
      hint: Text,
      text: Text,
    }),
  ),
  excluded: z.array(
    z.strictObject({
      school: Text,
      schoolCode: Text.nullable(),
      /** As in the findings' subjects: tells apart schools of one name. */
      schoolId: Text,
      cell: Text,
      stage: StageName.nullable(),
      reason: Text,
      reasonCode: z.enum([
        "type",
        "attached-stage",
        "small-teaching-point",
        "option",
        "no-pupils",
        "merged-into-parent",
      ]),
      type: Text.nullable(),
      pupils: z.number().nullable(),
      citation: Citation,
    }),
  ),
});
export type ResultJson = z.infer<typeof ResultJson>;
