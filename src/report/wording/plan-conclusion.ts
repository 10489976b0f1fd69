import type { Plan, Reached } from "../../model/plan.ts";
import type { VerdictReason } from "../../model/result.ts";
import { aside, clauses, counted, type Lang, listed } from "./language.ts";
import { moneyText, numberText } from "./numbers.ts";
import { reachCutText } from "./plan.ts";
import { verdictReasonText } from "./verdict.ts";

/**
 * What a plan concludes: what is reached, what is short, what cannot be judged, and of what it is the cheapest. What every
 * report says of it is put together here, so that nothing is called met, or proven, beyond what the audit shows.
 */

const part = (now: Reached["units"], then: Reached["units"]): string =>
  `${now.pass}/${now.total} → ${then.pass}/${then.total}`;

/** How many of each are met, today and then. */
export const reachText = ({ before, after }: Pick<Plan, "before" | "after">, lang: Lang): string =>
  lang === "zh"
    ? `资源配置达标的学校（按学段） ${part(before.units, after.units)}；校际差异系数达标 ${part(before.spreads, after.spreads)}；其他项目达标 ${part(before.items, after.items)}`
    : `Schools (by stage) that meet their resources: ${part(before.units, after.units)}; spreads within their limits: ${part(before.spreads, after.spreads)}; other items met: ${part(before.items, after.items)}`;

/** “还有 2 所学校（按学段）、1 项差异系数没有达标”: what is still short after a plan, by kind. */
const lackingText = ({ notReached, spreads: all }: Pick<Plan, "notReached" | "spreads">, lang: Lang): string => {
  const { units, spreads, items } = notReached;
  const zh = lang === "zh";
  const provisional = spreads.filter(({ indicator, stage }) =>
    all.some((each) => each.provisional && each.indicator.id === indicator.id && each.stage === stage),
  ).length;
  const known =
    provisional === 0
      ? ""
      : aside(
          zh
            ? `${provisional === spreads.length ? "" : `其中 ${provisional} 项`}按数据齐全的学校暂算`
            : `${provisional === spreads.length ? "" : `${provisional} of them `}over the schools that are known`,
          lang,
        );
  const kinds = [
    { count: units.length, zh: "所学校（按学段）", one: "school (by stage)", many: "schools (by stage)", beside: "" },
    { count: spreads.length, zh: "项差异系数", one: "spread", many: "spreads", beside: known },
    { count: items.length, zh: "项其他项目", one: "other item", many: "other items", beside: "" },
  ].filter(({ count }) => count > 0);
  const named = listed(
    kinds.map((each) => (zh ? `${each.count} ${each.zh}` : counted(each.count, each.one, each.many)) + each.beside),
    lang,
  );
  const isOne = kinds.length === 1 && kinds[0]!.count === 1;
  return zh ? `还有 ${named}没有达标` : `${named} still ${isOne ? "falls" : "fall"} short`;
};

/** “25 所学校（按学段）资源配置达标，校际差异 7 项达标”: what the audit of the planned county passes; empty for nothing. */
const metText = ({ after: { units, spreads }, unjudged }: Pick<Plan, "after" | "unjudged">, lang: Lang): string => {
  const zh = lang === "zh";
  const isEvery = units.pass === units.total && unjudged.leftOut === 0 && unjudged.stages.length === 0;
  const parts: string[] = [];
  if (units.pass > 0 && isEvery) parts.push(zh ? "资源配置达标" : "every school meets its resources");
  else if (units.pass > 0) {
    parts.push(
      zh
        ? `${units.pass} 所学校（按学段）资源配置达标`
        : `${counted(units.pass, "school (by stage) meets its", "schools (by stage) meet their")} resources`,
    );
  }
  if (spreads.pass > 0) {
    parts.push(
      zh
        ? `校际差异 ${spreads.pass} 项达标`
        : `${counted(spreads.pass, "spread is within its limit", "spreads are within their limits")}`,
    );
  }
  return parts.join(zh ? "，" : " and ");
};

/** “2 所学校（按学段）数据不全，不在其内；校际差异 14 项、G3 无法判定”: what is not concluded; null where everything is. */
const openText = ({ unjudged }: Pick<Plan, "unjudged">, lang: Lang): string | null => {
  const { units, spreads, items, leftOut, stages } = unjudged;
  const zh = lang === "zh";
  const judged = [
    ...(spreads.length === 0
      ? []
      : [zh ? `校际差异 ${spreads.length} 项` : counted(spreads.length, "spread", "spreads")]),
    ...items.map(({ code }) => code),
  ];
  const reason = (kind: "left-out" | "no-unit", code: string, count: number): VerdictReason => ({
    ...{ code, status: "unknown", kind, indicator: null, count },
  });
  const open = clauses(
    [
      units.length === 0
        ? null
        : zh
          ? `${units.length} 所学校（按学段）数据不全，不在其内`
          : `${counted(units.length, "school (by stage) with incomplete figures is", "schools (by stage) with incomplete figures are")} left out`,
      judged.length === 0
        ? null
        : zh
          ? `${listed(judged, lang)}${items.length === 0 ? "" : " "}无法判定`
          : `${listed(judged, lang)} cannot be concluded`,
      leftOut === 0 ? null : verdictReasonText(reason("left-out", "schools-left-out", leftOut), lang),
      ...stages.map((stage) => verdictReasonText(reason("no-unit", `no-unit-${stage}`, 1), lang)),
    ],
    lang,
  );
  return open === "" ? null : `${open}${aside(zh ? "暂定" : "provisional", lang)}`;
};

