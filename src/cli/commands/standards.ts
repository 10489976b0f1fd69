import { typedName } from "../../typed-name.ts";
import type { CommandDefinition } from "../command.ts";
import { EXIT } from "../exit-code.ts";
import { ALL, AS_OF, CHECK_ONLY, choiceOf, FORMAT, LIMIT_OPTIONS, MAP_OPTIONS, NO_CONFIG, RELAX } from "../options.ts";
import { argumentMissing, UsageError } from "../usage.ts";

const FORMATS = ["terminal", "markdown", "json", "yaml"] as const;

export const standards: CommandDefinition = {
  name: "standards",
  summary: { zh: "列出标准；显示、核对或比较标准", en: "list standards; show, check or compare them" },
  description: [
    {
      zh: "不带参数时列出自带的标准。给出 ID 或自己的 YAML、JSON 文件，显示有效的标准：每项要求、条款、日期，与国家标准相比改了什么、低于何处、何处未作规定。--check 只核对文件，一次说出全部错误。",
      en: "Without an argument it lists the standards that ship. With an id, or a YAML or JSON file of your own, it shows the effective standard: every requirement with its clause and dates, what it changes in the national one, where it asks less, on what it is silent. --check only checks a file, and tells every fault at once.",
    },
    {
      zh: "standards diff A B 比较两个标准；再给出工作簿，还说明哪些学校和项目的判定因此不同。",
      en: "standards diff A B compares two standards; with a workbook it also says which schools and items change their verdict.",
    },
  ],
  arguments: [
    {
      name: "standard",
      required: false,
      names: "input",
      choices: async () => ["diff", ...Object.keys((await import("../../standard/index.ts")).STANDARDS)],
      words: { zh: "标准的 ID 或文件；或写 diff", en: "id or file of a standard; or the word diff" },
    },
    { name: "A", required: false, names: "input", words: { zh: "diff 的第一个标准", en: "first standard of diff" } },
    { name: "B", required: false, names: "input", words: { zh: "diff 的第二个标准", en: "second standard of diff" } },
    {
      name: "workbook",
      required: false,
      names: "input",
      words: { zh: "diff 用的县级工作簿；- 从标准输入读取", en: "workbook for diff; - reads standard input" },
    },
  ],
  options: [
    CHECK_ONLY,
    {
      ...FORMAT,
      choices: FORMATS,
      words: {
        zh: "标准输出的格式：terminal（在终端上的默认格式）、markdown（其他情况）、json，或 yaml（写成可以改用的文件）",
        en: "format of standard output: terminal (the default on one), markdown (elsewhere), json, or yaml (a file to start an own from)",
      },
    },
    AS_OF,
    ...MAP_OPTIONS,
    NO_CONFIG,
    RELAX,
    {
      ...ALL,
      words: {
        zh: "diff 连同只有一个标准有的判定一起列出",
        en: "diff lists what only one of the standards judges as well",
      },
    },
    ...LIMIT_OPTIONS,
  ],
  // The standards are its arguments, and relaxations are those of one of them.
  settings: ["map", "lang"],
  examples: [
    { line: "qe-audit standards", words: { zh: "自带的标准", en: "the standards that ship" } },
    {
      line: "qe-audit standards tianjin-wuqing-2020",
      words: { zh: "一个地方标准的全部要求", en: "all that a local standard asks" },
    },
    {
      line: "qe-audit standards national-2017 --format yaml > my-county.yaml",
      words: { zh: "从现有标准写起", en: "start a standard of your own from one that ships" },
    },
    {
      line: "qe-audit standards my-county.yaml --check",
      words: { zh: "核对自己的标准", en: "check a standard of your own" },
    },
    {
      line: "qe-audit standards diff national-2017 tianjin-wuqing-2020 county.xlsx",
      words: { zh: "两个标准的差别，以及对一个县的影响", en: "how two standards differ, and for one county" },
    },
  ],
  exitCodes: [
    { codes: "0", words: { zh: "已显示，或文件可用", en: "shown, or the file can be used" } },
    { codes: "3", words: { zh: "输入不能用", en: "the input cannot be used" } },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, [first, a, b, workbook], values) {
    const { io, lang, print, tell, color, columns, inputs } = context;
    const usual = io.stdout.isTTY === true ? "terminal" : "markdown";
    const format = choiceOf("--format", FORMATS, values.format ?? usual, "standards");
    const [{ diffStandards, resolveStandard, STANDARDS }, { standardFrom }, page, { AuditError }, { isDay }] =
      await Promise.all([
        import("../../standard/index.ts"),
        import("../side-files.ts"),
        import("../../report/standard-page.ts"),
        import("../../errors.ts"),
        import("../../engine/as-of.ts"),
      ]);
    if (values.asOf !== undefined && !isDay(values.asOf)) {
      throw new AuditError({ code: "as-of-invalid", value: values.asOf });
    }
    const json = (value: unknown): Promise<void> => print(`${JSON.stringify(value, null, 2)}\n`);

    const look = format === "terminal" ? { lang, width: columns, color } : undefined;

    if (format === "yaml" && (first === undefined || first === "diff")) {
      const needs = { zh: "一个标准的 ID 或文件", en: "the id or file of one standard" };
      throw new UsageError({ code: "option-needs", option: "--format yaml", needs }, "standards");
    }
    if (first === undefined) {
      const list = Object.values(STANDARDS);
      if (format === "json") {
        await json(
          list.map(({ id, title, edition, local }) => ({
            id,
            title: title[lang],
            edition,
            base: local?.base ?? null,
            expires: local?.expires ?? null,
          })),
        );
      } else await print(page.renderStandardList(list, lang, look));
      return EXIT.met;
    }

    const options = values.relax ?? [];
    if (first !== "diff") {
      if (a !== undefined) {
        const meant = [
          "qe-audit standards diff",
          ...[first, a, b ?? []].flat().map((word) => typedName(word) ?? `"${word}"`),
        ];
        throw new UsageError({ code: "arguments-excess", found: a, meant: meant.join(" ") }, "standards");
      }
      const document = await standardFrom(first, inputs);
      const base = document.local === null ? undefined : STANDARDS[document.local.base];
      if (values.check === true) {
        await tell({ zh: `${first} 可以使用：${document.title.zh}`, en: `${first} can be used: ${document.title.en}` });
        return EXIT.met;
      }
      if (format === "yaml") {
        const [{ documentFrom }, { shortened }, { yamlOf }] = await Promise.all([
          import("../side-files.ts"),
          import("../../standard/shorten.ts"),
          import("../standard-yaml.ts"),
        ]);
        const { document: own, base: extended } = await documentFrom(first, inputs);
        await print(yamlOf(shortened(own, extended)));
        return EXIT.met;
      }
      const asOf = values.asOf ?? document.edition;
      const standard = resolveStandard(document, { asOf, options });
      if (format === "json") await json(standard);
      else {
        const changes = base === undefined ? [] : diffStandards(resolveStandard(base, { asOf }), standard);
        await print(page.renderStandard(standard, changes, lang, look));
      }
      return EXIT.met;
    }

    if (a === undefined || b === undefined) {
      throw argumentMissing(standards, a === undefined ? "A" : "B", "diff");
    }
    const before = await standardFrom(a, inputs);
    const after = await standardFrom(b, inputs);
    const asOf = values.asOf ?? [before.edition, after.edition].sort().at(-1)!;
    const left = resolveStandard(before, { asOf });
    const right = resolveStandard(after, { asOf });
    const changes = diffStandards(left, right);
    if (workbook === undefined) {
      if (format === "json") await json(changes);
      else await print(page.renderStandardDiff(left, right, changes, lang, look));
      return EXIT.met;
    }
    const [{ readInput }, { auditReading }, { verdictChanges }, { bothBy }] = await Promise.all([
      import("../workbook-input.ts"),
      import("../../audit-workbook.ts"),
      import("../../report/verdict-changes.ts"),
      import("../../standard/both.ts"),
    ]);
    const reading = await readInput([workbook], bothBy(before, after), values, context);
    const dated = values.asOf === undefined ? {} : { asOf: values.asOf };
    const moved = verdictChanges(
      auditReading(reading, { standard: before, ...dated }),
      auditReading(reading, { standard: after, ...dated }),
    );
    if (format === "json") await json({ changes, verdicts: moved });
    else {
      await print(page.renderStandardDiff(left, right, changes, lang, look));
      await print(page.renderVerdictChanges(moved, lang, look, values.all === true));
    }
    return EXIT.met;
  },
};
