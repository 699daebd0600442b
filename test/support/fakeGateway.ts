// A Cognito in memory behind the domain's port: pools, jobs, pages, latency on a virtual clock, faults and quotas as a test says.
import { FailureError, type FailureKind } from '../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../src/domain/gateway/gateway.ts';
import type { Page, PageRequest } from '../../src/domain/gateway/page.ts';
import type {
  LogEvent,
  LogRole,
  NewImportJob,
  UserPoolDescription,
} from '../../src/domain/gateway/importGateway.ts';
import type { ImportJob, JobStatus } from '../../src/domain/jobs/job.ts';
import type { PreSignedUrl } from '../../src/domain/gateway/preSignedUrl.ts';
import type { Operation } from '../../src/domain/gateway/quotas.ts';
import type { UserPool } from '../../src/domain/jobs/userPool.ts';
import { CallLog } from './callLog.ts';
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

export class FakeGateway implements CognitoGateway {
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

  getCallerIdentity(): Promise<{ accountId: string; arn: string }> {
    return Promise.resolve({ accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/test' });
  }

  listUserPools(page: PageRequest, signal: AbortSignal): Promise<Page<UserPool>> {
    return this.#answer('ListUserPools', undefined, signal, () => pageOf(this.pools, page));
  }

  listUserImportJobs(userPoolId: string, page: PageRequest, signal: AbortSignal): Promise<Page<ImportJob>> {
    return this.#answer('ListUserImportJobs', userPoolId, signal, () =>
      pageOf(this.jobs.get(userPoolId) ?? [], page),
    );
  }

  describeUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#answer('DescribeUserImportJob', userPoolId, signal, () => this.#job(userPoolId, jobId));
  }

  stopUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#answer('StopUserImportJob', userPoolId, signal, () => this.#job(userPoolId, jobId));
  }

  describeUserPool(userPoolId: string, signal: AbortSignal): Promise<UserPoolDescription> {
    return this.#answer('DescribeUserPool', userPoolId, signal, () => ({ Name: userPoolId }));
  }

  getCsvHeader(userPoolId: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.#answer('GetCSVHeader', userPoolId, signal, () => ['email', 'cognito:username']);
  }

  createUserImportJob({ userPoolId, jobName }: NewImportJob, signal: AbortSignal): Promise<ImportJob> {
    return this.#answer('CreateUserImportJob', userPoolId, signal, () =>
      job(userPoolId, jobName, 'Created', 0),
    );
  }

  startUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#answer('StartUserImportJob', userPoolId, signal, () => this.#job(userPoolId, jobId));
  }

  upload(
    _url: PreSignedUrl,
    _path: string,
    onProgress: (progress: { sentBytes: number; totalBytes: number }) => void,
  ): Promise<void> {
    onProgress({ sentBytes: 1, totalBytes: 1 });
    return Promise.resolve();
  }

  listLogRoles(): Promise<readonly LogRole[]> {
    return Promise.resolve([{ name: 'log', arn: 'arn:aws:iam::123456789012:role/log' }]);
  }

  createLogRole(name: string): Promise<LogRole> {
    return Promise.resolve({ name, arn: `arn:aws:iam::123456789012:role/${name}` });
  }

  listLogEvents(_pool: object, { jobId }: { readonly jobId: string }): Promise<Page<LogEvent>> {
    return Promise.resolve({ items: [{ timestamp: 0, message: jobId }] });
  }

  dispose(): void {
    this.disposed++;
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
