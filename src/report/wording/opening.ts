import { VETOING } from "../../model/parts.ts";
import type { AuditResult, Finding } from "../../model/result.ts";
import { typedName } from "../../typed-name.ts";
import type { OpenCell, OpenCells } from "../open-cells.ts";
import type { Shortfall } from "../shortfalls.ts";
import { indicatorText, reasonText, subjectText, valueText } from "./findings.ts";
import { aside, clauses, counted, type Lang, labelled, listed } from "./language.ts";
import { boundText, floorText } from "./numbers.ts";
import { remedyText, roomName } from "./shortfalls.ts";
import type { Speaker } from "./speaker.ts";
import { quantityLabel, stageWord, statusWord } from "./words.ts";

/** What every report says first: facts, what is open, conditions beside the verdict, and the next command. */

/** What a user types to go on with the audited file; its name only where it needs no quoting. */
export const commandText = (
  { source: { file, files } }: Pick<AuditResult, "source">,
  name: string,
  rest = "",
): string => {
  const shown = files.length > 1 ? files.map((each) => each.file) : file === null ? [] : [file];
  const typed = shown.length > 0 && shown.every((each) => typedName(each) !== null);
  return `qe-audit ${name} ${typed ? shown.join(" ") : "<workbook>"}${rest}`;
};

/**
 * Which command finds what costs the least for everything together, by the standard of the result: as the user named it,
 * where a file holds it; a name that a shell would take apart is left to be put in.
 */
export const planCommandText = (
  result: Pick<AuditResult, "source" | "standard" | "local">,
  lang: Lang,
  standard = result.local === null ? null : result.standard.id,
): string =>
  labelled(
    lang === "zh" ? "合起来最省的做法" : "the least for everything together",
    commandText(result, "plan", standard === null ? "" : ` -s ${typedName(standard) ?? "<standard>"}`),
    lang,
  );

/** The same for who runs no command: what finds it, in words. */
export const planWordsText = (lang: Lang): string =>
  lang === "zh"
    ? "合起来怎样做最省，另由达标方案算出"
    : "what is cheapest for everything together is worked out in a plan of its own";

/** Whom a finding is about, and what: the school at its stage, or the stage of the county. */
const nameOf = ({ subject, indicator, working }: Finding, lang: Lang): string => {
  const { formula } = working;
  // Music and art rooms are asked for one by one, under one indicator.
  const name =
    formula.kind === "rooms" ? `${indicator.code} ${roomName(formula.room, lang)}` : indicatorText(indicator, lang);
  if (subject.kind === "school") return `${subjectText(subject, lang).replace(/(?<![）])$/, " ")}${name}`;
  return subject.stage === null ? name : name + aside(stageWord(subject.stage, lang), lang);
};

/** A fact that decides: whom, what, how much, and how much is asked. Never a cell: it is to be read aloud. */
export const factText = (finding: Finding, speaker: Speaker): string => {
  const { lang } = speaker;
  const { value, bound, reachesFloor } = finding;
  const zh = lang === "zh";
  if (value === null || bound === null) {
    return labelled(nameOf(finding, lang), reasonText(finding, { ...speaker, cells: false }), lang);
  }
  const floor = reachesFloor === false ? floorText(bound, lang) : null;
  const asked =
    floor === null ? `${zh ? "要求" : "asked "}${boundText(bound, lang)}` : `${zh ? "低于 " : "under the "}${floor}`;
  const what = finding.check === "dispersion" ? (zh ? "校际差异系数 " : "spread between schools ") : "";
  return labelled(nameOf(finding, lang), `${what}${valueText(finding, speaker)}${zh ? "，" : ", "}${asked}`, lang);
};

/** What to do where no amount says it: of what vetoes, that nothing else counts before it. */
const unmeasuredText = ({ indicator, value, bound, reason }: Finding, lang: Lang): string => {
  const zh = lang === "zh";
  const vetoes = VETOING.includes(indicator.part);
  const before = vetoes
    ? zh
      ? "；在此之前，补足其他差距也不能通过认定"
      : "; before that, closing other gaps settles nothing"
    : "";
  if (reason.code === "veto-present") {
    return (zh ? "先查实并整改，消除影响" : "establish what happened and put it right first") + before;
  }
  if (value !== null && bound !== null)
    return (zh ? `做到${boundText(bound, lang)}` : `reach ${boundText(bound, lang)}`) + before;
  return (zh ? "整改到符合要求，并附能证明的材料" : "put it right and give the evidence") + before;
};

/** A line that stands for several shortfalls says for how many. */
export const timesText = (text: string, count: number, lang: Lang): string =>
  count === 1 ? text : text + aside(lang === "zh" ? `${count} 处` : `${count} times`, lang);

