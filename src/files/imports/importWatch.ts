// Follows the stored imports of all windows: checks them regularly, and decides which window offers to resume abandoned ones.
import type { Clock } from '../../domain/base/clock.ts';
import { Owner, type Disposable } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';
import type { ImportState } from '../../domain/imports/import.ts';
import type { Disk } from './disk.ts';
import { PassWatch, type InterruptedPass, type PassOffers } from '../rows/passWatch.ts';
import { KnownImports } from './knownImports.ts';
import type { Lease } from './lease.ts';
import { OfferLease } from './offerLease.ts';
import { Silence } from './silence.ts';

/** Between two checks while an import is unfinished. Milliseconds. */
export const lookTime = 3_000;
/** After this many checks without a beat, which is five beats, an owner counts as gone. */
export const silentLooks = 5;
/** Everything is read again after this many checks; without unfinished imports that is the only check. */
const looksPerReading = 20;

export interface ImportFolderOptions {
  readonly disk: Disk;
  readonly clock: Clock;
  /** Shared by all windows of this machine, and used by nothing else. */
  readonly folder: string;
  /** Where passes over users are: those that lost their window are offered with the imports, by the same window. */
  readonly passes?: string;
  readonly warn: (message: string) => void;
}

export class ImportWatch extends Owner {
  readonly known: KnownImports;
  readonly #options: ImportFolderOptions;
  readonly #silence: Silence;
  readonly #offers: OfferLease;
  readonly #passes: PassWatch | undefined;
  readonly #changes = this.own(new Emitter<void>());
  #reading: Promise<void> = Promise.resolve();
  #hinted: Promise<void> | undefined;
  #timer: Disposable | undefined;
  #isOpen = false;
  #isSlow = false;
  #looks = 0;
  #warned: string | undefined;

  readonly onChange = this.#changes.subscribe;
  readonly passes: PassOffers = {
    offers: () => (this.#offers.isHere ? this.#interrupted() : []),
    resumable: () => this.#passes?.resumable() ?? [],
    dismiss: (id) => this.#dismissPass(id),
  };

  constructor(options: ImportFolderOptions, leaseOf: (id: string) => Lease | undefined) {
    super();
    this.#options = options;
    this.#silence = new Silence(options.clock, silentLooks, lookTime);
    if (options.passes !== undefined)
      this.#passes = new PassWatch(options.disk, options.passes, this.#silence);
    this.known = new KnownImports({ ...options, silence: this.#silence, leaseOf });
    this.#offers = this.own(new OfferLease(options.disk, options.clock, options.folder, this.#silence));
  }

  /** Reads what is there and keeps up with it. Resolves when it was read for the first time; never rejects. */
  async open(): Promise<void> {
    await this.#read(false, true);
    if (this.isDisposed) return;
    this.#isOpen = true;
    const { disk, folder } = this.#options;
    // Only an existing folder can be watched. If it cannot be created, the regular checks are enough.
    await disk.makeFolder(folder).catch(() => undefined);
    this.own(disk.watch(folder, () => void this.refresh()));
    this.#plan();
  }

  /** Reads unfinished and new imports again. Never rejects. */
  refresh(): Promise<void> {
    return (this.#hinted ??= this.#read(false, false));
  }

  /** The imports that this window offers to resume. */
  offers(): readonly ImportState[] {
    return this.#offers.isHere ? this.#unattended() : [];
  }

  async #dismissPass(id: string): Promise<void> {
    try {
      await this.#passes?.dismiss(id);
    } catch (error) {
      // The next window offers it again.
      this.#options.warn(`A dismissed offer could not be saved: ${String(error)}`);
    }
    this.changed();
  }

  changed(): void {
    if (this.isDisposed) return;
    this.#changes.emit();
    if (this.#isSlow && !this.#isQuiet()) this.#plan();
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  /** Unfinished imports that no window drives or asks about, and that the user has not dismissed. */
  #unattended(): readonly ImportState[] {
    return this.known.all().flatMap(({ state, holder, owner, dismissed }) => {
      const isOpen = state && state.status !== 'finished' && holder === 'nobody';
      return isOpen && dismissed < owner.number ? [state] : [];
    });
  }

  #interrupted(): readonly InterruptedPass[] {
    return this.#passes?.interrupted() ?? [];
  }

  #isQuiet(): boolean {
    return (
      this.#passes?.isQuiet !== false && this.known.all().every(({ state }) => state?.status === 'finished')
    );
  }

  #plan(): void {
    this.#timer?.dispose();
    if (this.isDisposed || !this.#isOpen) return;
    const { clock } = this.#options;
    const isSlow = this.#isQuiet();
    this.#isSlow = isSlow;
    const delay = isSlow ? looksPerReading * lookTime : lookTime;
    const planned = { at: clock.now() + delay, delay };
    this.#timer = clock.schedule(delay, () => {
      this.#silence.startLook(planned);
      const isFull = isSlow || this.#looks++ % looksPerReading === 0;
      void this.#read(true, isFull).then(() => this.#plan());
    });
  }

  /** One reading at a time. Never rejects. */
  #read(isLook: boolean, isFull: boolean): Promise<void> {
    const before = this.#reading;
    this.#reading = (async () => {
      await before;
      // A change that is reported from now on may be missed by this reading.
      if (!isLook) this.#hinted = undefined;
      if (this.isDisposed) return;
      const old = this.#fingerprint();
      try {
        await this.known.readAll(isLook, isFull);
        await this.#passes?.read(isLook);
        await this.#offers.keep(this.#unattended().length + this.#interrupted().length > 0, isLook);
        this.#warned = undefined;
      } catch (error) {
        this.#warnOnce(`Stored imports could not be read: ${String(error)}`);
      }
      if (this.#fingerprint() !== old) this.changed();
    })();
    return this.#reading;
  }

  #fingerprint(): string {
    const imports = this.known.all().map(({ id, owner, stateNumber, state, holder, dismissed }) => {
      return [id, owner.number, stateNumber, state?.savedAt, holder, dismissed].join(' ');
    });
    const passes = this.#interrupted().map(({ key }) => key);
    return [this.#offers.isHere, ...imports, ...passes].join('\n');
  }

  #warnOnce(message: string): void {
    if (message !== this.#warned) this.#options.warn(message);
    this.#warned = message;
  }
}
