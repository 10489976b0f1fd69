/** How a row of a ledger stands by an audit: open, overdue, closed and so on, and why. */
import { LANGS, type Lang, type Words } from "../language.ts";
import type { LedgerState } from "../model/ledger.ts";
import type { AuditResult, Finding } from "../model/result.ts";
import { exclusionReasonText, NOTHING, reasonText, requirementText, speakerOf, valueText } from "../report/wording.ts";
import type { LedgerBook, LedgerRow } from "./ledger-book.ts";
import type { findingFinder } from "./ledger-findings.ts";

const words = (make: (lang: Lang) => string): Words => {
  const [zh, en] = LANGS.map(make);
  return { zh: zh!, en: en! };
};

/** Schools that only the order of their rows tells apart, so that nothing of theirs can be closed. By id. */
const indistinctIn = ({ county }: AuditResult): ReadonlySet<string> => {
  const count = new Map<string, number>();
  for (const { code, name } of county.schools) if (code === null) count.set(name, (count.get(name) ?? 0) + 1);
  return new Set(county.schools.flatMap(({ id, code, name }) => (code === null && count.get(name)! > 1 ? [id] : [])));
};

/** What a row comes to by an audit. */
interface Standing {
  readonly state: LedgerState;
  readonly remark: Words | null;
}

export const joinRemarks = (parts: readonly (Words | null)[]): Words | null => {
  const said = parts.filter((part) => part !== null);
  return said.length === 0
    ? null
    : { zh: said.map(({ zh }) => zh).join("；"), en: said.map(({ en }) => en).join("; ") };
};

export const pastDue = (due: string | null, asOf: string): Words | null =>
  due !== null && due < asOf ? { zh: `完成时限 ${due} 已过`, en: `was due on ${due}` } : null;

export const closedBefore = (day: string): Words => ({
  zh: `${day} 销号后又未达标`,
  en: `closed on ${day}, short again`,
});

export const waivedRemark = ({ waived }: Finding): Words | null =>
  waived === null ? null : { zh: "已豁免，仍计未达标", en: "waived, and short all the same" };

/** What the run is by which rows are judged. */
interface JudgedBy {
  /** The audited workbook, as a remark names it. */
  readonly workbook: string;
  /** Ids of the indicators of the standard. */
  readonly indicators: ReadonlySet<string>;
  readonly find: ReturnType<typeof findingFinder>;
  /** Another standard than the last run's. */
  readonly isOther: boolean;
  /** The same workbook once more: what it found new is new still. */
  readonly again: boolean;
}

/** How each row of a ledger stands by an audit, with the finding that shows it; null where none does. */
export const standings = (
  book: LedgerBook,
  result: AuditResult,
  { workbook, indicators, find, isOther, again }: JudgedBy,
): ((row: LedgerRow) => Standing & { readonly finding: Finding | null }) => {
  const { asOf, title } = result.standard;
  const speakers = { zh: speakerOf(result, "zh"), en: speakerOf(result, "en") };
  const indistinct = indistinctIn(result);
  const exclusions = new Map(result.excluded.map((each) => [each.school.id, each]));
  /** What another standard than the last run's closes says so. */
  const byOther = isOther ? { zh: `按“${title.zh}”`, en: ` by "${title.en}"` } : { zh: "", en: "" };
  return (row) => {
    const { finding, school } = find(row);
    const closedOn = book.closedOn.get(row.id);
    const held = row.state === "closed" && closedOn !== undefined;
    if (finding?.status === "fail") {
      const back = closedOn === undefined ? null : closedBefore(closedOn);
      const late = pastDue(row.due, asOf);
      const state = late !== null ? "overdue" : back !== null ? "back" : again && row.state === "new" ? "new" : "open";
      return { state, remark: joinRemarks([late, back, waivedRemark(finding)]), finding };
    }
    // What was closed stays so until the workbook shows that it falls short again.
    if (held) return { state: "closed", remark: null, finding: null };
    if (school === undefined) {
      const name = row.school === "" ? row.id : row.school;
      const remark = {
        zh: `${workbook} 中没有“${name}”：请核对是撤并、更名还是漏填`,
        en: `${workbook} has no "${name}": see whether it was merged, renamed or left out`,
      };
      return { state: "gone", remark, finding: null };
    }
    if (finding === null && !indicators.has(row.id.slice(0, row.id.indexOf("/")))) {
      const remark = {
        zh: `本次的标准“${title.zh}”没有这一项，没有判定`,
        en: `"${title.en}", the standard of this run, does not have it, so it was not judged`,
      };
      return { state: "apart", remark, finding: null };
    }
    if (finding === null) {
      const exclusion = school === null ? undefined : exclusions.get(school);
      const why = words((lang) => (exclusion === undefined ? "" : exclusionReasonText(exclusion, lang)));
      const remark = {
        zh: `${workbook} 按本次标准没有判定这一项${why.zh === "" ? "" : `：${why.zh}`}`,
        en: `not judged of ${workbook} by this standard${why.en === "" ? "" : `: ${why.en}`}`,
      };
      return { state: "missing", remark, finding: null };
    }
    if (finding.status === "unknown") {
      return { state: "missing", remark: words((lang) => reasonText(finding, speakers[lang])), finding };
    }
    if (school !== null && indistinct.has(school)) {
      const remark = {
        zh: "几所学校同名又没有学校标识码，分不清是哪一所，不销号",
        en: "several schools have this name and no code, so it is not closed",
      };
      return { state: "missing", remark, finding: null };
    }
    // What is asked by another standard shows nothing of what was asked by the row's own.
    const asked = row.texts.get(book.open.columns.get("要求") ?? 0) ?? "";
    if ((isOther || row.state === "apart") && requirementText(finding, "zh") !== asked) {
      const remark = {
        zh: `本次的标准“${title.zh}”要求不同，不据此销号`,
        en: `"${title.en}", the standard of this run, asks otherwise, so it closes nothing`,
      };
      return { state: "apart", remark, finding: null };
    }
    const value = words((lang) => valueText(finding, speakers[lang]));
    const remark =
      finding.status === "pass"
        ? {
            zh: `${workbook} ${byOther.zh}已达标${value.zh === NOTHING ? "" : `，现值 ${value.zh}`}`,
            en: `met in ${workbook}${byOther.en}${value.en === NOTHING ? "" : `, now ${value.en}`}`,
          }
        : {
            zh: `${workbook} 不再适用：${reasonText(finding, speakers.zh)}`,
            en: `no longer asked in ${workbook}: ${reasonText(finding, speakers.en)}`,
          };
    return { state: "closed", remark, finding };
  };
};
