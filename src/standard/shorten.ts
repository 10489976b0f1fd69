import { Check, type Citation, type Indicator, RegionalDocument, StandardDocument } from "../model/standard.ts";
import { expandCheck, expandStandard, partOf, type Shared, TOLD } from "./expand.ts";

/**
 * The shortest way to write a standard down: every key goes that comes back when the short forms are spelled out again.
 */

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** One text for values that are equal, in whatever order their keys stand. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : isTree(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .filter((key) => value[key] !== undefined)
            .map((key) => [key, sorted(value[key])]),
        )
      : value;
const textOf = (value: unknown): string => JSON.stringify(sorted(value));
const same = (left: unknown, right: unknown): boolean => textOf(left) === textOf(right);

const without = (tree: Tree, key: string): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([each]) => each !== key));

/** Of several ways to write something, those that are taken one after the other as long as they mean the same. */
const shortest = (start: Tree, ways: readonly ((tree: Tree) => Tree)[], means: (tree: Tree) => boolean): Tree =>
  ways.reduce((tree, way) => {
    const shorter = way(tree);
    return means(shorter) ? shorter : tree;
  }, start);

const dropping = (keys: readonly string[]) =>
  keys.map(
    (key) =>
      (tree: Tree): Tree =>
        without(tree, key),
  );

const put =
  (key: string, value: (tree: Tree) => unknown) =>
  (tree: Tree): Tree =>
    Object.hasOwn(tree, key) ? { ...tree, [key]: value(tree) } : tree;

/** `clause` and what else differs from the document's own, in the place of a citation of it. */
const cited = (tree: Tree, own: Citation): Tree => {
  const { citation, ...rest } = tree as { citation: Citation };
  const { clause, ...others } = citation;
  const differing = Object.entries(others).filter(([key, value]) => !same(value, own[key as keyof Citation]));
  if (differing.some(([key]) => key !== "via" && key !== "grade")) {
    const named = Object.fromEntries(Object.entries(citation).filter(([, value]) => value !== null));
    return { ...rest, citation: named };
  }
  return { ...rest, clause, ...Object.fromEntries(differing) };
};

const abbreviated = (via: unknown, { sources }: Shared): unknown => {
  if (typeof via !== "string") return via;
  const found = Object.entries(sources).find(([, title]) => via === title || via.startsWith(`${title} `));
  return found === undefined ? via : via.replace(found[1], found[0]);
};

const SIGNS: Readonly<Record<string, string>> = { ">=": "≥", "<=": "≤" };
const boundText = (bound: unknown): unknown => {
  const { operator, value, unit } = bound as { operator: string; value: number; unit?: string };
  return `${SIGNS[operator] ?? operator} ${value}${unit === undefined ? "" : ` ${unit}`}`;
};

const termsOf = (written: unknown): unknown => {
  const { plus, minus } = written as { plus: readonly string[]; minus: readonly string[] };
  return minus.length > 0 ? { plus, minus } : plus.length === 1 ? plus[0] : plus;
};

const ratioBounds = (written: unknown): unknown =>
  Object.fromEntries(
    Object.entries(written as Readonly<Record<string, { value: number; floor: number | null }>>).map(
      ([stage, { value, floor }]) => [stage, floor === null ? value : { value, floor }],
    ),
  );

const shortCheck = (check: Check, shared: Shared, base: readonly Check[] = []): Tree => {
  const means = (tree: Tree): boolean => {
    const parsed = Check.safeParse(expandCheck(tree, shared, base));
    return parsed.success && same(parsed.data, check);
  };
  const keys = Object.keys(check).filter((key) => !["citation", "id", "kind"].includes(key));
  const own = shared.citation as Citation;
  const short = shortest(
    { ...check },
    [
      ...dropping(keys),
      (tree) => cited(tree, own),
      put("via", ({ via }) => abbreviated(via, shared)),
      put("bound", ({ bound }) => boundText(bound)),
      put("numerator", ({ numerator }) => termsOf(numerator)),
      put("denominator", ({ denominator }) => termsOf(denominator)),
      put("bounds", ({ bounds }) => ratioBounds(bounds)),
      put("rooms", ({ rooms }) =>
        Object.fromEntries((rooms as { kind: string; area: number }[]).map(({ kind, area }) => [kind, area])),
      ),
      put("witness", ({ witness }) =>
        isTree(witness) ? Object.fromEntries(Object.entries(witness).filter(([, value]) => value !== null)) : witness,
      ),
      put("fallback", ({ fallback }) =>
        isTree(fallback) ? without(shortCheck(fallback as Check, shared), "kind") : fallback,
      ),
      ...TOLD.map((key) => put(key, (tree) => cited(tree[key] as Tree, own))),
      put("steps", ({ steps }) => (steps as Tree[]).map((step) => cited(step, own))),
      (tree) => without(tree, "id"),
      (tree) => without(tree, "kind"),
    ],
    means,
  );
  const { id, kind, clause, citation, via, grade, ...rest } = short;
  return Object.fromEntries(
    Object.entries({ id, kind, clause, citation, via, grade, ...rest }).filter(([, value]) => value !== undefined),
  );
};

/** The value that most entries have, where several have it. */
const mostOften = (values: readonly unknown[]): unknown => {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [top] = [...counts].sort(([, left], [, right]) => right - left);
  return top === undefined || top[1] < 2 ? null : top[0];
};

/** One object for lists that are equal, which YAML names once and refers to. */
const sharingLists = (): ((value: unknown) => unknown) => {
  const known = new Map<string, unknown>();
  return (value) => {
    if (!Array.isArray(value) || value.length < 2) return value;
    const text = textOf(value);
    if (!known.has(text)) known.set(text, value);
    return known.get(text);
  };
};

