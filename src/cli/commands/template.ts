import type { RosterSchool } from "../../workbook/roster.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import {
  LIMIT_OPTIONS,
  NO_CONFIG,
  type OptionValues,
  OUTPUT,
  oneStandard,
  SCHOOL_FORM,
  SCHOOLS,
  STANDARD,
} from "../options.ts";
import { UsageError } from "../usage.ts";

const USUAL_NAME = "qe-audit-template.xlsx";
const USUAL_FORM = "qe-audit-school-form.xlsx";
const USUAL_FOLDER = "qe-audit-forms";

const OUTPUT_ONE = {
  ...OUTPUT,
  words: {
    zh: `写到哪个文件（默认 ${USUAL_NAME}，--school 为 ${USUAL_FORM}；- 为标准输出），--schools 写到哪个文件夹（默认 ${USUAL_FOLDER}）；已有的文件不会被覆盖`,
    en: `file to write (default ${USUAL_NAME}, with --school ${USUAL_FORM}; - is standard output), or the folder for --schools (default ${USUAL_FOLDER}); an existing file is never replaced`,
  },
};

/** All that a template can be. */
const WORKBOOK = { xlsx: { extensions: [".xlsx"], binary: true } } as const;

/** Schools of a type that no indicator is judged from. */
const isAsked = ({ type }: RosterSchool): boolean => type !== "senior";

/** One form for each school of a roster; what is in the folder already may have been filled in, and stays. */
const writeForms = async (
  { tell, inputs, write }: CommandContext,
  roster: string,
  values: OptionValues,
): Promise<ExitCode> => {
  const folder = values.output?.at(-1) ?? USUAL_FOLDER;
  if (folder === "-") {
    const needs = { zh: "一个文件夹（-o）", en: "a folder (-o)" };
    throw new UsageError({ code: "option-needs", option: "--schools", needs }, "template");
  }
  const [
    { standardFrom },
    { chooseTargets, isThere, makeNamedFolder, removeLeftBehind },
    { rosterOf, schoolForm },
    { schoolFileNamer },
    { fileBytes, refuseInput },
    { limitsOf },
    { DEFAULT_LIMITS },
    { join },
  ] = await Promise.all([
    import("../side-files.ts"),
    import("../output.ts"),
    import("../../county-workbook.ts"),
    import("../../report/school-file-names.ts"),
    import("../inputs.ts"),
    import("../limits.ts"),
    import("../../package/read.ts"),
    import("node:path"),
  ]);
  refuseInput(folder, inputs);
  const standard = await standardFrom(oneStandard(values, "template"), inputs);
  const limits = limitsOf(values);
  const bytes = await fileBytes(roster, limits.fileBytes ?? DEFAULT_LIMITS.fileBytes, inputs);
  const schools = await rosterOf({ file: roster, bytes }, limits);
  const untyped = schools.filter(({ type }) => type === null);
  if (untyped.length > 0) {
    const { AuditError } = await import("../../errors.ts");
    throw new AuditError({
      code: "side-file-invalid",
      file: roster,
      faults: untyped.map(({ cell, name }) => ({
        path: cell,
        message: `“${name}”没有填办学类型，不知道该填报哪些项目`,
        en: `"${name}" has no type (办学类型), so that nobody knows which items it is asked`,
      })),
    });
  }
  const fileOf = schoolFileNamer();
  const open: { readonly file: string; readonly school: RosterSchool }[] = [];
  let kept = 0;
  for (const school of schools.filter(isAsked)) {
    const file = join(folder, fileOf(school));
    if (await isThere(file)) kept++;
    else open.push({ file, school });
  }
  await makeNamedFolder(folder);
  const targets = await chooseTargets(
    open.map(({ file }) => file),
    inputs,
    { keepExisting: true },
  );
  const files = [];
  for (const [index, { school }] of open.entries()) {
    files.push({ target: targets[index]!, content: await schoolForm(standard, school) });
  }
  await write(files);
  await removeLeftBehind(folder, { deep: false });
  await tell({
    zh: `已在 ${folder} 写出 ${files.length} 份填报表`,
    en: `Wrote ${files.length} ${files.length === 1 ? "form" : "forms"} to ${folder}`,
  });
  if (kept > 0) {
    await tell({
      zh: `${kept} 份已经在那里，没有改动；要重写的，先移走`,
      en: `${kept} ${kept === 1 ? "was" : "were"} there already and stayed as they are; move away those to be written anew`,
    });
  }
  const left = schools.filter((school) => !isAsked(school));
  if (left.length > 0) {
    const names = left.map(({ name }) => name);
    await tell({
      zh: `高级中学不参评，没有填报表：${names.join("、")}`,
      en: `Senior schools are not judged and have no form: ${names.join(", ")}`,
    });
  }
  return EXIT.met;
};

