// Validates bytes in this thread, in slices, so that other work can run between them.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ImportSchema } from '../../../csv/schema.ts';
import { CsvValidator, type ValidationResult } from '../../../csv/validate/validate.ts';

/** A slice takes some milliseconds. */
const sliceBytes = 1 << 18;

/** @throws the signal's reason once it is aborted. */
export async function validateBytes(
  bytes: Uint8Array,
  schema: ImportSchema,
  findingsPerRule: number,
  signal: AbortSignal,
): Promise<ValidationResult & { readonly sha256: string }> {
  const validator = new CsvValidator(schema, findingsPerRule);
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += sliceBytes) {
    if (from > 0) await setImmediate();
    signal.throwIfAborted();
    const slice = bytes.subarray(from, from + sliceBytes);
    hash.update(slice);
    validator.push(slice);
  }
  return { ...validator.end(), sha256: hash.digest('hex') };
}
