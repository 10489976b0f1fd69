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
const ENDS_COUNTY: ReadonlySet<string> = new Set("县区市旗");
const COUNTY_NAME = /^\p{Script=Han}{1,14}[县区市旗]$/u;
/** Ends like a county's name and is none: all of a county, a part of one, a kind of place. */
const NO_COUNTY =
  /^(?:全|本|我|各|分|该|所属|市辖|辖|行政)[县区市旗]$|(?:片|学|校|园|社|小|景|库|地|场|战|半|时)区$|^(?:中心|主|老|旧|外|[东西南北中]部)?(?:城|镇|郊|山|牧|林|农|市)区$|^(?:大|中|小|中等)?城市$/;
/** Named like a county, and as often a part of one. */
const AREA =
  /(?:开发|高新|经开|工业|产业|度假|示范|管理|保税|试验|合作|集聚|旅游|生态|技术)区$|新城?区$|^[东西南北中]区$/;
/** What is above a county where one stands beside it: a city, unless it is a county's own name. */
const CITY = /[市州盟]$/;
const TOWN = /(?:镇|乡|街|街道|办事处|苏木|[农林牧]场|村|社区|片|片区|学区|直属?)$|^(?:城|农|县城|乡村|城市|城镇|城关)/;
const UNSUFFIXED = /^\p{Script=Han}{2,6}$/u;

/** Whether a text is a county's name by how it ends. */
export const looksLikeCounty = (text: string): boolean =>
  // Most texts tell by their last letter.
  ENDS_COUNTY.has(text.charAt(text.length - 1)) && COUNTY_NAME.test(text) && !NO_COUNTY.test(text);
/** Whether a text is the name of a county and of no part of one. */
export const isSurelyCounty = (text: string): boolean => looksLikeCounty(text) && !AREA.test(text);
/** Whether a name may be that of the city above a county. */
export const mayBeCity = (name: string): boolean => CITY.test(name);

/** The six digits of a county in a code of 行政区划; null for any other text. */
export const divisionCode = (text: string): string | null => {
  const found = /^([1-8]\d{5})(?:\d{3}|\d{6})?$/.exec(text);
  return found === null ? null : found[1]!;
};

/** How sure a heading is to say of which county a row is: `surely`, by names in it, or only by places or codes in it. */
export type CountyHeading = "surely" | "names" | "places" | "codes";

const OF_SCHOOL = "^(?:学校|单位)?(?:所在地?|所属|归属|隶属|统计用?)?(?:行政)?";
const NAMES_COUNTY = new RegExp(`${OF_SCHOOL}(?=.*[市县区旗])[地市县区旗]{1,4}(?:级(?:行政区|单位)?)?(?:名称?|别)?$`);
const NAMES_PLACES = new RegExp(`${OF_SCHOOL}(?:区域|地区|区划|属地|辖区|地域|所在地|地)(?:名称?)?$`);
const NAMES_CODES = new RegExp(`${OF_SCHOOL}(?:区划|[市县区旗]{1,4})(?:代码|编码|码)$`);

/** What a heading, by its {@link matchKey}, may say of a row's county; null for nothing. */
export const countyHeading = (key: string): CountyHeading | null => {
  if (key.length > 16) return null;
  if (NAMES_COUNTY.test(key)) return /[区旗]/.test(key) && /县/.test(key) ? "surely" : "names";
  if (NAMES_CODES.test(key)) return "codes";
  return NAMES_PLACES.test(key) ? "places" : null;
};

/**
 * Whether the different values under a heading are counties. Towns, kinds of places and answers are not; a name that does
 * not end as a county's is one only under a heading that asks for its name.
 *
 * @param isWord whether a text is a word of some closed list.
 */
export const areCounties = (
  values: readonly string[],
  heading: Exclude<CountyHeading, "surely">,
  isWord: (text: string) => boolean,
): boolean => {
  if (heading === "codes") return values.length > 0 && values.every((text) => divisionCode(text) !== null);
  const sure = values.filter(isSurelyCounty).length;
  if (sure >= 2) return true;
  const others = values.filter((text) => !isSurelyCounty(text));
  if (others.some((text) => (TOWN.test(text) && !looksLikeCounty(text)) || NO_COUNTY.test(text) || isWord(text))) {
    return false;
  }
  const areas = others.filter((text) => looksLikeCounty(text)).length;
  if (heading === "places") return sure === 1 && areas === others.length;
  return values.length > 0 && (sure + areas > 0 || others.every((text) => UNSUFFIXED.test(text)));
};

