import { addTo } from "../../groups.ts";
import type { Plan, PlannedAction, PlannedYear } from "../../model/plan.ts";
import type { Price } from "../../model/prices.ts";
import { QUANTITIES, type QuantityKey } from "../../model/quantity.ts";
import type { Stage } from "../../model/school.ts";
import { indicatorText } from "./findings.ts";
import { aside, clauses, counted, type Lang, labelled, listed } from "./language.ts";
import { amountText, moneyText, numberText } from "./numbers.ts";
import { bareName, countyText } from "./verdict.ts";
import { stageWord, thingText, unitWord, WHOLE_COUNTY } from "./words.ts";

/** What plans say. */
const isKnown = (key: string): key is QuantityKey => Object.hasOwn(QUANTITIES, key);

/** A figure as its column is headed. */
export const figureText = (key: string, lang: Lang): string =>
  isKnown(key) ? QUANTITIES[key][lang === "zh" ? "label" : "labelEn"] : key;

/** A label within a sentence: small letters, but for one that begins with an abbreviation. */
const withinSentence = (label: string): string => label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

const VERBS: Readonly<Record<PlannedAction["action"], Readonly<Record<Lang, string>>>> = {
  add: { zh: "增配", en: "add" },
  train: { zh: "培养", en: "train" },
  move: { zh: "调入", en: "move in" },
};
export const actionWord = (action: PlannedAction["action"], lang: Lang): string => VERBS[action][lang];

const PURPOSES: Readonly<Record<PlannedAction["serves"][number]["reaches"], Readonly<Record<Lang, string>>>> = {
  requirement: { zh: "达到标准", en: "reaches the requirement" },
  floor: { zh: "到 85% 线即可", en: "its 85 % floor is enough" },
  spread: { zh: "缩小校际差异", en: "narrows the spread" },
};
export const purposeWord = (reaches: PlannedAction["serves"][number]["reaches"], lang: Lang): string =>
  PURPOSES[reaches][lang];

const ORDER = ["requirement", "floor", "spread"] as const;

/** What an action is for above all. */
export const purposeOf = ({ serves }: PlannedAction): PlannedAction["serves"][number] =>
  ORDER.flatMap((reaches) => serves.filter((each) => each.reaches === reaches))[0]!;

/** “生均教学仪器设备值到 85% 线即可”: what an action is for above all. */
export const purposeText = (action: PlannedAction, lang: Lang): string => {
  const { indicator, reaches } = purposeOf(action);
  return `${indicator.name[lang]}${lang === "zh" ? "" : ": "}${purposeWord(reaches, lang)}`;
};

/** From whom teachers come. */
export const fromText = ({ name }: { readonly name: string }, lang: Lang): string =>
  lang === "zh" ? `从${name}` : `from ${name}`;

/** “增配教学仪器设备 2.1 万元，到 85% 线即可”: without its school. */
export const deedText = (action: PlannedAction, lang: Lang): string => {
  const { action: kind, quantity, amount, unit, from, stage, cost } = action;
  const what = amountText(amount, unit, lang);
  const money = unit === "元" ? "" : moneyText(cost, lang);
  const verb = actionWord(kind, lang);
  const thing = thingText(quantity, lang);
  if (lang === "zh") {
    const source = from === null ? "" : fromText(from, lang);
    const at = stage === null ? "" : stageWord(stage, lang);
    return `${source}${verb}${at}${thing} ${what}，${purposeText(action, lang)}${money === "" ? "" : `（${money}）`}`;
  }
  const source = from === null ? "" : ` ${fromText(from, lang)}`;
  const of = `${stage === null ? "" : `${stageWord(stage, lang)} `}${withinSentence(thing)}`;
  const done =
    unit === "元"
      ? `${verb} ${what} to ${of}`
      : unit === "㎡"
        ? `${verb} ${what} of ${of}`
        : unit === "个"
          ? `${verb} ${numberText(amount, null)} to ${of}`
          : `${verb} ${what}${source}: ${of}`;
  const { indicator, reaches } = purposeOf(action);
  const measured = withinSentence(indicator.name.en);
  const why =
    reaches === "spread"
      ? `to narrow the spread of ${measured}`
      : `for ${measured} to reach ${reaches === "floor" ? "the floor, which is enough" : "the requirement"}`;
  return `${done}, ${why}${money === "" ? "" : ` (${money})`}`;
};

