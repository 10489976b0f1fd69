import type { ComparisonSide } from "../../batch/side.ts";
import type { StandardDocument } from "../../model/standard.ts";
import { FAIL_ON_REGRESSION } from "../batch-options.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import {
  ALL,
  AS_OF,
  COUNTY,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  type OptionValues,
  OUTPUT,
  oneStandard,
  QUIET,
  RELAX,
  STANDARD,
  textFormats,
} from "../options.ts";

const SIDE = {
  zh: "工作簿、qe-audit check 的 JSON 结果，或 qe-audit batch 的输出文件夹",
  en: "a workbook, a JSON result of qe-audit check, or the output folder of a batch",
};

/** One side: a batch's folder, a JSON result by its first byte, else a workbook. */
const readSide = async (
  file: string,
  standard: StandardDocument,
  values: OptionValues,
  context: CommandContext,
): Promise<ComparisonSide> => {
  const [{ finishedBatch, isBatchFolder }, { sideOfComparedResult, sideOfWorkbook, partsOfBatch }] = await Promise.all([
    import("../batch-folder.ts"),
    import("../../batch/comparison-side.ts"),
  ]);
  if (await isBatchFolder(file)) {
    const { comparedCounty, sideOfBatch } = await import("../../batch/side.ts");
    const { rollup, summaries } = await finishedBatch(file, context.inputs);
    const counties = [];
    for await (const { summary } of summaries()) counties.push(comparedCounty(summary));
    return sideOfBatch(file, rollup.standard, counties, partsOfBatch(rollup.standard, standard));
  }
  if (/\.json$/i.test(file)) {
    const [{ ComparedResult }, { readJsonResult }] = await Promise.all([
      import("../../model/rollup.ts"),
      import("../json-result.ts"),
    ]);
    return readJsonResult(
      file,
      (json) => sideOfComparedResult(file, ComparedResult.parse(json), standard),
      values,
      context,
    );
  }
  const { readInput } = await import("../workbook-input.ts");
  const reading = await readInput([file], standard, values, context);
  return sideOfWorkbook(file, reading, { standard, asOf: values.asOf, options: values.relax ?? [] });
};

export const diff: CommandDefinition = {
  name: "diff",
  summary: { zh: "两次评估有什么变化（销号）", en: "what changed between two audits" },
  description: [
    {
      zh: "比较两次评估，逐县、逐校、逐指标列出：新增、恶化、数据缺失、消除、改善、数据新增、标准变更。缺了数的、学校已不在的都不算消除；标准变了的单列，不和学校的变化混在一起。只在一侧的学校（不在了的、新出现的）逐县列出；同名而没有标识码、分不清的学校不对应，另行说明。",
      en: "Compares two audits and lists by county, school and indicator what is new, worse, no longer known, resolved, better, newly known, or judged by another rule. What lost its figures or its school never counts as resolved, and a changed rule is told apart from a changed school. Schools on one side only, gone or new, are listed by county; schools of one name without codes are not matched, and are listed apart.",
    },
  ],
  arguments: [
    { name: "before", required: true, words: SIDE, names: "input" },
    { name: "after", required: true, words: SIDE, names: "input" },
  ],
  options: [
    OUTPUT,
    { ...FORMAT, choices: async () => textFormats((await import("../../report/diff/index.ts")).DIFF_REPORTERS) },
    FAIL_ON_REGRESSION,
    STANDARD,
    ...MAP_OPTIONS,
    NO_CONFIG,
    COUNTY,
    AS_OF,
    RELAX,
    ALL,
    QUIET,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    {
      line: "qe-audit diff spring.json county.xlsx -o ledger.xlsx",
      words: { zh: "上学期的结果和这学期的工作簿", en: "last term's result and this term's workbook" },
    },
    {
      line: "qe-audit diff out-2024/ out-2025/ --format markdown --fail-on-regression",
      words: { zh: "两次批量审计；有退步时退出码为 1", en: "two batches; exit 1 where something is worse" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已比较", en: "compared" } },
    {
      codes: "1",
      words: {
        zh: "用了 --fail-on-regression，且有退步：新增、恶化、数据缺失，或未达标、缺数的学校已不在，或县已不在",
        en: "with --fail-on-regression, and something is worse: new, worse, no longer known, of a school that is gone, or a county that is gone",
      },
    },
    {
      codes: "3",
      words: { zh: "输入不能用，或输出写不了", en: "an input cannot be used, or an output cannot be written" },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, [before = "", after = ""], values) {
    const { inputs } = context;
    const [{ standardFrom }, { deliver, requestsOf }, { compareSides }, { sayOthers }, { DIFF_REPORTERS }] =
      await Promise.all([
        import("../side-files.ts"),
        import("../format-choice.ts"),
        import("../../batch/compare.ts"),
        import("../../model/county.ts"),
        import("../../report/diff/index.ts"),
      ]);
    const standard = await standardFrom(oneStandard(values, "diff"), inputs);
    const requests = await requestsOf(DIFF_REPORTERS, values, context, "diff");
    const old = await readSide(before, standard, values, context);
    const now = await readSide(after, standard, values, context);
    const comparison = compareSides(old, now, context.config);
    const [one, two] = [old.counties[0], now.counties[0]];
    const areSingle = old.counties.length === 1 && now.counties.length === 1;
    if (areSingle && one !== undefined && two !== undefined && sayOthers(one, two) && values.quiet !== true) {
      await context.tell({
        zh: "两侧写的不是同一个县，学校却有相同的：按同一个县更名（或改了代码）比较，请核对",
        en: "The two sides name different counties and share schools: compared as one county that was renamed or recoded; see whether it is",
      });
    }

    await deliver(DIFF_REPORTERS, comparison, requests, values, context);
    return values.failOnRegression === true && comparison.regression ? EXIT.short : EXIT.met;
  },
};
