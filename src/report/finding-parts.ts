import type { Indicator, StandardDocument } from "../model/standard.ts";
import { besidePartText, checkPartText, LANGS, standardSpeaker, type Words } from "./wording.ts";

/** What an entry that is no finding is: a prerequisite, or a milestone's year; null for any other. */
export const besidePart = (id: string): Words | null => {
  const [own = "", check = "", detail = ""] = id.split("/");
  const [zh, en] = LANGS.map((lang) => besidePartText(own, check, detail, lang));
  return zh == null || en == null ? null : { zh, en };
};

/**
 * What a finding is of its indicator, by the finding's id: its check, or 整项 for what sums the others up. Null where the
 * indicator's name says it all.
 */
export const findingParts = (
  standard: Pick<StandardDocument, "local"> & { readonly indicators: readonly Indicator[] },
): ((id: string) => Words | null) => {
  const indicators = new Map(standard.indicators.map((indicator) => [indicator.id, indicator]));
  return (id) => {
    const [own = "", check = "", detail = ""] = id.split("/");
    const indicator = indicators.get(own);
    const beside = besidePart(id);
    if (indicator === undefined || beside !== null) return beside;
    const [zh, en] = LANGS.map((lang) =>
      checkPartText(
        indicator,
        check,
        detail,
        standardSpeaker({ local: standard.local, indicators: [indicator] }, lang),
      ),
    );
    return zh == null || en == null ? null : { zh, en };
  };
};
