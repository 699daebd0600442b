// Times follow the service's clock: a wrong computer clock does not affect elapsed times.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CognitoGateway } from '../../../../src/domain/gateway/gateway.ts';
import { JobService } from '../../../../src/domain/jobs/jobService.ts';
import { elapsed } from '../../../../src/protocol/pace.ts';
import { CognitoInProcess, job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, FollowedMemory, openPool, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const minute = 60_000;

function withClock(gateway: CognitoGateway, clockOffset: number): CognitoGateway {
  const same: CognitoGateway = { ...gateway, clockOffset, withPriority: () => same };
  return same;
}

for (const ahead of [-7 * minute, 7 * minute]) {
  test(`elapsed time is correct if the service's clock is ${ahead / minute} minutes ahead of the computer's`, async () => {
    const clock = new VirtualClock();
    const service = new CognitoInProcess(clock);
    service.addPool(pool.userPoolId, 'customers');
    const connect = async () => withClock(await service.open(), ahead);
    const jobs = new JobService({ clock, memory: new FollowedMemory(), connect });
    jobs.addConnection(connection);
    const startDate = clock.now() + ahead - minute;
    service.jobs = [job('import-1', { startDate, importedUsers: 60 })];
    await openPool({ jobs, clock });
    const running = jobs.store.job(ref('import-1'));
    assert.ok(running);
    const samples = jobs.samplesOf(ref('import-1'), running);
    assert.equal(elapsed({ ...running, samples }, jobs.now(connection.id)), minute + 2_000);
    assert.ok(samples.every(([at], index) => at >= (samples[index - 1]?.[0] ?? startDate)));
    assert.ok((jobs.store.pool(pool)?.readAt ?? 0) >= startDate);
  });
}

test('a difference below a second is ignored, because the Date header is rounded to seconds', async () => {
  const clock = new VirtualClock();
  const service = new CognitoInProcess(clock);
  service.addPool(pool.userPoolId, 'customers');
  const connect = async () => withClock(await service.open(), -900);
  const jobs = new JobService({ clock, memory: new FollowedMemory(), connect });
  jobs.addConnection(connection);
  await openPool({ jobs, clock });
  assert.equal(jobs.now(connection.id), clock.now());
});

test("before the first answer, the computer's time is used", () => {
  const { jobs, clock } = world();
  assert.equal(jobs.now(connection.id), clock.now());
});
