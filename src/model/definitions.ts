import type { QuantityKey } from "./quantity.ts";

/** What a quantity counts, what it leaves out, and as of when: one sentence in Chinese and the same in English. */
export interface Definition {
  readonly definition: string;
  readonly definitionEn: string;
}

const says = (definition: string, definitionEn: string): Definition => ({ definition, definitionEn });

/** The definition of every quantity of the dictionary. What bound a standard sets stands in the standard, not here. */
export const DEFINITIONS: Readonly<Record<QuantityKey, Definition>> = {
  // 学校: identity
  code: says(
    "学校（机构）统一的标识码，按文本填写，一校一码；重名的学校靠它区分。",
    "The school's official code, typed as text, one for each school; it tells schools of one name apart.",
  ),
  name: says(
    "学校全称，各表写法一致；附设班、分校区单独一行，在备注中写明主校。",
    "The school's full name, the same on every sheet; attached classes and campuses have rows of their own and name the main school in the remark.",
  ),
  type: says(
    "学校实际举办的学段类型，决定哪些学段参加评估；教学点单独一行，不并入中心校。",
    "What stages the school runs, which decides what is judged; a teaching point has a row of its own and is never merged into its centre school.",
  ),
  sponsor: says(
    "学校由谁举办：政府及其部门、国有企业举办的为公办，其他的为民办。",
    "Who runs the school: government and state bodies make it public, anybody else private.",
  ),
  location: says(
    "学校所在地在统计上的城乡类型（城区、镇区、乡村），不是学校的隶属关系。",
    "The place's class in the statistics (urban, town, rural), not whom the school answers to.",
  ),
  boarding: says(
    "学校是否为寄宿制学校；只有个别学生住宿的不算。",
    "Whether it is a boarding school; a few pupils who lodge there do not make it one.",
  ),
  foundedYear: says(
    "学校建成的年份；改建、扩建和更名不改变建校年份。",
    "The year the school was built; rebuilding, extending or renaming it changes nothing.",
  ),
  denseCentre: says(
    "学校是否在人口高密度的中心城区；只用于选用场馆过渡规定的县。",
    "Whether it stands in a densely populated city centre; used only where the county opts in to the rule for venues there.",
  ),
  countsAsSchool: says(
    "统计上是否单独计为一所学校；填“否”的附设班、分校区须在备注中写明主校。",
    "Whether the statistics count it as a school of its own; attached classes and campuses that are not name the main school in the remark.",
  ),
  remark: says(
    "需要说明的情况；附设班、分校区在此写明主校名称，不参与计算。",
    "Anything to be explained; attached classes and campuses name their main school here, and nothing is computed from it.",
  ),

  // 学校: once per stage
  pupils: says(
    "本校本学段有学籍且在校就读的学生数，按数据年份的统计时点；含寄宿生和随迁子女，不含学前班、附设幼儿班。",
    "Pupils on the school's roll who attend this stage, as of the data year's count; boarders and migrant children included, pre-school classes not.",
  ),
  migrantPupils: says(
    "在校生中进城务工人员随迁子女的人数，是在校生数的一部分，按同一统计时点。",
    "Pupils of the stage who are children of migrant workers; part of its pupils, as of the same count.",
  ),
  grades: says("本校本学段有学生的年级个数。", "Grades of the stage that have pupils."),
  classes: says(
    "本校本学段的教学班个数，含复式班，不含学前班和社团班，按数据年份的统计时点。",
    "Teaching classes of the stage, multi-grade classes included, pre-school and club classes not, as of the data year's count.",
  ),
  largestClass: says(
    "本学段学生最多的一个教学班的实有人数，不是平均班额，也不是规定班额。",
    "Pupils in the stage's largest class as they are, neither the average nor the permitted number.",
  ),
  oversizedClasses: says(
    "本学段学生数超过标准规定班额的教学班个数；正好等于规定班额的不算，没有的填 0。",
    "Classes of the stage with more pupils than the standard permits; one with exactly that many is not over, and none is 0.",
  ),
  staff: says(
    "本学段在编和聘任的教职工总数，包括专任教师、行政、教辅和工勤人员；不含离退休人员。",
    "All staff of the stage, on post or contract: full-time teachers, administration, support and workers; retired staff not.",
  ),
  teachers: says(
    "本学段专门从事教学工作的教师数，不含兼职、代课教师和不任课的行政人员；一人只计在一个学段。",
    "Teachers of the stage whose work is teaching; part-time and substitute teachers and non-teaching staff are left out, and each person counts at one stage.",
  ),
  qualifiedTeachers: says(
    "专任教师中最高学历高于规定学历的人数：小学为专科及以上，初中为本科及以上；研究生包括在内，不含兼职、代课教师。",
    "Full-time teachers above the required degree: primary a college diploma or higher, junior a bachelor's or higher, postgraduates included; part-time and substitute teachers not.",
  ),
  backboneTeachers: says(
    "专任教师中县级及以上教育部门认定的骨干教师、学科带头人等人数，一人只计一次；不含校级骨干。",
    "Full-time teachers recognised as backbone teachers by the county's authorities or above, each counted once; those named by the school alone are not.",
  ),
  peTeachers: says(
    "教体育（体育与健康）课的专任教师数；一人教多科的按主要任教学科计，只计一次。",
    "Full-time teachers of physical education; who teaches several subjects counts once, by the main one.",
  ),
  musicTeachers: says(
    "教音乐课的专任教师数；已计入“艺术专任教师数”的不在此重复。",
    "Full-time teachers of music, without those counted as teachers of the combined arts course.",
  ),
  fineArtsTeachers: says(
    "教美术课的专任教师数；已计入“艺术专任教师数”的不在此重复。",
    "Full-time teachers of fine arts, without those counted as teachers of the combined arts course.",
  ),
  artsTeachers: says(
    "只计教综合“艺术”课程的专任教师，在音乐、美术专任教师之外；不是音乐与美术之和，没有开设的填 0。",
    "Teachers of the combined 艺术 course only, besides those of music and fine arts; never the sum of the two, and 0 where the course is not taught.",
  ),
  sharedArtsPeTeachers: says(
    "在本学段教体育、音乐、美术或艺术课的兼职、走教教师数，不在专任教师之内；只用于选用过渡规定的县。",
    "Part-time and travelling teachers of physical education, music, fine arts or arts, besides the full-time ones; used only where the county opts in to that rule.",
  ),
  certifiedTeachers: says(
    "专任教师中持有相应教师资格证书的人数，是专任教师数的一部分，一人只计一次。",
    "Full-time teachers who hold the teacher's certificate; part of the full-time teachers, each counted once.",
  ),
  trainedTeachers: says(
    "专任教师中在五年一周期内完成 360 学时培训的人数，是专任教师数的一部分。",
    "Full-time teachers who completed 360 hours of training within the five-year cycle; part of the full-time teachers.",
  ),

  midTitleTeachers: says(
    "专任教师中具有中级及以上专业技术职务（一级教师、高级教师、正高级教师）的人数，是专任教师数的一部分，一人只计一次。",
    "Full-time teachers with an intermediate or higher professional title (一级, 高级, 正高级); part of the full-time teachers, each counted once.",
  ),

  // 学校: once per school
  seniorPupils: says(
    "学校高中学段的在校生数，只用来分摊全校共用的校舍、场馆和设备；没有高中的学校不填。",
    "Pupils of the school's senior stage, only to divide what all stages share; not asked where there is none.",
  ),
  teachingArea: says(
    "全校教学及教学辅助用房的建筑面积，包括室内体育用房；不含行政办公、食堂、宿舍等生活用房。",
    "Floor area of the whole school's teaching and auxiliary rooms, indoor sports rooms included; offices, canteens and dormitories not.",
  ),
  indoorSportsArea: says(
    "教学及辅助用房面积中体育馆等室内体育用房的建筑面积，是其中的一部分；没有的填 0。",
    "Floor area of gyms and other indoor sports rooms; part of the teaching and auxiliary area, 0 where there is none.",
  ),
  sportsGroundArea: says(
    "全校室外运动场地（跑道、球场等）的占地面积，不含室内体育用房，也不含租赁、借用的场地。",
    "Land of the school's outdoor sports grounds, tracks and courts; indoor rooms and rented or borrowed grounds not.",
  ),
  convertedVenueArea: says(
    "改造的空间和租赁的校外体育场馆的面积，不在前两项之内；只用于选用过渡规定的县。",
    "Area of converted space and rented venues outside the school, in neither of the two before; used only where the county opts in to that rule.",
  ),
  equipmentValue: says(
    "全校教学仪器设备的资产原值，按数据年份末的账面数；单位是元，报表为万元的须换算或改表头单位。",
    "Book value at cost of the school's teaching instruments and equipment at the end of the data year, in yuan; where the forms give 10 000 yuan, convert it or change the unit in the heading.",
  ),
  multimediaRooms: says(
    "接入网络、能开展多媒体教学的教室间数，含专用教室；一间只计一次，只有投影而不联网的不算。",
    "Rooms with a network connection and equipment for multimedia teaching, special rooms included, each once; one with a projector and no network is none.",
  ),
  computers: says(
    "全校教学用计算机台数，含学生机、教师备课机和平板，不含行政办公用机和已报废的。",
    "Computers of the whole school for teaching: pupils' and teachers' machines and tablets; office machines and those written off not.",
  ),
  books: says(
    "全校图书馆（室）的纸质图书册数，不含电子图书、报刊合订本以外的期刊和教师个人藏书。",
    "Printed books of the whole school's library; electronic books, loose periodicals and teachers' own books not.",
  ),
  musicRooms: says(
    "全校音乐专用教室间数，不论面积大小；与其他课程合用的不算。",
    "Rooms of the school kept for music, whatever their size; shared rooms are not.",
  ),
  adequateMusicRooms: says(
    "音乐专用教室中面积达到所选标准要求的间数，是音乐专用教室数的一部分；没有的填 0。",
    "Music rooms as large as the chosen standard asks; part of the music rooms, 0 where there is none.",
  ),
  artRooms: says(
    "全校美术专用教室间数，不论面积大小；与其他课程合用的不算。",
    "Rooms of the school kept for fine arts, whatever their size; shared rooms are not.",
  ),
  adequateArtRooms: says(
    "美术专用教室中面积达到所选标准要求的间数，是美术专用教室数的一部分；没有的填 0。",
    "Art rooms as large as the chosen standard asks; part of the art rooms, 0 where there is none.",
  ),
  budgetedFunds: says(
    "学校数据年度的公用经费预算总额（元），不含人员经费和基本建设经费；与教师培训经费同一年度。",
    "The school's budget of public funds for the data year, in yuan, without pay and construction; of the same year as the training funds.",
  ),
  trainingFunds: says(
    "学校公用经费预算中安排的教师培训经费（元），是公用经费预算的一部分；上级另拨的专项培训经费不算。",
    "What of the budgeted public funds is set apart for training teachers, in yuan; training paid for by others is not.",
  ),
  allocatedFunds: says(
    "数据年度实际核定拨付给学校的公用经费（元），不含人员经费；小规模学校和特殊教育学校须填。",
    "Public funds granted to the school for the data year, in yuan, without pay; small schools and special schools must give it.",
  ),
  charter: says(
    "学校是否已建立并施行学校章程；正在起草的填“否”。",
    "Whether the school has a charter in force; one being drafted is none.",
  ),
  managementIct: says(
    "学校管理（学籍、教务、资产等）是否实现信息化。",
    "Whether the school is managed by information systems: rolls, timetables, assets.",
  ),
  teachingIct: says(
    "学校教学是否实现信息化，即课堂具备并使用信息化条件。",
    "Whether teaching has the means of information technology and uses them.",
  ),
  ictTeaching: says(
    "教师是否能熟练运用信息化手段组织教学，且设施设备利用率较高。",
    "Whether teachers use information technology in their lessons with ease and its equipment is well used.",
  ),
  moralEducationGrade: says(
    "最近一次德育工作评价的等级：优、良、中、差；没有评价过的，这一项无法判定。",
    "Grade of the last evaluation of moral education: 优, 良, 中 or 差; without one the item stays unknown.",
  ),
  campusCultureGrade: says(
    "最近一次校园文化建设评价的等级：优、良、中、差；没有评价过的，这一项无法判定。",
    "Grade of the last evaluation of campus culture: 优, 良, 中 or 差; without one the item stays unknown.",
  ),
  curriculumComplete: says(
    "是否按课程方案开齐科目、开足课时。",
    "Whether every subject of the curriculum is taught for all its hours.",
  ),
  teachingOrder: says(
    "教学秩序是否规范，即按课表、作息和常规组织教学。",
    "Whether teaching keeps to timetable and rules.",
  ),
  practiceActivities: says(
    "综合实践活动是否有效开展，即有计划、有课时、有记录。",
    "Whether practical activities are carried out: planned, given time, recorded.",
  ),
  excessiveHomework: says(
    "学生课业负担是否过重；过重填“是”，没有过重填“否”。",
    "Whether pupils carry an excessive burden of homework: 是 where they do, 否 where they do not.",
  ),

  // 县级指标
  primaryFundingQuota: says(
    "数据年度执行的小学生均公用经费基准定额（元/生·年），不含寄宿、取暖等加拨。",
    "Public funds per primary pupil and year by the county's quota, in yuan, without supplements for boarding or heating.",
  ),
  juniorFundingQuota: says(
    "数据年度执行的初中生均公用经费基准定额（元/生·年），不含寄宿、取暖等加拨。",
    "Public funds per junior pupil and year by the county's quota, in yuan, without supplements for boarding or heating.",
  ),
  specialEducationFunds: says(
    "全县特殊教育学校数据年度公用经费合计（元），与特殊教育学校学生数同一口径；各校已逐校填报的可不填。",
    "Public funds of all special schools in the data year, in yuan, for the same pupils as the next item; not needed where each school gives its own.",
  ),
  specialEducationPupils: says(
    "全县特殊教育学校在校学生数，与其公用经费同一口径；不含随班就读学生。",
    "Pupils of all special schools, for the same schools as their funds; pupils integrated in ordinary classes not.",
  ),
  inclusivePupils: says(
    "在普通学校随班就读的残疾学生数；只在所选的选项把他们计入特教公用经费时用到。",
    "Disabled pupils in ordinary classes; used only where an option counts them for special education funds.",
  ),
  teacherAveragePay: says(
    "全县公办义务教育学校教师年平均工资收入（元/年），与公务员同一年度、同一口径。",
    "Average yearly pay of teachers in public compulsory schools, in yuan, of the same year and counted in the same way as civil servants'.",
  ),
  civilServantAveragePay: says(
    "当地公务员年平均工资收入（元/年），与教师同一年度、同一口径。",
    "Average yearly pay of local civil servants, in yuan, of the same year and counted in the same way as teachers'.",
  ),
  rotationEligible: says(
    "上一年度全县符合交流轮岗条件的教师总数，不是全体教师数。",
    "Teachers of the county who were eligible for rotation in the last year, not all teachers.",
  ),
  rotatedTeachers: says(
    "上一年度实际交流轮岗的教师数，是符合条件教师数的一部分；只支教几天、不转岗的不算。",
    "Teachers who rotated in the last year; part of those eligible, without visits of a few days.",
  ),
  rotatedBackbone: says(
    "上一年度实际交流轮岗的教师中县级以上骨干教师数，是交流轮岗教师数的一部分。",
    "Backbone teachers among those who rotated in the last year; part of the teachers rotated.",
  ),
  primaryInZone: says(
    "城区、镇区公办小学（不含寄宿制学校）当年一年级新生中就近划片入学的人数。",
    "First-year pupils of urban and town public primary schools, boarding schools left out, who entered by their zone this year.",
  ),
  primaryEntrants: says(
    "城区、镇区公办小学（不含寄宿制学校）当年一年级新生总数，与就近划片入学人数同一口径。",
    "All first-year pupils of the same primary schools this year.",
  ),
  juniorInZone: says(
    "城区、镇区公办初中（不含寄宿制学校）当年初一新生中就近划片入学的人数。",
    "First-year pupils of urban and town public junior schools, boarding schools left out, who entered by their zone this year.",
  ),
  juniorEntrants: says(
    "城区、镇区公办初中（不含寄宿制学校）当年初一新生总数，与就近划片入学人数同一口径。",
    "All first-year pupils of the same junior schools this year.",
  ),
  quotaAllocated: says(
    "优质高中当年招生名额中分配到各初中的名额数，是招生名额总数的一部分。",
    "Places of quality senior schools that were allotted to junior schools this year; part of all their places.",
  ),
  quotaTotal: says(
    "全县优质高中当年招生名额总数，含未分配的名额。",
    "All places of the county's quality senior schools this year, allotted or not.",
  ),
  quotaRural: says(
    "分配名额中分给农村初中的名额数，是优质高中分配名额的一部分。",
    "Allotted places that went to rural junior schools; part of the places allotted.",
  ),
  migrantInPublic: says(
    "符合条件的随迁子女中在公办学校就读的人数，是符合条件的随迁子女数的一部分。",
    "Eligible migrant children who attend public schools; part of the eligible.",
  ),
  migrantInPurchased: says(
    "符合条件的随迁子女中由政府购买服务在民办学校就读的人数，不含自费就读民办学校的。",
    "Eligible migrant children in private places that the government pays for, without those whose families pay.",
  ),
  migrantEligible: says(
    "全县符合当地入学条件的义务教育阶段随迁子女总数，不论在何类学校就读。",
    "All migrant children of compulsory age who meet the local conditions, whatever school they attend.",
  ),
  juniorGraduates: says(
    "当年全县初中毕业班（初三）学生数，含三年中转入的学生。",
    "The county's pupils in the last junior year this year, with those who came in over the three years.",
  ),
  juniorEntrantsThreeYearsAgo: says(
    "同一届学生三年前初一入学时的在校生数，不是当年的初一学生数。",
    "Pupils of the same cohort when it entered three years ago, not this year's first-years.",
  ),
  juniorTransfersIn: says(
    "该届学生三年中从县外转入的人数，不含县内校际转学。",
    "Pupils who joined the cohort from outside the county over the three years; moves within it not.",
  ),
  juniorTransfersOut: says(
    "该届学生三年中转出到县外的人数，不含辍学和县内校际转学。",
    "Pupils who left the cohort for schools outside the county over the three years; drop-outs and moves within it not.",
  ),
  juniorDeaths: says(
    "该届学生三年中死亡的人数，没有的填 0。",
    "Pupils of the cohort who died over the three years, 0 where none did.",
  ),
  disabledEnrolled: says(
    "全县适龄残疾儿童少年中已入学的人数，含特殊教育学校就读、随班就读和送教上门。",
    "School-age disabled children who are enrolled: in special schools, in ordinary classes or taught at home.",
  ),
  disabledSchoolAge: says(
    "全县义务教育适龄残疾儿童少年总数，不论是否入学。",
    "All disabled children of compulsory age in the county, enrolled or not.",
  ),
  surveyed: says(
    "社会认可度问卷调查回收的有效问卷份数，不含无效问卷。",
    "Valid answers to the satisfaction survey; void ones not.",
  ),
  satisfied: says(
    "有效问卷中表示满意的份数，是有效份数的一部分。",
    "Valid answers that say satisfied; part of the valid answers.",
  ),

  // 县情
  countyName: says("被评估的县（市、区）全称。", "Full name of the county, city or district that is audited."),
  countyCode: says(
    "县（市、区）的六位行政区划代码，按文本填写。",
    "The county's six-digit administrative code, typed as text.",
  ),
  dataYear: says(
    "本工作簿各项数据所属的年份，四位数字；不是填表的年份。",
    "The year that the workbook's figures are of, four digits; not the year of filling it in.",
  ),
  reportingUnit: says("填报本工作簿的单位全称。", "Full name of the office that fills in the workbook."),
  filingDate: says(
    "填报完成的日期，决定按哪一天有效的标准和佐证审核。",
    "The day of filing; standards and documents are taken as they are in force on it.",
  ),
  basicBalanceYear: says(
    "通过国家义务教育基本均衡发展认定的年份；知道日期的填日期，满三年即按日计。",
    "The year in which the county was recognised as basically balanced; or the day, from which three years are then counted.",
  ),
  monitoringConclusion: says(
    "认定之后最近一次基本均衡年度监测的结论，按文件原文填写。",
    "What the last yearly monitoring since the recognition concluded, in the document's words.",
  ),
  population: says(
    "年末常住人口总数（万人，两位小数）。",
    "Resident population at the year's end, in 10 000 persons with two decimals.",
  ),
  ruralPopulation: says(
    "常住人口中的农业人口数（万人，两位小数），是人口总数的一部分。",
    "Agricultural population among the residents, in 10 000 persons with two decimals.",
  ),
  townships: says("县辖乡、镇的个数，不含街道。", "Townships and towns of the county; subdistricts not."),
  villages: says(
    "行政村个数，不含自然村和社区。",
    "Administrative villages; natural villages and urban communities not.",
  ),
  gdpPerPerson: says(
    "数据年度按常住人口平均的国内生产总值（元）。",
    "Gross domestic product per resident in the data year, in yuan.",
  ),
  revenuePerPerson: says(
    "数据年度按常住人口平均的地方财政收入（元）。",
    "Local government revenue per resident in the data year, in yuan.",
  ),
  ruralIncome: says("数据年度农民人均纯收入（元/年）。", "Net income per rural resident in the data year, in yuan."),
  urbanIncome: says(
    "数据年度城镇居民人均可支配收入（元/年）。",
    "Disposable income per urban resident in the data year, in yuan.",
  ),
  specialSchools: says(
    "县内独立设置的特殊教育学校所数，不含普通学校附设的特教班。",
    "Special schools of their own standing in the county; classes within ordinary schools not.",
  ),
  educationSpendingLastYear: says(
    "上年全县一般公共预算教育经费支出（元），与本年同一口径。",
    "Education spending from the general public budget last year, in yuan, counted as this year's is.",
  ),
  educationSpending: says(
    "本年（数据年度）全县一般公共预算教育经费支出（元），不含政府性基金和其他收入安排的支出。",
    "Education spending from the general public budget in the data year, in yuan; what other funds paid is not.",
  ),
  spendingPerPupilLastYear: says(
    "上年按在校学生平均的一般公共预算教育经费（元/生），与本年同一口径。",
    "Education spending per pupil from the general public budget last year, in yuan, counted as this year's is.",
  ),
  spendingPerPupil: says(
    "本年（数据年度）按在校学生平均的一般公共预算教育经费（元/生）。",
    "Education spending per pupil from the general public budget in the data year, in yuan.",
  ),
};
