import type { Unit } from "../model/quantity.ts";
import type { Stage } from "../model/school.ts";
import { cellReference } from "../package/address.ts";
import type { CellRange, RawCell, RawRow, RawSheet } from "../package/raw.ts";
import {
  BRACKETED,
  changesMeaning,
  noteChangesMeaning,
  ORDINAL,
  RENTED_VENUES,
  VENUES,
  withoutRented,
} from "./heading-meaning.ts";
import { cleanText, createNearest, isBlankText, matchKey, shownText } from "./text.ts";
import { findUnit, looksLikeRate, trailingUnit, type WrittenUnit } from "./units.ts";

/** Something that a column can be: an entry of the dictionary, or a list's column. */
export interface Term {
  readonly id: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly unit: Unit;
  /** Stands once per stage, so that 小学 or 初中 before, after or above the label belongs to it. */
  readonly staged: boolean;
}

export type HeaderStage = Stage | "senior";

interface Match {
  readonly term: Term;
  readonly stage: HeaderStage | null;
  readonly by: "label" | "alias" | "map";
  /** The column holds the year before's value (上年…). */
  readonly previous: boolean;
}

/**
 * Why a column whose heading names a term is not that term: a group or note makes the figure another one, or it is a
 * year's other than the sheet's.
 */
export type Refusal = "other-meaning" | "other-year";

interface Resolution {
  readonly match: Match | null;
  readonly refusal: Refusal | null;
  /** Years that the headings of a matched column name, both ends of a span. */
  readonly years: readonly number[];
  readonly unit: WrittenUnit | null;
  /** What stands where a unit stands and is none that converts: 元/人 of a value per pupil. */
  readonly unknownUnit: string | null;
}

/** Terms by every name they go by, with what was resolved already. Made once per set of terms. */
export interface Vocabulary {
  readonly terms: readonly Term[];
  readonly resolve: (tokens: readonly string[]) => Resolution;
  /**
   * Whether a heading, by its {@link matchKey}, shares two neighbouring letters with any name, or is too short to tell.
   * Where it says no, the heading adds nothing to a path; most cells of a sheet are dismissed by it.
   */
  readonly mayBeKnown: (key: string) => boolean;
  /**
   * Whether a heading may resolve all by itself. Where it says no, {@link resolve} finds no match for it, at many times
   * the cost.
   */
  readonly mayMatchAlone: (text: string, key: string) => boolean;
  /** Label of the term nearest to a header, or null. */
  readonly nearest: (header: string) => string | null;
}

const STAGE_BY_WORD: Readonly<Record<string, HeaderStage>> = {
  小学: "primary",
  初中: "juniorSecondary",
  高中: "senior",
};
const STAGE_ALONE =
  /^(?:其中)?(?:普通)?(小学|初中|高中)(?:阶段|学段|部分|部|段|学校|教育)?(?:(?:师生|(?:学生|教师|班级)(?:及(?:学生|教师|班级))?)?(?:情况|数据))?$/;
const STAGE_FIRST = /^(?:其中)?(?:普通)?(小学|初中|高中)(?:阶段|学段|部分|部|段)?(.+)$/;
const STAGE_LAST = /^(.+?)(?:其中)?(?:普通)?(小学|初中|高中)(?:阶段|学段|部分|部|段)?$/;
const PREVIOUS_YEAR = /^(?:上一?学?年度?|去年)/;
const THIS_YEAR = /^(?:本年度?|今年|当年|本学年)$/;
const TOTAL_LEAF = /^(?:合?计|总计|小计|总数|全部)$/;
/** What brackets may hold without changing what the label means. */
const NOTE =
  /^(?:必填|选填|可选|可填|不含|不包括|不计|已?(?:剔除|扣除)|除去|排除|含|包括|按|保留|填|如|例|注|说明|见|截至|截止|全称|\d{4}\s*(?:年|学年|$|[-–—~至到]))/;

/** Notes that say what certain terms say themselves, and of any other make another figure. */
const NOTES_OF_TERMS: readonly (readonly [note: RegExp, of: (term: Term, stage: HeaderStage | null) => boolean])[] = [
  [/^(?:在职|在编在岗|在职在编在岗|在编在岗在职)$/, ({ id }) => id === "staff" || /teachers$/i.test(id)],
  [/^实有(?:人?数)?$/, ({ unit }) => unit === "人"],
  [/^已建成$/, ({ unit }) => unit === "㎡" || unit === "间"],
  [/^建筑面积$/, ({ id }) => id === "teachingArea" || id === "indoorSportsArea"],
  [/^学校产权$/, ({ id, unit }) => (unit === "㎡" && id !== "convertedVenueArea") || id === "equipmentValue"],
  [/^原值$/, ({ id }) => id === "equipmentValue"],
  [/^标准:?\d\d人$/, ({ id }) => id === "largestClass" || id === "oversizedClasses"],
  [/^45人以上$/, ({ id }, stage) => id === "oversizedClasses" && stage !== "juniorSecondary"],
  [/^50人以上$/, ({ id }, stage) => id === "oversizedClasses" && stage !== "primary"],
  [/^(?:大专|专科)(?:学历)?及?以上$/, ({ id }, stage) => id === "qualifiedTeachers" && stage === "primary"],
  [/^本科(?:学历)?及?以上$/, ({ id }, stage) => id === "qualifiedTeachers" && stage === "juniorSecondary"],
];
const isNoteOfTerms = (note: string): boolean => NOTES_OF_TERMS.some(([words]) => words.test(note));
const suits = (note: string, term: Term, stage: HeaderStage | null): boolean =>
  NOTES_OF_TERMS.some(([words, of]) => words.test(note) && of(term, stage));
