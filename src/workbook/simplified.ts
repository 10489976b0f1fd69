/**
 * Traditional characters, each with the simplified one behind it: those that the dictionary's words, the words of headings and
 * answers are written with. A character that is a simplified one too is left as it is.
 */
const PAIRS =
  "學学萬万與与專专業业東东丟丢兩两嚴严個个臨临為为爲为舉举義义樂乐習习鄉乡書书買买亂乱爭争於于雲云產产畝亩億亿僅仅從从儀仪" +
  "價价眾众衆众優优會会傳传體体餘余傾倾兒儿兌兑黨党關关興兴養养內内冊册寫写農农決决況况準准減减幾几憑凭劃划則则創创刪删" +
  "別别辦办務务動动勵励勞劳區区醫医協协單单衛卫衞卫廳厅歷历廁厕廚厨縣县參参雙双發发變变號号後后員员啟启啓启園园圍围國国" +
  "圖图團团場场塲场堅坚報报牆墙殼壳處处備备復复複复夠够頭头獎奖婦妇寧宁實实審审宮宫寬宽對对導导將将層层屬属歲岁崗岗鞏巩" +
  "幣币師师帶带幫帮廣广莊庄庫库應应廢废開开異异棄弃張张強强歸归錄录録录徑径態态總总惡恶戲戏戰战戶户擴扩掃扫執执擔担擬拟" +
  "擁拥擇择換换據据數数無无舊旧時时暫暂術术機机權权條条來来極极構构標标棟栋欄栏樣样橋桥檢检樓楼檻槛殘残畢毕氣气匯汇彙汇" +
  "沒没濟济測测滿满點点煉炼愛爱狀状獨独環环現现電电療疗監监蓋盖碼码礎础確确離离種种積积稱称稅税築筑篩筛籌筹簽签籃篮類类" +
  "緊紧約约級级紀纪純纯納纳紙纸線线練练組组細细織织終终經经結结繞绕給给絡络絕绝統统繼继績绩續续綜综編编網网罰罚職职聯联" +
  "聰聪脫脱輿舆藝艺節节蘇苏範范薦荐營营薊蓟虛虚補补裝装見见規规視视覽览計计訂订認认讓让訓训議议記记講讲論论設设訪访證证" +
  "評评識识訴诉試试話话該该詳详語语誤误說说説说請请諾诺讀读課课調调談谈負负財财責责賬账質质貧贫購购貫贯貼贴費费賃赁資资" +
  "賽赛贈赠踐践蹤踪車车轉转輪轮輕轻較较輔辅輛辆輟辍轄辖邊边達达遷迁過过運运還还進进遠远違违連连選选遞递適适遺遗鄰邻採采" +
  "釋释裡里裏里鑒鉴鑑鉴鐘钟銷销錫锡鍵键鍛锻鎮镇長长門门閉闭問问閑闲閒闲間间隊队陽阳階阶際际險险隨随隱隐難难霧雾頂顶頃顷" +
  "項项順顺須须預预領领題题額额風风館馆駐驻驗验魯鲁鴨鸭齊齐齡龄龍龙臺台徵征註注託托佈布佔占製制並并併并係系撥拨護护糾纠聾聋碩硕這这頁页檔档";

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, at) => [PAIRS.charAt(2 * at), PAIRS.charAt(2 * at + 1)]),
);
/** The traditional characters. */
export const TRADITIONAL: string = Array.from(SIMPLIFIED.keys()).join("");
const ANY = new RegExp(`[${TRADITIONAL}]`);
const ALL = new RegExp(ANY, "g");

/** A text with its traditional characters made simplified: 專任教師數 is 专任教师数. */
export const simplified = (text: string): string =>
  ANY.test(text) ? text.replace(ALL, (character) => SIMPLIFIED.get(character)!) : text;
