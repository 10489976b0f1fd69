import type { RegionalDocument, StandardDocument } from "../model/standard.ts";
import { PLANS, WHOLE } from "./documents.ts";
import { extendStandard } from "./extend.ts";
import { NATIONAL_2017 } from "./national.ts";

/** The regional plans that ship, as their documents read. */
export const regions = (): readonly RegionalDocument[] => Object.values(PLANS).map((plan) => plan());

/** Each made when it is first asked for: a command judges by one of them, and should not wait for the others. */
const lazily = (
  documents: readonly (readonly [id: string, make: () => StandardDocument])[],
): Readonly<Record<string, StandardDocument>> => {
  const standards: Record<string, StandardDocument> = {};
  for (const [id, make] of documents) {
    let made: StandardDocument | null = null;
    Object.defineProperty(standards, id, {
      enumerable: true,
      get: () => {
        made ??= make();
        return made;
      },
    });
  }
  return standards;
};

/** Every standard that ships, by id, the national one first. */
export const STANDARDS: Readonly<Record<string, StandardDocument>> = lazily([
  ...Object.entries(WHOLE),
  ...Object.entries(PLANS).map(([id, plan]) => [id, () => extendStandard(NATIONAL_2017, plan())] as const),
]);
