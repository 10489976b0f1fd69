import { AuditError } from "../../errors.ts";
import type { SharedByStage } from "../../model/column-map.ts";
import type { Candidate, OpenName } from "../../workbook/open-names.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import { COUNTY, LIMIT_OPTIONS, MAP_OPTIONS, NO_CONFIG, type OptionValues, oneStandard, STANDARD } from "../options.ts";
import type { Choice, Prompts } from "../prompts.ts";
import { UsageError } from "../usage.ts";

/** So many of the nearest are offered at once; the others are found by a word of their name. */
const OFFERED = 5;
const FOUND = 30;

const ANSWERS = {
  ...MAP_OPTIONS[0],
  words: {
    zh: "对照文件（YAML、JSON）：先按它读，回答也加进去；默认用工作簿旁边的 NAME.map.yaml",
    en: "map file (YAML or JSON) to read by and to add the answers to (default: NAME.map.yaml beside the workbook)",
  },
};

type Answer =
  | { readonly kind: "term"; readonly candidate: Candidate }
  | { readonly kind: "stages"; readonly candidate: Candidate; readonly byStage: SharedByStage }
  | { readonly kind: "leave" | "later" | "search" | "finish" };

interface Asking {
  readonly prompts: Prompts;
  readonly zh: boolean;
  /** Codes of the indicators that take a quantity, by its key. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
}

/** What choosing a candidate would change. */
const hintOf = ({ key, quantity }: Candidate, { zh, uses }: Asking): string => {
  const codes = uses[key] ?? [];
  const used = codes.length === 0 ? (zh ? "不影响判定" : "decides nothing") : codes.join(zh ? "、" : ", ");
  const told = codes.length === 0 ? used : zh ? `用于 ${used}` : `used by ${used}`;
  return zh ? `${told}；${quantity.definition ?? ""}` : `${quantity.labelEn}; ${told}`;
};

const termChoice = (candidate: Candidate, asking: Asking): Choice<Answer> => ({
  value: { kind: "term", candidate },
  label: candidate.term,
  hint: hintOf(candidate, asking),
});

/** A term found by a word of its name; `search` is answered again and again until one is chosen. Null: broken off. */
const searched = async (open: OpenName, asking: Asking): Promise<Answer | null> => {
  const { prompts, zh } = asking;
  const written = await prompts.text(
    zh ? "输入指标名称中的几个字" : "Some letters of the quantity's name",
    zh ? "如 专任教师" : "专任教师, say",
  );
  if (written === null) return null;
  const wanted = written.trim().toLowerCase();
  const found = open.candidates.filter(
    ({ term, key, quantity }) =>
      term.includes(wanted) ||
      key.toLowerCase().includes(wanted) ||
      quantity.labelEn.toLowerCase().includes(wanted) ||
      quantity.aliases.some((alias) => alias.toLowerCase().includes(wanted)),
  );
  const choices: Choice<Answer>[] = [
    ...found.slice(0, FOUND).map((candidate) => termChoice(candidate, asking)),
    { value: { kind: "search" }, label: zh ? "换几个字再找" : "search again" },
    { value: { kind: "later" }, label: zh ? "以后再定" : "decide later" },
  ];
  const answer = await prompts.select(
    zh ? `含“${written}”的指标有 ${found.length} 个` : `${found.length} with "${written}"`,
    choices,
  );
  if (answer === null) return null;
  return answer.value.kind === "search" ? searched(open, asking) : answer.value;
};

/** The two things that different figures of a school's stages may be. */
const stageChoices = ({ candidates, stageSum }: OpenName, { zh }: Asking): Choice<Answer>[] =>
  candidates.flatMap((candidate): Choice<Answer>[] => [
    {
      value: { kind: "stages", candidate, byStage: "sum" },
      label: zh ? "各学段分开填的，相加" : "each stage's own part: add them up",
      hint: zh ? `第一所这样的学校为 ${stageSum}` : `${stageSum} for the first such school`,
    },
    {
      value: { kind: "stages", candidate, byStage: "same" },
      label: zh ? "都是全校的同一个数" : "each the same figure of the whole school",
      hint: zh ? "填得不一样的仍要改正" : "where they differ they are still to be corrected",
    },
  ]);

/** What is decided of one open name; null where the person breaks off. */
const asked = async (open: OpenName, progress: string, told: string, asking: Asking): Promise<Answer | null> => {
  const { prompts, zh } = asking;
  const ofStages = open.stageSum !== null;
  const nearest = open.candidates.slice(0, Math.min(OFFERED, open.likely));
  const choices: Choice<Answer>[] = [
    ...(ofStages ? stageChoices(open, asking) : nearest.map((candidate) => termChoice(candidate, asking))),
    ...(ofStages ? [] : [{ value: { kind: "search" } as const, label: zh ? "其他指标……" : "another quantity…" }]),
    {
      value: { kind: "leave" },
      label: open.part === "columns" ? (zh ? "不用这一列" : "leave it") : zh ? "不用这一项" : "leave it",
      hint: zh ? "以后不再问" : "not asked again",
    },
    { value: { kind: "later" }, label: zh ? "以后再定" : "decide later" },
    {
      value: { kind: "finish" },
      label: zh ? "就到这里" : "stop here",
      hint: zh ? "保存已定的" : "keep what is decided",
    },
  ];
  const what = open.part === "columns" ? (zh ? "列" : "column") : zh ? "项目" : "item";
  const asks = ofStages
    ? zh
      ? `“${open.name}”各学段的数怎样合成全校的数？`
      : `How do the stages' figures of "${open.name}" make the school's?`
    : zh
      ? `${what}“${open.name}”是哪个指标？`
      : `What is the ${what} "${open.name}"?`;
  const question = `${progress} ${asks}\n${told}`;
  const answer = await prompts.select(question, choices);
  if (answer === null) return null;
  return answer.value.kind === "search" ? searched(open, asking) : answer.value;
};

/** What asks here; null where there is nobody to ask. */
const promptsOf = async ({ io }: CommandContext): Promise<Prompts | null> => {
  if (io.stdin.isTTY !== true || io.stderr.isTTY !== true) return null;
  return io.prompts ?? (await import("../prompts.ts")).terminalPrompts;
};

/**
 * What `read` makes of the workbook; where it holds several counties, of the one that the person chooses. Null: broken off.
 */
const readChosen = async <T>(
  values: OptionValues,
  read: (values: OptionValues) => Promise<T>,
  { prompts, zh }: Pick<Asking, "prompts" | "zh">,
): Promise<{ readonly reading: T; readonly values: OptionValues } | null> => {
  try {
    return { reading: await read(values), values };
  } catch (error) {
    if (!(error instanceof AuditError) || error.detail.code !== "counties-several") throw error;
    const { counties, forms = false } = error.detail;
    const choices = counties.map(({ name, schools }): Choice<string> => {
      const hint = zh ? `${schools} 所学校` : `${schools} schools`;
      return { value: name, label: name, ...(forms ? {} : { hint }) };
    });
    const answer = await prompts.select(
      zh
        ? `这个工作簿有 ${counties.length} 个区县，先看哪一个？`
        : `The workbook holds ${counties.length} counties. Which one?`,
      choices,
    );
    if (answer === null) return null;
    const chosen = { ...values, county: answer.value };
    return { reading: await read(chosen), values: chosen };
  }
};

export const map: CommandDefinition = {
  name: "map",
  summary: { zh: "逐项询问不认识的列和项目，记入对照文件", en: "ask about columns and items that are not known" },
  description: [
    {
      zh: "在终端里只问没有认出来的列和项目：它在哪一格、有什么值、可能是哪个指标、会影响哪些指标的判定。回答写进工作簿旁边的 NAME.map.yaml，以后 check、validate、batch 等命令自动采用。",
      en: "Asks, on a terminal, only about columns and items that were not understood: where each stands, what it holds, what it may be and which indicators need that. The answers go into NAME.map.yaml beside the workbook, which check, validate, batch and the others use by themselves from then on.",
    },
    {
      zh: "已有对照文件的，先问再把新的回答加进去，原有内容不变。中途按 Ctrl+C 什么也不写。没有终端时用 validate --suggest-map。",
      en: "Where there is a map already, it asks before it adds to it, and what is there stays. Ctrl+C writes nothing. Without a terminal use validate --suggest-map.",
    },
  ],
  arguments: [
    {
      name: "workbook",
      required: true,
      names: "input",
      words: { zh: "县级工作簿（.xlsx 或 .xlsm）", en: "the county's workbook (.xlsx or .xlsm)" },
    },
  ],
  options: [STANDARD, ANSWERS, NO_CONFIG, COUNTY, ...LIMIT_OPTIONS],
  examples: [{ line: "qe-audit map county.xlsx", words: { zh: "写出 county.map.yaml", en: "writes county.map.yaml" } }],
  exitCodes: [
    { codes: "0", words: { zh: "已记下，或没有要问的", en: "kept, or nothing to ask" } },
    {
      codes: "3",
      words: { zh: "输入不能用，或文件写不了", en: "an input cannot be used, or the file not be written" },
    },
    { codes: "4", words: { zh: "命令用法有误，或没有终端", en: "wrong usage, or no terminal" } },
    { codes: "130", words: { zh: "被中断，什么也没有写", en: "interrupted, and nothing was written" } },
  ],
  async run(context, [workbook = ""], values) {
    const { lang, tell, inputs, write } = context;
    const zh = lang === "zh";
    const [
      { basename },
      { inputFiles, openNamesOf, readInput },
      { isAbsent, mapBeside, STDIN },
      { columnMapFrom, standardFrom, textOf },
    ] = await Promise.all([
      import("node:path"),
      import("../workbook-input.ts"),
      import("../inputs.ts"),
      import("../side-files.ts"),
    ]);
    const file = typeof values.map === "string" ? values.map : mapBeside(workbook);
    const prompts = workbook === STDIN ? null : await promptsOf(context);
    if (prompts === null) {
      const named = workbook === STDIN ? "county.map.yaml" : file;
      throw new UsageError({ code: "terminal-needed", workbook, map: named }, "map");
    }
    const standard = await standardFrom(oneStandard(values, "map"), inputs);
    const present = !isAbsent(file);
    if (present) await columnMapFrom(file, standard, inputs);
    const files = await inputFiles([workbook], values, context);
    const interrupted = async () => {
      await tell({ zh: "已中断，什么也没有写", en: "Interrupted; nothing was written" });
      return EXIT.interrupted;
    };
    const read = (each: OptionValues) =>
      readInput([workbook], standard, { ...each, map: present && file }, context, files);
    const [chosen, { asked: askedOf, extraQuantities }, mapFile] = await Promise.all([
      readChosen(values, read, { prompts, zh }),
      import("../../standard/index.ts"),
      import("../map-file.ts"),
    ]);
    if (chosen === null) return interrupted();
    const open = await openNamesOf(files, chosen.reading, standard, chosen.values);
    if (open.length === 0) {
      await tell({
        zh: "没有不认识的列或项目，不必写对照文件",
        en: "Every column and item is known; no map is needed",
      });
      return EXIT.met;
    }
    const asking: Asking = { prompts, zh, uses: askedOf(standard).neededBy };
    await tell({
      zh: "用 ↑ ↓ 选择，回车确定；Ctrl+C 放弃，什么也不写",
      en: "↑ ↓ to choose, Enter to confirm; Ctrl+C writes nothing",
    });
    const decisions = [];
    for (const [index, each] of open.entries()) {
      const answer = await asked(each, `(${index + 1}/${open.length})`, mapFile.openText(each, lang), asking);
      if (answer === null) return interrupted();
      if (answer.kind === "finish") break;
      const { part, name } = each;
      if (answer.kind === "leave") decisions.push({ part, name, term: null });
      if (answer.kind === "stages") {
        decisions.push({ part, name, term: answer.candidate.term, byStage: answer.byStage });
      }
      if (answer.kind === "term") decisions.push({ part, name, term: answer.candidate.term });
    }
    if (decisions.length === 0) {
      await tell({ zh: "没有定下任何一项，什么也没有写", en: "Nothing was decided, and nothing was written" });
      return EXIT.met;
    }
    if (present) {
      const kept = await prompts.confirm(
        zh
          ? `${file} 已有内容。把这 ${decisions.length} 项加进去吗？（原有的不变）`
          : `${file} is there already. Add these ${decisions.length}? What it has stays.`,
        zh ? { yes: "加进去", no: "不写" } : { yes: "add them", no: "write nothing" },
      );
      if (kept === null) return interrupted();
      if (!kept) {
        await tell({ zh: "什么也没有写", en: "Nothing was written" });
        return EXIT.met;
      }
    }
    const content = present
      ? mapFile.mergedText(await textOf(file, inputs), decisions)
      : mapFile.mapText(decisions, open, basename(workbook), basename(file), extraQuantities(standard));
    const { chooseTargets } = await import("../output.ts");
    const [target] = await chooseTargets([file], inputs, { keepExisting: !present, replaces: [file] });
    await write([{ target: target!, content }]);
    const isUsual = file === mapBeside(workbook) || context.config?.used.includes("map") === true;
    await tell(
      isUsual
        ? {
            zh: `已把 ${decisions.length} 项写入 ${file}，以后读这个工作簿时自动采用`,
            en: `Wrote ${decisions.length} to ${file}, which is used by itself from now on`,
          }
        : {
            zh: `已把 ${decisions.length} 项写入 ${file}，以后加 --map ${file} 采用`,
            en: `Wrote ${decisions.length} to ${file}; use it with --map ${file}`,
          },
    );
    return EXIT.met;
  },
};
