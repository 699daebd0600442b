// Records the course and result of the jobs that this machine imports, for Import History….
import type { LogOutputChannel } from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import {
  recordOfPart,
  recordRef,
  withNews,
  type ImportRecord,
  type Logged,
} from '../../domain/history/importRecord.ts';
import type { ImportStore } from '../../domain/imports/importStore.ts';
import { globalJobKey, type ImportJob, type JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { openHistory, type HistoryFolder } from '../../files/history/historyFolder.ts';
import { withoutValues } from '../agents/redact.ts';
import { background, type ErrorLog } from '../shell/background.ts';

export interface RecorderServices {
  readonly jobs: Pick<JobService, 'store' | 'accountOf'>;
  readonly imports: Pick<ImportStore, 'all' | 'onChange'>;
  readonly history: HistoryFolder;
  readonly log: ErrorLog;
}

/**
 * Every window records what it sees: an import while it runs, and the end of its job whenever that is read, even days later. A
 * record that the user has removed is not created again.
 */
export class HistoryRecorder extends Owner {
  readonly history: HistoryFolder;
  readonly #services: RecorderServices;
  /** Jobs whose record this window has made. */
  readonly #begun = new Set<string>();
  /** Writes run one after another, because each one changes the result of the one before. */
  #writing: Promise<void> = Promise.resolve();

  constructor(services: RecorderServices) {
    super();
    this.#services = services;
    this.history = services.history;
    const { jobs, imports } = services;
    this.own(imports.onChange(() => this.#takeUp()));
    this.own(
      jobs.store.onChange((change) => {
        if (change.kind === 'job' && change.before?.status !== change.after.status)
          this.#seen(change.ref, change.after);
      }),
    );
  }

  /** The record of a job; undefined if this machine has not imported it, or the user has removed the record. */
  recordOf(ref: Omit<JobRef, 'connectionId'>): ImportRecord | undefined {
    return this.history.get(globalJobKey(ref));
  }

  /** Records what the job's log contains. */
  logged(ref: JobRef, read: () => Logged): void {
    this.#inTurn(() => this.#update(ref, (record) => withNews(record, { logged: read() })));
  }

  /** Resolves when everything seen until now is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #takeUp(): void {
    for (const state of this.#services.imports.all()) {
      // The sandbox ends with its window, so its jobs are not recorded.
      if (state.status === 'finished' || state.connection.kind === 'sandbox') continue;
      for (const index of state.parts.keys()) {
        const record = recordOfPart(state, index);
        if (!record) continue;
        const key = globalJobKey(record.job);
        if (this.#begun.has(key)) continue;
        this.#begun.add(key);
        this.#inTurn(async () => {
          try {
            await this.#create(record);
          } catch (error) {
            // The next change of the import tries again.
            this.#begun.delete(key);
            throw error;
          }
        });
      }
    }
  }

  #seen(ref: JobRef, job: ImportJob): void {
    this.#inTurn(() => this.#update(ref, (record) => withNews(record, { job: withoutValuesIn(job) })));
  }

  async #create(record: ImportRecord): Promise<void> {
    const { jobs, log } = this.#services;
    const ref = recordRef(record);
    const job = jobs.store.job(ref);
    // Another window, or this one before a reload, may have created the record.
    const known = this.recordOf(ref) ?? record;
    await this.history.put(withNews(known, job ? { job: withoutValuesIn(job) } : {}));
    // The account may become known only after a sign-in.
    const identified = jobs.accountOf(ref.connectionId).then((account) => {
      if (account) this.#inTurn(() => this.#update(ref, (current) => withNews(current, { account })));
    });
    background(identified, log);
  }

  async #update(ref: JobRef, change: (record: ImportRecord) => ImportRecord): Promise<void> {
    const known = this.recordOf(ref);
    const changed = known && change(known);
    if (changed && JSON.stringify(changed) !== JSON.stringify(known)) await this.history.put(changed);
  }

  #inTurn(work: () => Promise<void>): void {
    const written = this.#writing.then(work);
    this.#writing = written.catch(() => undefined); // logged below
    background(written, this.#services.log);
  }
}

/** A service may quote a row in its message. */
function withoutValuesIn(job: ImportJob): ImportJob {
  const { completionMessage } = job;
  return completionMessage === undefined
    ? job
    : { ...job, completionMessage: withoutValues(completionMessage) };
}

/** @param storage the extension's folder on this machine. */
export function recordHistory(
  storage: string,
  jobs: RecorderServices['jobs'],
  imports: RecorderServices['imports'],
  log: LogOutputChannel,
): HistoryRecorder {
  const history = openHistory(storage, (text) => log.warn(text));
  return new HistoryRecorder({ jobs, imports, history, log });
}
