// This window's knowledge of the stored imports, read regularly to notice silent owners.
import { join } from 'node:path';
import type { Disk } from './disk.ts';
import type { Lease } from './lease.ts';
import type { Silence } from './silence.ts';
import { readImport, type StoredImport } from './storedImport.ts';

export interface KnownImport extends StoredImport {
  readonly id: string;
  /** The owner, which drives the import or asks its user about it: this window, perhaps another one, or none. */
  readonly holder: 'here' | 'elsewhere' | 'nobody';
}

export interface KnownImportsOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly silence: Silence;
  readonly warn: (message: string) => void;
  readonly leaseOf: (id: string) => Lease | undefined;
}

/** Other entries of the folder do not belong to an import: temporary files, the lease on offers. */
const idPattern = /^\w[\w-]*$/;
const temporaryPattern = /^\.[\w-]+\.tmp$/;

export class KnownImports {
  readonly #options: KnownImportsOptions;
  readonly #known = new Map<string, KnownImport>();

  constructor(options: KnownImportsOptions) {
    this.#options = options;
  }

  all(): readonly KnownImport[] {
    return [...this.#known.values()];
  }

  get(id: string): KnownImport | undefined {
    return this.#known.get(id);
  }

  put(id: string, stored: StoredImport): void {
    this.#known.set(id, { ...stored, id, holder: this.#holder(id, stored) });
  }

  forget(id: string): void {
    this.#known.delete(id);
    this.#options.silence.forget(id);
  }

  /**
   * Reads imports again that may have changed.
   * @param isLook whether this is one of the regular checks that measure silence.
   * @param isFull whether finished imports are read again too.
   * @throws Error of the file system.
   */
  async readAll(isLook: boolean, isFull: boolean): Promise<void> {
    const { disk, folder, silence } = this.#options;
    const names = await disk.list(folder);
    for (const id of this.#known.keys()) if (!names.includes(id)) this.forget(id);
    for (const name of names) {
      if (idPattern.test(name)) {
        const isFinished = this.#known.get(name)?.state?.status === 'finished';
        if (isFull || !isFinished) await this.read(name, isLook);
      } else if (isLook && temporaryPattern.test(name)) {
        // Left by a window that died while it saved.
        silence.see(name, '', true);
        if (silence.isSilent(name)) await disk.remove(join(folder, name));
      }
    }
  }

  /** @throws Error of the file system. */
  async read(id: string, isLook = false): Promise<KnownImport | undefined> {
    const { disk, folder, silence, warn, leaseOf } = this.#options;
    const path = join(folder, id);
    const lease = leaseOf(id);
    const stored = await readImport(disk, path, warn);
    // What was read before this window took, saved or released the import is outdated.
    if (lease !== leaseOf(id) || (lease && this.#known.has(id) && !lease.lost.aborted)) return this.get(id);
    silence.see(id, signOf(stored), isLook);
    const isGone = stored.owner.isReleased || silence.isSilent(id);
    if (!stored.state && !stored.isDamaged && isLook && silence.isSilent(id) && !lease) {
      // Files of an import into the sandbox, or of one whose window died before it saved anything.
      await disk.remove(path);
      this.forget(id);
      return undefined;
    }
    if (stored.state?.status === 'finished' && stored.files.length > 0 && isGone)
      for (const name of stored.files) await disk.remove(join(path, name));
    this.put(id, stored);
    return this.get(id);
  }

  #holder(id: string, { owner }: StoredImport): KnownImport['holder'] {
    const lease = this.#options.leaseOf(id);
    if (lease && !lease.lost.aborted) return 'here';
    return owner.isReleased || this.#options.silence.isSilent(id) ? 'nobody' : 'elsewhere';
  }
}

function signOf({ owner, beat, stateNumber, state }: StoredImport): string {
  return [owner.number, owner.isReleased, beat, stateNumber, state?.savedAt].join(' ');
}
