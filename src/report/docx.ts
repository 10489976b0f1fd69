import type { Paragraph, Table } from "docx";
import { PARTS, type Part } from "../model/parts.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { fixZipTimes } from "../zip-times.ts";
import { type Align, type Typeset, typesetting } from "./docx/typeset.ts";
import type { RenderOptions } from "./reporter.ts";
import { cellOf, countyEvidence, openCells, schoolShortfalls } from "./shortfalls.ts";
import {
  absentItemsText,
  boundSymbolText,
  clauses,
  closedText,
  coefficientText,
  countyText,
  formatValue,
  gapText,
  headingWord,
  indicatorText,
  type Lang,
  labelled,
  ledgerRowText,
  listed,
  localText,
  metItemsText,
  milestoneRow,
  NOTHING,
  nationalSentence,
  noteText,
  noticeText,
  numberText,
  openPartText,
  openText,
  type PaperLabel,
  paperSection,
  paperStampText,
  paperSubtitle,
  paperTitle,
  paperWord,
  partName,
  partText,
  partWord,
  prerequisiteText,
  problemCountText,
  quorumReachedText,
  quorumShortText,
  reachText,
  reasonText,
  requirementText,
  restText,
  roundingText,
  type Speaker,
  schoolDecimals,
  schoolsSourceText,
  speakerOf,
  spreadStatusWord,
  stageWord,
  statusWord,
  subjectText,
  unitCountText,
  valueText,
  verdictReasonText,
  verdictSentence,
  waivedMark,
} from "./wording.ts";
import { LEDGER_TOP } from "./xlsx/outline.ts";
import { shortfalls } from "./xlsx/rows.ts";

/** A meeting reads a few pages; whatever is longer stands in the Excel report. */
const MOST_ROWS = 20;
const MOST_CELLS = 4;
const DRIVERS_NAMED = 3;

interface Paper {
  readonly result: AuditResult;
  readonly speaker: Speaker;
  readonly say: (label: PaperLabel) => string;
  /** The heading of the next section, numbered. */
  readonly section: (label: PaperLabel) => string;
  readonly set: Typeset;
  /** Row of a shortfall on the Excel report's ledger, and the cell where it is closed. */
  readonly referenceOf: (finding: Finding) => string;
}

type Block = Paragraph | Table;

const reference = (result: AuditResult, lang: Lang): ((finding: Finding) => string) => {
  const rows = new Map(shortfalls(result).map((finding, index) => [finding.id, LEDGER_TOP.first + index]));
  return (finding) => {
    const row = rows.get(finding.id);
    // The columns of a spread would not fit: the Excel report has them.
    const units = finding.working.inputs.length;
    const source = finding.check === "dispersion" ? schoolsSourceText(units, [], lang) : cellOf(finding);
    return clauses([row === undefined ? null : ledgerRowText(row, lang), source], lang) || NOTHING;
  };
};

const gapOf = (finding: Finding, lang: Lang): string =>
  (finding.gap === null ? NOTHING : gapText(finding.gap, lang, finding.bound)) +
  (finding.waived === null ? "" : waivedMark(lang));

const bound = (finding: Finding, lang: Lang): string =>
  finding.bound === null ? requirementText(finding, lang) : boundSymbolText(finding.bound);

/** The first rows of a table, and how many there are beside them. */
const limited = (
  paper: Paper,
  columns: readonly { readonly title: string; readonly width: number; readonly align?: Align }[],
  rows: readonly (readonly string[])[],
): Block[] => [
  paper.set.table(columns, rows.slice(0, MOST_ROWS)),
  ...(rows.length > MOST_ROWS ? [paper.set.paragraph(restText(rows.length - MOST_ROWS, paper.speaker.lang))] : []),
];

