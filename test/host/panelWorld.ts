// A job's panel without a page: records the messages to the page, and lets a test send the page's messages.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { JobService } from '../../src/domain/jobs/jobService.ts';
import type { JobRef } from '../../src/domain/jobs/job.ts';
import type { FromPage, ToPage } from '../../src/protocol/panel.ts';
import { JobPanel, type PanelSources } from '../../src/ui/panel/jobPanel.ts';

export interface OpenPanel {
  readonly panel: JobPanel;
  /** What the page shows: the job's status, `resting`, or the reason why there is no job. */
  readonly shown: () => string | undefined;
  /** Why the shown state may be out of date. */
  readonly stale: () => string | undefined;
  /** How often the user has asked for something. */
  readonly acted: () => number;
  readonly say: (message: FromPage) => void;
}

/** A visible panel of a job that has not started (so that no log is read), whose page is ready. */
export function openPanel(
  jobs: JobService,
  ref: JobRef,
  {
    /** Whether it is restored from an earlier window. */
    isResting = false,
    isTrusted = () => true,
  }: { readonly isResting?: boolean; readonly isTrusted?: () => boolean } = {},
): OpenPanel {
  const told: ToPage[] = [];
  let hear: (message: unknown) => void = () => undefined;
  let acted = 0;
  const nothing = { dispose: () => undefined };
  const webview = {
    cspSource: 'self',
    asWebviewUri: (uri: vscode.Uri) => uri,
    postMessage: (message: ToPage) => Promise.resolve(told.push(message)),
    onDidReceiveMessage: (listener: typeof hear) => {
      hear = listener;
      return nothing;
    },
  };
  const host = { visible: true, title: ref.jobId, webview, onDidChangeViewState: () => nothing };
  const page = host as unknown as vscode.WebviewPanel;
  const sources: PanelSources = {
    rowsOf: () => undefined,
    notes: { of: () => undefined, onChange: () => ({ dispose: () => undefined }) },
    results: () => assert.fail('A job that has not started has no log.'),
    userTools: () => assert.fail('A job that has not started has no users.'),
    isTrusted,
    acted: () => {
      acted++;
    },
  };
  const panel = new JobPanel(jobs, ref, page, vscode.Uri.file('/'), sources, isResting);
  const say = (message: FromPage): void => hear(message);
  say({ type: 'ready' });
  return {
    panel,
    say,
    shown: () => {
      const last = told.at(-1);
      if (last?.type === 'snapshot') return last.snapshot.status;
      return last?.type === 'resting' ? 'resting' : last?.reason;
    },
    stale: () => {
      const last = told.at(-1);
      return last?.type === 'snapshot' ? last.snapshot.stale?.reason : undefined;
    },
    acted: () => acted,
  };
}
