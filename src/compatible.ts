/** More marks on one letter than any language has; putting them in order takes time by the square of their number. */
const PILED_MARKS = /\p{M}{31}/u;
const PILES = /\P{M}*\p{M}{0,30}/gu;

/**
 * A text with its compatibility forms made plain (Unicode's NFKC), in time in proportion to its length: marks piled on one
 * letter are put in order thirty at a time.
 */
export const compatible = (text: string): string =>
  PILED_MARKS.test(text)
    ? (text.match(PILES) ?? []).map((part) => part.normalize("NFKC")).join("")
    : text.normalize("NFKC");
