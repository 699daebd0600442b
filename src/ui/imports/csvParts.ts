// Tells whether a CSV is too large for one job, and whether it has no other problem.
import { isAfterFile } from '../../csv/afterFile.ts';
import { rules, type RuleId } from '../../csv/validate/rules.ts';
import type { ValidationSummary } from '../../csv/validate/validate.ts';
import type { RowCounts } from '../csv/validate/verdict.ts';

const sizeRules: readonly RuleId[] = ['file-too-large', 'too-many-rows'];

/** Whether the CSV exceeds the limits of one job. */
export function isTooLarge({ counts }: ValidationSummary): boolean {
  return counts.some(({ rule }) => sizeRules.includes(rule));
}

/** Whether every user would be imported if a CSV that is too large were split. */
export function isFineInParts({ counts, rows, ready, uncertain }: ValidationSummary): boolean {
  const fails = counts.some(({ rule }) => rules[rule].effect === 'failsJob' && !sizeRules.includes(rule));
  return !fails && rows === ready + uncertain;
}

/** The counts of several CSVs added up. */
export function totalCounts(summaries: readonly ValidationSummary[]): RowCounts {
  const sum = (key: keyof RowCounts): number => summaries.reduce((total, summary) => total + summary[key], 0);
  return {
    rows: sum('rows'),
    ready: sum('ready'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    uncertain: sum('uncertain'),
  };
}

/** The import CSVs among the files of a folder, with numbers in their natural order: `users-2` before `users-10`. */
export function csvNames(files: readonly string[], locale: string): readonly string[] {
  const order = new Intl.Collator(locale, { numeric: true });
  return files
    .filter((name) => /\.csv$/i.test(name) && !isAfterFile(name))
    .toSorted((a, b) => order.compare(a, b));
}
