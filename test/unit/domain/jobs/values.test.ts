// Small pure functions: texts, addresses, keys, patterns, the pre-signed URL, the samples of a chart.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import fc from 'fast-check';
import { environmentConnection, profileConnection } from '../../../../src/domain/connections/connection.ts';
import {
  isActive,
  isStoppable,
  isTerminal,
  jobKey,
  jobStatuses,
  type ImportJob,
  type JobRef,
} from '../../../../src/domain/jobs/job.ts';
import { consoleUrl, describeCommand, poolArn, regions } from '../../../../src/domain/jobs/awsAddresses.ts';
import { PreSignedUrl } from '../../../../src/domain/gateway/preSignedUrl.ts';
import { maxSamples, maxSeries, Samples } from '../../../../src/domain/jobs/samples.ts';
import { wildcardMatch } from '../../../../src/domain/connections/guardedTargets.ts';
import { ending, explanation, nextSteps, summary } from '../../../../src/domain/jobs/jobWords.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';

const ref = { connectionId: 'profile/work/us-east-1', userPoolId: 'us-east-1_A', jobId: 'import-1' };

test('every status is either not started, active or terminal; only active jobs can be stopped', () => {
  for (const status of jobStatuses) {
    const kinds = [status === 'Created', isActive(status), isTerminal(status)].filter(Boolean);
    assert.equal(kinds.length, 1, status);
    if (isStoppable(status)) assert.ok(isActive(status));
  }
  assert.equal(isTerminal('SomethingNew'), false);
});

test('summaries have counters, progress and time left', () => {
  assert.equal(
    summary(job('import-1', { importedUsers: 1204, failedUsers: 3 }), 'en-US'),
    'InProgress · 1,204 imported · 3 failed',
  );
  const half = job('import-1', { importedUsers: 50 });
  const minute = 60_000;
  for (const [timeLeft, words] of [
    [undefined, 'InProgress · 50% · 50 imported'],
    [20_000, 'InProgress · 50% · less than a minute left · 50 imported'],
    [3.2 * minute, 'InProgress · 50% · about 4 min left · 50 imported'],
    [60 * minute, 'InProgress · 50% · about 1 h left · 50 imported'],
    [125 * minute, 'InProgress · 50% · about 2 h 5 min left · 50 imported'],
  ] as const)
    assert.equal(summary(half, 'en-US', { rows: 100, timeLeft }), words);
  assert.equal(
    summary({ ...half, status: 'Stopped' }, 'en-US', { rows: 100, timeLeft: undefined }),
    'Stopped · 50 imported',
  );
  assert.equal(summary(job('import-1', { status: 'Created' }), 'en-US'), 'Created');
  assert.equal(
    ending(job('import-1', { status: 'Failed', failedUsers: 2 }), 'en-US'),
    'name of import-1 failed: 0 imported · 2 failed',
  );
});

test('the explanation of Failed does not claim that nothing was imported', () => {
  assert.match(
    explanation(job('import-1', { status: 'Failed', importedUsers: 14 })),
    /does not mean that nothing/,
  );
  assert.match(explanation(job('import-1', { status: 'Failed' })), /no user was imported/);
});

test('every status has an explanation, and the next steps of a job with failures lead to the reasons', () => {
  for (const status of [...jobStatuses, 'New']) assert.notEqual(explanation(job('import-1', { status })), '');
  assert.match(
    nextSteps(job('import-1', { status: 'Failed', failedUsers: 2 }), 'en')[0] ?? '',
    /Export Failed Rows/,
  );
  assert.deepEqual(nextSteps(job('import-1', { status: 'Succeeded', importedUsers: 2 }), 'en'), []);
});

test('addresses follow the partition of the region', () => {
  assert.equal(
    poolArn('cn-north-1', '111122223333', 'cn-north-1_A'),
    'arn:aws-cn:cognito-idp:cn-north-1:111122223333:userpool/cn-north-1_A',
  );
  assert.match(consoleUrl('us-gov-west-1', ref), /^https:\/\/console\.amazonaws-us-gov\.com\//);
  assert.match(consoleUrl('cn-north-1', ref), /^https:\/\/console\.amazonaws\.cn\//);
  assert.match(poolArn('us-gov-west-1', '111122223333', 'x'), /^arn:aws-us-gov:cognito-idp:us-gov-west-1:/);
  for (const partition of ['us-east-1', 'us-gov-west-1', 'cn-northwest-1'] as const)
    assert.ok(regions.includes(partition));
  assert.match(
    consoleUrl('eu-west-1', ref),
    /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/.*region=eu-west-1$/,
  );
});

test('the CLI command quotes a profile that needs it', () => {
  assert.match(
    describeCommand(profileConnection("it's mine", 'us-east-1'), ref),
    / --profile 'it'\\''s mine' /,
  );
  assert.doesNotMatch(describeCommand(environmentConnection('us-east-1'), ref), /--profile/);
});

test('keys are equal if and only if their refs are equal', () => {
  const part = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !text.includes(' '));
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const one = { connectionId: a, userPoolId: b, jobId: c };
      const other = { connectionId: a, userPoolId: d, jobId: c };
      assert.equal(jobKey(one) === jobKey(other), b === d);
    }),
  );
});

