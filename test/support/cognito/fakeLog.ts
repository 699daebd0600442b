// A job's log stream in memory, as CloudWatch Logs pages it: a token for every page, the same again at the end.
import { FailureError, type Failure } from '../../../src/domain/connections/failure.ts';
import type { LogEvent } from '../../../src/domain/gateway/importGateway.ts';
import type { ImportJob } from '../../../src/domain/jobs/job.ts';
import type { Page } from '../../../src/domain/gateway/page.ts';
import { job } from './cognitoInProcess.ts';
import type { VirtualClock } from '../virtualClock.ts';

export class FakeLog {
  readonly events: LogEvent[] = [];
  pageSize = 3;
  /** The failure of the next calls, while it is set. */
  fault: Failure | undefined;
  /** Each call: when on the clock's steady scale, and with which token. */
  readonly calls: { readonly at: number; readonly token: string | undefined }[] = [];
  current: ImportJob = { ...job('import-1'), creationDate: 0, startDate: 0 };
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Writes lines to the log, the job counting them: `FAILED 3 Reason`. */
  write(...rows: readonly string[]): void {
    const { importedUsers, skippedUsers, failedUsers } = this.current;
    const counts = { SUCCEEDED: importedUsers, SKIPPED: skippedUsers, FAILED: failedUsers };
    for (const row of rows) {
      const [, outcome = '', line = '', reason = ''] = /^(\w+) (\d+) (.*)$/.exec(row) ?? [];
      this.events.push({ timestamp: 0, message: `[${outcome}] Line Number ${line} - ${reason}` });
      counts[outcome as keyof typeof counts]++;
    }
    this.current = {
      ...this.current,
      importedUsers: counts.SUCCEEDED,
      skippedUsers: counts.SKIPPED,
      failedUsers: counts.FAILED,
    };
  }

  /** The job ends. */
  end(status: 'Succeeded' | 'Failed' | 'Stopped' = 'Succeeded'): void {
    this.current = { ...this.current, status, completionDate: this.#clock.now() };
  }

  readonly read = async (token: string | undefined, signal: AbortSignal): Promise<Page<LogEvent>> => {
    this.calls.push({ at: this.#clock.steady(), token });
    const { fault } = this;
    await Promise.resolve();
    if (signal.aborted) throw new FailureError({ kind: 'cancelled', message: 'Given up.' });
    if (fault) throw new FailureError(fault);
    const from = Number(token ?? 0);
    const items = this.events.slice(from, from + this.pageSize);
    const next = String(from + items.length);
    return this.events.length === 0 || next === token ? { items } : { items, nextToken: next };
  };
}
