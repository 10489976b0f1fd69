import type { Return } from "../../cycle/returned-form.ts";
import { AuditError } from "../../errors.ts";
import type { CollectionAccount } from "../../report/collection.ts";
import type { Words } from "../../report/wording/language.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import {
  ALL,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  type OptionValues,
  OUTPUT,
  oneStandard,
  PREFER,
  QUIET,
  ROSTER,
  STANDARD,
} from "../options.ts";
import { optionRequired } from "../usage.ts";

/** All that a county workbook can be. */
const WORKBOOK = { xlsx: { extensions: [".xlsx"], binary: true } } as const;

const OUTPUT_COUNTY = {
  ...OUTPUT,
  words: {
    zh: "县级工作簿（.xlsx）：没有就新建；以前汇总的或还没有学校的空白工作簿，只改“学校”和“来源”两张表，其余逐字节不变",
    en: "the county workbook (.xlsx): made where there is none; of one collected before, or a template without schools yet, only the sheets of schools and of sources change, all else stays byte for byte",
  },
};

const RETURNS_MAP = {
  ...MAP_OPTIONS[0],
  words: {
    zh: "对照文件（YAML、JSON）：学校自己的表里的列名各是什么；不写则用县级工作簿旁的 *.map.yaml",
    en: "file (YAML or JSON) of what names of columns in the schools' own tables mean; without it *.map.yaml beside the county workbook",
  },
};
const ACCOUNT_FORMAT = {
  ...FORMAT,
  choices: ["terminal", "json"],
  words: { zh: "终端显示的格式：terminal（默认）或 json", en: "what is printed: terminal (default) or json" },
};

/** Whether somebody must look at something before the workbook is complete. */
const needsAttention = ({
  missing,
  differences,
  problems,
  unreadable,
  unplaced,
  notListed,
  namesakes,
  filesGone,
  withoutColumn,
}: CollectionAccount): boolean =>
  missing.length +
    unreadable.length +
    unplaced.length +
    notListed.length +
    namesakes.length +
    filesGone.length +
    withoutColumn.length +
    differences.filter(({ kind, taken }) => kind !== "cleared" && !(kind === "replies" && taken !== null)).length >
    0 || problems.some((each) => each.problems.some(({ severity }) => severity === "error"));

/** Names of files beside the returns that nobody sent. */
const NO_RETURN = /^(?:\..*|thumbs\.db|desktop\.ini)$/i;

