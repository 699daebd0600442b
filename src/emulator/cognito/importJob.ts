// A user import job: its states and transitions. Time passes when the job is read (`settle`).
import type { KnownStatus } from '../../domain/jobs/job.ts';
import { preconditionNotMet } from '../serviceError.ts';
import type { Settings } from '../settings.ts';
import { openImport, type RowImport } from './importFile.ts';
import type { ImportPool } from './importRow.ts';
import { JobLog, type LogEvents, type LogWriting } from './jobLog.ts';
import { JobResults, ToldResults, type Results } from './jobResults.ts';
import { completion, noFile, notStartable, notStoppable, nothingAutoVerified } from './texts.ts';

export interface ImportJobSpec {
  readonly id: string;
  readonly name: string;
  readonly cloudWatchLogsRoleArn: string;
  readonly passwordHashingAlgorithm?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** A history that is set, not simulated: for large samples, and for tests that need a status at once. */
export interface RestoredJob {
  readonly status: KnownStatus;
  readonly startDate?: number | undefined;
  readonly completionDate?: number | undefined;
  readonly completionMessage?: string | undefined;
  readonly importedUsers?: number | undefined;
  readonly skippedUsers?: number | undefined;
  readonly failedUsers?: number | undefined;
}

/** What a job needs from its user pool. */
interface JobPool extends ImportPool {
  readonly id: string;
  readonly region: string | undefined;
  readonly logGroupName: string;
}

/** What a job needs from the account. */
export interface JobHost {
  settings(): Settings;
  newSub(): string;
  /** Why a job of the pool cannot write its log with a role; undefined if it can. */
  logRoleProblem(roleArn: string, pool: JobPool): string | undefined;
}

export class ImportJob {
  readonly spec: ImportJobSpec;
  readonly pool: JobPool;
  readonly #host: JobHost;
  #status: KnownStatus = 'Created';
  #startDate: number | undefined;
  #completionDate: number | undefined;
  #completionMessage: string | undefined;
  #stopRequested = 0;
  #file: Buffer | undefined;
  #fileSeenFrom = 0;
  #import: RowImport | undefined;
  /** For each blank line of the file, the number of rows before it. */
  #blanks: readonly number[] = [];
  readonly #lived = new JobResults();
  #told: ToldResults | undefined;
  #logWriting: LogWriting | undefined;
  #logBegin = 0;
  /** When the current speed began, and the number of rows by then, including the fraction of a row. */
  #paceSince = 0;
  #paceRows = 0;

  constructor(pool: JobPool, spec: ImportJobSpec, host: JobHost) {
    this.pool = pool;
    this.spec = spec;
    this.#host = host;
  }

  get id(): string {
    return this.spec.id;
  }
  get status(): KnownStatus {
    return this.#status;
  }
  /** When the job was started; once rows are imported, when the import began. The real service changes it in the same way (two answers of one job, 2021). */
  get startDate(): number | undefined {
    return this.#startDate;
  }
  get completionDate(): number | undefined {
    return this.#completionDate;
  }
  get completionMessage(): string | undefined {
    return this.#completionMessage;
  }
  get results(): Results {
    return this.#told ?? this.#lived;
  }
  /** The log at `now`; undefined if nothing has been written yet. */
  logAt(now: number): LogEvents | undefined {
    const log =
      this.#logWriting && new JobLog(this.results, this.#blanks, this.#logBegin, this.#logWriting, now);
    return log && log.length > 0 ? log : undefined;
  }
  /** Counts against "one active job per account". */
  get isActive(): boolean {
    return this.#status === 'Pending' || this.#status === 'InProgress' || this.#status === 'Stopping';
  }
  get logStreamName(): string {
    return `${this.id}/${this.spec.name}`;
  }

