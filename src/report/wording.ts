/**
 * Every word that a report says, in one place: exhaustive records typed by the unions of `model/`, so that a code
 * without its sentence does not compile. Reports lay these out; they hold no sentence of their own.
 *
 * Texts may hold names and raw cells from a workbook as they are: whoever prints them makes them safe
 * (`text-safety.ts`), since each medium needs its own escape.
 */
export * from "./wording/account.ts";
export * from "./wording/batch.ts";
export * from "./wording/fields.ts";
export * from "./wording/findings.ts";
export * from "./wording/formulas.ts";
export * from "./wording/headings.ts";
export * from "./wording/language.ts";
export * from "./wording/numbers.ts";
export * from "./wording/opening.ts";
export * from "./wording/page.ts";
export * from "./wording/paper.ts";
export * from "./wording/problems.ts";
export * from "./wording/reading.ts";
export * from "./wording/school-page.ts";
export * from "./wording/shortfalls.ts";
export * from "./wording/speaker.ts";
export * from "./wording/standard.ts";
export * from "./wording/verdict.ts";
export * from "./wording/words.ts";
