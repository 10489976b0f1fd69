/** How the XML of a workbook writes values: whole numbers, flags, doubles, dates, and the spaces around them. */

/** A non-negative whole number of at most nine digits; -1 for anything else. */
export function wholeNumber(text: string): number {
  const length = text.length;
  if (length === 0 || length > 9) return -1;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

export function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true";
}

export function isSpaceCode(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Text of XML space characters only. */
export function isSpace(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (!isSpaceCode(text.charCodeAt(index))) return false;
  return true;
}

export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpaceCode(text.charCodeAt(start))) start++;
  while (end > start && isSpaceCode(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** The double a cell's text stands for; NaN when it is not a finite number in the grammar of workbooks. */
export function parseNumber(text: string): number {
  const trimmed = trimSpace(text);
  if (!NUMBER.test(trimmed)) return Number.NaN;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : Number.NaN;
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const ISO_TIME = /^T?(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z?$/;
const DAY_SECONDS = 86_400;

/**
 * The serial day number of an ISO 8601 date, date with time or time of day; NaN for anything else. A time zone is not
 * applied: the cell shows the clock time that is written.
 */
export function parseIsoDate(text: string, date1904: boolean): number {
  const seconds = (hour = "0", minute = "0", second = "0") => {
    const total = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
    const valid = Number(minute) < 60 && Number(second) < 60 && total <= DAY_SECONDS;
    return valid ? total : Number.NaN;
  };
  const time = ISO_TIME.exec(text);
  if (time !== null) return seconds(time[1], time[2], time[3]) / DAY_SECONDS;
  const date = ISO_DATE.exec(text);
  if (date === null) return Number.NaN;
  const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return Number.NaN;
  const days = instant.getTime() / (DAY_SECONDS * 1000);
  // 1900-02-29 counts as a day in the 1900 system though there was none.
  const serial = date1904 ? days + 24_107 : days >= -25_508 ? days + 25_569 : days + 25_568;
  if (serial < 0) return Number.NaN;
  return serial + seconds(date[4], date[5], date[6]) / DAY_SECONDS;
}
