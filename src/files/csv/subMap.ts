// Writes which user of a CSV has which sub now, and which id of the source it had. Blocks: for a worker thread.
import { createReadStream } from 'node:fs';
import { writeAfterRecord } from '../../csv/afterFile.ts';
import type { KeyRow } from '../../domain/users/userNames.ts';
import { readLines } from '../rows/lines.ts';
import { readAfterRows } from './afterRows.ts';
import { LineWriter } from './textFile.ts';

/** Bytes of a sub, which is a UUID. */
export const subBytes = 16;

export interface SubMapRequest {
  /** The list of `KeyRow`s. */
  readonly keys: string;
  /** `subBytes` for each line of the CSV, from line 0 on; zeros if there is no user. */
  readonly subs: Uint8Array;
  /** What was kept aside for the CSV. */
  readonly after?: string;
  /** A file that must not exist yet. */
  readonly target: string;
}

export interface WrittenSubMap {
  readonly users: number;
  /** The number of users with an id of the source. */
  readonly withSourceId: number;
}

/** @throws Error of the file system. An incomplete target is removed. */
export async function writeSubMap({ keys, subs, after, target }: SubMapRequest): Promise<WrittenSubMap> {
  const ids = after === undefined ? undefined : await sourceIds(after);
  const output = new LineWriter(target);
  const counts = { users: 0, withSourceId: 0 };
  try {
    output.write(writeAfterRecord(['username', 'sub', ...(ids ? ['source_id'] : [])]));
    for await (const { text } of readLines(createReadStream(keys))) {
      const { line, username } = JSON.parse(text) as KeyRow;
      const sub = subAt(subs, line);
      if (sub === undefined) continue;
      const id = ids?.get(username) ?? '';
      counts.users++;
      if (id !== '') counts.withSourceId++;
      output.write(writeAfterRecord([username, sub, ...(ids ? [id] : [])]));
    }
    output.end();
    return counts;
  } catch (error) {
    output.abandon();
    throw error;
  }
}

async function sourceIds(path: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for await (const { username = '', source_id: id = '' } of readAfterRows(path)) ids.set(username, id);
  return ids;
}

/** @returns false if the sub is not a UUID and cannot be stored. */
export function putSub(subs: Uint8Array, line: number, sub: string): boolean {
  const bytes = Buffer.from(sub.replaceAll('-', ''), 'hex');
  if (bytes.length !== subBytes || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(sub)) return false;
  subs.set(bytes, line * subBytes);
  return true;
}

function subAt(subs: Uint8Array, line: number): string | undefined {
  const bytes = subs.subarray(line * subBytes, (line + 1) * subBytes);
  if (bytes.every((byte) => byte === 0)) return undefined;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
