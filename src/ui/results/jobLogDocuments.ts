// The log of a job as CloudWatch Logs has it, in a read-only document.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { JobLogReader, JobLogOptions } from '../../domain/results/jobLogReader.ts';
import { editorBytes } from '../csv/validate/reading.ts';
import { plain } from '../shell/escapeText.ts';
import { readLog } from './readLog.ts';

const scheme = 'cognito-import-log';

/** Makes a reader of the job's log that hands over every event. */
export type OpenLog = (take: JobLogOptions['take']) => JobLogReader;

export class JobLogDocuments extends Owner implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor() {
    super();
    this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Reads the log as it is now, and shows it. @throws FailureError */
  async show(jobName: string, id: string, open: OpenLog): Promise<void> {
    const text = await readText(jobName, open);
    if (text === '') {
      void vscode.window.showInformationMessage(`The log of ${plain(jobName)} has nothing so far.`);
      return;
    }
    const uri = vscode.Uri.from({ scheme, path: `/${jobName}.log`, query: id });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }
}

/** As much as is good for an editor. */
async function readText(jobName: string, open: OpenLog): Promise<string> {
  const lines: string[] = [];
  let size = 0;
  const log = open((events) => {
    for (const { timestamp, message } of events) {
      if (size >= editorBytes) break;
      const line = `${new Date(timestamp).toISOString()} ${message.trimEnd()}\n`;
      size += line.length;
      lines.push(line);
    }
    return lines.length;
  });
  try {
    await readLog(log, `Reading the log of ${plain(jobName)}`, () => size >= editorBytes);
  } finally {
    log.dispose();
  }
  if (size >= editorBytes) lines.push('… The log goes on: the rest of it is in CloudWatch Logs.\n');
  return lines.join('');
}
