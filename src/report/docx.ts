import type { Paragraph, Table } from "docx";
import { type Part, VETOING } from "../model/parts.ts";
import type { AuditResult, Dispersion, Finding } from "../model/result.ts";
import { fixZipTimes } from "../zip-times.ts";
import { type ColumnOf, column, type Block as ReportBlock, type Section, tableOf, textsOf } from "./document.ts";
import { type Typeset, typesetting } from "./docx/typeset.ts";
import { type Opening, openingOf } from "./opening.ts";
import { blockContent } from "./render/docx.ts";
import type { RenderOptions } from "./reporter.ts";
import { openingSections } from "./sections/opening.ts";
import { isOpen, milestonesTable, openItems, partsSection, spreadTable } from "./sections/rest.ts";
import {
  bySchool,
  countyEvidence,
  failingUnits,
  type Need,
  type NeedTotal,
  needTotals,
  type Shortfall,
  shortfalls,
  shortfallsThat,
} from "./shortfalls.ts";
import {
  absentItemsText,
  boundSymbolText,
  clauses,
  closedText,
  countyText,
  failingUnitText,
  gapText,
  hasOpen,
  headingWord,
  indicatorText,
  type Lang,
  labelled,
  ledgerRowText,
  listed,
  metItemsText,
  NOTHING,
  needText,
  noteText,
  type PaperLabel,
  paperSection,
  paperSpeakerOf,
  paperStampText,
  paperSubtitle,
  paperTitle,
  paperWord,
  partName,
  partText,
  problemCountText,
  quorumReachedText,
  quorumShortText,
  reasonText,
  remedyText,
  requirementText,
  restInAnnexText,
  restText,
  roundingText,
  type Speaker,
  shortfallCountText,
  spreadCountText,
  stageWord,
  statusWord,
  subjectText,
  totalName,
  totalsRemark,
  unitCountText,
  valueText,
  waivedMark,
} from "./wording.ts";
import { LEDGER_TOP } from "./xlsx/outline.ts";

/** A meeting reads a few pages; whatever is longer stands in the Excel report. */
const MOST_ROWS = 20;
const DRIVERS_NAMED = 3;

interface Paper {
  readonly result: AuditResult;
  readonly speaker: Speaker;
  readonly first: Opening;
  /** Its sections. */
  readonly opening: readonly Section[];
  readonly say: (label: PaperLabel) => string;
  /** The heading of the next section, numbered. */
  readonly section: (label: PaperLabel) => string;
  readonly set: Typeset;
  /** Row of a shortfall on the Excel report's ledger, which names its cells. */
  readonly referenceOf: (finding: Finding) => string;
}

type Block = Paragraph | Table;

const reference = (result: AuditResult, lang: Lang): ((finding: Finding) => string) => {
  const rows = new Map(shortfalls(result).map(({ finding }, index) => [finding.id, LEDGER_TOP.first + index]));
  return ({ id }) => {
    const row = rows.get(id);
    return row === undefined ? NOTHING : ledgerRowText(row, lang);
  };
};

/** What closes a shortfall as a thing to do; where no amount says it, why it falls short. */
const measureOf = (each: Shortfall, need: Need | null, { speaker }: Paper): string => {
  const { finding } = each;
  const text = remedyText(each, need, speaker.lang) ?? reasonText(finding, speaker);
  return finding.waived === null ? text : text + waivedMark(speaker.lang);
};

const bound = (finding: Finding, lang: Lang): string =>
  finding.bound === null ? requirementText(finding, lang) : boundSymbolText(finding.bound);

/** A list or a table, its first rows, and how many there are beside them. */
const contentOf = ({ set, speaker: { lang } }: Paper, block: ReportBlock): Block[] =>
  blockContent(set, block, { lang, rest: (left) => restText(left, lang) });

const limited = <Item>(paper: Paper, items: readonly Item[], columns: readonly ColumnOf<Item>[]): Block[] =>
  contentOf(paper, tableOf(items, columns));

