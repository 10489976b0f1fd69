import type { UsedConfig } from "../../model/config.ts";
import { QUANTITIES } from "../../model/quantity.ts";
import type {
  AuditResult,
  Exclusion,
  LocalStanding,
  Milestone,
  Notice,
  Prerequisite,
  Reconciliation,
  Verdict,
  VerdictReason,
} from "../../model/result.ts";
import { STAGES } from "../../model/school.ts";
import type { Indicator, Name } from "../../model/standard.ts";
import { indicatorText, lowestGradeText, subjectText } from "./findings.ts";
import { headingWord } from "./headings.ts";
import { aside, clauses, counted, type Lang, labelled, listed, type Words } from "./language.ts";
import { DECIMALS, formatValue, numberText } from "./numbers.ts";
import { placeText } from "./problems.ts";
import { cellAside, type Speaker } from "./speaker.ts";
import { NOTHING, operatorSymbol, quantityLabel, stageWord, statusWord, subjectWord, typeWord } from "./words.ts";

const subjects = (names: readonly string[]): string =>
  listed(
    names.map((name) => subjectWord(name, "en")),
    "en",
  );

const bothWords = (words: Words, lang: Lang): string => words[lang];

type ReasonLine = (reason: VerdictReason, lang: Lang) => string;
const REASON_LINES: Readonly<Record<VerdictReason["kind"], ReasonLine>> = {
  veto: (reason, lang) => {
    const name = reason.indicator === null ? reason.code : indicatorText(reason.indicator, lang);
    if (reason.indicator?.part === "recognition" && reason.status === "unknown")
      return REASON_LINES.indicator(reason, lang);
    if (reason.status === "fail") return lang === "zh" ? `一票否决：${name}` : `veto: ${name}`;
    return lang === "zh" ? `${name}：尚不能确认没有发生` : `${name}: not yet known not to have happened`;
  },
  quorum: (reason, lang) =>
    lang === "zh"
      ? `${reason.count} 所学校（按学段计）资源配置综合评估${statusWord(reason.status, lang)}`
      : `${counted(reason.count, "school", "schools")} (per stage) ${reason.status === "fail" ? "short of" : "unknown in"} the resource requirements`,
  dispersion: (reason, lang) => {
    const name = reason.indicator === null ? reason.code : indicatorText(reason.indicator, lang);
    if (lang === "zh")
      return `${name}：${reason.count} 个学段校际差异系数${reason.status === "fail" ? "超过限值" : "无法判定"}`;
    return `${name}: spread between schools ${reason.status === "fail" ? "over its limit" : "unknown"} at ${counted(reason.count, "stage", "stages")}`;
  },
  indicator: (reason, lang) => {
    const name = reason.indicator === null ? reason.code : indicatorText(reason.indicator, lang);
    const many = reason.count > 1 ? aside(lang === "zh" ? `${reason.count} 项` : `${reason.count} items`, lang) : "";
    return `${name}${lang === "zh" ? "：" : ": "}${statusWord(reason.status, lang)}${many}`;
  },
  "left-out": ({ count }, lang) =>
    lang === "zh"
      ? `另有 ${count} 所学校没有列入学校表，没有参评`
      : `${counted(count, "school that is", "schools that are")} not on the sheet of schools ${count === 1 ? "was" : "were"} not judged`,
  "no-unit": ({ code }, lang) => {
    const stage = STAGES.find((each) => code === `no-unit-${each}`);
    if (stage === undefined) return lang === "zh" ? "没有可以判定的学校" : "there is no school to judge";
    return lang === "zh"
      ? `${stageWord(stage, lang)}学段没有一所参评学校（请核对学校表是否缺校）`
      : `there is no school to judge at the ${stageWord(stage, lang)} stage (see whether the sheet 学校 lacks schools)`;
  },
};

/** One line of why the county has its verdict. */
export const verdictReasonText = (reason: VerdictReason, lang: Lang): string => REASON_LINES[reason.kind](reason, lang);

const SENTENCE_REASONS = 3;

