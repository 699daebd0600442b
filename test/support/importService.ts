// The service as imports see it, in memory: jobs that are created, uploaded to, started one at a time, and that end by themselves.
import { FailureError, type Failure } from '../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../src/domain/gateway/gateway.ts';
import { PreSignedUrl } from '../../src/domain/gateway/preSignedUrl.ts';
import { isActive, type ImportJob, type JobStatus } from '../../src/domain/jobs/job.ts';
import type { NewImportJob } from '../../src/domain/gateway/importGateway.ts';
import { job } from './cognitoInProcess.ts';
import { noImports } from './noImports.ts';
import type { VirtualClock } from './virtualClock.ts';
import type { WindowProcess } from './windowProcess.ts';

export type Operation = 'List' | 'Describe' | 'Create' | 'Upload' | 'Start';

export class ImportService {
  readonly clock: VirtualClock;
  readonly calls: Operation[] = [];
  jobs: ImportJob[] = [];
  /** The file that each job got. */
  readonly uploads = new Map<string, string>();
  /** How the job of a name ends; Succeeded where nothing is said. */
  readonly endings = new Map<string, JobStatus>();
  /** Fails the next calls of an operation, one for each entry. */
  readonly failNext = new Map<Operation, Failure[]>();
  /** Called when an operation has had its effect, before it is answered. */
  afterEffect: ((operation: Operation) => void) | undefined;
  /** Called when a window makes a call, and when that call has had its effect. */
  onCall: ((operation: Operation, window: WindowProcess) => () => void) | undefined;
  /** A job runs for so long. Milliseconds. */
  jobTime = 10_000;
  /** Of each call, one half before its effect. Milliseconds. */
  latency = 0;
  #ids = 0;
  #renewals = 0;

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  count(operation: Operation): number {
    return this.calls.filter((call) => call === operation).length;
  }

  /** Names and files of the jobs that were started, in that order. */
  started(): readonly (readonly [name: string, file: string | undefined])[] {
    const started = this.jobs.filter(
      ({ startDate, jobName }) => startDate !== undefined && jobName !== 'other',
    );
    started.sort((a, b) => (a.startDate ?? 0) - (b.startDate ?? 0));
    return started.map(({ jobName, jobId }) => [jobName, this.uploads.get(jobId)]);
  }

  set(jobId: string, change: Partial<ImportJob>): void {
    this.jobs = this.jobs.map((known) => (known.jobId === jobId ? { ...known, ...change } : known));
  }

  /** Adds a job of somebody else that runs until it is ended. */
  putBlocker(jobId = 'import-other'): void {
    this.jobs = [
      job(jobId, { jobName: 'other', userPoolId: 'us-east-1_B', startDate: Infinity }),
      ...this.jobs,
    ];
  }

  /** Credentials are resolved anew: calls through older gateways are cancelled, also those in progress. */
  renew(): void {
    this.#renewals++;
  }

  gateway(window: WindowProcess): CognitoGateway {
    const renewals = this.#renewals;
    const answer = async <T>(operation: Operation, effect: () => T): Promise<T> => {
      const cancelled = new FailureError({ kind: 'cancelled', message: 'The gateway was disposed.' });
      if (this.#renewals !== renewals) throw cancelled;
      const answered = await this.#answer(operation, window, effect);
      if (this.#renewals !== renewals) throw cancelled;
      return answered;
    };
    const unused = (): never => {
      throw new Error('No import calls this.');
    };
    const gateway: CognitoGateway = {
      withPriority: () => gateway,
      dispose: () => undefined,
      getCallerIdentity: unused,
      listUserPools: unused,
      stopUserImportJob: unused,
      listUserImportJobs: () => answer('List', () => ({ items: this.jobs })),
      describeUserImportJob: (_, jobId) => answer('Describe', () => this.#job(jobId)),
      imports: {
        ...noImports,
        createUserImportJob: (request) => answer('Create', () => this.create(request)),
        startUserImportJob: (_, jobId) => answer('Start', () => this.#start(jobId)),
        upload: (url, path, onProgress) =>
          answer('Upload', () => {
            onProgress({ sentBytes: 50, totalBytes: 100 });
            const found = this.jobs.find(({ preSignedUrl }) => preSignedUrl?.reveal() === url.reveal());
            this.uploads.set(found?.jobId ?? '', path);
          }),
      },
    };
    return gateway;
  }

  create(
    request: Pick<NewImportJob, 'jobName' | 'cloudWatchLogsRoleArn'> & Partial<NewImportJob>,
  ): ImportJob {
    const jobId = `import-${this.#ids++}`;
    const signedAt = new Date(this.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const url = `https://upload.invalid/${jobId}?X-Amz-Date=${signedAt}&X-Amz-Expires=899`;
    const { startDate: _, ...created } = job(jobId, {
      userPoolId: 'us-east-1_A',
      ...request,
      status: 'Created',
      creationDate: this.clock.now(),
    });
    this.jobs = [{ ...created, preSignedUrl: new PreSignedUrl(url) }, ...this.jobs];
    return this.#job(jobId);
  }

  #job(jobId: string): ImportJob {
    const found = this.jobs.find((known) => known.jobId === jobId);
    if (!found) throw new FailureError({ kind: 'notFound', message: 'No such job.' });
    return found;
  }

  #start(jobId: string): ImportJob {
    const conflict = (detail: string) => new FailureError({ kind: 'conflict', message: 'Not now.', detail });
    const found = this.#job(jobId);
    if (found.status !== 'Created') throw conflict('The job cannot be started.');
    if (!this.uploads.has(jobId)) throw conflict(`No csv file was uploaded for ${jobId}`);
    if (this.jobs.some(({ status }) => isActive(status))) throw conflict('Another job is active.');
    this.set(jobId, { status: 'Pending', startDate: this.clock.steady() });
    return this.#job(jobId);
  }

  /** Jobs whose time has come end. */
  #settle(): void {
    for (const { jobId, jobName, status, startDate = Infinity } of this.jobs)
      if (isActive(status) && this.clock.steady() - startDate >= this.jobTime)
        this.set(jobId, { status: this.endings.get(jobName) ?? 'Succeeded', importedUsers: 10 });
  }

  async #answer<T>(operation: Operation, window: WindowProcess, effect: () => T): Promise<T> {
    this.calls.push(operation);
    const onEffect = this.onCall?.(operation, window);
    const failure = this.failNext.get(operation)?.shift();
    await this.#travel();
    try {
      this.#settle();
      if (failure) throw new FailureError(failure);
      const answer = effect();
      this.afterEffect?.(operation);
      return answer;
    } finally {
      onEffect?.();
      await this.#travel();
      await window.runs();
    }
  }

  async #travel(): Promise<void> {
    if (this.latency === 0) await Promise.resolve();
    else await new Promise<void>((resolve) => this.clock.schedule(this.latency / 2, resolve));
  }
}
