import type { CollectedDifference, CollectedSchool, Collection, DifferenceKind, Stated } from "../model/collection.ts";
import type { StandardDocument } from "../model/standard.ts";
import { rowsOf } from "./document.ts";
import type { RenderOptions } from "./reporter.ts";
import { problemsWithShortNames } from "./terminal/names.ts";
import { newPage, type Page } from "./terminal/page.ts";
import { type Lang, listed, type Words } from "./wording/language.ts";
import { moreText, problemLines, standardSpeaker } from "./wording.ts";

/** What a run of `collect` came to, with the files that could not be read. */
export interface CollectionAccount extends Collection {
  /** The county workbook. */
  readonly file: string;
  /** `reason` is a sentence that names the file. */
  readonly unreadable: readonly { readonly file: string; readonly reason: Words }[];
}

/** Rows of a long list; the county workbook's 来源 sheet has every figure. */
const ROWS = 20;

const HEADINGS: Readonly<
  Record<DifferenceKind | "missing" | "rejected" | "unreadable" | "problems" | "twice" | "others", Words>
> = {
  missing: { zh: "还没有交的学校", en: "Schools that have not replied" },
  rejected: {
    zh: "交了而没有采用的学校（原因见“另外”）",
    en: "Schools of whose returns nothing was taken (why: see Besides)",
  },
  unreadable: { zh: "读不了的文件", en: "Files that cannot be read" },
  replies: {
    zh: "同一所学校的几份回表互相矛盾，或一份里前后矛盾",
    en: "Replies of one school that contradict each other, or themselves",
  },
  hand: {
    zh: "工作簿里手工改过、与回表不同的数（保留手工的）",
    en: "Figures changed by hand in the workbook, which stay",
  },
  roster: { zh: "与名单不同（以名单为准）", en: "What the roster says otherwise, and counts" },
  name: { zh: "代码相同、校名不同", en: "One code, different names" },
  kept: {
    zh: "这次的回表里没有这一项，保留以前的数",
    en: "Items that the returns have no more; the figures of before stay",
  },
  cleared: { zh: "手工清空过、又按回表填上的数", en: "Figures that had been emptied by hand and were put back" },
  problems: { zh: "回表中的错误", en: "What is wrong in whose return" },
  twice: { zh: "交了不止一份的学校", en: "Schools that replied more than once" },
  others: { zh: "另外", en: "Besides" },
};

const schoolText = ({ code, name }: CollectedSchool, lang: Lang): string => {
  if (code === null) return name;
  return lang === "zh" ? `${name}（${code}）` : `${name} (${code})`;
};

const statedText = ({ file, cell, value }: Stated, { place }: CollectedDifference, lang: Lang): string => {
  const where = file === null ? (place ?? "") : [file, cell].filter((part) => part !== null).join(" ");
  return lang === "zh" ? `${where} 为 ${value}` : `${where} says ${value}`;
};

const takenText = ({ kind, taken, undated }: CollectedDifference, lang: Lang): string => {
  if (kind !== "replies") return "";
  if (taken !== null) return lang === "zh" ? `；采用 ${taken}` : `; ${taken} was taken`;
  if (!undated) return "";
  return lang === "zh" ? "；文件里的保存时间相同或没有，分不出哪份最新" : "; the files do not say which was saved last";
};

const differenceText = (difference: CollectedDifference, lang: Lang): string => {
  const stated = difference.stated.map((each) => statedText(each, difference, lang));
  const said = lang === "zh" ? stated.join("，") : stated.join(", ");
  const colon = lang === "zh" ? "：" : ": ";
  return `${difference.item[lang]}${colon}${said}${takenText(difference, lang)}`;
};

/** What is to be done about replies that contradict each other; null where each was decided by the one saved last. */
const adviceOnReplies = (differences: readonly CollectedDifference[]): Words | null => {
  const open = differences.filter(({ taken }) => taken === null);
  if (open.length === 0) return null;
  const mayBeNewest = open.some(({ undated, byName }) => !undated && !byName);
  const mayBeTwo = open.some(({ byName }) => byName);
  return {
    zh: [
      "打 ✗ 的没有采用。选一个：移走不对的那份，或在工作簿里填上对的数",
      mayBeNewest ? "，或加 --prefer newest 采用最后保存的" : "",
      mayBeTwo ? "。只按校名对上的，若是两所同名学校，请在各自的表中填学校标识码" : "",
    ].join(""),
    en: [
      "Those with ✗ were not taken. Choose one: move the wrong file away, or enter the right figure in the workbook",
      mayBeNewest ? ", or add --prefer newest for the one saved last" : "",
      mayBeTwo
        ? ". Where only names were joined and these are two schools of one name, enter each one's school code (学校标识码) in its form"
        : "",
    ].join(""),
  };
};

