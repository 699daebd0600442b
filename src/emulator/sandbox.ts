// The sandbox that ships: user pools and import jobs on loopback, in memory. Sign-ins, faults and the admin endpoint are in `emulator.ts`.
import { workerData } from 'node:worker_threads';
import type { SandboxImport, SandboxJob } from '../csv/results/rehearsal.ts';
import { Control } from './control.ts';
import { newCore, serve, type Core, type EmulatorOptions, type Served } from './core.ts';
import { poolSpec } from './rehearsal/rehearsalPool.ts';
import { isRehearsal, serveRehearsal } from './rehearsal/rehearsalThread.ts';
import { callerIdentity } from './sts/callerIdentity.ts';

export interface Sandbox extends Served {
  /** Adds a pool with these settings, and imports the CSV into it at once, whatever else runs. */
  runImport(wanted: SandboxImport): SandboxJob;
}

/** @throws if the port is in use. */
export async function startSandbox(options: EmulatorOptions = {}): Promise<Sandbox> {
  const core = newCore(options);
  const { account, roles } = core;
  const served = await serve(core, new Control(account, roles), options, { sts: callerIdentity });
  return { ...served, runImport: (wanted) => runImport(core, wanted) };
}

function runImport({ account, roles }: Core, wanted: SandboxImport): SandboxJob {
  const { poolName, schema, jobName, csv, passwordHashingAlgorithm } = wanted;
  const { id: userPoolId } = account.createPool(poolSpec(poolName, schema));
  const roleArn = roles.ensureConsoleRole().arn;
  const job = account.createJob(userPoolId, {
    name: jobName,
    cloudWatchLogsRoleArn: roleArn,
    passwordHashingAlgorithm,
  });
  const now = account.clock.now();
  job.upload(Buffer.from(csv.buffer, csv.byteOffset, csv.byteLength));
  job.start(now);
  job.finish(now);
  return { userPoolId, jobId: job.id, roleArn };
}

// The same bundle is the entry of a rehearsal's thread.
if (isRehearsal(workerData)) void serveRehearsal(workerData);
