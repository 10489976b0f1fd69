/** First and last day of something, ISO and inclusive; null is open. */
export interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

/** The first day of a date of which no more than the month or the year may be known; null of none. */
export const firstDay = (date: string | null): string | null => (date === null ? null : `${date}-01-01`.slice(0, 10));

/** The later of two first days, null being open; the earlier of two last ones. */
export const laterOf = (left: string | null, right: string | null): string | null =>
  left === null || (right !== null && right > left) ? right : left;
export const earlierOf = (left: string | null, right: string | null): string | null =>
  left === null || (right !== null && right < left) ? right : left;

/** Whether two periods have a day in common. */
export const overlap = (left: Days, right: Days): boolean => {
  const from = laterOf(left.from, right.from);
  const to = earlierOf(left.to, right.to);
  return from === null || to === null || from <= to;
};
