// A gateway that asks the rate limiter before every call and tells it when the service throttled one nevertheless.
import type { Account } from '../connections/connection.ts';
import { failureOf } from '../connections/failure.ts';
import type { CognitoGateway } from './gateway.ts';
import type { Page, PageRequest } from './page.ts';
import type {
  LogEvent,
  LogRole,
  NewImportJob,
  UploadProgress,
  UserPoolDescription,
} from './importGateway.ts';
import type { ImportJob } from '../jobs/job.ts';
import type { PreSignedUrl } from './preSignedUrl.ts';
import type { Operation, Priority } from './quotas.ts';
import type { RateLimiter } from './rateLimiter.ts';
import type { UserPool } from '../jobs/userPool.ts';

export class LimitedGateway implements CognitoGateway {
  readonly #gateway: CognitoGateway;
  readonly #limiter: RateLimiter;
  readonly #priority: Priority;

  /** Owns both: disposing it disposes the limiter and the gateway. */
  constructor(gateway: CognitoGateway, limiter: RateLimiter, priority: Priority = 'user') {
    this.#gateway = gateway;
    this.#limiter = limiter;
    this.#priority = priority;
  }

  /** The same gateway and limiter for calls made for another reason. It lives and dies with this one. */
  withPriority(priority: Priority): CognitoGateway {
    return new LimitedGateway(this.#gateway, this.#limiter, priority);
  }

  /** Not limited: STS has no quota worth counting, and nobody asks twice. */
  getCallerIdentity(signal: AbortSignal): Promise<Account> {
    return this.#gateway.getCallerIdentity(signal);
  }

  listUserPools(page: PageRequest, signal: AbortSignal): Promise<Page<UserPool>> {
    return this.#call('ListUserPools', undefined, signal, () => this.#gateway.listUserPools(page, signal));
  }

  listUserImportJobs(userPoolId: string, page: PageRequest, signal: AbortSignal): Promise<Page<ImportJob>> {
    return this.#call('ListUserImportJobs', userPoolId, signal, () =>
      this.#gateway.listUserImportJobs(userPoolId, page, signal),
    );
  }

  describeUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#call('DescribeUserImportJob', userPoolId, signal, () =>
      this.#gateway.describeUserImportJob(userPoolId, jobId, signal),
    );
  }

  stopUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#call('StopUserImportJob', userPoolId, signal, () =>
      this.#gateway.stopUserImportJob(userPoolId, jobId, signal),
    );
  }

  describeUserPool(userPoolId: string, signal: AbortSignal): Promise<UserPoolDescription> {
    return this.#call('DescribeUserPool', userPoolId, signal, () =>
      this.#gateway.describeUserPool(userPoolId, signal),
    );
  }

  getCsvHeader(userPoolId: string, signal: AbortSignal): Promise<readonly string[]> {
    return this.#call('GetCSVHeader', userPoolId, signal, () =>
      this.#gateway.getCsvHeader(userPoolId, signal),
    );
  }

  createUserImportJob(job: NewImportJob, signal: AbortSignal): Promise<ImportJob> {
    return this.#call('CreateUserImportJob', job.userPoolId, signal, () =>
      this.#gateway.createUserImportJob(job, signal),
    );
  }

  startUserImportJob(userPoolId: string, jobId: string, signal: AbortSignal): Promise<ImportJob> {
    return this.#call('StartUserImportJob', userPoolId, signal, () =>
      this.#gateway.startUserImportJob(userPoolId, jobId, signal),
    );
  }

  /** S3's to limit; so are, by IAM and CloudWatch Logs, the calls below. None of them counts against a quota of Cognito's. */
  upload(
    url: PreSignedUrl,
    path: string,
    onProgress: (progress: UploadProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#gateway.upload(url, path, onProgress, signal);
  }

  listLogRoles(signal: AbortSignal): Promise<readonly LogRole[]> {
    return this.#gateway.listLogRoles(signal);
  }

  createLogRole(name: string, signal: AbortSignal): Promise<LogRole> {
    return this.#gateway.createLogRole(name, signal);
  }

  listLogEvents(
    pool: { readonly userPoolId: string; readonly name: string },
    job: { readonly jobId: string; readonly jobName: string },
    nextToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<LogEvent>> {
    return this.#gateway.listLogEvents(pool, job, nextToken, signal);
  }

  dispose(): void {
    this.#limiter.dispose();
    this.#gateway.dispose();
  }

  async #call<T>(
    operation: Operation,
    userPoolId: string | undefined,
    signal: AbortSignal,
    call: () => Promise<T>,
  ): Promise<T> {
    await this.#limiter.acquire(operation, userPoolId, signal, this.#priority);
    try {
      return await call();
    } catch (error) {
      if (failureOf(error).kind === 'throttled') this.#limiter.slowDown(operation);
      throw error;
    }
  }
}
