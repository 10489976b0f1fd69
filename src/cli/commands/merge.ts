import type { FinishedBatch } from "../batch-folder.ts";
import { BASELINE, UPDATE_BASELINE } from "../batch-options.ts";
import type { CommandDefinition } from "../command.ts";
import { ALL, FAIL_ON_OPTION, FORMAT, NO_CONFIG, OUTPUT, QUIET } from "../options.ts";

const OUTPUT_FOLDER = {
  ...OUTPUT,
  flags: "-o, --output <DIR>",
  words: { zh: "输出文件夹（默认 qe-audit-batch）", en: "output folder (default qe-audit-batch)" },
};

export const merge: CommandDefinition = {
  name: "merge",
  summary: { zh: "把各分片的结果合并成一份汇总", en: "join the results of shards into one roll-up" },
  description: [
    {
      zh: "合并 qe-audit batch --shard 各片的输出文件夹，得到的文件与不分片一次运行的完全相同。缺片、重复的县、标准或程序版本不同都会指出，不会悄悄合并。",
      en: "Joins the output folders of qe-audit batch --shard; the files are the same, byte for byte, as those of a single run. A missing shard, a county that is there twice, or another standard or version is said and nothing is merged.",
    },
  ],
  arguments: [
    {
      name: "folder...",
      required: true,
      names: "input",
      words: { zh: "各分片的输出文件夹", en: "the shards' output folders" },
    },
  ],
  options: [
    OUTPUT_FOLDER,
    BASELINE,
    UPDATE_BASELINE,
    { ...FORMAT, choices: ["terminal", "json", "junit"] },
    NO_CONFIG,
    ALL,
    QUIET,
    FAIL_ON_OPTION,
  ],
  examples: [{ line: "qe-audit merge out-1 out-2 out-3 -o out/", words: { zh: "合并三片", en: "join three shards" } }],
  exitCodes: [
    {
      codes: "0–3",
      words: { zh: "同 qe-audit batch；3 也表示不能合并", en: "as qe-audit batch; 3 also where they cannot be joined" },
    },
    { codes: "4", words: { zh: "命令用法有误", en: "wrong usage" } },
  ],
  async run(context, folders, values) {
    const [
      { claimFolder, finishedBatch, USUAL_FOLDER },
      { claimBaseline, finishBatch, printedRollup, readBaseline },
      { mergeBatches },
    ] = await Promise.all([import("../batch-folder.ts"), import("../batch-output.ts"), import("../../batch/merge.ts")]);
    printedRollup(values.format, "merge");
    const parts: FinishedBatch[] = [];
    for (const each of folders) parts.push(await finishedBatch(each, context.inputs));
    const folder = values.output?.at(-1) ?? USUAL_FOLDER;
    const baselineLock = await claimBaseline(values, folder, context);
    const baseline = await readBaseline(values, parts[0]!.rollup.standard, "merge", context.inputs);
    const lock = await claimFolder(folder, [], context);
    try {
      const outcome = await mergeBatches(parts, baseline);
      return await finishBatch(context, folder, outcome, values, [lock, baselineLock]);
    } finally {
      for (const part of parts) await part.close();
    }
  },
};
