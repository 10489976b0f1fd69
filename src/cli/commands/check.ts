import { AuditError } from "../../errors.ts";
import type { AuditResult, Verdict } from "../../model/result.ts";
import type { StandardDocument } from "../../model/standard.ts";
import { nearest } from "../../nearest.ts";
import type { Rendering, Reporter } from "../../report/index.ts";
import type { Lang } from "../../report/wording/language.ts";
import type { CommandDefinition } from "../command.ts";
import { EXIT, EXIT_CODE_WORDS, verdictExitCode } from "../exit-code.ts";
import {
  ALL,
  AS_OF,
  COUNTY,
  FAIL_ON_OPTION,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  ONE_PER_SCHOOL,
  ONLY,
  OUTPUT,
  PART,
  PREVIOUS,
  QUIET,
  RELAX,
  STANDARDS,
  textFormats,
  WAIVERS,
  WATCH,
} from "../options.ts";
import type { Content, Target } from "../output.ts";
import { WHAT_IF } from "../plan-options.ts";
import { UsageError } from "../usage.ts";

/** By which a county shows that it still holds what 优质均衡 presupposes. */
const BASIC_BALANCE = "basic-balance-2012";
/** Formats of which several results make one text. */
const PRINTED_TOGETHER: readonly string[] = ["terminal", "markdown", "json", "github"];
/** Formats for reading, which can be narrowed to some indicators. */
const NARROWED: readonly string[] = ["terminal", "markdown"];
const WORST_FIRST = [EXIT.short, EXIT.inconclusive] as const;

/** gap.xlsx → gap.national-2017.xlsx: one file for each standard, none in the place of another. */
const namedAfter = (file: string, id: string): string => {
  const end = /\.[^./\\]+$/.exec(file)?.index ?? file.length;
  return `${file.slice(0, end)}.${id}${file.slice(end)}`;
};

const hasOption = ({ options }: StandardDocument, id: string): boolean => options.some((option) => option.id === id);

/** Of several standards, an option is one of any of them; of one, its own resolving says so. */
const refuseUnknownOptions = (chosen: readonly string[], standards: readonly StandardDocument[]): void => {
  if (standards.length === 1) return;
  const unknown = chosen.find((id) => !standards.some((standard) => hasOption(standard, id)));
  if (unknown === undefined) return;
  const known = standards.flatMap(({ options }) => options.map(({ id }) => id));
  throw new AuditError({ code: "option-unknown", id: unknown, known, nearest: nearest(unknown, known) });
};

/** A rendered text in one piece, which a reporter may give in several. */
const textOf = (text: Rendering): string =>
  typeof text === "string"
    ? text
    : text instanceof Uint8Array
      ? Buffer.from(text).toString("utf8")
      : [...text].join("");

/** The texts of several standards as one: an array in JSON, elsewhere under the verdicts side by side. */
const together = async (
  texts: readonly Rendering[],
  results: readonly AuditResult[],
  format: string,
  lang: Lang,
): Promise<string> => {
  const each = texts.map((text) => textOf(text).trimEnd());
  if (each.length === 0) return "";
  if (format === "json") return `[\n${each.join(",\n")}\n]\n`;
  if (format !== "terminal") return `${each.join("\n\n")}\n`;
  const { verdictSentence } = await import("../../report/wording.ts");
  const lines = results.map(({ standard, ...result }) => `${standard.title[lang]}  ${verdictSentence(result, lang)}`);
  return `${lines.join("\n")}\n\n${each.join("\n\n\n")}\n`;
};

