// The one truth: what is known of connections, pools and jobs. Views read it and hear of exactly what changed.
import { Emitter } from '../base/emitter.ts';
import type { Connection, ConnectionId } from '../connections/connection.ts';
import { sameFailure, type Failure } from '../connections/failure.ts';
import type { Page } from '../gateway/page.ts';
import { isTerminal, jobKey, sameJob, type ImportJob, type JobRef } from '../jobs/job.ts';
import { PoolRecord } from './poolRecord.ts';
import type { PoolRef, UserPool } from '../jobs/userPool.ts';
import type { ConnectionView, PoolView, StoreChange } from '../jobs/views.ts';

interface ConnectionRecord {
  view: ConnectionView;
  readonly pools: Map<string, PoolRecord>;
}

export class Store {
  readonly #connections = new Map<ConnectionId, ConnectionRecord>();
  readonly #overlays = new Set<string>();
  readonly #changes = new Emitter<StoreChange>();

  readonly onChange = this.#changes.subscribe;

  connections(): readonly ConnectionView[] {
    return [...this.#connections.values()].map((record) => record.view);
  }

  connection(id: ConnectionId): ConnectionView | undefined {
    return this.#connections.get(id)?.view;
  }

  /** Sorted by name, then id. */
  pools(id: ConnectionId): readonly PoolView[] {
    const records = [...(this.#connections.get(id)?.pools.values() ?? [])].map((record) => record.view);
    return records.sort(
      (a, b) => compare(a.pool.name, b.pool.name) || compare(a.ref.userPoolId, b.ref.userPoolId),
    );
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

  /** Whether a stop was asked for and the service has not answered yet. */
  isStopping(ref: JobRef): boolean {
    return this.#overlays.has(jobKey(ref));
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

  /** Forgets everything read through a connection: it means another account now. */
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

  /** Whose credentials they are is not known any more. */
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

  /** Takes in pools as their pages arrive. */
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

  /** After a whole listing: pools that are not in it any more are gone. */
  keepPools(id: ConnectionId, userPoolIds: ReadonlySet<string>): void {
    const record = this.#connections.get(id);
    if (!record) return;
    const gone = [...record.pools.keys()].filter((poolId) => !userPoolIds.has(poolId));
    for (const poolId of gone) record.pools.delete(poolId);
    if (gone.length > 0) this.#changes.emit({ kind: 'pools', id });
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

  /** Takes in the newest page of a pool's jobs. Older rows that were loaded before stay, unless there is a gap between. */
  applyNewestJobs(ref: PoolRef, page: Page<ImportJob>, readAt: number): void {
    const record = this.#record(ref);
    if (!record) return;
    const rowChanged = record.setRead(readAt);
    this.#mergeJobs(record, page.items, () => record.mergeNewest(page));
    this.#emitPool(record, rowChanged);
  }

  /** Takes in a page of older jobs behind those listed. */
  applyOlderJobs(ref: PoolRef, page: Page<ImportJob>): void {
    const record = this.#record(ref);
    if (record) this.#mergeJobs(record, page.items, () => record.appendOlder(page));
  }

  /** Makes a pool known that has not been listed yet: a panel or a followed job of an earlier window stands in it. */
  ensurePool(ref: PoolRef, name: string): void {
    if (!this.#record(ref)) this.addPools(ref.connectionId, [{ userPoolId: ref.userPoolId, name }]);
  }

  /** Takes in one job that was read or answered on its own: known from now on, but not listed by this. */
  applyJob(ref: JobRef, job: ImportJob): void {
    const record = this.#record(ref);
    if (record) this.#mergeJobs(record, [job], () => false);
  }

  setStopping(ref: JobRef, stopping: boolean): void {
    const key = jobKey(ref);
    if (this.#overlays.has(key) === stopping) return;
    if (stopping) this.#overlays.add(key);
    else this.#overlays.delete(key);
    this.#changes.emit({ kind: 'overlay', ref });
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

  /** Emits the list's change before the rows', so that a view meets a job only in a list that has it. */
  #mergeJobs(record: PoolRecord, jobs: readonly ImportJob[], list: () => boolean): void {
    const changed: { before?: ImportJob; after: ImportJob }[] = [];
    for (const after of jobs) {
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

/** A reading that was overtaken on its way by a later one, which saw the job's end. */
function isOutrun(before: ImportJob, after: ImportJob): boolean {
  return isTerminal(before.status) && !isTerminal(after.status);
}

/** Stable everywhere, whatever the machine's locale: capital letters beside small ones, then by code unit. */
function compare(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}
