/** What names a county: its 行政区划代码 and its name, as its workbook has them; null for what it does not say. */
export interface CountyNames {
  readonly code: string | null;
  readonly name: string | null;
}

/**
 * What is said of one county among several, by its code, else by its name; null for nothing. A code is one county's, and a
 * name may be that of several: what is said by name holds for those of which nothing is said by code.
 */
export const ownOf = <T extends { readonly named: string }>(
  counties: readonly T[],
  { code, name }: CountyNames,
): T | null => counties.find(({ named }) => named === code) ?? counties.find(({ named }) => named === name) ?? null;
