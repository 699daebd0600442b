// The sandbox that ships: user pools and import jobs on loopback, in memory. Sign-ins, faults and the admin endpoint are in `emulator.ts`.
import { Control } from './control.ts';
import { newCore, serve, type EmulatorOptions, type Served } from './core.ts';
import { callerIdentity } from './sts/callerIdentity.ts';

/** @throws if the port is in use. */
export async function startSandbox(options: EmulatorOptions = {}): Promise<Served> {
  const core = newCore(options);
  return serve(core, new Control(core.account, core.roles), options, { sts: callerIdentity });
}
