// Whatever happens at any point – windows that are killed, lost answers, throttling, other people – every row comes to exactly one outcome,
// nothing is done twice, nobody is deleted whom somebody has touched, and the quota is never exceeded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FailureError } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { RowWindow } from '../../../support/worlds/memoryPass.ts';
import { UndoWorld } from '../../../support/worlds/undoWorld.ts';

const trouble = fc.constantFrom(
  ...(['kill', 'kill', 'throttled', 'offline', 'lost', 'remove', 'change', 'recreate'] as const),
);
type Trouble = typeof trouble extends fc.Arbitrary<infer T> ? T : never;

/** At which points, counted through the whole life of the pass, what happens. */
const plan = fc.dictionary(fc.nat(120).map(String), trouble, { maxKeys: 25 });

test('whatever happens, every row comes to one outcome, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 25 }), plan, fc.nat(1_000), async (size, troubles, seed) => {
      await run(size, troubles, seed);
    }),
    { numRuns: 150 },
  );
});

async function run(size: number, troubles: Readonly<Record<string, Trouble>>, seed: number): Promise<void> {
  const world = new UndoWorld(size);
  const planned = new Set(world.stored.list.map(({ sub }) => sub));
  const touched = new Set<string>();
  const gone = new Set<string>();
  let window = new RowWindow();
  let at = 0;
  await world.clock.advance(60_000);
  world.service.latency = () => [seed % 90, seed % 40];

  const fail = (kind: 'throttled' | 'offline'): never => {
    throw new FailureError({ kind, message: 'Made up.' });
  };
  /** One more point has come. */
  const happens = (): Trouble | undefined => {
    const what = troubles[String(at++)];
    const name = `user${(seed * at) % size}`;
    const user = world.pool.user(name);
    if (what === 'kill') window.kill();
    else if (what === 'change' && user) {
      user.modified = world.clock.now();
      touched.add(user.sub);
    } else if ((what === 'remove' || what === 'recreate') && user) {
      gone.add(user.sub);
      world.removeUser(name);
      if (what === 'recreate') touched.add(world.addUser(name, 'RESET_REQUIRED').sub);
    }
    return what;
  };
  world.service.fault = (operation) => {
    // What comes between the last look and the deletion nobody can see.
    if (operation !== 'AdminGetUser') return undefined;
    const what = happens();
    return what === 'throttled' || what === 'offline' ? what : undefined;
  };
  world.service.afterEffect = (operation) => {
    if (operation !== 'AdminDeleteUser') return;
    const what = troubles[String(at++)];
    if (what === 'kill') window.kill();
    if (what === 'lost' || what === 'throttled' || what === 'offline') fail('offline');
  };
  const point = (): void => {
    if (troubles[String(at++)] === 'kill') window.kill();
  };

  for (let windows = 0; windows < 60; windows++) {
    window = new RowWindow();
    const failure = await world.drive(window, point);
    if (!failure) break;
    assert.ok(!window.isAlive, failure.message);
  }

  assert.equal(world.outcomes.length, size);
  const deleted = world.deleted.map(({ sub }) => sub);
  assert.equal(new Set(deleted).size, deleted.length, 'nobody is deleted twice');
  for (const sub of deleted) assert.ok(planned.has(sub) && !touched.has(sub));
  world.stored.list.forEach(({ sub }, index) => {
    const { outcome } = world.outcomes[index] ?? {};
    if (deleted.includes(sub)) assert.equal(outcome, 'done');
    else assert.ok(outcome === 'kept' || gone.has(sub), `${outcome} of a user who is there`);
  });
  for (const category of ['UserRead', 'UserUpdate'] as const)
    assert.ok(world.service.log.busiestSecond(category) <= categoryQuota[category] / 2);
}
