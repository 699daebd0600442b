// The call log counts calls and records calls over the account's quotas.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallLog } from '../../../src/emulator/calls.ts';

function log(): { calls: CallLog; wait: (ms: number) => void } {
  let now = 1_000;
  return { calls: new CallLog({ now: () => now }), wait: (ms) => (now += ms) };
}
const times = (count: number, run: () => unknown): void => {
  for (let n = 0; n < count; n++) run();
};

test('counts by operation and by pool, and keeps the time of each call', () => {
  const { calls, wait } = log();
  calls.record({ operation: 'ListUserPools' });
  wait(250);
  calls.record({ operation: 'ListUserImportJobs', userPoolId: 'a' });
  calls.record({ operation: 'ListUserImportJobs', userPoolId: 'b' });
  assert.deepEqual(calls.counts, {
    ListUserPools: 1,
    ListUserImportJobs: 2,
    'ListUserImportJobs a': 1,
    'ListUserImportJobs b': 1,
  });
  assert.deepEqual(
    [calls.count(), calls.count('ListUserImportJobs'), calls.count('ListUserImportJobs', 'a')],
    [3, 2, 1],
  );
  assert.deepEqual(
    calls.recent.map(({ at }) => at),
    [1_000, 1_250, 1_250],
  );
  calls.clear();
  assert.deepEqual([calls.count(), calls.recent.length], [0, 0]);
});

test('records more than 15 pool reads a second, across operations', () => {
  const { calls, wait } = log();
  times(10, () => calls.record({ operation: 'ListUserPools' }));
  times(5, () => calls.record({ operation: 'DescribeUserPool', userPoolId: 'a' }));
  assert.equal(calls.overQuota.length, 0);
  wait(999);
  assert.equal(calls.record({ operation: 'ListUserPools' }), false);
  assert.deepEqual(calls.overQuota, [{ at: 1_999, quota: 'UserPoolRead', perSecond: 16, allowed: 15 }]);
});

test('records more than 5 reads a second of one operation on one pool, and more than 20 in total', () => {
  const { calls, wait } = log();
  const list = (pool: string) => () => calls.record({ operation: 'ListUserImportJobs', userPoolId: pool });
  times(5, list('a'));
  times(5, list('b'));
  assert.equal(calls.overQuota.length, 0);
  assert.equal(list('a')(), false);
  assert.equal(calls.overQuota[0]?.quota, 'ListUserImportJobs a');
  times(5, list('c'));
  times(4, list('d'));
  assert.equal(calls.overQuota.length, 1);
  list('d')();
  assert.equal(calls.overQuota[1]?.quota, 'UserPoolResourceRead');
  wait(1_000);
  assert.equal(list('a')(), true);
});