  /** Takes the uploaded file, replacing an earlier one; a start sees it from `seenFrom` on. Has no effect when the job is no longer Created. */
  upload(file: Buffer, seenFrom = 0): void {
    if (this.#status !== 'Created') return;
    this.#file = file;
    this.#fileSeenFrom = seenFrom;
  }

  /** @throws ServiceError PreconditionNotMetException; the account checks whether another job is active. */
  start(now: number): void {
    this.settle(now);
    if (this.#status !== 'Created') throw preconditionNotMet(notStartable(this.id, this.#status));
    if (this.pool.autoVerifiedAttributes.length === 0) throw preconditionNotMet(nothingAutoVerified);
    if (!this.#file || now < this.#fileSeenFrom) throw preconditionNotMet(noFile(this.id));
    this.#status = 'Pending';
    this.#startDate = now;
  }

  /** @throws ServiceError PreconditionNotMetException */
  stop(now: number): void {
    this.settle(now);
    if (this.#status === 'Pending') {
      this.#end('Stopped', now, completion.stopped);
    } else if (this.#status === 'InProgress') {
      this.#status = 'Stopping';
      this.#stopRequested = now;
    } else {
      throw preconditionNotMet(notStoppable(this.id, this.#status));
    }
  }

  /** Lets time pass until `now`: expiry, the start of the import, its rows, its end. */
  settle(now: number): void {
    if (this.#status === 'Created') {
      const expiry = this.spec.created + this.#host.settings().jobLifetimeMs;
      if (now >= expiry) this.#end('Expired', expiry, completion.expired);
    }
    if (this.#status === 'Pending' && !this.#told) {
      const begin = (this.#startDate ?? now) + this.#host.settings().pendingMs;
      if (now >= begin) this.#begin(begin);
    }
    if (this.#status === 'InProgress') this.#importRows(now);
    if (this.#status === 'Stopping') {
      const end = this.#stopRequested + this.#host.settings().stoppingMs;
      this.#importRows(Math.min(now, end));
      if (now >= end) this.#end('Stopped', end, completion.stopped);
    }
  }

  /** To be called before the speed changes: rows until now are imported at the old speed. */
  keepPace(now: number): void {
    this.settle(now);
    if (this.#import) {
      this.#paceRows += ((now - this.#paceSince) * this.#host.settings().usersPerSecond) / 1_000;
      this.#paceSince = now;
    }
  }

  /** Ends an active job at once: imports the remaining rows, unless it is Stopping. */
  finish(now: number): void {
    this.keepPace(now);
    if (this.#status === 'Pending' && !this.#told) this.#begin(now);
    if (this.#status === 'InProgress') this.#importRows(now, Infinity);
    if (this.isActive) this.#complete(now);
  }

  expire(now: number): void {
    this.settle(now);
    if (this.#status === 'Created') this.#end('Expired', now, completion.expired);
  }

  /** Puts the job into a status directly. An active one has no rows to import and stays active until stopped or finished. */
  restore(past: RestoredJob): void {
    this.#status = past.status;
    this.#startDate = past.startDate;
    this.#completionDate = past.completionDate;
    this.#completionMessage = past.completionMessage;
    this.#stopRequested = Infinity;
    const { importedUsers: imported = 0, skippedUsers: skipped = 0, failedUsers: failed = 0 } = past;
    const begin = past.startDate ?? this.spec.created;
    this.#told = new ToldResults({ imported, skipped, failed }, begin);
    if (this.#told.length > 0) this.#openLog(begin);
  }

  #openLog(begin: number): void {
    const { logLines, logDelayMs, logShare } = this.#host.settings();
    this.#logWriting = { logLines, logDelayMs, logShare };
    this.#logBegin = begin;
  }

  #begin(at: number): void {
    this.#startDate = at;
    const { passwordHashingAlgorithm: algorithm, cloudWatchLogsRoleArn } = this.spec;
    const problem = this.#host.logRoleProblem(cloudWatchLogsRoleArn, this.pool);
    if (problem !== undefined) {
      this.#end('Failed', at, problem);
      return;
    }
    this.#openLog(at);
    const opened = openImport(this.#file ?? Buffer.alloc(0), this.pool, algorithm);
    if (typeof opened === 'string') {
      this.#end('Failed', at, opened);
      return;
    }
    this.#status = 'InProgress';
    this.#import = opened;
    this.#blanks = opened.blanks;
    this.#paceSince = at;
  }

  #importRows(until: number, speed = this.#host.settings().usersPerSecond): void {
    if (!this.#import) return;
    while (this.#import.hasNext()) {
      const due = this.#paceSince + ((this.#lived.length + 1 - this.#paceRows) * 1_000) / speed;
      if (due > until) return;
      this.#lived.add(
        this.#import.next(due, () => this.#host.newSub()),
        due,
      );
    }
    if (this.#status === 'InProgress') this.#complete(this.#lived.lastTime ?? this.#paceSince);
  }

  #complete(at: number): void {
    const { length, imported } = this.results;
    const { failedShare } = this.#host.settings();
    if (this.#status === 'Stopping') {
      this.#end('Stopped', at, completion.stopped);
    } else if (length > 0 && (length - imported) / length >= failedShare) {
      this.#end('Failed', at, completion.tooManyFailed);
    } else {
      this.#end('Succeeded', at, completion.succeeded);
    }
  }

  #end(status: KnownStatus, at: number, message: string): void {
    this.#status = status;
    this.#completionDate = at;
    this.#completionMessage = message;
    // "After they complete or expire, Amazon Cognito deletes your uploaded CSV file."
    this.#file = undefined;
    this.#import = undefined;
  }
}
