/** A process that runs cases: told a seed, it answers with what came of it. Whoever asks watches the time. */

import { DEMO_COUNTY } from "../../fixtures/demo-county.ts";
import { everyType, threeSchools } from "../../fixtures/generated.ts";
import type { Sheet } from "../../fixtures/sheets.ts";
import { stageRowSheets, stageSheets } from "../../fixtures/write-by-stage.ts";
import { nationalFormSheets } from "../../fixtures/write-national-form.ts";
import { nativeSheets } from "../../fixtures/write-native.ts";
import { auditReading } from "../../src/audit-workbook.ts";
import { errorMessage } from "../../src/cli/error-text.ts";
import { readWorkbook } from "../../src/county-workbook.ts";
import { AuditError } from "../../src/errors.ts";
import type { WorkbookReading } from "../../src/model/county.ts";
import type { AuditResult } from "../../src/model/result.ts";
import { annotationOf } from "../../src/report/annotation.ts";
import { REPORTERS, whole } from "../../src/report/index.ts";
import { renderValidateListing } from "../../src/report/validate-listing.ts";
import { standardSpeaker } from "../../src/report/wording.ts";
import { standardOf } from "../../src/standard/index.ts";
import { annotateWorkbook } from "../../src/workbook/annotate.ts";
import { writeWorkbook } from "../bench/write-workbook.ts";
import { UNSAFE } from "../report/hostile.ts";
import { type Base, MUTATIONS, type Mutated } from "./mutations.ts";
import { type Random, randomFrom } from "./random.ts";

export interface Outcome {
  readonly seed: number;
  readonly base: string;
  readonly mutation: string;
  readonly note: string;
  readonly result: "audited" | "refused" | "fault";
  /** Code of the refusal, or what is wrong. */
  readonly detail: string;
  readonly milliseconds: number;
}

const AS_OF = "2025-12-10";
const standard = standardOf("national-2017");

const base = (name: string, sheets: readonly Sheet[], native = false): Base => ({
  name,
  sheets,
  native,
  bytes: writeWorkbook(sheets),
});

const BASES: readonly Base[] = [
  base("three schools", nativeSheets(threeSchools()), true),
  base("every type", nativeSheets(everyType()), true),
  base("demo", nativeSheets(DEMO_COUNTY), true),
  base("stage rows", stageRowSheets(threeSchools())),
  base("stage sheets", stageSheets(everyType())),
  base("national form", nationalFormSheets(DEMO_COUNTY)),
];

interface Audited {
  readonly kind: "audited";
  readonly reading: WorkbookReading;
  readonly result: AuditResult;
}
type Answer = Audited | { readonly kind: "refused"; readonly code: string };

/** @throws whatever is no refusal. */
const audit = async (bytes: Buffer): Promise<Answer> => {
  try {
    const reading = await readWorkbook(bytes, { standard, file: "county.xlsx" });
    return { kind: "audited", reading, result: auditReading(reading, { standard, asOf: AS_OF }) };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    for (const lang of ["zh", "en"] as const) {
      const sentence = errorMessage(error, lang, false);
      if (sentence.trim().length < 10 || UNSAFE.test(sentence)) throw new Error(`a bad sentence: ${sentence}`);
    }
    return { kind: "refused", code: error.detail.code };
  }
};

/** The terminal report always, the others in turn, those that are slow to write now and then. */
const render = async ({ reading, result }: Audited, bytes: Buffer, random: Random): Promise<void> => {
  const lang = random.pick(["zh", "en"] as const);
  for (const reporter of Object.values(REPORTERS)) {
    if (reporter.id !== "terminal" && random.below(reporter.binary ? 60 : 4) !== 0) continue;
    const rendered = whole(await reporter.render(result, { lang, width: 80 }), reporter.id);
    if (reporter.id === "terminal" && UNSAFE.test(String(rendered))) throw new Error("the terminal report is unsafe");
  }
  const error = reading.problems.filter(({ severity }) => severity === "error").length;
  const counts = { error, warning: reading.problems.length - error };
  const listing = renderValidateListing({ ...reading, counts, standard }, { lang, width: 80 });
  if (UNSAFE.test(listing)) throw new Error("the list of problems is unsafe");
  if (random.below(6) !== 0) return;
  const annotation = annotationOf(reading.problems, counts, standardSpeaker(standard, lang));
  const copy = await annotateWorkbook(bytes, annotation.marks, annotation.listing, { file: "county.xlsx" });
  const again = await readWorkbook(copy.bytes, { standard, file: "county.xlsx" });
  if (JSON.stringify(again.county) !== JSON.stringify(reading.county))
    throw new Error("the annotated copy reads otherwise");
};

