// The port to the stored imports. All windows of a machine share the store; one window at a time drives an import.
import type { Disposable } from '../base/disposable.ts';
import { FailureError, type Failure } from '../connections/failure.ts';
import type { ImportState } from './import.ts';

/** The right to drive an import. It ends when another window takes it, which can only happen once this window stops renewing it. */
export interface ImportLease {
  /** Aborted when the lease is found to be lost. */
  readonly lost: AbortSignal;
  /** Must be awaited immediately before any outside effect. @throws FailureError where the lease is lost. */
  check(): Promise<void>;
  /** A state saved under a lost lease is never read. @throws FailureError where the lease is lost or the disk refuses. */
  save(state: ImportState): Promise<void>;
  /**
   * Releases the import to other windows. Never rejects.
   * @param isDismissed whether the user dismissed the import, so that it is not offered again until it is driven again.
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
  /** The imports that this window offers to resume. Only one of the windows offers any. */
  offers(): readonly ImportState[];
  /** The user dismissed the offer: the import is not offered again until it is driven again. Never rejects. */
  dismissOffer(id: string): Promise<void>;
  /** Resolves when everything that any window has saved until now has been read. Never rejects. */
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
