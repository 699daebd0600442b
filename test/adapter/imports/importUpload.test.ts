// The upload, streamed from disk: content, progress, cancellation and broken connections.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { statSync, truncateSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { after, afterEach, before, describe, test } from 'node:test';
import type { UploadProgress } from '../../../src/domain/gateway/importGateway.ts';
import { PreSignedUrl } from '../../../src/domain/gateway/preSignedUrl.ts';
import { selfSigned } from '../support/certificate.ts';
import { answering, refusing, uploadWorld, urlOf, type UploadWorld } from '../support/uploadWorld.ts';
import { failsWith, noAbort } from '../support/world.ts';

const retry = { type: 'retry' } as const;
let world: UploadWorld;

before(async () => {
  world = await uploadWorld();
});
after(() => world.close());
afterEach(() => world.emulator.faults.clear());

describe('an upload', () => {
  test('of 5 MB arrives complete and reports its progress', async () => {
    const job = await world.newJob();
    const ticks: UploadProgress[] = [];
    await world.upload(job.preSignedUrl, world.file, (progress) => ticks.push(progress));
    const totalBytes = statSync(world.file).size;
    assert.ok(ticks.length >= 20, `${ticks.length} ticks`);
    assert.ok(ticks.every((tick, at) => tick.sentBytes > (ticks[at - 1]?.sentBytes ?? 0)));
    assert.deepEqual(ticks.at(-1), { sentBytes: totalBytes, totalBytes });
    await world.start(job.jobId);
    const { results } = world.emulator.control.finishJob(world.poolId, job.jobId);
    assert.deepEqual([results.imported, results.failed], [world.rows, 0]);
    const line = world.log.findLast((entry) => entry.includes(' Upload ')) ?? '';
    assert.match(line, new RegExp(`\\] Upload ${world.poolId} ${job.jobId} HTTP 200 request \\S+ \\d+ ms$`));
  });

  test('is a PUT with only the signed header and the length', async (context) => {
    let seen: IncomingMessage['headers'] = {};
    const hash = createHash('sha256');
    const server = answering((request, response) => {
      seen = request.headers;
      assert.equal(request.method, 'PUT');
      request.on('data', (chunk: Buffer) => hash.update(chunk)).on('end', () => response.end());
    });
    const path = world.home.write('ünïcode.csv', 'a,ü\n'.repeat(40_000));
    await world.upload(await urlOf(context, server), path);
    const { host, connection, ...rest } = seen;
    assert.ok(host && connection);
    assert.deepEqual(rest, {
      'x-amz-server-side-encryption': 'aws:kms',
      'content-length': String(statSync(path).size),
      expect: '100-continue',
    });
    const whole = createHash('sha256').update('a,ü\n'.repeat(40_000)).digest('hex');
    assert.equal(hash.digest('hex'), whole);
  });

  test('of an empty file is empty', async (context) => {
    let length: string | undefined;
    const server = answering((request, response) => {
      length = request.headers['content-length'];
      request.resume().on('end', () => response.end());
    });
    await world.upload(await urlOf(context, server), world.home.write('empty.csv', ''));
    assert.equal(length, '0');
  });

  test('continues if the server does not send "100 Continue"', async (context) => {
    let bytes = 0;
    const server = refusing((request, response) => {
      request.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', () => response.end());
    });
    await world.upload(await urlOf(context, server));
    assert.equal(bytes, statSync(world.file).size);
  });

  test('trusts only the certificates that the AWS settings name', async (context) => {
    const certificate = selfSigned(world.home.path);
    const server = createTlsServer(certificate, (request, response) => {
      request.resume().on('end', () => response.end());
    });
    const url = await urlOf(context, server, 'https');
    await failsWith(world.upload(url), 'offline', /certificate .* is not trusted/, { type: 'proxySettings' });
    process.env['AWS_CA_BUNDLE'] = `${world.home.path}/cert.pem`;
    context.after(() => delete process.env['AWS_CA_BUNDLE']);
    await world.profile('it').imports.upload(url, world.file, () => undefined, noAbort);
  });
});

