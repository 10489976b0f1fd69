import { addTo } from "../../groups.ts";
import type { EvidenceGrade } from "../../model/grades.ts";
import type {
  AuditResult,
  Bound,
  Dispersion,
  Enough,
  Finding,
  IndicatorRef,
  Input,
  Note,
  Reason,
  ReasonCode,
  ReasonFacts,
  Split,
  Subject,
  TermsRef,
  Waived,
} from "../../model/result.ts";
import type { Stage } from "../../model/school.ts";
import type { Citation, FindingKind } from "../../model/standard.ts";
import { cellOf, spreadSource } from "../shortfalls.ts";
import { headingWord } from "./headings.ts";
import { aside, clauses, counted, type Lang, labelled, listed, quoted, type Words } from "./language.ts";
import {
  amountText,
  boundText,
  DECIMALS,
  floorText,
  formatValue,
  numberText,
  schoolDecimals,
  withUnit,
} from "./numbers.ts";
import { cellAside, type Speaker } from "./speaker.ts";
import {
  answerWord,
  flagWord,
  gradeWord,
  LACKS,
  levelWord,
  NOTHING,
  quantityLabel,
  stageWord,
  statusWord,
  subjectWord,
  unitWord,
  WHOLE_COUNTY,
} from "./words.ts";

/** Decimals of a finding's value as the official form prints it; null prints what the number has. */
const VALUE_DECIMALS: Readonly<Record<FindingKind, number | null>> = {
  ratio: DECIMALS.school,
  dispersion: DECIMALS.coefficient,
  "composite-dispersion": DECIMALS.coefficient,
  quorum: DECIMALS.whole,
  attestation: null,
  "arts-rooms": DECIMALS.whole,
  "school-size": DECIMALS.whole,
  "class-size": DECIMALS.whole,
  "small-school-funding": DECIMALS.whole,
  "special-education-funding": DECIMALS.whole,
  comparison: DECIMALS.whole,
  share: DECIMALS.share,
  flags: null,
  grade: null,
  monitoring: null,
  absence: null,
  rollup: null,
  count: null,
  trend: DECIMALS.share,
  "year-on-year": null,
  "pupil-teacher-ratio": DECIMALS.school,
  "staged-elimination": DECIMALS.share,
  "nested-deadline": null,
  "rated-funding": DECIMALS.whole,
  milestone: null,
};

/** Decimals with which a finding's value is printed; null for as many as it has. */
export const decimalsOf = ({ check, indicator }: Finding): number | null =>
  check === "ratio" ? schoolDecimals(indicator.unit) : VALUE_DECIMALS[check];

/** The same of a kind that was kept as its name alone; two where nobody knows it. */
export const decimalsOfCheck = (check: string | null): number | null =>
  check !== null && Object.hasOwn(VALUE_DECIMALS, check) ? VALUE_DECIMALS[check as FindingKind] : DECIMALS.school;

/** 红星学校（小学）, 全县, 全县初中. */
export const subjectText = (subject: Subject, lang: Lang): string => {
  if (subject.kind === "school") {
    return subject.stage === null ? subject.name : subject.name + aside(stageWord(subject.stage, lang), lang);
  }
  const place = subject.name === null ? WHOLE_COUNTY[lang] : subjectWord(subject.name, lang);
  return subject.stage === null ? place : place + aside(stageWord(subject.stage, lang), lang);
};

const missing = (lang: Lang): string => (lang === "zh" ? "缺" : "missing");

/** A figure that went into a finding, with its unit; a missing one says so. */
export const inputValueText = (input: Input, lang: Lang): string => {
  if (input.value === null) return missing(lang);
  if (typeof input.value === "boolean") return flagWord(input.value, lang);
  if (typeof input.value === "string") return answerWord(input.value, lang);
  return formatValue(input.value, { unit: input.unit, decimals: null, lang });
};

/** A quantity's label; of one room that was counted, by its area, the name of the room: 美术专用教室 84 ㎡. */
const inputLabel = ({ quantity, stage, unit }: Input, speaker: Speaker): string => {
  const label = quantityLabel(quantity, stage, speaker);
  return unit === "㎡" && /间数$|教室数$/.test(label) ? label.slice(0, -1) : label;
};

/** 小学在校生数 430 人（学校!F12）. */
export const inputText = (input: Input, speaker: Speaker): string =>
  `${inputLabel(input, speaker)} ${inputValueText(input, speaker.lang)}${input.cell === null ? "" : aside(input.cell, speaker.lang)}`;

/** Several figures in one line; of those that follow each other under one label it stands once. */
export const inputsText = (inputs: readonly Input[], speaker: Speaker): string => {
  const { lang } = speaker;
  const texts = inputs.map((input, at) => {
    const before = inputs[at - 1];
    const isAgain = before !== undefined && inputLabel(before, speaker) === inputLabel(input, speaker);
    return isAgain ? inputValueText(input, lang) + cellAside(input.cell, speaker) : inputText(input, speaker);
  });
  return listed(texts, lang);
};

/** The name of a sheet once: 学校!F12、G12. */
const placesText = (cells: readonly string[], lang: Lang): string => {
  const sheets = new Map<string, string[]>();
  for (const cell of cells) {
    const at = cell.lastIndexOf("!") + 1;
    const sheet = cell.slice(0, at);
    addTo(sheets, sheet, cell.slice(at));
  }
  return listed(
    [...sheets].map(([sheet, places]) => sheet + listed(places, lang)),
    lang,
  );
};

/**
 * Where a finding's figures stand, in few words: the cell to look at first; for a spread, which has no cell of its own,
 * how many schools it comes from and the columns in which they stand: 各校（20 所）：学校!N5:N23. Null where nothing is to
 * be named.
 */
export const sourceText = (finding: Finding, result: AuditResult, lang: Lang): string | null => {
  if (finding.check !== "dispersion") return cellOf(finding);
  const { units, cells } = spreadSource(finding, result);
  const schools = lang === "zh" ? `各校（${units} 所）` : `${units} ${units === 1 ? "school" : "schools"}`;
  return cells.length === 0 ? schools : labelled(schools, placesText(cells, lang), lang);
};

/** The value of another finding that went into one, with the cells it was computed from; `named` where it is a school's. */
export const inputOfText = (input: Input, from: Finding, named: boolean, speaker: Speaker): string => {
  const { lang } = speaker;
  const cells = inputCells(from);
  const figure = `${quantityLabel(input.quantity, null, speaker)} ${inputValueText(input, lang)}`;
  const place = cells.length === 0 ? "" : aside(placesText(cells, lang), lang);
  return `${named ? `${from.subject.name} ` : ""}${figure}${place}`;
};

/** The cells from which a finding is computed, each once, in the order of its formula. */
export const inputCells = (finding: Finding): readonly string[] => [
  ...new Set(finding.working.inputs.map((input) => input.cell).filter((cell): cell is string => cell !== null)),
];

