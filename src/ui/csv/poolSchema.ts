// Reads what a user pool can import.
import { toImportSchema, type ImportSchema } from '../../csv/schema.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';

export interface PoolSchema {
  readonly schema: ImportSchema;
  readonly poolName: string;
  /** The service updates this count only now and then. */
  readonly estimatedUsers: number | undefined;
}

/** DescribeUserPool and GetCSVHeader. @throws FailureError */
export async function readPoolSchema(
  jobs: JobService,
  ref: PoolRef,
  signal = new AbortController().signal,
): Promise<PoolSchema> {
  const gateway = await jobs.gateway(ref.connectionId);
  const [description, csvHeader] = await Promise.all([
    gateway.imports.describeUserPool(ref.userPoolId, signal),
    gateway.imports.getCsvHeader(ref.userPoolId, signal),
  ]);
  return {
    schema: toImportSchema(description, csvHeader),
    poolName: description.Name ?? ref.userPoolId,
    estimatedUsers: description.EstimatedNumberOfUsers,
  };
}
