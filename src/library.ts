/**
 * What the commands do, as functions: each takes and gives values, reads no file but those that it is given by their paths,
 * and writes none.
 */
import type { WorkbookSource } from "./county-workbook.ts";
import { asOfDate } from "./engine/as-of.ts";
import { auditErrorText } from "./error-sentences.ts";
import { AuditError, type AuditErrorDetail } from "./errors.ts";
import type { Lang } from "./language.ts";
import type { ColumnMap } from "./model/column-map.ts";
import type { UsedConfig } from "./model/config.ts";
import type { DataProblem, WorkbookReading } from "./model/county.ts";
import type { LedgerAccount } from "./model/ledger.ts";
import type { Plan } from "./model/plan.ts";
import type { Prices } from "./model/prices.ts";
import type { ResultJson } from "./model/report.ts";
import type { AuditResult } from "./model/result.ts";
import type { Comparison, CountySummary, Rollup } from "./model/rollup.ts";
import type { StandardDocument } from "./model/standard.ts";
import type { Waivers } from "./model/waivers.ts";
import { DEFAULT_LIMITS, type ReadLimits, readFileBytes, readRawWorkbook } from "./package/read.ts";
import type { Form } from "./report/form.ts";
import { safeText } from "./safe-text.ts";
import { resolveStandard, standardOf } from "./standard/index.ts";
import type { AnnotatedWorkbook } from "./workbook/annotate.ts";

/** By what something is judged. */
export interface JudgedBy {
  readonly standard: StandardDocument;
  /** ISO date by whose values is judged; without it the workbook's own date decides. */
  readonly asOf?: string;
  /** Ids of the standard's named options opted in to. */
  readonly options?: readonly string[];
}

/** Seconds that a plan is sought for, and that a county of a batch may take, unless it is said otherwise. */
const USUAL_SECONDS = { plan: 30, county: 120 } as const;

const bytesOf = async (
  source: WorkbookSource,
  limits: Partial<ReadLimits>,
): Promise<{ readonly file: string; readonly bytes: Uint8Array }> => {
  if (typeof source === "string") {
    return { file: source, bytes: await readFileBytes(source, limits.fileBytes ?? DEFAULT_LIMITS.fileBytes) };
  }
  return source instanceof Uint8Array ? { file: "-", bytes: source } : source;
};

/**
 * The sentence for what was thrown, as the command prints it: one line, safe to print. Of an error that is none of the
 * program's own, what it says itself.
 */
export const describe = (error: unknown, lang: Lang = "zh"): string =>
  safeText(
    error instanceof AuditError
      ? auditErrorText(error.detail, lang).trim()
      : error instanceof Error
        ? error.message
        : String(error),
  );

/**
 * A copy of a workbook in which every cell with a problem is coloured and commented and a sheet lists them all; everything
 * else stays byte for byte. `problems` are those of {@link validate} or of a reading.
 *
 * @param source the workbook of which the problems are: its path, or its bytes.
 * @throws AuditError `file-*`, `package-*` and `limit-exceeded` for a file that cannot be read.
 */
export const annotate = async (
  source: WorkbookSource,
  problems: readonly DataProblem[],
  {
    standard = standardOf(undefined),
    lang = "zh",
    limits = {},
  }: { readonly standard?: StandardDocument; readonly lang?: Lang; readonly limits?: Partial<ReadLimits> } = {},
): Promise<AnnotatedWorkbook> => {
  const [{ annotateWorkbook }, { annotationOf }, { standardSpeaker }] = await Promise.all([
    import("./workbook/annotate.ts"),
    import("./report/annotation.ts"),
    import("./report/wording.ts"),
  ]);
  const error = problems.filter(({ severity }) => severity === "error").length;
  const counts = { error, warning: problems.length - error };
  const { marks, listing } = annotationOf(problems, counts, standardSpeaker(standard, lang));
  const { file, bytes } = await bytesOf(source, limits);
  return annotateWorkbook(bytes, marks, listing, { file, limits });
};

export interface PlanOptions extends JudgedBy {
  /** Prices and limits as a file of `--prices` holds them; example prices where there are none. */
  readonly prices?: unknown;
  /** 元 for all of it; null, as where left out, for as much as it takes. */
  readonly budget?: number | null;
  /** What each year may cost, in 元, in the order of the years; in place of `budget`. */
  readonly years?: readonly { readonly year: number; readonly budget: number }[];
  /** Seconds for the solver; 30 where left out. */
  readonly timeLimit?: number;
  /** The settings file of a run, for the plan to name. */
  readonly config?: UsedConfig | null;
}

