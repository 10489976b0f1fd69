/**
 * The words that a heading may have beside the name of a term: a closed list. A heading is understood whole or not at
 * all, so a word that stands here for no term makes its column one that is asked about, never one that is guessed.
 */

/** The terms that a word belongs to. `any` are all; a single term is named by its id, at one stage by `id@stage`. */
export type Family =
  | "any"
  | "words"
  | "figures"
  | "pupils"
  | "staff"
  | "teachers"
  | "areas"
  | "venues"
  | "rooms"
  | "money"
  | "funds"
  | "classes"
  | "counts"
  | (string & {});

/**
 * What words say of the figure.
 * - `topic`: nothing, over a column: it sorts columns (办学条件, 教师队伍).
 * - `plain`: nothing, over a column and beside the name as well (合计, 全校, 人数).
 * - `stage`, `thisYear`, `previousYear`: as named.
 * - `same`: what its term means anyway (在编在岗 of teachers, 建筑面积 of a floor area).
 * - `held`: a thing that its term counts anyway, so that 含… changes nothing.
 * - `left`: a thing that its term never counts, so that 不含… changes nothing.
 * - `event`: that something other than the figure happened in the year beside it (2023年认定).
 */
export type Says =
  | "topic"
  | "plain"
  | "primary"
  | "juniorSecondary"
  | "senior"
  | "thisYear"
  | "previousYear"
  | "same"
  | "held"
  | "left"
  | "event"
  | "instruction";

export interface Words {
  /** Separated by spaces. */
  readonly words: string;
  readonly of: readonly Family[];
  readonly says: Says;
  /** A heading that has one of them, and the label of the term that it is. */
  readonly example: readonly [heading: string, label: string];
}

const STAGE_ENDINGS = ["", "阶段", "学段", "部分", "部", "段", "学校", "教育", "生"];
const stageWords = (...names: string[]): string =>
  names.flatMap((name) => STAGE_ENDINGS.map((ending) => name + ending)).join(" ");

