// Drives batches: a part's job is made only when the one before is over, and each step is written down, so that no part runs twice.
import type { Clock } from '../base/clock.ts';
import { Owner } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { FailureError, failureOf, type Failure } from '../connections/failure.ts';
import {
  failedPart,
  nextPart,
  partRun,
  partRunId,
  resultOf,
  withPart,
  type BatchMemory,
  type BatchPart,
  type ImportBatch,
} from './batch.ts';
import { BatchRecords } from './batchRecords.ts';
import type { ImportJob } from '../jobs/job.ts';
import { isDone, type ImportRun } from './run.ts';
import { elsewhere, type ImportRuns, type Lock } from './runs.ts';
import type { RunActivity } from './runServices.ts';

/** What a batch is doing right now. */
export type BatchActivity =
  /** Writing the files of the parts; `share` of them, in [0, 1]. */
  | { readonly kind: 'splitting'; readonly share: number }
  /** A part's job, counted from 1, is on its way to running. */
  | { readonly kind: 'preparing'; readonly part: number; readonly step: RunActivity }
  /** A part's job runs. */
  | { readonly kind: 'importing'; readonly part: number; readonly job: ImportJob };

/** A batch as it is shown. Without activity and failure it is over, or waits for the user. */
export interface BatchView {
  readonly batch: ImportBatch;
  readonly activity?: BatchActivity;
  readonly failure?: Failure;
}

export interface ImportBatchesOptions {
  readonly clock: Clock;
  readonly memory: BatchMemory;
  readonly lock: Lock;
  readonly runs: ImportRuns;
  /** Writes the CSVs of cut parts, again where an earlier window has. @returns all parts, each with its CSV. @throws FailureError */
  readonly split: (
    batch: ImportBatch,
    tell: (share: number) => void,
    signal: AbortSignal,
  ) => Promise<readonly BatchPart[]>;
  /** Removes what `split` has written. Never rejects. */
  readonly removeFiles: (batchId: string) => Promise<void>;
  /** Resolves with the run's job when it is over. @throws FailureError, also when aborted. */
  readonly ended: (run: ImportRun, tell: (job: ImportJob) => void, signal: AbortSignal) => Promise<ImportJob>;
}

export class ImportBatches extends Owner {
  readonly #options: ImportBatchesOptions;
  readonly #records: BatchRecords;
  readonly #live = new Map<string, AbortController>();
  readonly #changes = this.own(new Emitter<BatchView>());

  /** A batch has come further. */
  readonly onChange = this.#changes.subscribe;

  constructor(options: ImportBatchesOptions) {
    super();
    this.#options = options;
    this.#records = new BatchRecords(options.memory, options.removeFiles);
  }

  /** The batch that a job is of, and which of its parts, counted from 1. */
  ofJob(
    userPoolId: string,
    jobId: string,
  ): { readonly batch: ImportBatch; readonly number: number; readonly part: BatchPart } | undefined {
    const place = this.#options.runs.ofJob(userPoolId, jobId)?.batch;
    for (const batch of this.#records.all()) {
      const index =
        batch.id === place?.id
          ? place.part - 1
          : batch.parts.findIndex((part) => batch.userPoolId === userPoolId && part.jobId === jobId);
      const part = batch.parts[index];
      if (part) return { batch, number: index + 1, part };
    }
    return undefined;
  }

  /** Whether the batch tells of the job's end, so that nobody else needs to. */
  tellsOf(userPoolId: string, jobId: string): boolean {
    const found = this.ofJob(userPoolId, jobId);
    return found !== undefined && (found.part.result !== undefined || found.batch.state === 'running');
  }

  /** Batches that are not over and that no window is driving. */
  async unfinished(): Promise<readonly ImportBatch[]> {
    const free: ImportBatch[] = [];
    for (const batch of this.#records.all()) {
      if (batch.state === 'over') continue;
      const lock = await this.#options.lock(batch.id);
      if (!lock) continue;
      await lock.release();
      free.push(batch);
    }
    return free;
  }

  /** Takes up a new batch and drives it to its end, or until a part ends badly, a step fails or it is cancelled. Never rejects. */
  async begin(batch: ImportBatch): Promise<BatchView> {
    await this.#records.save(batch);
    return this.resume(batch.id);
  }

  /** Goes on from where the batch stands, past a part that has ended badly. Never rejects. */
  async resume(id: string): Promise<BatchView> {
    const lock = await this.#options.lock(id);
    try {
      // Only who holds the lock knows how far it is.
      const batch = this.#records.get(id);
      return lock ? await this.#take(batch) : { batch, failure: elsewhere };
    } finally {
      await lock?.release();
    }
  }

