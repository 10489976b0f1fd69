import { AuditError } from "../../errors.ts";
import type { DataProblem, WorkbookReading } from "../../model/county.ts";
import type { StandardDocument } from "../../model/standard.ts";
import type { Words } from "../../report/wording/language.ts";
import type { InputFile } from "../already-read.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT, problemsExitCode } from "../exit-code.ts";
import {
  AS_OF,
  COUNTY,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  ONE_PER_SCHOOL,
  type OptionValues,
  OUTPUT,
  oneStandard,
  PREVIOUS,
  QUIET_WHOLLY,
  STANDARD,
  SUGGEST_MAP,
  WATCH,
} from "../options.ts";
import { UsageError } from "../usage.ts";

const COPY = {
  ...OUTPUT,
  words: {
    zh: "另写一份标注副本：有问题的单元格标色并加批注，附“数据问题”表；其余与原文件逐字节相同",
    en: "write an annotated copy as well: cells with a problem coloured and commented, with a sheet that lists them; all else stays byte for byte",
  },
};

const COPY_EXTENSIONS = [".xlsx", ".xlsm", ".xltx", ".xltm"];

/** @throws AuditError `output-format-unknown`. */
const copyExtension = (file: string): string => {
  const found = /\.[^./\\]*$/.exec(file)?.[0].toLowerCase() ?? "";
  if (COPY_EXTENSIONS.includes(found)) return found;
  const value = found === "" ? file : found;
  throw new AuditError({ code: "output-format-unknown", value, known: [".xlsx", ".xlsm"], nearest: null });
};

const RETURNS = {
  ...ONE_PER_SCHOOL,
  words: {
    zh: "在文件夹中为每所有问题的学校写一份退回的填报表：本校的数和本校的问题，改好后可用 collect 收回",
    en: "write into a folder a form for each school with problems, with its own figures and its own problems, which collect takes back when it is corrected",
  },
};

/** Forms to give back, one for each school with problems; a folder that has one already is left as it is. */
const writeReturns = async (
  folder: string,
  reading: WorkbookReading,
  problems: readonly DataProblem[],
  files: readonly InputFile[],
  standard: StandardDocument,
  values: OptionValues,
  { inputs, write }: CommandContext,
): Promise<number> => {
  const [
    { readRawWorkbook },
    { combineWorkbooks },
    { newCollectionReader },
    { formsToSendBack },
    { schoolForm },
    { problemText, standardSpeaker },
    { schoolFileNamer },
    { chooseTargets, makeNamedFolder, removeLeftBehind },
    { limitsOf },
    { join },
  ] = await Promise.all([
    import("../../package/read.ts"),
    import("../../package/combine.ts"),
    import("../../cycle/read-forms.ts"),
    import("../../cycle/send-back.ts"),
    import("../../county-workbook.ts"),
    import("../../report/wording.ts"),
    import("../../report/school-file-names.ts"),
    import("../output.ts"),
    import("../limits.ts"),
    import("node:path"),
  ]);
  const limits = limitsOf(values);
  const raws = [];
  for (const { file, bytes } of files) raws.push(await readRawWorkbook(bytes, { file, limits }));
  const { fields } = newCollectionReader(standard, { limits, dated: false });
  const speaker = standardSpeaker(standard, "zh");
  const forms = formsToSendBack({ raw: combineWorkbooks(raws), reading }, problems, fields, (problem) => {
    const { label, expected, found, hint } = problemText(problem, speaker);
    return { label, text: `应为${expected}；现为${found}；${hint}` };
  });
  const fileOf = schoolFileNamer();
  const places = forms.map(({ school }) => join(folder, fileOf(school)));
  await makeNamedFolder(folder);
  const targets = await chooseTargets(places, inputs, { keepExisting: true });
  const written = [];
  for (const [index, { school, returned }] of forms.entries()) {
    written.push({ target: targets[index]!, content: await schoolForm(standard, school, returned) });
  }
  await write(written);
  await removeLeftBehind(folder, { deep: false });
  return written.length;
};

/** What was written, and what could not be as it usually is. */
const copyWords = (
  file: string,
  copy: {
    readonly listing: string;
    readonly uncommented: readonly string[];
    readonly signatureRemoved: boolean;
  },
): Words => {
  const zh = [`已写出标注副本 ${file}，问题列在“${copy.listing}”表中`];
  const en = [`Wrote an annotated copy to ${file}; its sheet ${copy.listing} lists the problems`];
  if (copy.uncommented.length > 0) {
    zh.push(`已有批注或表单控件的工作表只标色：${copy.uncommented.join("、")}`);
    en.push(`sheets with comments or controls of their own are coloured only: ${copy.uncommented.join(", ")}`);
  }
  if (copy.signatureRemoved) {
    zh.push("原文件的数字签名对副本无效，已去掉");
    en.push("the file's digital signature does not hold for the copy and was left out");
  }
  return { zh: zh.join("；"), en: en.join("; ") };
};