const because = (verdict: Verdict, reasons: readonly VerdictReason[], lang: Lang): string => {
  const chosen = reasons.filter((reason) => reason.status === verdict);
  const first = chosen.slice(0, SENTENCE_REASONS).map((reason) => verdictReasonText(reason, lang));
  const more = chosen.length - first.length;
  return (
    clauses(first, lang) +
    (more > 0 ? (lang === "zh" ? `；另有 ${more} 个原因` : `; ${counted(more, "more reason", "more reasons")}`) : "")
  );
};

const VERDICT_SENTENCES: Readonly<Record<Verdict, Words>> = {
  pass: { zh: "必须达到的要求全部达到", en: "everything required is met" },
  fail: { zh: "有必须达到的要求未达到", en: "something required falls short" },
  unknown: { zh: "没有发现未达到的要求，但有的无法判定", en: "nothing falls short, but something cannot be concluded" },
};

const PREREQUISITES: Readonly<Record<Prerequisite["id"], Words>> = {
  "basic-balance": { zh: "通过基本均衡认定三年以上", en: "Recognised as basically balanced for three years or more" },
  "basic-balance-held": {
    zh: "基本均衡仍然保持（按本工作簿判定）",
    en: "Basic balance is still held, as judged from this workbook",
  },
  "annual-monitoring": { zh: "年度监测保持较高水平", en: "Annual monitoring stays at a high level" },
};

/** Part of an entry of a comparison that is no finding: a prerequisite's name, or a milestone's year; null for any other. */
export const besidePartText = (own: string, check: string, detail: string, lang: Lang): string | null => {
  if (own === "prerequisite" && Object.hasOwn(PREREQUISITES, check)) {
    return PREREQUISITES[check as Prerequisite["id"]][lang];
  }
  if (check !== "progress") return null;
  return lang === "zh" ? `${detail} 年完成` : `done in ${detail}`;
};

/** What of the prerequisites is not met or not known, as a verdict that is met must say; null where nothing is open. */
const openPrerequisites = (prerequisites: readonly Prerequisite[], lang: Lang): string | null => {
  const names = (status: Verdict): readonly string[] =>
    prerequisites.filter((each) => each.status === status).map(({ id }) => PREREQUISITES[id][lang]);
  const [unmet, unknown] = [names("fail"), names("unknown")];
  const zh = lang === "zh";
  return (
    clauses(
      [
        unmet.length === 0
          ? null
          : `${zh ? "但前置条件未达到" : "but not the prerequisites"}${aside(listed(unmet, lang), lang)}`,
        unknown.length === 0
          ? null
          : `${zh ? "前置条件尚不能判定" : "prerequisites unknown"}${aside(listed(unknown, lang), lang)}`,
      ],
      lang,
    ) || null
  );
};

/** What the report evaluates: the standard's own programme, 优质均衡 where it names none. */
export const reportTitle = ({ standard }: Pick<AuditResult, "standard">, lang: Lang): string =>
  standard.programme === undefined
    ? headingWord("report", lang)
    : lang === "zh"
      ? `${standard.programme.zh}评估`
      : standard.programme.en;

/**
 * 未达标：…。 The verdict and why, in one sentence. Prerequisites never change a verdict; one that is met names those that
 * are open, so that nobody reads it as all that certification asks.
 */
export const verdictSentence = (
  result: Pick<AuditResult, "verdict" | "reasons" | "prerequisites">,
  lang: Lang,
): string => {
  const pass = result.verdict === "pass";
  const why = pass ? "" : because(result.verdict, result.reasons, lang);
  const text = clauses(
    [
      why === "" ? bothWords(VERDICT_SENTENCES[result.verdict], lang) : why,
      pass ? openPrerequisites(result.prerequisites, lang) : null,
    ],
    lang,
  );
  return lang === "zh"
    ? `${statusWord(result.verdict, lang)}：${text}。`
    : `${statusWord(result.verdict, lang).replace(/^./, (letter) => letter.toUpperCase())}: ${text}.`;
};

/** The same of the national standard, where a regional one is chosen; null where none is. */
export const nationalSentence = (result: Pick<AuditResult, "national" | "prerequisites">, lang: Lang): string | null =>
  result.national === null ? null : verdictSentence({ ...result.national, prerequisites: result.prerequisites }, lang);

/** Whether something that is required cannot be concluded, so that nothing short is no proof that all is met. */
export const hasOpen = ({ findings }: Pick<AuditResult, "findings">): boolean =>
  findings.some(({ required, status }) => required && status === "unknown");

