import { meantText } from "../../did-you-mean.ts";
import type { DataProblem, ProblemCode, ProblemFacts } from "../../model/county.ts";
import { QUANTITIES, STAGE_QUANTITIES } from "../../model/quantity.ts";
import { aside, type Lang, listed, quoted } from "./language.ts";
import { formatValue, numberText } from "./numbers.ts";
import type { Speaker } from "./speaker.ts";
import { LACKS, ownLabel, quantityLabel, stageWord, typeWord, unitWord } from "./words.ts";

/** What a data problem says besides its place. */
export interface ProblemWords {
  /** What the cell should hold. */
  readonly expected: string;
  /** What to do. */
  readonly hint: string;
  /** Something of the found value that the raw text does not show, or null. */
  readonly remark: string | null;
}

const words = (expected: string, hint: string, remark: string | null = null): ProblemWords => ({
  expected,
  hint,
  remark,
});

const number = (value: number): string => numberText(value, null);
const at = (cell: string | null, lang: Lang): string => (cell === null ? "" : aside(cell, lang));
const nearest = (name: string | null, lang: Lang): string | null => (name === null ? null : meantText(name)[lang]);
const choiceWords = (choices: readonly string[], lang: Lang): string =>
  listed(
    choices.map((choice) => typeWord(choice, lang)),
    lang,
  );
const range = (min: number | null, max: number | null, lang: Lang): string => {
  const zh = lang === "zh";
  if (min !== null && max !== null)
    return zh ? `${number(min)} 到 ${number(max)} 之间的数` : `a number from ${number(min)} to ${number(max)}`;
  if (min !== null) return zh ? `不小于 ${number(min)} 的数` : `a number of ${number(min)} or more`;
  if (max !== null) return zh ? `不大于 ${number(max)} 的数` : `a number of ${number(max)} or less`;
  return zh ? "允许范围内的数" : "a number in the allowed range";
};

/** What to write for a value that is not there, by its kind; 0 is an answer of numbers alone. */
const toFillIn = ({ quantity }: DataProblem, lang: Lang): string => {
  const zh = lang === "zh";
  const kind = quantity === null ? null : QUANTITIES[quantity].kind;
  switch (kind) {
    case "count":
    case "area":
    case "money":
    case "amount":
    case "number":
    case "percent":
      return zh ? "补填；确实没有的填 0" : "fill it in; write 0 where there is none";
    case "flag":
      return zh ? "填“是”或“否”" : "write 是 or 否";
    case "grade":
      return zh ? "填优、良、中、差之一" : "write 优, 良, 中 or 差";
    case "year":
      return zh ? "填四位数的年份" : "write a year of four digits";
    case "date":
      return zh ? "按年-月-日填写" : "write it as year-month-day";
    case "sponsor":
      return zh ? "填“公办”或“民办”" : "write 公办 or 民办";
    case "location":
      return zh ? "填城区、镇区、乡村之一" : "write 城区, 镇区 or 乡村";
    default:
      return zh ? "补填" : "fill it in";
  }
};

/** The first names of so many. */
const firstOf = (names: readonly string[], all: number, lang: Lang): string =>
  `${names.join(lang === "zh" ? "、" : ", ")}${names.length < all ? (lang === "zh" ? " 等" : " …") : ""}`;

type Sentences = {
  readonly [C in ProblemCode]: (
    facts: ProblemFacts[C],
    problem: DataProblem,
    lang: Lang,
    speaker: Speaker,
  ) => ProblemWords;
};

