import type { Finding, Formula } from "../../model/result.ts";
import { STAGES, type Stage } from "../../model/school.ts";
import type { Check, CheckKind, Indicator, StandardOption } from "../../model/standard.ts";
import { formulaText } from "./formulas.ts";
import { aside, type Lang, labelled, listed } from "./language.ts";
import { boundText, floorText, formatValue, numberText } from "./numbers.ts";
import type { Speaker } from "./speaker.ts";
import {
  flagWord,
  gradeWord,
  levelWord,
  operatorWord,
  quantityLabel,
  stageWord,
  subjectWord,
  typeWord,
} from "./words.ts";

/** What a check asks: how it is computed, and its thresholds, one line for each stage or part that has its own. */
export interface CheckWords {
  readonly formula: string;
  readonly thresholds: readonly string[];
}

type CheckLines = {
  readonly [K in CheckKind]: (check: Extract<Check, { kind: K }>, indicator: Indicator, speaker: Speaker) => CheckWords;
};

const perStage = (text: (stage: Stage) => string, lang: Lang): string[] =>
  STAGES.map((stage) => labelled(stageWord(stage, lang), text(stage), lang));

const bound = (operator: ">=" | ">" | "<=" | "<", value: number, unit: string, lang: Lang): string =>
  boundText({ operator, value, unit, floor: null }, lang);

const words = (formula: Formula, thresholds: readonly string[], speaker: Speaker): CheckWords => ({
  formula: formulaText(formula, speaker),
  thresholds,
});

/** Of a value that nothing is asked of by itself. */
const measuredText = (lang: Lang): string => (lang === "zh" ? "只测算，不单独判定" : "measured, not judged by itself");

