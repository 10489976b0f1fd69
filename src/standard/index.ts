import { AuditError } from "../errors.ts";
import type { StandardDocument } from "../model/standard.ts";
import { nearest } from "../nearest.ts";
import { NATIONAL_2017 } from "./national.ts";
import { STANDARDS } from "./registry.ts";

export const DEFAULT_STANDARD = NATIONAL_2017.id;

/**
 * A standard that ships, by its id; the national one without.
 *
 * @throws AuditError `standard-unknown`, with the ids there are and the nearest of them.
 */
export const standardOf = (id: string = DEFAULT_STANDARD): StandardDocument => {
  if (Object.hasOwn(STANDARDS, id)) return STANDARDS[id]!;
  const known = Object.keys(STANDARDS);
  throw new AuditError({ code: "standard-unknown", id, known, nearest: nearest(id, known) });
};

export { asked, attestedAnywhere } from "./asked.ts";
export { diffStandards } from "./diff.ts";
export { extraQuantities } from "./quantities.ts";
export { regions, STANDARDS } from "./registry.ts";
export { resolveStandard } from "./resolve.ts";