const answers = (finding: Finding, quantities: readonly string[] | null, speaker: Speaker): string =>
  listed(
    finding.working.inputs
      .filter((input) => quantities === null || quantities.includes(input.quantity))
      .map((input) => `${quantityLabel(input.quantity, input.stage, speaker)} ${inputValueText(input, speaker.lang)}`),
    speaker.lang,
  );

const rollupText = (
  counts: { readonly pass: number; readonly fail: number; readonly unknown: number },
  lang: Lang,
): string =>
  lang === "zh"
    ? `达标 ${counts.pass}，未达标 ${counts.fail}，无法判定 ${counts.unknown}`
    : `${counts.pass} met, ${counts.fail} short, ${counts.unknown} unknown`;

/** How many ratios of a unit reach their requirement. */
export const quorumReachedText = ({ reached }: Extract<Reason, { code: "quorum" }>, lang: Lang): string =>
  lang === "zh" ? `${reached} 项达标` : `${reached} met`;

/** Within what a value lies that its missing figures leave open, on the side that decides. */
const limitText = (
  { least, most }: Extract<Reason, { code: "decided-open" }>,
  finding: Finding,
  lang: Lang,
): string => {
  const { bound, indicator, status } = finding;
  const upward = bound === null || bound.operator === ">=" || bound.operator === ">";
  const limit = upward === (status === "pass") ? least : most;
  if (limit === null) return NOTHING;
  const text = formatValue(limit, {
    unit: bound?.unit ?? indicator.unit,
    decimals: decimalsOf(finding),
    lang,
    contradictAvoid: { bound },
  });
  if (limit === least) return lang === "zh" ? `至少 ${text}` : `at least ${text}`;
  return lang === "zh" ? `至多 ${text}` : `at most ${text}`;
};

/** What was found, short: the number with its unit, or the answer where there is no number; a dash for nothing. */
export const valueText = (finding: Finding, speaker: Speaker): string => {
  const { lang } = speaker;
  const { reason } = finding;
  if (reason.code === "quorum") {
    // As many as are asked for, and short all the same: the number alone would read as a pass.
    const { reached, below, atLeast } = reason;
    const met = quorumReachedText(reason, lang);
    if (below.length === 0 || reached < atLeast) return met;
    const codes = listed(below, lang);
    return lang === "zh"
      ? `${met}，但 ${below.length} 项低于 85%：${codes}`
      : `${met}, but ${below.length} below 85 %: ${codes}`;
  }
  if (
    finding.working.formula.kind === "monitoring" &&
    finding.working.formula.aspect === "level" &&
    finding.value !== null
  ) {
    return levelWord(finding.value);
  }
  if (reason.code === "decided-open") return limitText(reason, finding, lang);
  if (finding.value !== null) {
    const unit = finding.bound?.unit ?? finding.indicator.unit;
    return formatValue(finding.value, {
      unit,
      decimals: decimalsOf(finding),
      contradictAvoid: { bound: finding.bound },
      lang,
    });
  }
  switch (reason.code) {
    case "rollup":
      return rollupText(reason, lang);
    case "answer-unwanted":
      return answers(finding, reason.quantities, speaker) || NOTHING;
    case "attestation-unmet":
      return lang === "zh" ? "不符合" : "not met";
    case "attestation-met":
      return lang === "zh" ? "符合" : "met";
    case "attestation-pending":
    case "veto-pending":
      return lang === "zh" ? "待定" : "pending";
    case "veto-present":
      return flagWord(true, lang);
    case "veto-absent":
      return flagWord(false, lang);
    case "meets":
    case "short":
      return answers(finding, null, speaker) || NOTHING;
    default:
      return NOTHING;
  }
};

/** What is asked, as words: the bound, or the answer that is wanted. */
export const requirementText = (finding: Finding, lang: Lang): string => {
  const { formula } = finding.working;
  if (formula.kind === "quorum") {
    return lang === "zh"
      ? `${formula.of} 项中至少 ${formula.atLeast} 项达标，其余不低于 85% 线`
      : `at least ${formula.atLeast} of ${formula.of} met, the others at their 85 % floor or above`;
  }
  if (formula.kind === "monitoring" && formula.aspect === "level" && finding.bound !== null) {
    return lang === "zh"
      ? `${levelWord(finding.bound.value)} 级以上`
      : `level ${levelWord(finding.bound.value)} or above`;
  }
  if (finding.bound !== null) return boundText(finding.bound, lang);
  switch (formula.kind) {
    case "attestation":
      return lang === "zh" ? "结论为“符合”，佐证有效" : 'conclusion "met" with valid evidence';
    case "flags":
      return lang === "zh"
        ? `各项均为“${flagWord(formula.expected, lang)}”`
        : `"${flagWord(formula.expected, lang)}" for each`;
    case "grade":
      return lang === "zh"
        ? `各项均在“${gradeWord(formula.atLeast, lang)}”以上`
        : `"${gradeWord(formula.atLeast, lang)}" or better for each`;
    case "absence":
      return lang === "zh" ? "没有发生" : "did not happen";
    case "rollup":
      return lang === "zh" ? "每一处都达标" : "met everywhere";
    default:
      return NOTHING;
  }
};

const figures = (key: string, finding: Finding, lang: Lang): string => {
  const inputs = finding.working.inputs.filter((input) => input.quantity === key);
  const own = inputs.filter((input) => input.stage === finding.subject.stage);
  const chosen = own.length > 0 ? own : inputs;
  return chosen.length === 0
    ? missing(lang)
    : chosen
        .map((input) => (typeof input.value === "number" ? numberText(input.value, null) : missing(lang)))
        .join(" + ");
};

const termFigures = (terms: TermsRef, finding: Finding, lang: Lang): string => {
  const added = terms.plus.map((key) => figures(key, finding, lang)).join(" + ");
  const text = [added, ...terms.minus.map((key) => figures(key, finding, lang))].join(" − ");
  return /[+−]/.test(text) ? `(${text})` : text;
};

