// Imports on disk, one folder each: the state, the files of cut parts, and a lease. Each owner writes a state file with its own number,
// and the highest number counts, so that a window that lost its lease without knowing cannot overwrite anything.
import { join } from 'node:path';
import { Owner } from '../../domain/base/disposable.ts';
import type { ImportState } from '../../domain/imports/import.ts';
import {
  lostLease,
  type ImportClaim,
  type ImportLease,
  type ImportStore,
} from '../../domain/imports/importStore.ts';
import { orDiskFailure } from './diskFailure.ts';
import { ImportWatch, type ImportFolderOptions } from './importWatch.ts';
import type { KnownImport, KnownImports } from './knownImports.ts';
import type { PassOffers } from '../rows/passWatch.ts';
import { takeLease, type Lease, type Predecessor } from './lease.ts';
import { dismissedPath, readImport, statePath } from './storedImport.ts';

/** How many finished imports are kept, for their file, row count and lines. */
const keptFinished = 100;

export class ImportFolder extends Owner implements ImportStore {
  readonly onChange: ImportStore['onChange'];
  readonly passes: PassOffers;
  readonly #options: ImportFolderOptions;
  readonly #leases = new Map<string, Lease>();
  /** The sandbox ends with its window, and so do imports into it: their state is in no file. */
  readonly #sandboxed = new Map<string, ImportState>();
  readonly #watch: ImportWatch;
  readonly #known: KnownImports;

  constructor(options: ImportFolderOptions) {
    super();
    this.#options = options;
    this.#watch = this.own(new ImportWatch(options, (id) => this.#leases.get(id)));
    this.#known = this.#watch.known;
    this.onChange = this.#watch.onChange;
    this.passes = this.#watch.passes;
  }

  /** Reads what is there and keeps up with it. Resolves when it was read for the first time; never rejects. */
  open(): Promise<void> {
    return this.#watch.open();
  }

  refresh(): Promise<void> {
    return this.#watch.refresh();
  }

  all(): readonly ImportState[] {
    return [...this.#sandboxed.values(), ...this.#known.all().flatMap(({ state }) => state ?? [])];
  }

  resumable(): readonly ImportState[] {
    return this.all().filter((state) => {
      const known = this.#known.get(state.id);
      return state.status !== 'finished' && (!known || isFree(known, state));
    });
  }

  offers(): readonly ImportState[] {
    return this.#watch.offers();
  }

  async dismissOffer(id: string): Promise<void> {
    const known = this.#known.get(id);
    // If another window has it, it becomes an offer once that window is gone.
    if (!known || known.holder === 'elsewhere') return;
    const { number } = known.owner;
    this.#known.put(id, { ...known, dismissed: number });
    try {
      await this.#options.disk.createNew(dismissedPath(this.folderOf(id), number));
    } catch (error) {
      // The next window offers it again.
      this.#options.warn(`A dismissed offer could not be saved: ${String(error)}`);
    }
    this.#watch.changed();
  }

  /** For the files of cut parts, which are removed with the import. */
  folderOf(id: string): string {
    return join(this.#options.folder, id);
  }

  create(state: ImportState): Promise<ImportLease> {
    const { id } = state;
    const { disk } = this.#options;
    return this.#onDisk(async () => {
      await disk.makeFolder(this.folderOf(id));
      const lease = await this.#take(id, { number: 0, isReleased: true });
      if (!lease) throw lostLease();
      const owned = this.#owned(id, lease);
      try {
        await owned.save(state);
      } catch (error) {
        this.#drop(id, lease);
        // If this fails too, a later check finds a silent folder without a state and removes it.
        await disk.remove(this.folderOf(id)).catch(() => undefined);
        throw error;
      }
      return owned;
    });
  }

  claim(id: string): Promise<ImportClaim | 'elsewhere' | undefined> {
    return this.#onDisk(async () => {
      const own = this.#leases.get(id);
      // Another window may have taken it from this one, which only asks its user, since the last beat.
      await own?.check().catch(() => undefined);
      const sandboxed = this.#sandboxed.get(id);
      const known = await this.#known.read(id);
      const before = sandboxed ?? known?.state;
      if (!known || !before) return undefined;
      if (!isFree(known, before)) return 'elsewhere';
      const silentSince = known.holder === 'nobody' && !known.owner.isReleased ? known.beat : undefined;
      const lease = await this.#take(id, { ...known.owner, silentSince });
      if (!lease) return 'elsewhere';
      own?.dispose();
      try {
        // The previous owner may have saved until now.
        const stored = await readImport(this.#options.disk, this.folderOf(id), this.#options.warn);
        this.#known.put(id, stored);
        const state = sandboxed ?? stored.state;
        if (state) return { state, lease: this.#owned(id, lease) };
      } catch (error) {
        this.#drop(id, lease);
        throw error;
      }
      this.#drop(id, lease);
      return undefined;
    });
  }