/** That no shortfall decides: where something cannot be concluded, only that none is known. */
export const noneDecidingText = (result: Pick<AuditResult, "findings">, lang: Lang): string =>
  headingWord(hasOpen(result) ? "noneKnown" : "noneDeciding", lang);

/** The judged units: schools at a stage. */
export const unitCountText = (units: AuditResult["summary"]["units"], lang: Lang): string =>
  units.pass + units.fail + units.unknown < units.total
    ? lang === "zh"
      ? `学校（按学段计）${units.total}，不逐校判定；不参评 ${units.excluded}`
      : `${counted(units.total, "school", "schools")} (per stage), not judged one by one; ${units.excluded} not counted`
    : lang === "zh"
      ? `学校（按学段计）${units.total}：达标 ${units.pass}，未达标 ${units.fail}，无法判定 ${units.unknown}；不参评 ${units.excluded}`
      : `${counted(units.total, "school", "schools")} (per stage): ${units.pass} met, ${units.fail} short, ${units.unknown} unknown; ${units.excluded} not judged`;

const EXCLUSIONS: Readonly<Record<Exclusion["reason"], (exclusion: Exclusion, lang: Lang) => string>> = {
  type: (exclusion, lang) => {
    const type = exclusion.type === null ? null : typeWord(exclusion.type, lang);
    return lang === "zh"
      ? `${type ?? "该办学类型"}不参加资源配置评估`
      : `a ${type ?? "school of this type"} is not judged for resources`;
  },
  "attached-stage": ({ pupils }, lang) =>
    lang === "zh"
      ? `职业学校不得附设普通小学班、初中班，所填小学、初中学生${pupils === null || pupils === 0 ? "" : ` ${pupils} 人`}没有计入；请核对办学类型`
      : `a vocational school may have no primary or junior classes; ${pupils === null || pupils === 0 ? "the pupils given" : counted(pupils, "pupil", "pupils")} of these stages are not counted. Check its type`,
  "small-teaching-point": (exclusion, lang) =>
    lang === "zh"
      ? `教学点在校生${exclusion.pupils === null ? "" : ` ${exclusion.pupils} 人，`}不足规定人数，不参加资源配置评估`
      : `a teaching point${exclusion.pupils === null ? "" : ` with ${counted(exclusion.pupils, "pupil", "pupils")}`}, too few to be judged for resources`,
  option: (_, lang) =>
    lang === "zh" ? "按所选选项不计入校际差异系数" : "left out of the coefficients by the option chosen",
  "no-pupils": (_, lang) => (lang === "zh" ? "在校生为 0，本学段不参评" : "no pupils, so this stage is not judged"),
  "merged-into-parent": (_, lang) =>
    lang === "zh"
      ? "不计校数，已并入备注所列的学校"
      : "not counted as a school; merged into the one named in its remark",
};

/** Why a school or stage is not judged for resources, with its name before it. */
export const exclusionText = (exclusion: Exclusion, lang: Lang): string => {
  const place =
    exclusion.stage === null
      ? exclusion.school.name
      : exclusion.school.name + aside(stageWord(exclusion.stage, lang), lang);
  return `${place}${lang === "zh" ? "：" : ": "}${exclusionReasonText(exclusion, lang)}`;
};

/** The reason alone. */
export const exclusionReasonText = (exclusion: Exclusion, lang: Lang): string =>
  EXCLUSIONS[exclusion.reason](exclusion, lang);

/** A prerequisite with its status, what the workbook says, and for who looks cells up, where it does. */
export const prerequisiteText = (prerequisite: Prerequisite, speaker: Pick<Speaker, "lang" | "cells">): string => {
  const { lang } = speaker;
  const zh = lang === "zh";
  if (prerequisite.id === "basic-balance-held") {
    return labelled(PREREQUISITES[prerequisite.id][lang], statusWord(prerequisite.status, lang), lang);
  }
  const { cell, dropped, value } = prerequisite;
  const none =
    dropped === true
      ? zh
        ? `没有采用，见数据问题 ${cell}`
        : `not taken, see the data problem at ${cell}`
      : zh
        ? "未填"
        : "blank";
  const found = value === null ? none : String(value);
  return zh
    ? `${PREREQUISITES[prerequisite.id].zh}：${statusWord(prerequisite.status, lang)}（${givenText(prerequisite, found, speaker)}）`
    : `${PREREQUISITES[prerequisite.id].en}: ${statusWord(prerequisite.status, lang)} (${givenText(prerequisite, found, speaker)})`;
};

