// Passes over users on disk, one folder each: a description, the rows, their outcomes, and the lease of the window that runs the pass.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import { defined } from '../../domain/base/defined.ts';
import type { RowLease, RowOutcome } from '../../domain/rows/rowPass.ts';
import { orDiskFailure } from '../imports/diskFailure.ts';
import type { Disk } from '../imports/disk.ts';
import { takeLease, type Lease } from '../imports/lease.ts';
import { dismissedPath } from '../imports/storedImport.ts';
import { freeOwner } from './freeOwner.ts';
import { headName, parseHead, type PassHead } from './passHead.ts';
import { listPath, OutcomeCounts, RowFiles } from './rowFiles.ts';

/** A pass whose lease this window holds. */
export interface HeldPass<R> {
  readonly head: PassHead;
  readonly folder: string;
  readonly rows: RowFiles<R>;
  readonly lease: RowLease;
  /** Releases the lease so that other windows can take it. Never rejects. */
  release(): Promise<void>;
  /** Marks the pass as finished: deletes the list of rows and keeps the outcomes. @throws FailureError */
  finish(): Promise<void>;
  /** Deletes the pass's folder. @throws FailureError */
  remove(): Promise<void>;
}

export interface PassesOptions {
  readonly folder: string;
  readonly disk: Disk;
  readonly clock: Clock;
}

type NewPass = Pick<PassHead, 'kind' | 'subject' | 'name' | 'poolName' | 'plan'>;
type Parse<R> = (value: unknown) => R | undefined;

export class Passes {
  readonly #options: PassesOptions;

  constructor(options: PassesOptions) {
    this.#options = options;
  }

  /** The unfinished passes of a kind and subject, from any window. @throws FailureError */
  async unfinished(kind: string, subject: string): Promise<readonly PassHead[]> {
    return (await this.about(subject)).filter((head) => !head.isFinished && head.kind === kind);
  }

  /** All passes about a subject, oldest first. @throws FailureError */
  about(subject: string): Promise<readonly PassHead[]> {
    return this.#onDisk(async () => {
      const heads: PassHead[] = [];
      for (const id of await this.#options.disk.list(this.#options.folder)) {
        // A temporary file that a window has not renamed yet.
        if (id.startsWith('.')) continue;
        const head = await this.#head(id);
        if (head?.subject === subject) heads.push(head);
      }
      return heads.sort((a, b) => a.createdAt - b.createdAt);
    });
  }

  /** Where the files of a pass are. */
  folderOf(id: string): string {
    return join(this.#options.folder, id);
  }

  /** The number of rows per outcome so far. @throws FailureError */
  outcomesOf(id: string): Promise<Readonly<Record<RowOutcome['outcome'], number>>> {
    return this.#onDisk(() => new OutcomeCounts(this.folderOf(id)).read());
  }

  /**
   * Creates a pass whose lease this window holds.
   * @param write writes the list to a path and returns how many rows it has. @throws FailureError
   */
  create<R>(
    { kind, subject, name, poolName, plan }: NewPass,
    write: (path: string) => Promise<number>,
    parse: Parse<R>,
  ): Promise<HeldPass<R>> {
    const { disk, clock } = this.#options;
    return this.#onDisk(async () => {
      const id = randomUUID();
      const folder = this.folderOf(id);
      await disk.makeFolder(folder);
      try {
        const rows = await write(listPath(folder));
        const head = defined({
          id,
          kind,
          subject,
          name,
          poolName,
          rows,
          createdAt: clock.now(),
          isFinished: false,
          plan,
        });
        const lease = await takeLease(disk, clock, folder, { number: 0, isReleased: true });
        if (!lease) throw new Error('A new pass is owned by somebody else.');
        await this.#save(head);
        return await this.#held(head, lease, parse);
      } catch (error) {
        await disk.remove(folder);
        throw error;
      }
    });
  }

  /**
   * Takes the lease of a pass that no window runs. This takes some seconds if the previous window was killed.
   * @returns undefined if it no longer exists or is finished, 'elsewhere' if another window runs it. @throws FailureError; 'cancelled'
   */
  claim<R>(id: string, parse: Parse<R>, signal: AbortSignal): Promise<HeldPass<R> | 'elsewhere' | undefined> {
    const { disk, clock } = this.#options;
    const folder = this.folderOf(id);
    return this.#onDisk(async () => {
      const owner = await freeOwner(disk, clock, folder, signal);
      const lease = owner && (await takeLease(disk, clock, folder, owner));
      if (!lease) return 'elsewhere';
      const head = await this.#head(id);
      if (head && !head.isFinished) return this.#held(head, lease, parse);
      lease.dispose();
      return undefined;
    });
  }

  async #held<R>(head: PassHead, lease: Lease, parse: Parse<R>): Promise<HeldPass<R>> {
    const { disk } = this.#options;
    const folder = this.folderOf(head.id);
    const rows = await RowFiles.open(folder, head.rows, parse);
    const close = async (): Promise<void> => {
      await rows.close();
      lease.dispose();
    };
    return {
      head,
      folder,
      rows,
      lease: { lost: lease.lost, check: () => this.#onDisk(() => lease.check()) },
      // A user who pauses a pass knows of it, so only a pass of a killed window is offered.
      release: () =>
        disk
          .createNew(dismissedPath(folder, lease.number))
          .catch(() => false)
          .then(close)
          .catch(() => lease.dispose()),
      finish: () =>
        this.#onDisk(async () => {
          await lease.check();
          await this.#save({ ...head, isFinished: true });
          await disk.remove(listPath(folder));
          await close();
        }),
      remove: () =>
        this.#onDisk(async () => {
          await lease.check();
          await close();
          await disk.remove(folder);
        }),
    };
  }

  #save(head: PassHead): Promise<void> {
    const { disk, folder } = this.#options;
    return disk.write(join(this.folderOf(head.id), headName), JSON.stringify(head), folder);
  }

  async #head(id: string): Promise<PassHead | undefined> {
    const text = await this.#options.disk.read(join(this.folderOf(id), headName));
    return text === undefined ? undefined : parseHead(text);
  }

  #onDisk<T>(work: () => Promise<T>): Promise<T> {
    return orDiskFailure(this.#options.folder, work);
  }
}
