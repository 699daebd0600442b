// The reasons that a job's log gives, with their lines of the CSV, and what of them may be kept.
import type { Logged, Reason } from '../../domain/history/importRecord.ts';
import { withoutValues } from '../agents/redact.ts';
import type { JobResults } from './jobResults.ts';

/** @param mostLines of each reason: the first. That so many thousands were imported needs no list. */
export function reasonsOf(known: JobResults, mostLines: number): readonly Reason[] {
  const groups = known.rows.groups();
  const numbers = known.rows.firstNumbers(groups, mostLines);
  return groups.map(({ outcome, reason, count }, index) => {
    const lines = outcome === 'SUCCEEDED' ? [] : (numbers[index] ?? []);
    return { outcome, reason, count, lines: lines.flatMap((number) => known.lineOf(number) ?? []) };
  });
}

/** A service may quote what is in a row: reasons that differ in nothing else become one. */
export function reasonsWithoutValues(reasons: readonly Reason[], mostLines: number): readonly Reason[] {
  const merged = new Map<string, Reason>();
  for (const each of reasons) {
    const reason = withoutValues(each.reason);
    const key = `${each.outcome} ${reason}`;
    const { count, lines } = merged.get(key) ?? { count: 0, lines: [] };
    const all = [...lines, ...each.lines].sort((a, b) => a - b).slice(0, mostLines);
    merged.set(key, { outcome: each.outcome, reason, count: count + each.count, lines: all });
  }
  return [...merged.values()].sort((a, b) => b.count - a.count);
}

/** Kept with the history, where nobody reads more. */
const [keptReasons, keptLines] = [100, 20];

/** What is remembered of a log. Without lines while it is not certain which those are. */
export function loggedOf(known: JobResults): Logged {
  const mostLines = known.isCertain ? keptLines : 0;
  const reasons = reasonsWithoutValues(reasonsOf(known, mostLines), mostLines);
  return { rows: known.rows.size, reasons: reasons.slice(0, keptReasons) };
}
