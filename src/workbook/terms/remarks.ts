/** What titles, captions and remarks say of figures: that they are a target, an estimate, another year's or another place's. */
import { addTo, groupBy } from "../../groups.ts";
import { cleanText, matchKey } from "../text.ts";
import { LEAVES_OUT, TAKES_IN, WORDS } from "./words.ts";
import { withoutDates, yearsNamed } from "./years.ts";

/**
 * What a word of a title or a remark says.
 * - `target`, `estimate`, `example`, `design`: the figure is one of these and not what there is.
 * - `previous`: it is the year before's. `elsewhere`: it is another place's.
 * - `period`: it is of a month or a term and not of the year.
 * - `average`: at the end of a title, that its figures are means. `pending`: nobody has found it out yet.
 * - `ahead`: that what follows is still to come; `act`: how a figure is reached; `done`: that it was.
 * - `filler`: nothing, in a remark; `form`: nothing, at the end of a title.
 */
export type Remark =
  | "target"
  | "estimate"
  | "example"
  | "design"
  | "previous"
  | "elsewhere"
  | "period"
  | "average"
  | "pending"
  | "ahead"
  | "act"
  | "done"
  | "filler"
  | "form";

/** Separated by spaces. */
export const REMARKS: readonly { readonly says: Remark; readonly words: string }[] = [
  {
    says: "target",
    words:
      "目标 规划 计划 规划目标 发展目标 规划任务 应达 应达到 拟达到 拟新增 拟 期望 参考值 参照值 标准值 达标值 预算数 预算值 年初预算 年初预算数",
  },
  {
    says: "estimate",
    words:
      "估算 估计 预估 预计 预测 推算 推测 匡算 暂估 粗估 大约 约 初步 临时数 临时数据 暂定 模拟 测算 推演 假设 假定 虚拟 虚构",
  },
  { says: "example", words: "示例 举例 样例 范例" },
  { says: "design", words: "设计 设计规模 设计能力 核定规模 规划规模" },
  {
    says: "previous",
    words: WORDS.flatMap(({ says, words }) => (says === "previousYear" ? [words] : []))
      .concat("上轮 上一轮 上次 上期 前年 往年 历年 以前年度")
      .join(" "),
  },
  {
    says: "elsewhere",
    words: ["全国", "全省", "全市", "省", "市", "本省", "本市", "省级", "市级", "全州", "全自治区"]
      .flatMap((place) => ["平均", "均值", "平均水平", "平均数", "平均值", "均"].map((mean) => place + mean))
      .concat("全国 全省 本省 邻县 邻区 邻市 外县 外省 外市 邻近县 兄弟县 周边县".split(" "))
      .join(" "),
  },
  {
    says: "period",
    words: "每月 月均 月平均 月度 按月 每学期 学期均 按学期 每季度 日均 每日 每天",
  },
  { says: "average", words: "平均 平均数 平均值 平均水平 均值" },
  {
    says: "pending",
    words:
      "待核 待核实 待核定 待核查 待定 待查 待更新 待补 待补充 待统计 待报 待上报 待确认 待公布 待批复 待审批 待下达 待拨付 待到位 待落实 待执行 待兑现 待发放 未统计 未核实 未上报 未公布 未更新 未完成统计 未完成核实 统计中 核实中 暂缺 未经核实 未经审核 未经审定 未经核定 未审核 未审定 未核定 未复核 待审核 待审定 待审计 待复核",
  },
  { says: "ahead", words: "拟 拟于 将 将于 待 力争 争取 尚未 还未 未 没有" },
  {
    says: "act",
    words:
      "达到 达标 实现 完成 落实 落实到位 投入 到位 执行 实施 安排 发放 兑现 拨付 拨付到位 下达 新增 增加 招聘 补充 配备 配齐 建成 启用 解决 补足 补齐 足额 认定 评定 公布 通过 验收 批复",
  },
  { says: "done", words: "已 已经 均已 按计划 按照计划 按规划 提前 如期 按期 按时" },
  {
    says: "filler",
    words:
      "计划内 规划内 数 值 数值 数据 数字 填报 填写 填 填列 统计 统计数 计算 上报 报 用 暂 暂用 暂按 暂以 采用 使用 沿用 参照 参考 借用 引用 按 按照 以 据 根据 依据 为 系 是 即 此 该 本 此为 此数 此处 该数 均 均为 全部 全部为 仅 供 只 尚 仍 还 现 目前 今年 本年 本年度 正在 正 年 年度 前 后 底 末 起 内 本表 表中 表内 以上 以下 上述 所列 结果 监测 监测结果",
  },
  {
    says: "form",
    words:
      "表 数 值 数值 数据 数字 统计 汇总 一览 填报 明细 登记 指标 水平 任务 结果 清单 材料 事项 佐证 佐证材料 一票否决 质量监测 县情 专用教室",
  },
];

