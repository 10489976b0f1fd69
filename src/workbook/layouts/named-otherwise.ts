/** What names another county than 县名: a title of a sheet, 填报单位. */
import { PROFILE_QUANTITIES } from "../../model/quantity.ts";
import type { RawCell } from "../../package/raw.ts";
import { titleOf } from "../../package/raw.ts";
import { countyInTitle, isSurelyCounty, mayBeCity } from "../county-names.ts";
import { isExampleName } from "../heading-rows.ts";
import { cleanText, matchKey } from "../text.ts";
import { foundText } from "../values.ts";
import { type HeadedTable, isSameCounty, LINES, type Said } from "./counties.ts";
import type { Doubt, PlacedTable } from "./rows.ts";

const { reportingUnit } = PROFILE_QUANTITIES;
const UNIT_LABELS: ReadonlySet<string> = new Set([reportingUnit.label, ...reportingUnit.aliases].map(matchKey));

/** A name without the province and the city before it, and without the word that says what kind of place it is. */
const stemOf = (name: string): string => name.replace(/^.*[省市州盟](?=.{2})/, "").replace(/(?:自治)?[县区市旗]$/, "");

/**
 * Whether two names are clearly of two counties. A city may be over either; one that was a 县 and is a 区 now has its stem, and so
 * have 清溪县 and 清溪土家族自治县.
 */
const differClearly = (left: string, right: string): boolean => {
  if ([left, right].some((name) => !isSurelyCounty(name) || mayBeCity(name) || isExampleName(name))) return false;
  const [one, other] = [stemOf(left), stemOf(right)];
  return !isSameCounty(left, right) && !one.startsWith(other) && !other.startsWith(one);
};

interface Naming {
  readonly name: string;
  readonly table: PlacedTable;
  /** Null for the sheet's own name. */
  readonly at: RawCell | null;
  readonly text: string;
}

/** The texts on a sheet that say whose it is, but for 县名. */
const namingIn = ({ table, first }: HeadedTable): Naming[] => {
  const { rows } = table.sheet;
  const over = rows
    .slice(0, Math.min(Number.isFinite(first) ? first : 1, LINES))
    .flatMap(({ cells }) => (cells.length <= 2 ? (cells[0] ?? []) : []));
  const units = rows.slice(0, LINES).flatMap(({ cells }) =>
    cells.filter((_, at) => {
      const label = cells[at - 1];
      return label?.kind === "text" && UNIT_LABELS.has(matchKey(label.value as string));
    }),
  );
  const texts: readonly { at: RawCell | null; text: string }[] = [
    ...[...over, ...units].map((at) => ({ at, text: cleanText(foundText(at) ?? "") })),
    { at: null, text: titleOf(table.sheet) },
  ];
  return texts.flatMap(({ at, text }) => {
    const name = countyInTitle(text);
    return name === null ? [] : [{ name, table, at, text }];
  });
};

/** Tells what names clearly another county than the 县名 that is given, once on each sheet and in each cell. */
export const namedOtherwise = (tables: readonly HeadedTable[], given: Pick<Said, "name" | "cell"> | null): Doubt[] => {
  if (given?.name == null || given.cell === null) return [];
  const { name: other, cell: otherCell } = given;
  const told = new Set<string>();
  return tables.flatMap(namingIn).flatMap(({ name, table: { sheet, order }, at, text }): Doubt[] => {
    const place = `${order} ${at?.row ?? ""} ${at?.column ?? ""}`;
    if (told.has(place) || !differClearly(name, other)) return [];
    told.add(place);
    return [
      {
        place: { sheet: sheet.name, order, row: at?.row ?? 0, column: at?.column ?? null },
        fault: { code: "county-named-otherwise", facts: { otherCell, other } },
        concern: { school: null, quantity: null, stage: null, label: null, found: text },
      },
    ];
  });
};