/** What is to be done about other differences of a kind; null where nothing need be. */
const ADVICE: Readonly<Record<Exclude<DifferenceKind, "replies">, Words | null>> = {
  hand: {
    zh: "要改用回表的数，请清空工作簿里的那一格再汇总",
    en: "To take the returned figure, empty the cell in the workbook and collect again",
  },
  roster: null,
  name: {
    zh: "请核对代码是否填错：可能是两所学校",
    en: "Check whether a code is wrong: these may be two schools",
  },
  kept: {
    zh: "请学校补上这一项；不要这个数的，请清空工作簿里的那一格",
    en: "Have the school return the item; or empty the cell in the workbook to drop the figure",
  },
  cleared: null,
};

const UNPLACED: Readonly<Record<Collection["unplaced"][number]["why"], (name: string, other: string | null) => Words>> =
  {
    unnamed: () => ({
      zh: "没有校名和代码，不知道是哪所学校的",
      en: "it has neither name nor code, so nobody knows whose it is",
    }),
    ambiguous: (name) => ({
      zh: `叫“${name}”的学校不止一所，请填学校标识码`,
      en: `several schools are called "${name}"; it needs its code`,
    }),
    "row-joined": (name) => ({
      zh: `工作簿里已有“${name}”一行，但它不是单独的学校（如附设班并入主校），没有改动`,
      en: `the workbook has a row for "${name}" that is no school of its own (an attached class that joins its parent, say), and it was left alone`,
    }),
    empty: () => ({ zh: "这份表还没有填", en: "this form is still empty" }),
    "other-year": (text, year) =>
      year === null
        ? {
            zh: `“${text}”所写的年份与别的回表不同，写了年份的都没有采用：请在工作簿的“县情”填数据年份，并请学校改正`,
            en: `"${text}" names another year than other returns do, and none of those that name one was taken: enter 数据年份 (data year) on 县情 of the workbook, and have the schools correct theirs`,
          }
        : {
            zh: `“${text}”不是 ${year} 年（县情的数据年份）的数，整份没有采用：请学校重填，或改正年份`,
            en: `"${text}" is not of ${year}, the county's 数据年份 (data year), and nothing of the file was taken: have the school fill it in anew, or correct the year`,
          },
    "two-types": (name) => ({
      zh: `几份回表都叫“${name}”，没有各自的学校标识码，而办学类型不同：都没有采用。若是两所同名学校，请在各自的表中填学校标识码`,
      en: `several returns are called "${name}", have not each a code, and differ in type: none was taken. If these are two schools of one name, enter each one's school code (学校标识码) in its form`,
    }),
    "code-of-other": (name, other) => ({
      zh: `校名是“${name}”，代码却是“${other}”的，没有采用`,
      en: `its name is "${name}" and its code that of "${other}", so it was not taken`,
    }),
  };

const headline = (account: CollectionAccount, lang: Lang): string => {
  const { returns, schools, replied, hasRoster, notListed, missing, rejected, withoutReturn, changed } = account;
  const absent = missing.length - rejected.length;
  const besides = notListed.length;
  const byHand = withoutReturn.length;
  if (lang === "zh") {
    const due =
      hasRoster || missing.length > 0
        ? `${schools} 所学校${besides > 0 ? `（${besides} 所不在名单上）` : ""}中 ${replied} 所已交，${rejected.length > 0 ? `${rejected.length} 所交了而没有采用，` : ""}${absent} 所未交`
        : `${replied} 所学校已交`;
    const others = byHand > 0 ? `，${byHand} 所没有回表、工作簿里已有数` : "";
    return `读了 ${returns} 份回表：${due}${others}；改动 ${changed} 格`;
  }
  const due =
    hasRoster || missing.length > 0
      ? `${replied} of ${schools} schools${besides > 0 ? ` (${besides} not on the roster)` : ""} have replied, ${rejected.length > 0 ? `${rejected.length} with returns that were not taken, ` : ""}${absent} have not`
      : `${replied} ${replied === 1 ? "school has" : "schools have"} replied`;
  const others = byHand > 0 ? `, ${byHand} without a return ${byHand === 1 ? "has" : "have"} figures already` : "";
  return `${returns} ${returns === 1 ? "return" : "returns"} read: ${due}${others}; ${changed} ${changed === 1 ? "cell" : "cells"} changed`;
};

const LIST_NAMES = { rooms: "专用教室", classes: "班级" } as const;

const sameSchool = (left: CollectedSchool, right: CollectedSchool): boolean =>
  left.code === right.code && left.name === right.name;

