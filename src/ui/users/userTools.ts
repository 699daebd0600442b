// Everything that looks up or changes the users of a pool; loaded at its first use.
import { join } from 'node:path';
import { Owner } from '../../domain/base/disposable.ts';
import { Emitter } from '../../domain/base/emitter.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import { nodeDisk } from '../../files/imports/disk.ts';
import { ExportFolder } from '../../files/exports/exportFolder.ts';
import { Passes, type PassesOptions } from '../../files/rows/passes.ts';
import type { CsvArgument } from '../csv/csvArgument.ts';
import { systemClock } from '../shell/systemClock.ts';
import { AfterImportWatch } from './afterImport/afterImport.ts';
import { Comparisons } from './compare.ts';
import { applyGroups } from './followUp/applyGroups.ts';
import { followUp } from './followUp/followUp.ts';
import { exportUsers } from './export/exportUsers.ts';
import { PoolComparisons } from './pools/comparePools.ts';
import { showMustReset } from './mustReset.ts';
import { recordReport, saveImportReport, saveRecordReport } from './report/importReport.ts';
import type { ImportReport } from './report/reportText.ts';
import { exportSubMap } from './subMap.ts';
import { sendResets } from './followUp/sendResets.ts';
import { undoImport } from './followUp/undoImport.ts';
import type { UserServices } from './userServices.ts';

export type UserToolsServices = Omit<UserServices, 'folder' | 'clock'>;

/** @param storage the extension's folder on this machine. */
export function createUserTools(services: UserToolsServices, storage: string): UserTools {
  return new UserTools({ ...services, clock: systemClock, folder: join(storage, 'users') });
}

export class UserTools extends Owner {
  readonly #services: UserServices;
  readonly comparisons: Comparisons;
  readonly #onDisk: PassesOptions;
  readonly #passes: Passes;
  /** Fires with a job whose users were counted by status. */
  readonly #counted = this.own(new Emitter<JobRef>());
  readonly #exports: ExportFolder;
  readonly #poolComparisons: PoolComparisons;

  constructor(services: UserServices) {
    super();
    this.#services = services;
    this.comparisons = this.own(new Comparisons(services));
    const { folder, clock } = services;
    this.#onDisk = { folder: join(folder, 'passes'), disk: nodeDisk, clock };
    this.#passes = new Passes(this.#onDisk);
    this.#exports = new ExportFolder(join(folder, 'exports'), nodeDisk, clock);
    this.#poolComparisons = this.own(new PoolComparisons(services));
  }

  compare(argument: CsvArgument): Promise<void> {
    return this.comparisons.compare(argument);
  }

  exportNew(argument: CsvArgument): Promise<void> {
    return this.comparisons.exportNew(argument);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  exportUsers(pool: PoolRef | undefined): Promise<void> {
    return exportUsers(this.#services, this.#exports, pool);
  }

  /** @throws FailureError */
  comparePools(pool: PoolRef | undefined): Promise<void> {
    return this.#poolComparisons.compare(pool);
  }

  hideProblems(): void {
    this.comparisons.hideProblems();
  }

  /** Watches what is done to the users of a job, until disposed. */
  watchAfter(ref: JobRef, onChange: () => void): AfterImportWatch {
    const services = { ...this.#services, onCounted: this.#counted.subscribe };
    return new AfterImportWatch(services, this.#onDisk, ref, onChange);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async saveReport(ref: JobRef): Promise<void> {
    const job = this.#services.jobs.store.job(ref);
    if (job) await saveImportReport(this.#services, this.#passes, ref, job);
  }

  /** Saves the report of a job that the service may no longer return. @throws Error of the file system. */
  saveRecordReport(record: ImportRecord, why: string | undefined): Promise<void> {
    return saveRecordReport(this.#services, this.#passes, record, why);
  }

  /** @throws FailureError if the passes after the import cannot be read. */
  recordReport(record: ImportRecord, why: string | undefined): Promise<ImportReport> {
    return recordReport(this.#services, this.#passes, record, why);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async exportSubMap(ref: JobRef): Promise<void> {
    const job = this.#services.jobs.store.job(ref);
    if (job) await exportSubMap(this.#services, ref, job);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  applyGroups(ref: JobRef): Promise<void> {
    return followUp(this.#services, this.#passes, ref, applyGroups);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async showMustReset(ref: JobRef): Promise<void> {
    const job = this.#services.jobs.store.job(ref);
    if (!job) return;
    await showMustReset(this.#services, ref, job);
    this.#counted.emit(ref);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  sendResets(ref: JobRef): Promise<void> {
    return followUp(this.#services, this.#passes, ref, sendResets);
  }

  /**
   * @param begins is awaited after the user has confirmed, before the first user is deleted; nothing is deleted if it rejects.
   * @throws FailureError; 'cancelled' when the user cancels.
   */
  undo(ref: JobRef, begins?: () => Promise<void>): Promise<void> {
    return followUp(this.#services, this.#passes, ref, undoImport, begins);
  }
}
