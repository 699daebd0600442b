// Follows the unfinished passes of all windows and finds those whose window ended, so that Resume can be offered.
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
  /** Changes each time a window takes the pass; then it is offered again. */
  readonly key: string;
}

/** The passes over users whose window ended, with the offers of all windows. */
export interface PassOffers {
  /** The passes that this window offers to resume. */
  offers(): readonly InterruptedPass[];
  /** The passes that no window runs, including those that the user has paused. */
  resumable(): readonly InterruptedPass[];
  /** Does not offer the pass again until another window has taken it. Never rejects. */
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
  /** Passes that nobody can resume: finished ones, and those of a sandbox that ended with its window. */
  readonly #over = new Set<string>();

  /** @param folder of all passes. */
  constructor(disk: Disk, folder: string, silence: Silence) {
    this.#disk = disk;
    this.#folder = folder;
    this.#silence = silence;
  }

  /** Whether there is no unfinished pass. */
  get isQuiet(): boolean {
    return [...this.#unfinished.values()].every(({ isReleased, isDismissed }) => isReleased || isDismissed);
  }

  /** @param isLook whether this is one of the regular checks that measure silence. @throws Error of the file system. */
  async read(isLook: boolean): Promise<void> {
    const unfinished = new Map<string, Known>();
    for (const id of await this.#disk.list(this.#folder)) {
      // A temporary file that a window has not renamed yet.
      if (id.startsWith('.') || this.#over.has(id)) continue;
      const known = await this.#readOne(id, isLook);
      if (!known) continue;
      if (known.head.isFinished || isSandboxed(known.head)) this.#over.add(id);
      else unfinished.set(id, known);
    }
    this.#unfinished = unfinished;
  }

  /** Passes whose window stopped renewing its lease. A paused or failed pass has no lease, and its user knows of it. */
  interrupted(): readonly InterruptedPass[] {
    return [...this.#unfinished].flatMap(([id, { head, owner, isReleased, isDismissed }]) => {
      const isOffered = !isReleased && !isDismissed && this.#silence.isSilent(id);
      return isOffered ? [{ head, key: `${id} ${owner}` }] : [];
    });
  }

  /** The passes that no window runs, including those that the user has paused. */
  resumable(): readonly InterruptedPass[] {
    return [...this.#unfinished].flatMap(([id, { head, owner, isReleased }]) =>
      isReleased || this.#silence.isSilent(id) ? [{ head, key: `${id} ${owner}` }] : [],
    );
  }

  /** Does not offer the pass again until another window has taken it. @throws Error of the file system. */
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