const CHECKS: CheckLines = {
  ratio: (check, indicator, speaker) =>
    words(
      {
        kind: "ratio",
        plus: check.numerator.plus,
        minus: check.numerator.minus,
        per: check.per,
        split: check.split,
        stated: false,
      },
      perStage((stage) => {
        if (check.bounds === undefined) return measuredText(speaker.lang);
        const limit = { ...check.bounds[stage], unit: indicator.unit };
        const floor = floorText(limit, speaker.lang);
        return boundText(limit, speaker.lang) + (floor === null ? "" : aside(floor, speaker.lang));
      }, speaker.lang),
      speaker,
    ),
  dispersion: (check, _, speaker) =>
    words(
      { kind: "dispersion" },
      perStage(
        (stage) =>
          check.limits === undefined ? measuredText(speaker.lang) : bound("<=", check.limits[stage], "", speaker.lang),
        speaker.lang,
      ),
      speaker,
    ),
  "composite-dispersion": (check, _, speaker) =>
    words(
      { kind: "composite-dispersion", of: check.of.length },
      perStage((stage) => bound("<=", check.limits[stage], "", speaker.lang), speaker.lang),
      speaker,
    ),
  quorum: (check, _, speaker) => words({ kind: "quorum", atLeast: check.atLeast, of: check.of.length }, [], speaker),
  attestation: (check, _, speaker) =>
    words(
      { kind: "attestation", statement: check.statement },
      [
        speaker.lang === "zh"
          ? `佐证表 ${check.code}：结论为“符合”，有佐证材料，日期不晚于基准日，没有过期`
          : `${check.code} on the sheet 佐证: concluded as met, with evidence, dated not after the as-of date and not expired`,
      ],
      speaker,
    ),
  "arts-rooms": (check, _, speaker) => ({
    formula: check.rooms
      .map((room) =>
        formulaText({ kind: "rooms", room: room.kind, classesPerRoom: check.classesPerRoom, area: room.area }, speaker),
      )
      .join(speaker.lang === "zh" ? "；" : "; "),
    thresholds: [
      check.reading === "each"
        ? speaker.lang === "zh"
          ? "每一种都要达到这个间数"
          : "as many of each kind"
        : speaker.lang === "zh"
          ? "各种合计达到这个间数"
          : "as many of all kinds together",
    ],
  }),
  "school-size": (check, _, speaker) =>
    words(
      { kind: "sum", plus: ["pupils"] },
      [
        ...perStage((stage) => bound("<=", check.caps[stage], "人", speaker.lang), speaker.lang),
        labelled(
          speaker.lang === "zh"
            ? "一贯制学校义务教育阶段合计"
            : "nine- and twelve-year schools, compulsory stages together",
          bound("<=", check.combined, "人", speaker.lang),
          speaker.lang,
        ),
        ...(check.onlyWhere === undefined
          ? []
          : [
              speaker.lang === "zh"
                ? `只适用于“${check.onlyWhere}”填“是”的学校`
                : `asked only of schools with "${flagWord(true, speaker.lang)}" for ${quantityLabel(check.onlyWhere, null, speaker)}`,
            ]),
      ],
      speaker,
    ),
  "class-size": (check, _, speaker) =>
    words(
      { kind: "largest", quantity: "largestClass" },
      perStage((stage) => bound("<=", check.caps[stage], "人", speaker.lang), speaker.lang),
      speaker,
    ),
  "small-school-funding": (check, _, speaker) => ({
    formula: quantityLabel(check.funds, null, speaker),
    thresholds: [
      speaker.lang === "zh"
        ? `不低于 ${check.pupils} 人 × ${quantityLabel(check.quota, null, speaker)}`
        : `at least ${check.pupils} pupils × ${quantityLabel(check.quota, null, speaker)}`,
      ...(check.villageSchoolsOnly === undefined
        ? []
        : [
            speaker.lang === "zh"
              ? "只适用于乡村小学，不含教学点"
              : "asked only of rural primary schools, not of teaching points",
          ]),
    ],
  }),
  "special-education-funding": (check, _, speaker) =>
    words(
      { kind: "per-pupil", funds: check.funds, pupils: ["pupils"] },
      [bound(check.bound.operator, check.bound.value, "元/人", speaker.lang)],
      speaker,
    ),
  comparison: (check, _, speaker) =>
    words(
      { kind: "comparison", left: check.left, right: check.right },
      [
        `${quantityLabel(check.left, null, speaker)} ${operatorWord(check.operator, speaker.lang)} ${quantityLabel(check.right, null, speaker)}`,
      ],
      speaker,
    ),
  share: (check, _, speaker) => {
    const { lang } = speaker;
    const limit = bound(check.bound.operator, check.bound.value, "%", lang);
    const whom = check.level === "school" ? (lang === "zh" ? "每所学校" : "each school") : null;
    const place = check.stage === null ? whom : stageWord(check.stage, lang);
    return words(
      { kind: "share", numerator: check.numerator, denominator: check.denominator },
      [place === null ? limit : labelled(place, limit, lang)],
      speaker,
    );
  },
  flags: (check, _, speaker) =>
    words(
      { kind: "flags", expected: check.expected },
      [
        listed(
          check.quantities.map((key) => quantityLabel(key, null, speaker)),
          speaker.lang,
        ),
      ],
      speaker,
    ),
  grade: (check, _, speaker) =>
    words(
      { kind: "grade", atLeast: check.atLeast },
      check.quantities.map((key) =>
        labelled(
          quantityLabel(key, null, speaker),
          speaker.lang === "zh"
            ? `${gradeWord(check.atLeast, speaker.lang)}以上`
            : `${gradeWord(check.atLeast, speaker.lang)} or better`,
          speaker.lang,
        ),
      ),
      speaker,
    ),
  monitoring: (check, _, speaker) => ({
    formula: labelled(
      speaker.lang === "zh" ? "国家义务教育质量监测各学科" : "each subject of the national monitoring",
      listed(
        check.subjects.map((subject) => subjectWord(subject, speaker.lang)),
        speaker.lang,
      ),
      speaker.lang,
    ),
    thresholds: [
      speaker.lang === "zh"
        ? `学业水平 ${levelWord(check.levelAtLeast)} 级以上`
        : `level ${levelWord(check.levelAtLeast)} or above`,
      ...(check.rateBelow === null
        ? []
        : [
            labelled(
              speaker.lang === "zh" ? "校际差异率" : "spread between schools",
              bound("<", check.rateBelow, "", speaker.lang),
              speaker.lang,
            ),
          ]),
    ],
  }),
  absence: (check, _, speaker) =>
    words(
      { kind: "absence" },
      [
        speaker.lang === "zh"
          ? `一票否决表 ${check.code} 填“否”；未填或“待定”不算没有发生`
          : `否 for ${check.code} on the sheet 一票否决; a blank or 待定 is no absence`,
      ],
      speaker,
    ),
  count: (check, _, speaker) => ({
    formula: quantityLabel(check.quantity, null, speaker),
    thresholds: [bound(check.bound.operator, check.bound.value, check.bound.unit, speaker.lang)],
  }),
  trend: (check, _, speaker) => {
    const { lang } = speaker;
    const current = quantityLabel(check.current, null, speaker);
    const baseline = quantityLabel(check.baseline, null, speaker);
    const points = numberText(check.points, null);
    const down = check.direction === "down";
    const since =
      check.baselineYear === null
        ? lang === "zh"
          ? "比上年"
          : "against the year before"
        : lang === "zh"
          ? `自 ${check.baselineYear} 年起累计`
          : `cumulatively since ${check.baselineYear}`;
    return {
      formula: lang === "zh" ? `${current} 与 ${baseline} 相比` : `${current} against ${baseline}`,
      thresholds: [
        lang === "zh"
          ? `${since}每年${down ? "下降" : "上升"}不少于 ${points} 个百分点${check.untilYear === null ? "" : `，计到 ${check.untilYear} 年`}`
          : `${down ? "down" : "up"} by at least ${points} points a year, ${since}${check.untilYear === null ? "" : `, up to ${check.untilYear}`}`,
      ],
    };
  },
  "year-on-year": (check, _, speaker) => ({
    formula:
      speaker.lang === "zh"
        ? `${quantityLabel(check.current, null, speaker)} 与 ${quantityLabel(check.previous, null, speaker)} 相比`
        : `${quantityLabel(check.current, null, speaker)} against ${quantityLabel(check.previous, null, speaker)}`,
    thresholds: [`${operatorWord(check.operator, speaker.lang)} ${quantityLabel(check.previous, null, speaker)}`],
  }),
  "pupil-teacher-ratio": (check, _, speaker) => ({
    formula: `${quantityLabel("pupils", check.stage, speaker)} ÷ ${quantityLabel(check.staff, check.stage, speaker)}`,
    thresholds: [
      labelled(stageWord(check.stage, speaker.lang), bound("<=", check.atMost, "", speaker.lang), speaker.lang),
    ],
  }),
  "staged-elimination": (check, _, speaker) => ({
    formula: `${quantityLabel(check.count, null, speaker)} ÷ ${quantityLabel(check.of, null, speaker)} × 100%`,
    thresholds: check.steps.map((step) =>
      labelled(
        speaker.lang === "zh" ? `自 ${step.by}` : `from ${step.by}`,
        bound("<=", step.atMost, "%", speaker.lang),
        speaker.lang,
      ),
    ),
  }),
  "nested-deadline": (check, _, speaker) => ({
    formula: quantityLabel(check.quantity, null, speaker),
    thresholds: [
      speaker.lang === "zh" ? `每所学校都不晚于 ${check.latest}` : `not after ${check.latest} for each school`,
    ],
  }),
  "rated-funding": (check, _, speaker) => ({
    formula: quantityLabel(check.funds, null, speaker),
    thresholds: [
      `${operatorWord(">=", speaker.lang)} ${check.rates
        .map((rate) => `${quantityLabel(rate.quantity, null, speaker)} × ${numberText(rate.amount, null)}`)
        .join(" + ")}`,
    ],
  }),
  milestone: (check, indicator, speaker) => ({
    formula: labelled(
      speaker.lang === "zh" ? "年度进展表累计完成" : "done so far, on the sheet 年度进展",
      indicator.name[speaker.lang],
      speaker.lang,
    ),
    thresholds: check.steps.map((step, index) => {
      const planned = check.steps.slice(0, index + 1).reduce((sum, each) => sum + each.planned, 0);
      return labelled(
        speaker.lang === "zh" ? `到 ${step.by}` : `by ${step.by}`,
        bound(">=", planned, check.unit, speaker.lang),
        speaker.lang,
      );
    }),
  }),
};