export const validate: CommandDefinition = {
  name: "validate",
  summary: { zh: "只查数据问题，不判定", en: "list data problems only, without judging" },
  description: [
    {
      zh: "一次列出工作簿里的全部数据问题：哪张表哪一格、应是什么、现在是什么、怎么改；并说明各表各列是怎样读的。",
      en: "Lists every data problem of a workbook in one run: sheet and cell, what was expected, what was found, what to do; and how its sheets and columns were read.",
    },
    {
      zh: "用 -o 另写一份标注副本，可直接退回学校改正；原文件不会改动。",
      en: "With -o it writes an annotated copy to send back for correction; the file itself is never changed.",
    },
  ],
  arguments: [
    {
      name: "workbook...",
      required: true,
      names: "input",
      words: {
        zh: "县级工作簿（.xlsx 或 .xlsm），一个县分几个文件的都写上；- 从标准输入读取",
        en: "the county's workbook (.xlsx or .xlsm), or all of the files that it is in; - reads standard input",
      },
    },
  ],
  options: [
    STANDARD,
    AS_OF,
    ...MAP_OPTIONS,
    NO_CONFIG,
    WATCH,
    COUNTY,
    PREVIOUS,
    SUGGEST_MAP,
    COPY,
    RETURNS,
    QUIET_WHOLLY,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    { line: "qe-audit validate county.xlsx", words: { zh: "列出数据问题", en: "list its data problems" } },
    {
      line: "qe-audit validate county.xlsx -o 退回.xlsx",
      words: { zh: "并写一份标注副本", en: "and write an annotated copy" },
    },
    {
      line: "qe-audit validate county.xlsx --one-per-school 退回/",
      words: { zh: "每所有问题的学校一份退回表", en: "a form to give back for each school with problems" },
    },
    {
      line: "qe-audit validate county.xlsx --suggest-map > county.map.yaml",
      words: { zh: "生成列名对照文件的初稿", en: "draft a file of the county's own names" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "没有数据问题，或只有警告", en: "no data problem, or warnings only" } },
    { codes: "1", words: { zh: "有错误", en: "errors" } },
    {
      codes: "3",
      words: { zh: "输入不能用，或副本写不了", en: "the input cannot be used, or the copy cannot be written" },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, workbooks, values) {
    const { lang, print, tell, color, columns, inputs, write } = context;
    const [
      { columnMapFrom, standardFrom },
      { inputFiles, openNamesOf, readInput, tellNamesNotMet },
      { mapBeside, STDIN },
    ] = await Promise.all([import("../side-files.ts"), import("../workbook-input.ts"), import("../inputs.ts")]);
    const standard = await standardFrom(oneStandard(values, "validate"), inputs);
    const file = values.output?.at(-1);
    const extension = file === undefined ? null : copyExtension(file);
    if (file !== undefined && workbooks.length > 1) {
      throw new UsageError({ code: "copy-of-several", found: workbooks.length }, "validate");
    }
    const { chooseTargets } = await import("../output.ts");
    const { headingWords } = await import("../../report/wording/headings.ts");
    const marked = Object.values(headingWords("problems").problems);
    const [target] = file === undefined ? [] : await chooseTargets([file], inputs, { marked });
    // A slip in the map is said before a workbook is looked for.
    if (typeof values.map === "string") await columnMapFrom(values.map, standard, inputs);
    const files = await inputFiles(workbooks, values, context);
    const reading = await readInput(workbooks, standard, values, context, files);
    if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
    if (values.suggestMap === true) {
      const [{ extraQuantities }, { draftText }, { basename }] = await Promise.all([
        import("../../standard/index.ts"),
        import("../map-file.ts"),
        import("node:path"),
      ]);
      const open = await openNamesOf(files, reading, standard, values);
      const [first = STDIN] = workbooks;
      const name = first === STDIN ? "county.xlsx" : basename(first);
      await print(draftText(open, name, mapBeside(name), extraQuantities(standard)));
      return EXIT.met;
    }
    const { validate: problemsOf } = await import("../../audit-workbook.ts");
    const { problems, counts } = problemsOf(reading, values.asOf === undefined ? {} : { asOf: values.asOf });
    const [workbook] = files;
    if (target !== undefined && workbook !== undefined) {
      const [{ annotate }, { limitsOf }] = await Promise.all([import("../../library.ts"), import("../limits.ts")]);
      const copy = await annotate(workbook, problems, { standard, lang, limits: limitsOf(values) });
      if (extension !== copy.extension) {
        // Excel refuses to open a file whose name says another kind than its content.
        const expected = {
          zh: `以 ${copy.extension} 结尾的文件名（与原工作簿同类）`,
          en: `a name ending in ${copy.extension}, as the workbook is of that kind`,
        };
        const { file: value } = target;
        throw new UsageError({ code: "option-value-invalid", option: "--output", value, expected, nearest: null });
      }
      await write([{ target, content: copy.bytes }]);
      if (values.quiet !== true) await tell(copyWords(target.file, copy));
    }
    const folder = values.onePerSchool;
    if (folder !== undefined) {
      const written = await writeReturns(folder, reading, problems, files, standard, values, context);
      if (values.quiet !== true) {
        await tell({
          zh: `已在 ${folder} 写出 ${written} 所学校的退回表`,
          en: `Wrote ${written} ${written === 1 ? "form" : "forms"} to give back, one for each school with problems, to ${folder}`,
        });
      }
    }
    if (values.quiet !== true) {
      const { renderValidateListing } = await import("../../report/validate-listing.ts");
      await print(
        renderValidateListing(
          { file: reading.file, reading: reading.reading, problems, counts, standard, config: context.config },
          { lang, width: columns, color },
        ),
      );
    }
    return problemsExitCode(counts.error);
  },
};
