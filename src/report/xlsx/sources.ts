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
import { addTable, type Column, type Entry } from "./sheet.ts";

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
  const columns: Column[] = [
    { title: say("part"), width: 13 },
    { title: say("code"), width: 8, look: { align: "center", bold: true } },
    { title: say("indicator"), width: 26 },
    { title: say("requirement"), width: 26 },
    { title: say("formula"), width: 44 },
    { title: say("clause"), width: 24 },
    { title: say("document"), width: 28 },
    { title: say("documentNumber"), width: 16 },
    { title: say("documentDate"), width: 11, look: { align: "center" } },
    { title: say("via"), width: 28 },
    { title: say("grade"), width: 18 },
  ];
  const where = (citation: Citation): Entry[] => [
    { content: citation.clause },
    { content: citation.document },
    { content: citation.number ?? NOTHING },
    { content: citation.date ?? NOTHING },
    { content: citation.via ?? NOTHING },
    { content: gradeText(citation.grade, lang) },
  ];
  const rows: Entry[][] = [
    [
      { content: NOTHING },
      { content: NOTHING },
      { content: result.standard.title[lang] },
      { content: NOTHING },
      { content: NOTHING },
      ...where(result.standard.citation),
    ],
    ...sourcesOf(outline).map((source): Entry[] => [
      { content: source.part },
      { content: source.code },
      { content: source.name },
      { content: [...source.requirements].join("\n") || NOTHING },
      { content: [...source.formulas].join("\n") || NOTHING },
      ...where(source.citation),
    ]),
  ];
  const split = result.findings.find((finding) => finding.working.split !== null)?.working.split;
  if (split != null) {
    rows.push([
      { content: NOTHING },
      { content: NOTHING },
      { content: say("weight") },
      { content: NOTHING },
      { content: splitText(split, lang) },
      ...where(split.citation),
    ]);
  }
  const scopes = new Map(result.excluded.map((entry) => [citationText(entry.citation, lang), entry.citation]));
  for (const citation of scopes.values()) {
    rows.push([
      { content: NOTHING },
      { content: NOTHING },
      { content: say("excluded") },
      { content: NOTHING },
      { content: NOTHING },
      ...where(citation),
    ]);
  }
  const { titles, footer } = outline;
  addTable(book, { title: titles.sources, tab: "FF7F7F7F", footer, columns, rows, frozenColumns: 3 });
};