/** Every word by its key. */
const KEYS: readonly { readonly key: string; readonly says: Remark }[] = REMARKS.flatMap(({ says, words }) =>
  words.split(" ").map((word) => ({ key: matchKey(word), says })),
);
const KEYS_BY_KIND = groupBy(KEYS, ({ says }) => says);

/** The words of these kinds, the longest first. */
const keysOf = (...kinds: readonly Remark[]): readonly string[] =>
  kinds
    .flatMap((kind) => KEYS_BY_KIND.get(kind) ?? [])
    .map(({ key }) => key)
    .sort((a, b) => b.length - a.length);

const OF_A_REMARK: ReadonlySet<Remark> = new Set([
  ...(["target", "estimate", "example", "design", "previous", "elsewhere", "period", "pending"] as const),
  ...(["ahead", "act", "done", "filler"] as const),
]);

/** The words of a remark by their first letter, the longest first. */
const BY_FIRST: ReadonlyMap<string, readonly { readonly key: string; readonly says: Remark }[]> = (() => {
  const byFirst = new Map<string, { key: string; says: Remark }[]>();
  for (const word of KEYS) {
    if (OF_A_REMARK.has(word.says)) addTo(byFirst, word.key.charAt(0), word);
  }
  for (const words of byFirst.values()) words.sort((a, b) => b.key.length - a.key.length);
  return byFirst;
})();

/** Why a figure is not used: it is something else, or another year's. */
export type OtherFigure = "other-meaning" | "other-year";

