import { AuditError } from "../../errors.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import {
  ALL,
  AS_OF,
  CALENDAR,
  COUNTY,
  FORMAT,
  LEDGER,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  type OptionValues,
  OUTPUT,
  oneStandard,
  PLAN_FILE,
  PREVIOUS,
  QUIET,
  RELAX,
  STANDARD,
  WAIVERS,
} from "../options.ts";
import { argumentMissing, optionRequired, UsageError } from "../usage.ts";

/** All that a ledger can be. */
const WORKBOOK = { xlsx: { extensions: [".xlsx"], binary: true } } as const;

const ACCOUNT_FORMAT = {
  ...FORMAT,
  choices: ["terminal", "json"],
  words: { zh: "终端显示的格式：terminal（默认）或 json", en: "what is printed: terminal (default) or json" },
};
/** What a ledger can be drawn as. */
const CHARTS = { wallchart: { extensions: [".html", ".htm"], binary: false } } as const;
const OUTPUT_CHART = {
  ...OUTPUT,
  words: {
    zh: "另写出挂图，可多次给出：wallchart:挂图.html，每校每项注明完成时限、销号日期",
    en: "write a wall chart as well, repeatable: wallchart:chart.html, with each school's and item's day",
  },
};
const FORMATS = { terminal: { extensions: [], binary: false }, json: { extensions: [], binary: false } } as const;

/** Prints what is due and overdue; the ledger is only read. */
const showCalendar = async (file: string, values: OptionValues, context: CommandContext): Promise<ExitCode> => {
  const { lang, print, color, columns, inputs } = context;
  const [
    { fileBytes },
    { limitsOf },
    { printedOf },
    { DEFAULT_LIMITS, readRawWorkbook },
    { readLedger },
    { calendarOf },
    { renderCalendar },
    { isDay },
  ] = await Promise.all([
    import("../inputs.ts"),
    import("../limits.ts"),
    import("../format-choice.ts"),
    import("../../package/read.ts"),
    import("../../cycle/ledger-book.ts"),
    import("../../cycle/ledger-calendar.ts"),
    import("../../report/ledger/terminal.ts"),
    import("../../engine/as-of.ts"),
  ]);
  const format = printedOf(FORMATS, values.format ?? "terminal", "ledger");
  const limits = limitsOf(values);
  const bytes = await fileBytes(file, limits.fileBytes ?? DEFAULT_LIMITS.fileBytes, inputs);
  const book = readLedger(await readRawWorkbook(bytes, { file, limits }));
  if (!book.open.columns.has("完成时限")) {
    throw new AuditError({
      code: "ledger-columns",
      file,
      sheet: book.open.sheet,
      missing: ["完成时限"],
      twice: [],
    });
  }
  // Without a day of one's own, the day of the last run: never the clock's, by which the same call would change.
  const day = values.asOf ?? book.runs.lines.at(-1)?.day;
  if (day === undefined) {
    throw new UsageError(
      { code: "option-needs", option: "--calendar", needs: { zh: " --as-of", en: "--as-of" } },
      "ledger",
    );
  }
  if (!isDay(day)) throw new AuditError({ code: "as-of-invalid", value: day });
  const calendar = { ...calendarOf(book, day), file };
  if (format === "json") await print(`${JSON.stringify(calendar, null, 2)}\n`);
  else {
    const shown = values.all === true ? { limitRows: 0 } : {};
    await print(renderCalendar(calendar, { lang, width: columns, color, ...shown }));
  }
  return calendar.units.some(({ rows }) => rows.some(({ days }) => days < 0)) ? EXIT.short : EXIT.met;
};

