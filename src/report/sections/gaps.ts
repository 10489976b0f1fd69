import type { Finding } from "../../model/result.ts";
import { countyLines } from "../county-lines.ts";
import {
  type Block,
  type Column,
  type ColumnOf,
  column,
  type Item,
  type List,
  type Section,
  sectionOf,
  sentence,
  type Table,
  tableOf,
} from "../document.ts";
import { isShown, narrowed } from "../narrowed.ts";
import { bySchool, cellOf, failingUnits, type Shortfall, shortfallsThat } from "../shortfalls.ts";
import {
  boundSymbolText,
  dutyText,
  failingUnitText,
  floorText,
  type Heading,
  headingWord,
  indicatorText,
  labelled,
  listed,
  measureText,
  NOTHING,
  needText,
  noneDecidingText,
  notesText,
  noteText,
  partName,
  reasonText,
  requirementText,
  roundingText,
  shortfallCountText,
  spreadLine,
  stageWord,
  subjectText,
  valueText,
  waivedMark,
  wholeText,
} from "../wording.ts";
import { remarksList } from "./rest.ts";
import type { View } from "./view.ts";

/** So many failing schools need no line that counts them. */
const FEW = 3;

/** A shortfall; `first`: its school is named here. */
type Row = Shortfall & { readonly first: boolean };

/** A table of shortfalls, and those of them that it shows. */
interface ShortfallTable {
  readonly table: Table | null;
  readonly shown: readonly Shortfall[];
}

/** Shortfalls as a table: a school's together; on a terminal then what is the county's, which Markdown tells in sentences. */
const shortfallTable = (list: readonly Shortfall[], decide: boolean, view: View): ShortfallTable => {
  const { medium, named, rows: limit, speaker, whole } = view;
  const { lang } = speaker;
  const isTerminal = medium === "terminal";
  const all = [
    ...bySchool(list).flatMap((own) => own.map((each, index) => ({ ...each, first: index === 0 || !isTerminal }))),
    ...list.filter(({ kind }) => isTerminal && decide && kind === "spread").map((each) => ({ ...each, first: true })),
  ];
  if (all.length === 0) return { table: null, shown: [] };
  const shown = all.slice(0, limit);
  const isWhole = whole || named || !decide;
  const assigned =
    !isTerminal && all.some(({ finding }) => finding.responsible.length + Number(finding.deadline !== null) > 0);
  // What is enough may be the floor; where the column of all is left out, the requirement is what is to be reached.
  const asked = ({ finding, must }: Shortfall): string => {
    if (finding.bound === null) return requirementText(finding, lang);
    return (
      (isWhole || must?.to !== "floor" ? null : floorText(finding.bound, lang, true)) ?? boundSymbolText(finding.bound)
    );
  };
  const waived = ({ finding }: Shortfall): string => (finding.waived === null ? "" : waivedMark(lang));
  const enough = (each: Shortfall): string =>
    isWhole
      ? needText(each.must, lang)
      : needText(each.must === null ? null : { ...each.must, to: "requirement" }, lang) + waived(each);
  const stageOf = ({ finding: { subject } }: Shortfall): string => stageWord(subject.stage, lang);
  const own = (heading: Heading, least: number, cell: ColumnOf<Row>["cell"], kind: Column["kind"] = "name") => ({
    ...{ ...column(headingWord(heading, lang), kind, 0, cell), least },
  });
  const columns = [
    own("school", 12, ({ finding: { subject }, first }) => {
      return { text: first ? (subject.name ?? subjectText({ ...subject, stage: null }, lang)) : "", strong: true };
    }),
    named && own("stage", lang === "zh" ? 4 : 7, stageOf),
    own("indicator", named ? 16 : 7, (each) => {
      const { indicator } = each.finding;
      return named ? indicatorText(indicator, lang) : `${stageOf(each)} ${indicator.code}`;
    }),
    own(
      "value",
      10,
      ({ finding }) => ({ text: valueText(finding, speaker), ...(decide ? { status: "fail" } : {}) }),
      "number",
    ),
    own("requirement", 8, asked, "number"),
    decide && own("must", 10, enough),
    isWhole && own("closeAll", 10, (each) => wholeText(each, lang) + waived(each)),
    own("cell", 8, ({ kind, finding }) => (kind === "spread" ? null : cellOf(finding)) ?? NOTHING),
    assigned && own("responsible", 8, ({ finding }) => listed(finding.responsible, lang) || NOTHING),
    assigned && own("deadline", 8, ({ finding }) => finding.deadline ?? NOTHING),
  ].filter((each) => each !== false);
  return { table: tableOf(shown, columns, { whole: true, left: all.length - shown.length }), shown };
};

/** The title of a list, with how many it has: of each kind too, where there is room. */
const titled = (id: string, heading: Heading, list: readonly Shortfall[], view: View, blocks: readonly Block[]) => ({
  ...sectionOf(id, headingWord(heading, view.speaker.lang), ...blocks),
  said: [shortfallCountText(list, view.speaker.lang), shortfallCountText(list, view.speaker.lang, false)],
});

