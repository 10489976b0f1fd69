/** How an office writes its workbook: independent choices, of which the first of each is the plainest. */
import fc from "fast-check";

export interface Style {
  /** Where the stage stands: in the heading, in a 学段 column, on a sheet, under a caption, or in a block beside another. */
  readonly stages: "heading" | "column" | "sheets" | "stacked" | "beside";
  /** Into how many sheets the columns are split by what they are about. */
  readonly themes: 1 | 3 | 5;
  readonly direction: "lying" | "across" | "sheet per school";
  readonly depth: 1 | 2 | 3 | 4;
  /** Which group stands over the other. */
  readonly groups: "stage first" | "theme first";
  readonly merges: "merged" | "repeated" | "first only";
  /** Where a heading of fewer rows stands. */
  readonly short: "merged down" | "bottom";
  readonly identityGroup: boolean;
  readonly stageWord: "小学" | "小学阶段" | "小学部" | "小学基本情况" | "suffix";
  /** Where a stage of its own stands, for tables of one stage. */
  readonly stagePlace: "plain" | "title" | "numbered";
  readonly words: "dictionary" | "aliases" | "statistics";
  readonly units: "heading" | "none" | "row" | "line" | "format";
  readonly unitBrackets: "（）" | "()" | "(单位：)";
  readonly money: "元" | "万元";
  readonly totals: "none" | "word" | "word first" | "Table" | "arithmetic" | "subtotals";
  /** Whether a row is there twice, and how often the totals count it. */
  readonly repeated: "none" | "counted once" | "counted twice";
  /** Whether a list stands on two sheets, and whether the second has something of the first again. */
  readonly lists: "one" | "two" | "overlapping";
  readonly index: "none" | "numbers" | "甲乙" | "ABC";
  readonly serial: boolean;
  readonly instructions: "none" | "above" | "below header";
  readonly sections: boolean;
  readonly footer: "none" | "note" | "signature";
  readonly title: "none" | "title" | "year" | "year first" | "unit line";
  readonly names: "plain" | "part" | "spaces" | "full-width";
  readonly codes: "text" | "number" | "full-width" | "spaced" | "none";
  readonly types: "plain" | "formal" | "coded";
  /** In which tables, beside name and code, a school's identity stands. */
  readonly identity: "first" | "every";
  /** On which rows of a combined school its shared figures stand. */
  readonly shared: "every" | "first";
  readonly extras: "none" | "others" | "parts" | "unknown";
  readonly files: "one" | "schools and county" | "every sheet";
  readonly blanks: "none" | "top" | "left" | "rows" | "column" | "all";
  readonly hidden: "none" | "row" | "column" | "sheet";
  readonly rowOrder: "plain" | "reversed" | "shuffled";
  readonly columnOrder: "plain" | "shuffled";
  readonly side: "plain" | "titles" | "other heads" | "beside";
  readonly sideOrder: "plain" | "shuffled";
  readonly sheetNames: "plain" | "numbered" | "prefixed";
  /** For what is chosen by the way. */
  readonly seed: number;
}

type Choices = { readonly [K in Exclude<keyof Style, "seed">]: readonly Style[K][] };

/** Every choice, the plainest first. */
const CHOICES: Choices = {
  stages: ["heading", "column", "sheets", "stacked", "beside"],
  themes: [1, 3, 5],
  direction: ["lying", "across", "sheet per school"],
  depth: [1, 2, 3, 4],
  groups: ["stage first", "theme first"],
  merges: ["merged", "repeated", "first only"],
  short: ["merged down", "bottom"],
  identityGroup: [false, true],
  stageWord: ["小学", "小学阶段", "小学部", "小学基本情况", "suffix"],
  stagePlace: ["plain", "title", "numbered"],
  words: ["dictionary", "aliases", "statistics"],
  units: ["heading", "none", "row", "line", "format"],
  unitBrackets: ["（）", "()", "(单位：)"],
  money: ["元", "万元"],
  totals: ["none", "word", "word first", "Table", "arithmetic", "subtotals"],
  repeated: ["none", "counted once", "counted twice"],
  lists: ["one", "two", "overlapping"],
  index: ["none", "numbers", "甲乙", "ABC"],
  serial: [false, true],
  instructions: ["none", "above", "below header"],
  sections: [false, true],
  footer: ["none", "note", "signature"],
  title: ["none", "title", "year", "year first", "unit line"],
  names: ["plain", "part", "spaces", "full-width"],
  codes: ["text", "number", "full-width", "spaced", "none"],
  types: ["plain", "formal", "coded"],
  identity: ["first", "every"],
  shared: ["every", "first"],
  extras: ["none", "others", "parts", "unknown"],
  files: ["one", "schools and county", "every sheet"],
  blanks: ["none", "top", "left", "rows", "column", "all"],
  hidden: ["none", "row", "column", "sheet"],
  rowOrder: ["plain", "reversed", "shuffled"],
  columnOrder: ["plain", "shuffled"],
  side: ["plain", "titles", "other heads", "beside"],
  sideOrder: ["plain", "shuffled"],
  sheetNames: ["plain", "numbered", "prefixed"],
};

/** Choices of which none is usual. The others are plain more often than not, so that a draw is not everything at once. */
const EVEN: ReadonlySet<keyof Style> = new Set<keyof Style>([
  "stages",
  "depth",
  "groups",
  "merges",
  "short",
  "identityGroup",
  "words",
  "units",
  "money",
  "serial",
  "title",
  "identity",
  "shared",
]);

const KEYS = Object.keys(CHOICES) as (keyof Choices)[];

