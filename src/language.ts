/** Language of the words. Ids, codes and units' meaning do not depend on it. */
export const LANGS = ["zh", "en"] as const;
export type Lang = (typeof LANGS)[number];

/** One meaning in each language. */
export type Words = Readonly<Record<Lang, string>>;

/** Chinese lists end with 、 and English ones with commas. */
export const listed = (items: readonly string[], lang: Lang): string => items.join(lang === "zh" ? "、" : ", ");

/** Clauses of one sentence, without its full stop. */
export const clauses = (parts: readonly (string | null)[], lang: Lang): string =>
  parts.filter((part): part is string => part !== null && part !== "").join(lang === "zh" ? "；" : "; ");

/** Foreign text within a sentence. */
export const quoted = (text: string, lang: Lang): string => (lang === "zh" ? `“${text}”` : `"${text}"`);

/** Something said beside the main thing, in the language's brackets. */
export const aside = (text: string, lang: Lang): string => (lang === "zh" ? `（${text}）` : ` (${text})`);

/** English needs the number of the noun; Chinese does not. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What something is called, and what is said of it. */
export const labelled = (label: string, text: string, lang: Lang): string =>
  `${label}${lang === "zh" ? "：" : ": "}${text}`;
