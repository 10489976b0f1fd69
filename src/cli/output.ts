/** The only writer of the program: text to the process's streams, files as wholes or not at all. */
import { randomBytes } from "node:crypto";
import { type BigIntStats, promises as disk, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { folded } from "../batch/files.ts";
import { AuditError } from "../errors.ts";
import { newTextBuffer } from "../text-buffer.ts";
import { type Inputs, type ReadablePath, refuseInput } from "./inputs.ts";
import type { OutputStream } from "./io.ts";
import { UsageError } from "./usage.ts";

const errno = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Reader has gone away: nothing is wrong, and nobody is left to tell. */
const READER_GONE = new Set(["EPIPE", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END", "ECONNRESET"]);

/** What is written: whole, or in pieces where the whole need not lie in memory. */
export type Content = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

/** Each piece is made when the one before has been taken. */
export type Print = (content: Content) => Promise<void>;

/**
 * Makes the function that writes to a stream. A reader that stopped listening (`| head`) ends the printing quietly.
 *
 * The function throws AuditError `output-unwritable` for file `-` when the stream refuses for another reason.
 */
export const printer = (stream: OutputStream): Print => {
  let gone = false;
  // Without a listener, a reader that goes away between two writes would end the process.
  stream.on?.("error", () => {
    gone = true;
  });
  const write = (text: string | Uint8Array): Promise<void> =>
    new Promise((done, failed) => {
      if (gone || text.length === 0) {
        done();
        return;
      }
      stream.write(text, (error) => {
        if (error === undefined || error === null) done();
        else if (READER_GONE.has(errno(error))) {
          gone = true;
          done();
        } else failed(new AuditError({ code: "output-unwritable", file: "-", reason: errno(error) }, { cause: error }));
      });
    });
  return async (content) => {
    if (typeof content === "string" || content instanceof Uint8Array) return write(content);
    for await (const piece of content) {
      if (gone) return;
      await write(piece);
    }
  };
};

/** A place that may be written: nothing there is an input, a folder or a device. */
export interface Target {
  /** As the user gave it. */
  readonly file: string;
  /** Absolute, links followed. What was written there may be read back: it is the run's own. */
  readonly path: ReadablePath;
  /** Permissions of the file that will be replaced; null when there is none. */
  readonly mode: number | null;
  /** Asks again whether it is an input, now that more has been read. @throws AuditError `output-is-input`. */
  approve(): void;
}

const statsOf = async (path: string): Promise<BigIntStats | null> => {
  try {
    return await disk.stat(path, { bigint: true });
  } catch {
    return null;
  }
};

/** Links followed as far as they lead; a file that is not there yet stands in its folder. */
const followed = async (file: string): Promise<string> => {
  const path = resolve(file);
  try {
    return await disk.realpath(path);
  } catch {
    try {
      return join(await disk.realpath(dirname(path)), basename(path));
    } catch (error) {
      throw new AuditError({ code: "output-unwritable", file, reason: errno(error) }, { cause: error });
    }
  }
};

/** A temporary name in the folder of a path. Not made from its own name, which may be as long as a name can be. */
export const temporaryBeside = (path: string): string =>
  join(dirname(path), `.qe-audit-${process.pid}-${randomBytes(8).toString("hex")}.tmp`);

/** Whether a disk takes the names of a folder for the same whatever their capitals. Tried out: nothing else tells. */
const takesCapitalsForSame = async (folder: string): Promise<boolean> => {
  const path = temporaryBeside(join(folder, "x"));
  try {
    await disk.writeFile(path, "", { flag: "wx" });
    return (await statsOf(join(folder, basename(path).toUpperCase()))) !== null;
  } catch {
    // Nothing can be written there at all, which is reported on the attempt.
    return false;
  } finally {
    await disk.rm(path, { force: true });
  }
};

/** @throws UsageError `outputs-same` for two paths that the disk takes for one. */
const requireDistinct = async (places: readonly { readonly file: string; readonly path: string }[]): Promise<void> => {
  const taken = new Map<string, string>();
  for (const { file, path } of places) {
    const before = taken.get(folded(path));
    if (before === path || (before !== undefined && (await takesCapitalsForSame(dirname(path))))) {
      throw new UsageError({ code: "outputs-same", file });
    }
    taken.set(folded(path), path);
  }
};

const ANY_MAY_WRITE = 0o222;

/**
 * Looks at every place that is to be written before any work is done, so that a wrong one costs nothing. What is read
 * only later is asked again by `writeFiles`.
 *
 * @param inputs register of what the run reads; `replaces`: those among them that it is to bring up to date.
 * @throws AuditError `output-is-input`, `output-exists-not-file`, `output-unwritable` when the folder is not there,
 *   `output-read-only` for a file that nobody may write;
 *   `output-exists` with `keepExisting`; `output-not-own` where a workbook or document is there that the program did not
 *   write, unless the file is a `copy` that is brought up to date, or has the sheet of a marked copy, by its names in `marked`; with `onlyOwn`, which is for names that nobody gave, where
 *   anything else is. UsageError when two are the same file.
 */
export const chooseTargets = async (
  files: readonly string[],
  inputs: Inputs,
  {
    keepExisting = false,
    onlyOwn = false,
    copy = false,
    marked = [],
    replaces = [],
  }: {
    keepExisting?: boolean;
    onlyOwn?: boolean;
    copy?: boolean;
    marked?: readonly string[];
    replaces?: readonly string[];
  } = {},
): Promise<Target[]> => {
  const places: { file: string; path: string }[] = [];
  for (const file of files) places.push({ file, path: await followed(file) });
  await requireDistinct(places);
  const mayReplace = async (path: string): Promise<boolean> => {
    if (copy) return true;
    const { hasSheetNamed, isOthersDocument, isUntouchedReport } = await import("../package/own-report.ts");
    if (marked.length > 0 && (await hasSheetNamed(path, marked))) return true;
    return onlyOwn ? isUntouchedReport(path) : !(await isOthersDocument(path));
  };
  const targets: Target[] = [];
  for (const { file, path } of places) {
    const approve = (): void => refuseInput(path, inputs, { file, replaces });
    approve();
    const present = await statsOf(path);
    if (present !== null) {
      if (!present.isFile()) throw new AuditError({ code: "output-exists-not-file", file });
      if (keepExisting) throw new AuditError({ code: "output-exists", file });
      if (!(await mayReplace(path))) throw new AuditError({ code: "output-not-own", file });
    } else if (/[\\/]$/.test(file)) {
      throw new AuditError({ code: "output-exists-not-file", file });
    }
    const mode = present === null ? null : Number(present.mode & 0o777n);
    // Root may write it all the same, and so may who may write its folder: who made it read-only meant it to stay.
    if (mode !== null && (mode & ANY_MAY_WRITE) === 0) throw new AuditError({ code: "output-read-only", file });
    targets.push({ file, path: path as ReadablePath, mode, approve });
  }
  return targets;
};

/** Temporary files that exist at this moment. */
const unfinished = new Set<string>();

/** Removes the temporary files of a write that will not go on. Synchronous: the process is about to end. */
export const removeUnfinished = (): void => {
  for (const path of unfinished) rmSync(path, { force: true });
  unfinished.clear();
};

const LEFT_BEHIND = /^\.qe-audit-(\d+)-[0-9a-f]{16}\.tmp$/;

/** Whether a process of this machine still runs. One that may not be asked runs. */
export const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errno(error) !== "ESRCH";
  }
};

/**
 * Removes the temporary files that a process which was killed left in a folder, `deep` also in those below it. Files of
 * a process that still runs stay. What cannot be listed or removed is left: it harms nothing.
 */
export const removeLeftBehind = async (folder: string, { deep }: { readonly deep: boolean }): Promise<void> => {
  const entries = await disk.readdir(folder, { recursive: deep, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const pid = LEFT_BEHIND.exec(entry.name)?.[1];
    const path = join(entry.parentPath, entry.name);
    if (pid === undefined || !entry.isFile() || unfinished.has(path)) continue;
    // A container may give the number of the process that was killed to the one that follows it.
    if (Number(pid) === process.pid || !runs(Number(pid))) await disk.rm(path, { force: true }).catch(() => {});
  }
};

const discard = async (path: string): Promise<void> => {
  await disk.rm(path, { force: true });
  unfinished.delete(path);
};

/** Bytes that are gathered before they are written. */
const GATHERED = 256 * 1024;

const writePieces = async (file: FileHandle, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> => {
  const gathered = newTextBuffer(GATHERED);
  for await (const piece of pieces) for (const bytes of gathered.add(piece)) await file.appendFile(bytes);
  await file.appendFile(gathered.rest());
};

const writeTemporary = async (target: Target, content: Content): Promise<string> => {
  const path = temporaryBeside(target.path);
  unfinished.add(path);
  try {
    const file = await disk.open(path, "wx");
    try {
      if (typeof content === "string" || content instanceof Uint8Array) await file.writeFile(content);
      else await writePieces(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (target.mode !== null) await disk.chmod(path, target.mode);
    return path;
  } catch (error) {
    await discard(path);
    throw error;
  }
};

/**
 * Writes files as wholes: each under a temporary name in its own folder, and only when all of them are on the disk do
 * they take their names. An existing file is replaced in one step.
 *
 * @throws AuditError `output-unwritable`; `output-is-input` for a target that was read since it was chosen.
 */
export const writeFiles = async (
  files: readonly { readonly target: Target; readonly content: Content }[],
): Promise<void> => {
  for (const { target } of files) target.approve();
  const written: { target: Target; temporary: string }[] = [];
  let current: Target | null = null;
  try {
    for (const { target, content } of files) {
      current = target;
      written.push({ target, temporary: await writeTemporary(target, content) });
    }
    for (const { target, temporary } of written) {
      current = target;
      await disk.rename(temporary, target.path);
      unfinished.delete(temporary);
    }
  } catch (error) {
    for (const { temporary } of written) if (unfinished.has(temporary)) await discard(temporary);
    // Not the disk's refusal but what was to be written could not be made.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new AuditError(
      { code: "output-unwritable", file: current?.file ?? "", reason: errno(error) },
      { cause: error },
    );
  }
};

/** Whether something stands at a path. */
export const isThere = async (path: string): Promise<boolean> => (await statsOf(path)) !== null;

/** Refuses a workbook that a program has open: what it saves later would undo what is written now. @throws AuditError `output-open`. */
export const refuseOpen = async (file: string): Promise<void> => {
  const name = basename(file);
  for (const lock of [`~$${name}`, `.~lock.${name}#`]) {
    if (await isThere(join(dirname(file), lock))) throw new AuditError({ code: "output-open", file, lock });
  }
};

/** Whether a path leads to a file, and to no folder or device. */
export const isFileThere = async (path: string): Promise<boolean> => (await statsOf(path))?.isFile() === true;

/**
 * Level by level: told to make them all, Node goes round for ever where a folder cannot be made in one that is there, and
 * says of a read-only disk that the folder is not there.
 */
const makeLevels = async (folder: string): Promise<void> => {
  if ((await statsOf(folder))?.isDirectory() === true) return;
  const above = dirname(folder);
  if (above !== folder) await makeLevels(above);
  try {
    await disk.mkdir(folder);
  } catch (error) {
    // Somebody else may have made it in the meantime.
    if ((await statsOf(folder))?.isDirectory() !== true) throw error;
  }
};

/** Makes a folder and those above it. @throws AuditError `output-unwritable`. */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await makeLevels(resolve(folder));
  } catch (error) {
    throw new AuditError({ code: "output-unwritable", file: folder, reason: errno(error) }, { cause: error });
  }
};

/** Ends of names that other programs open as files. */
const FILE_NAME = /\.(?:xls[xm]?|xlt[xm]|et|csv|docx?|html?|json|md|pdf|zip)$/i;

/**
 * Makes a folder that a command line names: one that is called as files are was probably meant as a file.
 *
 * @throws AuditError `output-folder-named-file`, `output-unwritable`.
 */
export const makeNamedFolder = async (folder: string): Promise<void> => {
  if (FILE_NAME.test(folder) && (await statsOf(folder)) === null) {
    throw new AuditError({ code: "output-folder-named-file", folder });
  }
  await makeFolder(folder);
};

/** Where a line lies in its file, in bytes, without its line end. */
export interface LinePlace {
  readonly offset: number;
  readonly length: number;
}

const LINE_END = 0x0a;
const CHUNK = 256 * 1024;

/**
 * The whole lines of a file with their places. What follows the last line end was cut off while it was written, and is
 * left out; a file that is not there has no lines.
 */
export async function* linesOf(
  path: ReadablePath,
): AsyncGenerator<{ readonly line: string; readonly place: LinePlace }> {
  let file: FileHandle;
  try {
    file = await disk.open(path, "r");
  } catch (error) {
    if (errno(error) === "ENOENT") return;
    throw new AuditError({ code: "file-unreadable", file: path, reason: errno(error) }, { cause: error });
  }
  try {
    let rest = Buffer.alloc(0);
    let start = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, start + rest.length);
      if (bytesRead === 0) return;
      const searched = rest.length;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let from = 0;
      for (let end = rest.indexOf(LINE_END, searched); end >= 0; end = rest.indexOf(LINE_END, from)) {
        yield { line: rest.toString("utf8", from, end), place: { offset: start + from, length: end - from } };
        from = end + 1;
      }
      rest = rest.subarray(from);
      start += from;
    }
  } finally {
    await file.close();
  }
}