/** What every report says first, as paragraphs. */
const conclusion = (paper: Paper): Block[] => {
  const { first, opening, section, set } = paper;
  const { lang } = paper.speaker;
  const { verdicts, local, notices } = first;
  const runIn = (id: string): Block[] =>
    opening
      .filter((each) => each.id === id)
      .map(({ title, said = [], blocks }) =>
        set.paragraph(labelled(title, closedText(clauses([...said, ...blocks.flatMap(textsOf)], lang), lang), lang)),
      );
  return [
    set.heading(section("conclusion")),
    ...verdicts.map(({ text }) => set.paragraph(text, { bold: true })),
    ...(local === null ? [] : [set.paragraph(closedText(local, lang))]),
    ...["facts", "conditions", "completeness"].flatMap(runIn),
    ...notices.map((notice) => set.paragraph(closedText(notice, lang))),
  ];
};

/** Failing schools that the paper's own text names; all stand in an annex. */
const UNITS_NAMED = 5;

/** How schools and spreads stand, in sentences. */
const situation = (paper: Paper): Block[] => {
  const { result, speaker, say, section, set } = paper;
  const { lang } = speaker;
  const short = failingUnits(result);
  const names = short.slice(0, UNITS_NAMED).map((each) => failingUnitText(each, speaker, false));
  const more = short.length - names.length;
  return [
    set.heading(section("situationTitle")),
    set.paragraph(closedText(unitCountText(result.summary.units, lang), lang)),
    ...names.map((text) => set.paragraph(closedText(text, lang))),
    ...(more > 0 ? [set.paragraph(restInAnnexText(more, lang))] : []),
    ...(result.dispersion.length === 0
      ? []
      : [set.paragraph(closedText(labelled(say("spreadWord"), spreadCountText(result.dispersion, lang), lang), lang))]),
  ];
};

const noDutyOf = (result: AuditResult): PaperLabel => (hasOpen(result) ? "noKnownDuty" : "noDuty");

/** What to do first, and what all that decides comes to. */
const measures = (paper: Paper): Block[] => {
  const { opening, result, say, section, set } = paper;
  const actions = opening.find(({ id }) => id === "actions");
  return [
    set.heading(section("measures")),
    ...(actions === undefined
      ? [set.paragraph(say(noDutyOf(result)))]
      : actions.blocks.flatMap((block) => contentOf(paper, block))),
    ...(hasOpen(result) ? [set.paragraph(say("openDuty"))] : []),
  ];
};

/** How many of each part are met, as a table. */
const parts = (paper: Paper): Block[] => {
  const { result, speaker, set } = paper;
  const { lang } = speaker;
  return [
    ...partsSection(result, lang, false).blocks.flatMap((block) => contentOf(paper, block)),
    set.paragraph(
      closedText(labelled(headingWord("problems", lang), problemCountText(result.summary.problems, lang), lang), lang),
    ),
  ];
};

const resources = (paper: Paper): Block[] => {
  const { result, speaker, say, set } = paper;
  const { lang } = speaker;
  const short = failingUnits(result);
  const ids = new Set(short.map(({ subject }) => JSON.stringify([subject.id, subject.stage])));
  const gaps = shortfalls(result).filter(
    ({ finding: { check, subject } }) => check === "ratio" && ids.has(JSON.stringify([subject.id, subject.stage])),
  );
  const situationOf = (finding: Finding): string =>
    finding.reason.code === "quorum"
      ? clauses([quorumReachedText(finding.reason, lang), quorumShortText(finding.reason, lang)], lang)
      : reasonText(finding, speaker);
  const driversOf = ({ influence }: Dispersion): string =>
    listed(
      [...influence]
        .sort((left, right) => (right.share ?? 0) - (left.share ?? 0))
        .slice(0, DRIVERS_NAMED)
        .map(({ name, share }) => `${name}${share === null ? "" : ` ${partText(share)}`}`),
      lang,
    );
  return [
    set.subheading(say("schools")),
    ...(short.length === 0
      ? [set.paragraph(say(result.summary.units.unknown > 0 ? "allKnownMet" : "allSchoolsMet"))]
      : [
          ...limited(paper, short, [
            column(headingWord("school", lang), "name", 34, ({ subject }) => subject.name ?? NOTHING),
            column(headingWord("stage", lang), "brief", 10, ({ subject }) => stageWord(subject.stage, lang)),
            column(say("situation"), "name", 56, situationOf),
          ]),
          set.space(),
          ...limited(paper, bySchool(gaps).flat(), [
            column(headingWord("school", lang), "name", 21, ({ finding }) => subjectText(finding.subject, lang)),
            column(headingWord("indicator", lang), "name", 22, ({ finding }) => indicatorText(finding.indicator, lang)),
            column(headingWord("value", lang), "number", 16, ({ finding }) => valueText(finding, speaker)),
            column(headingWord("requirement", lang), "number", 11, ({ finding }) => bound(finding, lang)),
            column(headingWord("must", lang), "name", 16, ({ must }) => needText(must, lang)),
            column(headingWord("closeAll", lang), "name", 14, ({ whole }) => needText(whole, lang)),
          ]),
        ]),
    set.subheading(say("spread")),
    ...(result.dispersion.length === 0
      ? [set.paragraph(headingWord("none", lang))]
      : contentOf(paper, spreadTable(result.dispersion, lang, false))),
    ...result.dispersion
      .filter(({ status }) => status === "fail")
      .map((each) => {
        const title = `${stageWord(each.stage, lang)} ${indicatorText(each.indicator, lang)} ${say("drivers")}`;
        return set.paragraph(closedText(labelled(title, driversOf(each), lang), lang));
      }),
  ];
};