export const actionText = (action: PlannedAction, lang: Lang): string =>
  labelled(action.school.name, deedText(action, lang), lang);

/** The first things to do: what makes a school reach the standard before what narrows a spread, the least costly first. */
export const firstActions = ({ actions }: Plan, count: number): readonly PlannedAction[] =>
  [...actions]
    .sort((one, other) => {
      const rank = (each: PlannedAction): number => (purposeOf(each).reaches === "spread" ? 1 : 0);
      return rank(one) - rank(other) || one.cost - other.cost;
    })
    .slice(0, count);

const GRADES: Readonly<Record<Price["grade"], Readonly<Record<Lang, string>>>> = {
  own: { zh: "本地单价", en: "local price" },
  document: { zh: "示例单价，取自文件，请换成本地单价", en: "example price, from a document; put in the local one" },
  example: { zh: "示例单价，请换成本地单价", en: "example price; put in the local one" },
};
export const gradeText = (grade: Price["grade"], lang: Lang): string => GRADES[grade][lang];

/** “培养县级以上骨干教师：1 万元/人（示例单价…）”. */
export const priceText = ({ action, quantity, price, stage, grade, note, source }: Price, lang: Lang): string => {
  const unit = isKnown(quantity) ? QUANTITIES[quantity].unit : "";
  const at = stage === null ? "" : stageWord(stage, lang);
  const what =
    lang === "zh"
      ? `${actionWord(action, lang)}${at}${thingText(quantity, lang)}`
      : `${actionWord(action, lang)} ${at === "" ? "" : `${at} `}${withinSentence(thingText(quantity, lang))}`;
  const details = [
    gradeText(grade, lang),
    ...(lang === "zh" && note !== null ? [note] : []),
    ...(source === null ? [] : [source]),
  ];
  return `${labelled(what, `${moneyText(price, lang)}/${unitWord(unit, 1, lang)}`, lang)}${aside(details.join(lang === "zh" ? "；" : "; "), lang)}`;
};

/** Whether a plan rests on prices that are not the county's own. */
export const pricesNotice = ({ prices }: Pick<Plan, "prices">, lang: Lang, commands: boolean): string | null => {
  const examples = prices.filter(({ grade }) => grade !== "own").length;
  if (examples === 0) return null;
  const zh = lang === "zh";
  if (!commands) {
    return zh
      ? `其中 ${examples} 项是示例单价，须换成本地单价后重新测算`
      : `${examples} of these ${examples === 1 ? "is an example" : "are examples"}: the plan is to be made again with local prices`;
  }
  return zh
    ? `其中 ${examples} 项是示例单价，请用 --write-prices 写出后换成本地单价，再用 --prices 读入`
    : `${examples} of these ${examples === 1 ? "is an example" : "are examples"}: write them to a file with --write-prices, put in local prices, and read the file with --prices`;
};

type Spread = Plan["spreads"][number];

/** “小学生均体育运动场馆面积：差异系数 0.531，限 0.500；单靠补齐（水平取到 0.01）：把不足 8.46 的 8 所补到 8.46，共 1905.12 ㎡，…”. */
export const leverText = (spread: Spread, lang: Lang): string => {
  const { indicator, stage, limit, before, after, lever, provisional } = spread;
  const zh = lang === "zh";
  const coefficient = (value: number | null): string =>
    value === null ? "—" : numberText(value, 3, [{ operator: "<=", value: limit }]);
  const name = `${stageWord(stage, lang)} ${indicatorText(indicator, lang)}`;
  // Over the schools whose figures are known it concludes nothing.
  const known = provisional ? (zh ? "按数据齐全的学校暂算，" : "provisional, over the schools that are known: ") : "";
  const now = zh
    ? `${known}差异系数 ${coefficient(before)}，限 ${numberText(limit, 3)}；按方案为 ${coefficient(after)}`
    : `${known}spread ${coefficient(before)} today, ${coefficient(after)} after the plan; limit ${numberText(limit, 3)}`;
  if (lever === null) return labelled(name, now, lang);
  const level = numberText(lever.level, 2);
  const all = amountText(Math.round(lever.amount * 100) / 100, lever.unit, lang);
  const alone = zh
    ? `单靠补齐（水平取到 0.01）：把不足 ${level} 的 ${lever.units} 所补到 ${level}，共 ${all}，${moneyText(lever.cost, lang)}`
    : `by levelling up alone (to a level in hundredths): raise the ${counted(lever.units, "school", "schools")} below ${level} to ${level}, ${all} in all, ${moneyText(lever.cost, lang)}`;
  return labelled(name, `${now}${zh ? "；" : "; "}${alone}`, lang);
};