const conclusion = (paper: Paper): Block[] => {
  const { result, speaker, section, set } = paper;
  const { lang } = speaker;
  const local = result.local === null ? null : localText(result.local, lang);
  const national = nationalSentence(result, lang);
  return [
    set.heading(section("conclusion")),
    set.paragraph(verdictSentence(result, lang), { bold: true }),
    ...(national === null ? [] : [set.paragraph(labelled(headingWord("nationalVerdict", lang), national, lang))]),
    ...result.notices.map((notice) => set.paragraph(closedText(noticeText(notice, speaker), lang))),
    ...(local === null ? [] : [set.paragraph(closedText(local, lang))]),
    ...(result.prerequisites.length === 0
      ? []
      : [
          set.paragraph(
            labelled(
              headingWord("prerequisites", lang),
              closedText(
                clauses(
                  result.prerequisites.map((each) => prerequisiteText(each, lang)),
                  lang,
                ),
                lang,
              ),
              lang,
            ),
          ),
        ]),
    set.table(
      [
        { title: headingWord("part", lang), width: 32 },
        ...(["pass", "fail", "unknown", "notApplicable"] as const).map((status) => ({
          title: statusWord(status, lang),
          width: 17,
          align: "center" as const,
        })),
      ],
      PARTS.map((part) => {
        const { pass, fail, unknown, notApplicable } = result.summary.parts[part];
        return [partWord(part, lang), ...[pass, fail, unknown, notApplicable].map(String)];
      }),
    ),
    ...(result.reasons.length === 0
      ? []
      : [
          set.paragraph(
            closedText(
              clauses(
                result.reasons.slice(0, MOST_ROWS).map((reason) => verdictReasonText(reason, lang)),
                lang,
              ),
              lang,
            ),
          ),
        ]),
    set.paragraph(
      closedText(labelled(headingWord("problems", lang), problemCountText(result.summary.problems, lang), lang), lang),
    ),
  ];
};

const resources = (paper: Paper): Block[] => {
  const { result, speaker, say, section, set, referenceOf } = paper;
  const { lang } = speaker;
  const short = schoolShortfalls(result)
    .flat()
    .filter(({ check }) => check === "quorum");
  const ids = new Set(
    short.map(({ subject }) => JSON.stringify([subject.kind === "school" && subject.id, subject.stage])),
  );
  const gaps = schoolShortfalls(result)
    .flat()
    .filter(
      ({ check, subject }) =>
        check === "ratio" && ids.has(JSON.stringify([subject.kind === "school" && subject.id, subject.stage])),
    );
  const over = result.dispersion.filter(({ status }) => status === "fail");
  return [
    set.heading(section("resources")),
    set.subheading(say("schools")),
    set.paragraph(closedText(unitCountText(result.summary.units, lang), lang)),
    ...(short.length === 0
      ? [set.paragraph(say("allSchoolsMet"))]
      : [
          ...limited(
            paper,
            [
              { title: headingWord("school", lang), width: 34 },
              { title: headingWord("stage", lang), width: 10, align: "center" },
              { title: say("situation"), width: 56 },
            ],
            short.map((finding) => [
              finding.subject.name ?? NOTHING,
              stageWord(finding.subject.stage, lang),
              finding.reason.code === "quorum"
                ? clauses([quorumReachedText(finding.reason, lang), quorumShortText(finding.reason, lang)], lang)
                : reasonText(finding, speaker),
            ]),
          ),
          set.space(),
          ...limited(
            paper,
            [
              { title: headingWord("school", lang), width: 22 },
              { title: headingWord("indicator", lang), width: 24 },
              { title: headingWord("value", lang), width: 13, align: "right" },
              { title: headingWord("requirement", lang), width: 10, align: "right" },
              { title: headingWord("gap", lang), width: 15 },
              { title: say("reference"), width: 16 },
            ],
            gaps.map((finding) => [
              subjectText(finding.subject, lang),
              indicatorText(finding.indicator, lang),
              valueText(finding, speaker),
              bound(finding, lang),
              gapOf(finding, lang),
              referenceOf(finding),
            ]),
          ),
        ]),
    set.subheading(say("spread")),
    ...(result.dispersion.length === 0
      ? [set.paragraph(headingWord("none", lang))]
      : [
          set.table(
            [
              { title: headingWord("indicator", lang), width: 42 },
              { title: headingWord("stage", lang), width: 10, align: "center" },
              { title: headingWord("mean", lang), width: 18, align: "right" },
              { title: headingWord("coefficient", lang), width: 10, align: "right" },
              { title: headingWord("limit", lang), width: 9, align: "right" },
              { title: headingWord("status", lang), width: 11, align: "center" },
            ],
            result.dispersion.map((each) => [
              indicatorText(each.indicator, lang),
              stageWord(each.stage, lang),
              formatValue(each.mean, {
                unit: each.indicator.unit,
                decimals: schoolDecimals(each.indicator.unit),
                lang,
              }),
              coefficientText(each.cv, each.limit),
              each.limit === null ? NOTHING : numberText(each.limit, null),
              spreadStatusWord(each, lang),
            ]),
          ),
        ]),
    ...over.map((each) =>
      set.paragraph(
        closedText(
          labelled(
            `${stageWord(each.stage, lang)} ${indicatorText(each.indicator, lang)} ${say("drivers")}`,
            listed(
              [...each.influence]
                .sort((left, right) => (right.share ?? 0) - (left.share ?? 0))
                .slice(0, DRIVERS_NAMED)
                .map(({ name, share }) => `${name}${share === null ? "" : ` ${partText(share)}`}`),
              lang,
            ),
            lang,
          ),
          lang,
        ),
      ),
    ),
  ];
};

