// A part of the bench: one client of the emulator, doing one thing. Prints milliseconds as JSON.
// `client.ts listings|paginator|list|jobs|search URL`
import {
  CognitoIdentityProviderClient,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { createAws } from '../../src/aws/aws.ts';
import { environmentConnection } from '../../src/domain/connections/connection.ts';
import { JobService } from '../../src/domain/jobs/jobService.ts';
import type { Clock } from '../../src/domain/base/clock.ts';
import { FollowedMemory } from '../support/worlds/jobsWorld.ts';
import { realClock } from './clocks.ts';
import { median } from './figure.ts';

/** Milliseconds from the request to the first rows and to all rows. */
export interface ClientReply {
  readonly first: number;
  readonly all: number;
  /** How the search ended, in words. */
  readonly end?: string;
}

/** Listing 1,000 pools in each of the ways compared. */
export interface ListingReply {
  /** The bare SDK's paginator, stopped after its first page, and to its end. */
  readonly onePage: ClientReply;
  readonly paginator: ClientReply;
  /** Our listing on a clock so fast that the limiter never delays a call: the cost of our own code. */
  readonly unlimited: ClientReply;
  readonly limited: ClientReply;
}

const rounds = 5;
const connection = environmentConnection('us-east-1');

/** The SDK as documented, with a new client per round, as in a new window. */
async function paginator(endpoint: string, pages = Infinity): Promise<ClientReply> {
  const start = performance.now();
  const client = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint });
  let first: number | undefined;
  let count = 0;
  for await (const page of paginateListUserPools({ client, pageSize: 60 }, { MaxResults: 60 })) {
    first ??= performance.now() - start;
    count++;
    if (count >= pages || (page.UserPools ?? []).length === 0) break;
  }
  client.destroy();
  return { first: first ?? NaN, all: performance.now() - start };
}

function open(endpoint: string, clock: Clock): JobService {
  const silent = (): void => undefined;
  const log = { debug: silent, info: silent, warn: silent };
  const aws = createAws();
  const jobs = new JobService({
    clock,
    memory: new FollowedMemory(),
    connect: (to, limiter) =>
      Promise.resolve(
        aws.connect(to, { endpoint, limiter, log, askMfaCode: () => Promise.resolve(undefined) }),
      ),
  });
  jobs.addConnection(connection);
  return jobs;
}

/** Resolves with the milliseconds until `isSo`, which is checked at every change. */
function until(jobs: JobService, start: number, isSo: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return;
      listening.dispose();
      resolve(performance.now() - start);
    };
    const listening = jobs.store.onChange(look);
    look();
  });
}

async function list(endpoint: string, clock: Clock): Promise<ClientReply> {
  const jobs = open(endpoint, clock);
  const start = performance.now();
  const first = until(jobs, start, () => jobs.store.pools(connection.id).length > 0);
  const all = until(jobs, start, () => jobs.store.connection(connection.id)?.phase === 'ready');
  jobs.watchConnection(connection.id);
  const reply = { first: await first, all: await all };
  jobs.dispose();
  return reply;
}

/** The jobs of the first 50 pools, from opening them all to the last one's rows. */
async function fiftyPools(endpoint: string): Promise<ClientReply> {
  const jobs = open(endpoint, realClock());
  jobs.watchConnection(connection.id);
  await until(jobs, 0, () => jobs.store.connection(connection.id)?.phase === 'ready');
  const pools = jobs.store.pools(connection.id).slice(0, 50);
  const read = (): number =>
    pools.filter(({ ref }) => jobs.store.pool(ref)?.phase === 'ready' && jobs.store.jobs(ref).length > 0)
      .length;
  const start = performance.now();
  const first = until(jobs, start, () => read() > 0);
  const all = until(jobs, start, () => read() === pools.length);
  for (const { ref } of pools) jobs.watchPool(ref);
  const reply = { first: await first, all: await all };
  jobs.dispose();
  return reply;
}

async function search(endpoint: string): Promise<ClientReply> {
  const jobs = open(endpoint, realClock());
  const start = performance.now();
  let first: number | undefined;
  const never = new AbortController().signal;
  const summary = await jobs.findActive(connection.id, never, () => (first ??= performance.now() - start));
  const all = performance.now() - start;
  jobs.dispose();
  const unread = summary === undefined ? 'unusable' : `${summary.unread.length} unread`;
  return {
    first: first ?? NaN,
    all,
    end: `${summary?.end ?? ''}, ${summary?.searched ?? 0} of ${summary?.known ?? 0}, ${unread}`,
  };
}

/** Takes turns, so that other load slows all ways alike. The first round is not counted: it loads modules lazily. */
async function listings(endpoint: string): Promise<ListingReply> {
  const ways: Readonly<Record<keyof ListingReply, () => Promise<ClientReply>>> = {
    onePage: () => paginator(endpoint, 1),
    paginator: () => paginator(endpoint),
    unlimited: () => list(endpoint, realClock(1_000)),
    limited: () => list(endpoint, realClock()),
  };
  const replies = Object.keys(ways).map((): ClientReply[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, way] of Object.values(ways).entries()) {
      const reply = await way();
      if (round > 0) replies[index]?.push(reply);
    }
  }
  const [onePage, bare, unlimited, limited] = replies.map((all) => ({
    first: median(all.map(({ first }) => first)),
    all: median(all.map(({ all }) => all)),
  }));
  if (!onePage || !bare || !unlimited || !limited) throw new Error('Not every way was measured.');
  return { onePage, paginator: bare, unlimited, limited };
}

const tasks: Readonly<Record<string, (endpoint: string) => Promise<unknown>>> = {
  listings,
  paginator,
  list: (endpoint) => list(endpoint, realClock()),
  jobs: fiftyPools,
  search,
};

const [task = '', endpoint = ''] = process.argv.slice(2);
const run = tasks[task];
if (run === undefined) throw new Error(`No task “${task}”.`);
console.log(JSON.stringify(await run(endpoint)));
process.exit();