/**
 * The prices and limits that a person wrote, checked.
 *
 * @throws AuditError `side-file-invalid` with every fault; it calls them by `file`.
 */
export const checkedPrices = async (written: unknown, file: string): Promise<Prices> => {
  const [{ Prices: schema }, { issueFaults }, { priceFaults }] = await Promise.all([
    import("./model/prices.ts"),
    import("./standard/faults.ts"),
    import("./plan/price-list.ts"),
  ]);
  const parsed = schema.safeParse(written, { reportInput: true });
  const faults = parsed.success
    ? priceFaults(parsed.data)
    : parsed.error.issues.flatMap((issue) => issueFaults(issue, schema));
  if (faults.length > 0) throw new AuditError({ code: "side-file-invalid", file, faults });
  return parsed.data!;
};

/**
 * The cheapest way to the standard, with its proof: what each action costs, a bound that no plan can beat, and the county
 * after it passed by the same audit. Money is in 元.
 *
 * @throws AuditError `plan-of-composite` and `plan-of-spread-alone` for a standard by which nothing can be planned,
 *   `side-file-invalid` for prices that are none, and as `auditReading` does.
 */
export const plan = async (
  reading: WorkbookReading,
  { standard, asOf, options = [], prices, budget = null, years = [], timeLimit, config = null }: PlanOptions,
): Promise<Plan> => {
  const { planCounty, unplannedOf } = await import("./plan/index.ts");
  // Options and days change what is asked, so that it is the resolved standard which says whether a plan can be made.
  const resolved = resolveStandard(standard, { asOf: asOfDate(reading, asOf).asOf, options });
  const unplanned = unplannedOf(resolved);
  if (unplanned !== null) {
    throw new AuditError(
      unplanned.kind === "composite"
        ? { code: "plan-of-composite", standard: standard.id }
        : { code: "plan-of-spread-alone", standard: standard.id, indicator: unplanned.indicator },
    );
  }
  return planCounty({
    county: reading.county,
    standard: resolved,
    source: { file: reading.file ?? null, sha256: reading.sha256 ?? null, config },
    prices: await checkedPrices(prices ?? {}, "prices"),
    budget,
    years,
    timeLimit: timeLimit ?? USUAL_SECONDS.plan,
    now: () => performance.now() / 1000,
  });
};

/**
 * What changed between two audits of a county: each side a workbook's reading, judged by the same standard, or the JSON of
 * an earlier `check`, which was judged already. What lost its figures or its school is never resolved.
 *
 * @throws AuditError `comparison-input-invalid` for what is no result, and as `auditReading` does.
 */
export const diff = async (
  before: WorkbookReading | ResultJson,
  after: WorkbookReading | ResultJson,
  { standard, asOf, options = [] }: JudgedBy,
): Promise<Comparison> => {
  const [{ compareSides }, { sideOfComparedResult, sideOfWorkbook }, { ComparedResult }] = await Promise.all([
    import("./batch/compare.ts"),
    import("./batch/comparison-side.ts"),
    import("./model/rollup.ts"),
  ]);
  const side = (of: WorkbookReading | ResultJson) => {
    if (!("findings" in of)) return sideOfWorkbook(of.file, of, { standard, asOf, options });
    const parsed = ComparedResult.safeParse(of);
    const file = of.source?.file ?? "-";
    if (parsed.success) return sideOfComparedResult(file, parsed.data, standard);
    throw new AuditError({ code: "comparison-input-invalid", file }, { cause: parsed.error });
  };
  return compareSides(side(before), side(after));
};

/** A ledger brought up to date. */
export interface KeptLedger {
  /** Null where nothing in it changes. */
  readonly bytes: Uint8Array | null;
  readonly account: Omit<LedgerAccount, "file">;
}

/**
 * The ledger of shortfalls (销号台账) after an audit: a new one, or the one that is there with the program's own columns
 * brought up to date and everything of people's as it was.
 *
 * @param before the ledger as it is, its path or its bytes; null for none yet.
 * @param result by `standard`; `plan`: the plan whose measures go into blank cells.
 * @throws AuditError `output-not-own`, `ledger-sheet-missing`, `ledger-columns`, `ledger-county` and `ledger-of-others` for what is
 *   no ledger of this county, and as `readWorkbook` does for a file that cannot be read.
 */
