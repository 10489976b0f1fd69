import { addTo } from "../groups.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import type { Stage } from "../model/school.ts";
import { schoolFileNamer } from "./school-file-names.ts";
import { bySchool, type Shortfall, shortfalls } from "./shortfalls.ts";
import {
  boundSymbolText,
  clauses,
  countyText,
  gapText,
  headingWord,
  indicatorText,
  type Lang,
  labelled,
  listed,
  NOTHING,
  needText,
  noteText,
  numberText,
  paperStampText,
  reachText,
  reasonText,
  requirementText,
  roundingText,
  type SchoolPageLabel,
  type Speaker,
  schoolPageWord,
  schoolPlaceText,
  settleText,
  speakerOf,
  stageWord,
  statusWord,
  valueText,
  waivedText,
} from "./wording.ts";
import { newBook } from "./xlsx/book.ts";
import { bytesOf } from "./xlsx/package.ts";
import {
  addSheet,
  type Entry,
  heightOf,
  putAcross,
  putHeading,
  putTable,
  setPrintArea,
  setWidths,
  widthOf,
} from "./xlsx/sheet.ts";
import type { Look } from "./xlsx/style.ts";
import { lineCount } from "./xlsx/text.ts";
import { reachesFloorOnly, toneOf } from "./xlsx/unit-rows.ts";

/** A workbook of one school. */
export interface SchoolBook {
  /** Name of its file, without a folder: safe on every system and unlike every other of the result. */
  readonly file: string;
  readonly content: Uint8Array;
}

const WIDTHS = [7, 30, 16, 16, 12, 22, 22, 10, 11, 12] as const;

/** First columns of both tables. */
const SHARED_COLUMNS = ["stage", "indicator", "value", "requirement"] as const;

const sharedCells = (finding: Finding, speaker: Speaker, value: Look): Entry[] => [
  { content: stageWord(finding.subject.stage, speaker.lang), look: { align: "center" } },
  { content: indicatorText(finding.indicator, speaker.lang) },
  { content: valueText(finding, speaker), look: { align: "right", ...value } },
  {
    content: finding.bound === null ? requirementText(finding, speaker.lang) : boundSymbolText(finding.bound),
    look: { align: "right" },
  },
];

/** What is enough of it for the county, and what closes all of it; what it takes where no amount does. */
const enoughOf = ({ finding, must, whole }: Shortfall, speaker: Speaker): string => {
  const { lang } = speaker;
  if (whole === null) return reachText(finding, lang) ?? reasonText(finding, speaker);
  const all = labelled(headingWord("closeAll", lang), needText(whole, lang), lang);
  if (!finding.decides) return clauses([schoolPageWord("notDeciding", lang), all], lang);
  if (must === null) return all;
  const enough = labelled(headingWord("must", lang), needText(must, lang), lang);
  return must.to === whole.to && must.amount === whole.amount ? enough : clauses([enough, all], lang);
};

const remarksOf = (shortfall: Shortfall, speaker: Speaker): string => {
  const { finding } = shortfall;
  return clauses(
    [
      enoughOf(shortfall, speaker),
      ...(finding.roundingSensitive ? [roundingText(speaker.lang)] : []),
      ...finding.notes.map((note) => noteText(note, speaker.lang)),
      ...(finding.waived === null ? [] : [waivedText(finding.waived, speaker.lang)]),
    ],
    speaker.lang,
  );
};

/** What a school's page needs of the others, worked out once. */
interface County {
  readonly result: AuditResult;
  /** By the school's id, what decides first. */
  readonly shortfalls: ReadonlyMap<string, readonly Shortfall[]>;
  /** How many items each unit of a stage meets, by stage; those for which that is not known are left out. */
  readonly itemsMet: ReadonlyMap<Stage | null, readonly number[]>;
}

const countyOf = (result: AuditResult): County => {
  const itemsMet = new Map<Stage | null, number[]>();
  for (const { check, subject, value } of result.findings) {
    if (check !== "quorum" || value === null) continue;
    addTo(itemsMet, subject.stage, value);
  }
  const own = bySchool(shortfalls(result)).map((list) => [list[0]!.finding.subject.id ?? "", list] as const);
  return { result, shortfalls: new Map(own), itemsMet };
};

/** Where a unit stands among its stage's by how many items it meets; null where that is not known. */
const placeOf = ({ value, subject }: Finding, { itemsMet }: County, lang: Lang): string | null => {
  const all = itemsMet.get(subject.stage) ?? [];
  return value === null ? null : schoolPlaceText(all.filter((met) => met > value).length + 1, all.length, lang);
};

