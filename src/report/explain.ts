import type { UsedConfig } from "../model/config.ts";
import type { AuditResult, Finding, Input } from "../model/result.ts";
import type { Citation, Indicator, Standard, StandardOption } from "../model/standard.ts";
import { rowsOf } from "./document.ts";
import { findingParts } from "./finding-parts.ts";
import type { RenderOptions } from "./reporter.ts";
import { sourceFinding, toldInputs } from "./shortfalls.ts";
import { newPage, type Page, statusCell, statusMark } from "./terminal/page.ts";
import {
  aside,
  askedOfText,
  boundText,
  checkQuantities,
  checkText,
  citationText,
  configText,
  definitionText,
  dispersionText,
  dutyText,
  exclusionText,
  floorText,
  formulaText,
  gapText,
  gradeText,
  headingWord,
  indicatorText,
  inputOfText,
  inputsText,
  inputText,
  type Lang,
  labelled,
  listed,
  moreText,
  notAskedText,
  noteText,
  optionText,
  partWord,
  quantityLabel,
  reachText,
  reasonText,
  relaxationText,
  requirementText,
  roundingText,
  type Speaker,
  settleText,
  splitText,
  standardSpeaker,
  subjectText,
  valueText,
  waivedText,
  workingText,
} from "./wording.ts";

export interface Explanation {
  readonly standard: Pick<Standard, "title" | "split" | "local" | "teachingPointFrom">;
  readonly indicator: Indicator;
  /** Options of the standard's document; those of other indicators are left out here. */
  readonly options: readonly StandardOption[];
  /** With a result, every finding of the indicator is explained too. */
  readonly result?: AuditResult;
  /** The settings file of the run; null, as where left out, for none. */
  readonly config?: UsedConfig | null;
  /** Id of the one school to explain. */
  readonly school?: string;
  /** The same school as the workbook has it, for one that has no finding. */
  readonly asked?: { readonly name: string; readonly type: string | null };
}

type WithResult = Explanation & { readonly result: AuditResult };

/** What a plan says of how it reads a clause, or of why it asks less. */
const remarksOn = (id: string, local: Standard["local"], lang: Lang): string[] => {
  if (local === null) return [];
  const looser = local.looser.find(({ indicator }) => indicator === id);
  const remark = Object.hasOwn(local.remarks, id) ? local.remarks[id] : undefined;
  return [
    ...(looser === undefined ? [] : [noteText({ code: "looser-than-national", remark: looser.remark }, lang)]),
    ...(remark === undefined ? [] : [noteText({ code: "clause-read", remark }, lang)]),
  ];
};

const LABEL_WIDTH = 12;
const USUAL_FINDINGS = 20;
/** Findings of schools, and schools of a spread, that are named where nobody asked for all of them. */
const BRIEF_FINDINGS = 6;
const BRIEF_INPUTS = 3;
/** Figures of a finding that falls short. */
const MOST_BRIEF_INPUTS = 8;

/** The citation, and how well it is attested. */
const gradedText = (citation: Citation, lang: Lang): string =>
  citationText(citation, lang) + aside(gradeText(citation.grade, lang), lang);