const { countyName } = PROFILE_QUANTITIES;
const LABELS: ReadonlySet<string> = new Set(
  [countyName.label, ...countyName.aliases, COUNTY_LABEL, ...COUNTY_ALIASES].map(matchKey),
);
/** Whether a text is what stands before a county's name: 县名, 区县, 所在区. */
export const isCountyLabel = (text: string): boolean =>
  LABELS.has(matchKey(text)) || /^(?:surely|names)$/.test(countyHeading(matchKey(text)) ?? "");

const LONGEST_TITLE = 80;
/** What may stand before the name of a county in a title: the number of a table, a year, who reports. */
const BEFORE_NAME =
  /^(?:(?:附件|附表|表)[\dⅠ-Ⅻ一二三四五六七八九十]+(?:[-—]\d+)?[.、:]?|\d{1,2}[.、_-]|[《(【[]|(?:填报|填表|上报|报送|制表)(?:单位|部门)(?:\(盖?章\))?:|(?:19|20)\d\d(?:[-—–~至](?:(?:19|20)\d\d|\d\d))?(?:学年度?|年度?)?(?:[末底初]|[春秋]季?(?:学期)?)?|关于)/;
const UNIT = /^\p{Script=Han}{1,9}?(?:自治[县旗州区]|[省市县区旗])/u;
const LONGEST_STEM = 5;
/** Words that no county's name begins with: what a title says of schools, of teachers, of a standard. */
const NOT_OF_NAME =
  /学校|教师|学生|校舍|班级|师资|小学|中学|初中|高中|农村|农业|城镇|乡镇|城乡|镇|乡|街道|贫困|脱贫|民族|边境|发展|创建|示范|申报|评估|均衡|优质|义务|教育|全国|先行|达标|受检|试点|督导|骨干|重点|中心|功能|^[各该本我全某]|部$|^[省市县区旗]+$/;

/** The county that a title begins with: 2024年天津市武清区中小学情况表 is 武清区's. Null where it begins with none. */
export const countyInTitle = (text: string): string | null => {
  let rest = cleanText(text.slice(0, 2 * LONGEST_TITLE))
    .slice(0, LONGEST_TITLE)
    .replace(/\s/g, "");
  for (let before = BEFORE_NAME.exec(rest); before !== null; before = BEFORE_NAME.exec(rest)) {
    rest = rest.slice(before[0].length);
  }
  let found: string | null = null;
  for (let unit = UNIT.exec(rest)?.[0]; unit !== undefined; unit = UNIT.exec(rest)?.[0]) {
    // 沙市区 is one name.
    if (unit.length === 2 && /^市[区市]/.test(unit.slice(1) + (rest.charAt(2) ?? ""))) unit += rest.charAt(2);
    const stem = unit.replace(/(?:自治)?.$/, "");
    const isAbove = /(?:省|自治[州区])$/.test(unit);
    if (NOT_OF_NAME.test(stem) || (stem.length > LONGEST_STEM && !unit.includes("自治"))) break;
    if (!isAbove) {
      if (!isSurelyCounty(unit) || (stem.length < 2 && !unit.endsWith("县"))) break;
      found = unit;
      if (!unit.endsWith("市")) break;
    }
    rest = rest.slice(unit.length);
  }
  return found;
};

/** What may follow a county's name in a line over its schools. */
const BEHIND_NAME = /(?:各?中小学校?|各(?:中小)?学校?|教育局|教体局|教委|部分|:)+$/;
/** The county that a line over a part of a table is the heading of, by its name alone: 一、武清区（5所）. */
export const countyOfHeading = (name: string): string | null => {
  const plain = name.replace(/^[【[(《]|[】\])》]$/g, "");
  const bare = isSurelyCounty(plain) ? plain : plain.replace(BEHIND_NAME, "");
  return isSurelyCounty(bare) && countyInTitle(bare) !== null ? bare : null;
};

/** Whether a row gives the name of a county in the cell behind its label: a line about the table, no heading of it. */
export const saysCounty = ({ cells }: RawRow): boolean =>
  cells.some((cell, index) => {
    const before = cells[index - 1];
    if (cell.kind !== "text" || before?.kind !== "text") return false;
    return looksLikeCounty(cleanText(cell.value as string)) && isCountyLabel(before.value as string);
  });
