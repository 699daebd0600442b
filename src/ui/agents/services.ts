// What the tools need from the rest of the extension, and the interface of a tool.
import type * as vscode from 'vscode';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { Imports } from '../imports/importProgress.ts';
import type { RowsOf } from '../panel/panelSnapshot.ts';
import type { ResultTools } from '../results/resultTools.ts';
import type { ToolInput } from './toolInput.ts';

export interface AgentServices {
  readonly jobs: JobService;
  readonly importTools: () => { readonly imports: Pick<Imports, 'start' | 'driver'> };
  readonly results: () => ResultTools;
  readonly rowsOf: RowsOf;
  readonly runTask: RunTask;
  /** Resolves when the connections of earlier windows are known. */
  readonly ready: () => Promise<void>;
  readonly log: Pick<vscode.LogOutputChannel, 'info' | 'warn' | 'error'>;
}

/** One call of a tool. */
export interface ToolCall {
  readonly services: AgentServices;
  readonly input: ToolInput;
  readonly token: vscode.CancellationToken;
  /** Aborted with the token. */
  readonly signal: AbortSignal;
}

export interface Tool {
  /** What the user reads while it runs. */
  readonly progress: (input: ToolInput) => string;
  /** @returns what the model gets, as JSON. @throws ToolError, FailureError */
  readonly run: (call: ToolCall) => Promise<object>;
}
