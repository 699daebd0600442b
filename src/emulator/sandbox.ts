// The sandbox that ships: user pools and import jobs on loopback, in memory. Sign-ins, faults and the admin endpoint are in `emulator.ts`.
import { workerData } from 'node:worker_threads';
import type { ImportSchema } from '../csv/schema.ts';
import { Control } from './control.ts';
import { newCore, serve, type EmulatorOptions, type Served } from './core.ts';
import { poolSpec } from './rehearsal/rehearsalPool.ts';
import { isRehearsal, serveRehearsal } from './rehearsal/rehearsalThread.ts';
import { callerIdentity } from './sts/callerIdentity.ts';

export interface Sandbox extends Served {
  /** Adds a pool without users that has these settings. @returns its id. */
  addPool(name: string, schema: ImportSchema): string;
}

/** @throws if the port is in use. */
export async function startSandbox(options: EmulatorOptions = {}): Promise<Sandbox> {
  const core = newCore(options);
  const { account, roles } = core;
  const served = await serve(core, new Control(account, roles), options, { sts: callerIdentity });
  return { ...served, addPool: (name, schema) => account.createPool(poolSpec(name, schema)).id };
}

// The same bundle is the entry of the thread of a rehearsal.
if (isRehearsal(workerData)) void serveRehearsal(workerData);
