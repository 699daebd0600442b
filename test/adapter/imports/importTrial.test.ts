// A trial of the first rows through the real SDK: its rows, then the decision in another window, then the rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeLine } from '../../../src/csv/read/split.ts';
import { acceptTrial, awaitsDecision } from '../../../src/domain/imports/trial.ts';
import { originOfJob } from '../../../src/ui/imports/importOrigin.ts';
import { connection, jobsNamed, newImport, openWindow, poolId, usersNamed } from './partsWorld.ts';

test('after a trial the rest waits for a decision, even in another window, and every user is imported once', async () => {
  const first = await openWindow();
  const tried = await first.driver.begin(newImport('tried', 10));
  assert.deepEqual([tried.failure, tried.state.status], [undefined, 'paused']);
  assert.equal(usersNamed('tried'), 9);
  first.close();

  const second = await openWindow();
  const [waiting] = second.store.offers();
  assert.ok(waiting && awaitsDecision(waiting));
  const asked = await second.driver.resume(waiting);
  assert.ok(awaitsDecision(asked.state));
  assert.equal(jobsNamed('tried').length, 1);
  const { state } = await second.driver.resume(waiting, acceptTrial);
  assert.equal(state.status, 'finished');
  assert.deepEqual(
    jobsNamed('tried').map(({ spec, results }) => [
      spec.name,
      results.imported,
      results.skipped,
      results.failed,
    ]),
    [
      ['tried-trial', 9, 0, 1],
      ['tried-rest-1', 11, 0, 1],
      ['tried-rest-2', 7, 0, 1],
    ],
  );
  assert.equal(usersNamed('tried'), 27);
  // The tenth row of the trial and of the first part of the rest, as lines of the whole file.
  const origins = [0, 1].map((index) => {
    const jobId = jobsNamed('tried')[index]?.id ?? '';
    return originOfJob(second.store.all(), { connectionId: connection.id, userPoolId: poolId, jobId })?.part;
  });
  assert.deepEqual(
    origins.map((part) => part && wholeLine(part, 11)),
    [11, 21],
  );
  second.close();
});
