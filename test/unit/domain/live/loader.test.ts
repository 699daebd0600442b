// Opened pools are read at the full quota at first; afterwards most of the quota is left to other clients.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileConnection } from '../../../../src/domain/connections/connection.ts';
import { JobService } from '../../../../src/domain/jobs/jobService.ts';
import { crowdedAccount } from '../../../support/cognito/cognitoInProcess.ts';
import { FollowedMemory } from '../../../support/worlds/jobsWorld.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const connection = profileConnection('work', 'us-east-1');

test('pools are first read at the rate of the quota, and then at the background rate', async () => {
  const clock = new VirtualClock();
  const gateway = crowdedAccount(clock, 300);
  const jobs = new JobService({
    clock,
    memory: new FollowedMemory(),
    connect: (_, limiter) => Promise.resolve(gateway.connect(limiter)),
  });
  const readings = (): number =>
    gateway.log.calls.filter(({ operation }) => operation === 'ListUserImportJobs').length;
  jobs.addConnection(connection);
  jobs.watchConnection(connection.id);
  await clock.advance(5_000);
  for (const { ref } of jobs.store.pools(connection.id)) jobs.watchPool(ref);
  await clock.advance(10_000);
  assert.ok(readings() >= 180, `${readings()} first readings in 10 s`);
  await clock.advance(60_000);
  const before = readings();
  await clock.advance(30_000);
  const again = readings() - before;
  assert.ok(again >= 280 && again <= 362, `${again} readings in 30 s`);
  assert.ok(gateway.log.busiestSecond('UserPoolResourceRead') <= 20);
});
