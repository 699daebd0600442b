// The calls on users through the real SDK: what comes back, who is not there, and who may not ask.
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
  test('reads a user, and that there is none', async () => {
    assert.deepEqual(await users.getUser(poolId, 'ada', noAbort), ada);
    world.log.length = 0;
    assert.equal(await users.getUser(poolId, 'nobody', noAbort), undefined);
    // Of thousands of users many may not be there: that is no warning.
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

  test('deletes a user, once', async () => {
    assert.equal(await users.deleteUser(poolId, 'ada', noAbort), true);
    assert.equal(await users.deleteUser(poolId, 'ada', noAbort), false);
    assert.equal(pool?.userCount, 1);
  });

  test('disables a user, makes groups, and adds users to them, whom it then finds there', async () => {
    assert.equal(await users.disableUser(poolId, 'ada', noAbort), true);
    assert.equal((await users.getUser(poolId, 'ada', noAbort))?.enabled, false);
    assert.equal(await users.disableUser(poolId, 'nobody', noAbort), false);
    for (let group = 0; group < 61; group++) await users.createGroup(poolId, `group${group}`, noAbort);
    assert.equal(await users.createGroup(poolId, 'group0', noAbort), false);
    const first = await users.listGroups(poolId, undefined, noAbort);
    assert.deepEqual([first.items.length, first.items[0]], [60, 'group0']);
    assert.deepEqual(await users.listGroups(poolId, first.nextToken, noAbort), { items: ['group60'] });
    assert.equal(await users.addUserToGroup(poolId, 'ada', 'group60', noAbort), true);
    assert.deepEqual(await users.groupsOfUser(poolId, 'ada', undefined, noAbort), { items: ['group60'] });
    assert.equal(await users.groupsOfUser(poolId, 'nobody', undefined, noAbort), undefined);
    assert.equal(await users.addUserToGroup(poolId, 'nobody', 'group60', noAbort), false);
    const noGroup = await failureOf(users.addUserToGroup(poolId, 'ada', 'nothing', noAbort));
    assert.equal(noGroup.kind, 'notFound');
  });

  test('names the permission that is missing, and tells a pool that is gone from a user who is', async () => {
    for (const [action, call] of [
      ['AdminGetUser', () => users.getUser(poolId, 'ada', noAbort)],
      ['ListUsers', () => users.listUsers(poolId, undefined, noAbort)],
      ['AdminDeleteUser', () => users.deleteUser(poolId, 'ada', noAbort)],
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
