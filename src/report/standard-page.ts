import { citationsOf, lowestGrade } from "../model/grades.ts";
import { PARTS, type Part } from "../model/parts.ts";
import type { Citation, Indicator, LocalTerms, Standard, StandardChange, StandardDocument } from "../model/standard.ts";
import { type Block, filled, type Section, sectionOf, sentence, type Table, WHOLE } from "./document.ts";
import { blockLines, markdownText, sectionLines } from "./render/markdown.ts";
import { putBlock, putSections } from "./render/terminal.ts";
import type { RenderOptions } from "./reporter.ts";
import { newPage } from "./terminal/page.ts";
import type { VerdictChanges } from "./verdict-changes.ts";
import {
  aside,
  checkNameText,
  checkText,
  citationText,
  fieldChangeText,
  fieldText,
  gradeText,
  headingWords,
  indicatorText,
  type Lang,
  labelled,
  listed,
  moreText,
  NOTHING,
  partWord,
  quantityLevelWord,
  type Speaker,
  standardSpeaker,
  statusWord,
  subjectText,
  unitWord,
  type Words,
  wholeCheckText,
} from "./wording.ts";

/** A standard as a page to be read: what it asks and where each clause stands, in Markdown. */

const WORDS = {
  ...headingWords("indicator", "unit", "yes", "no", "none"),
  source: { zh: "依据", en: "Source" },
  edition: { zh: "版本", en: "Edition" },
  asOf: { zh: "要求的日期", en: "Requirements as of" },
  expires: { zh: "有效期至", en: "Expires" },
  noEnd: { zh: "未规定", en: "not stated" },
  base: { zh: "扩展自", en: "Extends" },
  phases: { zh: "工作阶段", en: "Phases" },
  asks: { zh: "要求", en: "What it asks" },
  clause: { zh: "条款", en: "Clause" },
  grade: { zh: "依据等级", en: "Grade of evidence" },
  change: { zh: "与国家标准相比", en: "Against the national standard" },
  duty: { zh: "责任单位", en: "Responsible" },
  due: { zh: "期限", en: "Due" },
  looser: { zh: "低于国家标准之处", en: "Where it asks less than the national standard" },
  remarks: { zh: "条文的理解", en: "How clauses were read" },
  silent: {
    zh: "未作规定之处（只按国家标准判定）",
    en: "On what it is silent (judged by the national standard only)",
  },
  partly: { zh: "部分未作规定", en: "silent in part" },
  wholly: { zh: "整项", en: "wholly" },
  quantities: { zh: "自有的列和项目", en: "Its own columns and items" },
  place: { zh: "所在", en: "Place" },
  title: { zh: "标准", en: "Standard" },
  changed: { zh: "变化", en: "Change" },
  subject: { zh: "对象", en: "Subject" },
  verdicts: { zh: "判定不同之处", en: "What is judged otherwise" },
  before: { zh: "原要求", en: "Before" },
  after: { zh: "现要求", en: "After" },
  unproven: { zh: "不能证明不低于", en: "cannot be shown to ask no less" },
} satisfies Record<string, Words>;

const CHANGES: Readonly<Record<StandardChange["change"], Words>> = {
  same: { zh: "相同", en: "the same" },
  tighter: { zh: "更严", en: "tighter" },
  looser: { zh: "低于", en: "looser" },
  changed: { zh: "表述或范围不同", en: "worded or scoped otherwise" },
  added: { zh: "新增", en: "added" },
  removed: { zh: "没有", en: "left out" },
};

/** 相同, 更严, 低于, 表述或范围不同, 新增, 没有. */
export const changeWord = (change: StandardChange["change"], lang: Lang): string => CHANGES[change][lang];

/** Columns of a terminal that every column of these pages keeps. */
const LEAST = 10;

const table = (headings: readonly string[], rows: Table["rows"]): Table => ({
  kind: "table",
  columns: headings.map((title) => ({ title, kind: "name", width: 100 / headings.length, least: LEAST })),
  rows,
  hasLines: true,
});

