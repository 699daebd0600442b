// Finds rows that exist as users: both ways have the same result, follow the pool's rules, and use nearly half of the quota.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FailureError, failureOf } from '../../../../src/domain/connections/failure.ts';
import { categoryQuota } from '../../../../src/domain/gateway/quotas.ts';
import { RateLimiter } from '../../../../src/domain/gateway/rateLimiter.ts';
import { cheaperWay, survey, type FoundUser, type Way } from '../../../../src/domain/users/survey.ts';
import { keysOfRow, type KeyRow, type NameRules } from '../../../../src/domain/users/userNames.ts';
import { CognitoInProcess } from '../../../support/cognito/cognitoInProcess.ts';
import { VirtualClock } from '../../../support/virtualClock.ts';

type Attributes = Readonly<Record<string, string>>;
const poolId = 'us-east-1_A';

class SurveyWorld {
  readonly clock = new VirtualClock();
  readonly service = new CognitoInProcess(this.clock);
  readonly rules: NameRules;
  readonly stop = new AbortController();

  constructor(rules: Partial<NameRules> = {}) {
    this.rules = { usernameAttributes: [], aliasAttributes: [], caseSensitive: true, ...rules };
    this.service.addPool(poolId, 'A', { ...this.rules });
  }

  add(username: string, attributes: Attributes = {}): void {
    this.service.emulated.pool(poolId).addUser({
      username,
      sub: this.service.emulated.newSub(),
      columns: Object.keys(attributes),
      values: Object.values(attributes),
      created: this.clock.now(),
      status: 'CONFIRMED',
    });
  }

  keys(rows: readonly Attributes[]): readonly KeyRow[] {
    return rows.map((row, index) => keysOfRow(index + 2, (name) => row[name], this.rules));
  }

  /** @returns `<line> <by> <username>` of each found row, sorted. */
  async find(way: Way, rows: readonly KeyRow[]): Promise<readonly string[]> {
    const found: FoundUser[] = [];
    const searching = survey({
      way,
      rows: async function* () {
        for (const row of rows) yield await Promise.resolve(row);
      },
      rules: this.rules,
      users: this.service.connect(new RateLimiter(this.clock), 'rows').users,
      userPoolId: poolId,
      clock: this.clock,
      signal: this.stop.signal,
      onFound: (each) => found.push(each),
      onProgress: () => undefined,
    });
    const ends: unknown[] = [];
    void searching.then(
      () => ends.push('done'),
      () => ends.push('failed'),
    );
    while (ends.length === 0) await this.clock.advance(1_000);
    await searching;
    return found.map(({ line, by, user }) => `${line} ${by} ${user.username}`).sort();
  }
}

const ways = ['ask', 'list'] as const;

