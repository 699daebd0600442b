// Drives imports from CSV to running job, each step written down before the next, so that nothing is lost or made twice.
import type { Clock } from '../base/clock.ts';
import { Owner } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { failureOf, type Failure } from '../connections/failure.ts';
import { isDone, type ImportRun, type RunMemory } from './run.ts';
import type { Blocker, RunActivity, RunServices } from './runServices.ts';
import { RunSteps } from './runSteps.ts';
import { blockerOf } from './startRun.ts';

/** A run as it is shown. Without activity and failure it is waiting to be resumed, or done. */
export interface RunView {
  readonly run: ImportRun;
  readonly activity?: RunActivity;
  readonly failure?: Failure;
  /** The job that keeps this one from starting. */
  readonly blocker?: Blocker;
}

/** Held by one window at a time; undefined when another window has it. */
export type Lock = (runId: string) => Promise<{ release(): Promise<void> } | undefined>;

export interface ImportRunsOptions extends RunServices {
  readonly clock: Clock;
  readonly memory: RunMemory;
  readonly lock: Lock;
}

/** Runs that are done are kept for their file and row count; so many of them. */
const keptDone = 100;

export class ImportRuns extends Owner {
  readonly #options: ImportRunsOptions;
  readonly #steps: RunSteps;
  readonly #live = new Map<string, { view: RunView; readonly stop: AbortController }>();
  /** What this window drives or is about to; each ends with the run's lock released. */
  readonly #driven = new Map<string, Promise<RunView>>();
  readonly #changes = this.own(new Emitter<RunView>());

  /** A run has come a step further, failed, or was given up. */
  readonly onChange = this.#changes.subscribe;

  constructor(options: ImportRunsOptions) {
    super();
    this.#options = options;
    this.#steps = new RunSteps(options);
  }

