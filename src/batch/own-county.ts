import { AuditError } from "../errors.ts";

/**
 * What is said of one county among several, by its 行政区划代码 or by its name as its workbook has it; null for nothing.
 *
 * @param file the settings file that says it.
 * @throws AuditError `side-file-invalid` where it is said under both: nobody could tell which is meant.
 */
export const ownOf = <T extends { readonly named: string }>(
  counties: readonly T[],
  { code, name }: { readonly code: string | null; readonly name: string | null },
  file: string,
): T | null => {
  const [own = null, other] = counties.filter(({ named }) => named === code || named === name);
  if (own === null || other === undefined) return own;
  const message = `${own.named} 和 ${other.named} 是同一个县，请合成一项`;
  const en = `${own.named} and ${other.named} are one county; make them one`;
  throw new AuditError({ code: "side-file-invalid", file, faults: [{ path: "counties", message, en }] });
};
