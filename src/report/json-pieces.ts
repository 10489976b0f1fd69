import { safeJson } from "./safe-json.ts";

/** Makes the list that stands in a document for `items`. */
export type ListOf = <Item, Made>(items: readonly Item[], make: (item: Item) => Made) => Made[];

export const eagerly: ListOf = (items, make) => items.map(make);

/** A list of which each item is made when it is written, and dropped then. A JSON document holds no other iterable object. */
type LazyList = Iterable<unknown>;

/** Lists for {@link jsonPieces} alone: they stand for an array and are none. */
export const lazily: ListOf = <Item, Made>(items: readonly Item[], make: (item: Item) => Made) => {
  const list: LazyList = {
    *[Symbol.iterator]() {
      for (const item of items) yield make(item);
    },
  };
  return list as Made[];
};

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isLazyList = (value: object): value is LazyList => Symbol.iterator in value;
const holdsLazyList = (value: unknown): boolean =>
  isObject(value) && (isLazyList(value) || Object.values(value).some(holdsLazyList));

/** The names of an object with their values, without those that JSON leaves out; a list has no names. */
function* members(value: object): Generator<readonly [name: string, value: unknown]> {
  if (isLazyList(value)) for (const item of value) yield ["", item];
  else {
    for (const [name, each] of Object.entries(value)) {
      if (each !== undefined) yield [`${JSON.stringify(name)}: `, each];
    }
  }
}

/** The text of JSON.stringify with two spaces, so far to the right, a value at a time where a lazy list is within. */
function* written(value: unknown, indent: string): Generator<string> {
  if (!isObject(value) || !holdsLazyList(value)) {
    yield JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
    return;
  }
  const [open, close] = isLazyList(value) ? "[]" : "{}";
  const inner = `${indent}  `;
  let before = open;
  for (const [name, each] of members(value)) {
    yield `${before}\n${inner}${name}`;
    yield* written(each, inner);
    before = ",";
  }
  yield before === open ? `${open}${close}` : `\n${indent}${close}`;
}

/** Characters that are gathered to a piece. What is much longer V8 keeps apart, until it collects all that is old. */
const PIECE = 16 * 1024;

/**
 * A value as JSON, two spaces deep, with a line feed at its end, fit to be printed: pieces of some 16 thousand characters,
 * longer only by what one item of a lazy list takes. No piece ends within a character.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  let gathered = "";
  for (const text of written(value, "")) {
    gathered += text;
    if (gathered.length < PIECE) continue;
    yield safeJson(gathered);
    gathered = "";
  }
  yield safeJson(`${gathered}\n`);
}
