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

function isSpaceCode(code: number): boolean {
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
/** How Excel's Strict format writes a time of day and a time that has passed. */
const ISO_DURATION = /^P(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d+)?)S)?)?$/;
const DAY_SECONDS = 86_400;
/** 1970-01-01 as a serial of the 1900 and of the 1904 system. */
const EPOCH_SERIAL = 25_569;
const EPOCH_SERIAL_1904 = 24_107;
/** 9999-12-31, the last day that Excel has. */
const LAST_SERIAL = 2_958_465;

/**
 * The serial day number of an ISO 8601 date, date with time, time of day or duration; NaN for anything else. A time zone is
 * not applied: the cell shows the clock time that is written. Days are counted from 1899-12-30, as Excel's Strict format
 * does: the serial 1, which a cell shows as 1900-01-01, is written 1899-12-31.
 */
export function parseIsoDate(text: string, date1904: boolean): number {
  const seconds = (hour = "0", minute = "0", second = "0") => {
    const total = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
    const valid = Number(minute) < 60 && Number(second) < 60 && total <= DAY_SECONDS;
    return valid ? total : Number.NaN;
  };
  const time = ISO_TIME.exec(text);
  if (time !== null) return seconds(time[1], time[2], time[3]) / DAY_SECONDS;
  const passed = ISO_DURATION.exec(text);
  if (passed !== null) {
    const [days, hours, minutes, rest] = passed.slice(1);
    if ((days ?? hours ?? minutes ?? rest) === undefined) return Number.NaN;
    return (
      Number(days ?? 0) + (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0)) / DAY_SECONDS
    );
  }
  const date = ISO_DATE.exec(text);
  if (date === null) return Number.NaN;
  const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return Number.NaN;
  const serial = instant.getTime() / (DAY_SECONDS * 1000) + (date1904 ? EPOCH_SERIAL_1904 : EPOCH_SERIAL);
  if (serial < 0) return Number.NaN;
  return serial + seconds(date[4], date[5], date[6]) / DAY_SECONDS;
}

/** ISO date of a serial day number, its time of day dropped; null outside of Excel's calendar. */
export function serialToDate(serial: number, date1904: boolean): string | null {
  const in1900 = date1904 ? serial + EPOCH_SERIAL - EPOCH_SERIAL_1904 : serial;
  if (in1900 < 1 || in1900 >= LAST_SERIAL + 1) return null;
  const whole = Math.floor(in1900);
  // Excel's 1900 has a 29 February; the days before it are numbered one lower than the calendar's.
  const days = whole - EPOCH_SERIAL + (whole < 60 ? 1 : 0);
  return whole === 60 ? null : new Date(days * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/**
 * What a cell with a number format for dates shows, in one form whatever the format: `2025-09-01`, `2025-09-01 08:30`,
 * `0:11` for less than a day; seconds where there are any. Null where no date has this serial.
 */
export function shownDate(serial: number, date1904: boolean): string | null {
  const total = Math.round(serial * DAY_SECONDS);
  const within = total % DAY_SECONDS;
  const [hours, minutes, rest] = [Math.floor(within / 3600), Math.floor(within / 60) % 60, within % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  const tail = `:${two(minutes)}${rest === 0 ? "" : `:${two(rest)}`}`;
  if (total >= 0 && total < DAY_SECONDS) return hours + tail;
  const day = serialToDate(total / DAY_SECONDS, date1904);
  return day === null || within === 0 ? day : `${day} ${two(hours)}${tail}`;
}
