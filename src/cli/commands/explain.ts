import { AuditError } from "../../errors.ts";
import type { CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import {
  ALL,
  AS_OF,
  COUNTY,
  indicatorCodes,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  oneStandard,
  RELAX,
  SCHOOL,
  STANDARD,
} from "../options.ts";
import { UsageError } from "../usage.ts";

export const explain: CommandDefinition = {
  name: "explain",
  summary: { zh: "解释一个指标；给出工作簿则解释判定", en: "what an indicator asks; with a workbook, why its verdict" },
  description: [
    {
      zh: "说明一个指标考什么、怎么算、界限是多少、出自哪一条。再给出工作簿，就逐项说明为什么这样判定：算式、代入的数、所在单元格、还差多少。",
      en: "Says what an indicator asks, how it is computed, its bounds and the clause it comes from. With a workbook it says why each finding has its status: formula, figures, their cells, and what is missing.",
    },
  ],
  arguments: [
    {
      name: "indicator",
      required: true,
      choices: indicatorCodes,
      words: {
        zh: "指标的代码（R4，不分大小写）、标识（teaching-floor-area）或名称",
        en: "the indicator's code (R4, in any case), id (teaching-floor-area) or name",
      },
    },
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
  options: [SCHOOL, STANDARD, ...MAP_OPTIONS, NO_CONFIG, COUNTY, AS_OF, RELAX, ALL, ...LIMIT_OPTIONS],
  examples: [
    { line: "qe-audit explain R4", words: { zh: "生均教学及辅助用房面积考什么", en: "what R4 asks" } },
    {
      line: "qe-audit explain R4 county.xlsx --school 第一实验小学",
      words: { zh: "这所学校为什么这样判定", en: "why this school has its verdict" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已说明", en: "explained" } },
    {
      codes: "3",
      words: {
        zh: "输入不能用，或所写的校名有几所学校同名",
        en: "the input cannot be used, or several schools have the name",
      },
    },
    {
      codes: "4",
      words: { zh: "命令用法有误，或没有这个指标、学校", en: "wrong usage, or no such indicator or school" },
    },
  ],
  async run(context, [name = "", ...workbooks], values) {
    const { lang, print, color, columns, inputs, config } = context;
    if (workbooks.length === 0 && values.school !== undefined) {
      const needs = { zh: "工作簿", en: "a workbook" };
      throw new UsageError({ code: "option-needs", option: "--school", needs }, "explain");
    }
    const [
      { resolveStandard, STANDARDS },
      { standardFrom },
      { findIndicator, findSchool },
      { renderExplanation },
      { silentText },
    ] = await Promise.all([
      import("../../standard/index.ts"),
      import("../side-files.ts"),
      import("../lookup.ts"),
      import("../../report/explain.ts"),
      import("../../report/wording.ts"),
    ]);
    const chosen = await standardFrom(oneStandard(values, "explain"), inputs);
    const base = chosen.local === null ? undefined : STANDARDS[chosen.local.base];
    const found = findIndicator(name, chosen, base);
    const document = found.standard;
    const { id } = found.indicator;
    const told = document === chosen ? "" : `${silentText(found.indicator, chosen.title, document.title, lang)}\n\n`;
    const look = { lang, width: columns, color, ...(values.all === true ? { limitRows: 0 } : {}) };
    // Options of the plan's own say nothing of what only its base has.
    const options = (values.relax ?? []).filter(
      (option) =>
        document === chosen ||
        document.options.some((each) => each.id === option) ||
        chosen.options.every((each) => each.id !== option),
    );
    const dated = values.asOf === undefined ? {} : { asOf: values.asOf };

    if (workbooks.length === 0) {
      const { isDay } = await import("../../engine/as-of.ts");
      const asOf = values.asOf ?? document.edition;
      if (!isDay(asOf)) throw new AuditError({ code: "as-of-invalid", value: asOf });
      const standard = resolveStandard(document, { asOf, options });
      const indicator = standard.indicators.find((each) => each.id === id)!;
      await print(told + renderExplanation({ standard, indicator, options: document.options, config }, look));
      return EXIT.met;
    }

    const [{ readInput }, { auditReading }] = await Promise.all([
      import("../workbook-input.ts"),
      import("../../audit-workbook.ts"),
    ]);
    const reading = await readInput(workbooks, document, values, context);
    const result = auditReading(reading, { standard: document, options, ...dated, config });
    const standard = resolveStandard(document, { asOf: result.standard.asOf, options });
    const indicator = standard.indicators.find((each) => each.id === id)!;
    const explanation = { standard, indicator, options: document.options, result, config };
    if (typeof values.school !== "string") await print(told + renderExplanation(explanation, look));
    else {
      const { id: school, name, type } = findSchool(values.school, reading.county.schools);
      await print(told + renderExplanation({ ...explanation, school, asked: { name, type: type.value } }, look));
    }
    return EXIT.met;
  },
};
