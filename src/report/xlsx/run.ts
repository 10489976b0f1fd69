import {
  citationText,
  gradeText,
  type Lang,
  listed,
  localText,
  NOTHING,
  noticeText,
  readingText,
  relaxationText,
  stampText,
  subjectText,
  waivedText,
} from "../wording.ts";
import type { Book } from "./book.ts";
import type { Label } from "./labels.ts";
import type { Outline } from "./outline.ts";
import { addTable, type Entry } from "./sheet.ts";

const KINDS = {
  layout: "layout",
  map: "mapFile",
  sheet: "sheetRole",
  header: "headerRows",
  matched: "matched",
  unmatched: "unmatched",
  skipped: "skipped",
  converted: "converted",
  understood: "understood",
  hidden: "hidden",
} as const satisfies Record<ReturnType<typeof readingText>[number]["kind"], Label>;

const optionsText = (options: readonly string[], lang: Lang): string =>
  options.length === 0 ? NOTHING : listed(options, lang);

/** 运行信息: what it takes to repeat the run, and how the file was read. */
export const addRun = (book: Book, outline: Outline): void => {
  const { result, speaker, say } = outline;
  const { lang } = speaker;
  const { standard, source, tool } = result;
  const columns = [
    { title: say("item"), width: 26, look: { ground: "band" } as const },
    { title: say("content"), width: 110 },
  ];
  const pair = (name: Label, content: string): Entry[] => [{ content: say(name) }, { content }];
  const local = result.local === null ? null : localText(result.local, lang);
  const waived = result.findings.filter((finding) => finding.waived !== null);
  const relaxed = result.findings.filter((finding) => finding.relaxation !== null);
  const rows: Entry[][] = [
    pair("countyName", source.county ?? NOTHING),
    pair("dataYear", source.dataYear === null ? NOTHING : String(source.dataYear)),
    pair("asOf", standard.asOf),
    pair("standard", `${standard.title[lang]} (${standard.id})`),
    pair("clause", citationText(standard.citation, lang)),
    pair("edition", standard.edition),
    pair("lowestGrade", gradeText(standard.lowestGrade, lang)),
    pair("base", standard.base ?? NOTHING),
    ...(local === null ? [] : [pair("notices", local)]),
    ...result.notices.map((notice) => pair("notices", noticeText(notice, speaker))),
    pair("options", optionsText(standard.options, lang)),
    pair("file", source.file ?? NOTHING),
    [{ content: "SHA-256" }, { content: source.sha256 ?? NOTHING }],
    pair("version", `${tool.name} ${tool.version}`),
    ...waived.map((finding) =>
      pair(
        "waivedCount",
        `${subjectText(finding.subject, lang)} ${finding.indicator.code} ${waivedText(finding.waived!, lang)}`,
      ),
    ),
    ...relaxed.map((finding) =>
      pair(
        "waivedCount",
        `${subjectText(finding.subject, lang)} ${finding.indicator.code} ${relaxationText(finding.relaxation!, lang)}`,
      ),
    ),
  ];
  if (source.reading === null) rows.push(pair("reading", NOTHING));
  else {
    for (const line of readingText(source.reading, speaker)) {
      rows.push([
        { content: say(KINDS[line.kind]) },
        { content: line.text, ...(line.guessed ? { look: { tone: "floor" as const } } : {}) },
      ]);
    }
  }
  addTable(book, {
    title: outline.titles.run,
    tab: "FF7F7F7F",
    footer: outline.footer,
    remarks: [stampText(result, lang)],
    columns,
    rows,
    filter: false,
  });
};
