// A part's job awaited to its end: first read, for it may have ended unseen, then watched for as long as there is something to see.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { BatchPart, ImportBatch } from '../../../../src/domain/imports/batch.ts';
import type { BatchView } from '../../../../src/domain/imports/batches.ts';
import { BatchFiles } from '../../../../src/files/imports/batchFiles.ts';
import { taskRunner } from '../../../../src/files/runTask.ts';
import { createImportBatches } from '../../../../src/ui/imports/batchServices.ts';
import { createImportRuns } from '../../../../src/ui/imports/runServices.ts';
import { newBatch } from '../../../support/batchWorld.ts';
import { job } from '../../../support/cognitoInProcess.ts';
import { connection, world, type World } from '../../../support/jobsWorld.ts';
import { KeptRuns } from '../../../support/runWorld.ts';
import { settled } from '../../../support/virtualClock.ts';

const folder = mkdtempSync(join(tmpdir(), 'batches-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface BatchInWindow extends World {
  readonly activities: string[];
  readonly ended: Promise<BatchView>;
}

/** A batch of one part, whose job runs already. */
function driven(prepare: (window: World) => void = () => undefined): BatchInWindow {
  const window = world();
  window.service.put(job('import-1'));
  prepare(window);
  const csv = { path: '/data/users.csv', bytes: 10, rows: 1, sha256: 'a' };
  const part: BatchPart = { source: csv, csv, rows: 1, jobId: 'import-1' };
  let kept: readonly ImportBatch[] = [];
  const memory = {
    loadBatches: () => kept,
    saveBatches: (batches: readonly ImportBatch[]) => void (kept = batches),
  };
  const { jobs, clock } = window;
  const runs = createImportRuns(jobs, new KeptRuns(), clock, folder);
  const files = new BatchFiles(join(folder, 'files'), taskRunner('no worker'), () => undefined);
  const batches = createImportBatches(jobs, runs, files, { memory, clock, folder });
  const activities: string[] = [];
  batches.onChange(({ activity }) => activity && activities.push(activity.kind));
  const ended = batches.begin(newBatch({ connection, parts: [part] }));
  return { ...window, activities, ended };
}

/** The lock is a file's, so no virtual time tells when it is had. */
async function begun({ activities, service }: BatchInWindow): Promise<void> {
  while (activities.length === 0 && !service.calls.includes('DescribeUserImportJob')) await settled();
}

test('is told with the job’s result', async () => {
  const batch = driven();
  await begun(batch);
  batch.service.put(job('import-1', { status: 'Succeeded', importedUsers: 1 }));
  await batch.clock.advance(60_000);
  const view = await batch.ended;
  assert.equal(view.batch.parts[0]?.result?.status, 'Succeeded');
  assert.equal(view.batch.state, 'over');
});

test('goes on where the first reading is cut off by a renewal', async () => {
  const cutOff = { kind: 'cancelled' as const, message: 'The call was cancelled before it was made.' };
  const batch = driven(({ service }) => service.failing.set('DescribeUserImportJob', cutOff));
  await begun(batch);
  batch.service.failing.clear();
  batch.service.put(job('import-1', { status: 'Succeeded' }));
  await batch.clock.advance(60_000);
  assert.equal((await batch.ended).batch.state, 'over');
});

test('pauses where the connection comes to mean another account', async () => {
  const batch = driven();
  await begun(batch);
  await batch.clock.advance(10_000);
  batch.service.caller = { ...batch.service.caller, accountId: '444455556666' };
  batch.service.jobs = [];
  batch.jobs.renew([connection.id]);
  await batch.clock.advance(60_000);
  const view = await batch.ended;
  assert.match(view.failure?.message ?? '', /^The job cannot be seen any more: /);
  assert.equal(view.batch.state, 'paused');
});

test('pauses where the connection is removed', async () => {
  const batch = driven();
  await begun(batch);
  await batch.clock.advance(10_000);
  batch.jobs.removeConnection(connection.id);
  assert.match((await batch.ended).failure?.message ?? '', /its connection was removed/);
});