  /** Every run that is kept, with what is going on in this window. */
  views(): readonly RunView[] {
    return this.#options.memory.loadRuns().map((run) => {
      const view = this.#live.get(run.id)?.view;
      if (view?.activity) return view;
      // Another window may have gone on with what has failed here.
      return isDone(run) ? { run } : { ...view, run };
    });
  }

  view(id: string): RunView | undefined {
    return this.views().find(({ run }) => run.id === id);
  }

  /** The run that made a job: its CSV and row count. */
  ofJob(userPoolId: string, jobId: string): ImportRun | undefined {
    return this.#options.memory
      .loadRuns()
      .find((run) => run.userPoolId === userPoolId && run.jobId === jobId);
  }

  /** Runs that are not done and that no window is driving. */
  async unfinished(): Promise<readonly ImportRun[]> {
    const free: ImportRun[] = [];
    for (const { run, activity } of this.views()) {
      if (isDone(run) || activity) continue;
      const lock = await this.#options.lock(run.id);
      if (!lock) continue;
      await lock.release();
      free.push(run);
    }
    return free;
  }

  /** Takes up a new run and drives it until it is done, fails, or is cancelled. Never rejects: see the view. */
  async begin(run: ImportRun): Promise<RunView> {
    if (this.#driven.has(run.id)) return { run, failure: underWay };
    return this.#take(run, () => {
      this.#save(run);
      return this.#drive(run, true);
    });
  }

  /** Goes on from where the run stands. Never rejects. */
  async resume(id: string): Promise<RunView> {
    const known = this.view(id);
    if (!known) throw new Error(`There is no import ${id}.`);
    return this.#goOn(known, {});
  }

  /** Changes whether a refused start waits for the job in its way. */
  async startWhenPossible(id: string): Promise<RunView | undefined> {
    const known = this.view(id);
    return known && this.#goOn(known, { start: true, queued: true });
  }

  /** Ends the step under way; the run stays as far as it has come. */
  cancel(id: string): void {
    this.#live.get(id)?.stop.abort();
  }

  /**
   * Forgets a run, ending it where this window drives it. A job that was created stays with the service and expires by itself.
   * @returns the run as it stands where it is kept: because another window drives it, or because it is done.
   */
  async discard(id: string): Promise<RunView | undefined> {
    this.cancel(id);
    await this.#driven.get(id);
    const known = this.view(id);
    if (!known) return undefined;
    return this.#locked<RunView | undefined>(known.run, () => {
      const run = this.#kept(id);
      if (run && isDone(run)) return Promise.resolve({ run });
      this.#live.delete(id);
      this.#options.memory.saveRuns(this.#options.memory.loadRuns().filter((other) => other.id !== id));
      return Promise.resolve(undefined);
    });
  }

  override dispose(): void {
    for (const { stop } of this.#live.values()) stop.abort();
    super.dispose();
  }

  async #goOn(known: RunView, change: Partial<ImportRun>): Promise<RunView> {
    const { id } = known.run;
    if (this.#driven.has(id) || isDone({ ...known.run, ...change })) return known;
    return this.#take(known.run, async () => {
      // Only who holds the lock knows how far it is.
      const kept = this.#kept(id);
      if (!kept) return { run: known.run, failure: givenUp };
      const run = { ...kept, ...change };
      if (isDone(run)) return this.#end({ run });
      this.#save(run);
      this.#options.addConnection(run.connection);
      return this.#drive(run, false);
    });
  }

  async #take(run: ImportRun, drive: () => Promise<RunView>): Promise<RunView> {
    const driven = this.#locked(run, drive);
    this.#driven.set(run.id, driven);
    try {
      return await driven;
    } finally {
      if (this.#driven.get(run.id) === driven) this.#driven.delete(run.id);
    }
  }

  async #locked<T>(run: ImportRun, work: () => Promise<T>): Promise<T | RunView> {
    const lock = await this.#options.lock(run.id);
    if (!lock) return { run, failure: elsewhere };
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }

  #kept(id: string): ImportRun | undefined {
    return this.#options.memory.loadRuns().find((run) => run.id === id);
  }

  async #drive(first: ImportRun, isFresh: boolean): Promise<RunView> {
    const stop = new AbortController();
    let run = first;
    this.#live.set(run.id, { view: { run }, stop });
    const tell = (activity: RunActivity): void => void this.#show({ run, activity });
    try {
      while (!isDone(run)) {
        const isNew = isFresh || run !== first;
        run = await this.#steps.next(run, isNew, tell, stop.signal);
        this.#save(run);
      }
      return this.#end({ run });
    } catch (error) {
      const failure = stop.signal.aborted ? cancelled : failureOf(error);
      const blocker = blockerOf(error);
      return this.#end({ run, failure, ...(blocker ? { blocker } : {}) });
    }
  }

  #end(view: RunView): RunView {
    const shown = this.#show(view);
    if (!view.failure) this.#live.delete(view.run.id);
    return shown;
  }

  #show(view: RunView): RunView {
    const stop = this.#live.get(view.run.id)?.stop ?? new AbortController();
    this.#live.set(view.run.id, { view, stop });
    if (!this.isDisposed) this.#changes.emit(view);
    return view;
  }

  #save(run: ImportRun): void {
    const others = this.#options.memory.loadRuns().filter(({ id }) => id !== run.id);
    const done = others.filter((other) => isDone(other) && other.csv).slice(-keptDone);
    this.#options.memory.saveRuns([...done, ...others.filter((other) => !isDone(other)), run]);
    const live = this.#live.get(run.id);
    if (live) live.view = { ...live.view, run };
  }
}

const cancelled: Failure = {
  kind: 'cancelled',
  message: 'The import was paused.',
  action: { type: 'retry' },
};

/** What is said of an import, or a batch of them, whose lock another window holds. */
export const elsewhere: Failure = {
  kind: 'conflict',
  message: 'Another window is working on this import.',
};
const underWay: Failure = { kind: 'conflict', message: 'This import is under way already.' };
const givenUp: Failure = { kind: 'cancelled', message: 'The import was given up in another window.' };