describe('a cancelled upload', () => {
  test('ends at once, reports no more progress, and leaves the job without a file', async () => {
    const job = await world.newJob();
    const stop = new AbortController();
    let ticks = 0;
    const work = world.gateway.imports.upload(
      job.preSignedUrl,
      world.file,
      () => {
        ticks++;
        stop.abort();
      },
      stop.signal,
    );
    await failsWith(work, 'cancelled', /cancelled/, undefined);
    await failsWith(world.start(job.jobId), 'conflict', /No CSV file/, retry);
    assert.equal(ticks, 1);
    await world.upload(job.preSignedUrl);
    assert.equal((await world.start(job.jobId)).status, 'Pending');
    world.emulator.control.finishJob(world.poolId, job.jobId);
  });

  test('ends with its gateway', async () => {
    world.emulator.faults.add({ kind: 'hang', operation: 'PutObject' });
    const { preSignedUrl } = await world.newJob();
    const other = world.profile('it');
    const work = other.imports.upload(preSignedUrl, world.file, () => other.dispose(), noAbort);
    await failsWith(work, 'cancelled', /cancelled/, undefined);
  });
});

describe('a broken connection', () => {
  test('in the middle is offline; the same URL accepts the file again', async () => {
    world.emulator.faults.add({ kind: 'cut', operation: 'PutObject', afterBytes: 1_000_000, times: 1 });
    const { preSignedUrl, jobId } = await world.newJob();
    let sent = 0;
    const work = world.upload(preSignedUrl, world.file, ({ sentBytes }) => (sent = sentBytes));
    await failsWith(work, 'offline', /connection to AWS broke off/, retry);
    assert.ok(sent < statSync(world.file).size);
    await world.upload(preSignedUrl);
    assert.equal((await world.start(jobId)).status, 'Pending');
    world.emulator.control.finishJob(world.poolId, jobId);
  });

  test('after the last byte is offline too', async () => {
    world.emulator.faults.add({ kind: 'reset', operation: 'PutObject' });
    const { preSignedUrl } = await world.newJob();
    await failsWith(world.upload(preSignedUrl), 'offline', /connection to AWS broke off/, retry);
  });

  test('that accepts no more data in the middle is offline after a while', async () => {
    world.emulator.faults.add({ kind: 'stall', operation: 'PutObject', afterBytes: 1_000 });
    const { preSignedUrl } = await world.newJob();
    await failsWith(world.upload(preSignedUrl), 'offline', /did not answer in time/, retry);
  });

  test('without an answer is offline after a while', async () => {
    world.emulator.faults.add({ kind: 'hang', operation: 'PutObject' });
    const { preSignedUrl } = await world.newJob();
    await failsWith(world.upload(preSignedUrl), 'offline', /did not answer in time/, retry);
  });

  test('that cannot be opened is offline', async () => {
    const url = new PreSignedUrl('http://127.0.0.1:1/111122223333/us-east-1_A/import-a?X-Amz-Signature=x');
    await failsWith(world.upload(url), 'offline', /127\.0\.0\.1:1 cannot be reached/, retry);
  });
});

describe('a file', () => {
  test('that is missing, or is a folder, is reported by its path', async () => {
    const { preSignedUrl } = await world.newJob();
    const missing = `${world.home.path}/none.csv`;
    const message = /^The CSV file cannot be read: .*none\.csv$/;
    assert.match(
      await failsWith(world.upload(preSignedUrl, missing), 'misconfigured', message, undefined),
      /ENOENT/,
    );
    const folder = world.upload(preSignedUrl, world.home.path);
    await failsWith(folder, 'misconfigured', /^The CSV file cannot be read/, undefined);
  });

  test('that becomes shorter while it is read fails', async () => {
    const { preSignedUrl, jobId } = await world.newJob();
    const path = world.home.write('shrinks.csv', 'x'.repeat(5_000_000));
    const work = world.upload(preSignedUrl, path, () => truncateSync(path, 1_000));
    await failsWith(work, 'misconfigured', /^The CSV file cannot be read/, undefined);
    await failsWith(world.start(jobId), 'conflict', /No CSV file/, retry);
  });

  test('that cannot be read does not resolve the credentials again', async () => {
    const keys = JSON.stringify({ Version: 1, AccessKeyId: 'AKIAPROCESS', SecretAccessKey: 'x' });
    const script = world.home.script(
      'counts.cjs',
      `require('fs').appendFileSync(process.env.HOME + '/runs', '.'); console.log(${JSON.stringify(keys)})`,
    );
    world.home.config(`[profile process]\ncredential_process = ${script}\n`);
    const gateway = world.profile('process');
    const { preSignedUrl } = await world.newJob();
    await gateway.listUserPools({}, noAbort);
    const missing = gateway.imports.upload(preSignedUrl, '/no/such.csv', () => undefined, noAbort);
    await failsWith(missing, 'misconfigured', /cannot be read/, undefined);
    await gateway.listUserPools({}, noAbort);
    assert.equal(statSync(`${world.home.path}/runs`).size, 1);
  });
});