/** The formula with its numbers put in and its outcome; null for kinds that compute no number. */
export const workingText = (finding: Finding, speaker: Speaker): string | null => {
  const { lang } = speaker;
  const { formula, split } = finding.working;
  const outcome = ` = ${finding.value === null ? (lang === "zh" ? "无法计算" : "cannot be computed") : valueText(finding, speaker)}`;
  switch (formula.kind) {
    case "ratio": {
      if (formula.stated) return finding.value === null ? null : valueText(finding, speaker);
      const share = split === null ? "" : ` × ${split.share === null ? missing(lang) : numberText(split.share, null)}`;
      return `${termFigures(formula, finding, lang)}${share} ÷ ${figures("pupils", finding, lang)}${formula.per === 100 ? " × 100" : ""}${outcome}`;
    }
    case "share":
      return `${termFigures(formula.numerator, finding, lang)} ÷ ${termFigures(formula.denominator, finding, lang)} × 100%${outcome}`;
    case "per-pupil":
      return `${figures(formula.funds, finding, lang)} ÷ ${termFigures({ plus: formula.pupils, minus: [] }, finding, lang)}${outcome}`;
    case "sum":
      return formula.plus.length > 1
        ? `${formula.plus.map((key) => figures(key, finding, lang)).join(" + ")}${outcome}`
        : null;
    case "comparison":
      return lang === "zh"
        ? `${figures(formula.left, finding, lang)} 与 ${figures(formula.right, finding, lang)} 相比`
        : `${figures(formula.left, finding, lang)} against ${figures(formula.right, finding, lang)}`;
    case "rooms":
      return roomsWorking(finding, formula.classesPerRoom, lang);
    default:
      return null;
  }
};

/** How many rooms the classes ask for; null where they are not known, or a list of classes says another number of them. */
const roomsWorking = ({ bound, working }: Finding, classesPerRoom: number, lang: Lang): string | null => {
  const classes = working.inputs
    .filter(({ quantity }) => quantity === "classes")
    .map(({ value }) => Number(value ?? NaN));
  const needed = Math.ceil(classes.reduce((sum, each) => sum + each, 0) / classesPerRoom);
  if (needed !== bound?.value) return null;
  const sum = classes.length > 1 ? `(${classes.join(" + ")})` : `${classes[0]}`;
  return lang === "zh"
    ? `${sum} 个班级 ÷ ${classesPerRoom}，不足的按 1 间，须 ${needed} 间`
    : `${sum} classes ÷ ${classesPerRoom}, a part counting as one: ${counted(needed, "room", "rooms")}`;
};

/** How a combined school's shared figure was split between its stages. */
export const splitText = (split: Split, lang: Lang): string => {
  const zh = lang === "zh";
  const parts = split.parts
    .map((part) => {
      const pupils = part.pupils === null ? missing(lang) : String(part.pupils);
      return `${stageWord(part.stage, lang)} ${numberText(part.weight, null)} × ${pupils}`;
    })
    .join(" : ");
  const share = split.share === null ? missing(lang) : `${numberText(split.share * 100, 2)}%`;
  const whole = split.whole === null ? missing(lang) : numberText(split.whole, null);
  const part = split.part === null ? missing(lang) : numberText(split.part, null);
  return zh
    ? `按加权学生数分摊：${parts}，本学段占 ${share}；全校 ${whole}，分得 ${part}`
    : `split by weighted pupils: ${parts}, this stage has ${share}; whole school ${whole}, its part ${part}`;
};

const states: Readonly<Record<"blank" | "invalid" | "absent", Readonly<Record<Lang, string>>>> = {
  blank: { zh: "未填", en: "is blank" },
  invalid: { zh: "填写有误，已搁置", en: "is wrong and was set aside" },
  absent: { zh: "工作簿中没有这一栏", en: "has no column or row in the workbook" },
};

const located = (text: string, cell: string | null, speaker: Speaker): string => text + cellAside(cell, speaker);

const requirement = (bound: Bound | null, finding: Finding, lang: Lang): string =>
  bound === null ? requirementText(finding, lang) : boundText(bound, lang);

const codesText = (indicators: readonly IndicatorRef[], lang: Lang): string =>
  listed(
    indicators.map(({ code }) => code),
    lang,
  );

/**
 * That something is enough at its floor.
 *
 * @param open measures of the same unit whose figures are missing: what they come to decides whether it is.
 */
export const enoughAtFloorText = (open: readonly IndicatorRef[], lang: Lang): string => {
  const zh = lang === "zh";
  if (open.length === 0) return zh ? "到 85% 线即可" : "to its 85 % floor only";
  const codes = codesText(open, lang);
  return zh
    ? `先到 85% 线，${codes} 补填后才知道够不够`
    : `to its 85 % floor first: whether that is enough shows once ${codes} ${open.length === 1 ? "is" : "are"} filled in`;
};

/** What is added to one ratio of a unit, and how far. */
const additionText = (
  { indicator, amount, unit, cell, to }: Extract<Enough, { kind: "set" }>["additions"][number],
  isOpen: boolean,
  lang: Lang,
): string => {
  const more = amountText(amount, unit, lang);
  const place = cell === null ? "" : aside(cell, lang);
  const zh = lang === "zh";
  const floor =
    to !== "floor"
      ? ""
      : isOpen
        ? zh
          ? "，先到 85% 线"
          : ", to its 85 % floor first"
        : `${zh ? "，" : ", "}${enoughAtFloorText([], lang)}`;
  return zh ? `${indicator.code} 增加 ${more}${floor}${place}` : `${indicator.code} ${more} more${floor}${place}`;
};

/** By what {@link enoughText} tells which of several shortfalls a unit may leave. */
export const measureText = (lang: Lang): string =>
  lang === "zh"
    ? "可以不达标的一项按与要求的相对差距选取，没有计价；各校分别计算"
    : "what may stay short is chosen by its distance from the requirement, as a part of it, without prices; each school by itself";

/** 把不足 8.46 ㎡/人 的 8 所都补到 8.46 ㎡/人，…: what brings a spread within its limit. */
export const levelText = (enough: Extract<Enough, { kind: "level" }>, lang: Lang, bound: Bound | null): string => {
  const level = withUnit(numberText(enough.level, DECIMALS.school), enough.unit, enough.level, lang);
  const amount = amountText(enough.amount, enough.additions[0]?.unit ?? "", lang);
  const coefficient = coefficientText(enough.coefficient, bound?.value ?? enough.coefficient);
  const count = enough.additions.length;
  return lang === "zh"
    ? `把不足 ${level} 的 ${count} 所都补到 ${level}，共 ${amount}，差异系数降到 ${coefficient}`
    : `raise the ${count} below ${level} to ${level}, ${amount} in all, which brings the coefficient to ${coefficient}`;
};

/** What is enough to meet a requirement that fails: the smallest set of a unit, the level of a spread. */
export const enoughText = (enough: Enough, lang: Lang, bound: Bound | null = null): string => {
  const zh = lang === "zh";
  if (enough.kind === "level") return (zh ? "做到这些就够：" : "enough: ") + levelText(enough, lang, bound);
  const isOpen = enough.open.length > 0;
  const set = listed(
    enough.additions.map((each) => additionText(each, isOpen, lang)),
    lang,
  );
  // What is taken to its floor says so already.
  const left = enough.spared.filter(({ code }) => !enough.additions.some(({ indicator }) => indicator.code === code));
  const codes = codesText(left, lang);
  const waits = codesText(enough.open, lang);
  return clauses(
    [
      enough.additions.length === 0
        ? null
        : isOpen
          ? `${zh ? "先做这些：" : "to begin with: "}${set}`
          : `${zh ? "做到这些就够：" : "enough: "}${set}`,
      left.length === 0
        ? null
        : isOpen
          ? zh
            ? `${codes} 暂可不达标`
            : `${codes} may stay short for now`
          : zh
            ? `${codes} 可以不达标`
            : `${codes} may stay short`,
      isOpen
        ? zh
          ? `${waits} 补填后才知道够不够`
          : `whether that is enough shows once ${waits} ${enough.open.length === 1 ? "is" : "are"} filled in`
        : null,
    ],
    lang,
  );
};

