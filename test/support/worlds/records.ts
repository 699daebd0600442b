// Records of the import history, as tests need them.
import fc from 'fast-check';
import { jobStatuses } from '../../../src/domain/jobs/job.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import type { ImportRecord, Logged, RecordedJob } from '../../../src/domain/history/importRecord.ts';

export function record(
  change: Omit<Partial<ImportRecord>, 'job'> & { readonly job?: Partial<RecordedJob> } = {},
): ImportRecord {
  const { job, ...rest } = change;
  return {
    connection: profileConnection('work', 'us-east-1'),
    poolName: 'customers',
    begunAt: Date.UTC(2026, 10, 26, 20, 30),
    csv: { path: '/data/users.csv', bytes: 100, rows: 4, sha256: 'aa' },
    ...rest,
    job: {
      jobName: 'nightly',
      jobId: 'import-1',
      userPoolId: 'us-east-1_A',
      status: 'Created',
      importedUsers: 0,
      skippedUsers: 0,
      failedUsers: 0,
      ...job,
    },
  };
}

const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const counter = fc.nat(500_000);

export const anyJob: fc.Arbitrary<RecordedJob> = fc.record(
  {
    jobName: fc.string(),
    jobId: fc.constant('import-1'),
    userPoolId: fc.constant('us-east-1_A'),
    status: fc.constantFrom(...jobStatuses),
    importedUsers: counter,
    skippedUsers: counter,
    failedUsers: counter,
    creationDate: time,
    startDate: time,
    completionDate: time,
    completionMessage: fc.string(),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'jobName',
      'jobId',
      'userPoolId',
      'status',
      'importedUsers',
      'skippedUsers',
      'failedUsers',
    ],
  },
);

const own = { noNullPrototype: true };

export const anyLogged: fc.Arbitrary<Logged> = fc.record(
  {
    rows: counter,
    reasons: fc.array(
      fc.record(
        {
          outcome: fc.constantFrom('SUCCEEDED' as const, 'SKIPPED' as const, 'FAILED' as const),
          reason: fc.string(),
          count: counter,
          lines: fc.array(fc.nat(500_000), { maxLength: 3 }),
        },
        own,
      ),
      { maxLength: 4 },
    ),
  },
  own,
);

export const anyAccount = fc.record({ accountId: fc.stringMatching(/^\d{12}$/), arn: fc.string() }, own);

export const anyRecord: fc.Arbitrary<ImportRecord> = fc.record(
  {
    job: anyJob,
    connection: fc.constant(profileConnection('work', 'us-east-1')),
    poolName: fc.string(),
    account: anyAccount,
    csv: fc.record({ path: fc.string(), bytes: counter, rows: counter, sha256: fc.string() }, own),
    part: fc.record({ firstLine: counter, rows: counter }, own),
    batchId: fc.string(),
    begunAt: time,
    logged: anyLogged,
  },
  { requiredKeys: ['job', 'connection', 'poolName', 'begunAt'], noNullPrototype: true },
);
