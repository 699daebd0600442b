// The reasons in a job's log, with their lines of the CSV, and the form in which they may be stored.
import type { Logged, Reason } from '../../domain/history/importRecord.ts';
import { withoutValues } from '../agents/redact.ts';
import type { JobResults } from './jobResults.ts';

/** @param mostLines lines per reason, the first ones. Imported rows get no lines. */
export function reasonsOf(known: JobResults, mostLines: number): readonly Reason[] {
  const groups = known.rows.groups();
  const numbers = known.rows.firstNumbers(groups, mostLines);
  return groups.map(({ outcome, reason, count }, index) => {
    const lines = outcome === 'SUCCEEDED' ? [] : (numbers[index] ?? []);
    return { outcome, reason, count, lines: lines.flatMap((number) => known.lineOf(number) ?? []) };
  });
}

/** Removes values of rows, which a service may quote, and merges reasons that are equal without them. */
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

/** Limits of what the history stores per log; nobody reads more there. */
const [keptReasons, keptLines] = [100, 20];

/** What the history stores about a log. It has no lines unless the numbering is certain. */
export function loggedOf(known: JobResults): Logged {
  const mostLines = known.isCertain ? keptLines : 0;
  const reasons = reasonsWithoutValues(reasonsOf(known, mostLines), mostLines);
  return { rows: known.rows.size, reasons: reasons.slice(0, keptReasons) };
}
