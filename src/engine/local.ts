import type { Finding, LocalStanding, Note } from "../model/result.ts";
import type { OwnQuantity, Standard } from "../model/standard.ts";
import { indicatorRef } from "./context.ts";

/** The findings of a regional standard with what only it knows: units of its own quantities, and its remarks. */
export const withLocalTerms = (findings: readonly Finding[], { local }: Standard): readonly Finding[] => {
  if (local === null) return findings;
  const looser = new Map(local.looser.map(({ indicator, remark }) => [indicator, remark]));
  const own = (key: string): OwnQuantity | undefined =>
    Object.hasOwn(local.quantities, key) ? local.quantities[key] : undefined;
  return findings.map((finding) => {
    const { working, gap, indicator } = finding;
    const notes: Note[] = [...finding.notes];
    const less = looser.get(indicator.id);
    const remark = Object.hasOwn(local.remarks, indicator.id) ? local.remarks[indicator.id] : undefined;
    if (less !== undefined) notes.push({ code: "looser-than-national", remark: less });
    if (remark !== undefined) notes.push({ code: "clause-read", remark });
    const inputs = working.inputs.map((input) =>
      input.unit === "" ? { ...input, unit: own(input.quantity)?.unit ?? "" } : input,
    );
    const unit = gap?.unit === "" ? (inputs.find((input) => input.cell === gap.cell)?.unit ?? "") : gap?.unit;
    return {
      ...finding,
      notes,
      working: { ...working, inputs },
      gap: gap === null || unit === undefined ? gap : { ...gap, unit },
    };
  });
};

/** What a report says of the local standard itself; null for a standard that extends none. */
export const localStanding = ({ local, indicators, asOf }: Standard): LocalStanding | null =>
  local === null
    ? null
    : {
        expires: local.expires,
        phases: local.phases
          .filter((phase) => phase.from <= asOf && asOf <= phase.to)
          .map(({ name, to }) => ({ name, to })),
        looser: local.looser.flatMap(({ indicator: id, remark }) => {
          const indicator = indicators.find((each) => each.id === id);
          return indicator === undefined ? [] : [{ indicator: indicatorRef(indicator), remark }];
        }),
        silent: local.silent,
        quantities: local.quantities,
      };