export const WORDS: readonly Words[] = [
  { says: "primary", of: ["any"], words: stageWords("小学", "普通小学"), example: ["小学阶段在校生数", "在校生数"] },
  {
    says: "juniorSecondary",
    of: ["any"],
    words: stageWords("初中", "普通初中"),
    example: ["在校生数（初中部）", "在校生数"],
  },
  { says: "senior", of: ["any"], words: stageWords("高中", "普通高中"), example: ["高中专任教师数", "专任教师数"] },
  {
    says: "thisYear",
    of: ["any"],
    words: "本年 本年度 今年 当年 本学年 本学年度 本学期 年末 年底 期末 学年初 学年末 期初",
    example: ["本年公用经费预算", "公用经费预算"],
  },
  {
    says: "previousYear",
    of: ["any"],
    words: "上年 上年度 上一年 上一年度 上学年 上学年度 上一学年 上一学年度 去年 去年同期 上年同期",
    example: ["上年运动场地面积", "运动场地面积"],
  },
  {
    says: "plain",
    of: ["any"],
    words:
      "合计 总计 共计 小计 计 总数 全部 总量 其中 数量 现有 实有 实有数 实际 实际数 统计数 截至 截止 全校 本校 全县 全区 全市 本县 本区 义务教育 义务教育阶段 九年义务教育 学校 中小学 普通中小学 各 及",
    example: ["义务教育阶段在校生数（合计）", "在校生数"],
  },
  {
    says: "topic",
    of: ["any"],
    words:
      "情况 基本情况 表 情况表 基本情况表 一览表 汇总表 登记表 明细表 名册 名单 状况 现状 概况 信息 基本信息 数据 基础数据 统计 统计表 统计数据 指标 项目 内容 明细 分类 类别 名称 资料 等 或 自然情况 经济情况 社会情况 人口 " +
      "资源 资源配置 配置 均衡配置 均衡编班 校际均衡 均衡 优质均衡 优质均衡指标 七项 条件 办学条件 基本办学条件 办学 办学水平 校内 分学段 学段 " +
      "教育 教学 教育教学 学生 在校学生 教师 师生 师资 师资力量 教师队伍 队伍 教职员工 在职教职工 在编在岗教职工 在编在岗 " +
      "校舍 校园 校园校舍 附属设施 用房 用地 占地 设施 设备 设施设备 硬件 硬件设施 硬件条件 软硬件 整体情况 装备 教学装备 仪器 仪器设备 教学仪器设备 资产 固定资产 信息化 " +
      "经费 经费投入 投入 保障 管理 学校管理 质量 教育质量 办学质量 评价 标准化建设 建设 规划与建设情况 规划建设情况 规划布局 规划布局与建设 校舍改扩建 班额 编班 " +
      "按学历分 按最高学历分 按学历 按授课课程分 按任教学科分 按学科分 按学段分 达标情况 年度考核 任务分工",
    example: ["办学条件情况 / 教学及辅助用房面积", "教学及辅助用房面积"],
  },
  {
    says: "topic",
    of: ["areas", "rooms", "equipmentValue"],
    words: "体育 场地 场馆 体育场馆 体育运动场馆 运动场馆 运动场地 体育设施 体育用房 教室 专用教室 功能室 功能用房",
    example: ["体育场馆 / 运动场地面积", "运动场地面积"],
  },
  {
    says: "topic",
    of: ["peTeachers", "musicTeachers", "fineArtsTeachers", "artsTeachers", "sharedArtsPeTeachers"],
    words: "音体美教师 体音美教师 体艺教师 体育艺术教师 音体美 学科 授课课程",
    example: ["音体美教师 / 体育专任教师数", "体育专任教师数"],
  },
  {
    says: "plain",
    of: ["counts"],
    words: "数 人数 总人数 个数 间数 实有人数 现有人数 实有数",
    example: ["音乐专用教室现有数", "音乐专用教室数"],
  },
  { says: "plain", of: ["areas"], words: "面积 总面积 建筑总面积", example: ["运动场地总面积", "运动场地面积"] },
  {
    says: "plain",
    of: ["money"],
    words: "金额 总额 总值 合计值 价值",
    example: ["教学仪器设备值总额", "教学仪器设备值"],
  },
  {
    says: "topic",
    of: ["teachingArea", "indoorSportsArea"],
    words: "校舍建筑面积 校舍面积 校舍建筑",
    example: ["校舍建筑面积 / 教学及辅助用房", "教学及辅助用房面积"],
  },
  {
    says: "topic",
    of: ["indoorSportsArea"],
    words: "体育用房",
    example: ["体育用房 / 室内体育用房面积", "其中室内体育用房面积"],
  },
  {
    says: "topic",
    of: ["sportsGroundArea"],
    words: "占地面积 校园占地面积",
    example: ["占地面积 / 运动场地面积", "运动场地面积"],
  },
  {
    says: "topic",
    of: ["equipmentValue"],
    words: "固定资产总值 固定资产值 资产值",
    example: ["固定资产总值（万元） / 教学仪器设备资产值（万元）", "教学仪器设备值"],
  },
  {
    says: "same",
    of: ["pupils"],
    words: "普通 全日制 按学籍 按学籍统计 按学籍统计数 按统计口径 按统计口径填报",
    example: ["在校生数（按学籍统计）", "在校生数"],
  },
  {
    says: "same",
    of: ["staff", "teachers"],
    words: "在职 在岗 在编在岗 在岗在编 在职在编在岗 在编在岗在职",
    example: ["专任教师数（在编在岗）", "专任教师数"],
  },
  {
    says: "topic",
    of: ["equipmentValue"],
    words: "教学、实习仪器设备",
    example: ["教学、实习仪器设备 / 教学仪器设备值", "教学仪器设备值"],
  },
  {
    says: "same",
    of: ["qualifiedTeachers@primary"],
    words: "大专及以上 专科及以上 大专学历及以上 专科学历及以上 大专以上学历 专科以上学历",
    example: ["小学高于规定学历教师数（大专及以上）", "高于规定学历教师数"],
  },
  {
    says: "same",
    of: ["qualifiedTeachers@juniorSecondary"],
    words: "本科及以上 本科学历及以上 本科以上学历",
    example: ["初中高于规定学历教师数（本科及以上）", "高于规定学历教师数"],
  },
  {
    says: "same",
    of: ["areas"],
    words: "已建成 已竣工 已投入使用",
    example: ["运动场地面积（已建成）", "运动场地面积"],
  },
  { says: "same", of: ["rooms"], words: "已建成", example: ["网络多媒体教室数（已建成）", "网络多媒体教室数"] },
  {
    says: "same",
    of: ["teachingArea", "indoorSportsArea"],
    words: "建筑面积",
    example: ["教学及辅助用房面积（建筑面积）", "教学及辅助用房面积"],
  },
  {
    says: "same",
    of: ["teachingArea", "indoorSportsArea", "sportsGroundArea", "equipmentValue"],
    words: "学校产权 产权",
    example: ["教学及辅助用房面积（学校产权）", "教学及辅助用房面积"],
  },
  {
    says: "same",
    of: ["areas", "rooms", "equipmentValue", "funds"],
    words: "按全校填报 填全校数 一贯制学校按全校填报 一贯制学校填全校数",
    example: ["办学条件（一贯制学校按全校填报） / 运动场地面积", "运动场地面积"],
  },
  {
    says: "same",
    of: ["equipmentValue"],
    words: "原值 资产原值 账面原值 按原值",
    example: ["教学仪器设备值（原值）", "教学仪器设备值"],
  },
  {
    says: "same",
    of: ["trainingFunds", "budgetedFunds", "allocatedFunds"],
    words: "年度 全年",
    example: ["年度教师培训经费", "教师培训经费"],
  },
  { says: "same", of: ["budgetedFunds"], words: "预算", example: ["预算 / 公用经费预算", "公用经费预算"] },
  { says: "same", of: ["funds"], words: "决算", example: ["经费（决算） / 教师培训经费", "教师培训经费"] },
  {
    says: "same",
    of: ["quotaTotal", "quotaAllocated"],
    words: "按招生计划 招生计划",
    example: ["优质高中招生名额总数（按招生计划）", "优质高中招生名额总数"],
  },
  { says: "same", of: ["migrantPupils"], words: "随迁子女 随迁", example: ["随迁子女情况 / 随迁子女数", "随迁子女数"] },
  {
    says: "same",
    of: ["convertedVenueArea"],
    words: "租赁场馆 租赁 改造 共享 校外 共享场馆 校外场馆",
    example: ["校外 / 改造及租赁场馆面积", "改造及租赁场馆面积"],
  },
  {
    says: "same",
    of: ["sharedArtsPeTeachers"],
    words: "兼职 走教 兼职走教教师",
    example: ["兼职走教教师 / 兼职走教体艺教师数", "兼职走教体艺教师数"],
  },
  { says: "same", of: ["boarding"], words: "寄宿 寄宿情况", example: ["寄宿情况 / 寄宿制", "寄宿制"] },
  {
    says: "held",
    of: ["pupils"],
    words:
      "附设班 民办 民办学校 寄宿生 住校生 走读生 随迁子女 进城务工人员随迁子女 留守儿童 随班就读 随班就读学生 残疾学生 休学 教学点 分校 分校区 村小 小学部 初中部 本地生 外地生 外省生 复式班 女生 男生",
    example: ["在校生数（含随迁子女）", "在校生数"],
  },
  {
    says: "held",
    of: ["staff", "teachers"],
    words:
      "班主任 校长 副校长 校级领导 学校领导 中层干部 民办 教学点 分校 交流轮岗 交流教师 轮岗教师 特岗教师 在职 在编在岗 小学部 初中部",
    example: ["专任教师数（含班主任）", "专任教师数"],
  },
  {
    says: "held",
    of: ["staff"],
    words: "工勤 工勤人员 教辅 教辅人员 行政人员 行政 职工 专任教师",
    example: ["教职工数（含工勤人员）", "教职工数"],
  },
  {
    says: "held",
    of: ["backboneTeachers"],
    words:
      "国家级 省级 市级 县级 区级 国家 省 市 县 特级教师 县级以上 市级以上 省级以上 学科带头人 县级以上学科带头人 市级以上学科带头人 省级学科带头人 骨干教师 县级骨干教师 市级骨干教师 省级骨干教师 国家级骨干教师",
    example: ["县级以上骨干教师数（含省级、市级）", "县级以上骨干教师数"],
  },
  {
    says: "held",
    of: ["classes"],
    words: "教学点 分校 分校区 复式班 附设班 民办 民办学校 小学部 初中部",
    example: ["班级数（含教学点）", "班级数"],
  },
  {
    says: "held",
    of: ["budgetedFunds", "allocatedFunds"],
    words: "取暖费 寄宿生公用经费",
    example: ["公用经费预算（含取暖费）", "公用经费预算"],
  },
  {
    says: "held",
    of: ["areas"],
    words:
      "新建 改扩建 改建 扩建 高中 高中部 教学点 分校 捐赠 在建已竣工 在建已完工 在建已建成 在建已交付 小学部 初中部",
    example: ["教学及辅助用房面积（含新建、改扩建）", "教学及辅助用房面积"],
  },
  {
    says: "held",
    of: ["teachingArea"],
    words:
      "室内体育用房 体育馆 室内运动馆 风雨操场 教室 图书室 图书馆 阅览室 图书阅览室 实验室 仪器室 准备室 专用教室 功能室 功能用房 教学用房 教学辅助用房 普通教室 " +
      "多媒体教室 计算机教室 微机室 语音室 语言教室 音乐教室 美术教室 舞蹈教室 科学教室 劳动教室 合班教室 体育活动室 心理辅导室 心理咨询室 录播教室 录播室",
    example: ["教学及辅助用房面积（含室内体育用房）", "教学及辅助用房面积"],
  },
  {
    says: "held",
    of: ["sportsGroundArea"],
    words: "田径场 跑道 环形跑道 篮球场 排球场 足球场 球类场地 操场 器械区 游戏场地",
    example: ["运动场地面积（含篮球场）", "运动场地面积"],
  },
  {
    says: "held",
    of: ["convertedVenueArea"],
    words: "共享校外场馆 租赁 改造 租借 共享 校外",
    example: ["改造及租赁场馆面积（含共享校外场馆）", "改造及租赁场馆面积"],
  },
  {
    says: "held",
    of: ["equipmentValue"],
    words:
      "捐赠 接受捐赠 接受捐赠设备 捐赠设备 调拨 调拨设备 信息化设备 多媒体设备 实验仪器 音体美器材 体育器材 教学 实习 高中 高中部",
    example: ["教学仪器设备值（含捐赠）", "教学仪器设备值"],
  },
  {
    says: "held",
    of: ["funds"],
    words: "上年结转 上年度结转 上年结余 上年度结转资金 上年结转资金 结转资金 高中 高中部",
    example: ["公用经费预算（含上年结转）", "公用经费预算"],
  },
  {
    says: "held",
    of: ["rooms"],
    words: "新建 改建 捐赠 高中 高中部 教学点 分校 小学部 初中部 普通教室 班级教室",
    example: ["网络多媒体教室数（含普通教室）", "网络多媒体教室数"],
  },
  {
    says: "held",
    of: ["multimediaRooms"],
    words: "录播教室 录播室 计算机教室 微机室 专用教室 功能室 实验室 多媒体教室",
    example: ["网络多媒体教室数（含录播教室）", "网络多媒体教室数"],
  },
  {
    says: "left",
    of: ["figures"],
    words:
      "规划 规划数 计划 在建 拟建 待建 未竣工 未投入使用 幼儿园 幼儿班 附设幼儿班 附设幼儿园 学前 学前班 学前教育 职业 职业班 中职 成人",
    example: ["运动场地面积（不含在建）", "运动场地面积"],
  },
  {
    says: "left",
    of: ["pupils", "staff", "teachers", "classes"],
    words: "高中 高中部 高中段 高中学生 幼儿",
    example: ["小学在校生数（不含高中部）", "在校生数"],
  },
  {
    says: "left",
    of: ["staff", "teachers"],
    words:
      "兼职 兼职教师 兼任教师 代课 代课教师 临聘 临聘教师 临时聘用 临时代课 临时代课教师 外聘 外聘教师 聘用教师 编外 编外教师 非在编 退休 离退休 内退 离岗 返聘 返聘教师 支教 支教教师 顶岗 顶岗实习 实习 实习教师 病休 幼儿园教师 高中教师",
    example: ["专任教师数（不含兼职、代课）", "专任教师数"],
  },
  {
    says: "left",
    of: ["teachers"],
    words: "教辅 教辅人员 工勤 工勤人员 行政 行政人员 后勤 后勤人员 职工",
    example: ["专任教师数（不含工勤人员）", "专任教师数"],
  },
  {
    says: "left",
    of: ["backboneTeachers"],
    words: "校级 校级骨干 校级骨干教师 镇级 乡级",
    example: ["县级以上骨干教师数（不含校级）", "县级以上骨干教师数"],
  },
  {
    says: "left",
    of: ["areas"],
    words: "危房 D级危房 d级危房 c级危房 cd级危房 出租 出借 租赁 租借 租用 借用 改造 共享 校外 闲置 停用 废弃",
    example: ["教学及辅助用房面积（不含危房）", "教学及辅助用房面积"],
  },
  {
    says: "left",
    of: ["teachingArea"],
    words: "宿舍 学生宿舍 教师宿舍 食堂 生活用房 行政用房 办公用房 行政办公用房 厕所 浴室 车库",
    example: ["教学及辅助用房面积（不含宿舍、食堂）", "教学及辅助用房面积"],
  },
  {
    says: "left",
    of: ["sportsGroundArea"],
    words: "室内 室内场馆 室内体育场馆 室内体育用房 绿化 绿化用地 绿地 道路 建筑用地",
    example: ["运动场地面积（不含绿化用地）", "运动场地面积"],
  },
  {
    says: "left",
    of: ["equipmentValue"],
    words: "图书 图书资料 房屋 土地 报废 待报废 已报废 家具 课桌凳 课桌椅 车辆",
    example: ["教学仪器设备值（不含图书）", "教学仪器设备值"],
  },
  {
    says: "left",
    of: ["rooms"],
    words: "普通教室 停用 闲置 教师办公室",
    example: ["音乐专用教室数（不含普通教室）", "音乐专用教室数"],
  },
  {
    says: "event",
    of: ["any"],
    words:
      "更名后 更名 认定 评定 核准 备案 普查 以来 以来累计 累计 竣工 并投入使用 投入使用 以前建校的填写 以前 统计用区划代码 统计用 区划代码 版 年版",
    example: ["县级以上骨干教师数（2023年认定）", "县级以上骨干教师数"],
  },
  {
    says: "instruction",
    of: ["any"],
    words:
      "必填 必填项 选填 可选 可填 可空 可不填 填写 填 填报 整数 填整数 数字 保留 两位小数 二位小数 一位小数 三位小数 小数 位小数 四位年份 年份 全称 单选 下拉选择 选择 截至 截止 截止到 时间 按 见 附表 附件 说明 注 如 例 例如 办法 标准 文件 规定 口径 统计口径 统一填写 统一 数 统计数 " +
      "是 否 有 无 优 良 中 差 公办 民办 公办或民办 城区 镇区 乡村 小学 初中 初级中学 幼儿园 教学点 九年一贯制 九年一贯制学校 完全中学 十二年一贯制 十二年一贯制学校 特殊教育 专门学校 不分学段 不重复 全校填报 按全校 按全校填报",
    example: ["举办者（填公办或民办）", "举办者"],
  },
];