export const template: CommandDefinition = {
  name: "template",
  summary: { zh: "生成空白的县级工作簿，或学校填报表", en: "write an empty county workbook, or schools' forms" },
  description: [
    {
      zh: "生成一个空白的县级工作簿：每张表、每一列、每一个县级项目都已列好，带说明、单位和下拉选项。填好后用 qe-audit check 审计。",
      en: "Writes an empty county workbook with every sheet, column and county item in place, with notes, units and lists to choose from. Fill it in and audit it with qe-audit check. Its sheets, headers and notes are in Chinese whatever the language, since offices in China fill it in; docs/workbook.md has every header in English.",
    },
    {
      zh: "--school 生成一所学校的填报表；--schools 按名单（有学校名称、办学类型，最好有学校标识码的任何工作簿）每校生成一份。收齐后用 qe-audit collect 汇总。",
      en: "--school writes the form that one school fills in; --schools one for each school of a roster, which is any workbook with columns of the schools' names, types and preferably codes. Gather what comes back with qe-audit collect.",
    },
  ],
  arguments: [],
  options: [STANDARD, SCHOOL_FORM, SCHOOLS, OUTPUT_ONE, NO_CONFIG, ...LIMIT_OPTIONS],
  examples: [
    { line: "qe-audit template", words: { zh: `写到 ${USUAL_NAME}`, en: `write ${USUAL_NAME}` } },
    { line: "qe-audit template -o 示范县2025.xlsx", words: { zh: "写到指定文件", en: "write a file of your choice" } },
    {
      line: "qe-audit template --school -o 学校填报表.xlsx",
      words: { zh: "一所学校的填报表", en: "the form of one school" },
    },
    {
      line: "qe-audit template --schools 名单.xlsx -o 填报表/",
      words: { zh: "名单里每校一份", en: "one for each school of a roster" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已写好", en: "written" } },
    {
      codes: "3",
      words: {
        zh: "名单不能用，文件写不了或已存在",
        en: "the roster cannot be used, or a file cannot be written or exists already",
      },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, _args, values) {
    const { io, print, tell, inputs, write } = context;
    if (values.schools !== undefined) {
      if (values.school === true) {
        throw new UsageError({ code: "options-exclude", options: ["--school", "--schools"] }, "template");
      }
      return writeForms(context, values.schools, values);
    }
    const isForm = values.school === true;
    const { outputOf } = await import("../format-choice.ts");
    const written = values.output?.at(-1) ?? (isForm ? USUAL_FORM : USUAL_NAME);
    const file = written === "-" ? written : outputOf(WORKBOOK, written).file;
    const { standardFrom } = await import("../side-files.ts");
    const standard = await standardFrom(oneStandard(values, "template"), inputs);
    if (file === "-" && io.stdout.isTTY === true) {
      throw new UsageError(
        { code: "stdout-binary", format: "xlsx", file: isForm ? USUAL_FORM : USUAL_NAME },
        "template",
      );
    }
    const { chooseTargets } = await import("../output.ts");
    // A template that was filled in holds somebody's work of days.
    const targets = file === "-" ? [] : await chooseTargets([file], inputs, { keepExisting: true });
    const { emptyWorkbook, schoolForm } = await import("../../county-workbook.ts");
    const content = isForm ? await schoolForm(standard, null) : await emptyWorkbook(standard);
    if (file === "-") {
      await print(content);
      return EXIT.met;
    }
    await write(targets.map((target) => ({ target, content })));
    await tell(
      isForm
        ? { zh: `已写出学校填报表 ${file}`, en: `Wrote a school's form to ${file}; it is in Chinese` }
        : {
            zh: `已写出空白工作簿 ${file}`,
            en: `Wrote an empty workbook to ${file}; its sheets are in Chinese, and docs/workbook.md has every header in English`,
          },
    );
    return EXIT.met;
  },
};