/** Of the schools without figures those that sent nothing, or a form that nobody filled in. */
const notSent = ({ missing, rejected }: Pick<Collection, "missing" | "rejected">): readonly CollectedSchool[] =>
  missing.filter((school) => rejected.every((each) => !sameSchool(each, school)));

const missingText = (school: CollectedSchool, { unfilled }: Pick<Collection, "unfilled">, lang: Lang): string => {
  const name = schoolText(school, lang);
  const own = unfilled.find((each) => sameSchool(each, school));
  if (own === undefined) return name;
  const files = listed(own.files, lang);
  return lang === "zh" ? `${name}：交了还没有填的表 ${files}` : `${name}: sent its form back unfilled, ${files}`;
};

/** Things that are told in a line each. */
const remarks = (account: CollectionAccount, lang: Lang): string[] => {
  const {
    hasRoster,
    notListed,
    withoutReturn,
    namesakes,
    filesGone,
    unplaced,
    withoutColumn,
    listsCarried,
    lists,
    formulas,
  } = account;
  const told = new Set(account.unfilled.flatMap(({ files }) => files));
  const others = unplaced.filter(({ file, why }) => why !== "empty" || !told.has(file));
  const lines: Words[] = others.map(({ file, cell, name, why, other }) => {
    const { zh, en } = UNPLACED[why](name, other);
    return { zh: `${file} ${cell}：${zh}`, en: `${file} ${cell}: ${en}` };
  });
  for (const school of notListed) {
    const { files, place } = school;
    lines.push(
      files.length > 0
        ? {
            zh: `${schoolText(school, "zh")}不在名单上，已收入：${files.join("、")}`,
            en: `${schoolText(school, "en")} is not on the roster and was taken in: ${files.join(", ")}`,
          }
        : {
            zh: `${place} 的${schoolText(school, "zh")}不在名单上，也没有能用的回表，这一行原样保留：该有的请补进名单，不该有的请删去这一行`,
            en: `${schoolText(school, "en")} in ${place} is not on the roster and has no usable return; its row was left as it is: add the school to the roster, or delete the row`,
          },
    );
  }
  const unlisted = new Set(notListed.map(({ code, name }) => `${code} ${name}`));
  for (const school of withoutReturn) {
    if (unlisted.has(`${school.code} ${school.name}`)) continue;
    lines.push({
      zh: `${schoolText(school, "zh")}没有回表，数是有人填进工作簿的，原样保留`,
      en: `${schoolText(school, "en")} has no return; its figures were written into the workbook by somebody and were left as they are`,
    });
  }
  for (const school of namesakes) {
    const { place, others } = school;
    const codes = (none: string): string[] => others.map((code) => code ?? none);
    lines.push({
      zh: `${place} 的${schoolText(school, "zh")}没有回表，而另有同名的一所（${codes("无代码").join("、")}）：如果是同一所学校，它就算了两次；请在名单、填报表和工作簿里用同一个代码，并删去多出的一行`,
      en: `${schoolText(school, "en")} in ${place} has no return, and another has its name (${codes("no code").join(", ")}): if they are one school, it is there twice; use one code in roster, forms and workbook, and delete the row that is too many`,
    });
  }
  for (const school of filesGone) {
    lines.push({
      zh: `${schoolText(school, "zh")}的数来自 ${school.files.join("、")}，这次没有读到（文件不在、读不了或空白），原来的数保留：请放回文件，或清空这一行`,
      en: `the figures of ${schoolText(school, "en")} came from ${school.files.join(", ")}, and were not read this time (the file is gone, unreadable or empty); they stay: put the file back, or empty the row`,
    });
  }
  for (const { item, schools } of withoutColumn) {
    lines.push({
      zh: `工作簿没有“${item.zh}”一列，${schools} 所学校填了的没有收入`,
      en: `the workbook has no column for ${item.en} (${item.zh}), which ${schools} ${schools === 1 ? "school" : "schools"} filled in`,
    });
  }
  for (const { name, file, list: kind, lines: count } of listsCarried) {
    lines.push({
      zh: `${name}的${LIST_NAMES[kind]}清单 ${count} 行已收入“${LIST_NAMES[kind]}”表：${file}`,
      en: `${count} ${count === 1 ? "line" : "lines"} of ${name} were put on the sheet ${LIST_NAMES[kind]}: ${file}`,
    });
  }
  if (lists.length > 0) {
    lines.push({
      zh: `这些文件里的班级、专用教室清单没有收入：工作簿里该校已有不同的清单，或没有这张表，或几份回表不同。要用回表的，先删去工作簿里该校的各行再汇总：${lists.join("、")}`,
      en: `lists of classes or rooms of these files were not taken: the workbook has another list of the school or no such sheet, or the replies differ. To take them, delete the school's lines in the workbook and collect again: ${lists.join(", ")}`,
    });
  }
  if (formulas > 0 && account.changed > 0) {
    lines.push({
      zh: `工作簿里有 ${formulas} 格公式，保存的结果可能是以前的：请在 Excel 或 WPS 中打开并保存一次，再检查（qe-audit check）`,
      en: `the workbook has ${formulas} ${formulas === 1 ? "formula" : "formulas"}, whose saved results may be of before: open and save it once in Excel or WPS before it is checked (qe-audit check)`,
    });
  }
  if (!hasRoster) {
    lines.push({
      zh: "没有给出名单（--roster），从没交过的学校无从得知",
      en: "without a roster (--roster) a school that never replied is not missed",
    });
  }
  return lines.map((line) => line[lang]);
};