/** That some spreads are of the schools that are known alone. */
export const spreadRemarks = ({ spreads }: Pick<Plan, "spreads">, lang: Lang): readonly string[] => {
  const count = spreads.filter(({ provisional }) => provisional).length;
  if (count === 0) return [];
  return [
    lang === "zh"
      ? `其中 ${count} 项有学校数据不全，只按数据齐全的学校暂算，不作结论`
      : `${count} of these ${count === 1 ? "is" : "are"} over the schools that are known alone, which concludes nothing`,
  ];
};

/** What narrowly passes: “再少 1 人就不达标”. */
export const marginText = (
  { school, stage, indicator, spare, unit, value, bound }: Plan["margins"][number],
  lang: Lang,
): string => {
  const name = `${school.name}${aside(stageWord(stage, lang), lang)} ${indicatorText(indicator, lang)}`;
  const figures = `${numberText(value, 2, [{ operator: ">=", value: bound }])} ≥ ${numberText(bound, null)}`;
  const whole = unit === "人" || unit === "间";
  const room =
    spare === 0
      ? lang === "zh"
        ? "正好在线上"
        : "exactly at the line"
      : lang === "zh"
        ? whole
          ? `再少 1 ${unit}就不达标`
          : `再少 ${amountText(Math.floor(spare * 100) / 100, unit, lang)}以上就不达标`
        : whole
          ? `with one fewer it falls short`
          : `with more than ${amountText(Math.floor(spare * 100) / 100, unit, lang)} less it falls short`;
  return labelled(name, `${figures}${lang === "zh" ? "，" : "; "}${room}`, lang);
};

/** How many more pupils a unit can take, as people say it; a dash where it cannot be told. */
export const intakeText = ({ pupils }: Plan["intakes"][number], lang: Lang): string =>
  pupils === null ? "—" : `${numberText(pupils, 0)} ${unitWord("人", pupils, lang)}`;

/** What tips with one pupil more than a unit can take, or that it cannot be told. */
export const tipText = ({ pupils, indicator }: Plan["intakes"][number], lang: Lang): string =>
  pupils === null || indicator === null
    ? lang === "zh"
      ? "数据不全、已有未达标的，或没有随人数变的要求"
      : "figures missing, short already, or nothing asked that depends on pupils"
    : indicatorText(indicator, lang);

type Flip = Plan["flips"]["figures"][number];
/** A smaller part than this would read as 0.00%. */
const LEAST_PART = 0.00005;

/** “云河路小学 教学仪器设备值 851000 元：少 1 元就不达标（R6 …）”. */
export const flipText = (
  { school, stage, quantity, unit, cell, value, change, part, indicator }: Flip,
  lang: Lang,
): string => {
  const zh = lang === "zh";
  const label = figureText(quantity, lang);
  const at = stage === null ? "" : `${stageWord(stage, lang)}${zh ? "" : " "}`;
  const place = school === null ? WHOLE_COUNTY[lang] : school.name;
  const figure = `${place}${zh ? " " : ": "}${at}${label} ${amountText(value, unit, lang)}${cell === null ? "" : aside(cell, lang)}`;
  const by = amountText(Math.abs(change), unit, lang);
  const percent = part === null || part < LEAST_PART ? "" : aside(`${numberText(part * 100, 2)}%`, lang);
  const why = indicatorText(indicator, lang);
  return zh
    ? `${figure}：${change < 0 ? "少" : "多"} ${by}${percent}，${why}就不达标`
    : `${figure}; with ${by}${percent} ${change < 0 ? "less" : "more"}, ${why} falls short`;
};