const SENTENCES: Sentences = {
  "not-a-number": (_, __, lang) =>
    lang === "zh"
      ? words("一个数", "只填数字，文字写到备注中")
      : words("a number", "write digits only; put words into the remark"),
  negative: (_, __, lang) =>
    lang === "zh"
      ? words("0 或更大的数", "改成实际数；没有的填 0，不知道的留空")
      : words("0 or more", "write the real figure; 0 for none, blank for not known"),
  "not-whole": (_, __, lang) =>
    lang === "zh"
      ? words("整数", "改成实有的整数，不要填平均数或折算数")
      : words("a whole number", "write the whole count, no average or equivalent"),
  "out-of-range": (facts, _, lang) =>
    lang === "zh"
      ? words(range(facts.min, facts.max, lang), "核对后改正")
      : words(range(facts.min, facts.max, lang), "check and correct it"),
  "not-a-choice": (facts, _, lang) =>
    lang === "zh"
      ? words(`${listed(facts.choices, lang)}之一`, "改成其中一个")
      : words(`one of ${listed(facts.choices, lang)}`, "write one of them"),
  "not-a-date": (_, __, lang) =>
    lang === "zh"
      ? words("日期，如 2024-12-31", "按年-月-日填写")
      : words("a date such as 2024-12-31", "write it as year-month-day"),
  "not-a-year": (_, __, lang) =>
    lang === "zh"
      ? words("四位数的年份，如 2024", "只填年份")
      : words("a year of four digits such as 2024", "write the year only"),
  "error-cell": (_, __, lang) =>
    lang === "zh"
      ? words("一个值，不是公式的错误", "改正公式，或直接填数")
      : words("a value, not a formula's error", "correct the formula or write the figure"),
  uncached: (_, __, lang) =>
    lang === "zh"
      ? words("公式的计算结果", "用 Excel 或 WPS 打开文件，重新计算并保存", "公式没有保存结果")
      : words(
          "the formula's result",
          "open the file in Excel or WPS, recalculate and save it",
          "a formula without a saved result",
        ),
  "merged-data": (facts, _, lang) =>
    lang === "zh"
      ? words("每个数各占一个单元格", "取消合并，逐格填写", `数据行中有合并单元格 ${facts.range}，分不清是谁的数`)
      : words(
          "a cell of its own for each figure",
          "unmerge them and fill in each cell",
          `cells merged among the rows, ${facts.range}, which do not say whose the figure is`,
        ),
  "part-above-whole": (facts, problem, lang, speaker) => {
    const names = facts.parts.map((part) => quantityLabel(part, problem.stage, speaker));
    const sum = names.length === 1 ? "" : lang === "zh" ? "之和" : " together";
    // A part that is the figure itself was named before.
    const part =
      names.length === 1 && [problem.quantity, problem.label].includes(facts.parts[0]!)
        ? ""
        : listed(names, lang) + sum;
    const whole = quantityLabel(facts.whole, problem.stage, speaker);
    if (facts.whole === "pupils" && facts.wholeValue === 0) {
      return lang === "zh"
        ? words(
            `${whole}为 0${at(facts.wholeCell, lang)}时，${firstOf(names.slice(0, 4), names.length, lang)}都为 0`,
            "有学生就改正在校生数，已停办就整行都填 0；改正之前，这所学校在这一学段无法判定",
          )
        : words(
            `0 for ${firstOf(names.slice(0, 4), names.length, lang)} where ${whole} is 0${at(facts.wholeCell, lang)}`,
            "correct the pupils where there are any, or write 0 in the whole row of a school that has closed; until then the school is unknown at the stage",
          );
    }
    return lang === "zh"
      ? words(`${part}不超过${whole} ${number(facts.wholeValue)}${at(facts.wholeCell, lang)}`, "核对两个数，改正填错的")
      : words(
          `${part} at most ${whole} ${number(facts.wholeValue)}${at(facts.wholeCell, lang)}`.trimStart(),
          "check both figures and correct the wrong one",
        );
  },
  "type-unknown": (facts, _, lang) =>
    lang === "zh"
      ? words(`${choiceWords(facts.choices, lang)}之一`, "改成其中一种办学类型")
      : words(`one of ${choiceWords(facts.choices, lang)}`, "write one of these school types"),
  "type-missing": (facts, _, lang) =>
    lang === "zh"
      ? words(`${choiceWords(facts.choices, lang)}之一`, "填写办学类型，否则无法确定是否应评")
      : words(
          `one of ${choiceWords(facts.choices, lang)}`,
          "fill in the type; without it nobody can say whether the school is judged",
        ),
  "pupils-outside-type": (facts, _, lang) => {
    const stage =
      facts.stage === "primary" || facts.stage === "juniorSecondary" || facts.stage === "senior"
        ? stageWord(facts.stage, lang)
        : facts.stage;
    return lang === "zh"
      ? words(`${typeWord(facts.type, lang)}没有${stage}学生`, "改正办学类型，或把学生数填到对应的学段")
      : words(
          `a ${typeWord(facts.type, lang)} has no ${stage} pupils`,
          "correct the type, or move the pupils to their stage",
        );
  },
  "missing-required": ({ column }, problem, lang) => {
    if (column === undefined) return words(lang === "zh" ? "一个值" : "a value", toFillIn(problem, lang));
    const heading = quoted(column.heading, lang);
    if (column.unused !== undefined) {
      const { cell, header } = column.unused;
      return lang === "zh"
        ? words(
            `${heading}的本年数值`,
            "数值不是这个口径的，换成这个口径的；已经是这个口径的，改正说明里的文字",
            `${cell} 按表外的说明是${quoted(header, lang)}，没有采用`,
          )
        : words(
            `this year's figures of ${heading}`,
            "enter the figures that are asked for; correct the note if they are so already",
            `${cell}, by a note ${quoted(header, lang)}, which was not used`,
          );
    }
    if (lang === "zh") {
      const [line, name] = column.upright === true ? ["行", "名称"] : ["列", "列名"];
      return words(
        `${heading}这一${line}`,
        `加上这一${line}${column.mappable ? `；表中已有而${name}不同的，用 --map 对照文件指明` : ""}`,
        `没有这一${line}`,
      );
    }
    const [line, name] = column.upright === true ? ["row", "name"] : ["column", "heading"];
    return words(
      `a ${line} ${heading}`,
      `add it${column.mappable ? `; if it is there under another ${name}, name it in a file for --map` : ""}`,
      `no such ${line}`,
    );
  },
  "rows-missing": (facts, _, lang) => {
    const rows = listed(facts.rows, lang);
    if (facts.unused !== undefined) {
      const { cell } = facts.unused;
      const header = quoted(facts.unused.header, lang);
      if (facts.unused.alone === true) {
        return lang === "zh"
          ? words(
              `本县本年实际的${rows}`,
              `按本县本年的实际情况填写，并改写 ${cell}；已经如实填写的，也请改写 ${cell}`,
              "这一行按它没有采用",
            )
          : words(
              `this county's and this year's own ${rows}`,
              `give what is so in this county this year, and reword ${cell}; where it is that, reword ${cell} too`,
              "by which the row was not taken",
            );
      }
      return lang === "zh"
        ? words(
            `本年的：${rows}`,
            `${cell} 若是本年的数值，列名改为“数值”，标题写本年；不是则另加一列“数值”`,
            `${cell} 写的是${header}，按它没有采用任何一行`,
          )
        : words(
            `this year's ${rows}`,
            `if ${cell} is over this year's figures, call the column 数值 and give this year in the title; else add a column 数值`,
            `${cell} says ${header}, by which not one row was taken`,
          );
    }
    return lang === "zh"
      ? words(
          facts.sheetMissing ? `有这张表，列明：${rows}` : `列明：${rows}`,
          "按模板补上（qe-audit template）",
          facts.sheetMissing ? "没有这张表" : "没有这些行",
        )
      : words(
          facts.sheetMissing ? `a sheet with the rows ${rows}` : `the rows ${rows}`,
          "add them as the template has them (qe-audit template)",
          facts.sheetMissing ? "no such sheet" : "no such rows",
        );
  },
  "no-schools": (_, __, lang) =>
    lang === "zh"
      ? words("一所学校一行", "填写各校数据", "一所学校也没有")
      : words("a row for each school", "fill in the schools", "not one school"),
  "blank-row": (_, __, lang) =>
    lang === "zh"
      ? words("这所学校的数据", "补填这一行；已撤并的学校请删去整行", "整行未填")
      : words(
          "this school's figures",
          "fill in the row, or delete it if the school is closed",
          "the whole row is blank",
        ),
  "same-code-different-values": (facts, _, lang) =>
    lang === "zh"
      ? words(`与同一标识码的${facts.school}${at(facts.otherCell, lang)}数值相同`, "核对标识码；同一所学校只留一行")
      : words(
          `the same values as ${facts.school}${at(facts.otherCell, lang)}, which has the same code`,
          "check the code; keep one row for one school",
        ),
  "same-name-without-code": (facts, _, lang) =>
    lang === "zh"
      ? words(
          "能与同名学校分开的标识码",
          `补填标识码；若与${facts.school}${at(facts.otherCell, lang)}是同一所学校，只留一行`,
          `与${facts.school}${at(facts.otherCell, lang)}同名而数值不同，分不清是不是同一所`,
        )
      : words(
          "a code that tells it from the other of its name",
          `fill it in; if it is ${facts.school}${at(facts.otherCell, lang)}, keep one row`,
          `the name of ${facts.school}${at(facts.otherCell, lang)} with other values, so nobody can tell whether it is the same school`,
        ),
  "shared-value-differs": ({ otherCell, otherValue, sum }, _, lang) =>
    lang === "zh"
      ? words(
          `与同一学校的 ${otherCell} 相同（${otherValue}）`,
          sum === null
            ? "两行填同一个全校数，或只填一行"
            : `是同一个数还是要相加？同一个数：各行填一样的全校数（对照文件中写“分学段: 同一个数”，填一样之前仍为未知）；各学段自己的数：在对照文件（--map）的这一列写“分学段: 相加”，全校按 ${number(sum)} 计`,
        )
      : words(
          `the same as ${otherCell} of the same school (${otherValue})`,
          sum === null
            ? "write one figure for the whole school on both rows or on one"
            : `is it one figure, or are they to be added up? One figure: write the school's on each row (分学段: 同一个数 in the map; unknown until they are alike). Each stage's own: write 分学段: 相加 for this column in the map (--map), and the school has ${number(sum)}`,
        ),
  "largest-class-contradicts-count": (facts, _, lang) =>
    lang === "zh"
      ? words(
          `与最大班额${at(facts.otherCell, lang)} ${number(facts.otherValue)} 人相符（班额上限 ${number(facts.cap)} 人）`,
          "核对最大班额和超班额班级数",
        )
      : words(
          `in keeping with the largest class of ${number(facts.otherValue)}${at(facts.otherCell, lang)} and the cap of ${number(facts.cap)}`,
          "check the largest class and the number of classes over the cap",
        ),
  "largest-class-too-small": ({ pupils, pupilsCell, classes, classesCell, least }, _, lang) =>
    lang === "zh"
      ? words(
          `不小于 ${number(least)} 人：${number(pupils)} 名学生${at(pupilsCell, lang)}分在 ${number(classes)} 个班${at(classesCell, lang)}`,
          "核对最大班额、班级数和在校生数",
        )
      : words(
          `${number(least)} or more, for ${number(pupils)} pupils${at(pupilsCell, lang)} in ${number(classes)} classes${at(classesCell, lang)}`,
          "check the largest class, the classes and the pupils",
        ),
  "class-list-sum": ({ listed: sum, listCell }, _, lang) =>
    lang === "zh"
      ? words(
          `与班级表各班人数之和 ${number(sum)} 人相符（见 ${listCell}）`,
          "核对班级表有没有漏列的班级、填错的人数，以及在校生数",
        )
      : words(
          `in keeping with the ${number(sum)} pupils of all classes listed (see ${listCell})`,
          "look for classes left out of the list and wrong figures, here or there",
        ),
  "stage-unproven": ({ placed }, _, lang) => {
    const hint =
      lang === "zh"
        ? "改正序号或行的位置，或在两部分之前各加一行“小学”“初中”；先按校名判断学段，校名看不出的无法判定"
        : "correct the numbers or move the row, or put a line 小学 and a line 初中 before the two parts; until then the names tell the stages, and what they do not tell is unknown";
    if (placed === null)
      return lang === "zh"
        ? words("小学、初中各从 1 起编号", hint, "序号变小而不是 1")
        : words("numbers that begin at 1 for 小学 and again for 初中", hint, "less than before, and not 1");
    return lang === "zh"
      ? words(`${stageWord(placed, lang)}（按序号或位置，这一行在${stageWord(placed, lang)}部分）`, hint)
      : words(`a ${stageWord(placed, lang)} school, as the row's number or place has it`, hint);
  },
  "percent-ambiguous": (_, __, lang) =>
    lang === "zh"
      ? words("百分数，如 98.5 表示 98.5%", "写明是 1% 还是 100%")
      : words("a percentage such as 98.5 for 98.5 %", "say whether it is 1 % or 100 %"),
  "missing-name": (_, __, lang) =>
    lang === "zh" ? words("学校名称", "补填学校名称") : words("the school's name", "fill in the name"),
  "code-unknown": (facts, _, lang) =>
    facts.byName === true
      ? lang === "zh"
        ? words(
            `${listed(facts.choices, lang)}之一，写全`,
            "这一行没有对应到任何一项：照标准写全一项的名称，或加“代码”一列填代码",
          )
        : words(
            `one of ${listed(facts.choices, lang)}, in full`,
            "the row answers no item: write the name of one as the standard has it, or add a column 代码 with its code",
          )
      : lang === "zh"
        ? words(`${listed(facts.choices, lang)}之一`, nearest(facts.nearest, lang) ?? "改成其中一个代码")
        : words(`one of ${listed(facts.choices, lang)}`, nearest(facts.nearest, lang) ?? "write one of these codes"),
  "duplicate-item": (facts, _, lang) =>
    lang === "zh"
      ? words("每一项只有一行", `与 ${facts.otherCell} 重复，只留一行`)
      : words("one row for each item", `${facts.otherCell} has it already; keep one row`),
  "evidence-none": ({ lacks }, _, lang) =>
    lang === "zh"
      ? words("现行文件的名称（加《》）、文件名或文号", "写明文件；没有现行文件的，结论不填“符合”", LACKS[lacks].zh)
      : words(
          "a document in force, by its title in 《》, its file or its number",
          "name the document, or do not conclude 符合",
          LACKS[lacks].en,
        ),
  "answers-rival": ({ headings }, _, lang) =>
    lang === "zh"
      ? words("只有一栏回答", "只留下作准的一栏", `${listed(headings, lang)}都可能是回答，都没有采用`)
      : words(
          "one column of answers",
          "keep the column that counts",
          `${listed(headings, lang)} may each be the answer, and none was used`,
        ),
  "list-unread": ({ list, headings, ofCounties }, _, lang) => {
    if (ofCounties === true) {
      return lang === "zh"
        ? words(
            `${list}表每行是哪个区县的`,
            "加一列“区县”并逐行填写，或每个区县另设一张表、在表名或标题中写明区县",
            "工作簿有几个区县，这张表没有写明，没有采用",
          )
        : words(
            `of which county each row of ${list} is`,
            "add a column 区县 and fill it in on every row, or give each county a sheet of its own with its name in the title",
            "the workbook has several counties and the sheet does not say, so it was not used",
          );
    }
    return lang === "zh"
      ? words(`${list}表的栏目`, "按模板补上表头", `缺少${listed(headings, lang)}，这张表没有采用`)
      : words(
          `the columns of ${list}`,
          "complete the headings as the template has them",
          `${listed(headings, lang)} missing, so the sheet was not used`,
        );
  },
  "school-ambiguous": (facts, _, lang) =>
    lang === "zh"
      ? words(
          "能确定是哪一所学校",
          "加一栏学校标识码，填写标识码",
          `同名的学校不止一所（${listed(facts.cells, lang)}）`,
        )
      : words(
          "a school that can be told from the others",
          "add a column 学校标识码 and fill in its code",
          `several schools have this name (${listed(facts.cells, lang)})`,
        ),
  "school-not-found": (facts, _, lang) =>
    lang === "zh"
      ? words("学校表中有的学校", nearest(facts.nearest, lang) ?? "名称与学校表写得一样")
      : words("a school of the sheet 学校", nearest(facts.nearest, lang) ?? "write the name as on 学校"),
  "parent-not-found": (facts, _, lang) =>
    lang === "zh"
      ? words(
          "备注中写明所并入的学校",
          `${nearest(facts.nearest, lang) ?? "在备注中写学校表里的校名；"}这一行仍作为一所学校`,
        )
      : words(
          "the school it belongs to, named in the remark",
          facts.nearest === null
            ? "write that school's name into the remark; the row stays a school of its own"
            : `${meantText(facts.nearest).en} The row stays a school of its own`,
        ),
  "unit-unknown": (facts, _, lang) => {
    if (facts.wanted !== undefined)
      return lang === "zh"
        ? words(`单位${quoted(facts.wanted, lang)}`, "改用方案的单位", `单位${quoted(facts.unit, lang)}不能换算`)
        : words(
            `the unit ${quoted(facts.wanted, lang)}`,
            "use the plan's unit",
            `the unit ${quoted(facts.unit, lang)} does not convert into it`,
          );
    return lang === "zh"
      ? words("能识别的单位", "改用模板的单位", `单位${quoted(facts.unit, lang)}不能识别`)
      : words("a unit that is known", "use the template's unit", `the unit ${quoted(facts.unit, lang)} is not known`);
  },
  "progress-above-plan": ({ total, unit, likely, taken }, _, lang) => {
    const amount = (value: number): string => formatValue(value, { unit, decimals: null, lang });
    const other = likely === null || taken === null ? null : { unit: unitWord(likely, 2, lang), value: amount(taken) };
    return lang === "zh"
      ? words(
          `与全部计划 ${amount(total)}相近的数`,
          other === null ? `核对单位（应为${unit}）和数值` : `核对单位：若按${other.unit}填写，应为 ${other.value}`,
          "超过全部计划的 10 倍",
        )
      : words(
          `a figure near all that is planned, ${amount(total)}`,
          other === null
            ? `check the unit (${unitWord(unit, 2, lang)}) and the figure`
            : `check the unit: if it is in ${other.unit}, write ${other.value}`,
          "more than 10 times all that is planned",
        );
  },
  placeholder: (_, problem, lang) =>
    lang === "zh"
      ? words("一个值", `${toFillIn(problem, lang)}。已按未填处理`)
      : words("a value", `${toFillIn(problem, lang)}. Taken as blank`),
  "identical-row": (facts, _, lang) =>
    lang === "zh"
      ? words("每所学校一行", "删去重复的一行；已只计一次", `与 ${facts.otherCell} 完全相同`)
      : words("one row for each school", "delete the copy; it was counted once", `identical to ${facts.otherCell}`),
  "zero-school": (_, __, lang) =>
    lang === "zh"
      ? words("在校生数", "核对；已撤并的学校请删去整行。已作不参评处理", "全为 0")
      : words("pupils", "check it; delete the row if the school is closed. Not judged", "all zeros"),
  "unit-slip": (facts, _, lang) =>
    lang === "zh"
      ? words(
          `与全县每名学生通常的 ${number(facts.usual)} 相近`,
          "核对单位，是否把元填成了万元或相反",
          `合每名学生 ${number(facts.perPupil)}，约为通常的 ${number(facts.factor)} 倍`,
        )
      : words(
          `close to the county's usual ${number(facts.usual)} per pupil`,
          "check the unit: yuan or ten thousand yuan",
          `${number(facts.perPupil)} per pupil, about ${number(facts.factor)} times the usual`,
        ),
  "unit-implausible": ({ perPupil, schools, min, max, unit, likely }, _, lang) => {
    const amount = (value: number): string => formatValue(value, { unit, decimals: null, lang });
    const [from, to, found] = [number(min), amount(max), amount(perPupil)];
    const other = likely === null ? null : unitWord(likely, 2, lang);
    if (lang === "zh") {
      const expected = `每名学生 ${from} 到 ${to}`;
      return words(
        schools === null ? expected : `${expected}（中位数）`,
        `核对单位${other === null ? "和数值" : `：像是按${other}填写的，若是，请把单位改成${other}`}；先不要采信由此得出的结论`,
        schools === null ? `合每名学生 ${found}` : `${schools} 所学校的中位数合每名学生 ${found}`,
      );
    }
    return words(
      `${schools === null ? "" : "a median of "}${from} to ${to} per pupil`,
      `check the unit${other === null ? " and the figures" : `: they seem to be in ${other}; if so, write that unit`}, and trust nothing judged by them before`,
      schools === null ? `${found} per pupil` : `a median of ${found} per pupil over ${schools} schools`,
    );
  },
  outlier: (facts, _, lang) =>
    lang === "zh"
      ? words(
          `与全县每名学生的中位数 ${number(facts.median)} 相近`,
          "核对是否填错",
          `合每名学生 ${number(facts.perPupil)}`,
        )
      : words(
          `close to the county's median of ${number(facts.median)} per pupil`,
          "check whether it is right",
          `${number(facts.perPupil)} per pupil`,
        ),
  "pupils-unusual": ({ figures, likely }, { stage }, lang, speaker) => {
    const names = listed(
      figures.map((figure) => quantityLabel(figure, figure in STAGE_QUANTITIES ? stage : null, speaker)),
      lang,
    );
    return lang === "zh"
      ? words(
          `${number(likely)} 上下（按全县每名学生的通常水平）`,
          "核对在校生数；其余各数先不必改",
          `使${names}合每名学生都反常`,
        )
      : words(
          `about ${number(likely)}, by what is usual per pupil in the county`,
          "check the pupils before any other figure",
          `which makes ${names} unusual per pupil`,
        );
  },
  "class-average": (facts, _, lang) =>
    lang === "zh"
      ? words("平均每班 5 到 70 人", "核对在校生数和班级数", `平均每班 ${number(facts.average)} 人`)
      : words(
          "5 to 70 pupils per class on average",
          "check pupils and classes",
          `${number(facts.average)} per class on average`,
        ),
  "year-on-year": (facts, _, lang) =>
    lang === "zh"
      ? words(`与上年 ${number(facts.previous)} 相近`, "核对是否填错", `变化 ${number(facts.change * 100)}%`)
      : words(
          `close to last year's ${number(facts.previous)}`,
          "check whether it is right",
          `changed by ${number(facts.change * 100)} %`,
        ),
  "school-new": (_, __, lang) =>
    lang === "zh"
      ? words("上年工作簿中有的学校", "新建或更名的不必改；否则核对标识码和名称", "上年没有")
      : words(
          "a school of last year's workbook",
          "check code and name, unless it is new or renamed",
          "not there last year",
        ),
  "school-vanished": (facts, _, lang) =>
    lang === "zh"
      ? words(`有这所学校（上年在 ${facts.previousCell}）`, "撤并或更名的不必改；否则补上", "今年没有")
      : words(
          `this school (last year at ${facts.previousCell})`,
          "add it, unless it was closed, merged or renamed",
          "not there",
        ),
  "same-name-other-code": ({ otherCell, coded }, _, lang) =>
    lang === "zh"
      ? words(
          "不同的学校有不同的名称",
          coded ? "确认是两所学校；若是一所，改正标识码" : "确认是两所学校；若是一所，只留一行",
          `与 ${otherCell} 同名，${coded ? "标识码不同" : "没有标识码可以区分"}`,
        )
      : words(
          "different names for different schools",
          coded
            ? "make sure that they are two; if one, correct the code"
            : "make sure that they are two; if one, keep one row",
          `the name of ${otherCell} with ${coded ? "another code" : "no code to tell them apart"}`,
        ),
  "arts-doubled": ({ music, art }, _, lang) =>
    lang === "zh"
      ? words(
          "音乐、美术之外的艺术课教师",
          "确认这些艺术课教师不含音乐、美术教师；重复计算的改成 0",
          `正好是音乐 ${music} 人与美术 ${art} 人之和`,
        )
      : words(
          "teachers of 艺术 besides those of music and art",
          "make sure that they are not the same teachers; if they are, write 0",
          `exactly the sum of ${music} for music and ${art} for art`,
        ),
  "similar-name": (facts, _, lang) =>
    lang === "zh"
      ? words("每所学校一行", `确认与${quoted(facts.other, lang)}${at(facts.otherCell, lang)}是两所学校`, "名称相近")
      : words(
          "one row for each school",
          `make sure that ${quoted(facts.other, lang)}${at(facts.otherCell, lang)} is another school`,
          "a similar name",
        ),
  "list-overrides-summary": (facts, _, lang) =>
    lang === "zh"
      ? words(`与逐条列出的相符（见 ${facts.otherCell}）`, "核对两处；已以逐条列出的为准")
      : words(`in keeping with the list (see ${facts.otherCell})`, "check both; the list was used"),
  "class-repeated": ({ otherCell, rows }, _, lang) =>
    lang === "zh"
      ? words(
          "同一学校同一学段每个班一行",
          "核对班级名称（写明年级），删去重复的行",
          `与 ${otherCell} 相同${rows === 1 ? "" : `，这个学段共 ${rows} 行重复`}`,
        )
      : words(
          "one row for each class of a school's stage",
          "check the names, with their grade, and delete copies",
          `the name of ${otherCell}${rows === 1 ? "" : `; ${rows} rows of the stage repeat another`}`,
        ),
  "school-not-counted": ({ says }, _, lang) =>
    says === "not-open"
      ? lang === "zh"
        ? words("本年在办的学校", "该校的数据没有采用：未开办、已停办或已撤并的，删去这一行；在办的，改正这里的文字")
        : words(
            "a school in operation this year",
            "its figures are not used: delete the row if it is not open yet or closed; correct this text if it is in operation",
          )
      : lang === "zh"
        ? words(
            "本年的实际数据",
            "这一行的数据没有采用：填本年核实后的数，再删去这里的文字；已经是实际数的，只删去文字",
          )
        : words(
            "this year's figures as they are",
            "the row's figures are not used: enter this year's, checked, and delete this text; delete it if they are so already",
          ),
  "school-remark": (_, __, lang) =>
    lang === "zh"
      ? words(
          "说得清楚的备注",
          "该校的数据已采用；请核对：该校未办学的，删去这一行；某项数不是本年实际数的，改填实际数",
        )
      : words(
          "a remark that leaves nothing open",
          "the school's figures are used; check it: delete the row if the school is not in operation, correct a figure that is not this year's",
        ),
  "figure-remarked": (_, __, lang) =>
    lang === "zh"
      ? words("实际的数据", "这一行的数据没有采用：填实际数，再删去这里的文字；已经是实际数的，只删去文字")
      : words(
          "figures as they are",
          "the row's figures are not used: enter them as they are and delete this text; delete it if they are so already",
        ),
  "veto-contradicted": (_, __, lang) =>
    lang === "zh"
      ? words("与“否”一致的说明", "“否”没有采用：有此情形填“是”；查过而没有的，说明写“未发现”")
      : words("a note that agrees with 否", "否 is not taken: 是 where there was a case; 未发现 where none was found"),
  "veto-note": (_, __, lang) =>
    lang === "zh"
      ? words("与“否”一致的说明", "核实：有此情形填“是”；查过而没有的，说明写“未发现”")
      : words("a note that agrees with 否", "check it: 是 where there was a case; 未发现 where none was found"),
  "percent-assumed": (facts, _, lang) =>
    lang === "zh"
      ? words("百分数，如 98.5 表示 98.5%", `已按 ${number(facts.taken)}% 处理，不对请改正`)
      : words("a percentage such as 98.5 for 98.5 %", `taken as ${number(facts.taken)} %; correct it if that is wrong`),
  "percent-shown": (facts, _, lang) =>
    lang === "zh"
      ? words("一个数，不是百分数", `已按 ${number(facts.taken)} 处理；把单元格的格式改成常规，不对请改正`)
      : words(
          "a number, no percentage",
          `taken as ${number(facts.taken)}; give the cell a plain format, and correct it if that is wrong`,
        ),
  "data-year-differs": (facts, _, lang) =>
    lang === "zh"
      ? words(`与评估基准日 ${facts.asOf} 同年`, "核对数据年份，或用 --as-of 指定基准日")
      : words(`the year of the as-of date ${facts.asOf}`, "check the data year, or give --as-of"),
  "merged-into-parent": (facts, _, lang) =>
    lang === "zh"
      ? words("不计校数的附设班或分校区", "不对请改“是否计校数”", `已并入${facts.parent}`)
      : words(
          "a branch that does not count as a school",
          "correct 是否计校数 if that is wrong",
          `merged into ${facts.parent}`,
        ),
  "name-not-text": (_, __, lang) =>
    lang === "zh"
      ? words("学校名称", "填写学校全称；列错位的，核对这一行各列")
      : words("the school's name", "write its full name; where columns have slipped, check the whole row"),
  "code-digits-lost": (_, __, lang) =>
    lang === "zh"
      ? words("完整的代码", "先把这一列设为文本格式，再重新填写代码", "按数字存放，15 位以后的数字已丢失")
      : words(
          "the whole code",
          "format the column as text first, then write the code again",
          "kept as a number, it has lost the digits after the fifteenth",
        ),
  "number-as-text": (facts, _, lang) =>
    lang === "zh"
      ? words("数字格式的数", `已按 ${number(facts.taken)} 处理，建议改成数字`)
      : words("a number that is no text", `taken as ${number(facts.taken)}; better write it as a number`),
  "county-differs": ({ otherCell, other }, _, lang) =>
    lang === "zh"
      ? words(
          `与 ${otherCell} 的区县${quoted(other, lang)}相同`,
          `这些数据若是${quoted(other, lang)}的，改这里的县名；若不是，改各校的区县`,
          "县情和县级指标按另一个县的处理，没有采用",
        )
      : words(
          `the county of ${otherCell}, ${quoted(other, lang)}`,
          `if the figures are ${quoted(other, lang)}'s, correct this name; else correct the schools' 区县`,
          "by which the items are another county's and were not taken",
        ),
  "county-named-otherwise": ({ otherCell, other }, _, lang) =>
    lang === "zh"
      ? words(
          `与 ${otherCell} 的县名${quoted(other, lang)}相同`,
          "核对这张表是不是本县的：写错的改正，另一个县的移出去",
        )
      : words(
          `the county of ${otherCell}, ${quoted(other, lang)}`,
          "see whether this is that county's: correct what is mistyped, or take the other county's sheet out",
        ),
  "special-schools-differ": ({ listed }, _, lang) =>
    lang === "zh"
      ? words(`与学校表相符（学校表列出 ${listed} 所）`, "在学校表补上未列的特殊教育学校，或改正这里的数")
      : words(
          `as many as the list of schools has (${listed})`,
          "add the special school that is not listed, or correct this number",
        ),
  "item-unknown": (facts, _, lang) =>
    lang === "zh"
      ? words("模板中有的项目", nearest(facts.nearest, lang) ?? "核对名称；这一行没有采用")
      : words("an item of the template", nearest(facts.nearest, lang) ?? "check its name; the row was not used"),
  "type-inferred": (_, __, lang) =>
    lang === "zh"
      ? words("“办学类型”一栏", "请加上这一栏，一贯制学校和完全中学尤其需要", "没有这一栏，已按各校所在学段推定")
      : words(
          "a column for the school type",
          "add it, above all for combined schools",
          "none; taken from the stages that each school has rows for",
        ),
  "schools-left-out": ({ missing, names }, _, lang) =>
    lang === "zh"
      ? words(
          "所有学校都列在学校表里",
          "把这些学校连同各项数据列入学校表；与评估无关的，删去这张表",
          `这张表没有采用，表中 ${missing} 所学校有学生而不在学校表里${aside(firstOf(names, missing, lang), lang)}`,
        )
      : words(
          "every school on the sheet of schools",
          `put ${missing === 1 ? "it there with all its" : "them there with all their"} figures, or delete this sheet if it has no part in the audit`,
          `a sheet that was not used, on which ${missing === 1 ? "1 school with pupils is" : `${missing} schools with pupils are`} not on that one${aside(firstOf(names, missing, lang), lang)}`,
        ),
  "schools-noted": ({ missing }, _, lang) =>
    lang === "zh"
      ? words(
          "所有学校都列在学校表里",
          `这里说有 ${missing} 所学校没有列入：连同各项数据列入学校表，再删去这里的文字；已经列入的，改正这里的文字`,
        )
      : words(
          "every school on the sheet of schools",
          `this says that ${missing === 1 ? "1 school is" : `${missing} schools are`} left out: list ${missing === 1 ? "it" : "them"} with all figures and delete this text, or correct it if that is done`,
        ),
  "sheet-unused": ({ missing, names }, _, lang) =>
    lang === "zh"
      ? words(
          "所有学校都列在学校表里",
          "要评估的学校请连同各项数据列入学校表；与评估无关的，删去这张表",
          `这张表没有采用，表中 ${missing} 所学校不在学校表里${aside(firstOf(names, missing, lang), lang)}`,
        )
      : words(
          "every school on the sheet of schools",
          "put those that are to be audited there with all their figures, or delete this sheet if it has no part in the audit",
          `a sheet that was not used, on which ${missing === 1 ? "1 school is" : `${missing} schools are`} not on that one${aside(firstOf(names, missing, lang), lang)}`,
        ),
  "stages-apart": ({ otherCell, stages: [other, own] }, _, lang) => {
    const [there, here] = [stageWord(other, lang), stageWord(own, lang)];
    return lang === "zh"
      ? words(
          "一所学校一行",
          "把两行并成一行，各学段的数填在各自的列里",
          `与 ${otherCell} 像是同一所学校的两个学段（那一行只有${there}的数，这一行只有${here}的数）`,
        )
      : words(
          "one row for one school",
          "put both into one row, each stage's figures into its own columns",
          `what looks like another stage of the school at ${otherCell} (figures of ${there} alone there, of ${here} alone here)`,
        );
  },
  "total-differs": ({ total, sum, differing, compared }, _, lang) => {
    const others = differing - 1;
    return lang === "zh"
      ? words(
          `各行之和 ${number(sum)}`,
          `核对有没有漏掉或看不见的行、改过而没有重算的数${others === 0 ? "" : `；合计行比对的 ${compared} 个数中另有 ${others} 个不符`}`,
          `相差 ${number(Math.abs(total - sum))}`,
        )
      : words(
          `the sum of the rows, ${number(sum)}`,
          `look for rows left out or out of sight, and figures changed since${others === 0 ? "" : `; ${others} more of the line's ${compared} totals differ`}`,
          `a difference of ${number(Math.abs(total - sum))}`,
        );
  },
};

