// Whatever happens at any point (killed windows, lost answers, throttling, changes by others), every row gets exactly one outcome,
// nothing is done twice, no user whom others have changed is deleted, and the quota is never exceeded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FailureError } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { RowWindow } from '../../../support/worlds/memoryPass.ts';
import { UndoWorld } from '../../../support/worlds/undoWorld.ts';

/** What other clients do to a user. */
const changes = ['remove', 'change', 'recreate', 'otherJob', 'signIn'] as const;
const trouble = fc.constantFrom(...(['kill', 'kill', 'throttled', 'offline', 'lost', ...changes] as const));
type Trouble = typeof trouble extends fc.Arbitrary<infer T> ? T : never;
type Change = (typeof changes)[number];

/** Troubles by the number of the point at which they happen, counted over all windows. */
const plan = fc.dictionary(fc.nat(160).map(String), trouble, { maxKeys: 30 });
const before = fc.array(fc.tuple(fc.constantFrom(...changes), fc.nat(24)), { maxLength: 6 });

test('whatever happens, every row gets exactly one outcome', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        size: fc.integer({ min: 1, max: 25 }),
        before,
        plan,
        seed: fc.nat(1_000),
        hasHistory: fc.boolean(),
        findsBySub: fc.boolean(),
      }),
      run,
    ),
    { numRuns: 200 },
  );
});

interface Case {
  readonly size: number;
  readonly before: readonly (readonly [what: Change, user: number])[];
  readonly plan: Readonly<Record<string, Trouble>>;
  readonly seed: number;
  readonly hasHistory: boolean;
  readonly findsBySub: boolean;
}

async function run({
  size,
  before: early,
  plan: troubles,
  seed,
  hasHistory,
  findsBySub,
}: Case): Promise<void> {
  const world = new UndoWorld(size, hasHistory);
  world.service.emulated.configure({ findsBySub });
  const touched = new Set<string>();
  const gone = new Set<string>();
  let window = new RowWindow();
  let at = 0;
  await world.clock.advance(60_000);

  const act = (what: Change, name: string): void => {
    const user = world.pool.user(name);
    if (!user) return;
    if (what === 'change') user.modified = world.clock.now();
    if (what === 'signIn') world.signIn(name);
    // Without a history, sign-ins are unknown.
    if (what === 'change' || (what === 'signIn' && hasHistory)) touched.add(user.sub);
    if (what === 'change' || what === 'signIn') return;
    gone.add(user.sub);
    world.removeUser(name);
    if (what === 'recreate') touched.add(world.addUser(name, 'RESET_REQUIRED').sub);
    if (what === 'otherJob')
      touched.add(world.addUser(name, 'RESET_REQUIRED', world.run.completionDate + 1_000).sub);
  };
  const happens = (): Trouble | undefined => {
    const what = troubles[String(at++)];
    const change = changes.find((each) => each === what);
    if (what === 'kill') window.kill();
    else if (change) act(change, `user${(seed * at) % size}`);
    return what;
  };

  // While a job runs, only that job creates users; so users recreated before the plan come from a later job.
  for (const [what, user] of early) act(what === 'recreate' ? 'otherJob' : what, `user${user % size}`);
  world.makePlan();
  const planned = new Set(world.stored.list.map(({ sub }) => sub));
  world.service.latency = () => [seed % 90, seed % 40];
  /** Whether no client can notice a trouble, because it comes after the last check; finding by sub still notices a recreated user. */
  const cannotBeSeen = (operation: string, what: Trouble | undefined): boolean => {
    if (what === 'signIn') return operation !== 'AdminListUserAuthEvents';
    if (operation !== 'AdminDeleteUser') return false;
    return what === 'change' || (!findsBySub && (what === 'recreate' || what === 'otherJob'));
  };
  world.service.fault = (operation) => {
    if (cannotBeSeen(operation, troubles[String(at)])) return undefined;
    const what = happens();
    return what === 'throttled' || what === 'offline' ? what : undefined;
  };
  world.service.afterEffect = (operation) => {
    if (operation !== 'AdminDeleteUser') return;
    const what = troubles[String(at++)];
    if (what === 'kill') window.kill();
    if (what === 'lost' || what === 'throttled' || what === 'offline')
      throw new FailureError({ kind: 'offline', message: 'Made up.' });
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

  assert.equal(world.outcomes.length, planned.size);
  const deleted = world.deleted.map(({ sub }) => sub);
  assert.equal(new Set(deleted).size, deleted.length, 'a user was deleted twice');
  for (const sub of deleted) assert.ok(planned.has(sub) && !touched.has(sub), 'a changed user was deleted');
  world.stored.list.forEach(({ sub }, index) => {
    const { outcome } = world.outcomes[index] ?? {};
    if (deleted.includes(sub)) assert.equal(outcome, 'done');
    else assert.ok(outcome === 'kept' || gone.has(sub), `${outcome} for a user who exists`);
  });
  for (const category of ['UserRead', 'UserUpdate', 'UserResourceRead'] as const)
    assert.ok(world.service.log.busiestSecond(category) <= categoryQuota[category] / 2);
}
