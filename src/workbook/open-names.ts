/** What a reading left open: columns and items that nobody understood, with what they may be. */
import type { UnmatchedReason, WorkbookReading } from "../model/county.ts";
import type { Quantity } from "../model/quantity.ts";
import { STAGES, type Stage } from "../model/school.ts";
import { columnLetters } from "../package/address.ts";
import type { RawCell, RawSheet, RawWorkbook } from "../package/raw.ts";
import { createFields, type Fields } from "./fields.ts";
import { onlySorts } from "./terms/grammar.ts";
import { matchKey, shownText } from "./text.ts";
import { findUnit } from "./units.ts";
import { foundText } from "./values.ts";
import { STAGE_WORDS } from "./vocabularies.ts";

/** What a column or item may be. */
export interface Candidate {
  /** As a map says it: `小学在校生数`, `教学仪器设备值`. */
  readonly term: string;
  /** The dictionary's key, or an extra quantity's. */
  readonly key: string;
  readonly quantity: Quantity;
}

/** A heading or an item that was not used, once for all places where it stands. */
export interface OpenName {
  readonly part: "columns" | "items";
  /** As a map names it: by its lowest row, or by all of them with `/` between where that would name another column too. */
  readonly name: string;
  /** Full addresses of its cells. */
  readonly cells: readonly string[];
  /** Why a column was not used though it is known; null where it is not known. */
  readonly why: UnmatchedReason | null;
  /** The first of its values, as they are shown. */
  readonly examples: readonly string[];
  /** What it surely is: the name of a quantity in other order or with a particle more, and nothing besides. */
  readonly proposal: Candidate | null;
  /** The nearest first; then by the letters that their names share with it. */
  readonly candidates: readonly Candidate[];
  /** How many of them share any. */
  readonly likely: number;
  /**
   * A column that is known, and of which a school's stages give different figures: what they come to in the first such
   * school. Open is whether they add up; its only candidate is what it is. Null for every other.
   */
  readonly stageSum: number | null;
}

const EXAMPLES = 3;
/** Words that say nothing of their own in a name. */
const PARTICLES = /[的之总数量目个人名]/g;
const BRACKETS = /[(（]([^()（）]*)[)）]/g;

const letters = (text: string): string => [...matchKey(text).replace(PARTICLES, "")].sort().join("");

const ROWS = " / ";
const leafOf = (header: string): string => header.split(ROWS).at(-1) ?? header;

/**
 * The words of a heading without the groups over it that only sort and without units. What stands in other brackets is kept:
 * it may say that this is a part only.
 */
const wordsOf = (header: string): string =>
  matchKey(
    header
      .split(ROWS)
      .filter((row, at, rows) => at === rows.length - 1 || !onlySorts(row))
      .join("")
      .replace(BRACKETS, (_all, inner: string) => (findUnit(inner) === null ? inner : "")),
  );

const stageIn = (words: string): Stage | null => {
  const named = STAGES.filter((stage) => words.includes(STAGE_WORDS.word(stage)));
  return named.length === 1 ? named[0]! : null;
};

/** Whether a heading says a quantity's name and nothing besides, but for the order of its letters and for particles. */
const saysOnly = (words: string, stage: Stage | null, { label, aliases }: Quantity): boolean => {
  const said = letters(stage === null ? words : words.replace(STAGE_WORDS.word(stage), ""));
  return said !== "" && [label, ...aliases].some((name) => letters(name) === said);
};

/** How many pairs of neighbouring letters a text shares with a quantity's names, at most. */
const nearness = (words: string, { label, aliases }: Quantity): number => {
  const pairs = (text: string): string[] => [...text].slice(0, -1).map((letter, at) => letter + [...text][at + 1]);
  const own = new Set(pairs(words));
  return Math.max(...[label, ...aliases].map((name) => pairs(matchKey(name)).filter((pair) => own.has(pair)).length));
};

const sorted = (
  candidates: readonly Candidate[],
  words: string,
  nearest: string | null,
): Pick<OpenName, "candidates" | "likely"> => {
  const rank = ({ quantity }: Candidate): number =>
    quantity.label === nearest ? Number.POSITIVE_INFINITY : nearness(words, quantity);
  const ranked = candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : b.rank - a.rank));
  return {
    candidates: ranked.map(({ candidate }) => candidate),
    likely: ranked.filter((each) => each.rank > 0).length,
  };
};

