// A simulated account on a virtual clock: jobs are created, run and end at random; answers are slow, and calls fail.
import { defined } from '../../../src/domain/base/defined.ts';
import { FailureError, type FailureKind } from '../../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import type { CallLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import type { Page, PageRequest } from '../../../src/domain/gateway/page.ts';
import { isStoppable, isTerminal, type ImportJob, type KnownStatus } from '../../../src/domain/jobs/job.ts';
import type { Operation, Priority } from '../../../src/domain/gateway/quotas.ts';
import { CallLog } from './callLog.ts';
import { CognitoInProcess, unlimited } from './cognitoInProcess.ts';
import { passed } from '../passed.ts';
import type { VirtualClock } from '../virtualClock.ts';

/** From which moment on, in steady milliseconds, a job is in a status. */
interface Turn {
  readonly status: KnownStatus;
  readonly at: number;
}

interface ServiceJob {
  readonly jobId: string;
  readonly userPoolId: string;
  /** In order of time; some lie in the future. */
  life: readonly Turn[];
  /** As it reads for ever, once it is over. */
  over?: ImportJob;
}

/** What happens to calls while it lasts. */
export interface Weather {
  /** The part of the calls that fail, in [0, 1]. */
  readonly failing: number;
  readonly kind: FailureKind;
}

const fair: Weather = { failing: 0, kind: 'offline' };
const second = 1_000;

/**
 * Jobs follow their own plans of life, so that the account goes on while the laptop sleeps. Unlike AWS it lets many jobs be active
 * at a time: harder to follow.
 */
export class VirtualService {
  /** What each window has called. */
  readonly logs = new Map<string, CallLog>();
  readonly pools: readonly string[];
  weather = fair;
  readonly #clock: VirtualClock;
  /** A day makes no imports of its own. */
  readonly #imports: CognitoGateway['imports'];
  readonly #users: CognitoGateway['users'];
  /** Oldest first, by pool. */
  readonly #jobs = new Map<string, ServiceJob[]>();
  #count = 0;

  constructor(clock: VirtualClock, pools: number) {
    this.#clock = clock;
    const { imports, users } = new CognitoInProcess(clock).connect();
    this.#imports = imports;
    this.#users = users;
    this.pools = Array.from({ length: pools }, (_, index) => `us-east-1_pool${index}`);
    for (const pool of this.pools) this.#jobs.set(pool, []);
  }

  /** Creates a job that will be started at once, later or never, and run for nothing, seconds or minutes. */
  create(userPoolId: string): ImportJob {
    const random = (): number => this.#clock.random();
    const created = this.#clock.steady();
    const neverStarted = random() < 0.05;
    const started = created + (random() < 0.3 ? 0 : random() * 60 * second);
    const running = started + 0.2 * second + random() * 3 * second;
    const ended = running + (random() < 0.4 ? random() * 2 * second : random() * 300 * second);
    const life: readonly Turn[] = neverStarted
      ? [
          { status: 'Created', at: created },
          { status: 'Expired', at: created + 1_800 * second },
        ]
      : [
          { status: 'Created', at: created },
          { status: 'Pending', at: started },
          { status: 'InProgress', at: running },
          { status: random() < 0.3 ? 'Failed' : 'Succeeded', at: ended },
        ];
    const job = { jobId: `import-${this.#count++}`, userPoolId, life };
    this.#jobs.get(userPoolId)?.push(job);
    return read(job, created);
  }