  override dispose(): void {
    for (const lease of this.#leases.values()) lease.dispose();
    super.dispose();
  }

  #owned(id: string, lease: Lease): ImportLease {
    const { disk } = this.#options;
    return {
      lost: lease.lost,
      check: () => this.#onDisk(() => lease.check()),
      save: (state) => this.#onDisk(() => this.#save(lease, state)),
      release: async (isDismissed) => {
        if (lease.lost.aborted) return;
        if (isDismissed === true) await this.dismissOffer(id);
        // No other window can claim an import without a file.
        const sandboxed = this.#sandboxed.get(id);
        if (!sandboxed || sandboxed.status === 'finished') this.#drop(id, lease);
        await this.#watch.refresh();
      },
      remove: () =>
        this.#onDisk(async () => {
          await lease.check();
          // Any window that finds a folder without a state removes it.
          await disk.remove(statePath(this.folderOf(id), lease.number));
          await disk.remove(this.folderOf(id));
          this.#sandboxed.delete(id);
          this.#drop(id, lease);
          this.#known.forget(id);
          this.#watch.changed();
        }),
    };
  }

  async #save(lease: Lease, given: ImportState): Promise<void> {
    const { disk, clock, folder } = this.#options;
    const state = { ...given, savedAt: clock.now() };
    const { id } = state;
    await lease.check();
    const stateNumber = lease.number;
    const owner = { number: stateNumber, isReleased: false };
    const rest = { owner, stateNumber, dismissed: -1, files: [], isDamaged: false };
    if (state.connection.kind === 'sandbox') {
      this.#sandboxed.set(id, state);
      this.#known.put(id, rest);
    } else {
      const before = this.#known.get(id);
      await disk.write(statePath(this.folderOf(id), stateNumber), JSON.stringify(state), folder);
      if (before?.state && before.stateNumber < stateNumber)
        await disk.remove(statePath(this.folderOf(id), before.stateNumber)).catch(() => undefined);
      this.#known.put(id, { ...rest, state });
    }
    if (state.status === 'finished') await this.#tidy(id);
    this.#watch.changed();
  }

  /** Removes the files of cut parts, and the oldest finished imports. Never rejects. */
  async #tidy(id: string): Promise<void> {
    const { disk, warn } = this.#options;
    const finished = this.#known.all().filter(({ state }) => state?.status === 'finished');
    finished.sort((a, b) => (b.state?.savedAt ?? 0) - (a.state?.savedAt ?? 0));
    try {
      const names = await disk.list(this.folderOf(id));
      const parts = names.filter((name) => /^part-\d+\.csv$/.test(name));
      for (const name of parts) await disk.remove(join(this.folderOf(id), name));
      for (const { id: old, holder } of finished.slice(keptFinished)) {
        if (holder !== 'nobody') continue;
        await disk.remove(this.folderOf(old));
        this.#known.forget(old);
      }
    } catch (error) {
      warn(`Files of finished imports could not be removed: ${String(error)}`);
    }
  }

  async #take(id: string, after: Predecessor): Promise<Lease | undefined> {
    const { disk, clock } = this.#options;
    const lease = await takeLease(disk, clock, this.folderOf(id), after);
    if (!lease || this.isDisposed) {
      lease?.dispose();
      return undefined;
    }
    this.#leases.set(id, lease);
    lease.lost.addEventListener('abort', () => {
      if (this.#leases.get(id) === lease) this.#leases.delete(id);
      void this.#watch.refresh();
    });
    return lease;
  }

  /** Releases a lease. Never throws. */
  #drop(id: string, lease: Lease): void {
    lease.dispose();
    if (this.#leases.get(id) !== lease) return;
    this.#leases.delete(id);
    const known = this.#known.get(id);
    if (known) this.#known.put(id, { ...known, owner: { number: lease.number, isReleased: true } });
  }

  #onDisk<T>(work: () => Promise<T>): Promise<T> {
    return orDiskFailure(this.#options.folder, work);
  }
}

/**
 * Whether this window can claim an import: it has no owner, this window owns it, or its owner has paused it and asks its
 * user how to continue.
 */
function isFree({ holder, stateNumber, owner }: KnownImport, { status }: ImportState): boolean {
  return holder !== 'elsewhere' || (status === 'paused' && stateNumber === owner.number);
}
