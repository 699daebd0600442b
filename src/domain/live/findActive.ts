// Looks through every pool of a connection for import jobs that are active, in as few calls as will do.
import { backOffOf, cadence } from './cadence.ts';
import type { Clock } from '../base/clock.ts';
import { failureOf, type Failure } from '../connections/failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { PageRequest } from '../gateway/page.ts';
import { isActive, type ImportJob } from '../jobs/job.ts';
import type { UserPool } from '../jobs/userPool.ts';

export interface ActiveJob {
  readonly pool: UserPool;
  readonly job: ImportJob;
}

/** How far the search is. `known` grows until `listed`. */
export interface SearchProgress {
  readonly looked: number;
  readonly known: number;
  /** Whether all pools are known. */
  readonly listed: boolean;
}

export interface FindActiveOptions {
  /** Limited to the quota; at the priority of a scan, so that what the user does meanwhile goes first. */
  readonly gateway: Pick<CognitoGateway, 'listUserPools' | 'listUserImportJobs'>;
  readonly clock: Clock;
  /** Pools where a job is likely: looked at first, before the listing has even answered. */
  readonly remembered: readonly UserPool[];
  /** Goes on after an active job was found, although an account can have one only. */
  readonly exhaustive?: boolean;
  readonly signal: AbortSignal;
  readonly onFound: (found: ActiveJob) => void;
  readonly onProgress: (progress: SearchProgress) => void;
}

export interface SearchSummary extends SearchProgress {
  /** 'found' stopped early; 'complete' has looked at every pool; 'failed' could not go on, and `failure` says why. */
  readonly end: 'found' | 'complete' | 'cancelled' | 'failed';
  readonly failure?: Failure;
  /** Pools that could not be read, each with its own reason. Pools deleted meanwhile are not among them. */
  readonly unread: readonly { readonly pool: UserPool; readonly failure: Failure }[];
}

/** Enough to fill the quota at a second's latency, few enough that a search is over quickly once it is cancelled. */
const lanes = 20;

/** Rows asked for at first: most pools have few jobs, and each row carries an URL of up to 2 kB. */
const pageSize = 10;

/**
 * A job that is active was created less than this ago: one that is not started expires within 48 hours, and the largest file
 * (500,000 users; AWS reports about 31 users a second) takes some 5 hours. Milliseconds.
 */
const longestLife = 3 * 24 * 3_600_000;

/** How often a call that was throttled or found no network is made before the search gives in. */
const attempts = 5;

/** Never rejects: whatever happens becomes the summary's `end`. Finds are told as they come. */
export async function findActiveJobs(options: FindActiveOptions): Promise<SearchSummary> {
  return new Search(options).run();
}

class Search {
  readonly #options: FindActiveOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #pools = new Map<string, UserPool>();
  readonly #queue: UserPool[] = [];
  readonly #unread: { pool: UserPool; failure: Failure }[] = [];
  /** The page of pools on its way, if any. Never rejects. */
  #page: Promise<void> | undefined;
  #looked = 0;
  #found = 0;
  #listed = false;
  #failure: Failure | undefined;

  constructor(options: FindActiveOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  async run(): Promise<SearchSummary> {
    this.#add(this.#options.remembered);
    this.#page = this.#list(undefined);
    await Promise.all(Array.from({ length: lanes }, () => this.#work()));
    const summary = { ...this.#progress(), unread: this.#unread };
    if (this.#options.signal.aborted) return { ...summary, end: 'cancelled' };
    if (this.#isEnough()) return { ...summary, end: 'found' };
    if (this.#failure) return { ...summary, end: 'failed', failure: this.#failure };
    return { ...summary, end: 'complete' };
  }

  /** Pool after pool, until there are none left and none to come. */
  async #work(): Promise<void> {
    while (!this.#signal.aborted) {
      const pool = this.#queue.shift();
      if (pool) await this.#look(pool);
      else if (this.#page) await this.#page;
      else return;
    }
  }

  async #list(nextToken: string | undefined): Promise<void> {
    const request = { maxResults: 60, ...(nextToken === undefined ? {} : { nextToken }) };
    try {
      const page = await this.#patiently(() => this.#options.gateway.listUserPools(request, this.#signal));
      this.#add(page.items);
      this.#listed = page.nextToken === undefined;
      this.#page = this.#listed ? undefined : this.#list(page.nextToken);
      this.#tell();
    } catch (error) {
      this.#page = undefined;
      this.#failure ??= failureOf(error);
    }
  }

  #add(pools: readonly UserPool[]): void {
    for (const pool of pools) {
      if (this.#pools.has(pool.userPoolId)) continue;
      this.#pools.set(pool.userPoolId, pool);
      this.#queue.push(pool);
    }
  }

  async #look(pool: UserPool): Promise<void> {
    try {
      await this.#read(pool);
    } catch (error) {
      if (this.#signal.aborted) return;
      const failure = failureOf(error);
      if (concernsAll(failure)) {
        this.#failure ??= failure;
        this.#stop.abort();
        return;
      }
      if (failure.kind !== 'notFound') this.#unread.push({ pool, failure });
    }
    this.#looked++;
    this.#tell();
  }

  /** Reads from the newest job back to where none can be active any more. */
  async #read(pool: UserPool): Promise<void> {
    const { gateway, clock, onFound } = this.#options;
    let request: PageRequest | undefined = { maxResults: pageSize };
    while (request) {
      const asked: PageRequest = request;
      const page = await this.#patiently(() =>
        gateway.listUserImportJobs(pool.userPoolId, asked, this.#signal),
      );
      this.#signal.throwIfAborted();
      for (const job of page.items) {
        if (!isActive(job.status)) continue;
        this.#found++;
        onFound({ pool, job });
      }
      if (this.#isEnough()) {
        this.#stop.abort();
        return;
      }
      const oldest = page.items.at(-1);
      const isDeepEnough = oldest && (oldest.creationDate ?? 0) < clock.now() - longestLife;
      request =
        page.nextToken === undefined || isDeepEnough
          ? undefined
          : { maxResults: 60, nextToken: page.nextToken };
    }
  }

  #isEnough(): boolean {
    return this.#found > 0 && !this.#options.exhaustive;
  }

  async #patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await call();
      } catch (error) {
        const { kind } = failureOf(error);
        const passes = kind === 'throttled' || kind === 'offline';
        if (!passes || failures === attempts || this.#signal.aborted) throw error;
        await this.#pause(backOffOf(failures, this.#options.clock.random(), cadence));
      }
    }
  }

  /** Resolves after `ms`, or at once when aborted: the call after it will say so. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        timer.dispose();
        this.#signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = this.#options.clock.schedule(ms, end);
      this.#signal.addEventListener('abort', end, { once: true });
    });
  }

  #progress(): SearchProgress {
    return { looked: this.#looked, known: this.#pools.size, listed: this.#listed };
  }

  #tell(): void {
    if (!this.#signal.aborted) this.#options.onProgress(this.#progress());
  }
}

/** Failures that every other pool would meet as well. */
function concernsAll({ kind }: Failure): boolean {
  return kind === 'expired' || kind === 'misconfigured' || kind === 'offline';
}