/** Verbs before what a figure takes in and what it leaves out, longest first. */
export const TAKES_IN: readonly string[] = ["包括", "包含", "含有", "计入", "含"];
export const LEAVES_OUT: readonly string[] = [
  "不包括",
  "不包含",
  "未包括",
  "不计入",
  "未计入",
  "已剔除",
  "已扣除",
  "剔除",
  "扣除",
  "除去",
  "排除",
  "不含",
  "未含",
  "不计",
  "不算",
];
/** The same behind what is left out. */
export const LEFT_OUT_BEHIND: readonly string[] = ["不在内", "不计入", "不计算", "除外", "不计", "不算", "不含"];

/** Units that say of a figure what it is anyway, and convert nothing: the pupils of a class are 人/班. */
export const OWN_RATES: Readonly<Record<string, readonly string[]>> = { largestClass: ["人/班", "人/个班", "人/每班"] };

/** What each term is a part of, which a group over it may name: 专任教师 over 骨干教师. By id, the nearest first. */
export const PART_OF: Readonly<Record<string, readonly string[]>> = {
  migrantPupils: ["pupils"],
  largestClass: ["classes"],
  oversizedClasses: ["classes"],
  teachers: ["staff"],
  qualifiedTeachers: ["teachers", "staff"],
  backboneTeachers: ["teachers", "staff"],
  peTeachers: ["teachers", "staff"],
  musicTeachers: ["teachers", "staff", "artsTeachers"],
  fineArtsTeachers: ["teachers", "staff", "artsTeachers"],
  artsTeachers: ["teachers", "staff"],
  sharedArtsPeTeachers: ["teachers", "staff"],
  certifiedTeachers: ["teachers", "staff"],
  teachersDoctor: ["teachers"],
  teachersMaster: ["teachers"],
  teachersGraduate: ["teachers"],
  teachersBachelor: ["teachers"],
  teachersCollege: ["teachers"],
  artsTeachersInAll: ["teachers"],
  trainedTeachers: ["teachers", "staff"],
  midTitleTeachers: ["teachers", "staff"],
  indoorSportsArea: ["teachingArea", "sportsGroundArea"],
  convertedVenueArea: ["sportsGroundArea"],
  adequateMusicRooms: ["musicRooms"],
  adequateArtRooms: ["artRooms"],
  trainingFunds: ["budgetedFunds", "allocatedFunds"],
};
