// Undoing an import deletes only users who are unchanged since the import.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeptReason } from '../../../../src/domain/users/kept.ts';
import { whyKept } from '../../../../src/domain/users/undo.ts';
import { UndoWorld } from '../../../support/worlds/undoWorld.ts';

const minute = 60_000;

async function undone(meanwhile: (world: UndoWorld) => void): Promise<UndoWorld> {
  const world = new UndoWorld(3);
  await world.clock.advance(minute);
  meanwhile(world);
  assert.equal(await world.drive(), undefined);
  return world;
}

describe('undoing an import', () => {
  it('deletes the users of the job', async () => {
    const { deleted, outcomes, pool } = await undone(() => undefined);
    assert.deepEqual(
      deleted.map(({ username }) => username),
      ['user0', 'user1', 'user2'],
    );
    assert.equal(pool.userCount, 0);
    assert.ok(outcomes.every(({ outcome }) => outcome === 'done'));
  });

  const adversity: readonly (readonly [string, KeptReason, (world: UndoWorld) => void])[] = [
    [
      'has set a password',
      'signedIn',
      ({ pool }) => {
        const user = pool.user('user1');
        if (user) user.status = 'CONFIRMED';
      },
    ],
    [
      'was changed',
      'changed',
      ({ pool, clock }) => {
        const user = pool.user('user1');
        if (user) user.modified = clock.now();
      },
    ],
    [
      'was disabled without a new modification date',
      'changed',
      ({ pool }) => {
        const user = pool.user('user1');
        if (user) user.enabled = false;
      },
    ],
    ['was deleted by somebody else', 'gone', (world) => world.removeUser('user1')],
    [
      'was deleted and created again',
      'recreated',
      (world) => {
        world.removeUser('user1');
        world.addUser('user1', 'RESET_REQUIRED');
      },
    ],
  ];
  for (const [what, reason, meanwhile] of adversity) {
    it(`keeps a user who ${what}`, async () => {
      const { deleted, outcomes } = await undone(meanwhile);
      assert.deepEqual(
        deleted.map(({ username }) => username),
        ['user0', 'user2'],
      );
      assert.deepEqual(outcomes[1], { outcome: 'kept', reason });
    });
  }

  it('keeps a user whose only change is a sign-in, if the pool records sign-ins', async () => {
    const world = new UndoWorld(4, true);
    await world.clock.advance(minute);
    world.signIn('user1');
    world.signIn('user2', 'Fail');
    // The recorded sign-ins are those of a deleted user with that name.
    world.removeUser('user3');
    assert.equal(await world.drive(), undefined);
    assert.deepEqual(
      world.deleted.map(({ username }) => username),
      ['user0', 'user2'],
    );
    assert.deepEqual(world.outcomes[1], { outcome: 'kept', reason: 'signedIn' });
  });

  it('pauses if sign-ins are no longer recorded, instead of deleting users it cannot judge', async () => {
    const world = new UndoWorld(2, true);
    const off = { UserPoolAddOns: { AdvancedSecurityMode: 'OFF' } };
    Object.assign(world.pool.spec, { settings: off });
    const failure = await world.drive();
    assert.match(failure?.message ?? '', /records no sign-ins: its threat protection is off/);
    assert.deepEqual([world.deleted.length, world.outcomes.length], [0, 0]);
  });

  it('also deletes if the service does not find users by their subs', async () => {
    const world = new UndoWorld(2);
    world.service.emulated.configure({ findsBySub: false });
    assert.equal(await world.drive(), undefined);
    assert.equal(world.deleted.length, 2);
    assert.ok(world.outcomes.every(({ outcome }) => outcome === 'done'));
  });

  it('keeps users who were created before or after the job ran, or whose status no import sets', () => {
    const run = { startDate: 10_000, completionDate: 20_000, hasHashes: false };
    const user = {
      username: 'ada',
      created: 15_000,
      modified: 15_000,
      enabled: true,
      status: 'RESET_REQUIRED',
      attributes: {},
    };
    assert.equal(whyKept(user, run), undefined);
    assert.equal(whyKept({ ...user, created: 9_999 }, run), 'otherTime');
    assert.equal(whyKept({ ...user, created: 20_001, modified: 20_001 }, run), 'otherTime');
    assert.equal(whyKept({ ...user, modified: 17_001 }, run), 'changed');
    assert.equal(whyKept({ ...user, status: 'CONFIRMED' }, run), 'signedIn');
    assert.equal(whyKept({ ...user, status: 'FORCE_CHANGE_PASSWORD' }, run), 'signedIn');
    assert.equal(whyKept({ ...user, status: 'CONFIRMED' }, { ...run, hasHashes: true }), undefined);
  });
});
