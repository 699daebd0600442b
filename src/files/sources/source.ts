// A file of another system on disk, or the text of a document: how it is written, and its users one batch after the other.
import { statSync } from 'node:fs';
import { readUsers, type ReadEnd, type SourceFormatChoice } from '../../sources/read/readUsers.ts';
import { readHashes, type HashIndex } from '../../sources/read/hashIndex.ts';
import { detectSource, headBytes, type Candidate } from '../../sources/read/detect.ts';
import type { SourceEntry } from '../../sources/user.ts';
import { detectEncoding, readChunks, type OnProgress } from '../csv/textFile.ts';

export type Source = { readonly path: string } | { readonly text: string };

/** What the user has said of a source so far. Plain data: it is posted to a worker. */
export interface SourceInput {
  readonly source: Source;
  readonly choice: SourceFormatChoice;
  /** What paths of the source mean, where that is not what the format says; '' keeps one aside. */
  readonly columns: readonly (readonly [path: string, meaning: string])[];
  /** A file with the users' password hashes. */
  readonly hashes?: { readonly source: Source; readonly choice: SourceFormatChoice };
  /** Milliseconds since 1970, to recognize what has expired. */
  readonly now: number;
}

/** The formats that a source may be of, the likeliest first; empty for an empty file. @throws Error of the file system. */
export function detect({
  headerLine,
  ...source
}: Source & { readonly headerLine?: number }): readonly Candidate[] {
  const line = headerLine === undefined ? {} : { headerLine };
  if ('text' in source) return detectSource(bytesOf(source), { isWhole: true, encoding: 'utf-8', ...line });
  const head: Uint8Array[] = [];
  let size = 0;
  for (const chunk of readChunks(source.path)) {
    head.push(Uint8Array.from(chunk));
    size += chunk.length;
    if (size >= headBytes) break;
  }
  const encoding = detectEncoding(readChunks(source.path));
  return detectSource(Buffer.concat(head), { isWhole: size < headBytes, encoding, ...line });
}

/** @throws UnreadableSource; Error of the file system. */
export async function hashesOf({ hashes, now }: SourceInput): Promise<HashIndex | undefined> {
  if (!hashes) return undefined;
  return readHashes(hashes.choice, chunksOf(hashes.source), now);
}

/** The users of a source in its order. @throws as hashesOf */
export async function* entriesOf(
  { source, choice, columns, now }: SourceInput,
  hashes: HashIndex | undefined,
  onProgress?: OnProgress,
  onEnd?: (end: ReadEnd) => void,
): AsyncGenerator<readonly SourceEntry[], void> {
  const options = {
    now,
    columns: new Map(columns),
    ...(hashes ? { hashes } : {}),
    ...(onEnd ? { onEnd } : {}),
  };
  yield* readUsers(choice, chunksOf(source, onProgress), options);
}

/** What shows whether one of the files has changed: sizes and times, nothing of their content. @throws Error of the file system. */
export function stampsOf({ source, hashes }: SourceInput): readonly string[] {
  return [source, ...(hashes ? [hashes.source] : [])].map((one) => {
    if ('text' in one) return 'a document, which is passed on as it is';
    const { size, mtimeNs, ino } = statSync(one.path, { bigint: true });
    return `${size} ${mtimeNs} ${ino}`;
  });
}

function chunksOf(source: Source, onProgress?: OnProgress): Iterable<Uint8Array> {
  return 'path' in source ? readChunks(source.path, onProgress) : [bytesOf(source)];
}

function bytesOf({ text }: { readonly text: string }): Uint8Array {
  return new TextEncoder().encode(text);
}
