// A job's panel without a window: its page is a list of what it was told, and says what a test has it say.
import assert from 'node:assert/strict';
import type { Uri, WebviewPanel } from 'vscode';
import type { ImportJobs } from '../../src/domain/importJobs.ts';
import type { JobRef } from '../../src/domain/importJob.ts';
import type { FromPage, ToPage } from '../../src/protocol/panel.ts';
import type { JobPanel } from '../../src/ui/jobPanel.ts';
import './hostHooks.ts';

export interface OpenPanel {
  readonly panel: JobPanel;
  /** What the page shows: the reason why there is no job, or the job's status. */
  readonly shown: () => string | undefined;
  /** Why what is shown may not be up to date. */
  readonly stale: () => string | undefined;
  /** How often the user has asked for something. */
  readonly acted: () => number;
  readonly say: (message: FromPage) => void;
}

/** A visible panel of a job that has not started (so that no log is read), whose page is ready. */
export async function openPanel(jobs: ImportJobs, ref: JobRef): Promise<OpenPanel> {
  const { JobPanel } = await import('../../src/ui/jobPanel.ts');
  const told: ToPage[] = [];
  let hear: (message: unknown) => void = () => undefined;
  let acted = 0;
  const nothing = { dispose: () => undefined };
  const webview = {
    cspSource: 'self',
    asWebviewUri: (uri: Uri) => uri,
    postMessage: (message: ToPage) => Promise.resolve(told.push(message)),
    onDidReceiveMessage: (listener: typeof hear) => {
      hear = listener;
      return nothing;
    },
  };
  const host = { visible: true, title: ref.jobId, webview, onDidChangeViewState: () => nothing };
  const folder: unknown = {};
  const panel = new JobPanel(jobs, ref, host as unknown as WebviewPanel, folder as Uri, {
    rowsOf: () => undefined,
    results: () => assert.fail('A job that has not started has no log.'),
    acted: () => {
      acted++;
    },
  });
  const say = (message: FromPage): void => hear(message);
  say({ type: 'ready' });
  return {
    panel,
    say,
    shown: () => {
      const last = told.at(-1);
      return last?.type === 'snapshot' ? last.snapshot.status : last?.reason;
    },
    stale: () => {
      const last = told.at(-1);
      return last?.type === 'snapshot' ? last.snapshot.stale?.reason : undefined;
    },
    acted: () => acted,
  };
}
