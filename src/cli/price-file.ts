import { QUANTITIES, type QuantityKey } from "../model/quantity.ts";
import { REFERENCE_PRICES } from "../plan/reference-prices.ts";
import type { Lang } from "../report/wording/language.ts";

const HEAD: Readonly<Record<Lang, string>> = {
  zh: `# 单价、上限和不做的事，供 qe-audit plan --prices 读入
# action: add 增配，train 在职培养，move 校际调配；quantity: 数据的名称；price: 元/单位
# grade: own 本地单价，document 取自文件的示例，example 示例。换成本地单价时改为 own
# max: 每校至多多少；limits: 某校的上限，如 {school: 第三小学, quantity: 运动场地面积, max: 0}
# exclude: 不做的，如 {action: move} 或 {school: 第三小学}；only: 只做的
`,
  en: `# Prices, limits and what is not to be done, for qe-audit plan --prices
# action: add, train (a teacher whom the school has) or move (between schools); quantity: name of the figure; price: yuan for one
# grade: own (local), document (an example from a document) or example. Put own where a price is local
# max: at most so much at a school; limits: of one school, {school: NAME, quantity: 运动场地面积, max: 0} say
# exclude: not to be done, {action: move} or {school: NAME} say; only: nothing else
`,
};

/** The example prices as a file to put local ones in. */
export const priceFile = async (lang: Lang): Promise<string> => {
  const { stringify } = await import("./yaml.ts");
  const prices = REFERENCE_PRICES.map(({ quantity, ...price }) => ({
    action: price.action,
    quantity: QUANTITIES[quantity as QuantityKey].label,
    price: price.price,
    ...(price.stage === null ? {} : { stage: price.stage }),
    max: price.max,
    grade: price.grade,
    source: price.source,
    note: price.note,
  }));
  return `${HEAD[lang]}${stringify({ prices, limits: [], exclude: [], only: [] })}`;
};
