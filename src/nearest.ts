import { compatible } from "./compatible.ts";

/** Edit distance between two words, in code points, with a swap of neighbours counted as one. */
const distance = (left: readonly string[], right: readonly string[]): number => {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        best = Math.min(best, beforeLast[column - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length]!;
};

/** How many letters two words share, in whatever order: never more than the longer's length less their distance. */
const shared = (counts: ReadonlyMap<string, number>, letters: readonly string[]): number => {
  const left = new Map(counts);
  let found = 0;
  for (const letter of letters) {
    const count = left.get(letter) ?? 0;
    if (count === 0) continue;
    left.set(letter, count - 1);
    found++;
  }
  return found;
};

/** The candidates closest to what was written. `alike`: whether those that are only as close as an earlier one count. */
const closest = (written: string, candidates: readonly string[], alike: boolean): string[] => {
  const wanted = [...compatible(written).toLowerCase()];
  const counts = new Map<string, number>();
  for (const letter of wanted) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let found: string[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const letters = [...compatible(candidate).toLowerCase()];
    const longer = Math.max(wanted.length, letters.length);
    const most = Math.min(alike ? smallest : smallest - 1, Math.max(1, Math.floor(longer * 0.45)));
    if (longer - shared(counts, letters) > most) continue;
    const apart = distance(wanted, letters);
    if (apart > most) continue;
    if (apart < smallest) found = [];
    smallest = apart;
    found.push(candidate);
  }
  return found;
};

/** The candidates closest to what was written, all as close; none when none is close enough to be what was meant. */
export const nearestOnes = (written: string, candidates: readonly string[]): string[] =>
  closest(written, candidates, true);

/** The first of the candidates closest to what was written; null when none is close enough to be what was meant. */
export const nearest = (written: string, candidates: readonly string[]): string | null =>
  closest(written, candidates, false)[0] ?? null;

/** So many names are offered at most. */
const MOST_NEAR = 5;

/** Whether all letters of a word stand in another, in their order. */
const isWithin = (letters: readonly string[], text: string): boolean => {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
};

/**
 * The candidates that may be meant by what was written, where names are often given without their beginning or shortened: those
 * that hold it whole, else those that hold its letters in their order, else the nearest.
 */
export const nearNames = (written: string, candidates: readonly string[]): string[] => {
  const wanted = compatible(written).toLowerCase().replace(/\s/g, "");
  const named = [...new Set(candidates)].map((name) => ({ name, text: compatible(name).toLowerCase() }));
  const having = [
    (text: string): boolean => text.includes(wanted),
    // Names are shortened so in Chinese; the few letters of a Latin word stand in any long one.
    (text: string): boolean => /\p{Script=Han}/u.test(wanted) && isWithin([...wanted], text),
  ];
  for (const has of [...wanted].length < 2 ? [] : having) {
    const found = named.filter(({ text }) => has(text)).map(({ name }) => name);
    if (found.length > 0) return found.slice(0, MOST_NEAR);
  }
  const meant = nearest(written, candidates);
  return meant === null ? [] : [meant];
};
