// Figure of undoing an import of 10,000 users, beside half of AdminDeleteUser's quota: each user is read again before the deletion.
import { categoryQuota } from '../../../src/domain/gateway/quotas.ts';
import { runRows } from '../../../src/domain/rows/rowRunner.ts';
import { undoAction, type UndoRow } from '../../../src/domain/users/undo.ts';
import { RowWindow, storedPass } from '../../support/worlds/memoryPass.ts';
import type { Figure } from '../figure.ts';
import { never, PoolBench, poolId } from './poolBench.ts';

const users = 10_000;

export async function undoing(): Promise<Figure> {
  const bench = new PoolBench(users);
  const pool = bench.service.emulated.pool(poolId);
  const list = [...pool.users()].map(({ username, sub, created }, index): UndoRow => ({
    line: index + 2,
    username,
    sub,
    created,
  }));
  // Users imported with hashes are CONFIRMED.
  const run = { startDate: 0, completionDate: 1, hasHashes: true };
  const stored = storedPass(list);
  const window = new RowWindow();
  const value = await bench.seconds(
    runRows(window.open(stored), undoAction(bench.ours, poolId, run, false), {
      clock: bench.clock,
      lease: window,
      signal: never,
      onProgress: () => undefined,
    }),
  );
  if (pool.userCount > 0) throw new Error(`${pool.userCount} of ${users} users are left.`);
  const peer = users / (categoryQuota.UserUpdate / 2);
  const busiest = bench.service.log.busiestSecond('UserUpdate');
  return {
    figure: 'undo an import of 10,000 users',
    value,
    unit: 's',
    peer: { what: 'half of the quota of AdminDeleteUser, used up', value: peer },
    limit: `${categoryQuota.UserUpdate / 2} calls a second`,
    goal: '≥ 95 % of half the quota, never over the quota',
    met: peer / value >= 0.95 && busiest <= categoryQuota.UserUpdate,
    note: `On a virtual clock, each call 20 ms away. The busiest second had ${busiest} deletions.`,
  };
}
