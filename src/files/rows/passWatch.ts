// Follows the unfinished passes of all windows: which of them lost their window, so that going on can be offered.
import { join } from 'node:path';
import { sandboxConnection } from '../../domain/connections/connection.ts';
import type { Disk } from '../imports/disk.ts';
import { latestOwner, ownerBeat } from '../imports/lease.ts';
import type { Silence } from '../imports/silence.ts';
import { dismissedPath } from '../imports/storedImport.ts';
import { headName, parseHead, type PassHead } from './passHead.ts';

/** A pass whose window was killed and that no window has taken since. */
export interface InterruptedPass {
  readonly head: PassHead;
  /** Changes with every window that has had it: then it is worth another offer. */
  readonly key: string;
}

/** The passes over users that lost their window, as the windows' offers have them. */
export interface PassOffers {
  /** Those that this window offers to go on with. */
  offers(): readonly InterruptedPass[];
  /** Those that no window drives, also where the user knows of it. */
  resumable(): readonly InterruptedPass[];
  /** Not offered again until another window has had it. Never rejects. */
  dismiss(id: string): Promise<void>;
}

interface Known {
  readonly head: PassHead;
  readonly owner: number;
  readonly isReleased: boolean;
  readonly isDismissed: boolean;
}

export class PassWatch {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #silence: Silence;
  #unfinished = new Map<string, Known>();
  /** Those that nobody will go on with: passes do not become unfinished again, and the sandbox ended with its window. */
  readonly #over = new Set<string>();

  /** @param folder of all passes. */
  constructor(disk: Disk, folder: string, silence: Silence) {
    this.#disk = disk;
    this.#folder = folder;
    this.#silence = silence;
  }

  /** Whether there is nothing that could lose its window. */
  get isQuiet(): boolean {
    return [...this.#unfinished.values()].every(({ isReleased, isDismissed }) => isReleased || isDismissed);
  }

  /** @param isLook whether this is one of the regular checks that measure silence. @throws Error of the file system. */
  async read(isLook: boolean): Promise<void> {
    const unfinished = new Map<string, Known>();
    for (const id of await this.#disk.list(this.#folder)) {
      // A file that some window is about to rename into its place.
      if (id.startsWith('.') || this.#over.has(id)) continue;
      const known = await this.#readOne(id, isLook);
      if (!known) continue;
      if (known.head.isFinished || isSandboxed(known.head)) this.#over.add(id);
      else unfinished.set(id, known);
    }
    this.#unfinished = unfinished;
  }

  /** Those whose window fell silent. One that was paused or has met a failure was released, and its user knows of it. */
  interrupted(): readonly InterruptedPass[] {
    return [...this.#unfinished].flatMap(([id, { head, owner, isReleased, isDismissed }]) => {
      const isOffered = !isReleased && !isDismissed && this.#silence.isSilent(id);
      return isOffered ? [{ head, key: `${id} ${owner}` }] : [];
    });
  }

  /** Those that no window drives, also where the user knows of it. */
  resumable(): readonly InterruptedPass[] {
    return [...this.#unfinished].flatMap(([id, { head, owner, isReleased }]) =>
      isReleased || this.#silence.isSilent(id) ? [{ head, key: `${id} ${owner}` }] : [],
    );
  }

  /** Not offered again until another window has had it. @throws Error of the file system. */
  async dismiss(id: string): Promise<void> {
    const known = this.#unfinished.get(id);
    if (!known) return;
    this.#unfinished.set(id, { ...known, isDismissed: true });
    await this.#disk.createNew(dismissedPath(join(this.#folder, id), known.owner));
  }

  async #readOne(id: string, isLook: boolean): Promise<Known | undefined> {
    const folder = join(this.#folder, id);
    const text = await this.#disk.read(join(folder, headName));
    const head = text === undefined ? undefined : parseHead(text);
    if (!head) return undefined;
    const names = await this.#disk.list(folder);
    const owner = latestOwner(names);
    const beat = await ownerBeat(this.#disk, folder, owner);
    this.#silence.see(id, `${owner.number} ${beat}`, isLook);
    const isDismissed = names.includes(`dismissed.${owner.number}`);
    return { head, owner: owner.number, isReleased: owner.isReleased, isDismissed };
  }
}

/** Its subject is the key of a job, which begins with the connection. */
function isSandboxed({ subject }: PassHead): boolean {
  return subject.startsWith(`${sandboxConnection.id} `);
}
