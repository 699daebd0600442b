// Searches every pool of a connection for active import jobs, in as few calls as possible.
import { backOffOf, cadence } from './cadence.ts';
import type { Clock } from '../base/clock.ts';
import { retry } from '../base/retry.ts';
import { failureOf, type Failure } from '../connections/failure.ts';
import type { CognitoGateway } from '../gateway/gateway.ts';
import type { Page, PageRequest } from '../gateway/page.ts';
import { isActive, type ImportJob } from '../jobs/job.ts';
import type { UserPool } from '../jobs/userPool.ts';

export interface ActiveJob {
  readonly pool: UserPool;
  readonly job: ImportJob;
}

export interface SearchProgress {
  readonly searched: number;
  /** Pools known so far; grows until `listed`. */
  readonly known: number;
  /** Whether all pools are known. */
  readonly listed: boolean;
  /** The active jobs found so far. */
  readonly found: readonly ActiveJob[];
}

export interface FindActiveOptions {
  /** Limited to the quota, at the priority of a scan: the user's own calls go first. */
  readonly gateway: Pick<CognitoGateway, 'listUserPools' | 'listUserImportJobs'>;
  readonly clock: Clock;
  /** Pools where a job is likely: searched first, before the listing has even answered. */
  readonly likely: readonly UserPool[];
  readonly signal: AbortSignal;
  /** Receives every page that was read, in order; the first of a pool is its newest. */
  readonly onPage: (pool: UserPool, page: Page<ImportJob>, isNewest: boolean) => void;
  readonly onProgress: (progress: SearchProgress) => void;
}

export interface SearchSummary extends SearchProgress {
  /** 'found': stopped at an active job. 'complete': searched every pool. 'failed': could not continue, for the reason in `failure`. */
  readonly end: 'found' | 'complete' | 'cancelled' | 'failed';
  readonly failure?: Failure;
  /** Pools that could not be read. Pools deleted meanwhile are not among them. */
  readonly unread: readonly { readonly pool: UserPool; readonly failure: Failure }[];
}

/** Enough calls at a time to fill the quota at a second of latency, few enough that a cancelled search ends quickly. */
const parallelCalls = 20;

/** Jobs of the first page: most pools have few, and each carries a URL of up to 2 kB. */
const pageSize = 10;

/**
 * An active job was created less than this ago: one that is not started expires within 48 hours, and the largest file
 * (500,000 users; AWS reports about 31 users a second) takes some 5 hours. Milliseconds.
 */
const longestLife = 3 * 24 * 3_600_000;

/** Attempts of a call that is throttled or gets no answer. */
const attempts = 5;

/** Stops at the first find: an account can have one active job only (Developer Guide). Never rejects. */
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
  readonly #found: ActiveJob[] = [];
  /** The page of pools under way, if any. Never rejects. */
  #page: Promise<void> | undefined;
  #searched = 0;
  #listed = false;
  #failure: Failure | undefined;

  constructor(options: FindActiveOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  async run(): Promise<SearchSummary> {
    this.#add(this.#options.likely);
    this.#page = this.#list(undefined);
    await Promise.all(Array.from({ length: parallelCalls }, () => this.#work()));
    const summary = { ...this.#progress(), unread: this.#unread };
    if (this.#options.signal.aborted) return { ...summary, end: 'cancelled' };
    if (this.#found.length > 0) return { ...summary, end: 'found' };
    if (this.#failure) return { ...summary, end: 'failed', failure: this.#failure };
    return { ...summary, end: 'complete' };
  }

  /** Searches pool after pool until all pools are listed and searched. */
  async #work(): Promise<void> {
    while (!this.#signal.aborted) {
      const pool = this.#queue.shift();
      if (pool) await this.#search(pool);
      else if (this.#page) await this.#page;
      else return;
    }
  }

  async #list(nextToken: string | undefined): Promise<void> {
    const request = { maxResults: 60, ...(nextToken === undefined ? {} : { nextToken }) };
    try {
      const page = await this.#retry(() => this.#options.gateway.listUserPools(request, this.#signal));
      this.#add(page.items);
      this.#listed = page.nextToken === undefined;
      this.#page = this.#listed ? undefined : this.#list(page.nextToken);
      this.#report();
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

  async #search(pool: UserPool): Promise<void> {
    try {
      await this.#readJobs(pool);
    } catch (error) {
      if (this.#signal.aborted) return;
      const failure = failureOf(error);
      if (affectsAllPools(failure)) {
        this.#failure ??= failure;
        this.#stop.abort();
        return;
      }
      if (failure.kind !== 'notFound') this.#unread.push({ pool, failure });
    }
    this.#searched++;
    this.#report();
  }

  /** Reads from the newest job back to the age at which none can be active any more. */
  async #readJobs(pool: UserPool): Promise<void> {
    const { gateway, clock, onPage } = this.#options;
    let request: PageRequest = { maxResults: pageSize };
    for (let isNewest = true; ; isNewest = false) {
      const asked = request;
      const page = await this.#retry(() => gateway.listUserImportJobs(pool.userPoolId, asked, this.#signal));
      this.#signal.throwIfAborted();
      onPage(pool, page, isNewest);
      for (const job of page.items) if (isActive(job.status)) this.#found.push({ pool, job });
      if (this.#found.length > 0) {
        this.#stop.abort();
        return;
      }
      const oldest = page.items.at(-1);
      const isDeepEnough = oldest && (oldest.creationDate ?? 0) < clock.now() - longestLife;
      if (page.nextToken === undefined || isDeepEnough) return;
      request = { maxResults: 60, nextToken: page.nextToken };
    }
  }

  #retry<T>(call: () => Promise<T>): Promise<T> {
    const { clock } = this.#options;
    const delay = (failures: number): number => backOffOf(failures, clock.random(), cadence);
    const isRetryable = (error: unknown): boolean => ['throttled', 'offline'].includes(failureOf(error).kind);
    return retry(clock, { attempts, delay, signal: this.#signal, isRetryable }, call);
  }

  #progress(): SearchProgress {
    return {
      searched: this.#searched,
      known: this.#pools.size,
      listed: this.#listed,
      found: [...this.#found],
    };
  }

  #report(): void {
    if (!this.#signal.aborted) this.#options.onProgress(this.#progress());
  }
}

/** Failures that would affect every other pool too. */
function affectsAllPools({ kind }: Failure): boolean {
  return kind === 'expired' || kind === 'misconfigured' || kind === 'offline';
}
