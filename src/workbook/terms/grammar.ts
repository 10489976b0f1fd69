/** Takes a heading apart by the closed list of words: what it names, of which stage and year, in which unit. */
import { addTo } from "../../groups.ts";
import type { Unit } from "../../model/quantity.ts";
import type { Stage } from "../../model/school.ts";
import { cleanText, createNearest, matchKey, remembering } from "../text.ts";
import { findUnit, looksLikeRate, trailingUnit, type WrittenUnit } from "../units.ts";
import { type Family, LEAVES_OUT, LEFT_OUT_BEHIND, OWN_RATES, PART_OF, type Says, TAKES_IN, WORDS } from "./words.ts";
import { withoutDates, yearsIn } from "./years.ts";

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

export interface Match {
  readonly term: Term;
  readonly stage: HeaderStage | null;
  readonly by: "label" | "alias" | "map";
  /** The column holds the year before's value (上年…). */
  readonly previous: boolean;
  /** The heading says that a part which others subtract is left out already: 不含室内体育用房. By the part's id, or null. */
  readonly without: string | null;
}

/**
 * Why a column whose heading names a term is not used: a word of it belongs to no such term, or it is a year's other than
 * the workbook's.
 */
export type Refusal = "other-meaning" | "other-year";

export interface Resolution {
  readonly match: Match | null;
  readonly refusal: Refusal | null;
  /** The term that the heading names beside words that are not its own; null where there is a match or no name. */
  readonly nearest: Term | null;
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
   * Where it says no, it cannot be what makes a row a header; most cells of a sheet are dismissed by it.
   */
  readonly mayBeKnown: (key: string) => boolean;
  /**
   * Whether a heading may resolve all by itself. Where it says no, {@link resolve} finds no match for it, at many times
   * the cost.
   */
  readonly mayMatchAlone: (text: string, key: string) => boolean;
  /** What a text resolves to all by itself; null where it cannot. A form's labels are asked for again and again. */
  readonly alone: (text: string) => Resolution | null;
  /**
   * Whether a term has a name of these letters. Where it says no, {@link resolve} finds no match for it among texts whose
   * {@link matchKey}s have no others.
   */
  readonly mayBeWritten: (id: string, letters: ReadonlySet<string>) => boolean;
  /** Whether a {@link matchKey} is a name as it stands. */
  readonly isName: (key: string) => boolean;
  /** Label of the term nearest to a header, or null. */
  readonly nearest: (header: string) => string | null;
}

/** The most pupils that a class may have, by stage, where the standard that is judged by says it. */
export type ClassCaps = Readonly<Partial<Record<Stage, number>>>;

/** What names of the user's own mean, by {@link matchKey}: a term's id and stage, or null to leave the column alone. */
export type OwnNames = ReadonlyMap<string, { readonly id: string; readonly stage: Stage | null } | null>;