/** Names that stand in one sentence. */
const MOST_NAMED = 10;

/**
 * The same in few words: figures of schools that are the same, by the same and with the same end, in one sentence, so that
 * a paper does not say it for each school again.
 */
export const flipGroupTexts = (flips: readonly Flip[], lang: Lang): readonly string[] => {
  const groups = new Map<string, Flip[]>();
  for (const [index, flip] of flips.entries()) {
    const { school, stage, quantity, change, indicator } = flip;
    const key = school === null ? String(index) : JSON.stringify([stage, quantity, change, indicator.id]);
    addTo(groups, key, flip);
  }
  return [...groups.values()].map((own) => {
    const [first] = own as [Flip, ...Flip[]];
    if (own.length === 1) return flipText(first, lang);
    const zh = lang === "zh";
    const { stage, quantity, unit, change, indicator } = first;
    const figure = `${stage === null ? "" : `${stageWord(stage, lang)}${zh ? "" : " "}`}${figureText(quantity, lang)}`;
    const by = amountText(Math.abs(change), unit, lang);
    const names = listed(
      own.slice(0, MOST_NAMED).map(({ school }) => school!.name),
      lang,
    );
    const why = indicatorText(indicator, lang);
    const more = own.length - MOST_NAMED;
    return zh
      ? `${figure}，下列学校任何一所${change < 0 ? "少" : "多"} ${by}，${why}就不达标：${names}${more > 0 ? `等 ${own.length} 所` : ""}`
      : `${figure}: with ${by} ${change < 0 ? "less" : "more"} at any one of these schools, ${why} falls short: ${names}${more > 0 ? ` and ${more} more` : ""}`;
  });
};

/** Why a year spends nothing; null where its actions cost nothing. */
const idleText = (
  year: PlannedYear,
  { years, notReached }: Pick<Plan, "years" | "notReached">,
  lang: Lang,
): string | null => {
  const { actions, budget, carried } = year;
  if (actions.length > 0) return null;
  const zh = lang === "zh";
  const isMet = [notReached.units, notReached.spreads, notReached.items].every((list) => list.length === 0);
  const isLater = years.some((other) => other.year > year.year && other.actions.length > 0);
  if (isMet && !isLater) return zh ? "要做的都已做完" : "all is done already";
  if (budget + carried === 0) return zh ? "没有安排资金" : "no money is set aside";
  if (isLater) return zh ? "不够再做到一处达标，结转下年" : "not enough for anything more to be met; carried over";
  return zh ? "不够再做到一处达标" : "not enough for anything more to be met";
};

/** Whether single figures would turn the county's verdict if they were wrong; beside them, items that any answer turns. */
export const flipRemarks = ({ flips }: Pick<Plan, "flips">, lang: Lang): readonly string[] => {
  const { state, within, figures, nearest, items } = flips;
  const zh = lang === "zh";
  const percent = `${numberText(within * 100, null)}%`;
  if (state === "fails")
    return [
      zh
        ? "按此方案全县仍未达标，没有会被推翻的达标结论；没有达到的已列出"
        : "The county still fails after this plan, so no mistake could undo a pass; what is not reached is listed",
    ];
  const codes = listed(
    items.map(({ code }) => code),
    lang,
  );
  const strict =
    items.length === 0
      ? []
      : [
          zh
            ? `此外，${codes} 要求全部做到、只答是否或以文件为证，任何一处填错都会使全县不达标`
            : `Besides, ${codes} ask for all, for yes or no, or for a document: any wrong answer to them makes the county fail`,
        ];
  if (state === "firm")
    return [
      zh
        ? `没有哪一个数只错 ${percent} 以内（计数的错 1）就使全县不达标`
        : `No figure makes the county fail by being wrong by ${percent} at most (or by one where things are counted)`,
      ...(nearest === null ? [] : [labelled(zh ? "最近的是" : "The nearest is", flipText(nearest, lang), lang)]),
      ...strict,
    ];
  return [
    zh
      ? `下列 ${figures.length} 个数，任何一个错 ${percent} 以内（计数的错 1），就足以使全县不达标；由近及远，检查前先核对`
      : `Any one of the ${counted(figures.length, "figure", "figures")} below, wrong by ${percent} at most (or by one where things are counted), is enough to make the county fail; the nearest come first. Verify them before an inspection`,
    ...strict,
  ];
};

