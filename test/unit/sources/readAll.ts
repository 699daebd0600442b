// Reads a whole source in a test, and describes each record in one line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectSource, type Candidate, type DetectOptions } from '../../../src/sources/read/detect.ts';
import { readUsers, type ReadEnd, type ReadOptions } from '../../../src/sources/read/readUsers.ts';
import { isRefused, type SourceEntry } from '../../../src/sources/user.ts';
import { root } from '../../support/paths.ts';

/** The time of reading, in milliseconds since the epoch. */
export const now = Date.parse('2026-01-01T00:00:00Z');

export function sample(name: string): Uint8Array {
  return readFileSync(join(root, 'test/cases/sources', name));
}

export function detect(bytes: Uint8Array, options?: DetectOptions): readonly Candidate[] {
  return detectSource(bytes, { isWhole: true, ...options });
}

/** The most likely candidate. */
export function detectFirst(bytes: Uint8Array): Candidate {
  const [first] = detect(bytes);
  if (first === undefined) throw new Error('Nothing was detected.');
  return first;
}

/** @param size of the chunks in bytes. */
export async function readAll(
  bytes: Uint8Array,
  choice: Pick<Candidate, 'format' | 'shape'> = detectFirst(bytes),
  { size = 1 << 16, ...options }: Partial<ReadOptions> & { readonly size?: number } = {},
): Promise<{ readonly entries: readonly SourceEntry[]; readonly end: ReadEnd }> {
  const entries: SourceEntry[] = [];
  let end: ReadEnd | undefined;
  const onEnd = (result: ReadEnd): void => void (end = result);
  for await (const batch of readUsers(choice, pieces(bytes, size), { now, ...options, onEnd }))
    entries.push(...batch);
  if (end === undefined) throw new Error('onEnd was not called.');
  return { entries, end };
}

/** All pieces share one buffer, as they do when a file is read. */
function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array, void> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

/** `2 username=a email=b # $2b$ | source_id=1`: place, values, beginning of the hash, values for after the import. */
export function tell(entry: SourceEntry): string {
  if (isRefused(entry)) return `${entry.place} refused: ${entry.refused}`;
  const { place, values, hash, aside } = entry;
  const list = (map: ReadonlyMap<string, string>): string[] =>
    [...map].map(([key, text]) => `${key}=${text}`);
  const beside = [hash?.algorithm, hash?.iterations, hash?.salt].filter((part) => part !== undefined);
  const hashes = hash === undefined ? [] : ['#', hash.text.slice(0, 20), ...beside];
  const kept = aside.size === 0 ? [] : ['|', ...list(aside)];
  return [place, ...list(values), ...hashes, ...kept].join(' ');
}
