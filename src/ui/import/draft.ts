// What the steps of Create Import Job have learnt so far.
import type { HashAlgorithm } from '../../csv/schema.ts';
import type { ValidationSummary } from '../../csv/validate.ts';
import type { UserPoolDescription } from '../../domain/importGateway.ts';
import type { PoolRef } from '../../domain/userPool.ts';

/** What is known of the pool that is imported into. */
export interface PoolFacts {
  readonly description: UserPoolDescription;
  readonly csvHeader: readonly string[];
}

export interface CheckedCsv {
  readonly summary: ValidationSummary;
  readonly sha256: string;
}

/** Answers so far; all of them once the last step is through. */
export interface ImportDraft {
  readonly pool?: PoolRef;
  readonly facts?: PoolFacts;
  readonly path?: string;
  readonly checked?: CheckedCsv;
  readonly jobName?: string;
  readonly roleArn?: string;
  readonly algorithm?: HashAlgorithm | 'none';
  readonly start?: boolean;
}