/** Schools of which a figure of each school is asked. */
const SCHOOLS_ASKED = {
  staffed: {
    zh: "除高级中学和职业学校以外的各校",
    en: "every school but senior secondary and vocational ones",
  },
  exceptTeachingPoints: {
    zh: "除教学点、高级中学和没有义务教育学段学生的职业学校以外的各校；教学点填了这些栏的，也按所填判定",
    en: "every school but teaching points, senior secondary schools and vocational ones without pupils of a compulsory stage; a teaching point too where it has answered",
  },
} as const;

/** Which schools a check is asked of; null for one of the county's own figures and documents. */
export const askedOfText = (
  check: Check,
  { teachingPointFrom: from }: { readonly teachingPointFrom: number },
  lang: Lang,
): string | null => {
  const zh = lang === "zh";
  switch (check.kind) {
    case "ratio":
    case "dispersion":
    case "composite-dispersion":
    case "quorum":
    case "arts-rooms":
    case "school-size":
      return zh
        ? `小学、初中（含一贯制学校和完全中学的这两个学段，不分公办、民办）和学生 ${from} 人以上的教学点；不足 ${from} 人的教学点、特殊教育学校、专门学校、职业学校和高级中学不计在内`
        : `primary and junior secondary stages of every school, public or private, and teaching points with ${from} or more pupils; not smaller teaching points, nor special, reform, vocational and senior secondary schools`;
    case "class-size":
      return zh
        ? "有义务教育班级的各校，教学点不论大小"
        : "every school with compulsory classes, teaching points of any size included";
    case "small-school-funding": {
      if (check.everySchool === true) {
        return zh
          ? `学生不足 ${check.pupils} 人的各校，初中也算`
          : `every school with fewer than ${check.pupils} pupils, junior schools too`;
      }
      const points = check.villageSchoolsOnly === undefined;
      return zh
        ? `学生不足 ${check.pupils} 人的${points ? "教学点和" : ""}乡村小学`
        : `${points ? "teaching points and " : ""}rural primary schools with fewer than ${check.pupils} pupils`;
    }
    case "special-education-funding":
      return zh
        ? "特殊教育学校；学校表没有这类学校的，看县级数据"
        : "special schools; the county's own figures where its rows have none";
    case "flags":
    case "grade":
      return SCHOOLS_ASKED.exceptTeachingPoints[lang];
    case "share":
    case "count":
      return check.level === "county" || check.schools === null ? null : SCHOOLS_ASKED[check.schools][lang];
    case "nested-deadline":
      return SCHOOLS_ASKED.staffed[lang];
    default:
      return null;
  }
};