/** `学校!F12`, or the sheet alone. */
export const placeText = (problem: Pick<DataProblem, "sheet" | "cell">): string =>
  problem.cell === null ? problem.sheet : `${problem.sheet}!${problem.cell}`;

/**
 * The words of a data problem: `label` names what it concerns (empty where the problem is the row's), `found` the raw text or
 * a word for nothing; `sentence` is place · expected · found · what to do.
 */
export const problemText = (
  problem: DataProblem,
  speaker: Speaker,
): { label: string; expected: string; found: string; hint: string; sentence: string } => {
  const { lang } = speaker;
  const zh = lang === "zh";
  const said = (
    SENTENCES[problem.code] as (facts: unknown, problem: DataProblem, lang: Lang, speaker: Speaker) => ProblemWords
  )(problem.facts, problem, lang, speaker);
  const label =
    problem.quantity === null
      ? ownLabel(problem.label ?? "", problem.stage, speaker)
      : quantityLabel(problem.quantity, problem.stage, speaker);
  const raw = problem.found === null ? null : quoted(problem.found, lang);
  const found =
    raw !== null && said.remark !== null
      ? `${raw}${zh ? "，" : ", "}${said.remark}`
      : (raw ?? said.remark ?? (zh ? "空白" : "nothing"));
  const parts = { label, expected: said.expected, found, hint: said.hint };
  return { ...parts, sentence: sentenceOf(placeText(problem), problem.school, parts, lang) };
};

