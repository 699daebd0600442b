// The emulator's plain HTTP: headers, uploads that S3 accepts or refuses, and closing it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { call, send, signed, type Answer } from '../support/bareHttp.ts';

const kms = { 'x-amz-server-side-encryption': 'aws:kms' };
let emulator: Emulator;
let pool: UserPool;
before(async () => {
  emulator = await startEmulator({ randomSeed: 1, usersPerSecond: 0 });
  pool = emulator.control.createPool({ name: 'customers' });
});
after(() => emulator.close());

async function newUploadUrl(): Promise<string> {
  const { body } = await call(emulator.url, 'CreateUserImportJob', {
    JobName: 'job',
    UserPoolId: pool.id,
    CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/import',
  });
  const { UserImportJob } = JSON.parse(body) as { UserImportJob: { PreSignedUrl: string } };
  return UserImportJob.PreSignedUrl;
}

describe('an error', () => {
  test('has the headers and the body of AWS', async () => {
    const { status, headers, body } = await call(emulator.url, 'DescribeUserPool', {
      UserPoolId: 'us-east-1_Nowhere00',
    });
    assert.equal(status, 400);
    assert.equal(headers['content-type'], 'application/x-amz-json-1.1');
    assert.equal(headers['x-amzn-errortype'], 'ResourceNotFoundException:');
    assert.equal(headers['x-amzn-errormessage'], 'User pool us-east-1_Nowhere00 does not exist.');
    assert.match(
      String(headers['x-amzn-requestid']),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.deepEqual(JSON.parse(body), {
      __type: 'ResourceNotFoundException',
      message: 'User pool us-east-1_Nowhere00 does not exist.',
    });
  });

  for (const [what, headers, type] of [
    ['no signature', {}, 'MissingAuthenticationTokenException'],
    [
      'half a signature',
      { authorization: 'AWS4-HMAC-SHA256 Credential=A/20261122/us-east-1/cognito-idp/aws4_request' },
      'IncompleteSignatureException',
    ],
    [
      'no date',
      { authorization: signed('cognito-idp')['authorization'] ?? '' },
      'IncompleteSignatureException',
    ],
    ['the scope of another service', signed('sts'), 'InvalidSignatureException'],
  ] as const) {
    test(`answers a request with ${what}`, async () => {
      const { status, body } = await call(emulator.url, 'ListUserPools', { MaxResults: 1 }, { ...headers });
      assert.deepEqual([status, (JSON.parse(body) as { __type: string }).__type], [400, type]);
    });
  }

  test('answers an unknown operation, invalid JSON, and a wrong type', async () => {
    const typeOf = ({ body }: Answer): string => (JSON.parse(body) as { __type: string }).__type;
    assert.equal(typeOf(await call(emulator.url, 'SignUp', {})), 'UnknownOperationException');
    assert.equal(
      typeOf(await call(emulator.url, 'ListUserPools', { MaxResults: 'ten' })),
      'SerializationException',
    );
    assert.equal((await send(`${emulator.url}/elsewhere`, 'GET', {})).status, 404);
  });
});

describe('an upload', () => {
  test('has a URL like the service: signed with the encryption header, for 899 seconds', async () => {
    const url = new URL(await newUploadUrl());
    assert.match(url.pathname, new RegExp(`^/111122223333/${pool.id}/import-\\w{10}$`));
    assert.equal(url.searchParams.get('X-Amz-Expires'), '899');
    assert.equal(url.searchParams.get('X-Amz-SignedHeaders'), 'host;x-amz-server-side-encryption');
    assert.match(url.searchParams.get('X-Amz-Date') ?? '', /^\d{8}T\d{6}Z$/);
    for (const name of ['X-Amz-Security-Token', 'X-Amz-Credential', 'X-Amz-Signature'])
      assert.ok(url.searchParams.has(name));
  });

  test('is accepted with the header and a length, any number of times', async () => {
    const url = await newUploadUrl();
    for (const body of ['one', 'two']) {
      const { status, body: answer } = await send(url, 'PUT', { ...kms, 'content-type': 'text/csv' }, body);
      assert.deepEqual([status, answer], [200, '']);
    }
  });

  test('is refused without the header, with a changed URL, in chunks, and when the URL has expired', async () => {
    const url = await newUploadUrl();
    const mismatch =
      /<Code>SignatureDoesNotMatch<\/Code><Message>The request signature we calculated does not match the signature you provided\. Check your key and signing method\.<\/Message>/;
    const bare = await send(url, 'PUT', {}, 'x');
    assert.equal(bare.status, 403);
    assert.match(bare.body, mismatch);
    const changed = await send(url.replace('X-Amz-Expires=899', 'X-Amz-Expires=9999'), 'PUT', kms, 'x');
    assert.match(changed.body, mismatch);
    const otherJob = await send(url.replace(/import-\w{10}/, 'import-AAAAAAAAAA'), 'PUT', kms, 'x');
    assert.match(otherJob.body, mismatch);
    const chunked = await send(url, 'PUT', kms, ['x', 'y']);
    assert.equal(chunked.status, 411);
    assert.match(chunked.body, /<Code>MissingContentLength<\/Code>/);
    const unsigned = await send(url.split('?')[0] ?? '', 'PUT', kms, 'x');
    assert.match(unsigned.body, /<Code>AccessDenied<\/Code>/);
    emulator.control.advance(900_000);
    const late = await send(url, 'PUT', kms, 'x');
    assert.equal(late.status, 403);
    assert.match(
      late.body,
      /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message><X-Amz-Expires>899<\/X-Amz-Expires><Expires>\d{4}-.*Z<\/Expires><ServerTime>.*Z<\/ServerTime><RequestId>.*<\/RequestId><HostId>/,
    );
  });

  test('gets faults as errors of S3', async () => {
    const url = await newUploadUrl();
    emulator.faults.add({ kind: 'throttle', operation: 'PutObject', times: 1 });
    const slow = await send(url, 'PUT', kms, 'x');
    assert.equal(slow.status, 503);
    assert.match(slow.body, /<Code>SlowDown<\/Code>/);
    emulator.faults.add({ kind: 'reset', operation: 'PutObject', times: 1 });
    await assert.rejects(send(url, 'PUT', kms, 'x'));
    assert.equal((await send(url, 'PUT', kms, 'x')).status, 200);
  });
});

test('closing ends calls that hang or wait, and frees the port', async () => {
  const other = await startEmulator();
  other.faults.add({ kind: 'hang', times: 1 });
  other.faults.add({ kind: 'latency', delayMs: 3_600_000 });
  const post = (): Promise<Answer> =>
    send(other.url, 'POST', { 'x-amz-target': 'Logs_20140328.GetLogEvents' }, '{}');
  const ended = Promise.allSettled([post(), post()]);
  while (other.calls.count() < 2) await new Promise(setImmediate);
  await other.close();
  assert.deepEqual(
    (await ended).map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await (await startEmulator({ port: other.port })).close();
});
