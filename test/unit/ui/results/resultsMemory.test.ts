// The memory of results: exported files (each belongs to the job of its last export), CSVs, and chosen numberings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResultsMemory } from '../../../../src/ui/results/resultsMemory.ts';
import type { State } from '../../../../src/ui/shell/sharedState.ts';
import { ref } from '../../../support/worlds/jobsWorld.ts';

function stateInMemory(): State {
  const kept = new Map<string, unknown>();
  return {
    get: <T>(key: string, absent?: T) => (kept.get(key) as T | undefined) ?? absent,
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}

test('an export to a used path takes that path from the earlier job', async () => {
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

test('locating a CSV keeps exported files', async () => {
  const memory = new ResultsMemory(stateInMemory());
  const exported = { path: '/data/users-failed.csv', rows: 3 };
  await memory.save(ref('import-1'), { exported });
  await memory.save(ref('import-2'), { csv: { path: '/data/users.csv', bytes: 1, sha256: 'a' } });
  assert.deepEqual(memory.exported(ref('import-1')), exported);
});

test('the chosen numbering is kept with the job until the user removes it', async () => {
  const memory = new ResultsMemory(stateInMemory());
  const csv = { path: '/data/users.csv', bytes: 1, sha256: 'a' };
  await memory.save(ref('import-1'), { csv });
  await memory.saveBase(ref('import-1'), 'dataRows');
  assert.deepEqual([memory.base(ref('import-1')), memory.base(ref('import-2'))], ['dataRows', undefined]);
  await memory.saveBase(ref('import-1'), undefined);
  assert.deepEqual([memory.base(ref('import-1')), memory.csv(ref('import-1'))], [undefined, csv]);
});

test('invalid records are ignored', () => {
  const { userPoolId, jobId } = ref('import-1');
  for (const stored of [
    'x',
    [null, 7, { jobId }],
    [{ userPoolId, jobId, csv: { path: 7 } }],
    [{ userPoolId, jobId, exported: { rows: 3 } }],
    [{ userPoolId, jobId, base: 'pages' }],
  ]) {
    const state = stateInMemory();
    void state.update('results', stored);
    const memory = new ResultsMemory(state);
    assert.deepEqual(
      [memory.csv(ref('import-1')), memory.exported(ref('import-1')), memory.base(ref('import-1'))],
      [undefined, undefined, undefined],
    );
  }
});
