// Comparing with a pool of 100,000 users, and exporting them, beside a bare paginator; and what both hold in memory.
import { RateLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import { categoryQuota } from '../../../src/domain/gateway/quotas.ts';
import type { Page } from '../../../src/domain/gateway/page.ts';
import { pause } from '../../../src/domain/base/retry.ts';
import { listPool, type PoolDraft } from '../../../src/domain/users/exportPool.ts';
import { survey } from '../../../src/domain/users/survey.ts';
import type { KeyRow } from '../../../src/domain/users/userNames.ts';
import { CognitoInProcess } from '../../support/cognito/cognitoInProcess.ts';
import { VirtualClock } from '../../support/virtualClock.ts';
import { round, type Figure } from '../figure.ts';
import { runPart } from '../process.ts';
import type { HeldMemory } from './memory.ts';

const users = 100_000;
const groups = 20;
const membersEach = 1_000;
const poolId = 'us-east-1_A';
const never = new AbortController().signal;

class Bench {
  readonly clock = new VirtualClock();
  readonly service = new CognitoInProcess(this.clock);

  constructor() {
    this.service.latency = () => [20, 0];
    this.service.addPool(poolId, 'A');
    const pool = this.service.emulated.pool(poolId);
    for (let user = 0; user < users; user++)
      pool.addUser({
        username: `user${user}`,
        sub: this.service.emulated.newSub(),
        columns: ['email', 'email_verified'],
        values: [`user${user}@example.com`, 'true'],
        created: 0,
        status: 'CONFIRMED',
      });
    const all = [...pool.users()];
    for (let group = 0; group < groups; group++) {
      const about = { description: undefined, precedence: undefined, roleArn: undefined, created: 0 };
      const members = new Set(all.slice(group * membersEach, (group + 1) * membersEach));
      pool.groups.set(`group${group}`, { name: `group${group}`, ...about, members });
    }
  }

  /** Seconds of the virtual clock that the work takes. */
  async seconds(work: Promise<unknown>): Promise<number> {
    const begun = this.clock.steady();
    const ended = { at: NaN };
    const done = work.then(() => (ended.at = this.clock.steady()));
    while (Number.isNaN(ended.at)) await Promise.race([this.clock.advance(1_000), done]);
    return (ended.at - begun) / 1_000;
  }

  get ours() {
    return this.service.connect(new RateLimiter(this.clock), 'rows').users;
  }

  /** One page after the other, as fast as half of the quota allows. */
  async paginate<T>(next: (token: string | undefined) => Promise<Page<T>>): Promise<void> {
    const interval = 1_000 / (categoryQuota.UserList / 2);
    let token: string | undefined;
    do {
      const begun = this.clock.steady();
      const page = await next(token);
      token = page.nextToken;
      await pause(this.clock, begun + interval - this.clock.steady(), never);
    } while (token !== undefined);
  }
}

export async function userFigures(): Promise<Figure[]> {
  const memory = await runPart<HeldMemory>('users/memory.ts', [], { nodeOptions: ['--expose-gc'] });
  return [await comparing(), await exporting(), ...memoryFigures(memory)];
}

async function comparing(): Promise<Figure> {
  const bench = new Bench();
  const bare = bench.service.connect().users;
  const peer = await bench.seconds(bench.paginate((token) => bare.listUsers(poolId, token, never)));
  const value = await bench.seconds(
    survey({
      way: 'list',
      rows: async function* (): AsyncGenerator<KeyRow> {
        for (let row = 0; row < users; row++)
          yield await Promise.resolve({
            line: row + 2,
            username: `user${row}`,
            names: [`user${row}`],
            aliases: [],
          });
      },
      rules: { usernameAttributes: [], aliasAttributes: [], caseSensitive: true },
      users: bench.ours,
      userPoolId: poolId,
      clock: bench.clock,
      signal: never,
      onFound: () => undefined,
      onProgress: () => undefined,
    }),
  );
  return figureOf('compare a CSV with a pool of 100,000 users', value, peer, bench);
}

async function exporting(): Promise<Figure> {
  const bench = new Bench();
  const bare = bench.service.connect().users;
  const peer = await bench.seconds(
    (async () => {
      await bench.paginate((token) => bare.listUsers(poolId, token, never));
      await bare.listGroups(poolId, undefined, never);
      for (let group = 0; group < groups; group++)
        await bench.paginate((token) => bare.usersInGroup(poolId, `group${group}`, token, never));
    })(),
  );
  const value = await bench.seconds(
    listPool({
      users: bench.ours,
      userPoolId: poolId,
      draft: memoryDraft(),
      clock: bench.clock,
      signal: never,
      onProgress: () => undefined,
      onStartAgain: () => undefined,
    }),
  );
  return figureOf(
    `export 100,000 users with ${groups} groups of ${membersEach.toLocaleString('en-US')}`,
    value,
    peer,
    bench,
  );
}

/** Keeps counts only: a virtual clock does not wait for a real disk, which takes a millisecond a page. */
function memoryDraft(): PoolDraft {
  let listed: PoolDraft['users'] = { count: 0, pages: 0, nextToken: undefined, isWhole: false };
  let place: PoolDraft['groups'];
  let hasGroups = false;
  return {
    get users() {
      return listed;
    },
    get groups() {
      return place;
    },
    get hasGroups() {
      return hasGroups;
    },
    addUsers: (page, nextToken) => {
      const { count, pages } = listed;
      const isWhole = nextToken === undefined;
      listed = { count: count + page.length, pages: pages + 1, nextToken, isWhole };
      return Promise.resolve();
    },
    addMembers: (_members, at) => {
      place = at;
      return Promise.resolve();
    },
    endGroups: () => {
      hasGroups = true;
      return Promise.resolve();
    },
    pages: () => {
      throw new Error('Nothing is kept.');
    },
    clear: () => Promise.reject(new Error('It began again.')),
  };
}

function figureOf(figure: string, value: number, peer: number, { service }: Bench): Figure {
  const busiest = service.log.busiestSecond('UserList');
  return {
    figure,
    value,
    unit: 's',
    peer: { what: 'bare paginator at half of the quota', value: peer },
    limit: `${categoryQuota.UserList / 2} calls a second`,
    goal: '≤ 1.10, never over the quota',
    met: value / peer <= 1.1 && busiest <= categoryQuota.UserList,
    note:
      `On a virtual clock, each call 20 ms away: this is what the pace comes to, not what this machine takes. The busiest second of both had ` +
      `${busiest} calls.`,
  };
}

function memoryFigures({ rows, compare, runner }: HeldMemory): Figure[] {
  const figure = (what: string, megabytes: readonly number[]): Figure => ({
    figure: `memory over start, ${what}, 1,000,000 rows`,
    value: round(megabytes.at(-1) ?? NaN, 1),
    unit: 'MB',
    limit: rows
      .map((each, at) => `${each.toLocaleString('en-US')}: ${round(megabytes[at] ?? NaN, 1)}`)
      .join(' · '),
    goal: '≤ 60',
    met: megabytes.every((each) => each <= 60),
    note: 'The most of heap and buffers that were alive at any of some twenty moments, garbage collected before each.',
  });
  return [figure('comparing with a pool', compare), figure('a pass of the row runner', runner)];
}