const readLine = async (file: FileHandle, { offset, length }: LinePlace): Promise<string> => {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytes.toString("utf8", 0, bytesRead);
};

/** Reads lines of a file by their places, also after another file has taken its name; null where there is no file. */
export const lineReader = async (
  path: ReadablePath,
): Promise<{ lineAt(place: LinePlace): Promise<string>; close(): Promise<void> } | null> => {
  try {
    const file = await disk.open(path, "r");
    return { lineAt: (place) => readLine(file, place), close: () => file.close() };
  } catch (error) {
    if (errno(error) === "ENOENT") return null;
    throw new AuditError({ code: "file-unreadable", file: path, reason: errno(error) }, { cause: error });
  }
};

/** A file to which lines are only ever added. */
export interface LineLog {
  /** Fulfilled when the line is on the disk. Lines that wait are written together. */
  append(line: string): Promise<LinePlace>;
  lineAt(place: LinePlace): Promise<string>;
  close(): Promise<void>;
  /** Closes it and takes it away. */
  remove(): Promise<void>;
}

/**
 * Opens a log of lines. `end` is where its whole lines end: what lies after, torn off by a crash, is cut away, and 0
 * starts it anew.
 *
 * @throws AuditError `output-unwritable`, here and from `append`.
 */
export const openLineLog = async (target: Target, end: number): Promise<LineLog> => {
  target.approve();
  const { path } = target;
  const refused = (error: unknown): AuditError =>
    new AuditError({ code: "output-unwritable", file: path, reason: errno(error) }, { cause: error });
  let file: FileHandle;
  let size = end;
  try {
    file = await disk.open(path, "a+");
    if ((await file.stat()).size !== end) await file.truncate(end);
  } catch (error) {
    throw refused(error);
  }
  interface Waiting {
    readonly bytes: Buffer;
    readonly done: (place: LinePlace) => void;
    readonly failed: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await file.appendFile(Buffer.concat(batch.map(({ bytes }) => bytes)));
        await file.datasync();
        for (const { bytes, done } of batch) {
          done({ offset: size, length: bytes.length - 1 });
          size += bytes.length;
        }
      } catch (error) {
        for (const { failed } of batch) failed(refused(error));
      }
    }
    writing = null;
  };
  return {
    append: (line) =>
      new Promise((done, failed) => {
        waiting.push({ bytes: Buffer.from(`${line}\n`), done, failed });
        writing ??= drain();
      }),
    lineAt: (place) => readLine(file, place),
    close: async () => {
      await writing;
      await file.close();
    },
    remove: async () => {
      await writing;
      await file.close();
      await disk.rm(path, { force: true });
    },
  };
};
