/** `qe-audit.config.yaml`: what an office settles once. It stands in for options; what the command line says wins. */
import { createHash } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import { type CountyNames, ownOf } from "../batch/own-county.ts";
import { didYouMean, withDidYouMean } from "../did-you-mean.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import {
  CONFIG_KEYS,
  Config,
  type ConfigKey,
  type CountyConfig,
  CountySettings,
  type UsedConfig,
} from "../model/config.ts";
import { countyCodeIn, countyNameIn } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import { nearest } from "../nearest.ts";
import { FORMAT_NAMES } from "../report/index.ts";
import type { Words } from "../report/wording/language.ts";
import { type Issue, issueFaults } from "../standard/faults.ts";
import { DEFAULT_STANDARD, standardOf } from "../standard/index.ts";
import type { AlreadyRead } from "./already-read.ts";
import type { CommandContext, CommandDefinition } from "./command.ts";
import { type Inputs, isAbsent, isFolder, lookInto } from "./inputs.ts";
import { type OptionValues, valueKey } from "./options.ts";
import { inputArguments } from "./settings-place.ts";
import { contentOf, isFile, standardFrom, textOf } from "./side-files.ts";
import { someOf } from "./some-of.ts";
import { readAhead } from "./workbook-input.ts";

/** What a settings file makes of a command line. */
export interface AppliedConfig {
  /** The options as if all of them had been written. */
  readonly values: OptionValues;
  /** Null where nothing of the file was used. */
  readonly used: UsedConfig | null;
  /** For a batch, which learns the counties only as it reads them; empty for other commands. */
  readonly counties: readonly CountyConfig[];
  /** Keys that go with the file's own standard, where the command line names another. */
  readonly leftAside: readonly ConfigKey[];
  /** What of its `counties` is not as somebody may think. */
  readonly notes: readonly Words[];
  /** The workbooks, where they were read to find their county; null where no setting depends on it. */
  readonly alreadyRead: AlreadyRead | null;
}

/** `standards diff A B WORKBOOK`: so many arguments come before the workbook. */
const STANDARDS_COMPARED = 3;

const unusable = (file: string, faults: readonly SourceFault[]): AuditError =>
  new AuditError({ code: "side-file-invalid", file, faults });

/** Settings with paths that lead from where the program runs. */
const placed = <S extends CountySettings>(settings: S, folder: string): S => {
  const at = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const paths = (["map", "waivers", "prices"] as const).flatMap((key) =>
    settings[key] === undefined ? [] : [[key, at(settings[key])]],
  );
  return { ...settings, ...Object.fromEntries(paths) };
};

/** Ids that the standard has no option of, and formats that are none. */
const unknownWords = (config: Config, standard: StandardDocument | null): SourceFault[] => {
  const fault = (path: string, written: string, known: readonly string[]): SourceFault[] => {
    if (known.includes(written)) return [];
    const { zh, en } = didYouMean(nearest(written, known));
    return [
      {
        path,
        message: `没有 ${written}；${zh || `可用：${known.join("、") || "无"}`}`,
        en: `there is no ${written}.${en || ` There are: ${known.join(", ") || "none"}`}`,
      },
    ];
  };
  const options = standard?.options.map(({ id }) => id) ?? [];
  const relaxed = (path: string, ids: readonly string[] = []): SourceFault[] =>
    ids.flatMap((id, index) => fault(`${path}relax[${index}]`, id, options));
  return [
    ...relaxed("", config.relax),
    ...Object.entries(config.counties ?? {}).flatMap(([name, { relax }]) => relaxed(`counties.${name}.`, relax)),
    ...(config.formats ?? []).flatMap((name, index) => fault(`formats[${index}]`, name, FORMAT_NAMES)),
  ];
};

/** What is wrong in a settings file; under a county a key of the whole file is no misspelling, but stands in the wrong place. */
const configFaults = (issue: Issue): SourceFault[] => {
  if (issue.code !== "unrecognized_keys" || issue.path[0] !== "counties") return issueFaults(issue, Config);
  const known = Object.keys(CountySettings.shape);
  return issue.keys.flatMap((key): SourceFault[] => {
    if (!Object.hasOwn(Config.shape, key)) return issueFaults({ ...issue, keys: [key] }, CountySettings);
    return [
      {
        path: issue.path.map(String).join("."),
        message: `各县只能写 ${known.join("、")}；${key} 不能分县写，请写在文件最上层`,
        en: `a county may have ${known.join(", ")} only; ${key} is for all counties, so put it at the top of the file`,
      },
    ];
  });
};

