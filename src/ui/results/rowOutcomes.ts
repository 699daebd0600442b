// Failed and skipped rows of a CSV, merged across the jobs of a batch, failures first.
import type { LineNumbering } from '../../domain/results/lineBase.ts';
import type { JobResults } from './jobResults.ts';
import type { ListedOutcome } from './resultWords.ts';

export interface RowOutcome {
  /** The line in the CSV that the user chose. */
  readonly line: number;
  readonly outcome: ListedOutcome;
  readonly reason: string;
  /** False: the log may mean another row. */
  readonly isCertain: boolean;
}

/** The outcomes in one job's log. */
export interface JobOutcomes {
  /** Failed rows first, at most as many as are ever listed. */
  readonly rows: readonly RowOutcome[];
  /** Rows that failed or were skipped, listed or not. */
  readonly count: number;
}

export function outcomesOf(
  results: Pick<JobResults, 'lines' | 'rows'> & { readonly numbering: Pick<LineNumbering, 'certain'> },
  most: number,
): JobOutcomes {
  const isCertain = results.numbering.certain;
  const rows: RowOutcome[] = [];
  for (const [logged, outcome] of [
    ['FAILED', 'failed'],
    ['SKIPPED', 'skipped'],
  ] as const) {
    for (const { line, reason } of results.lines(logged)) {
      if (rows.length === most) break;
      rows.push({ line, outcome, reason, isCertain });
    }
  }
  return { rows, count: results.rows.count('FAILED') + results.rows.count('SKIPPED') };
}

/** The outcomes of all jobs, failed rows first. @param most the number of rows. */
export function listOutcomes(
  jobs: readonly JobOutcomes[],
  most: number,
): { readonly rows: readonly RowOutcome[]; readonly hidden: number } {
  const rows = (['failed', 'skipped'] as const)
    .flatMap((wanted) => jobs.flatMap((job) => job.rows.filter(({ outcome }) => outcome === wanted)))
    .slice(0, most);
  return { rows, hidden: jobs.reduce((sum, { count }) => sum + count, 0) - rows.length };
}