/** A number before a heading: 一、 （二） 3. */
const ORDINAL = /^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:\)[、.．:]?|[、.．:])\s*/;
/** ①, which is 1 where compatibility forms are made plain. */
const CIRCLED = /^\s*[①-⑳]/;
/** Codes of lines, indicators and forms that stand over a column: L1, R4, G3, 教基1102. */
const CODE = /^(?:[a-z]\d{1,3}|教基\d{3,4})$/;
const SEPARATOR = /[/,:;、]/;
const BRACKETS = /[[【〔〖{]([^[\]【】〔〕〖〗{}]*)[\]】〕〗}]/g;
/** Brackets with what is in them, brackets within them included. */
const BRACKETED = /\([^()]*(?:\([^()]*\)[^()]*)*\)/g;
/** Brackets, and characters that may become brackets where compatibility forms are made plain. */
const WITH_BRACKETS = /[([【〔〖{（［｛]|[^\x20-\x7E\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]/;
/** A longer text is a sentence and no heading. */
export const LONGEST_HEADING = 120;

const STAGE_BY_WORD: Readonly<Record<string, HeaderStage>> = {
  小学: "primary",
  初中: "juniorSecondary",
  高中: "senior",
};

/** All the years of a stage, in brackets after its name; some of them are a part. */
const STAGE_YEARS =
  /(?<=小学[^()]*)\((?:[1一][-–—~至到][56五六]年级|[56五六]年制)\)$|(?<=初中[^()]*)\((?:[67六七][-–—~至到][9九]年级|[34三四]年制)\)$/;

interface Word {
  readonly says: Says;
  readonly of: readonly Family[];
}

/** The words of the table by their first letter, the longest first. */
const LEXICON: ReadonlyMap<string, readonly { readonly key: string; readonly word: Word }[]> = (() => {
  const byFirst = new Map<string, { key: string; word: Word }[]>();
  for (const { words, of, says } of WORDS) {
    for (const text of words.split(" ")) {
      const key = matchKey(text);
      if (key !== "") addTo(byFirst, key.charAt(0), { key, word: { says, of } });
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.key.length - a.key.length);
  return byFirst;
})();

/** What begins a word that says of which year a figure is, where that is the year before. */
const OF_PREVIOUS_YEAR = new RegExp(
  `[${[...LEXICON].flatMap(([first, list]) => (list.some(({ word }) => word.says === "previousYear") ? [first] : [])).join("")}]`,
);

/** What a text can end with that words cover. */
const LAST_LETTERS: ReadonlySet<string> = new Set(
  [...LEXICON.values()].flatMap((list) => list.map(({ key }) => key.charAt(key.length - 1))),
);

const FAMILY: Readonly<Record<string, (term: Term) => boolean>> = {
  any: () => true,
  words: ({ unit }) => unit === "",
  figures: ({ unit }) => unit !== "",
  pupils: ({ id, label }) => /pupils$/i.test(id) || label.includes("学生") || label.includes("人数"),
  staff: ({ id }) => id === "staff",
  teachers: ({ id }) => /teachers$/i.test(id),
  areas: ({ unit }) => unit === "㎡",
  venues: ({ id }) => VENUES.has(id),
  rooms: ({ unit }) => unit === "间",
  money: ({ unit }) => unit === "元",
  funds: ({ unit, label }) => unit === "元" && label.includes("经费"),
  classes: ({ id }) => id === "classes" || id === "largestClass" || id === "oversizedClasses",
  counts: ({ unit }) =>
    unit === "人" || unit === "个" || unit === "间" || unit === "所" || unit === "班" || unit === "台" || unit === "册",
};
const VENUES: ReadonlySet<string> = new Set(["convertedVenueArea", "sportsGroundArea", "indoorSportsArea"]);
/** Venues that a school has by converting, renting or sharing, which a group over the columns of venues may take in. */
const RENTED = new Set(["租赁", "改造", "租借", "借用", "租用", "共享", "校外", "合用"]);

const belongs = (families: readonly Family[], term: Term, stage: HeaderStage | null): boolean =>
  families.some(
    (family) =>
      family === term.id || FAMILY[family]?.(term) === true || (stage !== null && family === `${term.id}@${stage}`),
  );

/** What the words say that cover a text. */
interface Cover {
  readonly stage: HeaderStage | null;
  readonly previous: boolean;
}
const NOTHING: Cover = { stage: null, previous: false };

/**
 * Covers a key with words that `accepts` takes, end to end. Null where a letter is left over, or where two of them say
 * different stages. Linear in the length of the key: a place from which no way leads on is not tried again.
 */
const cover = (key: string, accepts: (word: Word) => boolean): Cover | null => {
  if (key === "") return NOTHING;
  if (!LAST_LETTERS.has(key.charAt(key.length - 1)) || !LEXICON.has(key.charAt(0))) return null;
  const dead = new Set<number>();
  const from = (at: number): Cover | null => {
    if (at === key.length) return NOTHING;
    if (dead.has(at)) return null;
    for (const { key: text, word } of LEXICON.get(key.charAt(at)) ?? []) {
      if (!key.startsWith(text, at) || !accepts(word)) continue;
      const rest = from(at + text.length);
      if (rest === null) continue;
      const own =
        word.says === "primary" || word.says === "juniorSecondary" || word.says === "senior" ? word.says : null;
      if (own !== null && rest.stage !== null && rest.stage !== own) return null;
      return { stage: own ?? rest.stage, previous: rest.previous || word.says === "previousYear" };
    }
    dead.add(at);
    return null;
  };
  return key.length > LONGEST_HEADING ? null : from(0);
};

const OVER: ReadonlySet<Says> = new Set([
  "topic",
  "plain",
  "primary",
  "juniorSecondary",
  "senior",
  "thisYear",
  "previousYear",
  "same",
]);
const BESIDE: ReadonlySet<Says> = new Set([...OVER].filter((says) => says !== "topic"));

/** A heading as far as it can be taken apart without knowing the term. */
interface Part {
  /** {@link matchKey} without unit, notes, ordinal and dates. */
  readonly key: string;
  readonly text: string;
  readonly unit: WrittenUnit | null;
  readonly unknownUnit: string | null;
  /** What stood in brackets and is no part of a name. */
  readonly notes: readonly string[];
  /** Whether a year stood in it. */
  readonly dated: boolean;
  /** What it says where it names nothing; null where it has other letters too. */
  readonly plain: Cover | null;
}

/** The stage that a text is a heading of, with an ordinal before it or the stage's years behind it. */
export const stageOfHeading = (text: string): HeaderStage | null => {
  if (text.length > LONGEST_HEADING || !/小学|初中|高中/.test(text)) return null;
  const plain = cleanText(text)
    .replace(/\s/g, "")
    .replace(ORDINAL, "")
    .replace(STAGE_YEARS, "")
    .replace(/^其中:?/, "");
  return (
    cover(matchKey(plain), ({ says, of }) => of.includes("any") && says !== "instruction" && says !== "event")?.stage ??
    null
  );
};

const LONGEST_TITLE = 200;
/** The one stage that a title names, whatever else it says: 云溪县小学基本情况统计表; null for both, for neither, and for none. */
export const stageInTitle = (text: string): HeaderStage | null => {
  const stage = stageOfHeading(text);
  if (stage !== null || text.length > LONGEST_TITLE) return stage;
  const key = matchKey(text);
  const primary = key.includes("小学");
  const junior = /初中|初级中学|^中学/.test(key);
  return primary === junior ? null : primary ? "primary" : "juniorSecondary";
};

/** Whether a text names nothing and only sorts what stands under it: 办学条件, 一、小学, 2025年. */
export const onlySorts = (text: string): boolean =>
  text.length <= LONGEST_HEADING && (findUnit(text) !== null || plainly(text) !== null);

/** Whether a text says that what stands under it is of the year before, and nothing else: 上年, 去年学校情况表. */
export const saysPreviousYear = (text: string): boolean =>
  text.length <= LONGEST_HEADING && OF_PREVIOUS_YEAR.test(matchKey(text)) && plainly(text)?.previous === true;

/** What a text says that names nothing; the same cells are looked at for every table that may begin above them. */
const plainly = remembering((text) => takeApart(text, () => false).plain);

const STAGE_FIRST = /^(?:小学|初中|高中)(?:阶段|部|段)?/;
const STAGE_ONLY = /^(?:普通)?(?:小学|初中|高中)(?:阶段|学段|部分|部|段|学校|教育)?$/;
/** Whether a text is nothing but the name of a stage: a group heading, or the line between two parts of a table. */
export const isStageHeading = (text: string): boolean =>
  STAGE_ONLY.test(matchKey(text).replace(/^(?:[一二三四五六七八九十]+|\d+)(?=\D)/, ""));

interface NameAt {
  readonly term: Term;
  readonly by: "label" | "alias";
  readonly stage: HeaderStage | null;
  readonly before: string;
  readonly after: string;
  readonly length: number;
}

const COUNTED = /(?<=.)(?:总人数|总数|人数|数)$/;
/** The ways in which a name of something counted is written: with 数, 总数, 人数, or none of them. */
const respelled = (key: string, unit: Unit): string[] => {
  const stem = key.replace(COUNTED, "");
  const endings = unit === "人" ? ["", "数", "总数", "人数", "总人数"] : ["", "数", "总数"];
  return endings.map((ending) => stem + ending).filter((other) => other !== key && other.length > 1);
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

const NO_YEARS: readonly number[] = [];
const NO_NOTES: readonly string[] = [];

/** Two neighbouring letters as one number, for which no text must be cut out and hashed; the last letter as it is. */
const pairAt = (text: string, at: number): number =>
  at + 1 < text.length ? (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1) : text.charCodeAt(at);
const LISTED = /[、/和与及]/;

/**
 * Makes a vocabulary. Where two terms share a name, the one that comes first has it. The user's own names win over all
 * of them; they name a column by its whole path or by its lowest heading.
 */
export const createVocabulary = (
  terms: readonly Term[],
  own: OwnNames = new Map(),
  caps: ClassCaps = {},
): Vocabulary => {
  const byId = new Map(terms.map((term) => [term.id, term]));
  type Named = { term: Term; by: "label" | "alias"; stage: HeaderStage | null };
  const byKey = new Map<string, Named>();
  const name = (key: string, named: Named): void => {
    if (key !== "" && !byKey.has(key)) byKey.set(key, named);
  };
  for (const term of terms) name(matchKey(term.label), { term, by: "label", stage: null });
  for (const term of terms) for (const alias of term.aliases) name(matchKey(alias), { term, by: "alias", stage: null });
  for (const [key, { term }] of [...byKey]) {
    if (term.unit !== "")
      for (const other of respelled(key, term.unit)) name(other, { term, by: "alias", stage: null });
  }
  // 小学生数 is 小学 + 学生数 with the 学 said once.
  for (const [key, { term }] of [...byKey]) {
    if (!key.startsWith("学生") || !term.staged) continue;
    for (const [word, stage] of Object.entries(STAGE_BY_WORD)) {
      if (word.endsWith("学")) name(word + key.slice(1), { term, by: "alias", stage });
    }
  }

  // By their first two letters, as many names begin with the same one; a name of one letter by that.
  const byBeginning = new Map<number, { readonly text: string; readonly named: Named }[]>();
  for (const [text, named] of byKey) addTo(byBeginning, pairAt(text, 0), { text, named });
  for (const list of byBeginning.values()) list.sort((a, b) => b.text.length - a.text.length);
  const addNames = (beginning: number, key: string, at: number, found: NameAt[]): void => {
    const names = byBeginning.get(beginning);
    if (names === undefined) return;
    for (const { text, named } of names) {
      if (!key.startsWith(text, at)) continue;
      const { term, by, stage } = named;
      found.push({
        term,
        by,
        stage,
        before: key.slice(0, at),
        after: key.slice(at + text.length),
        length: text.length,
      });
    }
  };
  /** Adds the names that begin at a place of a key. */
  const addNamesAt = (key: string, at: number, found: NameAt[]): void => {
    if (at + 1 < key.length) addNames(pairAt(key, at), key, at, found);
    addNames(key.charCodeAt(at), key, at, found);
  };
  /** Every name that a key holds, the longest first. */
  const namesIn = (key: string): NameAt[] => {
    const found: NameAt[] = [];
    if (key.length <= LONGEST_HEADING) for (let at = 0; at < key.length; at++) addNamesAt(key, at, found);
    return found.sort((a, b) => b.length - a.length);
  };
  /** Those of them that stand at its beginning, or behind words of the table alone. */
  const namesBehindWords = (key: string): NameAt[] => {
    const found: NameAt[] = [];
    if (key.length > LONGEST_HEADING) return found;
    const ends = new Set([0]);
    // A set gives what is added to it on the way, too.
    for (const at of ends) {
      addNamesAt(key, at, found);
      for (const { key: text } of LEXICON.get(key.charAt(at)) ?? []) {
        if (key.startsWith(text, at)) ends.add(at + text.length);
      }
    }
    return found.sort((a, b) => b.length - a.length || a.before.length - b.before.length);
  };
  const holdsName = (key: string): boolean => {
    if (key.length > LONGEST_HEADING) return false;
    for (let at = 0; at < key.length; at++) {
      const names = byBeginning.get(pairAt(key, at));
      if (names !== undefined) for (const { text } of names) if (key.startsWith(text, at)) return true;
      if (byBeginning.has(key.charCodeAt(at))) return true;
    }
    return false;
  };
  const isName = (key: string): boolean => byKey.has(key);

  const parts = createMemo<Part>();
  const partOf = (token: string): Part => {
    const known = parts.get(token);
    if (known !== undefined) return known;
    const part = takeApart(token, isName);
    parts.set(token, part);
    return part;
  };

  /** Whether a note in brackets says nothing that makes a term another one; `without`: what it leaves out of the term. */
  const noteFits = (
    note: string,
    term: Term,
    stage: HeaderStage | null,
    over: boolean,
  ): { fits: boolean; without: string | null; cover: Cover } => {
    let without: string | null = null;
    let said: Cover = NOTHING;
    for (const clause of note.split(/[,;。:]/)) {
      const plain = clause.replace(/\s/g, "");
      if (plain === "" || findUnit(plain) !== null) continue;
      const judged = clauseFits(plain, term, stage, over);
      if (judged === null) return { fits: false, without: null, cover: NOTHING };
      without ??= judged.without;
      said = { stage: judged.stage ?? said.stage, previous: said.previous || judged.previous };
    }
    return { fits: true, without, cover: said };
  };

  /** 45人以上 of classes over the cap, 标准45人 of the largest: what the standard says of them at their stage. */
  const namesCap = (text: string, term: Term, stage: HeaderStage | null): boolean => {
    if (term.id !== "oversizedClasses" && term.id !== "largestClass") return false;
    const cap = Number(/^(?:标准|超过?|大于)?(\d{2,3})人(?:以上)?$/.exec(text)?.[1] ?? Number.NaN);
    const known = stage === null || stage === "senior" ? Object.values(caps) : [caps[stage]];
    return known.length > 0 && known.every((each) => each === cap);
  };

  const clauseFits = (
    clause: string,
    term: Term,
    stage: HeaderStage | null,
    over: boolean,
  ): (Cover & { without: string | null }) | null => {
    const pieces = byVerb(clause);
    let without: string | null = null;
    let said: Cover = NOTHING;
    for (const { verb, text } of pieces) {
      if (verb === null) {
        if (text === "" || namesCap(text, term, stage)) continue;
        const { rest, dated } = withoutDates(text);
        const key = matchKey(rest);
        const found = cover(
          key,
          ({ says, of }) =>
            (BESIDE.has(says) || says === "instruction" || (says === "event" && dated)) &&
            (belongs(of, term, stage) || (over && says === "same")),
        );
        if (found === null && !byKey.has(key)) return null;
        // The own name said again in brackets is no part; another's is.
        if (found === null && byKey.get(key)?.term !== term) return null;
        if (found !== null) said = { stage: found.stage ?? said.stage, previous: said.previous || found.previous };
        continue;
      }
      for (const item of text.split(/[、/和与及等]/)) {
        const key = matchKey(item);
        if (key === "") continue;
        if (verb === "left" && term.id === "teachingArea" && byKey.get(key)?.term.id === "indoorSportsArea") {
          without = "indoorSportsArea";
          continue;
        }
        const wanted: Says = verb === "left" ? "left" : "held";
        const fits = cover(
          key,
          ({ says, of }) =>
            (says === wanted &&
              (belongs(of, term, stage) ||
                (over && !of.some((family) => family === "venues" || FAMILY[family] === undefined)))) ||
            (says === "plain" && of.includes("any")),
        );
        const rented = over && verb === "held" && VENUES.has(term.id) && RENTED.has(key);
        if (fits === null && !rented) return null;
      }
    }
    return { ...said, without };
  };

  /** Whether a group's heading only sorts, for this term; null where it makes the column something else. */
  const overFits = (part: Part, term: Term): Cover | null => {
    if (CODE.test(part.key)) return NOTHING;
    const accepts = ({ says, of }: Word): boolean => OVER.has(says) && belongs(of, term, null);
    const whole = cover(part.key, accepts);
    if (whole !== null) return whole;
    const named =
      byKey.get(part.key)?.term ?? byKey.get(part.key.replace(/(?:情况|基本情况|配置|数据|统计|信息)+$/, ""))?.term;
    if (named !== undefined)
      return named.id === term.id || PART_OF[term.id]?.includes(named.id) === true ? NOTHING : null;
    const items = part.text.split(LISTED);
    if (items.length < 2) return null;
    let said: Cover = NOTHING;
    for (const item of items) {
      const key = matchKey(item).replace(/(?:情况|基本情况|配置|数据|统计|信息)+$/, "");
      const covered = cover(key, ({ says, of }) => (OVER.has(says) || says === "held") && belongs(of, term, null));
      if (covered === null && !byKey.has(key)) return null;
      if (covered !== null) said = { stage: said.stage === null ? covered.stage : said.stage, previous: said.previous };
    }
    return { stage: null, previous: said.previous };
  };

  const resolveOnce = (tokens: readonly string[]): Resolution => {
    let unit: WrittenUnit | null = null;
    let unknownUnit: string | null = null;
    let nearest: Term | null = null;
    let stageConflict = false;
    const all = tokens.map(partOf);
    for (const part of all) {
      unit = part.unit ?? unit;
      unknownUnit = part.unknownUnit ?? unknownUnit;
    }
    // 教师培训经费（元/月）（元）: of two units one is not that of the figures, and which one nothing says.
    if (unknownUnit !== null) unit = null;
    const none = (): Resolution => ({
      match: null,
      refusal: nearest === null || stageConflict ? null : "other-meaning",
      nearest,
      years: NO_YEARS,
      unit,
      unknownUnit,
    });
    let plainStage: HeaderStage | null = null;
    let plainPrevious = false;
    const content: Part[] = [];
    for (const part of all) {
      if (part.plain === null) {
        content.push(part);
        continue;
      }
      if (part.plain.stage !== null && plainStage !== null && plainStage !== part.plain.stage) {
        stageConflict = true;
        return none();
      }
      plainStage = part.plain.stage ?? plainStage;
      plainPrevious ||= part.plain.previous;
    }
    const attempt = (rest: readonly Part[]): Resolution | null => {
      // A name in the last parts would be in all of them, or in the last two the other way round.
      const [whole, turned] = [
        rest
          .slice(-3)
          .map(({ key }) => key)
          .join(""),
        rest
          .slice(-2)
          .map(({ key }) => key)
          .reverse()
          .join(""),
      ];
      if (whole.length <= LONGEST_HEADING && !holdsName(whole) && !holdsName(turned)) return null;
      for (let length = Math.min(rest.length, 3); length >= 1; length--) {
        const over = rest.slice(0, rest.length - length);
        const joined = rest.slice(rest.length - length);
        const keys = joined.map(({ key }) => key);
        for (const key of length === 2 ? [keys.join(""), [...keys].reverse().join("")] : [keys.join("")]) {
          // Once a name is met whose words are not its own, only one that they cover makes a difference.
          for (const found of nearest === null ? namesIn(key) : namesBehindWords(key)) {
            const match = matchOf(found, joined, over);
            if (match === null) continue;
            const isOwn = unknownUnit !== null && OWN_RATES[found.term.id]?.includes(unknownUnit) === true;
            return {
              match,
              refusal: null,
              nearest: null,
              years: yearsIn(tokens, found.term),
              unit,
              unknownUnit: isOwn ? null : unknownUnit,
            };
          }
        }
      }
      return null;
    };
    const matchOf = (found: NameAt, joined: readonly Part[], over: readonly Part[]): Match | null => {
      const { term } = found;
      const beside = ({ says, of }: Word): boolean => BESIDE.has(says) && belongs(of, term, stage);
      let stage = found.stage ?? plainStage;
      let previous = plainPrevious;
      let without: string | null = null;
      const take = (said: Cover | null): boolean => {
        if (said === null) {
          nearest ??= term;
          return false;
        }
        if (said.stage !== null && stage !== null && said.stage !== stage) {
          stageConflict = true;
          return false;
        }
        stage = said.stage ?? stage;
        previous ||= said.previous;
        return true;
      };
      if (found.stage !== null && plainStage !== null && found.stage !== plainStage) return null;
      if (!take(cover(found.before, beside)) || !take(cover(found.after, beside))) return null;
      for (const part of over) if (!take(overFits(part, term))) return null;
      for (const part of all) {
        // In a column of remarks anything may be asked for.
        for (const note of term.id === "remark" || term.id === "note" ? [] : part.notes) {
          const judged = noteFits(note, term, term.staged ? stage : null, all.indexOf(part) < all.indexOf(joined[0]!));
          if (!take(judged.fits ? judged.cover : null)) return null;
          without ??= judged.without;
        }
      }
      // A stage that the term does not have makes it another figure, unless it stands in brackets as a mere instruction.
      return { term, stage: term.staged ? stage : null, by: found.by, previous, without };
    };
    return attempt(content) ?? (content.length < all.length ? attempt(all) : null) ?? none();
  };

  /** Undefined where the user has no name for it. */
  const ownName = (tokens: readonly string[]): Resolution | undefined => {
    const leaf = tokens[tokens.length - 1] ?? "";
    const split = takeApart(leaf, (key) => own.has(key));
    for (const name of [tokens.join(""), leaf, split.text]) {
      const meant = own.get(matchKey(name));
      if (meant === undefined) continue;
      const term = meant === null ? undefined : byId.get(meant.id);
      const rest = resolveOnce(tokens);
      if (meant === null || term === undefined) return { ...rest, match: null, refusal: null, nearest: null };
      const stage = meant.stage ?? headingStage(tokens, term);
      const match: Match = { term, stage, by: "map", previous: false, without: null };
      return { ...rest, match, refusal: null, nearest: null, years: NO_YEARS };
    }
    return undefined;
  };

  const known = createMemo<Resolution>();
  const resolve = (tokens: readonly string[]): Resolution => {
    // A text by itself has its hash; one that is joined would have to be hashed anew.
    const memo = tokens.length === 1 ? tokens[0]! : tokens.join("\u0000");
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

  const pairs = new Set<number>();
  for (const key of [...byKey.keys(), ...own.keys(), ...Object.keys(STAGE_BY_WORD)]) {
    for (let index = 0; index + 1 < key.length; index++) pairs.add(pairAt(key, index));
  }
  const judged = createMemo<boolean>();
  const mayBeKnown = (key: string): boolean => {
    if (key.length > 4 * LONGEST_HEADING) return false;
    const remembered = judged.get(key);
    if (remembered !== undefined) return remembered;
    let found = key.length <= 2;
    for (let index = 0; !found && index + 1 < key.length; index++) found = pairs.has(pairAt(key, index));
    judged.set(key, found);
    return found;
  };
  const mayMatchAlone = (text: string, key: string): boolean =>
    // The user's own names are compared with brackets and all; the others without what stands in them.
    text.length <= 4 * LONGEST_HEADING && (own.size > 0 || holdsName(key) || WITH_BRACKETS.test(text));

  const lone = createMemo<Resolution | null>();
  const alone = (text: string): Resolution | null => {
    if (text.length > LONGEST_HEADING) return mayMatchAlone(text, matchKey(text)) ? resolve([text]) : null;
    const remembered = lone.get(text);
    if (remembered !== undefined) return remembered;
    const resolution = mayMatchAlone(text, matchKey(text)) ? resolve([text]) : null;
    lone.set(text, resolution);
    return resolution;
  };

  const namesOf = new Map<string, string[]>();
  for (const [key, { term }] of byKey) addTo(namesOf, term.id, key);
  const mayBeWritten = (id: string, letters: ReadonlySet<string>): boolean =>
    own.size > 0 ||
    (namesOf.get(id) ?? []).some((key) => {
      for (let at = 0; at < key.length; at++) if (!letters.has(key.charAt(at))) return false;
      return true;
    });

  return {
    terms,
    resolve,
    mayBeKnown,
    mayMatchAlone,
    alone,
    mayBeWritten,
    isName,
    nearest: createNearest(terms.map((term) => term.label)),
  };
};

/** A clause at its verbs: 不含宿舍含食堂 leaves one thing out and takes one in. `verb` null for what stands before them. */
const byVerb = (clause: string): { verb: "left" | "held" | null; text: string }[] => {
  for (const behind of LEFT_OUT_BEHIND) {
    if (clause.endsWith(behind) && clause.length > behind.length) {
      const before = byVerb(clause.slice(0, -behind.length));
      const last = before.pop();
      if (last === undefined) return before;
      // 含规划、在建不计 takes the one in and leaves only the last out.
      const comma = last.verb === "held" ? last.text.lastIndexOf("、") : -1;
      if (last.verb !== "held") return [...before, { verb: "left", text: last.text }];
      return [
        ...before,
        { verb: "held", text: last.text.slice(0, Math.max(comma, 0)) },
        { verb: "left", text: last.text.slice(comma + 1) },
      ];
    }
  }
  const pieces: { verb: "left" | "held" | null; text: string }[] = [];
  let verb: "left" | "held" | null = null;
  let from = 0;
  for (let at = 0; at < clause.length; ) {
    const left = LEAVES_OUT.find((word) => clause.startsWith(word, at));
    const held = left === undefined ? TAKES_IN.find((word) => clause.startsWith(word, at)) : undefined;
    const word = left ?? held;
    if (word === undefined) {
      at++;
      continue;
    }
    pieces.push({ verb, text: clause.slice(from, at).replace(/[、和与及]$/, "") });
    verb = left === undefined ? "held" : "left";
    at += word.length;
    from = at;
  }
  pieces.push({ verb, text: clause.slice(from) });
  return pieces;
};

/** Nothing but dates can be taken off a heading of these alone. */
const PLAIN_LETTERS = /^[0-9a-z\u4E00-\u9FFF]+$/;

/** Takes units, notes, ordinal and dates off a heading. `isName`: whether a key is a name, whose brackets are no notes. */
const takeApart = (token: string, isName: (key: string) => boolean): Part => {
  const bare = (key: string, text: string, said: Pick<Part, "unit" | "dated" | "plain">): Part => ({
    key,
    text,
    unit: said.unit,
    unknownUnit: null,
    notes: NO_NOTES,
    dated: said.dated,
    plain: said.plain,
  });
  if (token.length > LONGEST_HEADING)
    return bare(matchKey(token.slice(0, LONGEST_HEADING + 1)), token, { unit: null, dated: false, plain: null });
  // 年度 can be a unit and can be a column.
  const alone = isName(matchKey(token)) ? null : findUnit(token);
  if (alone !== null) return bare("", "", { unit: alone, dated: false, plain: NOTHING });
  const sorts = (key: string): Cover | null =>
    isName(key)
      ? null
      : (cover(key, ({ says, of }) => of.includes("any") && OVER.has(says)) ?? (CODE.test(key) ? NOTHING : null));
  if (PLAIN_LETTERS.test(token)) {
    const { rest, dated } = isName(matchKey(token)) ? { rest: token, dated: false } : withoutDates(token);
    const key = matchKey(rest);
    return bare(key, rest, { unit: null, dated, plain: sorts(key) });
  }
  let unit: WrittenUnit | null = null;
  let unknownUnit: string | null = null;
  const spaced = cleanText(token.replace(CIRCLED, "($&)")).replace(BRACKETS, "($1)");
  const plain = spaced.replace(ORDINAL, "").replace(/\s/g, "").replace(STAGE_YEARS, "");
  let text = plain.replace(BRACKETED, (all) => {
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
    // （人，不含兼职）: a unit and a note in the same brackets.
    const [first = "", ...others] = inner.split(/[,;]/);
    const beside = others.length === 0 ? null : findUnit(first);
    if (beside === null) return all;
    unit = beside;
    return `(${others.join(",")})`;
  });
  const notes: string[] = [];
  for (const note of [...text.matchAll(BRACKETED)].reverse()) {
    // 小学骨干教师（县级以上）: a name may have brackets behind its stage, too.
    const name = matchKey(text);
    if (isName(name) || isName(name.replace(STAGE_FIRST, ""))) break;
    text = text.slice(0, note.index) + text.slice(note.index + note[0].length);
    notes.push(note[0].slice(1, -1).trim());
  }
  if (SEPARATOR.test(text)) {
    const separated = /^(.*[^\s/,:;、])\s*[/,:;、]\s*(?:单位:?)?([^/,:;、]+)$/.exec(text);
    const found = separated?.[2] === undefined ? null : findUnit(separated[2]);
    if (found !== null) {
      unit = found;
      text = separated![1]!.replace(/[\s,:;、]*单位$/, "");
    }
  }
  // The brackets' own text may still be unbalanced; what is left of it stays part of the name.
  const whole = matchKey(text);
  const { rest, dated } = isName(whole) ? { rest: text, dated: false } : withoutDates(text);
  const key = matchKey(rest);
  return { key, text: rest, unit, unknownUnit, notes, dated, plain: sorts(key) };
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
