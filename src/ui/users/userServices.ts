// What everything about users needs from the rest of the extension.
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
  /** The job's CSV, where it was imported from this machine. */
  readonly csvOf: (ref: JobRef) => ImportedCsv | undefined;
  /** This machine's. */
  readonly memory: State;
  /** What this machine remembers of a job that it has imported. */
  readonly recorder: { recordOf(ref: JobRef): ImportRecord | undefined };
  /** On this machine, shared by all windows: where passes and lists of users are kept while they are needed. */
  readonly folder: string;
}
