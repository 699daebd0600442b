// An account with one pool in which tests create jobs, and a clock that they advance.
import assert from 'node:assert/strict';
import { Account } from '../../../../src/emulator/account.ts';
import { MovableClock } from '../../../../src/emulator/clock.ts';
import type { ImportJob } from '../../../../src/emulator/cognito/importJob.ts';
import type { UserPool } from '../../../../src/emulator/cognito/userPool.ts';
import { Random } from '../../../../src/emulator/random.ts';
import { ServiceError } from '../../../../src/emulator/serviceError.ts';
import type { Settings } from '../../../../src/emulator/settings.ts';

/** The clock's initial time, in milliseconds since the epoch. */
export const begin = Date.UTC(2026, 10, 22);
export const hour = 3_600_000;

export interface World {
  readonly account: Account;
  readonly pool: UserPool;
  /** Creates a job and uploads a file with `good` valid rows, followed by `bad` rows that fail. */
  readonly newJob: (good: number, bad?: number) => ImportJob;
  readonly advance: (ms: number) => void;
}

/** By default, imports 10 rows a second after 1 s of Pending, and stops after 2 s of Stopping. */
export function jobWorld(settings: Partial<Settings> = {}): World {
  const clock = new MovableClock({ now: () => begin });
  const account = new Account({
    id: '111122223333',
    region: 'us-east-1',
    clock,
    random: new Random(1),
    settings: { usersPerSecond: 10, pendingMs: 1_000, stoppingMs: 2_000, ...settings },
  });
  const pool = account.createPool({ name: 'customers', autoVerifiedAttributes: ['email'] });
  let users = 0;
  return {
    account,
    pool,
    newJob(good, bad = 0) {
      const job = account.createJob(pool.id, { name: 'job', cloudWatchLogsRoleArn: 'arn' });
      const rows = Array.from({ length: good + bad }, (_, index) => {
        const name = `user${users++}`;
        return `${name},${name}@example.com,${index < good ? 'true' : 'false'}`;
      });
      job.upload(Buffer.from(['cognito:username,email,email_verified', ...rows].join('\n')));
      return job;
    },
    advance(ms) {
      clock.advance(ms);
      account.settle();
    },
  };
}

export function refused(run: () => unknown, code: string, message: RegExp): void {
  assert.throws(
    run,
    (error) => error instanceof ServiceError && error.code === code && message.test(error.message),
  );
}
