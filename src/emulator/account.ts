// The AWS account that the emulator simulates: its pools and jobs, and the rule that only one job may be active.
import type { MovableClock } from './clock.ts';
import { ImportJob, type ImportJobSpec, type JobHost, type RestoredJob } from './cognito/importJob.ts';
import { anotherActive, noSuchJob, noSuchPool, tooManyJobs } from './cognito/texts.ts';
import { UserPool, type UserPoolSpec } from './cognito/userPool.ts';
import type { Roles } from './iam/roles.ts';
import type { Random } from './random.ts';
import { limitExceeded, preconditionNotMet, resourceNotFound } from './serviceError.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { isRecord } from './validation.ts';

export interface AccountOptions {
  readonly id: string;
  readonly region: string;
  readonly clock: MovableClock;
  readonly random: Random;
  readonly settings?: Partial<Settings>;
  /** The IAM roles that let jobs write their logs; absent: every ARN is accepted. */
  readonly roles?: Roles;
}

/** The input of a new job. */
export type NewJob = Omit<ImportJobSpec, 'id' | 'created'> & {
  readonly id?: string;
  readonly created?: number;
};

/** Import jobs a pool can have; they cannot be deleted (Quotas in Amazon Cognito). */
const jobsPerPool = 1_000;

export class Account {
  readonly id: string;
  readonly region: string;
  readonly clock: MovableClock;
  readonly #random: Random;
  readonly #pools = new Map<string, UserPool>();
  readonly #active = new Set<ImportJob>();
  readonly #host: JobHost;
  #settings: Settings;
  /** Days since the epoch, and e-mails sent on the last one. */
  #emails = { day: 0, sent: 0 };

  constructor(options: AccountOptions) {
    this.id = options.id;
    this.region = options.region;
    this.clock = options.clock;
    this.#random = options.random;
    this.#settings = { ...defaultSettings, ...options.settings };
    this.#host = {
      settings: () => this.#settings,
      newSub: () => this.newSub(),
      logRoleProblem: (arn, pool) => options.roles?.problemOf(arn, pool.logGroupName),
    };
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Changes settings from now on: everything until now happens with the old ones. */
  configure(change: Partial<Settings>): void {
    this.settle();
    for (const job of this.#active) job.keepPace(this.clock.now());
    this.#settings = { ...this.#settings, ...change };
  }

  /** Brings the active jobs up to now. */
  settle(): void {
    const now = this.clock.now();
    for (const job of this.#active) {
      job.settle(now);
      if (!job.isActive) this.#active.delete(job);
    }
  }

  get pools(): readonly UserPool[] {
    return [...this.#pools.values()];
  }

  /** @throws ServiceError ResourceNotFoundException */
  pool(poolId: string): UserPool {
    const pool = this.#pools.get(poolId);
    if (!pool) throw resourceNotFound(noSuchPool(poolId));
    return pool;
  }

  /** @param region the only Region that sees the pool; absent: all do. */
  createPool(spec: UserPoolSpec, created = this.clock.now(), id?: string, region?: string): UserPool {
    const newId = id ?? `${region ?? this.region}_${this.#random.alphanumeric(9)}`;
    return this.addPool(new UserPool(newId, spec, created, region));
  }

  addPool<T extends UserPool>(pool: T): T {
    this.#pools.set(pool.id, pool);
    return pool;
  }

  newSub(): string {
    return this.#random.uuid();
  }

  /** Deletes the pool with its active job, if any. */
  deletePool(poolId: string): void {
    for (const job of this.#active) if (job.pool.id === poolId) this.#active.delete(job);
    this.#pools.delete(poolId);
  }

  /** Counts an e-mail that Cognito sends itself; an account has a daily limit for these. Amazon SES has its own limits. */
  mayEmail({ spec }: UserPool): boolean {
    const email = spec.settings?.['EmailConfiguration'];
    if (isRecord(email) && email['EmailSendingAccount'] === 'DEVELOPER') return true;
    const day = Math.floor(this.clock.now() / 86_400_000);
    if (day !== this.#emails.day) this.#emails = { day, sent: 0 };
    if (this.#emails.sent >= this.#settings.emailsPerDay) return false;
    this.#emails.sent++;
    return true;
  }

  poolArn(poolId: string): string {
    const region = this.#pools.get(poolId)?.region ?? this.region;
    return `arn:aws:cognito-idp:${region}:${this.id}:userpool/${poolId}`;
  }

  /** The job as it is now. @throws ServiceError ResourceNotFoundException */
  job(poolId: string, jobId: string): ImportJob {
    const job = this.pool(poolId).job(jobId);
    if (!job) throw resourceNotFound(noSuchJob(jobId));
    job.settle(this.clock.now());
    return job;
  }

  /** @throws ServiceError LimitExceededException */
  createJob(poolId: string, spec: NewJob): ImportJob {
    const pool = this.pool(poolId);
    if (pool.jobs.length >= jobsPerPool) throw limitExceeded(tooManyJobs);
    const { id = `import-${this.#random.alphanumeric(10)}`, created = this.clock.now() } = spec;
    const job = new ImportJob(pool, { ...spec, id, created }, this.#host);
    pool.jobs.push(job);
    return job;
  }

  /** @throws ServiceError PreconditionNotMetException, also while another job of the account is active. */
  startJob(poolId: string, jobId: string): ImportJob {
    const job = this.job(poolId, jobId);
    this.settle();
    if (job.status === 'Created' && this.#active.size > 0) throw preconditionNotMet(anotherActive);
    job.start(this.clock.now());
    this.#active.add(job);
    return job;
  }

  /** @throws ServiceError PreconditionNotMetException */
  stopJob(poolId: string, jobId: string): ImportJob {
    const job = this.job(poolId, jobId);
    job.stop(this.clock.now());
    return job;
  }

  /** Puts a job into a status directly, ignoring the rule of one active job. */
  restoreJob(job: ImportJob, past: RestoredJob): void {
    job.restore(past);
    if (job.isActive) this.#active.add(job);
    else this.#active.delete(job);
  }
}
