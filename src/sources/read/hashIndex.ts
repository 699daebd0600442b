// Joins password hashes that lie in a file of their own to the users they belong to.
import { isRefused, type SourceEntry, type SourceHash, type SourceUser } from '../user.ts';
import { readUsers, type SourceFormatChoice } from './readUsers.ts';
import type { Chunks } from './text.ts';

/** Hashes by the id of their user, and by e-mail address if no id matches. */
export class HashIndex {
  readonly #byId = new Map<string, SourceHash>();
  readonly #byEmail = new Map<string, SourceHash>();
  readonly #joined = new Set<SourceHash>();
  #size = 0;

  add({ values, aside, hash }: SourceUser): void {
    if (hash === undefined) return;
    this.#size++;
    const id = aside.get('source_id');
    const email = values.get('email');
    if (id !== undefined) this.#byId.set(bareId(id), hash);
    if (email !== undefined) this.#byEmail.set(email.toLowerCase(), hash);
  }

  /** How many hashes there are. */
  get size(): number {
    return this.#size;
  }

  /** How many of them no user has had so far. */
  get unmatched(): number {
    return this.#size - this.#joined.size;
  }

  /** The entry with its hash; one that it has already stays. */
  join(entry: SourceEntry): SourceEntry {
    if (isRefused(entry) || entry.hash !== undefined) return entry;
    const id = entry.aside.get('source_id');
    const email = entry.values.get('email')?.toLowerCase();
    const hash =
      (id === undefined ? undefined : this.#byId.get(bareId(id))) ??
      (email === undefined ? undefined : this.#byEmail.get(email));
    if (hash === undefined) return entry;
    this.#joined.add(hash);
    return { ...entry, hash };
  }
}

/** Auth0 writes the connection's kind before the id: `auth0|…`. */
function bareId(id: string): string {
  return id.slice(id.lastIndexOf('|') + 1);
}

/** @throws as readUsers */
export async function readHashes(
  choice: SourceFormatChoice,
  chunks: Chunks,
  now: number,
): Promise<HashIndex> {
  const index = new HashIndex();
  for await (const batch of readUsers(choice, chunks, { now }))
    for (const entry of batch) if (!isRefused(entry)) index.add(entry);
  return index;
}
