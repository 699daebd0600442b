// Work that nobody waits for: its failure goes to the log instead of becoming an unhandled rejection.
import type { LogOutputChannel } from 'vscode';

/** As much of the log as a failure needs. */
export type ErrorLog = Pick<LogOutputChannel, 'error'>;

/** Lets the work go on by itself and logs its failure. */
export function background(work: PromiseLike<unknown>, log: ErrorLog): void {
  work.then(undefined, (error: unknown) =>
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
}
