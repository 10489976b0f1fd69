import { CHANGES, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import type { BodyTable, TextList } from "../body.ts";
import { batchWord, changeMeaning, changeWord, indicatorText, type Lang } from "../wording.ts";
import {
  ambiguousSchools,
  changeRow,
  changesOf,
  countsLine,
  schoolLists,
  sidesText,
  standingTexts,
  unmatchedText,
  untoldSchools,
} from "./rows.ts";

/** What a comparison begins with: what is compared, where each county stood and stands, and how much changed. */
export const openingOf = (comparison: Comparison, lang: Lang): readonly string[] => [
  ...standingTexts(comparison, lang),
  countsLine(comparison, lang),
  sidesText(comparison, lang),
];

const COLUMNS = [
  ["school", "name", 20],
  ["stage", "brief", 8],
  ["indicator", "name", 22],
  ["before", "brief", 13],
  ["after", "brief", 13],
  ["delta", "number", 11],
  ["requirement", "brief", 13],
] as const;

/** Percent of the paper that the county's column takes of the others where there are several. */
const COUNTY_WIDTH = 14;

const changesTable = (comparison: Comparison, kind: ChangeKind, lang: Lang): readonly BodyTable[] => {
  const changes = changesOf(comparison, kind);
  if (changes.length === 0) return [];
  const several = comparison.counties.length > 1;
  const rest = several ? (100 - COUNTY_WIDTH) / 100 : 1;
  return [
    {
      kind: "table",
      id: kind,
      title: `${changeWord(kind, lang)} ${changes.length}`,
      remark: changeMeaning(kind, lang),
      columns: [
        ...(several ? [{ title: batchWord("county", lang), kind: "name" as const, width: COUNTY_WIDTH }] : []),
        ...COLUMNS.map(([word, look, width]) => ({ title: batchWord(word, lang), kind: look, width: width * rest })),
      ],
      rows: changes.map((change) => {
        const row = changeRow(change, lang);
        return [...(several ? [row.county] : []), ...COLUMNS.map(([word]) => row[word])];
      }),
    },
  ];
};

const texts = (id: string, title: string, list: readonly string[]): readonly TextList[] =>
  list.length === 0 ? [] : [{ kind: "list", id, title, texts: list }];

const countTable = (
  id: string,
  title: string,
  lines: readonly { readonly name: string; readonly counts: Comparison["counts"] }[],
  lang: Lang,
): readonly BodyTable[] => {
  const kinds = CHANGES.filter((kind) => lines.some(({ counts }) => counts[kind] > 0));
  const changed = lines.filter(({ counts }) => kinds.some((kind) => counts[kind] > 0));
  if (changed.length === 0) return [];
  const width = 60 / kinds.length;
  return [
    {
      kind: "table",
      id,
      title,
      columns: [
        { title, kind: "name", width: 40 },
        ...kinds.map((kind) => ({ title: changeWord(kind, lang), kind: "number" as const, width })),
      ],
      rows: changed.map(({ name, counts }) => [name, ...kinds.map((kind) => String(counts[kind]))]),
    },
  ];
};

/** All of a comparison below its opening: what became worse first, then what was made good, then who is not compared. */
export const bodyOf = (comparison: Comparison, lang: Lang): readonly (TextList | BodyTable)[] => [
  ...CHANGES.flatMap((kind) => changesTable(comparison, kind, lang)),
  ...schoolLists(comparison, lang).map(
    ({ list, title, rows }): BodyTable => ({
      kind: "table",
      id: list === "gone" ? "schoolsgone" : "schoolsnew",
      title: `${title} ${rows.length}`,
      columns: [
        { title: batchWord("school", lang), kind: "name", width: 40 },
        { title: batchWord("county", lang), kind: "name", width: 20 },
        { title: batchWord("schoolCode", lang), kind: "brief", width: 20 },
        { title: batchWord("openThere", lang), kind: "name", width: 20 },
      ],
      rows: rows.map(({ county, school, code, open }) => [school, county, code, open]),
    }),
  ),
  ...texts("ambiguous", batchWord("schoolsAmbiguous", lang), ambiguousSchools(comparison, lang)),
  ...texts("untold", batchWord("onOneSide", lang), untoldSchools(comparison, lang)),
  ...texts(
    "unmatched",
    batchWord("unmatched", lang),
    comparison.unmatched.map((each) => unmatchedText(each, lang)),
  ),
  ...(comparison.counties.length > 1
    ? countTable(
        "bycounty",
        batchWord("byCounty", lang),
        comparison.counties.map(({ county, counts }) => ({ name: county, counts })),
        lang,
      )
    : []),
  ...countTable(
    "byindicator",
    batchWord("byIndicator", lang),
    comparison.indicators.map(({ code, name, counts }) => ({
      name: name === null ? code : indicatorText({ code, name }, lang),
      counts,
    })),
    lang,
  ),
];

/** How many rows of a list are left out. */
export const restText = (left: number, lang: Lang): string => (lang === "zh" ? `另有 ${left} 条` : `${left} more`);
