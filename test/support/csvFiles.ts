// CSV files for the tests of one file, in a folder that is removed after them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { temporaryFolder } from './cleanup.ts';

export interface CsvFiles {
  readonly folder: string;
  /** Writes a file of its own; returns its path. */
  readonly write: (content: string | Uint8Array) => string;
}

/** To be called once, at the file's top. */
export function useCsvFiles(): CsvFiles {
  const made = temporaryFolder('csv');
  const folder = made.path;
  after(() => made.remove());
  let files = 0;
  return {
    folder,
    write(content) {
      const path = join(folder, `file${++files}.csv`);
      writeFileSync(path, content);
      return path;
    },
  };
}
