// The port to where imports are stored. All windows of a machine share the store, and one of them at a time drives an import.
import type { Disposable } from '../base/disposable.ts';
import { FailureError, type Failure } from '../connections/failure.ts';
import type { ImportState } from './import.ts';

/** The right to drive an import. It ends when another window takes it, which can only happen once this window stops renewing it. */
export interface ImportLease {
  /** Aborted when the lease is found to be lost. */
  readonly lost: AbortSignal;
  /** To be awaited immediately before anything that has an effect outside. @throws FailureError where the lease is lost. */
  check(): Promise<void>;
  /** A state saved under a lost lease is never read. @throws FailureError where the lease is lost or the disk refuses. */
  save(state: ImportState): Promise<void>;
  /**
   * Lets other windows have the import. Never rejects.
   * @param isDismissed whether the user closed what this window said about it, so that it is not offered again until it is driven again.
   */
  release(isDismissed?: boolean): Promise<void>;
  /** Deletes the import with its files. @throws FailureError where the lease is lost or the disk refuses. */
  remove(): Promise<void>;
}

export interface ImportClaim {
  readonly state: ImportState;
  readonly lease: ImportLease;
}

export interface ImportStore {
  /** Every import as last read, finished ones included. */
  all(): readonly ImportState[];
  /** Unfinished imports that may be claimed: no window drives them, as last observed. */
  resumable(): readonly ImportState[];
  /** What this window is to offer its user to resume. Only one of the windows has any. */
  offers(): readonly ImportState[];
  /** The user closed the offer: it is not made again until the import is driven again. Never rejects. */
  dismissOffer(id: string): Promise<void>;
  /** Resolves when what every window has saved until now is known. Never rejects. */
  refresh(): Promise<void>;
  /** Something in the store has changed. */
  readonly onChange: (listener: () => void) => Disposable;
  /** Stores a new import, owned by this window. @throws FailureError where the disk refuses. */
  create(state: ImportState): Promise<ImportLease>;
  /**
   * Takes an import that no window drives. A paused one can be taken from the window that asks its user about it.
   * @returns undefined where it is gone, 'elsewhere' where another window drives it. @throws FailureError where the disk refuses.
   */
  claim(id: string): Promise<ImportClaim | 'elsewhere' | undefined>;
}

/** Shown for an import that another window drives. */
export const elsewhere: Failure = {
  kind: 'conflict',
  message: 'Another window is working on this import.',
};

export const discardedElsewhere: Failure = {
  kind: 'cancelled',
  message: 'This import was discarded in another window.',
};

export function lostLease(): FailureError {
  return new FailureError(elsewhere);
}
