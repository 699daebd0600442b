// The progress of a rehearsal.
import type { ImportPart } from '../../domain/imports/import.ts';
import type { PartActivity } from '../../domain/imports/services.ts';
import { processedUsers, type ImportJob } from '../../domain/jobs/job.ts';

/** The upload takes about one fifth of a job's time, and reading its log two fifths. */
const shares = { uploaded: 0.2, imported: 0.6 };

/** Counts by rows, over all jobs. */
export class RehearsalProgress {
  readonly #parts: readonly ImportPart[];
  readonly #onProgress: (share: number) => void;
  readonly #total: number;
  #index = 0;
  #before = 0;

  constructor(parts: readonly ImportPart[], onProgress: (share: number) => void) {
    this.#parts = parts;
    this.#onProgress = onProgress;
    this.#total = Math.max(
      1,
      parts.reduce((sum, { rows }) => sum + rows, 0),
    );
  }

  begin(index: number): void {
    this.#index = index;
    this.#before = this.#parts.slice(0, index).reduce((sum, { rows }) => sum + rows, 0);
  }

  report(activity: PartActivity): void {
    if (activity.kind === 'uploading')
      this.#show((shares.uploaded * activity.sentBytes) / Math.max(1, activity.totalBytes));
    if (activity.kind === 'importing') this.#imported(activity.job);
  }

  logged(rows: number): void {
    this.#show(shares.imported + (1 - shares.imported) * this.#shareOf(rows));
  }

  #imported(job: ImportJob): void {
    this.#show(shares.uploaded + (shares.imported - shares.uploaded) * this.#shareOf(processedUsers(job)));
  }

  #shareOf(rows: number): number {
    return Math.min(1, rows / Math.max(1, this.#rows));
  }

  get #rows(): number {
    return this.#parts[this.#index]?.rows ?? 0;
  }

  #show(share: number): void {
    this.#onProgress((this.#before + share * this.#rows) / this.#total);
  }
}
