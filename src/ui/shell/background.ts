// Work in the background: its failure goes to the log instead of becoming an unhandled rejection.
import type { LogOutputChannel } from 'vscode';

/** The part of the log that a failure needs. */
export type ErrorLog = Pick<LogOutputChannel, 'error'>;

/** Does not wait for the work, and logs its failure. */
export function background(work: PromiseLike<unknown>, log: ErrorLog): void {
  work.then(undefined, (error: unknown) =>
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
}

/** Keeps messages until the log exists: the channel is created with the app. */
export class EarlyLog implements ErrorLog {
  #early: (string | Error)[] = [];
  #log: ErrorLog = { error: (text) => void this.#early.push(text) };

  error(text: string | Error): void {
    this.#log.error(text);
  }

  attach(log: ErrorLog): void {
    this.#log = log;
    for (const text of this.#early.splice(0)) log.error(text);
  }
}