export const quorumShortText = (reason: Extract<Reason, { code: "quorum" }>, lang: Lang): string => {
  const line = (zh: string, en: string, codes: readonly string[]): string | null =>
    codes.length === 0 ? null : `${lang === "zh" ? zh : en}${listed(codes, lang)}`;
  const { reached, floorOnly, below, unknown, atLeast } = reason;
  // Where all must be met there is no floor to speak of.
  const all = reached + floorOnly.length + below.length + unknown.length <= atLeast;
  return clauses(
    [
      ...(all
        ? [line("未达标：", "not met: ", [...floorOnly, ...below].sort())]
        : [
            line("达到 85% 而未达标：", "at the 85 % floor only: ", floorOnly),
            line("低于 85%：", "under the 85 % floor: ", below),
          ]),
      line("无法判定：", "unknown: ", reason.unknown),
    ],
    lang,
  );
};

/** Schools that a sentence names before it says that there are others. */
const UNITS_NAMED = 3;

type ReasonWords = {
  readonly [C in ReasonCode]: (reason: Extract<Reason, { code: C }>, finding: Finding, speaker: Speaker) => string;
};

const missingText = (inputs: ReasonFacts["missing-input"]["inputs"], speaker: Speaker): string => {
  const { lang } = speaker;
  const each = inputs.map((input) =>
    lang === "zh"
      ? `${located(quantityLabel(input.quantity, input.stage, speaker), input.cell, speaker)}${states[input.state].zh}`
      : `${located(quantityLabel(input.quantity, input.stage, speaker), input.cell, speaker)} ${states[input.state].en}`,
  );
  if (each.length === 0) return lang === "zh" ? "缺少所需的数据" : "a figure it needs is missing";
  return clauses(each, lang);
};