export const check: CommandDefinition = {
  name: "check",
  summary: { zh: "审计一个县，显示差距报告", en: "audit one county and print the gap report" },
  description: [
    {
      zh: "读取一个县的分校数据工作簿，逐校、逐学段、逐指标对照标准判定，显示差距报告；用 -o 同时写出文件。缺的数不猜：缺什么、补哪一格，报告里都会写明。",
      en: "Reads a county's per-school workbook, judges every school, stage and indicator by the standard, and prints the gap report; -o writes it to files as well. What is missing is never guessed: the report says what it is and which cell settles it.",
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
    STANDARDS,
    AS_OF,
    RELAX,
    WAIVERS,
    ...MAP_OPTIONS,
    NO_CONFIG,
    WATCH,
    COUNTY,
    PREVIOUS,
    WHAT_IF,
    OUTPUT,
    ONE_PER_SCHOOL,
    { ...FORMAT, choices: async () => textFormats((await import("../../report/index.ts")).REPORTERS) },
    ONLY,
    PART,
    ALL,
    QUIET,
    FAIL_ON_OPTION,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    { line: "qe-audit check county.xlsx", words: { zh: "显示报告", en: "print the report" } },
    {
      line: "qe-audit check county.xlsx -o gap.xlsx -o result.json",
      words: { zh: "另写出 Excel 差距报告和 JSON", en: "write the Excel gap report and JSON as well" },
    },
    {
      line: "qe-audit check county.xlsx -o report.html -o 汇报材料.docx --one-per-school 一校一策",
      words: {
        zh: "写出网页报告、汇报材料和每所学校的一页工作簿",
        en: "write the report as a page, a meeting paper, and a workbook for each school",
      },
    },
    {
      line: "qe-audit check primary.xlsx junior.xlsx county.xlsx",
      words: { zh: "一个县的数据分在几个文件里", en: "a county whose figures are in several files" },
    },
    {
      line: "qe-audit check city.xlsx --county NAME",
      words: { zh: "工作簿里有几个县，只审计一个", en: "one county of a workbook that holds several" },
    },
    {
      line: "qe-audit check county.xlsx -s national-2017 -s basic-balance-2012",
      words: { zh: "一次读取，按优质均衡和基本均衡分别判定", en: "judge one reading by both national standards" },
    },
    {
      line: "qe-audit check county.xlsx --only R4,G3",
      words: { zh: "只看两个指标；结论仍是全部的", en: "two indicators only; the verdict is still that of all" },
    },
    {
      line: "qe-audit check county.xlsx --format json --as-of 2025-12-31",
      words: { zh: "按指定日期判定，输出 JSON", en: "judge by a given day and print JSON" },
    },
    {
      line: "qe-audit check county.xlsx --what-if plan.json",
      words: { zh: "假设方案已做完，与现在对照", en: "as if a plan were carried out, compared with today" },
    },
    {
      line: "qe-audit check - --quiet --fail-on fail < county.xlsx",
      words: { zh: "只要退出码；无法判定不算失败", en: "the exit code only; unknown is no failure" },
    },
  ],
  exitCodes: EXIT_CODE_WORDS,
  async run(context, workbooks, values) {
    if (values.whatIf !== undefined) return (await import("../what-if.ts")).checkWhatIf(context, workbooks, values);
    const { lang, tell, color, columns, inputs } = context;
    const [
      { standardFrom, waiversFrom },
      { handOver, outputOf, printedOf },
      { REPORTERS },
      { readInput, tellNamesNotMet },
      { chooseTargets, makeFolder, makeNamedFolder, removeLeftBehind },
      { findIndicators },
    ] = await Promise.all([
      import("../side-files.ts"),
      import("../format-choice.ts"),
      import("../../report/index.ts"),
      import("../workbook-input.ts"),
      import("../output.ts"),
      import("../lookup.ts"),
    ]);
    const standards: StandardDocument[] = [];
    for (const written of values.standard ?? [undefined]) {
      const standard = await standardFrom(written, inputs);
      if (standards.some(({ id }) => id === standard.id))
        throw new UsageError({ code: "standard-twice", id: standard.id }, "check");
      standards.push(standard);
    }
    const several = standards.length > 1;
    const [first, ...beside] = standards as [StandardDocument, ...StandardDocument[]];
    const waivers = values.waivers === undefined ? null : await waiversFrom(values.waivers, inputs);
    const printed: Reporter = REPORTERS[printedOf(REPORTERS, values.format ?? "terminal", "gap")];
    if (several && !PRINTED_TOGETHER.includes(printed.id)) {
      throw new UsageError({ code: "stdout-single", format: printed.id }, "check");
    }
    // One file for each report and standard, the standards of a report together.
    const requests = (values.output ?? [])
      .map((written) => outputOf(REPORTERS, written))
      .flatMap(({ format, file }) =>
        standards.map(({ id }, of) => ({ format, of, file: several ? namedAfter(file, id) : file })),
      );
    const targets = await chooseTargets(
      requests.map(({ file }) => file),
      inputs,
    );
    refuseUnknownOptions(values.relax ?? [], standards);
    const only = findIndicators(values, standards);
    if (only !== null && !NARROWED.includes(printed.id)) {
      const option = values.only === undefined ? "--part" : "--only";
      throw new UsageError({ code: "options-exclude", options: [option, `--format ${printed.id}`] }, "check");
    }

    // Within, so that nothing holds the workbook while the result is printed: a large county's takes as much again.
    const results = await (async () => {
      const [reading, { auditReading }] = await Promise.all([
        readInput(workbooks, first, values, context, undefined, beside),
        import("../../audit-workbook.ts"),
      ]);
      if (values.quiet !== true) await tellNamesNotMet(reading, workbooks, values, tell);
      const judge = (standard: StandardDocument, basicBalance?: Verdict): AuditResult =>
        auditReading(reading, {
          standard,
          options: several ? (values.relax ?? []).filter((id) => hasOption(standard, id)) : (values.relax ?? []),
          ...(values.asOf === undefined ? {} : { asOf: values.asOf }),
          // They name indicators of the standard that is written first.
          ...(waivers === null || standard !== first ? {} : { waivers }),
          config: context.config,
          ...(basicBalance === undefined ? {} : { basicBalance }),
        });
      const basic = standards.find(({ id }) => id === BASIC_BALANCE);
      const judgedBasic = basic === undefined ? undefined : judge(basic);
      return standards.map((standard) => (standard === basic ? judgedBasic! : judge(standard, judgedBasic?.verdict)));
    })();

    const shown = values.all === true ? { limitRows: 0 } : {};
    const narrowing = only === null ? {} : { only };
    // One that is not given is known by its id.
    const named = (of: number): { standard?: string } => {
      const standard = values.standard?.[of];
      return standard === undefined || results[of]!.local === null ? {} : { standard };
    };
    const print = async (): Promise<Content> => {
      const texts: Rendering[] = [];
      for (const [of, result] of results.entries()) {
        texts.push(await printed.render(result, { lang, width: columns, color, ...shown, ...narrowing, ...named(of) }));
      }
      return several ? together(texts, results, printed.id, lang) : texts[0]!;
    };
    const files: { target: Target; content: Content; isNamed?: false }[] = [];
    for (const [index, { format, of }] of requests.entries()) {
      const reporter: Reporter = REPORTERS[format];
      files.push({
        target: targets[index]!,
        content: await reporter.render(results[of]!, { lang, ...shown, ...named(of) }),
      });
    }
    const folder = values.onePerSchool;
    const { schoolBooks } = folder === undefined ? { schoolBooks: null } : await import("../../report/school-books.ts");
    let written = 0;
    if (folder !== undefined && schoolBooks !== null) {
      const { join } = await import("node:path");
      await makeNamedFolder(folder);
      const named = [];
      for (const result of results) {
        const within = several ? join(folder, result.standard.id) : folder;
        if (several) await makeFolder(within);
        const books = schoolBooks(result, lang);
        written += books.length;
        named.push(...books.map(({ file, content }) => ({ file: join(within, file), content })));
      }
      const places = named.map(({ file }) => file);
      await chooseTargets(places, inputs, { onlyOwn: true });
      const all = await chooseTargets([...requests.map(({ file }) => file), ...places], inputs);
      for (const [index, { content }] of named.entries()) {
        files.push({ target: all[requests.length + index]!, content, isNamed: false });
      }
    }
    const told =
      folder === undefined
        ? []
        : [
            {
              zh: `已在 ${folder} 写出 ${written} 所学校的一校一策`,
              en: `Wrote ${written} ${written === 1 ? "workbook" : "workbooks"}, one for each school, to ${folder}`,
            },
          ];
    await handOver(files, print, values, context, told);
    if (folder !== undefined) await removeLeftBehind(folder, { deep: several });
    const codes = results.map(({ verdict }) => verdictExitCode(verdict, values.failOn ?? "unknown"));
    return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.met;
  },
};
