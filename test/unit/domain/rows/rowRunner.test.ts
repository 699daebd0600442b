// The row runner: its rate, its handling of failures, and where it resumes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FailureError, failureOf, type Failure } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { runRows, type RowAction } from '../../../../src/domain/rows/rowRunner.ts';
import { RowWindow, storedPass } from '../../../support/worlds/memoryPass.ts';
import { UndoWorld } from '../../../support/worlds/undoWorld.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Advances the clock until the run has ended. */
async function ended(clock: VirtualClock, running: Promise<void>): Promise<Failure | undefined> {
  const ends: (Failure | undefined)[] = [];
  void running.then(
    () => ends.push(undefined),
    (error: unknown) => ends.push(failureOf(error)),
  );
  while (ends.length === 0) await clock.advance(1_000);
  return ends[0];
}

function run(action: RowAction<number>, stored = storedPass(numbers(40))) {
  const clock = new VirtualClock();
  const window = new RowWindow();
  const options = { clock, lease: window, signal: window.signal };
  return { clock, window, stored, end: () => ended(clock, runRows(window.open(stored), action, options)) };
}

const fails = (failure: Failure): never => {
  throw new FailureError(failure);
};

describe('a run over rows', () => {
  it('deletes at nearly half of the quota, and never faster', async () => {
    const world = new UndoWorld(600);
    await world.clock.advance(60_000);
    const before = world.clock.steady();
    assert.equal(await world.drive(), undefined);
    const seconds = (world.clock.steady() - before) / 1_000;
    const half = categoryQuota.UserUpdate / 2;
    assert.ok(world.deleted.length / seconds >= 0.95 * half, `${world.deleted.length / seconds} per second`);
    assert.ok(world.service.log.busiestSecond('UserUpdate') <= half);
  });

  it('resumes after the last outcome, with the note about the next row', async () => {
    const seen: [number, string | undefined][] = [];
    const stored = storedPass(numbers(4));
    stored.outcomes.push({ outcome: 'done' }, { outcome: 'kept' });
    stored.begun = 'a note';
    const { end } = run((row, { begun }) => {
      seen.push([row, begun]);
      return Promise.resolve({ outcome: 'done' });
    }, stored);
    assert.equal(await end(), undefined);
    assert.deepEqual(seen, [
      [2, 'a note'],
      [3, undefined],
    ]);
  });

  it('pauses at a failure that every row would have, and leaves the row without an outcome', async () => {
    for (const kind of ['expired', 'denied', 'misconfigured', 'notFound'] as const) {
      const { end, stored } = run((row) =>
        row < 3 ? Promise.resolve({ outcome: 'done' }) : fails({ kind, message: 'made up' }),
      );
      assert.equal((await end())?.kind, kind);
      assert.equal(stored.outcomes.length, 3);
    }
  });

  it('retries for minutes while AWS cannot be reached, then pauses', async () => {
    let calls = 0;
    const { end, clock } = run(() => {
      calls++;
      return fails({ kind: 'offline', message: 'made up' });
    });
    assert.equal((await end())?.kind, 'offline');
    assert.equal(calls, 10);
    assert.ok(clock.steady() > 30_000 && clock.steady() < 600_000, `${clock.steady()}`);
  });

  it('marks a row that the service refuses as failed, with the service’s message', async () => {
    const refusal = { kind: 'unexpected', message: 'No.', detail: 'User is odd' } as const;
    const { end, stored } = run((row) => (row === 1 ? fails(refusal) : Promise.resolve({ outcome: 'done' })));
    assert.equal(await end(), undefined);
    assert.deepEqual(stored.outcomes[1], { outcome: 'failed', reason: 'User is odd' });
    assert.equal(stored.outcomes.filter(({ outcome }) => outcome === 'done').length, 39);
  });

  it('pauses after many consecutive refusals', async () => {
    const { end, stored } = run(() => fails({ kind: 'conflict', message: 'No.' }));
    assert.equal((await end())?.kind, 'conflict');
    assert.equal(stored.outcomes.length, 20);
  });

  it('pauses between two rows', async () => {
    const { end, stored, window } = run((row) => {
      if (row === 5) window.kill();
      return Promise.resolve({ outcome: 'done' });
    });
    assert.equal((await end())?.kind, 'cancelled');
    assert.equal(stored.outcomes.length, 5);
  });
});
