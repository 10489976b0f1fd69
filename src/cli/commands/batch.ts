import { resolve } from "node:path";
import type { OwnMap } from "../../batch/run.ts";
import type { CountyTerms, Terms } from "../../batch/task.ts";
import type { StandardDocument } from "../../model/standard.ts";
import { BASELINE, FORMATS, JOBS, RESUME, SHARD, TIMEOUT, UPDATE_BASELINE } from "../batch-options.ts";
import type { CommandContext, CommandDefinition } from "../command.ts";
import type { Inputs } from "../inputs.ts";
import {
  ALL,
  AS_OF,
  FAIL_ON_OPTION,
  FORMAT,
  LIMIT_OPTIONS,
  MAP_OPTIONS,
  NO_CONFIG,
  OUTPUT,
  oneStandard,
  PREVIOUS_FOLDER,
  QUIET,
  RELAX,
  STANDARD,
  WAIVERS,
} from "../options.ts";
import { someOf } from "../some-of.ts";

const USUAL_TIMEOUT = 120;

export const OUTPUT_FOLDER = {
  ...OUTPUT,
  flags: "-o, --output <DIR>",
  words: {
    zh: "输出文件夹（默认 qe-audit-batch）：results.ndjson、rollup.xlsx、rollup.html、rollup.json、junit.xml",
    en: "output folder (default qe-audit-batch): results.ndjson, rollup.xlsx, rollup.html, rollup.json, junit.xml",
  },
};

/** What a roll-up can be printed as. */
const ROLLUP_FORMAT = { ...FORMAT, choices: ["terminal", "json", "junit"] };

