import type { Citation } from "../../model/standard.ts";
import {
  citationText,
  formulaText,
  gradeText,
  NOTHING,
  partWord,
  requirementText,
  splitText,
  stageWord,
} from "../wording.ts";
import type { Book } from "./book.ts";
import type { Outline } from "./outline.ts";
import { addTable, column, tableOf } from "./sheet.ts";

interface Source {
  readonly part: string;
  readonly code: string;
  readonly name: string;
  readonly citation: Citation;
  readonly requirements: Set<string>;
  readonly formulas: Set<string>;
}

/** What was asked, where it comes from and how it was computed: one entry for each indicator and clause. */
const sourcesOf = (outline: Outline): readonly Source[] => {
  const { result, speaker } = outline;
  const { lang } = speaker;
  const sources = new Map<string, Source>();
  for (const finding of result.findings) {
    const { indicator, citation } = finding;
    const key = JSON.stringify([indicator.id, finding.check === "dispersion", citation]);
    let source = sources.get(key);
    if (source === undefined) {
      source = {
        part: partWord(indicator.part, lang),
        code: indicator.code,
        name: indicator.name[lang],
        citation,
        requirements: new Set(),
        formulas: new Set(),
      };
      sources.set(key, source);
    }
    if (finding.check === "rollup") continue;
    const { stage } = finding.subject;
    const requirement = requirementText(finding, lang);
    if (requirement !== NOTHING && finding.working.formula.kind !== "funding") {
      source.requirements.add(stage === null ? requirement : `${stageWord(stage, lang)} ${requirement}`);
    }
    source.formulas.add(formulaText(finding.working.formula, speaker));
  }
  return [...sources.values()];
};

/** 依据: every requirement with its clause, its document and its formula in words. */
export const addSources = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const { standard } = result;
  const row = (name: string, citation: Citation, more: Partial<Source> = {}): Source => ({
    ...{ part: NOTHING, code: NOTHING, name, citation, requirements: new Set(), formulas: new Set() },
    ...more,
  });
  const split = result.findings.find((finding) => finding.working.split !== null)?.working.split;
  const scopes = new Map(result.excluded.map((entry) => [citationText(entry.citation, lang), entry.citation]));
  const rows = [
    row(standard.title[lang], standard.citation),
    ...sourcesOf(outline),
    ...(split == null ? [] : [row(say("weight"), split.citation, { formulas: new Set([splitText(split, lang)]) })]),
    ...[...scopes.values()].map((citation) => row(say("excluded"), citation)),
  ];
  const table = tableOf(rows, [
    column(say("part"), 13, {}, ({ part }) => part),
    column(say("code"), 8, { align: "center", bold: true }, ({ code }) => code),
    column(say("indicator"), 26, {}, ({ name }) => name),
    column(say("requirement"), 26, {}, ({ requirements }) => [...requirements].join("\n") || NOTHING),
    column(say("formula"), 44, {}, ({ formulas }) => [...formulas].join("\n") || NOTHING),
    column(say("clause"), 24, {}, ({ citation }) => citation.clause),
    column(say("document"), 28, {}, ({ citation }) => citation.document),
    column(say("documentNumber"), 16, {}, ({ citation }) => citation.number ?? NOTHING),
    column(say("documentDate"), 11, { align: "center" }, ({ citation }) => citation.date ?? NOTHING),
    column(say("via"), 28, {}, ({ citation }) => citation.via ?? NOTHING),
    column(say("grade"), 18, {}, ({ citation }) => gradeText(citation.grade, lang)),
  ]);
  const { titles, footer } = outline;
  addTable(book, { title: titles.sources, tab: "FF7F7F7F", footer, frozenColumns: 3, ...table });
};
