import { didYouMean } from "../did-you-mean.ts";
import { AuditError, type SourceFault } from "../errors.ts";
import { RegionalDocument, StandardDocument } from "../model/standard.ts";
import { nearest } from "../nearest.ts";
import { expandStandard } from "./expand.ts";
import { extensionOf, indicatorFaults, optionKeyFaults } from "./extend.ts";
import { issueFaults } from "./faults.ts";
import { optionFaults } from "./options.ts";
import { STANDARDS } from "./registry.ts";
import { groupFaults, optionDayFaults, unusableFaults } from "./usable.ts";

type Tree = Record<string, unknown>;

/** A standard as its document reads, and what it extends; null for one of its own. */
export interface WrittenStandard {
  readonly document: RegionalDocument | StandardDocument;
  readonly base: StandardDocument | null;
}
const LISTS = ["refine", "add", "silent", "milestones", "phases", "options"] as const;

const PLACEHOLDER: Tree = {
  id: "x",
  title: { zh: "x", en: "x" },
  edition: "2000-01-01",
  citation: { document: "x", number: null, clause: "x", date: null, via: null, grade: "plan" },
};

const deleteAt = (tree: unknown, path: readonly PropertyKey[], key: string): void => {
  let at = tree;
  for (const step of path) at = (at as Tree | undefined)?.[step as string];
  if (typeof at === "object" && at !== null) delete (at as Tree)[key];
};

const NAME = { zh: "x", en: "x" };

/** What stands in for a part of an entry that is wrong, so that its other parts can be looked at. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  code: "x",
  part: "quality",
  name: NAME,
  title: NAME,
  unit: "x",
  citation: PLACEHOLDER.citation,
  responsible: [],
  deadline: null,
  looser: true,
  remark: NAME,
  total: 1,
  steps: [{ year: 2000, planned: 1 }],
};

const standInCheck = (written: unknown, index: number): Tree => {
  const id = (written as Tree | null)?.id;
  return {
    id: typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? id : `x-${index}`,
    citation: PLACEHOLDER.citation,
    kind: "attestation",
    code: "x",
    statement: NAME,
  };
};

interface Salvaged {
  readonly document: RegionalDocument;
  /** The places in the source of the entries that are left. */
  readonly origins: ReadonlyMap<string, readonly number[]>;
  /** Places in the source where something else stands in: what is found there is no fault of the source. */
  readonly replaced: readonly string[];
}

/**
 * What of a faulty document can still be looked at: keys that are not known are taken away, what is wrong in an entry or
 * in the head is replaced, an entry of which nothing can be made is left out, so that one fault does not hide the others.
 */
const salvage = (source: Tree): Salvaged | null => {
  const tree = structuredClone(source);
  const origins = new Map<string, number[]>();
  const replaced = new Set<string>();
  /** Puts something in the place of what is wrong in an entry; false where nothing fits there. */
  const mend = (list: string, entry: number, rest: readonly PropertyKey[]): boolean => {
    const entries = tree[list] as unknown[];
    const own = entries[entry];
    const origin = `${list}[${origins.get(list)![entry]}]`;
    const [key, index] = rest;
    if (typeof own !== "object" || own === null || typeof key !== "string") return false;
    const entryTree = own as Tree;
    if (key === "checks" && typeof index === "number" && Array.isArray(entryTree.checks)) {
      const place = `${origin}.checks[${index}]`;
      if (replaced.has(place)) return false;
      entryTree.checks[index] = standInCheck(entryTree.checks[index], index);
      replaced.add(place).add(`${origin}.looser`).add(`${origin}.checks`);
      return true;
    }
    const place = `${origin}.${key}`;
    if (!Object.hasOwn(STAND_INS, key) || replaced.has(place)) return false;
    if (list === "options" && key === "remark") return false;
    entryTree[key] = STAND_INS[key];
    replaced.add(place);
    if (key === "steps" || key === "total") replaced.add(`${origin}.steps`).add(`${origin}.total`);
    return true;
  };
  for (const list of LISTS) {
    if (tree[list] !== undefined && !Array.isArray(tree[list])) delete tree[list];
    origins.set(
      list,
      ((tree[list] as unknown[] | undefined) ?? []).map((_, index) => index),
    );
  }
  for (let round = 0; round < 200; round++) {
    const parsed = RegionalDocument.safeParse(tree);
    if (parsed.success) return { document: parsed.data, origins, replaced: [...replaced] };
    const issue = parsed.error.issues[0]!;
    const [head, entry] = issue.path;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) deleteAt(tree, issue.path, key);
    } else if (typeof head === "string" && origins.has(head) && typeof entry === "number") {
      if (mend(head, entry, issue.path.slice(2))) continue;
      (tree[head] as unknown[]).splice(entry, 1);
      origins.get(head)!.splice(entry, 1);
    } else if (head === "quantities" && typeof entry === "string") {
      delete (tree.quantities as Tree)[entry];
    } else if (typeof head === "string" && Object.hasOwn(PLACEHOLDER, head)) {
      tree[head] = PLACEHOLDER[head];
    } else if (typeof head === "string" && head !== "extends") {
      delete tree[head];
    } else return null;
  }
  return null;
};

/** A path of the salvaged document as it stands in the source. */
const originalPath = (path: string, origins: ReadonlyMap<string, readonly number[]>): string =>
  path.replace(/^([a-z]+)\[(\d+)\]/, (whole, list: string, index: string) => {
    const origin = origins.get(list)?.[Number(index)];
    return origin === undefined ? whole : `${list}[${origin}]`;
  });

