// The answers to the questions of Create Import Job so far.
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { ImportPart } from '../../domain/imports/import.ts';
import type { CsvTarget, ValidatedCsv } from '../csv/validate/validations.ts';
import type { Comparison } from '../users/compare.ts';

/** All members are set after the last question. */
export interface ImportDraft {
  /** The CSV on disk, or a folder of them. */
  readonly path: string;
  /** The pool and what it can import, with the hash algorithm once the user has selected it. */
  readonly target: CsvTarget;
  readonly algorithm?: HashAlgorithm;
  /** Set if the hash algorithm of each CSV is known, so that the user is not asked. */
  readonly hashed?: true;
  readonly checked?: ValidatedCsv;
  /** Set where the import may need several jobs, one after another. */
  readonly parts?: readonly ImportPart[];
  /** Which users of the CSV exist already, if the user has asked for that. */
  readonly compared?: Comparison;
  /** Whether users that exist are left out. */
  readonly newRowsOnly?: boolean;
  /** How many rows are imported first, before the user decides about the rest. */
  readonly trialRows?: number;
  readonly jobName?: string;
  readonly roleArn?: string;
  readonly start?: boolean;
}

/** The target with this hash algorithm. */
export function withAlgorithm(target: CsvTarget, hashAlgorithm: HashAlgorithm): CsvTarget {
  return { ...target, schema: { ...target.schema, hashAlgorithm } };
}
