import type { Finding } from "../../model/result.ts";
import type { Sourced } from "../../model/school.ts";
import {
  aside,
  clauses,
  type Lang,
  listed,
  openPartText,
  quantityLabel,
  reasonText,
  settleText,
  type Words,
} from "../wording.ts";
import { inBothLanguages } from "./words.ts";

/** A place of the form that stays empty because the workbook does not say, and what would fill it. */
export interface FormBlank {
  /** Sheet of the form. */
  readonly table: string;
  /** Address on that sheet. */
  readonly cell: string;
  /** What the form asks there. */
  readonly item: string;
  /** What is missing in the workbook, and where. */
  readonly reason: string;
  /** The same two in English; the form itself is in Chinese. */
  readonly en: { readonly item: string; readonly reason: string };
}

/** Where a printed figure would speak against its answer, or what an answer rests on. */
export interface FormRemark {
  readonly table: string;
  readonly cell: string;
  readonly text: string;
}

export const blankAt = (table: string, cell: string, item: Words, reason: Words): FormBlank => ({
  table,
  cell,
  item: item.zh,
  reason: reason.zh,
  en: { item: item.en, reason: reason.en },
});

/** A figure for the form: a number, or why there is none. */
export type Figure = { readonly value: number } | { readonly value: null; readonly reason: Words };

export const known = (value: number): Figure => ({ value });
export const missing = (reason: Words): Figure => ({ value: null, reason });
/** Of a school: what is missing in its row. */
export const missingOf = (school: string | null, { zh, en }: Words): Figure =>
  missing({ zh: `${school ?? ""}${zh}`, en: school === null ? en : `${school}: ${en}` });

const STATES = {
  given: { zh: "", en: "" },
  blank: { zh: "未填", en: ": blank" },
  invalid: { zh: "填写有误，已搁置", en: ": wrongly filled in, set aside" },
  absent: { zh: "工作簿没有这一项", en: ": the workbook has no such column or row" },
} as const satisfies Readonly<Record<Sourced<unknown>["state"], Words>>;

/** The figure of one cell of the workbook. `key` is of the dictionary. */
export const figureOf = (source: Sourced<number> | undefined, key: string): Figure => {
  if (source !== undefined && source.value !== null) return known(source.value);
  return missing(
    inBothLanguages((speaker) => {
      const { lang } = speaker;
      const place = source?.cell == null ? "" : aside(source.cell, lang);
      return `${quantityLabel(key, null, speaker)}${place}${STATES[source?.state ?? "absent"][lang]}`;
    }),
  );
};

/** Places that a reason names before it says how many there are. */
const PLACES_NAMED = 3;
const placesMore = (count: number, lang: Lang): string =>
  count <= PLACES_NAMED ? "" : lang === "zh" ? `等 ${count} 处` : ` and others, ${count} places in all`;

/** The sum of figures, unknown as soon as one of them is. */
export const sumOf = (figures: readonly Figure[]): Figure => {
  const reasons = figures.flatMap((figure) => (figure.value === null ? [figure.reason] : []));
  if (reasons.length > 0) {
    return missing(
      inBothLanguages(({ lang }) => {
        const named = reasons.slice(0, PLACES_NAMED).map((reason) => reason[lang]);
        return listed(named, lang) + placesMore(reasons.length, lang);
      }),
    );
  }
  return known(figures.reduce((sum, figure) => sum + (figure.value ?? 0), 0));
};

/** Why a finding has no answer, and what would settle it. */
export const openReason = (finding: Finding): Words =>
  inBothLanguages((speaker) =>
    clauses([reasonText(finding, speaker), settleText(finding, speaker.lang)], speaker.lang),
  );

/** Why an item has no answer: for one that sums others up, what is open in them. */
export const openItemReason = (required: Finding, all: readonly Finding[]): Words => {
  if (required.check !== "rollup") return openReason(required);
  const open = all.filter((each) => each !== required && each.status === "unknown");
  return inBothLanguages((speaker) => {
    const { lang } = speaker;
    const named = open.slice(0, PLACES_NAMED).map((each) => openPartText(each, speaker));
    return clauses(named, lang) + placesMore(open.length, lang);
  });
};

/** n ÷ of in percent with one decimal, halves away from zero; `of` is above 0. */
export const percentText = (part: number, of: number): string => {
  const tenths = (BigInt(part) * 2000n + BigInt(of)) / (2n * BigInt(of));
  return `${tenths / 10n}.${tenths % 10n}`;
};
