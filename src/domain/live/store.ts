// Holds everything known about connections, pools and jobs. Views read it and are notified of exactly what changed.
import { Emitter, type OnDefect } from '../base/emitter.ts';
import type { Connection, ConnectionId } from '../connections/connection.ts';
import { sameFailure, type Failure } from '../connections/failure.ts';
import type { Page } from '../gateway/page.ts';
import { isTerminal, jobKey, sameJob, type ImportJob, type JobRef } from '../jobs/job.ts';
import { PoolRecord } from './poolRecord.ts';
import { comparePools, type PoolRef, type UserPool } from '../jobs/userPool.ts';
import type { ConnectionView, PoolView, StoreChange } from '../jobs/views.ts';

interface ConnectionRecord {
  view: ConnectionView;
  readonly pools: Map<string, PoolRecord>;
}

export class Store {
  readonly #connections = new Map<ConnectionId, ConnectionRecord>();
  readonly #stopping = new Set<string>();
  readonly #changes: Emitter<StoreChange>;
  readonly onChange: Emitter<StoreChange>['subscribe'];

  /** @param onDefect receives what a view throws. */
  constructor(onDefect?: OnDefect) {
    this.#changes = new Emitter(onDefect);
    this.onChange = this.#changes.subscribe;
  }

  connections(): readonly ConnectionView[] {
    return [...this.#connections.values()].map((record) => record.view);
  }

  connection(id: ConnectionId): ConnectionView | undefined {
    return this.#connections.get(id)?.view;
  }

  /** Sorted by name, then id. */
  pools(id: ConnectionId): readonly PoolView[] {
    const records = [...(this.#connections.get(id)?.pools.values() ?? [])].map((record) => record.view);
    return records.sort((a, b) => comparePools(a.pool, b.pool));
  }

  pool(ref: PoolRef): PoolView | undefined {
    return this.#record(ref)?.view;
  }

  /** The listed jobs, newest first. */
  jobs(ref: PoolRef): readonly ImportJob[] {
    return this.#record(ref)?.listed() ?? [];
  }

  /** The job, listed or read on its own. */
  job(ref: JobRef): ImportJob | undefined {
    return this.#record(ref)?.job(ref.jobId);
  }

  /** Every known job of every connection. */
  *allJobs(): Iterable<{ readonly ref: JobRef; readonly job: ImportJob }> {
    for (const { pools } of this.#connections.values()) {
      for (const record of pools.values()) {
        for (const job of record.known()) yield { ref: { ...record.view.ref, jobId: job.jobId }, job };
      }
    }
  }

  /** Whether a stop was requested and the service has not answered yet. */
  isStopping(ref: JobRef): boolean {
    return this.#stopping.has(jobKey(ref));
  }

  /** Why the job could not be read on its own, where its pool could. */
  jobFailure(ref: JobRef): Failure | undefined {
    return this.#record(ref)?.failures.get(ref.jobId);
  }

  /** Every known job of a pool, listed or not. */
  knownJobs(ref: PoolRef): Iterable<ImportJob> {
    return this.#record(ref)?.known() ?? [];
  }

  olderToken(ref: PoolRef): string | undefined {
    return this.#record(ref)?.olderToken;
  }

  addConnection(connection: Connection): void {
    if (this.#connections.has(connection.id)) return;
    this.#connections.set(connection.id, { view: { connection, phase: 'idle' }, pools: new Map() });
    this.#changes.emit({ kind: 'connections' });
  }

  removeConnection(id: ConnectionId): void {
    if (this.#connections.delete(id)) this.#changes.emit({ kind: 'connections' });
  }

  /** Forgets everything read through a connection: it is in another account now. */
  forgetContent(id: ConnectionId): void {
    const record = this.#connections.get(id);
    if (!record) return;
    record.pools.clear();
    record.view = { connection: record.view.connection, phase: 'idle' };
    this.#changes.emit({ kind: 'pools', id });
    this.#changes.emit({ kind: 'connection', id });
  }

  updateConnection(id: ConnectionId, change: Partial<Omit<ConnectionView, 'connection' | 'failure'>>): void {
    const record = this.#connections.get(id);
    if (record) this.#setConnection(record, { ...record.view, ...change });
  }

  /** The account of the credentials is not known any more. */
  forgetAccount(id: ConnectionId): void {
    const record = this.#connections.get(id);
    if (!record) return;
    const { account: _, ...rest } = record.view;
    this.#setConnection(record, rest);
  }

  /** Sets or clears why a connection does not work. */
  setConnectionFailure(id: ConnectionId, failure: Failure | undefined): void {
    const record = this.#connections.get(id);
    if (!record) return;
    const { failure: _, ...rest } = record.view;
    this.#setConnection(record, failure ? { ...rest, failure } : rest);
  }

  /** Adds pools as their pages arrive. */
  addPools(id: ConnectionId, pools: readonly UserPool[]): void {
    const record = this.#connections.get(id);
    if (!record) return;
    let changed = false;
    for (const pool of pools) {
      const known = record.pools.get(pool.userPoolId);
      if (known) {
        changed = known.rename(pool) || changed;
      } else {
        record.pools.set(
          pool.userPoolId,
          new PoolRecord({ connectionId: id, userPoolId: pool.userPoolId }, pool),
        );
        changed = true;
      }
    }
    if (changed) this.#changes.emit({ kind: 'pools', id });
  }

  /** Removes pools that are gone from the service. */
  removePools(id: ConnectionId, userPoolIds: Iterable<string>): void {
    const pools = this.#connections.get(id)?.pools;
    const removed = [...userPoolIds].filter((poolId) => pools?.delete(poolId));
    if (removed.length > 0) this.#changes.emit({ kind: 'pools', id });
  }

  setPoolLoading(ref: PoolRef): void {
    const record = this.#record(ref);
    if (record?.view.phase === 'idle') this.#emitPool(record, record.setPhase('loading'));
  }

  /** Sets or clears why a pool could not be read. */
  setPoolFailure(ref: PoolRef, failure: Failure | undefined): void {
    const record = this.#record(ref);
    if (record) this.#emitPool(record, record.setFailure(failure));
  }

  /** Applies the newest page of a pool's jobs. Older rows that were loaded before stay, unless there is a gap between. */
  applyNewestJobs(ref: PoolRef, page: Page<ImportJob>, readAt: number): void {
    const record = this.#record(ref);
    if (!record) return;
    const rowChanged = record.setRead(readAt);
    this.#mergeJobs(record, page.items, () => record.mergeNewest(page));
    this.#emitPool(record, rowChanged);
  }

  /** Appends a page of older jobs to those listed. */
  applyOlderJobs(ref: PoolRef, page: Page<ImportJob>): void {
    const record = this.#record(ref);
    if (record) this.#mergeJobs(record, page.items, () => record.appendOlder(page));
  }

  /** Adds a pool that has not been listed yet, because a panel or a followed job of an earlier window needs it. */
  ensurePool(ref: PoolRef, name: string): void {
    if (!this.#record(ref)) this.addPools(ref.connectionId, [{ userPoolId: ref.userPoolId, name }]);
  }

  /** Applies one job that was read or changed on its own: known from now on, but not added to the list. */
  applyJob(ref: JobRef, job: ImportJob): void {
    const record = this.#record(ref);
    if (record) this.#mergeJobs(record, [job], () => false);
  }

  setStopping(ref: JobRef, stopping: boolean): void {
    const key = jobKey(ref);
    if (this.#stopping.has(key) === stopping) return;
    if (stopping) this.#stopping.add(key);
    else this.#stopping.delete(key);
    this.#changes.emit({ kind: 'overlay', ref });
  }

  /** Sets or clears why a job could not be read on its own. Reading the job clears it, too. */
  setJobFailure(ref: JobRef, failure: Failure | undefined): void {
    const failures = this.#record(ref)?.failures;
    if (!failures || sameFailure(failures.get(ref.jobId), failure)) return;
    if (failure) failures.set(ref.jobId, failure);
    else failures.delete(ref.jobId);
    this.#changes.emit({ kind: 'overlay', ref });
  }

  /** Clears failures of single jobs after a change that may have removed their cause. */
  forgetJobFailures(id: ConnectionId): void {
    for (const { failures, view } of this.#connections.get(id)?.pools.values() ?? [])
      for (const jobId of [...failures.keys()]) this.setJobFailure({ ...view.ref, jobId }, undefined);
  }

  #record(ref: PoolRef): PoolRecord | undefined {
    return this.#connections.get(ref.connectionId)?.pools.get(ref.userPoolId);
  }

  #setConnection(record: ConnectionRecord, view: ConnectionView): void {
    const before = record.view;
    record.view = view;
    const same =
      before.phase === view.phase &&
      before.account?.arn === view.account?.arn &&
      sameFailure(before.failure, view.failure);
    if (!same) this.#changes.emit({ kind: 'connection', id: view.connection.id });
  }

  #emitPool(record: PoolRecord, changed: boolean): void {
    if (changed) this.#changes.emit({ kind: 'pool', ref: record.view.ref });
  }

  /** Emits the list's change before the rows', so that views see a job only in a list that has it. */
  #mergeJobs(record: PoolRecord, jobs: readonly ImportJob[], list: () => boolean): void {
    const changed: { before?: ImportJob; after: ImportJob }[] = [];
    for (const after of jobs) {
      this.setJobFailure({ ...record.view.ref, jobId: after.jobId }, undefined);
      const before = record.job(after.jobId);
      if (before && (sameJob(before, after) || isOutrun(before, after))) continue;
      record.put(after);
      changed.push(before ? { before, after } : { after });
    }
    if (list()) this.#changes.emit({ kind: 'jobs', ref: record.view.ref });
    for (const change of changed) {
      this.#changes.emit({ kind: 'job', ref: { ...record.view.ref, jobId: change.after.jobId }, ...change });
    }
  }
}

/** An outdated answer: a later one has already shown the job's end. */
function isOutrun(before: ImportJob, after: ImportJob): boolean {
  return isTerminal(before.status) && !isTerminal(after.status);
}
