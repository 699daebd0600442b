// The services that the code about CSVs needs.
import type * as vscode from 'vscode';
import type { Clock } from '../../domain/base/clock.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { SetContext } from '../shell/contextKeys.ts';
import type { FailureHelp } from '../shell/failureHelp.ts';
import type { State } from '../shell/sharedState.ts';

export interface CsvServices {
  readonly jobs: JobService;
  /** The workspace's state, which keeps the pool of each file. */
  readonly memory: State;
  readonly clock: Clock;
  readonly log: vscode.LogOutputChannel;
  readonly runTask: RunTask;
  /** Shows why an action that a button of a page started has failed. */
  readonly help: Pick<FailureHelp, 'show'>;
  /** The extension's folder, with its pages and the worker that reads files of other systems. */
  readonly extensionUri: vscode.Uri;
  /** The extension's folder on this machine. */
  readonly storage: string;
  /** State of this machine, for all workspaces. */
  readonly machine: State;
  readonly setContext: SetContext;
}