const itemSituation = (finding: Finding, { result, speaker }: Paper): string => {
  const { lang } = speaker;
  const evidence = countyEvidence(finding, result);
  return clauses(
    [
      reasonText(finding, speaker),
      finding.gap === null || finding.gap.places !== undefined ? null : gapText(finding.gap, lang, finding.bound),
      finding.waived === null ? null : waivedMark(lang),
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
  // What vetoes stands together: S1 among the vetoes too.
  const parts: readonly string[] = part === "veto" ? VETOING : [part];
  const required = result.findings.filter(
    ({ required: decides, indicator, check }) =>
      decides && parts.includes(indicator.part) && check !== "dispersion" && check !== "quorum",
  );
  const met = required.filter(({ status }) => status === "pass");
  const named = (of: readonly Finding[]): readonly string[] =>
    of.map(({ indicator }) => indicatorText(indicator, lang));
  const absent = met.filter(({ check }) => check === "absence");
  const reached = met.filter(({ check }) => check !== "absence");
  const others = required.filter(({ status }) => status !== "pass");
  return [
    set.heading(section(part)),
    ...(required.length === 0 ? [set.paragraph(say("noItems"))] : []),
    ...(others.length === 0
      ? []
      : limited(paper, others, [
          column(headingWord("indicator", lang), "name", 27, ({ indicator }) => indicatorText(indicator, lang)),
          column(headingWord("status", lang), "brief", 12, ({ status }) => statusWord(status, lang)),
          column(say("situation"), "name", 43, (finding) => itemSituation(finding, paper)),
          column(say("reference"), "name", 18, (finding) => itemReference(finding, paper)),
        ])),
    ...(reached.length === 0 ? [] : [set.paragraph(metItemsText(named(reached), lang))]),
    ...(absent.length === 0 ? [] : [set.paragraph(absentItemsText(named(absent), lang))]),
  ];
};

/** What a plan meant to have done by each year, and what was; nothing where the standard plans nothing. */
const milestones = (paper: Paper): Block[] =>
  paper.result.milestones.length === 0
    ? []
    : [
        paper.set.heading(paper.section("milestones")),
        ...contentOf(paper, milestonesTable(paper.result, paper.speaker.lang)),
      ];

/** What the shortfalls of each kind need together. */
const totals = (paper: Paper): Block[] => {
  const { result, speaker, say, set } = paper;
  const { lang } = speaker;
  const all = needTotals(result).filter(({ must }) => must > 0);
  if (all.length === 0) return [];
  const amount = (total: NeedTotal, of: "must" | "whole"): string =>
    needText({ amount: total[of], unit: total.unit, direction: total.direction, to: "requirement" }, lang);
  return [
    set.space(),
    ...limited(paper, all, [
      column(say("totals"), "name", 52, (each) => totalName(each, lang)),
      column(headingWord("must", lang), "number", 24, (each) => amount(each, "must")),
      column(headingWord("closeAll", lang), "number", 24, (each) => amount(each, "whole")),
    ]),
    ...(all.some(({ spread }) => spread !== null) ? [set.paragraph(closedText(totalsRemark(lang), lang))] : []),
  ];
};

/** What to do, and who: first what must be closed, as far as it must, then what is short and decides nothing. */
const duties = (paper: Paper): Block[] => {
  const { result, speaker, say, set, referenceOf } = paper;
  const { lang } = speaker;
  const table = (list: readonly Shortfall[], need: (each: Shortfall) => Need | null): Block[] =>
    limited(paper, list, [
      column(say("whom"), "name", 20, ({ finding }) => subjectText(finding.subject, lang)),
      column(headingWord("indicator", lang), "name", 19, ({ finding }) => indicatorText(finding.indicator, lang)),
      column(say("measure"), "name", 24, (each) => measureOf(each, need(each), paper)),
      // Where the standard names nobody, the meeting does: the cell is left to be filled in.
      column(headingWord("responsible", lang), "name", 14, ({ finding }) => listed(finding.responsible, lang)),
      column(headingWord("deadline", lang), "brief", 11, ({ finding }) => finding.deadline ?? ""),
      column(say("reference"), "name", 12, ({ finding }) => referenceOf(finding)),
    ]);
  const [decide, others] = [shortfallsThat(true, result), shortfallsThat(false, result)];
  return [
    set.subheading(say("deciding")),
    ...(decide.length === 0
      ? [set.paragraph(say(noDutyOf(result)))]
      : [
          set.paragraph(closedText(shortfallCountText(decide, lang), lang)),
          ...table(decide, ({ must }) => must),
          ...totals(paper),
        ]),
    ...(others.length === 0
      ? []
      : [
          set.subheading(say("notDeciding")),
          set.paragraph(closedText(shortfallCountText(others, lang), lang)),
          ...table(others, ({ whole }) => whole),
        ]),
  ];
};

const open = (paper: Paper): Block[] => {
  const { result, speaker, say, set } = paper;
  const unsettled = result.findings.filter(isOpen);
  if (unsettled.length === 0) return [set.paragraph(say("noOpen"))];
  const told = openItems(unsettled, result, speaker, 0);
  const items = told.slice(0, MOST_ROWS);
  return contentOf(paper, { kind: "list", items, whole: true, left: told.length - items.length });
};

/**
 * A short meeting paper as an official document (GB/T 9704-2012): the bytes of a .docx. Its own text is short and names no
 * cell; what is longer stands in annexes. Composed by rule: every figure is the result's, and stands with the row of the
 * Excel report that has its cells. Equal results give equal bytes.
 */
export const renderDocx = async (result: AuditResult, options: RenderOptions): Promise<Uint8Array> => {
  const { lang } = options;
  const speaker = paperSpeakerOf(result, lang);
  const first = openingOf(result, speaker);
  const set = await typesetting(lang);
  let sections = 0;
  const paper: Paper = {
    result,
    speaker,
    set,
    say: (label) => paperWord(label, lang),
    first,
    opening: openingSections(first, lang, "paper"),
    section: (label) => paperSection(label, sections++, lang),
    referenceOf: reference(result, lang),
  };
  const own = [...conclusion(paper), ...situation(paper), ...measures(paper)];
  sections = 0;
  const byPart = (["guarantee", "quality", "recognition", "veto"] as const).flatMap((part) => items(part, paper));
  const annexes: readonly (readonly [PaperLabel, readonly Block[]])[] = [
    ["partsTitle", parts(paper)],
    ["resourcesTitle", resources(paper)],
    ["itemsTitle", [...byPart, ...milestones(paper)]],
    ["duties", duties(paper)],
    ["open", open(paper)],
  ];
  const title = paperTitle(countyText(result, lang), lang, result.standard.programme);
  const blocks: Block[] = [
    set.title(title),
    set.subtitle(paperSubtitle(result.source.dataYear, result.standard.asOf, result.standard.title[lang], lang)),
    ...own,
    ...set.annexList(annexes.map(([label]) => paper.say(label))),
    ...set.signed(paper.say("signature"), result.standard.asOf),
    ...annexes.flatMap(([label, content], index) => [...set.annex(index + 1, paper.say(label)), ...content]),
    set.heading(paper.say("notes")),
    set.paragraph(paper.say("references")),
    ...(first.planWords === null ? [] : [set.paragraph(closedText(first.planWords, lang))]),
    set.paragraph(paperStampText(result, lang) + (options.stamp === undefined ? "" : ` · ${options.stamp}`)),
  ];
  const bytes = await set.bytes(blocks, {
    title,
    creator: `${result.tool.name} ${result.tool.version}`,
    written: `${result.standard.asOf}T00:00:00Z`,
  });
  return fixZipTimes(bytes);
};