const choice = <T>(all: readonly T[], even: boolean): fc.Arbitrary<T> =>
  even
    ? fc.constantFrom(...all)
    : fc.oneof(
        { withCrossShrink: true },
        { arbitrary: fc.constant(all[0]!), weight: 5 },
        { arbitrary: fc.constantFrom(...all), weight: 6 },
      );

export const styleDraws: fc.Arbitrary<Style> = fc
  .tuple(
    fc.tuple(...KEYS.map((key): fc.Arbitrary<unknown> => choice<unknown>(CHOICES[key], EVEN.has(key)))),
    fc.nat(999),
  )
  .map(
    ([chosen, seed]) => ({ ...Object.fromEntries(KEYS.map((key, at) => [key, chosen[at]])), seed }) as unknown as Style,
  );

/** The plainest office, to which every draw shrinks. */
export const PLAIN = { ...Object.fromEntries(KEYS.map((key) => [key, CHOICES[key][0]])), seed: 0 } as unknown as Style;

/** What else must be so for a choice to show in the workbook. */
const WITH: Readonly<Partial<Record<keyof Style, Partial<Style>>>> = {
  groups: { depth: 3 },
  merges: { depth: 2, identityGroup: true },
  short: { depth: 3 },
  identityGroup: { depth: 2 },
  stagePlace: { stages: "sheets" },
  money: { units: "line" },
  names: { stages: "sheets" },
  shared: { stages: "sheets" },
  identity: { themes: 3 },
  repeated: { totals: "word" },
};

const WITH_VALUE: Readonly<Record<string, Partial<Style>>> = {
  subtotals: { sections: true },
  小学基本情况: { depth: 2 },
  format: { money: "万元" },
};

/** Each transformation alone, on the plainest office that can have it. */
export const singleStyles = (): { readonly name: string; readonly style: Style }[] =>
  KEYS.flatMap((key) =>
    CHOICES[key].slice(1).map((value) => {
      const more = { ...WITH[key], ...WITH_VALUE[String(value)] };
      return { name: `${key} ${value}`, style: { ...PLAIN, ...more, [key]: value } };
    }),
  );

/**
 * The choices that go together: what another choice leaves no place for is taken back to the plain one, so that what a
 * style says is what the workbook has.
 */
export const settled = (drawn: Style): Style => {
  const style = { ...drawn };
  const plain = (...keys: readonly (keyof Style)[]): void => {
    for (const key of keys) Object.assign(style, { [key]: PLAIN[key] });
  };
  if (style.direction === "sheet per school") {
    plain("stages", "themes", "depth", "merges", "short", "identityGroup", "totals", "index", "serial");
    plain("shared", "identity", "columnOrder", "repeated");
    if (style.words === "statistics") plain("words");
    if (style.instructions === "below header") plain("instructions");
    if (style.units === "row") plain("units");
    if (style.names === "part") plain("names");
    if (style.hidden === "column") plain("hidden");
  }
  if (style.direction === "across") {
    plain("sections", "index");
    if (style.stages === "beside") style.stages = "stacked";
    if (style.totals === "Table" || style.totals === "subtotals") plain("totals");
    if (style.blanks === "column" || style.blanks === "all") style.blanks = "rows";
    if (style.instructions === "below header") plain("instructions");
  }
  if (style.stages === "heading" || style.stages === "column") plain("stagePlace");
  if (style.stages !== "heading") plain("stageWord");
  if (style.stages === "heading") {
    plain("shared");
    if (style.names === "part") plain("names");
  }
  if (style.words === "statistics" && style.stageWord === "suffix") plain("stageWord");
  if (style.words === "statistics") {
    // A group of one column beside a column with nothing above it: which of them it is over, only a merge says.
    plain("short", "columnOrder");
    // Its own headings have up to four rows, and a header has at most six.
    if (style.depth > 2) style.depth = 2;
  }
  if (style.stageWord === "小学基本情况" && style.depth === 1) plain("stageWord");
  if (style.depth > 1 && style.stageWord === "suffix") plain("stageWord");
  if (style.depth === 1 && style.words !== "statistics") plain("groups", "merges", "short", "identityGroup");
  if (style.themes === 1) plain("identity");
  // A Table has one row of headings, each its own, and nothing else of its sheet is within it.
  if (style.totals === "Table") {
    if (style.depth > 1 || style.words === "statistics" || style.stages === "stacked" || style.stages === "beside") {
      style.totals = "word";
    } else {
      plain("index", "sections");
      if (style.units === "row") style.units = "heading";
      if (style.instructions === "below header") plain("instructions");
      if (style.blanks === "rows" || style.blanks === "column" || style.blanks === "all") style.blanks = "top";
    }
  }
  if (style.totals === "subtotals" && !style.sections) style.totals = "word";
  if (style.direction === "sheet per school" && style.sections && style.stageWord === "suffix") plain("stageWord");
  if (style.sections && style.rowOrder === "shuffled") plain("rowOrder");
  if (style.stages === "beside") {
    plain("sections");
    if (style.blanks === "column" || style.blanks === "all") style.blanks = "rows";
    if (style.totals === "subtotals") style.totals = "word";
  }
  // The unit of money has to stand somewhere.
  if (style.units === "none" && style.words !== "statistics") plain("money");
  if (style.units !== "heading") plain("unitBrackets");
  if (style.totals === "none" && style.repeated === "counted twice") style.repeated = "counted once";
  if (style.names === "part" && style.codes === "none" && style.stages === "column") plain("names");
  return style;
};

/** What a style has that the plainest has not: `depth 3, units row`. */
export const describeStyle = (style: Style): string => {
  const others = (Object.keys(PLAIN) as (keyof Style)[]).filter(
    (key) => key !== "seed" && settled(style)[key] !== PLAIN[key],
  );
  return others.length === 0 ? "the plainest office" : others.map((key) => `${key} ${settled(style)[key]}`).join(", ");
};
