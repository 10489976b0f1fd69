/** Texts of ASCII and unified ideographs, their own compatibility forms. */
const OWN_FORM = /^[\0-\x7f\u3001\u3002\u4e00-\u9fff]*$/;
/** Every mark of Unicode is among these, which is seen sooner than {@link PILED_MARKS}. */
const PERHAPS_MARKS =
  /[^\0-\u02ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff\uff00-\uffff]/;
/** More marks on one letter than any language has; putting them in order takes time by the square of their number. */
const PILED_MARKS = /\p{M}{31}/u;
const PILES = /\P{M}*\p{M}{0,30}/gu;

/**
 * A text with its compatibility forms made plain (Unicode's NFKC), in time in proportion to its length: marks piled on one
 * letter are put in order thirty at a time.
 */
export const compatible = (text: string): string => {
  if (OWN_FORM.test(text)) return text;
  return PERHAPS_MARKS.test(text) && PILED_MARKS.test(text)
    ? (text.match(PILES) ?? []).map((part) => part.normalize("NFKC")).join("")
    : text.normalize("NFKC");
};
