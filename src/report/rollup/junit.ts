import type { Rollup, RollupCounty } from "../../model/rollup.ts";
import { xmlText } from "../junit.ts";
import { configText, countsText, countyName, indicatorText, type Lang, statusWord } from "../wording.ts";

const lines = (county: RollupCounty, indicators: Rollup["standard"]["indicators"], lang: Lang): string =>
  indicators
    .flatMap((indicator, index) => {
      const status = county.indicators[index]?.status;
      return status === "fail" || status === "unknown"
        ? [xmlText(`${indicatorText(indicator, lang)}: ${statusWord(status, lang)}`)]
        : [];
    })
    .join("\n");

const caseOf = (county: RollupCounty, rollup: Rollup, lang: Lang): string => {
  const open = `    <testcase classname="${xmlText(county.file)}" name="${xmlText(countyName(county))}" time="0"`;
  const wrap = (tag: "failure" | "error", type: string, message: string, body: string): string =>
    `${open}>\n      <${tag} type="${type}" message="${xmlText(message)}">${body}</${tag}>\n    </testcase>`;
  if (county.error !== null) return wrap("error", county.error.code, county.error.text, xmlText(county.error.text));
  const { indicators } = rollup.standard;
  switch (county.verdict) {
    case "fail":
      return wrap("failure", "fail", statusWord("fail", lang), lines(county, indicators, lang));
    case "unknown":
      return wrap("error", "unknown", statusWord("unknown", lang), lines(county, indicators, lang));
    default:
      return `${open}/>`;
  }
};

/**
 * JUnit XML of a batch: a case for each county. One that falls short is a failure; one that cannot be concluded or
 * could not be audited is an error.
 */
export const renderRollupJunit = (rollup: Rollup, options: { readonly lang: Lang }): string => {
  const { lang } = options;
  const settings = rollup.config === null ? [] : [configText(rollup.config, lang)];
  const { files, fail, unknown, unauditable } = rollup.counts;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlText([countsText(rollup, lang), ...settings].join(" · "))}">`,
    `  <testsuite name="${xmlText(`${rollup.standard.id} ${rollup.standard.edition}`)}" tests="${files}" failures="${fail}" errors="${unknown + unauditable}" skipped="0" time="0">`,
    ...rollup.counties.map((county) => caseOf(county, rollup, lang)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
};
