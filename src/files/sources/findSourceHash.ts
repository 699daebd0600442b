// Finds the password hash of one user in a file of another system, for a worker thread.
import { isRefused, type SourceHash, type SourceUser } from '../../sources/user.ts';
import type { OnProgress } from '../csv/textFile.ts';
import { entriesOf, type SourceInput } from './source.ts';

export interface SourceHashWanted extends SourceInput {
  /** The place of a user; or a username, address, phone number or id in any case, or else the place in digits. */
  readonly user: number | string;
}

export interface FoundSourceHash {
  /** As `SourceUser` counts it. */
  readonly place: number;
  readonly hash?: SourceHash;
}

/** "noHashes": no user of the file has one; "noUser": nobody is called that, and the place has no user. */
export type SourceHashSearch = FoundSourceHash | 'noHashes' | 'noUser';

/** @throws UnreadableSource; Error of the file system. */
export async function findSourceHash(
  { user, ...input }: SourceHashWanted,
  onProgress?: OnProgress,
): Promise<SourceHashSearch> {
  const wanted = typeof user === 'string' ? user.trim().toLowerCase() : undefined;
  let numbered: FoundSourceHash | undefined;
  let hasHashes = false;
  for await (const batch of entriesOf(input, undefined, onProgress))
    for (const entry of batch) {
      if (isRefused(entry)) continue;
      const { place, hash } = entry;
      hasHashes ||= hash !== undefined;
      const found = { place, ...(hash === undefined ? {} : { hash }) };
      if (place === user || (wanted !== undefined && isCalled(entry, wanted))) return found;
      if (String(place) === wanted) numbered = found;
    }
  return numbered ?? (hasHashes ? 'noUser' : 'noHashes');
}

const names = ['username', 'email', 'phone_number'];

function isCalled({ values, aside }: SourceUser, wanted: string): boolean {
  const all = [...names.map((name) => values.get(name)), aside.get('source_id')];
  return all.some((name) => name?.toLowerCase() === wanted);
}