const what = (page: Page, { standard, indicator, options, result, school }: Explanation, speaker: Speaker): void => {
  const { lang } = speaker;
  page.text(indicatorText(indicator, lang), { paint: page.paints.strong });
  page.text([partWord(indicator.part, lang), indicator.id, standard.title[lang]].join(" · "), {
    paint: page.paints.faint,
  });
  const duty = dutyText(indicator, lang);
  if (duty !== null) page.text(duty);
  for (const remark of remarksOn(indicator.id, standard.local, lang)) page.text(remark);
  const cited = new Set<string>();
  const defined = new Set<string>();
  let askedBefore: string | null = null;
  for (const check of indicator.checks) {
    const words = checkText(check, indicator, speaker);
    page.blank();
    const own = {
      responsible: check.responsible ?? [],
      deadline: check.due === indicator.deadline ? null : (check.due ?? null),
    };
    const duties = dutyText(own, lang);
    if (duties !== null) page.text(duties);
    page.field(headingWord("formula", lang), words.formula, LABEL_WIDTH);
    for (const threshold of words.thresholds) page.field(headingWord("bound", lang), threshold, LABEL_WIDTH);
    const asked = askedOfText(check, standard, lang);
    if (asked !== null && asked !== askedBefore) page.field(headingWord("askedOf", lang), asked, LABEL_WIDTH);
    askedBefore = asked;
    const quantities = checkQuantities(check);
    if (quantities.length > 0) {
      page.field(
        headingWord("sources", lang),
        listed(
          [...new Set(quantities)].map((key) => quantityLabel(key, null, speaker)),
          lang,
        ),
        LABEL_WIDTH,
      );
      // Beside a county's findings the names are enough.
      for (const key of result === undefined || school !== undefined ? quantities : []) {
        const definition = defined.has(key) ? null : definitionText(key, speaker);
        defined.add(key);
        if (definition !== null) page.item({ text: "·" }, definition);
      }
    }
    if (check.kind === "ratio" && check.split) {
      page.field(headingWord("split", lang), citationText(standard.split.citation, lang), LABEL_WIDTH);
    }
    const citation = gradedText(check.citation, lang);
    if (!cited.has(citation)) page.field(headingWord("citation", lang), citation, LABEL_WIDTH);
    cited.add(citation);
  }
  const own = options.filter((option) =>
    option.kind === "scope" ? indicator.part === "resource" : option.indicator === indicator.id,
  );
  if (own.length === 0) return;
  page.section(headingWord("options", lang));
  for (const option of own) {
    page.item({ text: "·" }, optionText(option, lang));
    if (result === undefined) page.text(gradedText(option.citation, lang), { indent: 2, paint: page.paints.faint });
  }
};

/** Whom a finding is about, and which of its indicator's checks it is where there are several. */
const headOf = (
  { id, check, subject }: Finding,
  { standard, indicator }: Explanation,
  lang: Lang,
): readonly string[] => {
  // A coefficient is named beside its figures.
  const part = check === "dispersion" ? null : findingParts({ local: standard.local, indicators: [indicator] })(id);
  return [subjectText(subject, lang), ...(part === null ? [] : [part[lang]])];
};

const explained = (page: Page, finding: Finding, explanation: WithResult, speaker: Speaker): void => {
  const { lang } = speaker;
  const { result } = explanation;
  const isSpread = finding.check === "dispersion";
  page.blank();
  page.item(
    statusMark(finding.status, page),
    [
      ...headOf(finding, explanation, lang),
      statusCell(finding.status, page, lang).text.slice(2),
      ...(finding.required ? [headingWord("required", lang)] : []),
    ].join(" · "),
    { paint: page.paints.strong },
  );
  const field = (label: Parameters<typeof headingWord>[0], text: string | null): void => {
    if (text !== null && text !== "") page.field(headingWord(label, lang), text, LABEL_WIDTH);
  };
  field("reason", reasonText(finding, speaker));
  if (finding.value !== null) field("value", valueText(finding, speaker));
  field("requirement", finding.bound === null ? requirementText(finding, lang) : boundText(finding.bound, lang));
  const floor = finding.bound === null ? null : floorText(finding.bound, lang);
  field("requirement", floor);
  field("formula", formulaText(finding.working.formula, speaker, finding.subject.stage));
  field("working", workingText(finding, speaker));
  if (finding.working.split !== null) {
    field("split", splitText(finding.working.split, lang));
    field("split", citationText(finding.working.split.citation, lang));
  }
  for (const input of toldInputs(finding)) {
    const from = sourceFinding(finding, input, result);
    field("sources", from === null ? inputText(input, speaker) : inputOfText(input, from, isSpread, speaker));
  }
  if (isSpread) {
    const spread = result.dispersion.find(
      (each) => each.indicator.id === finding.indicator.id && each.stage === finding.subject.stage,
    );
    if (spread !== undefined) field("coefficient", dispersionText(spread, lang));
  }
  if (finding.gap !== null) {
    field("gap", gapText(finding.gap, lang, finding.bound));
    field("hint", reachText(finding, lang));
  }
  field("hint", settleText(finding, lang));
  if (finding.roundingSensitive) page.item({ text: "·" }, roundingText(lang));
  for (const note of finding.notes) page.item({ text: "·" }, noteText(note, lang));
  if (finding.relaxation !== null) page.item({ text: "·" }, relaxationText(finding.relaxation, lang));
  if (finding.waived !== null) page.item({ text: "·" }, waivedText(finding.waived, lang));
  field("citation", citationText(finding.citation, lang));
};