describe('rows that exist', () => {
  for (const way of ways) {
    it(`are found by username (${way})`, async () => {
      const world = new SurveyWorld();
      for (const name of ['ada', 'Bob']) world.add(name);
      const rows = world.keys(['ada', 'bob', 'cy', 'Bob'].map((name) => ({ 'cognito:username': name })));
      assert.deepEqual(await world.find(way, rows), ['2 name ada', '5 name Bob']);
    });

    it(`are found in any case if the pool ignores case (${way})`, async () => {
      const world = new SurveyWorld({ caseSensitive: false });
      world.add('Bob');
      assert.deepEqual(await world.find(way, world.keys([{ 'cognito:username': 'bOB' }])), ['2 name Bob']);
    });

    it(`are found by address and number if those are the usernames (${way})`, async () => {
      const world = new SurveyWorld({ usernameAttributes: ['email', 'phone_number'], caseSensitive: false });
      world.add('x', { email: 'ada@x.io' });
      world.add('y', { phone_number: '+1555' });
      const [ada = '', number = ''] = [...world.service.emulated.pool(poolId).users()].map(
        (user) => user.username,
      );
      const rows = world.keys([
        { 'cognito:username': 'ADA@x.io' },
        { 'cognito:username': 'other', email: 'ada@X.io', phone_number: '+1666' },
        { 'cognito:username': 'x', phone_number: '+1555' },
        { 'cognito:username': 'x' },
      ]);
      assert.deepEqual(
        await world.find(way, rows),
        [`2 name ${ada}`, `3 name ${ada}`, `4 name ${number}`].sort(),
      );
    });

    it(`are distinguished from other users with the same sign-in address (${way})`, async () => {
      const world = new SurveyWorld({ aliasAttributes: ['email'] });
      world.add('ada', { email: 'ada@x.io', email_verified: 'true' });
      world.add('bob', { email: 'bob@x.io', email_verified: 'false' });
      const row = (name: string, email: string) => ({
        'cognito:username': name,
        email,
        email_verified: 'true',
      });
      const rows = world.keys([row('new', 'ada@x.io'), row('ada', 'ada@x.io'), row('other', 'bob@x.io')]);
      assert.deepEqual(await world.find(way, rows), ['2 alias ada', '3 name ada']);
    });

    it(`are searched again after AWS was unreachable, but not after cancelling (${way})`, async () => {
      const world = new SurveyWorld();
      world.add('ada');
      const rows = world.keys([{ 'cognito:username': 'ada' }]);
      const operation = way === 'ask' ? 'AdminGetUser' : 'ListUsers';
      world.service.failNext.set(operation, [
        { kind: 'offline', message: 'made up' },
        { kind: 'throttled', message: 'made up' },
      ]);
      assert.deepEqual(await world.find(way, rows), ['2 name ada']);
      world.stop.abort(new FailureError({ kind: 'cancelled', message: 'Cancelled.' }));
      await assert.rejects(world.find(way, rows), (error) => failureOf(error).kind === 'cancelled');
    });
  }

  it('are the same with both ways', async () => {
    const name = fc.constantFrom('a', 'A', 'b', 'c', 'a@x.io', 'A@X.io', 'b@x.io');
    const person = fc.record({
      'cognito:username': name,
      email: fc.constantFrom('', 'a@x.io', 'A@X.io', 'b@x.io'),
      email_verified: fc.constantFrom('true', 'false'),
    });
    const rules = fc.constantFrom<Partial<NameRules>>(
      {},
      { caseSensitive: false },
      { usernameAttributes: ['email'] },
      { usernameAttributes: ['email'], caseSensitive: false },
    );
    await fc.assert(
      fc.asyncProperty(
        rules,
        fc.array(person, { maxLength: 6 }),
        fc.array(person, { maxLength: 6 }),
        async (given, there, rows) => {
          const world = new SurveyWorld(given);
          const pool = world.service.emulated.pool(poolId);
          for (const { 'cognito:username': username, ...attributes } of there) {
            const isTaken = [username, attributes.email].some((each) => each !== '' && pool.user(each));
            // If addresses are the usernames, a user needs one.
            if (!isTaken && (world.rules.usernameAttributes.length === 0 || attributes.email !== ''))
              world.add(username, attributes);
          }
          const keys = world.keys(rows);
          assert.deepEqual(await world.find('ask', keys), await world.find('list', keys));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are found by the faster way', () => {
    assert.equal(cheaperWay(10, 100_000).way, 'ask');
    assert.equal(cheaperWay(10_000, 20_000).way, 'list');
    assert.equal(cheaperWay(10_000, undefined).way, 'ask');
    assert.equal(cheaperWay(500_000, 0).way, 'list');
  });

  it('are found at nearly half of the quota, and never faster', async () => {
    for (const [way, category, calls] of [
      ['ask', 'UserRead', 3_000],
      ['list', 'UserList', 300],
    ] as const) {
      const world = new SurveyWorld();
      // Pages are requested one after the other, so the latency limits a listing.
      world.service.latency = () => (way === 'ask' ? [80, 80] : [20, 20]);
      const count = way === 'ask' ? calls : calls * 60;
      for (let user = 0; user < (way === 'ask' ? 10 : count); user++) world.add(`user${user}`);
      const rows = Array.from({ length: way === 'ask' ? count : 10 }, (_, n) => ({
        'cognito:username': `user${n}`,
      }));
      const before = world.clock.steady();
      assert.equal((await world.find(way, world.keys(rows))).length, 10);
      const half = categoryQuota[category] / 2;
      const seconds = (world.clock.steady() - before) / 1_000;
      assert.ok(seconds <= 1.1 * (calls / half) + 1, `${way}: ${seconds} s`);
      assert.ok(world.service.log.busiestSecond(category) <= half);
    }
  });
});
