import { PARTS, type Part } from "../../model/parts.ts";
import type { Rollup, RollupCounty, RollupIndicator } from "../../model/rollup.ts";
import { aside, countyName, indicatorText, type Lang, NOTHING, partWord } from "../wording.ts";

/** What every roll-up shows, worked out in one place. */

/** Counties that were audited, the worst first. */
export const worstFirst = (counties: readonly RollupCounty[]): RollupCounty[] =>
  counties.filter(({ verdict }) => verdict !== null).sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0));

/** Required findings of a part that fall short or are unknown: `✗2 ?1`; ✓ for none, a dash where there was no audit. */
export const partCell = (county: RollupCounty, part: Part): string => {
  const count = county.parts?.[part];
  if (count === undefined) return NOTHING;
  if (count.fail + count.unknown === 0) return "✓";
  return [count.fail > 0 ? `✗${count.fail}` : "", count.unknown > 0 ? `?${count.unknown}` : ""]
    .filter(Boolean)
    .join(" ");
};

/** The parts that fall short or are unknown, in one cell. */
export const openParts = (county: RollupCounty, lang: Lang): string =>
  PARTS.map((part) => [part, partCell(county, part)] as const)
    .filter(([, text]) => /[✗?]/.test(text))
    .map(([part, text]) => `${partWord(part, lang)} ${text}`)
    .join(lang === "zh" ? "、" : ", ");

/** A county's name; with its file where two have it, or where one county is in two files. */
export const countyNamer = ({ counties }: Rollup, lang: Lang): ((county: RollupCounty) => string) => {
  const names = new Map<string, number>();
  for (const { county } of counties) if (county !== null) names.set(county, (names.get(county) ?? 0) + 1);
  return (county) =>
    (names.get(county.county ?? "") ?? 0) > 1 ? `${county.county}${aside(county.file, lang)}` : countyName(county);
};

/** 25/27: units that meet what is asked, of those that are judged; a dash where there was no audit. */
export const unitsMet = ({ units }: RollupCounty): string =>
  units === null ? NOTHING : `${units.pass}/${units.total}`;

/** Units of all counties that are judged, that fall short, and that blanks leave unknown. */
export const unitTotals = ({ counties }: Rollup): Readonly<Record<"total" | "pass" | "fail" | "unknown", number>> => {
  const sums = { total: 0, pass: 0, fail: 0, unknown: 0 };
  for (const { units } of counties) {
    if (units === null) continue;
    for (const key of ["total", "pass", "fail", "unknown"] as const) sums[key] += units[key];
  }
  return sums;
};

/** What needs of a roll-up are of, by the id of the indicator. */
export const indicatorsById = ({ standard }: Rollup): ReadonlyMap<string, RollupIndicator> =>
  new Map(standard.indicators.map((indicator) => [indicator.id, indicator]));

/** An indicator with its code; its id where the roll-up's standard does not have it. */
export const indicatorName = (id: string, indicators: ReadonlyMap<string, RollupIndicator>, lang: Lang): string => {
  const indicator = indicators.get(id);
  return indicator === undefined ? id : indicatorText(indicator, lang);
};

/** Needs with the indicators that they name. A county's standard may have one that the roll-up's does not: it has its id. */
export const named = <T extends { readonly indicator: string }>(
  needs: readonly T[],
  indicators: ReadonlyMap<string, RollupIndicator>,
): readonly (Omit<T, "indicator"> & { readonly indicator: Pick<RollupIndicator, "code" | "name"> })[] =>
  needs.map((need) => ({
    ...need,
    indicator: indicators.get(need.indicator) ?? {
      code: need.indicator,
      name: { zh: need.indicator, en: need.indicator },
    },
  }));

/** Names of counties that several files of different content have. */
export const sameNames = ({
  counties: all,
}: Rollup): readonly { readonly county: string; readonly files: readonly string[] }[] => {
  const byName = new Map<string, Map<string, string>>();
  for (const { county, file, sha256 } of all) {
    if (county === null) continue;
    const files = byName.get(county) ?? new Map<string, string>();
    // Copies are told apart already.
    if (!files.has(sha256 ?? file)) files.set(sha256 ?? file, file);
    byName.set(county, files);
  }
  return [...byName]
    .filter(([, files]) => files.size > 1)
    .map(([county, files]) => ({ county, files: [...files.values()] }));
};
