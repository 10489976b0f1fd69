import type { StandardDocument } from "../model/standard.ts";
import { NATIONAL_2017 } from "./national.ts";

/** Every standard that ships, by id. */
export const STANDARDS: Readonly<Record<string, StandardDocument>> = {
  [NATIONAL_2017.id]: NATIONAL_2017,
};

export const DEFAULT_STANDARD = NATIONAL_2017.id;

export { resolveStandard } from "./resolve.ts";
