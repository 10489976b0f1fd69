/** A map as a file for people: YAML in Chinese, commented, with the values that each part takes. */
import { SHARED_BY_STAGE, type SharedByStage } from "../model/column-map.ts";
import type { Quantity } from "../model/quantity.ts";
import { STAGES } from "../model/school.ts";
import type { Lang, Words } from "../report/wording/language.ts";
import { BY_STAGE_WORDS, MAP_PARTS, ROLE_WORDS, RULE_PARTS } from "../workbook/column-map.ts";
import { createFields } from "../workbook/fields.ts";
import type { OpenName } from "../workbook/open-names.ts";
import { STAGE_WORDS } from "../workbook/vocabularies.ts";
import { isMap, isScalar, parseDocument } from "./yaml.ts";

/** What was decided of a name: a term of the dictionary, or null to leave it alone. */
export interface Decision {
  readonly part: OpenName["part"];
  readonly name: string;
  readonly term: string | null;
  /** How the figures of a school's stages make the school's; only where that was asked. */
  readonly byStage?: SharedByStage;
}

const LINE = 60;
/** Candidates that are named one by one. */
const NAMED = 4;

/** A text as YAML reads it back: bare where nothing in it could be taken for anything else. */
const yamlText = (text: string): string =>
  /^\p{L}[\p{L}\p{N}（）]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);

const commented = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u0085\u2028\u2029]+/g, " ")
    .slice(0, 400)
    .trim();

/** Words in lines of a comment, as many as fit on each. */
const wrapped = (words: readonly string[], indent: string): string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last}、${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${indent}${line}`);
};

const WHY: Readonly<Record<NonNullable<OpenName["why"]>, Words>> = {
  "no-stage": { zh: "没有写明学段", en: "says no stage" },
  "senior-stage": { zh: "是高中的数", en: "is of 高中" },
  "per-pupil": { zh: "是生均值或每百名学生的数", en: "is per pupil or per hundred" },
  "other-layout": { zh: "是其他格式才有的列", en: "is a column of another layout" },
  doubled: { zh: "与另一列重复", en: "says the same as another column" },
  "other-meaning": { zh: "标题或附注表明是别的数", en: "is another figure by its heading or note" },
  "other-year": { zh: "不是本年的数", en: "is of another year" },
};

/** What a map says of a name. */
const decided = ({ term, byStage }: Pick<Decision, "term" | "byStage">) =>
  byStage === undefined ? term : { [RULE_PARTS.term]: term, [RULE_PARTS.byStage]: BY_STAGE_WORDS[byStage] };

const decidedText = (decision: Pick<Decision, "term" | "byStage">): string => {
  const meant = decided(decision);
  if (meant === null) return "null";
  if (typeof meant === "string") return yamlText(meant);
  return `{${Object.entries(meant)
    .map(([key, value]) => `${key}: ${yamlText(value ?? "")}`)
    .join(", ")}}`;
};

/** Cells that are named one by one. */
const CELLS = 3;

/** Where an open name stands, what it holds and why it is open: one line. */
export const openText = ({ cells, examples, why, stageSum }: OpenName, lang: Lang): string => {
  const zh = lang === "zh";
  const comma = zh ? "、" : ", ";
  const more = zh ? ` 等 ${cells.length} 处` : ` and ${cells.length - CELLS} more`;
  return commented(
    [
      cells.slice(0, CELLS).join(comma) + (cells.length > CELLS ? more : ""),
      examples.length === 0 ? (zh ? "没有值" : "no values") : `${zh ? "值：" : "values: "}${examples.join(comma)}`,
      ...(why === null ? [] : [WHY[why][lang]]),
      ...(stageSum === null
        ? []
        : [
            zh
              ? `同一所学校各学段的数不同，相加为 ${stageSum}`
              : `a school's stages give different ones; ${stageSum} in all`,
          ]),
    ].join("  "),
  );
};

const HEAD = (workbook: string, file: string): string[] => [
  `# 对照文件：${commented(workbook)} 里的列名和项目名各是什么。`,
  `# 存为 ${commented(file)}，放在工作簿旁边，就会自动采用；也可以用 --map 指定。`,
  "# 写法：  本县的名称: 指标名称        不用这一列，写 名称: null",
  "# 以 # 开头的行不起作用；请逐条核对，把确实知道含义的去掉 # 并填上指标。",
  "# 是其中一部分（其中：女、其中：民办）、别的年份或计划数的，不能对照为总数。",
];

