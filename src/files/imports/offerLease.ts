// Decides which window offers to resume abandoned imports: one of them, and another one when that is gone.
import { join } from 'node:path';
import type { Clock } from '../../domain/base/clock.ts';
import type { Disposable } from '../../domain/base/disposable.ts';
import type { Disk } from './disk.ts';
import { latestOwner, ownerBeat, takeLease, type Lease } from './lease.ts';
import type { Silence } from './silence.ts';

const name = '.offers';

export class OfferLease implements Disposable {
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #folder: string;
  readonly #silence: Silence;
  #lease: Lease | undefined;
  #isDisposed = false;

  constructor(disk: Disk, clock: Clock, folder: string, silence: Silence) {
    this.#disk = disk;
    this.#clock = clock;
    this.#folder = join(folder, name);
    this.#silence = silence;
  }

  get isHere(): boolean {
    return this.#lease !== undefined && !this.#lease.lost.aborted;
  }

  /**
   * Takes the lease if there is something to offer, otherwise releases it.
   * @param isLook whether this is one of the regular checks that measure silence.
   * @throws Error of the file system.
   */
  async keep(isWanted: boolean, isLook: boolean): Promise<void> {
    if (!isWanted) {
      this.#lease?.release();
      this.#lease = undefined;
    } else if (!this.isHere) {
      await this.#disk.makeFolder(this.#folder);
      const owner = latestOwner(await this.#disk.list(this.#folder));
      const beat = await ownerBeat(this.#disk, this.#folder, owner);
      this.#silence.see(name, `${owner.number} ${beat}`, isLook);
      if (owner.isReleased || this.#silence.isSilent(name)) {
        const after = { ...owner, silentSince: beat };
        this.#lease = await takeLease(this.#disk, this.#clock, this.#folder, after);
        if (this.#isDisposed) this.#lease?.dispose();
      }
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#lease?.dispose();
  }
}