const itemSituation = (finding: Finding, { result, speaker }: Paper): string => {
  const { lang } = speaker;
  const evidence = countyEvidence(finding, result);
  return clauses(
    [
      reasonText(finding, speaker),
      finding.gap === null ? null : gapOf(finding, lang),
      ...evidence.map((each) => labelled(partName(each, lang), reasonText(each, speaker), lang)),
      finding.roundingSensitive ? roundingText(lang) : null,
      ...finding.notes.map((note) => noteText(note, lang)),
    ],
    lang,
  );
};

/** The shortfalls that a county item sums up, with where they stand. */
const itemReference = (finding: Finding, { result, referenceOf }: Paper): string => {
  if (finding.check !== "rollup" || finding.status !== "fail") return referenceOf(finding);
  const first = result.findings.find(
    (other) => other !== finding && other.status === "fail" && other.indicator.id === finding.indicator.id,
  );
  return first === undefined ? NOTHING : referenceOf(first);
};

const items = (part: Exclude<Part, "resource">, paper: Paper): Block[] => {
  const { result, speaker, say, section, set } = paper;
  const { lang } = speaker;
  const required = result.findings.filter(
    ({ required: decides, indicator, check }) =>
      decides && indicator.part === part && check !== "dispersion" && check !== "quorum",
  );
  const met = required.filter(({ status }) => status === "pass");
  const others = required.filter(({ status }) => status !== "pass");
  return [
    set.heading(section(part)),
    ...(required.length === 0 ? [set.paragraph(say("noItems"))] : []),
    ...(others.length === 0
      ? []
      : [
          set.table(
            [
              { title: headingWord("indicator", lang), width: 27 },
              { title: headingWord("status", lang), width: 12, align: "center" },
              { title: say("situation"), width: 43 },
              { title: say("reference"), width: 18 },
            ],
            others.map((finding) => [
              indicatorText(finding.indicator, lang),
              statusWord(finding.status, lang),
              itemSituation(finding, paper),
              itemReference(finding, paper),
            ]),
          ),
        ]),
    ...(met.length === 0
      ? []
      : [
          set.paragraph(
            (part === "veto" ? absentItemsText : metItemsText)(
              met.map(({ indicator }) => indicatorText(indicator, lang)),
              lang,
            ),
          ),
        ]),
  ];
};

/** What a plan meant to have done by each year, and what was; nothing where the standard plans nothing. */
const milestones = (paper: Paper): Block[] => {
  const { result, speaker, section, set } = paper;
  const { lang } = speaker;
  if (result.milestones.length === 0) return [];
  return [
    set.heading(section("milestones")),
    ...limited(
      paper,
      [
        { title: headingWord("milestone", lang), width: 30 },
        { title: headingWord("year", lang), width: 9, align: "center" },
        { title: headingWord("planned", lang), width: 17, align: "right" },
        { title: headingWord("done", lang), width: 17, align: "right" },
        { title: headingWord("cumulative", lang), width: 15, align: "right" },
        { title: headingWord("status", lang), width: 12, align: "center" },
      ],
      result.milestones.map((each) => milestoneRow(each, lang)),
    ),
  ];
};