/** A page of sections, the first of them without a title: with a look for a terminal, without as Markdown. */
const pageOf = (
  title: string | null,
  first: readonly Block[],
  sections: readonly Section[],
  lang: Lang,
  look: RenderOptions | undefined,
): string => {
  if (look === undefined) {
    const lines = [
      ...(title === null ? [] : [`# ${markdownText(title)}`, ""]),
      ...first.flatMap((block) => [...blockLines(block), ""]),
    ];
    return `${[...lines.slice(0, -1), ...sectionLines(sections, WHOLE)].join("\n").replace(/^\n/, "")}\n`;
  }
  const page = newPage(look);
  if (title !== null) page.text(title, { paint: page.paints.strong });
  for (const block of first) putBlock(page, block, { lang });
  putSections(page, sections, { lang, rows: WHOLE.rows });
  return page.toString();
};

/** What an indicator asks, a line for each check: how it is computed, and its thresholds. */
const asksText = (indicator: Indicator, speaker: Speaker): string =>
  indicator.checks
    .map((check) => {
      const { formula, thresholds } = checkText(check, indicator, speaker);
      // What every document and every veto must show is the same, and stands in the guide.
      if (check.kind === "attestation" || check.kind === "absence") return formula + aside(check.code, speaker.lang);
      return thresholds.length === 0
        ? formula
        : labelled(formula, thresholds.join(speaker.lang === "zh" ? "；" : "; "), speaker.lang);
    })
    .join("\n");

/** The clause; the document's title too where it is not the standard's own. */
const clauseOf = (citation: Citation, own: Citation, lang: Lang): string =>
  citation.document === own.document ? citation.clause : citationText(citation, lang);

const citationsWithin = (indicator: Indicator): readonly Citation[] => {
  const seen = new Map<string, Citation>();
  for (const check of indicator.checks) {
    const all = check.kind === "staged-elimination" ? check.steps.map((step) => step.citation) : [check.citation];
    for (const citation of all) seen.set(`${citation.document}${citation.clause}`, citation);
  }
  return [...seen.values()];
};

/** 责任单位; a line for each requirement that has some, by its clause or code, where they are not the same for all. */
const dutiesOf = (indicator: Indicator, lang: Lang): string =>
  indicator.checks.every(({ responsible }) => responsible === undefined)
    ? listed(indicator.responsible, lang)
    : indicator.checks
        .flatMap((check) => {
          const duties = listed(check.responsible ?? indicator.responsible, lang);
          const name = check.kind === "attestation" ? check.code : check.citation.clause;
          return duties === "" ? [] : [labelled(name, duties, lang)];
        })
        .join("\n");

/**
 * The effective standard: every requirement with its clause, what it changes in its base (`changes`; empty for a
 * standard that extends none), where it asks less, on what it is silent, and what it adds to the workbook.
 */
