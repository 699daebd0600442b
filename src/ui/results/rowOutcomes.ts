// What became of the rows of one CSV, also where several jobs had a part of it each: the worst of it first, and how much is left out.
import type { ImportResults } from '../../csv/results.ts';

export interface RowOutcome {
  /** Of the CSV that the user chose. */
  readonly line: number;
  readonly outcome: 'FAILED' | 'SKIPPED';
  readonly reason: string;
}

/** What one job's log says. */
export interface JobOutcomes {
  /** Failed rows first, as many as are ever listed. */
  readonly rows: readonly RowOutcome[];
  /** Rows that failed or were skipped, listed or not. */
  readonly count: number;
}

/** @param lineOf the line of the CSV that a line of the uploaded file is. */
export function outcomesOf(
  results: ImportResults,
  lineOf: (line: number) => number,
  most: number,
): JobOutcomes {
  const rows: RowOutcome[] = [];
  for (const outcome of ['FAILED', 'SKIPPED'] as const) {
    for (const { line, reason } of results.lines(outcome)) {
      if (rows.length === most) break;
      rows.push({ line: lineOf(line), outcome, reason });
    }
  }
  return { rows, count: results.count('FAILED') + results.count('SKIPPED') };
}

/** Failed rows of all jobs first, at most so many. */
export function listOutcomes(
  jobs: Iterable<JobOutcomes>,
  most: number,
): { readonly rows: readonly RowOutcome[]; readonly hidden: number } {
  const all = [...jobs];
  const rows = (['FAILED', 'SKIPPED'] as const)
    .flatMap((wanted) => all.flatMap((job) => job.rows.filter(({ outcome }) => outcome === wanted)))
    .slice(0, most);
  return { rows, hidden: all.reduce((sum, { count }) => sum + count, 0) - rows.length };
}
