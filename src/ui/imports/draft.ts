// What the steps of Create Import Job have learnt so far.
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { BatchPart } from '../../domain/imports/batch.ts';
import type { CsvTarget, ValidatedCsv } from '../csv/validate/validations.ts';

/** Answers so far; all of them once the last step is through. */
export interface ImportDraft {
  /** The CSV on disk, or a folder of them. */
  readonly path: string;
  /** The pool and what it can import, with the hash algorithm once that is answered. */
  readonly target: CsvTarget;
  readonly algorithm?: HashAlgorithm;
  readonly checked?: ValidatedCsv;
  /** Where it becomes several jobs, one after another. */
  readonly parts?: readonly BatchPart[];
  readonly jobName?: string;
  readonly roleArn?: string;
  readonly start?: boolean;
}
