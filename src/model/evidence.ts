/** What keeps the words of 佐证材料 from naming a document that is in force; null where nothing does. */
export type EvidenceLack = "name" | "document" | "in-force";

/** So long a text is looked at; a cell of a name and a number is a fraction of it. */
const LONGEST = 1000;

/** A day, month or year, as it stands beside the name of a document. */
const DAY = /\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|[-./]\d{1,2}(?:[-./]\d{1,2})?)/g;
/** 〔2023〕5号, (2023)第5号, 2021年18号, 第12期: what an office numbers its documents by. */
const NUMBER = /(?:[〔[【(](?:19|20)\d{2}[〕\]】)]|(?:19|20)\d{2}年)第?\d+号?|第?\d+号|第\d+期/g;
/** The letters that stand before such a number: 云政发, 县教函. */
const NUMBERED_BY = /[^拟待未尚暂无没缺废失撤停\x00-\x7f]{1,10}[发函字办令教政社号](?=№)/g;
const FILE_NAME = /[^\s,;、。:()《》]+\.(?:pdf|ofd|docx?|wps|xlsx?|et|pptx?|jpe?g|png|tiff?|zip|rar)(?![a-z])/gi;
const TITLE = /《([^《》]+)》/g;
/** A title that is none: a word for a document or a gap alone. */
const NO_TITLE = /^(?:[x×_—…\s.]*|(?:某|[x×]+|文件|材料|佐证|名称|标题|书名|题目|的|县|关于)*)$/i;
/** What a sample leaves to be filled in: 《××县…方案》, but not the zeros of 二〇〇五年. */
const GAP = /[x×*_□]{2,}|(?<![一二三四五六七八九○〇])[○〇]{2,}(?![一二三四五六七八九○〇])|某某?[省市州县区校]/i;
/** A text that is not in force by its own title. */
const DRAFT = /稿[)\]】]*$|草案[)\]】]*$|征[求集][^()]{0,6}意见|代拟|送审|废止|失效|作废/;
/** What a remark says of a document that was in force and is not, or is not yet. */
const DENIED =
  /遗失|丢失|[未没](?:有)?(?:盖章|签发|备案|生效)|已期?满(?![足意额员分])|期已满|即将|待补|缺失|(?:审议|会签|送审|报批)(?:过程)?中|[已被](?:撤[销回]|取消|停[止用]|到期)|停止(?:执行|实施|施行|使用)|停用|过期|不再(?:执行|实施|施行|有效|适用)|[已被][^,;、。]{0,20}(?:取代|替代)|[尚还暂][未没无]|未(?:出台|印发|制定|发布|发文|生效|通过|正式)|待(?:出台|印发|制定|发布|发文|批|审)|拟(?:于|印发|出台|制定)|(?:起草|制定|编制|办理|审批)中/;

/** What denies that it is no more. */
const STILL_HOLDS = /[未没无不](?:有|被|予)?(?:废止|失效|作废|过期|停用|停止执行|取代|替代|撤销|遗失|丢失|缺失)/g;

/** The last word of a title that has no 《》 around it. */
const KIND =
  /(?:通知|意见|方案|规划|计划|办法|细则|规定|制度|决定|决议|公告|通告|公示|通报|报告|请示|批复|函|纪要|记录|表|册|清单|目录|台账|名单|汇编|标准|条例|章程|规程|规则|预案|合同|协议|协议书|责任书|证明|证书|文件|总结|要点|指南|手册)$/;
/** A title's years, edition or trial, in brackets behind it. */
const EDITION = /\((?:[\d年月日—\-–~～至]+|试行|暂行|修订版?|\d{4}年?(?:版|修订|修正)|共?\d+[页份件])\)$/;
/** A sentence that there is no document, or none yet. */
const NOT_YET =
  /^(?:正在(?!执行|实施|施行)|尚[未无没缺待不]|还[没未]|暂(?!行)|没有(?:$|文件|材料|佐证|资料|附件|相关|专门|方案|制度)|无(?:需|须|材料|佐证|文件|资料|附件|相关|$)|不(?:需|用|适用)|待(?!遇|评)|未(?:出台|印发|制定|办理|提供|上传|附|建立|下发|发文|有|取得|形成|落实|开展|明确|正式|经|见|通过)|拟(?!聘)|(?:计划|准备|打算|即将|将)(?:于|在|印发|出台|制定|办理|近期|年内|下发)|等[待候]|(?:另|以?后|稍后|后续)(?:行|附|补|报|发|续|提供|通知|上报)|已?(?:撤销|停用|停止|过期|丢失|遗失)|缺|同上|详?见(?:$|附|另|上|下|前|后|佐|材|文|档)|略$|请(?!示)|填写)|(?:办理|整理|准备|筹备|补充|制定|起草|完善|印发|审批|报批|修订)中$/;

