// Log lines contain what identifies a call, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedLine, succeededLine } from '../../../../src/aws/calls/callLog.ts';

const call = {
  connection: 'profile/dev/us-east-1',
  operation: 'StopUserImportJob',
  userPoolId: 'p',
  jobId: 'j',
};

test('an answered call logs its HTTP status, request id, attempts and duration', () => {
  const metadata = { httpStatusCode: 200, requestId: 'r', attempts: 2 };
  assert.equal(
    succeededLine({ ...call, metadata }, 12.6),
    '[profile/dev/us-east-1] StopUserImportJob p j HTTP 200 request r attempts 2 13 ms',
  );
});

test('a call without an answer logs the failure', () => {
  const failure = { kind: 'offline', message: 'No.', detail: 'Error: ENOTFOUND', code: 'ENOTFOUND' } as const;
  assert.equal(
    failedLine({ connection: 'c', operation: 'ListUserPools', metadata: undefined }, failure, 5),
    '[c] ListUserPools 5 ms failed (offline ENOTFOUND): Error: ENOTFOUND',
  );
});

test('a failure without a detail logs its message', () => {
  const failure = { kind: 'cancelled', message: 'Profile waits.' } as const;
  assert.equal(
    failedLine({ connection: 'c', operation: 'o', metadata: {} }, failure, 0),
    '[c] o 0 ms failed (cancelled): Profile waits.',
  );
});
