// The emulator's Cognito as imports use it: jobs run for a while and end as a test says, and windows can die during their calls.
import type { CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import type { CallLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import type { NewImportJob } from '../../../src/domain/gateway/importGateway.ts';
import { isActive, type ImportJob, type JobStatus } from '../../../src/domain/jobs/job.ts';
import { CognitoInProcess, job } from './cognitoInProcess.ts';
import type { VirtualClock } from '../virtualClock.ts';
import type { WindowProcess } from '../worlds/windowProcess.ts';

const importPoolId = 'us-east-1_A';
const otherPoolId = 'us-east-1_B';

export class ImportService extends CognitoInProcess {
  /** How the job of a name ends; Succeeded by default. */
  readonly endings = new Map<string, JobStatus>();
  /** Called when a window makes a call; the returned function is called when that call has had its effect. */
  onCall: ((operation: string, window: WindowProcess) => () => void) | undefined;
  /** How long a job runs. Milliseconds. */
  jobTime = 10_000;
  #gateways: CognitoGateway[] = [];

  constructor(clock: VirtualClock) {
    // Jobs run until `#endJobs` ends them. The service's clock is right, whatever the machine's clock says.
    super(clock, { pendingMs: Infinity }, { now: () => clock.trueTime() });
    this.addPool(importPoolId, 'customers', { passwordHashes: true });
    this.addPool(otherPoolId, 'others');
    this.fault = () => {
      this.#endJobs();
      return undefined;
    };
  }

  /** Names and files of the jobs that were started, in that order. */
  started(): readonly (readonly [name: string, file: string | undefined])[] {
    const started = this.jobs.filter(
      ({ startDate, userPoolId }) => startDate !== undefined && userPoolId === importPoolId,
    );
    started.sort((a, b) => (a.startDate ?? 0) - (b.startDate ?? 0));
    return started.map(({ jobName, jobId }) => [jobName, this.uploads.get(jobId)]);
  }

  /** Id of a job of the pool that imports go to, by the order of creation. */
  jobId(index: number): string {
    return this.emulated.pool(importPoolId).jobs[index]?.id ?? 'none';
  }

  /** Changes a job without a call. */
  set(jobId: string, change: Partial<ImportJob>): void {
    for (const known of this.jobs) if (known.jobId === jobId) this.put({ ...known, ...change });
  }

  /** Adds a job of somebody else that runs until a test ends it. */
  putBlocker(jobId = 'import-other'): void {
    this.put(job(jobId, { jobName: 'other', userPoolId: otherPoolId }));
  }

  /** Uploads a job's CSV without a call of ours. */
  upload(jobId: string): void {
    this.emulated.job(importPoolId, jobId).upload(this.fileAt());
  }

  /** Creates a job without a call. Returns its id. */
  create(
    request: Pick<NewImportJob, 'jobName' | 'cloudWatchLogsRoleArn' | 'passwordHashingAlgorithm'>,
  ): string {
    return this.emulated.createJob(importPoolId, { ...request, name: request.jobName }).id;
  }

  /** Credentials are resolved again: calls through older gateways are cancelled, also those in progress. */
  renew(): void {
    for (const gateway of this.#gateways.splice(0)) gateway.dispose();
  }

  /** A window gets an answer only while its process runs. */
  gateway(window: WindowProcess): CognitoGateway {
    const limiter: CallLimiter = {
      run: async (_call, _signal, send) => {
        try {
          return await send();
        } finally {
          await window.runs();
        }
      },
    };
    const onCall = (operation: string) => this.onCall?.(operation, window);
    const gateway = this.connect(limiter, 'user', this.log, onCall);
    this.#gateways.push(gateway);
    return gateway;
  }

  protected override fileAt(): Buffer {
    return Buffer.from('cognito:username,email,email_verified\n');
  }

  #endJobs(): void {
    const since = this.clock.trueTime() - this.jobTime;
    for (const { id, spec, status, startDate = Infinity } of this.emulated.pool(importPoolId).jobs)
      if (isActive(status) && startDate <= since)
        this.set(id, { status: this.endings.get(spec.name) ?? 'Succeeded', importedUsers: 10 });
  }
}