/** Every value by its path, without the places where they stand. */
const figuresOf = (value: unknown, path: string, into: Map<string, string>): void => {
  if (typeof value !== "object" || value === null) {
    into.set(path, JSON.stringify(value) ?? "undefined");
    return;
  }
  for (const [key, inside] of Object.entries(value)) {
    if (key !== "cell" && key !== "state" && key !== "id") figuresOf(inside, `${path}/${key}`, into);
  }
};

const schoolFigures = ({ reading }: Audited): Map<string, Map<string, string>> => {
  const found = new Map<string, Map<string, string>>();
  for (const school of reading.county.schools) {
    const figures = new Map<string, string>();
    figuresOf({ ...school, rooms: null, stages: stagesOf(school) }, "", figures);
    found.set(school.name, figures);
  }
  return found;
};

/** Lists of classes may be gone with their sheet; what they override is in the values. */
const stagesOf = (school: WorkbookReading["county"]["schools"][number]) =>
  Object.fromEntries(Object.entries(school.stages).map(([stage, { values, stated }]) => [stage, { values, stated }]));

/** What a result says, places and the file's digest apart. */
const findingsOf = ({ result }: Audited): string =>
  JSON.stringify(
    [
      result.verdict,
      result.findings.map(({ id, subject, status, value, gap }) => [id, { ...subject, id: null }, status, value, gap]),
      result.dispersion.map(({ indicator, stage, cv, status }) => [indicator, stage, cv, status]),
    ],
    (key, value) => (key === "cell" ? null : value),
  );

const compare = (before: Audited, after: Answer, { expectation, touched = [] }: Mutated): string | null => {
  if (expectation === "any") return null;
  if (after.kind === "refused") return expectation === "same" ? `refused: ${after.code}` : null;
  if (expectation === "same" || expectation === "same-or-refused") {
    return findingsOf(before) === findingsOf(after) ? null : "the audit is another";
  }
  const [old, now] = [schoolFigures(before), schoolFigures(after)];
  for (const [name, figures] of old) {
    const found = now.get(name);
    if (expectation === "others-same") {
      if (touched.includes(name)) continue;
      if (found === undefined) return `${name} is gone`;
    }
    if (found === undefined) continue;
    for (const [path, value] of figures) {
      const other = found.get(path);
      if (other === value) continue;
      if (expectation === "same-or-missing" && (other === undefined || other === "null")) continue;
      return `${name} ${path} was ${value}, is ${other}`;
    }
  }
  return null;
};

const weighted = Object.entries(MUTATIONS).flatMap(([name, { weight }]) => Array<string>(weight).fill(name));
const originals = new Map<string, Audited>();

export const runCase = async (seed: number): Promise<Outcome> => {
  const random = randomFrom(seed * 2_654_435_761);
  const from = random.pick(BASES);
  const mutation = random.pick(weighted);
  const start = performance.now();
  let note = "";
  const outcome = (result: Outcome["result"], detail: string): Outcome => ({
    seed,
    base: from.name,
    mutation,
    note,
    result,
    detail,
    milliseconds: performance.now() - start,
  });
  try {
    let before = originals.get(from.name);
    if (before === undefined) {
      const answer = await audit(from.bytes);
      if (answer.kind === "refused") return outcome("fault", `the unchanged workbook is refused: ${answer.code}`);
      before = answer;
      originals.set(from.name, before);
    }
    const mutated = await MUTATIONS[mutation]!.mutate(from, random);
    note = mutated.note;
    const answer = await audit(mutated.bytes);
    const fault = compare(before, answer, mutated);
    if (fault !== null) return outcome("fault", fault);
    if (answer.kind === "refused") return outcome("refused", answer.code);
    await render(answer, mutated.bytes, random);
    return outcome("audited", answer.result.verdict);
  } catch (error) {
    return outcome("fault", error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
};

process.on("message", async (seed: number) => {
  process.send?.(await runCase(seed));
});
