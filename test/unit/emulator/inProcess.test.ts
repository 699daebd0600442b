// The in-process emulator: a whole import on a virtual clock, its log, and refusals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FailureError, type Failure } from '../../../src/domain/connections/failure.ts';
import type { ImportJob } from '../../../src/domain/jobs/job.ts';
import type { PreSignedUrl } from '../../../src/domain/gateway/preSignedUrl.ts';
import { CognitoInProcess } from '../../support/cognito/cognitoInProcess.ts';

const noAbort = new AbortController().signal;
const pool = { userPoolId: 'us-east-1_A', name: 'customers' };
const csv = 'cognito:username,email,email_verified\nada,a@b.c,true\nbob,b@b.c,false\n';

function setUp() {
  const service = new CognitoInProcess();
  service.addPool(pool.userPoolId, pool.name);
  service.files.set('/users.csv', csv);
  return { service, gateway: service.connect() };
}

const newJob = (jobName: string) => ({ jobName, userPoolId: pool.userPoolId, cloudWatchLogsRoleArn: role });
const role = 'arn:aws:iam::111122223333:role/import-log';
const urlOf = ({ preSignedUrl }: ImportJob): PreSignedUrl => preSignedUrl ?? assert.fail('no URL');

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => assert.fail('It succeeded.'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FailureError);
  return error.failure;
}

test('an import runs as on AWS', async () => {
  const { service, gateway } = setUp();
  const { imports } = gateway;
  const created = await imports.createUserImportJob(newJob('nightly'), noAbort);
  assert.equal(created.creationDate, service.clock.now());
  const early = await failureOf(imports.startUserImportJob(pool.userPoolId, created.jobId, noAbort));
  assert.match(early.detail ?? '', /No csv file was uploaded/);
  const sent: number[] = [];
  await imports.upload(urlOf(created), '/users.csv', ({ sentBytes }) => sent.push(sentBytes), noAbort);
  assert.equal(sent.at(-1), csv.length);
  const started = await imports.startUserImportJob(pool.userPoolId, created.jobId, noAbort);
  assert.equal(started.status, 'Pending');
  await service.clock.advance(60_000);
  const over = await gateway.describeUserImportJob(pool.userPoolId, created.jobId, noAbort);
  assert.deepEqual([over.status, over.importedUsers, over.failedUsers], ['Failed', 1, 1]);
  const page = await imports.listLogEvents(pool, created, undefined, noAbort);
  assert.match(page.items[3]?.message ?? '', /^\[FAILED\] Line Number 3 - /);
  const rest = await imports.listLogEvents(pool, created, page.nextToken, noAbort);
  assert.deepEqual(rest, { items: [] });
});

test('refusals equal those of the SDK adapter', async () => {
  const { service, gateway } = setUp();
  const created = await gateway.imports.createUserImportJob(newJob('late'), noAbort);
  await service.clock.advance(900_000);
  const upload = gateway.imports.upload(urlOf(created), '/users.csv', () => undefined, noAbort);
  assert.match((await failureOf(upload)).message, /^The upload URL of the job has expired/);
  const unknown = gateway.describeUserImportJob(pool.userPoolId, 'import-0', noAbort);
  assert.equal((await failureOf(unknown)).kind, 'notFound');
  const finished = gateway.stopUserImportJob(pool.userPoolId, created.jobId, noAbort);
  assert.equal((await failureOf(finished)).kind, 'conflict');
});

test('disposing a gateway ends its calls in progress', async () => {
  const { service, gateway } = setUp();
  service.latency = () => [1_000, 1_000];
  const call = failureOf(gateway.listUserPools({}, noAbort));
  await service.clock.advance(500);
  gateway.dispose();
  assert.equal((await call).kind, 'cancelled');
  assert.equal(service.clock.pending, 0);
});
