/**
 * All that a run reads. There is one register for a run: what the command line names as an input is in it before the
 * command begins, whatever is opened for reading later joins it, and no output is written without asking it.
 */
import { type BigIntStats, promises as disk, fstatSync, lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Discovery } from "../batch/discover.ts";
import { BATCH_FILES, folded } from "../batch/files.ts";
import { AuditError } from "../errors.ts";

/** The name under which standard input is read. */
export const STDIN = "-";

/** Where the map of a workbook's own names stands that is used by itself: `county.map.yaml` beside `county.xlsx`. */
export const mapBeside = (workbook: string): string => `${workbook.replace(/\.xl[st][xm]$/i, "")}.map.yaml`;

/** Name of the settings file that is looked for beside a workbook and in the folders above it. */
const CONFIG_FILE = "qe-audit.config.yaml";

/** Where a settings file that is nearest to a file would lie. */
export const configBeside = (file: string): string => join(dirname(file), CONFIG_FILE);

/** Whether a path leads to a folder. */
export const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

/**
 * The settings file for what a command line names: beside it, in it where it is a folder, else in the nearest folder above
 * that has one; null for none. For standard input, and where nothing is named, from where the program runs. As absolute as
 * what was named.
 */
export const configFor = (named: string | undefined): string | null => {
  const isNamed = named !== undefined && named !== STDIN;
  const start = resolve(isNamed ? named : ".");
  let folder = isNamed && !isFolder(start) ? dirname(start) : start;
  for (;;) {
    const path = join(folder, CONFIG_FILE);
    if (!isAbsent(path)) return isNamed && isAbsolute(named) ? path : relative(process.cwd(), path);
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
};

declare const readable: unique symbol;
/** A path that may be read: of a registered input, or of a target that the run may write. */
export type ReadablePath = string & { readonly [readable]: true };

/** The register of a run's inputs. */
export interface Inputs {
  /** Registers a file or folder, before it is read; nothing is registered where none is there. */
  add(file: string): ReadablePath;
  /** Registers what a file descriptor is connected to: a redirected standard input is a file like others. */
  addOpen(fd: number, name: string): void;
  /**
   * Names, as they were given, of the inputs that a path leads to: by its real path, or as the same file by a link, a
   * hard link or another spelling on a disk that does not tell capitals apart. Empty for none.
   */
  namesOf(path: string): readonly string[];
  /** All that was to be registered, there or not, by name: what it was like before it was read, as {@link stateOf} says. */
  readonly states: ReadonlyMap<string, string>;
}

/** Tells whether what lies at a path was changed or replaced since; `absent` for nothing. */
export const stateOf = (path: string): string => {
  try {
    const { dev, ino, size, mtimeNs } = statSync(path, { bigint: true });
    return `${dev}:${ino}:${size}:${mtimeNs}`;
  } catch {
    return "absent";
  }
};

/** A disk that numbers its files tells by the number which are one; of another, the folded path has to do. */
const identity = ({ dev, ino }: BigIntStats, path: string): string => (ino > 0n ? `${dev}:${ino}` : folded(path));

/** Keys of a file; two paths lead to one file where they share a key. Null where nothing is there. */
const keysOf = (path: string): readonly string[] | null => {
  try {
    const real = realpathSync.native(path);
    return [`path ${real}`, identity(statSync(real, { bigint: true }), real)];
  } catch {
    return null;
  }
};

export const newInputs = (): Inputs => {
  const names = new Map<string, Set<string>>();
  const states = new Map<string, string>();
  const put = (key: string, name: string): void => {
    const known = names.get(key);
    if (known === undefined) names.set(key, new Set([name]));
    else known.add(name);
  };
  return {
    states,
    add(file) {
      if (!states.has(file)) states.set(file, stateOf(file));
      for (const key of keysOf(file) ?? []) put(key, file);
      return file as ReadablePath;
    },
    addOpen(fd, name) {
      try {
        put(identity(fstatSync(fd, { bigint: true }), name), name);
      } catch {
        // Nothing that could be an output.
      }
    },
    namesOf: (path) => [...new Set((keysOf(path) ?? []).flatMap((key) => [...(names.get(key) ?? [])]))],
  };
};

/**
 * @param path what would be written; the name that was given may lead elsewhere, where it goes up again from a folder
 *   that is not there or is a link.
 * @param replaces inputs that the run is asked to bring up to date, as they were given.
 * @throws AuditError `output-is-input` for a path that leads to an input; the error names `file`.
 */
export const refuseInput = (
  path: string,
  inputs: Inputs,
  { file = path, replaces = [] }: { readonly file?: string; readonly replaces?: readonly string[] } = {},
): void => {
  const input = inputs.namesOf(path).find((name) => !replaces.includes(name));
  if (input !== undefined) throw new AuditError({ code: "output-is-input", file, input });
};

/** The bytes of a file. @throws AuditError as `readFileBytes` does. */
export const fileBytes = async (file: string, limit: number, inputs: Inputs): Promise<Buffer> => {
  const { readFileBytes } = await import("../package/read.ts");
  return readFileBytes(inputs.add(file), limit);
};

/**
 * The text of a file that a person wrote.
 *
 * @throws AuditError `file-missing`, `file-not-regular`, `file-unreadable`, `file-too-large`.
 */
export const sideFileText = async (file: string, limit: number, inputs: Inputs): Promise<string> => {
  try {
    const found = await disk.stat(inputs.add(file));
    if (!found.isFile()) {
      const kind = found.isDirectory() ? "directory" : "other";
      throw new AuditError({ code: "file-not-regular", file, kind, side: true });
    }
    if (found.size > limit) throw new AuditError({ code: "file-too-large", file, size: found.size, limit, side: true });
    return await disk.readFile(file, "utf8");
  } catch (error) {
    if (error instanceof AuditError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AuditError(
      reason === "ENOENT" ? { code: "file-missing", file } : { code: "file-unreadable", file, reason },
      { cause: error },
    );
  }
};

/** Whether nothing is there; what cannot be looked at may be. */
export const isAbsent = (file: string): boolean => {
  try {
    lstatSync(file);
    return false;
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
  }
};

/** The workbooks that folders, patterns and lists name, all of them registered. @throws AuditError as `discover` does. */
export const discoverInputs = async (
  given: readonly string[],
  inputs: Inputs,
  except: readonly string[] = [],
): Promise<Discovery> => {
  const { discover } = await import("../batch/discover.ts");
  const discovery = await discover(given, { except });
  // Lists of workbooks are read too.
  for (const path of [...given, ...discovery.found.map((found) => found.path)]) inputs.add(path);
  return discovery;
};

/**
 * What a folder holds, none of it registered: a report among it may be written anew.
 *
 * @throws AuditError as `discover` does.
 */
export const lookInto = async (folder: string): Promise<Discovery> =>
  (await import("../batch/discover.ts")).discover([folder]);

/** Paths of what a finished batch's folder holds, all of them registered. */
export const batchFilesIn = (
  folder: string,
  inputs: Inputs,
): Readonly<Record<keyof typeof BATCH_FILES, ReadablePath>> => {
  const add = (name: string): ReadablePath => inputs.add(join(folder, name));
  const { results, rollup, workbook, page, junit, log } = BATCH_FILES;
  return {
    ...{ results: add(results), rollup: add(rollup), workbook: add(workbook) },
    ...{ page: add(page), junit: add(junit), log: add(log) },
  };
};
