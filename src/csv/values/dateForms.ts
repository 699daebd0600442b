// The forms in which people and programs write dates.

/** The last year up to `latest` that ends in these two digits. */
export function expandYear(digits: number, latest: number): number {
  const year = latest - (latest % 100) + digits;
  return year > latest ? year - 100 : year;
}

export interface ReadDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface ReadNumbers {
  readonly first: number;
  readonly second: number;
  /** The year as written, perhaps with two digits. */
  readonly year: number;
  readonly isShort: boolean;
  /** Whether it is in the service's form, two digits, two digits and four. */
  readonly isWritten: boolean;
}

/** For a year that is not known: it has all dates. */
export const leapYear = 2000;

/** Spreadsheets write a time behind a date. */
const time = String.raw`(?:[T ]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?)?`;
const numbers = new RegExp(String.raw`^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)${time}$`, 'i');
const dots = new RegExp(String.raw`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)${time}$`, 'i');
const slash = 0x2f;

/** A date whose order is not in itself: `2/1/1985`, `02-01-85`. */
export function readNumbers(value: string): ReadNumbers | undefined {
  if (isWrittenDate(value)) {
    const year = twoDigits(value, 6) * 100 + twoDigits(value, 8);
    return { first: twoDigits(value, 0), second: twoDigits(value, 3), year, isShort: false, isWritten: true };
  }
  const found = numbers.exec(value);
  if (found === null) return undefined;
  const isShort = found[4]?.length === 2;
  const year = Number(found[4]);
  return { first: Number(found[1]), second: Number(found[3]), year, isShort, isWritten: false };
}

/** Two digits, a slash, two digits, a slash, four digits. */
export function isWrittenDate(value: string): boolean {
  if (value.length !== 10) return false;
  for (let at = 0; at < 10; at++) {
    const code = value.charCodeAt(at);
    if (at === 2 || at === 5 ? code !== slash : code < 0x30 || code > 0x39) return false;
  }
  return true;
}

/** The number that two digits write. */
export function twoDigits(value: string, at: number): number {
  return (value.charCodeAt(at) - 0x30) * 10 + value.charCodeAt(at + 1) - 0x30;
}

/** Whether the month (from 1) of the year has that day in the Gregorian calendar. */
export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days;
}

/** `01.02.1985`: dates with dots have the day first in every country that writes them. */
export function readDotted(value: string, latestYear: number | undefined): ReadDate | undefined {
  const found = dots.exec(value);
  if (found === null) return undefined;
  const isShort = found[3]?.length === 2;
  if (isShort && latestYear === undefined) return undefined;
  const year = isShort ? expandYear(Number(found[3]), latestYear ?? 0) : Number(found[3]);
  return { year, month: Number(found[2]), day: Number(found[1]) };
}

/** `1985-02-01`, `1985/2/1`, `19850201`, with or without a time. */
export function readIsoDate(value: string): ReadDate | undefined {
  const found =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/.exec(value) ?? /^(\d{4})()(\d\d)(\d\d)$/.exec(value);
  if (found === null) return undefined;
  return { year: Number(found[1]), month: Number(found[3]), day: Number(found[4]) };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Feb 1, 1985`, `1 February 1985`, `01-Feb-1985`. */
export function readNamedMonth(value: string): ReadDate | undefined {
  const dayFirst = /^(\d{1,2})[ .-]+([a-z]{3})[a-z]*[ .,-]+(\d{4})$/i.exec(value);
  const monthFirst = /^([a-z]{3})[a-z]*[ .-]+(\d{1,2})[ .,-]+(\d{4})$/i.exec(value);
  const [day, name, year] = dayFirst?.slice(1) ?? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  if (day === undefined || name === undefined) return undefined;
  return { year: Number(year), month: months.indexOf(name.toLowerCase()) + 1, day: Number(day) };
}

export function writeDate({ year, month, day }: ReadDate): string | undefined {
  if (!isDate(year, month, day)) return undefined;
  return `${pad(month)}/${pad(day)}/${String(year).padStart(4, '0')}`;
}

export function pad(value: number): string {
  return String(value).padStart(2, '0');
}