/** What to do about a prerequisite that is not met: it comes before any gap. */
export const prerequisiteActionText = ({ id }: Prerequisite, lang: Lang): string =>
  labelled(
    PREREQUISITES[id][lang],
    lang === "zh"
      ? "先满足这一前置条件；在此之前不能申报认定"
      : "meet this prerequisite first; before that, the county cannot apply",
    lang,
  );

/** What the workbook gives for a prerequisite; of the recognition, whether it is counted by day or by year. */
const givenText = (
  { id, status, value, cell, dropped }: Prerequisite,
  found: string,
  { lang, cells }: Pick<Speaker, "lang" | "cells">,
): string => {
  const zh = lang === "zh";
  const place = status === "pass" || dropped === true ? "" : cellAside(cell, { lang, cells });
  const { label, labelEn } = QUANTITIES[id === "basic-balance" ? "basicBalanceYear" : "monitoringConclusion"];
  const year = `${zh ? label : labelEn}${place}${zh && value === null && place !== "" ? "" : " "}${found}`;
  if (id !== "basic-balance" || value === null) return year;
  if (typeof value === "number") return `${year}${zh ? "，按年份计" : ", by calendar year"}`;
  return zh
    ? `基本均衡认定日期${place} ${found}，按日计`
    : `Day of the basic-balance recognition${place} ${found}, by day`;
};

type NoticeWords = {
  readonly [C in Notice["code"]]: (notice: Extract<Notice, { code: C }>, speaker: Speaker) => string;
};
const waiverName = (notice: { readonly indicator: string; readonly school: string | null }): string =>
  notice.school === null ? notice.indicator : `${notice.school} ${notice.indicator}`;
