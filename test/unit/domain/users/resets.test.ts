// Sends reset codes to users who must and can reset their password, never twice, within the daily e-mail limit.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FailureError } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import type { KeptReason } from '../../../../src/domain/users/kept.ts';
import { contactOf, recoveryContacts } from '../../../../src/domain/users/resets.ts';
import { RowWindow } from '../../../support/worlds/memoryPass.ts';
import { ResetWorld } from '../../../support/worlds/resetWorld.ts';

const day = 86_400_000;

describe('sending password resets', () => {
  it('sends one code to each user who must reset', async () => {
    const world = new ResetWorld(3);
    assert.equal(await world.drive(), undefined);
    assert.deepEqual(world.outcomes, [{ outcome: 'done' }, { outcome: 'done' }, { outcome: 'done' }]);
    assert.equal(world.service.count('AdminResetUserPassword'), 3);
  });

  const others: readonly (readonly [string, KeptReason, (world: ResetWorld) => void])[] = [
    ['has set a password meanwhile', 'resetNot', (world) => world.change('user1', { status: 'CONFIRMED' })],
    [
      'has a temporary password',
      'temporary',
      (world) => world.change('user1', { status: 'FORCE_CHANGE_PASSWORD' }),
    ],
    ['is disabled', 'disabled', (world) => world.change('user1', { enabled: false })],
    [
      'has no verified address',
      'noContact',
      (world) => world.change('user1', { changed: new Map([['email_verified', 'false']]) }),
    ],
    [
      'is gone',
      'gone',
      ({ pool }) => {
        const user = pool.user('user1');
        if (user) pool.deleteUser(user);
      },
    ],
    [
      'was recreated',
      'recreated',
      ({ pool }) => {
        const user = pool.user('user1');
        if (!user) return;
        pool.deleteUser(user);
        pool.addUser({ ...user, sub: 'another' });
      },
    ],
  ];
  for (const [who, reason, change] of others) {
    it(`skips a user who ${who}`, async () => {
      const world = new ResetWorld(3);
      change(world);
      assert.equal(await world.drive(), undefined);
      assert.deepEqual(world.outcomes[1], { outcome: 'kept', reason });
      assert.equal(world.service.count('AdminResetUserPassword'), 2);
    });
  }

  it('pauses when the daily e-mail limit is reached, and resumes there the next day', async () => {
    const world = new ResetWorld(5, 2);
    for (const sent of [2, 4]) {
      const failure = await world.drive();
      assert.equal(failure?.kind, 'misconfigured');
      assert.match(failure.message, /the limit of the day is used up.* Continue tomorrow\./);
      assert.equal(world.outcomes.length, sent);
      await world.clock.advance(day);
    }
    assert.equal(await world.drive(), undefined);
    assert.ok(world.outcomes.every(({ outcome }) => outcome === 'done'));
  });

  it('sends no second code after a lost answer, and reports that for the row', async () => {
    const world = new ResetWorld(2);
    let calls = 0;
    world.service.afterEffect = (operation) => {
      if (operation === 'AdminResetUserPassword' && calls++ === 0)
        throw new FailureError({ kind: 'offline', message: 'The connection broke.' });
    };
    assert.equal(await world.drive(), undefined);
    assert.deepEqual(world.outcomes, [{ outcome: 'kept', reason: 'maybeSent' }, { outcome: 'done' }]);
    assert.equal(calls, 2);
  });

  it('retries after a refusal, which sends nothing', async () => {
    const world = new ResetWorld(1);
    world.service.failNext.set('AdminResetUserPassword', [{ kind: 'throttled', message: 'Slow down.' }]);
    assert.equal(await world.drive(), undefined);
    assert.deepEqual(world.outcomes, [{ outcome: 'done' }]);
  });

  it('fails a row whose code cannot be delivered, and pauses if the pool may not send', async () => {
    const world = new ResetWorld(2);
    const refusal = (code: string) => ({ kind: 'unexpected', message: 'No.', code, detail: '' }) as const;
    world.service.failNext.set('AdminResetUserPassword', [
      refusal('CodeDeliveryFailureException'),
      refusal('InvalidEmailRoleAccessPolicyException'),
    ]);
    const failure = await world.drive();
    assert.match(failure?.message ?? '', /may not use its e-mail or SMS sender/);
    assert.deepEqual(world.outcomes, [{ outcome: 'failed', reason: 'the code could not be delivered' }]);
    assert.equal(await world.drive(), undefined);
    assert.equal(world.outcomes[1]?.outcome, 'done');
  });

  it('whatever happens, sends no user two codes and skips no user', async () => {
    const trouble = fc.constantFrom(...(['kill', 'kill', 'throttled', 'offline', 'lost', 'set'] as const));
    const plan = fc.dictionary(fc.nat(90).map(String), trouble, { maxKeys: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), plan, fc.nat(100), async (size, troubles, seed) => {
        const world = new ResetWorld(size, 5);
        world.service.latency = () => [seed % 90, seed % 40];
        let window = new RowWindow();
        let at = 0;
        const next = () => troubles[String(at++)];
        const sent = new Map<string, number>();
        const modified = new Map([...world.pool.users()].map((user) => [user.username, user.modified]));
        world.service.fault = (operation) => {
          if (operation === 'DescribeUserPool') return undefined;
          const what = next();
          if (what === 'kill') window.kill();
          // Between AdminGetUser and the code, no client can notice a change.
          if (what === 'set' && operation === 'AdminGetUser')
            world.change(`user${(seed * at) % size}`, { status: 'CONFIRMED' });
          return what === 'throttled' || what === 'offline' ? what : undefined;
        };
        world.service.afterEffect = (operation) => {
          if (operation !== 'AdminResetUserPassword') return;
          for (const { username, modified: now } of world.pool.users()) {
            if (now === modified.get(username)) continue;
            modified.set(username, now);
            sent.set(username, (sent.get(username) ?? 0) + 1);
          }
          const what = next();
          if (what === 'kill') window.kill();
          if (what === 'lost') throw new FailureError({ kind: 'offline', message: 'Made up.' });
        };
        const point = (): void => {
          if (next() === 'kill') window.kill();
        };
        await world.clock.advance(1_000);
        for (let windows = 0; windows < 80; windows++) {
          window = new RowWindow();
          const failure = await world.drive(window, point);
          if (!failure) break;
          if (window.isAlive) assert.match(failure.message, /Continue tomorrow/);
          await world.clock.advance(day);
        }
        assert.equal(world.outcomes.length, size);
        world.stored.list.forEach(({ username }, row) => {
          const { outcome, reason } = world.outcomes[row] ?? {};
          const codes = sent.get(username) ?? 0;
          assert.ok(codes <= 1, 'a user was sent two codes');
          if (outcome === 'done') assert.equal(codes, 1);
          else if (codes === 1)
            assert.ok(reason === 'maybeSent' || world.pool.user(username)?.status === 'CONFIRMED');
        });
        assert.ok(
          world.service.log.busiestSecond('UserAccountRecovery') <= categoryQuota.UserAccountRecovery / 2,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('the contact for a code', () => {
  const user = (attributes: Record<string, string>) => ({
    username: 'ada',
    created: 0,
    modified: 0,
    enabled: true,
    status: 'RESET_REQUIRED',
    attributes,
  });
  const both = { email: 'a@b.c', email_verified: 'true', phone_number: '+1', phone_number_verified: 'true' };
  const setting = (...names: string[]) => ({
    AccountRecoverySetting: {
      RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: names.length - index })),
    },
  });

  it('is the verified contact that the pool prefers', () => {
    const ways = recoveryContacts(setting('verified_phone_number', 'verified_email'));
    assert.deepEqual(ways, ['email', 'phone_number']);
    assert.equal(contactOf(user(both), ways), 'email');
    assert.equal(contactOf(user({ ...both, email_verified: 'false' }), ways), 'phone_number');
    assert.equal(contactOf(user({ ...both, email: '' }), ['email']), undefined);
  });

  it('is none if only administrators can reset, and preferably the phone number by default', () => {
    assert.deepEqual(recoveryContacts(setting('admin_only')), []);
    assert.deepEqual(recoveryContacts({}), ['phone_number', 'email']);
  });
});
