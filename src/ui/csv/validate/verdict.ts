// Texts of a validation's result.
import { rules, type RuleId } from '../../../csv/validate/rules.ts';
import type { ValidationSummary } from '../../../csv/validate/validate.ts';
import { count } from '../../../domain/jobs/jobWords.ts';

/** Whether every row would be imported, as far as validation can tell. */
export function isGood({ jobFails, rows, ready, uncertain }: ValidationSummary): boolean {
  return !jobFails && rows === ready + uncertain;
}

export type RowCounts = Pick<ValidationSummary, 'rows' | 'ready' | 'failed' | 'skipped' | 'uncertain'>;

/** `1,204 users: 1,180 ready, 20 will fail, 4 duplicates`. */
export function rowCounts({ rows, ready, failed, skipped, uncertain }: RowCounts, locale: string): string {
  const number = (value: number): string => value.toLocaleString(locale);
  const parts = [`${number(ready)} ready`];
  if (failed > 0) parts.push(`${number(failed)} will fail`);
  if (skipped > 0) parts.push(count(skipped, 'duplicate', 'duplicates', locale));
  if (uncertain > 0) parts.push(`${number(uncertain)} uncertain`);
  return `${count(rows, 'user', 'users', locale)}: ${parts.join(', ')}`;
}

/** A few words for a status bar. */
export function shortVerdict(summary: ValidationSummary, locale: string): string {
  const { jobFails, failed, skipped, ready, rows } = summary;
  if (jobFails) return 'The import would fail';
  if (rows === 0) return 'No users';
  const bad = failed + skipped;
  return bad > 0
    ? `${bad.toLocaleString(locale)} of ${rows.toLocaleString(locale)} users would not be imported`
    : `${count(ready, 'user', 'users', locale)} ready`;
}

/** The whole result, for a notification. */
export function verdictMessage(
  name: string,
  poolName: string,
  summary: ValidationSummary,
  locale: string,
): string {
  const sentences = [`${name} for ${poolName} – ${rowCounts(summary, locale)}.`];
  if (summary.jobFails) sentences.push('The import as a whole would fail.');
  const reasons = reasonWords(summary, locale);
  if (reasons !== '') sentences.push(reasons);
  if (summary.hashAlgorithm !== undefined)
    sentences.push(`Password hashes are read as ${summary.hashAlgorithm}.`);
  return sentences.join(' ');
}

/** `Most often: Birthdates are written mm/dd/yyyy (12) · …`; '' where no error was found. */
export function reasonWords(summary: ValidationSummary, locale: string): string {
  const words = topReasons(summary).map(
    ({ rule, count: places }) => `${rules[rule].title.replace(/\.$/, '')} (${places.toLocaleString(locale)})`,
  );
  return words.length > 0 ? `Most often: ${words.join(' · ')}.` : '';
}

/** The rules that keep users from being imported: first those that fail the job, then by frequency. */
function topReasons({
  counts,
}: ValidationSummary): readonly { readonly rule: RuleId; readonly count: number }[] {
  const rank = (rule: RuleId): number => (rules[rule].effect === 'failsJob' ? 0 : 1);
  return counts
    .filter(({ rule }) => rules[rule].severity === 'error')
    .toSorted((a, b) => rank(a.rule) - rank(b.rule))
    .slice(0, shownReasons);
}

const shownReasons = 3;