export const renderStandard = (
  standard: Standard,
  changes: readonly StandardChange[],
  lang: Lang,
  look?: RenderOptions,
): string => {
  const word = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const { local } = standard;
  const speaker = standardSpeaker(standard, lang);
  const facts: string[] = [];
  const fact = (label: string, text: string): void => {
    facts.push(labelled(label, text, lang));
  };
  fact("id", standard.id);
  fact(word("source"), citationText(standard.citation, lang));
  fact(word("edition"), standard.edition);
  fact(word("grade"), gradeText(lowestGrade(citationsOf(standard).map(({ grade }) => grade)), lang));
  fact(word("asOf"), standard.asOf);
  if (local !== null) {
    fact(word("base"), local.base);
    fact(word("expires"), local.expires ?? word("noEnd"));
    for (const phase of local.phases)
      fact(phase.name[lang], `${phase.from} – ${phase.to}${aside(phase.citation.clause, lang)}`);
  }

  const changeOf = new Map(changes.flatMap((each) => (each.after === null ? [] : [[each.after.id, each.change]])));
  const ofPart = (part: Part): Section =>
    sectionOf(
      part,
      partWord(part, lang),
      table(
        [
          word("indicator"),
          word("asks"),
          word("clause"),
          word("grade"),
          ...(local === null ? [] : [word("change"), word("duty"), word("due")]),
        ],
        standard.indicators
          .filter((indicator) => indicator.part === part)
          .map((indicator) => {
            const change = changeOf.get(indicator.id);
            const citations = citationsWithin(indicator);
            return [
              `${indicatorText(indicator, lang)}\n${indicator.id}`,
              asksText(indicator, speaker),
              citations.map((citation) => clauseOf(citation, standard.citation, lang)).join("\n"),
              gradeText(lowestGrade(citations.map(({ grade }) => grade)), lang),
              ...(local === null
                ? []
                : [
                    change === undefined
                      ? NOTHING
                      : changeWord(change, lang) +
                        (local.silent.some((each) => each.indicator === indicator.id)
                          ? aside(word("partly"), lang)
                          : ""),
                    dutiesOf(indicator, lang),
                    indicator.deadline ?? "",
                  ]),
            ];
          }),
      ),
    );

  const byId = new Map(standard.indicators.map((indicator) => [indicator.id, indicator]));
  const nameOf = (id: string): string => {
    const indicator = byId.get(id);
    return indicator === undefined ? id : indicatorText(indicator, lang);
  };
  const listed = (title: keyof typeof WORDS, items: readonly string[]): Section =>
    sectionOf(title, word(title), items.length === 0 ? sentence(word("none")) : { kind: "list", items });
  const ofLocal = (local: LocalTerms): readonly Section[] => [
    listed(
      "looser",
      local.looser.map(({ indicator, remark }) => labelled(nameOf(indicator), remark[lang], lang)),
    ),
    listed(
      "remarks",
      Object.entries(local.remarks).map(([indicator, remark]) => labelled(nameOf(indicator), remark[lang], lang)),
    ),
    listed(
      "silent",
      local.silent.map(({ code, name, check }) => labelled(`${code} ${name[lang]}`, check ?? word("wholly"), lang)),
    ),
    sectionOf(
      "quantities",
      word("quantities"),
      table(
        [word("indicator"), word("place"), word("unit")],
        Object.entries(local.quantities).map(([label, quantity]) => [
          lang === "zh" ? label : `${label} ${quantity.labelEn}`,
          quantityLevelWord(quantity.level, lang),
          unitWord(quantity.unit, 2, lang),
        ]),
      ),
    ),
  ];
  return pageOf(
    standard.title[lang],
    [{ kind: "list", items: facts }],
    [...filled(PARTS.map(ofPart)), ...(local === null ? [] : ofLocal(local))],
    lang,
    look,
  );
};

/**
 * How an indicator stands, with each field that asks less or cannot be shown not to; where none does on the day
 * compared, with what the plan says of its being looser.
 */
const changeText = (each: StandardChange, local: LocalTerms | null, speaker: Speaker): string => {
  const { lang } = speaker;
  const word = changeWord(each.change, lang);
  if (each.change === "added" || each.change === "removed") return word;
  const fields = each.differences
    .filter(({ standing }) => standing === "looser" || standing === "unproven")
    .map(({ check, field, standing, before, after }) => {
      const name = checkNameText(check, [each.after, each.before], speaker);
      const values = fieldChangeText(field, [before, after], WORDS.noEnd[lang], speaker);
      const what = [name, field === null ? wholeCheckText(lang) : fieldText(field, lang)].filter((part) => part !== "");
      return (
        labelled(what.join(" "), values, lang) +
        aside(standing === "looser" ? changeWord("looser", lang) : WORDS.unproven[lang], lang)
      );
    });
  const remark = local?.looser.find(({ indicator }) => indicator === each.after.id)?.remark[lang];
  return [word, ...(fields.length > 0 || remark === undefined ? fields : [remark])].join("\n");
};

