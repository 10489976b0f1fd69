/**
 * When a report that has no day of its own says that it was written (ISO): none reads a clock, so that equal reports are
 * equal files.
 */
export const FIXED_TIME = "2017-04-19T00:00:00Z";