/**
 * A standard as people would write it: the tree of its YAML.
 *
 * @param document as its schema takes it.
 * @param base what it extends; null for a standard of its own.
 * @param sources abbreviations of the documents that its citations name as seen.
 */
export const shortened = (
  document: RegionalDocument | StandardDocument,
  base: StandardDocument | null,
  sources: Readonly<Record<string, string>> = {},
): Tree => {
  const schema = "extends" in document ? RegionalDocument : StandardDocument;
  const full = structuredClone(document) as unknown as Tree & { readonly citation: Citation };
  const checks = (full.refine as Indicator[] | undefined) ?? (full.indicators as Indicator[]);
  const from = mostOften(checks.flatMap((entry) => entry.checks.map((check) => check.from)));
  const entries = [...((full.refine as Tree[]) ?? []), ...((full.add as Tree[]) ?? [])];
  const deadline = mostOften(entries.map((entry) => entry.deadline));
  const shared: Shared = { citation: document.citation, sources, from };
  const list = sharingLists();

  const means = (tree: Tree): boolean => {
    const parsed = schema.safeParse(expandStandard(tree, base));
    return parsed.success && same(parsed.data, document);
  };
  const shortEntry = (entry: Tree, of: readonly Check[], defaults: Tree): Tree => {
    const own = { ...entry, checks: (entry.checks as Check[]).map((check) => shortCheck(check, shared, of)) };
    const usual: Tree = {
      looser: false,
      remark: null,
      responsible: [],
      deadline: null,
      unit: "",
      ...partOf(entry),
      ...defaults,
    };
    return Object.fromEntries(
      Object.entries(own)
        .filter(([key, value]) => !(Object.hasOwn(usual, key) && same(value, usual[key])))
        .map(([key, value]) => [key, key === "responsible" ? list(value) : value]),
    );
  };
  const due: Tree = deadline === null ? {} : { deadline };
  const head: Tree = {
    ...(Object.keys(sources).length === 0 ? {} : { sources }),
    ...(from === null ? {} : { from }),
    ...due,
  };
  const short = (key: string, change: (entry: Tree) => Tree): Tree =>
    Array.isArray(full[key]) ? { [key]: (full[key] as Tree[]).map(change) } : {};
  const quantity = (own: Tree): Tree => {
    const decimals = ["count", "flag", "date"].includes(String(own.kind)) ? 0 : 2;
    return Object.fromEntries(
      Object.entries(own).filter(
        ([key, value]) => !(key === "decimals" && value === decimals) && !(key === "aliases" && same(value, [])),
      ),
    );
  };
  const named = (citation: unknown): Tree =>
    Object.fromEntries(
      Object.entries(citation as Tree)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => [key, key === "via" ? abbreviated(value, shared) : value]),
    );
  const withVia = (tree: Tree): Tree => ({
    ...tree,
    ...("via" in tree ? { via: abbreviated(tree.via, shared) } : {}),
    ...("citation" in tree ? { citation: named(tree.citation) } : {}),
  });
  const option = (entry: Tree): Tree => {
    const all = [...((full.indicators as Indicator[]) ?? []), ...(base?.indicators ?? [])];
    const of = all.find(({ id }) => id === entry.indicator)?.checks ?? [];
    const own = withVia(cited(entry, document.citation));
    const told = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
    const bare = without(told, "kind");
    if (entry.check === undefined) return bare;
    const check = shortCheck(entry.check as Check, { ...shared, from: null }, of);
    // What an option puts in the place of a requirement is of the option's own clause.
    const isItsOwn = same((entry.check as Check).citation, entry.citation);
    return { ...bare, check: isItsOwn ? ["clause", "via", "grade", "citation"].reduce(without, check) : check };
  };
  const { id, title, citation, edition, ...others } = full;
  const tree: Tree = {
    id,
    title,
    citation: named(citation),
    edition,
    ...others,
    ...short("refine", (entry) =>
      shortEntry(entry, base?.indicators.find((each) => each.id === entry.indicator)?.checks ?? [], due),
    ),
    ...short("add", (entry) => shortEntry(entry, [], due)),
    ...short("indicators", (entry) => shortEntry(entry, [], {})),
    ...short("milestones", (entry) => {
      const own = cited(entry, document.citation);
      const steps = own.steps as { year: number; by?: string; planned: number }[];
      const plain = steps.every(({ by }) => by === undefined);
      const { part, responsible, ...rest } = own;
      return {
        ...rest,
        ...(part === "guarantee" ? {} : { part }),
        ...(same(responsible, []) ? {} : { responsible: list(responsible) }),
        ...(plain ? { steps: Object.fromEntries(steps.map(({ year, planned }) => [year, planned])) } : {}),
      };
    }),
    ...short("phases", (entry) => cited(entry, document.citation)),
    ...short("options", option),
    ...(isTree(full.scope) ? { scope: named(full.scope) } : {}),
    ...(isTree(full.split) ? { split: { ...full.split, citation: named(full.split.citation) } } : {}),
    ...(isTree(full.quantities)
      ? {
          quantities: Object.fromEntries(
            Object.entries(full.quantities).map(([label, own]) => [label, quantity(own as Tree)]),
          ),
        }
      : {}),
  };
  const { refine, add, indicators, silent, milestones, phases, quantities, options, ...first } = tree;
  const ordered: Tree = { ...first, ...head, refine, indicators, add, silent, milestones, phases, quantities, options };
  return shortest(
    Object.fromEntries(Object.entries(ordered).filter(([, value]) => value !== undefined)),
    dropping(Object.keys(full).filter((key) => !["id", "title", "edition", "citation"].includes(key))),
    means,
  );
};
