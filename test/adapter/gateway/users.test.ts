// The calls on users through the real SDK: answers, missing users, and missing permissions.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { poolWorld } from '../support/poolWorld.ts';
import { failureOf, noAbort } from '../support/world.ts';

const { world, poolId, gateway, deny } = await poolWorld();
const { users } = gateway;
const pool = world.emulator.control.pools[0];
const created = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

beforeEach(() => {
  for (const user of [...(pool?.users() ?? [])]) pool?.deleteUser(user);
  for (const name of ['ada', 'bob'])
    pool?.addUser({
      username: name,
      sub: `sub of ${name}`,
      columns: ['email', 'email_verified', 'name'],
      values: [`${name}@example.com`, 'TRUE', ''],
      created,
      status: 'RESET_REQUIRED',
    });
});

const ada = {
  username: 'ada',
  created,
  modified: created,
  enabled: true,
  status: 'RESET_REQUIRED',
  attributes: { email: 'ada@example.com', email_verified: 'true', sub: 'sub of ada' },
};

describe('a gateway', () => {
  test('reads a user; a missing user is undefined', async () => {
    assert.deepEqual(await users.getUser(poolId, 'ada', noAbort), ada);
    world.log.length = 0;
    assert.equal(await users.getUser(poolId, 'nobody', noAbort), undefined);
    // Many of thousands of users may be missing: this is no reason for a warning.
    assert.equal(world.log.filter((line) => line.includes('failed')).length, 0);
    assert.ok(!world.log.some((line) => line.includes('nobody')), 'names are not logged');
  });

  test('lists users page by page', async () => {
    for (let user = 0; user < 70; user++)
      pool?.addUser({
        username: `u${user}`,
        sub: `s${user}`,
        columns: [],
        values: [],
        created,
        status: 'CONFIRMED',
      });
    const first = await users.listUsers(poolId, undefined, noAbort);
    assert.deepEqual([first.items.length, first.items[0]], [60, ada]);
    const second = await users.listUsers(poolId, first.nextToken, noAbort);
    assert.deepEqual([second.items.length, second.nextToken], [12, undefined]);
  });

  test('deletes a user only once', async () => {
    assert.equal(await users.deleteUser(poolId, 'ada', noAbort), true);
    assert.equal(await users.deleteUser(poolId, 'ada', noAbort), false);
    assert.equal(pool?.userCount, 1);
  });

  test('disables a user, creates groups, adds a user to one and finds the user there', async () => {
    assert.equal(await users.disableUser(poolId, 'ada', noAbort), true);
    assert.equal((await users.getUser(poolId, 'ada', noAbort))?.enabled, false);
    assert.equal(await users.disableUser(poolId, 'nobody', noAbort), false);
    for (let group = 0; group < 61; group++) await users.createGroup(poolId, `group${group}`, noAbort);
    assert.equal(await users.createGroup(poolId, 'group0', noAbort), false);
    const first = await users.listGroups(poolId, undefined, noAbort);
    assert.deepEqual([first.items.length, first.items[0]], [60, { name: 'group0' }]);
    assert.deepEqual(await users.listGroups(poolId, first.nextToken, noAbort), {
      items: [{ name: 'group60' }],
    });
    assert.equal(await users.addUserToGroup(poolId, 'ada', 'group60', noAbort), true);
    assert.deepEqual(await users.groupsOfUser(poolId, 'ada', undefined, noAbort), { items: ['group60'] });
    assert.equal(await users.groupsOfUser(poolId, 'nobody', undefined, noAbort), undefined);
    assert.equal(await users.addUserToGroup(poolId, 'nobody', 'group60', noAbort), false);
    const noGroup = await failureOf(users.addUserToGroup(poolId, 'ada', 'nothing', noAbort));
    assert.equal(noGroup.kind, 'notFound');
  });

  test('reads sign-ins page by page from pools that record them', async () => {
    const { control } = world.emulator;
    const recorded = control.createPool({
      name: 'recorded',
      settings: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
    });
    recorded.addUser({
      username: 'ada',
      sub: 's',
      columns: [],
      values: [],
      created,
      status: 'RESET_REQUIRED',
    });
    assert.deepEqual(await users.authEvents(recorded.id, 'ada', undefined, noAbort), { items: [] });
    for (let signIn = 0; signIn < 61; signIn++) control.userSignsIn(recorded.id, 'ada');
    const first = await users.authEvents(recorded.id, 'ada', undefined, noAbort);
    const [latest] = first?.items ?? [];
    assert.deepEqual([first?.items.length, latest?.type, latest?.response], [60, 'SignIn', 'Pass']);
    assert.ok(Math.abs((latest?.at ?? 0) - Date.now()) < 60_000);
    const second = await users.authEvents(recorded.id, 'ada', first?.nextToken, noAbort);
    assert.deepEqual([second?.items.length, second?.nextToken], [1, undefined]);
    assert.equal(await users.authEvents(recorded.id, 'nobody', undefined, noAbort), undefined);
    const { kind, message } = await failureOf(users.authEvents(poolId, 'ada', undefined, noAbort));
    assert.deepEqual(
      [kind, message],
      ['misconfigured', 'The user pool records no sign-ins: its threat protection is off.'],
    );
  });

  test('sends a code once, or returns why the service did not', async () => {
    const { calls, control, faults } = world.emulator;
    assert.equal(await users.resetPassword(poolId, 'ada', noAbort), 'sent');
    assert.equal(await users.resetPassword(poolId, 'nobody', noAbort), 'gone');
    const bob = pool?.user('bob');
    assert.ok(bob);
    bob.status = 'FORCE_CHANGE_PASSWORD';
    assert.equal(await users.resetPassword(poolId, 'bob', noAbort), 'temporaryPassword');
    bob.status = 'RESET_REQUIRED';
    bob.changed = new Map([['email_verified', 'false']]);
    assert.equal(await users.resetPassword(poolId, 'bob', noAbort), 'noContact');
    control.configure({ emailsPerDay: 0 });
    calls.clear();
    assert.equal(await users.resetPassword(poolId, 'ada', noAbort), 'exhausted');
    assert.equal(calls.count('AdminResetUserPassword'), 1);
    control.configure({ emailsPerDay: 50 });
    calls.clear();
    // After a lost answer the call is not repeated, as the SDK would do by itself.
    faults.add({ kind: 'reset', operation: 'AdminResetUserPassword' });
    assert.equal((await failureOf(users.resetPassword(poolId, 'ada', noAbort))).kind, 'offline');
    assert.equal(calls.count('AdminResetUserPassword'), 1);
  });

  test('names the missing permission, and tells a deleted pool from a deleted user', async () => {
    for (const [action, call] of [
      ['AdminGetUser', () => users.getUser(poolId, 'ada', noAbort)],
      ['ListUsers', () => users.listUsers(poolId, undefined, noAbort)],
      ['AdminDeleteUser', () => users.deleteUser(poolId, 'ada', noAbort)],
      ['AdminListUserAuthEvents', () => users.authEvents(poolId, 'ada', undefined, noAbort)],
      ['AdminResetUserPassword', () => users.resetPassword(poolId, 'ada', noAbort)],
      ['AdminDisableUser', () => users.disableUser(poolId, 'ada', noAbort)],
      ['ListGroups', () => users.listGroups(poolId, undefined, noAbort)],
      ['CreateGroup', () => users.createGroup(poolId, 'g', noAbort)],
      ['AdminListGroupsForUser', () => users.groupsOfUser(poolId, 'ada', undefined, noAbort)],
      ['AdminAddUserToGroup', () => users.addUserToGroup(poolId, 'ada', 'g', noAbort)],
    ] as const) {
      deny(`cognito-idp:${action}`);
      const { kind, message, action: help } = await failureOf(call());
      assert.deepEqual([kind, help?.type], ['denied', 'copyIamPolicy']);
      assert.match(message, new RegExp(`cognito-idp:${action}`));
    }
    deny();
    assert.equal((await failureOf(users.getUser('us-east-1_Nowhere00', 'ada', noAbort))).kind, 'notFound');
  });
});
