/** What is written beside a monitored subject, or over the list of them: that it was no national monitoring. */
import { cleanText } from "../text.ts";

const CLAUSES = /[\s,;。、:()[\]【】〔〕《》“”"/—–-]+/;
const LONGEST_REMARK = 200;
const NATIONAL = /国家|教育部/;
const NOT_NATIONAL = /(?:非|不是|并非|未参加|没有参加|未纳入)(?:国家|教育部)/;
/** What schools and counties do themselves. */
const OWN_TEST =
  /自测|自查|自评|自我|自行|模拟|校内|本校|校级|(?<!义务教育)学业(?:水平)?(?:测试|检测|考试)|期[中末]|月考|联考|统考|统测|摸底|推算|参照|教研(?:室|组|中心)/;
/** Monitoring by another than the state; 省级监测点 took part in the state's. */
const OTHER_LEVEL =
  /[县区市省州](?:级|里|局|自行)(?:组织)?的?(?:教育)?(?:质量|学业)?(?:监测|测试|检测|抽测)(?!点|校|县)/;
const DENIED = /^(?:非|不是|并非|没有|无|未|不)/;

/**
 * Whether a text says that a result is not that of the national monitoring: 自测, 校内测试, 非国家监测, 县级监测. What also names
 * the national one (国家监测县级报告) does not.
 */
export const isOtherMonitoring = (text: string): boolean =>
  text.length <= LONGEST_REMARK &&
  cleanText(text)
    .split(CLAUSES)
    .some((clause) => {
      if (NOT_NATIONAL.test(clause)) return true;
      if (NATIONAL.test(clause) || DENIED.test(clause)) return false;
      return OWN_TEST.test(clause) || OTHER_LEVEL.test(clause);
    });
