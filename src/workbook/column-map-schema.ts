import * as z from "zod";
import { SHARED_BY_STAGE, SHEET_ROLES } from "../model/column-map.ts";
import { BY_STAGE_WORDS, MAP_PARTS, ROLE_WORDS, RULE_PARTS } from "./column-map.ts";

/** The same under its key and under its Chinese name; either may be written. */
const bothNames = <T extends z.ZodType>(key: string, words: Readonly<Record<string, string>>, value: T) => ({
  [key]: value.optional(),
  [words[key]!]: value.optional(),
});

const Name = z.string().min(1);
const Term = z.string().min(1);
const Word = z.union([z.string(), z.number(), z.boolean()]);

const Rule = z.strictObject({
  ...bothNames("term", RULE_PARTS, Term),
  ...bothNames("sum", RULE_PARTS, z.array(Name).min(2)),
  ...bothNames("scale", RULE_PARTS, z.number().positive()),
  ...bothNames("values", RULE_PARTS, z.record(Name, Word)),
  ...bothNames("byStage", RULE_PARTS, z.enum([...SHARED_BY_STAGE, ...Object.values(BY_STAGE_WORDS)])),
});

/**
 * The shape of a map file, `NAME.map.yaml`, as people write it, in English or Chinese keys: for editors, which complete and
 * check it. Whether a term is one of the dictionary is said by `parseColumnMap` alone.
 */
export const WrittenMap = z.strictObject({
  ...bothNames("sheets", MAP_PARTS, z.record(Name, z.enum([...SHEET_ROLES, ...Object.values(ROLE_WORDS)]).nullable())),
  ...bothNames("columns", MAP_PARTS, z.record(Name, z.union([Term, Rule]).nullable())),
  ...bothNames("items", MAP_PARTS, z.record(Name, Term.nullable())),
  ...bothNames("schools", MAP_PARTS, z.record(Name, Name)),
  ...bothNames("counties", MAP_PARTS, z.record(Name, Name)),
});