/** Exit codes of `batch` and `merge`. */
const BATCH_EXIT_CODES: CommandDefinition["exitCodes"] = [
  { codes: "0", words: { zh: "所有县都达标", en: "every county meets everything required" } },
  { codes: "1", words: { zh: "有县未达标", en: "a county falls short" } },
  { codes: "2", words: { zh: "没有县未达标，但有县无法判定", en: "none falls short, but a county is unknown" } },
  {
    codes: "3",
    words: { zh: "有文件无法审计，或输出写不了", en: "a file cannot be audited, or an output cannot be written" },
  },
  { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  { codes: "70", words: { zh: "程序自身的错误", en: "a bug" } },
  {
    codes: "130/143",
    words: { zh: "被中断；已完成的保留，加 --resume 继续", en: "interrupted; what is done is kept for --resume" },
  },
];

/** What the settings file says of single counties, the files that it names read. */
const countyTerms = async (
  standard: StandardDocument,
  { countyConfigs, inputs }: CommandContext,
): Promise<CountyTerms[]> => {
  const { columnMapFrom, waiversFrom } = await import("../side-files.ts");
  const terms: CountyTerms[] = [];
  for (const { named, settings, config } of countyConfigs) {
    const { relax, map, waivers } = settings;
    terms.push({
      named,
      config,
      ...(relax === undefined ? {} : { options: relax }),
      ...(map === undefined ? {} : { map: await columnMapFrom(map, standard, inputs) }),
      ...(waivers === undefined ? {} : { waivers: (await waiversFrom(waivers, inputs, standard)).content }),
    });
  }
  return terms;
};

/** Files to which another settings file is nearer than that of the run, which is looked for beside what was given first. */
const withNearerConfig = (
  found: readonly { readonly path: string; readonly file: string }[],
  given: string,
  configFor: (named: string) => string | null,
): string[] => {
  const own = configFor(given);
  const ofRun = own === null ? null : resolve(own);
  return found.flatMap(({ path, file }) => {
    const nearest = configFor(path);
    return nearest === null || resolve(nearest) === ofRun ? [] : [file];
  });
};

/** The maps beside the workbooks of a batch, by the workbook's path; one that cannot be used costs its own county only. */
const mapsBeside = async (
  found: readonly { readonly path: string; readonly file: string }[],
  standard: StandardDocument,
  inputs: Inputs,
): Promise<Map<string, OwnMap>> => {
  const [{ columnMapBeside }, { mapBeside }, { AuditError }] = await Promise.all([
    import("../side-files.ts"),
    import("../inputs.ts"),
    import("../../errors.ts"),
  ]);
  const maps = new Map<string, OwnMap>();
  for (const { path, file } of found) {
    try {
      const map = await columnMapBeside(path, standard, inputs);
      if (map !== null) maps.set(path, { map });
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
      maps.set(path, { fault: "file" in error.detail ? { ...error.detail, file: mapBeside(file) } : error.detail });
    }
  }
  return maps;
};

export const batch: CommandDefinition = {
  name: "batch",
  summary: { zh: "审计许多县，汇总", en: "audit many counties and roll them up" },
  description: [
    {
      zh: "审计文件夹（含子文件夹）、通配符或列表文件（.txt，每行一个路径）中的所有县级工作簿，多个县同时进行。一个文件有问题不影响其余的县：它会连同原因列在汇总里。退出码取各县中最坏的一个，次序为 70、3、1、2、0。",
      en: "Audits every county workbook in folders (and those within), patterns or list files (.txt, a path on each line), several counties at a time. One bad file never stops the rest: it is listed with its reason. The exit code is the worst over all counties, in the order 70, 3, 1, 2, 0.",
    },
  ],
  arguments: [
    {
      name: "folder...",
      required: true,
      names: "input",
      words: {
        zh: "文件夹、通配符、列表文件或工作簿，可多个",
        en: "folders, patterns, list files or workbooks",
      },
    },
  ],
  options: [
    OUTPUT_FOLDER,
    FORMATS,
    JOBS,
    SHARD,
    RESUME,
    TIMEOUT,
    BASELINE,
    UPDATE_BASELINE,
    STANDARD,
    AS_OF,
    RELAX,
    WAIVERS,
    ...MAP_OPTIONS,
    NO_CONFIG,
    PREVIOUS_FOLDER,
    ROLLUP_FORMAT,
    ALL,
    QUIET,
    FAIL_ON_OPTION,
    ...LIMIT_OPTIONS,
  ],
  examples: [
    { line: "qe-audit batch counties/ -o out/", words: { zh: "审计文件夹中的所有县", en: "every county of a folder" } },
    {
      line: "qe-audit batch counties/ -o out/ --resume",
      words: { zh: "接着上次，没变的县不再审计", en: "go on; unchanged counties are not audited again" },
    },
    {
      line: "qe-audit batch counties/ -o out-2/ --shard 2/8",
      words: {
        zh: "八台机器中的第二台；最后用 qe-audit merge 合并",
        en: "the second of eight machines; then qe-audit merge",
      },
    },
    {
      line: "qe-audit batch counties/ -o out/ --baseline baseline.json",
      words: { zh: "只看基线之外新出现的问题", en: "only what the baseline does not know counts" },
    },
  ],
  exitCodes: BATCH_EXIT_CODES,
  async run(context, given, values) {
    const { io, lang, tell, onInterrupt, inputs } = context;
    const [
      { columnMapFrom, standardFrom, waiversFrom },
      { resolveStandard },
      { isDay },
      { AuditError },
      { formatOf },
      { REPORTERS },
      { auditErrorText },
      { limitsOf },
      { claimFolder, openFolder, USUAL_FOLDER },
      { claimBaseline, finishBatch, printedRollup, readBaseline },
      { progressOn },
      { cores, pairYears, reportFiles, runBatch },
      { configFor, discoverInputs },
    ] = await Promise.all([
      import("../side-files.ts"),
      import("../../standard/resolve.ts"),
      import("../../engine/as-of.ts"),
      import("../../errors.ts"),
      import("../format-choice.ts"),
      import("../../report/index.ts"),
      import("../error-text.ts"),
      import("../limits.ts"),
      import("../batch-folder.ts"),
      import("../batch-output.ts"),
      import("../progress.ts"),
      import("../../batch/index.ts"),
      import("../inputs.ts"),
    ]);
    // All that is wrong with the command line is said before a county is looked at.
    const standard = await standardFrom(oneStandard(values, "batch"), inputs);
    if (values.asOf !== undefined && !isDay(values.asOf)) {
      throw new AuditError({ code: "as-of-invalid", value: values.asOf });
    }
    const options = values.relax ?? [];
    resolveStandard(standard, { asOf: values.asOf ?? standard.edition, options });
    const map = typeof values.map === "string" ? { map: await columnMapFrom(values.map, standard, inputs) } : {};
    const waivers: Pick<Terms, "waivers"> =
      values.waivers === undefined ? {} : { waivers: (await waiversFrom(values.waivers, inputs, standard)).content };
    const counties = await countyTerms(standard, context);
    printedRollup(values.format, "batch");
    const formats = [...new Set((values.formats ?? []).map((name) => formatOf(REPORTERS, name.trim())))];
    const folder = values.output?.at(-1) ?? USUAL_FOLDER;
    const baselineLock = await claimBaseline(values, folder, context);
    const baseline = await readBaseline(values, standard, "batch", inputs);
    const discovery = await discoverInputs(given, inputs, [folder]);
    const unmet = new Set(counties.map(({ named }) => named));
    const byName = new Map<string, number>();
    const nearer = values.config === false ? [] : withNearerConfig(discovery.found, given[0] ?? "", configFor);

    const maps =
      values.map === undefined ? await mapsBeside(discovery.found, standard, inputs) : new Map<string, OwnMap>();
    const { paths, fresh, gone } =
      values.previous === undefined
        ? { paths: new Map<string, string>(), fresh: [], gone: [] }
        : pairYears(discovery.found, (await discoverInputs([values.previous], inputs)).found);

    if (values.previous !== undefined && paths.size === 0) {
      throw new AuditError({ code: "previous-unmatched", folder: values.previous });
    }

    const lock = await claimFolder(folder, await reportFiles(discovery.found, formats), context);
    const store = await openFolder(folder, values.resume === true, context);
    const progress = progressOn(io.stderr, { lang, quiet: values.quiet === true, now: () => performance.now() });
    onInterrupt(progress.farewell);
    try {
      const outcome = await runBatch(
        {
          terms: {
            standard,
            asOf: values.asOf ?? null,
            options,
            ...map,
            ...waivers,
            ...(context.config === null ? {} : { config: context.config }),
            ...(counties.length === 0 ? {} : { counties }),
            limits: limitsOf(values),
            lang,
            formats,
          },
          discovery,
          previous: paths,
          maps,
          shard: values.shard ?? null,
          resume: values.resume === true,
          baseline,
          jobs: values.jobs ?? cores(),
          timeout: values.timeout ?? USUAL_TIMEOUT,
          describe: (detail) => auditErrorText(detail, lang).trim(),
          progress: (state) => {
            const named = state.finished?.config?.county ?? null;
            if (named !== null) unmet.delete(named);
            if (named !== null && named !== state.finished?.countyCode) {
              byName.set(named, (byName.get(named) ?? 0) + 1);
            }
            progress.show(state);
          },
        },
        store,
      );
      progress.end();
      const { ignored } = outcome.rollup;
      if (values.quiet !== true) {
        if (values.previous !== undefined && fresh.length > 0) {
          await tell({
            zh: `没有上年工作簿可比的县：${someOf(fresh, "zh")}`,
            en: `Counties without a workbook of last year: ${someOf(fresh, "en")}`,
          });
        }
        if (gone.length > 0) {
          await tell({
            zh: `上年有、今年没有的工作簿：${someOf(gone, "zh")}`,
            en: `Workbooks of last year that this year has none for: ${someOf(gone, "en")}`,
          });
        }
      }
      const settings = context.config?.file ?? "qe-audit.config.yaml";
      if (values.quiet !== true && nearer.length > 0) {
        await tell({
          zh: `另有配置文件、这次没有用上的县：${someOf(nearer, "zh")}。批量审计用一个配置文件，各县的写在其中的 counties 下`,
          en: `Counties with another settings file nearer to them, which was not used: ${someOf(nearer, "en")}. A batch has one, with single counties under counties`,
        });
      }
      if (
        values.quiet !== true &&
        unmet.size > 0 &&
        values.shard === undefined &&
        outcome.rollup.counts.unauditable === 0
      ) {
        await tell({
          zh: `${settings} 的 counties 中，这些没有对上任何县：${someOf([...unmet], "zh")}`,
          en: `${settings}: no county here goes by these names under counties: ${someOf([...unmet], "en")}`,
        });
      }
      const shared = [...byName].flatMap(([named, count]) => (count > 1 ? [named] : []));
      if (values.quiet !== true && shared.length > 0) {
        await tell({
          zh: `${settings} 的 counties 中，这些县名不止一个县有，都用了：${someOf(shared, "zh")}；要分开的，改写行政区划代码`,
          en: `${settings}: several counties have these names under counties, and all of them took what is said there: ${someOf(shared, "en")}; name them by code to tell them apart`,
        });
      }
      const leftOut = ignored.filter(({ reason }) => reason === "output-folder").map(({ file }) => file);
      if (leftOut.length > 0 && values.quiet !== true) {
        await tell({
          zh: `放在输出文件夹里、没有审计的工作簿：${someOf(leftOut, "zh")}`,
          en: `Workbooks in an output folder, which were not audited: ${someOf(leftOut, "en")}`,
        });
      }
      if (ignored.length > 0 && values.quiet !== true) {
        await tell({ zh: `未审计的其他文件：${ignored.length} 个`, en: `Files passed over: ${ignored.length}` });
      }
      const code = await finishBatch(
        context,
        folder,
        outcome,
        values,
        [lock, baselineLock],
        [
          ...(waivers.waivers === undefined ? [] : [{ file: values.waivers!, count: waivers.waivers.waivers.length }]),
          ...context.countyConfigs.flatMap(({ settings }, index) => {
            const own = counties[index]!.waivers;
            return settings.waivers === undefined || own === undefined
              ? []
              : [{ file: settings.waivers, count: own.waivers.length }];
          }),
        ],
      );
      await store.finish();
      return code;
    } catch (error) {
      progress.end();
      await store.close();
      throw error;
    }
  },
};
