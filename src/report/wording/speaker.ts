import type { AuditResult } from "../../model/result.ts";
import type { StandardDocument } from "../../model/standard.ts";
import { aside, type Lang, listed } from "./language.ts";

/** What a plan calls a figure of its own in English; `staged` where each stage has one. */
interface OwnName {
  readonly en: string;
  readonly staged: boolean;
}

/**
 * Who words one rendering: its language, and what its standard calls its own columns, items and milestones. Made once for
 * a rendering and handed to every sentence, so that two renderings at one time never mix their words.
 */
export interface Speaker {
  readonly lang: Lang;
  /** Whether cells are named: analysts look them up, a paper that is read aloud says what they hold. */
  readonly cells: boolean;
  /** By the names' Chinese, which is their key in results. */
  readonly ownNames: ReadonlyMap<string, OwnName>;
}

interface Milestone {
  readonly name: { readonly zh: string; readonly en: string };
  readonly years: readonly number[];
}

const speakerFor = (
  quantities: Readonly<Record<string, { readonly labelEn: string; readonly level: string }>>,
  milestones: readonly Milestone[],
  lang: Lang,
): Speaker => ({
  lang,
  cells: true,
  ownNames: new Map([
    ...Object.entries(quantities).map(([key, { labelEn, level }]): [string, OwnName] => [
      key,
      { en: labelEn, staged: level === "stage" },
    ]),
    ...milestones.flatMap(({ name, years }): [string, OwnName][] => [
      [name.zh, { en: name.en, staged: false }],
      ...years.map((year): [string, OwnName] => [
        `${name.zh}（${year}年完成）`,
        { en: `${name.en} (done in ${year})`, staged: false },
      ]),
    ]),
  ]),
});

/** Words a result in the terms of the standard that it was judged by. */
export const speakerOf = ({ local, milestones }: Pick<AuditResult, "local" | "milestones">, lang: Lang): Speaker =>
  speakerFor(
    local?.quantities ?? {},
    milestones.map(({ name, year }) => ({ name, years: [year] })),
    lang,
  );

/** The same without any cell, for papers. */
export const paperSpeakerOf = (result: Pick<AuditResult, "local" | "milestones">, lang: Lang): Speaker => ({
  ...speakerOf(result, lang),
  cells: false,
});

/** Words a standard itself, or what was found in a workbook that is read by it. */
export const standardSpeaker = (
  { local, indicators }: Pick<StandardDocument, "local" | "indicators">,
  lang: Lang,
): Speaker =>
  speakerFor(
    local?.quantities ?? {},
    indicators.flatMap(({ name, checks }) =>
      checks.flatMap((check) =>
        check.kind === "milestone" ? [{ name, years: check.steps.map(({ year }) => year) }] : [],
      ),
    ),
    lang,
  );

/** Words by the dictionary alone, for what is judged by the national standard or by none. */
export const plainSpeaker = (lang: Lang): Speaker => speakerFor({}, [], lang);

/** Where something stands, in brackets behind what it is; nothing where there is no cell, or none is named. */
export const cellAside = (
  cells: string | null | readonly string[],
  { lang, cells: named }: Pick<Speaker, "lang" | "cells">,
): string => {
  const list = cells === null ? [] : typeof cells === "string" ? [cells] : cells;
  return !named || list.length === 0 ? "" : aside(listed(list, lang), lang);
};
