/** The only writer of the program: text to the process's streams, files as wholes or not at all. */
import { randomBytes } from "node:crypto";
import { type BigIntStats, rmSync } from "node:fs";
import { chmod, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { AuditError } from "../errors.ts";
import type { OutputStream } from "./io.ts";
import { UsageError } from "./usage.ts";

const errno = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Reader has gone away: nothing is wrong, and nobody is left to tell. */
const READER_GONE = new Set(["EPIPE", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END", "ECONNRESET"]);

export type Print = (text: string | Uint8Array) => Promise<void>;

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
  return (text) =>
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
};

/** A place that may be written: nothing there is an input, a folder or a device. */
export interface Target {
  /** As the user gave it. */
  readonly file: string;
  /** Absolute, links followed. */
  readonly path: string;
  /** Permissions of the file that will be replaced; null when there is none. */
  readonly mode: number | null;
}

const statsOf = async (path: string): Promise<BigIntStats | null> => {
  try {
    return await stat(path, { bigint: true });
  } catch {
    return null;
  }
};

/** Links followed as far as they lead; a file that is not there yet stands in its folder. */
const followed = async (file: string): Promise<string> => {
  const path = resolve(file);
  try {
    return await realpath(path);
  } catch {
    try {
      return join(await realpath(dirname(path)), basename(path));
    } catch (error) {
      throw new AuditError({ code: "output-unwritable", file, reason: errno(error) }, { cause: error });
    }
  }
};

/**
 * Looks at every place that is to be written before any work is done, so that a wrong one costs nothing.
 *
 * @param inputs paths of the files that are read; `stdin` the standard input's file descriptor, where it is an input.
 * @throws AuditError `output-is-input` (by path, link or hard link), `output-exists-not-file`, `output-unwritable`
 *   when the folder is not there; `output-exists` with `keepExisting`. UsageError when two are the same file.
 */
export const chooseTargets = async (
  files: readonly string[],
  inputs: { readonly paths: readonly string[]; readonly stdin?: BigIntStats | null },
  { keepExisting = false } = {},
): Promise<Target[]> => {
  const taken = new Set<string>();
  const read = (await Promise.all(inputs.paths.map(statsOf))).concat(inputs.stdin ?? null);
  const targets: Target[] = [];
  for (const file of files) {
    const path = await followed(file);
    if (taken.has(path)) throw new UsageError({ code: "outputs-same", file });
    taken.add(path);
    const present = await statsOf(path);
    if (present !== null) {
      if (read.some((input) => input !== null && input.dev === present.dev && input.ino === present.ino)) {
        throw new AuditError({ code: "output-is-input", file });
      }
      if (!present.isFile()) throw new AuditError({ code: "output-exists-not-file", file });
      if (keepExisting) throw new AuditError({ code: "output-exists", file });
    } else if (/[\\/]$/.test(file)) {
      throw new AuditError({ code: "output-exists-not-file", file });
    }
    targets.push({ file, path, mode: present === null ? null : Number(present.mode & 0o777n) });
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

const discard = async (path: string): Promise<void> => {
  await rm(path, { force: true });
  unfinished.delete(path);
};

const writeTemporary = async (target: Target, content: string | Uint8Array): Promise<string> => {
  // Not made from the file's own name, which may be as long as a name can be.
  const path = join(dirname(target.path), `.qe-audit-${randomBytes(8).toString("hex")}.tmp`);
  unfinished.add(path);
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (target.mode !== null) await chmod(path, target.mode);
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
 * @throws AuditError `output-unwritable`.
 */
export const writeFiles = async (
  files: readonly { readonly target: Target; readonly content: string | Uint8Array }[],
): Promise<void> => {
  const written: { target: Target; temporary: string }[] = [];
  let current: Target | null = null;
  try {
    for (const { target, content } of files) {
      current = target;
      written.push({ target, temporary: await writeTemporary(target, content) });
    }
    for (const { target, temporary } of written) {
      current = target;
      await rename(temporary, target.path);
      unfinished.delete(temporary);
    }
  } catch (error) {
    for (const { temporary } of written) if (unfinished.has(temporary)) await discard(temporary);
    throw new AuditError(
      { code: "output-unwritable", file: current?.file ?? "", reason: errno(error) },
      { cause: error },
    );
  }
};
