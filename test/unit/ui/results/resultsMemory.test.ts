// What is remembered of the files made of jobs' rows: each file is of the job it was last made of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResultsMemory } from '../../../../src/ui/results/resultsMemory.ts';
import type { State } from '../../../../src/ui/shell/sharedState.ts';
import { ref } from '../../../support/jobsWorld.ts';

function stateInMemory(): State {
  const kept = new Map<string, unknown>();
  return {
    get: <T>(key: string, absent?: T) => (kept.get(key) as T | undefined) ?? absent,
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}

test('a path that is used again is not another job’s any more', async () => {
  const memory = new ResultsMemory(stateInMemory());
  const exported = { path: '/data/users-failed.csv', rows: 3 };
  const csv = { path: '/data/users.csv', bytes: 1, sha256: 'a' };
  await memory.save(ref('import-1'), { csv });
  await memory.save(ref('import-1'), { exported });
  await memory.save(ref('import-2'), { exported: { path: '/data/staff-failed.csv', rows: 3 } });
  assert.deepEqual(memory.exported(ref('import-1')), exported);
  await memory.save(ref('import-2'), { exported });
  assert.equal(memory.exported(ref('import-1')), undefined);
  assert.deepEqual(memory.csv(ref('import-1')), csv);
  assert.deepEqual(memory.exported(ref('import-2')), exported);
});

test('locating a CSV forgets no exported file', async () => {
  const memory = new ResultsMemory(stateInMemory());
  const exported = { path: '/data/users-failed.csv', rows: 3 };
  await memory.save(ref('import-1'), { exported });
  await memory.save(ref('import-2'), { csv: { path: '/data/users.csv', bytes: 1, sha256: 'a' } });
  assert.deepEqual(memory.exported(ref('import-1')), exported);
});
