// The way from a line of a part back to the CSV that the user chose.
import { wholeLine } from '../../csv/split.ts';
import type { BatchPart } from '../../domain/importBatch.ts';
import type { CsvFile } from '../../domain/importRun.ts';

export interface Origin {
  readonly csv: CsvFile;
  /** The line of it that a line of the part was; 1 is the header of both. */
  readonly lineOf: (partLine: number) => number;
}

export function originOf({ source, cut }: BatchPart): Origin {
  return { csv: source, lineOf: (line) => (cut ? wholeLine(cut, line) : line) };
}
