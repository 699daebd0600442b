// The log of a job: waits for it with a progress, and shows it as a read-only document.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import { isTerminal, processedUsers, type ImportJob } from '../../domain/jobs/job.ts';
import type { JobLogOptions, JobLogReader } from '../../domain/results/jobLogReader.ts';
import { cancelled } from '../../files/runTask.ts';
import { editorBytes } from '../csv/validate/reading.ts';
import { plain } from '../shell/escapeText.ts';
import { ReadOnlyTexts } from './readOnlyTexts.ts';
import { logWords } from './resultWords.ts';

/**
 * Reads the log to its current end, or until `isEnough`.
 * @param quietly if given, no progress is shown, and this token cancels the reading.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function readLog(
  log: JobLogReader,
  jobName: string,
  isEnough: () => boolean = () => false,
  quietly?: vscode.CancellationToken,
): Promise<void> {
  const watch = log.watch();
  try {
    log.readAgain();
    const title = logWords.reading(plain(jobName));
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    if (log.reading.kind !== 'reading') return;
    if (quietly) await untilRead(log, isEnough, quietly);
    else await vscode.window.withProgress(options, (_, token) => untilRead(log, isEnough, token));
  } finally {
    watch.dispose();
  }
}

/** The log of a running job may grow faster than it is read: the rows that `job` has counted are enough. */
export function isEnoughOf(job: ImportJob, log: Pick<JobLogReader, 'rowsRead'>): () => boolean {
  return () => !isTerminal(job.status) && log.rowsRead >= processedUsers(job);
}

function untilRead(
  log: JobLogReader,
  isEnough: () => boolean,
  token: vscode.CancellationToken,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      listening.dispose();
      cancelling.dispose();
      settle();
    };
    const look = (): void => {
      const { reading } = log;
      if (reading.kind === 'failed') end(() => reject(new FailureError(reading.failure)));
      else if (reading.kind !== 'reading' || isEnough()) end(resolve);
    };
    const listening = log.onChange(look);
    const cancelling = token.onCancellationRequested(() => end(() => reject(cancelled())));
    look();
  });
}

export class JobLogDocuments extends Owner {
  readonly #texts = this.own(new ReadOnlyTexts('cognito-import-log'));

  /** @param text what `readText` returned. @param head text above the log. */
  async show(jobName: string, id: string, text: string, head: string): Promise<void> {
    if (text === '') {
      void vscode.window.showInformationMessage(logWords.empty(plain(jobName)));
      return;
    }
    const uri = this.#texts.put(`${jobName}.log`, id, `# ${head}\n${text}`);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }
}

/**
 * Reads the current log, at most as much as an editor can show.
 * @param open creates a reader of the log that passes every event to `take`. @throws FailureError
 */
export async function readText(
  job: ImportJob,
  open: (take: JobLogOptions['take']) => JobLogReader,
): Promise<string> {
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
  const isEnough = isEnoughOf(job, log);
  try {
    await readLog(log, job.jobName, () => size >= editorBytes || isEnough());
  } finally {
    log.dispose();
  }
  if (size >= editorBytes) lines.push(`${logWords.cut}\n`);
  return lines.join('');
}
