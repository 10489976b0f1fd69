/** Names of counties, and of the columns and lines that give them. */
import { PROFILE_QUANTITIES } from "../model/quantity.ts";
import type { RawRow } from "../package/raw.ts";
import { cleanText, matchKey } from "./text.ts";

/** The heading of the column that says of which county a row is, and its other names. */
export const COUNTY_LABEL = "区县";
export const COUNTY_ALIASES: readonly string[] = [
  "县区",
  "县",
  "县名",
  "旗县",
  "旗县区",
  "县市区",
  "区县市",
  "市县区",
  "县(市、区)",
  "县(市、区、旗)",
  "县(区)",
  "区(县)",
  "区(市、县)",
  "市(县、区)",
  "县(市、区)名称",
  "县(区)名称",
  "区(县)名称",
  "县区名称",
  "区县名称",
  "县市区名称",
  "所属区县",
  "所属县区",
  "所属县市区",
  "所属县",
  "所属区",
  "所属县(市、区)",
  "所属县(区)",
  "所属区(县)",
  "所在区县",
  "所在县区",
  "所在县市区",
  "所在县",
  "所在区",
  "所在县(市、区)",
  "所在县(区)",
  "所在区(县)",
  "所属行政区",
  "所在行政区",
  "统计三级",
];

/** What a county's name ends with. */
const COUNTY_NAME = /^\p{Script=Han}{1,14}[县区市旗]$/u;
/** Ends like a county's name and is none: all of a county, a part of one. */
const NO_COUNTY =
  /^(?:全|本|我|各|分|该|所属|市辖)[县区市旗]$|(?:城|镇|郊|片|学|校|园|库|社|山|牧|林|小|景|市|战|半|时)区$|城市$/;

/** Whether a text is a county's name by how it ends. */
export const looksLikeCounty = (text: string): boolean => COUNTY_NAME.test(text) && !NO_COUNTY.test(text);

const { countyName } = PROFILE_QUANTITIES;
const LABELS: ReadonlySet<string> = new Set(
  [countyName.label, ...countyName.aliases, COUNTY_LABEL, ...COUNTY_ALIASES].map(matchKey),
);
/** Whether a text is what stands before a county's name: 县名, 区县. */
export const isCountyLabel = (text: string): boolean => LABELS.has(matchKey(text));

/** Whether a row gives the name of a county in the cell behind its label: a line about the table, no heading of it. */
export const saysCounty = ({ cells }: RawRow): boolean =>
  cells.some((cell, index) => {
    const before = cells[index - 1];
    if (cell.kind !== "text" || before?.kind !== "text") return false;
    return looksLikeCounty(cleanText(cell.value as string)) && isCountyLabel(before.value as string);
  });
