import { PARTS, type Part, VETOING } from "../../model/parts.ts";
import type { Finding } from "../../model/result.ts";
import { sectionOf, WHOLE } from "../document.ts";
import { openingOf } from "../opening.ts";
import { blockMarkup, sectionMarkup, verdictMarkup } from "../render/html.ts";
import { openingRemarks, openingSections } from "../sections/opening.ts";
import { exceptionsSection, isOpen, milestonesList, openItems, partsSection } from "../sections/rest.ts";
import { bySchool, failingUnits, type NeedTotal, needTotals, type Shortfall, shortfallsThat } from "../shortfalls.ts";
import {
  citationText,
  clauses,
  countyText,
  dutyText,
  formulaText,
  headingWord,
  indicatorText,
  labelled,
  listed,
  metCountText,
  NOTHING,
  needText,
  noneDecidingText,
  partWord,
  placeText,
  problemCountText,
  problemText,
  readingText,
  reasonText,
  reconciliationText,
  reportTitle,
  requirementText,
  restOfItemsText,
  restOfSchoolsText,
  severityWord,
  shortfallCountText,
  spreadLine,
  stageWord,
  subjectText,
  totalName,
  totalsRemark,
  verdictReasonText,
} from "../wording.ts";
import { type Content, html, type Markup } from "./markup.ts";
import { list as bullets, column, mark, markSymbol, type Page, paragraph, section, table } from "./page.ts";
import { countyItem, countyPart, openLine, shortfall, unitLine } from "./workings.ts";

const CELLS_SHOWN = 12;

/** What the report says first: verdict, the facts that decide, what to do, what is open, and the conditions beside it. */
export const conclusion = (page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const first = openingOf(result, speaker);
  const reasons = result.reasons.map((reason) => [mark(reason.status, lang), " ", verdictReasonText(reason, lang)]);
  return section("conclusion", say("conclusion"), [
    first.verdicts.map(verdictMarkup),
    bullets(
      openingRemarks(first, null).map(({ mark: sign, text }) =>
        sign === undefined ? text : html`<b aria-hidden="true">${sign} </b>${text}`,
      ),
    ),
    html`<div class="blocks">${openingSections(first, lang, "page").map(({ title, said = [], blocks }) => {
      const content = [said.map(paragraph), blocks.map((block) => blockMarkup(block, title, lang, markSymbol))];
      return html`<div class="block"><h3>${title}</h3>${content}</div>`;
    })}</div>`,
    reasons.length === 0 ? null : html`<details><summary>${say("reasons")}</summary>${bullets(reasons)}</details>`,
  ]);
};

export const parts = ({ result, speaker: { lang } }: Page): Markup =>
  sectionMarkup(partsSection(result, lang), { lang, ...WHOLE });

/** Schools that stand open in a list; the others are folded. */
const SCHOOLS_OPEN = 5;

const folded = (title: string, content: Content): Markup =>
  html`<details class="fold"><summary>${title}</summary>${content}</details>`;

/** A card for each school, the worst first. */
const schoolBlocks = (list: readonly Shortfall[], page: Page, open = SCHOOLS_OPEN): Content => {
  const cards = bySchool(list).map(
    (own) =>
      html`<div class="school"><h3>${own[0]!.finding.subject.name ?? NOTHING}</h3>${own.map((each) => shortfall(each, page))}</div>`,
  );
  const rest = cards.slice(open);
  return [
    cards.slice(0, open),
    rest.length === 0 ? null : folded(restOfSchoolsText(rest.length, page.speaker.lang), rest),
  ];
};

/** 未达标学校: those that fall short of what is asked of their resources together. */
const unitBlock = (page: Page): Content => {
  const units = failingUnits(page.result);
  if (units.length === 0) return null;
  const title = headingWord("failingUnits", page.speaker.lang);
  return [
    html`<h3>${labelled(title, String(units.length), page.speaker.lang)}</h3>`,
    units.slice(0, SCHOOLS_OPEN).map((each) => unitLine(each, page)),
    units.length <= SCHOOLS_OPEN
      ? null
      : folded(
          restOfSchoolsText(units.length - SCHOOLS_OPEN, page.speaker.lang),
          units.slice(SCHOOLS_OPEN).map((each) => unitLine(each, page)),
        ),
  ];
};

