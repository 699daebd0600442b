// The log stream of a job, found by the names of its user pool and itself.
import type { LogEvent } from '../../domain/gateway/importGateway.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { CognitoGateway } from '../../domain/gateway/gateway.ts';
import type { Page } from '../../domain/gateway/page.ts';
import { poolKey } from '../../domain/jobs/userPool.ts';

export class LogSource {
  readonly #jobs: JobService;
  readonly #poolNames = new Map<string, string>();

  constructor(jobs: JobService) {
    this.#jobs = jobs;
  }

  /** As `ImportGateway.listLogEvents`. @throws FailureError */
  async page(ref: JobRef, nextToken: string | undefined, signal: AbortSignal): Promise<Page<LogEvent>> {
    const { userPoolId, jobId } = ref;
    const gateway = await this.#jobs.gateway(ref.connectionId);
    const name = this.#knownPoolName(ref) ?? (await this.#readPoolName(ref, gateway, signal));
    const jobName = this.#jobs.store.job(ref)?.jobName ?? jobId;
    return gateway.imports.listLogEvents({ userPoolId, name }, { jobId, jobName }, nextToken, signal);
  }

  #knownPoolName(ref: JobRef): string | undefined {
    const listed = this.#jobs.store.pool(ref)?.pool.name;
    // A panel of an earlier window knows the pool before it is listed, by its id.
    return listed === ref.userPoolId ? this.#poolNames.get(poolKey(ref)) : listed;
  }

  async #readPoolName(ref: JobRef, gateway: CognitoGateway, signal: AbortSignal): Promise<string> {
    const { Name: name = ref.userPoolId } = await gateway.imports.describeUserPool(ref.userPoolId, signal);
    this.#poolNames.set(poolKey(ref), name);
    return name;
  }
}
