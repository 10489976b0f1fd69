/**
 * One run at a time: a file says who writes. It outlives a run that was killed, and the next run finds that out: by the
 * process on the same machine, by a heartbeat that has stopped for long on another one.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  promises as disk,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { AuditError } from "../errors.ts";
import type { Words } from "../report/wording/language.ts";
import type { CommandContext } from "./command.ts";
import { runs, temporaryBeside } from "./output.ts";

/** The process that writes. Its start time distinguishes it from a later process of the same number. */
interface Holder {
  readonly host: string;
  /** Machine, since it was started, and the list that its process numbers are from; null where the system does not tell. */
  readonly system: string | null;
  readonly pid: number;
  /** When the process began, in the system's own count; null where the system does not tell. */
  readonly began: string | null;
  /** When it took the lock, for people. */
  readonly since: string;
  /** Unlike that of any other lock. */
  readonly token: string;
}

/** Milliseconds between two heartbeats, and after how many without one the lock of a run on another machine is stale. */
const HEARTBEAT = 5_000;
const STALE_AFTER = 60_000;

const readOr = (read: () => string): string | null => {
  try {
    return read().trim();
  } catch {
    return null;
  }
};

/** State and start of a process, as Linux tells them; null where it is gone or the system does not tell. */
const processOf = (pid: number): { readonly ended: boolean; readonly began: string } | null => {
  const text = readOr(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (text === null) return null;
  // The name before them is in brackets and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { ended: "ZX".includes(fields[0]!), began: fields[19] ?? "" };
};

const systemOf = (): string | null => {
  const boot = readOr(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const numbers = readOr(() => readlinkSync("/proc/self/ns/pid"));
  return boot === null || numbers === null ? null : `${boot} ${numbers}`;
};

const thisProcess = (): Holder => ({
  host: hostname(),
  system: systemOf(),
  pid: process.pid,
  began: processOf(process.pid)?.began ?? null,
  since: new Date().toISOString(),
  token: randomBytes(8).toString("hex"),
});

const holderOf = (text: string): Holder | null => {
  try {
    const { host, system, pid, began, since, token } = JSON.parse(text) as Holder;
    const known = typeof host === "string" && Number.isInteger(pid) && typeof since === "string";
    return known ? { host, system, pid, began, since, token } : null;
  } catch {
    return null;
  }
};

/** Whether the run that holds a lock is alive. `silent`: milliseconds since its last heartbeat. */
const isAlive = (holder: Holder | null, silent: number): boolean => {
  if (holder === null) return silent < STALE_AFTER;
  const here = thisProcess();
  if (holder.host !== here.host || holder.system !== here.system) return silent < STALE_AFTER;
  if (holder.began === null) return runs(holder.pid) && silent < STALE_AFTER;
  const found = processOf(holder.pid);
  // Some systems hide the processes of others.
  if (found === null) return runs(holder.pid) && silent < STALE_AFTER;
  return !found.ended && found.began === holder.began;
};

const errno = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** Milliseconds since the last heartbeat of a lock, by the clock of the disk that `fresh` was just written to. */
const sinceHeartbeat = (lock: string, fresh: string): number => statSync(fresh).mtimeMs - statSync(lock).mtimeMs;

/** Links a file to a second name, where there is none yet; on a disk without links the file is written anew. */
const linkIfFree = async (from: string, to: string, text: string): Promise<boolean> => {
  try {
    await disk.link(from, to);
    return true;
  } catch (error) {
    if (errno(error) === "EEXIST") return false;
  }
  try {
    await disk.writeFile(to, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (errno(error) === "EEXIST") return false;
    throw error;
  }
};

/** A stale lock that was removed, with the run that held it where it says so. */
interface StaleLock {
  readonly holder: Holder | null;
}

/**
 * Removes a lock if it is stale; null where there was none. Nothing between the look at it and its removal waits; should
 * another run take the lock over even so, what was moved aside is that one's and is put back.
 */
const removeStale = (lock: string, fresh: string, inUse: (holder: Holder | null) => AuditError): StaleLock | null => {
  const aside = temporaryBeside(lock);
  try {
    const found = readFileSync(lock, "utf8");
    const holder = holderOf(found);
    if (isAlive(holder, sinceHeartbeat(lock, fresh))) throw inUse(holder);
    renameSync(lock, aside);
    if (readFileSync(aside, "utf8") === found) return { holder };
    linkSync(aside, lock);
    return null;
  } catch (error) {
    if (error instanceof AuditError) throw error;
    // Somebody else took it away, or has put another in its place.
    if (["ENOENT", "EEXIST"].includes(errno(error))) return null;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
};

/** Milliseconds in which another run that saw the same lock has done what it does about it. */
const SETTLING = 100;

/** Times that a lock is tried for: others may take or leave it between two steps. */
const ATTEMPTS = 5;

export interface RunLock {
  /** @throws AuditError `output-in-use` when another run has taken over, as it may where this one was stopped for long. */
  confirm(): Promise<void>;
}

/**
 * Takes a lock until the run ends. One that a run left which no longer goes on is taken over, and that is said.
 *
 * @param file what is locked, as the user gave it; `lock`: path of the file that says so.
 * @throws AuditError `output-in-use` while another run goes on, `output-unwritable`.
 */
export const takeLock = async (
  file: string,
  lock: string,
  { tell, onEnd }: Pick<CommandContext, "tell" | "onEnd">,
): Promise<RunLock> => {
  const own = `${JSON.stringify(thisProcess())}\n`;
  const textOf = (): string | null => readOr(() => readFileSync(lock, "utf8"));
  const inUse = (holder: Holder | null): AuditError => {
    const { host, pid, since } = holder ?? { host: "?", pid: 0, since: "?" };
    return new AuditError({ code: "output-in-use", file, host, pid, since, lock });
  };
  const fresh = temporaryBeside(lock);
  let stale: StaleLock | null = null;
  let taken = false;
  try {
    await disk.writeFile(fresh, own, { flag: "wx" });
    for (let attempt = 0; attempt < ATTEMPTS && !taken; attempt++) {
      taken = await linkIfFree(fresh, lock, own);
      if (taken) break;
      stale = removeStale(lock, fresh, inUse) ?? stale;
    }
    if (stale !== null) await sleep(SETTLING);
    if (!taken || textOf() !== own.trim()) throw inUse(holderOf(textOf() ?? ""));
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw new AuditError({ code: "output-unwritable", file, reason: errno(error) }, { cause: error });
  } finally {
    await disk.rm(fresh, { force: true }).catch(() => {});
  }
  // By its descriptor, so that a run which lost its lock sends no heartbeat for the one that took it.
  const descriptor = openSync(lock, "r+");
  const heartbeat = setInterval(() => {
    try {
      writeSync(descriptor, own, 0);
    } catch {
      // A disk that is away for a moment; the next heartbeat may succeed.
    }
  }, HEARTBEAT);
  heartbeat.unref();
  const isOurs = (): boolean => textOf() === own.trim();
  onEnd(() => {
    clearInterval(heartbeat);
    closeSync(descriptor);
    if (isOurs()) rmSync(lock, { force: true });
  });
  if (stale !== null) {
    const { holder } = stale;
    const by: Words =
      holder === null
        ? { zh: "", en: "" }
        : {
            zh: `（主机 ${holder.host}，进程 ${holder.pid}，自 ${holder.since} 起）`,
            en: ` (host ${holder.host}, process ${holder.pid}, since ${holder.since})`,
          };
    await tell({
      zh: `上次写 ${file} 的运行${by.zh}没有正常结束，已接管它留下的锁`,
      en: `The last run that wrote ${file}${by.en} did not end properly; its lock was taken over`,
    });
  }
  return {
    confirm: async () => {
      if (!isOurs()) throw inUse(holderOf(textOf() ?? ""));
    },
  };
};
