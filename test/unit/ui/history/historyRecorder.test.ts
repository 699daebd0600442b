// Records the imports of this machine while they are driven and when their jobs are read later.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sandboxConnection } from '../../../../src/domain/connections/connection.ts';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import type { ImportPart, ImportState } from '../../../../src/domain/imports/import.ts';
import { openHistory } from '../../../../src/files/history/historyFolder.ts';
import { HistoryRecorder } from '../../../../src/ui/history/historyRecorder.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { testFolder } from '../../../support/testFolder.ts';
import { newImport } from '../../../support/worlds/importWorld.ts';
import { connection, pool, ref, world, type World } from '../../../support/worlds/jobsWorld.ts';

const top = testFolder('recorder');

/** A window with its storage and a recorder; `stored` sets its imports, `seen` reads a job. */
function open(name: string, base: World = world()) {
  const errors: unknown[] = [];
  const changes = new Emitter<void>();
  let states: readonly ImportState[] = [];
  const history = openHistory(join(top, name), (text) => errors.push(text));
  const recorder = new HistoryRecorder({
    jobs: base.jobs,
    imports: { all: () => states, onChange: changes.subscribe },
    history,
    log: { error: (error) => errors.push(error) },
  });
  const stored = (...all: readonly ImportState[]): Promise<void> => {
    states = all;
    changes.emit();
    return recorder.settled();
  };
  const seen = (change: Parameters<typeof job>[1]): Promise<void> => {
    base.jobs.store.ensurePool(pool, 'customers');
    base.jobs.store.applyJob(ref('one'), job('one', change));
    return recorder.settled();
  };
  return { ...base, recorder, history, errors, stored, seen };
}

function importOf(change: Partial<ImportPart> = {}, of: Partial<ImportState> = {}): ImportState {
  const state = newImport({ connection, ...of });
  const parts = state.parts.map((part) => ({ ...part, jobId: 'one', stage: 'uploaded' as const, ...change }));
  return { ...state, parts };
}

test('an import is recorded once its CSV is uploaded, and updated whenever its job is read', async () => {
  const { stored, seen, history, recorder, errors } = open('driven');
  await stored(importOf({ stage: 'created' }));
  assert.deepEqual(history.all(), [], 'nothing has been imported yet');
  await stored(importOf());
  assert.deepEqual(
    history.all().map((one) => [one.job.status, one.csv?.path, one.poolName]),
    [['Created', importOf().path, 'customers']],
  );
  await seen({ status: 'InProgress' });
  await seen({ status: 'Succeeded', importedUsers: 3, failedUsers: 1, completionDate: 9_000 });
  const logged = { rows: 4, reasons: [{ outcome: 'FAILED' as const, reason: 'Bad.', count: 1, lines: [3] }] };
  recorder.logged(ref('one'), () => logged);
  await recorder.settled();
  const after = recorder.recordOf(ref('one'));
  assert.deepEqual([after?.job.status, after?.job.importedUsers, after?.logged], ['Succeeded', 3, logged]);
  assert.deepEqual(errors, []);
});

test('the end of a job while no window was open is recorded when the next window reads it', async () => {
  const first = open('closed');
  await first.stored(importOf());
  first.recorder.dispose();
  const next = open('closed');
  await next.seen({
    status: 'Failed',
    importedUsers: 1,
    failedUsers: 7,
    completionMessage: 'Too many failed.',
  });
  const { job: recorded } = next.history.all()[0] ?? {};
  assert.deepEqual([recorded?.status, recorded?.failedUsers], ['Failed', 7]);
});

test('the account is recorded once it is known', async () => {
  const { stored, jobs, clock, history, recorder } = open('who');
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  const { account } = jobs.store.connection(connection.id) ?? {};
  assert.ok(account);
  await stored(importOf());
  await recorder.settled();
  await clock.advance(1);
  await recorder.settled();
  assert.deepEqual(history.all()[0]?.account, account);
});

test("other users' jobs, finished imports and the sandbox are not recorded", async () => {
  const { stored, seen, history } = open('others');
  await seen({ status: 'Succeeded' });
  await stored(importOf({}, { status: 'finished' }), importOf({}, { connection: sandboxConnection }));
  assert.deepEqual(history.all(), []);
});

test('a removed record is not created again when its job is read', async () => {
  const { stored, seen, history, recorder } = open('removed');
  await stored(importOf());
  await history.delete('us-east-1_A one');
  await stored(importOf({ stage: 'started' }, { status: 'finished' }));
  await seen({ status: 'Succeeded' });
  recorder.logged(ref('one'), () => assert.fail('the log is not recorded'));
  await recorder.settled();
  assert.deepEqual(history.all(), []);
});

test("values of rows in the service's message are not recorded", async () => {
  const { stored, seen, history } = open('quoted');
  await stored(importOf());
  await seen({ status: 'Failed', completionMessage: 'User "grace" (grace@example.com) failed.' });
  assert.doesNotMatch(JSON.stringify(history.all()), /grace/);
});

test('a failed write is logged, and the next change of the import records it', async () => {
  const { stored, history, errors } = open('full');
  const put = history.put.bind(history);
  history.put = () => Promise.reject(new Error('ENOSPC'));
  await stored(importOf());
  history.put = put;
  assert.equal(errors.length, 1);
  assert.deepEqual(history.all(), []);
  await stored(importOf({ stage: 'started' }));
  assert.equal(history.all().length, 1);
  assert.equal(errors.length, 1);
});
