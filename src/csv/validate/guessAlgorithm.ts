// Guesses the hash algorithm of an import from the beginning of its CSV.
import type { ImportSchema } from '../schema.ts';
import { CsvValidator } from './validate.ts';

/** As much of a file as the guess is made from: hundreds of rows. */
export const guessedBytes = 1 << 16;

/** The schema with the algorithm that the first hashes look like, if it has none and they look like one. */
export function withGuessedAlgorithm(schema: ImportSchema, begin: Uint8Array): ImportSchema {
  if (schema.hashAlgorithm !== undefined || !schema.csvHeader.includes('password_hash')) return schema;
  const validator = new CsvValidator(schema, 0);
  validator.push(begin.subarray(0, guessedBytes));
  const { hashAlgorithm } = validator.end().summary;
  return hashAlgorithm === undefined ? schema : { ...schema, hashAlgorithm };
}
