// A numbered lease on a folder: the file with the highest number names the owner. Each number is created once and exclusively, so two
// windows never own the same one, and an owner that finds a higher number knows that it has lost. Compares no clocks and checks no processes.
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import type { Disposable } from '../../domain/base/disposable.ts';
import { lostLease } from '../../domain/imports/importStore.ts';
import type { Disk } from './disk.ts';

/** How often an owner shows that it is alive. Milliseconds. */
const beatTime = 3_000;

export interface OwnerFile {
  /** 0 if the folder never had an owner. */
  readonly number: number;
  readonly isReleased: boolean;
}

/** The latest owner among the names in a folder. */
export function latestOwner(names: readonly string[]): OwnerFile {
  let latest: OwnerFile = { number: 0, isReleased: true };
  for (const name of names) {
    const owner = ownerOf(name);
    if (!owner || owner.number < latest.number) continue;
    // After a release both names can exist for a moment.
    const isReleased = owner.isReleased || (owner.number === latest.number && latest.isReleased);
    latest = { number: owner.number, isReleased };
  }
  return latest;
}

function ownerPath(folder: string, number: number): string {
  return join(folder, `owner.${number}`);
}

/** The owner's last beat, which keeps changing while it is alive; undefined if it released the folder. @throws Error of the file system. */
export async function ownerBeat(disk: Disk, folder: string, owner: OwnerFile): Promise<number | undefined> {
  return owner.isReleased ? undefined : disk.beatOf(ownerPath(folder, owner.number));
}

function ownerOf(name: string): OwnerFile | undefined {
  const match = /^owner\.(\d{1,15})(\.released)?$/.exec(name);
  return match ? { number: Number(match[1]), isReleased: match[2] !== undefined } : undefined;
}

/** The last known owner. */
export interface Predecessor extends OwnerFile {
  /** Its last beat, if it counts as gone because of its silence. If it beats again, it keeps the lease. */
  readonly silentSince?: number | undefined;
}

/**
 * Takes the lease after its predecessor. The caller decides whether that one may be succeeded.
 * @returns undefined if another window was faster. @throws Error of the file system.
 */
export async function takeLease(
  disk: Disk,
  clock: Clock,
  folder: string,
  after: Predecessor,
): Promise<Lease | undefined> {
  const number = after.number + 1;
  const path = ownerPath(folder, number);
  if (!(await disk.createNew(path))) return undefined;
  const owners = (await disk.list(folder)).flatMap((name) => ownerOf(name) ?? []);
  // A window that was suspended since its check may create a number that was used and removed long ago.
  const isOutdated = owners.some(
    (owner) => owner.number > number || (owner.number === number && owner.isReleased),
  );
  // A suspended owner may wake up now. It beats before it checks for a successor, and the successor checks for that beat after it
  // has announced itself, so one of the two sees the other.
  const isAwake =
    after.silentSince !== undefined &&
    (await disk.beatOf(ownerPath(folder, after.number))) !== after.silentSince;
  if (isOutdated || isAwake) {
    await disk.remove(path);
    return undefined;
  }
  for (const old of owners) if (old.number < number) await removeOwner(disk, folder, old);
  return new Lease(disk, clock, folder, number);
}

async function removeOwner(disk: Disk, folder: string, { number, isReleased }: OwnerFile): Promise<void> {
  const path = ownerPath(folder, number);
  // A file that remains has a lower number and no effect.
  await disk.remove(isReleased ? `${path}.released` : path).catch(() => undefined);
}

export class Lease implements Disposable {
  readonly number: number;
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #folder: string;
  readonly #lost = new AbortController();
  #timer: Disposable | undefined;
  #beat = 0;
  #isReleased = false;

  constructor(disk: Disk, clock: Clock, folder: string, number: number) {
    this.#disk = disk;
    this.#clock = clock;
    this.#folder = folder;
    this.number = number;
    this.#schedule();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** @throws FailureError if the lease is lost; Error of the file system. */
  async check(): Promise<void> {
    if (!this.#lost.signal.aborted) {
      const isThere = await this.#disk.setBeat(ownerPath(this.#folder, this.number), ++this.#beat);
      const owner = latestOwner(await this.#disk.list(this.#folder));
      if (!isThere || owner.number !== this.number) this.#lose();
    }
    if (this.#lost.signal.aborted) throw lostLease();
  }

  /** Does nothing where the lease is lost. @throws Error of the file system. */
  release(): void {
    if (this.#isReleased || this.#lost.signal.aborted) return;
    this.#isReleased = true;
    this.#timer?.dispose();
    const path = ownerPath(this.#folder, this.number);
    this.#disk.rename(path, `${path}.released`);
  }

  /** If a release fails, the lease lapses by itself. */
  dispose(): void {
    try {
      this.release();
    } catch {
      this.#timer?.dispose();
    }
  }

  #schedule(): void {
    this.#timer = this.#clock.schedule(beatTime, () => void this.#renew());
  }

  /** Never rejects: if the disk refuses a beat, the next one is a retry; without beats the lease lapses. */
  async #renew(): Promise<void> {
    try {
      await this.check();
    } catch {
      // Lost, or the disk refuses.
    }
    if (!this.#isReleased && !this.#lost.signal.aborted) this.#schedule();
  }

  #lose(): void {
    if (this.#isReleased) return;
    this.#timer?.dispose();
    this.#lost.abort();
  }
}
