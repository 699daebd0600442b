// Whatever happens at any point – windows that are killed, lost answers, throttling, other people – every row comes to exactly one outcome,
// nothing is done twice, nobody is deleted whom somebody has touched, and the quota is never exceeded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FailureError } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { RowWindow } from '../../../support/worlds/memoryPass.ts';
import { UndoWorld } from '../../../support/worlds/undoWorld.ts';

/** What other people do to one user. */
const hands = ['remove', 'change', 'recreate', 'otherJob', 'signIn'] as const;
const trouble = fc.constantFrom(...(['kill', 'kill', 'throttled', 'offline', 'lost', ...hands] as const));
type Trouble = typeof trouble extends fc.Arbitrary<infer T> ? T : never;
type Hand = (typeof hands)[number];

/** At which points, counted through the whole life of the pass, what happens. */
const plan = fc.dictionary(fc.nat(160).map(String), trouble, { maxKeys: 30 });
const before = fc.array(fc.tuple(fc.constantFrom(...hands), fc.nat(24)), { maxLength: 6 });

test('whatever happens, every row comes to one outcome, once', async () => {
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
  readonly before: readonly (readonly [what: Hand, user: number])[];
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

  const act = (what: Hand, name: string): void => {
    const user = world.pool.user(name);
    if (!user) return;
    if (what === 'change') user.modified = world.clock.now();
    if (what === 'signIn') world.signIn(name);
    // What no history has is said in the plan to be unknown.
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
    const hand = hands.find((each) => each === what);
    if (what === 'kill') window.kill();
    else if (hand) act(hand, `user${(seed * at) % size}`);
    return what;
  };

  // Nobody but its own job creates users while it runs: before the plan, others have only come later.
  for (const [what, user] of early) act(what === 'recreate' ? 'otherJob' : what, `user${user % size}`);
  world.makePlan();
  const planned = new Set(world.stored.list.map(({ sub }) => sub));
  world.service.latency = () => [seed % 90, seed % 40];
  /** What comes after the last look at it. A user who is created anew is another one also then. */
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
  assert.equal(new Set(deleted).size, deleted.length, 'nobody is deleted twice');
  for (const sub of deleted)
    assert.ok(planned.has(sub) && !touched.has(sub), 'nobody is deleted whom somebody has touched');
  world.stored.list.forEach(({ sub }, index) => {
    const { outcome } = world.outcomes[index] ?? {};
    if (deleted.includes(sub)) assert.equal(outcome, 'done');
    else assert.ok(outcome === 'kept' || gone.has(sub), `${outcome} of a user who is there`);
  });
  for (const category of ['UserRead', 'UserUpdate', 'UserResourceRead'] as const)
    assert.ok(world.service.log.busiestSecond(category) <= categoryQuota[category] / 2);
}
