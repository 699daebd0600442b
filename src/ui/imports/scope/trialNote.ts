// A note that the rest waits, shown wherever a trial's job is shown.
import type { ImportStore } from '../../../domain/imports/importStore.ts';
import { waitingRows } from '../../../domain/imports/trial.ts';
import type { JobRef } from '../../../domain/jobs/job.ts';
import { count } from '../../../domain/jobs/jobWords.ts';

export interface JobNotes {
  /** The open decision about a job, in a sentence or two; undefined if there is none. */
  readonly of: (ref: JobRef, locale: string) => string | undefined;
  /** Notes may have changed. */
  readonly onChange: ImportStore['onChange'];
}

export function trialNotes(store: Pick<ImportStore, 'all' | 'onChange'>): JobNotes {
  return {
    onChange: store.onChange,
    of: (ref, locale) => {
      const rows = waitingRows(store.all(), ref);
      if (rows === undefined) return undefined;
      const waiting = `${count(rows, 'row waits', 'rows wait', locale)} for your decision`;
      return `This was a trial: the other ${waiting}. Resume Import… asks for it.`;
    },
  };
}
