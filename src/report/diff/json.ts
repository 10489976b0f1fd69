import type { Comparison } from "../../model/rollup.ts";
import { safeJson } from "../safe-json.ts";

/** A comparison as it is; ids and codes do not depend on the language. */
export const renderDiffJson = (comparison: Comparison): string => safeJson(`${JSON.stringify(comparison, null, 2)}\n`);