/** The inputs of a spread that lie farthest from its mean, the farthest first. */
const farthest = (finding: Finding, mean: number | null): Finding["working"]["inputs"] => {
  const away = ({ value }: Input): number => (typeof value === "number" && mean !== null ? Math.abs(value - mean) : 0);
  return [...toldInputs(finding)].sort((left, right) => away(right) - away(left)).slice(0, BRIEF_INPUTS);
};

/** The inputs of a finding; of classes of which the largest counts, those over the cap, or the largest, before the others. */
const worstInputs = (finding: Finding): Finding["working"]["inputs"] => {
  const inputs = toldInputs(finding);
  if (finding.working.formula.kind !== "largest") return inputs;
  const most = finding.bound?.value ?? null;
  const over = inputs.filter(
    ({ quantity, value }) => quantity === "largestClass" && typeof value === "number" && value > Number(most),
  );
  const others = inputs.filter((input) => !over.includes(input));
  return over.length === 0 ? inputs : [...over, ...others.filter(({ quantity }) => quantity !== "largestClass")];
};

/** A county's finding in a few lines: why it stands as it does, the schools that count most, what would change it. */
const explainedBriefly = (page: Page, finding: Finding, explanation: WithResult, speaker: Speaker): void => {
  const { lang } = speaker;
  const { result } = explanation;
  page.item(
    statusMark(finding.status, page),
    [...headOf(finding, explanation, lang), reasonText(finding, speaker)].filter((each) => each !== "").join(" · "),
    { paint: page.paints.strong },
  );
  const told = (text: string | null): void => {
    if (text !== null && text !== "") page.text(text, { indent: 2 });
  };
  const spread =
    finding.check === "dispersion"
      ? result.dispersion.find(
          ({ indicator, stage }) => indicator.id === finding.indicator.id && stage === finding.subject.stage,
        )
      : undefined;
  if (spread !== undefined && finding.status !== "pass") {
    const inputs = farthest(finding, spread.mean);
    told(
      listed(
        inputs.map((input) => {
          const from = sourceFinding(finding, input, result);
          return from === null ? inputText(input, speaker) : inputOfText(input, from, true, speaker);
        }),
        lang,
      ),
    );
    told(dispersionText(spread, lang));
  }
  if (finding.status === "fail" && finding.check !== "dispersion" && finding.check !== "rollup") {
    const inputs = worstInputs(finding);
    const shown = inputs.slice(0, MOST_BRIEF_INPUTS);
    const own = shown.filter((input) => sourceFinding(finding, input, result) === null);
    const others = shown.flatMap((input) => {
      const from = sourceFinding(finding, input, result);
      return from === null ? [] : [inputOfText(input, from, false, speaker)];
    });
    told(listed([...others, ...(own.length === 0 ? [] : [inputsText(own, speaker)])], lang));
    told(workingText(finding, speaker));
  }
  if (finding.gap !== null) told(gapText(finding.gap, lang, finding.bound));
  told(reachText(finding, lang));
  told(settleText(finding, lang));
  for (const note of finding.notes) told(noteText(note, lang));
  if (finding.relaxation !== null) told(relaxationText(finding.relaxation, lang));
  if (finding.waived !== null) told(waivedText(finding.waived, lang));
};

