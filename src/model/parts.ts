/** The parts of a standard, in its order. Apart from its schemas, which take time to be made and which no audit needs. */
export const PARTS = ["resource", "guarantee", "quality", "recognition", "veto"] as const;
/** Parts of which one item that falls short vetoes whatever the others say. */
export const VETOING: readonly string[] = ["recognition", "veto"];
export type Part = (typeof PARTS)[number];