/** What must be closed for the verdict: schools, worst first, spreads, and what it comes to. */
export const deciding = (page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const list = shortfallsThat(true, result);
  const spreads = list.filter(({ kind }) => kind === "spread");
  const county = list.filter(({ finding, kind }) => finding.subject.kind === "county" && kind !== "spread");
  return section(
    "deciding",
    headingWord("deciding", lang),
    list.length === 0 && failingUnits(result).length === 0
      ? paragraph(noneDecidingText(result, lang))
      : [
          paragraph(shortfallCountText(list, lang)),
          html`<p><button type="button" class="workings" id="workings" hidden aria-pressed="false" data-expand="${say("expand")}" data-collapse="${say("collapse")}">${say("expand")}</button></p>`,
          schoolBlocks(list, page),
          unitBlock(page),
          bullets(spreads.map(({ finding }) => [mark("fail", lang), " ", spreadLine(finding, speaker)])),
          bullets(county.map(({ finding }) => [mark("fail", lang), " ", countyShortLine(finding, page)])),
          totals(page),
        ],
  );
};

/** What falls short and does not have to be closed; null where nothing does. */
export const notDeciding = (page: Page): Markup | null => {
  const { result, speaker } = page;
  const { lang } = speaker;
  const list = shortfallsThat(false, result);
  if (list.length === 0) return null;
  const county = list.filter(({ finding }) => finding.subject.kind === "county");
  return section("notdeciding", headingWord("notDeciding", lang), [
    paragraph(shortfallCountText(list, lang)),
    schoolBlocks(list, page, 0),
    bullets(county.map(({ finding }) => countyShortLine(finding, page))),
  ]);
};

const countyShortLine = (finding: Finding, { speaker }: Page): string =>
  labelled(indicatorText(finding.indicator, speaker.lang), reasonText(finding, speaker), speaker.lang);

/** What is enough, and what would close everything, by kind. */
const totals = ({ result, speaker }: Page): Content => {
  const { lang } = speaker;
  const all = needTotals(result).filter(({ must }) => must > 0);
  if (all.length === 0) return null;
  const amount = ({ unit, direction }: NeedTotal, value: number): string =>
    needText({ amount: value, unit, direction, to: "requirement" }, lang);
  const title = headingWord("totals", lang);
  return [
    html`<h3>${title}</h3>`,
    table(title, all, [
      column(headingWord("indicator", lang), null, (each) => totalName(each, lang)),
      column(headingWord("decidingCount", lang), "number", ({ decides }) => decides),
      column(headingWord("must", lang), "number", (each) => amount(each, each.must)),
      column(headingWord("closeAll", lang), "number", (each) => amount(each, each.whole)),
    ]),
    all.some(({ spread }) => spread !== null) ? html`<p class="faint">${totalsRemark(lang)}</p>` : null,
  ];
};

const isCountyItem = (finding: Finding): boolean =>
  finding.required && finding.subject.kind === "county" && finding.check !== "dispersion" && finding.check !== "quorum";

/** Schools whose evidence decides a county item: names that lead to their workings. */
const schoolEvidence = (item: Finding, page: Page): Content => {
  const of = (status: "fail" | "unknown"): Content[] =>
    page.result.findings.flatMap((other) => {
      if (other.indicator.id !== item.indicator.id || other.subject.kind !== "school" || other.status !== status) {
        return [];
      }
      const anchor = page.anchorOf(other);
      const name = subjectText(other.subject, page.speaker.lang);
      return [anchor === null ? name : html`<a href="#${anchor}">${name}</a>`];
    });
  const line = (title: string, names: readonly Content[]): Markup | null =>
    names.length === 0
      ? null
      : html`<p>${labelled(title, "", page.speaker.lang)}${names.map((name, index) => [index === 0 ? null : listed(["", ""], page.speaker.lang), name])}</p>`;
  return [line(page.say("evidenceShort"), of("fail")), line(page.say("evidenceOpen"), of("unknown"))];
};

