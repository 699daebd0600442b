// The CSV behind an import, known again by its content.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { CsvFile } from '../../domain/imports/import.ts';

/** What a file is known again by. */
export type FileContent = Pick<CsvFile, 'path' | 'bytes' | 'sha256'>;

/** Whether the file still has the content it had then. */
export async function isUnchanged({ path, bytes, sha256 }: FileContent): Promise<boolean> {
  const size = await stat(path).then(
    (file) => file.size,
    () => undefined, // not there any more
  );
  return size === bytes && (await hashOf(path)) === sha256;
}

/** The file as it is now. @throws Error of the file system. */
export async function contentOf(path: string): Promise<FileContent> {
  const { size } = await stat(path);
  return { path, bytes: size, sha256: await hashOf(path) };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
