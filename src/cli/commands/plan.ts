import type { Plan } from "../../model/plan.ts";
import type { AuditResult } from "../../model/result.ts";
import type { RenderOptions } from "../../report/reporter.ts";
import type { CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import {
  ALL,
  AS_OF,
  COUNTY,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  OUTPUT,
  oneStandard,
  QUIET,
  RELAX,
  STANDARD,
  textFormats,
} from "../options.ts";
import { BUDGET, PRICES, TIME_LIMIT, WRITE_PRICES, YEARS } from "../plan-options.ts";
import { argumentMissing, UsageError } from "../usage.ts";

export const plan: CommandDefinition = {
  name: "plan",
  summary: { zh: "最省钱的达标方案，附证明", en: "the cheapest way to the standard, proven" },
  description: [
    {
      zh: "从现在的数出发，算出使每所学校的资源配置和各项校际差异系数都达标、花钱最少的办法：增配什么、培养几人、从哪里调到哪里，各要多少钱。附任何方案都不能更低的下界；方案逐格改数后由同一评估程序重新审计，通过了才显示。钱不能解决的，列为要落实的事项；有空格的学校先列出来补数。",
      en: "Computes the least costly way to have every school meet its resources and every spread its limit: what to add, whom to train, who moves where, at what cost. A lower bound that no plan can beat stands beside it, and the plan is shown only once the county with its figures so changed has passed the same audit. What no money settles is listed to be seen to; schools with blanks are listed first.",
    },
    {
      zh: "单价是示例，请换成本地的：--write-prices 写出，改好后用 --prices 读入。文件里还可写各校的上限（limits）、不做的（exclude）和只做的（only）。",
      en: "Prices are examples; put in local ones: --write-prices writes them, --prices reads them back. The file may also limit an action at a school (limits), rule it out (exclude), or allow nothing else (only).",
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
    PRICES,
    WRITE_PRICES,
    BUDGET,
    YEARS,
    TIME_LIMIT,
    STANDARD,
    AS_OF,
    RELAX,
    ...MAP_OPTIONS,
    NO_CONFIG,
    COUNTY,
    OUTPUT,
    { ...FORMAT, choices: async () => textFormats((await import("../../report/plan/index.ts")).PLAN_REPORTERS) },
    ALL,
    QUIET,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    { line: "qe-audit plan county.xlsx", words: { zh: "显示方案", en: "print the plan" } },
    {
      line: "qe-audit plan --write-prices prices.yaml",
      words: { zh: "写出单价，填好本地单价后用 --prices 读入", en: "write the prices to put local ones in" },
    },
    {
      line: "qe-audit plan county.xlsx --prices prices.yaml -o plan.xlsx -o plan.json",
      words: { zh: "按本地单价，另写出 Excel 和 JSON", en: "by local prices; write Excel and JSON as well" },
    },
    {
      line: "qe-audit plan county.xlsx -o plan.docx -o plan.html",
      words: { zh: "写出会议汇报材料和网页", en: "write a paper for a meeting and a page" },
    },
    {
      line: "qe-audit plan county.xlsx --years 2026-2027 --budget 2026=200000,2027=500000 -o wallchart:挂图.html",
      words: {
        zh: "挂图：每校每项按方案的年度注明时限",
        en: "a wall chart with the plan's year for each school and item",
      },
    },
    {
      line: "qe-audit plan county.xlsx --budget 300000",
      words: { zh: "30 万元能做到多少", en: "what 300 000 yuan reach" },
    },
    {
      line: "qe-audit plan county.xlsx --years 2026-2027 --budget 2026=200000,2027=500000",
      words: { zh: "分两年做，每年审计", en: "over two years, each of them audited" },
    },
  ],
  exitCodes: [
    {
      codes: "0",
      words: {
        zh: "方案使应达标的都达标（或已写出单价）",
        en: "the plan reaches all that it is for (or prices written)",
      },
    },
    {
      codes: "1",
      words: { zh: "在所给的金额或限制内不能全部达标", en: "within the money or limits given something falls short" },
    },
    { codes: "2", words: { zh: "有数据空缺，方案是暂定的", en: "figures are missing, so the plan is provisional" } },
    {
      codes: "3",
      words: { zh: "输入不能用，或输出写不了", en: "an input cannot be used, or an output cannot be written" },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, workbooks, values) {
    const { lang, tell, inputs, write } = context;
    const { budget, years = [] } = values;
    if (budget !== undefined && "byYear" in budget && years.length === 0) {
      throw new UsageError(
        { code: "option-needs", option: "--budget", needs: { zh: " --years", en: "--years" } },
        "plan",
      );
    }
    if (
      years.length > 0 &&
      (budget === undefined || !("byYear" in budget) || years.some((year) => !budget.byYear.has(year)))
    ) {
      const needs = {
        zh: "每年的 --budget，如 2026=20万,2027=30万",
        en: "a --budget of each year, 2026=200000,2027=300000 say",
      };
      throw new UsageError({ code: "option-needs", option: "--years", needs }, "plan");
    }
    const [{ chooseTargets }, { deliver, requestsOf }, { PLAN_REPORTERS }, { pricesFrom, standardFrom }] =
      await Promise.all([
        import("../output.ts"),
        import("../format-choice.ts"),
        import("../../report/plan/index.ts"),
        import("../side-files.ts"),
      ]);
    if (values.writePrices !== undefined) {
      const [target] = await chooseTargets([values.writePrices], inputs, { keepExisting: true });
      const { priceFile } = await import("../price-file.ts");
      await write([{ target: target!, content: await priceFile(lang) }]);
      if (values.quiet !== true) await tell({ zh: `已写出 ${target!.file}`, en: `Wrote ${target!.file}` });
      if (workbooks.length === 0) return EXIT.met;
    }
    if (workbooks.length === 0) throw argumentMissing(plan, "workbook");
    // The chart shows the schools as they are today, with the plan's years: it is made of the audit too.
    const audited: { result: AuditResult | null } = { result: null };
    const renderings = {
      ...PLAN_REPORTERS,
      wallchart: {
        extensions: [],
        binary: false,
        render: async (made: Plan, options: RenderOptions) =>
          (await import("../../report/wall-chart.ts")).renderWallChart(audited.result!, options, {
            plan: made,
            ledger: null,
          }),
      },
    };
    const requests = await requestsOf(renderings, values, context, "plan");
    const standard = await standardFrom(oneStandard(values, "plan"), inputs);
    const prices = values.prices === undefined ? undefined : await pricesFrom(values.prices, inputs);
    const [{ readInput, tellNamesNotMet }, { plan: planReading }] = await Promise.all([
      import("../workbook-input.ts"),
      import("../../library.ts"),
    ]);
    const reading = await readInput(workbooks, standard, values, context);
    if (values.quiet !== true) {
      await tellNamesNotMet(reading, workbooks, values, tell);
      for (const figure of budget?.doubtful ?? [])
        await tell({
          zh: `--budget：“${figure}”按 ${figure} 元理解；如果是 ${figure} 万元，请写成 ${figure}万`,
          en: `--budget: "${figure}" is read as ${figure} yuan; for ${figure} 万元 (ten thousands) write ${figure}万`,
        });
    }
    const found = await planReading(reading, {
      standard,
      options: values.relax ?? [],
      prices,
      budget: budget !== undefined && "total" in budget ? budget.total : null,
      years:
        budget !== undefined && "byYear" in budget
          ? years.map((year) => ({ year, budget: budget.byYear.get(year) ?? 0 }))
          : [],
      config: context.config,
      ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
      ...(values.timeLimit === undefined ? {} : { timeLimit: values.timeLimit }),
    });
    if ([requests.printed, ...requests.files.map(({ format }) => format)].includes("wallchart")) {
      const { auditReading } = await import("../../audit-workbook.ts");
      const asOf = values.asOf === undefined ? {} : { asOf: values.asOf };
      audited.result = auditReading(reading, { standard, options: values.relax ?? [], ...asOf });
    }
    await deliver(renderings, found, requests, values, context);
    const { units, spreads, items } = found.notReached;
    if (units.length + spreads.length + items.length > 0) return EXIT.short;
    return found.provisional ? EXIT.inconclusive : EXIT.met;
  },
};
