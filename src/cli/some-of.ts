import type { Lang } from "../report/wording/language.ts";

const NAMED = 10;

/** The first names of a list, and how many it has where they are more. */
export const someOf = (names: readonly string[], lang: Lang): string => {
  const shown = names.slice(0, NAMED).join(lang === "zh" ? "、" : ", ");
  if (names.length <= NAMED) return shown;
  return lang === "zh" ? `${shown} 等 ${names.length} 个` : `${shown} and ${names.length - NAMED} more`;
};
