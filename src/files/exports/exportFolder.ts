// Unfinished exports of pools, one folder each: the users listed so far, and the lease of the window that runs the export.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import type { RowLease } from '../../domain/rows/rowPass.ts';
import type { Disk } from '../imports/disk.ts';
import { orDiskFailure } from '../imports/diskFailure.ts';
import { takeLease, type Lease } from '../imports/lease.ts';
import { isNumber, isObject, isText } from '../imports/storedState.ts';
import { freeOwner } from '../rows/freeOwner.ts';
import { ExportDraft } from './exportDraft.ts';

export interface ExportHead {
  readonly id: string;
  /** The key of the pool. */
  readonly subject: string;
  /** The target path of the CSV. */
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** An export whose lease this window holds. */
export interface HeldExport {
  readonly head: ExportHead;
  readonly folder: string;
  readonly draft: ExportDraft;
  readonly lease: RowLease;
  /** Releases the lease so that other windows can take it. Never rejects. */
  release(): Promise<void>;
  /** Deletes the folder, which holds people's data. @throws FailureError */
  remove(): Promise<void>;
}

export class ExportFolder {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #clock: Clock;

  constructor(folder: string, disk: Disk, clock: Clock) {
    this.#folder = folder;
    this.#disk = disk;
    this.#clock = clock;
  }

  /** The latest unfinished export of a pool. @throws FailureError */
  find(subject: string): Promise<ExportHead | undefined> {
    return this.#onDisk(async () => {
      const heads: ExportHead[] = [];
      for (const id of await this.#disk.list(this.#folder)) {
        const head = parseHead(await this.#disk.read(this.#headPath(id)));
        if (head?.subject === subject) heads.push(head);
      }
      return heads.sort((a, b) => b.createdAt - a.createdAt)[0];
    });
  }

  /** @throws FailureError */
  create(subject: string, target: string): Promise<HeldExport> {
    const id = randomUUID();
    const folder = join(this.#folder, id);
    return this.#onDisk(async () => {
      await this.#disk.makeFolder(folder);
      const head = { id, subject, target, createdAt: this.#clock.now() };
      const lease = await takeLease(this.#disk, this.#clock, folder, { number: 0, isReleased: true });
      if (!lease) throw new Error('A new export is owned by somebody else.');
      await this.#disk.write(this.#headPath(id), JSON.stringify(head), this.#folder);
      return this.#held(head, lease);
    });
  }

  /** @returns undefined if it no longer exists, 'elsewhere' if another window holds its lease. @throws FailureError; 'cancelled' */
  claim(id: string, signal: AbortSignal): Promise<HeldExport | 'elsewhere' | undefined> {
    const folder = join(this.#folder, id);
    return this.#onDisk(async () => {
      const owner = await freeOwner(this.#disk, this.#clock, folder, signal);
      const lease = owner && (await takeLease(this.#disk, this.#clock, folder, owner));
      if (!lease) return 'elsewhere';
      const head = parseHead(await this.#disk.read(this.#headPath(id)));
      if (head) return this.#held(head, lease);
      lease.dispose();
      return undefined;
    });
  }

  async #held(head: ExportHead, lease: Lease): Promise<HeldExport> {
    const folder = join(this.#folder, head.id);
    const check = (): Promise<void> => this.#onDisk(() => lease.check());
    const draft = await ExportDraft.open(folder, check);
    const release = async (): Promise<void> => {
      await draft.close().catch(() => undefined);
      lease.dispose();
    };
    return {
      head,
      folder,
      draft,
      lease: { lost: lease.lost, check },
      release,
      remove: () =>
        this.#onDisk(async () => {
          await lease.check();
          await release();
          await this.#disk.remove(folder);
        }),
    };
  }

  #headPath(id: string): string {
    return join(this.#folder, id, 'export.json');
  }

  #onDisk<T>(work: () => Promise<T>): Promise<T> {
    return orDiskFailure(this.#folder, work, 'the export');
  }
}

function parseHead(text: string | undefined): ExportHead | undefined {
  let value: unknown;
  try {
    value = text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { id, subject, target, createdAt } = value;
  return isText(id) && isText(subject) && isText(target) && isNumber(createdAt)
    ? { id, subject, target, createdAt }
    : undefined;
}
