// Looks up which users of a CSV exist in a pool, with a progress that names the method and can be cancelled.
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import { cheaperWay, survey, type Estimate, type FoundUser } from '../../domain/users/survey.ts';
import type { KeyRow, NameRules } from '../../domain/users/userNames.ts';
import type { WrittenKeys } from '../../files/csv/userKeys.ts';
import { cancelled } from '../../files/runTask.ts';
import { readLines } from '../../files/rows/lines.ts';
import { compareWords } from './compareWords.ts';
import type { UserServices } from './userServices.ts';

export interface UsersQuestion {
  readonly path: string;
  readonly pool: PoolRef;
  readonly rules: NameRules;
  /** Only these lines of the CSV, in ascending order. */
  readonly lines?: Uint32Array;
  /** The progress's title. */
  readonly title: (estimate: Estimate, rows: number) => string;
  readonly onFound: (found: FoundUser) => void;
}

/** The rows that were looked for. */
export interface LookedUp extends WrittenKeys {
  readonly rowsOf: () => AsyncIterable<KeyRow>;
  /** The path of the list of the rows that were looked for. */
  readonly keysPath: string;
  /** Deletes this list. Never rejects. */
  readonly remove: () => Promise<void>;
}

/** @throws FailureError; 'cancelled' when the user cancels. */
export async function findUsers(services: UserServices, question: UsersQuestion): Promise<LookedUp> {
  const target = join(services.folder, 'lists', `${randomUUID()}.ndjson`);
  const remove = (): Promise<void> => rm(target, { force: true }).catch(() => undefined);
  await mkdir(join(services.folder, 'lists'), { recursive: true, mode: 0o700 });
  try {
    const prepared = await prepare(services, question, target);
    const rowsOf = (): AsyncIterable<KeyRow> => readKeys(target);
    await look(services, question, { ...prepared, rowsOf });
    return { ...prepared.written, rowsOf, keysPath: target, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function prepare(
  { jobs, runTask }: UserServices,
  { path, pool, rules, lines }: UsersQuestion,
  target: string,
): Promise<{
  readonly written: WrittenKeys;
  readonly estimate: Estimate;
  readonly users: number | undefined;
}> {
  const name = basename(path);
  const options = { location: vscode.ProgressLocation.Window, title: compareWords.reading(name) };
  return vscode.window.withProgress(options, async () => {
    const { signal } = new AbortController();
    const input = { path, rules, target, ...(lines ? { lines } : {}) };
    const written = await runTask('userKeys', input, { name, signal });
    const gateway = await jobs.gateway(pool.connectionId);
    const { EstimatedNumberOfUsers: users } = await gateway.imports.describeUserPool(pool.userPoolId, signal);
    return { written, users, estimate: cheaperWay(written.names, users) };
  });
}

interface Prepared {
  readonly estimate: Estimate;
  readonly written: WrittenKeys;
  /** The service's estimate of the pool's users. */
  readonly users: number | undefined;
  readonly rowsOf: () => AsyncIterable<KeyRow>;
}

async function look(
  { jobs, clock }: UserServices,
  { pool, rules, title, onFound }: UsersQuestion,
  { estimate, written, users: inPool, rowsOf }: Prepared,
): Promise<void> {
  const gateway = await jobs.gateway(pool.connectionId);
  const { Notification, Window } = vscode.ProgressLocation;
  const options = {
    // A notification stays for a moment, so a short look-up is shown in the status bar.
    location: estimate.seconds > 3 ? Notification : Window,
    title: title(estimate, written.rows),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
    // The service updates its count of users only now and then: the last per cent may take a while.
    const total = Math.max(1, estimate.way === 'ask' ? written.rows : (inPool ?? 1));
    let reported = 0;
    const onProgress = (done: number): void => {
      const share = Math.min(0.99, done / total);
      if (share - reported < 0.01) return;
      progress.report({ increment: 100 * (share - reported) });
      reported = share;
    };
    const { users } = gateway.withPriority('rows');
    try {
      await survey({
        way: estimate.way,
        rows: rowsOf,
        rules,
        users,
        userPoolId: pool.userPoolId,
        clock,
        signal: stop.signal,
        onFound,
        onProgress,
      });
    } finally {
      cancelling.dispose();
    }
  });
}

/** The rows of a list that `userKeys` has written. */
export async function* readKeys(path: string): AsyncGenerator<KeyRow, void> {
  // Not validated: the extension's own worker has just written the list.
  for await (const { text } of readLines(createReadStream(path))) yield JSON.parse(text) as KeyRow;
}
