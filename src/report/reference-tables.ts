import { lowestGrade } from "../model/grades.ts";
import {
  COUNTY_QUANTITIES,
  IDENTITY_QUANTITIES,
  PROFILE_QUANTITIES,
  type Quantity,
  SCHOOL_QUANTITIES,
  STAGE_QUANTITIES,
} from "../model/quantity.ts";
import type { Check, Citation, Indicator, StandardDocument } from "../model/standard.ts";
import { FORMAT_NAMES, REPORTERS } from "./index.ts";
import {
  checkText,
  gradeText,
  headingWord,
  type Lang,
  NOTHING,
  partWord,
  type Speaker,
  standardSpeaker,
  unitWord,
  type Words,
} from "./wording.ts";

/** Tables of the documentation, in Markdown: made from what the program itself goes by, so that they cannot disagree. */

const cell = (text: string): string => text.replace(/[\\|<>*_`]/g, "\\$&").replaceAll("\n", "<br>");

const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => "---"), ...rows.map((row) => row.map((text) => cell(text) || " "))]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");

const COLUMNS = {
  grade: { zh: "依据等级", en: "Grade of evidence" },
  option: { zh: "ID", en: "Id" },
  inForce: { zh: "施行", en: "In force" },
  label: { zh: "列名", en: "Header" },
  unit: { zh: "单位", en: "Unit" },
  neededBy: { zh: "用于", en: "Needed by" },
  definition: { zh: "含义", en: "What it is" },
  choice: { zh: "填写", en: "Word" },
  others: { zh: "也认", en: "Also read as that" },
  meaning: { zh: "含义", en: "Meaning" },
  format: { zh: "格式", en: "Format" },
  extension: { zh: "扩展名", en: "Extension" },
} satisfies Record<string, Words>;

/** Clause and the document through which it was seen; the document itself only where it is not the standard's own. */
const source = (citation: Citation, own: Citation, lang: Lang): string =>
  [
    citation.document === own.document ? "" : `${citation.document} `,
    citation.clause,
    citation.via === null ? "" : lang === "zh" ? `（转引自 ${citation.via}）` : ` (seen through ${citation.via})`,
  ].join("");

const isSpread = (check: Check): boolean => check.kind === "dispersion";

const asked = (indicator: Indicator, speaker: Speaker): string =>
  indicator.checks
    .flatMap((check) => {
      const { thresholds } = checkText(check, indicator, speaker);
      const spread = headingWord("spread", speaker.lang);
      return isSpread(check) ? thresholds.map((threshold) => `${spread} ${threshold}`) : thresholds;
    })
    .join("\n");

/** Every indicator of a standard: what it asks, how it is computed, where it comes from, how well it is attested. */
export const standardTable = (standard: StandardDocument, lang: Lang): string => {
  const speaker = standardSpeaker(standard, lang);
  return table(
    [
      headingWord("code", lang),
      headingWord("indicator", lang),
      headingWord("formula", lang),
      headingWord("bound", lang),
      headingWord("citation", lang),
      COLUMNS.grade[lang],
    ],
    standard.indicators.map((indicator) => [
      indicator.code,
      `${indicator.name[lang]}\n${partWord(indicator.part, lang)} · ${indicator.id}`,
      indicator.checks
        .filter((check) => !isSpread(check))
        .map((check) => checkText(check, indicator, speaker).formula)
        .join("\n"),
      asked(indicator, speaker),
      [...new Set(indicator.checks.map((check) => source(check.citation, standard.citation, lang)))].join("\n"),
      gradeText(lowestGrade(indicator.checks.map(({ citation }) => citation.grade)), lang),
    ]),
  );
};

/** What `--relax` takes with a standard. */
export const optionTable = (standard: StandardDocument, lang: Lang): string =>
  table(
    [COLUMNS.option[lang], headingWord("indicator", lang), COLUMNS.meaning[lang], COLUMNS.inForce[lang]],
    standard.options.map((option) => [
      option.id,
      option.kind === "scope"
        ? NOTHING
        : (standard.indicators.find(({ id }) => id === option.indicator)?.code ?? option.indicator),
      option.title[lang],
      option.from === null && option.to === null ? "" : `${option.from ?? "…"} – ${option.to ?? "…"}`,
    ]),
  );

const SHEETS: readonly { readonly words: Words; readonly quantities: Readonly<Record<string, Quantity>> }[] = [
  {
    words: { zh: "县情（项目、数值）", en: "县情, the county: item and value" },
    quantities: PROFILE_QUANTITIES,
  },
  {
    words: { zh: "学校：每校一行，学校基本情况", en: "学校, one row per school: identity" },
    quantities: IDENTITY_QUANTITIES,
  },
  {
    words: { zh: "学校：分学段，列名前加“小学”或“初中”", en: "学校: once per stage, prefixed 小学 or 初中" },
    quantities: STAGE_QUANTITIES,
  },
  { words: { zh: "学校：全校", en: "学校: once per school" }, quantities: SCHOOL_QUANTITIES },
  {
    words: { zh: "县级指标（项目、数值、单位、备注）", en: "县级指标, county figures: item, value, unit, remark" },
    quantities: COUNTY_QUANTITIES,
  },
];

/** Codes of the indicators that are judged from a quantity, by its key. */
type NeededBy = Readonly<Record<string, readonly string[]>>;

/** Read where a workbook has it, but no column of the template. */
const NOT_IN_TEMPLATE: readonly string[] = [IDENTITY_QUANTITIES.countsAsSchool.label];

const usedBy = (key: string, { label }: Quantity, neededBy: NeededBy, lang: Lang): string =>
  NOT_IN_TEMPLATE.includes(label)
    ? { zh: "模板没有这一列，工作簿有的照读", en: "not in the template; read where a workbook has it" }[lang]
    : (neededBy[key] ?? []).join(" ");

/** The dictionary of columns and items, sheet by sheet. */
export const dictionaryTable = (neededBy: NeededBy, lang: Lang): string =>
  SHEETS.map(({ words, quantities }) =>
    [
      `**${words[lang]}**`,
      "",
      table(
        [
          COLUMNS.label[lang],
          ...(lang === "zh" ? [] : [COLUMNS.meaning[lang]]),
          COLUMNS.unit[lang],
          COLUMNS.definition[lang],
          COLUMNS.neededBy[lang],
        ],
        Object.entries(quantities).map(([key, quantity]) => [
          quantity.label,
          ...(lang === "zh" ? [] : [quantity.labelEn]),
          unitWord(quantity.unit, 2, lang),
          (lang === "zh" ? quantity.definition : quantity.definitionEn) ?? "",
          usedBy(key, quantity, neededBy, lang),
        ]),
      ),
    ].join("\n"),
  ).join("\n\n");

/** The words that a column of a closed list takes: the template's own, and every other way in which each is written. */
export const choiceTable = (words: readonly string[], others: readonly (readonly string[])[], lang: Lang): string =>
  table(
    [COLUMNS.choice[lang], COLUMNS.others[lang]],
    words.map((word, index) => [word, (others[index] ?? []).join("、")]),
  );

/** The formats of reports and the extensions that choose them. */
export const formatTable = (lang: Lang): string =>
  table(
    [COLUMNS.format[lang], COLUMNS.extension[lang]],
    FORMAT_NAMES.map((name) => [name, REPORTERS[name].extensions.join(" ")]),
  );
