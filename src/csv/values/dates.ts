// Decides the order of day and month for a whole column of dates, and rewrites dates as mm/dd/yyyy.
import {
  expandYear,
  isDate,
  leapYear,
  pad,
  readDotted,
  readIsoDate,
  readNamedMonth,
  readNumbers,
  writeDate,
} from './dateForms.ts';

/** The two orders of `1/2/1985`. */
export type DateOrder = 'mdy' | 'dmy';

/**
 * Evidence in a column's dates for their order. Plain numbers, so that it can be posted between threads. Only dates
 * with a slash or hyphen and the year last depend on an order: the ISO form, dotted dates (dd.mm) and named months do not.
 */
export interface DateEvidence {
  /** Dates that exist only with the month first, and the line of the first one; 0 for none. */
  monthFirst: number;
  monthFirstLine: number;
  /** Dates that exist only with the day first. */
  dayFirst: number;
  dayFirstLine: number;
  /** Dates that exist in both orders and mean different days. */
  either: number;
  /** The dates of `either` that are not in the service's form, such as `2/1/1985`. */
  loose: number;
  /** Dates with a year of two digits. */
  shortYears: number;
}

/** The user's answer about a column whose dates do not show their order. */
export interface DateChoice {
  readonly order?: DateOrder;
  /** A year of two digits is read as the last such year up to this one: with 2026, `85` is 1985 and `05` is 2005. */
  readonly latestYear?: number;
}

export interface DateDecision {
  /** What the dates show. ymd: no date depends on an order. ambiguous: none shows it. contradictory: some show one, some the other. */
  readonly order: 'ymd' | DateOrder | 'ambiguous' | 'contradictory';
  /** The order in which dates are rewritten; undefined if the user must choose first; until then no date is changed. */
  readonly apply: DateOrder | undefined;
  readonly latestYear: number | undefined;
  readonly evidence: Readonly<DateEvidence>;
}

export function newDateEvidence(): DateEvidence {
  return {
    monthFirst: 0,
    monthFirstLine: 0,
    dayFirst: 0,
    dayFirstLine: 0,
    either: 0,
    loose: 0,
    shortYears: 0,
  };
}

/** Counts one value of the column, un-escaped and trimmed. @returns whether it is in the service's form and exists in both orders. */
export function addDate(evidence: DateEvidence, value: string, line: number): boolean {
  const date = readNumbers(value);
  if (date === undefined) return false;
  const { first, second, year, isShort, isWritten } = date;
  if (isShort) evidence.shortYears++;
  const checkedYear = isShort ? leapYear : year;
  const month = isDate(checkedYear, first, second);
  const day = isDate(checkedYear, second, first);
  if (month && day) {
    if (first === second) return false;
    evidence.either++;
    if (!isWritten) evidence.loose++;
    return isWritten;
  }
  if (month) {
    if (evidence.monthFirst++ === 0) evidence.monthFirstLine = line;
  } else if (day && isShort && year <= 31) {
    // `31/12/05` may be a date of 2031 with the year first, so it proves nothing.
    evidence.either++;
    evidence.loose++;
  } else if (day) {
    if (evidence.dayFirst++ === 0) evidence.dayFirstLine = line;
  }
  return false;
}

/** Where the dates come from: dates of an import CSV in the service's form are taken as the service reads them, unless the column contradicts that. */
export type DateOrigin = 'importCsv' | 'otherSystem';

/**
 * The one place where the order of a column is decided. While it is not, no date is rewritten, not even one that has only one reading:
 * it would be evidence for the others the next time, and decide them silently.
 */
export function decideDates(
  evidence: Readonly<DateEvidence>,
  choice: DateChoice = {},
  origin: DateOrigin = 'importCsv',
): DateDecision {
  const order = orderOf(evidence);
  const isHarmless = order === 'ambiguous' && evidence.loose === 0 && origin === 'importCsv';
  const shown = order === 'ymd' || isHarmless ? 'mdy' : order;
  const decided = shown === 'mdy' || shown === 'dmy' ? shown : undefined;
  return { order, apply: choice.order ?? decided, latestYear: choice.latestYear, evidence };
}

function orderOf({ dayFirst, monthFirst, either }: Readonly<DateEvidence>): DateDecision['order'] {
  if (dayFirst > 0) return monthFirst > 0 ? 'contradictory' : 'dmy';
  if (monthFirst > 0) return 'mdy';
  return either > 0 ? 'ambiguous' : 'ymd';
}

/** What the user must answer before all dates of the column can be rewritten. */
export function openDateQuestions({ apply, latestYear, evidence }: DateDecision): {
  readonly order: boolean;
  readonly years: boolean;
} {
  return { order: apply === undefined, years: evidence.shortYears > 0 && latestYear === undefined };
}

/** Whether dates that are in the service's form may yet mean another day. */
export function doubtsWrittenDates({ order }: DateDecision): boolean {
  return order === 'dmy' || order === 'contradictory';
}

/**
 * The date in the service's form, mm/dd/yyyy. If the year has two digits and must not be guessed, only day and month are
 * put in order. Undefined if it cannot be read, or the column's order is not known.
 */
export function rewriteDate(value: string, { apply, latestYear }: DateDecision): string | undefined {
  if (apply === undefined) return undefined;
  const fixed = readIsoDate(value) ?? readNamedMonth(value);
  if (fixed !== undefined) return writeDate(fixed);
  const dotted = readDotted(value, latestYear);
  if (dotted !== undefined) return writeDate(dotted);
  const date = readNumbers(value);
  if (date === undefined) return undefined;
  const { first, second, year, isShort } = date;
  const monthFirst = { year, month: first, day: second };
  const dayFirst = { year, month: second, day: first };
  const chosen = apply === 'mdy' ? monthFirst : dayFirst;
  if (isShort) {
    if (latestYear !== undefined) return writeDate({ ...chosen, year: expandYear(year, latestYear) });
    if (apply === 'mdy' || !isDate(leapYear, chosen.month, chosen.day)) return undefined;
    return `${pad(second)}/${pad(first)}/${pad(year)}`;
  }
  return writeDate(chosen) ?? writeDate(apply === 'mdy' ? dayFirst : monthFirst);
}