export const ledger = async (
  before: WorkbookSource | null,
  result: AuditResult,
  {
    standard,
    plan: measures = null,
    limits = {},
  }: {
    readonly standard: StandardDocument;
    readonly plan?: Pick<Plan, "actions"> | null;
    readonly limits?: Partial<ReadLimits>;
  },
): Promise<KeptLedger> => {
  const [{ readLedger }, { bringUpToDate }, { findingParts }] = await Promise.all([
    import("./cycle/ledger-book.ts"),
    import("./cycle/ledger-update.ts"),
    import("./report/finding-parts.ts"),
  ]);
  const old = before === null ? null : await bytesOf(before, limits);
  const book =
    old === null ? null : readLedger(await readRawWorkbook(Buffer.from(old.bytes), { file: old.file, limits }));
  const { asOf, options } = result.standard;
  const resolved = resolveStandard(standard, { asOf, options });
  const indicators = new Set(resolved.indicators.map(({ id }) => id));
  const run = bringUpToDate(book, result, { indicators, partOf: findingParts(resolved), plan: measures });
  const account = { ...run.account, created: book === null };
  if (old === null) {
    const { newLedgerBook } = await import("./report/ledger/book.ts");
    return { bytes: newLedgerBook(run.added, run.run), account };
  }
  const isSame = (list: { readonly length?: number; readonly size?: number }): boolean => !(list.length ?? list.size);
  if ([...run.cells.values(), ...run.hidden.values()].every(isSame)) return { bytes: null, account };
  const { patchWorkbook } = await import("./workbook/patch.ts");
  const patch = { cells: run.cells, heights: run.heights, hidden: run.hidden, sources: null };
  return { bytes: await patchWorkbook(old.bytes, patch, { file: old.file, limits }), account };
};

/**
 * The national application form (表Ⅰ–表Ⅵ) as a workbook, and what stays blank in it and why. `result` is by the national
 * standard, which the form is of.
 */
export const form = async (result: AuditResult): Promise<Form> => (await import("./report/form.ts")).renderForm(result);

export interface BatchRunOptions extends JudgedBy {
  /** What the counties' own names of sheets, columns and items mean. */
  readonly map?: ColumnMap;
  readonly waivers?: Waivers;
  /** Counties audited at a time; as many as there are cores where left out. */
  readonly jobs?: number;
  /** Seconds that one county may take; 120 where left out. */
  readonly timeout?: number;
  /** Language of why a file cannot be audited. */
  readonly lang?: Lang;
  readonly limits?: Partial<ReadLimits>;
  /** Told of each county as it is finished, in whatever order. */
  readonly onCounty?: (county: CountySummary) => void;
}

/** What a batch comes to. */
export interface BatchRun {
  readonly rollup: Rollup;
  /** As the lines of `results.ndjson`, by path. A file that could not be audited is among them, with its error. */
  readonly counties: readonly CountySummary[];
}

/**
 * Audits every county workbook in folders, patterns, lists and files, several at a time in processes of their own. One bad
 * file never stops the rest. Nothing is written.
 *
 * @throws AuditError `file-missing`, `file-unreadable`, `no-workbooks` for what names nothing, `option-unknown`.
 */
export const runBatch = async (
  given: readonly string[],
  { standard, asOf, options = [], lang = "zh", limits = {}, jobs, timeout, onCounty, ...terms }: BatchRunOptions,
): Promise<BatchRun> => {
  const [{ cores, runBatch: run }, { discover }] = await Promise.all([
    import("./batch/index.ts"),
    import("./batch/discover.ts"),
  ]);
  // What is wrong with the options is said before a county is looked at.
  resolveStandard(standard, { asOf: asOf ?? standard.edition, options });
  const lines: string[] = [];
  const outcome = await run(
    {
      terms: { standard, asOf: asOf ?? null, options, limits, lang, formats: [], ...terms },
      discovery: await discover(given),
      previous: new Map(),
      shard: null,
      resume: false,
      baseline: null,
      jobs: jobs ?? cores(),
      timeout: timeout ?? USUAL_SECONDS.county,
      describe: (detail: AuditErrorDetail) => safeText(auditErrorText(detail, lang).trim()),
      progress: ({ finished }) => {
        if (finished !== null) onCounty?.(finished);
      },
    },
    {
      async *kept() {},
      keep: async (line) => lines.push(line) - 1,
      lineAt: async (place) => lines[place as number]!,
      writeReport: async () => {},
      hasReport: async () => false,
    },
  );
  const counties: CountySummary[] = [];
  for await (const line of outcome.lines()) counties.push(JSON.parse(line));
  return { rollup: outcome.rollup, counties };
};