  /** Ends the step under way; a job that runs goes on. */
  cancel(id: string): void {
    this.#live.get(id)?.abort();
  }

  /** Ends a batch where it stands. What was imported stays. Does nothing where a window is driving it. */
  async discard(id: string): Promise<void> {
    const lock = await this.#options.lock(id);
    try {
      if (lock) await this.#end(this.#records.get(id));
    } finally {
      await lock?.release();
    }
  }

  override dispose(): void {
    for (const stop of this.#live.values()) stop.abort();
    super.dispose();
  }

  async #take(first: ImportBatch): Promise<BatchView> {
    if (first.state === 'over') return { batch: first };
    const stop = new AbortController();
    this.#live.set(first.id, stop);
    let view: BatchView;
    try {
      await this.#records.save({ ...first, state: 'running' });
      view = { batch: await this.#drive(first.id, stop.signal) };
    } catch (error) {
      view = { batch: this.#records.get(first.id), failure: stop.signal.aborted ? paused : failureOf(error) };
    } finally {
      this.#live.delete(first.id);
    }
    const isAtEnd = nextPart(view.batch) === view.batch.parts.length;
    const batch = isAtEnd ? await this.#end(view.batch) : await this.#pause(view.batch);
    return this.#show({ ...view, batch });
  }

  /** Until all parts are over, or one of them has ended badly. */
  async #drive(id: string, signal: AbortSignal): Promise<ImportBatch> {
    let batch = this.#records.get(id);
    if (batch.parts.some(({ csv }) => csv === undefined)) batch = await this.#split(batch, signal);
    for (let index = nextPart(batch); index < batch.parts.length; index++) {
      signal.throwIfAborted();
      if (batch.parts[index]?.jobId === undefined) batch = await this.#start(batch, index, signal);
      signal.throwIfAborted();
      batch = await this.#await(batch, index, signal);
      if (failedPart(batch)) break;
    }
    return batch;
  }

  async #split(batch: ImportBatch, signal: AbortSignal): Promise<ImportBatch> {
    const tell = (share: number): void => void this.#show({ batch, activity: { kind: 'splitting', share } });
    const parts = await this.#options.split(batch, tell, signal);
    signal.throwIfAborted();
    return this.#records.save({ ...batch, parts });
  }

  /** @returns the batch with the part's job, which has started. @throws FailureError */
  async #start(batch: ImportBatch, index: number, signal: AbortSignal): Promise<ImportBatch> {
    const { runs, clock } = this.#options;
    const id = partRunId(batch, index);
    const part = index + 1;
    const listening = runs.onChange(({ run, activity: step }) => {
      if (run.id === id && step) this.#show({ batch, activity: { kind: 'preparing', part, step } });
    });
    const cancel = (): void => runs.cancel(id);
    signal.addEventListener('abort', cancel);
    try {
      const fresh = runs.view(id) ? undefined : partRun(batch, index, clock.now());
      const { run, failure } = fresh ? await runs.begin(fresh) : await runs.resume(id);
      if (failure) throw new FailureError(failure);
      return await this.#records.save(
        withPart(batch, index, run.jobId === undefined ? {} : { jobId: run.jobId }),
      );
    } finally {
      listening.dispose();
      signal.removeEventListener('abort', cancel);
    }
  }

  /** @returns the batch with the result of the part's job. @throws FailureError */
  async #await(batch: ImportBatch, index: number, signal: AbortSignal): Promise<ImportBatch> {
    const run = partRun(batch, index, this.#options.clock.now());
    if (!run) throw new Error(`Part ${index + 1} has no CSV.`);
    const tell = (job: ImportJob): void =>
      void this.#show({ batch, activity: { kind: 'importing', part: index + 1, job } });
    const job = await this.#options.ended(run, tell, signal);
    return this.#records.save(withPart(batch, index, { result: resultOf(job) }));
  }

  /** A window that closes leaves the batch as running: the next one offers to go on with it. */
  #pause(batch: ImportBatch): Promise<ImportBatch> {
    return this.isDisposed ? Promise.resolve(batch) : this.#records.save({ ...batch, state: 'paused' });
  }

  async #end(batch: ImportBatch): Promise<ImportBatch> {
    const { runs, removeFiles } = this.#options;
    const over = await this.#records.save({ ...batch, state: 'over' });
    const run = runs.view(partRunId(batch, nextPart(batch)))?.run;
    if (run && !isDone(run)) await runs.discard(run.id);
    await removeFiles(batch.id);
    return over;
  }

  #show(view: BatchView): BatchView {
    if (!this.isDisposed) this.#changes.emit(view);
    return view;
  }
}

const paused: Failure = { kind: 'cancelled', message: 'The import was paused.', action: { type: 'retry' } };
