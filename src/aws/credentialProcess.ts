// Lets a credential_process be ended: the SDK starts it without a time-out and has no other way to let go of one that hangs.
import { AsyncLocalStorage } from 'node:async_hooks';
import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { externalDataInterceptor } from '@smithy/core/config';

const killSignal = new AsyncLocalStorage<AbortSignal>();
const run = promisify(exec);

function execKillable(): never {
  throw new Error('Called through util.promisify only.');
}

// The one place where the SDK lets `exec` be replaced. Should it go away, a process that hangs is left running and nothing else changes.
externalDataInterceptor.interceptToken(
  'exec',
  Object.assign(execKillable, {
    [promisify.custom]: (command: string) => {
      const signal = killSignal.getStore();
      return run(command, { windowsHide: true, ...(signal && { signal }) });
    },
  }),
);

/** Runs `resolve` so that the processes it starts are killed when the signal is aborted. */
export function runKillable<T>(signal: AbortSignal, resolve: () => Promise<T>): Promise<T> {
  return killSignal.run(signal, resolve);
}
