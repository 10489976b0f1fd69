/** From the files that people gave and what they chose to the program's own command lines. */
import type { PageFile } from "./messages.ts";

export const ROLES = ["workbook", "previous", "map", "standard", "waivers", "prices"] as const;
export type Role = (typeof ROLES)[number];

export interface GivenFile extends PageFile {
  role: Role;
}

export interface Choices {
  readonly files: readonly Pick<GivenFile, "name" | "role">[];
  /** Id of a standard, or {@link OWN_STANDARD} for the file that is one. */
  readonly standard: string;
  /** A day, or empty for the workbook's own. */
  readonly asOf: string;
  /** Of a workbook of several; empty otherwise. */
  readonly county: string;
  /** Ids of relaxations and options. */
  readonly relax: readonly string[];
}

export const OWN_STANDARD = "own";

/** What a file is most likely given for. */
export const roleOf = (name: string): Role => {
  if (/\.xls[xm]?$/i.test(name)) return "workbook";
  if (/\.map\.ya?ml$/i.test(name)) return "map";
  if (/豁免|waiver/i.test(name)) return "waivers";
  return /价格|单价|price/i.test(name) ? "prices" : "standard";
};

/** A name that none of `taken` has: files of one name would lie on each other. */
export const freeName = (name: string, taken: readonly string[]): string => {
  const end = /(?:\.map)?\.[^.]*$/.exec(name)?.index ?? name.length;
  let free = name;
  for (let count = 2; taken.includes(free); count++) free = `${name.slice(0, end)}(${count})${name.slice(end)}`;
  return free;
};

export const namesOf = ({ files }: Pick<Choices, "files">, role: Role): string[] =>
  files.filter((file) => file.role === role).map(({ name }) => name);

const option = (flag: string, value: string | undefined): string[] =>
  value === undefined || value === "" ? [] : [flag, value];

const standard = (choices: Choices): string[] =>
  option("-s", choices.standard === OWN_STANDARD ? namesOf(choices, "standard")[0] : choices.standard);
const reading = (choices: Choices): string[] => [
  ...standard(choices),
  ...option("--map", namesOf(choices, "map")[0]),
  ...option("--county", choices.county),
];
const judging = ({ asOf, relax }: Choices): string[] => [
  ...option("--as-of", asOf),
  ...relax.flatMap((id) => ["--relax", id]),
];
const outputs = (files: readonly string[]): string[] => files.flatMap((file) => ["-o", file]);

export const checkLine = (choices: Choices, ...files: readonly string[]): string[] => [
  "check",
  ...namesOf(choices, "workbook"),
  ...reading(choices),
  ...judging(choices),
  ...option("--waivers", namesOf(choices, "waivers")[0]),
  ...option("--previous", namesOf(choices, "previous")[0]),
  ...outputs(files),
];

export const planLine = (choices: Choices, ...files: readonly string[]): string[] => [
  "plan",
  ...namesOf(choices, "workbook"),
  ...reading(choices),
  ...judging(choices),
  ...option("--prices", namesOf(choices, "prices")[0]),
  ...outputs(files),
];

export const validateLine = (choices: Choices, ...files: readonly string[]): string[] => [
  "validate",
  ...namesOf(choices, "workbook"),
  ...reading(choices),
  ...option("--as-of", choices.asOf),
  ...option("--previous", namesOf(choices, "previous")[0]),
  ...outputs(files),
];

export const draftMapLine = (choices: Choices): string[] => [
  ...["validate", ...namesOf(choices, "workbook"), ...reading(choices), "--suggest-map"],
];

/** The form is the national standard's own. */
export const formLine = (choices: Choices, ...files: readonly string[]): string[] => [
  "form",
  ...namesOf(choices, "workbook"),
  ...option("--map", namesOf(choices, "map")[0]),
  ...option("--county", choices.county),
  ...option("--as-of", choices.asOf),
  ...outputs(files),
];

export const diffLine = (choices: Choices): string[] => [
  "diff",
  ...namesOf(choices, "previous").slice(0, 1),
  ...namesOf(choices, "workbook").slice(0, 1),
  ...standard(choices),
  ...option("--map", namesOf(choices, "map")[0]),
];

export const templateLine = (choices: Choices, file: string): string[] => [
  "template",
  ...standard(choices),
  ...outputs([file]),
];
