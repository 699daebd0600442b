// Finds the password hash of one user in an import CSV that is too large for an editor. Blocks: for a worker thread.
import { findHash, type HashSearch } from '../../csv/read/findHash.ts';
import { decode, readChunks, type OnProgress } from './textFile.ts';

export interface HashWanted {
  readonly path: string;
  /** As `findHash` takes it. */
  readonly user: number | string;
}

/** @throws Error of the file system. */
export function findHashInFile({ path, user }: HashWanted, onProgress?: OnProgress): HashSearch {
  return findHash(linesOf(decode(readChunks(path, onProgress), 'utf-8')), user);
}

function* linesOf(pieces: Iterable<string>): Generator<string, void> {
  let rest = '';
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
