// Adds users to groups and disables users: skips what is already done, and finishes interrupted rows once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf, type Failure } from '../../../../src/domain/connections/failure.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { runRows } from '../../../../src/domain/rows/rowRunner.ts';
import { applyAction, type ApplyRow } from '../../../../src/domain/users/applyGroups.ts';
import { listGroups } from '../../../../src/domain/users/groups.ts';
import { CognitoInProcess } from '../../../support/cognito/cognitoInProcess.ts';
import { RowWindow, storedPass } from '../../../support/worlds/memoryPass.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

const poolId = 'us-east-1_A';
const never = new AbortController().signal;

class GroupWorld {
  readonly clock = new VirtualClock();
  readonly service = new CognitoInProcess(this.clock);
  readonly users = this.service.connect(new RateLimiter(this.clock), 'rows').users;

  constructor(groups: readonly string[]) {
    this.service.addPool(poolId, 'A');
    for (const name of ['ada', 'bob'])
      this.pool.addUser({
        username: name,
        sub: `sub ${name}`,
        columns: [],
        values: [],
        created: 0,
        status: 'CONFIRMED',
      });
    for (const name of groups)
      this.pool.groups.set(name, {
        name,
        description: undefined,
        precedence: undefined,
        roleArn: undefined,
        created: 0,
        members: new Set(),
      });
  }

  get pool() {
    return this.service.emulated.pool(poolId);
  }

  members(group: string): readonly string[] {
    return [...(this.pool.groups.get(group)?.members ?? [])].map(({ username }) => username);
  }

  async run(stored: ReturnType<typeof storedPass<ApplyRow>>): Promise<Failure | undefined> {
    const window = new RowWindow();
    const options = { clock: this.clock, lease: window, signal: never };
    const ends: (Failure | undefined)[] = [];
    void runRows(window.open(stored), applyAction(this.users, poolId), options).then(
      () => ends.push(undefined),
      (error: unknown) => ends.push(failureOf(error)),
    );
    while (ends.length === 0) await this.clock.advance(1_000);
    return ends[0];
  }
}

const row = (name: string, groups: readonly string[], disable = false): ApplyRow => ({
  line: 2,
  username: name,
  sub: `sub ${name}`,
  groups,
  disable,
});

describe('applying groups', () => {
  it('adds what is missing, and skips users who have it already or no longer exist', async () => {
    const world = new GroupWorld(['a', 'b']);
    const ada = world.pool.user('ada');
    if (ada) world.pool.groups.get('a')?.members.add(ada);
    const stored = storedPass([
      row('ada', ['a', 'b']),
      row('ada', ['a']),
      row('bob', [], true),
      row('nobody', ['a']),
      { ...row('bob', ['a']), sub: 'another' },
    ]);
    assert.equal(await world.run(stored), undefined);
    assert.deepEqual(stored.outcomes, [
      { outcome: 'done' },
      { outcome: 'kept', reason: 'already' },
      { outcome: 'done' },
      { outcome: 'kept', reason: 'gone' },
      { outcome: 'kept', reason: 'recreated' },
    ]);
    assert.deepEqual([world.members('a'), world.members('b')], [['ada'], ['ada']]);
    assert.deepEqual([world.pool.user('ada')?.enabled, world.pool.user('bob')?.enabled], [true, false]);
    assert.equal(world.service.count('AdminAddUserToGroup'), 1);
  });

  it('finishes an interrupted row after a lost answer', async () => {
    const world = new GroupWorld(['a', 'b']);
    let isLost = false;
    world.service.afterEffect = (operation) => {
      if (operation !== 'AdminAddUserToGroup' || isLost) return;
      isLost = true;
      world.service.failNext.set('AdminGetUser', [{ kind: 'offline', message: 'made up' }]);
      throw Object.assign(new Error('made up'), { name: 'TimeoutError' });
    };
    const stored = storedPass([row('ada', ['a', 'b'], true)]);
    assert.equal(await world.run(stored), undefined);
    assert.deepEqual(stored.outcomes, [{ outcome: 'done' }]);
    assert.deepEqual([world.members('a'), world.members('b')], [['ada'], ['ada']]);
    assert.equal(world.service.count('AdminAddUserToGroup'), 2);
    assert.equal(world.service.count('AdminDisableUser'), 1);
  });

  it('pauses if a group was deleted', async () => {
    const world = new GroupWorld(['a']);
    const stored = storedPass([row('ada', ['gone'])]);
    assert.equal((await world.run(stored))?.kind, 'notFound');
    assert.deepEqual(stored.outcomes, []);
  });

  it('lists every group of a pool, page by page', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `group${index}`);
    const world = new GroupWorld(names);
    const listing = listGroups(world.service.connect().users, poolId, never);
    assert.deepEqual([...(await listing)], names);
  });
});