/** What may stand beside the name of a document and takes nothing from it. */
const NEUTRAL =
  /无[锡为极棣]|尚[义志]|未央|正在(?:执行|实施|施行|修订)的?|无文件?号|无附件|现行|有效|已?(?:联合)?(?:印发|下发|发布|公布|转发|批准|批复|审议|通过|实施|执行|施行|生效|备案)|试行|暂行|修订版?|修正|年版|盖章|原件|复印件|扫描件|电子版|正文|全文|附件|附后|附|详见|参见|见|关于|根据|依据|按照|以及|文件|文号|名称|材料|佐证|会议|常务会|次|主要|相关|通知|方案|规划|纪要|办法|意见|批复|报告|记录|台账|清单|汇编|[第页条款章份件号年月日期的及和与等由经于至起之为在]|\d+/g;
/** An office: whose document it is. Nothing that denies may hide in its name. */
const OFFICE =
  /[^拟待未尚暂无没缺废失撤停后稿\s]{0,12}(?:人民政府|政府|办公室|教育和体育局|教育体育局|教体局|教育局|局|委员会|县委|市委|区委|党委|编办|编委|省厅|厅|部门|财政|人社|学校|中学|小学|中心)/g;

const normal = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[［【]/g, "[")
    .replace(/[］】]/g, "]")
    .replace(/\s/g, "")
    .slice(0, LONGEST);

/** Whether 文号 holds the number of a document: 县政发〔2023〕5号, 第12期. 待定, 无 and 〔2023〕号 are none. */
const isDocumentNumber = (text: string): boolean => {
  const plain = normal(text);
  const rest = plain.replace(NUMBER, "#");
  return rest.includes("#") && !DRAFT.test(plain) && !NOT_YET.test(plain);
};

/**
 * Whether 佐证材料 names a document in force (workbook.md 5). It does by a title in 《》, the name of a file, or a number,
 * with nothing beside it but whose it is, when it is of and such neutral words; or where 文号 is filled in, by a title
 * that ends as titles do (…的通知, …方案). Known words are what proves: of anything else nobody can say what it means.
 *
 * @param evidence the text of 佐证材料; null or empty where it is blank.
 * @param documentNumber the text of 文号; null where it is blank.
 */
export const evidenceLack = (evidence: string | null, documentNumber: string | null): EvidenceLack | null => {
  const text = normal(evidence ?? "");
  if (!/[0-9a-z\u4E00-\u9FFF]/i.test(text)) return "name";
  if (DRAFT.test(text)) return "in-force";
  const titles = [...text.matchAll(TITLE)].map(([, title]) => title ?? "");
  if (titles.some((title) => DRAFT.test(title))) return "in-force";
  const isGap = (title: string): boolean => NO_TITLE.test(title) || GAP.test(title);
  const named = titles.some((title) => !isGap(title));
  // `#` stands for a title or a file, `№` for a number.
  const marked = text
    .replace(TITLE, (_, title: string) => (isGap(title) ? "?" : "#"))
    .replace(FILE_NAME, "#")
    .replace(DAY, "")
    .replace(NUMBER, "№");
  const isNamed = /[#№]/.test(marked);
  if (isNamed) {
    const beside = marked.replace(NUMBERED_BY, "").replace(/[#№()[\]〔〕,;:、。.“”"—\-–~～至]/g, " ");
    const left = beside
      .split(" ")
      .map((part) => part.replace(NEUTRAL, " ").replace(OFFICE, " ").replace(NEUTRAL, " ").trim())
      .filter((part) => part !== "");
    if (left.length === 0) return null;
    // 《…》 says where the name ends; a number may stand behind a title that has no such marks.
    if (named && !isTitle(text)) return "in-force";
  }
  const numbered = isNamed || isDocumentNumber(documentNumber ?? "");
  const title = text.replace(NUMBER, "").replace(/[,;:、。]+$/, "");
  if (!isTitle(title)) return NOT_YET.test(title) && numbered ? "in-force" : "document";
  return numbered ? null : "document";
};

/** Whether 备注 beside a document says that it is not in force, or not there yet. */
export const deniesDocument = (note: string | null): boolean => {
  const text = normal(note ?? "").replace(STILL_HOLDS, "");
  return DRAFT.test(text) || DENIED.test(text);
};

/** Whether a text reads as the title of a document: its last word says what kind, and its first not that there is none. */
const isTitle = (text: string): boolean => {
  let title = text;
  for (let before = ""; before !== title; ) {
    before = title;
    title = title.replace(EDITION, "").replace(/\(\)$|[,;:、。]$/, "");
  }
  return KIND.test(title) && title.length > 2 && !NOT_YET.test(title) && !DRAFT.test(title);
};
