// Drives imports from CSV to running job, each step written down before the next, so that nothing is lost or made twice.
import type { Clock } from './clock.ts';
import { Owner } from './disposable.ts';
import { Emitter } from './emitter.ts';
import { failureOf, type Failure } from './failure.ts';
import { isDone, type ImportRun, type RunMemory } from './importRun.ts';
import { RunSteps, type Blocker, type RunActivity, type RunServices } from './runSteps.ts';

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
    return this.#options.memory.loadRuns().map((run) => this.#live.get(run.id)?.view ?? { run });
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
    this.#save(run);
    return this.#take(run, true);
  }

  /** Goes on from where the run stands. Never rejects. */
  async resume(id: string): Promise<RunView> {
    const known = this.view(id);
    if (!known) throw new Error(`There is no import ${id}.`);
    return known.activity || isDone(known.run) ? known : this.#take(known.run, false);
  }

  /** Changes whether a refused start waits for the job in its way. */
  async startWhenPossible(id: string): Promise<RunView | undefined> {
    const known = this.view(id);
    if (!known) return undefined;
    this.#save({ ...known.run, start: true, queued: true });
    return this.resume(id);
  }

  /** Ends the step under way; the run stays as far as it has come. */
  cancel(id: string): void {
    this.#live.get(id)?.stop.abort();
  }

  /** Forgets a run. A job that was created stays with the service and expires by itself. */
  discard(id: string): void {
    this.cancel(id);
    this.#live.delete(id);
    this.#options.memory.saveRuns(this.#options.memory.loadRuns().filter((run) => run.id !== id));
  }

  override dispose(): void {
    for (const { stop } of this.#live.values()) stop.abort();
    super.dispose();
  }

  async #take(run: ImportRun, isFresh: boolean): Promise<RunView> {
    const lock = await this.#options.lock(run.id);
    if (!lock) {
      const message = 'Another window is working on this import.';
      return this.#show({ run, failure: { kind: 'conflict', message } });
    }
    try {
      return await this.#drive(run, isFresh);
    } finally {
      await lock.release();
    }
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
      const blocker = this.#steps.blockerOf(error);
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