const REASONS: ReasonWords = {
  meets: (_, finding, speaker) =>
    speaker.lang === "zh"
      ? `${valueText(finding, speaker)}，达到要求（${requirement(finding.bound, finding, speaker.lang)}）`
      : `${valueText(finding, speaker)} meets the requirement (${requirement(finding.bound, finding, speaker.lang)})`,
  "short-above-floor": (_, finding, speaker) =>
    speaker.lang === "zh"
      ? `${valueText(finding, speaker)}，未达到要求（${requirement(finding.bound, finding, speaker.lang)}），但不低于 ${finding.bound === null ? "85% 线" : (floorText(finding.bound, speaker.lang) ?? "85% 线")}`
      : `${valueText(finding, speaker)} falls short of the requirement (${requirement(finding.bound, finding, speaker.lang)}) but reaches the ${finding.bound === null ? "floor" : (floorText(finding.bound, speaker.lang) ?? "floor")}`,
  short: (_, finding, speaker) => {
    const { lang } = speaker;
    const floor = finding.bound === null || finding.reachesFloor !== false ? null : floorText(finding.bound, lang);
    return lang === "zh"
      ? `${valueText(finding, speaker)}，未达到要求（${requirement(finding.bound, finding, lang)}）${floor === null ? "" : `，也低于 ${floor}`}`
      : `${valueText(finding, speaker)} falls short of the requirement (${requirement(finding.bound, finding, lang)})${floor === null ? "" : ` and lies under the ${floor}`}`;
  },
  "missing-input": (reason, _, speaker) => missingText(reason.inputs, speaker),
  "decided-open": ({ least, most, inputs }, finding, speaker) => {
    const { lang } = speaker;
    const passes = finding.status === "pass";
    return clauses(
      [
        least === null && most === null ? null : valueText(finding, speaker),
        lang === "zh"
          ? `缺的数不论多少，都${passes ? "达到" : "达不到"}要求`
          : `whatever is missing, it ${passes ? "meets" : "falls short of"} the requirement`,
        missingText(inputs, speaker),
      ],
      lang,
    );
  },
  "type-unknown": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `${located("办学类型", reason.cell, speaker)}未填或不能识别，无法确定是否应评`
      : `${located("the school type", reason.cell, speaker)} is blank or not understood, so it is open whether the school is judged`,
  "sponsor-unknown": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `${located("举办者", reason.cell, speaker)}未填或不能识别，所选选项不计民办学校，无法确定是否应评`
      : `${located("the sponsor", reason.cell, speaker)} is blank or not understood, and the option chosen leaves schools out by it, so it is open whether the school is judged`,
  "zero-denominator": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `${located(quantityLabel(reason.quantity, null, speaker), reason.cell, speaker)}为 0，无法计算`
      : `${located(quantityLabel(reason.quantity, null, speaker), reason.cell, speaker)} is 0, so nothing can be computed`,
  inconsistent: (reason, _, speaker) => {
    const { lang } = speaker;
    const inputs = listed(
      reason.inputs.map((input) => located(quantityLabel(input.quantity, null, speaker), input.cell, speaker)),
      lang,
    );
    return lang === "zh" ? `${inputs}互相矛盾，无法判定` : `${inputs} contradict each other`;
  },
  "rows-disagree": ({ quantity, cell, stated, from, to }, _, speaker) => {
    const { lang } = speaker;
    const figure = located(quantityLabel(quantity, null, speaker), cell, speaker);
    const said = numberText(stated, null);
    const least = numberText(from, null);
    const most = to === null ? null : numberText(to, null);
    if (lang === "zh") {
      const rows = most === null ? `至少为 ${least}` : most === least ? `为 ${least}` : `为 ${least} 至 ${most}`;
      return `${figure}填 ${said}，按学校表各行${rows}，互相矛盾，无法判定`;
    }
    const rows = most === null ? `at least ${least}` : most === least ? least : `${least} to ${most}`;
    return `${figure} says ${said} and the school rows give ${rows}, which contradict each other`;
  },
  "zero-mean": (_, __, speaker) =>
    speaker.lang === "zh"
      ? "全县平均值为 0，差异系数没有意义"
      : "the county's mean is 0, so the coefficient has no meaning",
  "single-unit": (_, __, speaker) =>
    speaker.lang === "zh"
      ? "本学段只有一所，差异系数按公式为 0"
      : "one school only at this stage, so the coefficient is 0 by its formula",
  measured: (_, finding, speaker) =>
    speaker.lang === "zh"
      ? `${valueText(finding, speaker)}，只用于计算综合差异系数，不单独判定`
      : `${valueText(finding, speaker)}, measured for the mean of the coefficients and not judged by itself`,
  "composite-open": ({ unknown, of }, _, { lang }) =>
    lang === "zh"
      ? `${of} 项差异系数中有 ${unknown.length} 项未知：${unknown.join("、")}`
      : `${unknown.length} of the ${of} coefficients are unknown: ${unknown.join(", ")}`,
  "missing-units": (reason, _, speaker) => {
    const { lang } = speaker;
    const schools = listed(
      reason.units.slice(0, UNITS_NAMED).map((unit) => located(unit.school, unit.cell, speaker)),
      lang,
    );
    const more = reason.units.length > UNITS_NAMED;
    if (lang === "zh") {
      const many =
        reason.units.length === reason.of
          ? `${reason.of} 所的值全部未知`
          : `${reason.of} 所中有 ${reason.units.length} 所的值未知`;
      return `${many}：${schools}${more ? "等" : ""}`;
    }
    const many =
      reason.units.length === reason.of
        ? `none of the ${reason.of} schools has a value`
        : `${reason.units.length} of ${reason.of} schools have no value`;
    return `${many}: ${schools}${more ? " and others" : ""}`;
  },
  "none-applicable": (_, __, speaker) => (speaker.lang === "zh" ? "没有适用的对象" : "there is nobody it applies to"),
  quorum: (reason, _, speaker) =>
    clauses(
      [
        speaker.lang === "zh"
          ? `${reason.reached} 项达标（至少须 ${reason.atLeast} 项）`
          : `${reason.reached} met (at least ${reason.atLeast} needed)`,
        quorumShortText(reason, speaker.lang),
      ],
      speaker.lang,
    ),
  rollup: (reason, _, speaker) => rollupText(reason, speaker.lang),
  "attestation-met": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `佐证结论为“符合”，日期 ${reason.date}${reason.expires === null ? "" : `，有效期至 ${reason.expires}`}`
      : `attested as met on ${reason.date}${reason.expires === null ? "" : `, valid until ${reason.expires}`}`,
  "attestation-unmet": (_, __, speaker) => (speaker.lang === "zh" ? "佐证结论为“不符合”" : "attested as not met"),
  "attestation-absent": (reason, _, speaker) =>
    speaker.lang === "zh" ? `佐证表没有 ${reason.item} 的结论` : `no conclusion for ${reason.item} on the sheet 佐证`,
  "attestation-pending": (_, __, speaker) =>
    speaker.lang === "zh" ? "佐证结论未填，或为“待定”" : "its conclusion is blank or still pending",
  "attestation-unevidenced": ({ lacks }, _, speaker) =>
    speaker.lang === "zh" ? `结论为“符合”，但${LACKS[lacks].zh}` : `concluded as met, but ${LACKS[lacks].en}`,
  "attestation-undated": (_, __, speaker) =>
    speaker.lang === "zh" ? "结论为“符合”，但没有填日期" : "concluded as met, but without a date",
  "monitoring-future": ({ year }, _, speaker) =>
    speaker.lang === "zh" ? `监测年份 ${year} 晚于评估基准日` : `it was monitored in ${year}, after the as-of date`,
  "attestation-future": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `佐证日期 ${reason.date} 晚于评估基准日`
      : `its date ${reason.date} lies after the as-of date`,
  "attestation-expired": (reason, _, speaker) =>
    speaker.lang === "zh" ? `佐证已于 ${reason.expires} 到期` : `its evidence expired on ${reason.expires}`,
  "attestation-disagrees": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `佐证表中的结论互相矛盾${cellAside(reason.cells, speaker)}`
      : `rows of 佐证 disagree${cellAside(reason.cells, speaker)}`,
  "veto-absent": (_, __, speaker) => (speaker.lang === "zh" ? "填报为没有发生" : "reported as not having happened"),
  "veto-present": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `填报为发生${reason.note === null ? "" : `：${reason.note}`}`
      : `reported as having happened${reason.note === null ? "" : `: ${reason.note}`}`,
  "veto-pending": (_, __, speaker) =>
    speaker.lang === "zh" ? "填报为待定，不能视为没有发生" : "reported as pending, which is not an absence",
  "veto-missing": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `一票否决表没有 ${reason.item} 的回答，不能视为没有发生`
      : `no answer for ${reason.item} on the sheet 一票否决, which is not an absence`,
  "monitoring-none": (_, __, speaker) =>
    speaker.lang === "zh" ? "质量监测表没有任何学科的结果" : "no subject has a result on the sheet 质量监测",
  "class-list-short": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `班级表只列了 ${reason.classes} 个班中的 ${reason.listed} 个，其余班额未知`
      : `the class list has ${reason.listed} of ${reason.classes} classes, so the others are unknown`,
  "class-unplaced": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `班级表中有不知属于哪所学校、可能超过班额的班级${cellAside(reason.cells, speaker)}`
      : `the class list has classes that may be over the cap and belong to no known school${cellAside(reason.cells, speaker)}`,
  "room-unplaced": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `专用教室表中有不知属于哪所学校的教室${cellAside(reason.cells, speaker)}`
      : `the list of rooms has rooms that belong to no known school${cellAside(reason.cells, speaker)}`,
  "answer-unplaced": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `有对不上项目的回答，可能说的就是这一项${cellAside(reason.cells, speaker)}`
      : `answers that belong to no item, or contradict another, may be about this one${cellAside(reason.cells, speaker)}`,
  "list-unread": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `${listed(reason.sheets, speaker.lang)}表缺少必要的栏目，没有采用`
      : `the sheet ${listed(reason.sheets, speaker.lang)} lacks columns that it needs, and was not used`,
  "rooms-uncounted": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `没有填面积达标的间数${reason.all === null ? "" : `（不计面积共 ${reason.all} 间）`}`
      : `rooms that reach the area were not counted${reason.all === null ? "" : ` (${reason.all} of whatever area)`}`,
  "rooms-too-few": (reason, finding, speaker) =>
    speaker.lang === "zh"
      ? `不计面积也只有 ${reason.all} 间，未达到要求（${requirement(finding.bound, finding, speaker.lang)}）`
      : `even of whatever area there are ${reason.all}, short of the requirement (${requirement(finding.bound, finding, speaker.lang)})`,
  "not-yet-due": (reason, _, speaker) =>
    speaker.lang === "zh" ? `${reason.from} 才到期` : `not due before ${reason.from}`,
  "date-too-late": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `所定日期 ${reason.date} 晚于方案的期限 ${reason.latest}`
      : `its date ${reason.date} lies after the plan's ${reason.latest}`,
  "progress-missing": (reason, _, speaker) =>
    speaker.lang === "zh"
      ? `年度进展表没有填 ${listed(reason.years.map(String), speaker.lang)} 年的完成数`
      : `the sheet 年度进展 has no figure for ${listed(reason.years.map(String), speaker.lang)}`,
  "answer-unwanted": (reason, finding, speaker) =>
    speaker.lang === "zh"
      ? `${answers(finding, reason.quantities, speaker)}，要求${requirementText(finding, speaker.lang)}`
      : `${answers(finding, reason.quantities, speaker)}; asked is ${requirementText(finding, speaker.lang)}`,
};