/** Every part of an item, of whatever status. */
const partsOf = (item: Finding, page: Page): readonly Finding[] =>
  page.result.findings.filter(
    (other) => !other.required && other.indicator.id === item.indicator.id && other.subject.kind === "county",
  );

/** Items of a part with their workings: those not met first, those that are met folded. */
const itemsOf = (part: Part, page: Page): readonly Markup[] => {
  const { lang } = page.speaker;
  const all = page.result.findings.filter((finding) => isCountyItem(finding) && finding.indicator.part === part);
  const drawn = (list: readonly Finding[]): Markup[] =>
    list.map((finding) =>
      countyItem(finding, page, indicatorText(finding.indicator, lang), [
        schoolEvidence(finding, page),
        partsOf(finding, page).map((each) => countyPart(each, page)),
      ]),
    );
  const met = all.filter(({ status }) => status === "pass" || status === "notApplicable");
  return [
    ...drawn(all.filter((each) => !met.includes(each))),
    ...(met.length === 0 ? [] : [folded(metCountText(met.length, lang), drawn(met))]),
  ];
};

/** County items of all parts but the vetoes, each with its working. */
export const countyItems = (page: Page): Markup =>
  section(
    "county",
    page.say("countyAll"),
    PARTS.filter((part) => !VETOING.includes(part)).map((part) => {
      const items = itemsOf(part, page);
      return items.length === 0 ? null : [html`<h3>${partWord(part, page.speaker.lang)}</h3>`, items];
    }),
  );

export const vetoes = (page: Page): Markup => {
  const items = [...itemsOf("recognition", page), ...itemsOf("veto", page)];
  return section(
    "veto",
    page.say("vetoes"),
    items.length === 0 ? paragraph(headingWord("none", page.speaker.lang)) : items,
  );
};

export const milestones = ({ result, speaker: { lang } }: Page): Markup | null =>
  result.milestones.length === 0
    ? null
    : sectionMarkup(sectionOf("milestones", headingWord("milestones", lang), milestonesList(result, lang)), {
        lang,
        ...WHOLE,
      });

/** Open findings of each school, in the order of the workbook. */
const openBySchool = (page: Page): ReadonlyMap<string, { readonly name: string; readonly open: Finding[] }> => {
  const found = new Map<string, { name: string; open: Finding[] }>();
  for (const finding of page.result.findings) {
    if (finding.subject.kind !== "school" || finding.status !== "unknown") continue;
    const school = found.get(finding.subject.id);
    if (school === undefined) found.set(finding.subject.id, { name: finding.subject.name, open: [finding] });
    else school.open.push(finding);
  }
  return found;
};

/** What cannot be concluded, and what would settle it. Units stand with their schools. */
export const unsettled = (page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const bySchool = [...openBySchool(page).values()];
  const ofCounty = result.findings.filter((finding) => isOpen(finding) && finding.subject.kind === "county");
  const county = openItems(ofCounty, result, speaker, CELLS_SHOWN).map(({ text, parts: own }) => [
    text,
    own.length === 0 ? null : bullets(own),
  ]);
  const schoolList = bySchool.map(
    ({ name, open: own }) =>
      html`<details class="item"><summary>${name}</summary><div class="working"><ul>${own.map((finding) => openLine(finding, page))}</ul></div></details>`,
  );
  return section(
    "unsettled",
    headingWord("unsettled", lang),
    county.length === 0 && schoolList.length === 0
      ? paragraph(headingWord("allSettled", lang))
      : [
          county.length === 0 ? null : bullets(county.slice(0, SCHOOLS_OPEN)),
          county.length <= SCHOOLS_OPEN
            ? null
            : folded(restOfItemsText(county.length - SCHOOLS_OPEN, lang), bullets(county.slice(SCHOOLS_OPEN))),
          schoolList.length === 0 ? null : folded(`${say("openSchools")} (${schoolList.length})`, schoolList),
        ],
  );
};

