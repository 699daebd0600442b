// Copies some rows of an import CSV into a new one, for a worker thread.
import { RowPicker } from '../../csv/results.ts';
import { LineWriter, readChunks, type OnProgress } from './textFile.ts';

export interface RowChoice {
  readonly path: string;
  /** Line numbers in ascending order; the header is line 1. */
  readonly lines: Uint32Array;
  /** The path of a new file; without it the text is returned. */
  readonly target?: string;
}

export interface PickedRows {
  /** How many of the lines were found in the file. */
  readonly rows: number;
  /** Blank lines before the last row that was found. */
  readonly blankLines: number;
  readonly text?: string;
}

/** Copies the header and the rows unchanged. @throws Error of the file system. An incomplete target is removed. */
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