const bookOf = (findings: readonly Finding[], county: County, speaker: Speaker): Uint8Array => {
  const { result } = county;
  const { lang } = speaker;
  const say = (label: SchoolPageLabel): string => schoolPageWord(label, lang);
  const { subject } = findings[0]!;
  const name = subject.name ?? NOTHING;
  const book = newBook();
  const sheet = addSheet(
    book,
    say("sheet"),
    `${countyText(result, lang)} ${result.source.dataYear ?? ""}`,
    "FF1F3864",
    1,
  );
  const columns = WIDTHS.length;
  setWidths(sheet, WIDTHS);
  const quorums = findings.filter(({ check }) => check === "quorum");
  let row = putHeading(
    sheet,
    labelled(say("title"), name, lang),
    [
      clauses(
        [
          countyText(result, lang),
          subject.code === null ? null : `${headingWord("schoolCode", lang)} ${subject.code}`,
          result.standard.title[lang],
        ],
        lang,
      ),
      paperStampText(result, lang),
    ],
    columns,
  );
  const line = (text: string, look: Parameters<typeof putAcross>[3] = {}): void => {
    putAcross(sheet, { top: row, left: 1, right: columns }, text, { framed: false, ...look });
    sheet.getRow(row).height = heightOf(lineCount(text, widthOf(sheet, 1, columns)));
    row += 1;
  };
  const heading = (label: SchoolPageLabel): void => line(say(label), { bold: true, size: 12, colour: "FF1F3864" });
  const titles = (texts: readonly string[]) => texts.map((title, index) => ({ title, width: WIDTHS[index]! }));

  heading("resources");
  for (const quorum of quorums) {
    const stage = stageWord(quorum.subject.stage, lang);
    const status = statusWord(quorum.status, lang);
    line(
      labelled(
        `${stage} ${say("together")}`,
        clauses([status, reasonText(quorum, speaker), placeOf(quorum, county, lang)], lang),
        lang,
      ),
      {
        tone: quorum.status,
        bold: true,
      },
    );
  }
  const ratios = findings.filter(({ check }) => check === "ratio");
  if (ratios.length === 0) line(say("notJudged"));
  else {
    const extent = putTable(sheet, {
      top: row,
      columns: titles([
        ...SHARED_COLUMNS.map((name) => headingWord(name, lang)),
        say("floor"),
        headingWord("status", lang),
        headingWord("gap", lang),
      ]),
      rows: ratios.map((finding) => [
        ...sharedCells(finding, speaker, {}),
        {
          content: finding.bound?.floor == null ? NOTHING : numberText(finding.bound.floor, null),
          look: { align: "right" },
        },
        {
          content: reachesFloorOnly(finding)
            ? `${statusWord(finding.status, lang)} ≥ ${say("floor")}`
            : statusWord(finding.status, lang),
          look: { tone: toneOf(finding), align: "center" },
        },
        { content: finding.gap === null ? NOTHING : gapText(finding.gap, lang, finding.bound) },
      ]),
    });
    row = extent.last + 1;
  }

  row += 1;
  heading("gaps");
  const short = county.shortfalls.get(subject.id ?? "") ?? [];
  if (short.length === 0) line(say("noGaps"));
  else {
    const extent = putTable(sheet, {
      top: row,
      columns: titles([
        ...SHARED_COLUMNS.map((name) => headingWord(name, lang)),
        headingWord("responsible", lang),
        headingWord("hint", lang),
        say("measure"),
        say("person"),
        say("due"),
        say("progress"),
      ]),
      rows: short.map((shortfall) => [
        ...sharedCells(shortfall.finding, speaker, { tone: toneOf(shortfall.finding) }),
        { content: listed(shortfall.finding.responsible, lang) || NOTHING },
        { content: remarksOf(shortfall, speaker) },
        { content: null, look: { ground: "input" } },
        { content: null, look: { ground: "input" } },
        { content: shortfall.finding.deadline, look: { ground: "input" } },
        { content: null, look: { ground: "input" } },
      ]),
    });
    row = extent.last + 1;
  }

  row += 1;
  heading("open");
  const open = findings.filter(({ status, check }) => status === "unknown" && check !== "quorum");
  if (open.length === 0) line(say("noOpen"));
  for (const finding of open) {
    const stage = finding.subject.stage === null ? "" : `${stageWord(finding.subject.stage, lang)} `;
    line(
      labelled(
        stage + indicatorText(finding.indicator, lang),
        clauses([reasonText(finding, speaker), settleText(finding, lang)], lang),
        lang,
      ),
    );
  }
  setPrintArea(sheet, row - 1, columns);
  return bytesOf(book, {
    creator: `${result.tool.name} ${result.tool.version}`,
    written: new Date(`${result.standard.asOf}T00:00:00Z`),
  });
};

/**
 * 一校一策: for each school of the result a workbook of one page with its own values, gaps and open questions, and room
 * for measures. In the order of the findings, which is the workbook's.
 */
export const schoolBooks = (result: AuditResult, lang: Lang): readonly SchoolBook[] => {
  const speaker = speakerOf(result, lang);
  const schools = new Map<string, Finding[]>();
  for (const finding of result.findings) {
    if (finding.subject.kind !== "school") continue;
    addTo(schools, finding.subject.id, finding);
  }
  const nameOf = schoolFileNamer();
  const county = countyOf(result);
  return [...schools.values()].map((findings) => ({
    file: nameOf(findings[0]!.subject),
    content: bookOf(findings, county, speaker),
  }));
};
