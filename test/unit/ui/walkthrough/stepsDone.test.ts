// A walkthrough step is completed by the success of its action: a failed connection or an import without a start does not count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import { sandboxConnection } from '../../../../src/domain/connections/connection.ts';
import type { ImportState, PartStage } from '../../../../src/domain/imports/import.ts';
import { contextKeys } from '../../../../src/ui/shell/ids.ts';
import { StepsDone } from '../../../../src/ui/walkthrough/stepsDone.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, ref, world } from '../../../support/worlds/jobsWorld.ts';

function stepsWorld() {
  const { jobs, service, clock } = world();
  const changed = new Emitter<undefined>();
  let stage: PartStage = 'creating';
  const imports = {
    onChange: (listener: () => void) => changed.subscribe(listener),
    all: () => [{ parts: [{ rows: 1, stage }] } as unknown as ImportState],
  };
  const done = new Set<string>();
  const steps = new StepsDone(jobs, imports, (key) => done.add(key));
  const reach = (next: PartStage) => {
    stage = next;
    changed.emit(undefined);
  };
  return { jobs, service, clock, reach, done: () => [...done], dispose: () => steps.dispose() };
}

test('a connection completes its step once its pools are listed', async () => {
  const { jobs, service, clock, done, dispose } = stepsWorld();
  service.failure = { kind: 'expired', message: 'Signed out.' };
  jobs.watchConnection(connection.id);
  await clock.advance(1_000);
  assert.deepEqual(done(), []);
  service.failure = undefined;
  await jobs.refreshConnection(connection.id);
  assert.deepEqual(done(), [contextKeys.hasConnected]);
  jobs.addConnection(sandboxConnection);
  await jobs.refreshConnection(sandboxConnection.id);
  assert.deepEqual(done(), [contextKeys.hasConnected, contextKeys.hasSandbox]);
  dispose();
});

test('an import completes its step once its job has started', () => {
  const { reach, done, dispose } = stepsWorld();
  for (const stage of ['creating', 'created', 'uploaded'] as const) reach(stage);
  assert.deepEqual(done(), []);
  reach('started');
  assert.deepEqual(done(), [contextKeys.hasImported]);
  dispose();
});

test('a followed job completes its step when it ends', async () => {
  const { jobs, service, clock, done, dispose } = stepsWorld();
  service.jobs = [job('import-1')];
  jobs.follower.follow(ref('import-1'), job('import-1'));
  await clock.advance(10_000);
  assert.deepEqual(done().includes(contextKeys.hasFollowed), false);
  service.put(job('import-1', { status: 'Stopped' }));
  await clock.advance(60_000);
  assert.ok(done().includes(contextKeys.hasFollowed));
  dispose();
});
