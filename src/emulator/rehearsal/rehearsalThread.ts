// Serves one rehearsal in its own thread: separate from all other pools, and all its data ends with the thread.
import { parentPort } from 'node:worker_threads';
import type { RehearsalReady, RehearsalRequest } from '../../csv/results/rehearsal.ts';
import { Control } from '../control.ts';
import { newCore, serve } from '../core.ts';
import { callerIdentity } from '../sts/callerIdentity.ts';
import { poolSpec, RehearsalPool } from './rehearsalPool.ts';

/** More than a processor can do, so that each reading of a job shows progress and none blocks the thread for long. */
const usersPerSecond = 150_000;

export function isRehearsal(data: unknown): data is RehearsalRequest {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'rehearsal';
}

/** Posts a `RehearsalReady` once it listens. What it throws ends the thread. */
export async function serveRehearsal({ poolName, schema, region }: RehearsalRequest): Promise<void> {
  const options = { usersPerSecond, region };
  const core = newCore(options);
  const { account, roles } = core;
  // The log counts lines of the file, so that its numbers match the CSV at hand.
  account.configure({ pendingMs: 0, logLines: 'file' });
  const pool = account.addPool(
    new RehearsalPool(`${region}_rehearsal`, poolSpec(poolName, schema), account.clock.now()),
  );
  const { url } = await serve(core, new Control(account, roles), options, { sts: callerIdentity });
  const ready: RehearsalReady = { url, userPoolId: pool.id, roleArn: roles.ensureConsoleRole().arn };
  parentPort?.postMessage(ready);
}
