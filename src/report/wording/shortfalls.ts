import type { Finding, Formula } from "../../model/result.ts";
import type { Need, NeedTotal, Shortfall, ShortfallKind } from "../shortfalls.ts";
import {
  enoughAtFloorText,
  enoughText,
  indicatorText,
  levelText,
  quorumReachedText,
  quorumShortText,
  reasonText,
  subjectText,
  valueText,
  waivedMark,
} from "./findings.ts";
import { headingWord } from "./headings.ts";
import { aside, clauses, counted, type Lang, labelled, listed, type Words } from "./language.ts";
import { amountText, gapText } from "./numbers.ts";
import type { Speaker } from "./speaker.ts";
import { NOTHING, partWord, stageWord, thingText } from "./words.ts";

/** What shortfalls say: how many decide, what is enough, and what that comes to. */

const kindWord = (kind: ShortfallKind, lang: Lang): string =>
  kind === "spread" ? headingWord("spread", lang) : partWord(kind, lang);

/** What vetoes first. */
export const KINDS: readonly ShortfallKind[] = ["veto", "recognition", "spread", "resource", "guarantee", "quality"];

/** 资源配置 2 处、校际差异系数 1 处: what vetoes first. */
export const kindCountsText = (list: readonly Shortfall[], lang: Lang): string =>
  listed(
    KINDS.flatMap((kind) => {
      const count = list.filter((each) => each.kind === kind).length;
      if (count === 0) return [];
      return [`${kindWord(kind, lang)} ${count}${lang === "zh" ? " 处" : ""}`];
    }),
    lang,
  );

/** 共 8 处：资源配置 2 处、…. The first line of a list of shortfalls; without `kinds`, how many there are. */
export const shortfallCountText = (list: readonly Shortfall[], lang: Lang, kinds = true): string => {
  const all = lang === "zh" ? `共 ${list.length} 处` : counted(list.length, "shortfall", "shortfalls");
  return kinds ? labelled(all, kindCountsText(list, lang), lang) : all;
};

/** 2.1 万元（到 85% 线）, 超出 1 个班; a dash for none. */
export const needText = (need: Need | null, lang: Lang): string => {
  if (need === null) return NOTHING;
  const amount = amountText(need.amount, need.unit, lang);
  if (need.direction === "remove") return lang === "zh" ? `超出 ${amount}` : `${amount} over`;
  if (need.to !== "floor") return amount;
  return amount + aside(lang === "zh" ? "到 85% 线" : "to the 85 % floor", lang);
};

/** What closes all of a shortfall: the amount, with its cells where there are several, or the distance. */
export const wholeText = ({ finding: { gap, bound }, whole }: Shortfall, lang: Lang): string => {
  if (gap === null) return NOTHING;
  return whole === null || gap.derived || gap.places !== undefined ? gapText(gap, lang, bound) : needText(whole, lang);
};

/** What a sum of needs is of, of one county or of several. */
type Total = Pick<NeedTotal, "spread" | "unit" | "direction" | "must"> & {
  readonly indicator: Pick<NeedTotal["indicator"], "code" | "name">;
};

/** R6 2.1 万元, R5 小学校际差异 1905.12 ㎡. */
const totalText = ({ indicator, spread, unit, direction }: Total, amount: number, lang: Lang): string => {
  const name =
    spread === null
      ? indicator.code
      : lang === "zh"
        ? `${indicator.code} ${stageWord(spread, lang)}校际差异`
        : `${indicator.code} ${stageWord(spread, lang)} spread`;
  return `${name} ${needText({ amount, unit, direction, to: "requirement" }, lang)}`;
};

/** That sums of spreads and of schools are not to be added. */
export const totalsRemark = (lang: Lang): string =>
  lang === "zh"
    ? "各自计算：补校际差异的量可能已含学校达标所需，两者不相加"
    : "each for itself: what narrows a spread may hold what schools need, so the two are not to be added";

/** R1 2 人、R6 2.1 万元: what is enough. Null where nothing that decides has an amount. */
export const mustListText = (totals: readonly Total[], lang: Lang): string | null => {
  const texts = totals.flatMap((each) => (each.must === 0 ? [] : [totalText(each, each.must, lang)]));
  return texts.length === 0 ? null : listed(texts, lang);
};