/** Longer clauses are sentences, which may mention anything. */
const LONGEST_CLAUSE = 16;
const LONGEST_REMARK = 200;
const CLAUSES = /[\s,;。、:()[\]【】〔〕《》“”"/—–-]+/;

/** What the words of a clause say, where it is of words of the table end to end; null where a letter is left over. */
const wordsOf = (key: string): readonly Remark[] | null => {
  const dead = new Set<number>();
  const from = (at: number): Remark[] | null => {
    if (at === key.length) return [];
    if (dead.has(at)) return null;
    for (const { key: word, says } of BY_FIRST.get(key.charAt(at)) ?? []) {
      const rest = key.startsWith(word, at) ? from(at + word.length) : null;
      if (rest !== null) return [says, ...rest];
    }
    dead.add(at);
    return null;
  };
  return from(0);
};

/** What a clause says of the figure beside it: the first of its words that says anything. Null where a letter is left over. */
const saidBy = (key: string, ofOne: boolean): Remark | null => {
  const said = wordsOf(key);
  if (said === null || said.includes("done") || (!ofOne && said.includes("act"))) return null;
  const first = said.find((says) => says !== "filler" && says !== "act" && says !== "ahead");
  // 将 alone says nothing; 拟投入 is a plan.
  return first ?? (said.includes("act") ? (said.includes("ahead") ? "target" : null) : "filler");
};

/** What may be done after the year of a figure and leaves it as it is. */
const REPORTS = /填报|填写|上报|填列|统计|核实|审核|核定|公布|印发|发布|提供|出具|盖章|^原/;

/**
 * Whether a clause beside a figure says that it is to be reached in a year after the workbook's: 2026年底前达到, 已列入2026年
 * 预算. Who reported it then (2026年1月填报) says nothing, nor does one with another figure (2026年达100%).
 */
const isAhead = (clause: string, rest: string, years: readonly number[]): boolean =>
  !/\d/.test(rest) && matchKey(rest) !== "" && !REPORTS.test(clause) && isLater(clause, years);

/** Whether a text names years after the workbook's alone. */
const isLater = (text: string, years: readonly number[]): boolean => {
  const named = years.length === 0 ? [] : yearsNamed(text);
  return named.length > 0 && named.every((year) => year > Math.max(...years));
};

/** How something is paid, which is no mean of it, beside what the figure is of: 按月发放，为全年合计. */
const IS_PAID = /^按|[发放拨付支]$/;
const OF_THE_WHOLE_YEAR =
  /全年|年度?(?:合计|累计|总额|总数|总收入|总量)|按年(?:度|计|统计|填报|汇总|折算)|折(?:算|合)?[为成]?(?:全年|年)|[×x*乘]\s*12|12个月/;

/**
 * What a remark beside a figure says that it is, where a clause of it says nothing else: 目标值, 暂用上年数, 待核实, 拟投入, 2023年
 * 数据. A clause that says more (较上年增长5%, 目标值 90000 元) only compares. Null where none does.
 *
 * @param years the workbook's; empty where they are not known.
 * @param ofOne whether it stands beside one figure, which is what it says is to be reached, or done.
 */
export const otherByRemark = (text: string, years: readonly number[], ofOne = false): OtherFigure | null => {
  if (text.length > LONGEST_REMARK) return null;
  for (const clause of cleanText(text).split(CLAUSES)) {
    if (clause.length === 0 || clause.length > LONGEST_CLAUSE) continue;
    const { rest, dated } = withoutDates(clause);
    const key = matchKey(rest);
    const said = saidBy(key, ofOne);
    if (said === "period" && IS_PAID.test(clause) && OF_THE_WHOLE_YEAR.test(text)) continue;
    if (said === null) {
      if (ofOne && isAhead(clause, rest, years)) return "other-meaning";
      continue;
    }
    if (said === "previous") return "other-year";
    if (said !== "filler") return "other-meaning";
    // 2026年1月填报
    if (REPORTS.test(clause) && isLater(clause, years)) continue;
    const named = dated && key !== "" ? yearsNamed(clause) : [];
    if (named.length > 0 && years.length > 0 && !named.some((year) => years.includes(year))) return "other-year";
  }
  return null;
};

/** What says it wherever it stands in a title, whatever the title is a table of. Separated by spaces. */
const ANYWHERE: readonly { readonly says: Remark; readonly words: string }[] = [
  {
    says: "target",
    words: "规划目标 目标规划 发展目标 目标任务 目标值 目标数 规划值 规划数 计划值 计划数 达标规划 拟",
  },
  { says: "estimate", words: "预测 预计 预估 估算 测算 推算 匡算 暂估 推演 模拟 假设 假定 试算" },
  { says: "example", words: "样表 样例 示例 范例 举例 演示 测试数据 模板数据 虚拟 虚构 试填 练习" },
];
const SAID_ANYWHERE = new RegExp(ANYWHERE.map(({ words }) => words.replaceAll(" ", "|")).join("|"));
/** Behind a target, that it tells what came of it; behind 拟, what a county as a whole is to be. */
const CAME_OF_IT =
  /完成|落实|实施|执行|进展|实现|推进|达成|考核|对照|拟于?(?:20\d\d年度?)?(?:申|创|认定|推荐|接受|验收|评估|督导|检查|迎|参|建|新建|办|撤|停)/;

/** A single letter ends many words: 约 ends 公约. */
const ENDINGS = keysOf("target", "estimate", "example", "design", "previous", "elsewhere", "average").filter(
  (word) => word.length > 1,
);
const PREVIOUS = new Set(keysOf("previous"));
const FORMS = keysOf("form");
const ELSEWHERE = keysOf("elsewhere");
const VERBS = [...TAKES_IN, ...LEAVES_OUT];
const LONGEST_TITLE = 60;
/** A paper by which something is done, and no plan of the figures: 三年行动计划（2023—2025年）. */
const PAPER = /(?:行动|发展|工作|实施|事业|教育)(?:规划|计划)$/;
/** The pieces of a title: what stands in brackets or behind a colon says something by itself. */
const PIECES = /[,;。、:()[\]【】〔〕《》“”"]+/;

/**
 * What a title, a caption or a sheet's name says that the figures under it are: 2027年规划表, 县级指标（目标）, 填报示例, 全省
 * 平均. The last word of a title is what it is a table of, so that 目标完成情况表 is of what there is; some words say it
 * wherever they stand (规划目标学校情况表, 样表). Null where it says nothing of the kind.
 */
export const otherByTitle = (text: string): OtherFigure | null => {
  if (text.length > 2 * LONGEST_TITLE) return null;
  const plain = cleanText(text);
  if (plain.length > LONGEST_TITLE) return null;
  const pieces = plain.split(PIECES).filter((piece) => piece !== "");
  for (const [at, piece] of pieces.entries()) {
    if (VERBS.some((verb) => piece.startsWith(verb)) || (at < pieces.length - 1 && PAPER.test(piece))) continue;
    let key = matchKey(withoutDates(piece.replace(/\s/g, "")).rest).replace(/\d+$/, "");
    for (let form = FORMS.find((word) => key.endsWith(word)); form !== undefined; ) {
      key = key.slice(0, -form.length);
      const last = key;
      form = FORMS.find((word) => last.endsWith(word));
    }
    const ending = ENDINGS.find((word) => key.endsWith(word));
    if (ending !== undefined) return PREVIOUS.has(ending) ? "other-year" : "other-meaning";
    if (SAID_ANYWHERE.test(piece) && !CAME_OF_IT.test(piece)) return "other-meaning";
    if (ELSEWHERE.some((word) => word.length > 2 && key.startsWith(word))) return "other-meaning";
  }
  return null;
};

/** What a line says of all that it stands over or under, and whether it says that it is that: 以上指标为目标值, 以上文件均未印发. */
const OF_ALL =
  /^(?:注\d*[:：.、]|说明[:：]|备注[:：])?(?:以上|上述|上列|本表|表中|所列|该表)+(?:各项?|所有|全部|有关|相关)?(?:数据|指标|数值|数|结果|结论|文件|材料|佐证|班级|人数|面积|教室|学校|情况|事项|内容|信息)*(?:均|都|全部|目前|暂|现|只)*([为系是属]?)(.+)$/;
/** What the rest of it is of, which says nothing: 计划班级, 上年情况. */
const OF_WHAT = /(?:的|数据|数值?|值|班级|人数|情况|佐证|材料|指标|结果|结论|文件|面积)+$/;
export const saidOfAll = (line: string): readonly { readonly says: string; readonly is: boolean }[] =>
  cleanText(line.slice(0, LONGEST_REMARK))
    .replace(/\s/g, "")
    .split(/[,;。]/)
    .flatMap((clause) => {
      const [, is = "", says] = OF_ALL.exec(clause) ?? [];
      return says === undefined || says.length > LONGEST_CLAUSE ? [] : [{ says, is: is !== "" }];
    });

/**
 * What a line over or under a table says that all of it is, or is not: 本表为样表, 以上班级为计划班级, 以上为全市数据. Null where it
 * says nothing of the kind. `county`: the workbook's, or null.
 */
export const otherByLine = (line: string, years: readonly number[], county: string | null): OtherFigure | null => {
  const byItself = otherByRemark(line, years);
  if (byItself !== null) return byItself;
  for (const { says, is } of saidOfAll(line)) {
    const bare = says.replace(OF_WHAT, "");
    if (is && (namesOtherPlace(bare, county) || ELSEWHERE.includes(matchKey(bare)))) return "other-meaning";
    const other = otherByRemark(bare, years) ?? (is ? otherByTitle(says) : null);
    if (other !== null) return other;
  }
  return null;
};

/** The kinds of place of which a county is one, by the last letter of its name. */
const KINDS_OF_PLACE = /[全本](?=([县区市旗]))/g;

/** Whether a label is of all of another kind of place than the county is one of: 全市 in a 县. `county`: its name, or null. */
export const namesOtherPlace = (label: string, county: string | null): boolean => {
  const own = county?.at(-1) ?? "";
  if (county === null || !"县区市旗".includes(own)) return false;
  return [...label.matchAll(KINDS_OF_PLACE)].some(([, kind]) => kind !== own);
};

/** Who finds a figure besides those whose it is, and how: each by itself, or one behind the other. */
const OTHERS_WHO = "(?:(?:[县市州省]|国家)(?:级|教育局|教育厅)?|上级|第三方|督导[组室]?|专家组?|审计|督查组?)";
const FOUND = "(?:复核|核查|审核|审定|核实|复查|抽查|抽测|复测|实测|测绘|查验|更正|修正|订正|初报|重报)";
const FOUND_BY_OTHERS = "[核查评审测]";
const AT = "[后前]?(?:数|值|数据|结果)?";
const OPINION_TEXT = `(?:${OTHERS_WHO}?${FOUND}${AT}|${OTHERS_WHO}${FOUND_BY_OTHERS}${AT}|调整[后前]${AT}|审计${AT})`;
/** 市级 alone may be what was found, and not who found it: 骨干教师数（市级）. */
const WHO_ALONE = `(?:第三方|督导组|专家组|审计)${AT}`;
const OPINION = new RegExp(`^(?:${OPINION_TEXT}|${WHO_ALONE})$`);
const OPINION_BEFORE = new RegExp(`^${OPINION_TEXT}[:、]?(?=..)`);
const OPINION_BEHIND = new RegExp(`${OPINION_TEXT}$`);
/** A heading that is there once more: 运动场地面积2. */
const AGAIN = /(?<=..)\(?[2二]\)?$/;
const IN_BRACKETS = /\(([^()]*)\)/g;
const isOpinion = (text: string): boolean => OPINION.test(text);

/**
 * A heading without the word that makes it a second opinion of the same figure: 在校生数（复核值）, 更正后在校生数. Null where
 * it has none; empty where it is nothing else.
 */
export const withoutOpinion = (heading: string): string | null => {
  const plain = cleanText(heading.slice(0, 2 * LONGEST_TITLE)).replace(/\s/g, "");
  if (isOpinion(plain)) return "";
  const bare = plain.replace(IN_BRACKETS, (all, inner: string) => (isOpinion(inner) ? "" : all));
  if (bare !== plain) return bare;
  // 复核人 is who said it: what is left is no heading.
  const before = plain.replace(OPINION_BEFORE, "");
  if (before !== plain) return before;
  const behind = plain.replace(OPINION_BEHIND, "").replace(AGAIN, "");
  return behind === plain ? null : behind;
};
