/** Finds the workbooks that a batch is about. */

import type { Dirent } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { AuditError } from "../errors.ts";
import { groupBy } from "../groups.ts";
import type { Rollup } from "../model/rollup.ts";
import { isOwnReport } from "../package/own-report.ts";
import { byText } from "../text-order.ts";
import { BATCH_FILES, isPassing } from "./files.ts";

/** A workbook of the batch. */
export interface Found {
  /** Where it is read from. */
  readonly path: string;
  /** What the batch calls it: its path within the one folder or pattern that was given, else as given; `/` between parts. */
  readonly file: string;
}

export interface Discovery {
  /** By `file`, in the order of UTF-16 code units, each once. */
  readonly found: readonly Found[];
  readonly ignored: Rollup["ignored"];
  /** Folders that could not be looked into; there may be counties in them. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/** Sorts by path in the order of UTF-16 code units, which no locale changes. */
export const byFile = (left: { readonly file: string }, right: { readonly file: string }): number =>
  byText(left.file, right.file);

const slashed = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** What a name in a folder is: a workbook, something passed over and said so, or nothing to do with counties. */
const kindOf = (name: string): "workbook" | "map" | Rollup["ignored"][number]["reason"] => {
  // Excel and WPS keep ~$name.xlsx beside an open file, LibreOffice .~lock.name.xlsx#, macOS ._name.xlsx.
  if (/^(~\$|\.~lock\.|\._)/.test(name)) return "lock";
  if (/\.xls[xm]$/i.test(name)) return "workbook";
  if (/\.map\.yaml$/i.test(name)) return "map";
  return /\.(xls|et|xlsb|ods|csv)$/i.test(name) ? "old-format" : "format";
};

const MAGIC = /[*?{[]/;

const bracket = (pattern: string, at: number): { readonly source: string; readonly end: number } | null => {
  const end = pattern.indexOf("]", at + 2);
  if (end < 0) return null;
  const inner = pattern.slice(at + 1, end).replace(/[\\\]]/g, "\\$&");
  return { source: `[${inner.startsWith("!") ? `^${inner.slice(1)}` : inner}]`, end };
};

/** A pattern as a regular expression: `*` and `?` within a name, `**` over folders, `[a-z]`, `{a,b}`. */
export const globExpression = (pattern: string): RegExp => {
  let source = "";
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (pattern.startsWith("**/", at)) {
      source += "(?:[^/]+/)*";
      at += 2;
    } else if (pattern.startsWith("**", at)) {
      source += ".*";
      at += 1;
    } else if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (character === "{") {
      source += "(?:";
      depth++;
    } else if (character === "}" && depth > 0) {
      source += ")";
      depth--;
    } else if (character === "," && depth > 0) source += "|";
    else {
      const set = character === "[" ? bracket(pattern, at) : null;
      if (set === null) source += character.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      else {
        source += set.source;
        at = set.end;
      }
    }
  }
  return new RegExp(`^${source}${")".repeat(depth)}$`, "su");
};

/** What a batch leaves in its output folder; the gap reports beside it are no counties. */
const isBatchOutput = (names: ReadonlySet<string>): boolean =>
  names.has(BATCH_FILES.log) || (names.has(BATCH_FILES.results) && names.has(BATCH_FILES.rollup));

interface Walk {
  /** Folders that the batch writes to, links followed. */
  readonly except: ReadonlySet<string>;
  readonly each: (path: string, name: string) => void;
  readonly unreadable: (path: string, reason: string) => void;
  readonly batchOutput: (path: string) => void;
  /** A workbook in a folder that a batch writes or wrote to, and no report: nobody audits it there. */
  readonly leftOut: (path: string) => void;
}

const errno = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * Looks into a folder and those in it; a folder that links lead back to is looked into once. `among`: reports lie there
 * too, as a batch writes or wrote them.
 */
const walk = async (folder: string, seen: Set<string>, plan: Walk, among = false): Promise<void> => {
  let entries: Dirent[];
  let amongReports = among;
  try {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    amongReports ||= plan.except.has(real);
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    plan.unreadable(folder, errno(error));
    return;
  }
  if (!amongReports && isBatchOutput(new Set(entries.map(({ name }) => name)))) {
    plan.batchOutput(folder);
    amongReports = true;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    let isFolder = entry.isDirectory();
    if (entry.isSymbolicLink()) {
      isFolder = await stat(path).then(
        (stats) => stats.isDirectory(),
        () => false,
      );
    }
    if (isFolder) await walk(path, seen, plan, amongReports);
    else if (isPassing(entry.name)) continue;
    else if (!amongReports) plan.each(path, entry.name);
    else if (kindOf(entry.name) === "workbook" && !(await isOwnReport(path))) plan.leftOut(path);
  }
};

/** The files of a list: one a line, or parted by NUL where names hold line ends. Relative ones stand beside the list's reader. */
const listed = (text: string): string[] => {
  const lines = text.includes("\0") ? text.split("\0") : text.replace(/^\ufeff/, "").split(/\r?\n/);
  return lines.filter((line) => line !== "");
};

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * The workbooks that folders, patterns, list files (`.txt`) and workbooks name. A folder is looked into with all that is
 * in it, but for what other batches wrote. What names a file that exists is that file, whatever characters it has.
 *
 * @param except folders left out: the output folder, when it lies within. Workbooks there that are no reports are named
 *   among what is ignored.
 * @throws AuditError `file-missing` for what names nothing, `file-unreadable` for a list that cannot be read,
 *   `output-folder-is-input` for a folder that is left out itself, `no-workbooks` when nothing is found.
 */
export const discover = async (
  given: readonly string[],
  options: { readonly except?: readonly string[] } = {},
): Promise<Discovery> => {
  const except = new Set(
    await Promise.all((options.except ?? []).map((path) => realpath(path).catch(() => resolve(path)))),
  );
  const found = new Map<string, Found>();
  const ignored = new Map<string, Rollup["ignored"][number]>();
  const unreadable: { file: string; reason: string }[] = [];

  const take = (path: string, file: string): void => {
    if (!found.has(file)) found.set(file, { path, file });
  };
  const collect = async (folder: string, nameOf: (path: string) => string, matches: RegExp | null): Promise<void> => {
    const isMeant = (path: string): boolean => matches === null || matches.test(slashed(relative(folder, path)));
    if (except.has(await realpath(folder).catch(() => folder))) {
      throw new AuditError({ code: "output-folder-is-input", folder });
    }
    await walk(folder, new Set(), {
      except,
      each: (path, name) => {
        if (!isMeant(path)) return;
        const kind = kindOf(name);
        const file = nameOf(path);
        if (kind === "workbook") take(path, file);
        // What explains a county's names is read with its workbook.
        else if (kind !== "map") ignored.set(file, { file, reason: kind });
      },
      unreadable: (path, reason) => unreadable.push({ file: `${nameOf(path)}/`, reason }),
      leftOut: (path) => {
        if (isMeant(path)) ignored.set(nameOf(path), { file: nameOf(path), reason: "output-folder" });
      },
      batchOutput: (path) => ignored.set(`${nameOf(path)}/`, { file: `${nameOf(path)}/`, reason: "batch-output" }),
    });
  };
  const add = async (argument: string, alone: boolean): Promise<void> => {
    if (await isFolder(argument)) {
      await collect(argument, (path) => slashed(alone ? relative(argument, path) : path), null);
    } else if (await exists(argument)) {
      if (!/\.txt$/i.test(argument)) {
        take(argument, slashed(alone ? basename(argument) : argument));
        return;
      }
      let text: string;
      try {
        text = await readFile(argument, "utf8");
      } catch (error) {
        throw new AuditError({ code: "file-unreadable", file: argument, reason: errno(error) }, { cause: error });
      }
      for (const file of listed(text)) take(file, slashed(file));
    } else if (MAGIC.test(argument)) {
      const parts = slashed(argument).split("/");
      const fixed = parts.findIndex((part) => MAGIC.test(part));
      const folder = parts.slice(0, fixed).join("/") || (argument.startsWith("/") ? "/" : ".");
      await collect(
        folder,
        (path) => slashed(alone ? relative(folder, path) : path),
        globExpression(parts.slice(fixed).join("/")),
      );
    } else throw new AuditError({ code: "file-missing", file: argument });
  };
  for (const argument of given) await add(argument, given.length === 1);

  if (found.size === 0 && unreadable.length === 0) {
    throw new AuditError({ code: "no-workbooks", given: [...given], ignored: ignored.size });
  }
  return {
    found: [...found.values()].sort(byFile),
    ignored: [...ignored.values()].sort(byFile),
    unreadable: unreadable.sort(byFile),
  };
};

/** Last year's workbooks beside this year's. */
export interface Previous {
  /** Where last year's is read from, by this year's file. */
  readonly paths: ReadonlyMap<string, string>;
  /** This year's files that last year had none of. */
  readonly fresh: readonly string[];
  /** Last year's files that no file of this year goes with: a county that is missing. */
  readonly gone: readonly string[];
}

const YEAR = /20\d\d/g;

/** Pairs files of the same path; then, where it is one file's only on both sides, of the same path but for years in it. */
export const pairYears = (found: readonly Found[], last: readonly Found[]): Previous => {
  const paths = new Map<string, string>();
  const left = new Map(last.map((each) => [each.file, each]));
  const pair = (file: string, each: Found): void => {
    paths.set(file, each.path);
    left.delete(each.file);
  };
  for (const { file } of found) {
    const same = left.get(file);
    if (same !== undefined) pair(file, same);
  }
  const unpaired = (): Found[] => found.filter(({ file }) => !paths.has(file));
  const byName = (files: Iterable<Found>): Map<string, Found[]> =>
    groupBy(files, ({ file }) => file.replace(YEAR, "*"));
  const before = byName(left.values());
  for (const [name, [now, ...others]] of byName(unpaired())) {
    const [old, ...more] = before.get(name) ?? [];
    if (now !== undefined && old !== undefined && others.length + more.length === 0) pair(now.file, old);
  }
  return { paths, fresh: unpaired().map(({ file }) => file), gone: [...left.keys()] };
};