const NOTICES: NoticeWords = {
  "standard-expired": (notice, speaker) =>
    speaker.lang === "zh"
      ? `注意：标准 ${notice.standard} 已于 ${notice.expires} 到期，而判定日期是 ${notice.asOf}；请核对是否有新方案`
      : `take care: the standard ${notice.standard} expired on ${notice.expires}, before the as-of date ${notice.asOf}; look for its successor`,
  "waiver-expired": (notice, speaker) =>
    speaker.lang === "zh"
      ? `注意：${waiverName(notice)} 的豁免（批准：${notice.approver}）已于 ${notice.expires} 到期，没有采用`
      : `take care: the waiver of ${waiverName(notice)} (${notice.approver}) expired on ${notice.expires} and was not used`,
  "waiver-not-yet": (notice, speaker) =>
    speaker.lang === "zh"
      ? `注意：${waiverName(notice)} 的豁免（批准：${notice.approver}）自 ${notice.granted} 起才生效，没有采用`
      : `take care: the waiver of ${waiverName(notice)} (${notice.approver}) starts on ${notice.granted} and was not used`,
  "subjects-unlisted": ({ indicator, listed: given, unlisted }, speaker) =>
    speaker.lang === "zh"
      ? `${indicator} 只按质量监测表所列的 ${given.length} 个学科（${listed(given, speaker.lang)}）判定；标准所列学科中没有填：${listed(unlisted, speaker.lang)}。监测过的学科都要列上`
      : `${indicator} rests on the ${counted(given.length, "subject", "subjects")} listed (${subjects(given)}); of those the standard names, not listed: ${subjects(unlisted)}. List every subject that was monitored`,
  "monitoring-year": ({ indicator, subject, year, cell, asOf }, speaker) =>
    speaker.lang === "zh"
      ? `注意：${indicator} ${subject}的监测年份 ${year}${cellAside(cell, speaker)}与判定日期 ${asOf} 不相称，请核对是否填错，或已有更新的监测结果`
      : `take care: ${indicator} ${subjectWord(subject, speaker.lang)} was monitored in ${year}${cellAside(cell, speaker)}, which does not go with the as-of date ${asOf}; see whether it is a slip, or a newer result is there`,
  "attestation-unused": ({ indicator, item, cell, quantities }, speaker) => {
    const { lang } = speaker;
    const columns = quantities.map((key) => quantityLabel(key, null, speaker));
    return lang === "zh"
      ? `注意：佐证 ${item}${cellAside(cell, speaker)}结论是“不符合”，而 ${indicator} 按学校表的“${listed(columns, lang)}”列判定，没有采用佐证；请核对哪个对`
      : `take care: the document of ${item}${cellAside(cell, speaker)} says 不符合, while ${indicator} is judged by the schools' own column (${listed(columns, lang)}) and not by it; see which is right`;
  },
  "special-education-differs": ({ indicator, value, bound, passes, cells }, speaker) => {
    const { lang } = speaker;
    const own = numberText(value, DECIMALS.school, [bound]);
    return lang === "zh"
      ? `注意：${indicator} 按特殊教育学校各行判定；县级数据${cellAside(cells, speaker)}算得生均 ${own} 元，要求 ${operatorSymbol(bound.operator)} ${bound.value} 元，${passes ? "达到" : "达不到"}要求，与各校结论不同，请核对`
      : `take care: ${indicator} is judged by the rows of special schools; the county's own figures${cellAside(cells, speaker)} come to ${own} yuan per pupil, which is ${passes ? "enough" : "not enough"} for ${operatorSymbol(bound.operator)} ${bound.value} and contradicts them; see which is right`;
  },
  "under-later-standard": ({ indicator, least, later, from }, { lang }) =>
    lang === "zh"
      ? `注意：${indicator} 生均 ${numberText(least, DECIMALS.school, [{ operator: ">=", value: later }])} 元，按督导评估办法达标；自 ${from} 起经费标准提高到 ${later} 元，未达到（可用 --relax special-education-${later} 按它判定）`
      : `take care: ${indicator} at ${numberText(least, DECIMALS.school, [{ operator: ">=", value: later }])} yuan per pupil passes by the evaluation's bound; since ${from} the funding standard is ${later} yuan, which it does not reach (--relax special-education-${later} judges by it)`,
  "survey-small": ({ indicator, surveyed, wanted, cell }, speaker) =>
    speaker.lang === "zh"
      ? `注意：${indicator} 满意度调查有效份数 ${surveyed}${cellAside(cell, speaker)}，少于按人口总数计的调查样本 ${wanted}（其中家长占一半）；不影响判定`
      : `take care: ${indicator} rests on ${surveyed} answers${cellAside(cell, speaker)}, fewer than the sample of ${wanted} that the population asks for (half of them parents); no verdict changes by it`,
  "unit-implausible": ({ sheet, cell, quantity, label, perPupil, unit, indicators }, speaker) => {
    const { lang } = speaker;
    const name = quantity === null ? (label ?? "") : quantityLabel(quantity, null, speaker);
    const place = speaker.cells ? placeText({ sheet, cell }) : sheet;
    const figure = formatValue(perPupil, { unit, decimals: null, lang });
    const judged = listed(indicators, lang);
    return lang === "zh"
      ? `注意：${place} ${name}合每名学生 ${figure}，很可能填错了单位${judged === "" ? "" : `；${judged} 的判定可能因此不成立`}，请先核对`
      : `take care: ${place} ${name} comes to ${figure} per pupil, which is probably a wrong unit${judged === "" ? "" : `; what is said of ${judged} may not hold`}. Check it first`;
  },
  "waiver-needless": (notice, speaker) =>
    notice.schoolsShort > 0
      ? speaker.lang === "zh"
        ? `${notice.indicator} 的豁免（至 ${notice.expires}）没有写 school，只管全县的这一项，全县的没有未达标；${notice.schoolsShort} 所学校未达标，不在豁免之内：要豁免学校的，请逐所写明 school`
        : `the waiver of ${notice.indicator} (to ${notice.expires}) names no school and so covers only the county's own finding, which does not fall short; ${counted(notice.schoolsShort, "school falls", "schools fall")} short and ${notice.schoolsShort === 1 ? "is" : "are"} not covered: to waive a school, name it under school`
      : speaker.lang === "zh"
        ? `${waiverName(notice)} 没有未达标之处，其豁免（至 ${notice.expires}）可以撤销`
        : `${waiverName(notice)} does not fall short, so its waiver (to ${notice.expires}) is not needed`,
};
/** What a reader must know of the run before its findings. */
export const noticeText = (notice: Notice, speaker: Speaker): string =>
  (NOTICES[notice.code] as (notice: Notice, speaker: Speaker) => string)(notice, speaker);

