// A job's panel through everything that may happen to its connection, its user pool and the job, without a window.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../src/domain/failure.ts';
import type { ImportJob } from '../../../src/domain/importJob.ts';
import { job } from '../../support/fakeService.ts';
import { ref, world, type World } from '../../support/jobsWorld.ts';
import { openPanel } from '../../support/panelHost.ts';
import { settled } from '../../support/virtualClock.ts';

const denied: Failure = { kind: 'denied', message: 'AWS said no.' };

function waiting(jobId: string, change: Partial<ImportJob> = {}): ImportJob {
  const { startDate: _, ...rest } = job(jobId, { status: 'Pending', ...change });
  return rest;
}

/** Lets time pass until the page was told. */
async function pass({ clock }: World, ms: number): Promise<void> {
  await clock.advance(ms);
  await settled();
}

test('Refresh on the page counts as something the user asked for, and has a pool that was denied read again', async () => {
  const all = world();
  const { jobs, service } = all;
  service.put(waiting('import-1'));
  const { say, shown, stale, acted } = await openPanel(jobs, ref('import-1'));
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
