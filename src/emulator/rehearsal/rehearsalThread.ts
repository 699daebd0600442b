// Serves one rehearsal in a thread of its own: nobody else's pools are there, and with the thread everything of it is gone.
import { parentPort } from 'node:worker_threads';
import type { RehearsalReady, RehearsalRequest } from '../../csv/results/rehearsal.ts';
import { Control } from '../control.ts';
import { newCore, serve } from '../core.ts';
import { callerIdentity } from '../sts/callerIdentity.ts';
import { poolSpec, RehearsalPool } from './rehearsalPool.ts';

/** Above what a processor does. So every reading of a job finds it further, and none keeps the thread for long. */
const usersPerSecond = 150_000;

export function isRehearsal(data: unknown): data is RehearsalRequest {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'rehearsal';
}

/** Posts a `RehearsalReady` once it listens. What it throws ends the thread. */
export async function serveRehearsal({ poolName, schema, region }: RehearsalRequest): Promise<void> {
  const options = { usersPerSecond, region };
  const core = newCore(options);
  const { account, roles } = core;
  // Lines of the file: the CSV at hand is what its log is about.
  account.configure({ pendingMs: 0, logLines: 'file' });
  const pool = account.addPool(
    new RehearsalPool(`${region}_rehearsal`, poolSpec(poolName, schema), account.clock.now()),
  );
  const { url } = await serve(core, new Control(account, roles), options, { sts: callerIdentity });
  const ready: RehearsalReady = { url, userPoolId: pool.id, roleArn: roles.ensureConsoleRole().arn };
  parentPort?.postMessage(ready);
}