/**
 * The account of a collection for a terminal: who has not replied, which replies differ, what is wrong in whose return.
 * Ends with a line feed.
 */
export const renderCollection = (
  account: CollectionAccount,
  standard: Pick<StandardDocument, "local" | "indicators">,
  options: RenderOptions,
): string => {
  const { lang } = options;
  const page: Page = newPage(options);
  const most = rowsOf(options.limitRows, ROWS);
  const list = <T>(heading: Words, rows: readonly T[], show: (row: T) => void, advice: Words | null = null): void => {
    if (rows.length === 0) return;
    page.section(heading[lang]);
    for (const row of rows.slice(0, most)) show(row);
    if (rows.length > most) page.text(moreText(rows.length - most, "--all", lang), { paint: page.paints.faint });
    if (advice !== null) page.text(advice[lang], { paint: page.paints.faint });
  };
  const wrong = { text: "✗", paint: page.paints.error };
  const open = { text: "?", paint: page.paints.warning };

  page.text(headline(account, lang), { paint: page.paints.strong });
  list(HEADINGS.missing, notSent(account), (school) => page.item(open, missingText(school, account, lang)));
  list(HEADINGS.rejected, account.rejected, (school) =>
    page.item(open, `${schoolText(school, lang)} ${listed(school.files, lang)}`),
  );
  list(HEADINGS.unreadable, account.unreadable, ({ reason }) => page.item(wrong, reason[lang]));
  for (const kind of ["replies", "hand", "roster", "name", "kept", "cleared"] as const) {
    let before: string | null = null;
    const own = account.differences.filter((each) => each.kind === kind);
    list(
      HEADINGS[kind],
      own,
      (difference) => {
        const school = schoolText(difference.school, lang);
        if (school !== before) page.text(school);
        before = school;
        const mark =
          kind === "cleared" ? { text: "·" } : kind === "replies" && difference.taken === null ? wrong : open;
        page.item(mark, differenceText(difference, lang), { indent: 2 });
      },
      kind === "replies" ? adviceOnReplies(own) : ADVICE[kind],
    );
  }
  const speaker = standardSpeaker(standard, lang);
  const lines = account.problems.flatMap(({ file, problems }) =>
    problemLines(problemsWithShortNames(problems.filter(({ severity }) => severity === "error")), speaker).map(
      (sentence) => ({ file, sentence }),
    ),
  );
  let file: string | null = null;
  list(HEADINGS.problems, lines, (line) => {
    if (line.file !== file) page.text(line.file);
    file = line.file;
    page.item(wrong, line.sentence, { indent: 2 });
  });
  list(
    HEADINGS.twice,
    account.twice.filter(({ differing }) => differing === 0),
    (school) => page.item({ text: "·" }, `${schoolText(school, lang)} ${listed(school.files, lang)}`),
    { zh: "各份一致，或填的是不同的项目", en: "They agree, or are about different figures" },
  );
  list(HEADINGS.others, remarks(account, lang), (line) => page.item({ text: "!", paint: page.paints.warning }, line));
  if (account.returns > 0) {
    page.blank();
    const { file: county } = account;
    if (lines.length > 0) {
      page.text(
        lang === "zh"
          ? `退给学校改：qe-audit validate ${county} --one-per-school 退回，每校一份、标出问题；改好交回后再汇总`
          : `To have schools correct theirs: qe-audit validate ${county} --one-per-school returned, a form each with its problems marked; collect again when they are back`,
      );
    }
    page.text(
      lang === "zh"
        ? `下一步：在 ${county} 里“县情”“县级指标”等县里自己的表都填好以后，运行 qe-audit check ${county}`
        : `Next: once the county's own sheets of ${county} are filled in (县情, 县级指标 and the others), run qe-audit check ${county}`,
    );
  }
  return page.toString();
};
