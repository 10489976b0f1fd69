import { interpretCounty, readSheets, readWorkbook } from "../county-workbook.ts";
import { withDidYouMean } from "../did-you-mean.ts";
import { AuditError } from "../errors.ts";
import type { ColumnMap } from "../model/column-map.ts";
import type { NameNotMet, WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import type { RawWorkbook } from "../package/raw.ts";
import { DEFAULT_LIMITS } from "../package/read.ts";
import type { Words } from "../report/wording/language.ts";
import type { OpenName } from "../workbook/open-names.ts";
import { type AlreadyRead, type InputFile, newAlreadyRead } from "./already-read.ts";
import type { CommandContext } from "./command.ts";
import { fileBytes, type Inputs, mapBeside, STDIN } from "./inputs.ts";
import type { CommandIO } from "./io.ts";
import { limitsOf } from "./limits.ts";
import type { OptionValues } from "./options.ts";
import { columnMapBeside, columnMapFrom } from "./side-files.ts";
import { UsageError } from "./usage.ts";

/** @throws AuditError `file-too-large`, `file-unreadable`. */
const readStdin = async (stdin: CommandIO["stdin"], limit: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stdin) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > limit) throw new AuditError({ code: "file-too-large", file: STDIN, size, limit });
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof AuditError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AuditError({ code: "file-unreadable", file: STDIN, reason }, { cause: error });
  }
  return Buffer.concat(chunks, size);
};

/**
 * The workbooks that a command's arguments name, `-` being standard input.
 *
 * @throws AuditError as `readFileBytes` does, `file-twice` for a name that is there twice; UsageError for `-` at a terminal.
 */
export const inputFiles = async (
  workbooks: readonly string[],
  values: OptionValues,
  context: CommandContext,
): Promise<readonly InputFile[]> => {
  const twice = workbooks.find((workbook, index) => workbooks.indexOf(workbook) < index);
  if (twice !== undefined) throw new AuditError({ code: "file-twice", files: [twice, twice] });
  const files: InputFile[] = [];
  for (const file of workbooks) files.push({ file, bytes: await inputBytes(file, values, context) });
  return files;
};

const inputBytes = async (
  workbook: string,
  values: OptionValues,
  { io, inputs, held, alreadyRead }: CommandContext,
): Promise<Buffer> => {
  const known = alreadyRead?.files.find(({ file }) => file === workbook);
  if (known !== undefined) return known.bytes;
  const limit = limitsOf(values).fileBytes ?? DEFAULT_LIMITS.fileBytes;
  if (workbook !== STDIN) return fileBytes(workbook, limit, inputs);
  const { stdin } = io;
  if (stdin.isTTY === true) throw new UsageError({ code: "stdin-terminal" });
  if (stdin.fd !== undefined) inputs.addOpen(stdin.fd, STDIN);
  return held(() => readStdin(stdin, limit));
};

/** What a reading of files left open, with what it may be. */
export const openNamesOf = async (
  files: readonly InputFile[],
  reading: WorkbookReading,
  standard: StandardDocument,
  values: OptionValues,
): Promise<OpenName[]> => {
  const [{ readRawWorkbook }, { combineWorkbooks }, { openNames }, { extraQuantities }] = await Promise.all([
    import("../package/read.ts"),
    import("../package/combine.ts"),
    import("../workbook/open-names.ts"),
    import("../standard/index.ts"),
  ]);
  const raws = [];
  for (const { file, bytes } of files) raws.push(await readRawWorkbook(bytes, { file, limits: limitsOf(values) }));
  return openNames(reading, combineWorkbooks(raws), extraQuantities(standard));
};

const PARTS: Readonly<Record<NameNotMet["part"], Words>> = {
  sheets: { zh: "工作表", en: "sheet" },
  columns: { zh: "列", en: "column" },
  items: { zh: "项目", en: "item" },
};
/** The most names that are listed one by one. */
const NAMES_TOLD = 10;

/** Tells the names that a map explains and the workbook does not have: a slip in them leaves a column unread. */
export const tellNamesNotMet = async (
  { namesNotMet = [] }: Pick<WorkbookReading, "namesNotMet">,
  workbooks: readonly string[],
  values: OptionValues,
  tell: (line: Words) => Promise<void>,
): Promise<void> => {
  const map = typeof values.map === "string" ? values.map : mapBeside(workbooks[0] ?? STDIN);
  for (const { part, name, nearest } of namesNotMet.slice(0, NAMES_TOLD)) {
    const said = {
      zh: `对照文件 ${map} 中 ${part} 的“${name}”在工作簿里没有对应的${PARTS[part].zh}，没有用上`,
      en: `${map}: ${part} names "${name}", and the workbook has no such ${PARTS[part].en}, so it was not used`,
    };
    await tell(withDidYouMean(said, nearest));
  }
  const more = namesNotMet.length - NAMES_TOLD;
  if (more > 0) await tell({ zh: `另有 ${more} 个名称没有用上`, en: `${more} more names were not used` });
};

