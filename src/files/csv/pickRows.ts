// Makes a new import CSV of some of the rows of another: for a worker, which may wait.
import { RowPicker } from '../../csv/results.ts';
import type { OnProgress } from './rewrite.ts';
import { LineWriter, readChunks } from './textFile.ts';

export interface RowChoice {
  readonly path: string;
  /** Lines of the file, the header being 1, in rising order. */
  readonly lines: Uint32Array;
  /** A file that must not be there yet; without it the text comes back. */
  readonly target?: string;
}

export interface PickedRows {
  /** Those that were in the file. */
  readonly rows: number;
  /** Blank lines of the file before the last of them. */
  readonly blankLines: number;
  readonly text?: string;
}

/** Copies the header and the rows as they are. @throws Error of the file system. A target that is not complete is removed. */
export function pickRows({ path, lines, target }: RowChoice, onProgress?: OnProgress): PickedRows {
  const writer = new LineWriter(target);
  try {
    let at = 0;
    const isWanted = (line: number): boolean => {
      while ((lines[at] ?? Infinity) < line) at++;
      return lines[at] === line;
    };
    const picker = new RowPicker(isWanted, (line) => writer.write(line));
    for (const chunk of readChunks(path, onProgress)) picker.push(chunk);
    const rows = Math.max(0, picker.end().length - 1);
    const text = writer.end();
    return { rows, blankLines: picker.blankLines, ...(text === undefined ? {} : { text }) };
  } catch (error) {
    writer.abandon();
    throw error;
  }
}
