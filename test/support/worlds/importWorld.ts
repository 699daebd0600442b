// Imports driven in windows that share a service and a disk, all in memory, and that can be suspended or killed.
import { isTerminal, type JobRef } from '../../../src/domain/jobs/job.ts';
import { pause } from '../../../src/domain/base/retry.ts';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { FailureError } from '../../../src/domain/connections/failure.ts';
import { ImportDriver, type ImportView } from '../../../src/domain/imports/driver.ts';
import type { ImportPart, ImportState } from '../../../src/domain/imports/import.ts';
import type { ImportServices } from '../../../src/domain/imports/services.ts';
import { partsToWrite } from '../../../src/domain/imports/trial.ts';
import { ImportFolder } from '../../../src/files/imports/importStore.ts';
import { isActive, type ImportJob } from '../../../src/domain/jobs/job.ts';
import { ImportService } from '../cognito/importService.ts';
import { MemoryDisk } from './memoryDisk.ts';
import { VirtualClock } from '../virtualClock.ts';
import { WindowProcess } from './windowProcess.ts';

export const importConnection = profileConnection('work', 'us-east-1');
export const csv = { path: '/data/users.csv', bytes: 100, rows: 10, sha256: 'abc' };
const folder = '/storage/imports';

export class ImportWorld {
  readonly clock = new VirtualClock();
  readonly service = new ImportService(this.clock);
  readonly disk = new MemoryDisk();
  readonly warnings: string[] = [];
  readonly windows: ImportWindow[] = [];
  isUnchanged = true;
  /** Whether the wall clock was set, so that nothing can be said about times. */
  hasSteppedClock = false;
  /** Whether the connection continues after a renewal. */
  isRenewed = true;

  async window(): Promise<ImportWindow> {
    const window = new ImportWindow(this);
    this.windows.push(window);
    await window.store.open();
    return window;
  }

  /** The import as it is stored. */
  stored(id = 'import'): ImportState | undefined {
    const paths = this.disk.paths().filter((path) => path.startsWith(`${folder}/${id}/state.`));
    const number = (path: string): number => Number(/(\d+)\.json$/.exec(path)?.[1]);
    const [newest] = paths.sort((a, b) => number(b) - number(a));
    const text = this.disk.files.get(newest ?? '')?.text;
    return text === undefined ? undefined : (JSON.parse(text) as ImportState);
  }
}

export class ImportWindow {
  readonly process: WindowProcess;
  readonly store: ImportFolder;
  readonly driver: ImportDriver;
  readonly views: ImportView[] = [];

  constructor(world: ImportWorld) {
    const { clock, service, disk } = world;
    const process = new WindowProcess(clock);
    this.process = process;
    const seen = disk.seenBy(process);
    const warn = (text: string): void => void world.warnings.push(text);
    this.store = new ImportFolder({ disk: seen, clock: process.clock, folder, warn });
    this.driver = new ImportDriver(this.store, {
      clock: process.clock,
      addConnection: () => undefined,
      gateway: () => Promise.resolve(service.gateway(process)),
      isRenewed: () => world.isRenewed,
      isUnchanged: () => Promise.resolve(world.isUnchanged),
      reportJob: () => undefined,
      findBlocker: async () => {
        await process.runs();
        const found = service.jobs.find(({ status }) => isActive(status));
        if (!found) return undefined;
        const { jobId, userPoolId, jobName } = found;
        const ref = { connectionId: importConnection.id, userPoolId, jobId };
        return { ref, jobName, poolName: 'customers' };
      },
      waitForEnd: async (ref, signal) => {
        await ended(service, process, ref, () => undefined, signal);
      },
      followJob: (_, ref, report, signal) => ended(service, process, ref, report, signal),
      split: split(this.store, seen),
    });
    this.driver.onProgress((view) => this.views.push(view));
  }

  /** Kinds of activity, without repetitions; with several parts each with its part's number. */
  activities(): readonly string[] {
    const kinds = this.views.flatMap(({ state, activity }) => {
      if (!activity) return [];
      const isNumbered = state.parts.length > 1 && activity.kind !== 'splitting';
      return [isNumbered ? `${activity.kind} ${activity.part}` : activity.kind];
    });
    return kinds.filter((kind, at) => kind !== kinds[at - 1]);
  }

  close(): void {
    this.driver.dispose();
    this.store.dispose();
    this.process.kill();
  }
}

export function newImport(change: Partial<ImportState> = {}): ImportState {
  return {
    id: 'import',
    path: csv.path,
    jobName: 'nightly',
    connection: importConnection,
    userPoolId: 'us-east-1_A',
    poolName: 'customers',
    cloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/import-log',
    start: true,
    queued: false,
    parts: [{ source: csv, csv, rows: csv.rows, stage: 'creating' }],
    status: 'running',
    savedAt: 0,
    ...change,
  };
}

/** Three parts of one file, not written yet. */
export function severalParts(change: Partial<ImportState> = {}): ImportState {
  const source = { path: csv.path, bytes: 300, rows: 30, sha256: 'whole' };
  const parts = [0, 1, 2].map((index): ImportPart => {
    const header = { start: 0, end: 10 };
    const cut = { header, start: 10 + index * 90, end: 100 + index * 90, firstLine: 2 + index * 10 };
    return { source, cut, rows: 10, stage: 'creating' };
  });
  return newImport({ jobName: 'users', queued: true, parts, ...change });
}

/** Ten rows of a file as a trial, then the other twenty. */
export function trialImport(change: Partial<ImportState> = {}): ImportState {
  const { parts } = severalParts();
  return severalParts({ parts: parts.slice(0, 2), trial: 'undecided', ...change });
}

function split(store: ImportFolder, disk: ReturnType<MemoryDisk['seenBy']>): ImportServices['split'] {
  return async (state, report) => {
    const { id, parts } = state;
    const written = [...parts];
    for (const index of partsToWrite(state)) {
      const part = written[index];
      if (!part) continue;
      const path = `${store.folderOf(id)}/part-${index + 1}.csv`;
      await disk.write(path, 'jane', '');
      report((index + 1) / parts.length);
      written[index] = { ...part, csv: { path, bytes: 100, rows: part.rows, sha256: `${index}` } };
    }
    return written;
  };
}

async function ended(
  service: ImportService,
  process: WindowProcess,
  { userPoolId, jobId }: JobRef,
  report: (job: ImportJob) => void,
  signal: AbortSignal,
): Promise<ImportJob> {
  for (;;) {
    const job = await service.gateway(process).describeUserImportJob(userPoolId, jobId, signal);
    report(job);
    if (isTerminal(job.status)) return job;
    await pause(process.clock, 1_000, signal);
    if (signal.aborted) throw new FailureError({ kind: 'cancelled', message: 'The wait was cancelled.' });
  }
}