/** A section and the shortfalls that it shows. */
interface Told {
  readonly section: Section | null;
  readonly shown: readonly Shortfall[];
}

/** What must be closed for the verdict: of schools, of spreads, of the county. */
const deciding = (view: View): Told => {
  const { first, medium, named, only, result, rows: limit, speaker, whole } = view;
  const { lang } = speaker;
  const list = shortfallsThat(true, result).filter(({ finding }) => isShown(only)(finding));
  const units = failingUnits(result).filter(isShown(only));
  if (list.length + units.length === 0) {
    const said = [noneDecidingText(result, lang)];
    const section = { ...sectionOf("deciding", headingWord("deciding", lang)), said };
    return { section: only === undefined ? section : null, shown: [] };
  }
  const isTerminal = medium === "terminal";
  const { table, shown } = shortfallTable(list, true, view);
  if (!whole && !named && shown.length > 0) view.leaveOut(headingWord("closeAll", lang));
  const short = (text: string): Item => ({ status: "fail", text });
  const spreads = list.filter(
    ({ kind, finding }) => kind === "spread" && (whole || !isTerminal || !first.started.has(finding)),
  );
  const isMeasured =
    isTerminal && whole && units.some(({ enough }) => enough?.kind === "set" && enough.spared.length > 0);
  const section = titled("deciding", "deciding", list, view, [
    ...(table === null ? [] : [table]),
    ...(units.length > (whole || !isTerminal ? 0 : FEW)
      ? [sentence(labelled(headingWord("failingUnits", lang), String(units.length), lang))]
      : []),
    {
      kind: "list",
      items: units.slice(0, limit).map((each) => short(failingUnitText(each, speaker, whole || !isTerminal))),
      left: Math.max(0, units.length - limit),
    },
    ...(isMeasured ? [sentence(measureText(lang), { look: "faint" })] : []),
    {
      kind: "list",
      items: [
        ...spreads.map(({ finding }) => short(spreadLine(finding, speaker))),
        ...countyLines(narrowed(result, only), speaker).map(({ text, parts }): Item => ({ ...short(text), parts })),
      ],
      whole: true,
    },
  ]);
  return { section, shown };
};

/** What falls short and does not have to be closed. */
const notDeciding = (view: View): Told => {
  const { only, result, speaker } = view;
  const { lang } = speaker;
  const list = shortfallsThat(false, result).filter(({ finding }) => isShown(only)(finding));
  if (list.length === 0) return { section: null, shown: [] };
  const { table, shown } = shortfallTable(list, false, view);
  const items = list
    .filter(({ finding: { subject } }) => subject.kind === "county")
    .map(({ finding }) => labelled(partName(finding, lang), reasonText(finding, speaker), lang));
  const blocks: readonly Block[] = [...(table === null ? [] : [table]), { kind: "list", items, whole: true }];
  return { section: titled("notdeciding", "notDeciding", list, view, blocks), shown };
};

/** Names of the indicators whose codes the tables have, but for those that the first screen names. */
const legend = (shown: readonly Shortfall[], { first, named, speaker: { lang } }: View): readonly Block[] => {
  if (named) return [];
  const said = first.facts.map(({ text }) => text).join("\n");
  const names = new Map(shown.map(({ finding: { indicator } }) => [indicator.code, indicatorText(indicator, lang)]));
  const unsaid = [...names].flatMap(([code, name]) => (said.includes(`${code} `) ? [] : [name]));
  return unsaid.length === 0 ? [] : [sentence(listed(unsaid, lang), { look: "faint" })];
};

/**
 * Remarks on findings, each once: who is responsible, and what rounding would change; what the clause says, where all is
 * listed.
 */
const remarksOn = (findings: readonly Finding[], view: View): readonly List[] => {
  const { lang } = view.speaker;
  const notes = new Set(findings.flatMap((finding) => finding.notes.map((note) => noteText(note, lang))));
  if (!view.whole && notes.size > 0) view.leaveOut(notesText(notes.size, lang));
  const texts = findings.flatMap((finding) => {
    const duty = dutyText(finding, lang);
    return [
      ...(duty === null ? [] : [labelled(finding.indicator.code, duty, lang)]),
      ...(view.whole ? finding.notes.map((note) => noteText(note, lang)) : []),
      ...(finding.roundingSensitive
        ? [labelled(`${subjectText(finding.subject, lang)} ${finding.indicator.code}`, roundingText(lang), lang)]
        : []),
    ];
  });
  return remarksList([...new Set(texts)], view);
};

/** Both lists of shortfalls; on a terminal what their codes mean, and remarks on them, which Markdown has in its columns. */
export const gapSections = (view: View): readonly Section[] => {
  const told = [deciding(view), notDeciding(view)];
  const sections = told.flatMap(({ section }) => (section === null ? [] : [section]));
  const last = sections.at(-1);
  if (view.medium === "markdown" || last === undefined) return sections;
  const shown = told.flatMap((each) => each.shown);
  const findings = shown.map(({ finding }) => finding);
  return [
    ...sections.slice(0, -1),
    { ...last, blocks: [...last.blocks, ...legend(shown, view), ...remarksOn(findings, view)] },
  ];
};
