// Drives imports, part by part, from CSV to imported users. Each step is saved before the next, so that any window can resume.
import { Owner } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { failureOf, type Failure } from '../connections/failure.ts';
import { failedPart, isComplete, nextPart, type ImportState } from './import.ts';
import {
  discardedElsewhere,
  elsewhere,
  type ImportClaim,
  type ImportLease,
  type ImportStore,
} from './importStore.ts';
import { nextStep, type DrivenImport } from './partSteps.ts';
import { awaitsDecision, partsToWrite } from './trial.ts';
import { BlockedError, type Blocker, type ImportActivity, type ImportServices } from './services.ts';

/** An import as it is shown. Without activity it is finished, or waits for the user. */
export interface ImportView {
  readonly state: ImportState;
  readonly activity?: ImportActivity;
  readonly failure?: Failure;
  /** The job that keeps this one from starting. */
  readonly blocker?: Blocker;
  /** Set where this window has paused the import: it asks the user how to continue, and calls `leave` if they dismiss the question. */
  readonly isPaused?: true;
}

/** How the user's choice at a resume changes the import. */
export type ImportChange = (state: ImportState) => ImportState;

interface Live {
  readonly stop: AbortController;
  readonly ended: Promise<ImportView>;
}

export class ImportDriver extends Owner {
  readonly store: ImportStore;
  readonly #services: ImportServices;
  readonly #live = new Map<string, Live>();
  /** Leases on imports that are paused here, while this window asks its user how to continue. */
  readonly #asking = new Map<string, ImportLease>();
  readonly #changes = this.own(new Emitter<ImportView>());

  /** An import made progress, in this window. */
  readonly onProgress = this.#changes.subscribe;

  constructor(store: ImportStore, services: ImportServices) {
    super();
    this.store = store;
    this.#services = services;
  }