const SEPARATOR = /[/,:;、]/;
/** Brackets, and characters that may become brackets where compatibility forms are made plain. */
const WITH_BRACKETS = /[([【〔〖{（［｛]|[^\x20-\x7E\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]/;
const BRACKETS = /[[【〔〖{]([^[\]【】〔〕〖〗{}]*)[\]】〕〗}]/g;

const stageAlone = (key: string): HeaderStage | null => {
  const word = STAGE_ALONE.exec(key)?.[1];
  return word === undefined ? null : (STAGE_BY_WORD[word] ?? null);
};

/** All the years of a stage, in brackets after its name; some of them are a part. */
const STAGE_YEARS =
  /(?<=小学[^()]*)\((?:[1一][-–—~至到][56五六]年级|[56五六]年制)\)$|(?<=初中[^()]*)\((?:[67六七][-–—~至到][9九]年级|[34三四]年制)\)$/;

/** The stage that a text is a heading of, with an ordinal before it or the stage's years behind it. */
const stageOfHeading = (text: string): HeaderStage | null => {
  const alone = stageAlone(matchKey(text));
  if (alone !== null || !/小学|初中|高中/.test(text)) return alone;
  return stageAlone(matchKey(cleanText(text).replace(/\s/g, "").replace(ORDINAL, "").replace(STAGE_YEARS, "")));
};

/** Whether a text is nothing but the name of a stage: a group heading, or the line between two parts of a table. */
export const isStageHeading = (text: string): boolean =>
  stageAlone(matchKey(text).replace(/^(?:[一二三四五六七八九十]+|\d+)(?=\D)/, "")) !== null;

/** Without notes in brackets, the last one first; no more of them than stand in the way of a name. */
const withoutNotes = (text: string, isName: (key: string) => boolean): { text: string; notes: readonly string[] } => {
  const found = [...text.matchAll(BRACKETED)].filter(([all]) => {
    const note = all.slice(1, -1).trim();
    return NOTE.test(note) || isNoteOfTerms(note);
  });
  const notes: string[] = [];
  let rest = text;
  for (const { 0: note, index } of found.reverse()) {
    if (isName(matchKey(rest))) break;
    rest = rest.slice(0, index) + rest.slice(index + note.length);
    notes.push(note.slice(1, -1).trim());
  }
  return { text: rest, notes };
};

/** A heading taken apart. */
interface Split {
  readonly text: string;
  readonly unit: WrittenUnit | null;
  readonly unknownUnit: string | null;
  /** What stood in brackets and is no part of the name. */
  readonly notes: readonly string[];
}

const NO_NOTES: readonly string[] = [];

/** `isName`: whether a key is a term's name; what stands in its brackets is no mere note then. */
const splitUnit = (token: string, isName: (key: string) => boolean): Split => {
  let unit: WrittenUnit | null = null;
  let unknownUnit: string | null = null;
  // 年度 can be a unit and can be a column.
  const alone = isName(matchKey(token)) ? null : findUnit(token);
  if (alone !== null) return { text: "", unit: alone, unknownUnit: null, notes: NO_NOTES };
  const plain = cleanText(token).replace(BRACKETS, "($1)");
  const noted = plain.replace(BRACKETED, (all) => {
    const inner = all.slice(1, -1).trim();
    const found = findUnit(inner);
    if (found !== null) {
      unit = found;
      return "";
    }
    if (looksLikeRate(inner)) {
      unknownUnit = inner;
      return "";
    }
    return all;
  });
  let { text, notes } = withoutNotes(noted, isName);
  const separated = !SEPARATOR.test(text) ? null : /^(.*[^\s/,:;、])\s*[/,:;、]\s*(?:单位:?)?([^/,:;、]+)$/.exec(text);
  if (separated?.[1] !== undefined && separated[2] !== undefined) {
    const found = findUnit(separated[2]);
    if (found !== null) {
      unit = found;
      text = separated[1].replace(/[\s,:;、]*单位$/, "");
    }
  }
  return { text, unit, unknownUnit, notes };
};

/** The dictionary's vocabularies outlive a workbook; what a batch of junk taught them must not fill the memory. */
const MOST_REMEMBERED = 50_000;

const createMemo = <T>(): Pick<Map<string, T>, "get" | "set"> => {
  const known = new Map<string, T>();
  return {
    get: (key) => known.get(key),
    set: (key, value) => {
      if (known.size >= MOST_REMEMBERED) known.clear();
      return known.set(key, value);
    },
  };
};

/** What names of the user's own mean, by {@link matchKey}: a term's id and stage, or null to leave the column alone. */
export type OwnNames = ReadonlyMap<string, { readonly id: string; readonly stage: Stage | null } | null>;

/** A heading as far as it says something about what stands under it. */
interface Part {
  readonly key: string;
  readonly unit: WrittenUnit | null;
  readonly unknownUnit: string | null;
  /** A note of its says that the figure is another one; `rented`: by nothing but rented or shared things in it. */
  readonly changed: boolean;
  readonly rented: boolean;
  readonly withSenior: boolean;
  /** Notes of its that only certain terms may have. */
  readonly ofTerms: readonly string[];
  /** The stage that it is a heading of. */
  readonly stage: HeaderStage | null;
  readonly text: string;
}

const WITH_SENIOR = /(?<!不)(?:含|包括)[^,;。]*高中/;

const NO_YEARS: readonly number[] = [];
const YEAR = /(?:19|20)\d\d/;
/**
 * A year or two, 2024年, 2024-2025学年, 截至2024.12; not digits of a larger number, nor the year in which something was
 * named or recognised, which the figure of any later year goes by.
 */
const YEARS =
  /(?<!\d)((?:19|20)\d\d)(?:(?:学年|年度|年)?\s*[-–—~至到/]\s*((?:19|20)\d\d))?\s*(?=学年|年|[.\-/]\d|$|[()])(?![^()]*(?:认定|评定|核准|更名|普查|年版|统计用区划))/g;
/** A note that names the year of a rule or a paper, and not that of the figure. */
const OF_A_RULE = /\((?:按|见|注|说明|如|例|填)(?![^()]*年(?:度|末|底|初|统计(?!用区划)|报表|数据))[^()]*\)/g;
/** A note that says since when what is counted has been there. */
const OF_ITS_BEGINNING = /\((?!截[至止])[^()]*年[^()]*(?:竣工|投入使用|以来|以前|之前)[^()]*\)/g;

/** Whether a term is a figure, which belongs to a year; a name, a grade or the year of a founding stays. */
const isFigure = ({ unit }: Term): boolean => unit !== "" && unit !== "年";

/** Years of the figures of a column, a school year being of two, by its headings; those of its own name are none. */
const yearsIn = (tokens: readonly string[], { label, aliases }: Term): readonly number[] => {
  if (!tokens.some((token) => YEAR.test(cleanText(token)))) return NO_YEARS;
  const years = new Set<number>();
  for (const token of tokens) {
    const text = cleanText(token).replace(BRACKETS, "($1)").replace(OF_A_RULE, "").replace(OF_ITS_BEGINNING, "");
    for (const { 0: all, 1: from, 2: to, index } of text.matchAll(YEARS)) {
      const ofSchool = to === undefined && text.startsWith("学年", index + all.length);
      for (const year of [from!, to ?? String(Number(from) + (ofSchool ? 1 : 0))]) {
        if (![label, ...aliases].some((name) => name.includes(year))) years.add(Number(year));
      }
    }
  }
  return [...years];
};

/**
 * Makes a vocabulary. Where two terms share a name, the one that comes first has it. The user's own names win over all
 * of them; they name a column by its whole path or by its lowest heading.
 */
export const createVocabulary = (terms: readonly Term[], own: OwnNames = new Map()): Vocabulary => {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const byKey = new Map<string, { term: Term; by: "label" | "alias" }>();
  for (const term of terms) {
    const key = matchKey(term.label);
    if (!byKey.has(key)) byKey.set(key, { term, by: "label" });
  }
  for (const term of terms) {
    for (const alias of term.aliases) {
      const key = matchKey(alias);
      if (!byKey.has(key)) byKey.set(key, { term, by: "alias" });
    }
  }

  // Whatever is taken for a name holds it whole, but for the 数 at its end. By their first two letters.
  const stems = new Map<string, string[]>();
  const addStem = (name: string): void => {
    const stem = name.replace(/(?<=.)(?:总|人)?数$/, "");
    const begin = stem.slice(0, 2);
    const known = stems.get(begin);
    if (known === undefined) stems.set(begin, [stem]);
    else if (!known.includes(stem)) known.push(stem);
  };
  for (const name of byKey.keys()) {
    addStem(name);
    // 小学生数 is 小学 + 学生数 with the 学 said once.
    if (name.startsWith("学生")) addStem(name.slice(1));
  }
  const holdsName = (key: string): boolean => {
    for (let index = 0; index < key.length; index++) {
      if (stems.has(key.charAt(index))) return true;
      const begun = stems.get(key.slice(index, index + 2));
      if (begun === undefined) continue;
      for (const stem of begun) if (key.startsWith(stem, index)) return true;
    }
    return false;
  };
  const mayMatchAlone = (text: string, key: string): boolean =>
    // The user's own names are compared with brackets and all; the others without what stands in them.
    own.size > 0 || WITH_BRACKETS.test(text) || holdsName(key);

  type Found = { term: Term; stage: HeaderStage | null; by: "label" | "alias" };
  const exact = (key: string): Found | null => {
    const hit = byKey.get(key);
    return hit === undefined ? null : { ...hit, stage: null };
  };
  /** With the words that say the same: 其中, an ordinal, a year before it; 数, 总数, 人数 after a thing that is counted. */
  const loosely = (key: string): Found | null => {
    const hit = exact(key);
    if (hit !== null) return hit;
    for (const prefix of [
      /^其中/,
      /^(?:\d{4}){1,2}(?:学年度|学年|年度|年)?(?:末|底|初)?/,
      /^(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?=\D)/,
    ]) {
      const rest = key.replace(prefix, "");
      const found = rest === key || rest === "" ? null : exact(rest);
      if (found !== null) return { ...found, by: "alias" };
    }
    const respelled = key.endsWith("总数")
      ? [`${key.slice(0, -2)}数`, key.slice(0, -2)]
      : key.endsWith("人数")
        ? [`${key.slice(0, -2)}数`]
        : key.endsWith("数")
          ? [key.slice(0, -1), `${key.slice(0, -1)}总数`]
          : [`${key}数`];
    for (const other of respelled) {
      const found = exact(other);
      if (found !== null && found.term.unit !== "") return { ...found, by: "alias" };
    }
    return null;
  };
  const staged = (rest: string, word: string): Found | null => {
    const stage = STAGE_BY_WORD[word];
    if (stage === undefined) return null;
    // 小学生数 is 小学 + 学生数 with the 学 said once.
    const found = loosely(rest) ?? (rest.startsWith("生") ? loosely(`学${rest}`) : null);
    return found?.term.staged === true ? { ...found, stage } : null;
  };
  const lookup = (key: string): Found | null => {
    if (!holdsName(key)) return null;
    const whole = loosely(key);
    if (whole !== null) return whole;
    const first = STAGE_FIRST.exec(key);
    if (first?.[1] !== undefined && first[2] !== undefined) {
      const found = staged(first[2], first[1]);
      if (found !== null) return found;
    }
    const last = STAGE_LAST.exec(key);
    return last?.[1] !== undefined && last[2] !== undefined ? staged(last[1], last[2]) : null;
  };

  // A heading stands in every block of rows around it; it is taken apart once.
  const parts = createMemo<Part>();
  const partOf = (token: string): Part => {
    const known = parts.get(token);
    if (known !== undefined) return known;
    const { text, unit, unknownUnit, notes } = splitUnit(token, (key) => byKey.has(key));
    const part: Part = {
      key: matchKey(text),
      unit,
      unknownUnit,
      changed: notes.some((note) => noteChangesMeaning(withoutRented(note))),
      rented: notes.some((note) => noteChangesMeaning(note) && !noteChangesMeaning(withoutRented(note))),
      withSenior: notes.some((note) => WITH_SENIOR.test(note)),
      ofTerms: notes.filter(isNoteOfTerms),
      stage: stageOfHeading(text),
      text,
    };
    parts.set(token, part);
    return part;
  };

  const resolveOnce = (tokens: readonly string[]): Resolution => {
    let unit: WrittenUnit | null = null;
    let unknownUnit: string | null = null;
    let stage: HeaderStage | null = null;
    let previous = false;
    let changed = false;
    let withSenior = false;
    let refusal: Refusal | null = null;
    const none = (): Resolution => ({ match: null, refusal, years: NO_YEARS, unit, unknownUnit });
    let rest: Part[] = [];
    const rented: Part[] = [];
    const particular: Part[] = [];
    for (const token of tokens) {
      const part = partOf(token);
      if (part.rented) rented.push(part);
      if (part.ofTerms.length > 0) particular.push(part);
      const { key } = part;
      unit = part.unit ?? unit;
      unknownUnit = part.unknownUnit ?? unknownUnit;
      changed ||= part.changed;
      withSenior ||= part.withSenior;
      if (key === "" || THIS_YEAR.test(key)) continue;
      const alone = part.stage;
      if (alone !== null) {
        if (stage !== null && stage !== alone) return none();
        stage = alone;
      } else if (key.replace(PREVIOUS_YEAR, "") === "") {
        previous = true;
      } else {
        rest.push(part);
      }
    }
    if (rest.length > 1 && TOTAL_LEAF.test(rest[rest.length - 1]?.key ?? "")) rest = rest.slice(0, -1);
    for (let length = Math.min(rest.length, 3); length >= 1; length--) {
      const group = rest.slice(0, rest.length - length);
      const words = rest.slice(rest.length - length).map(({ key }) => key);
      for (const key of length === 2 ? [words.join(""), [...words].reverse().join("")] : [words.join("")]) {
        const ago = PREVIOUS_YEAR.test(key) && lookup(key) === null ? key.replace(PREVIOUS_YEAR, "") : null;
        const found = lookup(ago ?? key);
        if (found === null) continue;
        const label = words.join("");
        if (group.some(({ text }) => changesMeaning(text, label, found.term))) {
          refusal = "other-meaning";
          break;
        }
        if (found.stage !== null && stage !== null && found.stage !== stage) return none();
        // What a word's note says, as which words may be filled in, does not change what the column is.
        const { id } = found.term;
        const ofOthers =
          changed || rented.some((part) => id !== RENTED_VENUES && !(VENUES.has(id) && group.includes(part)));
        if ((ofOthers && found.term.unit !== "") || (withSenior && found.term.staged)) {
          refusal = "other-meaning";
          return none();
        }
        const ofStage = found.stage ?? (found.term.staged ? stage : null);
        const own = particular.filter((part) => !group.includes(part)).flatMap(({ ofTerms }) => ofTerms);
        if (!own.every((note) => suits(note, found.term, ofStage))) return none();
        const match: Match = {
          term: found.term,
          stage: ofStage,
          by: found.by,
          previous: previous || ago !== null,
        };
        return { match, refusal: null, years: yearsIn(tokens, found.term), unit, unknownUnit };
      }
    }
    return none();
  };

  /** Undefined where the user has no name for it. */
  const ownName = (tokens: readonly string[]): Resolution | undefined => {
    const leaf = tokens[tokens.length - 1] ?? "";
    const split = splitUnit(leaf, (key) => own.has(key));
    for (const name of [tokens.join(""), leaf, split.text]) {
      const meant = own.get(matchKey(name));
      if (meant === undefined) continue;
      const term = meant === null ? undefined : byId.get(meant.id);
      const rest = resolveOnce(tokens);
      if (meant === null || term === undefined) return { ...rest, match: null, refusal: null };
      const match: Match = { term, stage: meant.stage ?? headingStage(tokens, term), by: "map", previous: false };
      return { ...rest, match, refusal: null, years: NO_YEARS };
    }
    return undefined;
  };

  const known = createMemo<Resolution>();
  const resolve = (tokens: readonly string[]): Resolution => {
    const memo = tokens.join("\u0000");
    const remembered = known.get(memo);
    if (remembered !== undefined) return remembered;
    const mapped = own.size === 0 ? undefined : ownName(tokens);
    if (mapped !== undefined) {
      known.set(memo, mapped);
      return mapped;
    }
    let resolution = resolveOnce(tokens);
    const leaf = tokens[tokens.length - 1];
    if (resolution.match === null && leaf !== undefined) {
      const trailing = trailingUnit(leaf);
      if (trailing !== null) {
        const again = resolveOnce([...tokens.slice(0, -1), trailing.rest]);
        if (again.match !== null || again.refusal !== null) resolution = { ...again, unit: trailing.unit };
      }
    }
    known.set(memo, resolution);
    return resolution;
  };

  const pairs = new Set<string>();
  for (const key of [...byKey.keys(), ...own.keys(), ...Object.keys(STAGE_BY_WORD)]) {
    for (let index = 0; index + 1 < key.length; index++) pairs.add(key.slice(index, index + 2));
  }
  const judged = createMemo<boolean>();
  const mayBeKnown = (key: string): boolean => {
    const remembered = judged.get(key);
    if (remembered !== undefined) return remembered;
    let known = key.length <= 2;
    for (let index = 0; !known && index + 1 < key.length; index++) known = pairs.has(key.slice(index, index + 2));
    judged.set(key, known);
    return known;
  };

  return { terms, resolve, mayBeKnown, mayMatchAlone, nearest: createNearest(terms.map((term) => term.label)) };
};

/** The stage that a group heading over a column gives it. */
const headingStage = (tokens: readonly string[], term: Term): HeaderStage | null => {
  if (!term.staged) return null;
  for (const token of tokens) {
    const stage = stageOfHeading(token);
    if (stage !== null) return stage;
  }
  return null;
};

/** One column under a header: its place, its text and what it was taken for. */
export interface HeaderColumn {
  /** 1-based. */
  readonly column: number;
  /** Address within the sheet of the lowest header cell that belongs to this column alone. */
  readonly cell: string;
  /** The path of headings, outermost first, joined by ` / `. */
  readonly header: string;
  /** Keys of the headings, by which a repeated header is recognised. */
  readonly keys: readonly string[];
  readonly match: Match | null;
  readonly refusal: Refusal | null;
  /** Years that the headings of a matched column name. */
  readonly years: readonly number[];
  readonly unit: WrittenUnit | null;
  readonly unknownUnit: string | null;
}

export interface HeaderBlock {
  /** Sheet rows, 1-based and inclusive. */
  readonly from: number;
  readonly to: number;
  /** Positions of those rows in the sheet's list of rows. */
  readonly first: number;
  readonly last: number;
  readonly columns: readonly HeaderColumn[];
  /** How many different terms were matched. */
  readonly terms: number;
}

/** Rows in which a header is looked for: no real table has a hundred lines of title. */
const SEARCHED_ROWS = 100;
/** Texts among which a header is looked for: six rows of six hundred columns, or a hundred lines of forty words. */
const SEARCHED_TEXTS = 4000;
const TALLEST_HEADER = 6;
/** Merges never overlap in a valid sheet, so they fill each cell once at most; a hostile file stops here. */
const MERGE_BUDGET = 500_000;

/** Text of a header cell; a number can be a heading too (a year, the index of a column). */
const headingText = (cell: RawCell): string =>
  cell.kind === "text" || cell.kind === "number" ? String(cell.value) : "";

/** Texts of a row's cells by column, without the blank ones. */
const textsOf = (row: RawRow): ReadonlyMap<number, string> => {
  const texts = new Map<number, string>();
  for (const cell of row.cells) {
    const text = headingText(cell);
    if (!isBlankText(text)) texts.set(cell.column, text);
  }
  return texts;
};

const NO_TEXTS: ReadonlyMap<number, string> = new Map();

interface Window {
  readonly rows: readonly RawRow[];
  /** Own texts by row position and column, of the rows that may be part of a header. */
  readonly own: readonly ReadonlyMap<number, string>[];
  /** Text and first column of the merge that covers a cell, by row position and column. */
  readonly merged: readonly ReadonlyMap<number, { text: string; range: CellRange }>[];
  /** Merges at most as tall as a header, by the position of their first row. */
  readonly tall: readonly { top: number; bottom: number }[];
  readonly eligible: readonly boolean[];
  /** {@link matchKey} of every text. */
  readonly keys: ReadonlyMap<string, string>;
}

/** A sheet's window is the same for every vocabulary that is tried on it. */
let windows = new WeakMap<RawSheet, Window>();

/**
 * Forgets what was seen in the sheets of a workbook that has been read. What only a collection of all that is in memory
 * would find to be gone, V8 would move about with every county of a batch.
 */
export const forgetSheets = (): void => {
  windows = new WeakMap();
};

const openWindow = (sheet: RawSheet): Window => {
  const known = windows.get(sheet);
  if (known !== undefined) return known;
  const made = makeWindow(sheet);
  windows.set(sheet, made);
  return made;
};

const makeWindow = (sheet: RawSheet): Window => {
  const rows: RawRow[] = [];
  const eligible: boolean[] = [];
  let texts = 0;
  for (const row of sheet.rows) {
    if (rows.length === SEARCHED_ROWS || texts > SEARCHED_TEXTS) break;
    // A row with figures in it is a row of a table, not of its header.
    const words = row.cells.every((cell) => cell.kind === "text" || (cell.kind === "number" && isHeadingNumber(cell)));
    if (words) texts += row.cells.length;
    rows.push(row);
    eligible.push(words);
  }
  const own = rows.map((row, index) => (eligible[index] === true ? textsOf(row) : NO_TEXTS));
  const masters: (ReadonlyMap<number, string> | undefined)[] = [];
  const masterTexts = (index: number): ReadonlyMap<number, string> => {
    masters[index] ??= eligible[index] === true ? own[index]! : textsOf(rows[index]!);
    return masters[index];
  };
  const position = new Map(rows.map((row, index) => [row.number, index]));
  let lastColumn = 0;
  for (const row of rows) lastColumn = Math.max(lastColumn, row.cells[row.cells.length - 1]?.column ?? 0);
  const lastRow = rows[rows.length - 1]?.number ?? 0;
  const merged = rows.map(() => new Map<number, { text: string; range: CellRange }>());
  const tall: { top: number; bottom: number }[] = [];
  let budget = MERGE_BUDGET;
  for (const range of sheet.merges) {
    if (range.top > lastRow || budget <= 0) continue;
    const master = position.get(range.top);
    const text = master === undefined ? undefined : masterTexts(master).get(range.left);
    if (text === undefined) continue;
    if (range.bottom > range.top && range.bottom - range.top < TALLEST_HEADER) {
      tall.push({ top: range.top, bottom: range.bottom });
    }
    for (let row = range.top; row <= Math.min(range.bottom, lastRow); row++) {
      const index = position.get(row);
      if (index === undefined) continue;
      const right = Math.min(range.right, lastColumn);
      budget -= right - range.left + 1;
      const covering = { text, range };
      for (let column = range.left; column <= right; column++) {
        const filled = merged[index];
        if (filled !== undefined && !filled.has(column)) filled.set(column, covering);
      }
    }
  }
  const keys = new Map<string, string>();
  for (const texts of own) for (const text of texts.values()) if (!keys.has(text)) keys.set(text, matchKey(text));
  return { rows, own, merged, tall, eligible, keys };
};

/** A year over a group of columns. */
const isHeadingNumber = (cell: RawCell): boolean =>
  cell.format === "plain" &&
  Number.isInteger(cell.value) &&
  (cell.value as number) >= 1990 &&
  (cell.value as number) <= 2100;

interface Path {
  readonly tokens: readonly string[];
  readonly row: number;
  /** Nothing in the block belongs to this column alone. */
  readonly inherited: boolean;
}

const pathOf = (window: Window, first: number, last: number, column: number): Path => {
  const tokens: string[] = [];
  let row = 0;
  let inherited = true;
  let before: string | undefined;
  for (let index = first; index <= last; index++) {
    const cover = window.merged[index]?.get(column);
    const text = window.own[index]?.get(column) ?? cover?.text;
    if (text === undefined) continue;
    const starts = cover === undefined || cover.range.left === column || window.own[index]?.has(column) === true;
    if (text !== before) tokens.push(text);
    before = text;
    if (starts) {
      inherited = false;
      row = cover === undefined ? (window.rows[index]?.number ?? 0) : cover.range.top;
    } else {
      // The lowest heading spans from further left: this column has no name of its own.
      inherited = true;
    }
  }
  return { tokens, row, inherited };
};

/**
 * A group heading written once over its first column, without a merge: its text for the columns to its right, up to
 * the next heading of that row.
 */
const filledFromLeft = (window: Window, first: number, last: number, column: number): string[] | null => {
  if (last === first || window.own[last]?.has(column) !== true) return null;
  const tokens: string[] = [];
  let filled = false;
  for (let index = first; index <= last; index++) {
    const present = window.own[index]?.get(column) ?? window.merged[index]?.get(column)?.text;
    if (present !== undefined) {
      tokens.push(present);
      continue;
    }
    let nearest = 0;
    for (const candidate of window.own[index]?.keys() ?? []) {
      if (candidate < column && candidate > nearest) nearest = candidate;
    }
    const text = nearest === 0 ? undefined : window.own[index]?.get(nearest);
    const spans = nearest === 0 ? undefined : window.merged[index]?.get(nearest)?.range;
    if (text === undefined || (spans !== undefined && spans.right > spans.left)) continue;
    tokens.push(text);
    filled = true;
  }
  return filled && tokens.some((token) => stageOfHeading(token) !== null) ? tokens : null;
};

interface Resolved {
  readonly tokens: readonly string[];
  /** Sheet row of the lowest heading. */
  readonly row: number;
  readonly resolution: Resolution;
}

/** What a column under a block of rows is; null where no heading in the block is its own. */
const resolveColumn = (
  window: Window,
  vocabulary: Vocabulary,
  first: number,
  last: number,
  column: number,
): Resolved | null => {
  const { tokens, row, inherited } = pathOf(window, first, last, column);
  if (inherited || tokens.length === 0) return null;
  const resolution = vocabulary.resolve(tokens);
  if (resolution.match === null || (resolution.match.term.staged && resolution.match.stage === null)) {
    const filled = filledFromLeft(window, first, last, column);
    const again = filled === null ? null : vocabulary.resolve(filled);
    if (filled !== null && again !== null && again.match !== null && again.match.stage !== null) {
      return { tokens: filled, row, resolution: again };
    }
  }
  return { tokens, row, resolution };
};

const columnsWith = (rows: readonly (Iterable<number> | undefined)[], first: number, last: number): number[] => {
  const columns = new Set<number>();
  for (let index = first; index <= last; index++) for (const column of rows[index] ?? []) columns.add(column);
  return [...columns].sort((a, b) => a - b);
};

/** What a line over a table says is longer than the heading of a group. */
const LONGEST_GROUP = 16;
const OF_THE_TABLE = /^(?!其中).*[:：]/;

/**
 * Whether a heading over a block, left out of it because it names no more columns, says that a column under it is
 * something else. A text over all that is known is the table's title.
 */
const changedFromAbove = (
  window: Window,
  first: number,
  column: number,
  term: Term,
  matched: readonly number[],
): boolean => {
  if (term.unit === "") return false;
  for (let index = first - 1; index >= 0 && index >= first - TALLEST_HEADER; index--) {
    if (window.eligible[index] !== true || window.rows[index + 1]!.number !== window.rows[index]!.number + 1)
      return false;
    const cover = window.merged[index]?.get(column);
    const text = window.own[index]?.get(column) ?? cover?.text;
    if (text === undefined || text.length > LONGEST_GROUP || OF_THE_TABLE.test(text)) continue;
    if (cover !== undefined && matched.every((each) => each >= cover.range.left && each <= cover.range.right)) continue;
    if (stageOfHeading(text) === null && changesMeaning(text, matchKey(term.label), term)) return true;
  }
  return false;
};

const readColumns = (window: Window, vocabulary: Vocabulary, first: number, last: number): HeaderColumn[] => {
  const columns = ownColumns(window, vocabulary, first, last);
  if (first === 0) return columns;
  const matched = columns.flatMap(({ match, column }) => (match === null ? [] : [column]));
  return columns.map((column): HeaderColumn => {
    const { match } = column;
    return match === null || match.by === "map" || !changedFromAbove(window, first, column.column, match.term, matched)
      ? column
      : { ...column, match: null, refusal: "other-meaning" };
  });
};

const ownColumns = (window: Window, vocabulary: Vocabulary, first: number, last: number): HeaderColumn[] =>
  columnsWith(
    window.own.map((texts) => texts.keys()),
    first,
    last,
  ).flatMap((column): HeaderColumn[] => {
    const found = resolveColumn(window, vocabulary, first, last, column);
    if (found === null) return [];
    const { tokens, row, resolution } = found;
    return [
      {
        column,
        cell: cellReference(row, column),
        header: tokens.map((token) => shownText(token)).join(" / "),
        keys: tokens.map((token) => matchKey(token)),
        ...resolution,
      },
    ];
  });

const NO_COLUMNS: ReadonlySet<number> = new Set();

/** How many of the rows before each hold, and last of all rows. */
const countsBefore = (rows: readonly boolean[]): number[] => {
  const counts = [0];
  for (let index = 0; index < rows.length; index++) counts.push(counts[index]! + (rows[index] === true ? 1 : 0));
  return counts;
};

/**
 * Finds the header of a table by what its cells say: the block of one to six rows in which the most terms are
 * recognised, with the fewest doubled, the fewest merges cut through, and then the fewest rows. Null where no cell of
 * the first hundred rows, or of their first few thousand texts, is recognised.
 */
export const findHeader = (sheet: RawSheet, vocabulary: Vocabulary): HeaderBlock | null => {
  const window = openWindow(sheet);
  // Columns of each row in which a heading, its own or that of a merge over it, may be one of the vocabulary.
  const hopeful = window.own.map((texts, index): ReadonlySet<number> => {
    if (window.eligible[index] !== true) return NO_COLUMNS;
    const columns = new Set<number>();
    const hope = (text: string): boolean => vocabulary.mayBeKnown(window.keys.get(text) ?? matchKey(text));
    for (const [column, text] of texts) if (hope(text)) columns.add(column);
    for (const [column, { text }] of window.merged[index] ?? []) if (hope(text)) columns.add(column);
    return columns;
  });
  const promising = window.own.map((texts, index) => {
    for (const column of hopeful[index] ?? NO_COLUMNS) {
      const text = texts.get(column);
      if (text === undefined) continue;
      const key = window.keys.get(text) ?? matchKey(text);
      if (vocabulary.mayMatchAlone(text, key) && vocabulary.resolve([text]).match !== null) return true;
      if (stageAlone(key) !== null) return true;
    }
    return false;
  });
  const firstPromising = promising.indexOf(true);
  if (firstPromising < 0) return null;
  const lastPromising = promising.lastIndexOf(true);
  const promisingBefore = countsBefore(promising);
  const eligibleBefore = countsBefore(window.eligible);
  const inBlock = (before: readonly number[], first: number, last: number): number =>
    before[last + 1]! - before[first]!;
  let best: HeaderBlock | null = null;
  let bestRank: readonly number[] = [];
  // Low blocks first: one in which every column is a term spares the looks into those that a title makes taller.
  for (let height = 1; height <= TALLEST_HEADER; height++) {
    const lastFirst = Math.min(lastPromising, window.rows.length - height);
    for (let first = Math.max(0, firstPromising - height + 1); first <= lastFirst; first++) {
      const last = first + height - 1;
      if (inBlock(promisingBefore, first, last) === 0 || inBlock(eligibleBefore, first, last) < height) continue;
      const within = window.own.slice(first, last + 1);
      // A merge from above the block names a column of that block, not of this one.
      const columns = columnsWith(hopeful, first, last).filter((column) => within.some((texts) => texts.has(column)));
      if (firstDifference([columns.length, 0, 0, first - last], bestRank) <= 0) continue;
      const from = window.rows[first]?.number ?? 0;
      const to = window.rows[last]?.number ?? 0;
      const seen = new Set<string>();
      let doubled = 0;
      for (const column of columns) {
        const match = resolveColumn(window, vocabulary, first, last, column)?.resolution.match ?? null;
        if (match === null) continue;
        const key = `${match.term.id} ${match.stage} ${match.previous}`;
        if (seen.has(key)) doubled++;
        seen.add(key);
      }
      if (seen.size === 0) continue;
      const cut = window.tall.filter((merge) => merge.top >= from && merge.top <= to && merge.bottom > to).length;
      const rank = [seen.size, -doubled, -cut, first - last];
      if (best === null || firstDifference(rank, bestRank) > 0) {
        best = { from, to, first, last, columns: [], terms: seen.size };
        bestRank = rank;
      }
    }
  }
  return best === null ? null : { ...best, columns: readColumns(window, vocabulary, best.first, best.last) };
};

/** A line that says when a table was filled in. */
const OF_FILING = /日期|时间/;

/** Years that a text names, if only within it: 2025年云溪县学校表. */
export const yearsNamed = (text: string): number[] =>
  [...cleanText(text).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) => Number(year));

/** Whether a term is money that is spent within a year, and known when the year is closed. */
const isFunds = ({ unit, label }: Term): boolean => unit === "元" && label.includes("经费");

/**
 * A header without the columns of another year than the table's. That is a year which the lines above the table, the
 * sheet's name or `said` give, or else the one that most of the columns carry. Funds may
 * be those of the year before it, as the last one that is closed, where all funds with a year are.
 */
export const withoutOtherYears = (block: HeaderBlock, sheet: RawSheet, said: () => readonly number[]): HeaderBlock => {
  const withYears = block.columns.filter(({ match, years }) => match !== null && !match.previous && years.length > 0);
  const termsSaid = block.columns.map(({ match }) => (match === null ? undefined : match.term.id));
  // Of a word, the year only tells one column from another.
  const dated = withYears.filter(
    ({ match }) => isFigure(match!.term) || termsSaid.filter((id) => id === match!.term.id).length > 1,
  );
  const finished = block.columns.filter(
    ({ match, header }) =>
      match !== null && match.by !== "map" && (header.includes("竣工") || header.includes("投入使用")),
  );
  if (dated.length === 0 && finished.length === 0) return block;
  const { rows } = openWindow(sheet);
  const above = rows.slice(0, block.first).flatMap((row) => row.cells.map(headingText));
  const named = new Set([sheet.name, ...above.filter((text) => !OF_FILING.test(text))].flatMap(yearsNamed));
  const own = said();
  for (const year of own) named.add(year);
  const counts = new Map<number, number>();
  for (const { years } of dated) for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  const figures = block.columns.filter(({ match }) => match !== null && isFigure(match.term)).length;
  const known = [...counts].filter(([year, count]) => named.has(year) || count * 2 > figures);
  const rank = ([year, count]: [number, number]): readonly number[] => [
    own.includes(year) ? 1 : 0,
    named.has(year) ? 1 : 0,
    count,
    year,
  ];
  const [year] = known.sort((a, b) => firstDifference(rank(b), rank(a)))[0] ?? [];
  const fundYears = new Set(dated.flatMap(({ match, years }) => (isFunds(match!.term) ? years : [])));
  const ofTable = year !== undefined ? [year] : own.length > 0 ? own : [...named];
  const closed = fundYears.size === 1 && ofTable.some((each) => fundYears.has(each - 1));
  const others = new Set([
    ...dated.filter(
      ({ match, years }) => !(year !== undefined && years.includes(year)) && !(closed && isFunds(match!.term)),
    ),
    // What is finished after the table's year is only planned in it.
    ...(ofTable.length === 0 ? [] : finished).filter(({ header }) =>
      yearsNamed(header).some((each) => each > Math.max(...ofTable)),
    ),
  ]);
  if (others.size === 0) return block;
  return {
    ...block,
    columns: block.columns.map((column) =>
      others.has(column) ? { ...column, match: null, refusal: "other-year" } : column,
    ),
  };
};

const firstDifference = (a: readonly number[], b: readonly number[]): number => {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};