/** Why the finding has its status: one plain sentence without its full stop. */
export const reasonText = (finding: Finding, speaker: Speaker): string =>
  (REASONS[finding.reason.code] as (reason: Reason, finding: Finding, speaker: Speaker) => string)(
    finding.reason,
    finding,
    speaker,
  );

type ReasonActions = { readonly [C in ReasonCode]: ((lang: Lang, reason: ReasonFacts[C]) => string) | null };

const fillIn = (lang: Lang): string => (lang === "zh" ? "补填后重新评估" : "fill it in and audit again");
/** What settles an unknown; null for codes that leave nothing open. */
const ACTIONS: ReasonActions = {
  meets: null,
  "short-above-floor": null,
  short: null,
  "missing-input": (lang, { inputs }) => {
    // A column that is not there has no cells.
    if (inputs.length > 0 && inputs.every(({ state }) => state === "absent")) {
      return lang === "zh"
        ? "在工作簿中加上这一栏并填写；已有而名称不同的，用对照文件指明"
        : "add it to the workbook and fill it in; where it has another name, say so in a map";
    }
    return lang === "zh" ? "补填或改正这些单元格" : "fill in or correct these cells";
  },
  "decided-open": null,
  "type-unknown": (lang) => (lang === "zh" ? "填写办学类型" : "fill in the school type"),
  "sponsor-unknown": (lang) => (lang === "zh" ? "填写举办者" : "fill in the sponsor"),
  "zero-denominator": (lang) => (lang === "zh" ? "核对这个 0 是否填错" : "check whether this 0 is right"),
  inconsistent: (lang) => (lang === "zh" ? "核对并改正这些单元格" : "check and correct these cells"),
  "rows-disagree": (lang) =>
    lang === "zh"
      ? "核对县级指标和学校表，改正填错的"
      : "check the county's figure against the rows and correct the wrong one",
  "zero-mean": (lang) => (lang === "zh" ? "核对各校的数值是否都应为 0" : "check whether every school's figure is 0"),
  "single-unit": null,
  measured: null,
  "composite-open": (lang) =>
    lang === "zh" ? "补齐这些指标各校的数据" : "complete every school's figures of these indicators",
  "missing-units": (lang) => (lang === "zh" ? "补齐这些学校的数据" : "complete these schools' figures"),
  "none-applicable": null,
  quorum: (lang) => (lang === "zh" ? "补齐无法判定的各项数据" : "complete the figures that are unknown"),
  rollup: (lang) => (lang === "zh" ? "先判定其中无法判定的各处" : "settle those that are unknown"),
  "attestation-met": null,
  "attestation-unmet": null,
  "attestation-absent": (lang) =>
    lang === "zh" ? "在佐证表中填写结论、材料和日期" : "fill in conclusion, evidence and date on 佐证",
  "attestation-pending": (lang) =>
    lang === "zh" ? "有结论后改填“符合”或“不符合”" : "write 符合 or 不符合 once it is concluded",
  "attestation-unevidenced": (lang) =>
    lang === "zh"
      ? "写明现行文件：名称加《》，或写文件名，或另填文号"
      : "name a document in force: its title in 《》, the name of its file, or its number under 文号",
  "attestation-undated": (lang) => (lang === "zh" ? "填写佐证日期" : "fill in its date"),
  "monitoring-future": (lang) =>
    lang === "zh" ? "核对监测年份，或改用较晚的评估基准日" : "check the year, or audit as of a later day",
  "attestation-future": (lang) =>
    lang === "zh" ? "核对日期，或改用较晚的评估基准日" : "check the date, or audit as of a later one",
  "attestation-expired": (lang) => (lang === "zh" ? "换成仍然有效的佐证" : "give evidence that is still valid"),
  "attestation-disagrees": (lang) => (lang === "zh" ? "只保留一个有效的结论" : "keep one valid conclusion"),
  "veto-absent": null,
  "veto-present": null,
  "veto-pending": (lang) => (lang === "zh" ? "查实后改填“是”或“否”" : "write 是 or 否 once it is established"),
  "veto-missing": (lang) => (lang === "zh" ? "在一票否决表中填“是”或“否”" : "write 是 or 否 on 一票否决"),
  "monitoring-none": (lang) =>
    lang === "zh" ? "填写各学科的水平等级和校际差异率" : "fill in each subject's level and spread",
  "class-list-short": (lang) => (lang === "zh" ? "把班级表补全" : "complete the class list"),
  "class-unplaced": (lang) =>
    lang === "zh" ? "改正班级表中的学校名称和学段" : "correct school and stage on the class list",
  "room-unplaced": (lang) => (lang === "zh" ? "改正专用教室表中的学校名称" : "correct the school on the list of rooms"),
  "answer-unplaced": (lang) =>
    lang === "zh" ? "补填或改正这些行的代码，每项只留一行" : "correct the codes of these rows; one row for each item",
  "list-unread": (lang) => (lang === "zh" ? "补上这张表的表头" : "complete the headings of the sheet"),
  "rooms-uncounted": fillIn,
  "rooms-too-few": null,
  "answer-unwanted": null,
  "not-yet-due": null,
  "date-too-late": null,
  "progress-missing": (lang) =>
    lang === "zh" ? "在年度进展表中补填完成数（没有完成填 0）" : "fill in what was done on 年度进展, 0 for nothing",
};

/** What would settle a finding that is unknown, after its reason; null where it is not unknown. */
export const settleText = (finding: Finding, lang: Lang): string | null =>
  finding.status === "unknown"
    ? ((ACTIONS[finding.reason.code] as ((lang: Lang, reason: Reason) => string) | null)?.(lang, finding.reason) ??
      null)
    : null;