  /** How many times a job has changed its status until now, its creation included. */
  get transitions(): number {
    const now = this.#clock.steady();
    let count = 0;
    for (const job of this.#all()) count += job.life.filter((turn) => turn.at <= now).length;
    return count;
  }

  get jobCount(): number {
    return this.#count;
  }

  /** The job as it is now. */
  job(userPoolId: string, jobId: string): ImportJob | undefined {
    const job = this.#find(userPoolId, jobId);
    return job && read(job, this.#clock.steady());
  }

  /** When the job came to its end, in steady milliseconds; undefined where it has not yet. */
  endOf(userPoolId: string, jobId: string): number | undefined {
    const last = this.#find(userPoolId, jobId)?.life.at(-1);
    return last && last.at <= this.#clock.steady() ? last.at : undefined;
  }

  connect(caller: string, limiter: CallLimiter = unlimited, priority: Priority = 'user'): CognitoGateway {
    const log = this.logs.get(caller) ?? new CallLog(this.#clock);
    this.logs.set(caller, log);
    const account = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
    const pools = this.pools.map((userPoolId) => ({ userPoolId, name: `name of ${userPoolId}` }));
    const call = <T>(
      operation: Operation,
      userPoolId: string | undefined,
      signal: AbortSignal,
      answer: (now: number) => T,
    ): Promise<T> =>
      limiter.run(defined({ operation, userPoolId, priority }), signal, () => {
        if (!signal.aborted) log.add(operation, userPoolId);
        return this.#answer(signal, answer);
      });
    return {
      imports: this.#imports,
      users: this.#users,
      withPriority: (other) => this.connect(caller, limiter, other),
      getCallerIdentity: (signal) => this.#answer(signal, () => account),
      listUserPools: (page, signal) => call('ListUserPools', undefined, signal, () => paged(pools, page)),
      listUserImportJobs: (pool, page, signal) =>
        call('ListUserImportJobs', pool, signal, (now) => this.#list(pool, page, now)),
      describeUserImportJob: (pool, jobId, signal) =>
        call('DescribeUserImportJob', pool, signal, (now) => read(this.#existing(pool, jobId), now)),
      stopUserImportJob: (pool, jobId, signal) =>
        call('StopUserImportJob', pool, signal, (now) => this.#stop(this.#existing(pool, jobId), now)),
      dispose: () => undefined,
    };
  }

  *#all(): Iterable<ServiceJob> {
    for (const jobs of this.#jobs.values()) yield* jobs;
  }

  #find(userPoolId: string, jobId: string): ServiceJob | undefined {
    return this.#jobs.get(userPoolId)?.findLast((job) => job.jobId === jobId);
  }

  #existing(userPoolId: string, jobId: string): ServiceJob {
    const job = this.#find(userPoolId, jobId);
    if (!job) throw failure('notFound');
    return job;
  }

  #list(userPoolId: string, request: PageRequest, now: number): Page<ImportJob> {
    const page = paged((this.#jobs.get(userPoolId) ?? []).toReversed(), request);
    return { ...page, items: page.items.map((job) => read(job, now)) };
  }

  #stop(job: ServiceJob, now: number): ImportJob {
    if (!isStoppable(read(job, now).status)) throw failure('conflict');
    const lived = job.life.filter((turn) => turn.at <= now);
    job.life = [...lived, { status: 'Stopping', at: now }, { status: 'Stopped', at: now + 1.5 * second }];
    return read(job, now);
  }

  /** The service looks somewhere between the question and the answer; now and then all of it takes long. */
  async #answer<T>(signal: AbortSignal, answer: (now: number) => T): Promise<T> {
    const random = (): number => this.#clock.random();
    const takes = random() < 0.02 ? random() * 25 * second : 20 + random() * 300;
    const looksAfter = takes * random();
    const fails = random() < this.weather.failing;
    const { kind } = this.weather;
    await passed(this.#clock, looksAfter, [signal]);
    if (fails) throw failure(kind);
    const answered = answer(this.#clock.steady());
    await passed(this.#clock, takes - looksAfter, [signal]);
    return answered;
  }
}

function turnAt(job: ServiceJob, now: number): Turn {
  const turn = job.life.findLast(({ at }) => at <= now) ?? job.life[0];
  if (!turn) throw new Error('A job without a life.');
  return turn;
}

/** Rows are imported at 31 a second. */
function read(job: ServiceJob, now: number): ImportJob {
  if (job.over) return job.over;
  const seen = describe(job, now);
  if (isTerminal(seen.status)) job.over = seen;
  return seen;
}

function describe(job: ServiceJob, now: number): ImportJob {
  const { status, at } = turnAt(job, now);
  const dateOf = (wanted: KnownStatus): number | undefined =>
    job.life.find((turn) => turn.status === wanted && turn.at <= now)?.at;
  const [creationDate, startDate, running] = [dateOf('Created'), dateOf('Pending'), dateOf('InProgress')];
  const until = isTerminal(status) ? at : now;
  return {
    jobName: `name of ${job.jobId}`,
    jobId: job.jobId,
    userPoolId: job.userPoolId,
    status,
    ...(creationDate === undefined ? {} : { creationDate }),
    ...(startDate === undefined ? {} : { startDate }),
    ...(isTerminal(status) ? { completionDate: at } : {}),
    importedUsers: running === undefined ? 0 : Math.floor(((until - running) * 31) / second),
    skippedUsers: 0,
    failedUsers: 0,
  };
}

function paged<T>(items: readonly T[], { nextToken = '0', maxResults = 60 }: PageRequest): Page<T> {
  const end = Number(nextToken) + maxResults;
  const page = items.slice(Number(nextToken), end);
  return end < items.length ? { items: page, nextToken: String(end) } : { items: page };
}

function failure(kind: FailureKind): FailureError {
  return new FailureError({ kind, message: `made up: ${kind}` });
}
