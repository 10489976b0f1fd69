/** What is written beside a monitored subject, or over or under the list of them: that it was no national monitoring. */
import { cleanText, matchKey } from "../text.ts";
import { isPlaceholder } from "../values.ts";
import { FLAG_WORDS } from "../vocabularies.ts";

const CLAUSES = /[\s,;。、:()[\]【】〔〕《》“”"/—–-]+/;
const LONGEST_REMARK = 200;
const NATIONAL = /国家|国测|教育部/;
const NOT_NATIONAL = /(?:非|不是|并非|未参加|没有参加|未纳入|不属于?)(?:国家|国测|教育部)/;
const A_TEST = "(?:监测|测试|检测|抽测|测评|测验|考试|考核|自测)";
/** What schools and counties do themselves. */
const OWN_TEST = new RegExp(
  `自测|自查|自评|自我|自行|自报|自填|自主${A_TEST}|模拟|校内|校本|(?<!样)本校|校级(?=${A_TEST})|(?<!义务教育)学业(?:水平)?(?:测试|检测|考试)|期[中末]|月考|联考|统考|统测|会考|毕业考|中考成绩|摸底|推算|参照|第三方|学校(?:填报|上报|提供|报送|统计)|各校${A_TEST}`,
);
/** So the national monitoring may be what was taken for a pattern. */
const AFTER_THE_STATE = /自测|自评|模拟|参照|推算|折算/;
/** Monitoring by another than the state; 省级监测点 took part in the state's. */
const OTHER_LEVEL =
  /(?:[县区市省州](?:级|里|局|自行|统一)|地方性?|本地|学区|片区|联盟|集团)(?:组织)?的?(?:教育)?(?:质量|学业)?(?:监测|测试|检测|抽测|测评)(?!点|校|县)/;
/** Or held by another: 县教育局组织, 市教科院组织的测试. */
const OTHERS =
  "(?:教育局|教体局|教育体育局|教科体局|教育厅|教委|教研[室组]|教研中心|教科[院所]|进修学校|发展中心|中心校|督导室)";
const HELD_BY_OTHERS = new RegExp(
  `${OTHERS}(?:统一|自行)?(?:组织|主办|命题|开展|举办)的?(?:学业|质量|统一|抽样|教育)*(?:${A_TEST}|$)`,
);
/** A test by the place, or by who held it, before it: 省测, 本县组织的学业质量检测, 教研室测试. A title begins with the county's name. */
const OF_A_PLACE = new RegExp(
  `(?:[县区市省州]|地市|县域|联盟校?|集团校?|学区|片区|${OTHERS})(?:级|里|局|域|内|自行|统一|组织|开展|的|教育|质量|学业|义务|基础|毕业)*(?:${A_TEST}|测(?![算绘量点])|质检)(?!点|校|县|组|中心|平台|办|室|工作)`,
);
const DENIED = /^(?:非|不是|并非|没有|无|未|不)/;
/** What is said of another list than this: 县级自测结果另附. */
const OF_ANOTHER_LIST = /另附|另表|另见|另行|参见|详见|未列|不列|未纳入|不含|不计|不作|除外|未采用|不采用/;
/** A county's report of the national monitoring. */
const A_REPORT = /报告/;

const isOther = (text: string, byOthers: readonly RegExp[]): boolean => {
  if (text.length > LONGEST_REMARK) return false;
  const plain = cleanText(text);
  const namesState = NATIONAL.test(plain) && !NOT_NATIONAL.test(plain);
  return plain.split(CLAUSES).some((clause) => {
    if (NOT_NATIONAL.test(clause)) return true;
    if (NATIONAL.test(clause)) return AFTER_THE_STATE.test(clause);
    if (DENIED.test(clause) || OF_ANOTHER_LIST.test(clause)) return false;
    if (OWN_TEST.test(clause)) return true;
    if (namesState && A_REPORT.test(clause)) return false;
    return byOthers.some((pattern) => pattern.test(clause));
  });
};

/**
 * Whether a text says that a result is not that of the national monitoring: 自测, 校内测试, 非国家监测, 县级监测. What also names
 * the national one (国家监测县级报告) does not.
 */
export const isOtherMonitoring = (text: string): boolean => isOther(text, [OTHER_LEVEL, HELD_BY_OTHERS, OF_A_PLACE]);

/** Whether a line over or under the list says it of all of it: 县级监测结果, 组织单位：县教育局. */
export const isListOfOtherMonitoring = (line: string): boolean => {
  const [, label = "", said = ""] = /^([^:：]{2,8})[:：]\s*(.+)$/.exec(line.trim()) ?? [];
  return (
    isOther(line, [OTHER_LEVEL, HELD_BY_OTHERS]) ||
    (said !== "" && ASKS_SOMETHING.some((asks) => asks.test(matchKey(label))) && otherMonitoringUnder(label)(said))
  );
};

/** Which monitoring a result is of, where a word says it: 县级. */
const ASKS_KIND = /^(?:监测|组织|测试|检测|评价|考试|测评)*(?:类型|类别|级别|层级|层次|性质|范围)$/;
const OTHER_KIND =
  /^(?:县区?|区县?|地?市|州|省|学?校|地方|本地|校本|学区|片区|自主|第三方|联盟|集团|机构)(?:级|性|组织|自测|监测|测试|检测|测评|评价)*$/;
/** Who held it; who fills the list in, or answers for it, held nothing. */
const ASKS_WHO =
  /^(?:监测|测试|检测|评价|考试|测评)*(?:组织|主办|举办|发起|命题|主持|开展)(?:单位|机构|部门|者|方|主体)?$|^(?:监测|测试|检测|评价|考试|测评)(?:机构|部门|主体|方)$/;
const OF_THE_STATE =
  /全国|国务院|(?<![省市县区州])(?:中国)?(?:基础|义务)教育质量监测(?:协同创新)?中心|北京师范大学|北师大/;
const ASKS_SOMETHING = [ASKS_KIND, ASKS_WHO];
const A_SAMPLE = /样本/;
const ASKS_WHETHER = /^是否(?:为|是|属于?|系|参加|参与|纳入|来自|采用)?(.+)$/;

/**
 * What the text under a heading beside monitored subjects says makes a row another than the national monitoring's: 县教育局
 * under 组织单位, 否 under 是否国家监测, 县级 under 监测类型. Under any other heading a text says so by itself.
 */
export const otherMonitoringUnder = (heading: string): ((text: string) => boolean) => {
  const key = matchKey(heading);
  const asked = ASKS_WHETHER.exec(key)?.[1] ?? (NATIONAL.test(key) && !A_SAMPLE.test(key) ? key : undefined);
  if (asked !== undefined && (NATIONAL.test(asked) || isOtherMonitoring(asked))) {
    const ofTheState = NATIONAL.test(asked);
    return (text) => {
      const answer = FLAG_WORDS.find(text);
      if (answer !== null) return answer !== ofTheState;
      return (
        !isPlaceholder(text) &&
        text !== "" &&
        (isOtherMonitoring(text) || (asked !== key && ofTheState && !NATIONAL.test(text)))
      );
    };
  }
  if (ASKS_WHO.test(key)) {
    return (text) =>
      text !== "" &&
      !isPlaceholder(text) &&
      (NOT_NATIONAL.test(text) || !(NATIONAL.test(text) || OF_THE_STATE.test(cleanText(text))));
  }
  const asksKind = ASKS_KIND.test(key);
  return (text) => isOtherMonitoring(text) || (asksKind && OTHER_KIND.test(matchKey(text)));
};
