import { QUANTITIES, type Quantity } from "../model/quantity.ts";
import type { Check, Indicator, OwnQuantity, StandardDocument } from "../model/standard.ts";

/** A key that a check looks up, and at which level it may stand. */
export interface KeyUse {
  readonly key: string;
  readonly levels: readonly Quantity["level"][];
  /** Kinds of value that it can be judged from. */
  readonly kinds: readonly Quantity["kind"][];
}

const FIGURES: readonly Quantity["kind"][] = ["count", "area", "money", "amount", "percent", "number", "rate"];

/** Every figure, answer and date of the workbook that a check is judged from. */
export const keysOf = (check: Check): readonly KeyUse[] => {
  const use = (
    keys: readonly string[],
    levels: readonly Quantity["level"][],
    kinds: readonly Quantity["kind"][] = FIGURES,
  ): KeyUse[] => keys.map((key) => ({ key, levels, kinds }));
  switch (check.kind) {
    case "ratio":
      return use([...check.numerator.plus, ...check.numerator.minus], ["school", "stage"]);
    case "share":
      return use(
        [check.numerator, check.denominator].flatMap(({ plus, minus }) => [...plus, ...minus]),
        check.level === "county" ? ["county"] : ["school", "stage"],
      );
    case "arts-rooms":
      return use(
        check.rooms.flatMap((room) => [room.all, room.adequate]),
        ["school"],
      );
    case "school-size":
      return check.onlyWhere === undefined ? [] : use([check.onlyWhere], ["school"], ["flag"]);
    case "small-school-funding":
      return [...use([check.funds], ["school"]), ...use([check.quota], ["county"])];
    case "special-education-funding":
      return [
        ...use([check.funds], ["school"]),
        ...use([check.countyFunds, check.countyPupils], ["county"]),
        ...use(check.inclusivePupils === undefined ? [] : [check.inclusivePupils], ["county"]),
      ];
    case "comparison":
      return use([check.left, check.right], ["county"]);
    case "flags":
      return use(check.quantities, ["school"], ["flag"]);
    case "grade":
      return use(check.quantities, ["school"], ["grade"]);
    case "count":
      return use([check.quantity], [check.level]);
    case "trend":
      return use([check.current, check.baseline], ["county"]);
    case "year-on-year":
      return use([check.current, check.previous], ["county", "profile"]);
    case "pupil-teacher-ratio":
      return use([check.staff], ["stage"]);
    case "staged-elimination":
      return use([check.count, check.of], ["county"]);
    case "nested-deadline":
      return use([check.quantity], ["school"], ["date"]);
    case "rated-funding":
      return use([check.funds, ...check.rates.map(({ quantity }) => quantity)], ["county"]);
    case "class-size":
      return use(["largestClass", "oversizedClasses"], ["stage"]);
    case "dispersion":
    case "composite-dispersion":
    case "quorum":
    case "attestation":
    case "monitoring":
    case "absence":
    case "milestone":
      return [];
  }
};

/** What a plan's own quantity is, in the words of the clause that asks for it; nothing where none does. */
const definitionBy = (
  label: string,
  indicators: readonly Indicator[],
): Pick<Quantity, "definition" | "definitionEn"> => {
  for (const { name, checks } of indicators) {
    const check = checks.find((each) => keysOf(each).some(({ key }) => key === label));
    if (check === undefined) continue;
    const { document, clause } = check.citation;
    return { definition: `${name.zh}（${document}${clause}）`, definitionEn: `${name.en} (${document} ${clause})` };
  }
  return {};
};

const asQuantity = (label: string, own: OwnQuantity, indicators: readonly Indicator[]): Quantity => ({
  label,
  ...definitionBy(label, indicators),
  labelEn: own.labelEn,
  aliases: own.aliases,
  unit: own.unit,
  decimals: own.decimals,
  kind: own.kind,
  level: own.level,
});

/**
 * The columns and items that a standard adds to the workbook, by key (their Chinese label), as the dictionary holds
 * its own: what the reader and the template take as further quantities. Empty for a standard without any.
 */
export const extraQuantities = (standard: StandardDocument): Readonly<Record<string, Quantity>> => {
  const known = extras.get(standard);
  if (known !== undefined) return known;
  const { local } = standard;
  const made = Object.fromEntries(
    Object.entries(local?.quantities ?? {}).map(([label, own]) => [label, asQuantity(label, own, standard.indicators)]),
  );
  extras.set(standard, made);
  return made;
};

/** By standard: a batch asks for the same ones for every county. */
const extras = new WeakMap<StandardDocument, Readonly<Record<string, Quantity>>>();

/** The quantity of a key: of the dictionary, or one of `own`; null where neither has it. */
export const quantityOf = (
  key: string,
  own: Readonly<Record<string, OwnQuantity>>,
): Pick<Quantity, "level" | "kind" | "unit"> | null => {
  if (Object.hasOwn(QUANTITIES, key)) return (QUANTITIES as Readonly<Record<string, Quantity>>)[key] ?? null;
  return Object.hasOwn(own, key) ? (own[key] ?? null) : null;
};
