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

/** The first about half the time, so that a draw has several transformations and not all. */
const usually = <T>(plain: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(plain), weight: 5 },
    { arbitrary: fc.constantFrom(plain, ...others), weight: 6 },
  );

const mixed = <T>(...all: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...all);

export const styleDraws: fc.Arbitrary<Style> = fc.record<Style>({
  stages: mixed("heading", "column", "sheets", "stacked", "beside"),
  themes: usually<Style["themes"]>(1, 3, 5),
  direction: usually<Style["direction"]>("lying", "across", "sheet per school"),
  depth: mixed<Style["depth"]>(1, 2, 3, 4),
  groups: mixed("stage first", "theme first"),
  merges: mixed("merged", "repeated", "first only"),
  short: mixed("merged down", "bottom"),
  identityGroup: fc.boolean(),
  stageWord: usually<Style["stageWord"]>("小学", "小学阶段", "小学部", "小学基本情况", "suffix"),
  stagePlace: usually<Style["stagePlace"]>("plain", "title", "numbered"),
  words: mixed("dictionary", "aliases", "statistics"),
  units: mixed("heading", "none", "row", "line", "format"),
  unitBrackets: usually<Style["unitBrackets"]>("（）", "()", "(单位：)"),
  money: mixed("元", "万元"),
  totals: usually<Style["totals"]>("none", "word", "word first", "Table", "arithmetic", "subtotals"),
  index: usually<Style["index"]>("none", "numbers", "甲乙", "ABC"),
  serial: fc.boolean(),
  instructions: usually<Style["instructions"]>("none", "above", "below header"),
  sections: usually<boolean>(false, true),
  footer: usually<Style["footer"]>("none", "note", "signature"),
  title: mixed("none", "title", "year", "year first", "unit line"),
  names: usually<Style["names"]>("plain", "part", "spaces", "full-width"),
  codes: usually<Style["codes"]>("text", "number", "full-width", "spaced", "none"),
  types: usually<Style["types"]>("plain", "formal", "coded"),
  identity: mixed("first", "every"),
  shared: mixed("every", "first"),
  extras: usually<Style["extras"]>("none", "others", "parts", "unknown"),
  files: usually<Style["files"]>("one", "schools and county", "every sheet"),
  blanks: usually<Style["blanks"]>("none", "top", "left", "rows", "column", "all"),
  hidden: usually<Style["hidden"]>("none", "row", "column", "sheet"),
  rowOrder: usually<Style["rowOrder"]>("plain", "reversed", "shuffled"),
  columnOrder: usually<Style["columnOrder"]>("plain", "shuffled"),
  side: usually<Style["side"]>("plain", "titles", "other heads", "beside"),
  sideOrder: usually<Style["sideOrder"]>("plain", "shuffled"),
  sheetNames: usually<Style["sheetNames"]>("plain", "numbered", "prefixed"),
  seed: fc.nat(999),
});

/** The plainest office, to which every draw shrinks. */
export const PLAIN: Style = {
  stages: "heading",
  themes: 1,
  direction: "lying",
  depth: 1,
  groups: "stage first",
  merges: "merged",
  short: "merged down",
  identityGroup: false,
  stageWord: "小学",
  stagePlace: "plain",
  words: "dictionary",
  units: "heading",
  unitBrackets: "（）",
  money: "元",
  totals: "none",
  index: "none",
  serial: false,
  instructions: "none",
  sections: false,
  footer: "none",
  title: "none",
  names: "plain",
  codes: "text",
  types: "plain",
  identity: "first",
  shared: "every",
  extras: "none",
  files: "one",
  blanks: "none",
  hidden: "none",
  rowOrder: "plain",
  columnOrder: "plain",
  side: "plain",
  sideOrder: "plain",
  sheetNames: "plain",
  seed: 0,
};

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
    plain("shared", "identity", "columnOrder");
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