const collectInto = async (
  file: string,
  folder: string,
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> => {
  const { lang, print, tell, color, columns, inputs, write } = context;
  const [
    { columnMapBeside, columnMapFrom, standardFrom },
    { discoverInputs, fileBytes },
    { chooseTargets, isFileThere, refuseOpen, removeLeftBehind },
    { limitsOf },
    { emptyWorkbook, rosterOf },
    { newCollectionReader },
    { collectReturns },
    { saySame },
    { patchWorkbook },
    { renderCollection },
    { auditErrorText },
    { printedOf },
    { DEFAULT_LIMITS },
    { basename, dirname },
  ] = await Promise.all([
    import("../side-files.ts"),
    import("../inputs.ts"),
    import("../output.ts"),
    import("../limits.ts"),
    import("../../county-workbook.ts"),
    import("../../cycle/read-forms.ts"),
    import("../../cycle/collect.ts"),
    import("../../workbook/sources.ts"),
    import("../../workbook/patch.ts"),
    import("../../report/collection.ts"),
    import("../error-text.ts"),
    import("../format-choice.ts"),
    import("../../package/read.ts"),
    import("node:path"),
  ]);
  const formats = { terminal: { extensions: [], binary: false }, json: { extensions: [], binary: false } } as const;
  const format = printedOf(formats, values.format ?? "terminal", "county");
  const standard = await standardFrom(oneStandard(values, "collect"), inputs);
  const limits = limitsOf(values);
  const most = limits.fileBytes ?? DEFAULT_LIMITS.fileBytes;
  const map =
    values.map === false
      ? null
      : typeof values.map === "string"
        ? await columnMapFrom(values.map, standard, inputs)
        : await columnMapBeside(file, standard, inputs);
  const roster =
    values.roster === undefined
      ? null
      : {
          file: values.roster,
          schools: await rosterOf({ file: values.roster, bytes: await fileBytes(values.roster, most, inputs) }, limits),
        };
  const prefer = values.prefer ?? "none";
  const reader = newCollectionReader(standard, {
    limits,
    dated: prefer === "newest",
    ...(map === null ? {} : { map }),
  });

  // The workbook may lie among the returns, and so may the roster.
  const rosterPaths = roster === null ? [] : inputs.namesOf(roster.file);
  const discovery = await discoverInputs([folder], inputs);
  const own = new Set([
    ...inputs.namesOf(file),
    ...rosterPaths,
    ...(roster === null ? [] : inputs.namesOf(roster.file)),
  ]);
  const found = discovery.found.filter(({ path }) => !own.has(path));
  const isThere = await isFileThere(file);
  if (isThere) await refuseOpen(file);
  const [target] = await chooseTargets([file], inputs, { copy: true, replaces: [file] });
  const before = isThere ? await fileBytes(file, most, inputs) : Buffer.from(await emptyWorkbook(standard));
  const county = await reader.readCounty({ file, bytes: before });
  if (!county.isCollected) throw new AuditError({ code: "output-not-own", file });

  const returns: Return[] = [];
  const wordsOf = ({ detail }: AuditError): Words => ({
    zh: auditErrorText(detail, "zh"),
    en: auditErrorText(detail, "en"),
  });
  const unreadable: { file: string; reason: Words }[] = [];
  for (const { path, file: name } of found) {
    try {
      returns.push(await reader.readReturn({ file: name, bytes: await fileBytes(path, most, inputs) }));
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
      unreadable.push({ file: name, reason: wordsOf(error) });
    }
  }
  for (const { file: name, reason } of discovery.ignored) {
    const base = name.replace(/^.*\//, "");
    if ((reason !== "old-format" && reason !== "format") || NO_RETURN.test(base)) continue;
    unreadable.push({
      file: name,
      reason: {
        zh: `“${name}” 不是 .xlsx 或 .xlsm 工作簿；旧格式请在 Excel 或 WPS 中另存为 .xlsx。`,
        en: `"${name}" is no .xlsx or .xlsm workbook; save old formats as .xlsx in Excel or WPS.`,
      },
    });
  }
  for (const { file: name, reason } of discovery.unreadable) {
    unreadable.push({
      file: name,
      reason: { zh: `打不开文件夹 “${name}”（${reason}）。`, en: `The folder "${name}" cannot be opened (${reason}).` },
    });
  }

  const {
    account: joined,
    cells,
    sources,
  } = collectReturns(returns, county, {
    fields: reader.fields,
    roster: roster === null ? null : { ...roster, file: basename(roster.file) },
    prefer,
  });
  const account: CollectionAccount = { file, ...joined, unreadable };
  const isNew = !isThere || account.changed > 0 || !saySame(sources, county.sources);
  if (returns.length > 0 && isNew) {
    const content = await patchWorkbook(
      before,
      { cells, sources: { records: sources, sheet: county.sourcesSheet } },
      { file, limits },
    );
    await write([{ target: target!, content }]);
    await removeLeftBehind(dirname(target!.path), { deep: false });
  }
  if (format === "json") await print(`${JSON.stringify(account, null, 2)}\n`);
  else if (values.quiet !== true) {
    const shown = values.all === true ? { limitRows: 0 } : {};
    await print(renderCollection(account, standard, { lang, width: columns, color, ...shown }));
  }
  if (values.quiet !== true) {
    if (map !== null)
      await tell({ zh: `回表按对照文件 ${map.file} 读取`, en: `Returns were read by the map ${map.file}` });
    if (returns.length === 0) {
      await tell({ zh: `没有一份回表读得了，${file} 没有改动`, en: `No return can be read; ${file} was not changed` });
    } else if (isNew) await tell({ zh: `已写出 ${file}`, en: `Wrote ${file}` });
    else await tell({ zh: `${file} 没有变化`, en: `${file} is as it was` });
  }
  if (returns.length === 0) return EXIT.unusable;
  return needsAttention(account) ? EXIT.short : EXIT.met;
};

export const collect: CommandDefinition = {
  name: "collect",
  summary: { zh: "把学校交回的填报表汇总成县级工作簿", en: "gather schools' returned forms into the county workbook" },
  description: [
    {
      zh: "读取文件夹里学校交回的填报表（qe-audit template --schools 的，或学校自己的统计表），按学校标识码（没有的按校名）归到“学校”表，每校一行；“来源”表写明每个数来自哪个文件的哪一格。说明谁没有交、谁交了两份而互相矛盾、谁的表哪里有错。",
      en: "Reads the forms that schools returned into a folder (those of qe-audit template --schools, or a school's own statistics) and puts them on the sheet of schools, a school a row, by school code, else by name; a sheet of sources says from which file and cell each figure came. Tells who has not replied, whose replies contradict each other, and what is wrong in whose return.",
    },
    {
      zh: "可以反复运行。互相矛盾的数在选定之前不采用；在“学校”表里手工改过的数保留，并逐处说明；县里自己的表（县情、县级指标、佐证等）不动。名单上还没有交的学校也在“学校”表里占一行，审计时不会漏掉。",
      en: "Run it again as returns come in. Figures that contradict each other are not taken until one is chosen; figures changed by hand on the sheet of schools stay and are told one by one; the county's own sheets (profile, county items, evidence and the like) are left alone. Schools of the roster without a reply have their row too, so that no audit misses them.",
    },
  ],
  arguments: [
    {
      name: "folder",
      required: true,
      names: "input",
      words: { zh: "交回的填报表所在的文件夹（含子文件夹）", en: "folder of the returned forms, with those in it" },
    },
  ],
  options: [
    OUTPUT_COUNTY,
    ROSTER,
    PREFER,
    STANDARD,
    RETURNS_MAP,
    MAP_OPTIONS[1],
    NO_CONFIG,
    ACCOUNT_FORMAT,
    ALL,
    QUIET,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    {
      line: "qe-audit collect 填报表/ -o county.xlsx --roster 名单.xlsx",
      words: { zh: "汇总，并说明谁没有交", en: "gather them and tell who has not replied" },
    },
    {
      line: "qe-audit collect 填报表/ -o county.xlsx --prefer newest",
      words: { zh: "互相矛盾的采用最后保存的", en: "of contradicting replies take the one saved last" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "都已交齐，没有矛盾和错误", en: "all have replied, without contradiction or error" } },
    {
      codes: "1",
      words: {
        zh: "已汇总，但有没交的、读不了的、互相矛盾的或有错误的",
        en: "gathered, but something is missing, unreadable, contradictory or wrong",
      },
    },
    {
      codes: "3",
      words: {
        zh: "没有一份读得了，名单或县级工作簿不能用，或写不了",
        en: "no return can be read, the roster or county workbook cannot be used, or it cannot be written",
      },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, [folder = ""], values) {
    const written = values.output?.at(-1);
    if (written === undefined || written === "" || written === "-") {
      throw optionRequired(collect, "-o");
    }
    const { outputOf } = await import("../format-choice.ts");
    const { file } = outputOf(WORKBOOK, written);
    return collectInto(file, folder, values, context);
  },
};
