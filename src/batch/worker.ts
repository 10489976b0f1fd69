/** What a worker process does with each county: read, audit, render. */
import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { auditReading } from "../audit-workbook.ts";
import { type ReadOptions, readWorkbook } from "../county-workbook.ts";
import { matchWaivers } from "../engine/waivers.ts";
import { AuditError, type AuditErrorDetail } from "../errors.ts";
import { countyCodeIn, countyNameIn } from "../model/county.ts";
import type { AuditResult } from "../model/result.ts";
import { DEFAULT_LIMITS, type ReadLimits, readFileBytes } from "../package/read.ts";
import { reporterFor, whole } from "../report/index.ts";
import { resolveStandard } from "../standard/resolve.ts";
import { createDictionaries, type Dictionaries } from "../workbook/fields.ts";
import { ownOf } from "./own-county.ts";
import { outcomeKey, rulesOf, summaryOf, termsDigest } from "./summary.ts";
import { type CountyReport, LIFELINE, type Order, type Outcome, type Task, type Terms, waiversOf } from "./task.ts";

/** What the counties of this process are audited by, with what follows from it alone. */
interface AuditSetup {
  readonly terms: Terms;
  readonly digest: string;
  readonly limits: ReadLimits;
  readonly dictionaries: Dictionaries;
  /** Digests of the rules in force on a day with the options opted in to, by the indicator's id. */
  rulesOn(asOf: string, options: readonly string[]): ReadonlyMap<string, string>;
}

const newAuditSetup = (terms: Terms): AuditSetup => {
  const rulesByDate = new Map<string, ReadonlyMap<string, string>>();
  return {
    terms,
    digest: termsDigest(terms),
    limits: { ...DEFAULT_LIMITS, ...terms.limits },
    dictionaries: createDictionaries(),
    rulesOn(asOf, options) {
      const key = [asOf, ...options].join(" ");
      let rules = rulesByDate.get(key);
      if (rules === undefined) {
        rules = rulesOf(resolveStandard(terms.standard, { asOf, options }));
        rulesByDate.set(key, rules);
      }
      return rules;
    },
  };
};

const reportsOf = async (result: AuditResult, { formats, lang }: Terms): Promise<CountyReport[]> => {
  const reports: CountyReport[] = [];
  for (const format of formats) {
    const reporter = reporterFor(format)!;
    const content = whole(await reporter.render(result, { lang }), format);
    reports.push({ extension: reporter.extensions[0] ?? `.${format}.txt`, content });
  }
  return reports;
};

/** Messages name the file as the batch does, whatever the folder it was read from. */
const named = (detail: AuditErrorDetail, file: string): AuditErrorDetail =>
  "file" in detail && detail.code !== "side-file-invalid" ? { ...detail, file } : detail;

/** Last year's workbook, the digest of which is part of the outcome's key. @throws AuditError that names its path. */
const previousOf = async (
  path: string,
  limit: number,
): Promise<{ readonly sha256: string; readonly bytes: Uint8Array }> => {
  const bytes = await readFileBytes(path, limit);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
};

/** What last year's workbook says of the county; nothing where it holds others only. */
const lastYear = async (bytes: Uint8Array, options: ReadOptions): Promise<Pick<ReadOptions, "previous">> => {
  try {
    return { previous: (await readWorkbook(bytes, options)).county };
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "county-unknown") return {};
    throw error;
  }
};

/** Audits one county. Whatever its workbook holds, the answer says what became of it. */
const audit = async (
  { path, file, map, county, previous, known }: Task,
  { terms, digest, limits, dictionaries, rulesOn }: AuditSetup,
): Promise<Outcome> => {
  let sha256: string | null = null;
  let key: string | null = null;
  // Whose fault an error is: the county's own file, or last year's.
  let subject = file;
  try {
    const bytes = await readFileBytes(path, limits.fileBytes);
    sha256 = createHash("sha256").update(bytes).digest("hex");
    subject = previous ?? file;
    const last = previous === undefined ? null : await previousOf(previous, limits.fileBytes);
    key = outcomeKey(sha256, digest, last?.sha256 ?? null, { map, county });
    if (key === known) return { kind: "unchanged" };
    const { standard, options } = terms;
    const names = map ?? terms.map;
    const own = {
      limits,
      standard,
      dictionaries,
      ...(names === undefined ? {} : { map: names }),
      ...(county === undefined ? {} : { county }),
    };
    const before = last === null ? {} : await lastYear(last.bytes, { file: subject, ...own });
    subject = file;
    const read = await readWorkbook(bytes, { file, ...own, ...before });
    const mine = ownOf(terms.counties ?? [], {
      code: countyCodeIn(read.county.profile),
      name: countyNameIn(read.county.profile),
    });
    // Its own map explains what the map of all left open.
    const reading =
      mine?.map === undefined ? read : await readWorkbook(bytes, { file, ...own, ...before, map: mine.map });
    const config = mine?.config ?? terms.config ?? null;
    const audited = auditReading(reading, {
      standard,
      options: mine?.options ?? options,
      ...(terms.asOf === null ? {} : { asOf: terms.asOf }),
      config,
    });
    const waivers = mine?.waivers ?? terms.waivers;
    // What matches nothing in this county may in another: the batch tells it at its end.
    const { result, matched, ambiguous } =
      waivers === undefined ? { result: audited, matched: [], ambiguous: [] } : matchWaivers(audited, waivers);
    const first =
      mine?.waivers === undefined ? 0 : (waiversOf(terms) ?? []).findIndex(({ settings }) => settings === mine.named);
    const placed = (at: number): number => first + at;
    const summary = summaryOf(result, {
      file,
      key,
      rules: rulesOn(result.standard.asOf, result.standard.options),
      countyCode: countyCodeIn(reading.county.profile),
      waivers: matched.map(placed),
      ambiguousWaivers: ambiguous.map(placed),
    });
    return { kind: "audited", line: JSON.stringify(summary), reports: await reportsOf(result, terms) };
  } catch (error) {
    if (error instanceof AuditError && error.detail.code === "counties-several" && subject === file) {
      const { counties } = error.detail;
      const withSchools = counties.filter(({ schools }) => schools > 0);
      return { kind: "several", counties: (withSchools.length > 0 ? withSchools : counties).map(({ name }) => name) };
    }
    if (error instanceof AuditError) return { kind: "refused", detail: named(error.detail, subject), sha256, key };
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: "refused", detail: { code: "audit-bug", file, message }, sha256, key: null };
  }
};

// A county keeps the event loop waiting, so that a thread of its own sees to it that no worker outlives who started it.
const WATCH = `
  const { Socket } = require("node:net");
  const end = () => process.kill(process.pid, "SIGKILL");
  new Socket({ fd: ${LIFELINE}, readable: true, writable: false }).on("error", end).on("close", end).resume();
`;

/** Has this process audit what it is sent, one county after the other, until who started it ends it. */
export const runWorker = (): void => {
  // A county's objects are all of them gone when the next one comes. V8 would take those that it once saw in the middle of a
  // county for long-lived and put their like among the old ones from the start, where each holds others that are young.
  setFlagsFromString("--no-allocation-site-pretenuring");

  // An interrupt at the keyboard reaches every process, and the batch has a county to finish with.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.on("disconnect", () => process.exit());
  new Worker(WATCH, { eval: true, execArgv: [], env: {} }).unref();

  let setup: AuditSetup | null = null;
  process.on("message", async (message: Order) => {
    if ("terms" in message) {
      setup = newAuditSetup(message.terms);
      return;
    }
    process.send?.(await audit(message, setup!), undefined, undefined, () => {});
  });
};