  /** Unfinished imports that this window could resume. */
  resumable(): readonly ImportState[] {
    return this.store.resumable().filter(({ id }) => !this.#live.has(id));
  }

  /** Drives a new import until it is complete, fails, or is paused. Never rejects. */
  begin(state: ImportState): Promise<ImportView> {
    return this.#drive(state, unchanged, async () => ({ state, lease: await this.store.create(state) }));
  }

  /** Continues after the last saved step, past a part that did not succeed; after a trial only if `change` accepts it. Never rejects. */
  resume(state: ImportState, change: ImportChange = unchanged): Promise<ImportView> {
    return this.#drive(state, change, () => this.store.claim(state.id));
  }

  /** Ends the step in progress. The import keeps what was done, and a job that runs continues. */
  pause(id: string): void {
    this.#live.get(id)?.stop.abort();
  }

  /** The user dismissed the message about an unfinished import. Never rejects. */
  async leave({ id }: ImportState): Promise<void> {
    const lease = this.#asking.get(id);
    this.#asking.delete(id);
    await (lease ? lease.release(true) : this.store.dismissOffer(id));
  }

  /**
   * Discards an import for good, even while this window drives it. Existing jobs stay as they are. Never rejects.
   * @returns the import if it could not be discarded because it is complete or another window drives it.
   */
  async discard(state: ImportState): Promise<ImportView | undefined> {
    this.pause(state.id);
    await this.#live.get(state.id)?.ended;
    try {
      const claim = await this.store.claim(state.id);
      if (claim === undefined) return undefined;
      if (claim === 'elsewhere') return { state, failure: elsewhere };
      const { lease, state: current } = claim;
      this.#asking.delete(state.id);
      const isDone = current.status === 'finished' || isComplete(current);
      const hasJobs = current.parts.some(({ jobId }) => jobId !== undefined);
      // The file and lines of jobs that exist are still of interest.
      if (hasJobs || isDone) await lease.save({ ...current, status: 'finished' });
      else await lease.remove();
      await lease.release();
      return isDone ? { state: { ...current, status: 'finished' } } : undefined;
    } catch (error) {
      return { state, failure: failureOf(error) };
    }
  }

  override dispose(): void {
    for (const { stop } of this.#live.values()) stop.abort();
    super.dispose();
  }

  async #drive(
    state: ImportState,
    change: ImportChange,
    take: () => Promise<ImportClaim | 'elsewhere' | undefined>,
  ): Promise<ImportView> {
    const { id } = state;
    if (this.#live.has(id)) return { state, failure: inProgress };
    const stop = new AbortController();
    const ended = this.#taken(state, change, take, stop).finally(() => this.#live.delete(id));
    this.#live.set(id, { stop, ended });
    const view = await ended;
    if (!this.isDisposed) this.#changes.emit(view);
    return view;
  }

  async #taken(
    state: ImportState,
    change: ImportChange,
    take: () => Promise<ImportClaim | 'elsewhere' | undefined>,
    stop: AbortController,
  ): Promise<ImportView> {
    try {
      const claim = await take();
      this.#asking.delete(state.id);
      if (claim === undefined) return { state, failure: discardedElsewhere };
      if (claim === 'elsewhere') return { state, failure: elsewhere };
      const current = change(claim.state);
      // A discarded import is resumed only if the user starts its job (`change` replaces its parts).
      const isDiscarded = claim.state.status === 'finished' && !isComplete(claim.state);
      if (isDiscarded && current.parts === claim.state.parts) {
        await claim.lease.release();
        return { state: claim.state, failure: discardedElsewhere };
      }
      if (isComplete(current)) {
        if (current.status !== 'finished') await claim.lease.save({ ...current, status: 'finished' });
        await claim.lease.release();
        return { state: current };
      }
      return await this.#run({ ...current, status: 'running' }, claim.lease, stop);
    } catch (error) {
      // The disk refused: an import that was paused here stays paused.
      const isPaused = this.#asking.has(state.id) ? { isPaused: true as const } : {};
      return { state, failure: failureOf(error), ...isPaused };
    }
  }

  /** Never rejects. */
  async #run(first: ImportState, lease: ImportLease, stop: AbortController): Promise<ImportView> {
    const driven = this.#driven(first, lease, AbortSignal.any([stop.signal, lease.lost]));
    try {
      await driven.save(first);
      this.#services.addConnection(first.connection);
      await this.#steps(driven);
      if (isComplete(driven.state)) await driven.save({ ...driven.state, status: 'finished' });
    } catch (error) {
      return this.#pause(driven, {
        failure: lease.lost.aborted ? elsewhere : stop.signal.aborted ? paused : failureOf(error),
        ...(error instanceof BlockedError ? { blocker: error.blocker } : {}),
      });
    }
    if (!isComplete(driven.state)) return this.#pause(driven, {});
    await lease.release();
    return { state: driven.state };
  }

  /** Runs until all parts are done, one of several did not succeed, or a trial waits for the user's decision. */
  async #steps(driven: DrivenImport): Promise<void> {
    for (let index = nextPart(driven.state); !isComplete(driven.state);) {
      if (awaitsDecision(driven.state)) return;
      driven.signal.throwIfAborted();
      if (partsToWrite(driven.state).length > 0) await this.#split(driven);
      else await nextStep(driven, index);
      const next = nextPart(driven.state);
      if (next !== index && failedPart(driven.state)) return;
      index = next;
    }
  }

  async #split(driven: DrivenImport): Promise<void> {
    const { state, signal, lease } = driven;
    await lease.check();
    const report = (share: number): void => this.#show({ state, activity: { kind: 'splitting', share } });
    const parts = await this.#services.split(state, report, signal);
    await driven.save({ ...driven.state, parts });
  }

  #driven(first: ImportState, lease: ImportLease, signal: AbortSignal): DrivenImport {
    let state = first;
    return {
      services: this.#services,
      lease,
      signal,
      freshJob: undefined,
      get state() {
        return state;
      },
      jobsOfOthers: () =>
        this.store
          .all()
          .filter(({ id }) => id !== first.id)
          .flatMap(({ parts }) => parts.flatMap(({ jobId }) => jobId ?? [])),
      report: (activity) => this.#show({ state, activity: { ...activity, part: nextPart(state) + 1 } }),
      save: async (next) => {
        await lease.save(next);
        state = next;
      },
    };
  }

  /** Keeps the lease while the user is asked, so that no other window asks too. Never rejects. */
  async #pause(
    { state, lease }: DrivenImport,
    reason: Pick<ImportView, 'failure' | 'blocker'>,
  ): Promise<ImportView> {
    // A window that closes leaves the import as running: another one offers to resume it.
    if (this.isDisposed || lease.lost.aborted) return { state, ...reason };
    const view: ImportView = { state: { ...state, status: 'paused' }, ...reason, isPaused: true };
    this.#asking.set(state.id, lease);
    try {
      await lease.save(view.state);
    } catch (error) {
      // The import can be resumed from its last saved state.
      return { ...view, failure: reason.failure ?? failureOf(error) };
    }
    return view;
  }

  #show(view: ImportView): void {
    if (!this.isDisposed) this.#changes.emit(view);
  }
}

const unchanged: ImportChange = (state) => state;
const paused: Failure = { kind: 'cancelled', message: 'The import was paused.', action: { type: 'retry' } };
const inProgress: Failure = { kind: 'conflict', message: 'This import is already in progress.' };