const shown = (cells: readonly RawCell[]): string[] =>
  cells.flatMap((cell) => {
    const text = shownText(foundText(cell) ?? "");
    return text === "" ? [] : [text];
  });

const ADDRESS = /^([A-Z]+)(\d+)$/;

/** The first values under a heading, rows left out that the reading skipped; those beside it where none stands under it. */
const examplesOf = (sheet: RawSheet | undefined, cell: string, skipped: ReadonlySet<number>): string[] => {
  const [, letters = "", digits = "0"] = ADDRESS.exec(cell) ?? [];
  const row = Number(digits);
  const below: RawCell[] = [];
  for (const { number, cells } of sheet?.rows ?? []) {
    if (number <= row || skipped.has(number)) continue;
    const found = cells.find(({ column }) => columnLetters(column) === letters);
    if (found !== undefined && shown([found]).length > 0) below.push(found);
    if (below.length === EXAMPLES) break;
  }
  return shown(below.length > 0 ? below : besides(sheet, cell)).slice(0, EXAMPLES);
};

/** The cells to the right of one, in its row. */
const besides = (sheet: RawSheet | undefined, cell: string): readonly RawCell[] => {
  const [, letters = "", digits = "0"] = ADDRESS.exec(cell) ?? [];
  const cells = sheet?.rows.find(({ number }) => number === Number(digits))?.cells ?? [];
  const at = cells.findIndex(({ column }) => columnLetters(column) === letters);
  return cells.slice(at + 1);
};

/** The label of an item in the row of a cell that says why it was not taken: that cell, or one before it. */
const labelBeside = (
  sheet: RawSheet | undefined,
  cell: string,
  { key }: Candidate,
  fields: Fields,
): RawCell | undefined => {
  const row = Number(ADDRESS.exec(cell)?.[2] ?? 0);
  return sheet?.rows
    .find(({ number }) => number === row)
    ?.cells.find((each) => each.kind === "text" && fields.items.resolve([each.value as string]).match?.term.id === key);
};

/** The terms that a column can be; `unstaged`: of the row's own stage where neither heading nor user says one. */
const columnCandidates = (fields: Fields, stage: Stage | null, unstaged: boolean): Candidate[] => {
  const found = new Map<string, Candidate>();
  for (const { key, quantity, scope, stage: own } of fields.byId.values()) {
    if (scope === "stated" || (stage !== null && own !== null && own !== stage)) continue;
    const word = own === null || (unstaged && stage === null) ? "" : STAGE_WORDS.word(own);
    found.set(word + quantity.label, { term: word + quantity.label, key, quantity });
  }
  return [...found.values()];
};

/** The columns of figures that a school has once and of which its stages give different ones, each with its sum. */
const stageSums = (
  { reading, problems }: Pick<WorkbookReading, "reading" | "problems">,
  sheets: ReadonlyMap<string, RawSheet>,
  skipped: ReadonlyMap<string, ReadonlySet<number>>,
  fields: Fields,
): OpenName[] =>
  problems.flatMap((problem): OpenName[] => {
    const { code, quantity, sheet, facts } = problem;
    if (code !== "shared-value-differs" || quantity === null || facts.sum === null) return [];
    const field = fields.byId.get(quantity);
    const column = reading.matched.find((each) => each.sheet === sheet && each.quantity === quantity);
    if (field === undefined || column === undefined) return [];
    return [
      {
        part: "columns",
        name: leafOf(column.header),
        cells: [`${sheet}!${column.cell}`],
        why: null,
        examples: examplesOf(sheets.get(sheet), column.cell, skipped.get(sheet) ?? new Set()),
        proposal: null,
        candidates: [{ term: field.quantity.label, key: field.key, quantity: field.quantity }],
        likely: 1,
        stageSum: facts.sum,
      },
    ];
  });

/**
 * The columns of school sheets and the items that a reading did not use, in its order, each heading once.
 *
 * @param raw the workbook that was read, for the values that stand under a heading.
 */