type NoteWords = { readonly [C in Note["code"]]: (note: Extract<Note, { code: C }>, lang: Lang) => string };
const NOTES: NoteWords = {
  "between-options": (note, lang) =>
    lang === "zh"
      ? `介于两个版本之间：另一版本的要求为 ${numberText(note.value, null)}（见选项 ${note.option}）`
      : `lies between two versions: the other one asks for ${numberText(note.value, null)} (see option ${note.option})`,
  "lapsed-relaxation": (note, lang) =>
    lang === "zh"
      ? `注意：所用的放宽规定 ${note.option} 已于 ${note.to} 期满`
      : `take care: the relaxation ${note.option} that was used lapsed on ${note.to}`,
  "relaxation-unproven": (note, lang) =>
    lang === "zh"
      ? `注意：放宽规定 ${note.option} 还要求建设规划，“佐证”表没有有效的 ${note.item}`
      : `take care: the relaxation ${note.option} asks for a building plan besides, and no valid ${note.item} stands on 佐证`,
  "from-list": (note, lang) =>
    lang === "zh"
      ? `以“${note.sheet}”表逐条列出的为准`
      : `taken from the list on the sheet ${quoted(note.sheet, lang)}`,
  "looser-than-national": (note, lang) =>
    lang === "zh"
      ? `本地标准低于国家标准：${note.remark.zh}`
      : `asks less than the national standard: ${note.remark.en}`,
  "clause-read": (note, lang) =>
    lang === "zh" ? `条文的理解：${note.remark.zh}` : `how the clause was read: ${note.remark.en}`,
  "planned-differs": (note, lang) =>
    lang === "zh"
      ? `年度进展表所填 ${note.year} 年计划 ${numberText(note.stated, null)}，方案为 ${numberText(note.planned, null)}，按方案判定`
      : `年度进展 states ${numberText(note.stated, null)} as planned for ${note.year}; the plan has ${numberText(note.planned, null)}, which counts`,
};
/** A remark on a finding that changes nothing in its status. */
export const noteText = (note: Note, lang: Lang): string =>
  (NOTES[note.code] as (note: Note, lang: Lang) => string)(note, lang);

/** Said of every finding or spread whose printed figure would give the other answer. */
export const roundingText = (lang: Lang): string =>
  lang === "zh"
    ? "按申报表位数四舍五入后会得出相反的结论"
    : "rounded as the form prints it, it would give the other answer";

/** A waiver beside the finding it was granted for, which stays as it is. */
export const waivedText = (waived: Waived, lang: Lang): string =>
  lang === "zh"
    ? `已豁免（仍计为未达标）：${waived.reason}；批准人 ${waived.approver}，${waived.granted} 至 ${waived.expires}`
    : `waived (still counts as short): ${waived.reason}; approved by ${waived.approver}, ${waived.granted} to ${waived.expires}`;

/** Said shortly beside a gap that somebody has waived. */
export const waivedMark = (lang: Lang): string => aside(lang === "zh" ? "已豁免" : "waived", lang);

/** Said of a finding that passes only because of a relaxation. */
export const relaxationText = (id: string, lang: Lang): string =>
  lang === "zh" ? `只因采用放宽规定 ${id} 才达标` : `met only by the relaxation ${id}`;

/** 责任单位 and date, where the standard names them; null where it names neither. */
export const dutyText = (finding: Pick<Finding, "responsible" | "deadline">, lang: Lang): string | null =>
  clauses(
    [
      finding.responsible.length === 0
        ? null
        : `${lang === "zh" ? "责任单位：" : "responsible: "}${listed(finding.responsible, lang)}`,
      finding.deadline === null ? null : `${lang === "zh" ? "期限：" : "due "}${finding.deadline}`,
    ],
    lang,
  ) || null;

const GRADE_WORDS: Readonly<Record<EvidenceGrade, Words>> = {
  official: { zh: "已核对原文", en: "compared with the official text" },
  "official-reprint": { zh: "政府转载", en: "a government's reprint" },
  press: { zh: "媒体报道", en: "a press report of the release" },
  plan: { zh: "方案原文", en: "a local plan's own text" },
  "local-copy": { zh: "地方副本", en: "a local working copy" },
  reading: { zh: "条文理解", en: "a reading of the text" },
};

/** How well a value is attested: 媒体报道. */
export const gradeText = (grade: EvidenceGrade, lang: Lang): string => GRADE_WORDS[grade][lang];

/** Said once in a report: the lowest grade of all that it was judged by. */
export const lowestGradeText = (grade: EvidenceGrade, lang: Lang): string =>
  lang === "zh" ? `依据最低：${gradeText(grade, lang)}` : `lowest grade of evidence: ${gradeText(grade, lang)}`;

/** 《…》（文号）第…条, and the document through which it was seen. */
export const citationText = (citation: Citation, lang: Lang): string => {
  const number = citation.number === null ? "" : aside(citation.number, lang);
  const title = /^[《<]/.test(citation.document) || lang === "en" ? citation.document : `《${citation.document}》`;
  const via =
    citation.via === null ? "" : aside(lang === "zh" ? `转引自${citation.via}` : `seen through ${citation.via}`, lang);
  return `${title}${number} ${citation.clause}${via}`;
};

const coefficient = (value: number, limit: number | null): string =>
  numberText(value, DECIMALS.coefficient, limit === null ? [] : [{ operator: "<=", value: limit }]);

/** ≤ 0.5; a dash where a coefficient has no limit of its own. */
export const spreadLimitText = (limit: number | null): string =>
  limit === null ? NOTHING : `≤ ${numberText(limit, null)}`;

/** Whether a coefficient is known and has no limit of its own. */
export const isMeasured = ({ cv, limit }: Pick<Dispersion, "cv" | "limit">): boolean => cv !== null && limit === null;

/** 达标, or that it is measured alone. */
export const spreadStatusWord = (dispersion: Dispersion, lang: Lang): string =>
  isMeasured(dispersion) ? (lang === "zh" ? "只测算" : "measured") : statusWord(dispersion.status, lang);

/** A coefficient as the form prints it, with the digits it takes not to contradict its limit; a dash when unknown. */
export const coefficientText = (value: number | null, limit: number | null): string =>
  value === null ? NOTHING : coefficient(value, limit);

/** The coefficient against its limit, with what another common formula would give where that flips the answer. */
export const dispersionText = (dispersion: Dispersion, lang: Lang): string => {
  const zh = lang === "zh";
  const { cv, limit } = dispersion;
  const asked =
    limit === null
      ? zh
        ? "不单独判定"
        : "not judged by itself"
      : `${zh ? "要求" : "asked "}${boundText({ operator: "<=", value: limit, unit: "", floor: null }, lang)}`;
  return clauses(
    [
      cv === null
        ? dispersion.status === "notApplicable"
          ? zh
            ? "本学段没有学校"
            : "no school at this stage"
          : zh
            ? `${dispersion.units} 所中只有 ${dispersion.known} 所的值已知，无法判定`
            : `${dispersion.known} of ${dispersion.units} schools have a value, so it is unknown`
        : zh
          ? `差异系数 ${coefficient(cv, limit)}，${asked}`
          : `coefficient ${coefficient(cv, limit)}, ${asked}`,
      cv !== null && dispersion.units === 1
        ? zh
          ? "只有一所，按公式为 0"
          : "one school only, 0 by the formula"
        : null,
      cv === null && dispersion.provisional !== null
        ? zh
          ? `已知各校暂算 ${coefficient(dispersion.provisional, limit)}，不作结论`
          : `${coefficient(dispersion.provisional, limit)} over those known, which concludes nothing`
        : null,
      ...flips(dispersion, lang),
      dispersion.roundingSensitive ? roundingText(lang) : null,
    ],
    lang,
  );
};

