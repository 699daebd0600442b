// Finds which rows of a CSV are users of a pool already: by requesting each row, or by listing the pool, whichever is faster.
import type { Clock } from '../base/clock.ts';
import { eachPage } from '../gateway/page.ts';
import { categoryQuota, rowsPerSecond } from '../gateway/quotas.ts';
import type { PoolUser, UserGateway } from '../gateway/userGateway.ts';
import { KeyIndex } from './keyIndex.ts';
import { steadily } from './steadily.ts';
import { aliasesOfUser, folded, namesOfUser, sameName, type KeyRow, type NameRules } from './userNames.ts';

/** `ask`: AdminGetUser for every name of every row. `list`: ListUsers, the whole pool. */
export type Way = 'ask' | 'list';

export interface Estimate {
  readonly way: Way;
  /** Estimated seconds at a pace that leaves more than half of the quota to others. */
  readonly seconds: number;
}

/** Users on a page (API reference, ListUsers and ListUsersInGroup: at most 60). */
export const usersPerPage = 60;

/** @param names the number of names of all rows. @param users the service's estimate of users in the pool; undefined if unknown. */
export function cheaperWay(names: number, users: number | undefined): Estimate {
  const ask = names / rowsPerSecond(categoryQuota.UserRead);
  if (users === undefined) return { way: 'ask', seconds: ask };
  // Even an empty pool takes a call.
  const list = Math.max(1, Math.ceil(users / usersPerPage)) / rowsPerSecond(categoryQuota.UserList);
  return list < ask ? { way: 'list', seconds: list } : { way: 'ask', seconds: ask };
}

export interface FoundUser {
  readonly line: number;
  /** Whether it is the row's own user, or another user with an alias that the row would use. */
  readonly by: 'name' | 'alias';
  readonly user: PoolUser;
}

export interface SurveyOptions {
  readonly way: Way;
  /** Streams the rows, again with each call: never all of them in memory. */
  readonly rows: () => AsyncIterable<KeyRow>;
  readonly rules: NameRules;
  /** From a gateway with the priority 'rows'. */
  readonly users: UserGateway;
  readonly userPoolId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called in any order of lines, and several times for a line with several users. */
  readonly onFound: (found: FoundUser) => void;
  /** Rows requested, or users listed, so far. */
  readonly onProgress: (done: number) => void;
}

/** Resolves when the search has covered every row. @throws FailureError; 'cancelled' once the signal is aborted. */
export function survey(options: SurveyOptions): Promise<void> {
  return options.way === 'ask' ? ask(options) : list(options);
}

/** Parallel calls, enough to keep the pace when answers are slow. */
const callsAtOnce = 12;

async function ask(options: SurveyOptions): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const rows = options.rows()[Symbol.asyncIterator]();
  let done = 0;
  const take = async (): Promise<void> => {
    for (;;) {
      options.signal.throwIfAborted();
      const next = await rows.next();
      if (next.done === true || stop.signal.aborted) return;
      await askFor(next.value, options, signal);
      options.onProgress(++done);
    }
  };
  try {
    await Promise.all(Array.from({ length: callsAtOnce }, take));
  } finally {
    stop.abort();
    await rows.return?.();
  }
}

async function askFor(row: KeyRow, options: SurveyOptions, signal: AbortSignal): Promise<void> {
  const { users, userPoolId, rules, onFound } = options;
  const names = [
    ...row.names.map((name) => [name, 'name'] as const),
    ...row.aliases.map((name) => [name, 'alias'] as const),
  ];
  const own: PoolUser[] = [];
  const isOwn = (user: PoolUser, name: string): boolean =>
    namesOfUser(user, rules).some((each) => sameName(each, name, rules));
  for (const [name, by] of names) {
    // Another name of a user already found need not be requested.
    if (own.some((user) => by === 'name' && isOwn(user, name))) continue;
    const user = await steadily(options.clock, signal, () => users.getUser(userPoolId, name, signal));
    if (!user || own.some(({ username }) => username === user.username)) continue;
    // The service also finds users by their aliases: such a user has another username.
    const found = by === 'name' && isOwn(user, name) ? 'name' : 'alias';
    if (found === 'name') own.push(user);
    onFound({ line: row.line, by: found, user });
  }
}

async function list(options: SurveyOptions): Promise<void> {
  const { users, userPoolId, rules, signal, onFound, onProgress } = options;
  const index = await indexOf(options);
  let done = 0;
  const pages = eachPage((nextToken) =>
    steadily(options.clock, signal, () => users.listUsers(userPoolId, nextToken, signal)),
  );
  for await (const page of pages) {
    for (const user of page) {
      const own = new Set<number>();
      for (const name of namesOfUser(user, rules)) {
        index.find(folded(name, rules.caseSensitive), (line, isAlias) => {
          if (isAlias || own.has(line)) return;
          own.add(line);
          onFound({ line, by: 'name', user });
        });
      }
      for (const alias of aliasesOfUser(user, rules)) {
        index.find(folded(alias, rules.caseSensitive), (line, isAlias) => {
          if (isAlias && !own.has(line)) onFound({ line, by: 'alias', user });
        });
      }
    }
    done += page.length;
    onProgress(done);
  }
}

async function indexOf({ rows, rules: { caseSensitive }, signal }: SurveyOptions): Promise<KeyIndex> {
  const index = new KeyIndex();
  for await (const { line, names, aliases } of rows()) {
    signal.throwIfAborted();
    for (const name of names) index.add(folded(name, caseSensitive), line);
    for (const alias of aliases) index.add(folded(alias, caseSensitive), line, true);
  }
  return index;
}
