// Recognises the CSV of an import by its content.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { CsvFile } from '../../domain/imports/import.ts';

/** The data that identifies a file. */
export type FileContent = Pick<CsvFile, 'path' | 'bytes' | 'sha256'>;

/** Whether the file's content is unchanged. */
export async function isUnchanged({ path, bytes, sha256 }: FileContent): Promise<boolean> {
  const size = await stat(path).then(
    (file) => file.size,
    () => undefined, // it was deleted
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
