import type { AuditResult, Finding } from "../../model/result.ts";
import { shortfalls } from "../shortfalls.ts";
import {
  clauses,
  enoughText,
  gapText,
  headingWord,
  indicatorText,
  NOTHING,
  needText,
  reasonText,
  requirementText,
  speakerOf,
  stageWord,
  subjectWord,
  valueText,
  WHOLE_COUNTY,
  type Words,
} from "../wording.ts";

/** The texts of a shortfall's row in the ledger, by the headings of its columns; the ledger is Chinese. */
export interface TextOfShortfall {
  readonly subject: (finding: Finding) => { readonly 学校: string; readonly 学段: string };
  readonly indicator: (finding: Finding) => Words;
  readonly value: (finding: Finding) => string;
  /** Of a finding that fails. */
  readonly gap: (finding: Finding) => Readonly<Record<"要求" | "差距" | "必须补" | "是否影响认定", string>>;
}

const NOT_NEEDED = "可以不补";

/** @param partOf what a finding is of its indicator, by its id; null where the indicator's name says it all. */
export const shortfallText = (result: AuditResult, partOf: (id: string) => Words | null): TextOfShortfall => {
  const zh = speakerOf(result, "zh");
  const musts = new Map(shortfalls(result).map(({ finding, must }) => [finding.id, must]));
  /** Of the many ratios of an indicator each is the same part of it. */
  const ratioParts = new Map<string, Words | null>();
  const partIn = ({ id, check, indicator }: Finding): Words | null => {
    if (check !== "ratio") return partOf(id);
    const known = ratioParts.get(indicator.id);
    if (known !== undefined) return known;
    const part = partOf(id);
    ratioParts.set(indicator.id, part);
    return part;
  };
  const needed = (finding: Finding): string => {
    const { id, decides, enough, bound } = finding;
    if (!decides) return NOT_NEEDED;
    if (enough?.kind === "level") return enoughText(enough, "zh", bound);
    const must = musts.get(id) ?? null;
    return must === null ? reasonText(finding, zh) : needText(must, "zh");
  };
  return {
    subject: ({ subject }) => ({
      学校: subject.kind === "school" ? subject.name : WHOLE_COUNTY.zh,
      学段: subject.stage === null ? "" : stageWord(subject.stage, "zh"),
    }),
    indicator: (finding) => {
      const { indicator, subject } = finding;
      const part = partIn(finding);
      const [own, en] = (["zh", "en"] as const).map((lang) => {
        const topic = subject.kind === "county" && subject.name !== null ? subjectWord(subject.name, lang) : null;
        return clauses([indicatorText(indicator, lang), part?.[lang] ?? null, topic], lang);
      });
      return { zh: own!, en: en! };
    },
    value: (finding) => valueText(finding, zh),
    gap: (finding) => ({
      要求: requirementText(finding, "zh"),
      差距: finding.gap === null ? NOTHING : gapText(finding.gap, "zh", finding.bound),
      必须补: needed(finding),
      是否影响认定: headingWord(finding.decides ? "yes" : "no", "zh"),
    }),
  };
};