interface SentenceParts {
  readonly label: string;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

const sentenceOf = (
  place: string,
  school: string | null,
  { label, expected, found, hint }: SentenceParts,
  lang: Lang,
): string => {
  const subject = [place, school, label === "" ? null : label].filter((part) => part !== null).join(" ");
  // Chinese sets a space before Latin letters and digits.
  const apart = (text: string): string => (/^[\w-]/.test(text) ? ` ${text}` : text);
  return lang === "zh"
    ? `${subject}：应为${apart(expected)}；现为${apart(found)}；${hint}`
    : `${subject}: expected ${expected}; found ${found}; ${hint}`;
};

/** So many schools are named in a line of several places. */
const NAMES_SHOWN = 3;

/** `F3:F9、F12`: cells of one column, each run of rows as a range. */
const runsOf = (column: string, rows: readonly number[], lang: Lang): string => {
  const runs: { from: number; to: number }[] = [];
  for (const row of [...rows].sort((left, right) => left - right)) {
    const last = runs.at(-1);
    if (last !== undefined && row === last.to + 1) last.to = row;
    else runs.push({ from: row, to: row });
  }
  return runs
    .map(({ from, to }) => (from === to ? `${column}${from}` : `${column}${from}:${column}${to}`))
    .join(lang === "zh" ? "、" : ", ");
};

/**
 * The sentences of data problems, in the order of the first of each: problems of one column that say the same of each of
 * their cells are one sentence, with all the places that it is of.
 */
export const problemLines = (problems: readonly DataProblem[], speaker: Speaker): readonly string[] => {
  const { lang } = speaker;
  interface Line {
    readonly parts: SentenceParts & { readonly sentence: string };
    readonly sheet: string;
    readonly column: string;
    readonly rows: Set<number>;
    readonly schools: Set<string>;
    count: number;
  }
  const lines = new Map<string, Line>();
  for (const problem of problems) {
    const parts = problemText(problem, speaker);
    const [, column = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(problem.cell ?? "") ?? [];
    const key =
      column === ""
        ? JSON.stringify([parts.sentence, lines.size])
        : JSON.stringify([problem.code, problem.sheet, column, parts.label, parts.expected, parts.found, parts.hint]);
    const known = lines.get(key);
    const line = known ?? {
      parts,
      sheet: problem.sheet,
      column,
      rows: new Set<number>(),
      schools: new Set<string>(),
      count: 0,
    };
    lines.set(key, line);
    line.rows.add(Number(row));
    line.count += 1;
    if (problem.school !== null) line.schools.add(problem.school);
  }
  return [...lines.values()].map(({ parts, sheet, column, rows, schools, count: problemsOfLine }) => {
    if (problemsOfLine === 1) return parts.sentence;
    const names = firstOf([...schools].slice(0, NAMES_SHOWN), schools.size, lang);
    // A line over its schools is one place.
    const ofOnePlace = rows.size === 1;
    const many = ofOnePlace ? schools.size : rows.size;
    const count = aside(
      lang === "zh"
        ? `${many} ${ofOnePlace ? "所学校" : "处"}${names === "" ? "" : `：${names}`}`
        : `${many} ${ofOnePlace ? "schools" : "cells"}${names === "" ? "" : `: ${names}`}`,
      lang,
    );
    return sentenceOf(`${sheet}!${runsOf(column, [...rows], lang)}${count}`, null, parts, lang);
  });
};
