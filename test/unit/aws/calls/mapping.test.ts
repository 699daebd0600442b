// Maps the SDK's shapes to the domain's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  answeredJob,
  toImportJob,
  toUserPool,
  toUserPoolDescription,
} from '../../../../src/aws/calls/mapping.ts';

describe('a job', () => {
  test('with all members keeps them, except for an unusable URL', () => {
    const job = toImportJob({
      JobName: 'nightly',
      JobId: 'import-0123456789',
      UserPoolId: 'us-east-1_AbCdEfGhI',
      PreSignedUrl: 'https://bucket/key?X-Amz-Signature=secret&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900',
      CreationDate: new Date(1),
      StartDate: new Date(2),
      CompletionDate: new Date(3),
      Status: 'Succeeded',
      CloudWatchLogsRoleArn: 'arn:role',
      ImportedUsers: 4,
      SkippedUsers: 5,
      FailedUsers: 6,
      CompletionMessage: 'Done. Really.',
      PasswordHashingAlgorithm: 'BCRYPT',
    });
    const { preSignedUrl, ...rest } = job;
    assert.ok(preSignedUrl);
    assert.equal(preSignedUrl.expiresAt, Date.UTC(2026, 0, 1, 0, 15));
    assert.equal(preSignedUrl.reveal(), '', 'credentials that can no longer be used are dropped');
    assert.deepEqual(rest, {
      jobName: 'nightly',
      jobId: 'import-0123456789',
      userPoolId: 'us-east-1_AbCdEfGhI',
      creationDate: 1,
      startDate: 2,
      completionDate: 3,
      status: 'Succeeded',
      cloudWatchLogsRoleArn: 'arn:role',
      importedUsers: 4,
      skippedUsers: 5,
      failedUsers: 6,
      completionMessage: 'Done. Really.',
      passwordHashingAlgorithm: 'BCRYPT',
    });
  });

  test('with only the required members has no undefined members', () => {
    assert.deepEqual(toImportJob({}), {
      jobName: '',
      jobId: '',
      userPoolId: '',
      status: '',
      importedUsers: 0,
      skippedUsers: 0,
      failedUsers: 0,
    });
  });

  test('keeps its URL while a file may still be uploaded', () => {
    const url = 'https://bucket/key?X-Amz-Signature=secret';
    for (const status of ['Created', 'Paused'])
      assert.equal(
        toImportJob({ Status: status as 'Created', PreSignedUrl: url }).preSignedUrl?.reveal(),
        url,
      );
    for (const status of [
      'Pending',
      'InProgress',
      'Stopping',
      'Stopped',
      'Failed',
      'Succeeded',
      'Expired',
    ] as const)
      assert.equal(toImportJob({ Status: status, PreSignedUrl: url }).preSignedUrl?.reveal(), '', status);
  });

  test('with an unknown status or an invalid date is accepted', () => {
    const job = toImportJob({ Status: 'Paused' as 'Created', StartDate: new Date(NaN) });
    assert.equal(job.status, 'Paused');
    assert.ok(!('startDate' in job));
  });
});

test('a pool', () => {
  assert.deepEqual(
    toUserPool({ Id: 'x', Name: 'y', CreationDate: new Date(1), LastModifiedDate: new Date(2) }),
    {
      userPoolId: 'x',
      name: 'y',
      creationDate: 1,
      lastModifiedDate: 2,
    },
  );
  assert.deepEqual(toUserPool({}), { userPoolId: '', name: '' });
});

test('the description of a pool has only the members of the answer', () => {
  assert.deepEqual(toUserPoolDescription({}), {});
  assert.deepEqual(
    toUserPoolDescription({
      Id: 'not wanted',
      Name: 'p',
      MfaConfiguration: undefined,
      UsernameConfiguration: { CaseSensitive: true },
      SchemaAttributes: [
        {
          Name: 'level',
          AttributeDataType: 'Number',
          NumberAttributeConstraints: { MinValue: '1', MaxValue: undefined },
        },
      ],
    }),
    {
      Name: 'p',
      UsernameConfiguration: { CaseSensitive: true },
      SchemaAttributes: [
        { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1' } },
      ],
    },
  );
});

test('an answer without a job is refused', () => {
  assert.equal(answeredJob({ JobId: 'import-1' }).jobId, 'import-1');
  assert.throws(() => answeredJob(undefined), /proxy or a sign-in page/);
});
