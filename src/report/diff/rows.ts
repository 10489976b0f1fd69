import { CHANGES, type Change, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import {
  aside,
  batchWord,
  boundSymbolText,
  changeWord,
  formatValue,
  indicatorText,
  type Lang,
  NOTHING,
  stageWord,
  statusWord,
} from "../wording.ts";

/** How one change reads, cell by cell. */
export interface ChangeRow {
  readonly kind: string;
  readonly county: string;
  readonly school: string;
  readonly stage: string;
  readonly indicator: string;
  readonly before: string;
  readonly after: string;
  readonly requirement: string;
}

const sideText = (side: Change["before"], lang: Lang): string => {
  if (side === null) return batchWord("notListed", lang);
  const word = statusWord(side.status, lang);
  if (side.value === null) return word;
  const bound = side.bound === null ? null : { ...side.bound };
  const value = formatValue(side.value, {
    unit: side.bound?.unit ?? "",
    decimals: 2,
    contradictAvoid: { bound },
    lang,
  });
  return `${value}${aside(word, lang)}`;
};

const requirementText = ({ before, after }: Change): string => {
  const old = before?.bound == null ? null : boundSymbolText(before.bound);
  const now = after?.bound == null ? null : boundSymbolText(after.bound);
  if (old === null || now === null || old === now) return now ?? old ?? NOTHING;
  return `${old} → ${now}`;
};

export const changeRow = (change: Change, lang: Lang): ChangeRow => ({
  kind: changeWord(change.kind, lang),
  county: change.county,
  school: change.school ?? NOTHING,
  stage: change.stage === null ? NOTHING : stageWord(change.stage, lang),
  indicator: change.name === null ? change.code : indicatorText({ code: change.code, name: change.name }, lang),
  before: sideText(change.before, lang),
  after: sideText(change.after, lang),
  requirement: requirementText(change),
});

/** The two sides, each with its standard. */
export const sidesText = ({ before, after }: Comparison, lang: Lang): string => {
  const side = ({ file, standard }: Comparison["before"]): string =>
    `${file}${aside(`${standard.id} ${standard.edition}`, lang)}`;
  return `${batchWord("before", lang)} ${side(before)} → ${batchWord("after", lang)} ${side(after)}`;
};

/** 新增 3 · 消除 2; what did not happen is left out. */
export const countsLine = (counts: Comparison["counts"], lang: Lang): string => {
  const said = CHANGES.filter((kind) => counts[kind] > 0).map((kind) => `${changeWord(kind, lang)} ${counts[kind]}`);
  return said.length === 0 ? batchWord("noChanges", lang) : said.join(" · ");
};

export const changesOf = ({ changes }: Comparison, kind: ChangeKind): readonly Change[] =>
  changes.filter((change) => change.kind === kind);

/** A county that only one side has, and why. */
export const unmatchedText = ({ county, side, error }: Comparison["unmatched"][number], lang: Lang): string => {
  const where = batchWord(side, lang);
  if (error !== null) return `${county}${aside(where, lang)}: ${error}`;
  return lang === "zh" ? `${county}：只在“${where}”一侧` : `${county}: only on the side "${where}"`;
};