const update = async (
  file: string,
  workbooks: readonly string[],
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> => {
  const { lang, print, tell, color, columns, inputs, write } = context;
  const [
    { planFrom, standardFrom, waiversFrom },
    { fileBytes },
    { chooseTargets, isFileThere, refuseOpen, removeLeftBehind },
    { limitsOf },
    { outputOf, printedOf },
    { readInput, tellNamesNotMet },
    { auditReading },
    { goneRows, ledgerDays },
    { readLedger },
    { DEFAULT_LIMITS, readRawWorkbook },
    { ledger: keepLedger },
    { renderLedger },
    { dirname },
  ] = await Promise.all([
    import("../side-files.ts"),
    import("../inputs.ts"),
    import("../output.ts"),
    import("../limits.ts"),
    import("../format-choice.ts"),
    import("../workbook-input.ts"),
    import("../../audit-workbook.ts"),
    import("../../cycle/ledger-findings.ts"),
    import("../../cycle/ledger-book.ts"),
    import("../../package/read.ts"),
    import("../../library.ts"),
    import("../../report/ledger/terminal.ts"),
    import("node:path"),
  ]);
  const format = printedOf(FORMATS, values.format ?? "terminal", "ledger");
  const isThere = await isFileThere(file);
  if (isThere) await refuseOpen(file);
  const charts = (values.output ?? []).map((written) => outputOf(CHARTS, written).file);
  // Before the ledger itself is read, so that it is none of the workbooks that are, nor a chart.
  await chooseTargets([file, ...charts], inputs, { copy: true });
  const chartTargets = await chooseTargets(charts, inputs);
  const [target] = await chooseTargets([file], inputs, { copy: true, replaces: [file] });
  const limits = limitsOf(values);
  const before = isThere ? await fileBytes(file, limits.fileBytes ?? DEFAULT_LIMITS.fileBytes, inputs) : null;

  const standard = await standardFrom(oneStandard(values, "ledger"), inputs);
  const plan = values.plan === undefined ? null : await planFrom(values.plan, inputs);
  const waivers = values.waivers === undefined ? null : await waiversFrom(values.waivers, inputs);
  const reading = await readInput(workbooks, standard, values, context);
  if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
  const options = values.relax ?? [];
  const result = auditReading(reading, {
    standard,
    options,
    ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
    ...(waivers === null ? {} : { waivers }),
    config: context.config,
  });
  const { bytes, account: kept } = await keepLedger(before === null ? null : { file, bytes: before }, result, {
    standard,
    plan,
    limits,
  });
  const account = { ...kept, file };
  const files: Parameters<CommandContext["write"]>[0][number][] =
    bytes === null ? [] : [{ target: target!, content: bytes }];
  if (chartTargets.length > 0) {
    const { renderWallChart } = await import("../../report/wall-chart.ts");
    // By the ledger as this run leaves it: what it closes is closed on the chart.
    const left = Buffer.from(bytes ?? before!);
    const book = readLedger(await readRawWorkbook(left, { file, limits }));
    const sources = { plan, ledger: ledgerDays(book, result), gone: goneRows(book, result) };
    const chart = await renderWallChart(result, { lang }, sources);
    for (const each of chartTargets) files.push({ target: each, content: Buffer.from(chart, "utf8") });
  }
  await write(files);
  if (bytes !== null) await removeLeftBehind(dirname(target!.path), { deep: false });
  if (format === "json") await print(`${JSON.stringify(account, null, 2)}\n`);
  else if (values.quiet !== true) {
    const shown = values.all === true ? { limitRows: 0 } : {};
    await print(renderLedger(account, { lang, width: columns, color, ...shown }));
  }
  const { laterRun } = account;
  if (values.quiet !== true) {
    if (laterRun !== null) {
      await tell({
        zh: `判定日期 ${account.asOf} 早于台账已有的一次运行（${laterRun}），首次出现、销号日期的先后会颠倒：请核对 --as-of 和填报日期`,
        en: `The day ${account.asOf} lies before a run that the ledger has already (${laterRun}), so its dates are out of order: check --as-of and the filing date`,
      });
    }
    if (bytes !== null) await tell({ zh: `已写出 ${file}`, en: `Wrote ${file}` });
    else await tell({ zh: `${file} 没有变化`, en: `${file} is as it was` });
    for (const chart of charts) await tell({ zh: `已写出 ${chart}`, en: `Wrote ${chart}` });
  }
  const { missing, gone, apart, closed: _, ...short } = account.counts;
  if (Object.values(short).some((count) => count > 0)) return EXIT.short;
  return missing + gone + apart + account.unjudged > 0 ? EXIT.inconclusive : EXIT.met;
};

export const ledger: CommandDefinition = {
  name: "ledger",
  summary: { zh: "建立、更新销号台账，看到期的", en: "keep the ledger of shortfalls; see what is due" },
  description: [
    {
      zh: "审计工作簿，把每处差距记成台账的一行，并更新已有的行：数据达标的销号（注明日期和工作簿，另在“已销号”表留一行），销号后又未达标的为反弹，过了完成时限的为逾期。缺了数的、学校不在工作簿里的都不销号。“记录”表每次运行一行。",
      en: "Audits the workbook, keeps a row of the ledger for each shortfall, and brings the rows that are there up to date: what is met is closed (with day and workbook, and a line on the sheet of closed rows), what falls short after it was closed is back, what is past its date is overdue. Missing figures and schools that are gone close nothing. The sheet of runs has a line for each run.",
    },
    {
      zh: "行按编号、列按列名认，排序、筛选、插列、加行、另加列都可以；措施、责任单位、责任人职务、完成时限、进展、备注和另加的列由人填，程序不动。程序的列改了名或删了就不更新，并指出是哪一列。台账总是中文。",
      en: "Rows are known by their id and columns by their headings, so that sorting, filtering, inserted columns and rows added by hand are no matter; people's columns (measure, unit, post, date, progress, remarks and any others) are left alone. A ledger in which a column of the program's was renamed or removed is refused, by the column's name. The ledger itself is always in Chinese.",
    },
  ],
  arguments: [
    {
      name: "workbook...",
      required: false,
      names: "input",
      words: {
        zh: "县级工作簿，一个县分几个文件的都写上；- 从标准输入读取",
        en: "the county's workbook, or all of the files that it is in; - reads standard input",
      },
    },
  ],
  options: [
    LEDGER,
    PLAN_FILE,
    CALENDAR,
    STANDARD,
    {
      ...AS_OF,
      words: {
        zh: "按哪一天判定、判断逾期，如 2025-12-31（默认取填报日期，其次取数据年份的年末；--calendar 默认取上次运行的）",
        en: "day to judge by and from which things are overdue, 2025-12-31 say (default: the filing date in the workbook, else the end of its data year; with --calendar that of the last run)",
      },
    },
    RELAX,
    WAIVERS,
    ...MAP_OPTIONS,
    NO_CONFIG,
    COUNTY,
    PREVIOUS,
    OUTPUT_CHART,
    ACCOUNT_FORMAT,
    ALL,
    QUIET,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    {
      line: "qe-audit ledger county.xlsx --ledger 台账.xlsx",
      words: { zh: "建立台账，或更新已有的", en: "make the ledger, or bring it up to date" },
    },
    {
      line: "qe-audit ledger county.xlsx --ledger 台账.xlsx --plan plan.json",
      words: { zh: "并把方案的措施写进空白处", en: "and put a plan's measures into blank cells" },
    },
    {
      line: "qe-audit ledger county.xlsx --ledger 台账.xlsx -o wallchart:挂图.html",
      words: { zh: "并写出挂图，按 A3 或 A1 打印", en: "and write a wall chart, to be printed on A3 or A1" },
    },
    {
      line: "qe-audit ledger --calendar --ledger 台账.xlsx --as-of 2026-06-01",
      words: { zh: "按责任单位看逾期的和 30 天内到期的", en: "what is overdue and due within 30 days, by unit" },
    },
  ],
  exitCodes: [
    {
      codes: "0",
      words: {
        zh: "全部销号，没有无法判定的（--calendar：没有逾期）",
        en: "all closed and everything concluded (--calendar: nothing overdue)",
      },
    },
    {
      codes: "1",
      words: {
        zh: "有未销号的差距（--calendar：有逾期）",
        en: "shortfalls are open (--calendar: something is overdue)",
      },
    },
    {
      codes: "2",
      words: {
        zh: "没有未达标，但有数据缺失、无法判定或学校不在的",
        en: "nothing falls short, but figures are missing, findings cannot be concluded or schools are gone",
      },
    },
    {
      codes: "3",
      words: {
        zh: "工作簿或台账不能用、台账开着，或写不了",
        en: "the workbook or ledger cannot be used, the ledger is open, or it cannot be written",
      },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, workbooks, values) {
    const { ledger: written } = values;
    if (written === undefined || written === "" || written === "-") {
      throw optionRequired(ledger, "--ledger", values.calendar === true ? "--calendar" : "--ledger");
    }
    const { outputOf } = await import("../format-choice.ts");
    const { file } = outputOf(WORKBOOK, written);
    if (values.calendar === true) {
      if (workbooks.length > 0) throw new UsageError({ code: "arguments-excess", found: workbooks[0]! }, "ledger");
      if (values.output !== undefined) {
        throw new UsageError({ code: "arguments-excess", found: `--output ${values.output[0]!}` }, "ledger");
      }
      return showCalendar(file, values, context);
    }
    if (workbooks.length === 0) throw argumentMissing(ledger, "workbook");
    return update(file, workbooks, values, context);
  },
};