/** Names of what a plan is silent on before the rest is only counted: some plans mention a third of the standard. */
const SILENT_NAMED = 5;

/** What a local standard asks less of, or does not mention, by name, in one sentence; null where there is nothing to say. */
export const localText = (local: LocalStanding, lang: Lang): string | null => {
  const nameOf = (each: { readonly code: string; readonly name: Name; readonly check: string | null }): string => {
    const name = indicatorText(each, lang);
    if (each.check === null) return name;
    if (each.check === "dispersion") return lang === "zh" ? `${name}的差异系数` : `the spread of ${name}`;
    return lang === "zh" ? `${name}的一部分` : `a part of ${name}`;
  };
  const looser = [...new Set(local.looser.map(({ indicator }) => indicatorText(indicator, lang)))];
  const silent = [...new Set(local.silent.map(nameOf))];
  const named = listed(silent.slice(0, SILENT_NAMED), lang);
  const many = silent.length > SILENT_NAMED;
  return (
    clauses(
      [
        looser.length === 0
          ? null
          : labelled(
              lang === "zh" ? "本方案要求低于国家的" : "asks less than the national standard of",
              listed(looser, lang),
              lang,
            ),
        silent.length === 0
          ? null
          : lang === "zh"
            ? `没有规定、只按国家标准判定的${many ? `有 ${silent.length} 项` : ""}：${named}${many ? "等" : ""}`
            : `does not mention (judged nationally only)${many ? ` ${silent.length} items` : ""}: ${named}${many ? " and others" : ""}`,
      ],
      lang,
    ) || null
  );
};

/** That a plan says nothing of an item, which the standard that it extends has. */
export const silentText = (
  { code, name }: Pick<Indicator, "code" | "name">,
  plan: Name,
  base: Name,
  lang: Lang,
): string =>
  lang === "zh"
    ? `${plan.zh}没有 ${code} ${name.zh}这一项，${base.zh}有。以下按${base.zh}说明。`
    : `${plan.en}: no such item as ${code} ${name.en}. What follows is what the base has, ${base.en}.`;

/** A milestone: planned against done, cumulative to a year. */
export const milestoneText = (milestone: Milestone, lang: Lang): string => {
  const amount = (value: number | null): string => formatValue(value, { unit: milestone.unit, decimals: null, lang });
  const [planned, done] = [amount(milestone.planned), amount(milestone.done)];
  return lang === "zh"
    ? `${milestone.name.zh}（${milestone.due} 到期）：累计计划 ${planned}，完成 ${done}，${statusWord(milestone.status, lang)}`
    : `${milestone.name.en} (due ${milestone.due}): planned so far ${planned}, done ${done}, ${statusWord(milestone.status, lang)}`;
};

/** A milestone's year as a row: name, year, planned, done, what is done and planned up to it, and how it stands. */
export const milestoneRow = (milestone: Milestone, lang: Lang): readonly string[] => {
  const { unit, name, year, plannedInYear, doneInYear, done, planned, status } = milestone;
  const amount = (value: number | null): string => formatValue(value, { unit, decimals: null, lang });
  const plain = (value: number | null): string => (value === null ? NOTHING : numberText(value, null));
  return [
    name[lang],
    String(year),
    amount(plannedInYear),
    amount(doneInYear),
    `${plain(done)} / ${plain(planned)}`,
    statusWord(status, lang),
  ];
};

const figure = (value: number | string | null): string =>
  value === null ? NOTHING : typeof value === "number" ? numberText(value, null) : value;

