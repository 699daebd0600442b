// Reads the log stream of a job, which is named after the user pool and the job.
import type { CognitoGateway } from '../../domain/gateway/gateway.ts';
import type { LogEvent } from '../../domain/gateway/importGateway.ts';
import type { Page } from '../../domain/gateway/page.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
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
    // Before the pools are listed, a revived panel knows its pool by the id alone.
    return listed === ref.userPoolId ? this.#poolNames.get(poolKey(ref)) : listed;
  }

  async #readPoolName(ref: JobRef, gateway: CognitoGateway, signal: AbortSignal): Promise<string> {
    const { Name: name = ref.userPoolId } = await gateway.imports.describeUserPool(ref.userPoolId, signal);
    this.#poolNames.set(poolKey(ref), name);
    return name;
  }
}
