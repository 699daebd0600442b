// Compares two imports: which failure reasons are gone, which remain, and which are new.
import type { LogOutcome } from '../results/lineBase.ts';
import type { ImportRecord, Logged } from './importRecord.ts';

export type ReasonChange = 'gone' | 'fewer' | 'same' | 'more' | 'new';

export interface ReasonDifference {
  readonly outcome: LogOutcome;
  readonly reason: string;
  /** Rows in the first run and in the second. */
  readonly before: number;
  readonly after: number;
  readonly change: ReasonChange;
}

/** `unknown`: the imported file of one of the runs is not known. */
export type FileChange = 'same' | 'changed' | 'otherFile' | 'unknown';

export function fileChange(first: ImportRecord, second: ImportRecord): FileChange {
  if (!first.csv || !second.csv) return 'unknown';
  if (first.csv.sha256 === second.csv.sha256) return 'same';
  return fileName(first) === fileName(second) ? 'changed' : 'otherFile';
}

/** Whether both imported the same file: by its content, or by its name if the content has changed. */
export function isSameFile(one: ImportRecord, other: ImportRecord): boolean {
  const change = fileChange(one, other);
  return change === 'same' || change === 'changed';
}

/** Undefined where it is not known. */
export function fileName({ csv }: Pick<ImportRecord, 'csv'>): string | undefined {
  return csv?.path.split(/[\\/]/).at(-1);
}

/** Reasons of rows that did not become users, those with the most rows first. */
export function compareReasons(first: Logged, second: Logged): readonly ReasonDifference[] {
  const all = new Map<string, { readonly outcome: LogOutcome; readonly reason: string; counts: number[] }>();
  for (const [run, { reasons }] of [first, second].entries()) {
    for (const { outcome, reason, count } of reasons) {
      if (outcome === 'SUCCEEDED') continue;
      const key = `${outcome} ${reason}`;
      const known = all.get(key) ?? { outcome, reason, counts: [0, 0] };
      known.counts[run] = (known.counts[run] ?? 0) + count;
      all.set(key, known);
    }
  }
  return [...all.values()]
    .map(({ outcome, reason, counts: [before = 0, after = 0] }) => {
      return { outcome, reason, before, after, change: changeOf(before, after) };
    })
    .sort((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after));
}

function changeOf(before: number, after: number): ReasonChange {
  if (before === after) return 'same';
  if (before === 0) return 'new';
  if (after === 0) return 'gone';
  return after < before ? 'fewer' : 'more';
}
