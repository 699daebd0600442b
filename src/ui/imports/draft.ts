// What the questions of Create Import Job have been answered with so far.
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { ImportPart } from '../../domain/imports/import.ts';
import type { CsvTarget, ValidatedCsv } from '../csv/validate/validations.ts';
import type { Comparison } from '../users/compare.ts';

/** All members are set after the last question. */
export interface ImportDraft {
  /** The CSV on disk, or a folder of them. */
  readonly path: string;
  /** The pool and what it can import, and the hash algorithm once that is answered. */
  readonly target: CsvTarget;
  readonly algorithm?: HashAlgorithm;
  /** Whether it is known of each CSV how its passwords are hashed, so that it is not asked. */
  readonly hashed?: true;
  readonly checked?: ValidatedCsv;
  /** Set where the import may need several jobs, one after another. */
  readonly parts?: readonly ImportPart[];
  /** Who of the CSV exists already, where the user has asked for that. */
  readonly compared?: Comparison;
  /** Whether users that exist are left out. */
  readonly newRowsOnly?: boolean;
  /** How many rows are imported first, before the user decides about the rest. */
  readonly trialRows?: number;
  readonly jobName?: string;
  readonly roleArn?: string;
  readonly start?: boolean;
}

/** The target whose CSV has passwords hashed that way. */
export function withAlgorithm(target: CsvTarget, hashAlgorithm: HashAlgorithm): CsvTarget {
  return { ...target, schema: { ...target.schema, hashAlgorithm } };
}
