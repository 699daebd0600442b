// Fixes of birthdates: always by the order of the whole column, never of one cell alone.
import { rewriteDate, type DateDecision, type DateOrder } from '../values/dates.ts';
import { escapeValue, unescapeValue } from '../read/dialect.ts';
import type { Edit, Fix, FixContext } from './edit.ts';
import type { Place } from '../validate/finding.ts';
import type { RuleId } from '../validate/rules.ts';

const dateRules: ReadonlySet<RuleId> = new Set([
  'birthdate-format',
  'birthdate-impossible',
  'birthdate-order',
]);

/** Whether a rule is about a date of a column; all of them are fixed together or not at all. */
export function isDateRule(rule: RuleId): boolean {
  return dateRules.has(rule);
}

/**
 * Fixes for one birthdate. Where the column does not have the month first, the whole column is rewritten: a single date put in the
 * service's order would be taken for evidence of the others' order.
 */
export function fixDate(place: Place, lineText: string, { header, dates }: FixContext): readonly Fix[] {
  if (dates === undefined) return [];
  const value = unescapeValue(lineText.slice(place.start, place.end));
  if (dates.apply === 'mdy') return fixOne(place, value, dates);
  const index = header.columns.findIndex(({ kind }) => kind === 'birthdate');
  const ofColumn = (order: DateOrder, safe: boolean): Fix => {
    const decision = { ...dates, apply: order };
    return {
      title: `Change all birthdates to mm/dd/yyyy, reading the ${order === 'mdy' ? 'month' : 'day'} first`,
      safe,
      edits: [{ kind: 'rewriteDates', index, width: header.columns.length, dates: decision }],
    };
  };
  if (dates.apply === 'dmy') return rewriteDate(value, dates) === undefined ? [] : [ofColumn('dmy', true)];
  const orders = ['mdy', 'dmy'] as const;
  const isReadable = orders.some((apply) => rewriteDate(value, { ...dates, apply }) !== undefined);
  return isReadable ? orders.map((order) => ofColumn(order, false)) : [];
}

/** The last years of the two centuries that a year of two digits can be of. */
const centuries = [1999, 2099] as const;

function fixOne(place: Place, value: string, dates: DateDecision): readonly Fix[] {
  const fixOf = (text: string | undefined, safe: boolean): Fix[] =>
    text === undefined || text === value
      ? []
      : [{ title: `Change to “${text}”`, safe, edits: [replace(place, text)] }];
  const text = rewriteDate(value, dates);
  if (text !== undefined) return fixOf(text, true);
  return centuries.flatMap((latestYear) => fixOf(rewriteDate(value, { ...dates, latestYear }), false));
}

/** One date of a column that is rewritten as a whole; undefined if it stays as it is. */
export function rewriteAt(place: Place, lineText: string, { dates }: FixContext): Edit | undefined {
  const value = unescapeValue(lineText.slice(place.start, place.end));
  const text = dates === undefined ? undefined : rewriteDate(value, dates);
  return text === undefined || text === value ? undefined : replace(place, text);
}

function replace({ line, start, end }: Place, text: string): Edit {
  return { kind: 'replace', line, start, end, text: escapeValue(text) };
}