export const openNames = (
  { reading, problems }: Pick<WorkbookReading, "reading" | "problems">,
  raw: RawWorkbook,
  extraQuantities?: Readonly<Record<string, Quantity>>,
): OpenName[] => {
  const fields = createFields(extraQuantities);
  const sheets = new Map(raw.sheets.map((sheet) => [sheet.name, sheet]));
  const schoolSheets = new Set(reading.sheets.flatMap(({ sheet, role }) => (role === "schools" ? [sheet] : [])));
  const matched = new Set(reading.matched.map(({ quantity, stage }) => `${stage ?? ""} ${quantity}`));
  const skipped = new Map<string, Set<number>>();
  for (const { sheet, row } of reading.skipped) skipped.set(sheet, (skipped.get(sheet) ?? new Set()).add(row));
  const headings = new Map<string, Set<string>>();
  for (const { header } of [...reading.matched, ...reading.unmatched]) {
    const leaf = matchKey(leafOf(header));
    headings.set(leaf, (headings.get(leaf) ?? new Set()).add(matchKey(header)));
  }
  const found = new Map<string, OpenName>();
  const add = (open: OpenName): void => {
    const key = `${open.part} ${matchKey(open.name)}`;
    const known = found.get(key);
    const cells = [...new Set([...(known?.cells ?? []), ...open.cells])];
    found.set(key, known === undefined ? open : { ...known, cells });
  };

  for (const { sheet, cell, header, nearest, why = null } of reading.unmatched) {
    if (!schoolSheets.has(sheet)) continue;
    const words = wordsOf(header);
    const stage = stageIn(matchKey(header));
    const unstaged = reading.matched.some(
      (column) => column.sheet === sheet && column.stage === null && !fields.byId.has(column.quantity),
    );
    const { candidates, likely } = sorted(columnCandidates(fields, stage, unstaged), words, nearest);
    const sure = why === null && nearest !== null ? candidates[0] : undefined;
    const free =
      sure !== undefined && !matched.has(`${sure.quantity.level === "stage" ? (stage ?? "") : ""} ${sure.key}`);
    const settled = sure?.quantity.level !== "stage" || stage !== null || unstaged;
    add({
      part: "columns",
      name: (headings.get(matchKey(leafOf(header)))?.size ?? 0) > 1 ? header.split(ROWS).join("/") : leafOf(header),
      cells: [`${sheet}!${cell}`],
      why,
      examples: examplesOf(sheets.get(sheet), cell, skipped.get(sheet) ?? new Set()),
      proposal:
        sure !== undefined &&
        sure.quantity.label === nearest &&
        free &&
        settled &&
        saysOnly(words, stage, sure.quantity)
          ? sure
          : null,
      candidates,
      likely,
      stageSum: null,
    });
  }

  for (const open of stageSums({ reading, problems }, sheets, skipped, fields)) add(open);

  const items = fields.items.terms.flatMap(({ id, label }): Candidate[] => {
    const field = fields.item(id);
    return field === null ? [] : [{ term: label, key: id, quantity: field.quantity }];
  });
  // An item that was set aside by its label or by the remark beside it, where nothing else gives it.
  for (const { sheet, cell, nearest, why = null } of reading.unmatched) {
    if (schoolSheets.has(sheet) || nearest === null || why === null) continue;
    const meant = items.find(({ quantity }) => quantity.label === nearest);
    const label = meant === undefined ? undefined : labelBeside(sheets.get(sheet), cell, meant, fields);
    if (meant === undefined || label === undefined || matched.has(` ${meant.key}`)) continue;
    add({
      part: "items",
      name: shown([label])[0] ?? nearest,
      cells: [`${sheet}!${columnLetters(label.column)}${label.row}`],
      why,
      examples: shown(besides(sheets.get(sheet), `${columnLetters(label.column)}${label.row}`)).slice(0, EXAMPLES),
      proposal: null,
      candidates: [meant],
      likely: 1,
      stageSum: null,
    });
  }
  for (const problem of problems) {
    const { label, cell, sheet } = problem;
    if (problem.code !== "item-unknown" || label === null || cell === null) continue;
    const words = wordsOf(label);
    const { nearest } = problem.facts;
    const { candidates, likely } = sorted(items, words, nearest);
    const [sure] = candidates;
    add({
      part: "items",
      name: label,
      cells: [`${sheet}!${cell}`],
      why: null,
      examples: problem.found === null ? [] : [problem.found],
      proposal: sure?.quantity.label === nearest && saysOnly(words, null, sure.quantity) ? sure : null,
      candidates,
      likely,
      stageSum: null,
    });
  }
  return [...found.values()];
};