/**
 * The settings of a file, its paths leading from where the program runs; every file that it names is registered as an input.
 *
 * @throws AuditError `side-file-invalid` for what it may not say, and those of {@link textOf} and {@link standardFrom}.
 */
const readConfig = async (
  file: string,
  inputs: Inputs,
): Promise<{ readonly config: Config; readonly sha256: string }> => {
  const text = await textOf(file, inputs);
  const parsed = Config.safeParse((await contentOf(text, file)) ?? {}, { reportInput: true });
  if (!parsed.success) {
    throw unusable(file, parsed.error.issues.flatMap(configFaults));
  }
  const folder = dirname(file);
  const { standard, counties = {}, ...settings } = parsed.data;
  const config: Config = {
    ...placed(settings, folder),
    ...(standard === undefined ? {} : { standard: isFile(standard) ? join(folder, standard) : standard }),
    counties: Object.fromEntries(Object.entries(counties).map(([name, own]) => [name, placed(own, folder)])),
  };
  for (const { map, waivers, prices } of [config, ...Object.values(config.counties ?? {})]) {
    for (const path of [map, waivers, prices]) if (path !== undefined) inputs.add(path);
  }
  const relaxes = [config, ...Object.values(config.counties ?? {})].some(({ relax = [] }) => relax.length > 0);
  const faults = unknownWords(config, relaxes ? await standardFrom(config.standard, inputs) : null);
  if (faults.length > 0) throw unusable(file, faults);
  return { config, sha256: createHash("sha256").update(text).digest("hex") };
};

/** Those of an object's keys that are chosen. */
const picked = <T extends object>(from: T, keys: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key as keyof T))) as Partial<T>;

/** Which county the workbooks of a command are of. */
const countyOf = async (
  workbooks: readonly string[],
  values: OptionValues,
  context: CommandContext,
): Promise<CountyNames & { readonly alreadyRead: AlreadyRead }> => {
  const { previous: _, ...own } = values;
  const standard = await standardFrom(own.standard?.[0], context.inputs);
  const { reading, alreadyRead } = await readAhead(workbooks, standard, own, context);
  const { profile } = reading.county;
  return { code: countyCodeIn(profile), name: countyNameIn(profile), alreadyRead };
};

/** Says which settings file is used, and what of it is not. */
export const tellConfig = async (
  file: string,
  { used, leftAside, notes }: AppliedConfig,
  tell: CommandContext["tell"],
): Promise<void> => {
  const { configText } = await import("../report/wording.ts");
  if (used !== null) await tell({ zh: `用了${configText(used, "zh")}`, en: `Used ${configText(used, "en")}` });
  if (leftAside.length > 0) {
    await tell({
      zh: `-s 另选了标准，${file} 中的 ${leftAside.join("、")} 没有用`,
      en: `-s names another standard, so ${leftAside.join(", ")} of ${file} ${leftAside.length === 1 ? "is" : "are"} not used`,
    });
  }
  for (const note of notes) await tell(note);
};

/** What a workbook's county is among the counties that a settings file names: none of them, say, or two. */
const countyNotes = (
  file: string,
  counties: readonly string[],
  { code, name }: CountyNames,
  own: string | null,
): readonly Words[] => {
  if (own !== null) {
    if (own === name || name === null || !counties.includes(name)) return [];
    return [
      {
        zh: `${file} 的 counties 中，${own} 就是${name}，“${name}”一项没有用`,
        en: `${file}: under counties, ${own} is ${name}, so what is said of ${name} by name is not used`,
      },
    ];
  }
  if (code === null && name === null) {
    return [
      {
        zh: `工作簿没有写县名和行政区划代码，${file} 的 counties 都没有用`,
        en: `The workbook says neither name nor code of its county, so nothing under counties of ${file} is used`,
      },
    ];
  }
  const near = name === null ? null : nearest(name, counties);
  const called = name === null ? code : code === null ? name : `${name}（${code}）`;
  const calledEn = name === null ? code : code === null ? name : `${name} (${code})`;
  return [
    withDidYouMean(
      {
        zh: `${file} 的 counties 中没有这个工作簿的县 ${called}，有：${someOf(counties, "zh")}`,
        en: `${file}: counties has nothing of this workbook's county ${calledEn}, only of ${someOf(counties, "en")}`,
      },
      near,
    ),
  ];
};

const isJson = (file: string): boolean => /\.json$/i.test(file);