export const problems = (page: Page): Markup => {
  const { result, speaker, say } = page;
  const { lang } = speaker;
  const disagreeing = result.reconciliation.filter(({ agrees }) => agrees === false);
  return section("problems", headingWord("problems", lang), [
    result.problems.length === 0
      ? paragraph(headingWord("noProblems", lang))
      : [
          paragraph(problemCountText(result.summary.problems, lang)),
          table(
            headingWord("problems", lang),
            result.problems.map((problem) => ({ problem, words: problemText(problem, speaker) })),
            [
              column(say("level"), "brief", ({ problem }) => severityWord(problem.severity, lang)),
              column(say("place"), null, ({ problem }) => placeText(problem)),
              column(headingWord("school", lang), null, ({ problem }) => problem.school ?? NOTHING),
              column(headingWord("indicator", lang), null, ({ words }) => words.label || NOTHING),
              column(say("found"), null, ({ words }) => words.found),
              column(say("expected"), null, ({ words }) => words.expected),
              column(headingWord("hint", lang), null, ({ words }) => words.hint),
            ],
          ),
        ],
    disagreeing.length === 0
      ? null
      : [
          html`<h3>${headingWord("reconciliation", lang)}</h3>`,
          bullets(disagreeing.map((line) => reconciliationText(line, lang))),
        ],
  ]);
};

/** Who is not judged, what was eased and what was waived. */
export const exceptions = ({ result, speaker }: Page): Markup | null => {
  const section = exceptionsSection(result, speaker);
  return section === null ? null : sectionMarkup(section, { lang: speaker.lang, ...WHOLE });
};

/** Bounds that differ from school to school are many; the formula says how they come about. */
const MOST_REQUIREMENTS = 4;

interface Source {
  readonly finding: Finding;
  readonly formula: string;
  readonly requirements: Set<string>;
}

/** Each thing that is asked, once for each source it rests on: what, how it is computed, how much, where from. */
export const sources = ({ result, speaker, say }: Page): Markup => {
  const { lang } = speaker;
  const found = new Map<string, Source>();
  for (const finding of result.findings) {
    const { citation, indicator, check, subject, working } = finding;
    if (check === "rollup") continue;
    const formula = formulaText(working.formula, speaker);
    const key = JSON.stringify([indicator.id, citation.document, citation.clause, formula]);
    const source = found.get(key) ?? { finding, formula, requirements: new Set() };
    found.set(key, source);
    if (finding.status === "notApplicable" && finding.bound === null) continue;
    const asked = requirementText(finding, lang);
    source.requirements.add(
      subject.stage === null || check === "quorum" ? asked : labelled(stageWord(subject.stage, lang), asked, lang),
    );
  }
  const all = [...found.values()];
  const asked = ({ requirements }: Source): string =>
    requirements.size === 0 || requirements.size > MOST_REQUIREMENTS ? NOTHING : clauses([...requirements], lang);
  const duty = column<Source>(
    headingWord("responsible", lang),
    null,
    ({ finding }) => dutyText(finding, lang) ?? NOTHING,
  );
  const listed = table(say("sources"), all, [
    column(headingWord("indicator", lang), null, ({ finding }) => indicatorText(finding.indicator, lang)),
    column(headingWord("formula", lang), null, ({ formula }) => formula),
    column(headingWord("requirement", lang), null, asked),
    column(headingWord("citation", lang), null, ({ finding }) => citationText(finding.citation, lang)),
    ...(assigned(result) ? [duty] : []),
  ]);
  return section("sources", say("sources"), folded(`${say("sources")} (${all.length})`, listed));
};

/** Whether the standard names who is responsible, or by when, for anything. */
const assigned = ({ findings }: Page["result"]): boolean =>
  findings.some(({ responsible, deadline }) => responsible.length > 0 || deadline !== null);

export const reading = ({ result, speaker }: Page): Markup | null => {
  const { lang } = speaker;
  if (result.source.reading === null) return null;
  const lines = readingText(result.source.reading, speaker);
  if (lines.length === 0) return null;
  return section(
    "reading",
    headingWord("reading", lang),
    html`<details><summary>${headingWord("reading", lang)}</summary>${bullets(lines.map(({ text }) => text))}</details>`,
  );
};

/** Title of the page and of its window. */
export const titleOf = ({ result, speaker }: Page): string =>
  `${countyText(result, speaker.lang)} · ${reportTitle(result, speaker.lang)}`;