/** The first sentence where nothing that could be planned is short. */
const allText = (plan: Plan, lang: Lang): string => {
  const zh = lang === "zh";
  const money = moneyText(plan.cost, lang);
  const isIdle = plan.actions.length === 0;
  const open = openText(plan, lang);
  if (open === null) {
    if (isIdle) {
      return zh
        ? "用钱能解决的都已达标，不需要投入"
        : "Everything that money can settle is met already; nothing has to be spent";
    }
    return zh
      ? `投入 ${money}，资源配置和校际差异全部达标`
      : `For ${money}, every school meets its resources and every spread its limit`;
  }
  const met = metText(plan, lang);
  if (!isIdle) {
    const spent = zh ? `投入 ${money}` : met === "" ? `${money} is spent` : `For ${money}`;
    return clauses([met === "" ? spent : `${spent}${zh ? "，" : ", "}${met}`, open], lang);
  }
  if (met === "") {
    return zh
      ? `按已有的数据，说不出要投入什么：${open}`
      : `The figures that there are do not say what has to be spent: ${open}`;
  }
  return clauses(
    [zh ? `按已有的数据不需要投入：${met}` : `By the figures that there are, nothing has to be spent: ${met}`, open],
    lang,
  );
};

/** The first sentence where something is short. */
const shortText = (plan: Plan, lang: Lang): string => {
  const { promise, cost, budget, actions } = plan;
  const zh = lang === "zh";
  const money = moneyText(cost, lang);
  const isIdle = actions.length === 0;
  const rest = lackingText(plan, lang);
  if (promise === "budget") {
    const available = moneyText(budget ?? 0, lang);
    if (isIdle) {
      return zh
        ? `${available}以内不能使任何一处达标；${rest}`
        : `The ${available} available make nothing meet its requirement; ${rest}`;
    }
    return zh
      ? `在 ${available}以内投入 ${money}，${rest}`
      : `Of the ${available} available, ${money} is spent; ${rest}`;
  }
  if (promise === "undecided") {
    return zh
      ? `没有找到全部达标的方案，也没有证明不存在；找到的方案投入 ${money}，${rest}`
      : `Neither a plan that reaches all of it nor a proof that there is none was found: this one spends ${money}, and ${rest}`;
  }
  if (isIdle) {
    return zh ? `在所给的限制内什么也做不到；${rest}` : `Nothing more can be reached within the limits given; ${rest}`;
  }
  return zh
    ? `所给的限制不允许全部达标；最接近的方案投入 ${money}，${rest}`
    : `The limits given do not allow all of it: the nearest plan spends ${money}, and ${rest}`;
};

/** The first sentence of a plan: what it costs, what that reaches, and what nobody can tell yet. */
export const planSentence = (plan: Plan, lang: Lang): string =>
  plan.promise === "all" ? allText(plan, lang) : clauses([shortText(plan, lang), openText(plan, lang)], lang);

const DISTANCE_DECIMALS = 4;

/** Why nobody finds a cheaper plan, or by how much one may be cheaper. `commands`: whether who reads it runs some. */
export const proofText = (
  { proof, cost, promise, provisional }: Pick<Plan, "proof" | "cost" | "promise" | "provisional">,
  lang: Lang,
  commands: boolean,
): string => {
  const bound = moneyText(proof.bound, lang);
  const percent = `${numberText(proof.distance * 100, DISTANCE_DECIMALS)}%`;
  const zh = lang === "zh";
  const checked = zh
    ? "方案已按其逐格改数、由同一评估程序重新审计，所称达标的都通过"
    : "the county, with its figures changed accordingly, was audited again, and passed in all that is called met";
  const cut = proof.reachCut ? reachCutText(lang, commands) : null;
  if (cost === 0) return clauses([`${checked[0]!.toUpperCase()}${checked.slice(1)}`, cut], lang);
  // What is not judged may cost more: the bound speaks of what was planned, and of plans that reach as much.
  const planned = provisional ? (zh ? "就列入方案的部分" : " for what is planned alone") : "";
  const any =
    promise === "all" ? (zh ? "任何方案" : "no plan") : zh ? "做到同样程度的任何方案" : "no plan that reaches as much";
  const limit = proof.timedOut
    ? zh
      ? `（到了求解的时限${commands ? "；--time-limit 可延长" : ""}）`
      : ` (the time limit was reached${commands ? "; --time-limit allows more" : ""})`
    : "";
  const stands = proof.proven
    ? zh
      ? `${planned}已证明最省：${any}不低于 ${bound}，相差 ${percent}（取整所致）`
      : `Proven cheapest${planned}: ${any} costs less than ${bound} (this one is ${percent} above, by rounding)`
    : zh
      ? `${planned}${any}不低于 ${bound}，本方案至多高出 ${percent}${limit}`
      : `${any[0]!.toUpperCase()}${any.slice(1)} costs less than ${bound}${planned}; this one is at most ${percent} above that${limit}`;
  const how =
    proof.by === "solver"
      ? zh
        ? `求解：${proof.solver}`
        : `solved by ${proof.solver}`
      : zh
        ? `求解 ${proof.solver}，自下而上补齐的方案不比它的差`
        : `solved by ${proof.solver}, which found nothing cheaper than levelling up from the bottom`;
  return clauses([stands, cut, how, checked], lang);
};