/** The workbooks of a command line that say which county it is about. */
const workbooksIn = async (
  definition: CommandDefinition,
  args: readonly string[],
  { output = [] }: OptionValues,
): Promise<readonly string[]> => {
  const named = inputArguments(definition, args);
  switch (definition.name) {
    case "diff":
      // The later side that is a workbook; JSON results and batches were judged already.
      return named.filter((each) => !isJson(each) && !isFolder(each)).slice(-1);
    case "history": {
      // All are one county's.
      const { isOwnReport } = await import("../package/own-report.ts");
      for (const each of named.toReversed()) {
        if (!isFolder(each)) {
          if (isJson(each)) continue;
          return [each];
        }
        const paths = (await lookInto(each)).found.map(({ path }) => path).sort();
        for (const path of paths.toReversed()) if (!(await isOwnReport(path))) return [path];
      }
      return [];
    }
    case "standards":
      return named.slice(STANDARDS_COMPARED);
    case "collect":
      return output.slice(-1).filter((file) => !isAbsent(file));
    default:
      return named;
  }
};

/**
 * The options of a command with those that a settings file stands in for.
 *
 * @param context of the command without its settings file.
 * @throws AuditError `side-file-invalid` with every fault of the file; where it has settings for single counties also those
 *   of reading the workbook, which names its county.
 */
export const applyConfig = async (
  file: string,
  definition: CommandDefinition,
  args: readonly string[],
  values: OptionValues,
  context: CommandContext,
): Promise<AppliedConfig> => {
  const { config, sha256 } = await readConfig(file, context.inputs);
  const isTaken = (key: ConfigKey): boolean =>
    definition.settings?.includes(key) ??
    (key === "lang" || definition.options.some(({ flags }) => valueKey(flags) === key));
  const isOther =
    values.standard !== undefined &&
    values.standard[0] !== (config.standard ?? DEFAULT_STANDARD) &&
    isTaken("standard");
  // They are of the file's own standard; another's verdict must not come to rest on them.
  const aside = isOther ? (["relax", "waivers"] as const) : [];
  const open = CONFIG_KEYS.filter(
    (key) =>
      isTaken(key) &&
      values[key] === undefined &&
      !aside.some((each) => each === key) &&
      // A comparison with what is supposed marks no waivers.
      !(key === "waivers" && values.whatIf !== undefined),
  );
  // A command that judges by the national standard alone takes the options that this one has.
  const known = isTaken("standard") ? null : standardOf(undefined).options.map(({ id }) => id);
  const inForce = <S extends CountySettings>(settings: S): Partial<S> => {
    const own = picked(settings, open as (keyof S)[]);
    if (known === null || own.relax === undefined) return own;
    const relax = own.relax.filter((id) => known.includes(id));
    const { relax: _, ...rest } = own;
    return (relax.length === 0 ? rest : { ...own, relax }) as Partial<S>;
  };
  const { standard, counties = {}, ...general } = config;
  const merged = ({ standard: one, ...others }: Partial<Omit<Config, "counties">>): OptionValues => ({
    ...values,
    ...(others as Partial<OptionValues>),
    ...(one === undefined ? {} : { standard: [one] }),
  });
  const settings = inForce({ ...general, ...(standard === undefined ? {} : { standard }) });
  const isBatch = definition.options.some(({ flags }) => valueKey(flags) === "formats");
  const named = Object.entries(counties).map(([name, each]) => ({ named: name, settings: each }));
  const isSettled = named.some((each) => Object.keys(inForce(each.settings)).length > 0);
  const workbooks = isBatch || !isSettled ? [] : await workbooksIn(definition, args, values);
  const seen = workbooks.length === 0 ? null : await countyOf(workbooks, merged(settings), context);
  const own = seen === null ? null : ownOf(named, seen);
  const ownInForce = own === null ? {} : inForce(own.settings);
  const usedBy = (all: Partial<Config>, county: string | null): UsedConfig => ({
    file,
    sha256,
    used: CONFIG_KEYS.filter((key) => key in all),
    county,
  });
  const used = usedBy({ ...settings, ...ownInForce }, Object.keys(ownInForce).length === 0 ? null : own!.named);
  const forBatch = isBatch
    ? named.map((each): CountyConfig => {
        const inUse = inForce(each.settings);
        return { named: each.named, settings: inUse, config: usedBy({ ...settings, ...inUse }, each.named) };
      })
    : [];
  return {
    values: merged({ ...settings, ...ownInForce }),
    used: used.used.length + forBatch.length === 0 ? null : used,
    counties: forBatch,
    leftAside: aside.filter((key) => config[key] !== undefined && isTaken(key)),
    notes:
      seen === null
        ? []
        : countyNotes(
            file,
            named.map((each) => each.named),
            seen,
            own?.named ?? null,
          ),
    alreadyRead: seen?.alreadyRead ?? null,
  };
};
