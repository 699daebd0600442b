// A Cognito in memory behind the domain's port: pools, jobs, pages, latency on a virtual clock, faults and quotas as a test says.
import { defined } from '../../src/domain/base/defined.ts';
import { FailureError, type FailureKind } from '../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../src/domain/gateway/gateway.ts';
import type { Page, PageRequest } from '../../src/domain/gateway/page.ts';
import type { ImportJob, JobStatus } from '../../src/domain/jobs/job.ts';
import type { Operation, Priority } from '../../src/domain/gateway/quotas.ts';
import type { CallLimiter } from '../../src/domain/gateway/rateLimiter.ts';
import type { UserPool } from '../../src/domain/jobs/userPool.ts';
import { CallLog } from './callLog.ts';
import { noImports } from './noImports.ts';
import type { VirtualClock } from './virtualClock.ts';

export function job(userPoolId: string, jobId: string, status: JobStatus, creationDate: number): ImportJob {
  return {
    jobName: jobId,
    jobId,
    userPoolId,
    status,
    creationDate,
    importedUsers: 0,
    skippedUsers: 0,
    failedUsers: 0,
  };
}

export const unlimited: CallLimiter = { run: (_call, _signal, send) => send() };

export class FakeGateway {
  readonly log: CallLog;
  readonly pools: UserPool[] = [];
  /** Newest first, by pool. */
  readonly jobs = new Map<string, ImportJob[]>();
  latency = 20;
  disposed = 0;
  /** The failure of a call, if it is to have one. */
  fault: (operation: Operation, userPoolId: string | undefined) => FailureKind | undefined = () => undefined;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock, pools = 0) {
    this.#clock = clock;
    this.log = new CallLog(clock);
    for (let index = 0; index < pools; index++)
      this.pools.push({ userPoolId: `pool_${index}`, name: `Pool ${index}` });
  }

  /** @param limiter is asked before each call, as the SDK's gateway does; without one calls are made at once. */
  connect(limiter: CallLimiter = unlimited, priority: Priority = 'user'): CognitoGateway {
    const call = <T>(
      operation: Operation,
      userPoolId: string | undefined,
      signal: AbortSignal,
      answer: () => T,
    ): Promise<T> =>
      limiter.run(defined({ operation, userPoolId, priority }), signal, () =>
        this.#answer(operation, userPoolId, signal, answer),
      );
    return {
      imports: noImports,
      withPriority: (other) => this.connect(limiter, other),
      getCallerIdentity: () =>
        Promise.resolve({ accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/test' }),
      listUserPools: (page, signal) =>
        call('ListUserPools', undefined, signal, () => pageOf(this.pools, page)),
      listUserImportJobs: (pool, page, signal) =>
        call('ListUserImportJobs', pool, signal, () => pageOf(this.jobs.get(pool) ?? [], page)),
      describeUserImportJob: (pool, jobId, signal) =>
        call('DescribeUserImportJob', pool, signal, () => this.#job(pool, jobId)),
      stopUserImportJob: (pool, jobId, signal) =>
        call('StopUserImportJob', pool, signal, () => this.#job(pool, jobId)),
      dispose: () => {
        this.disposed++;
      },
    };
  }

  #job(userPoolId: string, jobId: string): ImportJob {
    const found = this.jobs.get(userPoolId)?.find((one) => one.jobId === jobId);
    if (!found) throw failure('notFound');
    return found;
  }

  async #answer<T>(
    operation: Operation,
    userPoolId: string | undefined,
    signal: AbortSignal,
    answer: () => T,
  ): Promise<T> {
    if (signal.aborted) throw failure('cancelled');
    this.log.add(operation, userPoolId);
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const timer = this.#clock.schedule(this.latency, end);
      const abort = (): void => {
        timer.dispose();
        reject(failure('cancelled'));
      };
      signal.addEventListener('abort', abort, { once: true });
    });
    const kind = this.fault(operation, userPoolId);
    if (kind) throw failure(kind);
    return answer();
  }
}

function failure(kind: FailureKind): FailureError {
  return new FailureError({ kind, message: `made up: ${kind}` });
}

function pageOf<T>(all: readonly T[], { nextToken = '0', maxResults = 60 }: PageRequest): Page<T> {
  const from = Number(nextToken);
  const items = all.slice(from, from + maxResults);
  return from + maxResults < all.length ? { items, nextToken: String(from + maxResults) } : { items };
}
