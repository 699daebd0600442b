// Every call but the identity asks the limiter first, and a throttled one slows its category down.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from '../../../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../../../src/domain/gateway/gateway.ts';
import { LimitedGateway } from '../../../../src/domain/gateway/limitedGateway.ts';
import { PreSignedUrl } from '../../../../src/domain/gateway/preSignedUrl.ts';
import {
  categoryOf,
  categoryQuota,
  type Category,
  type Operation,
} from '../../../../src/domain/gateway/quotas.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { FakeGateway, job } from '../../../support/fakeGateway.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const never = new AbortController().signal;

function setUp() {
  const clock = new VirtualClock();
  const service = new FakeGateway(clock, 3);
  service.jobs.set('pool_0', [job('pool_0', 'import-1', 'InProgress', clock.now())]);
  return { clock, service, gateway: new LimitedGateway(service, new RateLimiter(clock)) };
}

const calls: Record<Operation, (gateway: CognitoGateway, signal: AbortSignal) => Promise<unknown>> = {
  ListUserPools: (gateway, signal) => gateway.listUserPools({ maxResults: 2 }, signal),
  ListUserImportJobs: (gateway, signal) => gateway.listUserImportJobs('pool_0', { maxResults: 2 }, signal),
  DescribeUserImportJob: (gateway, signal) => gateway.describeUserImportJob('pool_0', 'import-1', signal),
  StopUserImportJob: (gateway, signal) => gateway.stopUserImportJob('pool_0', 'import-1', signal),
  DescribeUserPool: (gateway, signal) => gateway.describeUserPool('pool_0', signal),
  GetCSVHeader: (gateway, signal) => gateway.getCsvHeader('pool_0', signal),
  CreateUserImportJob: (gateway, signal) =>
    gateway.createUserImportJob({ jobName: 'n', userPoolId: 'pool_0', cloudWatchLogsRoleArn: 'r' }, signal),
  StartUserImportJob: (gateway, signal) => gateway.startUserImportJob('pool_0', 'import-1', signal),
};

describe('limited gateway', () => {
  for (const [operation, call] of Object.entries(calls) as [
    Operation,
    (typeof calls)[Operation] & object,
  ][]) {
    const category: Category = categoryOf[operation];

    it(`${operation}: answers what the gateway answers`, async () => {
      const { clock, service, gateway } = setUp();
      const answers = Promise.all([call(gateway, never), call(service, never)]);
      await clock.advance(100);
      const [limited, plain] = await answers;
      assert.deepEqual(limited, plain);
    });

    it(`${operation}: stays below the quota and loses no call`, async () => {
      const { clock, service, gateway } = setUp();
      const all = Promise.all(Array.from({ length: 60 }, () => call(gateway, never)));
      await clock.advance(60_000);
      await all;
      assert.equal(service.log.calls.length, 60);
      assert.ok(service.log.busiestSecond(category) <= categoryQuota[category]);
      assert.ok(service.log.busiestSecondOfAPool() <= 5);
    });

    it(`${operation}: is never made once aborted while waiting`, async () => {
      const { clock, service, gateway } = setUp();
      const stop = new AbortController();
      const all = Promise.allSettled(Array.from({ length: 30 }, () => call(gateway, stop.signal)));
      await clock.advance(10);
      const made = service.log.calls.length;
      stop.abort();
      const outcomes = await all;
      assert.ok(
        outcomes.every((one) => one.status === 'rejected' && failureOf(one.reason).kind === 'cancelled'),
      );
      assert.equal(service.log.calls.length, made);
      assert.equal(clock.pending, 0);
    });

    it(`${operation}: slows down when throttled, but not for other failures`, async () => {
      const count = async (kind: 'throttled' | 'denied'): Promise<number> => {
        const { clock, service, gateway } = setUp();
        service.fault = () => kind;
        const first = call(gateway, never).catch((error: unknown) => failureOf(error).kind);
        await clock.advance(100);
        assert.equal(await first, kind);
        const stop = new AbortController();
        const rest = Promise.allSettled(
          Array.from({ length: 200 }, () => gateway.listUserPools({}, stop.signal)),
        );
        const others = Promise.allSettled(
          Array.from({ length: 200 }, (_, index) =>
            gateway.listUserImportJobs(`pool ${index}`, {}, stop.signal),
          ),
        );
        const stops = Promise.allSettled(
          Array.from({ length: 200 }, (_, index) =>
            gateway.stopUserImportJob(`pool ${index}`, '', stop.signal),
          ),
        );
        service.fault = () => undefined;
        const from = service.log.calls.length;
        await clock.advance(2_000);
        stop.abort();
        await Promise.all([rest, others, stops]);
        return service.log.calls.slice(from).filter((made) => categoryOf[made.operation] === category).length;
      };
      const [slowed, full] = [await count('throttled'), await count('denied')];
      assert.ok(slowed < full * 0.6, `${slowed} after throttling, ${full} otherwise`);
    });
  }

  it('asks who the caller is without waiting', async () => {
    const { gateway } = setUp();
    assert.equal((await gateway.getCallerIdentity(never)).accountId, '123456789012');
  });

  it('leaves uploads, roles and logs to the limits of other services', async () => {
    const { service, gateway } = setUp();
    const progress: number[] = [];
    const url = new PreSignedUrl('https://upload.invalid/');
    const upload = () => gateway.upload(url, '/a.csv', ({ sentBytes }) => progress.push(sentBytes), never);
    await Promise.all(Array.from({ length: 30 }, upload));
    assert.equal(progress.length, 30);
    assert.equal((await gateway.listLogRoles(never))[0]?.name, 'log');
    assert.equal((await gateway.createLogRole('new', never)).name, 'new');
    const events = await gateway.listLogEvents(
      { userPoolId: 'p', name: 'P' },
      { jobId: 'import-1', jobName: 'j' },
      undefined,
      never,
    );
    assert.equal(events.items[0]?.message, 'import-1');
    assert.equal(service.log.calls.length, 0);
  });

  it('lets calls made for the user go before those of its background view', async () => {
    const { clock, service, gateway } = setUp();
    const background = gateway.withPriority('background');
    for (let index = 0; index < 30; index++)
      void background.listUserImportJobs(`background ${index}`, {}, never);
    void gateway.listUserImportJobs('user', {}, never);
    await clock.advance(200);
    assert.ok(service.log.calls.findIndex((made) => made.userPoolId === 'user') <= 3);
  });

  it('takes limiter and gateway with it', async () => {
    const { clock, service, gateway } = setUp();
    const waiting = Promise.allSettled(Array.from({ length: 5 }, () => gateway.listUserPools({}, never)));
    gateway.dispose();
    await clock.advance(100);
    assert.equal((await waiting).at(-1)?.status, 'rejected');
    assert.equal(service.disposed, 1);
  });
});
