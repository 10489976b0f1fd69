import type { Rollup } from "../../model/rollup.ts";
import { safeJson } from "../safe-json.ts";

/** `rollup.json`: the roll-up as it is, a line for each county and school, so that versions compare well. */
export const renderRollupJson = (rollup: Rollup): string => {
  const lists = Object.entries(rollup).map(([key, value]) => {
    const name = JSON.stringify(key);
    if (!Array.isArray(value) || value.length === 0) return `  ${name}: ${JSON.stringify(value)}`;
    return `  ${name}: [\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
  });
  return safeJson(`{\n${lists.join(",\n")}\n}\n`);
};