export const matterText = (
  { indicator, status, responsible, deadline }: Plan["matters"][number],
  lang: Lang,
): string => {
  const zh = lang === "zh";
  const state =
    status === "fail"
      ? zh
        ? "未达标"
        : "falls short"
      : zh
        ? "无法判定，补齐或核对差距报告所列的数据、材料"
        : "cannot be concluded yet; supply or check the figures and documents that the gap report names";
  const who =
    responsible.length === 0 ? [] : [labelled(zh ? "责任单位" : "responsible", listed(responsible, lang), lang)];
  const when = deadline === null ? [] : [labelled(zh ? "期限" : "by", deadline, lang)];
  return labelled(indicatorText(indicator, lang), [state, ...who, ...when].join(zh ? "；" : "; "), lang);
};

export const blankText = (
  {
    school,
    stage,
    quantity,
    cell,
  }: { school: { name: string }; stage: Stage | null; quantity: string; cell: string | null },
  lang: Lang,
): string => {
  const label = figureText(quantity, lang);
  const at = stage === null ? "" : lang === "zh" ? stageWord(stage, lang) : `${stageWord(stage, lang)} `;
  return `${school.name}${lang === "zh" ? "的" : ": "}${at}${label}${cell === null ? "" : aside(cell, lang)}`;
};

export const limitText = ({ school, quantity, most }: Plan["notReached"]["limits"][number], lang: Lang): string =>
  lang === "zh"
    ? `${school.name}的${thingText(quantity, lang)}至多增加 ${numberText(most, null)}`
    : `${school.name}: at most ${numberText(most, null)} more of ${withinSentence(thingText(quantity, lang))}`;

/** That the time ended the search for what can be met. `commands`: whether who reads it runs some. */
export const reachCutText = (lang: Lang, commands: boolean): string =>
  lang === "zh"
    ? `到了求解的时限，也许还能做到更多，再算一次结果可能不同${commands ? "（--time-limit 可延长）" : ""}`
    : `the time limit was reached: more might be met, and another run may differ${commands ? " (--time-limit allows more)" : ""}`;

/** 25/27, and how many of the rest cannot be concluded. */
const metText = ({ pass, total, unknown }: PlannedYear["after"]["units"], lang: Lang): string => {
  const open = lang === "zh" ? `${unknown} 无法判定` : `${unknown} cannot be concluded`;
  return `${pass}/${total}${unknown === 0 ? "" : aside(open, lang)}`;
};

export const yearText = (year: PlannedYear, plan: Pick<Plan, "years" | "notReached">, lang: Lang): string => {
  const { budget, carried, cost, after, reachCut } = year;
  const idle = cost > 0 ? null : idleText(year, plan, lang);
  const [units, spreads] = [metText(after.units, lang), metText(after.spreads, lang)];
  const said =
    lang === "zh"
      ? `${year.year} 年：安排 ${moneyText(budget, lang)}${carried > 0 ? `，上年结转 ${moneyText(carried, lang)}` : ""}，投入 ${moneyText(cost, lang)}${idle === null ? "" : `（${idle}）`}；年末资源配置达标 ${units}，差异系数达标 ${spreads}`
      : `${year.year}: ${moneyText(budget, lang)}${carried > 0 ? ` and ${moneyText(carried, lang)} carried over` : ""}, of which ${moneyText(cost, lang)} is spent${idle === null ? "" : ` (${idle})`}; at the end of the year resources are met by ${units}, spreads by ${spreads}`;
  return clauses([said, reachCut ? reachCutText(lang, false) : null], lang);
};

/** 关于…义务教育达标方案的汇报: the title of a plan's paper. */
export const planPaperTitle = (plan: Pick<Plan, "source">, lang: Lang): string =>
  lang === "zh"
    ? `关于${countyText(plan, lang)}义务教育达标方案的汇报`
    : `${countyText(plan, lang)}: plan to meet the standard for compulsory education`;

