// Validates one file from disk, for a worker thread: it blocks until the file is read.
import { createHash } from 'node:crypto';
import type { ImportSchema } from '../../csv/schema.ts';
import { CsvValidator, type ValidationResult } from '../../csv/validate/validate.ts';
import { blockBytes, BlockReader } from './blocks.ts';
import { isWorthSharing, ScoutedBlocks } from './scoutThread.ts';
import type { OnProgress } from './textFile.ts';

export interface FileToValidate {
  readonly path: string;
  readonly schema: ImportSchema;
  readonly findingsPerRule?: number;
}

export interface ValidatedFile extends ValidationResult {
  /** The digest of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/**
 * @param script of the worker: for a large file it starts a second thread that scans rows ahead. The result is the same.
 * @throws Error of the file system.
 */
export function validateFile(
  { path, schema, findingsPerRule }: FileToValidate,
  onProgress?: OnProgress,
  script?: string,
): ValidatedFile {
  const validator = new CsvValidator(schema, findingsPerRule);
  const hash = createHash('sha256');
  const reader = new BlockReader(path, onProgress);
  try {
    const block = new Uint8Array(blockBytes);
    for (let length = reader.read(block); length > 0; length = reader.read(block)) {
      const bytes = block.subarray(0, length);
      hash.update(bytes);
      validator.push(bytes);
      if (script !== undefined && isWorthSharing(reader.size) && validator.scouting) {
        validator.expectRows((validator.rows * reader.size) / length);
        const blocks = new ScoutedBlocks(script, validator.scouting);
        shareBlocks(blocks, reader, (...block) => {
          hash.update(block[0]);
          validator.push(...block);
        });
      }
    }
  } finally {
    reader.close();
  }
  return { ...validator.end(), sha256: hash.digest('hex') };
}

/** Reads the rest of the file. */
function shareBlocks(
  blocks: ScoutedBlocks,
  reader: BlockReader,
  use: Parameters<ScoutedBlocks['take']>[0],
): void {
  try {
    for (let isMore = true; isMore || !blocks.isEmpty;) {
      if (isMore && !blocks.isFull) isMore = blocks.fill((into) => reader.read(into));
      else blocks.take(use);
    }
  } finally {
    blocks.close();
  }
}
