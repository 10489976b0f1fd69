import { VETOING } from "../model/parts.ts";
import type { AuditResult, Finding, Verdict } from "../model/result.ts";
import type { Told } from "./document.ts";
import { firstCells, type OpenCells } from "./open-cells.ts";
import { needTotals, type Shortfall, type ShortfallKind, shortfallsThat } from "./shortfalls.ts";
import {
  actionOfText,
  conditionText,
  factText,
  headingWord,
  KINDS,
  kindCountsText,
  labelled,
  localText,
  mustTotalsText,
  nationalSentence,
  noticeText,
  openCellText,
  openCountText,
  planCommandText,
  planWordsText,
  prerequisiteActionText,
  prerequisiteText,
  restOfCellsText,
  restOfKindsText,
  type Speaker,
  timesText,
  verdictSentence,
  vetoesText,
} from "./wording.ts";

/** What every report says first, in this order. Each layout draws it in its own way and computes nothing again. */
export interface Opening {
  /** By the standard that was chosen, then by the national one where that is another: of equal weight. */
  readonly verdicts: readonly (Told & { readonly status: Verdict })[];
  /** What a local standard asks less of, or is silent on; null where it is the national one. */
  readonly local: string | null;
  readonly notices: readonly string[];
  /** The facts that decide, five at most, and what is left of them by kind; null where nothing is. */
  readonly facts: readonly Told[];
  readonly moreFacts: string | null;
  /** What to do first, three at most, what is enough in all, and what finds the least for everything together. */
  readonly actions: readonly string[];
  /** The findings of which these actions say what to do. */
  readonly started: ReadonlySet<Finding>;
  readonly total: string | null;
  readonly plan: string | null;
  /** The same for who runs no command. */
  readonly planWords: string | null;
  /** What cannot be concluded for blanks, and how few cells settle most of it; null where everything is concluded. */
  readonly completeness: string | null;
  /** Those cells, the first of them, with what each is and settles. */
  readonly cells: readonly string[];
  /** 前置条件, S1 and the vetoes. */
  readonly conditions: readonly Told[];
}

const MOST_FACTS = 5;
const MOST_ACTIONS = 3;
const MOST_CELLS = 5;

/** What decides, told in one line; `also` are those of which the same line would be said again. */
interface Fact {
  readonly shortfall: Shortfall;
  readonly text: string;
  readonly also: readonly Shortfall[];
}

/** The worst of each kind before the second of any, so that no kind hides the others; what vetoes first. */
const chosenFacts = (list: readonly Shortfall[], speaker: Speaker): readonly Fact[] => {
  const byKind = new Map<ShortfallKind, Shortfall[]>(KINDS.map((kind) => [kind, []]));
  for (const each of list) byKind.get(each.kind)!.push(each);
  const longest = Math.max(0, ...[...byKind.values()].map(({ length }) => length));
  const chosen = new Map<string, Fact>();
  for (let place = 0; chosen.size < MOST_FACTS && place < longest; place++) {
    for (const own of byKind.values()) {
      const each = own[place];
      if (each === undefined || chosen.size === MOST_FACTS) continue;
      const text = factText(each.finding, speaker);
      const same = chosen.get(text);
      if (same === undefined) chosen.set(text, { shortfall: each, text, also: [] });
      else chosen.set(text, { ...same, also: [...same.also, each] });
    }
  }
  return KINDS.flatMap((kind) => [...chosen.values()].filter(({ shortfall }) => shortfall.kind === kind));
};

const verdictsOf = (result: AuditResult, speaker: Speaker): Opening["verdicts"] => {
  const { lang } = speaker;
  const own = verdictSentence(result, lang);
  const national = nationalSentence(result, lang);
  if (result.national === null || national === null) return [{ status: result.verdict, text: own }];
  return [
    { status: result.verdict, text: labelled(headingWord("localVerdict", lang), own, lang) },
    { status: result.national.verdict, text: labelled(headingWord("nationalVerdict", lang), national, lang) },
  ];
};

/** S1 and the vetoes: each that is not met, and how many are. */
const vetoesOf = ({ findings }: AuditResult, speaker: Speaker): readonly Told[] => {
  const vetoes = findings.filter(({ required, indicator }) => required && VETOING.includes(indicator.part));
  const isTold = ({ status, indicator }: Finding): boolean => status !== "pass" || indicator.part === "recognition";
  const met = vetoes.filter((each) => !isTold(each));
  return [
    ...vetoes.filter(isTold).map((each) => ({ status: each.status, text: conditionText(each, speaker) })),
    ...(met.length === 0 ? [] : [{ status: "pass" as const, text: vetoesText(met, speaker.lang) }]),
  ];
};

/** The cells to fill in first: what the first of them are, and where the others stand. */
const cellsOf = (first: OpenCells["first"], speaker: Speaker): readonly string[] => {
  const rest = first.slice(MOST_CELLS);
  return [
    ...first.slice(0, MOST_CELLS).map((each) => openCellText(each, speaker)),
    ...(rest.length === 0 ? [] : [restOfCellsText(rest, speaker)]),
  ];
};

/** What every report says first, in the words of a speaker. `standard`: as the user named it, where that is known. */
export const openingOf = (result: AuditResult, speaker: Speaker, standard?: string): Opening => {
  const { lang } = speaker;
  const decide = shortfallsThat(true, result);
  const facts = chosenFacts(decide, speaker);
  const told = new Set(facts.flatMap(({ shortfall, also }) => [shortfall, ...also]));
  const rest = decide.filter((each) => !told.has(each));
  const totals = needTotals(result);
  const total = mustTotalsText(totals, lang);
  // Plans are for what schools are given; no money buys a share of the county's.
  const isPlanned = totals.some(({ indicator, must }) => indicator.part === "resource" && must > 0);
  const open: OpenCells | null = firstCells(result);
  const barred = result.prerequisites.filter(({ status }) => status === "fail");
  const first = facts.slice(0, Math.max(0, MOST_ACTIONS - barred.length)).map(({ shortfall }) => shortfall);
  return {
    verdicts: verdictsOf(result, speaker),
    local: result.local === null ? null : localText(result.local, lang),
    notices: result.notices.map((notice) => noticeText(notice, speaker)),
    facts: facts.map(({ shortfall, text, also }) => ({
      status: shortfall.finding.status,
      text: timesText(text, 1 + also.length, lang),
    })),
    moreFacts: rest.length === 0 ? null : restOfKindsText(kindCountsText(rest, lang), lang),
    actions: [
      ...barred.map((each) => prerequisiteActionText(each, lang)),
      ...first.map((each) => actionOfText(each, lang)),
    ],
    started: new Set(first.map(({ finding }) => finding)),
    total,
    plan: isPlanned ? planCommandText(result, lang, standard) : null,
    planWords: isPlanned ? planWordsText(lang) : null,
    completeness: open === null ? null : openCountText(open, lang),
    cells: cellsOf(open?.first ?? [], speaker),
    conditions: [
      ...result.prerequisites.map((each) => ({ status: each.status, text: prerequisiteText(each, speaker) })),
      ...vetoesOf(result, speaker),
    ],
  };
};
