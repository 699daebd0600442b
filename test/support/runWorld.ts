// Imports driven against a service in memory: jobs that are created, uploaded to, and one at a time started.
import { profileConnection } from '../../src/domain/connections/connection.ts';
import { FailureError, type Failure } from '../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../src/domain/gateway/gateway.ts';
import type { ImportJob } from '../../src/domain/jobs/job.ts';
import { ImportRuns } from '../../src/domain/imports/runs.ts';
import type { ImportRun, RunMemory } from '../../src/domain/imports/run.ts';
import { PreSignedUrl } from '../../src/domain/gateway/preSignedUrl.ts';
import type { RunActivity } from '../../src/domain/imports/runServices.ts';
import { job } from './cognitoInProcess.ts';
import { noImports } from './noImports.ts';
import { VirtualClock } from './virtualClock.ts';

export const runConnection = profileConnection('work', 'us-east-1');

export class ImportService {
  readonly clock: VirtualClock;
  readonly calls: string[] = [];
  jobs: ImportJob[] = [];
  readonly uploaded = new Set<string>();
  /** Fails the next call of an operation, once for each entry. */
  readonly failNext = new Map<string, Failure[]>();
  /** Runs after an operation has had its effect and before it is answered: where a window can die. */
  afterEffect: ((operation: string) => void) | undefined;
  #ids = 0;
  #renewals = 0;

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  count(operation: string): number {
    return this.calls.filter((call) => call === operation).length;
  }

  set(jobId: string, change: Partial<ImportJob>): void {
    this.jobs = this.jobs.map((known) => (known.jobId === jobId ? { ...known, ...change } : known));
  }

  /** Credentials are resolved anew: calls through the gateways of before are cancelled, also those under way. */
  renew(): void {
    this.#renewals++;
  }

  gateway(): CognitoGateway {
    const renewals = this.#renewals;
    const answer = async <T>(operation: string, effect: () => T): Promise<T> => {
      const cancelled = new FailureError({ kind: 'cancelled', message: 'The gateway has gone.' });
      if (this.#renewals !== renewals) throw cancelled;
      const answered = await this.#answer(operation, effect);
      if (this.#renewals !== renewals) throw cancelled;
      return answered;
    };
    const unused = (): never => {
      throw new Error('No import asks for this.');
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
        createUserImportJob: ({ jobName }) => answer('Create', () => this.#create(jobName)),
        startUserImportJob: (_, jobId) => answer('Start', () => this.#start(jobId)),
        upload: (url, _, onProgress) =>
          answer('Upload', () => {
            onProgress({ sentBytes: 50, totalBytes: 100 });
            this.uploaded.add(url.reveal());
          }),
      },
    };
    return gateway;
  }

  #job(jobId: string): ImportJob {
    const found = this.jobs.find((known) => known.jobId === jobId);
    if (!found) throw new FailureError({ kind: 'notFound', message: 'No such job.' });
    return found;
  }

  #create(jobName: string): ImportJob {
    const jobId = `import-${this.#ids++}`;
    const signedAt = new Date(this.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const url = `https://upload.invalid/${jobId}?X-Amz-Date=${signedAt}&X-Amz-Expires=899`;
    const { startDate: _, ...created } = job(jobId, {
      jobName,
      status: 'Created',
      creationDate: this.clock.now(),
    });
    this.jobs = [{ ...created, preSignedUrl: new PreSignedUrl(url) }, ...this.jobs];
    return this.#job(jobId);
  }

  #start(jobId: string): ImportJob {
    const conflict = (detail: string) => new FailureError({ kind: 'conflict', message: 'Not now.', detail });
    const found = this.#job(jobId);
    if (found.status !== 'Created') throw conflict('The job cannot be started.');
    if (!this.uploaded.has(found.preSignedUrl?.reveal() ?? ''))
      throw conflict(`No csv file was uploaded for ${jobId}`);
    if (this.jobs.some(({ status }) => status === 'InProgress')) throw conflict('Another job is active.');
    this.set(jobId, { status: 'Pending', startDate: this.clock.now() });
    return this.#job(jobId);
  }

  async #answer<T>(operation: string, effect: () => T): Promise<T> {
    this.calls.push(operation);
    const failure = this.failNext.get(operation)?.shift();
    await Promise.resolve();
    if (failure) throw new FailureError(failure);
    const answer = effect();
    this.afterEffect?.(operation);
    return answer;
  }
}

export class KeptRuns implements RunMemory {
  runs: readonly ImportRun[] = [];
  loadRuns = (): readonly ImportRun[] => this.runs;
  saveRuns = (runs: readonly ImportRun[]): void => {
    this.runs = runs;
  };
}

export interface RunWorld {
  readonly runs: ImportRuns;
  readonly service: ImportService;
  readonly memory: KeptRuns;
  readonly clock: VirtualClock;
  readonly activities: RunActivity['kind'][];
  /** Ends the job that is in the way. */
  endBlocker(): void;
  isUnchanged: boolean;
  /** Whether the connection goes on after a renewal. */
  isRenewed: boolean;
}

/** A window; pass the parts of an earlier one to see what it left behind. */
export function runWorld(
  clock = new VirtualClock({ now: Date.UTC(2026, 0, 1) }),
  service = new ImportService(clock),
  memory = new KeptRuns(),
  held = new Set<string>(),
): RunWorld {
  let endBlocker: () => void = () => undefined;
  const blocker = () => service.jobs.find(({ status }) => status === 'InProgress');
  const runs: ImportRuns = new ImportRuns({
    clock,
    memory,
    addConnection: () => undefined,
    gateway: () => Promise.resolve(service.gateway()),
    isRenewed: () => world.isRenewed,
    isUnchanged: () => Promise.resolve(world.isUnchanged),
    onJob: () => undefined,
    findActive: () => {
      const found = blocker();
      if (!found) return Promise.resolve(undefined);
      const ref = { connectionId: runConnection.id, userPoolId: found.userPoolId, jobId: found.jobId };
      return Promise.resolve({ ref, jobName: found.jobName, poolName: 'customers' });
    },
    over: ({ jobId }, signal) =>
      new Promise((resolve, reject) => {
        const cancelled = new FailureError({ kind: 'cancelled', message: 'The wait was given up.' });
        signal.addEventListener('abort', () => reject(cancelled));
        endBlocker = () => {
          service.set(jobId, { status: 'Succeeded' });
          resolve();
        };
      }),
    lock: (id) => {
      if (held.has(id)) return Promise.resolve(undefined);
      held.add(id);
      return Promise.resolve({ release: () => Promise.resolve(void held.delete(id)) });
    },
  });
  const activities: RunActivity['kind'][] = [];
  runs.onChange(({ activity }) => {
    if (activity && activities.at(-1) !== activity.kind) activities.push(activity.kind);
  });
  const world = {
    runs,
    service,
    memory,
    clock,
    activities,
    endBlocker: () => endBlocker(),
    isUnchanged: true,
    isRenewed: true,
  };
  return world;
}

export function newRun(change: Partial<ImportRun> = {}): ImportRun {
  return {
    id: 'run-1',
    connection: runConnection,
    userPoolId: 'us-east-1_A',
    poolName: 'customers',
    jobName: 'nightly',
    cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/import-log',
    csv: { path: '/data/users.csv', bytes: 100, rows: 10, sha256: 'abc' },
    start: true,
    queued: false,
    stage: 'creating',
    begunAt: Date.UTC(2026, 0, 1),
    ...change,
  };
}
