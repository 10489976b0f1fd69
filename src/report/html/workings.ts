import type { Finding } from "../../model/result.ts";
import { type Shortfall, toldInputs } from "../shortfalls.ts";
import {
  citationText,
  dutyText,
  enoughText,
  formulaText,
  gapText,
  headingWord,
  indicatorText,
  inputText,
  needText,
  noteText,
  partName,
  reachText,
  reasonText,
  relaxationText,
  requirementText,
  roundingText,
  settleText,
  splitText,
  stageWord,
  subjectText,
  valueText,
  waivedMark,
  waivedText,
  wholeText,
  workingText,
} from "../wording.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { mark, type Page } from "./page.ts";

const entry = (term: string, content: Content): Markup => html`<dt>${term}</dt><dd>${content}</dd>`;

/** Everything that explains a finding: why, how it was computed and from which cells, and what it rests on. */
const workingOf = (finding: Finding, { speaker }: Page): Markup => {
  const { lang } = speaker;
  const { formula, split } = finding.working;
  const inputs = toldInputs(finding);
  const { enough } = finding;
  const stage = finding.subject.stage;
  const settle = settleText(finding, lang);
  const reach = reachText(finding, lang);
  const working = workingText(finding, speaker);
  const duty = dutyText(finding, lang);
  const remarks = [
    ...(finding.roundingSensitive ? [roundingText(lang)] : []),
    ...finding.notes.map((note) => noteText(note, lang)),
    ...(finding.relaxation === null ? [] : [relaxationText(finding.relaxation, lang)]),
    ...(finding.waived === null ? [] : [waivedText(finding.waived, lang)]),
  ];
  return html`<div class="working"><dl>${[
    entry(headingWord("reason", lang), [reasonText(finding, speaker), settle === null ? null : [" → ", settle]]),
    reach === null ? null : entry(headingWord("hint", lang), reach),
    enough === null ? null : entry(headingWord("must", lang), enoughText(enough, lang, finding.bound)),
    entry(headingWord("formula", lang), formulaText(formula, speaker, stage)),
    working === null ? null : entry(headingWord("working", lang), working),
    inputs.length === 0
      ? null
      : entry(
          headingWord("sources", lang),
          inputs.map((input, index) => [index === 0 ? null : html`<br>`, inputText(input, speaker)]),
        ),
    split === null ? null : entry(headingWord("split", lang), splitText(split, lang)),
    remarks.length === 0
      ? null
      : entry(
          headingWord("remarks", lang),
          remarks.map((remark, index) => [index === 0 ? null : html`<br>`, remark]),
        ),
    duty === null ? null : entry(headingWord("responsible", lang), duty),
    entry(headingWord("citation", lang), citationText(finding.citation, lang)),
  ]}</dl></div>`;
};

const idOf = (finding: Finding, page: Page): Markup | null => {
  const anchor = page.anchorOf(finding);
  return anchor === null ? null : html` id="${anchor}"`;
};

/** A school's shortfall on one line, its working beneath on demand: what is enough, and what closes all of it. */
export const shortfall = (each: Shortfall, page: Page): Markup => {
  const { finding, must } = each;
  const { speaker } = page;
  const { lang } = speaker;
  const place = finding.subject.stage === null ? "" : `${stageWord(finding.subject.stage, lang)} `;
  const enough = finding.decides
    ? html`<span><span class="faint">${headingWord("must", lang)}</span> <b>${needText(must, lang)}</b></span>`
    : null;
  const whole = wholeText(each, lang) + (finding.waived === null ? "" : waivedMark(lang));
  return html`<details class="item"${idOf(finding, page)}><summary><span class="line"><span>${place}${indicatorText(finding.indicator, lang)}</span><span class="${finding.decides ? "fail" : "faint"}">${valueText(finding, speaker)}</span><span>${requirementText(finding, lang)}</span>${enough}<span><span class="faint">${headingWord("closeAll", lang)}</span> ${whole}</span></span></summary>${workingOf(finding, page)}</details>`;
};

/** A school that falls short of its quorum: how many it meets, which keep it from it, and its working beneath. */
export const unitLine = (finding: Finding, page: Page): Markup => {
  const { speaker } = page;
  const { lang } = speaker;
  const waived = finding.waived === null ? "" : waivedMark(lang);
  return html`<details class="item"${idOf(finding, page)}><summary><span class="wide"><span>${subjectText(finding.subject, lang)}</span><span>${reasonText(finding, speaker)}${waived}</span></span></summary>${workingOf(finding, page)}</details>`;
};

/** A school's open question: what is missing says it all, so it needs no working. */
export const openLine = (finding: Finding, page: Page): Markup => {
  const { speaker } = page;
  const { lang } = speaker;
  const settle = settleText(finding, lang);
  const stage = finding.subject.stage === null ? null : `${stageWord(finding.subject.stage, lang)} `;
  return html`<li${idOf(finding, page)}>${stage}<b>${finding.indicator.code}</b> ${reasonText(finding, speaker)}${settle === null ? null : [" → ", settle]}</li>`;
};

/** A county item or a part of one: status and reason on one line, its working and more beneath. */
export const countyItem = (finding: Finding, page: Page, name: string, more: Content = null): Markup =>
  html`<details class="item"><summary><span class="wide"><span>${name}</span><span>${mark(finding.status, page.speaker.lang)} · ${countyReason(finding, page)}</span></span></summary>${workingOf(finding, page)}${more}</details>`;

const countyReason = (finding: Finding, page: Page): string => {
  const reason = reasonText(finding, page.speaker);
  const { lang } = page.speaker;
  const gap = finding.gap === null ? null : gapText(finding.gap, lang, finding.bound);
  const waived = finding.waived === null ? null : waivedMark(lang);
  return [reason, gap, waived].filter((part) => part !== null && part !== "").join(" · ");
};

/** A part of a county item by its own name. */
export const countyPart = (finding: Finding, page: Page): Markup =>
  countyItem(finding, page, partName(finding, page.speaker.lang));
