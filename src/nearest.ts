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

/** The candidate closest to what was written; null when none is close enough to be what was meant. */
export const nearest = (written: string, candidates: readonly string[]): string | null => {
  const wanted = [...written.normalize("NFKC").toLowerCase()];
  let found: string | null = null;
  let smallest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const letters = [...candidate.normalize("NFKC").toLowerCase()];
    const apart = distance(wanted, letters);
    if (apart < smallest && apart <= Math.max(1, Math.floor(Math.max(wanted.length, letters.length) * 0.45))) {
      smallest = apart;
      found = candidate;
    }
  }
  return found;
};
