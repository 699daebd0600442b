// A job's panel through all changes of its connection, its user pool and the job, on a virtual clock.
import assert from 'node:assert/strict';
import type { Failure } from '../../src/domain/connections/failure.ts';
import type { ImportJob } from '../../src/domain/jobs/job.ts';
import { job } from '../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world, type World } from '../support/worlds/jobsWorld.ts';
import { openPanel, type OpenPanel } from './panelWorld.ts';
import { settled } from '../support/virtualClock.ts';

const denied: Failure = { kind: 'denied', message: 'AWS said no.' };

function waiting(jobId: string, change: Partial<ImportJob> = {}): ImportJob {
  const { startDate: _, ...rest } = job(jobId, { status: 'Pending', ...change });
  return rest;
}

/** Advances the clock and waits until the page has its messages. */
async function pass({ clock }: World, ms: number): Promise<void> {
  await clock.advance(ms);
  await settled();
}

const removed = 'The connection was removed.';
const reading = 'Loading the job…';
const noAnswer = 'AWS has not answered for 15 seconds. Still waiting.';
const noJob = 'This job is not in the user pool any more.';

describe("a job's panel", () => {
  it('Refresh on the page counts as an action of the user, and reads a denied pool again', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-1'));
    const { say, shown, stale, acted } = openPanel(jobs, ref('import-1'));
    await pass(all, 1_000);
    assert.equal(shown(), 'Pending');
    service.failing.set('ListUserImportJobs', denied);
    await pass(all, 60_000);
    assert.equal(stale(), 'AWS said no.');
    assert.equal(acted(), 0);
    service.failing.clear();
    say({ type: 'refresh' });
    await pass(all, 1_000);
    assert.equal(acted(), 1);
    assert.equal(stale(), undefined);
  });

  it('a panel that opens before its connection is added reads the job afterwards, and so do pools', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-1'));
    jobs.removeConnection(connection.id);
    const { shown } = openPanel(jobs, ref('import-1'));
    await pass(all, 60_000);
    assert.equal(shown(), removed);
    jobs.addConnection(connection);
    await pass(all, 1_000);
    assert.equal(shown(), 'Pending');
    jobs.watchPool(pool);
    service.put(waiting('import-2'));
    await pass(all, 6_000);
    assert.equal(jobs.store.jobs(pool).length, 2);
  });

  it('a panel whose connection is removed says so, and continues when it is added again', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-1'));
    const { panel, shown } = openPanel(jobs, ref('import-1'));
    await pass(all, 1_000);
    jobs.removeConnection(connection.id);
    await pass(all, 60_000);
    assert.equal(shown(), removed);
    jobs.addConnection(connection);
    await pass(all, 1_000);
    assert.equal(shown(), 'Pending');
    service.put(waiting('import-1', { status: 'Succeeded' }));
    await pass(all, 6_000);
    assert.equal(shown(), 'Succeeded');
    panel.dispose();
    const calls = service.calls.length;
    await pass(all, 600_000);
    assert.equal(service.calls.length, calls);
  });

  it('a panel whose profile now means another account names it, and adds no pool to it', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-1'));
    const { shown } = openPanel(jobs, ref('import-1'));
    await pass(all, 1_000);
    service.caller = { accountId: '999988887777', arn: 'arn:aws:iam::999988887777:user/other' };
    service.jobs = [];
    jobs.renew([connection.id]);
    await pass(all, 60_000);
    assert.equal(shown(), 'The user pool is not in account 999988887777.');
    assert.deepEqual(jobs.store.pools(connection.id), []);
  });

  it('a job that is not on the newest page of its pool is read at once', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-old'));
    for (let index = 0; index < 30; index++) service.put(job(`import-${index}`, { status: 'Succeeded' }));
    await openPool(all);
    const { shown } = openPanel(jobs, ref('import-old'));
    await settled();
    assert.equal(shown(), reading);
    await pass(all, 1_000);
    assert.equal(shown(), 'Pending');
  });

  it('a missing job is reported only after a call that looked for it', async () => {
    const all = world();
    const { jobs, service } = all;
    let answer: () => void = () => undefined;
    await openPool(all);
    service.gate = new Promise((resolve) => {
      answer = resolve;
    });
    const { shown } = openPanel(jobs, ref('import-gone'));
    await pass(all, 10_000);
    assert.equal(shown(), reading);
    await pass(all, 10_000);
    assert.equal(shown(), noAnswer);
    answer();
    await pass(all, 1_000);
    assert.equal(shown(), noJob);
  });

  it('a panel of an earlier window reads nothing until the page asks, or the user opens the view', async () => {
    const asks = [({ say }: OpenPanel) => say({ type: 'refresh' }), ({ panel }: OpenPanel) => panel.wake()];
    for (const ask of asks) {
      const all = world();
      const { jobs, service } = all;
      service.put(waiting('import-1'));
      const opened = openPanel(jobs, ref('import-1'), { isResting: true });
      await pass(all, 600_000);
      assert.equal(opened.shown(), 'resting');
      assert.deepEqual(service.calls, []);
      ask(opened);
      await pass(all, 1_000);
      assert.equal(opened.shown(), 'Pending');
      service.put(waiting('import-1', { status: 'Succeeded' }));
      await pass(all, 6_000);
      assert.equal(opened.shown(), 'Succeeded', 'from then on it follows the job');
    }
  });

  it('a panel of an earlier window reads a followed job, whichever of the two comes first', async () => {
    for (const isFollowedFirst of [true, false]) {
      const all = world();
      const { jobs, service } = all;
      service.put(waiting('import-1'));
      const follow = () => jobs.follower.follow(ref('import-1'), waiting('import-1'));
      if (isFollowedFirst) follow();
      const { shown } = openPanel(jobs, ref('import-1'), { isResting: true });
      if (!isFollowedFirst) follow();
      await pass(all, 1_000);
      assert.equal(shown(), 'Pending');
    }
  });

  it('a panel of an earlier window updates when its pool is read for another job', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-1'));
    service.put(waiting('import-2'));
    const { shown } = openPanel(jobs, ref('import-1'), { isResting: true });
    await pass(all, 1_000);
    assert.equal(shown(), 'resting');
    jobs.follower.follow(ref('import-2'), waiting('import-2'));
    await pass(all, 60_000);
    assert.equal(shown(), 'Pending');
    service.put(waiting('import-1', { status: 'Succeeded' }));
    await pass(all, 6_000);
    assert.equal(shown(), 'Succeeded', 'it updates as fast as any visible panel');
  });

  it('a panel says that the window is in Restricted Mode, until the workspace is trusted', async () => {
    const all = world();
    const { jobs, service } = all;
    jobs.removeConnection(connection.id);
    let isTrusted = false;
    const options = { isResting: true, isTrusted: () => isTrusted };
    const { shown } = openPanel(jobs, ref('import-1'), options);
    await pass(all, 1_000);
    assert.match(shown() ?? '', /^This workspace is in Restricted Mode/);
    isTrusted = true;
    jobs.addConnection(connection);
    await pass(all, 1_000);
    assert.equal(shown(), 'resting');
    assert.deepEqual(service.calls, []);
  });

  it('the panel of an unstarted job follows it only from its start', async () => {
    const all = world();
    const { jobs, service, memory } = all;
    service.put(waiting('import-1', { status: 'Created' }));
    const { shown } = openPanel(jobs, ref('import-1'));
    await pass(all, 1_000);
    assert.equal(shown(), 'Created');
    assert.deepEqual(memory.load(), []);
    service.put(waiting('import-1'));
    await pass(all, 31_000);
    assert.equal(shown(), 'Pending');
    assert.equal(jobs.follower.isFollowed(ref('import-1')), true);
  });

  it('the panel of a job that cannot be described says why', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-old'));
    for (let index = 0; index < 30; index++) service.put(job(`import-${index}`, { status: 'Succeeded' }));
    service.failing.set('DescribeUserImportJob', denied);
    await openPool(all);
    const { shown } = openPanel(jobs, ref('import-old'));
    await pass(all, 1_000);
    assert.equal(shown(), 'AWS said no.');
  });

  it('opening a panel costs one reading of its pool', async () => {
    const all = world();
    const { jobs, service } = all;
    openPanel(jobs, ref('import-1'));
    await pass(all, 1_000);
    assert.equal(service.count('ListUserImportJobs'), 1);
  });

  it('the failure of a Retry without a login disappears after the login, although the job has not changed', async () => {
    const all = world();
    const { jobs, service } = all;
    service.put(waiting('import-1'));
    const { say, stale } = openPanel(jobs, ref('import-1'));
    await pass(all, 1_000);
    service.failure = { kind: 'expired', message: 'Signed out.' };
    say({ type: 'refresh' });
    await pass(all, 60_000);
    assert.equal(stale(), 'Signed out.');
    service.failure = undefined;
    jobs.renew([connection.id]);
    await pass(all, 1_000);
    assert.equal(stale(), undefined);
  });
});
