// Figures of comparing with a pool of 100,000 users and exporting them, beside a bare paginator; of undoing an import; and of memory.
import { categoryQuota } from '../../../src/domain/gateway/quotas.ts';
import { listPool, type PoolDraft } from '../../../src/domain/users/exportPool.ts';
import { survey } from '../../../src/domain/users/survey.ts';
import type { KeyRow } from '../../../src/domain/users/userNames.ts';
import { round, type Figure } from '../figure.ts';
import { runPart } from '../process.ts';
import type { HeldMemory } from './memory.ts';
import { never, PoolBench, poolId } from './poolBench.ts';
import { undoing } from './undoing.ts';

const users = 100_000;
const groups = 20;
const membersEach = 1_000;

export async function userFigures(): Promise<Figure[]> {
  const memory = await runPart<HeldMemory>('users/memory.ts', [], { nodeOptions: ['--expose-gc'] });
  return [await comparing(), await exporting(), await undoing(), ...memoryFigures(memory)];
}

async function comparing(): Promise<Figure> {
  const bench = new PoolBench(users);
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
  const bench = new PoolBench(users);
  bench.addGroups(groups, membersEach);
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

/** Keeps counts only: a virtual clock does not wait for a real disk, which takes a millisecond per page. */
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
    clear: () => Promise.reject(new Error('The export started again.')),
  };
}

function figureOf(figure: string, value: number, peer: number, { service }: PoolBench): Figure {
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