/** What may be filled in, by part. */
const legend = (extraQuantities?: Readonly<Record<string, Quantity>>): string[] => {
  const fields = createFields(extraQuantities);
  const labelsOf = (staged: boolean): string[] => [
    ...new Set(
      [...fields.byId.values()].flatMap(({ quantity, scope, stage }) =>
        scope === "stated" || (stage !== null) !== staged ? [] : [quantity.label],
      ),
    ),
  ];
  const stages = STAGES.map((stage) => STAGE_WORDS.word(stage)).join("或");
  return [
    "# ---- 可以填写的内容 ----",
    `# ${MAP_PARTS.columns}：全校的指标`,
    ...wrapped(labelsOf(false), "  "),
    `# ${MAP_PARTS.columns}：分学段的指标，前面加上${stages}（一行一个学段的表可以不加）`,
    ...wrapped(labelsOf(true), "  "),
    `# ${MAP_PARTS.columns}：几列相加、换算单位、改写取值、各学段的数怎样合成全校的数（${Object.values(BY_STAGE_WORDS).join("或")}）`,
    `#   高学历: {${RULE_PARTS.term}: 初中高于规定学历教师数, ${RULE_PARTS.sum}: [本科, 硕士, 博士]}`,
    `#   家当: {${RULE_PARTS.term}: 教学仪器设备值, ${RULE_PARTS.scale}: 10000}`,
    `#   德育评价: {${RULE_PARTS.term}: 德育等级, ${RULE_PARTS.values}: {一类: 优, 二类: 良}}`,
    `#   运动场地面积: {${RULE_PARTS.term}: 运动场地面积, ${RULE_PARTS.byStage}: ${BY_STAGE_WORDS.sum}}`,
    `# ${MAP_PARTS.items}：县情和县级指标的项目`,
    ...wrapped(
      fields.items.terms.map(({ label }) => label),
      "  ",
    ),
    `# ${MAP_PARTS.sheets}：表名: 下列之一，或 null（不用这张表）`,
    ...wrapped(Object.values(ROLE_WORDS), "  "),
    `# ${MAP_PARTS.schools}：另一名称: 本校名称（两个名称是同一所学校）`,
    `# ${MAP_PARTS.counties}：另一名称: 本县名称`,
  ];
};

const likelyText = ({ candidates, likely }: OpenName): string =>
  candidates
    .slice(0, Math.min(NAMED, likely))
    .map(({ term }) => term)
    .join("、") || "没有相近的";

/** Names by part, each with its comment; a part in which nothing holds is a comment as a whole. */
const partText = (part: OpenName["part"], lines: readonly string[], holds: boolean): string[] =>
  lines.length === 0 ? [] : ["", `${holds ? "" : "# "}${MAP_PARTS[part]}:`, ...lines];

/**
 * A draft for people without a terminal: every open name with its place, its values and what it may be. Only what says a
 * quantity's name and nothing besides is filled in; all else stays a comment until somebody decides.
 */
export const draftText = (
  open: readonly OpenName[],
  workbook: string,
  file: string,
  extraQuantities?: Readonly<Record<string, Quantity>>,
): string => {
  const parts = (["columns", "items"] as const).flatMap((part) => {
    const names = open.filter((each) => each.part === part);
    const lines = names.flatMap((each) => {
      const { name, proposal } = each;
      const told = `  # ${openText(each, "zh")}`;
      if (proposal !== null) return [told, `  ${yamlText(name)}: ${proposal.term}`];
      if (each.stageSum !== null) {
        const term = each.candidates[0]?.term ?? null;
        return [
          told,
          "  # 二者选一：",
          ...SHARED_BY_STAGE.map((byStage) => `  # ${yamlText(name)}: ${decidedText({ term, byStage })}`),
        ];
      }
      return [told, `  # 候选：${likelyText(each)}`, `  # ${yamlText(name)}: `];
    });
    const holds = names.some(({ proposal }) => proposal !== null);
    return partText(part, lines, holds);
  });
  const none = open.length === 0 ? ["", "# 没有不认识的列或项目。"] : [];
  return `${[...HEAD(workbook, file), ...parts, ...none, "", ...legend(extraQuantities)].join("\n")}\n`;
};

/** A new map that holds what was decided. */
export const mapText = (
  decisions: readonly Decision[],
  open: readonly OpenName[],
  workbook: string,
  file: string,
  extraQuantities?: Readonly<Record<string, Quantity>>,
): string => {
  const parts = (["columns", "items"] as const).flatMap((part) =>
    partText(
      part,
      decisions
        .filter((each) => each.part === part)
        .flatMap(({ name, term, byStage }) => {
          const place = open.find((each) => each.part === part && each.name === name);
          return [
            ...(place === undefined ? [] : [`  # ${openText(place, "zh")}`]),
            `  ${yamlText(name)}: ${decidedText({ term, ...(byStage === undefined ? {} : { byStage }) })}`,
          ];
        }),
      true,
    ),
  );
  return `${[...HEAD(workbook, file), ...parts, "", ...legend(extraQuantities)].join("\n")}\n`;
};

/** A map's text with more decisions in it; everything that it says already stays, comments too. */
export const mergedText = (text: string, decisions: readonly Decision[]): string => {
  const document = parseDocument(text.replace(/^\uFEFF/, ""));
  for (const decision of decisions) {
    const { part, name } = decision;
    const meant = document.createNode(decided(decision));
    const key = isMap(document.contents)
      ? document.contents.items
          .map(({ key }) => (isScalar(key) ? String(key.value) : String(key)))
          .find((each) => each === part || each === MAP_PARTS[part])
      : undefined;
    const section = key === undefined ? null : document.get(key);
    if (isMap(section)) section.set(name, meant);
    else document.set(key ?? MAP_PARTS[part], document.createNode({ [name]: decided(decision) }));
  }
  return document.toString({ lineWidth: 0 });
};