/** What to do about a fact that decides, under the name of whom it is asked of. */
export const actionOfText = (shortfall: Shortfall, lang: Lang): string => {
  const { finding, must } = shortfall;
  const remedy = remedyText(shortfall, must, lang);
  const { subject } = finding;
  if (remedy === null) return labelled(nameOf(finding, lang), unmeasuredText(finding, lang), lang);
  return labelled(subject.kind === "school" ? subjectText(subject, lang) : nameOf(finding, lang), remedy, lang);
};

/** 另有 3 处：…. */
export const restOfKindsText = (kinds: string, lang: Lang): string =>
  labelled(lang === "zh" ? "另有" : "beside", kinds, lang);

/** S1 or a veto with its status and what it rests on. */
export const conditionText = (finding: Finding, speaker: Speaker): string => {
  const { lang } = speaker;
  const { value, bound } = finding;
  const why =
    value === null || bound === null
      ? reasonText(finding, speaker)
      : `${valueText(finding, speaker)}${lang === "zh" ? "，要求" : ", asked "}${boundText(bound, lang)}`;
  return labelled(indicatorText(finding.indicator, lang), statusWord(finding.status, lang) + aside(why, lang), lang);
};

/** The vetoes that are known not to have happened. */
export const vetoesText = (met: readonly Finding[], lang: Lang): string =>
  lang === "zh"
    ? `一票否决：${met.length} 项填报为没有发生（${listed(
        met.map(({ indicator }) => indicator.code),
        lang,
      )}）`
    : `vetoes: ${met.length} reported as not having happened (${listed(
        met.map(({ indicator }) => indicator.code),
        lang,
      )})`;

/** What cannot be concluded, for how many cells, and how few settle most of it. */
export const openCountText = (open: OpenCells, lang: Lang): string => {
  const zh = lang === "zh";
  const { units, spreads, others, cells, beyondCells, first, settled } = open;
  const all = units + spreads + others;
  const what = listed(
    [
      units === 0 ? null : zh ? `${units} 个校·学段` : counted(units, "school at its stage", "schools at their stages"),
      spreads === 0 ? null : zh ? `${spreads} 个差异系数` : counted(spreads, "spread", "spreads"),
      others === 0 ? null : zh ? `${others} 个其他项目` : counted(others, "other item", "other items"),
    ].filter((each) => each !== null),
    lang,
  );
  const because =
    cells === 0
      ? null
      : zh
        ? `涉及 ${cells} 个空白或待核对的单元格`
        : `for ${counted(cells, "cell that is blank or to be checked", "cells that are blank or to be checked")}`;
  const fill =
    first.length === 0
      ? null
      : settled === all
        ? zh
          ? `补齐其中 ${first.length} 格即可全部判定`
          : `${counted(first.length, "cell settles", "cells settle")} all of it`
        : zh
          ? `先补 ${first.length} 格可判定其中 ${Math.floor((settled / all) * 100)}%`
          : `${counted(first.length, "cell settles", "cells settle")} ${Math.floor((settled / all) * 100)}% of it`;
  const beyond =
    beyondCells === 0
      ? null
      : zh
        ? `${beyondCells} 项要补材料、答复或栏目`
        : `${counted(beyondCells, "waits", "wait")} for documents, answers or columns`;
  return clauses([`${what}${zh ? "无法判定" : " cannot be concluded"}`, because, fill, beyond], lang);
};

/** Addresses of further cells that one line names. */
const MOST_ADDRESSES = 20;

/** Cells beyond those that are told one by one, by their addresses where cells are named. */
export const restOfCellsText = (rest: readonly OpenCell[], { lang, cells }: Speaker): string => {
  const count = lang === "zh" ? `另有 ${rest.length} 格` : `${counted(rest.length, "cell", "cells")} more`;
  if (!cells) return count;
  const addresses = listed(
    rest.slice(0, MOST_ADDRESSES).map(({ cell }) => cell),
    lang,
  );
  return labelled(count, rest.length > MOST_ADDRESSES ? `${addresses} …` : addresses, lang);
};

/** A cell to see to: where, what it is, and how many findings wait for it. */
export const openCellText = ({ cell, finding, settles }: OpenCell, speaker: Speaker): string => {
  const { lang } = speaker;
  const { reason, subject, indicator } = finding;
  const inputs = reason.code === "missing-input" || reason.code === "decided-open" ? reason.inputs : [];
  const input = inputs.find((each) => each.cell === cell);
  const zh = lang === "zh";
  const what =
    input !== undefined
      ? quantityLabel(input.quantity, input.stage, speaker)
      : reason.code === "type-unknown"
        ? zh
          ? "办学类型"
          : "type of school"
        : reason.code === "sponsor-unknown"
          ? zh
            ? "举办者"
            : "sponsor"
          : indicatorText(indicator, lang);
  const whose = subject.kind === "school" ? `${subject.name} ` : "";
  const place = speaker.cells ? `${cell} ` : "";
  const waits = zh ? `${settles} 项判定要用` : counted(settles, "finding waits for it", "findings wait for it");
  return `${place}${whose}${what}${aside(waits, lang)}`;
};