/** 必须补合计：R1 2 人、R6 2.1 万元. Null where nothing that decides has an amount. */
export const mustTotalsText = (totals: readonly Total[], lang: Lang): string | null => {
  const list = mustListText(totals, lang);
  if (list === null) return null;
  const sum = labelled(lang === "zh" ? "必须补合计" : "enough in all", list, lang);
  return totals.some(({ spread, must }) => spread !== null && must > 0)
    ? clauses([sum, totalsRemark(lang)], lang)
    : sum;
};

/** Name of a row of totals: R5 生均体育运动场馆面积（小学校际差异）. */
export const totalName = ({ indicator, spread }: Pick<Total, "indicator" | "spread">, lang: Lang): string =>
  indicatorText(indicator, lang) +
  (spread === null
    ? ""
    : aside(lang === "zh" ? `${stageWord(spread, lang)}校际差异` : `${stageWord(spread, lang)} spread`, lang));

type Room = Extract<Formula, { kind: "rooms" }>["room"];
const ROOMS: Readonly<Record<Room, Words>> = {
  music: { zh: "音乐专用教室", en: "music rooms" },
  art: { zh: "美术专用教室", en: "art rooms" },
  pooled: { zh: "音乐、美术专用教室", en: "music and art rooms" },
};
export const roomName = (room: Room, lang: Lang): string => ROOMS[room][lang];

/**
 * What an amount is added to, as a thing: of a value per pupil what it counts, else the figure's own name. Null where the
 * workbook states a ratio, or several figures change.
 */
const thingOf = ({ check, gap, indicator, working }: Finding, lang: Lang): string | null => {
  if (gap === null || gap.places !== undefined) return null;
  if (check === "ratio") {
    return lang === "zh" ? indicator.name.zh.replace(/^(每百名学生拥有|生均)/, "").replace(/[数值]$/, "") : null;
  }
  if (working.formula.kind === "rooms") return ROOMS[working.formula.room][lang];
  const input = working.inputs.find(({ cell, unit }) => cell !== null && cell === gap.cell && unit === gap.unit);
  return input === undefined ? null : thingText(input.quantity, lang);
};

/**
 * What to do about a shortfall, without any cell: 增配教学仪器设备 2.1 万元，到 85% 线即可. Null where no amount says it.
 *
 * @param need what it is to close: what is enough, or all of it.
 */
export const remedyText = ({ finding, open }: Shortfall, need: Need | null, lang: Lang): string | null => {
  if (need === null) return null;
  const zh = lang === "zh";
  if (finding.enough?.kind === "level") return levelText(finding.enough, lang, finding.bound);
  const amount = needText({ ...need, to: "requirement" }, lang);
  if (need.direction === "remove") return zh ? `${amount}，降到限额以内` : `${amount}: bring it within the limit`;
  const thing = thingOf(finding, lang) ?? (zh ? "" : indicatorText(finding.indicator, lang));
  const floor = need.to === "floor" ? `${zh ? "，" : ", "}${enoughAtFloorText(open, lang)}` : "";
  return zh ? `${need.unit === "人" ? "增加" : "增配"}${thing} ${amount}${floor}` : `add ${amount}: ${thing}${floor}`;
};

/** A spread over its limit: R5 小学：差异系数 0.531，要求不超过 0.5；做到这些就够：…. */
export const spreadLine = (finding: Finding, speaker: Speaker): string => {
  const { lang } = speaker;
  const { indicator, subject, enough, bound } = finding;
  return labelled(
    `${indicatorText(indicator, lang)} ${stageWord(subject.stage, lang)}`,
    clauses([reasonText(finding, speaker), enough === null ? null : enoughText(enough, lang, bound)], lang),
    lang,
  );
};

/**
 * A school short of its quorum: 城北初级中学（初中）：5 项达标；达到 85% 而未达标：R1、R2；做到这些就够：….
 *
 * @param withEnough whether it says what is enough.
 */
export const failingUnitText = (finding: Finding, speaker: Speaker, withEnough: boolean): string => {
  const { lang } = speaker;
  const { subject, reason, enough } = finding;
  const value = valueText(finding, speaker);
  const short =
    reason.code === "quorum" && value === quorumReachedText(reason, lang) ? quorumShortText(reason, lang) : null;
  return labelled(
    subjectText(subject, lang),
    clauses([value, short, enough === null || !withEnough ? null : enoughText(enough, lang)], lang) +
      (finding.waived === null ? "" : waivedMark(lang)),
    lang,
  );
};