/** What a written standard extends; null where it names nothing that ships. */
const baseOf = ({ extends: written }: Tree): StandardDocument | null =>
  typeof written === "string" && Object.hasOwn(STANDARDS, written) ? STANDARDS[written]! : null;

const regionalFaults = (
  source: Tree,
): { readonly faults: SourceFault[]; readonly standard: StandardDocument | null } => {
  const parsed = RegionalDocument.safeParse(source, { reportInput: true });
  const structural = parsed.success ? [] : parsed.error.issues.flatMap((issue) => issueFaults(issue, RegionalDocument));
  const base = baseOf(source);
  if (base === null) {
    const written = source.extends;
    const known = Object.values(STANDARDS)
      .filter((each) => each.local === null)
      .map((each) => each.id);
    const hint = didYouMean(typeof written === "string" ? nearest(written, known) : null);
    return {
      standard: null,
      faults: [
        ...structural.filter(({ path }) => path !== "extends"),
        {
          path: "extends",
          message: `没有标准 ${String(written)}；${hint.zh}可扩展：${known.join("、")}`,
          en: `there is no standard ${String(written)}.${hint.en} It can extend: ${known.join(", ")}`,
        },
      ],
    };
  }
  if (parsed.success) {
    const { standard, faults } = extensionOf(base, parsed.data);
    return { standard, faults: [...faults] };
  }
  const rest = salvage(source);
  if (rest === null) return { standard: null, faults: structural };
  const text = JSON.stringify([source.refine, source.add]);
  // Without the plan's own days nothing can be said of what is in force on them.
  const undated = structural.some(({ path }) => /^(?:citation|expires)(?:\.|$)/.test(path));
  const semantic = extensionOf(base, rest.document)
    .faults.filter(({ path, message }) => {
      if (undated && /\.(?:from|to|due)$/.test(path)) return false;
      // An entry that was left out may be the one that uses the quantity, or has the indicator.
      const label = /^quantities\.(.*)$/.exec(path)?.[1];
      if (label !== undefined && message.startsWith("没有一项") && text.includes(label)) return false;
      return !/^(没有指标|没有数据项)/.test(message) || !leftOut(source, message);
    })
    .map((each) => ({ ...each, path: originalPath(each.path, rest.origins) }))
    .filter(({ path }) => !rest.replaced.some((place) => path === place || path.startsWith(`${place}.`)));
  return { standard: null, faults: [...structural, ...semantic] };
};

/** Whether what a fault misses stands in the source after all, in an entry that has a fault of its own. */
const leftOut = (source: Tree, message: string): boolean => {
  const name = /^没有(?:指标|数据项) ([^；，]+)/.exec(message)?.[1];
  if (name === undefined) return false;
  const own = source.quantities;
  if (typeof own === "object" && own !== null && Object.hasOwn(own, name)) return true;
  const added = Array.isArray(source.add) ? source.add : [];
  return added.some((entry: unknown) => (entry as Tree | null)?.id === name);
};

/**
 * A user's own standard from an object that YAML or JSON gave: a plan that `extends` a standard that ships, or a whole
 * standard of its own.
 *
 * @param source the parsed file.
 * @param name what messages call it, its path say.
 * @throws AuditError `standard-invalid` with every fault of the file and its path.
 */
export const parseStandard = (source: unknown, name: string): StandardDocument => {
  const fail = (faults: readonly SourceFault[]): never => {
    throw new AuditError({ code: "standard-invalid", source: name, faults });
  };
  if (typeof source !== "object" || source === null || Array.isArray(source)) {
    return fail([
      {
        path: "",
        message: "应为一组键和值，如 id、title、extends、refine",
        en: "keys and values are expected: id, title, extends, refine and so on",
      },
    ]);
  }
  const tree = expandStandard(source as Tree, baseOf(source as Tree));
  if (Object.hasOwn(tree, "extends") || !Object.hasOwn(tree, "indicators")) {
    const { standard, faults } = regionalFaults(tree);
    const id = tree.id;
    const taken: SourceFault[] =
      typeof id === "string" && Object.hasOwn(STANDARDS, id)
        ? [{ path: "id", message: `${id} 是自带标准的 id，请换一个`, en: `${id} is the id of a standard that ships` }]
        : [];
    return standard === null || faults.length > 0 || taken.length > 0 ? fail([...taken, ...faults]) : standard;
  }
  const parsed = StandardDocument.safeParse(tree, { reportInput: true });
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => issueFaults(issue, StandardDocument)));
  const { indicators, options, local } = parsed.data;
  const days = { from: null, to: local?.expires ?? null };
  const faults = [
    ...indicators.flatMap(({ checks }, index) => indicatorFaults(checks, {}, `indicators[${index}].checks`, days)),
    ...indicators.flatMap(({ id, checks }, index) =>
      groupFaults(id, checks, `indicators[${index}].checks`, indicators),
    ),
    ...unusableFaults(indicators, "indicators", days),
    ...optionFaults(options, indicators, []),
    ...optionDayFaults(options, days),
    ...optionKeyFaults(options, {}),
  ];
  return faults.length > 0 ? fail(faults) : parsed.data;
};

/**
 * The document that a user's own standard is, and what it extends (null for none).
 *
 * @throws AuditError as {@link parseStandard} does.
 */
export const parseDocument = (source: unknown, name: string): WrittenStandard => {
  parseStandard(source, name);
  const base = baseOf(source as Tree);
  const tree = expandStandard(source as Tree, base);
  return { document: base === null ? StandardDocument.parse(tree) : RegionalDocument.parse(tree), base };
};