/** 14 个中 13 个达标、1 个未达标: how many coefficients are within their limits. Those not judged are not counted. */
export const spreadCountText = (all: readonly Dispersion[], lang: Lang): string => {
  const judged = all.filter(({ limit, status }) => limit !== null && status !== "notApplicable");
  const counts = (["pass", "fail", "unknown"] as const).flatMap((status) => {
    const count = judged.filter((each) => each.status === status).length;
    if (count === 0) return [];
    return lang === "zh" ? `${count} 个${statusWord(status, lang)}` : `${count} ${statusWord(status, lang)}`;
  });
  const of = lang === "zh" ? `${judged.length} 个中 ` : `of ${judged.length}, `;
  return counts.length === 0 ? headingWord("none", lang) : of + listed(counts, lang);
};

/** The mean of a stage's coefficients in one line, judged where the standard judges it; null where it is not known. */
export const compositeText = (
  { composite, findings }: Pick<AuditResult, "composite" | "findings">,
  stage: Stage,
  lang: Lang,
): string | null => {
  const mean = composite[stage];
  if (mean === null) return null;
  const judged = findings.find((each) => each.check === "composite-dispersion" && each.subject.stage === stage);
  const limit = judged?.bound?.value ?? null;
  const value = coefficient(mean, limit);
  return judged === undefined
    ? `${stageWord(stage, lang)} ${headingWord("composite", lang)} ${value}`
    : `${stageWord(stage, lang)} ${headingWord("compositeJudged", lang)} ${value} ${spreadLimitText(limit)} ${statusWord(judged.status, lang)}`;
};

/** One clause for each other formula that would give the other answer; empty where none would. */
const flips = (dispersion: Dispersion, lang: Lang): string[] => {
  const { cv, limit, alternatives } = dispersion;
  if (!dispersion.formulaSensitive || cv === null || limit === null) return [];
  const forms = [
    { value: alternatives.unweighted, zh: "不按学生数加权", en: "unweighted" },
    { value: alternatives.sample, zh: "按样本公式（除以 n−1）", en: "by the sample formula (n−1)" },
  ];
  return forms.flatMap((form) =>
    form.value === null || form.value <= limit === cv <= limit
      ? []
      : [
          lang === "zh"
            ? `${form.zh}则为 ${coefficient(form.value, limit)}，结论相反`
            : `${form.en} it would be ${coefficient(form.value, limit)}, the other answer`,
        ],
  );
};

/** The indicator as people call it: R4 生均教学及辅助用房面积. */
export const indicatorText = (
  indicator: { readonly code: string; readonly name: Readonly<Record<Lang, string>> },
  lang: Lang,
): string => `${indicator.code} ${indicator.name[lang]}`;

/** A unit as it stands in a column heading. */
export const unitHeading = (unit: string, lang: Lang): string => unitWord(unit, 2, lang);

/** What a part of a county item is called: the statement or answer it asks for, else whom it is about. */
export const partName = (finding: Finding, lang: Lang): string => {
  const { formula } = finding.working;
  const code = finding.subject.kind === "county" ? finding.subject.code : null;
  const name = formula.kind === "attestation" ? formula.statement[lang] : subjectText(finding.subject, lang);
  return code === null ? name : `${code} ${name}`;
};

const withSettling = (reason: string, settle: string | null, where: string, lang: Lang): string =>
  settle === null ? reason : `${reason}${lang === "zh" ? "；" : "; "}${settle}${where}`;

/** Something that cannot be concluded, and what would settle it: whom · indicator · why · what to do · where. */
export const openText = (
  finding: Finding,
  open: {
    readonly cells: readonly string[];
    /** Cells that are left out. */
    readonly more: number;
    /** Its parts say what settles it, so it need not. */
    readonly settled: boolean;
  },
  speaker: Speaker,
): string => {
  const { lang } = speaker;
  const zh = lang === "zh";
  const { subject } = finding;
  const indicator = indicatorText(finding.indicator, lang);
  const plain = subject.kind === "county" && subject.stage === null;
  const reason = reasonText(finding, speaker);
  const cells = open.cells.filter((cell) => !reason.includes(cell));
  const more = open.more === 0 ? "" : zh ? `，另有 ${open.more} 处` : ` and ${open.more} more`;
  const where = cells.length === 0 ? "" : aside(listed(cells, lang) + more, lang);
  return labelled(
    plain ? indicator : `${subjectText(subject, lang)} ${indicator}`,
    withSettling(reason, open.settled ? null : settleText(finding, lang), where, lang),
    lang,
  );
};

/** Several that cannot be concluded for one cause, in one line: spreads by their codes at each stage, others by their names. */
export const openGroupText = (
  findings: readonly Finding[],
  open: { readonly cells: readonly string[]; readonly more: number },
  speaker: Speaker,
): string => {
  const { lang } = speaker;
  const zh = lang === "zh";
  const [first] = findings;
  if (first === undefined) return "";
  const spreads = findings.filter(({ check }) => check === "dispersion");
  const stages = [...new Set(spreads.map(({ subject }) => subject.stage))];
  const codesAt = (stage: Stage | null): string =>
    `${stage === null ? "" : `${stageWord(stage, lang)} `}${listed(
      spreads.filter(({ subject }) => subject.stage === stage).map(({ indicator }) => indicator.code),
      lang,
    )}`;
  const names = [
    ...(spreads.length === 0 ? [] : [`${headingWord("spread", lang)} ${stages.map(codesAt).join(zh ? "，" : "; ")}`]),
    ...findings
      .filter(({ check }) => check !== "dispersion")
      .map(({ subject, indicator }) =>
        subject.stage === null
          ? indicatorText(indicator, lang)
          : `${subjectText(subject, lang)} ${indicatorText(indicator, lang)}`,
      ),
  ];
  const more = open.more === 0 ? "" : zh ? `，另有 ${open.more} 处` : ` and ${open.more} more`;
  const where = open.cells.length === 0 ? "" : aside(placesText(open.cells, lang) + more, lang);
  const reason = reasonText(first, { ...speaker, cells: false });
  return labelled(listed(names, lang), withSettling(reason, settleText(first, lang), where, lang), lang);
};

/** A part of an open county item, and what would settle it. */
export const openPartText = (finding: Finding, speaker: Speaker): string =>
  labelled(
    partName(finding, speaker.lang),
    withSettling(reasonText(finding, speaker), settleText(finding, speaker.lang), "", speaker.lang),
    speaker.lang,
  );
