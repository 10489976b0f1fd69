import type { Status, Verdict } from "../../model/result.ts";
import { CHANGES, type ChangeKind, type Comparison } from "../../model/rollup.ts";
import { type Column, filled, type ReportDocument, type Section, sectionOf } from "../document.ts";
import { FIXED_TIME } from "../fixed-time.ts";
import type { Reading } from "../render/index.ts";
import {
  batchWord,
  changeMeaning,
  changeWord,
  editionText,
  indicatorText,
  type Lang,
  restInWorkbookText,
} from "../wording.ts";
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
} from "./change-rows.ts";

const COLUMNS = [
  ["school", "name", 20, 10],
  ["stage", "brief", 8, 4],
  ["indicator", "name", 22, 12],
  ["before", "brief", 13, 10],
  ["after", "brief", 13, 10],
  ["delta", "number", 11, 6],
  ["requirement", "brief", 13, 6],
] as const;

/** Percent of the paper that the county's column takes of the others where there are several. */
const COUNTY_WIDTH = 14;

/** Columns after that of the county, which stands where there are several. */
const withCounty = (several: boolean, columns: readonly Column[], lang: Lang): readonly Column[] =>
  several
    ? [
        { title: batchWord("county", lang), kind: "name", width: COUNTY_WIDTH, least: 8 },
        ...columns.map((each) => ({ ...each, width: (each.width * (100 - COUNTY_WIDTH)) / 100 })),
      ]
    : columns;

/** What a kind of change makes of where things stand now. */
const STATUS_OF: Readonly<Record<ChangeKind, Status>> = {
  new: "fail",
  worse: "fail",
  lost: "unknown",
  gone: "unknown",
  resolved: "pass",
  better: "pass",
  appeared: "notApplicable",
  rule: "notApplicable",
};

const changesSection = (comparison: Comparison, kind: ChangeKind, lang: Lang): readonly Section[] => {
  const changes = changesOf(comparison, kind);
  if (changes.length === 0) return [];
  const several = comparison.counties.length > 1;
  const columns = COLUMNS.map(([word, look, width, least]) => ({
    ...{ title: batchWord(word, lang), kind: look, width, least },
  }));
  return [
    {
      ...sectionOf(kind, `${changeWord(kind, lang)} ${changes.length}`, {
        kind: "table",
        columns: withCounty(several, columns, lang),
        rows: changes.map((change) => {
          const row = changeRow(change, lang);
          return [
            ...(several ? [row.county] : []),
            ...COLUMNS.map(([word]) => (word === "after" ? { text: row.after, status: STATUS_OF[kind] } : row[word])),
          ];
        }),
      }),
      remark: changeMeaning(kind, lang),
    },
  ];
};

/** Schools of one side only. */
const schoolsSections = (comparison: Comparison, lang: Lang): readonly Section[] => {
  const several = comparison.counties.length > 1;
  return schoolLists(comparison, lang).map(({ list, title, rows }) =>
    sectionOf(list === "gone" ? "schoolsgone" : "schoolsnew", `${title} ${rows.length}`, {
      kind: "table",
      columns: withCounty(
        several,
        [
          { title: batchWord("school", lang), kind: "name", width: 50 },
          { title: batchWord("schoolCode", lang), kind: "brief", width: 25, least: 10 },
          { title: batchWord("openThere", lang), kind: "name", width: 25 },
        ],
        lang,
      ),
      rows: rows.map(({ county, school, code, open }) => [
        ...(several ? [county] : []),
        list === "gone" ? { text: school, status: "unknown" as const } : school,
        code,
        open,
      ]),
    }),
  );
};

const textsSection = (id: string, title: string, items: readonly string[], counted = true): Section =>
  sectionOf(id, counted ? `${title} ${items.length}` : title, { kind: "list", items });

const countsSection = (
  id: string,
  title: string,
  lines: readonly { readonly name: string; readonly counts: Comparison["counts"] }[],
  lang: Lang,
): Section => {
  const kinds = CHANGES.filter((kind) => lines.some(({ counts }) => counts[kind] > 0));
  const changed = lines.filter(({ counts }) => kinds.some((kind) => counts[kind] > 0));
  return sectionOf(id, title, {
    kind: "table",
    columns: [
      { title, kind: "name", width: 40, least: 12 },
      ...kinds.map(
        (kind): Column => ({ title: changeWord(kind, lang), kind: "number", width: 60 / kinds.length, least: 4 }),
      ),
    ],
    rows: changed.map(({ name, counts }) => [name, ...kinds.map((kind) => String(counts[kind]))]),
  });
};

/** How the counties stand now, the worst of them; nothing that became worse is shown as met. */
const standingOf = ({ counties, regression }: Comparison): Verdict => {
  const after = counties.map((county) => county.after);
  if (regression || after.includes("fail")) return "fail";
  return after.length > 0 && after.every((verdict) => verdict === "pass") ? "pass" : "unknown";
};

/** What a comparison begins with: where each county stood and stands, how much changed, and what is compared. */
const openingOf = (comparison: Comparison, lang: Lang): readonly string[] => {
  const standing = standingTexts(comparison, lang);
  const counts = countsLine(comparison, lang);
  const sides = sidesText(comparison, lang);
  return standing.length > 1 ? [counts, sides, ...standing] : [...standing, counts, sides];
};

/** Rows of a list: a page and Markdown have room for many, and the workbook has all. */
const USUAL_ROWS = { terminal: 20, markdown: 200, page: 500, paper: 20 } as const;

/** A comparison: what became worse first, then what was made good, then who is not compared, and counts. */
export const diffDocument = (comparison: Comparison, { lang, medium }: Reading): ReportDocument => {
  const [text = "", ...said] = openingOf(comparison, lang);
  const { after, counties, indicators, tool, unmatched } = comparison;
  const creator = `${tool.name} ${tool.version}`;
  return {
    title: batchWord("diff", lang),
    subtitle: medium === "page" ? [editionText(after.standard, lang)] : [],
    conclusion: batchWord("overview", lang),
    verdict: { status: standingOf(comparison), text },
    said,
    sections: filled([
      ...CHANGES.flatMap((kind) => changesSection(comparison, kind, lang)),
      ...schoolsSections(comparison, lang),
      textsSection("ambiguous", batchWord("schoolsAmbiguous", lang), ambiguousSchools(comparison, lang)),
      textsSection("untold", batchWord("onOneSide", lang), untoldSchools(comparison, lang), false),
      textsSection(
        "unmatched",
        batchWord("unmatched", lang),
        unmatched.map((each) => unmatchedText(each, lang)),
      ),
      ...(counties.length > 1
        ? [
            countsSection(
              "bycounty",
              batchWord("byCounty", lang),
              counties.map(({ county, counts }) => ({ name: county, counts })),
              lang,
            ),
          ]
        : []),
      countsSection(
        "byindicator",
        batchWord("byIndicator", lang),
        indicators.map(({ code, name, counts }) => ({
          name: name === null ? code : indicatorText({ code, name }, lang),
          counts,
        })),
        lang,
      ),
    ]),
    rows: USUAL_ROWS[medium],
    rest: (left) => restInWorkbookText(left, lang),
    stamp: creator,
    creator,
    written: FIXED_TIME,
  };
};