/** Why a school has no finding of an indicator; `askedOf`: whom it is asked of, empty where of no school. */
export const notAskedText = (type: string | null, askedOf: readonly string[], lang: Lang): string => {
  const zh = lang === "zh";
  if (askedOf.length === 0) {
    return zh ? "这一指标按全县判定，不逐校判定" : "this indicator is judged for the county, not school by school";
  }
  const kind = type === null ? (zh ? "未填" : "blank") : typeWord(type, lang);
  return zh
    ? `不考这所学校（办学类型：${kind}）；适用对象：${askedOf.join("；")}`
    : `not asked of this school (type: ${kind}); asked of: ${askedOf.join("; ")}`;
};

/** What a check of an indicator asks, in words. */
export const checkText = (check: Check, indicator: Indicator, speaker: Speaker): CheckWords =>
  (CHECKS[check.kind] as (check: Check, indicator: Indicator, speaker: Speaker) => CheckWords)(
    check,
    indicator,
    speaker,
  );

const ROOMS = {
  music: { zh: "音乐专用教室", en: "music rooms" },
  art: { zh: "美术专用教室", en: "art rooms" },
  pooled: { zh: "音乐、美术专用教室合计", en: "music and art rooms together" },
} as const;

/**
 * What a finding is of its indicator, by the check's id and what its own id adds to that; null where the indicator's name
 * says it all.
 */
export const checkPartText = (indicator: Indicator, id: string, detail: string, speaker: Speaker): string | null => {
  const { lang } = speaker;
  const check = indicator.checks.find((each) => each.id === id);
  if (check === undefined) return id === "all" ? (lang === "zh" ? "整项" : "as a whole") : null;
  switch (check.kind) {
    case "dispersion":
      return lang === "zh" ? "差异系数" : "coefficient of variation";
    case "attestation":
      return indicator.checks.length === 1 ? null : `${check.code} ${check.statement[lang]}`;
    case "arts-rooms":
      return Object.hasOwn(ROOMS, detail) ? ROOMS[detail as keyof typeof ROOMS][lang] : null;
    case "monitoring": {
      const [, subject, aspect] = /^(.*)-(level|rate)$/.exec(detail) ?? [];
      if (subject === undefined) return null;
      const name = subjectWord(subject, lang);
      if (lang === "zh") return `${name} ${aspect === "level" ? "学业水平等级" : "校际差异率"}`;
      return `${name}, ${aspect === "level" ? "level" : "spread between schools"}`;
    }
    case "ratio":
    case "quorum":
    case "absence":
      return null;
    default:
      return indicator.checks.length === 1 ? null : partFormula(check, indicator, speaker);
  }
};