const duties = (paper: Paper): Block[] => {
  const { result, speaker, say, section, set, referenceOf } = paper;
  const { lang } = speaker;
  const county = shortfalls(result).filter(({ subject }) => subject.kind === "county");
  const schools = schoolShortfalls(result)
    .flat()
    .filter(({ check }) => check !== "quorum");
  const all = [...county, ...schools];
  if (all.length === 0) return [set.heading(section("duties")), set.paragraph(say("noDuty"))];
  return [
    set.heading(section("duties")),
    ...limited(
      paper,
      [
        { title: say("whom"), width: 20 },
        { title: headingWord("indicator", lang), width: 19 },
        { title: say("measure"), width: 21 },
        { title: headingWord("responsible", lang), width: 14 },
        { title: headingWord("deadline", lang), width: 11, align: "center" },
        { title: say("reference"), width: 15 },
      ],
      all.map((finding) => [
        subjectText(finding.subject, lang),
        indicatorText(finding.indicator, lang),
        reachText(finding, lang) ?? (finding.gap === null ? reasonText(finding, speaker) : gapOf(finding, lang)),
        // Where the standard names nobody, the meeting does: the cell is left to be filled in.
        listed(finding.responsible, lang),
        finding.deadline ?? "",
        referenceOf(finding),
      ]),
    ),
  ];
};

const open = (paper: Paper): Block[] => {
  const { result, speaker, say, section, set } = paper;
  const { lang } = speaker;
  const unsettled = result.findings.filter(({ required, status }) => required && status === "unknown");
  const shown = unsettled.slice(0, MOST_ROWS);
  return [
    set.heading(section("open")),
    ...(unsettled.length === 0 ? [set.paragraph(say("noOpen"))] : []),
    ...shown.map((finding) => {
      const parts = countyEvidence(finding, result);
      const cells = parts.length > 0 ? [] : openCells(finding, result);
      const more = Math.max(0, cells.length - MOST_CELLS);
      const about = { cells: cells.slice(0, MOST_CELLS), more, settled: parts.length > 0 };
      const texts = [openText(finding, about, speaker), ...parts.map((part) => openPartText(part, speaker))];
      return set.paragraph(closedText(clauses(texts, lang), lang));
    }),
    ...(unsettled.length > shown.length ? [set.paragraph(restText(unsettled.length - shown.length, lang))] : []),
  ];
};

/**
 * A short meeting paper as an official document: the bytes of a .docx. Composed by rule: every figure is the result's,
 * and stands with the row of the Excel report and the cell of the workbook from which it comes. Equal results give
 * equal bytes.
 */
export const renderDocx = async (result: AuditResult, options: RenderOptions): Promise<Uint8Array> => {
  const { lang } = options;
  const speaker = speakerOf(result, lang);
  const set = await typesetting(lang);
  let sections = 0;
  const paper: Paper = {
    result,
    speaker,
    set,
    say: (label) => paperWord(label, lang),
    section: (label) => paperSection(label, sections++, lang),
    referenceOf: reference(result, lang),
  };
  const title = paperTitle(countyText(result, lang), lang, result.standard.programme);
  const blocks: Block[] = [
    set.title(title),
    set.subtitle(paperSubtitle(result.source.dataYear, result.standard.asOf, result.standard.title[lang], lang)),
    ...conclusion(paper),
    ...resources(paper),
    ...items("guarantee", paper),
    ...items("quality", paper),
    ...items("recognition", paper),
    ...items("veto", paper),
    ...milestones(paper),
    ...duties(paper),
    ...open(paper),
    set.heading(paper.say("notes")),
    set.paragraph(paper.say("references")),
    set.paragraph(paperStampText(result, lang) + (options.stamp === undefined ? "" : ` · ${options.stamp}`)),
  ];
  const bytes = await set.bytes(blocks, {
    title,
    creator: `${result.tool.name} ${result.tool.version}`,
    written: `${result.standard.asOf}T00:00:00Z`,
  });
  return fixZipTimes(bytes);
};
