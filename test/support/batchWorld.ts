// Batches driven against a service in memory, in windows that can die after any step and take nothing with them.
import assert from 'node:assert/strict';
import type { BatchPart, ImportBatch } from '../../src/domain/imports/batch.ts';
import { ImportBatches, type BatchView } from '../../src/domain/imports/batches.ts';
import { isTerminal, type ImportJob, type JobStatus } from '../../src/domain/jobs/job.ts';
import type { ImportRun } from '../../src/domain/imports/run.ts';
import { ImportRuns, type Lock } from '../../src/domain/imports/runs.ts';
import type { CognitoGateway } from '../../src/domain/gateway/gateway.ts';
import { ImportService, runConnection } from './runWorld.ts';
import { VirtualClock } from './virtualClock.ts';

const source = { path: '/data/users.csv', bytes: 300, rows: 30, sha256: 'whole' };

/** Three parts of one file, not written yet. */
export function newBatch(change: Partial<ImportBatch> = {}): ImportBatch {
  const parts = [0, 1, 2].map((index): BatchPart => {
    const cut = {
      header: { start: 0, end: 10 },
      start: 10 + index * 90,
      end: 100 + index * 90,
      firstLine: 2 + index * 10,
    };
    return { source, cut, rows: 10 };
  });
  return {
    id: 'batch',
    path: source.path,
    jobName: 'users',
    connection: runConnection,
    userPoolId: 'us-east-1_A',
    poolName: 'customers',
    cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/import-log',
    parts,
    state: 'running',
    ...change,
  };
}

/** What stays when a window dies: the service, what was written down, and the disk. */
export class BatchWorld {
  readonly clock = new VirtualClock();
  readonly service = new ImportService(this.clock);
  runs: readonly ImportRun[] = [];
  batches: readonly ImportBatch[] = [];
  /** Batches that have files. */
  readonly files = new Set<string>();
  /** The file that was uploaded to each job. */
  readonly uploads = new Map<string, string>();
  /** How the job of a name ends; Succeeded where nothing is said. */
  readonly endings = new Map<string, JobStatus>();
  readonly #held = new Map<string, BatchWindow>();

  constructor() {
    this.service.afterEffect = (operation) => {
      if (operation !== 'Create') return;
      const running = this.service.jobs.filter(
        (job) => isOurs(job) && job.startDate !== undefined && !isTerminal(job.status),
      );
      assert.deepEqual(running, [], 'a part was created while the one before was running');
    };
  }

  /** A window that dies at its `dieAt`th step, counted from 1. */
  window(dieAt = Infinity): BatchWindow {
    return new BatchWindow(this, dieAt);
  }

  get batch(): ImportBatch | undefined {
    return this.batches[0];
  }

  /** Names and files of the jobs that were started, in that order. */
  imported(): readonly (readonly [name: string, file: string | undefined])[] {
    const started = this.service.jobs.filter((job) => isOurs(job) && job.startDate !== undefined);
    return started.toReversed().map(({ jobName, jobId }) => [jobName, this.uploads.get(jobId)] as const);
  }