/** What the workbook claims beside what follows from its own rows. */
export const reconciliationText = (line: Reconciliation, lang: Lang): string => {
  const zh = lang === "zh";
  const verdict =
    line.agrees === null
      ? zh
        ? "无法核对"
        : "cannot be compared"
      : line.agrees
        ? zh
          ? "一致"
          : "agrees"
        : zh
          ? "不一致"
          : "disagrees";
  const formula =
    line.explainedBy === null
      ? ""
      : line.explainedBy === "unweighted"
        ? zh
          ? "；所填数与不加权公式的结果相同"
          : "; the claim is what the unweighted formula gives"
        : zh
          ? "；所填数与样本公式（除以 n−1）的结果相同"
          : "; the claim is what the sample formula (n−1) gives";
  return zh
    ? `${line.cell} ${line.claim}：填报 ${figure(line.claimed)}，按各校数据计算 ${figure(line.computed)}，${verdict}${formula}`
    : `${line.cell} ${line.claim}: claimed ${figure(line.claimed)}, computed from its rows ${figure(line.computed)}, ${verdict}${formula}`;
};

/** Title of the standard with its date and how well it is attested: what the run was judged by. */
const standardText = (standard: AuditResult["standard"], lang: Lang): string =>
  lang === "zh"
    ? `标准 ${standard.title.zh}（${standard.id}，版本 ${standard.edition}，${lowestGradeText(standard.lowestGrade, lang)}）`
    : `standard ${standard.title.en} (${standard.id}, edition ${standard.edition}, ${lowestGradeText(standard.lowestGrade, lang)})`;

/** The standard by its id and edition: a day beside others, that is not to be taken for the day of judgment. */
export const editionText = ({ id, edition }: { readonly id: string; readonly edition: string }, lang: Lang): string =>
  lang === "zh" ? `${id} 版本 ${edition}` : `${id}, edition ${edition}`;

/** The standard by its id, edition and evidence alone. */
const standardIdText = ({ id, edition, lowestGrade }: AuditResult["standard"], lang: Lang): string =>
  lang === "zh"
    ? `${id}（版本 ${edition}，${lowestGradeText(lowestGrade, lang)}）`
    : `${id} (edition ${edition}, ${lowestGradeText(lowestGrade, lang)})`;
/** A file's name alone, wherever it lies. */
export const bareName = (file: string): string => file.replace(/^.*[/\\]/s, "");

/** The settings file of a run and what it settled: `配置 qe-audit.config.yaml（standard、relax；counties 中的云溪县）`. */
export const configText = ({ file, used, county }: UsedConfig, lang: Lang): string => {
  const zh = lang === "zh";
  const own = county === null ? "" : zh ? `；counties 中的${county}` : `; ${county} under counties`;
  return `${zh ? "配置" : "settings"} ${file}${used.length === 0 && own === "" ? "" : aside(listed(used, lang) + own, lang)}`;
};

const SHORT_DIGEST = 12;

/**
 * The line that lets somebody repeat the run.
 *
 * @param brief without the title of the standard, which stands above.
 */
export const stampText = (
  result: Pick<AuditResult, "standard" | "source" | "tool">,
  lang: Lang,
  brief = false,
): string => {
  const zh = lang === "zh";
  const { source, standard, tool } = result;
  const unknown = zh ? "未知" : "unknown";
  const parts = [
    brief ? standardIdText(standard, lang) : standardText(standard, lang),
    `${zh ? "数据年份" : "data year"} ${source.dataYear ?? unknown}`,
    `${zh ? "基准日" : "as of"} ${standard.asOf}`,
    brief && source.file !== null ? source.file : `${zh ? "文件" : "file"} ${source.file ?? unknown}`,
    `SHA-256 ${source.sha256 === null ? unknown : source.sha256.slice(0, SHORT_DIGEST)}`,
    ...(source.config === null ? [] : [configText(source.config, lang)]),
    `${tool.name} ${tool.version}`,
  ];
  return parts.join(" · ");
};

/** The same on a paper that others read: of the file its name alone, wherever it lies. */
export const paperStampText = (result: Pick<AuditResult, "standard" | "source" | "tool">, lang: Lang): string => {
  const { source } = result;
  const several = source.files.length > 1 ? source.files.map(({ file }) => bareName(file)).join(", ") : null;
  const file = several ?? (source.file === null ? null : bareName(source.file));
  const config = source.config === null ? null : { ...source.config, file: bareName(source.config.file) };
  return stampText({ ...result, source: { ...source, file, config } }, lang);
};

/** County's name as the workbook gives it. */
export const countyText = (result: { readonly source: Pick<AuditResult["source"], "county"> }, lang: Lang): string =>
  result.source.county ?? subjectText({ kind: "county", id: null, code: null, name: null, stage: null }, lang);
