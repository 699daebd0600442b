// The admin endpoint: controls the emulator from tests and scripts in another process.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { call, send } from '../support/bareHttp.ts';

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ randomSeed: 1, usersPerSecond: 0 });
});
after(() => emulator.close());

async function admin<T>(method: 'GET' | 'POST', what: string, body?: object): Promise<T> {
  const { status, body: text } = await send(
    `${emulator.url}/_emulator/${what}`,
    method,
    {},
    body ? JSON.stringify(body) : '',
  );
  assert.equal(status, 200, text);
  return JSON.parse(text) as T;
}

describe('the admin endpoint', () => {
  test('creates pools and jobs in any status, changes and finishes them', async () => {
    const { userPoolId } = await admin<{ userPoolId: string }>('POST', 'pools', { name: 'made <b>here</b>' });
    const { jobId } = await admin<{ jobId: string }>('POST', 'jobs', {
      userPoolId,
      jobName: 'stuck',
      status: 'InProgress',
      importedUsers: 7,
    });
    emulator.control.advance(3_600_000);
    const job = emulator.control.job(userPoolId, jobId);
    assert.deepEqual([job.status, job.results.imported], ['InProgress', 7]);
    assert.deepEqual(await admin('POST', 'jobs/finish', { userPoolId, jobId }), { status: 'Succeeded' });
    const csv = 'cognito:username,email,email_verified\na,a@b.c,true\n';
    const running = await admin<{ jobId: string }>('POST', 'imports', {
      userPoolId,
      jobName: 'running',
      csv,
    });
    await admin('POST', 'settings', { usersPerSecond: 1_000 });
    await admin('POST', 'clock/advance', { ms: 60_000 });
    assert.equal(emulator.control.job(userPoolId, running.jobId).status, 'Succeeded');
    const unstarted = await admin<{ jobId: string }>('POST', 'jobs', { userPoolId, jobName: 'unstarted' });
    assert.deepEqual(await admin('POST', 'jobs/expire', { userPoolId, jobId: unstarted.jobId }), {
      status: 'Expired',
    });
  });

  test('sets faults and keys, and returns the calls', async () => {
    await admin('POST', 'calls/clear');
    await admin('POST', 'faults', { kind: 'denied', operation: 'ListUserPools' });
    assert.equal(
      (await call(emulator.url, 'ListUserPools', { MaxResults: 1 })).headers['x-amzn-errortype'],
      'AccessDeniedException:',
    );
    await admin('POST', 'faults/clear');
    await admin('POST', 'keys', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', state: 'expired' });
    assert.equal(
      (await call(emulator.url, 'ListUserPools', { MaxResults: 1 })).headers['x-amzn-errortype'],
      'ExpiredTokenException:',
    );
    await admin('POST', 'keys/clear');
    assert.equal((await call(emulator.url, 'ListUserPools', { MaxResults: 1 })).status, 200);
    const { counts } = await admin<{ counts: Record<string, number> }>('GET', 'calls');
    assert.deepEqual(counts, { ListUserPools: 3 });
  });

  test('returns the reason for an invalid request', async () => {
    const refused = await send(`${emulator.url}/_emulator/faults`, 'POST', {}, '{"kind":"earthquake"}');
    assert.equal(refused.status, 400);
    assert.match(refused.body, /'earthquake' at 'kind'/);
    assert.equal((await send(`${emulator.url}/_emulator/nothing`, 'GET', {})).status, 404);
  });

  test('refuses web pages and other host names', async () => {
    const page = await send(`${emulator.url}/_emulator/calls`, 'GET', { origin: 'https://example.com' });
    assert.equal(page.status, 403);
    assert.equal(
      (await send(`${emulator.url}/_emulator/calls`, 'GET', { host: 'rebound.example.com' })).status,
      403,
    );
  });
});
