// The badge counts only running jobs that are followed or watched now.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { Badge } from '../../../../src/ui/jobs/badge.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the badge drops a job once it is no longer read, and counts it again when it is followed', async () => {
  const { jobs, service, clock } = world();
  const view: { badge?: vscode.ViewBadge | undefined } = {};
  const badge = new Badge(jobs, view);
  const shown = (): vscode.ViewBadge | undefined => view.badge;
  service.jobs = [job('import-1')];
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  const expanded = jobs.watchPool(pool);
  await clock.advance(1_000);
  await turn();
  assert.deepEqual(shown(), { value: 1, tooltip: '1 import job is running' });
  expanded.dispose();
  await turn();
  assert.equal(shown(), undefined);
  jobs.follower.follow(ref('import-1'), job('import-1'));
  await turn();
  assert.equal(shown()?.value, 1);
  service.put(job('import-1', { status: 'Succeeded' }));
  await clock.advance(60_000);
  await turn();
  assert.equal(shown(), undefined);
  badge.dispose();
});
