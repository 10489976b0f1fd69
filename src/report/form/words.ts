import { STAGE_LABELS, type Stage } from "../../model/school.ts";
import { LANGS, plainSpeaker, type Speaker, stageWord, type Words } from "../wording.ts";

/** One meaning in both languages, said by the same function. The form is the national one, which knows no plan's names. */
export const inBothLanguages = (say: (speaker: Speaker) => string): Words =>
  Object.fromEntries(LANGS.map((lang) => [lang, say(plainSpeaker(lang))])) as Words;

/** 小学, primary: of one stage, before what is said of it. */
export const ofStage = (stage: Stage, { zh, en }: Words): Words => ({
  zh: `${STAGE_LABELS[stage]}${zh}`,
  en: `${en} (${stageWord(stage, "en")})`,
});

/** What the form asks for, as the list of blanks calls it, with what that is in English. */
const ITEMS = {
  // 表Ⅰ
  人口总数: "Population",
  农业人口数: "Rural population",
  乡镇数: "Townships",
  行政村数: "Villages",
  年人均国内生产总值: "GDP per person and year",
  年人均地方财政收入: "Local revenue per person and year",
  农民年人均纯收入: "Net income per rural person and year",
  城镇居民年人均可支配收入: "Disposable income per urban person and year",
  小学校数: "Primary schools",
  九年一贯制学校校数: "Nine-year schools",
  初中校数: "Junior secondary schools",
  完全中学校数: "Complete secondary schools",
  十二年一贯制学校校数: "Twelve-year schools",
  特殊教育学校数: "Special education schools",
  小学教学点数: "Primary teaching points",
  "50人及以上教学点数": "Teaching points of 50 pupils and more",
  教学班数: "Classes",
  在校学生数: "Pupils",
  教职工数: "Staff",
  专任教师数: "Full-time teachers",
  // 表Ⅱ
  高于规定学历教师: "Teachers above the required degree",
  骨干教师: "Backbone teachers",
  体育艺术教师: "PE and arts teachers",
  教学及辅助用房: "Teaching floor area",
  体育运动场馆: "Sports venue area",
  教学仪器设备: "Teaching equipment",
  网络多媒体教室: "Multimedia classrooms",
  综合评估: "All seven together",
  在校生数: "Pupils",
  年级数: "Grades",
  班级数: "Classes",
  "举办者类型（公办学校）": "Kind of sponsor (public schools)",
  "注1 各类学校数": "Note 1, schools of each type",
  // 表Ⅲ
  综合差异系数: "Composite coefficient of variation",
  // 表Ⅳ
  超过2000人的小学: "Primary schools of more than 2000 pupils",
  超过2000人的初中: "Junior secondary schools of more than 2000 pupils",
  超过2500人的一贯制学校: "Combined schools of more than 2500 pupils",
  超过45人的小学班级: "Primary classes of more than 45 pupils",
  超过50人的初中班级: "Junior secondary classes of more than 50 pupils",
  不足100人的学校学生数: "Pupils of schools with fewer than 100",
  不足100人的学校公用经费: "Public funds of schools with fewer than 100 pupils",
  特殊教育学校公用经费: "Special schools' public funds",
  特殊教育学生数: "Pupils in special education",
  特殊教育学校生均公用经费: "Special schools' public funds per pupil",
  教师年平均工资收入: "Teachers' average pay per year",
  公务员年平均工资收入: "Civil servants' average pay per year",
  完成360学时培训的教师: "Teachers with 360 hours of training",
  全县教师: "Teachers of the county",
  教师培训完成率: "Rate of completed training",
  符合交流轮岗条件教师总数: "Teachers eligible for rotation",
  交流轮岗教师: "Teachers rotated",
  交流轮岗教师比例: "Share of teachers rotated",
  交流轮岗的骨干教师: "Backbone teachers rotated",
  骨干教师占交流轮岗教师的比例: "Share of backbone teachers among those rotated",
  在岗专任教师: "Full-time teachers in post",
  持有教师资格证的专任教师: "Certified full-time teachers",
  持证上岗率: "Share of certified teachers",
  小学就近划片入学比例: "Primary share enrolled by zone",
  初中就近划片入学比例: "Junior secondary share enrolled by zone",
  优质高中招生名额总数: "Places at good senior secondary schools",
  分配名额: "Places allocated",
  分配名额占比: "Share of places allocated",
  分配农村学校的名额: "Places allocated to rural schools",
  农村学校占分配名额的比例: "Rural share of places allocated",
  符合条件的随迁子女数: "Eligible migrant children",
  在公办学校就读的随迁子女: "Migrant children in public schools",
  在政府购买服务的民办学校就读的随迁子女: "Migrant children in private schools paid by government",
  随迁子女就读合计: "Migrant children in both",
  随迁子女就读比例: "Share of migrant children in both",
  // 表Ⅴ
  初中毕业班学生数: "Junior secondary leavers",
  三年前该年级入学学生数: "Entrants of that year three years before",
  三年转入学生数: "Transfers in over three years",
  死亡学生数: "Deaths",
  三年转出学生数: "Transfers out over three years",
  初中三年巩固率: "Three-year retention rate",
  残疾儿童少年: "Disabled children of school age",
  残疾儿童少年入学: "Disabled children enrolled",
  残疾儿童少年入学率: "Enrolment rate of disabled children",
  在特殊教育学校就读: "In special schools",
  在特殊教育学校就读占比: "Share in special schools",
  // 表Ⅵ
  问卷总数: "Questionnaires",
  回收有效问卷数: "Valid questionnaires",
  满意问卷数: "Satisfied questionnaires",
  问卷调查综合满意度: "Satisfaction by questionnaire",
  实地走访人数: "People visited",
  实地走访满意人数: "Satisfied people visited",
  实地走访满意度: "Satisfaction of those visited",
  "其中：家长": "Parents among them",
} as const satisfies Readonly<Record<string, string>>;

export type FormItem = keyof typeof ITEMS;
export const itemWords = (item: FormItem): Words => ({ zh: item, en: ITEMS[item] });
