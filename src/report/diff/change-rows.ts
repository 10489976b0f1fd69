import { CHANGES, type Change, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import {
  ambiguousSchoolsText,
  aside,
  batchWord,
  boundSymbolText,
  changeWord,
  clauses,
  configText,
  decimalsOfCheck,
  editionText,
  formatValue,
  indicatorText,
  type Lang,
  labelled,
  NOTHING,
  stageWord,
  statusWord,
  WHOLE_COUNTY,
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
  /** By how much the value moved, with its sign; a dash where either side has none. */
  readonly delta: string;
  readonly requirement: string;
}

const sideText = (side: Change["before"], check: string | null, lang: Lang): string => {
  if (side === null) return batchWord("notListed", lang);
  const word = statusWord(side.status, lang);
  if (side.value === null) return word;
  const bound = side.bound === null ? null : { ...side.bound };
  const value = formatValue(side.value, {
    unit: side.bound?.unit ?? "",
    decimals: decimalsOfCheck(check),
    contradictAvoid: { bound },
    lang,
  });
  return `${value}${aside(word, lang)}`;
};

/** Of a school that is gone, that there is none; of a finding that is gone, that there is none. */
const afterText = ({ kind, after, check, school }: Change, lang: Lang): string => {
  if (after !== null) return sideText(after, check, lang);
  if (kind === "gone" && school !== null) return batchWord("schoolGone", lang);
  return kind === "lost" ? batchWord("findingGone", lang) : sideText(after, check, lang);
};

/** The two values where both are numbers of one unit; null where they cannot be compared, as where blanks hold one down. */
export const valuesOf = ({ before, after }: Change): { readonly before: number; readonly after: number } | null => {
  if (before?.value == null || after?.value == null) return null;
  if (before.status === "unknown" || after.status === "unknown") return null;
  if ((before.bound?.unit ?? "") !== (after.bound?.unit ?? "")) return null;
  return { before: before.value, after: after.value };
};

const deltaText = (change: Change, lang: Lang): string => {
  const values = valuesOf(change);
  if (values === null) return NOTHING;
  const moved = values.after - values.before;
  const unit = change.after?.bound?.unit ?? "";
  const text = formatValue(Math.abs(moved), { unit, decimals: decimalsOfCheck(change.check), lang });
  return moved === 0 ? text : `${moved > 0 ? "+" : "−"}${text}`;
};

const requirementText = ({ before, after }: Change): string => {
  const old = before?.bound == null ? null : boundSymbolText(before.bound);
  const now = after?.bound == null ? null : boundSymbolText(after.bound);
  if (old === null || now === null || old === now) return now ?? old ?? NOTHING;
  return `${old} → ${now}`;
};

/** The indicator, and what the row is of it where it has several: R3 … · 差异系数. */
const rowName = ({ code, name, part }: Change, lang: Lang): string =>
  (name === null ? code : indicatorText({ code, name }, lang)) + (part === null ? "" : ` · ${part[lang]}`);

export const changeRow = (change: Change, lang: Lang): ChangeRow => ({
  kind: changeWord(change.kind, lang),
  county: change.county,
  school: change.school ?? WHOLE_COUNTY[lang],
  stage: change.stage === null ? NOTHING : stageWord(change.stage, lang),
  indicator: rowName(change, lang),
  before: sideText(change.before, change.check, lang),
  after: afterText(change, lang),
  delta: deltaText(change, lang),
  requirement: requirementText(change),
});

/** The two sides, each with its standard. */
export const sidesText = ({ before, after, config }: Comparison, lang: Lang): string => {
  const side = ({ file, standard }: Comparison["before"]): string =>
    `${file}${aside(editionText(standard, lang), lang)}`;
  return `${batchWord("before", lang)} ${side(before)} → ${batchWord("after", lang)} ${side(after)}${config === null ? "" : ` · ${configText(config, lang)}`}`;
};

const unitsText = (units: { readonly pass: number; readonly total: number } | null): string =>
  units === null ? NOTHING : `${units.pass}/${units.total}`;

/** 云溪县：未达标 → 达标；校·学段达标 25/27 → 27/27: where each county stood, and where it stands. */
export const standingTexts = ({ counties }: Comparison, lang: Lang): readonly string[] =>
  counties.map(({ county, before, after, units }) => {
    const word = (verdict: typeof before): string => (verdict === null ? NOTHING : statusWord(verdict, lang));
    const verdicts = `${word(before)} → ${word(after)}`;
    if (units.before === null && units.after === null) return labelled(county, verdicts, lang);
    const shares = `${batchWord("unitsMet", lang)} ${unitsText(units.before)} → ${unitsText(units.after)}`;
    return labelled(county, clauses([verdicts, shares], lang), lang);
  });

/** Schools of one side only, in the order in which they are told, with their titles. */
const SCHOOL_LISTS = [
  { list: "gone", title: "schoolsGone" },
  { list: "new", title: "schoolsNew" },
] as const;

/** How a school of one side only reads. */
export interface SchoolRow {
  readonly county: string;
  readonly school: string;
  readonly code: string;
  readonly open: string;
}

export interface SchoolList {
  readonly list: "gone" | "new";
  readonly title: string;
  readonly rows: readonly SchoolRow[];
}

/** Schools gone and schools new, county by county; a list without any is left out. */
export const schoolLists = ({ counties }: Comparison, lang: Lang): readonly SchoolList[] =>
  SCHOOL_LISTS.map(({ list, title }) => ({
    list,
    title: batchWord(title, lang),
    rows: counties.flatMap(({ county, schools }) => {
      const others = new Set(schools[list === "gone" ? "new" : "gone"]?.map(({ name }) => name));
      return (schools[list] ?? []).map(({ code, name, fail, unknown, listed }): SchoolRow => {
        const remark = listed === true ? "notJudged" : others.has(name) ? "otherCode" : null;
        const open = [
          fail === 0 ? null : `${statusWord("fail", lang)} ${fail}`,
          unknown === 0 ? null : `${statusWord("unknown", lang)} ${unknown}`,
        ].filter((part) => part !== null);
        return {
          county,
          school: `${name}${remark === null ? "" : aside(batchWord(remark, lang), lang)}`,
          code: code ?? NOTHING,
          open: open.length === 0 ? batchWord("none", lang) : open.join(" · "),
        };
      });
    }),
  })).filter(({ rows }) => rows.length > 0);

/** Schools of one name that the comparison cannot tell apart, county by county. */
export const ambiguousSchools = ({ counties }: Comparison, lang: Lang): readonly string[] =>
  counties.flatMap(({ county, schools }) => schools.ambiguous.map((line) => ambiguousSchoolsText(county, line, lang)));

/** What cannot be told of schools where a side does not name every one, and what their numbers say; empty where all is told. */
export const untoldSchools = ({ counties }: Comparison, lang: Lang): readonly string[] => {
  const partly = counties.filter(({ schools }) => !schools.whole);
  if (partly.length === 0) return [];
  const moved = partly.flatMap(({ county, schools: { before, after } }) => {
    if (before === null || after === null || before === after) return [];
    const by = Math.abs(after - before);
    const least =
      after < before
        ? { zh: `至少有 ${by} 所已不在`, en: `at least ${by} gone` }
        : { zh: `至少有 ${by} 所是新的`, en: `at least ${by} new` };
    const counts = `${batchWord("schoolsJudged", lang)} ${before} → ${after}`;
    return [labelled(county, clauses([counts, least[lang]], lang), lang)];
  });
  return [batchWord("schoolsUntold", lang), ...moved];
};

const ambiguousCount = (comparison: Comparison, lang: Lang): readonly string[] => {
  const { length } = ambiguousSchools(comparison, lang);
  return length === 0 ? [] : [`${batchWord("schoolsAmbiguous", lang)} ${length}`];
};

/** 新增 3 · 消除 2 · 不在了的学校 1; what did not happen is left out. */
export const countsLine = (comparison: Comparison, lang: Lang): string => {
  const { counts } = comparison;
  const said = [
    ...CHANGES.filter((kind) => counts[kind] > 0).map((kind) => `${changeWord(kind, lang)} ${counts[kind]}`),
    ...schoolLists(comparison, lang).map(({ title, rows }) => `${title} ${rows.length}`),
    ...ambiguousCount(comparison, lang),
    ...(comparison.unmatched.length === 0 ? [] : [`${batchWord("unmatched", lang)} ${comparison.unmatched.length}`]),
  ];
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