test('connection ids of different profiles differ, whatever their names', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      assert.equal(profileConnection(a, 'r').id === profileConnection(b, 'r').id, a === b);
      assert.doesNotMatch(profileConnection(a, 'r').id, / /);
    }),
  );
});

test('a pre-signed URL is never printed, and knows when it expires', () => {
  const secret =
    'https://bucket.s3.amazonaws.com/key?X-Amz-Date=20260101T000000Z&X-Amz-Expires=899&X-Amz-Signature=abc';
  const url = new PreSignedUrl(secret);
  for (const text of [
    String(url),
    JSON.stringify({ url }),
    inspect(url),
    inspect({ url }),
    Object.values(url).join(),
  ]) {
    assert.doesNotMatch(text, /bucket|Signature/);
  }
  assert.equal(url.expiresAt, Date.UTC(2026, 0, 1, 0, 14, 59));
  assert.equal(url.reveal(), secret);
  const spent = new PreSignedUrl(secret, false);
  assert.deepEqual([spent.reveal(), spent.expiresAt], ['', url.expiresAt]);
  assert.equal(new PreSignedUrl('https://example.com/').expiresAt, undefined);
});

test('patterns: * matches any text, case is ignored, everything else is literal', () => {
  assert.ok(wildcardMatch('*prod*', 'Customers-PRODUCTION'));
  assert.ok(wildcardMatch('111122223333', '111122223333'));
  assert.ok(!wildcardMatch('prod', 'production'));
  assert.ok(!wildcardMatch('a.c', 'abc'));
  fc.assert(fc.property(fc.string(), (name) => wildcardMatch('*', name)));
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('*')),
      (name) => wildcardMatch(name, name),
    ),
  );
});

test('samples are bounded and in order, and the first and the last are kept', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 1500 }), (steps) => {
      const samples = new Samples();
      let now = 10_000;
      let imported = 0;
      for (const step of steps) {
        now += step;
        imported += step;
        samples.record(ref, job('import-1', { importedUsers: imported }), now);
      }
      const series = samples.of(ref, job('import-1'));
      assert.ok(series.length <= maxSamples);
      assert.deepEqual(series[0], [2_000, 0, 0, 0]);
      assert.deepEqual(series.at(-1), [now, imported, 0, 0]);
      assert.ok(series.every(([at], index) => index === 0 || at > (series[index - 1]?.[0] ?? 0)));
    }),
    { numRuns: 30 },
  );
});

test('the final reading of a job ends its series', () => {
  const samples = new Samples();
  samples.record(ref, job('import-1', { importedUsers: 3 }), 5_000);
  const over = job('import-1', { status: 'Succeeded', importedUsers: 9, completionDate: 4_000 });
  samples.record(ref, over, 6_000);
  samples.record(ref, over, 7_000);
  assert.deepEqual(samples.of(ref, over), [
    [2_000, 0, 0, 0],
    [5_000, 3, 0, 0],
    [5_001, 9, 0, 0],
  ]);
});

test('only the samples of the most recently read jobs are kept', () => {
  const samples = new Samples();
  const other = (index: number): JobRef => ({ ...ref, jobId: `import-${index}` });
  const counted = (index: number, importedUsers: number): ImportJob =>
    job(`import-${index}`, { importedUsers });
  for (let index = 0; index < 5 * maxSeries; index++) {
    samples.record(other(index), counted(index, 1), 5_000 + index);
    samples.record(other(0), counted(0, index), 5_000 + index);
  }
  const kept = Array.from({ length: 5 * maxSeries }, (_, index) => index).filter(
    (index) => samples.of(other(index), counted(index, 1)).length > 1,
  );
  assert.equal(kept.length, maxSeries);
  assert.ok(kept.includes(0) && kept.includes(5 * maxSeries - 1));
});

test('the samples of a job that was never seen running are its start and its end', () => {
  const over = job('import-1', { status: 'Failed', importedUsers: 1, failedUsers: 2, completionDate: 3_000 });
  assert.deepEqual(new Samples().of(ref, over), [
    [2_000, 0, 0, 0],
    [3_000, 1, 0, 2],
  ]);
});
