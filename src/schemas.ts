import * as z from "zod";
import { Config } from "./model/config.ts";
import { Plan } from "./model/plan.ts";
import { ResultJson } from "./model/report.ts";
import { Baseline, Comparison, CountySummary, Rollup } from "./model/rollup.ts";
import { WrittenMap } from "./workbook/column-map-schema.ts";

interface Contract {
  /** Raised when a key changes or goes; later versions of the program may add keys to what they write. */
  readonly version: number;
  readonly title: string;
  readonly schema: z.ZodType;
  /** What the program writes has every key; what people write may leave some out. */
  readonly io: "output" | "input";
}

/** The files that programs exchange with this one, by the name of the schema that ships for each. */
const CONTRACTS = {
  result: { version: 2, title: "what check writes as JSON", schema: ResultJson, io: "output" },
  "batch-line": { version: 1, title: "a line of a batch's results.ndjson", schema: CountySummary, io: "output" },
  rollup: { version: 1, title: "a batch's rollup.json", schema: Rollup, io: "output" },
  diff: { version: 1, title: "what diff writes as JSON", schema: Comparison, io: "output" },
  plan: { version: 1, title: "what plan writes as JSON", schema: Plan, io: "output" },
  baseline: { version: 2, title: "a baseline of batch --update-baseline", schema: Baseline, io: "output" },
  config: { version: 1, title: "qe-audit.config.yaml", schema: Config, io: "input" },
  map: { version: 1, title: "a county's own names, NAME.map.yaml", schema: WrittenMap, io: "input" },
} as const satisfies Readonly<Record<string, Contract>>;

export type SchemaName = keyof typeof CONTRACTS;
export const SCHEMA_NAMES = Object.keys(CONTRACTS) as readonly SchemaName[];

/** Version of a contract, `2` of `result` say. */
export const schemaVersion = (name: SchemaName): number => CONTRACTS[name].version;

/**
 * A contract as JSON Schema (draft 2020-12), with an `$id` that names it and its version: what the package ships as
 * `NAME.schema.json`.
 */
export const jsonSchema = (name: SchemaName): Readonly<Record<string, unknown>> => {
  const { version, title, schema, io } = CONTRACTS[name];
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io });
  return { $schema, $id: `urn:qe-audit:schema:${name}:${version}`, title: `qe-audit: ${title}`, ...rest };
};
