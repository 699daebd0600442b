// Import jobs for the ui tests: real CSVs that really run.
import type { ImportJob } from '../../../../src/emulator/cognito/importJob.ts';
import type { UserPool } from '../../../../src/emulator/cognito/userPool.ts';
import type { Control } from '../../../../src/emulator/control.ts';
import { sampleCsv, type SampleFile } from '../../../../src/emulator/seeds/sampleCsv.ts';

/** Starts the import of `file` into `pool`; at most one job of the account runs at a time. */
export function startImport(
  control: Control,
  pool: UserPool,
  jobName: string,
  file: SampleFile = { rows: 30_000 },
): ImportJob {
  return control.startImport({ userPoolId: pool.id, jobName, csv: sampleCsv(pool, file) });
}

/** Brings every running import to its end, so that the account can take another. */
export function finishImports(control: Control): void {
  for (const { id, jobs } of control.pools)
    for (const job of jobs) if (job.isActive) control.finishJob(id, job.id);
}