  readonly lockFor =
    (window: BatchWindow): Lock =>
    (id) => {
      if (this.#held.get(id)?.isDead === false) return Promise.resolve(undefined);
      this.#held.set(id, window);
      const release = () => Promise.resolve(void this.#held.delete(id));
      return Promise.resolve({ release });
    };

  end(jobId: string): ImportJob {
    const job = this.service.jobs.find((known) => known.jobId === jobId);
    assert.ok(job);
    if (!isTerminal(job.status))
      this.service.set(jobId, { status: this.endings.get(job.jobName) ?? 'Succeeded', importedUsers: 10 });
    return this.service.jobs.find((known) => known.jobId === jobId) ?? job;
  }
}

/** Not one that somebody else has made. */
function isOurs({ jobName }: ImportJob): boolean {
  return /^users-\d+$/.test(jobName);
}

export class BatchWindow {
  readonly runs: ImportRuns;
  readonly batches: ImportBatches;
  readonly views: BatchView[] = [];
  readonly died: Promise<void>;
  isDead = false;
  /** How many steps it has made. */
  steps = 0;
  readonly #world: BatchWorld;
  readonly #dieAt: number;
  #tellDeath: () => void = () => undefined;

  constructor(world: BatchWorld, dieAt: number) {
    this.#world = world;
    this.#dieAt = dieAt;
    this.died = new Promise((resolve) => {
      this.#tellDeath = resolve;
    });
    const lock = world.lockFor(this);
    this.runs = new ImportRuns({
      clock: world.clock,
      lock,
      memory: {
        loadRuns: () => world.runs,
        saveRuns: (runs) => this.#write(() => (world.runs = runs)),
      },
      addConnection: () => undefined,
      gateway: () => Promise.resolve(this.#gateway()),
      isRenewed: () => true,
      isUnchanged: () => Promise.resolve(true),
      onJob: () => undefined,
      findActive: () => {
        const found = world.service.jobs.find(({ status }) => status === 'InProgress');
        const ref = { connectionId: runConnection.id, userPoolId: 'us-east-1_B', jobId: found?.jobId ?? '' };
        return this.#step(() => found && { ref, jobName: found.jobName, poolName: 'staff' });
      },
      over: ({ jobId }) => this.#step(() => void world.end(jobId)),
    });
    this.batches = new ImportBatches({
      clock: world.clock,
      lock,
      runs: this.runs,
      memory: {
        loadBatches: () => world.batches,
        saveBatches: (batches) => this.#write(() => (world.batches = batches)),
      },
      split: ({ id, parts }, tell) =>
        this.#step(() => {
          tell(0.5);
          world.files.add(id);
          return parts.map((part, index) => ({
            ...part,
            csv: {
              path: `/storage/${id}/part-${index + 1}.csv`,
              bytes: 100,
              rows: part.rows,
              sha256: `${index}`,
            },
          }));
        }),
      removeFiles: (id) => this.#step(() => void world.files.delete(id)),
      ended: (run, tell) =>
        this.#step(() => {
          const job = world.end(run.jobId ?? '');
          tell(job);
          return job;
        }),
    });
    this.batches.onChange((view) => this.views.push(view));
  }

  #gateway(): CognitoGateway {
    const inner = this.#world.service.gateway();
    const gated =
      <A extends unknown[], T>(call: (...given: A) => Promise<T>) =>
      async (...given: A): Promise<T> => {
        await this.#step(() => undefined);
        const answer = await call(...given);
        await this.#step(() => undefined);
        return answer;
      };
    const { imports } = inner;
    return {
      ...inner,
      listUserImportJobs: gated((...given) => inner.listUserImportJobs(...given)),
      describeUserImportJob: gated((...given) => inner.describeUserImportJob(...given)),
      imports: {
        ...imports,
        createUserImportJob: gated((...given) => imports.createUserImportJob(...given)),
        startUserImportJob: gated((...given) => imports.startUserImportJob(...given)),
        upload: gated((url, path, ...rest) => {
          const job = this.#world.service.jobs.find(
            ({ preSignedUrl }) => preSignedUrl?.reveal() === url.reveal(),
          );
          this.#world.uploads.set(job?.jobId ?? '', path);
          return imports.upload(url, path, ...rest);
        }),
      },
    };
  }

  /** Dies before or after the effect, or goes on. What a dead window waits for never comes. */
  async #step<T>(effect: () => T): Promise<T> {
    const never = new Promise<never>(() => undefined);
    await Promise.resolve();
    if (this.#dies()) return never;
    const result = effect();
    return this.#dies() ? never : result;
  }

  #write(effect: () => void): void {
    if (this.#dies()) return;
    effect();
    this.#dies();
  }

  #dies(): boolean {
    if (!this.isDead && ++this.steps === this.#dieAt) {
      this.isDead = true;
      this.#tellDeath();
    }
    return this.isDead;
  }
}
