// The services that the code about users needs.
import type * as vscode from 'vscode';
import type { Clock } from '../../domain/base/clock.ts';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { State } from '../shell/sharedState.ts';
import type { CsvTools } from '../csv/csvTools.ts';
import type { ImportedCsv } from '../results/jobResults.ts';
import type { ResultTools } from '../results/resultTools.ts';

export interface UserServices {
  readonly jobs: JobService;
  readonly clock: Clock;
  readonly log: vscode.LogOutputChannel;
  readonly runTask: RunTask;
  readonly csv: () => CsvTools;
  readonly results: () => ResultTools;
  /** The job's CSV, if it was imported from this machine. */
  readonly csvOf: (ref: JobRef) => ImportedCsv | undefined;
  /** The state of this machine. */
  readonly memory: State;
  /** Reads what this machine remembers about a job that it has imported. */
  readonly recorder: { recordOf(ref: JobRef): ImportRecord | undefined };
  /** A folder on this machine, shared by all windows, for passes and lists of users while they are needed. */
  readonly folder: string;
}
