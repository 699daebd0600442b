// What everything about CSVs needs from the rest of the extension.
import type * as vscode from 'vscode';
import type { Clock } from '../../domain/base/clock.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { SetContext } from '../shell/contextKeys.ts';
import type { FailureHelp } from '../shell/failureHelp.ts';
import type { State } from '../shell/sharedState.ts';

export interface CsvServices {
  readonly jobs: JobService;
  /** Keeps the pool of each file, with the workspace. */
  readonly memory: State;
  readonly clock: Clock;
  readonly log: vscode.LogOutputChannel;
  readonly runTask: RunTask;
  /** Shows why something has failed that a button of a page asked for. */
  readonly help: Pick<FailureHelp, 'show'>;
  /** Where the extension is: its pages, and the worker that reads files of other systems. */
  readonly extensionUri: vscode.Uri;
  /** The extension's folder on this machine. */
  readonly storage: string;
  /** Kept on this machine, for all workspaces. */
  readonly machine: State;
  readonly setContext: SetContext;
}
