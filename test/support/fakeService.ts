// A service in memory for the domain's tests: pools, jobs that move, calls that are counted, failures on demand.
import type { Account } from '../../src/domain/connections/connection.ts';
import { FailureError, type Failure } from '../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../src/domain/gateway/gateway.ts';
import type { Priority } from '../../src/domain/gateway/quotas.ts';
import type { CallLimiter } from '../../src/domain/gateway/rateLimiter.ts';
import type { Page, PageRequest } from '../../src/domain/gateway/page.ts';
import { isStoppable, type ImportJob } from '../../src/domain/jobs/job.ts';
import type { UserPool } from '../../src/domain/jobs/userPool.ts';
import { unlimited } from './fakeGateway.ts';
import { noImports } from './noImports.ts';

export function job(jobId: string, change: Partial<ImportJob> = {}): ImportJob {
  return {
    jobName: `name of ${jobId}`,
    jobId,
    userPoolId: 'us-east-1_A',
    status: 'InProgress',
    creationDate: 1_000,
    startDate: 2_000,
    importedUsers: 0,
    skippedUsers: 0,
    failedUsers: 0,
    ...change,
  };
}

export class FakeService {
  account: Account = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
  readonly pools: UserPool[] = [{ userPoolId: 'us-east-1_A', name: 'customers' }];
  /** Newest first, as the service lists them. */
  jobs: ImportJob[] = [];
  readonly calls: string[] = [];
  /** Every call fails with it while it is set. */
  failure: Failure | undefined;
  /** Only the named operation fails with it, while it is set. */
  readonly failing = new Map<string, Failure>();
  /** No gateway can be built while it is set. */
  unreachable: Failure | undefined;
  poolPageSize = 60;
  /** Gateways that were built: each resolves its credentials anew. */
  opened = 0;
  /** While set, answers wait for it. */
  gate: Promise<void> | undefined;

  put(changed: ImportJob): void {
    const at = this.jobs.findIndex(({ jobId }) => jobId === changed.jobId);
    if (at < 0) this.jobs.unshift(changed);
    else this.jobs[at] = changed;
  }

  count(operation: string): number {
    return this.calls.filter((call) => call === operation).length;
  }

  open(limiter?: CallLimiter): Promise<CognitoGateway> {
    this.opened++;
    return this.unreachable
      ? Promise.reject(new FailureError(this.unreachable))
      : Promise.resolve(this.connect(limiter));
  }

  connect(limiter: CallLimiter = unlimited, priority: Priority = 'user'): CognitoGateway {
    const answer = <T>(operation: string, signal: AbortSignal, read: () => T): Promise<T> =>
      limiter.run({ operation, priority }, signal, () => this.#answer(operation, signal, read));
    return {
      imports: noImports,
      withPriority: (other) => this.connect(limiter, other),
      getCallerIdentity: (signal) => answer('GetCallerIdentity', signal, () => this.account),
      listUserPools: (page, signal) =>
        answer('ListUserPools', signal, () => paged(this.pools, { ...page, maxResults: this.poolPageSize })),
      listUserImportJobs: (userPoolId, page, signal) =>
        answer('ListUserImportJobs', signal, () =>
          paged(
            this.jobs.filter((candidate) => candidate.userPoolId === userPoolId),
            page,
          ),
        ),
      describeUserImportJob: (_, jobId, signal) =>
        answer('DescribeUserImportJob', signal, () => this.#job(jobId)),
      stopUserImportJob: (_, jobId, signal) => answer('StopUserImportJob', signal, () => this.#stop(jobId)),
      dispose: () => undefined,
    };
  }

  #job(jobId: string): ImportJob {
    const found = this.jobs.find((candidate) => candidate.jobId === jobId);
    if (!found) throw new FailureError({ kind: 'notFound', message: 'No such job.' });
    return found;
  }

  #stop(jobId: string): ImportJob {
    const found = this.#job(jobId);
    if (!isStoppable(found.status))
      throw new FailureError({ kind: 'conflict', message: 'The job is not running.' });
    const stopping: ImportJob = { ...found, status: 'Stopping' };
    this.put(stopping);
    return stopping;
  }

  async #answer<T>(operation: string, signal: AbortSignal, answer: () => T): Promise<T> {
    this.calls.push(operation);
    await this.gate;
    if (signal.aborted) throw new FailureError({ kind: 'cancelled', message: 'Aborted.' });
    const failure = this.failing.get(operation) ?? this.failure;
    if (failure) throw new FailureError(failure);
    return answer();
  }
}

function paged<T>(items: readonly T[], { nextToken, maxResults = 60 }: PageRequest): Page<T> {
  const start = Number(nextToken ?? 0);
  const end = start + maxResults;
  return { items: items.slice(start, end), ...(end < items.length ? { nextToken: String(end) } : {}) };
}
