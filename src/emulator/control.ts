// Creates, changes and finishes pools and jobs without AWS calls, for samples and tests.
import type { Account } from './account.ts';
import type { ImportJob, RestoredJob } from './cognito/importJob.ts';
import type { Roles } from './iam/roles.ts';
import type { UserPool, UserPoolSpec } from './cognito/userPool.ts';
import type { Settings } from './settings.ts';

/** A pool; email is verified automatically unless told otherwise, so that imports can run. */
export type NewPool = UserPoolSpec & { readonly created?: number };

/** A job in a given status; Created by default. */
export interface NewJob extends Partial<RestoredJob> {
  readonly userPoolId: string;
  readonly jobName: string;
  /** Absent: the console's role, created with the job. */
  readonly roleArn?: string | undefined;
  readonly passwordHashingAlgorithm?: string | undefined;
  /** Milliseconds since the epoch; absent: now. */
  readonly created?: number | undefined;
}

/** A job with its CSV: created, uploaded and started. */
export interface NewImport {
  readonly userPoolId: string;
  readonly jobName: string;
  readonly csv: string | Buffer;
  readonly passwordHashingAlgorithm?: string | undefined;
}

export class Control {
  readonly #account: Account;
  /** The account's IAM roles. */
  readonly roles: Roles;

  constructor(account: Account, roles: Roles) {
    this.#account = account;
    this.roles = roles;
  }

  get accountId(): string {
    return this.#account.id;
  }

  get settings(): Settings {
    return this.#account.settings;
  }

  /** Changes settings from now on: speed (`usersPerSecond`), delays, thresholds. */
  configure(change: Partial<Settings>): void {
    this.#account.configure(change);
  }

  /** Moves the emulator's clock forward by `ms`: upload URLs and unstarted jobs age, imports continue. */
  advance(ms: number): void {
    this.#account.clock.advance(ms);
  }

  /** Runs something at `time` (milliseconds since the epoch), with the jobs brought up to it. */
  at<T>(time: number, run: () => T): T {
    return this.#account.clock.at(time, () => {
      this.#account.settle();
      return run();
    });
  }

  get pools(): readonly UserPool[] {
    return this.#account.pools;
  }

  createPool(pool: NewPool): UserPool {
    const autoVerifiedAttributes = pool.autoVerifiedAttributes ?? ['email'];
    return this.#account.createPool({ ...pool, autoVerifiedAttributes }, pool.created);
  }

  /** @throws ServiceError where the pool does not exist. */
  createJob(job: NewJob): ImportJob {
    const created = this.#account.createJob(job.userPoolId, {
      name: job.jobName,
      cloudWatchLogsRoleArn: job.roleArn ?? this.roles.ensureConsoleRole().arn,
      passwordHashingAlgorithm: job.passwordHashingAlgorithm,
      ...(job.created === undefined ? {} : { created: job.created }),
    });
    if (job.status !== undefined) this.#account.restoreJob(created, { ...job, status: job.status });
    return created;
  }

  /** @throws ServiceError as StartUserImportJob does, also while another job is active. */
  startImport(job: NewImport): ImportJob {
    const created = this.createJob(job);
    created.upload(Buffer.from(job.csv));
    return this.startJob(job.userPoolId, created.id);
  }

  /** @throws ServiceError as StartUserImportJob does. */
  startJob(userPoolId: string, jobId: string): ImportJob {
    return this.#account.startJob(userPoolId, jobId);
  }

  /** @throws ServiceError as StopUserImportJob does. */
  stopJob(userPoolId: string, jobId: string): ImportJob {
    return this.#account.stopJob(userPoolId, jobId);
  }

  /** The job as it is now. */
  job(userPoolId: string, jobId: string): ImportJob {
    return this.#account.job(userPoolId, jobId);
  }

  /** Imports the remaining rows at once; a job that is Stopping becomes Stopped. */
  finishJob(userPoolId: string, jobId: string): ImportJob {
    const job = this.#account.job(userPoolId, jobId);
    job.finish(this.#account.clock.now());
    this.#account.settle();
    return job;
  }

  /** Makes an unstarted job expire now. */
  expireJob(userPoolId: string, jobId: string): ImportJob {
    const job = this.#account.job(userPoolId, jobId);
    job.expire(this.#account.clock.now());
    return job;
  }
}