/** Judged of schools at their stages, so that one that is out of scope has no finding. */
const isOfUnits = ({ checks }: Indicator): boolean =>
  checks.some(({ kind }) => kind === "ratio" || kind === "quorum" || kind === "arts-rooms" || kind === "school-size");

/**
 * What an indicator asks and where it comes from; with a result, why each of its findings has its status: formula, numbers
 * put in, cells, split, bound, distance, and what would reach it. Ends with a line feed.
 */
export const renderExplanation = (explanation: Explanation, options: RenderOptions): string => {
  const { lang } = options;
  const speaker = standardSpeaker({ local: explanation.standard.local, indicators: [explanation.indicator] }, lang);
  const page = newPage(options);
  what(page, explanation, speaker);
  const { config = null } = explanation;
  if (config !== null) {
    page.blank();
    page.text(configText(config, lang), { paint: page.paints.faint });
  }
  const { result, school, asked, indicator, standard } = explanation;
  if (result !== undefined) {
    const told = { ...explanation, result };
    page.section(
      school === undefined
        ? headingWord("findings", lang)
        : labelled(headingWord("findings", lang), schoolName(result, school) ?? asked?.name ?? school, lang),
    );
    const findings = result.findings.filter(
      (finding) => finding.indicator.id === indicator.id && (school === undefined || finding.subject.id === school),
    );
    const limit = rowsOf(options.limitRows, USUAL_FINDINGS);
    // What decides first, then what falls short or is open; a long row of passes comes last.
    const rank = { fail: 0, unknown: 1, pass: 2, notApplicable: 3 } as const;
    const ordered = [...findings].sort(
      (left, right) => Number(right.required) - Number(left.required) || rank[left.status] - rank[right.status],
    );
    // A school that is not judged at a stage has no finding there: the reason stands in its place.
    const excluded = isOfUnits(indicator) ? result.excluded.filter(({ school: { id } }) => id === school) : [];
    if (ordered.length === 0 && excluded.length === 0) {
      const of = new Set(indicator.checks.flatMap((check) => askedOfText(check, standard, lang) ?? []));
      page.text(asked === undefined ? headingWord("noFindings", lang) : notAskedText(asked.type, [...of], lang));
    }
    for (const each of excluded) {
      page.blank();
      page.item({ text: "–" }, exclusionText(each, lang));
      page.field(headingWord("citation", lang), citationText(each.citation, lang), LABEL_WIDTH);
    }
    if (school === undefined && options.limitRows === undefined && ordered.length > BRIEF_FINDINGS) {
      const decides = ordered.filter(({ required }) => required);
      const open = ordered.filter(({ required, status }) => !required && (status === "fail" || status === "unknown"));
      for (const finding of decides) explainedBriefly(page, finding, told, speaker);
      for (const finding of open.slice(0, BRIEF_FINDINGS)) explainedBriefly(page, finding, told, speaker);
      page.blank();
      const left = ordered.length - decides.length - Math.min(open.length, BRIEF_FINDINGS);
      if (left > 0) page.text(moreText(left, "--all", lang), { paint: page.paints.faint });
      return page.toString();
    }
    for (const finding of ordered.slice(0, limit)) explained(page, finding, told, speaker);
    if (ordered.length > limit) {
      page.blank();
      page.text(moreText(ordered.length - limit, "--all", lang), { paint: page.paints.faint });
    }
  }
  return page.toString();
};

const schoolName = (result: AuditResult, id: string): string | null =>
  result.findings.find((finding) => finding.subject.id === id)?.subject.name ??
  result.excluded.find((each) => each.school.id === id)?.school.name ??
  null;