/** From what a plan was made: the data, by name alone wherever they lie, the day and the program. */
export const planStampText = (
  { source, standard, tool }: Pick<Plan, "source" | "standard" | "tool">,
  lang: Lang,
): string => {
  const zh = lang === "zh";
  const unknown = zh ? "未知" : "unknown";
  const file = source.file === null ? unknown : bareName(source.file);
  return [
    standard.title[lang],
    `${zh ? "数据年份" : "data year"} ${source.dataYear ?? unknown}`,
    `${zh ? "基准日" : "as of"} ${standard.asOf}`,
    `${zh ? "文件" : "file"} ${file}`,
    `${tool.name} ${tool.version}`,
  ].join(" · ");
};

const WORDS = {
  plan: { zh: "达标方案", en: "Plan to meet the standard" },
  first: { zh: "先做这几件", en: "What to do first" },
  blanksFirst: { zh: "先补这些空格", en: "Fill in these blanks first" },
  totals: { zh: "按类合计", en: "Totals by kind" },
  schools: { zh: "按学校合计", en: "Totals by school" },
  actions: { zh: "行动清单", en: "Actions" },
  demand: { zh: "需求汇总", en: "What is needed" },
  bySchool: { zh: "分校", en: "By school" },
  byYear: { zh: "分年", en: "By year" },
  spreads: { zh: "校际差异", en: "Spreads" },
  notReached: { zh: "没有达到的", en: "Not reached" },
  limits: { zh: "起作用的限制", en: "Limits in the way" },
  matters: { zh: "要落实的事项（不是用钱解决的）", en: "Still to be settled (not a matter of money)" },
  margins: { zh: "刚好达标的", en: "What passes narrowly" },
  intakes: { zh: "还能招收的学生", en: "Pupils that can still be admitted" },
  intake: { zh: "还能招收", en: "Can still admit" },
  tips: { zh: "再多 1 人先不达标的", en: "What tips with one more" },
  flips: { zh: "检查前先核对的数", en: "Figures to verify before an inspection" },
  figure: { zh: "数据", en: "Figure" },
  value: { zh: "现值", en: "Value" },
  change: { zh: "差这么多就不达标", en: "Change that tips it" },
  part: { zh: "占比", en: "Part of it" },
  spare: { zh: "还可少", en: "May be less by" },
  required: { zh: "要求", en: "Required" },
  cell: { zh: "单元格", en: "Cell" },
  basis: { zh: "依据与证明", en: "Basis and proof" },
  prices: { zh: "单价", en: "Prices" },
  school: { zh: "学校", en: "School" },
  stage: { zh: "学段", en: "Stage" },
  action: { zh: "行动", en: "Action" },
  thing: { zh: "内容", en: "What" },
  amount: { zh: "数量", en: "Amount" },
  unit: { zh: "单位", en: "Unit" },
  price: { zh: "单价（元）", en: "Price (yuan)" },
  cost: { zh: "金额（元）", en: "Cost (yuan)" },
  money: { zh: "金额", en: "Cost" },
  from: { zh: "调出学校", en: "From" },
  purpose: { zh: "为了", en: "For" },
  done: { zh: "做不做", en: "Do it?" },
  yes: { zh: "做", en: "yes" },
  no: { zh: "不做", en: "no" },
  count: { zh: "项数", en: "Actions" },
  schoolCount: { zh: "学校数", en: "Schools" },
  total: { zh: "合计", en: "Total" },
  conclusion: { zh: "结论", en: "Conclusion" },
  full: { zh: "各项都做：结论如上", en: "All actions are done: as concluded above" },
  lacking: {
    zh: "有不做的：上面的结论不再成立，请重新测算",
    en: "Some are left out: no longer as concluded; plan again",
  },
  before: { zh: "现在", en: "Today" },
  after: { zh: "方案后", en: "After the plan" },
  limit: { zh: "限", en: "Limit" },
  indicator: { zh: "指标", en: "Indicator" },
  year: { zh: "年份", en: "Year" },
  lever: { zh: "单靠补齐", en: "By levelling up alone" },
} as const satisfies Record<string, Readonly<Record<Lang, string>>>;
export type PlanWord = keyof typeof WORDS;
export const planWord = (word: PlanWord, lang: Lang): string => WORDS[word][lang];