/** What the second standard changes in the first, as a table; indicators that ask the same are left out. */
export const renderStandardDiff = (
  before: Standard,
  after: Standard,
  changes: readonly StandardChange[],
  lang: Lang,
  look?: RenderOptions,
): string => {
  const word = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const shown = changes.filter(({ change }) => change !== "same");
  const differences = table(
    [word("indicator"), word("changed"), word("before"), word("after")],
    shown.map((each) => [
      indicatorText(each.after ?? each.before, lang),
      changeText(each, after.local?.base === before.id ? after.local : null, standardSpeaker(after, lang)),
      each.before === null ? NOTHING : asksText(each.before, standardSpeaker(before, lang)),
      each.after === null ? NOTHING : asksText(each.after, standardSpeaker(after, lang)),
    ]),
  );
  return pageOf(
    `${before.id} → ${after.id}`,
    [shown.length === 0 ? sentence(word("none")) : differences],
    [],
    lang,
    look,
  );
};

/** The standards that ship: id, title, what each extends, until when. */
export const renderStandardList = (
  standards: readonly StandardDocument[],
  lang: Lang,
  look?: RenderOptions,
): string => {
  const word = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const all = table(
    ["id", word("title"), word("base"), word("edition"), word("expires")],
    standards.map(({ id, title, edition, local }) => [
      id,
      title[lang],
      local?.base ?? NOTHING,
      edition,
      local?.expires ?? NOTHING,
    ]),
  );
  return pageOf(null, [all], [], lang, look);
};

/** 只有 national-2017 有的判定 72 处（达标 70，未达标 2）. */
const onlyText = (standard: string, only: VerdictChanges["changes"], lang: Lang): string => {
  const counts = (["pass", "fail", "unknown", "notApplicable"] as const).flatMap((status) => {
    const count = only.filter(({ before, after }) => (before ?? after) === status).length;
    return count === 0 ? [] : [`${statusWord(status, lang)} ${count}`];
  });
  const held = counts.join(lang === "zh" ? "，" : ", ");
  return lang === "zh"
    ? `只有 ${standard} 有的判定 ${only.length} 处（${held}）`
    : `judged by ${standard} alone: ${only.length} (${held})`;
};

/**
 * Which schools and items of one workbook two standards judge otherwise. What only one of them judges is no change: it
 * is counted, and listed where `all` is asked for.
 */
export const renderVerdictChanges = (
  { before, after, changes, onlyBefore, onlyAfter }: VerdictChanges,
  lang: Lang,
  look?: RenderOptions,
  all = false,
): string => {
  const word = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const verdict = ({ standard, verdict: status }: VerdictChanges["before"]): string =>
    labelled(standard, statusWord(status, lang), lang);
  const verdictsTable = (rows: VerdictChanges["changes"]): Table =>
    table(
      [word("subject"), word("indicator"), before.standard, after.standard],
      rows.map((each) => [
        subjectText(each.subject, lang),
        indicatorText(each.indicator, lang),
        each.before === null ? NOTHING : statusWord(each.before, lang),
        each.after === null ? NOTHING : statusWord(each.after, lang),
      ]),
    );
  const ofOne = ({ standard }: VerdictChanges["before"], only: VerdictChanges["changes"]): readonly Block[] =>
    only.length === 0 ? [] : [sentence(onlyText(standard, only, lang)), ...(all ? [verdictsTable(only)] : [])];
  const left = onlyBefore.length + onlyAfter.length;
  const section = sectionOf(
    "verdicts",
    word("verdicts"),
    sentence(`${verdict(before)} → ${verdict(after)}`),
    changes.length === 0 ? sentence(word("none")) : verdictsTable(changes),
    ...ofOne(before, onlyBefore),
    ...ofOne(after, onlyAfter),
    ...(left > 0 && !all ? [sentence(moreText(left, "--all", lang))] : []),
  );
  return `\n${pageOf(null, [], [section], lang, look)}`;
};
