import { type BigIntStats, fstatSync } from "node:fs";
import { readWorkbook } from "../county-workbook.ts";
import { AuditError } from "../errors.ts";
import type { WorkbookReading } from "../model/county.ts";
import type { StandardDocument } from "../model/standard.ts";
import { DEFAULT_LIMITS, readFileBytes } from "../workbook/read.ts";
import type { CommandIO } from "./io.ts";
import { limitsOf } from "./limits.ts";
import type { OptionValues } from "./options.ts";
import { UsageError } from "./usage.ts";

/** The name under which standard input is read. */
export const STDIN = "-";

/** What standard input is connected to, so that `check - < a.xlsx -o a.xlsx` is seen for what it is; null if unknown. */
const stdinStats = ({ fd }: CommandIO["stdin"]): BigIntStats | null => {
  if (fd === undefined) return null;
  try {
    return fstatSync(fd, { bigint: true });
  } catch {
    return null;
  }
};

/** The files that a workbook argument reads, in the form in which outputs are compared with them. */
export const inputsOf = (
  workbook: string,
  { stdin }: CommandIO,
  { map, previous }: Pick<OptionValues, "map" | "previous"> = {},
): { paths: string[]; stdin: BigIntStats | null } => ({
  paths: [...(workbook === STDIN ? [] : [workbook]), ...[map, previous].filter((file) => file !== undefined)],
  stdin: workbook === STDIN ? stdinStats(stdin) : null,
});

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
 * The bytes of the workbook that a command's argument names, `-` being standard input.
 *
 * @throws AuditError as `readFileBytes` does; UsageError for `-` at a terminal.
 */
export const inputBytes = async (workbook: string, values: OptionValues, { stdin }: CommandIO): Promise<Buffer> => {
  const limit = limitsOf(values).fileBytes ?? DEFAULT_LIMITS.fileBytes;
  if (workbook !== STDIN) return readFileBytes(workbook, limit);
  if (stdin.isTTY === true) throw new UsageError({ code: "stdin-terminal" });
  return readStdin(stdin, limit);
};

/**
 * Reads the workbook that a command's argument names, `-` being standard input; `bytes` are what it holds, where they
 * have been read already. With `--map` by the county's own names, with `--previous` beside last year's.
 *
 * @throws AuditError as `readWorkbook` does; UsageError for `-` at a terminal.
 */
export const readInput = async (
  workbook: string,
  standard: StandardDocument,
  values: OptionValues,
  io: CommandIO,
  bytes?: Buffer,
): Promise<WorkbookReading> => {
  const limits = limitsOf(values);
  const map =
    values.map === undefined
      ? {}
      : { map: await (await import("./side-files.ts")).columnMapFrom(values.map, standard) };
  const previous =
    values.previous === undefined
      ? {}
      : { previous: (await readWorkbook(values.previous, { limits, standard, ...map })).county };
  const content = bytes ?? (await inputBytes(workbook, values, io));
  return readWorkbook(content, { file: workbook, limits, standard, ...map, ...previous });
};