/** The formula, or for answers what is asked, since they all have one formula. */
const partFormula = (check: Check, indicator: Indicator, speaker: Speaker): string => {
  const { lang } = speaker;
  if (check.kind !== "flags" && check.kind !== "grade") return checkText(check, indicator, speaker).formula;
  return listed(
    check.quantities.map((key) => quantityLabel(key, null, speaker)),
    lang,
  );
};

/** Keys of the columns and items that a check is judged from; empty where it has sheets of its own or sums others up. */
export const checkQuantities = (check: Check): readonly string[] => {
  switch (check.kind) {
    case "ratio":
      return [...check.numerator.plus, ...check.numerator.minus, "pupils", ...(check.split ? ["seniorPupils"] : [])];
    case "share":
      return [...check.numerator.plus, ...check.numerator.minus, ...check.denominator.plus, ...check.denominator.minus];
    case "comparison":
      return [check.left, check.right];
    case "flags":
    case "grade":
      return check.quantities;
    case "arts-rooms":
      return ["classes", ...check.rooms.flatMap((room) => [room.all, room.adequate])];
    case "school-size":
      return check.onlyWhere === undefined ? ["pupils"] : ["pupils", check.onlyWhere];
    case "class-size":
      return ["largestClass", "oversizedClasses", "classes"];
    case "small-school-funding":
      return [check.funds, check.quota, "pupils"];
    case "special-education-funding":
      return [
        check.funds,
        check.countyFunds,
        check.countyPupils,
        ...(check.inclusivePupils === undefined ? [] : [check.inclusivePupils]),
      ];
    case "count":
    case "nested-deadline":
      return [check.quantity];
    case "trend":
      return [check.current, check.baseline];
    case "year-on-year":
      return [check.current, check.previous];
    case "pupil-teacher-ratio":
      return ["pupils", check.staff];
    case "staged-elimination":
      return [check.count, check.of];
    case "rated-funding":
      return [check.funds, ...check.rates.map((rate) => rate.quantity)];
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

const period = (from: string | null, to: string | null, lang: Lang): string | null => {
  if (from === null && to === null) return null;
  if (from === null) return lang === "zh" ? `到 ${to} 为止` : `until ${to}`;
  if (to === null) return lang === "zh" ? `自 ${from} 起` : `from ${from}`;
  return lang === "zh" ? `${from} 至 ${to}` : `${from} to ${to}`;
};

/** An option of the standard: its id, what it is, when it is in force, and how it is chosen. */
export const optionText = (option: StandardOption, lang: Lang): string => {
  const when = period(option.from, option.to, lang);
  return `${option.id}${aside(`--relax ${option.id}`, lang)}${lang === "zh" ? "：" : ": "}${option.title[lang]}${when === null ? "" : aside(when, lang)}`;
};

/**
 * What would reach the requirement, where whole units close the gap; null for a distance. The cell is named only where the
 * figure in it is the one that changes.
 */
export const reachText = (finding: Finding, lang: Lang): string | null => {
  const { gap } = finding;
  if (gap === null || gap.direction === "distance") return null;
  const input = finding.working.inputs.find((each) => each.cell !== null && each.cell === gap.cell);
  const cell = input?.unit === gap.unit ? input.cell : null;
  const amount = formatValue(gap.amount, { unit: gap.unit, decimals: null, lang });
  if (gap.places !== undefined) {
    const added = gap.places.map((place) => {
      const by = formatValue(place.amount, { unit: gap.unit, decimals: null, lang });
      return lang === "zh" ? `${place.cell ?? ""} 增加 ${by}` : `${by} to ${place.cell ?? ""}`;
    });
    return lang === "zh" ? `${added.join("，")}即达到要求` : `adding ${added.join(", ")} reaches the requirement`;
  }
  if (gap.direction === "remove" && finding.check === "class-size" && gap.unit !== finding.indicator.unit) {
    return lang === "zh"
      ? `超出的 ${amount}降到限额以内即达到要求`
      : `bringing ${amount} down to the limit reaches the requirement`;
  }
  if (lang === "zh") {
    return `${cell === null ? "" : `${cell} `}${gap.direction === "add" ? "增加" : "减少"} ${amount}即达到要求`;
  }
  const change = gap.direction === "add" ? "adding" : "taking away";
  const place = cell === null ? "" : gap.direction === "add" ? ` to ${cell}` : ` from ${cell}`;
  return `${change} ${amount}${place} reaches the requirement`;
};
