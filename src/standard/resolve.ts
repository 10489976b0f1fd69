import { AuditError, type SourceFault } from "../errors.ts";
import type { Check, Standard, StandardDocument, StandardOption } from "../model/standard.ts";
import { nearest } from "../nearest.ts";

export interface ResolveOptions {
  /** ISO date by whose values is judged. */
  readonly asOf: string;
  /** Ids of the named options opted in to. */
  readonly options?: readonly string[];
}

const inForce = (entry: { from: string | null; to: string | null }, asOf: string): boolean =>
  (entry.from === null || entry.from <= asOf) && (entry.to === null || asOf <= entry.to);

/** Two requirements of equal rank for one thing: nobody can say which counts. */
const refuseEquals = (document: StandardDocument, asOf: string, chosen: readonly StandardOption[]): void => {
  const faults: SourceFault[] = [];
  const replacements = chosen.flatMap((option) =>
    option.kind === "requirement" && inForce(option, asOf) ? [option] : [],
  );
  for (const [index, option] of replacements.entries()) {
    const equal = replacements.find(
      (other, before) => before < index && other.indicator === option.indicator && other.check.id === option.check.id,
    );
    if (equal === undefined) continue;
    faults.push({
      path: option.id,
      message: `与 ${equal.id} 都改动 ${option.indicator} 的同一项要求，两者同样有效；请只选一个`,
      en: `changes the same requirement of ${option.indicator} as ${equal.id}, and both count the same; choose one`,
    });
  }
  for (const { id, checks } of document.indicators) {
    const current = checks.filter((check) => inForce(check, asOf)).map((check) => check.id);
    for (const repeated of new Set(current.filter((each, index) => current.indexOf(each) !== index))) {
      faults.push({
        path: `${id}/${repeated}`,
        message: `在 ${asOf} 有两个版本有效；请用 from、to 把日期分开`,
        en: `has two versions in force on ${asOf}; set from and to apart`,
      });
    }
  }
  if (faults.length > 0) throw new AuditError({ code: "standard-invalid", source: document.id, faults });
};

/** Of each standard, what was made of it last; a batch judges thousands of counties by the same. */
const latest = new WeakMap<StandardDocument, { readonly key: string; readonly standard: Standard }>();

/**
 * A standard ready to judge by: of every requirement the version in force on `asOf`, with the chosen options applied.
 * A relaxation past its last day applies all the same, marked `lapsed`; one before its first day does not.
 *
 * @throws AuditError `option-unknown` for an id that the standard does not have, `as-of-before-standard` when an
 *   indicator has no requirement in force, `standard-invalid` when two of equal rank are.
 */
export const resolveStandard = (document: StandardDocument, { asOf, options = [] }: ResolveOptions): Standard => {
  const key = [asOf, ...options].join(" ");
  const known = latest.get(document);
  if (known?.key === key) return known.standard;
  const standard = resolved(document, asOf, options);
  latest.set(document, { key, standard });
  return standard;
};

const resolved = (document: StandardDocument, asOf: string, options: readonly string[]): Standard => {
  const known = document.options.map((option) => option.id);
  for (const id of options) {
    if (!known.includes(id)) throw new AuditError({ code: "option-unknown", id, known, nearest: nearest(id, known) });
  }
  const chosen = document.options.filter((option) => options.includes(option.id));
  refuseEquals(document, asOf, chosen);
  const replaced: { indicator: string; option: string; check: Check }[] = [];

  const indicators = document.indicators.map((indicator) => {
    const checks = indicator.checks.filter((check) => inForce(check, asOf));
    if (checks.length === 0) {
      const from = indicator.checks.map((check) => check.from ?? "").sort()[0] ?? "";
      throw new AuditError({ code: "as-of-before-standard", standard: document.id, asOf, from });
    }
    const applied = checks.map((check) => {
      let current: Check = check;
      for (const option of chosen) {
        if (option.kind !== "requirement" || option.indicator !== indicator.id) continue;
        if (option.check.id !== check.id || !inForce(option, asOf)) continue;
        replaced.push({ indicator: indicator.id, option: option.id, check: current });
        current = option.check;
      }
      return current;
    });
    return { ...indicator, checks: applied };
  });

  const relaxations = chosen.flatMap((option) =>
    option.kind === "relaxation" && (option.from === null || option.from <= asOf)
      ? [{ ...option, lapsed: option.to !== null && asOf > option.to }]
      : [],
  );
  const leftOut = chosen.flatMap((option) =>
    option.kind === "scope" && inForce(option, asOf) ? [{ ...option.excludes, citation: option.citation }] : [],
  );
  const alternatives = document.options.flatMap((option) =>
    option.kind === "requirement" && !options.includes(option.id)
      ? [{ indicator: option.indicator, option: option.id, check: option.check }]
      : [],
  );
  return {
    ...document,
    indicators,
    asOf,
    base: document.local?.base ?? null,
    options: chosen.map((option) => option.id),
    leftOut,
    relaxations,
    replaced,
    alternatives,
  };
};
