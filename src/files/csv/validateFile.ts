// Validates one file from disk, for a worker thread: it blocks until the file is read.
import { createHash } from 'node:crypto';
import type { ImportSchema } from '../../csv/schema.ts';
import { CsvValidator, type ValidationResult } from '../../csv/validate/validate.ts';
import { readChunks, type OnProgress } from './textFile.ts';

export interface FileToValidate {
  readonly path: string;
  readonly schema: ImportSchema;
  readonly findingsPerRule?: number;
}

export interface ValidatedFile extends ValidationResult {
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** @throws Error of the file system. */
export function validateFile(
  { path, schema, findingsPerRule }: FileToValidate,
  onProgress?: OnProgress,
): ValidatedFile {
  const validator = new CsvValidator(schema, findingsPerRule);
  const hash = createHash('sha256');
  for (const chunk of readChunks(path, onProgress)) {
    hash.update(chunk);
    validator.push(chunk);
  }
  return { ...validator.end(), sha256: hash.digest('hex') };
}
