// Writes an import CSV of invented users, for a worker thread.
import type { ImportSchema } from '../../csv/schema.ts';
import { sampleLines, type SampleOptions } from '../../csv/sample/sampleUsers.ts';
import { LineWriter, type OnProgress } from './textFile.ts';

export interface SampleFile extends SampleOptions {
  readonly schema: ImportSchema;
  /** The path of a new file. */
  readonly target: string;
}

/** @throws Error of the file system. An incomplete target is removed. */
export function writeSample({ schema, target, ...options }: SampleFile, onProgress?: OnProgress): void {
  const writer = new LineWriter(target);
  try {
    let characters = 0;
    let lines = 0;
    for (const line of sampleLines(schema, options)) {
      writer.write(line);
      characters += line.length;
      lines++;
      // Assumes that all lines are about as long as those written so far.
      onProgress?.(characters, (characters / lines) * (options.count + 1));
    }
    writer.end();
  } catch (error) {
    writer.abandon();
    throw error;
  }
}
