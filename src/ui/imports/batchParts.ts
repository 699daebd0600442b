// What a validation says of splitting: whether a CSV is too large for one job, whether the rest of it is fine, and what its parts are.
import { rules, type RuleId } from '../../csv/rules.ts';
import type { SplitPlan } from '../../csv/split.ts';
import type { ValidationSummary } from '../../csv/validate.ts';
import type { RowCounts } from '../csv/validate/verdict.ts';
import type { BatchPart } from '../../domain/imports/batch.ts';
import type { CsvFile } from '../../domain/imports/run.ts';

const sizeRules: readonly RuleId[] = ['file-too-large', 'too-many-rows'];

/** Whether one job cannot take it. */
export function isTooLarge({ counts }: ValidationSummary): boolean {
  return counts.some(({ rule }) => sizeRules.includes(rule));
}

/** Whether every user would be imported, as far as is known, were the CSV split where it is too large. */
export function isFineInParts({ counts, rows, ready, uncertain }: ValidationSummary): boolean {
  const fails = counts.some(({ rule }) => rules[rule].effect === 'failsJob' && !sizeRules.includes(rule));
  return !fails && rows === ready + uncertain;
}

/** @param plan absent where the CSV is imported whole. */
export function toParts(source: CsvFile, plan: SplitPlan | undefined): readonly BatchPart[] {
  if (!plan) return [{ source, csv: source, rows: source.rows }];
  const { header, parts } = plan;
  return parts.map(({ start, end, firstLine, rows }) => ({
    source,
    cut: { header, start, end, firstLine },
    rows,
  }));
}

/** The numbers of several CSVs together. */
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

/** The CSVs among the files of a folder, in the order a person has them: `users-2` before `users-10`. */
export function csvNames(files: readonly string[], locale: string): readonly string[] {
  const order = new Intl.Collator(locale, { numeric: true });
  return files.filter((name) => /\.csv$/i.test(name)).toSorted((a, b) => order.compare(a, b));
}
