// Waits for the log of a job to be read, under a progress that can be cancelled.
import * as vscode from 'vscode';
import { FailureError } from '../../domain/connections/failure.ts';
import type { JobLogReader } from '../../domain/results/jobLogReader.ts';
import { cancelled } from '../../files/runTask.ts';

/**
 * Reads what there is of the log, or as much as is enough.
 * @throws FailureError; 'cancelled' when the user cancels.
 */
export async function readLog(
  log: JobLogReader,
  title: string,
  isEnough: () => boolean = () => false,
): Promise<void> {
  const watch = log.watch();
  try {
    log.readAgain();
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    if (log.reading.kind === 'reading')
      await vscode.window.withProgress(options, (_, token) => untilRead(log, isEnough, token));
  } finally {
    watch.dispose();
  }
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