/** The map by which a workbook is read: the one that was named, else the one beside it; null for none. */
const mapFor = async (
  workbook: string,
  standard: StandardDocument,
  { map }: Pick<OptionValues, "map">,
  inputs: Inputs,
): Promise<ColumnMap | null> => {
  if (map === false) return null;
  if (typeof map === "string") return columnMapFrom(map, standard, inputs);
  return workbook === STDIN ? null : columnMapBeside(workbook, standard, inputs);
};

/** Of a thousand schools, and of five thousand; a county has some hundred. */
const LITTLE_BYTES = 256 * 1024;
const MUCH_BYTES = 1024 * 1024;

/** What is read of workbooks, by what. */
interface ToRead {
  readonly workbooks: readonly string[];
  readonly standard: StandardDocument;
  readonly beside: readonly StandardDocument[];
  readonly values: OptionValues;
  /** What the workbooks hold, and their sheets, where they have been read already. */
  readonly files: readonly InputFile[] | undefined;
  readonly raw: RawWorkbook | undefined;
}

const readAndInterpret = async (
  { workbooks, standard, beside, values, files, raw: known }: ToRead,
  context: CommandContext,
): Promise<{ readonly raw: RawWorkbook; readonly reading: WorkbookReading }> => {
  const { io, inputs } = context;
  const limits = limitsOf(values);
  const map = await mapFor(workbooks[0] ?? STDIN, standard, values, inputs);
  // Last year's workbook is the same county's: what explains this year's names explains its own, unless it has a map too.
  const before =
    values.previous === undefined ? null : ((await mapFor(values.previous, standard, values, inputs)) ?? map);
  const county = values.county === undefined ? {} : { county: values.county };
  const own = { limits, standard, beside, ...(map === null ? {} : { map }), ...county };
  const bytesOf = (file: string): Promise<Buffer> =>
    fileBytes(file, limits.fileBytes ?? DEFAULT_LIMITS.fileBytes, inputs);
  const previous =
    values.previous === undefined
      ? {}
      : {
          previous: (
            await readWorkbook(await bytesOf(values.previous), {
              ...own,
              ...(before === null ? {} : { map: before }),
              file: values.previous,
            })
          ).county,
        };
  const content = files ?? (await inputFiles(workbooks, values, context));
  const size = content.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size <= LITTLE_BYTES) io.expect?.("little");
  if (size >= MUCH_BYTES) io.expect?.("much");
  const raw = known ?? (await readSheets(content, { limits }));
  return { raw, reading: interpretCounty(raw, { ...own, ...previous }) };
};

/**
 * Reads the workbooks that a command's arguments name as one county's, `-` being standard input; `files` are what they
 * hold, where they have been read already. By the county's own names where `--map` or a file beside the first of them
 * explains them, with `--county` of one county of several, with `--previous` beside last year's.
 *
 * @throws AuditError as `readWorkbook` does, `file-twice`; UsageError for `-` at a terminal.
 */
export const readInput = async (
  workbooks: readonly string[],
  standard: StandardDocument,
  values: OptionValues,
  context: CommandContext,
  files?: readonly InputFile[],
  beside: readonly StandardDocument[] = [],
): Promise<WorkbookReading> => {
  const by = { standard, beside, values };
  const { alreadyRead } = context;
  const taken =
    alreadyRead === null ? null : alreadyRead.take(files ?? (await inputFiles(workbooks, values, context)), by);
  if (taken !== null && taken.reading !== null) return taken.reading;
  return (await readAndInterpret({ workbooks, ...by, files, raw: taken?.raw }, context)).reading;
};

/**
 * Reads the workbooks that a command line names to find their county, before the options of its settings file are known.
 *
 * @throws what {@link readInput} throws.
 */
export const readAhead = async (
  workbooks: readonly string[],
  standard: StandardDocument,
  values: OptionValues,
  context: CommandContext,
): Promise<{ readonly reading: WorkbookReading; readonly alreadyRead: AlreadyRead }> => {
  const files = await inputFiles(workbooks, values, context);
  const read = await readAndInterpret({ workbooks, standard, beside: [], values, files, raw: undefined }, context);
  return { reading: read.reading, alreadyRead: newAlreadyRead(files, { ...read, standard, values }) };
};
