/** The parts of a standard, in its order. Apart from its schemas, which take time to be made and which no audit needs. */
export const PARTS = ["resource", "guarantee", "quality", "recognition", "veto"] as const;
/** Parts of which one item that falls short vetoes whatever the others say. */
export const VETOING: readonly string[] = ["recognition", "veto"];
export type Part = (typeof PARTS)[number];
export const PART_NAMES = {
  resource: { zh: "资源配置", en: "Resources" },
  guarantee: { zh: "政府保障程度", en: "Government guarantee" },
  quality: { zh: "教育质量", en: "Education quality" },
  recognition: { zh: "社会认可度", en: "Social recognition" },
  veto: { zh: "一票否决", en: "Vetoes" },
} as const satisfies Readonly<Record<Part, { readonly zh: string; readonly en: string }>>;
